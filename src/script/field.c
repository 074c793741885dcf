/* `field "name" { … }`: one more field in the dictionary. */
#include "field.h"

#include "base/suggest.h"
#include "base/utf8.h"
#include "script/handle.h"
#include "script/label.h"
#include "script/language.h"
#include "script/literal.h"

#include <strings.h>

enum { VALUE_LENGTH = 200 }; /* bytes of a value or alias */

static const char *const type_names[] = {
#define X(id, name) name,
    FIELD_TYPES(X)
#undef X
        NULL,
};

static const char *const sensitivity_names[] = {
#define X(id, name) name,
    SENSITIVITIES(X)
#undef X
        NULL,
};

static const char *const characteristic_names[] = {
#define X(id, name) name,
    CHARACTERISTICS(X)
#undef X
        NULL,
};

/* The key of a text, as an import compares it, in a `space` of texts; valid until scratch is used again. */
static const Buffer *make_key(Loading *loading, char space, uint32_t number, const char *bytes) {
    Buffer *key = &loading->scratch;
    buffer_clear(key);
    buffer_format(key, "%c%u:", space, number);
    size_t prefix = key->length;
    utf8_add_folded(key, bytes, strlen(bytes));
    if (key->length == prefix) buffer_add_string(key, bytes);
    return key;
}

int32_t field_match(Loading *loading, uint32_t field, const char *text) {
    const Buffer *key = make_key(loading, 'v', field, text);
    return map_get(loading->folded, key->bytes, key->length);
}

/* Says that the text, as an import compares it, means `meaning` in this `space` of texts. Gives what it meant
 * before, or MAP_NONE. */
static int32_t claim(Loading *loading, char space, uint32_t number, PlanString text, int32_t meaning) {
    const Buffer *key = make_key(loading, space, number, loading_text(loading, text));
    int32_t before = map_get(loading->folded, key->bytes, key->length);
    if (before == MAP_NONE) map_set(loading->folded, key->bytes, key->length, meaning);
    return before;
}

/* A name or alias of a value. Members of a set are told apart by ';' in lists, and "none" there is the empty
 * set. */
static PlanString read_value_text(const Form *form, const PlanField *field, uint32_t number, uint32_t value) {
    lua_State *L = form->L;
    size_t length;
    if (lua_type(L, -1) != LUA_TSTRING)
        host_raise(L, "%s: a value is text in quotes, got %s", form->what, handle_describe(L, -1));
    const char *bytes = lua_tolstring(L, -1, &length);
    if (length == 0 || length > VALUE_LENGTH)
        host_raise(L, "%s: a value has 1 to %d bytes", form->what, VALUE_LENGTH);
    PlanString text = loading_string(L, bytes, length);
    if (field->type == FIELD_SET && (memchr(bytes, ';', length) || strcmp(bytes, "none") == 0))
        host_raise(
            L, "%s: '%s' can't be a value of a set: lists use ';' between values, and 'none' for no value",
            form->what, bytes);
    int32_t before = claim(form->loading, 'v', number, text, (int32_t)value);
    if (before != MAP_NONE && before != (int32_t)value)
        host_raise(L, "%s: '%s' stands for two values", form->what, bytes);
    return text;
}

/* A value with its aliases: { "Tower Hamlets", "TH", "LB Tower Hamlets" }. */
static PlanValue read_aliases(const Form *form, const PlanField *field, uint32_t number, uint32_t index) {
    lua_State *L = form->L;
    PlanValue value = {0};
    uint32_t length = form_list_length(L, -1, form->what);
    if (length == 0) host_raise(L, "%s: a value is empty", form->what);
    for (uint32_t i = 1; i <= length; i++) {
        lua_rawgeti(L, -1, i);
        PlanString text = read_value_text(form, field, number, index);
        lua_pop(L, 1);
        if (i == 1) {
            value.name = text;
            continue;
        }
        uint32_t alias = LOADING_ADD(L, form->loading, names, &text, 1);
        if (value.alias_count++ == 0) value.first_alias = alias;
    }
    return value;
}

