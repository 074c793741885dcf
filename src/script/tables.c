/* The table functions that a pack may call: on plain lists, counted, and the same on any run.
 *
 * sort is a merge sort: equal items keep their order, and a comparison that contradicts itself gives some
 * order and no error. */
#include "script/sandbox.h"

enum { UNPACK_MOST = 200 };

/* The list's length, counted as so many steps. */
static lua_Integer length_of(lua_State *L, int table) {
    lua_Unsigned length = lua_rawlen(L, table);
    if (length > SANDBOX_LIST) host_raise(L, "the list has more than %d items", SANDBOX_LIST);
    return (lua_Integer)length;
}

/* ── concat ─────────────────────────────────────────────────────────────── */

static const char *item_text(lua_State *L, int table, lua_Integer i, size_t *length) {
    int type = lua_rawgeti(L, table, i);
    if (type != LUA_TSTRING && type != LUA_TNUMBER) {
        /* In a check function the number of an item may be a record's value. */
        if (host_of(L)->sealed) host_raise(L, "table.concat: an item is neither a text nor a number");
        host_raise(L, "table.concat: item %lld is neither a text nor a number", (long long)i);
    }
    return lua_tolstring(L, -1, length);
}

static size_t concat_length(lua_State *L, int table, lua_Integer from, lua_Integer to, size_t between) {
    size_t whole = 0;
    for (lua_Integer i = from; i <= to; i++) {
        size_t length;
        item_text(L, table, i, &length);
        lua_pop(L, 1);
        whole += length + (i < to ? between : 0);
        if (whole > SANDBOX_STRING) host_raise(L, "the text would be longer than %d bytes", SANDBOX_STRING);
    }
    return whole;
}

static int table_concat(lua_State *L) {
    size_t between;
    const char *separator = luaL_optlstring(L, 2, "", &between);
    lua_settop(L, 4);
    int table = sandbox_table(L, 1);
    lua_Integer last = length_of(L, table);
    lua_Integer from = luaL_optinteger(L, 3, 1), to = luaL_optinteger(L, 4, last);
    luaL_argcheck(L, from >= 1, 3, "lists start at 1");
    luaL_argcheck(L, to <= last, 4, "the list is shorter");
    host_charge(L, to >= from ? (size_t)(to - from) : 0);
    size_t whole = concat_length(L, table, from, to, between);
    host_charge(L, whole / 16);
    char *out = sandbox_scratch(L, whole), *at = out;
    for (lua_Integer i = from; i <= to; i++) {
        size_t length;
        const char *text = item_text(L, table, i, &length);
        at = (char *)memcpy(at, text, length) + length;
        lua_pop(L, 1);
        if (i < to) at = (char *)memcpy(at, separator, between) + between;
    }
    lua_pushlstring(L, out, whole);
    return 1;
}

/* ── insert, remove, unpack ─────────────────────────────────────────────── */

static int table_insert(lua_State *L) {
    sandbox_own_table(L, 1);
    int arguments = lua_gettop(L);
    lua_Integer end = length_of(L, 1) + 1, at = end;
    luaL_argcheck(L, arguments == 2 || arguments == 3, 2,
                  "insert takes a list, perhaps a position, and a value");
    if (arguments == 3) at = luaL_checkinteger(L, 2);
    luaL_argcheck(L, at >= 1 && at <= end, 2, "the position is outside the list");
    luaL_argcheck(L, end <= SANDBOX_LIST, 1, "the list is too long");
    host_charge(L, (size_t)(end - at));
    for (lua_Integer i = end; i > at; i--) {
        lua_rawgeti(L, 1, i - 1);
        lua_rawseti(L, 1, i);
    }
    lua_pushvalue(L, arguments);
    lua_rawseti(L, 1, at);
    return 0;
}

static int table_remove(lua_State *L) {
    sandbox_own_table(L, 1);
    lua_Integer last = length_of(L, 1), at = luaL_optinteger(L, 2, last);
    if (last == 0 && at == 0) return lua_pushnil(L), 1;
    luaL_argcheck(L, at >= 1 && at <= last, 2, "the position is outside the list");
    host_charge(L, (size_t)(last - at));
    lua_rawgeti(L, 1, at);
    for (lua_Integer i = at; i < last; i++) {
        lua_rawgeti(L, 1, i + 1);
        lua_rawseti(L, 1, i);
    }
    lua_pushnil(L);
    lua_rawseti(L, 1, last);
    return 1;
}

