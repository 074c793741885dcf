/* Forms: the table that follows a declaration's name. */
#include "form.h"

#include "base/suggest.h"
#include "script/criterion.h"
#include "script/handle.h"
#include "script/source.h"

Form form_open(lua_State *L, int index, const char *what) {
    Form form = {.L = L, .loading = loading_of(L), .index = lua_absindex(L, index)};
    form.place = loading_place(L);
    snprintf(form.what, sizeof form.what, "%s", what);
    if (!lua_istable(L, index))
        host_raise(L, "%s expects a table in braces, got %s", form.what, handle_describe(L, index));
    return form;
}

uint32_t form_key_line(const Form *form, const char *key) {
    size_t length;
    const char *source = host_source(form->L, loading_text(form->loading, form->place.file), &length);
    if (!source) return form->place.line;
    host_charge(form->L, form->item ? form->item->length : length);
    if (form->item) return source_item_line(source, form->item, key);
    uint32_t line = source_key_line(source, length, form->place.line, key);
    return line ? line : form->place.line;
}

int form_raise(const Form *form, const char *key, const char *format, ...) {
    char text[HOST_TEXT];
    va_list arguments;
    int begun = snprintf(text, sizeof text, "%s", form->what);
    va_start(arguments, format);
    vsnprintf(text + begun, sizeof text - (size_t)begun, format, arguments);
    va_end(arguments);
    const char *file = loading_text(form->loading, form->place.file);
    size_t length;
    if (!host_source(form->L, file, &length)) return host_raise(form->L, "%s", text);
    return host_raise_at(form->L, file, form_key_line(form, key), text);
}

static bool is_key(const char *const *keys, const char *name) {
    for (; *keys; keys++)
        if (strcmp(*keys, name) == 0) return true;
    return false;
}

static int refuse_key(const Form *form, const char *const *keys, const char *name) {
    Suggestion suggestion = {0};
    char phrase[128];
    Buffer *list = &form->loading->scratch;
    buffer_clear(list);
    for (const char *const *key = keys; *key; key++) {
        suggest_offer(&suggestion, name, *key);
        buffer_format(list, "%s%s", list->length ? ", " : "; it takes ", *key);
    }
    suggest_phrase(&suggestion, phrase, sizeof phrase);
    return form_raise(form, name, " has no key '%.60s'%s", name,
                      suggestion.word ? phrase : buffer_string(list));
}

/* The order in which Lua walks a table varies from run to run, so of several wrong keys the first by name is
 * reported. */
static const char *wrong_key(lua_State *L, int index, const char *const *keys) {
    const char *wrong = NULL;
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
        host_charge(L, 1);
        if (lua_type(L, -2) != LUA_TSTRING) continue;
        const char *name = lua_tostring(L, -2);
        if (!is_key(keys, name) && (!wrong || strcmp(name, wrong) < 0)) wrong = name;
    }
    return wrong;
}

/* Pushes one of the items without a key, the first one if there is a first; false where there is none. */
static bool find_other(const Form *form) {
    lua_State *L = form->L;
    if (lua_rawgeti(L, form->index, 1) != LUA_TNIL) return true;
    lua_pop(L, 1);
    for (lua_pushnil(L); lua_next(L, form->index); lua_pop(L, 1)) {
        if (lua_type(L, -2) == LUA_TSTRING) continue;
        lua_remove(L, -2);
        return true;
    }
    return false;
}

/* A comma where '&' was meant leaves a criterion over; a list without braces leaves its second value. */
static int refuse_other(const Form *form, const char *key) {
    lua_State *L = form->L;
    uint32_t number;
    HandleKind kind = handle_kind(L, -1, &number);
    const char *item = handle_describe(L, -1);
    if (kind == HANDLE_CRITERION) {
        PlanPlace place = loading_made(form->loading, number)->item.place;
        const char *text = lua_pushfstring(
            L, "%s has a stray item, %s: criteria are joined by '&', '|' or all { … }, not by a comma",
            form->what, item);
        return host_raise_at(L, loading_text(form->loading, place.file), place.line, text);
    }
    if (kind == HANDLE_FIELD)
        return host_raise(
            L, "%s has a stray item, %s: criteria are joined by '&', '|' or all { … }, not by a comma",
            form->what, item);
    if (lua_type(L, -1) == LUA_TSTRING || lua_type(L, -1) == LUA_TNUMBER)
        return host_raise(L,
                          "%s has a stray item, %s: several values stand in braces, as in includes_any { … }",
                          form->what, item);
    return host_raise(L, "%s has a stray item, %s: write it after a key and '=', as in %s = …", form->what,
                      item, key);
}

void form_check(const Form *form, const char *const *keys, const char *items) {
    const char *wrong = wrong_key(form->L, form->index, keys);
    if (wrong) refuse_key(form, keys, wrong);
    if (!items && find_other(form)) refuse_other(form, keys[0]);
}

/* Pushes the value; nil where it is absent. */
static int get(const Form *form, const char *key) {
    lua_pushstring(form->L, key);
    return lua_rawget(form->L, form->index);
}

bool form_has(const Form *form, const char *key) {
    bool has = get(form, key) != LUA_TNIL;
    lua_pop(form->L, 1);
    return has;
}

