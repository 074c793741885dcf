/* Batches through scan, check functions and evaluation, two in hand for each thread so that workers and
 * threads work at once. */
#include "app/run.h"

#include "app/checks.h"
#include "base/memory.h"
#include "base/thread.h"

#include <pthread.h>

/* Slots of a pack's worker: two batches of candidates, and what is asked and answered at once. */
enum { SLOTS_CANDIDATES = 2, SLOT_AT_ONCE = 2 };

/* An evaluation, and its outcomes with the waiting ones, by rule, for rules with places. */
typedef struct View {
    Evaluation *evaluation;
    uint8_t **waiting;
    bool supposed; /* of records that are not in the dataset */
} View;

typedef struct Worker {
    View own, other; /* of the dataset's records; of supposed ones, opened when first needed */
    View *view;      /* the one that a consumer is looking at */
    Batch *batches[SLOTS_CANDIDATES], *supposed;
    Arena *arena;
    Failures failures;
    Places *places;
} Worker;

struct Run {
    const Rules *rules;
    RunOptions options;
    unsigned jobs;
    Arena *arena;
    Batch *vacancies;
    CheckBits *vacancy_checks;
    Failures vacancy_failures;
    CheckGroups candidate_checks, pair_checks;
    const Source *source;
    bool *wanted; /* candidates' fields, by index in the dictionary */
    Worker *workers;
    int64_t first, last, candidates;
    Places *settled;
    /* what the threads share while they run */
    pthread_mutex_t lock;
    uint64_t next, done;
    const RunConsumer *consumer; /* NULL in the first pass, which only settles places */
    bool failed;
    Error error;
    int64_t stopped_pack;
    Error stopped_reason;
};

/* Tells how many more records are done, and asks whether to go on. */
static bool tell_progress(Run *run, uint32_t records) {
    pthread_mutex_lock(&run->lock);
    run->done += records;
    bool go_on = progress_update(run->options.progress, run->done, (uint64_t)run->candidates);
    pthread_mutex_unlock(&run->lock);
    return go_on;
}

static bool report_progress(Run *run, uint32_t records, Error *error) {
    return tell_progress(run, records) || error_set(error, "interrupted");
}

/* For those who wait for a pack's worker. */
static bool may_wait(void *run) {
    return tell_progress(run, 0);
}

/* A pack's worker has died: remembers which, for the caller of run_all. When the run is stopped, that is no
 * fault of the pack's. */
static bool pack_stopped(Run *run, const CheckStop *stop, Error *error) {
    if (!report_progress(run, 0, error)) return false;
    pthread_mutex_lock(&run->lock);
    if (run->stopped_pack < 0) {
        run->stopped_pack = stop->pack;
        run->stopped_reason = stop->reason;
    }
    pthread_mutex_unlock(&run->lock);
    return error_set(error, "%s", stop->reason.text);
}

static bool start_checks(Run *run, const CheckGroups *groups, unsigned index, unsigned slot,
                         const Batch *candidates, uint32_t vacancy, Error *error) {
    CheckStop stop;
    return checks_start(groups, run->rules, index, slot, candidates, run->vacancies, vacancy, &stop) ||
           pack_stopped(run, &stop, error);
}

static bool finish_checks(Run *run, const CheckGroups *groups, unsigned index, unsigned slot, int64_t vacancy,
                          Error *error) {
    Worker *worker = &run->workers[index];
    CheckStop stop;
    return checks_finish(groups, run->rules, index, slot, worker->view->evaluation, vacancy,
                         &worker->failures, &stop) ||
           pack_stopped(run, &stop, error);
}

/* A damaged page can lose rows without SQLite's noticing; a result that lacks them must not pass for whole.
 */
static bool check_count(const Source *source, uint64_t read, int64_t count, Error *error) {
    return read == (uint64_t)count ||
           error_set(error,
                     "'%s' is damaged: it says that it has %lld records and %llu could be read; put a good "
                     "copy in its "
                     "place, or import the lists again",
                     source->name, (long long)count, (unsigned long long)read);
}

