/* The evaluation of a dataset: batches of decisions, put into the dataset's order and counted.
 *
 * A guaranteed interview is evaluated a vacancy at a time over the batch, but its decisions stand beside
 * their candidate's others. So each decision's text is written into a buffer as it comes, in groups (one a
 * rule, or a rule and vacancy), and the batch's chunk picks them record by record. */
#include "app/evaluate.h"

#include "app/run.h"
#include "app/sequence.h"
#include "base/memory.h"

enum {
    DECISIONS = 65536 /* about how many a batch may make, so that memory stays small with many vacancies */
};

/* The decisions of one rule, and for a guaranteed interview of one vacancy. */
typedef struct Group {
    uint32_t rule;
    int64_t vacancy; /* -1: none */
} Group;

typedef struct Piece {
    size_t from, length; /* in Desk.pieces_text */
} Piece;

/* What each thread works with. */
typedef struct Desk {
    Buffer text; /* the chunk */
    Buffer pieces_text;
    Piece *pieces;   /* group * records + record */
    uint8_t *offers; /* support plans: offer * BATCH_RECORDS + record */
    uint8_t *plan_outcomes;
    DecisionItem *items;
    const uint8_t **outcomes; /* by rule, for rows */
    Arena *arena;
    Summary counts;
    uint64_t *to_ask; /* a bit a record */
} Desk;

typedef struct Evaluating {
    Run *run;
    const Ruleset *ruleset;
    const EvaluateOptions *options;
    Group *groups;                     /* by rule, then vacancy */
    uint32_t group_count, *by_vacancy; /* the guaranteed interviews' groups, by vacancy */
    uint32_t interview_count;
    uint32_t records; /* a batch */
    uint32_t most_offers;
    Desk *desks;
    Sequence *sequence;
    Summary summary;
} Evaluating;

static bool shows(const Evaluating *evaluating, const Rule *rule) {
    return evaluating->options->format->kinds >> rule->kind & 1;
}

static void add_group(Evaluating *evaluating, uint32_t rule, int64_t vacancy) {
    uint32_t count = evaluating->group_count;
    if ((count & (count - 1)) == 0)
        evaluating->groups =
            memory_resize(evaluating->groups, (count ? 2 * (size_t)count : 1) * sizeof(Group));
    evaluating->groups[evaluating->group_count++] = (Group){rule, vacancy};
}

/* One group a vacancy that the rule covers; the others are counted. */
static void add_pairs(Evaluating *evaluating, uint32_t rule) {
    RuleCounts *counts = &evaluating->summary.rules[rule];
    for (uint32_t vacancy = 0; vacancy < run_vacancies(evaluating->run)->count; vacancy++) {
        Truth covers = run_covers(evaluating->run, rule, vacancy);
        counts->vacancies_covered += covers == TRUTH_MET;
        counts->vacancies_open += covers == TRUTH_UNKNOWN;
        if (covers == TRUTH_MET) add_group(evaluating, rule, vacancy);
    }
}

/* The guaranteed interviews' groups in the order in which they are evaluated: each vacancy once. */
static void order_by_vacancy(Evaluating *evaluating) {
    uint32_t vacancies = run_vacancies(evaluating->run)->count;
    uint32_t *start = memory_allocate_array((size_t)vacancies + 1, sizeof *start);
    for (uint32_t g = 0; g < evaluating->group_count; g++)
        if (evaluating->groups[g].vacancy >= 0) start[evaluating->groups[g].vacancy + 1]++;
    for (uint32_t v = 0; v < vacancies; v++)
        start[v + 1] += start[v];
    evaluating->interview_count = start[vacancies];
    evaluating->by_vacancy =
        memory_allocate_array(evaluating->interview_count, sizeof *evaluating->by_vacancy);
    for (uint32_t g = 0; g < evaluating->group_count; g++)
        if (evaluating->groups[g].vacancy >= 0)
            evaluating->by_vacancy[start[evaluating->groups[g].vacancy]++] = g;
    free(start);
}

static void plan_groups(Evaluating *evaluating) {
    for (uint32_t i = 0; i < ruleset_rule_count(evaluating->ruleset); i++) {
        const Rule *rule = ruleset_rule(evaluating->ruleset, i);
        if (!shows(evaluating, rule)) continue;
        if (rule->kind == RULE_GUARANTEED_INTERVIEW)
            add_pairs(evaluating, i);
        else
            add_group(evaluating, i, -1);
        if (rule->kind == RULE_SUPPORT_PLAN && rule->declared->offer_count > evaluating->most_offers)
            evaluating->most_offers = rule->declared->offer_count;
    }
    order_by_vacancy(evaluating);
    evaluating->records = BATCH_RECORDS;
    if (evaluating->options->format->decision && evaluating->group_count > DECISIONS / BATCH_RECORDS)
        evaluating->records = DECISIONS / evaluating->group_count;
    if (evaluating->records == 0) evaluating->records = 1;
    run_set_records(evaluating->run, evaluating->records);
}

