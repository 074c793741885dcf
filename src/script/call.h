/* Calling check functions over the records of a slot, in the worker. Internal to the script room.
 *
 * A record is a userdata whose reads lead to a table that is filled before each call; scripts can't write to
 * either. A call that raises is a failure of that record; one that meets a limit ends the pack. */
#ifndef BERTH_SCRIPT_CALL_H
#define BERTH_SCRIPT_CALL_H

#include "base/buffer.h"
#include "script/host.h"
#include "script/slot.h"

/* Adds, for each job, its words of met, unmet and failed as one run of bytes, then how many failures are
 * described, and for each: job, record, file, line, text. False where a limit was met: `error` says which,
 * and the host is of no more use. */
bool call_checks(Host *host, const Slot *slot, Buffer *reply, Error *error);

#endif