/* Opens the source for one subject; gives flags of the fields that rules read and of those that are shown. */
static bool *open_source(const Run *run, Subject subject, Error *error) {
    const Ruleset *set = run->rules->set;
    const Dictionary *dictionary = ruleset_dictionary(set);
    bool *wanted = memory_allocate_array(dictionary->count, sizeof *wanted);
    memcpy(wanted, ruleset_wanted(set, subject), dictionary->count);
    int32_t title = subject == SUBJECT_VACANCY ? dictionary_find(dictionary, subject, "title") : FIELD_NONE;
    if (title != FIELD_NONE) wanted[title] = true; /* it stands beside the reference */
    for (const char *const *name = run->options.shown[subject]; name && *name; name++) {
        int32_t field = dictionary_find(dictionary, subject, *name);
        if (field != FIELD_NONE) wanted[field] = true;
    }
    if (run->source->open(run->source->context, dictionary, subject, wanted, ruleset_day(set), error))
        return wanted;
    free(wanted);
    return NULL;
}

static bool read_rows(const Run *run, unsigned index, Subject subject, int64_t first, int64_t last,
                      Batch *batch, Error *error) {
    if (!run->source->read(run->source->context, index, subject, first, last, batch, error)) return false;
    batch_derive(batch, ruleset_day(run->rules->set));
    return true;
}

static Batch *open_vacancies(const Run *run, const bool *wanted, int64_t capacity) {
    const Ruleset *set = run->rules->set;
    return batch_open(ruleset_dictionary(set), SUBJECT_VACANCY, wanted, ruleset_literals(set),
                      (uint32_t)capacity);
}

static void make_vacancy_bits(Run *run, const CheckGroups *groups) {
    size_t words = bits_words(run->vacancies->capacity);
    run->vacancy_checks =
        arena_allocate_array(run->arena, ruleset_check_count(run->rules->set), sizeof *run->vacancy_checks);
    for (uint32_t g = 0; g < groups->count; g++)
        for (uint32_t i = 0; i < groups->packs[g].count; i++) {
            uint64_t *bits = arena_allocate_array(run->arena, 3 * words, sizeof *bits);
            run->vacancy_checks[groups->packs[g].checks[i]] =
                (CheckBits){bits, bits + words, bits + 2 * words};
        }
}

/* The checks that read vacancies alone: once, before the evaluations open, in the first worker; a word of
 * bits at a time, as adverts are long and a worker's slot is not. */
static bool check_vacancies(Run *run, const bool *wanted, int64_t first, int64_t last, Error *error) {
    CheckGroups groups = checks_group(run->rules, REACH_VACANCY);
    make_vacancy_bits(run, &groups);
    Batch *some = open_vacancies(run, wanted, BITS_WORD);
    uint32_t before = 0;
    bool good = true;
    for (int64_t id = first; groups.count && id <= last && good; id += BITS_WORD) {
        CheckStop stop;
        batch_clear(some);
        good = read_rows(run, 0, SUBJECT_VACANCY, id, id + BITS_WORD - 1 < last ? id + BITS_WORD - 1 : last,
                         some, error);
        if (good && some->count &&
            !checks_vacancies(&groups, run->rules, some, before, run->vacancy_checks, &run->vacancy_failures,
                              &stop))
            good = pack_stopped(run, &stop, error);
        before += some->count;
    }
    batch_close(some);
    checks_close(&groups);
    return good;
}

/* Reads the vacancies, all of them into one batch, and runs the checks that read them alone. */
static bool read_vacancies(Run *run, Error *error) {
    int64_t first, last, count;
    bool *wanted = open_source(run, SUBJECT_VACANCY, error);
    bool good =
        wanted && run->source->bounds(run->source->context, SUBJECT_VACANCY, &first, &last, &count, error);
    if (good) {
        run->vacancies = open_vacancies(run, wanted, count ? count : 1);
        good = count == 0 || (read_rows(run, 0, SUBJECT_VACANCY, first, last, run->vacancies, error) &&
                              check_count(run->source, run->vacancies->count, count, error) &&
                              check_vacancies(run, wanted, first, last, error));
    }
    free(wanted);
    return good;
}

