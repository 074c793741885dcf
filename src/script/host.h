/* The Lua host: one Lua state in one piece of memory, in which a pack's files run behind a fence.
 *
 * The fence (SAFETY.md, second table): two environments made from an allow-list, text chunks only, a budget
 * of steps whose error sticks, no memory but the arena's. The jail around the process is the wall; the fence
 * gives an honest author a message with a file and a line. Nothing here needs the jail, so tests and the
 * fuzzer run it in their own process.
 *
 * Life cycle: host_open, then everything else, then host_close.
 * A function that takes lua_State * may raise a Lua error and must run inside host_run or host_protect.
 * Thread rule: one host belongs to one thread. */
#ifndef BERTH_SCRIPT_HOST_H
#define BERTH_SCRIPT_HOST_H

#include "base/error.h"

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    HOST_SOURCE = 64 * 1024,    /* bytes of one file */
    HOST_TEXT = 1024,           /* bytes of an error's text */
    HOST_LOAD_STEPS = 20000000, /* VM instructions, and work inside C functions, for loading a pack */
    HOST_CHECK_STEPS = 100000   /* the same for one call of a check function */
};

typedef struct Host Host;

/* A state in `memory` (16-aligned), of which it never uses more than `bytes`. NULL where that is too small.
 */
Host *host_open(void *memory, size_t bytes);

/* Ends the state; its memory is the caller's again. A worker need not: it ends as a whole. NULL is fine. */
void host_close(Host *host);

lua_State *host_state(Host *host);
Host *host_of(lua_State *L);

/* Standard files run in the standard environment and add to it. A pack's files share one environment of their
 * own, whose reads fall back to the standard one; an unknown name is an error in both, with "did you mean"; a
 * name that hides a standard one is recorded with language_warn. */
typedef enum HostEnvironment { HOST_STANDARD, HOST_PACK } HostEnvironment;

/* Is this something that may be compiled: not too long, text and not bytecode, without zero bytes, UTF-8? */
bool host_check_text(const char *file, const char *bytes, size_t length, Error *error);

/* Checks, compiles and runs a file. `file` is its path as messages show it. On failure `error` has file and
 * line. Where the host was stopped by a limit (steps, memory), every later call fails too. */
bool host_run(Host *host, HostEnvironment environment, const char *file, const char *bytes, size_t length,
              Error *error);

/* Runs body(L, context) so that a Lua error in it, a lack of memory included, ends up in `error`. */
bool host_protect(Host *host, void (*body)(lua_State *L, void *context), void *context, Error *error);

/* Have the pack's files given this name a value of their own? */
bool host_has_name(lua_State *L, const char *name);

/* From here on what is raised stands at this line, however deep; `file` NULL: where it is raised, as before.
 */
void host_point(lua_State *L, const char *file, uint32_t line);

/* Adds a function to the standard environment. It can be called while packs load; inside a check function it
 * raises. */
void host_register(lua_State *L, const char *name, lua_CFunction function);

/* Pops a value into the standard environment. */
void host_set_global(lua_State *L, const char *name);

/* The nearest running frame that is a pack's file, else the nearest that is a standard one: for the places of
 * criteria and errors. False (NULL and 0) where there is none. `file` lives as long as the host. */
bool host_place(lua_State *L, const char **file, uint32_t *line);

/* Raises an error with this text at host_place. Never returns; the int is for `return host_raise(…)`. */
int host_raise(lua_State *L, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The same, about a line of one of the files that were run. */
int host_raise_at(lua_State *L, const char *file, uint32_t line, const char *text);

/* The bytes of a file that was run, or NULL. */
const char *host_source(lua_State *L, const char *file, size_t *length);

/* Counts `steps` of work done inside a C function against the budget; raises the error that sticks when it is
 * used up. */
void host_charge(lua_State *L, size_t steps);

#endif