PlanString form_text(const Form *form, const char *key, bool required) {
    int type = get(form, key);
    if (type == LUA_TNIL && required) host_raise(form->L, "%s needs '%s'", form->what, key);
    if (type != LUA_TNIL && type != LUA_TSTRING)
        form_raise(form, key, ": '%s' is text in quotes, got %s", key, handle_describe(form->L, -1));
    size_t length = 0;
    const char *text = lua_tolstring(form->L, -1, &length);
    if (text && length == 0) form_raise(form, key, ": '%s' is empty", key);
    PlanString string = text ? loading_string(form->L, text, length) : 0;
    lua_pop(form->L, 1);
    return string;
}

PlanString form_line(const Form *form, const char *key) {
    PlanString text = form_text(form, key, false);
    if (!text) return 0;
    char what[192];
    snprintf(what, sizeof what, "%s: '%s'", form->what, key);
    get(form, key);
    size_t length;
    const char *bytes = lua_tolstring(form->L, -1, &length);
    text = loading_line(form->L, what, bytes, length);
    lua_pop(form->L, 1);
    return text;
}

bool form_flag(const Form *form, const char *key) {
    int type = get(form, key);
    if (type != LUA_TNIL && type != LUA_TBOOLEAN)
        form_raise(form, key, ": '%s' is true or false, got %s", key, handle_describe(form->L, -1));
    bool flag = lua_toboolean(form->L, -1);
    lua_pop(form->L, 1);
    return flag;
}

int32_t form_whole(const Form *form, const char *key, int32_t least, int32_t absent) {
    int type = get(form, key);
    int whole = 0;
    lua_Integer number = type == LUA_TNUMBER ? lua_tointegerx(form->L, -1, &whole) : 0;
    if (type != LUA_TNIL && (!whole || number < least || number > INT32_MAX))
        form_raise(form, key, ": '%s' is a whole number of %d or more, got %s", key, (int)least,
                   handle_describe(form->L, -1));
    lua_pop(form->L, 1);
    return type == LUA_TNIL ? absent : (int32_t)number;
}

int form_choice(const Form *form, const char *key, const char *const *names, int absent) {
    if (!form_has(form, key)) return absent;
    form_text(form, key, true);
    get(form, key);
    const char *name = lua_tostring(form->L, -1);
    Suggestion suggestion = {0};
    Buffer *list = &form->loading->scratch;
    buffer_clear(list);
    for (int i = 0; names[i]; i++) {
        if (strcmp(names[i], name) == 0) {
            lua_pop(form->L, 1);
            return i;
        }
        suggest_offer(&suggestion, name, names[i]);
        buffer_format(list, "%s%s", i ? ", " : "; it is one of: ", names[i]);
    }
    char phrase[128];
    return form_raise(form, key, ": '%s' can't be '%.60s'%s", key, name,
                      suggestion.word ? suggest_phrase(&suggestion, phrase, sizeof phrase)
                                      : buffer_string(list));
}

uint32_t form_criterion(const Form *form, const char *key, bool required) {
    char what[192];
    snprintf(what, sizeof what, "%s: '%s'", form->what, key);
    int type = get(form, key);
    if (type == LUA_TNIL && required) host_raise(form->L, "%s needs '%s', a criterion", form->what, key);
    uint32_t criterion = type == LUA_TNIL ? (uint32_t)PLAN_NONE : criterion_use(form->L, -1, what);
    lua_pop(form->L, 1);
    return criterion;
}

uint32_t form_list_length(lua_State *L, int index, const char *what) {
    index = lua_absindex(L, index);
    if (!lua_istable(L, index))
        host_raise(L, "%s expects a list in braces, got %s", what, handle_describe(L, index));
    lua_Unsigned length = lua_rawlen(L, index), count = 0;
    host_charge(L, length);
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1), count++) {
        if (lua_type(L, -2) == LUA_TSTRING) continue;
        if (!lua_isinteger(L, -2)) host_raise(L, "%s is a plain list: take '[ … ] =' out", what);
    }
    const char *wrong = wrong_key(L, index, (const char *const[]){NULL});
    if (wrong) host_raise(L, "%s is a plain list: take '%s =' out", what, wrong);
    if (count != length) host_raise(L, "%s has a gap: one of its items is nil", what);
    if (length > LOADING_MOST_links) host_raise(L, "%s is too long", what);
    return (uint32_t)length;
}

uint32_t form_list(const Form *form, const char *key) {
    if (get(form, key) == LUA_TNIL) {
        lua_pop(form->L, 1);
        return 0;
    }
    char what[192];
    snprintf(what, sizeof what, "%s: '%s'", form->what, key);
    if (!lua_istable(form->L, -1))
        form_raise(form, key, ": '%s' expects a list in braces, got %s", key, handle_describe(form->L, -1));
    uint32_t length = form_list_length(form->L, -1, what);
    if (length == 0) form_raise(form, key, ": '%s' is empty: leave it out, or name something", key);
    return length;
}

const char *form_item(char out[128], const char *what, uint32_t item) {
    snprintf(out, 128, "item %u of %s", item, what);
    return out;
}
