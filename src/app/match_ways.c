/* Ways: supposed records of people who have finished a programme, then another.
 *
 * A second step is a programme that the first one opened, or one that could have come first too and from
 * which, together with it, leads on what neither leads on to alone. So two courses that have nothing to do
 * with each other are not told in two orders, no programme comes twice, and a cycle of programmes ends. */
#include "app/matching.h"

typedef struct Looking {
    Matching *matching;
    Desk *desk;
} Looking;

static MatchWay *way_of(const Desk *desk, const Trial *trial) {
    return &desk->people[trial->person].match.ways[trial->way];
}

static bool is_step(const MatchWay *way, uint32_t rule) {
    for (uint32_t i = 0; i < way->step_count; i++)
        if (way->steps[i].rule == rule) return true;
    return false;
}

/* Does one of the way's steps lead on to the rule? For all other rules nothing has changed. */
static bool leads_to(const Matching *matching, const MatchWay *way, uint32_t rule) {
    for (uint32_t i = 0; i < way->step_count; i++) {
        int32_t programme = matching->programme_of[way->steps[i].rule];
        if (pathways_lead(matching->pathways, (uint32_t)programme, rule)) return true;
    }
    return false;
}

/* ── What comes out otherwise ───────────────────────────────────────────── */

/* The rule's outcome on a shorter way, for one vacancy; REFUSED where that changed nothing. */
static Outcome outcome_on(const MatchWay *way, uint32_t rule, uint32_t vacancy) {
    for (uint32_t i = 0; i < way->count; i++) {
        const MatchResult *result = &way->results[i];
        if (result->rule != rule) continue;
        if (vacancy == PLAN_NONE) return result->outcome;
        for (uint32_t v = 0; v < result->vacancy_count; v++)
            if (result->vacancies[v] == vacancy) return result->outcome;
    }
    return OUTCOME_REFUSED;
}

/* The best that there was before the last step. */
static Outcome outcome_before(const Desk *desk, const Trial *trial, uint32_t rule, uint32_t vacancy,
                              Outcome now) {
    const Match *match = &desk->people[trial->person].match;
    for (uint32_t i = 0; i < MATCH_STEPS; i++) {
        if (trial->before[i] == PLAN_NONE) continue;
        Outcome on = outcome_on(&match->ways[trial->before[i]], rule, vacancy);
        if (on > now) now = on;
    }
    return now;
}

/* Nearer to being granted: no longer refused, or with nothing left to ask. */
static bool is_better(Outcome outcome, Outcome before) {
    if (outcome == OUTCOME_GRANTED) return before != OUTCOME_GRANTED;
    if (outcome == OUTCOME_REFER) return before < OUTCOME_REFER;
    return before == OUTCOME_REFUSED && outcome > OUTCOME_ERROR;
}

static void note_outcome(const Matching *matching, const Desk *desk, const Evaluation *evaluation,
                         uint32_t record, uint32_t rule, uint32_t vacancy, Outcome outcome, Outcome now) {
    const Trial *trial = &desk->trials[record];
    MatchWay *way = way_of(desk, trial);
    if (outcome == now || !leads_to(matching, way, rule)) return;
    if (!is_better(outcome, outcome_before(desk, trial, rule, vacancy, now))) return;
    if (matching_add_result(desk->arena, &way->results, &way->count, rule, outcome, vacancy))
        way->results[way->count - 1].because =
            matching_why(matching, evaluation, rule, record, outcome, desk->arena);
    way->opened += outcome == OUTCOME_GRANTED;
    way->pairs += outcome == OUTCOME_GRANTED && vacancy != PLAN_NONE;
}

/* What was to be asked before is told with what is so now. */
static Person *whose_trial(Desk *desk, uint32_t rule, uint32_t record, uint32_t *number) {
    const Trial *trial = &desk->trials[record];
    const MatchWay *way = way_of(desk, trial);
    *number = trial->way;
    for (uint32_t i = 0; i < way->count; i++)
        if (way->results[i].rule == rule && way->results[i].outcome == OUTCOME_NEEDS_INFORMATION)
            return &desk->people[trial->person];
    return NULL;
}

