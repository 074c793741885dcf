/* What the standard vocabulary needs beside the language itself. */
#include "vocabulary.h"

#include "base/suggest.h"
#include "script/form.h"
#include "script/handle.h"
#include "script/sandbox.h"
#include "script/word.h"

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

void vocabulary_define(lua_State *L) {
    host_register(L, "choice", choice);
    host_register(L, "well_known_acronyms", well_known_acronyms);
    word_define(L);
}