static void expect_new_value(const Form *form, const PlanField *field, const PlanValue *value) {
    const PlanValue *values = LOADING_AT(form->loading->draft.values, PlanValue, field->first_value);
    for (uint32_t i = 0; i < field->value_count; i++)
        if (values[i].name == value->name)
            host_raise(form->L, "%s: the value '%s' is listed twice", form->what,
                       loading_text(form->loading, value->name));
}

static void read_values(const Form *form, PlanField *field, uint32_t number) {
    lua_State *L = form->L;
    uint32_t length = form_list(form, "values");
    if (length && field->type != FIELD_CATEGORY && field->type != FIELD_SET && field->type != FIELD_TEXT)
        host_raise(L, "%s: 'values' is for a category, a set or text, and this is %s", form->what,
                   literal_type_words((FieldType)field->type));
    if (!length && field->type == FIELD_CATEGORY)
        host_raise(L, "%s: a category needs its 'values'", form->what);
    for (uint32_t i = 0; i < length; i++) {
        PlanValue value = {0};
        lua_rawgeti(L, -1, i + 1);
        if (lua_istable(L, -1))
            value = read_aliases(form, field, number, i);
        else
            value.name = read_value_text(form, field, number, i);
        lua_pop(L, 1);
        if (field->value_count) expect_new_value(form, field, &value);
        uint32_t index = LOADING_ADD(L, form->loading, values, &value, 1);
        if (field->value_count++ == 0) field->first_value = index;
    }
    if (length) lua_pop(L, 1);
}

/* others = { "Other", … }: what a list may say that is none of the values. */
static void read_others(const Form *form, PlanField *field, uint32_t number) {
    lua_State *L = form->L;
    uint32_t length = form_list(form, "others");
    if (length && field->type == FIELD_TEXT)
        host_raise(L, "%s: 'others' is not for text, where anything is a value", form->what);
    for (uint32_t i = 0; i < length; i++) {
        lua_rawgeti(L, -1, i + 1);
        PlanString text = read_value_text(form, field, number, field->value_count);
        uint32_t index = LOADING_ADD(L, form->loading, names, &text, 1);
        if (field->other_count++ == 0) field->first_other = index;
        lua_pop(L, 1);
    }
    if (length) lua_pop(L, 1);
}

static void add_column(const Form *form, PlanField *field, uint32_t number, PlanString heading) {
    Loading *loading = form->loading;
    int32_t before = claim(loading, 'h', field->subject, heading, (int32_t)number);
    if (before != MAP_NONE && before != (int32_t)number)
        host_raise(form->L,
                   "%s: the heading '%s' means the field '%s' already: lists could not tell them apart",
                   form->what, loading_text(loading, heading), label_bare_name(loading, (uint32_t)before));
    uint32_t index = LOADING_ADD(form->L, loading, names, &heading, 1);
    if (field->column_count++ == 0) field->first_column = index;
}