static void look_at(const Matching *matching, Desk *desk, unsigned worker, Evaluation *evaluation,
                    uint32_t rule, const uint8_t *now, uint32_t vacancy) {
    const uint8_t *outcomes = run_outcomes(matching->run, worker, rule);
    bool asks = false;
    for (uint32_t i = 0; i < desk->trial_count; i++) {
        const Trial *trial = &desk->trials[i];
        if (vacancy == PLAN_NONE &&
            (desk->people[trial->person].done[rule] || is_step(way_of(desk, trial), rule)))
            continue;
        note_outcome(matching, desk, evaluation, i, rule, vacancy, outcomes[i], now[trial->person]);
        asks |= outcomes[i] == OUTCOME_NEEDS_INFORMATION;
    }
    if (asks) matching_note_questions(matching, desk, evaluation, rule, vacancy != PLAN_NONE, whose_trial);
}

static bool look(void *context, unsigned worker, Evaluation *evaluation, Error *error) {
    const Looking *looking = context;
    const Matching *matching = looking->matching;
    Desk *desk = looking->desk;
    for (uint32_t i = 0; i < ruleset_rule_count(matching->ruleset); i++)
        if (ruleset_rule(matching->ruleset, i)->kind == RULE_PROGRAMME &&
            pathways_reach(matching->pathways, i))
            look_at(matching, desk, worker, evaluation, i, desk->programmes + (size_t)i * matching->records,
                    PLAN_NONE);
    int64_t chosen = -1;
    for (uint32_t p = 0; p < matching->pair_count; p++) {
        const Pair *pair = &matching->pairs[p];
        if (!pathways_reach(matching->pathways, pair->rule)) continue;
        if (pair->vacancy != chosen && !run_choose(matching->run, worker, pair->vacancy, error)) return false;
        chosen = pair->vacancy;
        look_at(matching, desk, worker, evaluation, pair->rule, desk->pairs + (size_t)p * matching->records,
                pair->vacancy);
    }
    return true;
}

/* ── Trials ─────────────────────────────────────────────────────────────── */

static bool evaluate_trials(Matching *matching, unsigned worker, Error *error) {
    Desk *desk = &matching->desks[worker];
    Looking looking = {matching, desk};
    bool good = desk->trial_count == 0 || run_suppose(matching->run, worker, look, &looking, error);
    desk->trial_count = 0;
    if (good) run_supposed(matching->run, worker);
    return good;
}

/* Adds a way to a person, and her record as it would be at its end. */
static bool try_way(Matching *matching, unsigned worker, uint32_t record, const MatchWay *way,
                    const uint32_t *before, Error *error) {
    Desk *desk = &matching->desks[worker];
    Match *match = &desk->people[record].match;
    if (match->way_count == MATCHING_WAYS) {
        match->cut = true;
        return true;
    }
    match->ways = matching_grow(desk->arena, match->ways, match->way_count, sizeof *match->ways);
    match->ways[match->way_count] = *way;
    Batch *supposed = desk->supposed;
    uint32_t copy = batch_copy(supposed, desk->batch, record);
    desk->trials[copy] = (Trial){record, match->way_count, {before[0], before[1]}};
    desk->trial_count = copy + 1;
    MatchWay *added = &match->ways[match->way_count++];
    added->assumed = FIELD_NONE;
    for (uint32_t i = 0; i < way->step_count; i++) {
        uint32_t programme = (uint32_t)matching->programme_of[way->steps[i].rule];
        if (added->assumed == FIELD_NONE)
            added->assumed = pathways_assumed(matching->pathways, programme, desk->batch, record);
        pathways_finish(matching->pathways, programme, supposed, copy);
    }
    return copy + 1 < supposed->capacity || evaluate_trials(matching, worker, error);
}

/* ── First steps ────────────────────────────────────────────────────────── */

