/* Rows of a test as a source: what each record has, and which vacancies are one. */
#include "app/testrows.h"

#include "../rule/draft.h"
#include "../test.h"

enum { DAY = 20000 };

typedef struct Scene {
    Draft d;
    uint32_t born, groups, carer, held_for, hours;
    Ruleset *set;
    Arena *arena;
    TestRows rows;
} Scene;

static uint32_t add_value(Scene *scene, PlanTestValue value, const PlanLiteral *literals, uint32_t count) {
    if (count) value.first = PLAN_DRAFT_ADD(&scene->d.sections, literals, literals, count);
    value.count = count;
    return PLAN_DRAFT_ADD(&scene->d.sections, test_values, &value, 1);
}

static uint32_t add_texts(Scene *scene, uint32_t field, const char *one, const char *two) {
    PlanLiteral literals[] = {{.string = draft_string(&scene->d, one)},
                              {.string = draft_string(&scene->d, two)}};
    return add_value(scene, (PlanTestValue){.field = field}, literals, one ? two ? 2 : 1 : 0);
}

/* A row with all the values from `candidate` on, and then those from `vacancy` on. */
static void add_row(Scene *scene, uint32_t candidate, uint32_t vacancy) {
    uint32_t end = (uint32_t)(scene->d.sections.test_values.length / sizeof(PlanTestValue));
    PlanTestRow row = {.first_candidate = candidate,
                       .candidate_count = vacancy - candidate,
                       .first_vacancy = vacancy,
                       .vacancy_count = end - vacancy,
                       .outcome = TEST_ANY_OUTCOME};
    PLAN_DRAFT_ADD(&scene->d.sections, test_rows, &row, 1);
}

static void open_fields(Scene *scene) {
    Draft *d = &scene->d;
    draft_open(d, "p");
    scene->born = draft_field(d, (DraftField){.name = "born", .type = FIELD_DATE});
    scene->groups = draft_field(d, (DraftField){.name = "groups", .type = FIELD_SET});
    scene->carer = draft_field(d, (DraftField){.name = "carer", .type = FIELD_BOOLEAN});
    scene->held_for =
        draft_field(d, (DraftField){.name = "held_for", .type = FIELD_SET, .subject = SUBJECT_VACANCY});
    scene->hours =
        draft_field(d, (DraftField){.name = "hours", .type = FIELD_NUMBER, .subject = SUBJECT_VACANCY});
    PlanRule rule = draft_rule(d, RULE_GUARANTEED_INTERVIEW, "interview",
                               draft_all(d, draft_known(d, scene->born), draft_known(d, scene->groups)));
    rule.vacancies = draft_any(d, draft_known(d, scene->held_for), draft_known(d, scene->hours));
    draft_add_rule(d, rule);
}

static void open_rows(Scene *scene, uint32_t count) {
    PlanTest test = {.name = draft_string(&scene->d, "t"), .as_of = DAY, .row_count = count};
    PLAN_DRAFT_ADD(&scene->d.sections, tests, &test, 1);
    const Plan *plan = draft_plan(&scene->d);
    scene->arena = arena_open();
    Messages messages = {.arena = scene->arena};
    Error error = {0};
    scene->set = ruleset_open(&plan, 1, DAY, &messages, &error);
    scene->rows = testrows_open(scene->set, 0, plan, &plan->tests[0], scene->arena);
}

static Batch *read_all(Scene *scene, Subject subject) {
    Source source = testrows_source(&scene->rows);
    int64_t first, last, count;
    Error error = {0};
    CHECK(source.bounds(source.context, subject, &first, &last, &count, &error));
    CHECK_INT(first, 1);
    CHECK_INT(last, count);
    Batch *batch = batch_open(ruleset_dictionary(scene->set), subject, ruleset_wanted(scene->set, subject),
                              ruleset_literals(scene->set), (uint32_t)count);
    CHECK(source.read(source.context, 0, subject, first, last, batch, &error));
    return batch;
}

