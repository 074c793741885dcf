/* Rulesets: what is shared, what is kept apart, what is warned of. */
#include "draft.h"

#include "../test.h"

static uint32_t borough(Draft *d) {
    return draft_field(
        d, (DraftField){.name = "borough", .type = FIELD_CATEGORY, .values = "Hackney;Newham;Camden"});
}

static void test_equal_criteria_are_one_node(void) {
    Draft a, b;
    draft_open(&a, "a");
    draft_open(&b, "b");
    uint32_t field_a = borough(&a);
    draft_field(&b, (DraftField){.name = "other", .type = FIELD_INTEGER});
    uint32_t field_b = borough(&b);
    uint32_t is = draft_label(&a, draft_integers(&a, OPERATOR_IS, field_a, 1), "in Newham");
    uint32_t two = draft_integers(&a, OPERATOR_ONE_OF, field_a, 0, 2);
    uint32_t both = draft_all(&a, is, two);
    uint32_t twice = draft_all(&a, is, two, is);
    uint32_t sum = draft_at_least(&a, 2, is, two, is);
    draft_programme(&a, "r", draft_any(&a, both, twice, sum));
    uint32_t is_b = draft_integers(&b, OPERATOR_ONE_OF, field_b, 1, 1);
    uint32_t two_b = draft_integers(&b, OPERATOR_ONE_OF, field_b, 2, 0);
    uint32_t both_b = draft_all(&b, two_b, is_b);
    uint32_t two_of_two = draft_at_least(&b, 2, is_b, two_b);
    uint32_t alone = draft_any(&b, is_b);
    uint32_t neither = draft_none(&b, is_b);
    draft_programme(&b, "r", draft_all(&b, both_b, two_of_two, alone, neither));
    Engine e;
    engine_open(&e, (Draft *[]){&a, &b}, 2, 0);
    const Ruleset *r = e.ruleset;
    CHECK_INT(ruleset_node(r, 0, is), ruleset_node(r, 1, is_b));
    CHECK_INT(ruleset_node(r, 0, two), ruleset_node(r, 1, two_b));
    CHECK_INT(ruleset_node(r, 0, both), ruleset_node(r, 1, both_b));
    CHECK_INT(ruleset_node(r, 0, twice), ruleset_node(r, 0, both));
    CHECK(ruleset_node(r, 0, sum) != ruleset_node(r, 0, both));
    CHECK_INT(ruleset_node(r, 1, two_of_two), ruleset_node(r, 0, both));
    CHECK_INT(ruleset_node(r, 1, alone), ruleset_node(r, 1, is_b));
    CHECK(ruleset_node(r, 1, neither) != ruleset_node(r, 1, is_b));
    CHECK_INT(ruleset_field(r, 0, field_a), ruleset_field(r, 1, field_b));
    CHECK_INT(e.messages.count, 0);
    engine_close(&e);
    draft_close(&a);
    draft_close(&b);
}

/* What the rule that names an edition asks is what the rule that names none asks while that edition holds. */
static void test_editions(void) {
    const struct {
        Day day;
        int holds;
    } cases[] = {{99, 0}, {100, 1}, {199, 1}, {200, 2}, {300, 2}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Draft a, b;
        draft_open(&a, "a");
        draft_open(&b, "b");
        uint32_t fields[3], named[3], unnamed = 0;
        for (int pack = 0; pack < 2; pack++) {
            Draft *d = pack ? &b : &a;
            fields[1] = draft_field(d, (DraftField){.name = "decile_2019", .type = FIELD_INTEGER});
            fields[2] = draft_field(d, (DraftField){.name = "decile_2025", .type = FIELD_INTEGER});
            fields[0] = draft_field(d, (DraftField){.name = "decile", .type = FIELD_INTEGER});
            draft_edition(d, fields[0], 100, fields[1]);
            draft_edition(d, fields[0], 200, fields[2]);
        }
        for (int edition = 1; edition <= 2; edition++) {
            named[edition] = draft_integers(&a, OPERATOR_AT_MOST, fields[edition], 2);
            draft_programme(&a, edition == 1 ? "old" : "new", named[edition]);
        }
        unnamed = draft_integers(&b, OPERATOR_AT_MOST, fields[0], 2);
        draft_programme(&b, "r", unnamed);
        Engine e;
        engine_open(&e, (Draft *[]){&a, &b}, 2, cases[i].day);
        const Ruleset *r = e.ruleset;
        CHECK_INT(e.messages.count, 0);
        for (int edition = 1; edition <= 2; edition++)
            CHECK_INT(ruleset_node(r, 1, unnamed) == ruleset_node(r, 0, named[edition]),
                      cases[i].holds == edition);
        CHECK_INT(ruleset_field(r, 1, fields[0]), ruleset_field(r, 0, fields[cases[i].holds]));
        engine_close(&e);
        draft_close(&a);
        draft_close(&b);
    }
}