static Batch *open_candidates(const Run *run) {
    const Ruleset *set = run->rules->set;
    return batch_open(ruleset_dictionary(set), SUBJECT_CANDIDATE, run->wanted, ruleset_literals(set),
                      BATCH_RECORDS);
}

static void open_view(const Run *run, View *view) {
    const Ruleset *set = run->rules->set;
    view->evaluation = evaluation_open(set, run->vacancies, run->vacancy_checks);
    view->waiting = memory_allocate_array(ruleset_rule_count(set), sizeof *view->waiting);
    for (uint32_t i = 0; i < ruleset_rule_count(set); i++)
        if (ruleset_rule(set, i)->limited) view->waiting[i] = memory_allocate(BATCH_RECORDS);
}

static void close_view(const Run *run, View *view) {
    evaluation_close(view->evaluation);
    for (uint32_t i = 0; view->waiting && i < ruleset_rule_count(run->rules->set); i++)
        free(view->waiting[i]);
    free(view->waiting);
}

static void open_worker(const Run *run, Worker *worker) {
    open_view(run, &worker->own);
    worker->view = &worker->own;
    for (unsigned slot = 0; slot < SLOTS_CANDIDATES; slot++)
        worker->batches[slot] = open_candidates(run);
    worker->arena = arena_open();
    worker->failures.arena = worker->arena;
}

static bool open_workers(Run *run, Error *error) {
    run->workers = memory_allocate_array(run->jobs, sizeof *run->workers);
    if (!read_vacancies(run, error)) return false;
    run->wanted = open_source(run, SUBJECT_CANDIDATE, error);
    if (!run->wanted) return false;
    for (unsigned i = 0; i < run->jobs; i++)
        open_worker(run, &run->workers[i]);
    return run->source->bounds(run->source->context, SUBJECT_CANDIDATE, &run->first, &run->last,
                               &run->candidates, error);
}

/* Whoever waits for a pack asks the run, for as long as it is open, whether to go on. */
static void watch_packs(Run *run, bool (*go_on)(void *context)) {
    for (uint32_t i = 0; i < run->rules->pack_count; i++)
        pack_watch(run->rules->packs[i], go_on, run);
}

bool run_open(Run **opened, const Rules *rules, const Source *source, const RunOptions *options,
              Error *error) {
    Run *run = memory_allocate(sizeof *run);
    run->rules = rules;
    run->source = source;
    run->jobs = source->readers;
    run->options = *options;
    run->stopped_pack = -1;
    run->arena = arena_open();
    run->vacancy_failures.arena = run->arena;
    pthread_mutex_init(&run->lock, NULL);
    run->candidate_checks = checks_group(rules, REACH_CANDIDATE);
    run->pair_checks = checks_group(rules, REACH_CANDIDATE | REACH_VACANCY);
    *opened = run;
    watch_packs(run, may_wait);
    return open_workers(run, error);
}

static void close_worker(const Run *run, Worker *worker) {
    close_view(run, &worker->own);
    close_view(run, &worker->other);
    for (unsigned slot = 0; slot < SLOTS_CANDIDATES; slot++)
        batch_close(worker->batches[slot]);
    batch_close(worker->supposed);
    arena_close(worker->arena);
    places_close(worker->places);
}

void run_close(Run *run) {
    if (!run) return;
    watch_packs(run, NULL);
    for (uint32_t i = 0; i < run->rules->pack_count; i++)
        pack_forget(run->rules->packs[i]); /* a run that failed leaves batches in hand */
    for (unsigned i = 0; run->workers && i < run->jobs; i++)
        close_worker(run, &run->workers[i]);
    free(run->workers);
    free(run->wanted);
    run->source->close(run->source->context);
    arena_close(run->arena);
    checks_close(&run->candidate_checks);
    checks_close(&run->pair_checks);
    batch_close(run->vacancies);
    places_close(run->settled);
    pthread_mutex_destroy(&run->lock);
    free(run);
}

const Ruleset *run_ruleset(const Run *run) {
    return run->rules->set;
}

const Batch *run_vacancies(const Run *run) {
    return run->vacancies;
}

const Failures *run_vacancy_failures(const Run *run) {
    return &run->vacancy_failures;
}

