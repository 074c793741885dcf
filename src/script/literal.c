/* Literals: values in rules, checked against their field. */
#include "literal.h"

#include "base/pattern.h"
#include "base/suggest.h"
#include "script/field.h"
#include "script/form.h"
#include "script/handle.h"
#include "script/label.h"
#include "script/language.h"

#include <math.h>

const char *literal_type_words(FieldType type) {
    static const char *const words[] = {
        [FIELD_BOOLEAN] = "yes or no (boolean)",
        [FIELD_INTEGER] = "an integer",
        [FIELD_NUMBER] = "a number",
        [FIELD_TEXT] = "text",
        [FIELD_DATE] = "a date",
        [FIELD_CATEGORY] = "a category",
        [FIELD_SET] = "a set",
    };
    return words[type];
}

/* Raises "field 'age' is an integer: …". */
static int refuse(lua_State *L, uint32_t field, const char *advice) {
    const Loading *loading = loading_of(L);
    FieldType type = (FieldType)loading_field(loading, field)->type;
    return host_raise(L, "field '%s' is %s: %s", label_bare_name(loading, field), literal_type_words(type),
                      advice);
}

static int64_t read_truth(lua_State *L, int index, uint32_t field) {
    if (!lua_isboolean(L, index))
        refuse(L, field, lua_pushfstring(L, "write true or false, not %s", handle_describe(L, index)));
    return lua_toboolean(L, index);
}

/* A number in quotes is a slip that Lua would let pass. */
static void expect_number(lua_State *L, int index, uint32_t field) {
    if (lua_type(L, index) == LUA_TNUMBER) return;
    if (lua_type(L, index) == LUA_TSTRING && lua_isnumber(L, index))
        refuse(L, field, lua_pushfstring(L, "write %s without quotes", lua_tostring(L, index)));
    refuse(L, field, lua_pushfstring(L, "write a number, not %s", handle_describe(L, index)));
}

static int64_t read_integer(lua_State *L, int index, uint32_t field) {
    expect_number(L, index, field);
    int whole;
    lua_Integer value = lua_tointegerx(L, index, &whole);
    if (!whole) refuse(L, field, lua_pushfstring(L, "%f is not a whole number", lua_tonumber(L, index)));
    if (value < INT32_MIN || value > INT32_MAX)
        refuse(L, field, lua_pushfstring(L, "%I is out of range", value));
    return value;
}

static double read_number(lua_State *L, int index, uint32_t field) {
    expect_number(L, index, field);
    double value = lua_tonumber(L, index);
    if (!isfinite(value)) refuse(L, field, "write a number that is not infinite");
    return value;
}

static const char *expect_text(lua_State *L, int index, uint32_t field, const char *advice, size_t *length) {
    if (lua_type(L, index) != LUA_TSTRING)
        refuse(L, field, lua_pushfstring(L, "%s, not %s", advice, handle_describe(L, index)));
    return lua_tolstring(L, index, length);
}

static int64_t read_date(lua_State *L, int index, uint32_t field) {
    static const char advice[] = "write it as in \"2024-06-01\"";
    size_t length;
    Day day;
    const char *text = expect_text(L, index, field, advice, &length);
    if (!date_parse(text, length, &day))
        refuse(L, field, lua_pushfstring(L, "'%s' is not a day that exists; %s", text, advice));
    return day;
}

/* "; it has: none, E1, …" for a short list, "" for a long one; valid until scratch is used again. */
static const char *list_values(Loading *loading, const PlanField *declared) {
    enum { SHORT = 12 };
    Buffer *out = &loading->scratch;
    buffer_clear(out);
    for (uint32_t i = 0; i < declared->value_count && declared->value_count <= SHORT; i++) {
        PlanString name = LOADING_AT(loading->draft.values, PlanValue, declared->first_value + i)->name;
        buffer_format(out, "%s%s", i ? ", " : "; it has: ", loading_text(loading, name));
    }
    return buffer_string(out);
}