static void open_desk(const Evaluating *evaluating, Desk *desk) {
    uint32_t rules = ruleset_rule_count(evaluating->ruleset);
    if (evaluating->options->format->decision)
        desk->pieces = memory_allocate_array((size_t)evaluating->group_count * evaluating->records,
                                             sizeof *desk->pieces);
    desk->offers = memory_allocate_array(evaluating->most_offers, BATCH_RECORDS);
    desk->plan_outcomes = memory_allocate(BATCH_RECORDS);
    desk->items = memory_allocate_array(evaluating->most_offers, sizeof *desk->items);
    desk->outcomes = memory_allocate_array(rules, sizeof *desk->outcomes);
    desk->arena = arena_open();
    desk->counts.rules = memory_allocate_array(rules, sizeof *desk->counts.rules);
    desk->to_ask = memory_allocate_array(bits_words(BATCH_RECORDS), sizeof *desk->to_ask);
}

static void close_desk(Desk *desk) {
    buffer_close(&desk->text);
    buffer_close(&desk->pieces_text);
    free(desk->pieces);
    free(desk->offers);
    free(desk->plan_outcomes);
    free(desk->items);
    free(desk->outcomes);
    arena_close(desk->arena);
    free(desk->counts.rules);
    free(desk->to_ask);
}

static void note_to_ask(Desk *desk, const uint8_t *outcomes, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (outcomes[i] == OUTCOME_NEEDS_INFORMATION) bits_set(desk->to_ask, i);
}

static void count_outcomes(Desk *desk, uint32_t rule, const uint8_t *outcomes, uint32_t count) {
    uint64_t counts[OUTCOME_COUNT] = {0};
    for (uint32_t i = 0; i < count; i++)
        counts[outcomes[i]]++;
    for (int o = 0; o < OUTCOME_COUNT; o++)
        desk->counts.rules[rule].outcomes[o] += counts[o];
    if (counts[OUTCOME_NEEDS_INFORMATION]) note_to_ask(desk, outcomes, count);
}

/* A support plan's answer about a record: granted where it offers something, else the first that applies of
 * its open items. */
static const uint8_t *plan_outcomes(Desk *desk, Evaluation *evaluation, uint32_t rule) {
    const PlanRule *declared = ruleset_rule(evaluation_ruleset(evaluation), rule)->declared;
    uint32_t count = evaluation_batch(evaluation)->count;
    memset(desk->plan_outcomes, OUTCOME_REFUSED, count);
    for (uint32_t i = 0; i < declared->offer_count; i++) {
        uint8_t *offers = desk->offers + (size_t)i * BATCH_RECORDS;
        memcpy(offers, evaluation_offer(evaluation, rule, declared->first_offer + i), count);
        note_to_ask(desk, offers, count);
        for (uint32_t r = 0; r < count; r++) {
            uint8_t *outcome = &desk->plan_outcomes[r];
            desk->counts.rules[rule].items[offers[r]]++;
            if (offers[r] == OUTCOME_REFUSED || *outcome == OUTCOME_GRANTED) continue;
            if (offers[r] == OUTCOME_GRANTED || *outcome == OUTCOME_REFUSED || offers[r] < *outcome)
                *outcome = offers[r];
        }
    }
    return desk->plan_outcomes;
}

/* The items of a support plan that are offered or open, of the outcomes asked for. */
static uint32_t collect_items(const Evaluating *evaluating, Desk *desk, const PlanRule *declared,
                              uint32_t record) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < declared->offer_count; i++) {
        Outcome outcome = desk->offers[(size_t)i * BATCH_RECORDS + record];
        if (outcome != OUTCOME_REFUSED && evaluating->options->shown[RULE_SUPPORT_PLAN] >> outcome & 1)
            desk->items[count++] = (DecisionItem){declared->first_offer + i, outcome};
    }
    return count;
}

/* Is a decision among those asked for? A support plan is by its items, or as one with nothing to offer. */
static bool wanted(const Evaluating *evaluating, const Decision *decision) {
    bool by_outcome = evaluating->options->shown[decision->rule->kind] >> decision->outcome & 1;
    if (decision->rule->kind != RULE_SUPPORT_PLAN) return by_outcome;
    return decision->item_count > 0 || (by_outcome && decision->outcome == OUTCOME_REFUSED);
}

