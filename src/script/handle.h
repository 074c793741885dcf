/* Handles: the values of the language that Lua code holds (a criterion, a field, a rate, a stage …).
 *
 * A handle is a kind and a number; what it stands for is in the Loading. Each kind has a metatable made here;
 * what a handle can't be used for ('<', '==', '#', '..', arithmetic) raises with what to write instead. */
#ifndef BERTH_SCRIPT_HANDLE_H
#define BERTH_SCRIPT_HANDLE_H

#include <lua.h>
#include <stdint.h>

typedef enum HandleKind {
    HANDLE_OTHER, /* any other Lua value */
    HANDLE_CRITERION,
    HANDLE_FIELD,
    HANDLE_RECORD, /* `candidate`, `vacancy` */
    HANDLE_RATE,
    HANDLE_STAGE,
    HANDLE_OFFER,
    HANDLE_DECLINED, /* in tests: a value that was not given */
    HANDLE_PENDING,  /* a declaration that waits for its table */
    HANDLE_KINDS
} HandleKind;

/* What a kind does beyond being held; each may be NULL. */
typedef struct HandleClass {
    lua_CFunction index, call, both, either, negation; /* __index, __call, __band, __bor, __bnot */
} HandleClass;

/* Makes the kind's metatable. Once a state. */
void handle_define(lua_State *L, HandleKind kind, const HandleClass *class);

void handle_push(lua_State *L, HandleKind kind, uint32_t number);

/* The kind of the value at `index`, and its number (which may be NULL). */
HandleKind handle_kind(lua_State *L, int index, uint32_t *number);

/* The number of the handle at `index`, which must be of that kind: raises "`what` expects …, got …". */
uint32_t handle_expect(lua_State *L, int index, HandleKind kind, const char *what);

/* The value in words, for messages: "nothing (nil)", "the text 'x'", "the number 16", "the field
 * candidate.age". Pushes the string that it returns. */
const char *handle_describe(lua_State *L, int index);

#endif