/* The official form of the value that is nearest to the text; a NULL word where none is near. */
static Suggestion suggest_value(lua_State *L, const PlanField *declared, const char *text) {
    const Loading *loading = loading_of(L);
    Suggestion suggestion = {0};
    for (uint32_t i = 0; i < declared->value_count; i++) {
        const PlanValue *value = LOADING_AT(loading->draft.values, PlanValue, declared->first_value + i);
        const char *name = loading_text(loading, value->name);
        suggest_offer(&suggestion, text, name);
        for (uint32_t a = 0; a < value->alias_count; a++) {
            PlanString alias = *LOADING_AT(loading->draft.names, PlanString, value->first_alias + a);
            suggest_offer(&suggestion, text, loading_text(loading, alias));
            if (suggestion.word == loading_text(loading, alias)) suggestion.word = name;
        }
    }
    host_charge(L, (size_t)declared->value_count * 16);
    return suggestion;
}

static int refuse_value(lua_State *L, uint32_t field, const char *text) {
    const Loading *loading = loading_of(L);
    const PlanField *declared = loading_field(loading, field);
    Suggestion suggestion = suggest_value(L, declared, text);
    char phrase[128];
    const char *hint = suggest_phrase(&suggestion, phrase, sizeof phrase);
    if (!suggestion.word) hint = list_values(loading_of(L), declared);
    return host_raise(L, "field '%s' has no value '%s'%s", label_bare_name(loading, field), text, hint);
}

static int64_t read_value(lua_State *L, int index, uint32_t field) {
    const Loading *loading = loading_of(L);
    const PlanField *declared = loading_field(loading, field);
    const char *text = expect_text(L, index, field, "write one of its values in quotes", NULL);
    for (uint32_t i = 0; i < declared->value_count; i++) {
        PlanString name = LOADING_AT(loading->draft.values, PlanValue, declared->first_value + i)->name;
        if (strcmp(loading_text(loading, name), text) == 0) return i;
    }
    return refuse_value(L, field, text);
}

PlanString literal_rule_name(lua_State *L, const char *name, size_t length) {
    Loading *loading = loading_of(L);
    if (memchr(name, '/', length) || !loading->id) return loading_string(L, name, length);
    const char *full = lua_pushfstring(L, "%s/%s", loading_text(loading, loading->id), name);
    PlanString string = loading_string(L, full, strlen(full));
    lua_pop(L, 1);
    return string;
}

/* A text that lists call by several names is kept by one, so here any of them stands for it. What is only
 * near to a known one may be right, or a slip. */
static PlanString read_known(lua_State *L, uint32_t field, const char *text, size_t length) {
    Loading *loading = loading_of(L);
    const PlanField *declared = loading_field(loading, field);
    int32_t known = field_match(loading, field, text);
    if (known >= 0)
        return LOADING_AT(loading->draft.values, PlanValue, declared->first_value + (uint32_t)known)->name;
    Suggestion suggestion = suggest_value(L, declared, text);
    char phrase[128], warning[256];
    suggest_phrase(&suggestion, phrase, sizeof phrase);
    snprintf(warning, sizeof warning,
             "field '%s' has no known value '%.60s'%s: it is compared as it is written",
             label_bare_name(loading, field), text, phrase);
    PlanPlace place = loading_place(L);
    if (suggestion.word) language_warn(L, loading_text(loading, place.file), place.line, warning);
    return loading_string(L, text, length);
}

static PlanString read_text(lua_State *L, int index, uint32_t field) {
    size_t length;
    const PlanField *declared = loading_field(loading_of(L), field);
    const char *text = expect_text(L, index, field, "write text in quotes", &length);
    if (declared->value_count) return read_known(L, field, text, length);
    if (declared->type != FIELD_SET) return loading_string(L, text, length);
    if (length == 0 || memchr(text, ';', length)) refuse(L, field, "a member is some text without ';'");
    return declared->names_rules ? literal_rule_name(L, text, length) : loading_string(L, text, length);
}

