/* Expected and got: lists of words, compared without regard to their order. */
#include "app/expectation.h"

#include "base/date.h"
#include "rule/explain.h"

typedef struct Words {
    const char **items;
    uint32_t count, capacity;
} Words;

/* What came out for one record. */
typedef struct Got {
    const Evaluated *evaluated;
    uint32_t record;
    Arena *arena;
    uint8_t outcome; /* as in PlanTestRow */
    Words lists[TEST_LIST_COUNT];
    Words reasons;
} Got;

static bool has_word(const Words *words, const char *word) {
    for (uint32_t i = 0; i < words->count; i++)
        if (strcmp(words->items[i], word) == 0) return true;
    return false;
}

static void add_word(Got *got, Words *words, const char *word) {
    enum { FIRST = 8 };
    if (has_word(words, word)) return;
    if (words->count == words->capacity) {
        words->capacity = words->capacity ? words->capacity * 2 : FIRST;
        const char **items = arena_allocate_array(got->arena, words->capacity, sizeof *items);
        if (words->count) memcpy(items, words->items, words->count * sizeof *items);
        words->items = items;
    }
    words->items[words->count++] = word;
}

/* ── Offers ─────────────────────────────────────────────────────────────── */

void evaluated_offers(Evaluated *evaluated, uint32_t rule, Arena *arena) {
    const PlanRule *declared = evaluated->rule->declared;
    uint32_t records = evaluation_batch(evaluated->evaluation)->count;
    evaluated->offers = arena_allocate_array(arena, declared->offer_count, sizeof *evaluated->offers);
    for (uint32_t i = 0; i < declared->offer_count; i++) {
        const uint8_t *outcomes = evaluation_offer(evaluated->evaluation, rule, declared->first_offer + i);
        evaluated->offers[i] = arena_allocate(arena, records);
        memcpy(evaluated->offers[i], outcomes, records);
    }
}

static Outcome plan_outcome(const Evaluated *evaluated, uint32_t record) {
    Outcome first = OUTCOME_REFUSED;
    for (uint32_t i = 0; i < evaluated->rule->declared->offer_count; i++) {
        Outcome outcome = evaluated->offers[i][record];
        if (outcome == OUTCOME_GRANTED) return outcome;
        if (outcome != OUTCOME_REFUSED && (first == OUTCOME_REFUSED || outcome < first)) first = outcome;
    }
    return first;
}

const uint8_t *evaluated_plan_outcomes(const Evaluated *evaluated, Arena *arena) {
    uint32_t records = evaluation_batch(evaluated->evaluation)->count;
    uint8_t *outcomes = arena_allocate(arena, records);
    for (uint32_t r = 0; r < records; r++)
        outcomes[r] = (uint8_t)plan_outcome(evaluated, r);
    return outcomes;
}

/* ── What came out ──────────────────────────────────────────────────────── */

static const char *reason_words(const Reason *reason) {
    if (reason->criterion->op == OPERATOR_JUDGEMENT) return "for a person to decide";
    if (reason->failed) return "error";
    return reason->truth == TRUTH_MET ? "met" : reason->truth == TRUTH_UNMET ? "not met" : "not known";
}

/* What a criterion looked at: " (age: 30)"; "" where it looks at nothing. */
static const char *seen_values(const Got *got, uint32_t criterion) {
    const Evaluated *evaluated = got->evaluated;
    const Ruleset *set = evaluation_ruleset(evaluated->evaluation);
    int32_t *fields = NULL;
    uint32_t count = explain_fields(set, evaluated->rule->pack, criterion, got->arena, &fields);
    Buffer text = {0};
    for (uint32_t i = 0; i < count; i++) {
        const Field *field = &ruleset_dictionary(set)->fields[fields[i]];
        bool of_vacancy = field->subject == SUBJECT_VACANCY;
        const Batch *batch = of_vacancy ? evaluation_vacancies(evaluated->evaluation)
                                        : evaluation_batch(evaluated->evaluation);
        buffer_format(&text, "%s%s%s: ", i ? "; " : " (", of_vacancy ? "the vacancy's " : "", field->label);
        batch_show(batch, fields[i], of_vacancy ? evaluated->vacancy : got->record, &text);
    }
    if (count) buffer_add_char(&text, ')');
    const char *copy = arena_copy_string(got->arena, buffer_string(&text));
    buffer_close(&text);
    return copy;
}

