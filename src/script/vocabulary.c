/* What the standard vocabulary needs beside the language itself. */
#include "vocabulary.h"

#include "base/suggest.h"
#include "script/form.h"
#include "script/handle.h"
#include "script/sandbox.h"
#include "script/word.h"

enum { MOST_OPTIONS = 31 };

static int refuse(lua_State *L, const char *what, const char *name) {
    Suggestion suggestion = {0};
    for (lua_pushnil(L); lua_next(L, 2); lua_pop(L, 1)) {
        host_charge(L, 16);
        if (lua_type(L, -2) != LUA_TSTRING) continue;
        const char *near = suggestion.word, *key = lua_tostring(L, -2);
        /* Lua walks a table in any order: of two names equally near, the first by name. */
        if (near && strcmp(key, near) < 0) {
            size_t distance = suggestion.distance;
            Suggestion other = {0};
            suggest_offer(&other, name, key);
            if (other.word && other.distance <= distance) suggestion = other;
        } else
            suggest_offer(&suggestion, name, key);
    }
    char phrase[128];
    return host_raise(L, "there is no %s '%s'%s", what, name,
                      suggest_phrase(&suggestion, phrase, sizeof phrase));
}

static int choice(lua_State *L) {
    const char *what = lua_type(L, 1) == LUA_TSTRING ? lua_tostring(L, 1) : NULL;
    if (!what || !lua_istable(L, 2))
        return host_raise(L, "choice expects a word for what is chosen, a table and a name");
    if (lua_type(L, 3) != LUA_TSTRING)
        return host_raise(L, "the name of the %s is missing: write it in quotes, got %s", what,
                          handle_describe(L, 3));
    lua_pushvalue(L, 3);
    if (lua_rawget(L, 2) != LUA_TNIL) return 1;
    return refuse(L, what, lua_tostring(L, 3));
}

/* Takes the name away, once the standard library has used it. */
static void withdraw(lua_State *L, const char *name) {
    sandbox_push(L, &sandbox_standard);
    lua_pushnil(L);
    lua_setfield(L, -2, name);
    lua_pop(L, 1);
}

/* well_known_acronyms { "NHS", … }: those that a text may use without saying what they stand for. */
static int well_known_acronyms(lua_State *L) {
    uint32_t count = form_list_length(L, 1, "well_known_acronyms");
    for (uint32_t i = 1; i <= count; i++) {
        if (lua_rawgeti(L, 1, i) != LUA_TSTRING) host_raise(L, "an acronym is text in quotes");
        size_t length;
        const char *bytes = lua_tolstring(L, -1, &length);
        PlanString text = loading_string(L, bytes, length);
        LOADING_ADD(L, loading_of(L), acronyms, &text, 1);
        lua_pop(L, 1);
    }
    withdraw(L, "well_known_acronyms");
    return 0;
}

/* Adds the texts of the list at `index`, which keeps them, to `keys`; returns how many there are by then. */
static uint32_t add_keys(lua_State *L, int index, const char **keys, uint32_t count) {
    uint32_t length = form_list_length(L, index, "options");
    for (uint32_t i = 1; i <= length; i++, count++) {
        if (lua_rawgeti(L, index, i) != LUA_TSTRING || count == MOST_OPTIONS)
            host_raise(L, "options takes lists of names");
        keys[count] = lua_tostring(L, -1);
        lua_pop(L, 1);
    }
    return count;
}

static int options(lua_State *L) {
    const char *keys[MOST_OPTIONS + 1] = {NULL};
    Form form = form_open(L, 2, luaL_checkstring(L, 1));
    uint32_t needed = add_keys(L, 3, keys, 0);
    add_keys(L, 4, keys, needed);
    form_check(&form, keys, NULL);
    for (uint32_t i = 0; i < needed; i++)
        if (!form_has(&form, keys[i])) host_raise(L, "%s needs '%s'", form.what, keys[i]);
    return 0;
}

static int named(lua_State *L) {
    const char *what = luaL_checkstring(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    lua_settop(L, 2);
    sandbox_explain_members(L, what);
    sandbox_guard(L);
    return 1;
}

void vocabulary_define(lua_State *L) {
    host_register(L, "choice", choice);
    host_register(L, "options", options);
    host_register(L, "named", named);
    host_register(L, "well_known_acronyms", well_known_acronyms);
    word_define(L);
}

void vocabulary_begin_pack(lua_State *L) {
    withdraw(L, "options");
    withdraw(L, "named");
    withdraw(L, "words");
}