Truth run_covers(const Run *run, uint32_t rule, uint32_t vacancy) {
    return evaluation_covers(run->workers[0].own.evaluation, rule, vacancy);
}

void run_set_records(Run *run, uint32_t records) {
    run->options.records = records;
}

bool run_choose(Run *run, unsigned index, uint32_t vacancy, Error *error) {
    Evaluation *evaluation = run->workers[index].view->evaluation;
    evaluation_vacancy(evaluation, vacancy);
    /* The slots for candidates' checks may hold the next batch; pairs wait for their answers, one vacancy at
     * a time. */
    if (run->pair_checks.count &&
        !(start_checks(run, &run->pair_checks, index, SLOT_AT_ONCE, evaluation_batch(evaluation), vacancy,
                       error) &&
          finish_checks(run, &run->pair_checks, index, SLOT_AT_ONCE, vacancy, error)))
        return false;
    evaluation_pairs(evaluation);
    return true;
}

const uint8_t *run_outcomes(Run *run, unsigned index, uint32_t rule) {
    const View *view = run->workers[index].view;
    const uint8_t *outcomes = evaluation_outcomes(view->evaluation, rule);
    uint8_t *waiting = view->waiting[rule];
    if (!waiting) return outcomes;
    memcpy(waiting, outcomes, evaluation_batch(view->evaluation)->count);
    if (view->supposed)
        places_suppose(run->settled, view->evaluation, rule, waiting);
    else
        places_apply(run->settled, view->evaluation, rule, waiting);
    return waiting;
}

Batch *run_supposed(Run *run, unsigned index) {
    Worker *worker = &run->workers[index];
    if (!worker->supposed) {
        worker->supposed = open_candidates(run);
        worker->other.supposed = true;
        open_view(run, &worker->other);
    }
    batch_clear(worker->supposed);
    return worker->supposed;
}

bool run_suppose(Run *run, unsigned index, RunLook look, void *context, Error *error) {
    Worker *worker = &run->workers[index];
    batch_derive(worker->supposed, ruleset_day(run->rules->set));
    evaluation_begin(worker->other.evaluation, worker->supposed);
    worker->view = &worker->other;
    worker->failures.supposed = true;
    bool good = start_checks(run, &run->candidate_checks, index, SLOT_AT_ONCE, worker->supposed, 0, error) &&
                finish_checks(run, &run->candidate_checks, index, SLOT_AT_ONCE, -1, error);
    if (good) {
        evaluation_candidates(worker->other.evaluation);
        good = look(context, index, worker->other.evaluation, error);
    }
    worker->view = &worker->own;
    worker->failures.supposed = false;
    return good;
}

int64_t run_stopped_pack(const Run *run, Error *reason) {
    if (run->stopped_pack >= 0) *reason = run->stopped_reason;
    return run->stopped_pack;
}

/* The first pass: offers every outcome of the rules with places. */
static bool offer_places(Run *run, unsigned index, Error *error) {
    Worker *worker = &run->workers[index];
    const Ruleset *set = run->rules->set;
    for (uint32_t rule = 0; rule < ruleset_rule_count(set); rule++) {
        const Rule *declared = ruleset_rule(set, rule);
        if (declared->limited && declared->kind == RULE_PROGRAMME)
            places_offer(worker->places, worker->own.evaluation, rule);
    }
    for (uint32_t vacancy = 0; vacancy < run->vacancies->count; vacancy++) {
        bool chosen = false;
        for (uint32_t rule = 0; rule < ruleset_rule_count(set); rule++) {
            const Rule *declared = ruleset_rule(set, rule);
            if (!declared->limited || declared->kind != RULE_GUARANTEED_INTERVIEW ||
                evaluation_covers(worker->own.evaluation, rule, vacancy) != TRUTH_MET)
                continue;
            if (!chosen && !run_choose(run, index, vacancy, error)) return false;
            chosen = true;
            places_offer(worker->places, worker->own.evaluation, rule);
        }
    }
    return true;
}

static void fail(Run *run, const Error *error) {
    pthread_mutex_lock(&run->lock);
    run->failed = true;
    if (!run->error.set) run->error = *error;
    pthread_mutex_unlock(&run->lock);
    if (run->consumer && run->consumer->stop) run->consumer->stop(run->consumer->context);
}

