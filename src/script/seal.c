/* Guards, and the sealing of a loaded pack: nothing that a check function can reach can be changed by it.
 *
 * A guard is an empty table. Its metatable's __index is the table that it guards, so that reading costs one
 * step more, and its __newindex raises. The metatable can't be reached from a script: there is no
 * getmetatable. */
#include "script/sandbox.h"

static const char guarded = 0; /* key in a guard's metatable: the table behind it */

/* In the registry: what sealing found. */
static const char cells = 0;      /* for each upvalue that is watched: function, number, value */
static const char closed_key = 0; /* the value that stands for criteria and declarations */

/* ── Guards ─────────────────────────────────────────────────────────────── */

static int refuse_write(lua_State *L) {
    return host_raise(
        L, "this list or table can't be changed here: it belongs to berth, to a record, or to what a check "
           "function may only read");
}

static int guarded_length(lua_State *L) {
    sandbox_unguard(L, 1);
    lua_pushinteger(L, (lua_Integer)lua_rawlen(L, -1));
    return 1;
}

void sandbox_guard(lua_State *L) {
    lua_createtable(L, 0, 0);
    lua_createtable(L, 0, 4);
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, refuse_write);
    lua_setfield(L, -2, "__newindex");
    lua_pushcfunction(L, guarded_length);
    lua_setfield(L, -2, "__len");
    lua_pushvalue(L, -3);
    lua_rawsetp(L, -2, &guarded);
    lua_setmetatable(L, -2);
    lua_remove(L, -2);
}

bool sandbox_unguard(lua_State *L, int index) {
    if (lua_type(L, index) != LUA_TTABLE || !lua_getmetatable(L, index)) return false;
    bool is_guard = lua_rawgetp(L, -1, &guarded) == LUA_TTABLE;
    if (is_guard)
        lua_remove(L, -2);
    else
        lua_pop(L, 2);
    return is_guard;
}

/* ── The value that stands for what is for loading only ─────────────────── */

static int refuse_use(lua_State *L) {
    return host_raise(L,
                      "criteria and declarations are made while a pack loads, not inside a check function");
}

static void make_closed(lua_State *L) {
    static const char *const events[] = {"__index", "__newindex", "__call",   "__band",
                                         "__bor",   "__bnot",     "__eq",     "__lt",
                                         "__le",    "__len",      "__concat", "__tostring"};
    lua_newtable(L);
    lua_newtable(L);
    for (size_t i = 0; i < sizeof events / sizeof *events; i++) {
        lua_pushcfunction(L, refuse_use);
        lua_setfield(L, -2, events[i]);
    }
    lua_setmetatable(L, -2);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &closed_key);
}

/* ── Sealing ────────────────────────────────────────────────────────────── */

/* Where the walk keeps what it knows, on the Lua stack. */
typedef struct Walk {
    int guards; /* table → its guard, function → true: what has been seen */
    int queue;  /* tables and functions to go through */
    int cells, assigned;
    lua_Integer queued;
} Walk;

/* Is the value at `index` on the stack new to the walk? Then notes the value on the top, which it pops, as
 * its entry, and queues it. */
static void note(lua_State *L, Walk *walk, int index) {
    index = lua_absindex(L, index);
    lua_pushvalue(L, index);
    lua_insert(L, -2);
    lua_rawset(L, walk->guards);
    lua_pushvalue(L, index);
    lua_rawseti(L, walk->queue, ++walk->queued);
}

static bool has_been_seen(lua_State *L, const Walk *walk, int index) {
    lua_pushvalue(L, index);
    if (lua_rawget(L, walk->guards) != LUA_TNIL) return true;
    lua_pop(L, 1);
    return false;
}

static void replace_table(lua_State *L, Walk *walk) {
    if (sandbox_unguard(L, -1)) {
        lua_pop(L, 1);
        return;
    }
    if (!has_been_seen(L, walk, -1)) {
        lua_pushvalue(L, -1);
        sandbox_guard(L);
        lua_pushvalue(L, -1);
        note(L, walk, -3);
    }
    lua_remove(L, -2);
}

static void replace_function(lua_State *L, Walk *walk) {
    if (lua_iscfunction(L, -1)) {
        sandbox_push(L, &sandbox_safe);
        lua_pushvalue(L, -2);
        bool safe = lua_rawget(L, -2) != LUA_TNIL;
        lua_pop(L, 2);
        if (safe) return;
        lua_pop(L, 1);
        sandbox_push(L, &closed_key);
    } else if (has_been_seen(L, walk, -1)) {
        lua_pop(L, 1);
    } else {
        lua_pushboolean(L, 1);
        note(L, walk, -2);
    }
}

/* Replaces the value on the top by what a check function may see of it. */
static void replace(lua_State *L, Walk *walk) {
    switch (lua_type(L, -1)) {
    case LUA_TTABLE: replace_table(L, walk); break;
    case LUA_TFUNCTION: replace_function(L, walk); break;
    case LUA_TUSERDATA:
    case LUA_TLIGHTUSERDATA:
        lua_pop(L, 1);
        sandbox_push(L, &closed_key);
        break;
    default: break;
    }
}

