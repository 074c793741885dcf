/* Names of types and fields, and the values that text stands for. */
#include "record/field.h"

#include <string.h>

const char *field_type_name(FieldType type) {
    static const char *const names[] = {
#define X(id, name) [FIELD_##id] = name,
        FIELD_TYPES(X)
#undef X
    };
    return names[type];
}

const char *sensitivity_name(Sensitivity sensitivity) {
    static const char *const names[] = {
#define X(id, name) [SENSITIVITY_##id] = name,
        SENSITIVITIES(X)
#undef X
    };
    return names[sensitivity];
}

const char *characteristic_name(Characteristic characteristic) {
    static const char *const names[] = {"",
#define X(id, name) name,
                                        CHARACTERISTICS(X)
#undef X
    };
    return names[characteristic];
}

const char *subject_name(Subject subject) {
    return subject == SUBJECT_CANDIDATE ? "candidate" : "vacancy";
}

int32_t dictionary_find(const Dictionary *dictionary, Subject subject, const char *name) {
    const Map *names = subject == SUBJECT_CANDIDATE ? dictionary->candidate_names : dictionary->vacancy_names;
    return map_get(names, name, strlen(name));
}

Suggestion dictionary_suggest(const Dictionary *dictionary, Subject subject, const char *name) {
    Suggestion suggestion = {0};
    for (uint32_t i = 0; i < dictionary->count; i++)
        if (dictionary->fields[i].subject == subject)
            suggest_offer(&suggestion, name, dictionary->fields[i].name);
    return suggestion;
}

static bool is_text(const char *string, const char *text, size_t length) {
    return strncmp(string, text, length) == 0 && string[length] == '\0';
}

int32_t field_find_value(const Field *field, const char *name, size_t length) {
    for (uint32_t i = 0; i < field->value_count; i++)
        if (is_text(field->values[i].name, name, length)) return (int32_t)i;
    return -1;
}

/* The next byte that utf8_add_folded would keep, as it would keep it; -1 at the end. Text is compared a byte
 * at a time, without building its folded form, because an import does this for every cell. */
static int next_folded(const char **text, const char *end) {
    while (*text < end) {
        unsigned char c = (unsigned char)*(*text)++;
        if (c >= 'A' && c <= 'Z') return c - 'A' + 'a';
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80) return c;
    }
    return -1;
}

static bool is_folded_same(const char *a, size_t a_length, const char *b, size_t b_length) {
    const char *a_end = a + a_length, *b_end = b + b_length;
    for (;;) {
        int c = next_folded(&a, a_end);
        if (c != next_folded(&b, b_end)) return false;
        if (c < 0) return true;
    }
}

static bool means_value(const FieldValue *value, const char *text, size_t length) {
    if (is_folded_same(value->name, strlen(value->name), text, length)) return true;
    for (uint32_t i = 0; i < value->alias_count; i++)
        if (is_folded_same(value->aliases[i], strlen(value->aliases[i]), text, length)) return true;
    return false;
}

int32_t field_match_value(const Field *field, const char *text, size_t length) {
    if (is_folded_same("", 0, text, length)) return -1;
    for (uint32_t i = 0; i < field->value_count; i++)
        if (means_value(&field->values[i], text, length)) return (int32_t)i;
    return -1;
}

bool field_is_other(const Field *field, const char *text, size_t length) {
    for (uint32_t i = 0; i < field->other_count; i++)
        if (is_folded_same(field->others[i], strlen(field->others[i]), text, length)) return true;
    return false;
}

bool field_is_listed(const Field *field) {
    return field->type != FIELD_TEXT && field->value_count > 0;
}

int32_t dictionary_edition(const Dictionary *dictionary, int32_t field, Day day) {
    const Field *derived = &dictionary->fields[field];
    int32_t holds = field;
    for (uint32_t i = 0; i < derived->edition_count && derived->editions[i].from <= day; i++)
        holds = derived->editions[i].field;
    return holds;
}

bool field_is_askable(const Field *field) {
    return field->subject == SUBJECT_CANDIDATE && field->derivation != DERIVED_EDITIONS;
}

int32_t field_question(const Dictionary *dictionary, int32_t field) {
    const Field *asked = &dictionary->fields[field];
    bool has_source = asked->derivation != DERIVED_NOT && asked->source != FIELD_NONE;
    return has_source ? asked->source : field;
}
