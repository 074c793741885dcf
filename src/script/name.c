/* Names of what is declared. */
#include "name.h"

#include "script/handle.h"

static bool letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool fits(const char *name, size_t length, NameShape shape) {
    if (shape == NAME_TITLE) return true;
    if (shape == NAME_WORD && !letter(name[0])) return false;
    for (size_t i = 0; i < length; i++) {
        bool digit = name[i] >= '0' && name[i] <= '9';
        if (!letter(name[i]) && !digit && name[i] != '_' && !(shape == NAME_RULE && name[i] == '-'))
            return false;
    }
    return true;
}

PlanString name_expect(lua_State *L, int index, const char *what, NameShape shape) {
    static const char *const shapes[] = {
        [NAME_WORD] = "letters, digits and '_', beginning with a letter",
        [NAME_RULE] = "letters, digits, '-' and '_'",
    };
    if (lua_type(L, index) == LUA_TSTRING && lua_gettop(L) != index)
        host_raise(L, "%s takes its name alone, and its table after that: write %s \"%.60s\" { … }", what,
                   what, lua_tostring(L, index));
    if (lua_type(L, index) != LUA_TSTRING)
        host_raise(L, "%s expects a name in quotes, got %s", what, handle_describe(L, index));
    size_t length, most = shape == NAME_TITLE ? NAME_TITLE_LENGTH : NAME_LENGTH;
    const char *name = lua_tolstring(L, index, &length);
    if (length == 0) host_raise(L, "%s expects a name, and it is empty", what);
    if (length > most) host_raise(L, "%s: the name has more than %d bytes", what, (int)most);
    if (!fits(name, length, shape))
        host_raise(L, "%s: '%s' is not a name: a name has %s", what, name, shapes[shape]);
    return shape == NAME_TITLE ? loading_line(L, what, name, length) : loading_string(L, name, length);
}
