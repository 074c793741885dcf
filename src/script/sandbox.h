/* What a pack may call besides the rule language, and how the host keeps it in bounds. Internal to the script
 * room.
 *
 * Three kinds of tables stand between a script and its world:
 *  - the standard names, a plain table that only the host and the standard library write to;
 *  - the pack's names, a plain table behind the pack's environment, which is a guard;
 *  - guards: empty tables whose reads lead to another table and whose writes raise or are checked.
 *
 * Once a pack with check functions is loaded it is sealed: every table that its code can reach is put behind
 * a guard, and criteria and declarations become a value that raises whatever is done with it. So a call of a
 * check function can't leave anything behind but in an upvalue, and those that some function assigns to are
 * compared after each call (sandbox_restore). */
#ifndef BERTH_SCRIPT_SANDBOX_H
#define BERTH_SCRIPT_SANDBOX_H

#include "base/suggest.h"
#include "script/heap.h"
#include "script/host.h"

#include <lauxlib.h>

enum {
    SANDBOX_STRING = 1 << 20, /* bytes of the longest string that a function makes */
    SANDBOX_LIST = 1 << 17    /* items of the longest list that a function works on */
};

typedef enum HostStop { HOST_GOES_ON, HOST_OUT_OF_STEPS, HOST_OUT_OF_MEMORY } HostStop;

typedef struct HostFile {
    const char *path, *chunk; /* what messages show; what Lua calls it */
    const char *bytes;
    size_t length;
    HostEnvironment environment;
} HostFile;

typedef struct HostPlace {
    const char *file;
    uint32_t line;
} HostPlace;

enum { HOST_FILES = 256 };

struct Host {
    lua_State *L;
    Heap *heap;
    int64_t steps;             /* left of the budget */
    int slice;                 /* instructions between two looks at it */
    HostStop stop;             /* sticks */
    HostPlace stopped, failed; /* where the limit was met; where the last error was raised */
    HostPlace starved;         /* where there was last no memory, perhaps only until garbage was collected */
    HostPlace pointed;         /* what the error that is being raised is about, where that is known better */
    HostPlace home; /* what is blamed where no code of the pack runs: the check function that was called */
    bool said;      /* the last error was raised by the pack itself (error, assert), not by Lua or berth */
    bool sealed;
    uint32_t watched; /* upvalues that a check function could change */
    uint32_t days;    /* texts of days that are kept */
    uint32_t file_count;
    HostFile files[HOST_FILES];
};

/* Keys of the registry, by address. */
extern const char sandbox_standard, sandbox_names, sandbox_environment, sandbox_safe, sandbox_strings;

/* Pushes the table with that key of the registry. */
void sandbox_push(lua_State *L, const char *key);

/* Blames the function at `index` for what goes wrong from here on, unless code of the pack's is running. */
void sandbox_set_home(lua_State *L, int index);

/* Sets the budget for what runs next. */
void sandbox_budget(Host *host, int64_t steps);

/* Raises the error that sticks. */
int sandbox_stop(lua_State *L, HostStop why);

/* Once personal data is about, a message may hold only what is written out in the pack's files: as a text
 * between quotes or long brackets, or as a word. */
bool sandbox_is_text(const Host *host, const char *text, size_t length);
bool sandbox_is_word(const Host *host, const char *word, size_t length);

/* A name for a message: `'name'`, or `that name` where it could be personal data. Valid until the Lua stack
 * drops it. */
const char *sandbox_quoted(lua_State *L, const char *name, size_t length);

/* absent.c: why packs don't have Lua's "os" or "string.gsub", and what to do instead; NULL for other names.
 */
const char *sandbox_instead(const char *name);

/* The same for what is not in the library on the top of the stack: reading it is an error that says so. */
void sandbox_explain_members(lua_State *L, const char *library);

/* Offers the texts among the keys of the table at `table` (absolute, or an upvalue). */
void sandbox_offer_names(lua_State *L, int table, const char *word, Suggestion *best);

/* ── The functions ──────────────────────────────────────────────────────── */

/* Each adds its functions to the standard environment. */
void sandbox_open_base(lua_State *L);
void sandbox_open_math(lua_State *L);
void sandbox_open_strings(lua_State *L);
void sandbox_open_tables(lua_State *L);

/* Adds a library: a guard named `name` over a table of these functions. Leaves that table on the stack. */
void sandbox_add_library(lua_State *L, const char *name, const luaL_Reg *functions);

/* Adds a function of the allow-list: one that keeps nothing between calls and may be called by check
 * functions. */
void sandbox_add_safe(lua_State *L, const char *name, lua_CFunction function);

/* The table at `index`, which must be one: where it is a guard, that which it guards. Returns its index;
 * raises an argument error for anything else. */
int sandbox_table(lua_State *L, int index);

/* The same for a table that is going to be changed: raises for a guard. */
void sandbox_own_table(lua_State *L, int index);

/* Pushes the value as a text, without an address. */
void sandbox_push_text(lua_State *L, int index);

/* `length` bytes that live until the caller's frame ends, pushed on the stack. */
char *sandbox_scratch(lua_State *L, size_t length);

/* ── Guards and sealing ─────────────────────────────────────────────────── */

/* Replaces the table on the top of the stack by a guard over it. */
void sandbox_guard(lua_State *L);

/* Pushes what the value at `index` guards and returns true, if it is a guard. */
bool sandbox_unguard(lua_State *L, int index);

/* Seals the pack. The check functions are on the stack from `first` to the top; it leaves them there. */
void sandbox_seal(lua_State *L, int first);

/* Adds to the table at `table` each variable that a function of the pack or of the standard library may
 * assign to: the chunk's name and the variable's, as one text. */
void sandbox_note_assigned(lua_State *L, int table);

/* The name of an upvalue that was changed since sandbox_seal, or NULL. Puts back what they were. Costs
 * nothing where no function assigns to an upvalue. */
const char *sandbox_restore(lua_State *L);

#endif
