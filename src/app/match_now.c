/* What is so now: outcomes of every rule, vacancies that fit, near misses and support. */
#include "app/matching.h"

enum { NEAR = 1 /* criteria that may be unmet in a near miss */ };

static Person *whose_now(Desk *desk, uint32_t rule, uint32_t record, uint32_t *way) {
    (void)rule;
    *way = PLAN_NONE;
    return &desk->people[record];
}

static Person *whose_programme(Desk *desk, uint32_t rule, uint32_t record, uint32_t *way) {
    Person *person = whose_now(desk, rule, record, way);
    return person->done[rule] ? NULL : person;
}

static const uint8_t *keep(uint8_t *kept, size_t place, uint32_t records, const uint8_t *outcomes,
                           uint32_t count) {
    return memcpy(kept + place * records, outcomes, count);
}

static bool has_outcome(const uint8_t *outcomes, uint32_t count, Outcome outcome) {
    return memchr(outcomes, (int)outcome, count) != NULL;
}

/* ── Misses ─────────────────────────────────────────────────────────────── */

/* Is it one criterion that stands in the way, and one that the person can do something about? */
static bool is_near(const Change *changes, uint32_t count) {
    uint32_t unmet = 0;
    for (uint32_t i = 0; i < count; i++) {
        bool is_open = changes[i].truth == TRUTH_UNKNOWN;
        if (!is_open && !changes[i].can_change) return false;
        unmet += !is_open;
    }
    return count && unmet <= NEAR;
}

/* Without changes it is out of reach. */
static void add_miss(Person *person, Arena *arena, uint32_t rule, const Change *changes, uint32_t count) {
    Match *match = &person->match;
    match->misses = matching_grow(arena, match->misses, match->miss_count, sizeof *match->misses);
    MatchMiss *miss = &match->misses[match->miss_count++];
    *miss = (MatchMiss){.rule = rule,
                        .changes = arena_allocate_array(arena, count, sizeof *miss->changes),
                        .change_count = count};
    for (uint32_t i = 0; i < count; i++)
        miss->changes[i] = (MatchChange){.criterion = changes[i].criterion,
                                         .label = changes[i].label,
                                         .is_open = changes[i].truth == TRUTH_UNKNOWN};
}

static void note_miss(const Matching *matching, const Desk *desk, const Evaluation *evaluation,
                      uint32_t index, uint32_t record) {
    const Rule *rule = ruleset_rule(matching->ruleset, index);
    Change *changes;
    uint32_t count =
        explain_change(evaluation, rule->pack, rule->declared->who, record, desk->arena, &changes);
    add_miss(&desk->people[record], desk->arena, index, changes, is_near(changes, count) ? count : 0);
}

/* ── Programmes ─────────────────────────────────────────────────────────── */

static bool is_in(const Desk *desk, int32_t field, uint32_t record, int32_t member) {
    return field != FIELD_NONE && batch_has_member(desk->batch, field, record, member);
}

static bool has_given(const Matching *matching, const Desk *desk, uint32_t rule, uint32_t record) {
    int32_t programme = matching->programme_of[rule];
    return programme >= 0 && pathways_lead_on(matching->pathways, (uint32_t)programme) &&
           pathways_has(matching->pathways, (uint32_t)programme, desk->batch, record);
}

static int32_t member_of(const Desk *desk, int32_t field, const char *id) {
    return field == FIELD_NONE || !desk->batch->columns[field].known
               ? -1
               : batch_find_member(desk->batch, field, id);
}

static void note_programme(const Matching *matching, Desk *desk, const Evaluation *evaluation, uint32_t rule,
                           uint32_t record, Outcome outcome, bool under_way) {
    Person *person = &desk->people[record];
    Match *match = &person->match;
    if (outcome == OUTCOME_REFUSED && !under_way) {
        if (matching->explains) note_miss(matching, desk, evaluation, rule, record);
        return;
    }
    matching_add_result(desk->arena, &match->now, &match->now_count, rule, outcome, PLAN_NONE);
    match->now[match->now_count - 1].under_way = under_way;
    match->now[match->now_count - 1].because =
        matching_why(matching, evaluation, rule, record, outcome, desk->arena);
}