static const MatchResult *find_result(const MatchResult *results, uint32_t count, uint32_t rule) {
    for (uint32_t i = 0; i < count; i++)
        if (results[i].rule == rule) return &results[i];
    return NULL;
}

/* Can it be a step where it has come out so? Then fills it in. */
static bool make_step(const MatchResult *result, MatchStep *step) {
    if (!result) return false;
    bool can = result->under_way || result->outcome == OUTCOME_GRANTED || result->outcome == OUTCOME_REFER;
    *step = (MatchStep){.rule = result->rule,
                        .start = result->under_way                    ? STEP_UNDER_WAY
                                 : result->outcome == OUTCOME_GRANTED ? STEP_NOW
                                                                      : STEP_IF_DECIDED,
                        .because = result->because};
    return can;
}

static bool try_first_steps(Matching *matching, unsigned worker, uint32_t record, Error *error) {
    static const uint32_t none[MATCH_STEPS] = {PLAN_NONE, PLAN_NONE};
    const Match *match = &matching->desks[worker].people[record].match;
    for (uint32_t p = 0; p < pathways_count(matching->pathways); p++) {
        MatchWay way = {.step_count = 1};
        uint32_t rule = pathways_rule(matching->pathways, p);
        if (!pathways_lead_on(matching->pathways, p) ||
            !make_step(find_result(match->now, match->now_count, rule), &way.steps[0]))
            continue;
        way.if_decided = way.steps[0].start == STEP_IF_DECIDED;
        if (!try_way(matching, worker, record, &way, none, error)) return false;
    }
    return true;
}

/* ── Second steps ───────────────────────────────────────────────────────── */

static bool try_two(Matching *matching, unsigned worker, uint32_t record, uint32_t first, uint32_t other,
                    const MatchStep *step, Error *error) {
    const MatchWay *shorter = &matching->desks[worker].people[record].match.ways[first];
    const uint32_t before[MATCH_STEPS] = {first, other};
    MatchWay way = {.steps = {shorter->steps[0], *step}, .step_count = 2};
    way.if_decided = shorter->if_decided || step->start == STEP_IF_DECIDED;
    return try_way(matching, worker, record, &way, before, error);
}

/* The way of that one step, or PLAN_NONE. */
static uint32_t find_single(const Match *match, uint32_t singles, uint32_t rule) {
    for (uint32_t i = 0; i < singles; i++)
        if (match->ways[i].steps[0].rule == rule) return i;
    return PLAN_NONE;
}

/* What the first step has opened. */
static bool try_opened(Matching *matching, unsigned worker, uint32_t record, uint32_t first, uint32_t singles,
                       Error *error) {
    const Match *match = &matching->desks[worker].people[record].match;
    for (uint32_t i = 0; i < match->ways[first].count; i++) {
        MatchStep step;
        const MatchResult *result = &match->ways[first].results[i];
        int32_t programme = matching->programme_of[result->rule];
        if (programme < 0 || !pathways_lead_on(matching->pathways, (uint32_t)programme) ||
            !make_step(result, &step))
            continue;
        if (step.start == STEP_NOW) step.start = STEP_THEN;
        uint32_t alone = find_single(match, singles, step.rule);
        if (!try_two(matching, worker, record, first, alone, &step, error)) return false;
    }
    return true;
}

/* Does one of the two open the other, so that they are told in that order already? */
static bool is_chain(const MatchWay *one, const MatchWay *other) {
    return find_result(one->results, one->count, other->steps[0].rule) ||
           find_result(other->results, other->count, one->steps[0].rule);
}

