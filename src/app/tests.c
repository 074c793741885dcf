/* Each test is a run of its own, of one pack and as of one day; each row is compared with what came out. */
#include "app/tests.h"

#include "app/expectation.h"
#include "app/run.h"
#include "app/testrows.h"
#include "base/memory.h"

typedef struct Testing {
    const TestsOptions *options;
    Arena *arena;   /* the report's */
    Rules one;      /* the standard library and the pack in hand */
    Pack *packs[2]; /* of `one` */
    Run *run;
    TestRows rows;
    uint32_t rule; /* in the ruleset */
    TestResult *result;
} Testing;

enum { OWN = 1 /* the pack's index in `one`; 0 is the standard library */ };

/* ── One test ───────────────────────────────────────────────────────────── */

static const PlanTestRow *row_at(const Testing *testing, uint32_t row) {
    return &testing->rows.plan->test_rows[testing->rows.test->first_row + row];
}

/* Compares one record of the evaluated batch with its row. */
static void compare(Testing *testing, const Evaluated *evaluated, uint32_t record, const Failures *failures) {
    uint32_t row = (uint32_t)evaluation_batch(evaluated->evaluation)->ids[record] - 1;
    TestFailure failure = {.row = row + 1, .line = row_at(testing, row)->place.line};
    TestResult *result = testing->result;
    if (expectation_holds(row_at(testing, row), evaluated, record, failures, testing->arena, &failure))
        return;
    if (!result->failures)
        result->failures =
            arena_allocate_array(testing->arena, testing->rows.test->row_count, sizeof *result->failures);
    result->failures[result->failure_count++] = failure;
}

/* TestRows of one vacancy: those of the batch that have it. */
static bool take_vacancy(Testing *testing, unsigned worker, Evaluated *evaluated, uint32_t vacancy,
                         const Failures *failures, Error *error) {
    const Batch *batch = evaluation_batch(evaluated->evaluation);
    evaluated->vacancy = vacancy;
    evaluated->covers = run_covers(testing->run, testing->rule, vacancy);
    if (evaluated->covers == TRUTH_MET) {
        if (!run_choose(testing->run, worker, vacancy, error)) return false;
        evaluated->outcomes = run_outcomes(testing->run, worker, testing->rule);
    }
    for (uint32_t r = 0; r < batch->count; r++)
        if (testing->rows.vacancy[batch->ids[r] - 1] == vacancy) compare(testing, evaluated, r, failures);
    return true;
}

static int compare_rows(const void *a, const void *b) {
    uint32_t x = ((const TestFailure *)a)->row, y = ((const TestFailure *)b)->row;
    return (x > y) - (x < y);
}

static bool take(void *context, unsigned worker, uint64_t number, Evaluation *evaluation,
                 const Failures *failures, Error *error) {
    (void)number;
    Testing *testing = context;
    Evaluated evaluated = {
        .evaluation = evaluation, .rule = ruleset_rule(testing->one.set, testing->rule), .covers = TRUTH_MET};
    Arena *arena = arena_open();
    bool good = true;
    evaluated_offers(&evaluated, testing->rule, arena);
    if (testing->rows.vacancy_count == 0) {
        evaluated.outcomes = evaluated.rule->kind == RULE_SUPPORT_PLAN
                                 ? evaluated_plan_outcomes(&evaluated, arena)
                                 : run_outcomes(testing->run, worker, testing->rule);
        for (uint32_t r = 0; r < evaluation_batch(evaluation)->count; r++)
            compare(testing, &evaluated, r, failures);
    }
    for (uint32_t v = 0; v < testing->rows.vacancy_count && good; v++)
        good = take_vacancy(testing, worker, &evaluated, v, failures, error);
    arena_close(arena);
    return good;
}

static uint32_t find_rule(const Ruleset *set, const PlanRule *declared) {
    uint32_t rule = 0;
    while (ruleset_rule(set, rule)->declared != declared)
        rule++;
    return rule;
}

/* False where the run could not be done; `stopped` says whether that is the pack's fault. */
static bool run_test(Testing *testing, const PlanTest *test, TestResult *result, bool *stopped,
                     Error *error) {
    const Plan *plan = pack_plan(testing->packs[OWN]);
    const Ruleset *set = testing->one.set;
    testing->rows = testrows_open(set, OWN, plan, test, testing->arena);
    testing->rule = find_rule(set, &plan->rules[test->rule]);
    testing->result = result;
    *result = (TestResult){.plan = plan,
                           .test = test,
                           .rule = arena_copy_string(testing->arena, ruleset_rule(set, testing->rule)->id)};
    Source source = testrows_source(&testing->rows);
    RunOptions options = {.records = BATCH_RECORDS, .progress = testing->options->progress};
    RunConsumer consumer = {take, NULL, testing};
    Error failure = {0}, reason = {0};
    bool good = run_open(&testing->run, &testing->one, &source, &options, &failure) &&
                run_all(testing->run, &consumer, &failure);
    *stopped = run_stopped_pack(testing->run, &reason) >= 0;
    run_close(testing->run);
    if (good && result->failure_count)
        qsort(result->failures, result->failure_count, sizeof *result->failures, compare_rows);
    if (!good) *error = *stopped ? reason : failure;
    return good;
}

