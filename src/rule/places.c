/* Places: the best of those who may have one, and no more of them than there are places.
 *
 * A contest keeps entries, each a key and a person. Whoever holds a place already comes first, then the
 * rule's order, then the dataset's. When there are twice as many entries as places the worse half goes: who
 * was beaten then is beaten for good. A person who is entered twice (for two vacancies) counts once, with the
 * better key. So the result is the same in whatever order people are offered, and by however many threads.
 *
 * A guaranteed interview may have places in all, for people, and places in each vacancy: a pair needs both.
 */
#include "rule/places.h"

#include "base/memory.h"
#include "rule/evaluation.h"

#include <stdlib.h>

enum { SLACK = 1024 }; /* entries beyond twice the places before the worse half goes */

typedef struct Contest {
    uint32_t places;
    uint32_t words; /* of an entry: holder or not, the order's keys, the person */
    uint64_t *entries;
    size_t count, capacity;
    bool is_full;     /* the first entries are the best so far, in order: the places' and the next in line */
    int64_t *winners; /* once settled: ascending */
    size_t winner_count;
} Contest;

struct Places {
    const Ruleset *ruleset;
    uint32_t *in_all; /* by rule: its contest, or PLAN_NONE */
    uint32_t *each;   /* by rule: its first vacancy's contest, the others' after it, or PLAN_NONE */
    Contest *contests;
    uint32_t contest_count;
    uint64_t *entry; /* the one being offered */
};

bool places_needed(const Ruleset *ruleset) {
    for (uint32_t i = 0; i < ruleset->rule_count; i++)
        if (ruleset->rules[i].limited) return true;
    return false;
}

static uint32_t words_of(const Rule *rule) {
    return rule->declared->order_count + 2;
}

static uint32_t add_contests(Places *places, const Rule *rule, int32_t limit, uint32_t count) {
    if (limit < 0) return PLAN_NONE;
    uint32_t first = places->contest_count;
    places->contests = memory_resize(places->contests, (first + (size_t)count) * sizeof *places->contests);
    for (uint32_t i = 0; i < count; i++)
        places->contests[first + i] = (Contest){.places = (uint32_t)limit, .words = words_of(rule)};
    places->contest_count += count;
    return first;
}

Places *places_open(const Ruleset *ruleset, const Batch *vacancies) {
    Places *places = memory_allocate(sizeof *places);
    uint32_t words = 0;
    places->ruleset = ruleset;
    places->in_all = memory_allocate_array(ruleset->rule_count, sizeof *places->in_all);
    places->each = memory_allocate_array(ruleset->rule_count, sizeof *places->each);
    for (uint32_t i = 0; i < ruleset->rule_count; i++) {
        const Rule *rule = &ruleset->rules[i];
        places->in_all[i] = add_contests(places, rule, rule->declared->places, 1);
        places->each[i] =
            add_contests(places, rule, rule->declared->places_each, vacancies ? vacancies->count : 0);
        if (words < words_of(rule)) words = words_of(rule);
    }
    places->entry = memory_allocate_array(words, sizeof *places->entry);
    return places;
}

void places_close(Places *places) {
    if (!places) return;
    for (uint32_t i = 0; i < places->contest_count; i++) {
        free(places->contests[i].entries);
        free(places->contests[i].winners);
    }
    free(places->contests);
    free(places->in_all);
    free(places->each);
    free(places->entry);
    free(places);
}

static int compare_entries(const void *a, const void *b, void *words) {
    const uint64_t *x = a, *y = b;
    for (uint32_t i = 0; i < *(const uint32_t *)words; i++)
        if (x[i] != y[i]) return x[i] < y[i] ? -1 : 1;
    return 0;
}

static int compare_people(const void *a, const void *b, void *words) {
    uint32_t last = *(const uint32_t *)words - 1;
    const uint64_t *x = a, *y = b;
    if (x[last] != y[last]) return x[last] < y[last] ? -1 : 1;
    return compare_entries(a, b, words);
}

static uint64_t *entry_at(const Contest *contest, size_t index) {
    return contest->entries + index * contest->words;
}

static uint64_t person_at(const Contest *contest, size_t index) {
    return entry_at(contest, index)[contest->words - 1];
}