/* The reasons of a criterion's truth, each after `start`; their labels go into the lists where `listed`. */
static void add_reasons(Got *got, uint32_t root, const char *start, bool listed) {
    static const TestList lists[] = {
        [TRUTH_UNKNOWN] = TEST_UNKNOWN, [TRUTH_MET] = TEST_MET, [TRUTH_UNMET] = TEST_UNMET};
    Reason *reasons = NULL;
    uint32_t count = explain_reasons(got->evaluated->evaluation, got->evaluated->rule->pack, root,
                                     got->record, got->arena, &reasons);
    for (uint32_t i = 0; i < count; i++) {
        if (listed) add_word(got, &got->lists[lists[reasons[i].truth]], reasons[i].label);
        add_word(got, &got->reasons,
                 arena_format(got->arena, "%s%s: %s%s", start, reason_words(&reasons[i]), reasons[i].label,
                              seen_values(got, reasons[i].index)));
    }
}

static void add_questions(Got *got, uint32_t root) {
    const Dictionary *dictionary = ruleset_dictionary(evaluation_ruleset(got->evaluated->evaluation));
    Question *questions = NULL;
    uint32_t count = explain_questions(got->evaluated->evaluation, got->evaluated->rule->pack, root,
                                       got->record, got->arena, &questions);
    for (uint32_t i = 0; i < count; i++)
        add_word(got, &got->lists[TEST_ASK],
                 arena_copy_string(got->arena, dictionary->fields[questions[i].field].name));
}

static void add_open_points(Got *got, uint32_t root) {
    const char **labels = NULL;
    uint32_t count = explain_open_points(got->evaluated->evaluation, got->evaluated->rule->pack, root,
                                         got->record, got->arena, &labels);
    for (uint32_t i = 0; i < count; i++)
        add_word(got, &got->lists[TEST_LEFT_OPEN], labels[i]);
}

/* The items of a rule that the person may still come to. */
static void add_offers(Got *got) {
    const Evaluated *evaluated = got->evaluated;
    const PlanRule *declared = evaluated->rule->declared;
    for (uint32_t i = 0; i < declared->offer_count; i++) {
        const PlanOffer *offer = &evaluated->rule->plan->offers[declared->first_offer + i];
        const char *title = plan_string(evaluated->rule->plan, offer->title);
        Outcome outcome = evaluated->offers[i][got->record];
        TestList list = outcome == OUTCOME_GRANTED   ? TEST_OFFERS
                        : outcome == OUTCOME_REFUSED ? TEST_NOT_OFFERED
                                                     : TEST_OFFERS_OPEN;
        add_word(got, &got->lists[list], title);
        bool open = list == TEST_OFFERS_OPEN && declared->kind == RULE_SUPPORT_PLAN;
        if (open || (list == TEST_OFFERS_OPEN && got->outcome == OUTCOME_GRANTED))
            add_questions(got, offer->when);
    }
}

static void refuse_offers(Got *got) {
    const Rule *rule = got->evaluated->rule;
    for (uint32_t i = 0; i < rule->declared->offer_count; i++)
        add_word(got, &got->lists[TEST_NOT_OFFERED],
                 plan_string(rule->plan, rule->plan->offers[rule->declared->first_offer + i].title));
}

static void add_dates(Got *got) {
    const PlanRule *declared = got->evaluated->rule->declared;
    char from[DATE_TEXT], to[DATE_TEXT];
    bool has_from = declared->from != INT32_MIN, has_to = declared->to != INT32_MAX;
    add_word(got, &got->reasons,
             arena_format(got->arena, "it runs%s%s%s%s", has_from ? " from " : "",
                          has_from ? date_format(declared->from, from) : "", has_to ? " to " : "",
                          has_to ? date_format(declared->to, to) : ""));
}

static void explain_outcome(Got *got) {
    uint32_t who = got->evaluated->rule->declared->who;
    if (got->outcome == TEST_NOT_COVERED)
        add_word(got, &got->reasons, "the rule's 'vacancies' does not cover the vacancy");
    if (got->outcome == TEST_UNCLEAR)
        add_word(got, &got->reasons, "the vacancy lacks what would tell whether 'vacancies' covers it");
    if (got->evaluated->covers != TRUTH_MET) return;
    if (got->outcome == OUTCOME_NOT_RUNNING) {
        add_dates(got);
        return;
    }
    if (got->outcome == OUTCOME_WAITING)
        add_word(got, &got->reasons, "all places are taken by people who come first in the rule's order");
    if (who == PLAN_NONE) return;
    add_reasons(got, who, "", true);
    if (got->outcome == OUTCOME_NEEDS_INFORMATION) add_questions(got, who);
    add_open_points(got, who);
}

static uint8_t find_outcome(const Evaluated *evaluated, uint32_t record) {
    if (evaluated->covers == TRUTH_MET) return evaluated->outcomes[record];
    return evaluated->covers == TRUTH_UNMET ? TEST_NOT_COVERED : TEST_UNCLEAR;
}

