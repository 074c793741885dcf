/* The base functions and math that a pack may call. What is not in these tables is not there. */
#include "script/sandbox.h"

#include <math.h>

/* ── Helpers for all libraries ──────────────────────────────────────────── */

void sandbox_add_safe(lua_State *L, const char *name, lua_CFunction function) {
    sandbox_push(L, &sandbox_safe);
    lua_pushcfunction(L, function);
    lua_pushboolean(L, 1);
    lua_rawset(L, -3);
    lua_pop(L, 1);
    lua_pushcfunction(L, function);
    lua_setfield(L, -2, name);
}

void sandbox_add_library(lua_State *L, const char *name, const luaL_Reg *functions) {
    lua_newtable(L);
    for (; functions->name; functions++)
        sandbox_add_safe(L, functions->name, functions->func);
    sandbox_explain_members(L, name);
    lua_pushvalue(L, -1);
    sandbox_guard(L);
    host_set_global(L, name);
}

char *sandbox_scratch(lua_State *L, size_t length) {
    return lua_newuserdatauv(L, length ? length : 1, 0);
}

int sandbox_table(lua_State *L, int index) {
    luaL_checktype(L, index, LUA_TTABLE);
    if (sandbox_unguard(L, index)) return lua_gettop(L);
    return lua_absindex(L, index);
}

void sandbox_own_table(lua_State *L, int index) {
    luaL_checktype(L, index, LUA_TTABLE);
    if (sandbox_unguard(L, index))
        host_raise(L, "this list or table can only be read here: make a copy to change it");
}

enum { PCALL_STEPS = 20 }; /* what a protected call takes of the time that an instruction takes */

/* ── Errors ─────────────────────────────────────────────────────────────── */

/* A text only: a table could carry anything out of a check function. The level that Lua takes is ignored:
 * berth says where. */
static int base_error(lua_State *L) {
    if (lua_type(L, 1) != LUA_TSTRING) return host_raise(L, "error takes a text");
    lua_settop(L, 1);
    host_of(L)->said = true;
    return lua_error(L);
}

static int base_assert(lua_State *L) {
    luaL_checkany(L, 1);
    if (lua_toboolean(L, 1)) return lua_gettop(L);
    if (lua_isnoneornil(L, 2)) return host_raise(L, "assertion failed");
    lua_remove(L, 1);
    return base_error(L);
}

/* Like Lua's, but what stopped the pack goes on stopping it. */
static int base_pcall(lua_State *L) {
    Host *host = host_of(L);
    luaL_checkany(L, 1);
    host_charge(L, PCALL_STEPS);
    lua_pushboolean(L, 1);
    lua_insert(L, 1);
    int status = lua_pcall(L, lua_gettop(L) - 2, LUA_MULTRET, 0);
    host->said = false;
    host->pointed = (HostPlace){0};
    if (host->stop) return sandbox_stop(L, host->stop);
    if (status == LUA_OK) return lua_gettop(L);
    if (status == LUA_ERRMEM) return sandbox_stop(L, HOST_OUT_OF_MEMORY);
    lua_pushboolean(L, 0);
    lua_insert(L, -2);
    return 2;
}

/* ── Values ─────────────────────────────────────────────────────────────── */

static int base_type(lua_State *L) {
    luaL_checkany(L, 1);
    lua_pushstring(L, luaL_typename(L, 1));
    return 1;
}

/* No addresses: a table is "table". A criterion shows its label. */
void sandbox_push_text(lua_State *L, int index) {
    int type = lua_type(L, index);
    if (type == LUA_TSTRING || type == LUA_TNUMBER) {
        lua_pushvalue(L, index);
        lua_tostring(L, -1);
    } else if (type == LUA_TBOOLEAN) {
        lua_pushstring(L, lua_toboolean(L, index) ? "true" : "false");
    } else if (!luaL_callmeta(L, index, "__tostring") || lua_type(L, -1) != LUA_TSTRING) {
        lua_pushstring(L, luaL_typename(L, index));
    }
}