static void keep_best_of_each_person(Contest *contest) {
    size_t size = contest->words * sizeof *contest->entries, kept = 0;
    qsort_r(contest->entries, contest->count, size, compare_people, &contest->words);
    for (size_t i = 0; i < contest->count; i++)
        if (kept == 0 || person_at(contest, kept - 1) != person_at(contest, i))
            memmove(entry_at(contest, kept++), entry_at(contest, i), size);
    contest->count = kept;
}

static void prune(Contest *contest) {
    if (contest->count == 0) return;
    keep_best_of_each_person(contest);
    qsort_r(contest->entries, contest->count, contest->words * sizeof *contest->entries, compare_entries,
            &contest->words);
    contest->is_full = contest->count > contest->places;
    if (contest->is_full) contest->count = (size_t)contest->places + 1;
}

static bool is_beaten(Contest *contest, const uint64_t *entry) {
    if (contest->places == 0) return true;
    if (!contest->is_full) return false;
    return compare_entries(entry, entry_at(contest, contest->places), &contest->words) >= 0;
}

static void enter(Contest *contest, const uint64_t *entry) {
    if (is_beaten(contest, entry)) return;
    if (contest->count >= 2 * (size_t)contest->places + SLACK) prune(contest);
    if (contest->count == contest->capacity) {
        contest->capacity = contest->capacity ? contest->capacity * 2 : BITS_WORD;
        contest->entries =
            memory_resize(contest->entries, contest->capacity * contest->words * sizeof *contest->entries);
    }
    memcpy(entry_at(contest, contest->count++), entry, contest->words * sizeof *entry);
}

/* Numbers in the order of what they stand for. */
static uint64_t order_of_integer(int64_t value) {
    return (uint64_t)value ^ UINT64_C(1) << 63;
}

static uint64_t order_of_number(double value) {
    uint64_t bits;
    value += 0.0; /* one zero */
    memcpy(&bits, &value, sizeof bits);
    return bits >> 63 ? ~bits : bits | UINT64_C(1) << 63;
}

static uint64_t field_key(const Evaluation *evaluation, int32_t field, uint32_t record) {
    const Column *column = &evaluation->candidates.batch->columns[field];
    if (!column->known || !bits_get(column->known, record)) return UINT64_MAX;
    if (evaluation->ruleset->dictionary->fields[field].type == FIELD_NUMBER)
        return order_of_number(column->numbers[record]);
    return order_of_integer(column->integers[record]);
}

static uint64_t criterion_key(const Evaluation *evaluation, uint32_t node, uint32_t record) {
    switch (evaluation_truth(evaluation, node, record)) {
    case TRUTH_MET: return 0;
    case TRUTH_UNMET: return 1;
    case TRUTH_UNKNOWN: break;
    }
    return 2;
}

static bool holds_place(const Evaluation *evaluation, uint32_t rule, uint32_t record) {
    const Ruleset *ruleset = evaluation->ruleset;
    if (ruleset->enrolled_in == FIELD_NONE) return false;
    const Column *column = &evaluation->candidates.batch->columns[ruleset->enrolled_in];
    if (!column->known || !bits_get(column->known, record)) return false;
    uint32_t count;
    const int32_t *members = sets_members(column->sets, column->integers[record], &count);
    for (uint32_t i = 0; i < count; i++)
        if (members[i] == ruleset->own_ids[rule]) return true;
    return false;
}

static void make_entry(const Places *places, const Evaluation *evaluation, uint32_t rule, uint32_t record,
                       uint64_t *word) {
    const Rule *limited = &places->ruleset->rules[rule];
    const RulesetPack *pack = &places->ruleset->packs[limited->pack];
    const PlanOrder *orders =
        pack->plan->orders + (limited->declared->order_count ? limited->declared->first_order : 0);
    *word++ = !holds_place(evaluation, rule, record);
    for (uint32_t i = 0; i < limited->declared->order_count; i++)
        *word++ = orders[i].criterion != PLAN_NONE
                      ? criterion_key(evaluation, pack->nodes[orders[i].criterion], record)
                      : field_key(evaluation, pack->fields[orders[i].field], record);
    *word = order_of_integer(evaluation->candidates.batch->ids[record]);
}