/* Where two plans don't have the same editions of a field, the second has one of its own. */
static void test_other_editions_are_another_field(void) {
    Draft a, b;
    draft_open(&a, "a");
    draft_open(&b, "b");
    for (int pack = 0; pack < 2; pack++) {
        Draft *d = pack ? &b : &a;
        uint32_t old = draft_field(d, (DraftField){.name = "decile_2019", .type = FIELD_INTEGER});
        uint32_t decile = draft_field(d, (DraftField){.name = "decile", .type = FIELD_INTEGER});
        draft_edition(d, decile, 100 + pack, old);
        draft_programme(d, "r", draft_integers(d, OPERATOR_AT_MOST, decile, 2));
    }
    Engine e;
    engine_open(&e, (Draft *[]){&a, &b}, 2, 50);
    CHECK_INT(e.messages.count, 1);
    CHECK(ruleset_field(e.ruleset, 0, 0) == ruleset_field(e.ruleset, 1, 0));
    CHECK(ruleset_field(e.ruleset, 0, 1) != ruleset_field(e.ruleset, 1, 1));
    engine_close(&e);
    draft_close(&a);
    draft_close(&b);
}

static void test_checks_and_own_fields_stay_apart(void) {
    Draft a, b;
    draft_open(&a, "a");
    draft_open(&b, "b");
    uint32_t own_a = draft_field(&a, (DraftField){.name = "a.estate", .type = FIELD_BOOLEAN});
    uint32_t own_b = draft_field(&b, (DraftField){.name = "b.estate", .type = FIELD_BOOLEAN});
    uint32_t check_a = draft_check(&a, own_a), second_a = draft_check(&a, own_a);
    uint32_t again = draft_criterion(&a, (PlanCriterion){.op = OPERATOR_CHECK, .field = 0});
    draft_programme(&a, "r", draft_all(&a, draft_truth(&a, own_a), check_a, second_a, again));
    uint32_t check_b = draft_check(&b, own_b), judged = draft_judgement(&b, "is it so?");
    uint32_t judged_too = draft_judgement(&b, "is it?");
    draft_programme(&b, "r", draft_all(&b, draft_truth(&b, own_b), check_b, judged, judged_too));
    Engine e;
    engine_open(&e, (Draft *[]){&a, &b}, 2, 0);
    const Ruleset *r = e.ruleset;
    CHECK(ruleset_field(r, 0, own_a) != ruleset_field(r, 1, own_b));
    CHECK(ruleset_node(r, 0, check_a) != ruleset_node(r, 1, check_b));
    CHECK(ruleset_node(r, 0, check_a) != ruleset_node(r, 0, second_a));
    CHECK_INT(ruleset_node(r, 0, check_a), ruleset_node(r, 0, again));
    CHECK_INT(ruleset_node(r, 1, judged), ruleset_node(r, 1, judged_too));
    CHECK_INT(ruleset_check_count(r), 3);
    for (uint32_t i = 0; i < 3; i++)
        CHECK_INT(ruleset_check(r, i)->reach, REACH_CANDIDATE);
    CHECK_INT(ruleset_check(r, 2)->pack, 1);
    CHECK_INT(ruleset_check(r, 2)->node, ruleset_node(r, 1, check_b));
    CHECK_INT(ruleset_rule_count(r), 2);
    CHECK_STR(ruleset_rule(r, 0)->id, "a/r");
    CHECK_STR(ruleset_rule(r, 1)->id, "b/r");
    engine_close(&e);
    draft_close(&a);
    draft_close(&b);
}

/* A field that a second pack declares otherwise is another field, of which nothing is ever known: its values'
 * numbers mean something else. */
static void test_conflicting_field(void) {
    Draft a, b;
    draft_open(&a, "a");
    draft_open(&b, "b");
    uint32_t field_a = borough(&a);
    uint32_t field_b = draft_field(
        &b,
        (DraftField){.name = "borough", .type = FIELD_CATEGORY, .values = "Newham;Hackney;Camden;Barnet"});
    uint32_t first = draft_integers(&a, OPERATOR_IS, field_a, 0),
             last = draft_integers(&b, OPERATOR_IS, field_b, 3);
    draft_programme(&a, "r", first);
    draft_programme(&b, "r", last);
    Engine e;
    engine_open(&e, (Draft *[]){&a, &b}, 2, 0);
    const Dictionary *dictionary = ruleset_dictionary(e.ruleset);
    int32_t apart = ruleset_field(e.ruleset, 1, field_b);
    CHECK_INT(ruleset_field(e.ruleset, 0, field_a),
              dictionary_find(dictionary, SUBJECT_CANDIDATE, "borough"));
    CHECK_STR(dictionary->fields[apart].name, "b:borough");
    CHECK_INT(dictionary->fields[apart].value_count, 4);
    CHECK_INT(e.messages.count, 1);
    CHECK_INT(e.messages.items[0].level, MESSAGE_WARNING);
    engine_add(e.batch);
    column_set_integer(&e.batch->columns[ruleset_field(e.ruleset, 0, field_a)], 0, 0);
    engine_evaluate(&e);
    CHECK_INT(evaluation_truth(e.evaluation, ruleset_node(e.ruleset, 0, first), 0), TRUTH_MET);
    CHECK_INT(evaluation_truth(e.evaluation, ruleset_node(e.ruleset, 1, last), 0), TRUTH_UNKNOWN);
    engine_close(&e);
    draft_close(&a);
    draft_close(&b);
}

