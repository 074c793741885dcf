/* Handles: metatables, and messages for what they can't be used for. */
#include "handle.h"

#include "script/label.h"
#include "script/loading.h"

#include <lauxlib.h>

typedef struct Handle {
    HandleKind kind;
    uint32_t number;
} Handle;

static const char kind_key = 0;                 /* in a metatable: its kind */
static const char metatable_keys[HANDLE_KINDS]; /* in the registry: a kind's metatable */

static const char *const kind_names[HANDLE_KINDS] = {
    [HANDLE_CRITERION] = "a criterion",
    [HANDLE_FIELD] = "a field",
    [HANDLE_RECORD] = "'candidate' or 'vacancy'",
    [HANDLE_RATE] = "a rate",
    [HANDLE_STAGE] = "a stage",
    [HANDLE_OFFER] = "an offer",
    [HANDLE_DECLINED] = "'declined'",
    [HANDLE_PENDING] = "a declaration without its table in braces",
};

void handle_push(lua_State *L, HandleKind kind, uint32_t number) {
    Handle *handle = lua_newuserdatauv(L, sizeof *handle, 0);
    *handle = (Handle){.kind = kind, .number = number};
    lua_rawgetp(L, LUA_REGISTRYINDEX, &metatable_keys[kind]);
    lua_setmetatable(L, -2);
}

HandleKind handle_kind(lua_State *L, int index, uint32_t *number) {
    const Handle *handle = lua_touserdata(L, index);
    if (!handle || !lua_getmetatable(L, index)) return HANDLE_OTHER;
    lua_rawgetp(L, -1, &kind_key);
    HandleKind kind = (HandleKind)lua_tointeger(L, -1);
    lua_pop(L, 2);
    if (kind != HANDLE_OTHER && number) *number = handle->number;
    return kind;
}

uint32_t handle_expect(lua_State *L, int index, HandleKind kind, const char *what) {
    uint32_t number = 0;
    if (handle_kind(L, index, &number) != kind)
        host_raise(L, "%s expects %s, got %s", what, kind_names[kind], handle_describe(L, index));
    return number;
}

static const char *describe_handle(lua_State *L, HandleKind kind, uint32_t number) {
    const Loading *loading = loading_of(L);
    if (kind == HANDLE_CRITERION)
        return lua_pushfstring(L, "the criterion '%s'",
                               loading_text(loading, loading_made(loading, number)->item.label));
    if (kind == HANDLE_FIELD) return lua_pushfstring(L, "the field %s", label_field(L, number));
    return lua_pushstring(L, kind_names[kind]);
}

static const char *describe_text(lua_State *L, int index) {
    size_t length;
    const char *text = lua_tolstring(L, index, &length);
    if (length > 60) return lua_pushliteral(L, "a long text");
    return lua_pushfstring(L, "the text '%s'", text);
}

const char *handle_describe(lua_State *L, int index) {
    uint32_t number = 0;
    HandleKind kind = handle_kind(L, index, &number);
    if (kind != HANDLE_OTHER) return describe_handle(L, kind, number);
    switch (lua_type(L, index)) {
    case LUA_TNONE:
    case LUA_TNIL: return lua_pushliteral(L, "nothing (nil)");
    case LUA_TBOOLEAN: return lua_pushstring(L, lua_toboolean(L, index) ? "true" : "false");
    case LUA_TSTRING: return describe_text(L, index);
    case LUA_TTABLE: return lua_pushliteral(L, "a table");
    case LUA_TFUNCTION: return lua_pushliteral(L, "a function (to call it, write () after its name)");
    case LUA_TNUMBER:
        if (lua_isinteger(L, index)) return lua_pushfstring(L, "the number %I", lua_tointeger(L, index));
        return lua_pushfstring(L, "the number %f", lua_tonumber(L, index));
    default: return lua_pushliteral(L, "something else");
    }
}

/* The operators that no handle has, and what to write. */
static const struct {
    const char *event, *symbol, *instead;
} misuses[] = {
    {"__eq", "==", "to compare, write is(…), as in candidate.age:is(16)"},
    {"__lt", "<' and '>",
     "to compare, write less_than(…) or more_than(…), as in candidate.age:more_than(16)"},
    {"__le", "<=' and '>=", "to compare, write at_most(…) or at_least(…), as in candidate.age:at_least(16)"},
    {"__concat", "..", "criteria are joined by '&' and '|'"},
    {"__len", "#", "to look into a set, write includes(…)"},
    {"__add", "+", "criteria are joined by '&' and '|'"},
    {"__sub", "-", "dates are compared by within_last { … } and for_at_least { … }"},
    {"__unm", "-", "to turn a criterion round, write '~'"},
    {"__mul", "*", "criteria are joined by '&' and '|'"},
    {"__div", "/", "criteria are joined by '&' and '|'"},
    {"__idiv", "//", "criteria are joined by '&' and '|'"},
    {"__mod", "%", "criteria are joined by '&' and '|'"},
    {"__pow", "^", "criteria are joined by '&' and '|'"},
    {"__bxor", "~", "'~' stands before one criterion and says 'not'; criteria are joined by '&' and '|'"},
    {"__shl", "<<", "criteria are joined by '&' and '|'"},
    {"__shr", ">>", "criteria are joined by '&' and '|'"},
};

static int misuse(lua_State *L) {
    int row = (int)lua_tointeger(L, lua_upvalueindex(1));
    int handle = handle_kind(L, 1, NULL) == HANDLE_OTHER ? 2 : 1;
    const char *subject = handle_describe(L, handle);
    return host_raise(L, "'%s' can't be used on %s: %s", misuses[row].symbol, subject, misuses[row].instead);
}

static int refuse_call(lua_State *L) {
    return host_raise(L, "%s can't be called: take the braces or brackets after it away",
                      handle_describe(L, 1));
}

static int refuse_index(lua_State *L) {
    return host_raise(L, "%s has no parts to look up", handle_describe(L, 1));
}

static int refuse_change(lua_State *L) {
    return host_raise(L, "%s can't be changed", handle_describe(L, 1));
}

static int refuse_combination(lua_State *L) {
    return host_raise(L, "'&', '|' and '~' combine criteria, not %s", handle_describe(L, 1));
}

static int describe(lua_State *L) {
    handle_describe(L, 1);
    return 1;
}

static void set(lua_State *L, const char *event, lua_CFunction function, lua_CFunction otherwise) {
    lua_pushcfunction(L, function ? function : otherwise);
    lua_setfield(L, -2, event);
}

void handle_define(lua_State *L, HandleKind kind, const HandleClass *class) {
    lua_newtable(L);
    lua_pushinteger(L, kind);
    lua_rawsetp(L, -2, &kind_key);
    for (size_t i = 0; i < sizeof misuses / sizeof *misuses; i++) {
        lua_pushinteger(L, (lua_Integer)i);
        lua_pushcclosure(L, misuse, 1);
        lua_setfield(L, -2, misuses[i].event);
    }
    set(L, "__index", class->index, refuse_index);
    set(L, "__call", class->call, refuse_call);
    set(L, "__band", class->both, refuse_combination);
    set(L, "__bor", class->either, refuse_combination);
    set(L, "__bnot", class->negation, refuse_combination);
    set(L, "__newindex", refuse_change, NULL);
    set(L, "__tostring", describe, NULL);
    lua_pushstring(L, kind_names[kind]);
    lua_setfield(L, -2, "__name");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &metatable_keys[kind]);
}