static int base_tostring(lua_State *L) {
    luaL_checkany(L, 1);
    sandbox_push_text(L, 1);
    return 1;
}

/* Of a text or a number; nil for what is not a number. */
static int base_tonumber(lua_State *L) {
    luaL_checkany(L, 1);
    if (lua_gettop(L) > 1) return host_raise(L, "tonumber takes one value: there are no other bases here");
    size_t length;
    if (lua_type(L, 1) == LUA_TNUMBER) return 1;
    const char *text = lua_type(L, 1) == LUA_TSTRING ? lua_tolstring(L, 1, &length) : NULL;
    if (!text || length > 200 || lua_stringtonumber(L, text) != length + 1) lua_pushnil(L);
    return 1;
}

static int base_select(lua_State *L) {
    int count = lua_gettop(L) - 1;
    if (lua_type(L, 1) == LUA_TSTRING && strcmp(lua_tostring(L, 1), "#") == 0) {
        lua_pushinteger(L, count);
        return 1;
    }
    lua_Integer from = luaL_checkinteger(L, 1);
    if (from < 0) from = count + from + 1;
    luaL_argcheck(L, from >= 1, 1, "there is no such value");
    return from > count ? 0 : count - (int)from + 1;
}

/* ── Going over tables ──────────────────────────────────────────────────── */

static int next_item(lua_State *L) {
    lua_Integer i = luaL_checkinteger(L, 2) + 1;
    lua_pushinteger(L, i);
    return lua_geti(L, 1, i) == LUA_TNIL ? 1 : 2;
}

static int base_ipairs(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_pushcfunction(L, next_item);
    lua_pushvalue(L, 1);
    lua_pushinteger(L, 0);
    return 3;
}

/* A key of a table that pairs goes over: its place in a Lua list that keeps it alive, and what it sorts by.
 */
typedef struct Key {
    enum { KEY_WHOLE, KEY_FLOAT, KEY_TEXT } kind;
    int at;
    lua_Integer whole;
    lua_Number number;
    const char *text;
    size_t length;
} Key;

/* Exactly: a double can't tell large whole numbers apart. A float that is a key is between two integers, or
 * beyond them all; Lua makes the others integers. */
static int compare_whole(lua_Integer whole, lua_Number number) {
    lua_Integer below;
    if (!lua_numbertointeger(floor(number), &below)) return number > 0 ? -1 : 1;
    return whole <= below ? -1 : 1;
}

static int compare_numbers(const Key *a, const Key *b) {
    if (a->kind == KEY_WHOLE && b->kind == KEY_WHOLE) return a->whole < b->whole ? -1 : a->whole > b->whole;
    if (a->kind == KEY_WHOLE) return compare_whole(a->whole, b->number);
    if (b->kind == KEY_WHOLE) return -compare_whole(b->whole, a->number);
    return a->number < b->number ? -1 : a->number > b->number;
}

static int compare_keys(const Key *a, const Key *b) {
    if ((a->kind == KEY_TEXT) != (b->kind == KEY_TEXT)) return a->kind == KEY_TEXT ? 1 : -1;
    if (a->kind != KEY_TEXT) return compare_numbers(a, b);
    size_t shorter = a->length < b->length ? a->length : b->length;
    int order = memcmp(a->text, b->text, shorter);
    if (order != 0) return order;
    return a->length < b->length ? -1 : a->length > b->length;
}

static size_t count_keys(lua_State *L, int table) {
    size_t count = 0;
    lua_pushnil(L);
    while (lua_next(L, table)) {
        lua_pop(L, 1);
        count++;
    }
    if (count > SANDBOX_LIST) host_raise(L, "pairs goes over at most %d keys", SANDBOX_LIST);
    return count;
}

/* The key on the top. */
static Key read_key(lua_State *L) {
    Key key = {.kind = KEY_TEXT};
    if (lua_type(L, -1) == LUA_TSTRING) {
        key.text = lua_tolstring(L, -1, &key.length);
    } else if (lua_isinteger(L, -1)) {
        key.kind = KEY_WHOLE;
        key.whole = lua_tointeger(L, -1);
    } else if (lua_type(L, -1) == LUA_TNUMBER) {
        key.kind = KEY_FLOAT;
        key.number = lua_tonumber(L, -1);
    } else {
        host_raise(L, "pairs goes over tables whose keys are texts and numbers");
    }
    return key;
}