/* Takes the next range of rows; false when there is none or the run has failed. */
static bool take_range(Run *run, uint64_t *number, int64_t *first, int64_t *last) {
    pthread_mutex_lock(&run->lock);
    *number = run->next;
    *first = run->first + (int64_t)(run->next * run->options.records);
    bool taken = !run->failed && run->candidates && *first <= run->last;
    run->next += taken;
    pthread_mutex_unlock(&run->lock);
    *last = *first + run->options.records - 1;
    if (*last > run->last) *last = run->last;
    return taken;
}

/* Reads rows into a slot's batch and sets the check functions to work on it. */
static bool fill(Run *run, unsigned index, unsigned slot, int64_t first, int64_t last, Error *error) {
    Worker *worker = &run->workers[index];
    Batch *batch = worker->batches[slot];
    batch_clear(batch);
    return read_rows(run, index, SUBJECT_CANDIDATE, first, last, batch, error) &&
           start_checks(run, &run->candidate_checks, index, slot, batch, 0, error);
}

/* Evaluates a slot's batch and hands it on. */
static bool evaluate(Run *run, unsigned index, unsigned slot, uint64_t number, Error *error) {
    Worker *worker = &run->workers[index];
    arena_reset(worker->arena);
    worker->failures = (Failures){.arena = worker->arena};
    evaluation_begin(worker->own.evaluation, worker->batches[slot]);
    if (!finish_checks(run, &run->candidate_checks, index, slot, -1, error)) return false;
    evaluation_candidates(worker->own.evaluation);
    if (!run->consumer) return offer_places(run, index, error);
    return run->consumer->take(run->consumer->context, index, number, worker->own.evaluation,
                               &worker->failures, error);
}

/* One thread: always the next batch filled, and its checks at work, before the last one is evaluated. */
static void work(void *context, unsigned index) {
    Run *run = context;
    Worker *worker = &run->workers[index];
    Error error = {0};
    int64_t first, last;
    uint64_t number, next_number = 0;
    unsigned slot = 0;
    bool good = true, held = take_range(run, &number, &first, &last);
    if (held) good = fill(run, index, slot, first, last, &error);
    while (held && good) {
        bool more = take_range(run, &next_number, &first, &last);
        if (more) good = fill(run, index, !slot, first, last, &error);
        good = evaluate(run, index, slot, number, &error) && good;
        if (good) good = report_progress(run, worker->batches[slot]->count, &error);
        slot = !slot;
        number = next_number;
        held = more;
    }
    if (!good) fail(run, &error);
}

static bool pass(Run *run, const RunConsumer *consumer, Error *error) {
    run->consumer = consumer;
    run->next = run->done = 0;
    run->failed = false;
    run->error = (Error){0};
    Error thread_error = {0};
    if (!thread_run(run->jobs, work, run, &thread_error)) fail(run, &thread_error);
    if (run->failed)
        return error_set_at(error, run->error.file, run->error.line, run->error.column, "%s",
                            run->error.text);
    return check_count(run->source, run->done, run->candidates, error);
}

static bool settle_places(Run *run, Error *error) {
    if (run->settled || !places_needed(run->rules->set)) return true;
    for (unsigned i = 0; i < run->jobs; i++)
        run->workers[i].places = places_open(run->rules->set, run->vacancies);
    if (!pass(run, NULL, error)) return false;
    run->settled = run->workers[0].places;
    run->workers[0].places = NULL;
    for (unsigned i = 1; i < run->jobs; i++)
        places_merge(run->settled, run->workers[i].places);
    places_settle(run->settled);
    return true;
}

bool run_all(Run *run, const RunConsumer *consumer, Error *error) {
    return settle_places(run, error) && pass(run, consumer, error);
}

bool run_one(Run *run, int64_t id, const RunConsumer *consumer, Error *error) {
    if (!settle_places(run, error)) return false;
    run->consumer = consumer;
    return fill(run, 0, 0, id, id, error) &&
           check_count(run->source, run->workers[0].batches[0]->count, 1, error) &&
           evaluate(run, 0, 0, 0, error);
}