PlanLiteral literal_read(lua_State *L, int index, uint32_t field) {
    const PlanField *declared = loading_field(loading_of(L), field);
    switch ((FieldType)declared->type) {
    case FIELD_BOOLEAN: return (PlanLiteral){.integer = read_truth(L, index, field)};
    case FIELD_INTEGER: return (PlanLiteral){.integer = read_integer(L, index, field)};
    case FIELD_NUMBER: return (PlanLiteral){.number = read_number(L, index, field)};
    case FIELD_DATE: return (PlanLiteral){.integer = read_date(L, index, field)};
    case FIELD_CATEGORY: return (PlanLiteral){.integer = read_value(L, index, field)};
    case FIELD_SET:
        if (declared->value_count) return (PlanLiteral){.integer = read_value(L, index, field)};
        break;
    case FIELD_TEXT: break;
    }
    return (PlanLiteral){.string = read_text(L, index, field)};
}

void literal_read_duration(lua_State *L, int index, const char *what, PlanLiteral months_days[2]) {
    static const char *const keys[] = {"months", "years", "weeks", "days", NULL};
    enum { LONGEST = 1200 }; /* months and weeks alike: more than a life */
    Form form = form_open(L, index, what);
    form_check(&form, keys, NULL);
    int64_t months = form_whole(&form, "months", 0, 0) + INT64_C(12) * form_whole(&form, "years", 0, 0);
    int64_t days = form_whole(&form, "days", 0, 0) + INT64_C(7) * form_whole(&form, "weeks", 0, 0);
    if (months == 0 && days == 0) host_raise(L, "%s expects a time, as in { months = 12 }", what);
    if (months > LONGEST || days > LONGEST * 31) host_raise(L, "%s: more than a hundred years", what);
    months_days[0] = (PlanLiteral){.integer = months};
    months_days[1] = (PlanLiteral){.integer = days};
}

int64_t literal_expect_age(lua_State *L, int index, const char *what) {
    enum { OLDEST = 199 };
    if (!lua_isinteger(L, index) || lua_tointeger(L, index) < 0 || lua_tointeger(L, index) > OLDEST)
        host_raise(L, "%s: an age is a whole number from 0 to %d, got %s", what, OLDEST,
                   handle_describe(L, index));
    return lua_tointeger(L, index);
}

/* "08-31" as 831. The 29th of February, which most years lack, is refused. */
int64_t literal_expect_day_of_year(lua_State *L, int index, const char *what) {
    size_t length = 0;
    const char *text = lua_type(L, index) == LUA_TSTRING ? lua_tolstring(L, index, &length) : "";
    char date[DATE_TEXT] = "2001-";
    Day day;
    if (length == strlen("MM-DD")) memcpy(date + strlen("2001-"), text, length + 1);
    if (!date_parse(date, strlen(date), &day))
        host_raise(L, "%s: a day of the year is written as in \"08-31\", got %s", what,
                   handle_describe(L, index));
    int year, month, day_of_month;
    date_to_civil(day, &year, &month, &day_of_month);
    return month * 100 + day_of_month;
}

void literal_read_ages(lua_State *L, int index, const char *what, PlanLiteral ages[3]) {
    ages[0] = (PlanLiteral){.integer = literal_expect_age(L, index, what)};
    ages[1] = (PlanLiteral){.integer = literal_expect_age(L, index + 1, what)};
    ages[2] = (PlanLiteral){.integer = literal_expect_day_of_year(L, index + 2, what)};
    if (ages[0].integer > ages[1].integer)
        host_raise(L, "%s has its ages the wrong way round: write the lower one first", what);
}

PlanLiteral literal_read_pattern(lua_State *L, int index, const char *what) {
    if (lua_type(L, index) != LUA_TSTRING)
        host_raise(L, "%s expects a pattern in quotes, got %s", what, handle_describe(L, index));
    size_t length;
    const char *source = lua_tolstring(L, index, &length);
    host_charge(L, length);
    Error error = {0};
    Pattern *pattern = pattern_open(source, length, &error);
    pattern_close(pattern);
    if (error.set) host_raise(L, "%s: %s", what, error.text);
    return (PlanLiteral){.string = loading_string(L, source, length)};
}