static void write_decisions(const Evaluating *evaluating, Desk *desk, const Evaluation *evaluation,
                            uint32_t group, const uint8_t *outcomes) {
    const Format *format = evaluating->options->format;
    const Rule *rule = ruleset_rule(evaluating->ruleset, evaluating->groups[group].rule);
    Decision decision = {.evaluation = evaluation,
                         .rule = rule,
                         .vacancy = evaluating->groups[group].vacancy,
                         .items = desk->items,
                         .arena = desk->arena};
    for (uint32_t r = 0; r < evaluation_batch(evaluation)->count; r++) {
        Piece *piece = &desk->pieces[(size_t)group * evaluating->records + r];
        decision.record = r;
        decision.outcome = outcomes[r];
        decision.item_count =
            rule->kind == RULE_SUPPORT_PLAN ? collect_items(evaluating, desk, rule->declared, r) : 0;
        piece->from = desk->pieces_text.length;
        if (wanted(evaluating, &decision)) {
            buffer_add_string(&desk->pieces_text, format->separator);
            format->decision(&decision, &desk->pieces_text);
            arena_reset(desk->arena);
        }
        piece->length = desk->pieces_text.length - piece->from;
    }
}

static void take_group(Evaluating *evaluating, Desk *desk, Evaluation *evaluation, uint32_t group,
                       const uint8_t *outcomes) {
    uint32_t rule = evaluating->groups[group].rule;
    count_outcomes(desk, rule, outcomes, evaluation_batch(evaluation)->count);
    desk->outcomes[rule] = outcomes;
    if (evaluating->options->format->decision) write_decisions(evaluating, desk, evaluation, group, outcomes);
}

static bool take_interviews(Evaluating *evaluating, unsigned worker, Evaluation *evaluation, Error *error) {
    int64_t chosen = -1;
    for (uint32_t i = 0; i < evaluating->interview_count; i++) {
        const Group *group = &evaluating->groups[evaluating->by_vacancy[i]];
        if (group->vacancy != chosen && !run_choose(evaluating->run, worker, (uint32_t)group->vacancy, error))
            return false;
        chosen = group->vacancy;
        take_group(evaluating, &evaluating->desks[worker], evaluation, evaluating->by_vacancy[i],
                   run_outcomes(evaluating->run, worker, group->rule));
    }
    return true;
}

/* Puts the decisions of the batch, which were made group by group, in the order of its records. */
static void gather(const Evaluating *evaluating, Desk *desk, uint32_t count) {
    buffer_reserve(&desk->text, desk->pieces_text.length);
    for (uint32_t r = 0; r < count; r++)
        for (uint32_t g = 0; g < evaluating->group_count; g++) {
            Piece piece = desk->pieces[(size_t)g * evaluating->records + r];
            if (piece.length) buffer_add(&desk->text, desk->pieces_text.bytes + piece.from, piece.length);
        }
}

static bool take_batch(void *context, unsigned worker, uint64_t number, Evaluation *evaluation,
                       const Failures *failures, Error *error) {
    Evaluating *evaluating = context;
    Desk *desk = &evaluating->desks[worker];
    const Format *format = evaluating->options->format;
    const Batch *batch = evaluation_batch(evaluation);
    buffer_clear(&desk->pieces_text);
    memset(desk->to_ask, 0, bits_words(BATCH_RECORDS) * sizeof *desk->to_ask);
    for (uint32_t g = 0; g < evaluating->group_count; g++) {
        uint32_t rule = evaluating->groups[g].rule;
        if (evaluating->groups[g].vacancy >= 0) continue;
        bool plan = ruleset_rule(evaluating->ruleset, rule)->kind == RULE_SUPPORT_PLAN;
        take_group(evaluating, desk, evaluation, g,
                   plan ? plan_outcomes(desk, evaluation, rule)
                        : run_outcomes(evaluating->run, worker, rule));
    }
    if (format->rows) {
        DecisionRows rows = {batch, evaluating->ruleset, desk->outcomes,
                             evaluating->options->shown[RULE_PROGRAMME]};
        format->rows(&rows, &desk->text);
    }
    if (!take_interviews(evaluating, worker, evaluation, error)) return false;
    if (format->decision) gather(evaluating, desk, batch->count);
    desk->counts.candidates += batch->count;
    for (size_t w = 0; w < bits_words(batch->count); w++)
        desk->counts.people_to_ask += bits_count_word(desk->to_ask[w]);
    return sequence_put(evaluating->sequence, number, &desk->text, failures, error);
}

static void stop(void *context) {
    sequence_stop(((Evaluating *)context)->sequence);
}

