/* Pathways: what leads on to what, and what finishing makes of a record. */
#include "draft.h"

#include "../test.h"
#include "rule/pathway.h"

enum { TODAY = 1000 };

/* p/a … p/f give themselves as completed; what looks at them is said beside each. */
typedef struct World {
    Draft draft;
    Engine engine;
    Pathways *pathways;
    uint32_t completed, level;
} World;

static void add_programme(World *w, const char *name, uint32_t who, const char *gift) {
    PlanRule rule = draft_rule(&w->draft, RULE_PROGRAMME, name, who);
    PlanGive give = {.field = w->completed, .value = draft_string(&w->draft, gift)};
    rule.first_give = PLAN_DRAFT_ADD(&w->draft.sections, gives, &give, 1);
    rule.give_count = 1;
    draft_add_rule(&w->draft, rule);
}

static uint32_t completed(World *w, const char *name) {
    return draft_texts(&w->draft, OPERATOR_INCLUDES, w->completed, name);
}

static void open_world(World *w) {
    *w = (World){0};
    Draft *d = &w->draft;
    draft_open(d, "p");
    w->completed = draft_field(d, (DraftField){.name = "completed", .type = FIELD_SET, .names_rules = true});
    w->level = draft_field(d, (DraftField){.name = "level", .type = FIELD_INTEGER});
    uint32_t leaf = draft_integers(d, OPERATOR_AT_LEAST, w->level, 2);
    add_programme(w, "a", leaf, "p/a");                                                   /* by nothing */
    add_programme(w, "b", draft_all(d, completed(w, "P/A"), leaf), "p/b");                /* by a */
    add_programme(w, "c", draft_none(d, draft_any(d, completed(w, "p/b"), leaf)), "p/c"); /* by b */
    add_programme(w, "d", draft_check(d, w->completed), "p/d"); /* by whatever is completed */
    PlanRule e = draft_rule(d, RULE_PROGRAMME, "e", leaf);      /* by c, for its places */
    PlanOrder order = {.criterion = completed(w, "p/c"), .field = PLAN_NONE};
    e.first_order = PLAN_DRAFT_ADD(&d->sections, orders, &order, 1);
    e.order_count = 1;
    e.places = 1;
    draft_add_rule(d, e);
    draft_programme(d, "f", draft_all(d, completed(w, "p/a"), completed(w, "p/c"))); /* by both */
    Draft *drafts[] = {d};
    engine_open(&w->engine, drafts, 1, TODAY);
    w->pathways = pathways_open(w->engine.ruleset);
}

static void close_world(World *w) {
    pathways_close(w->pathways);
    engine_close(&w->engine);
    draft_close(&w->draft);
}

enum { A, B, C, D, E, F, RULES };

static void test_leads(void) {
    static const char *const expected[] = {[A] = ".b.d.f", [B] = "..cd..", [C] = "...def", [D] = "......"};
    World w;
    open_world(&w);
    CHECK_INT(pathways_count(w.pathways), 4);
    for (uint32_t p = 0; p <= D; p++) {
        CHECK_INT(pathways_rule(w.pathways, p), p);
        for (uint32_t r = 0; r < RULES; r++)
            CHECK_INT(pathways_lead(w.pathways, p, r), expected[p][r] != '.');
        CHECK_INT(pathways_lead_on(w.pathways, p), p != D);
    }
    CHECK(!pathways_reach(w.pathways, A));
    CHECK(pathways_reach(w.pathways, F));
    CHECK(pathways_meet(w.pathways, A, C));
    CHECK(!pathways_meet(w.pathways, A, D));
    close_world(&w);
}

static void test_finishing(void) {
    World w;
    open_world(&w);
    Batch *batch = w.engine.batch;
    Error error = {0};
    for (int i = 0; i < 3; i++)
        engine_add(batch);
    CHECK(batch_set_set(batch, (int32_t)w.completed, 0, "P/a;other", 9, &error));
    CHECK(batch_set_set(batch, (int32_t)w.completed, 1, "", 0, &error));
    CHECK(pathways_has(w.pathways, A, batch, 0));
    CHECK(!pathways_has(w.pathways, B, batch, 0));
    CHECK(!pathways_has(w.pathways, A, batch, 1));
    CHECK_INT(pathways_assumed(w.pathways, A, batch, 1), FIELD_NONE);
    CHECK_INT(pathways_assumed(w.pathways, A, batch, 2), (int64_t)w.completed);
    for (uint32_t i = 0; i < 3; i++)
        pathways_finish(w.pathways, D, batch, i);
    for (uint32_t i = 0; i < 3; i++)
        CHECK(pathways_has(w.pathways, D, batch, i));
    CHECK(pathways_has(w.pathways, A, batch, 0));
    CHECK(!pathways_has(w.pathways, A, batch, 2));
    close_world(&w);
}

typedef struct Asked {
    uint64_t records;
    int32_t field;
    int calls;
} Asked;

static void note(void *context, int32_t field, const uint64_t *records) {
    Asked *asked = context;
    asked->records = records[0];
    asked->field = field;
    asked->calls++;
}

/* b is open for who completed a, and then hangs on the level, which one of them declined to tell. */
static void test_asked(void) {
    World w;
    open_world(&w);
    Batch *batch = w.engine.batch;
    Error error = {0};
    for (int i = 0; i < 4; i++)
        CHECK(
            batch_set_set(batch, (int32_t)w.completed, engine_add(batch), i ? "p/a" : "", i ? 3 : 0, &error));
    column_set_integer(&batch->columns[w.level], 2, 3);
    column_set_declined(&batch->columns[w.level], 3);
    engine_evaluate(&w.engine);
    Asked asked = {0};
    evaluation_asked(w.engine.evaluation, B, note, &asked);
    CHECK_INT(asked.calls, 1);
    CHECK_INT(asked.field, (int64_t)w.level);
    CHECK_INT((int64_t)asked.records, 1 << 1);
    CHECK_INT(evaluation_outcomes(w.engine.evaluation, B)[1], OUTCOME_NEEDS_INFORMATION);
    CHECK_INT(evaluation_outcomes(w.engine.evaluation, B)[3], OUTCOME_REFER);
    close_world(&w);
}

static const Test tests[] = {
    {"a programme leads on to whatever looks at what it gives", test_leads},
    {"who finishes has what is given", test_finishing},
    {"who can be asked, field by field", test_asked},
};

TEST_MAIN(tests)
