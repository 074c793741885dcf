/* What runs inside a pack's worker: loads the pack, sends its plan, then calls its check functions. Internal
 * to the script room.
 *
 * Replies, as wire.h writes them:
 *   after the start  WORKER_LOADED or WORKER_FAILED, a list of messages, the plan's bytes (none where it
 * failed) to a slot        WORKER_CHECKED, the slot, then for each job its words of met, unmet and failed,
 * then the failures; or WORKER_STOPPED, file, line, text */
#ifndef BERTH_SCRIPT_WORKER_H
#define BERTH_SCRIPT_WORKER_H

#include "base/buffer.h"
#include "base/error.h"
#include "jail/jail.h"
#include "script/files.h"
#include "script/host.h"

enum { WORKER_LOADED = 1, WORKER_FAILED, WORKER_CHECKED, WORKER_STOPPED };

/* For jail_open; `files` are the pack's (PackFiles). */
void worker_serve(JailInside *inside, void *files);

/* Runs the standard files alone, in a fresh host. */
bool worker_prepare(Host *host, const PackFiles *files, Messages *messages);

/* Runs the files in a fresh host and adds the plan's bytes to `plan`. False where messages have errors. Needs
 * no jail. */
bool worker_load(Host *host, const PackFiles *files, Buffer *plan, Messages *messages);

#endif
