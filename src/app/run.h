/* A run: a source's candidates evaluated batch by batch, by several threads that all see one state of it.
 *
 * Life cycle: open (with rules that are loaded already), then run_all or run_one as often as needed, close.
 * Between threads only the ruleset, the vacancies and the settled places are shared, and they do not change.
 *
 * A pack whose worker dies while its check functions run has to be left out whole: then run_all and run_one
 * fail, run_stopped_pack tells which it was, and the caller starts again without it. */
#ifndef BERTH_APP_RUN_H
#define BERTH_APP_RUN_H

#include "app/failures.h"
#include "app/rules.h"
#include "app/source.h"
#include "base/progress.h"
#include "rule/places.h"

typedef struct Run Run;

typedef struct RunOptions {
    uint32_t records; /* candidates a batch, a multiple of 64 up to BATCH_RECORDS */
    const Progress *progress;
    const char *const *shown[2]; /* by Subject: names of fields that are read though no rule reads them, ended
                                    by NULL; or NULL */
} RunOptions;

/* Reads the vacancies. The source stays the caller's and must outlive the run. `run` is set also on failure,
 * and the caller closes it. */
bool run_open(Run **run, const Rules *rules, const Source *source, const RunOptions *options, Error *error);
void run_close(Run *run);

const Ruleset *run_ruleset(const Run *run);
const Batch *run_vacancies(const Run *run);
/* The errors of check functions that read vacancies alone. */
const Failures *run_vacancy_failures(const Run *run);

/* As evaluation_covers. */
Truth run_covers(const Run *run, uint32_t rule, uint32_t vacancy);

/* How many candidates a batch holds from now on. */
void run_set_records(Run *run, uint32_t records);

/* Someone who takes in evaluated batches. take is called in `worker`'s thread with the evaluation of batch
 * `number` (0, 1, 2 … in the dataset's order; each comes once, in any order). `errors` holds the check
 * functions' errors of the batch, by record. */
typedef struct RunConsumer {
    bool (*take)(void *context, unsigned worker, uint64_t number, Evaluation *evaluation,
                 const Failures *failures, Error *error);
    void (*stop)(void *context); /* the run has failed and some numbers will never come; any thread; NULL:
                                    needs no telling */
    void *context;
} RunConsumer;

/* Evaluates all candidates; first, where a rule has a number of places, once more to settle who gets them. */
bool run_all(Run *run, const RunConsumer *consumer, Error *error);

/* Evaluates the one candidate in row `id`; her answer counts the whole dataset's places. */
bool run_one(Run *run, int64_t id, const RunConsumer *consumer, Error *error);

/* For a consumer: chooses the vacancy in its evaluation and evaluates everything that depends on the pair. */
bool run_choose(Run *run, unsigned worker, uint32_t vacancy, Error *error);

/* For a consumer: the outcomes of a rule, with the waiting ones. Kept for each rule until the worker's next
 * batch or choice. */
const uint8_t *run_outcomes(Run *run, unsigned worker, uint32_t rule);

/* For a consumer: what would be decided about records that are not in the dataset. run_supposed gives an
 * empty batch with the columns of the dataset's candidates; once it is filled, run_suppose evaluates it and
 * calls `look`, during which run_choose and run_outcomes speak of it. A supposed person gets a place if one
 * is left, or if she comes before somebody else who got one. */
typedef bool (*RunLook)(void *context, unsigned worker, Evaluation *evaluation, Error *error);
Batch *run_supposed(Run *run, unsigned worker);
bool run_suppose(Run *run, unsigned worker, RunLook look, void *context, Error *error);

/* The pack (index in the rules) whose worker stopped the run, or -1; `reason` says why. */
int64_t run_stopped_pack(const Run *run, Error *reason);

#endif