static void fill_lists(Got *got) {
    bool closed = got->outcome == OUTCOME_NOT_RUNNING || got->outcome == OUTCOME_REFUSED;
    explain_outcome(got);
    if (closed && got->evaluated->rule->kind != RULE_SUPPORT_PLAN)
        refuse_offers(got);
    else
        add_offers(got);
}

/* ── Comparing ──────────────────────────────────────────────────────────── */

/* As a rule calls it: a pack's own field without the pack. */
static const char *bare_field(const char *name) {
    const char *dot = strchr(name, '.');
    return dot ? dot + 1 : name;
}

static void add_difference(TestFailure *failure, TestList list, bool missing, const char *word,
                           Arena *arena) {
    uint32_t count = failure->difference_count;
    if ((count & (count - 1)) == 0) {
        TestDifference *more = arena_allocate_array(arena, count ? 2 * (size_t)count : 1, sizeof *more);
        if (count) memcpy(more, failure->differences, count * sizeof *more);
        failure->differences = more;
    }
    failure->differences[failure->difference_count++] =
        (TestDifference){list, missing, list == TEST_ASK ? bare_field(word) : word};
}

static void compare_list(const Got *got, const PlanTestRow *row, TestList list, TestFailure *failure) {
    const Plan *plan = got->evaluated->rule->plan;
    Words expected = {.items = arena_allocate_array(got->arena, row->word_count, sizeof *expected.items)};
    for (uint32_t i = 0; i < row->word_count; i++) {
        const PlanTestWord *word = &plan->test_words[row->first_word + i];
        if (word->list == list) expected.items[expected.count++] = plan_string(plan, word->text);
    }
    for (uint32_t i = 0; i < expected.count; i++)
        if (!has_word(&got->lists[list], expected.items[i]))
            add_difference(failure, list, true, expected.items[i], got->arena);
    for (uint32_t i = 0; i < got->lists[list].count && list != TEST_NOT_OFFERED; i++)
        if (!has_word(&expected, got->lists[list].items[i]))
            add_difference(failure, list, false, got->lists[list].items[i], got->arena);
}

static const char *outcome_words(const Rule *rule, uint8_t outcome) {
    switch (outcome) {
    case TEST_NOT_COVERED: return "not_covered";
    case TEST_UNCLEAR: return "unclear";
    case TEST_ANY_OUTCOME: return NULL;
    default: return outcome_name(rule->kind, (Outcome)outcome);
    }
}

/* What the check functions of the test's rows raised. */
static void add_failures(Got *got, const Failures *failures) {
    for (uint32_t i = 0; got->outcome == OUTCOME_ERROR && i < failures->count; i++)
        add_word(got, &got->reasons,
                 arena_format(got->arena, "%s:%u: %s",
                              failures->items[i].file ? failures->items[i].file : "?",
                              failures->items[i].line, failures->items[i].text));
}

/* Why the offers of this title, which came out otherwise than expected, did so. */
static void explain_offers(Got *got, const char *title) {
    const Plan *plan = got->evaluated->rule->plan;
    const PlanRule *declared = got->evaluated->rule->declared;
    for (uint32_t i = 0; i < declared->offer_count; i++) {
        const PlanOffer *offer = &plan->offers[declared->first_offer + i];
        if (strcmp(plan_string(plan, offer->title), title) != 0) continue;
        const char *start = arena_format(got->arena, "%s: ", title);
        if (offer->when == PLAN_NONE)
            add_word(got, &got->reasons, arena_format(got->arena, "%soffered to everyone", start));
        else
            add_reasons(got, offer->when, start, false);
    }
}

static void explain_differences(Got *got, const TestFailure *failure) {
    for (uint32_t i = 0; i < failure->difference_count; i++) {
        TestList list = failure->differences[i].list;
        if (list == TEST_OFFERS || list == TEST_NOT_OFFERED || list == TEST_OFFERS_OPEN)
            explain_offers(got, failure->differences[i].word);
    }
}

bool expectation_holds(const PlanTestRow *row, const Evaluated *evaluated, uint32_t record,
                       const Failures *failures, Arena *arena, TestFailure *failure) {
    Got got = {.evaluated = evaluated, .record = record, .arena = arena};
    got.outcome = find_outcome(evaluated, record);
    bool same = row->outcome == TEST_ANY_OUTCOME || row->outcome == got.outcome;
    if (same && row->lists == 0) return true;
    fill_lists(&got);
    for (int list = 0; list < TEST_LIST_COUNT; list++)
        if (row->lists >> list & 1) compare_list(&got, row, (TestList)list, failure);
    if (same && failure->difference_count == 0) return true;
    add_failures(&got, failures);
    explain_differences(&got, failure);
    failure->expected = outcome_words(evaluated->rule, row->outcome);
    failure->got = outcome_words(evaluated->rule, got.outcome);
    failure->reasons = got.reasons.items;
    failure->reason_count = got.reasons.count;
    return false;
}