/* Fills `keys`, and the list at `list` with the keys themselves; returns whether they came in order. */
static bool gather_keys(lua_State *L, int table, int list, Key *keys) {
    int count = 0;
    bool ordered = true;
    lua_pushnil(L);
    while (lua_next(L, table)) {
        lua_pop(L, 1);
        Key key = read_key(L);
        key.at = count + 1;
        lua_pushvalue(L, -1);
        lua_rawseti(L, list, key.at);
        keys[count] = key;
        if (count > 0 && compare_keys(&keys[count - 1], &key) > 0) ordered = false;
        count++;
    }
    return ordered;
}

static void merge_keys(const Key *from, Key *to, size_t left, size_t middle, size_t end) {
    size_t right = middle, stop = middle;
    for (size_t at = left; at < end; at++) {
        bool take_left = left < stop && (right == end || compare_keys(&from[left], &from[right]) <= 0);
        to[at] = take_left ? from[left++] : from[right++];
    }
}

/* A merge sort; returns which of the two pieces of memory holds the result. glibc's qsort is not for a
 * worker: it asks the system how much memory there is, and the jail takes that ill. */
static const Key *sort_keys(Key *keys, Key *spare, size_t count) {
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t from = 0; from < count; from += 2 * width) {
            size_t middle = from + width < count ? from + width : count;
            size_t end = middle + width < count ? middle + width : count;
            merge_keys(keys, spare, from, middle, end);
        }
        Key *sorted = spare;
        spare = keys;
        keys = sorted;
    }
    return keys;
}

/* Pushes a list of the table's keys: numbers in ascending order, then texts in byte order. */
static void push_sorted_keys(lua_State *L, int table) {
    size_t count = count_keys(L, table);
    lua_createtable(L, (int)count, 0);
    int list = lua_gettop(L);
    Key *keys = (Key *)(void *)sandbox_scratch(L, 2 * count * sizeof *keys);
    host_charge(L, 4 * count);
    if (gather_keys(L, table, list, keys)) {
        lua_settop(L, list);
        return;
    }
    const Key *sorted = sort_keys(keys, keys + count, count);
    lua_createtable(L, (int)count, 0);
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, list, sorted[i].at);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_replace(L, list);
    lua_settop(L, list);
}

/* Upvalues: the table, its sorted keys, how many have been seen. Keys whose value has become nil are left
 * out. */
static int next_pair(lua_State *L) {
    lua_Integer at = lua_tointeger(L, lua_upvalueindex(3));
    int type = LUA_TNIL;
    lua_settop(L, 0);
    while (type == LUA_TNIL && lua_rawgeti(L, lua_upvalueindex(2), ++at) != LUA_TNIL) {
        lua_settop(L, 1);
        lua_pushvalue(L, 1);
        type = lua_rawget(L, lua_upvalueindex(1));
        if (type == LUA_TNIL) lua_settop(L, 0);
    }
    lua_pushinteger(L, at);
    lua_replace(L, lua_upvalueindex(3));
    return lua_gettop(L);
}

/* In a fixed order, whatever the addresses; adding to the table while going over it is harmless. */
static int base_pairs(lua_State *L) {
    lua_settop(L, 1);
    int table = sandbox_table(L, 1);
    lua_pushvalue(L, table);
    push_sorted_keys(L, table);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, next_pair, 3);
    return 1;
}

/* Each keeps nothing between calls, shows no address, and does work in proportion to its arguments. */
static const luaL_Reg base_functions[] = {
    {"assert", base_assert},     /* raises texts only */
    {"error", base_error},       /* the same */
    {"ipairs", base_ipairs},     /* reads one item a step */
    {"pairs", base_pairs},       /* sorted; at most SANDBOX_LIST keys; counted */
    {"pcall", base_pcall},       /* limits go through it */
    {"select", base_select},     /* moves what is on the stack already */
    {"tonumber", base_tonumber}, /* texts of at most 200 bytes */
    {"tostring", base_tostring}, /* no addresses */
    {"type", base_type},         /* a word */
    {NULL, NULL},
};

