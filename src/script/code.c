/* Codes of organisations. */
#include "code.h"

#include "base/suggest.h"
#include "script/field.h"
#include "script/language.h"

/* E09000028: a letter and eight digits (ONS Register of Geographic Codes). */
static bool is_gss(const char *code) {
    if (strlen(code) != 9 || code[0] < 'A' || code[0] > 'Z') return false;
    return strspn(code + 1, "0123456789") == 8;
}

/* RJ1, 8HV48: capitals and digits (NHS Organisation Data Service). */
static bool is_ods(const char *code) {
    size_t length = strlen(code);
    return length >= 2 && length <= 10 && strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == length;
}

/* A kind of code, and the standard field that lists organisations by such codes and by their names. */
static const struct {
    const char *key, *shape, *example, *organisation, *field;
    Subject subject;
    bool (*is_code)(const char *);
} kinds[] = {
    [CODE_GSS] = {"gss", "a GSS code, a letter and eight digits", "E09000028", "council", "borough",
                  SUBJECT_CANDIDATE, is_gss},
    [CODE_ODS] = {"ods", "an ODS code, capital letters and digits", "RJ1", "trust", "employer",
                  SUBJECT_VACANCY, is_ods},
};

typedef struct Codes {
    const Form *form;
    const Loading *loading;
    CodeKind kind;
    uint32_t field;
} Codes;

/* A value of the list by the first of its names that is a code, NULL where none is. */
static const char *code_of(const Codes *codes, int32_t value) {
    const PlanField *list = loading_field(codes->loading, codes->field);
    const PlanValue *listed =
        LOADING_AT(codes->loading->draft.values, PlanValue, list->first_value + (uint32_t)value);
    PlanString name = listed->name;
    for (uint32_t i = 0; !kinds[codes->kind].is_code(loading_text(codes->loading, name)); i++) {
        if (i == listed->alias_count) return NULL;
        name = *LOADING_AT(codes->loading->draft.names, PlanString, listed->first_alias + i);
    }
    return loading_text(codes->loading, name);
}

/* The value that has this name, or -1. */
static int32_t find(const Codes *codes, PlanString name) {
    int32_t value = field_match(codes->form->loading, codes->field, loading_text(codes->loading, name));
    bool is_value = value >= 0 && (uint32_t)value < loading_field(codes->loading, codes->field)->value_count;
    return is_value ? value : -1;
}

__attribute__((format(printf, 2, 3))) static void warn(const Codes *codes, const char *format, ...) {
    char text[512];
    const Form *form = codes->form;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    language_warn(form->L, loading_text(codes->loading, form->place.file),
                  form_key_line(form, kinds[codes->kind].key), text);
}

static void warn_unknown(const Codes *codes, const char *code) {
    char phrase[128];
    Suggestion suggestion = {0};
    uint32_t count = loading_field(codes->loading, codes->field)->value_count;
    host_charge(codes->form->L, (size_t)count * 16);
    for (uint32_t i = 0; i < count; i++) {
        const char *other = code_of(codes, (int32_t)i);
        if (other) suggest_offer(&suggestion, code, other);
    }
    if (!suggestion.word) return;
    warn(codes, "%s: '%s' is the code of no %s that berth knows%s: it is kept as it is", codes->form->what,
         code, kinds[codes->kind].organisation, suggest_phrase(&suggestion, phrase, sizeof phrase));
}

/* A code that the list lacks may be right, or a slip; one that is not the organisation's is a slip. */
static void check(const Codes *codes, PlanString code, PlanString organisation) {
    const char *text = loading_text(codes->loading, code);
    int32_t owner = find(codes, organisation);
    const char *right = owner >= 0 ? code_of(codes, owner) : NULL;
    if (right && strcmp(right, text) != 0)
        warn(codes, "%s: the code of '%s' is '%s', and not '%s'", codes->form->what,
             loading_text(codes->loading, organisation), right, text);
    else if (!right && find(codes, code) < 0)
        warn_unknown(codes, text);
}

PlanString code_read(const Form *form, CodeKind kind, PlanString organisation) {
    Codes codes = {.form = form, .loading = form->loading, .kind = kind};
    PlanString code = form_text(form, kinds[kind].key, false);
    if (!code) return 0;
    if (!kinds[kind].is_code(loading_text(form->loading, code)))
        form_raise(form, kinds[kind].key, ": '%s' is not %s, such as \"%s\"",
                   loading_text(form->loading, code), kinds[kind].shape, kinds[kind].example);
    codes.field = field_find(form->loading, kinds[kind].subject, kinds[kind].field, true);
    if (codes.field != PLAN_NONE) check(&codes, code, organisation);
    return code;
}
