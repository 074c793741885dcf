/* Matching batch by batch: everybody's at once, or one person's through the same run. */
#include "app/match.h"

#include "app/matching.h"
#include "app/person.h"
#include "base/memory.h"

enum {
    OUTCOMES = 4194304, /* about how many a batch may have, so that memory stays small with many vacancies */
    EXPLAINED = 256     /* candidates a batch, where reasons are kept of each */
};

/* How far somebody has to go to a rule, nearest first. */
typedef enum Reached { REACHED_NOT, REACHED_NOW, REACHED_ONE, REACHED_TWO, REACHED_IF_DECIDED } Reached;

/* ── Vacancies and rules ────────────────────────────────────────────────── */

static void find_pairs(Matching *matching, uint32_t vacancy) {
    const Ruleset *ruleset = matching->ruleset;
    for (uint32_t i = 0; i < ruleset_rule_count(ruleset); i++) {
        const Rule *rule = ruleset_rule(ruleset, i);
        if (rule->kind != RULE_GUARANTEED_INTERVIEW || !rule->running || i == matching->context.fit ||
            run_covers(matching->run, i, vacancy) != TRUTH_MET)
            continue;
        uint32_t count = matching->pair_count++;
        if ((count & (count - 1)) == 0)
            matching->pairs = memory_resize(matching->pairs, (count ? 2 * (size_t)count : 1) * sizeof(Pair));
        matching->pairs[count] = (Pair){i, vacancy};
    }
}

/* A vacancy whose closing date has gone by is nobody's any more. */
static void find_open(Matching *matching) {
    uint32_t count = run_vacancies(matching->run)->count;
    matching->is_open = memory_allocate_array(count, sizeof *matching->is_open);
    matching->first_pair = memory_allocate_array((size_t)count + 1, sizeof *matching->first_pair);
    for (uint32_t v = 0; v < count; v++) {
        matching->is_open[v] = run_covers(matching->run, matching->context.fit, v) == TRUTH_MET;
        matching->context.open += matching->is_open[v];
        matching->first_pair[v] = matching->pair_count;
        if (matching->is_open[v]) find_pairs(matching, v);
    }
    matching->first_pair[count] = matching->pair_count;
}

static void number_programmes(Matching *matching) {
    uint32_t count = ruleset_rule_count(matching->ruleset);
    matching->programme_of = memory_allocate_array(count, sizeof *matching->programme_of);
    memset(matching->programme_of, 0xFF, count * sizeof *matching->programme_of);
    for (uint32_t p = 0; p < pathways_count(matching->pathways); p++)
        matching->programme_of[pathways_rule(matching->pathways, p)] = (int32_t)p;
}

/* A candidates' set of texts that lists rules; FIELD_NONE where the standard library has no such field. */
static int32_t find_set(const Ruleset *ruleset, const char *name) {
    const Dictionary *dictionary = ruleset_dictionary(ruleset);
    int32_t field = dictionary_find(dictionary, SUBJECT_CANDIDATE, name);
    if (field == FIELD_NONE) return FIELD_NONE;
    const Field *found = &dictionary->fields[field];
    return found->type == FIELD_SET && found->value_count == 0 ? field : FIELD_NONE;
}

static void choose_records(Matching *matching) {
    size_t rows = ruleset_rule_count(matching->ruleset) + (size_t)matching->pair_count + 1;
    matching->records = matching->explains ? EXPLAINED : BATCH_RECORDS;
    while (matching->records > BITS_WORD && matching->records * rows > OUTCOMES)
        matching->records /= 2;
    run_set_records(matching->run, matching->records);
}

/* ── Desks ──────────────────────────────────────────────────────────────── */

static void open_desk(const Matching *matching, Desk *desk) {
    size_t rules = ruleset_rule_count(matching->ruleset), records = matching->records;
    desk->arena = arena_open();
    desk->programmes = memory_allocate_array(rules, records);
    desk->pairs = memory_allocate_array(matching->pair_count, records);
    desk->trials = memory_allocate_array(BATCH_RECORDS, sizeof *desk->trials);
    desk->reached = memory_allocate(rules);
    desk->first = memory_allocate_array(rules, sizeof *desk->first);
    desk->counts.rules = memory_allocate_array(rules, sizeof *desk->counts.rules);
    for (size_t i = 0; i < rules; i++)
        desk->counts.rules[i].by_first = memory_allocate_array(rules, sizeof(uint64_t));
}

