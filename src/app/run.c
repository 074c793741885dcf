/* Batches through scan, check functions and evaluation, two in hand for each thread so that workers and
 * threads work at once. */
#include "app/run.h"

#include "base/memory.h"
#include "base/thread.h"

#include <pthread.h>

/* The check functions of one pack that read candidates alone, both, or vacancies alone. */
typedef struct PackChecks {
    uint32_t pack;
    uint32_t *checks; /* in the ruleset */
    CheckJob *jobs;   /* the same checks, for pack_check_start */
    uint32_t count;
} PackChecks;

typedef struct CheckGroups {
    PackChecks *packs;
    uint32_t count;
} CheckGroups;

/* Slots of a pack's worker. */
enum { SLOT_PAIR = 2, SLOTS_CANDIDATES = 2 };

typedef struct Worker {
    Scan *scan;
    Evaluation *evaluation;
    Batch *batches[SLOTS_CANDIDATES];
    uint64_t **bits;   /* room for the pointers of three bitmaps a check */
    uint8_t **waiting; /* by rule: outcomes with the waiting ones, for rules with places */
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
    Store *const *stores;
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

static bool is_candidate_check(uint8_t reach) {
    return reach == REACH_CANDIDATE;
}

static bool is_pair_check(uint8_t reach) {
    return reach == (REACH_CANDIDATE | REACH_VACANCY);
}

static bool is_vacancy_check(uint8_t reach) {
    return reach == REACH_VACANCY;
}

/* The ruleset's checks of one reach, by pack. */
static CheckGroups group_checks(const Rules *rules, bool (*belongs)(uint8_t reach)) {
    uint32_t count = ruleset_check_count(rules->set);
    CheckGroups groups = {.packs = memory_allocate_array(rules->pack_count, sizeof(PackChecks))};
    for (uint32_t pack = 0; pack < rules->pack_count; pack++) {
        PackChecks checks = {.pack = pack};
        for (uint32_t i = 0; i < count; i++) {
            const RulesetCheck *check = ruleset_check(rules->set, i);
            if (check->pack != pack || !belongs(check->reach)) continue;
            if (!checks.checks) {
                checks.checks = memory_allocate_array(count, sizeof *checks.checks);
                checks.jobs = memory_allocate_array(count, sizeof *checks.jobs);
            }
            checks.jobs[checks.count].check = check->check;
            checks.checks[checks.count++] = i;
        }
        if (checks.count) groups.packs[groups.count++] = checks;
    }
    return groups;
}

static void groups_close(CheckGroups *groups) {
    for (uint32_t i = 0; i < groups->count; i++) {
        free(groups->packs[i].checks);
        free(groups->packs[i].jobs);
    }
    free(groups->packs);
}

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
static bool pack_stopped(Run *run, uint32_t pack, const Error *reason, Error *error) {
    if (!report_progress(run, 0, error)) return false;
    pthread_mutex_lock(&run->lock);
    if (run->stopped_pack < 0) {
        run->stopped_pack = pack;
        run->stopped_reason = *reason;
    }
    pthread_mutex_unlock(&run->lock);
    return error_set(error, "%s", reason->text);
}

static bool start_checks(Run *run, const CheckGroups *groups, unsigned index, unsigned slot,
                         const Batch *candidates, uint32_t vacancy, Error *error) {
    for (uint32_t g = 0; g < groups->count; g++) {
        PackChecks checks = groups->packs[g];
        CheckJob jobs[PLAN_CHECKS];
        for (uint32_t i = 0; i < checks.count; i++)
            jobs[i] = (CheckJob){checks.jobs[i].check, candidates, run->vacancies, vacancy};
        Error reason = {0};
        if (!pack_check_start(run->rules->packs[checks.pack], index, slot, jobs, checks.count, &reason))
            return pack_stopped(run, checks.pack, &reason, error);
    }
    return true;
}

/* Adds what the checks of one pack raised over a batch. */
static void add_failures(Failures *failures, const CheckFailure *described, uint32_t count,
                         const Batch *batch, const Batch *vacancies, int64_t vacancy) {
    for (uint32_t i = 0; i < count; i++) {
        const char *who = batch_reference(batch, described[i].record),
                   *subject = subject_name(batch->subject);
        if (vacancy >= 0)
            who = arena_format(failures->arena, "%s '%s', vacancy '%s'", subject, who,
                               batch_reference(vacancies, (uint32_t)vacancy));
        else
            who = arena_format(failures->arena, "%s '%s'", subject, who);
        failures_add(failures,
                     &(Failure){described[i].file, described[i].line, described[i].text, who, false});
    }
}

/* How many records' bits are set in the bitmaps. */
static uint64_t count_bits(uint64_t *const *bitmaps, uint32_t count, uint32_t records) {
    uint64_t bits = 0;
    for (uint32_t i = 0; i < count; i++)
        for (size_t w = 0; w < bits_words(records); w++)
            bits += bits_count_word(bitmaps[i][w]);
    return bits;
}

/* Waits for the checks of a slot; their bits go into the evaluation. */
static bool finish_checks(Run *run, const CheckGroups *groups, unsigned index, unsigned slot, int64_t vacancy,
                          Error *error) {
    Worker *worker = &run->workers[index];
    const Batch *batch = evaluation_batch(worker->evaluation);
    bool good = true;
    for (uint32_t g = 0; g < groups->count; g++) {
        const PackChecks *checks = &groups->packs[g];
        uint64_t **met = worker->bits, **unmet = met + checks->count, **failed = unmet + checks->count;
        for (uint32_t i = 0; i < checks->count; i++) {
            CheckBits bits = evaluation_check(worker->evaluation, checks->checks[i]);
            met[i] = bits.met, unmet[i] = bits.unmet, failed[i] = bits.failed;
        }
        CheckFailure *failures;
        uint32_t count;
        Error reason = {0};
        if (!pack_check_finish(run->rules->packs[checks->pack], index, slot, met, unmet, failed,
                               worker->arena, &failures, &count, &reason)) {
            good = pack_stopped(run, checks->pack, &reason, error);
            continue;
        }
        add_failures(&worker->failures, failures, count, batch, run->vacancies, vacancy);
        worker->failures.calls += count_bits(failed, checks->count, batch->count);
    }
    return good;
}

/* A damaged page can lose rows without SQLite's noticing; a result that lacks them must not pass for whole.
 */
static bool check_count(const Store *store, uint64_t read, int64_t count, Error *error) {
    return read == (uint64_t)count ||
           error_set(error,
                     "'%s' is damaged: it says that it has %lld records and %llu could be read; put a good "
                     "copy in its "
                     "place, or import the lists again",
                     store_path(store), (long long)count, (unsigned long long)read);
}

/* A scan of the vacancies, with what rules read and the titles that are shown beside references. */
static Scan *scan_vacancies(Run *run, bool *wanted, Error *error) {
    const Ruleset *set = run->rules->set;
    const Dictionary *dictionary = ruleset_dictionary(set);
    memcpy(wanted, ruleset_wanted(set, SUBJECT_VACANCY), dictionary->count);
    int32_t title = dictionary_find(dictionary, SUBJECT_VACANCY, "title");
    if (title != FIELD_NONE) wanted[title] = true;
    return scan_open(run->stores[0], dictionary, SUBJECT_VACANCY, wanted, ruleset_day(set), error);
}

static Batch *open_vacancies(const Run *run, const bool *wanted, int64_t capacity) {
    const Ruleset *set = run->rules->set;
    return batch_open(ruleset_dictionary(set), SUBJECT_VACANCY, wanted, ruleset_literals(set),
                      (uint32_t)capacity);
}

/* The bits of the checks over a few vacancies, put where they belong among those of all. */
static void place_bits(const uint64_t *part, uint32_t count, uint64_t *whole, uint32_t first) {
    for (uint32_t i = 0; i < count; i++)
        if (bits_get(part, i)) bits_set(whole, first + i);
}

/* Runs one pack's checks over a few vacancies, the first of which is number `first` of all. */
static bool check_some_vacancies(Run *run, const PackChecks *checks, const Batch *some, uint32_t first,
                                 Error *error) {
    uint64_t room[PLAN_CHECKS][3] = {0}, *met[PLAN_CHECKS], *unmet[PLAN_CHECKS], *failed[PLAN_CHECKS];
    CheckJob jobs[PLAN_CHECKS];
    for (uint32_t i = 0; i < checks->count; i++) {
        met[i] = &room[i][0], unmet[i] = &room[i][1], failed[i] = &room[i][2];
        jobs[i] = (CheckJob){.check = checks->jobs[i].check, .vacancies = some};
    }
    CheckFailure *failures;
    uint32_t count;
    Error reason = {0};
    Pack *pack = run->rules->packs[checks->pack];
    if (!pack_check_start(pack, 0, 0, jobs, checks->count, &reason) ||
        !pack_check_finish(pack, 0, 0, met, unmet, failed, run->arena, &failures, &count, &reason))
        return pack_stopped(run, checks->pack, &reason, error);
    add_failures(&run->vacancy_failures, failures, count, some, NULL, -1);
    run->vacancy_failures.calls += count_bits(failed, checks->count, some->count);
    for (uint32_t i = 0; i < checks->count; i++) {
        const CheckBits *bits = &run->vacancy_checks[checks->checks[i]];
        place_bits(met[i], some->count, bits->met, first);
        place_bits(unmet[i], some->count, bits->unmet, first);
        place_bits(failed[i], some->count, bits->failed, first);
    }
    return true;
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
static bool check_vacancies(Run *run, Scan *scan, const bool *wanted, int64_t first, int64_t last,
                            Error *error) {
    CheckGroups groups = group_checks(run->rules, is_vacancy_check);
    make_vacancy_bits(run, &groups);
    Batch *some = open_vacancies(run, wanted, BITS_WORD);
    uint32_t before = 0;
    bool good = true;
    for (int64_t id = first; groups.count && id <= last && good; id += BITS_WORD) {
        batch_clear(some);
        good = scan_read(scan, id, id + BITS_WORD - 1 < last ? id + BITS_WORD - 1 : last, some, error);
        if (good) batch_derive(some, ruleset_day(run->rules->set));
        for (uint32_t g = 0; g < groups.count && good && some->count; g++)
            good = check_some_vacancies(run, &groups.packs[g], some, before, error);
        before += some->count;
    }
    batch_close(some);
    groups_close(&groups);
    return good;
}

/* Reads the vacancies, all of them into one batch, and runs the checks that read them alone. */
static bool read_vacancies(Run *run, Error *error) {
    const Ruleset *set = run->rules->set;
    bool *wanted = memory_allocate_array(ruleset_dictionary(set)->count, sizeof *wanted);
    int64_t first, last, count;
    Scan *scan = scan_vacancies(run, wanted, error);
    bool good = scan && scan_bounds(scan, &first, &last, &count, error);
    if (good) {
        run->vacancies = open_vacancies(run, wanted, count ? count : 1);
        good = (count == 0 || scan_read(scan, first, last, run->vacancies, error)) &&
               check_count(run->stores[0], run->vacancies->count, count, error);
    }
    if (good) {
        batch_derive(run->vacancies, ruleset_day(set));
        good = count == 0 || check_vacancies(run, scan, wanted, first, last, error);
    }
    scan_close(scan);
    free(wanted);
    return good;
}

static void open_worker(Run *run, Worker *worker) {
    const Ruleset *set = run->rules->set;
    worker->evaluation = evaluation_open(set, run->vacancies, run->vacancy_checks);
    for (unsigned slot = 0; slot < SLOTS_CANDIDATES; slot++)
        worker->batches[slot] =
            batch_open(ruleset_dictionary(set), SUBJECT_CANDIDATE, ruleset_wanted(set, SUBJECT_CANDIDATE),
                       ruleset_literals(set), BATCH_RECORDS);
    worker->bits = memory_allocate_array(3 * (size_t)ruleset_check_count(set), sizeof *worker->bits);
    worker->waiting = memory_allocate_array(ruleset_rule_count(set), sizeof *worker->waiting);
    for (uint32_t i = 0; i < ruleset_rule_count(set); i++)
        if (ruleset_rule(set, i)->limited) worker->waiting[i] = memory_allocate(BATCH_RECORDS);
    worker->arena = arena_open();
    worker->failures.arena = worker->arena;
}

static bool open_workers(Run *run, Error *error) {
    const Ruleset *set = run->rules->set;
    run->workers = memory_allocate_array(run->jobs, sizeof *run->workers);
    if (!read_vacancies(run, error)) return false;
    for (unsigned i = 0; i < run->jobs; i++) {
        Worker *worker = &run->workers[i];
        worker->scan = scan_open(run->stores[i], ruleset_dictionary(set), SUBJECT_CANDIDATE,
                                 ruleset_wanted(set, SUBJECT_CANDIDATE), ruleset_day(set), error);
        if (!worker->scan) return false;
        open_worker(run, worker);
    }
    return scan_bounds(run->workers[0].scan, &run->first, &run->last, &run->candidates, error);
}

bool readers_open(Readers *readers, Store *store, unsigned count, Error *error) {
    *readers = (Readers){memory_allocate_array(count, sizeof *readers->stores), count};
    if (store_open_readers(store, readers->stores, count, error)) return true;
    readers->count = 0; /* those that were opened are closed again */
    return false;
}

void readers_close(Readers *readers) {
    for (unsigned i = 1; i < readers->count; i++)
        store_close(readers->stores[i]);
    free(readers->stores);
    *readers = (Readers){0};
}

/* Whoever waits for a pack asks the run, for as long as it is open, whether to go on. */
static void watch_packs(Run *run, bool (*go_on)(void *context)) {
    for (uint32_t i = 0; i < run->rules->pack_count; i++)
        pack_watch(run->rules->packs[i], go_on, run);
}

bool run_open(Run **opened, const Rules *rules, const Readers *readers, const RunOptions *options,
              Error *error) {
    Run *run = memory_allocate(sizeof *run);
    run->rules = rules;
    run->stores = readers->stores;
    run->jobs = readers->count;
    run->options = *options;
    run->stopped_pack = -1;
    run->arena = arena_open();
    run->vacancy_failures.arena = run->arena;
    pthread_mutex_init(&run->lock, NULL);
    run->candidate_checks = group_checks(rules, is_candidate_check);
    run->pair_checks = group_checks(rules, is_pair_check);
    *opened = run;
    watch_packs(run, may_wait);
    return open_workers(run, error);
}

static void close_worker(Run *run, Worker *worker) {
    scan_close(worker->scan);
    evaluation_close(worker->evaluation);
    for (unsigned slot = 0; slot < SLOTS_CANDIDATES; slot++)
        batch_close(worker->batches[slot]);
    free(worker->bits);
    for (uint32_t i = 0; worker->waiting && i < ruleset_rule_count(run->rules->set); i++)
        free(worker->waiting[i]);
    free(worker->waiting);
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
    arena_close(run->arena);
    groups_close(&run->candidate_checks);
    groups_close(&run->pair_checks);
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
    return evaluation_covers(run->workers[0].evaluation, rule, vacancy);
}

void run_set_records(Run *run, uint32_t records) {
    run->options.records = records;
}

bool run_choose(Run *run, unsigned index, uint32_t vacancy, Error *error) {
    Evaluation *evaluation = run->workers[index].evaluation;
    evaluation_vacancy(evaluation, vacancy);
    /* The slots for candidates' checks may hold the next batch; pairs wait for their answers, one vacancy at
     * a time. */
    if (run->pair_checks.count && !(start_checks(run, &run->pair_checks, index, SLOT_PAIR,
                                                 evaluation_batch(evaluation), vacancy, error) &&
                                    finish_checks(run, &run->pair_checks, index, SLOT_PAIR, vacancy, error)))
        return false;
    evaluation_pairs(evaluation);
    return true;
}

const uint8_t *run_outcomes(Run *run, unsigned index, uint32_t rule) {
    Worker *worker = &run->workers[index];
    const uint8_t *outcomes = evaluation_outcomes(worker->evaluation, rule);
    if (!worker->waiting[rule]) return outcomes;
    memcpy(worker->waiting[rule], outcomes, evaluation_batch(worker->evaluation)->count);
    places_apply(run->settled, worker->evaluation, rule, worker->waiting[rule]);
    return worker->waiting[rule];
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
            places_offer(worker->places, worker->evaluation, rule);
    }
    for (uint32_t vacancy = 0; vacancy < run->vacancies->count; vacancy++) {
        bool chosen = false;
        for (uint32_t rule = 0; rule < ruleset_rule_count(set); rule++) {
            const Rule *declared = ruleset_rule(set, rule);
            if (!declared->limited || declared->kind != RULE_GUARANTEED_INTERVIEW ||
                evaluation_covers(worker->evaluation, rule, vacancy) != TRUTH_MET)
                continue;
            if (!chosen && !run_choose(run, index, vacancy, error)) return false;
            chosen = true;
            places_offer(worker->places, worker->evaluation, rule);
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
    if (!scan_read(worker->scan, first, last, batch, error)) return false;
    batch_derive(batch, ruleset_day(run->rules->set));
    return start_checks(run, &run->candidate_checks, index, slot, batch, 0, error);
}

/* Evaluates a slot's batch and hands it on. */
static bool evaluate(Run *run, unsigned index, unsigned slot, uint64_t number, Error *error) {
    Worker *worker = &run->workers[index];
    arena_reset(worker->arena);
    worker->failures = (Failures){.arena = worker->arena};
    evaluation_begin(worker->evaluation, worker->batches[slot]);
    if (!finish_checks(run, &run->candidate_checks, index, slot, -1, error)) return false;
    evaluation_candidates(worker->evaluation);
    if (!run->consumer) return offer_places(run, index, error);
    return run->consumer->take(run->consumer->context, index, number, worker->evaluation, &worker->failures,
                               error);
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
    return check_count(run->stores[0], run->done, run->candidates, error);
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
           check_count(run->stores[0], run->workers[0].batches[0]->count, 1, error) &&
           evaluate(run, 0, 0, 0, error);
}