/* Another first step that leads, together with this one, to the same rule. */
static bool try_joined(Matching *matching, unsigned worker, uint32_t record, uint32_t first, uint32_t singles,
                       Error *error) {
    const Match *match = &matching->desks[worker].people[record].match;
    int32_t one = matching->programme_of[match->ways[first].steps[0].rule];
    for (uint32_t other = first + 1; other < singles; other++) {
        int32_t two = matching->programme_of[match->ways[other].steps[0].rule];
        if (!pathways_meet(matching->pathways, (uint32_t)one, (uint32_t)two) ||
            is_chain(&match->ways[first], &match->ways[other]))
            continue;
        /* Either order will do: what hangs on a person's decision comes last. */
        bool turned = match->ways[first].if_decided && !match->ways[other].if_decided;
        uint32_t before = turned ? other : first, after = turned ? first : other;
        MatchStep step = match->ways[after].steps[0];
        if (!try_two(matching, worker, record, before, after, &step, error)) return false;
    }
    return true;
}

static bool try_second_steps(Matching *matching, unsigned worker, uint32_t record, Error *error) {
    uint32_t singles = matching->desks[worker].people[record].match.way_count;
    for (uint32_t first = 0; first < singles; first++)
        if (!try_opened(matching, worker, record, first, singles, error) ||
            !try_joined(matching, worker, record, first, singles, error))
            return false;
    return true;
}

/* ── In order ───────────────────────────────────────────────────────────── */

/* Interviews before programmes. */
static int compare_results(const void *a, const void *b, void *ruleset) {
    const MatchResult *x = a, *y = b;
    RuleKind left = ruleset_rule(ruleset, x->rule)->kind, right = ruleset_rule(ruleset, y->rule)->kind;
    if (x->outcome != y->outcome) return x->outcome > y->outcome ? -1 : 1;
    if (left != right) return left > right ? -1 : 1;
    return (x->rule > y->rule) - (x->rule < y->rule);
}

/* Does a step test nothing, so that it is for everybody and nobody in particular? */
static bool is_untested(const Ruleset *ruleset, const MatchWay *way) {
    for (uint32_t i = 0; i < way->step_count; i++)
        if (ruleset_rule(ruleset, way->steps[i].rule)->judged) return true;
    return false;
}

/* What is open for sure comes before what a person has to decide, and last what they have to decide about
 * everybody. Then the shortest, then what opens most. */
static int compare_ways(const void *a, const void *b, void *ruleset) {
    const MatchWay *x = a, *y = b;
    bool left = is_untested(ruleset, x), right = is_untested(ruleset, y);
    if (!x->opened != !y->opened) return x->opened ? -1 : 1;
    if (x->if_decided != y->if_decided) return x->if_decided ? 1 : -1;
    if (left != right) return left ? 1 : -1;
    if (x->step_count != y->step_count) return x->step_count < y->step_count ? -1 : 1;
    if (x->pairs != y->pairs) return x->pairs > y->pairs ? -1 : 1;
    if (x->opened != y->opened) return x->opened > y->opened ? -1 : 1;
    for (uint32_t i = 0; i < x->step_count; i++)
        if (x->steps[i].rule != y->steps[i].rule) return x->steps[i].rule < y->steps[i].rule ? -1 : 1;
    return 0;
}

static void order_ways(const Matching *matching, Match *match) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < match->way_count; i++) {
        MatchWay *way = &match->ways[i];
        if (!way->count) continue;
        qsort_r(way->results, way->count, sizeof *way->results, compare_results, (void *)matching->ruleset);
        match->ways[kept++] = *way;
    }
    match->way_count = kept;
    if (kept) qsort_r(match->ways, kept, sizeof *match->ways, compare_ways, (void *)matching->ruleset);
}

bool matching_ways(Matching *matching, unsigned worker, Error *error) {
    Desk *desk = &matching->desks[worker];
    bool good = true;
    desk->trial_count = 0;
    desk->supposed = run_supposed(matching->run, worker);
    for (uint32_t i = 0; i < desk->batch->count && good; i++)
        good = try_first_steps(matching, worker, i, error);
    good = good && evaluate_trials(matching, worker, error);
    for (uint32_t i = 0; i < desk->batch->count && good; i++)
        good = try_second_steps(matching, worker, i, error);
    good = good && evaluate_trials(matching, worker, error);
    for (uint32_t i = 0; i < desk->batch->count && good; i++)
        order_ways(matching, &desk->people[i].match);
    return good;
}