static void close_desk(const Matching *matching, Desk *desk) {
    for (uint32_t i = 0; i < ruleset_rule_count(matching->ruleset); i++)
        free(desk->counts.rules[i].by_first);
    free(desk->counts.rules);
    free(desk->programmes);
    free(desk->pairs);
    free(desk->trials);
    free(desk->reached);
    free(desk->first);
    buffer_close(&desk->text);
    arena_close(desk->arena);
}

static void open_matching(Matching *matching, const Rules *rules) {
    matching->context = (MatchContext){
        .ruleset = rules->set, .vacancies = run_vacancies(matching->run), .fit = rules_fit(rules)};
    matching->pathways = pathways_open(matching->ruleset);
    matching->completed = find_set(matching->ruleset, "completed");
    matching->enrolled_in = find_set(matching->ruleset, "enrolled_in");
    number_programmes(matching);
    find_open(matching);
    choose_records(matching);
    matching->desks = memory_allocate_array(matching->options->jobs, sizeof *matching->desks);
    for (unsigned i = 0; i < matching->options->jobs; i++)
        open_desk(matching, &matching->desks[i]);
}

static void close_matching(Matching *matching) {
    for (unsigned i = 0; matching->desks && i < matching->options->jobs; i++)
        close_desk(matching, &matching->desks[i]);
    free(matching->desks);
    free(matching->programme_of);
    free(matching->is_open);
    free(matching->first_pair);
    free(matching->pairs);
    pathways_close(matching->pathways);
}

/* ── People ─────────────────────────────────────────────────────────────── */

static void begin_people(const Matching *matching, Desk *desk, const Batch *batch) {
    uint32_t rules = ruleset_rule_count(matching->ruleset);
    arena_reset(desk->arena);
    desk->batch = batch;
    desk->people = arena_allocate_array(desk->arena, batch->count, sizeof *desk->people);
    for (uint32_t i = 0; i < batch->count; i++) {
        desk->people[i].match.reference = batch_reference(batch, i);
        desk->people[i].done = arena_allocate_array(desk->arena, rules, sizeof(bool));
    }
}

static int compare_now(const void *a, const void *b, void *ruleset) {
    const MatchResult *x = a, *y = b;
    RuleKind left = ruleset_rule(ruleset, x->rule)->kind, right = ruleset_rule(ruleset, y->rule)->kind;
    if (left != right) return left < right ? -1 : 1;
    if (x->outcome != y->outcome) return x->outcome > y->outcome ? -1 : 1;
    return (x->rule > y->rule) - (x->rule < y->rule);
}

static int compare_misses(const void *a, const void *b) {
    const MatchMiss *x = a, *y = b;
    if (x->change_count != y->change_count) return x->change_count < y->change_count ? -1 : 1;
    return (x->rule > y->rule) - (x->rule < y->rule);
}

static int compare_vacancies(const void *a, const void *b) {
    const MatchVacancy *x = a, *y = b;
    static const int rank[OUTCOME_COUNT] = {[OUTCOME_GRANTED] = 0, [OUTCOME_REFER] = 1};
    int left = x->outcome == OUTCOME_GRANTED || x->outcome == OUTCOME_REFER ? rank[x->outcome] : 2;
    int right = y->outcome == OUTCOME_GRANTED || y->outcome == OUTCOME_REFER ? rank[y->outcome] : 2;
    if (left != right) return left - right;
    return (x->vacancy > y->vacancy) - (x->vacancy < y->vacancy);
}

static const MatchResult *find_now(const Match *match, const Ruleset *ruleset, const char *id) {
    for (uint32_t i = 0; i < match->now_count; i++)
        if (strcmp(ruleset_rule(ruleset, match->now[i].rule)->id, id) == 0) return &match->now[i];
    return NULL;
}

