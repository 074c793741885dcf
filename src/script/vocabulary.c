/* What the standard vocabulary needs beside the language itself. */
#include "vocabulary.h"

#include "base/suggest.h"
#include "script/handle.h"
#include "script/host.h"
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

void vocabulary_define(lua_State *L) {
    host_register(L, "choice", choice);
    word_define(L);
}
