/* Several threads over one ruleset and one batch of vacancies; run under ThreadSanitizer too. */
#include "everything.h"

#include "../test.h"
#include "base/thread.h"
#include "trial.h"

enum { THREADS = 4, ROUNDS = 20 };

typedef struct Shared {
    const Ruleset *ruleset;
    const Batch *vacancies;
    uint8_t outcomes[THREADS][TRIAL_RECORDS];
} Shared;

static void work(void *context, unsigned index) {
    Shared *shared = context;
    Batch *batch = batch_open(ruleset_dictionary(shared->ruleset), SUBJECT_CANDIDATE,
                              ruleset_wanted(shared->ruleset, SUBJECT_CANDIDATE),
                              ruleset_literals(shared->ruleset), TRIAL_RECORDS);
    Evaluation *evaluation = evaluation_open(shared->ruleset, shared->vacancies, NULL);
    for (int round = 0; round < ROUNDS; round++) {
        batch_clear(batch);
        trial_fill(batch);
        evaluation_begin(evaluation, batch);
        evaluation_candidates(evaluation);
        evaluation_vacancy(evaluation, 2);
        evaluation_pairs(evaluation);
        memcpy(shared->outcomes[index], evaluation_outcomes(evaluation, 0), TRIAL_RECORDS);
    }
    evaluation_close(evaluation);
    batch_close(batch);
}

static void test_threads(void) {
    Draft d;
    draft_everything(&d);
    Engine e;
    engine_open(&e, (Draft *[]){&d}, 1, TRIAL_DAY);
    for (uint32_t i = 0; i < 3; i++) {
        uint32_t v = engine_add(e.vacancies);
        column_set_integer(
            &e.vacancies->columns[dictionary_find(e.vacancies->dictionary, SUBJECT_VACANCY, "english")], v,
            1);
    }
    Shared shared = {.ruleset = e.ruleset, .vacancies = e.vacancies};
    Error error = {0};
    CHECK(thread_run(THREADS, work, &shared, &error));
    for (int i = 1; i < THREADS; i++)
        CHECK(memcmp(shared.outcomes[i], shared.outcomes[0], TRIAL_RECORDS) == 0);
    engine_close(&e);
    draft_close(&d);
}

static const Test tests[] = {{"threads share a ruleset", test_threads}};

TEST_MAIN(tests)
