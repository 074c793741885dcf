/* `judgement "…"` and `check("label", { reads = … }, function(c, v) … end)`: criteria that berth does not
 * decide by itself. */
#include "script/criterion.h"
#include "script/declaration.h"
#include "script/field.h"
#include "script/handle.h"
#include "script/label.h"
#include "script/language.h"

static const char functions_key = 0; /* in the registry: the checks' functions, from 1 */

/* The label at the first argument. */
static PlanString expect_label(lua_State *L, const char *what) {
    size_t length = 0;
    const char *label = lua_type(L, 1) == LUA_TSTRING ? lua_tolstring(L, 1, &length) : NULL;
    if (length == 0) host_raise(L, "%s expects some text in quotes, got %s", what, handle_describe(L, 1));
    return loading_line(L, what, label, length);
}

static int judgement(lua_State *L) {
    loading_expect_open(L);
    MadeCriterion made = criterion_start(OPERATOR_JUDGEMENT);
    made.item.label = expect_label(L, "judgement");
    if (lua_gettop(L) != 1) host_raise(L, "judgement expects one text, what a person has to decide");
    made.item.labelled = 1;
    return criterion_push(L, made);
}

/* A field in `reads` or `optional`: candidate.age, "age" for the same, vacancy.title or "vacancy.title". */
static uint32_t expect_field(lua_State *L, const char *what) {
    static const char vacancy[] = "vacancy.", candidate[] = "candidate.";
    uint32_t field;
    if (handle_kind(L, -1, &field) == HANDLE_FIELD) return field;
    if (lua_type(L, -1) != LUA_TSTRING)
        host_raise(L, "%s lists fields, such as \"age\" or \"vacancy.title\", got %s", what,
                   handle_describe(L, -1));
    const char *name = lua_tostring(L, -1);
    if (strncmp(name, vacancy, strlen(vacancy)) == 0)
        return field_expect(L, SUBJECT_VACANCY, name + strlen(vacancy));
    if (strncmp(name, candidate, strlen(candidate)) == 0) name += strlen(candidate);
    return field_expect(L, SUBJECT_CANDIDATE, name);
}

/* Reads a list of fields into links; returns how many, and the first link. */
static uint32_t read_fields(const Form *form, const char *key, MadeCriterion *made, PlanCheck *check,
                            uint32_t *first) {
    lua_State *L = form->L;
    char what[160];
    snprintf(what, sizeof what, "%s: '%s'", form->what, key);
    uint32_t count = form_list(form, key);
    *first = LOADING_COUNT(form->loading->draft.links, uint32_t);
    for (uint32_t i = 1; i <= count; i++) {
        lua_rawgeti(L, -1, i);
        uint32_t field = expect_field(L, what);
        lua_pop(L, 1);
        LOADING_ADD(L, form->loading, links, &field, 1);
        criterion_note_field(L, made, field);
        bool of_vacancy = loading_field(form->loading, field)->subject == SUBJECT_VACANCY;
        check->vacancy |= of_vacancy;
        check->candidate |= !of_vacancy;
    }
    if (count) lua_pop(L, 1);
    return count;
}

/* Keeps the function at index 3 for language_push_check. */
static void keep_function(lua_State *L, uint32_t check) {
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &functions_key) != LUA_TTABLE) {
        lua_newtable(L);
        lua_pushvalue(L, -1);
        lua_rawsetp(L, LUA_REGISTRYINDEX, &functions_key);
    }
    lua_pushvalue(L, 3);
    lua_rawseti(L, -2, (lua_Integer)check + 1);
}

static int make_check(lua_State *L) {
    static const char *const keys[] = {"reads", "optional", NULL};
    Loading *loading = loading_expect_open(L);
    MadeCriterion made = criterion_start(OPERATOR_CHECK);
    made.item.label = expect_label(L, "check");
    made.item.labelled = 1;
    char what[128];
    snprintf(what, sizeof what, "check '%s'", loading_text(loading, made.item.label));
    Form form = form_open(L, 2, what);
    form_check(&form, keys, NULL);
    if (!lua_isfunction(L, 3) || lua_iscfunction(L, 3) || lua_gettop(L) != 3)
        host_raise(L, "%s expects a function after its table, got %s", what, handle_describe(L, 3));
    PlanCheck check = {0};
    check.read_count = read_fields(&form, "reads", &made, &check, &check.first_read);
    check.optional_count = read_fields(&form, "optional", &made, &check, &check.first_optional);
    if (check.read_count + check.optional_count == 0)
        host_raise(L, "%s reads nothing: list the fields that it looks at in 'reads'", what);
    made.item.field = LOADING_ADD(L, loading, checks, &check, 1);
    keep_function(L, made.item.field);
    return criterion_push(L, made);
}

void check_define(lua_State *L) {
    host_register(L, "judgement", judgement);
    host_register(L, "check", make_check);
}

void language_push_check(lua_State *L, uint32_t check) {
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &functions_key) != LUA_TTABLE) return;
    lua_rawgeti(L, -1, (lua_Integer)check + 1);
    lua_remove(L, -2);
}
