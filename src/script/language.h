/* The rule language: the names that rule authors use, and the plan that their declarations make.
 *
 * Life of a pack: language_open registers the language in a fresh host; the host runs the standard library's
 * files; language_begin_pack; the host runs the pack's files, pack.lua first; language_finish checks the pack
 * as a whole and writes its plan. After that nothing more can be declared, and language_push_check serves the
 * check functions.
 *
 * The draft of the plan lies outside the host's memory, so language_close ends the language before that
 * memory goes. Errors of the author's are raised in Lua, at the pack's line. Thread rule: as for the host,
 * one thread. */
#ifndef BERTH_SCRIPT_LANGUAGE_H
#define BERTH_SCRIPT_LANGUAGE_H

#include "base/buffer.h"
#include "base/error.h"
#include "script/host.h"

#include <stdbool.h>
#include <stdint.h>

enum { LANGUAGE_VERSION = 1 };

/* Registers every name of the language. */
void language_open(Host *host);

/* From here on what is declared is the pack's; `pack_id` is its folder's name. Call it after the standard
 * library's files, before the pack's. False only where memory runs out. */
bool language_begin_pack(Host *host, const char *pack_id);

/* From here on files hold tests of what has been declared. False where the pack itself uses a word of theirs.
 */
bool language_begin_tests(Host *host, Error *error);

/* Checks what only the whole pack shows (a criterion that nothing uses, a rate that is not declared …) and
 * adds the plan's bytes to `plan`. False, with every error in `messages`, where the pack can't be used. */
bool language_finish(Host *host, Buffer *plan, Messages *messages);

/* Keeps a warning for the author; it goes into the plan. Those beyond a plan's limit are dropped. */
void language_warn(lua_State *L, const char *file, uint32_t line, const char *text);

/* " (did you mean 'candidate.age'?)" for a name that nothing has but a field, or NULL. Pushes what it
 * returns. */
const char *language_hint(lua_State *L, const char *name);

/* Pushes the function of the plan's check number `check`, or nil where there is none. */
void language_push_check(lua_State *L, uint32_t check);

/* Frees what the language holds outside the host's memory. */
void language_close(Host *host);

#endif