/* To be on a programme, or to have finished it, is near for those alone who can start it. */
static bool is_closed(const Matching *matching, const Match *match, const Rule *rule,
                      const MatchChange *change) {
    const PlanCriterion *criterion = change->criterion;
    if (criterion->op >= OPERATOR_LEAVES || criterion->operand != OPERAND_LITERALS) return false;
    const PlanField *field = &rule->plan->fields[criterion->field];
    if (!field->names_rules || field->type != FIELD_SET || field->value_count) return false;
    for (uint32_t i = 0; i < criterion->count; i++) {
        const char *id =
            plan_string(rule->plan, (PlanString)rule->plan->literals[criterion->first + i].string);
        const MatchResult *result = find_now(match, matching->ruleset, id);
        if (result && (result->under_way || result->outcome == OUTCOME_GRANTED)) return false;
    }
    return true;
}

static bool is_opened(const MatchResult *results, uint32_t count, uint32_t rule, Outcome least) {
    for (uint32_t i = 0; i < count; i++)
        if (results[i].rule == rule && results[i].outcome >= least) return true;
    return false;
}

/* A rule that a way opens is no miss: the way says what to do. Nor is one that is open for some other
 * vacancy. */
static bool is_miss(const Match *match, uint32_t rule) {
    if (is_opened(match->now, match->now_count, rule, OUTCOME_NOT_RUNNING)) return false;
    for (uint32_t i = 0; i < match->way_count; i++)
        if (is_opened(match->ways[i].results, match->ways[i].count, rule, OUTCOME_GRANTED)) return false;
    return true;
}

static bool is_near(const Matching *matching, const Match *match, const MatchMiss *miss) {
    const Rule *rule = ruleset_rule(matching->ruleset, miss->rule);
    for (uint32_t i = 0; i < miss->change_count; i++)
        if (is_closed(matching, match, rule, &miss->changes[i])) return false;
    return miss->change_count;
}

static void keep_misses(const Matching *matching, Match *match) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < match->miss_count; i++) {
        const MatchMiss miss = match->misses[i];
        if (!is_miss(match, miss.rule)) continue;
        if (is_near(matching, match, &miss))
            match->misses[kept++] = miss;
        else
            match->out_of_reach++;
    }
    match->miss_count = kept;
    if (kept) qsort(match->misses, kept, sizeof *match->misses, compare_misses);
}

static void finish_person(const Matching *matching, Person *person, Arena *arena) {
    Match *match = &person->match;
    keep_misses(matching, match);
    if (match->now_count)
        qsort_r(match->now, match->now_count, sizeof *match->now, compare_now, (void *)matching->ruleset);
    if (match->vacancy_count)
        qsort(match->vacancies, match->vacancy_count, sizeof *match->vacancies, compare_vacancies);
    matching_ask(matching, person, arena);
}

/* ── Counts ─────────────────────────────────────────────────────────────── */

static void reach(Desk *desk, uint32_t rule, Reached how, uint32_t first) {
    if (desk->reached[rule] && desk->reached[rule] <= how) return;
    desk->reached[rule] = (uint8_t)how;
    desk->first[rule] = first;
}

static void reach_by_way(Desk *desk, const MatchWay *way) {
    Reached how = way->if_decided ? REACHED_IF_DECIDED : way->step_count == 1 ? REACHED_ONE : REACHED_TWO;
    for (uint32_t i = 0; i < way->count; i++)
        if (way->results[i].outcome == OUTCOME_GRANTED)
            reach(desk, way->results[i].rule, how, way->steps[0].rule);
}

static void count_rule(MatchCounts *counts, Reached how, uint32_t first) {
    counts->now += how == REACHED_NOW;
    counts->one += how == REACHED_ONE;
    counts->two += how == REACHED_TWO;
    counts->decided += how == REACHED_IF_DECIDED;
    if (how == REACHED_ONE || how == REACHED_TWO) counts->by_first[first]++;
}