/* ── One pack ───────────────────────────────────────────────────────────── */

static bool is_wanted(const Testing *testing, const Plan *plan, const PlanTest *test) {
    const char *filter = testing->options->filter;
    if (!filter) return true;
    const char *rule = arena_format(testing->arena, "%s/%s", plan_string(plan, plan->packs[0].id),
                                    plan_string(plan, plan->rules[test->rule].name));
    return strstr(rule, filter) || strstr(plan_string(plan, test->name), filter);
}

static void list_untested(Testing *testing, const Plan *plan, TestPack *pack) {
    pack->untested = arena_allocate_array(testing->arena, plan->rules_count, sizeof *pack->untested);
    for (uint32_t i = 0; i < plan->rules_count; i++) {
        bool tested = false;
        for (uint32_t t = 0; t < plan->tests_count; t++)
            tested = tested || plan->tests[t].rule == i;
        if (!tested) pack->untested[pack->untested_count++] = plan_string(plan, plan->rules[i].name);
    }
}

/* The rules as of the test's day; warnings about names of other packs' rules are of no use here. */
static bool join(Testing *testing, const PlanTest *test, Error *error) {
    if (testing->one.set && ruleset_day(testing->one.set) == test->as_of) return true;
    Arena *arena = arena_open();
    Messages unheard = {.arena = arena};
    bool joined = rules_join(&testing->one, test->as_of, &unheard, error);
    arena_close(arena);
    return joined;
}

static bool run_tests(Testing *testing, const Plan *plan, TestPack *pack, Messages *messages, Error *error) {
    pack->results = arena_allocate_array(testing->arena, plan->tests_count, sizeof *pack->results);
    for (uint32_t i = 0; i < plan->tests_count && !pack->stopped; i++) {
        const PlanTest *test = &plan->tests[i];
        TestResult *result = &pack->results[pack->count];
        Error failure = {0};
        if (!is_wanted(testing, plan, test)) continue;
        if (!join(testing, test, error)) return false;
        bool done = run_test(testing, test, result, &pack->stopped, &failure);
        if (!done && !pack->stopped) {
            *error = failure;
            return false;
        }
        if (pack->stopped) messages_add_error(messages, &failure);
        if (!done) continue;
        pack->count++;
        pack->rows += test->row_count;
        pack->failed += result->failure_count > 0;
    }
    return true;
}

static bool test_pack(Testing *testing, const Rules *rules, uint32_t index, TestPack *pack,
                      Messages *messages, Error *error) {
    const Plan *plan = pack_plan(rules->packs[index]);
    testing->packs[0] = rules->packs[0];
    testing->packs[OWN] = rules->packs[index];
    testing->one = (Rules){.packs = testing->packs, .pack_count = 2};
    *pack = (TestPack){.id = pack_id(rules->packs[index])};
    if (!testing->options->filter) list_untested(testing, plan, pack);
    bool good = run_tests(testing, plan, pack, messages, error);
    ruleset_close(testing->one.set);
    return good;
}

static bool test_all(Testing *testing, const Rules *rules, TestReport *report, Messages *messages,
                     Error *error) {
    report->packs = arena_allocate_array(testing->arena, rules->pack_count, sizeof *report->packs);
    for (uint32_t i = 1; i < rules->pack_count; i++) {
        TestPack *pack = &report->packs[report->pack_count++];
        if (!test_pack(testing, rules, i, pack, messages, error)) return false;
        report->tests += pack->count;
        report->rows += pack->rows;
        report->failed += pack->failed;
        report->left_out += pack->stopped;
    }
    return true;
}

bool tests_run(Rules *rules, const TestsOptions *options, Arena *arena, TestReport *report,
               Messages *messages, Error *error) {
    Testing testing = {.options = options, .arena = arena};
    RulesOptions rules_options = options->rules;
    rules_options.tests = true;
    rules_options.jobs = 1;
    *report = (TestReport){.filtered = options->filter != NULL};
    if (!rules_load(rules, &rules_options, messages, error)) return false;
    report->left_out = rules->left_out;
    if (!test_all(&testing, rules, report, messages, error)) return false;
    if (options->filter && report->tests == 0 && report->left_out == 0)
        return error_set(error, "no test has '%s' in its name or its rule's", options->filter);
    return true;
}