static void check_shown(const Batch *batch, const char *field, uint32_t record, const char *expected) {
    Buffer text = {0};
    batch_show(batch, dictionary_find(batch->dictionary, batch->subject, field), record, &text);
    CHECK_STR(buffer_string(&text), expected);
    buffer_close(&text);
}

static void close_scene(Scene *scene) {
    ruleset_close(scene->set);
    arena_close(scene->arena);
    draft_close(&scene->d);
}

static void test_records(void) {
    Scene scene = {0};
    open_fields(&scene);
    uint32_t candidate = add_value(&scene, (PlanTestValue){.field = scene.born},
                                   (PlanLiteral[]){{.integer = date_from_civil(2000, 2, 29)}}, 1);
    add_texts(&scene, scene.groups, "b", "a");
    add_value(&scene, (PlanTestValue){.field = scene.carer}, (PlanLiteral[]){{.integer = 1}}, 1);
    uint32_t vacancy = add_texts(&scene, scene.held_for, NULL, NULL);
    add_row(&scene, candidate, vacancy);
    candidate = add_value(&scene, (PlanTestValue){.field = scene.born, .declined = 1}, NULL, 0);
    vacancy = add_texts(&scene, scene.groups, "a", "a") + 1;
    add_row(&scene, candidate, vacancy);
    open_rows(&scene, 2);
    Batch *candidates = read_all(&scene, SUBJECT_CANDIDATE), *vacancies = read_all(&scene, SUBJECT_VACANCY);
    CHECK_STR(batch_reference(candidates, 1), "row 2");
    check_shown(candidates, "born", 0, "2000-02-29");
    check_shown(candidates, "groups", 0, "a; b");
    check_shown(candidates, "born", 1, "declined");
    check_shown(candidates, "groups", 1, "a");
    /* What no rule reads is nowhere to be put. */
    int32_t carer = dictionary_find(candidates->dictionary, SUBJECT_CANDIDATE, "carer");
    CHECK(!candidates->columns[carer].known);
    CHECK_INT(vacancies->count, 2);
    check_shown(vacancies, "held_for", 0, "none");
    check_shown(vacancies, "held_for", 1, "not known");
    batch_close(candidates);
    batch_close(vacancies);
    close_scene(&scene);
}

static void test_equal_vacancies(void) {
    Scene scene = {0};
    const PlanLiteral thirty = {.number = 30}, less = {.number = 29.5};
    open_fields(&scene);
    uint32_t at = add_texts(&scene, scene.held_for, "a", "b");
    add_value(&scene, (PlanTestValue){.field = scene.hours}, &thirty, 1);
    add_row(&scene, at, at);
    at = add_texts(&scene, scene.held_for, "b", "a"); /* the order of a set is nothing */
    add_value(&scene, (PlanTestValue){.field = scene.hours}, &thirty, 1);
    add_row(&scene, at, at);
    at = add_texts(&scene, scene.held_for, "b", "a");
    add_value(&scene, (PlanTestValue){.field = scene.hours}, &less, 1);
    add_row(&scene, at, at);
    at = add_texts(&scene, scene.held_for, NULL, NULL); /* none, declined and not known are three things */
    add_row(&scene, at, at);
    at = add_value(&scene, (PlanTestValue){.field = scene.held_for, .declined = 1}, NULL, 0);
    add_row(&scene, at, at);
    add_row(&scene, at + 1, at + 1);
    at = add_value(&scene, (PlanTestValue){.field = scene.hours}, &thirty, 1);
    add_row(&scene, at, at);
    open_rows(&scene, 7);
    const uint32_t expected[] = {0, 0, 1, 2, 3, 4, 5};
    CHECK_INT(scene.rows.vacancy_count, 6);
    for (uint32_t i = 0; i < 7; i++)
        CHECK_INT(scene.rows.vacancy[i], expected[i]);
    CHECK_INT(scene.rows.first_row[1], 2);
    close_scene(&scene);
}

static const Test tests[] = {
    {"rows become records", test_records},
    {"vacancies with equal values are one", test_equal_vacancies},
};

TEST_MAIN(tests)