void sandbox_open_base(lua_State *L) {
    sandbox_push(L, &sandbox_standard);
    for (const luaL_Reg *f = base_functions; f->name; f++)
        sandbox_add_safe(L, f->name, f->func);
    lua_pop(L, 1);
}

/* ── Math ───────────────────────────────────────────────────────────────── */

/* Pushes a float as an integer where it is one that fits. */
static int push_whole(lua_State *L, lua_Number value) {
    lua_Integer whole;
    if (lua_numbertointeger(value, &whole))
        lua_pushinteger(L, whole);
    else
        lua_pushnumber(L, value);
    return 1;
}

static int math_floor(lua_State *L) {
    if (lua_isinteger(L, 1)) return lua_settop(L, 1), 1;
    return push_whole(L, floor(luaL_checknumber(L, 1)));
}

static int math_ceil(lua_State *L) {
    if (lua_isinteger(L, 1)) return lua_settop(L, 1), 1;
    return push_whole(L, ceil(luaL_checknumber(L, 1)));
}

static int math_abs(lua_State *L) {
    if (lua_isinteger(L, 1)) {
        lua_Integer value = lua_tointeger(L, 1);
        lua_pushinteger(L, value < 0 ? (lua_Integer)(0u - (lua_Unsigned)value) : value);
    } else {
        lua_pushnumber(L, fabs(luaL_checknumber(L, 1)));
    }
    return 1;
}

static int choose(lua_State *L, bool greatest) {
    int chosen = 1, count = lua_gettop(L);
    luaL_checknumber(L, 1);
    for (int i = 2; i <= count; i++) {
        luaL_checknumber(L, i);
        if (greatest ? lua_compare(L, chosen, i, LUA_OPLT) : lua_compare(L, i, chosen, LUA_OPLT)) chosen = i;
    }
    lua_pushvalue(L, chosen);
    return 1;
}

static int math_max(lua_State *L) {
    return choose(L, true);
}

static int math_min(lua_State *L) {
    return choose(L, false);
}

static int math_sqrt(lua_State *L) {
    lua_pushnumber(L, sqrt(luaL_checknumber(L, 1)));
    return 1;
}

static int math_fmod(lua_State *L) {
    lua_pushnumber(L, fmod(luaL_checknumber(L, 1), luaL_checknumber(L, 2)));
    return 1;
}

static int math_tointeger(lua_State *L) {
    int is_whole;
    luaL_checknumber(L, 1);
    lua_Integer value = lua_tointegerx(L, 1, &is_whole);
    if (is_whole)
        lua_pushinteger(L, value);
    else
        lua_pushnil(L);
    return 1;
}

static int math_type(lua_State *L) {
    luaL_checkany(L, 1);
    if (lua_type(L, 1) != LUA_TNUMBER)
        lua_pushnil(L);
    else
        lua_pushstring(L, lua_isinteger(L, 1) ? "integer" : "float");
    return 1;
}

/* What is exact by IEEE 754 and so the same on any machine: no sin, no exp, no power, no random. */
static const luaL_Reg math_functions[] = {
    {"abs", math_abs},   {"ceil", math_ceil}, {"floor", math_floor},         {"fmod", math_fmod},
    {"max", math_max},   {"min", math_min},   {"tointeger", math_tointeger}, {"sqrt", math_sqrt},
    {"type", math_type}, {NULL, NULL},
};

void sandbox_open_math(lua_State *L) {
    sandbox_add_library(L, "math", math_functions);
    lua_pushnumber(L, HUGE_VAL);
    lua_setfield(L, -2, "huge");
    lua_pushinteger(L, LUA_MAXINTEGER);
    lua_setfield(L, -2, "maxinteger");
    lua_pushinteger(L, LUA_MININTEGER);
    lua_setfield(L, -2, "mininteger");
    lua_pop(L, 1);
}