static void test_two_packs_of_one_name(void) {
    Draft a, b;
    draft_open(&a, "hackney");
    draft_open(&b, "hackney");
    const Plan *plans[] = {draft_plan(&a), draft_plan(&b)};
    Arena *arena = arena_open();
    Messages messages = {.arena = arena};
    Error error = {0};
    CHECK(!ruleset_open(plans, 2, 0, &messages, &error));
    CHECK_STR(error.text, "two packs are called 'hackney'; rename the folder of one of them");
    arena_close(arena);
    draft_close(&a);
    draft_close(&b);
}

static void test_names_that_no_pack_gives(void) {
    Draft a;
    draft_open(&a, "th");
    uint32_t completed =
        draft_field(&a, (DraftField){.name = "completed", .type = FIELD_SET, .names_rules = true});
    uint32_t open = draft_texts(&a, OPERATOR_INCLUDES_ANY, completed, "th/wihsc", "th/wisch", "TH/Given");
    PlanGive give = {.field = completed, .value = draft_string(&a, "th/given")};
    PlanRule rule = draft_rule(&a, RULE_PROGRAMME, "wihsc", open);
    rule.first_give = PLAN_DRAFT_ADD(&a.sections, gives, &give, 1);
    rule.give_count = 1;
    draft_add_rule(&a, rule);
    Engine e;
    engine_open(&e, (Draft *[]){&a}, 1, 0);
    CHECK_INT(e.messages.count, 1);
    CHECK_STR(
        e.messages.items[0].text,
        "no loaded pack gives 'th/wisch' (did you mean 'th/wihsc'?); load its pack or correct the name");
    engine_close(&e);
    draft_close(&a);
}

/* Only what is read is wanted, and a derived field's sources with it. */
static void test_wanted(void) {
    Draft a;
    draft_open(&a, "a");
    a.hidden = 1;
    uint32_t born = draft_field(
        &a, (DraftField){.name = "born", .type = FIELD_DATE, .sensitivity = SENSITIVITY_SENSITIVE});
    uint32_t unread = draft_field(&a, (DraftField){.name = "unread", .type = FIELD_DATE});
    a.hidden = 0;
    uint32_t age = draft_field(&a, (DraftField){.name = "age", .type = FIELD_INTEGER, .source = born + 1});
    uint32_t order = draft_field(&a, (DraftField){.name = "order", .type = FIELD_DATE});
    uint32_t enrolled = draft_field(&a, (DraftField){.name = "enrolled_in", .type = FIELD_SET});
    PlanRule rule = draft_rule(&a, RULE_PROGRAMME, "r", draft_integers(&a, OPERATOR_AT_LEAST, age, 16));
    PlanOrder key = {.criterion = PLAN_NONE, .field = order};
    rule.first_order = PLAN_DRAFT_ADD(&a.sections, orders, &key, 1);
    rule.order_count = 1;
    for (int32_t places = PLACES_UNSTATED; places <= 1; places++) {
        Draft copy = a;
        rule.places = places;
        a.sections.rules = (Buffer){0};
        draft_add_rule(&a, rule);
        Engine e;
        engine_open(&e, (Draft *[]){&a}, 1, 0);
        const bool *wanted = ruleset_wanted(e.ruleset, SUBJECT_CANDIDATE);
        CHECK(wanted[born] && wanted[age] && wanted[order] && !wanted[unread]);
        CHECK_INT(wanted[enrolled], places >= 0);
        CHECK_INT(ruleset_rule(e.ruleset, 0)->limited, places >= 0);
        engine_close(&e);
        buffer_close(&a.sections.rules);
        a.sections.rules = copy.sections.rules;
    }
    draft_close(&a);
}

static const Test tests[] = {
    {"a field with editions is the one that holds on the day", test_editions},
    {"other editions are another field", test_other_editions_are_another_field},
    {"equal criteria are one node, across packs", test_equal_criteria_are_one_node},
    {"checks and own fields stay apart", test_checks_and_own_fields_stay_apart},
    {"a field that is declared in two ways", test_conflicting_field},
    {"two packs of one name", test_two_packs_of_one_name},
    {"names that no pack gives", test_names_that_no_pack_gives},
    {"what an evaluation reads", test_wanted},
};

TEST_MAIN(tests)