/* Values in place. Keys that are not texts, numbers or booleans lead nowhere: pairs does not show them. */
static void walk_table(lua_State *L, Walk *walk, int table) {
    lua_pushnil(L);
    while (lua_next(L, table)) {
        replace(L, walk);
        lua_pushvalue(L, -2);
        lua_insert(L, -2);
        lua_rawset(L, table);
    }
}

static bool may_be_assigned(lua_State *L, const Walk *walk, int function, const char *name) {
    lua_Debug about;
    lua_pushvalue(L, function);
    lua_getinfo(L, ">S", &about);
    lua_pushfstring(L, "%s%s", about.source, name);
    bool may = lua_rawget(L, walk->assigned) != LUA_TNIL;
    lua_pop(L, 1);
    return may;
}

static void watch(lua_State *L, Walk *walk, int function, int upvalue) {
    void *id = lua_upvalueid(L, function, upvalue);
    bool known = lua_rawgetp(L, walk->guards, id) != LUA_TNIL;
    lua_pop(L, 1);
    if (known) return;
    lua_pushboolean(L, 1);
    lua_rawsetp(L, walk->guards, id);
    lua_Integer at = 3 * (lua_Integer)host_of(L)->watched++;
    lua_pushvalue(L, function);
    lua_rawseti(L, walk->cells, at + 1);
    lua_pushinteger(L, upvalue);
    lua_rawseti(L, walk->cells, at + 2);
    lua_getupvalue(L, function, upvalue);
    lua_rawseti(L, walk->cells, at + 3);
}

static void walk_function(lua_State *L, Walk *walk, int function) {
    const char *name;
    for (int i = 1; (name = lua_getupvalue(L, function, i)) != NULL; i++) {
        replace(L, walk);
        lua_setupvalue(L, function, i);
        if (may_be_assigned(L, walk, function, name)) watch(L, walk, function, i);
    }
}

static void walk_all(lua_State *L, Walk *walk) {
    for (lua_Integer next = 1; next <= walk->queued; next++) {
        host_charge(L, 1);
        lua_rawgeti(L, walk->queue, next);
        int item = lua_gettop(L);
        if (lua_istable(L, item))
            walk_table(L, walk, item);
        else
            walk_function(L, walk, item);
        lua_pop(L, 1);
    }
}

/* Goes through one of the two tables of names, which stays where it is. */
static void walk_names(lua_State *L, Walk *walk, const char *key) {
    sandbox_push(L, key);
    walk_table(L, walk, lua_gettop(L));
    lua_pop(L, 1);
}

void sandbox_seal(lua_State *L, int first) {
    int last = lua_gettop(L);
    luaL_checkstack(L, 30, "to seal a pack");
    make_closed(L);
    Walk walk = {.guards = last + 1, .queue = last + 2, .assigned = last + 3, .cells = last + 4};
    for (int i = 0; i < 4; i++)
        lua_newtable(L);
    sandbox_note_assigned(L, walk.assigned);
    sandbox_push(L, &closed_key);
    lua_pushvalue(L, -1);
    lua_rawset(L, walk.guards); /* it stays as it is */
    walk_names(L, &walk, &sandbox_names);
    walk_names(L, &walk, &sandbox_standard);
    for (int i = first; i <= last; i++) {
        lua_pushvalue(L, i);
        replace(L, &walk);
        lua_pop(L, 1);
    }
    walk_all(L, &walk);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &cells);
    lua_settop(L, last);
    host_of(L)->sealed = true;
}

/* ── Upvalues ───────────────────────────────────────────────────────────── */

/* The same, whatever a script does with it: 0, 0.0 and -0.0 are three values. */
static bool is_same(lua_State *L, int a, int b) {
    if (lua_type(L, a) != LUA_TNUMBER || lua_type(L, b) != LUA_TNUMBER) return lua_rawequal(L, a, b);
    if (lua_isinteger(L, a) || lua_isinteger(L, b))
        return lua_isinteger(L, a) && lua_isinteger(L, b) && lua_tointeger(L, a) == lua_tointeger(L, b);
    lua_Number x = lua_tonumber(L, a), y = lua_tonumber(L, b);
    return memcmp(&x, &y, sizeof x) == 0;
}

const char *sandbox_restore(lua_State *L) {
    const char *changed = NULL;
    lua_Integer count = 3 * (lua_Integer)host_of(L)->watched;
    if (count == 0) return NULL;
    sandbox_push(L, &cells);
    int all = lua_gettop(L), function = all + 1, value = all + 3;
    for (lua_Integer at = 0; at < count; at += 3) {
        for (int i = 1; i <= 3; i++)
            lua_rawgeti(L, all, at + i);
        int upvalue = (int)lua_tointeger(L, all + 2);
        const char *name = lua_getupvalue(L, function, upvalue);
        if (!is_same(L, -1, value)) {
            changed = name;
            lua_pushvalue(L, value);
            lua_setupvalue(L, function, upvalue);
        }
        lua_settop(L, all);
    }
    lua_settop(L, all - 1);
    return changed;
}