static void take_programme(const Matching *matching, Desk *desk, unsigned worker, Evaluation *evaluation,
                           uint32_t index) {
    const Rule *rule = ruleset_rule(matching->ruleset, index);
    const uint8_t *outcomes = keep(desk->programmes, index, matching->records,
                                   run_outcomes(matching->run, worker, index), desk->batch->count);
    int32_t completed = member_of(desk, matching->completed, rule->id),
            enrolled = member_of(desk, matching->enrolled_in, rule->id);
    for (uint32_t i = 0; rule->running && i < desk->batch->count; i++) {
        bool under_way = is_in(desk, matching->enrolled_in, i, enrolled);
        bool done = is_in(desk, matching->completed, i, completed) || has_given(matching, desk, index, i);
        desk->people[i].done[index] = done || under_way;
        if (!done) note_programme(matching, desk, evaluation, index, i, outcomes[i], under_way);
    }
    if (has_outcome(outcomes, desk->batch->count, OUTCOME_NEEDS_INFORMATION))
        matching_note_questions(matching, desk, evaluation, index, false, whose_programme);
}

/* ── Vacancies ──────────────────────────────────────────────────────────── */

static void note_interview(const Matching *matching, Desk *desk, const Evaluation *evaluation,
                           const Pair *pair, uint32_t record, Outcome outcome) {
    Match *match = &desk->people[record].match;
    if (!matching_add_result(desk->arena, &match->now, &match->now_count, pair->rule, outcome, pair->vacancy))
        return;
    match->now[match->now_count - 1].because =
        matching_why(matching, evaluation, pair->rule, record, outcome, desk->arena);
}

/* Is this the rule's first vacancy, for which its refusals are told? */
static bool is_first(const Matching *matching, uint32_t pair) {
    for (uint32_t i = 0; i < pair; i++)
        if (matching->pairs[i].rule == matching->pairs[pair].rule) return false;
    return true;
}

static void take_pair(const Matching *matching, Desk *desk, unsigned worker, Evaluation *evaluation,
                      uint32_t number) {
    const Pair *pair = &matching->pairs[number];
    uint32_t count = desk->batch->count;
    const uint8_t *outcomes =
        keep(desk->pairs, number, matching->records, run_outcomes(matching->run, worker, pair->rule), count);
    bool tells_refusals = matching->explains && is_first(matching, number);
    for (uint32_t i = 0; i < count; i++)
        if (outcomes[i] == OUTCOME_REFUSED && tells_refusals)
            note_miss(matching, desk, evaluation, pair->rule, i);
        else if (outcomes[i] != OUTCOME_REFUSED && outcomes[i] != OUTCOME_NOT_RUNNING)
            note_interview(matching, desk, evaluation, pair, i, outcomes[i]);
    if (has_outcome(outcomes, count, OUTCOME_NEEDS_INFORMATION))
        matching_note_questions(matching, desk, evaluation, pair->rule, true, whose_now);
}

static void take_fit(const Matching *matching, Desk *desk, Evaluation *evaluation, uint32_t vacancy) {
    uint32_t fit = matching->context.fit, count = desk->batch->count;
    const uint8_t *outcomes = evaluation_outcomes(evaluation, fit);
    for (uint32_t i = 0; i < count; i++) {
        Match *match = &desk->people[i].match;
        if (outcomes[i] == OUTCOME_REFUSED) continue;
        match->vacancies =
            matching_grow(desk->arena, match->vacancies, match->vacancy_count, sizeof *match->vacancies);
        match->vacancies[match->vacancy_count++] = (MatchVacancy){vacancy, outcomes[i]};
    }
    if (has_outcome(outcomes, count, OUTCOME_NEEDS_INFORMATION))
        matching_note_questions(matching, desk, evaluation, fit, true, whose_now);
}