static void count_person(const Matching *matching, Desk *desk, const Match *match) {
    uint32_t rules = ruleset_rule_count(matching->ruleset);
    bool any = false;
    memset(desk->reached, 0, rules);
    for (uint32_t i = 0; i < match->now_count; i++) {
        const MatchResult *result = &match->now[i];
        if (result->under_way) continue;
        if (result->outcome == OUTCOME_GRANTED) reach(desk, result->rule, REACHED_NOW, 0);
        if (result->outcome == OUTCOME_REFER) reach(desk, result->rule, REACHED_IF_DECIDED, 0);
    }
    for (uint32_t i = 0; i < match->way_count; i++)
        reach_by_way(desk, &match->ways[i]);
    for (uint32_t i = 0; i < rules; i++) {
        any |= desk->reached[i] != REACHED_NOT && desk->reached[i] != REACHED_IF_DECIDED;
        count_rule(&desk->counts.rules[i], desk->reached[i], desk->first[i]);
    }
    desk->counts.people++;
    desk->counts.matched += any;
}

static void add_counts(const Matching *matching, MatchSummary *sum, const MatchSummary *part) {
    uint32_t rules = ruleset_rule_count(matching->ruleset);
    sum->people += part->people;
    sum->matched += part->matched;
    for (uint32_t i = 0; i < rules; i++) {
        MatchCounts *to = &sum->rules[i], *from = &part->rules[i];
        to->now += from->now;
        to->one += from->one;
        to->two += from->two;
        to->decided += from->decided;
        for (uint32_t j = 0; j < rules; j++)
            to->by_first[j] += from->by_first[j];
    }
}

/* ── The run ────────────────────────────────────────────────────────────── */

static bool match_batch(Matching *matching, unsigned worker, Evaluation *evaluation, Error *error) {
    Desk *desk = &matching->desks[worker];
    begin_people(matching, desk, evaluation_batch(evaluation));
    if (!matching_now(matching, worker, evaluation, error) || !matching_ways(matching, worker, error))
        return false;
    for (uint32_t i = 0; i < desk->batch->count; i++)
        finish_person(matching, &desk->people[i], desk->arena);
    return true;
}

static bool take_person(void *context, unsigned worker, uint64_t number, Evaluation *evaluation,
                        const Failures *failures, Error *error) {
    (void)number;
    Matching *matching = context;
    if (!match_batch(matching, worker, evaluation, error)) return false;
    const Match *match = &matching->desks[worker].people[0].match;
    bool is_first = matching->out->length == 0;
    if (matching->options->format == MATCH_JSON) {
        buffer_add_string(matching->out, is_first ? "[\n" : ",\n");
        match_json_person(&matching->context, match, matching->out);
    } else {
        if (!is_first) buffer_add_char(matching->out, '\n');
        match_table_person(&matching->context, match, matching->out);
    }
    failures_add_all(&matching->failures, failures);
    return true;
}

static bool take_everyone(void *context, unsigned worker, uint64_t number, Evaluation *evaluation,
                          const Failures *failures, Error *error) {
    Matching *matching = context;
    Desk *desk = &matching->desks[worker];
    if (!match_batch(matching, worker, evaluation, error)) return false;
    for (uint32_t i = 0; i < desk->batch->count; i++) {
        const Match *match = &desk->people[i].match;
        count_person(matching, desk, match);
        if (matching->options->format == MATCH_JSON) {
            buffer_add_string(&desk->text, ",\n");
            match_json_person(&matching->context, match, &desk->text);
        } else {
            match_table_row(&matching->context, match, &desk->text);
        }
    }
    return sequence_put(matching->sequence, number, &desk->text, failures, error);
}

static void stop(void *context) {
    sequence_stop(((Matching *)context)->sequence);
}

static bool write_text(Replacement *out, Buffer *text, Error *error) {
    bool good = text->length == 0 || replacement_write(out, text->bytes, text->length, error);
    buffer_close(text);
    return good;
}