/* The contest of the chosen vacancy; NULL where the rule has none. */
static Contest *contest_of_vacancy(const Places *places, const Evaluation *evaluation, uint32_t rule) {
    if (places->each[rule] == PLAN_NONE || evaluation->chosen < 0) return NULL;
    return &places->contests[places->each[rule] + (uint32_t)evaluation->chosen];
}

static Contest *contest_in_all(const Places *places, uint32_t rule) {
    return places->in_all[rule] == PLAN_NONE ? NULL : &places->contests[places->in_all[rule]];
}

void places_offer(Places *places, Evaluation *evaluation, uint32_t rule) {
    if (!places->ruleset->rules[rule].limited) return;
    const uint8_t *outcomes = evaluation_outcomes(evaluation, rule);
    Contest *in_all = contest_in_all(places, rule), *each = contest_of_vacancy(places, evaluation, rule);
    for (uint32_t record = 0; record < evaluation->candidates.batch->count; record++) {
        if (outcomes[record] != OUTCOME_GRANTED) continue;
        make_entry(places, evaluation, rule, record, places->entry);
        if (in_all) enter(in_all, places->entry);
        if (each) enter(each, places->entry);
    }
}

void places_merge(Places *places, const Places *other) {
    for (uint32_t i = 0; i < other->contest_count; i++)
        for (size_t j = 0; j < other->contests[i].count; j++)
            enter(&places->contests[i], entry_at(&other->contests[i], j));
}

static int compare_ids(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static void settle(Contest *contest) {
    prune(contest);
    contest->winners = memory_allocate_array(contest->count, sizeof *contest->winners);
    contest->winner_count = contest->count < contest->places ? contest->count : contest->places;
    for (size_t i = 0; i < contest->winner_count; i++)
        contest->winners[i] = (int64_t)(person_at(contest, i) ^ UINT64_C(1) << 63);
    if (contest->winner_count)
        qsort(contest->winners, contest->winner_count, sizeof *contest->winners, compare_ids);
}

void places_settle(Places *places) {
    for (uint32_t i = 0; i < places->contest_count; i++)
        settle(&places->contests[i]);
}

static bool has_won(const Contest *contest, int64_t id) {
    if (!contest) return true;
    if (contest->winner_count == 0) return false;
    return bsearch(&id, contest->winners, contest->winner_count, sizeof id, compare_ids) != NULL;
}

/* Would she get a place with that entry? Her own place is no rival's: the next in line would have it. */
static bool would_win(const Contest *contest, const uint64_t *entry, int64_t id) {
    if (!contest) return true;
    if (contest->places == 0) return false;
    size_t last = has_won(contest, id) ? contest->places : contest->places - 1;
    return contest->count <= last ||
           compare_entries(entry, entry_at(contest, last), (void *)&contest->words) <= 0;
}

void places_apply(const Places *settled, const Evaluation *evaluation, uint32_t rule, uint8_t *outcomes) {
    if (!settled->ruleset->rules[rule].limited) return;
    const Batch *batch = evaluation->candidates.batch;
    const Contest *in_all = contest_in_all(settled, rule),
                  *each = contest_of_vacancy(settled, evaluation, rule);
    for (uint32_t record = 0; record < batch->count; record++) {
        if (outcomes[record] != OUTCOME_GRANTED || holds_place(evaluation, rule, record)) continue;
        if (!has_won(in_all, batch->ids[record]) || !has_won(each, batch->ids[record]))
            outcomes[record] = OUTCOME_WAITING;
    }
}

void places_suppose(const Places *settled, const Evaluation *evaluation, uint32_t rule, uint8_t *outcomes) {
    if (!settled->ruleset->rules[rule].limited) return;
    const Batch *batch = evaluation->candidates.batch;
    const Contest *in_all = contest_in_all(settled, rule),
                  *each = contest_of_vacancy(settled, evaluation, rule);
    uint64_t *entry = memory_allocate_array(words_of(&settled->ruleset->rules[rule]), sizeof *entry);
    for (uint32_t record = 0; record < batch->count; record++) {
        if (outcomes[record] != OUTCOME_GRANTED || holds_place(evaluation, rule, record)) continue;
        make_entry(settled, evaluation, rule, record, entry);
        if (!would_win(in_all, entry, batch->ids[record]) || !would_win(each, entry, batch->ids[record]))
            outcomes[record] = OUTCOME_WAITING;
    }
    free(entry);
}
