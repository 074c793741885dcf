/* `candidate` and `vacancy`: names of fields become fields, if the pack may read them. */
#include "base/suggest.h"
#include "script/field.h"
#include "script/handle.h"
#include "script/label.h"

enum { STANDARD_VIEW = 2 }; /* added to the subject in the handle of the standard library's own `candidate` */

uint32_t field_find(const Loading *loading, Subject subject, const char *name, bool standard) {
    uint32_t count = standard ? loading->standard_fields : LOADING_COUNT(loading->draft.fields, PlanField);
    for (uint32_t i = count; i-- > 0;)
        if (loading_field(loading, i)->subject == subject && strcmp(label_bare_name(loading, i), name) == 0)
            return i;
    return PLAN_NONE;
}

const char *field_suggest(const Loading *loading, Subject subject, const char *name, char *out, size_t size) {
    Suggestion suggestion = {0};
    uint32_t count = LOADING_COUNT(loading->draft.fields, PlanField);
    for (uint32_t i = 0; i < count; i++) {
        const PlanField *field = loading_field(loading, i);
        if (field->subject == subject && field->sensitivity != SENSITIVITY_IDENTITY)
            suggest_offer(&suggestion, name, label_bare_name(loading, i));
    }
    return suggest_phrase(&suggestion, out, size);
}

static bool is_listed(const Loading *loading, uint32_t field) {
    const char *name = label_bare_name(loading, field);
    uint32_t count = LOADING_COUNT(loading->listed, Listed);
    for (uint32_t i = 0; i < count; i++)
        if (strcmp(loading_text(loading, LOADING_AT(loading->listed, Listed, i)->name), name) == 0)
            return field_find(loading, SUBJECT_CANDIDATE, name, false) == field;
    return false;
}

void field_expect_listed(lua_State *L, uint32_t field) {
    const Loading *loading = loading_of(L);
    const PlanField *declared = loading_field(loading, field);
    const char *name = label_bare_name(loading, field);
    if (declared->sensitivity == SENSITIVITY_IDENTITY)
        host_raise(L, "field '%s' says who somebody is, and rules never see that", name);
    if (!loading->in_pack || declared->subject == SUBJECT_VACANCY || is_listed(loading, field)) return;
    host_raise(L, "the pack does not say that it reads '%s': add \"%s\" to 'reads' in pack.lua", name, name);
}

static const char *record_name(Subject subject) {
    return subject == SUBJECT_VACANCY ? "vacancy" : "candidate";
}

static uint32_t expect(lua_State *L, Subject subject, const char *name, bool standard) {
    const Loading *loading = loading_of(L);
    uint32_t field = field_find(loading, subject, name, standard);
    host_charge(L, 16);
    if (field == PLAN_NONE) {
        char phrase[128];
        Subject other = subject == SUBJECT_VACANCY ? SUBJECT_CANDIDATE : SUBJECT_VACANCY;
        field_suggest(loading, subject, name, phrase, sizeof phrase);
        if (field_find(loading, other, name, standard) != PLAN_NONE)
            snprintf(phrase, sizeof phrase, " (did you mean '%s.%.60s'?)", record_name(other), name);
        host_raise(L, "there is no %s field '%s'%s", record_name(subject), name, phrase);
    }
    field_expect_listed(L, field);
    return field;
}

uint32_t field_expect(lua_State *L, Subject subject, const char *name) {
    return expect(L, subject, name, false);
}

/* candidate.name */
static int look_up(lua_State *L) {
    loading_expect_open(L);
    uint32_t record = handle_expect(L, 1, HANDLE_RECORD, "a field's name");
    if (lua_type(L, 2) != LUA_TSTRING)
        host_raise(L, "after 'candidate' and 'vacancy' stands a field's name, got %s", handle_describe(L, 2));
    Subject subject = (Subject)(record % STANDARD_VIEW);
    bool standard = record >= STANDARD_VIEW && loading_of(L)->in_pack;
    handle_push(L, HANDLE_FIELD, expect(L, subject, lua_tostring(L, 2), standard));
    return 1;
}

static void set_records(lua_State *L, uint32_t view) {
    handle_push(L, HANDLE_RECORD, SUBJECT_CANDIDATE + view);
    host_set_global(L, "candidate");
    handle_push(L, HANDLE_RECORD, SUBJECT_VACANCY + view);
    host_set_global(L, "vacancy");
}

void field_define(lua_State *L) {
    handle_define(L, HANDLE_RECORD, &(HandleClass){.index = look_up});
    set_records(L, STANDARD_VIEW);
}

void field_begin_pack(lua_State *L) {
    set_records(L, 0);
}