static bool take_vacancies(Matching *matching, Desk *desk, unsigned worker, Evaluation *evaluation,
                           Error *error) {
    for (uint32_t v = 0; v < matching->context.vacancies->count; v++) {
        if (!matching->is_open[v]) continue;
        if (!run_choose(matching->run, worker, v, error)) return false;
        for (uint32_t p = matching->first_pair[v]; p < matching->first_pair[v + 1]; p++)
            take_pair(matching, desk, worker, evaluation, p);
        take_fit(matching, desk, evaluation, v);
    }
    return true;
}

/* ── Support ────────────────────────────────────────────────────────────── */

/* A programme's support is for those who are on it or may start. */
static bool may_have(const Matching *matching, const Desk *desk, uint32_t rule, uint32_t record) {
    if (ruleset_rule(matching->ruleset, rule)->kind == RULE_SUPPORT_PLAN) return true;
    const Match *match = &desk->people[record].match;
    for (uint32_t i = 0; i < match->now_count; i++)
        if (match->now[i].rule == rule)
            return match->now[i].under_way || match->now[i].outcome == OUTCOME_GRANTED;
    return false;
}

static const char *reasons_of(const Evaluation *evaluation, const Rule *rule, uint32_t when, uint32_t record,
                              Arena *arena) {
    Reason *reasons;
    if (when == PLAN_NONE) return NULL;
    uint32_t count = explain_reasons(evaluation, rule->pack, when, record, arena, &reasons);
    const char *joined = "";
    for (uint32_t i = 0; i < count; i++)
        joined = arena_format(arena, "%s%s%s", joined, i ? "; " : "", reasons[i].label);
    return joined;
}

static void note_offer(const Matching *matching, const Desk *desk, const Evaluation *evaluation,
                       uint32_t index, uint32_t offer, uint32_t record, Outcome outcome) {
    const Rule *rule = ruleset_rule(matching->ruleset, index);
    Match *match = &desk->people[record].match;
    if (outcome != OUTCOME_GRANTED) {
        match->items_open++;
        return;
    }
    match->items = matching_grow(desk->arena, match->items, match->item_count, sizeof *match->items);
    match->items[match->item_count++] = (MatchItem){
        index, offer, reasons_of(evaluation, rule, rule->plan->offers[offer].when, record, desk->arena)};
}

static void take_support(const Matching *matching, const Desk *desk, Evaluation *evaluation, uint32_t index) {
    const Rule *rule = ruleset_rule(matching->ruleset, index);
    for (uint32_t o = 0; o < rule->declared->offer_count; o++) {
        uint32_t offer = rule->declared->first_offer + o;
        const uint8_t *outcomes = evaluation_offer(evaluation, index, offer);
        for (uint32_t i = 0; i < desk->batch->count; i++)
            if (outcomes[i] != OUTCOME_REFUSED && outcomes[i] != OUTCOME_NOT_RUNNING &&
                may_have(matching, desk, index, i))
                note_offer(matching, desk, evaluation, index, offer, i, outcomes[i]);
    }
}

bool matching_now(Matching *matching, unsigned worker, Evaluation *evaluation, Error *error) {
    Desk *desk = &matching->desks[worker];
    for (uint32_t i = 0; i < ruleset_rule_count(matching->ruleset); i++)
        if (ruleset_rule(matching->ruleset, i)->kind == RULE_PROGRAMME)
            take_programme(matching, desk, worker, evaluation, i);
    for (uint32_t i = 0; matching->explains && i < ruleset_rule_count(matching->ruleset); i++)
        take_support(matching, desk, evaluation, i);
    return take_vacancies(matching, desk, worker, evaluation, error);
}