static void add_counts(const Evaluating *evaluating, Summary *sum, const Summary *part) {
    sum->candidates += part->candidates;
    sum->people_to_ask += part->people_to_ask;
    for (uint32_t i = 0; i < ruleset_rule_count(evaluating->ruleset); i++) {
        for (int o = 0; o < OUTCOME_COUNT; o++) {
            sum->rules[i].outcomes[o] += part->rules[i].outcomes[o];
            sum->rules[i].items[o] += part->rules[i].items[o];
        }
    }
}

/* Writes `part` (the beginning or the end) of the output. */
static bool write_text(Replacement *out, Buffer *part, Error *error) {
    bool good = part->length == 0 || replacement_write(out, part->bytes, part->length, error);
    buffer_close(part);
    return good;
}

static bool evaluate_all(Evaluating *evaluating, Replacement *out, Failures *failures, Error *error) {
    const Format *format = evaluating->options->format;
    Buffer begin = {0}, end = {0};
    evaluating->summary.rules =
        memory_allocate_array(ruleset_rule_count(evaluating->ruleset), sizeof(RuleCounts));
    plan_groups(evaluating);
    evaluating->desks = memory_allocate_array(evaluating->options->jobs, sizeof(Desk));
    for (unsigned i = 0; i < evaluating->options->jobs; i++)
        open_desk(evaluating, &evaluating->desks[i]);
    evaluating->sequence = sequence_open(out, format->separator, failures);
    if (format->begin) format->begin(evaluating->ruleset, &begin);
    RunConsumer consumer = {take_batch, stop, evaluating};
    bool good = write_text(out, &begin, error) && run_all(evaluating->run, &consumer, error);
    for (unsigned i = 0; i < evaluating->options->jobs; i++) {
        add_counts(evaluating, &evaluating->summary, &evaluating->desks[i].counts);
        close_desk(&evaluating->desks[i]);
    }
    evaluating->summary.vacancies = run_vacancies(evaluating->run)->count;
    evaluating->summary.shown = evaluating->options->shown;
    if (good && format->end) format->end(evaluating->ruleset, &evaluating->summary, &end);
    good = good && write_text(out, &end, error);
    sequence_close(evaluating->sequence);
    free(evaluating->desks);
    free(evaluating->groups);
    free(evaluating->by_vacancy);
    free(evaluating->summary.rules);
    return good;
}

/* One attempt; where a pack is stopped by a limit, `stopped` is its index. */
static bool attempt(const Rules *rules, const Source *source, const EvaluateOptions *options,
                    Replacement *out, uint64_t *errors, int64_t *stopped, Messages *messages, Error *error,
                    Error *reason) {
    RunOptions run_options = {.records = BATCH_RECORDS, .progress = options->progress};
    Evaluating evaluating = {.ruleset = rules->set, .options = options};
    Failures failures = {.arena = messages->arena};
    bool good = run_open(&evaluating.run, rules, source, &run_options, error);
    if (good) {
        failures_add_all(&failures, run_vacancy_failures(evaluating.run));
        good = evaluate_all(&evaluating, out, &failures, error);
    }
    *stopped = run_stopped_pack(evaluating.run, reason);
    *errors = failures.calls;
    if (good) failures_tell(&failures, messages);
    run_close(evaluating.run);
    return good;
}

static bool has_checks(const Rules *rules) {
    return ruleset_check_count(rules->set) > 0;
}

/* Attempts until no pack is stopped any more. */
static bool evaluate_into(Replacement *out, Rules *rules, const Source *source,
                          const EvaluateOptions *options, uint64_t *errors, Messages *messages,
                          Error *error) {
    for (;;) {
        int64_t stopped;
        Error failure = {0}, reason = {0};
        if (attempt(rules, source, options, out, errors, &stopped, messages, &failure, &reason)) return true;
        if (stopped < 0) *error = failure;
        if (stopped < 0 ||
            !rules_leave_out(rules, (uint32_t)stopped, &reason, options->strict, messages, error) ||
            !replacement_restart(out, error))
            return false;
    }
}

bool evaluate_dataset(Rules *rules, Store *store, const EvaluateOptions *options, uint64_t *errors,
                      Messages *messages, Error *error) {
    Replacement *out = replacement_open(options->out, has_checks(rules), error);
    if (!out) return false;
    Readers readers = {0};
    bool done = readers_open(&readers, store, options->jobs, error);
    if (done) {
        Source source = readers_source(&readers);
        done = evaluate_into(out, rules, &source, options, errors, messages, error);
    }
    readers_close(&readers);
    if (done) return replacement_commit(out, error);
    replacement_abandon(out);
    return false;
}
