/* Which fields rules look at, and for what. */
#include "draft.h"

#include "../test.h"
#include "rule/reads.h"

static uint32_t truth_field(Draft *d, const char *name) {
    return draft_field(d, (DraftField){.name = name, .type = FIELD_BOOLEAN});
}

/* The names of the fields that the criterion looks at, in their order: "a b". */
static const char *looked_at(Draft *d, uint32_t criterion) {
    static char names[256];
    const Plan *plan = draft_plan(d);
    Reads *reads = reads_open(plan);
    size_t length = 0;
    names[0] = '\0';
    for (uint32_t i = 0; i < plan->fields_count; i++) {
        if (!reads_criterion_uses(reads, criterion, i)) continue;
        const char *name = plan_string(plan, plan->fields[i].name);
        length += (size_t)snprintf(names + length, sizeof names - length, "%s%s", length ? " " : "", name);
    }
    reads_close(reads);
    return names;
}

static void test_criteria(void) {
    Draft d;
    draft_open(&d, "p");
    uint32_t a = truth_field(&d, "a"), b = truth_field(&d, "b"), c = truth_field(&d, "c");
    uint32_t born = draft_field(&d, (DraftField){.name = "born", .type = FIELD_DATE});
    uint32_t age = draft_field(&d, (DraftField){.name = "age", .type = FIELD_INTEGER, .source = born + 1});
    uint32_t hours = draft_field(&d, (DraftField){.name = "hours", .type = FIELD_INTEGER});
    uint32_t is_a = draft_truth(&d, a), is_b = draft_truth(&d, b);
    CHECK_STR(looked_at(&d, is_a), "a");
    CHECK_STR(looked_at(&d, draft_known(&d, b)), "b");
    CHECK_STR(looked_at(&d, draft_judgement(&d, "may one?")), "");
    CHECK_STR(looked_at(&d, draft_all(&d, is_a, draft_none(&d, is_b), is_a)), "a b");
    CHECK_STR(looked_at(&d, draft_at_least(&d, 1, draft_judgement(&d, "may one?"), draft_truth(&d, c))), "c");
    CHECK_STR(looked_at(&d, draft_integers(&d, OPERATOR_BETWEEN, age, 16, 29)), "age");
    CHECK_STR(looked_at(&d, draft_against(&d, OPERATOR_AT_LEAST, age, hours)), "age hours");
    CHECK_STR(looked_at(&d, draft_any(&d, draft_check(&d, c, born), is_b)), "b c born");
    draft_close(&d);
}

static void test_optional_fields_of_checks(void) {
    Draft d;
    draft_open(&d, "p");
    uint32_t a = truth_field(&d, "a"), b = truth_field(&d, "b");
    uint32_t check = draft_check(&d, a);
    PlanCheck *made = (PlanCheck *)(void *)d.sections.checks.bytes;
    made->first_optional = PLAN_DRAFT_ADD(&d.sections, links, &b, 1);
    made->optional_count = 1;
    CHECK_STR(looked_at(&d, check), "a b");
    draft_close(&d);
}

/* Each part of a rule looks at a field of its own, and the second rule at the first's alone. */
static void test_rules(void) {
    Draft d;
    draft_open(&d, "p");
    const char *const names[] = {"decides", "covers", "orders", "keys", "stages", "offers", "none"};
    uint32_t fields[7];
    for (uint32_t i = 0; i < 7; i++)
        fields[i] = draft_field(&d, (DraftField){.name = names[i],
                                                 .type = i == 3 ? FIELD_DATE : FIELD_BOOLEAN,
                                                 .subject = i == 1 ? SUBJECT_VACANCY : SUBJECT_CANDIDATE});
    uint32_t who = draft_truth(&d, fields[0]);
    PlanOrder orders[] = {{.criterion = draft_truth(&d, fields[2]), .field = PLAN_NONE},
                          {.criterion = PLAN_NONE, .field = fields[3]}};
    PlanStage stages[] = {{.title = draft_string(&d, "All"), .when = PLAN_NONE},
                          {.title = draft_string(&d, "Some"), .when = draft_truth(&d, fields[4])}};
    PlanOffer offers[] = {{.title = draft_string(&d, "All"), .when = PLAN_NONE},
                          {.title = draft_string(&d, "Some"), .when = draft_truth(&d, fields[5])}};
    PLAN_DRAFT_ADD(&d.sections, orders, orders, 2);
    PLAN_DRAFT_ADD(&d.sections, stages, stages, 2);
    PLAN_DRAFT_ADD(&d.sections, offers, offers, 2);
    PlanRule programme = draft_rule(&d, RULE_PROGRAMME, "programme", who);
    programme.order_count = programme.stage_count = programme.offer_count = 2;
    programme.places = 1;
    draft_add_rule(&d, programme);
    PlanRule interview = draft_rule(&d, RULE_GUARANTEED_INTERVIEW, "interview", who);
    interview.vacancies = draft_truth(&d, fields[1]);
    draft_add_rule(&d, interview);
    Reads *reads = reads_open(draft_plan(&d));
    const Use uses[] = {USE_DECIDES, USE_COVERS, USE_ORDERS, USE_ORDERS, USE_STAGES, USE_OFFERS, USE_COUNT};
    for (uint32_t i = 0; i < 7; i++)
        for (uint32_t use = 0; use < USE_COUNT; use++) {
            CHECK_INT(reads_rule_uses(reads, 0, (Use)use, fields[i]), i != 1 && use == uses[i]);
            CHECK_INT(reads_rule_uses(reads, 1, (Use)use, fields[i]), i < 2 && use == uses[i]);
        }
    for (uint32_t i = 0; i < 7; i++)
        CHECK_INT(reads_uses(reads, fields[i]), i < 6);
    reads_close(reads);
    draft_close(&d);
}

/* More fields than a word of the bitmap has. */
static void test_many_fields(void) {
    Draft d;
    draft_open(&d, "p");
    uint32_t fields[200], leaves[200];
    for (uint32_t i = 0; i < 200; i++) {
        char name[16];
        snprintf(name, sizeof name, "f%u", i);
        fields[i] = truth_field(&d, name);
    }
    for (uint32_t i = 0; i < 200; i++)
        leaves[i] = draft_truth(&d, fields[i]);
    uint32_t even[100];
    for (uint32_t i = 0; i < 100; i++)
        even[i] = leaves[2 * i];
    uint32_t any = draft_group_list(&d, OPERATOR_ANY, 0, even, 100);
    Reads *reads = reads_open(draft_plan(&d));
    for (uint32_t i = 0; i < 200; i++)
        CHECK_INT(reads_criterion_uses(reads, any, fields[i]), i % 2 == 0);
    CHECK(!reads_uses(reads, fields[0]));
    reads_close(reads);
    draft_close(&d);
}

static const Test tests[] = {
    {"a criterion looks at its field, and at those of the criteria inside it", test_criteria},
    {"what a check may read it reads", test_optional_fields_of_checks},
    {"each part of a rule uses fields for something else", test_rules},
    {"two hundred fields", test_many_fields},
};

TEST_MAIN(tests)