/* column = "Heading" or { "Heading", … } */
static void read_columns(const Form *form, PlanField *field, uint32_t number) {
    lua_State *L = form->L;
    lua_getfield(L, form->index, "column");
    int type = lua_type(L, -1);
    lua_pop(L, 1);
    if (type == LUA_TSTRING) add_column(form, field, number, form_text(form, "column", true));
    if (type == LUA_TNIL || type == LUA_TSTRING) return;
    uint32_t length = form_list(form, "column");
    for (uint32_t i = 1; i <= length; i++) {
        lua_rawgeti(L, -1, i);
        if (lua_type(L, -1) != LUA_TSTRING)
            host_raise(L, "%s: 'column' lists headings in quotes", form->what);
        size_t bytes;
        const char *heading = lua_tolstring(L, -1, &bytes);
        if (bytes == 0) host_raise(L, "%s: a heading in 'column' is empty", form->what);
        add_column(form, field, number, loading_string(L, heading, bytes));
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
}

/* A field that this one is made from, or whose list cell it shares: standard library only, so a mistake is
 * the library's. */
static uint32_t read_other(const Form *form, const char *key, Subject subject, FieldType type) {
    PlanString name = form_text(form, key, false);
    if (!name) return PLAN_NONE;
    uint32_t other = field_find(form->loading, subject, loading_text(form->loading, name), false);
    if (other == PLAN_NONE || loading_field(form->loading, other)->type != type)
        host_raise(form->L, "%s: '%s' names a field that is declared before it and is %s", form->what, key,
                   literal_type_words(type));
    return other;
}

static void read_years(const Form *derived, PlanField *field) {
    Subject subject = (Subject)field->subject;
    field->derivation = DERIVED_YEARS_SINCE;
    field->source = read_other(derived, "years_since", subject, FIELD_DATE);
    field->stated = read_other(derived, "stated", subject, FIELD_INTEGER);
    field->stated_on = read_other(derived, "stated_on", subject, FIELD_DATE);
}

/* Adds the edition under the key at -2, in the order of the days. */
static void read_edition(const Form *editions, PlanField *field) {
    Loading *loading = editions->loading;
    size_t length = 0;
    const char *day = lua_type(editions->L, -2) == LUA_TSTRING ? lua_tolstring(editions->L, -2, &length) : "";
    PlanEdition edition = {0};
    if (!date_parse(day, length, &edition.from))
        host_raise(editions->L, "%s: an edition is written as [\"2019-09-26\"] = \"field\"", editions->what);
    edition.field = read_other(editions, day, (Subject)field->subject, FIELD_INTEGER);
    uint32_t index = LOADING_ADD(editions->L, loading, editions, &edition, 1);
    if (field->edition_count++ == 0) field->first_edition = index;
    PlanEdition *all = LOADING_AT(loading->draft.editions, PlanEdition, 0);
    for (; index > field->first_edition && all[index - 1].from > all[index].from; index--) {
        PlanEdition later = all[index - 1];
        all[index - 1] = all[index];
        all[index] = later;
    }
}

/* editions = { ["2019-09-26"] = "imd_decile_2019", … } */
static void read_editions(const Form *derived, PlanField *field) {
    lua_State *L = derived->L;
    field->derivation = DERIVED_EDITIONS;
    lua_getfield(L, derived->index, "editions");
    Form editions = form_open(L, -1, derived->what);
    for (lua_pushnil(L); lua_next(L, editions.index); lua_pop(L, 1))
        read_edition(&editions, field);
    lua_pop(L, 1);
}

static void read_derivation(const Form *form, PlanField *field) {
    static const char *const keys[] = {"years_since", "stated", "stated_on", "editions", NULL};
    field->source = field->stated = field->stated_on = PLAN_NONE;
    if (!form_has(form, "derived")) return;
    lua_getfield(form->L, form->index, "derived");
    Form derived = form_open(form->L, -1, form->what);
    form_check(&derived, keys, NULL);
    if (form_has(&derived, "editions"))
        read_editions(&derived, field);
    else
        read_years(&derived, field);
    bool is_made = field->edition_count > 0 || field->source != PLAN_NONE;
    if (!is_made || field->type != FIELD_INTEGER)
        host_raise(form->L, "%s: a derived field is an integer, from 'years_since' or from 'editions'",
                   form->what);
    lua_pop(form->L, 1);
}

/* "out of work since" out of "out_of_work_since", where the author gives no label. */
static PlanString make_label(const Form *form, PlanString name) {
    Buffer *out = &form->loading->scratch;
    buffer_clear(out);
    buffer_add_string(out, loading_text(form->loading, name));
    for (size_t i = 0; i < out->length; i++)
        if (out->bytes[i] == '_') out->bytes[i] = ' ';
    return loading_string(form->L, out->bytes, out->length);
}

/* A pack's own field is stored as "pack.field". */
static PlanString stored_name(const Form *form, PlanString name) {
    const Loading *loading = form->loading;
    if (!loading->in_pack) return name;
    const char *full =
        lua_pushfstring(form->L, "%s.%s", loading_text(loading, loading->id), loading_text(loading, name));
    PlanString stored = loading_string(form->L, full, strlen(full));
    lua_pop(form->L, 1);
    return stored;
}

/* Lists and the dataset don't tell names apart by case. */
static void expect_new_case(const Form *form, const PlanField *field, PlanString name) {
    const Loading *loading = form->loading;
    const char *text = loading_text(loading, name);
    uint32_t first = loading->in_pack ? loading->standard_fields : 0;
    for (uint32_t i = first; i < LOADING_COUNT(loading->draft.fields, PlanField); i++) {
        const char *other = label_bare_name(loading, i);
        if (loading_field(loading, i)->subject == field->subject && strcasecmp(other, text) == 0 &&
            strcmp(other, text) != 0)
            host_raise(form->L,
                       "%s: the pack has the field '%s', and capital letters make no difference: use another "
                       "name",
                       form->what, other);
    }
}

static void check_name(const Form *form, const PlanField *field, PlanString name, PlanPlace place) {
    const Loading *loading = form->loading;
    expect_new_case(form, field, name);
    uint32_t same = field_find(loading, (Subject)field->subject, loading_text(loading, name), false);
    if (same == PLAN_NONE) return;
    if (same >= loading->standard_fields || !loading->in_pack)
        host_raise(form->L, "%s is declared twice", form->what);
    char text[256];
    snprintf(text, sizeof text, "the pack's field '%s' hides the standard one", loading_text(loading, name));
    language_warn(form->L, loading_text(loading, place.file), place.line, text);
}

static void check_keys(const Form *form) {
    /* The standard library's alone are last. */
    static const char *const keys[] = {
        "type", "label",  "ask",       "values",      "ordered", "column", "sensitivity", "can_change",
        "of",   "others", "protected", "names_rules", "ago",     "fills",  "derived",     NULL};
    static const char *const pack_keys[] = {"type",    "label",  "ask",         "values",
                                            "ordered", "column", "sensitivity", "can_change",
                                            "of",      "others", "protected",   NULL};
    form_check(form, form->loading->in_pack ? pack_keys : keys, NULL);
}

void field_declare(const Form *form, PlanString name, PlanPlace place) {
    static const char *const subjects[] = {
        [SUBJECT_CANDIDATE] = "candidate", [SUBJECT_VACANCY] = "vacancy", NULL};
    Loading *loading = form->loading;
    uint32_t number = LOADING_COUNT(loading->draft.fields, PlanField);
    check_keys(form);
    if (!form_has(form, "type"))
        host_raise(form->L, "%s needs its 'type', as in type = \"boolean\"", form->what);
    PlanField field = {
        .name = stored_name(form, name),
        .label = form_line(form, "label"),
        .ask = form_text(form, "ask", false),
        .type = (uint8_t)form_choice(form, "type", type_names, FIELD_TEXT),
        .subject = (uint8_t)form_choice(form, "of", subjects, SUBJECT_CANDIDATE),
        .sensitivity = (uint8_t)form_choice(form, "sensitivity", sensitivity_names, SENSITIVITY_ORDINARY),
        .ordered = form_flag(form, "ordered"),
        .can_change = form_flag(form, "can_change"),
        .names_rules = form_flag(form, "names_rules"),
        .ago = form_flag(form, "ago"),
        .shows = (uint8_t)(form_choice(form, "protected", characteristic_names, -1) + 1),
        .place = place,
    };
    if (!field.label) field.label = make_label(form, name);
    if (field.ordered && field.type != FIELD_CATEGORY)
        host_raise(form->L, "%s: 'ordered' is for a category", form->what);
    if (field.shows && field.subject == SUBJECT_VACANCY)
        host_raise(form->L, "%s: 'protected' is for a field of candidates", form->what);
    check_name(form, &field, name, place);
    read_values(form, &field, number);
    read_others(form, &field, number);
    read_columns(form, &field, number);
    field.fills = read_other(form, "fills", (Subject)field.subject, (FieldType)field.type);
    read_derivation(form, &field);
    LOADING_ADD(form->L, loading, fields, &field, 1);
    if (!loading->in_pack) loading->standard_fields = number + 1;
}