static bool match_everyone(Matching *matching, Replacement *out, Error *error) {
    Buffer begin = {0}, end = {0};
    bool json = matching->options->format == MATCH_JSON;
    matching->sequence = sequence_open(out, json ? ",\n" : "", &matching->failures);
    RunConsumer consumer = {take_everyone, stop, matching};
    if (json)
        buffer_add_string(&begin, "[\n");
    else
        match_table_begin(&matching->context, &begin);
    bool good = write_text(out, &begin, error) && run_all(matching->run, &consumer, error);
    for (unsigned i = 1; good && i < matching->options->jobs; i++)
        add_counts(matching, &matching->desks[0].counts, &matching->desks[i].counts);
    if (good && json) buffer_add_string(&end, "\n]\n");
    if (good && !json) match_table_end(&matching->context, &matching->desks[0].counts, &end);
    sequence_close(matching->sequence);
    return write_text(out, &end, error) && good;
}

static bool match_named(Matching *matching, Store *store, const char *const *references, size_t count,
                        Replacement *out, Error *error) {
    RunConsumer consumer = {take_person, NULL, matching};
    Buffer text = {0};
    bool good = true;
    matching->out = &text;
    for (size_t i = 0; i < count && good; i++) {
        int64_t id;
        good = person_find(store, references[i], &id, error) && run_one(matching->run, id, &consumer, error);
    }
    if (good && matching->options->format == MATCH_JSON) buffer_add_string(&text, "\n]\n");
    if (good) return write_text(out, &text, error);
    buffer_close(&text);
    return false;
}

/* Fields that are shown, or that say what a person has done, whether or not a rule reads them. */
static const char *const shown_of_candidates[] = {"completed", "enrolled_in", NULL};
static const char *const shown_of_vacancies[] = {"employer", "employer_name", "closing_on", NULL};

/* One attempt; where a pack is stopped by a limit, `stopped` is its index. */
static bool attempt(const Rules *rules, Store *store, const Source *source, const char *const *references,
                    size_t count, const MatchOptions *options, Replacement *out, uint64_t *errors,
                    int64_t *stopped, Messages *messages, Error *error, Error *reason) {
    Matching matching = {.ruleset = rules->set,
                         .options = options,
                         .explains = count || options->format == MATCH_JSON,
                         .failures = {.arena = messages->arena}};
    RunOptions run_options = {.records = BATCH_RECORDS,
                              .progress = options->progress,
                              .shown = {shown_of_candidates, shown_of_vacancies}};
    bool good = run_open(&matching.run, rules, source, &run_options, error);
    if (good) {
        failures_add_all(&matching.failures, run_vacancy_failures(matching.run));
        open_matching(&matching, rules);
        good = count ? match_named(&matching, store, references, count, out, error)
                     : match_everyone(&matching, out, error);
    }
    *errors = matching.failures.calls;
    *stopped = run_stopped_pack(matching.run, reason);
    if (good) failures_tell(&matching.failures, messages);
    close_matching(&matching);
    run_close(matching.run);
    return good;
}

static bool match_into(Replacement *out, Rules *rules, Store *store, const Source *source,
                       const char *const *references, size_t count, const MatchOptions *options,
                       uint64_t *errors, Messages *messages, Error *error) {
    for (;;) {
        int64_t stopped;
        Error failure = {0}, reason = {0};
        if (attempt(rules, store, source, references, count, options, out, errors, &stopped, messages,
                    &failure, &reason))
            return true;
        if (stopped < 0) *error = failure;
        if (stopped < 0 ||
            !rules_leave_out(rules, (uint32_t)stopped, &reason, options->strict, messages, error) ||
            !replacement_restart(out, error))
            return false;
    }
}

bool match_people(Rules *rules, Store *store, const char *const *references, size_t count,
                  const MatchOptions *options, uint64_t *errors, Messages *messages, Error *error) {
    bool may_restart = ruleset_check_count(rules->set) > 0;
    Replacement *out = replacement_open(NULL, may_restart, error);
    if (!out) return false;
    Readers readers = {0};
    bool done = readers_open(&readers, store, options->jobs, error);
    if (done) {
        Source source = readers_source(&readers);
        done = match_into(out, rules, store, &source, references, count, options, errors, messages, error);
    }
    readers_close(&readers);
    if (done) return replacement_commit(out, error);
    replacement_abandon(out);
    return false;
}