static int table_unpack(lua_State *L) {
    lua_settop(L, 3);
    int table = sandbox_table(L, 1);
    lua_Integer from = luaL_optinteger(L, 2, 1),
                to = luaL_optinteger(L, 3, (lua_Integer)lua_rawlen(L, table));
    if (from > to) return 0;
    luaL_argcheck(L, from >= 1 && to - from < UNPACK_MOST, 3, "at most 200 items at once, from 1 on");
    luaL_checkstack(L, UNPACK_MOST, "table.unpack");
    for (lua_Integer i = from; i <= to; i++)
        lua_rawgeti(L, table, i);
    return (int)(to - from) + 1;
}

/* ── sort ───────────────────────────────────────────────────────────────── */

enum { LIST = 1, LESS = 2, SPARE = 3 }; /* where sort keeps them on the stack */

/* Does the value on the top come before the one below it? Leaves both. */
static bool comes_first(lua_State *L) {
    if (lua_isnil(L, LESS)) {
        int a = lua_type(L, -1), b = lua_type(L, -2);
        bool comparable = a == b && (a == LUA_TNUMBER || a == LUA_TSTRING);
        if (!comparable)
            host_raise(L, "table.sort: the items are not all numbers or all texts: say how to compare them");
        return lua_compare(L, -1, -2, LUA_OPLT);
    }
    lua_pushvalue(L, LESS);
    lua_pushvalue(L, -2);
    lua_pushvalue(L, -4);
    lua_call(L, 2, 1);
    bool first = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return first;
}

/* Merges items from … middle-1 and middle … end-1 of the list at `source` into the list at `target`. */
static void merge(lua_State *L, int source, int target, lua_Integer from, lua_Integer middle,
                  lua_Integer end) {
    lua_Integer left = from, right = middle;
    for (lua_Integer at = from; at < end; at++) {
        bool take_right = left == middle;
        if (left < middle && right < end) {
            lua_rawgeti(L, source, left);
            lua_rawgeti(L, source, right);
            take_right = comes_first(L); /* only if it has to: equal items keep their order */
            lua_pop(L, 2);
        }
        lua_rawgeti(L, source, take_right ? right++ : left++);
        lua_rawseti(L, target, at);
    }
}

static int table_sort(lua_State *L) {
    lua_settop(L, LESS);
    sandbox_own_table(L, LIST);
    if (!lua_isnil(L, LESS)) luaL_checktype(L, LESS, LUA_TFUNCTION);
    lua_Integer count = length_of(L, LIST);
    lua_createtable(L, (int)count, 0);
    int source = LIST, target = SPARE;
    for (lua_Integer width = 1; width < count; width *= 2) {
        host_charge(L, (size_t)count);
        for (lua_Integer from = 1; from <= count; from += 2 * width) {
            lua_Integer middle = from + width <= count ? from + width : count + 1;
            lua_Integer end = middle + width <= count ? middle + width : count + 1;
            merge(L, source, target, from, middle, end);
        }
        source = target;
        target = source == LIST ? SPARE : LIST;
    }
    for (lua_Integer i = 1; source == SPARE && i <= count; i++) {
        lua_rawgeti(L, SPARE, i);
        lua_rawseti(L, LIST, i);
    }
    return 0;
}

/* Each works on lists of at most SANDBOX_LIST items, counts its work, and looks at no metatable but a
 * guard's. */
static const luaL_Reg table_functions[] = {
    {"concat", table_concat}, /* the length is checked before anything is made */
    {"insert", table_insert}, /* refuses guarded tables */
    {"remove", table_remove}, /* the same */
    {"sort", table_sort},     /* the same; n log n comparisons whatever they answer */
    {"unpack", table_unpack}, /* at most UNPACK_MOST values */
    {NULL, NULL},
};

void sandbox_open_tables(lua_State *L) {
    sandbox_add_library(L, "table", table_functions);
    lua_pop(L, 1);
}
