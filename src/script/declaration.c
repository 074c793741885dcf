/* Declarations: a name, then a table. */
#include "declaration.h"

#include "script/field.h"
#include "script/handle.h"
#include "script/name.h"

enum { MOST_DECLARATIONS = LOADING_MOST_rules + LOADING_MOST_tests };

typedef enum Kind { KIND_FIELD, KIND_PROGRAMME, KIND_INTERVIEW, KIND_SUPPORT_PLAN, KIND_TEST } Kind;

static const struct {
    const char *name;
    NameShape shape;
    bool of_pack; /* only a pack may declare it */
    void (*declare)(const Form *form, PlanString name, PlanPlace place);
} kinds[] = {
    [KIND_FIELD] = {"field", NAME_WORD, false, field_declare},
    [KIND_PROGRAMME] = {"programme", NAME_RULE, true, rule_declare_programme},
    [KIND_INTERVIEW] = {"guaranteed_interview", NAME_RULE, true, rule_declare_interview},
    [KIND_SUPPORT_PLAN] = {"support_plan", NAME_RULE, true, rule_declare_support_plan},
    [KIND_TEST] = {"test", NAME_TITLE, true, test_declare},
};

static Loading *expect_open(lua_State *L, Kind kind) {
    return kind == KIND_TEST ? loading_expect_tests(L) : loading_expect_open(L);
}

static int begin(lua_State *L, Kind kind) {
    Loading *loading = expect_open(L, kind);
    if (kinds[kind].of_pack && !loading->in_pack)
        host_raise(L, "only a pack declares a %s", kinds[kind].name);
    PlanString name = name_expect(L, 1, kinds[kind].name, kinds[kind].shape);
    Pending pending = {.kind = (uint32_t)kind, .name = name, .place = loading_place(L)};
    uint32_t number =
        loading_add(L, &loading->pending, &pending, sizeof pending, 1, MOST_DECLARATIONS, "declarations");
    handle_push(L, HANDLE_PENDING, number);
    return 1;
}

static int field(lua_State *L) {
    return begin(L, KIND_FIELD);
}

static int programme(lua_State *L) {
    return begin(L, KIND_PROGRAMME);
}

static int guaranteed_interview(lua_State *L) {
    return begin(L, KIND_INTERVIEW);
}

static int support_plan(lua_State *L) {
    return begin(L, KIND_SUPPORT_PLAN);
}

int declaration_test(lua_State *L) {
    return begin(L, KIND_TEST);
}

static int take_table(lua_State *L) {
    Loading *loading = loading_of(L);
    uint32_t number = handle_expect(L, 1, HANDLE_PENDING, "a declaration");
    Pending pending = *LOADING_AT(loading->pending, Pending, number);
    expect_open(L, (Kind)pending.kind);
    char what[128];
    snprintf(what, sizeof what, "%s '%s'", kinds[pending.kind].name, loading_text(loading, pending.name));
    if (pending.done) host_raise(L, "%s is declared twice", what);
    Form form = form_open(L, 2, what);
    kinds[pending.kind].declare(&form, pending.name, pending.place);
    LOADING_AT(loading->pending, Pending, number)->done = true;
    return 0;
}

void declaration_define(lua_State *L) {
    handle_define(L, HANDLE_PENDING, &(HandleClass){.call = take_table});
    host_register(L, "field", field);
    host_register(L, "programme", programme);
    host_register(L, "guaranteed_interview", guaranteed_interview);
    host_register(L, "support_plan", support_plan);
}

void declaration_check_done(const Loading *loading, Messages *messages) {
    uint32_t count = LOADING_COUNT(loading->pending, Pending);
    for (uint32_t i = 0; i < count; i++) {
        const Pending *pending = LOADING_AT(loading->pending, Pending, i);
        if (pending->done) continue;
        const char *kind = kinds[pending->kind].name, *name = loading_text(loading, pending->name);
        messages_add(messages, MESSAGE_ERROR, loading_text(loading, pending->place.file), pending->place.line,
                     0, "%s '%s' has no table: write %s \"%s\" { … }", kind, name, kind, name);
    }
}
