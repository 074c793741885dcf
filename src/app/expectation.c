/* Expected and got: lists of words, compared without regard to their order. */
#include "app/expectation.h"

#include "base/date.h"
#include "base/map.h"
#include "base/utf8.h"
#include "rule/explain.h"

/* What a failed row is told at most, however many criteria a rule has and however long the values are. */
enum { MOST_REASONS = 40, MOST_DIFFERENCES = 40, MOST_VALUES = 300 /* bytes */ };

/* What came out for one record. */
typedef struct Got {
    const Evaluated *evaluated;
    uint32_t record;
    Arena *arena;                     /* for as long as the row is looked at */
    uint8_t outcome;                  /* as in PlanTestRow */
    uint16_t wanted;                  /* a bit a list that the row says something of; the others stay empty */
    Interner *lists[TEST_LIST_COUNT]; /* NULL: nothing came out */
    Interner *reasons;
    bool more_reasons; /* than are kept */
} Got;

static void add_word(Interner **words, const char *word) {
    if (!*words) *words = interner_open();
    interner_add(*words, word, strlen(word));
}

static void add_to_list(Got *got, TestList list, const char *word) {
    if (got->wanted >> list & 1) add_word(&got->lists[list], word);
}

static uint32_t count_words(const Interner *words) {
    return words ? (uint32_t)interner_count(words) : 0;
}

static bool has_room(Got *got) {
    bool has = count_words(got->reasons) < MOST_REASONS;
    got->more_reasons = got->more_reasons || !has;
    return has;
}

static bool has_word(const Interner *words, const char *word) {
    return words && interner_find(words, word, strlen(word)) != MAP_NONE;
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

static void cut(Buffer *text) {
    if (text->length <= MOST_VALUES) return;
    size_t length = MOST_VALUES;
    while (((unsigned char)text->bytes[length] & 0xC0) == 0x80)
        length--;
    text->length = length;
    buffer_add_string(text, "…");
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
        if (text.length > MOST_VALUES) break;
    }
    cut(&text);
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
        if (listed) add_to_list(got, lists[reasons[i].truth], reasons[i].label);
        if (has_room(got))
            add_word(&got->reasons, arena_format(got->arena, "%s%s: %s%s", start, reason_words(&reasons[i]),
                                                 reasons[i].label, seen_values(got, reasons[i].index)));
    }
}

static void add_questions(Got *got, uint32_t root) {
    const Dictionary *dictionary = ruleset_dictionary(evaluation_ruleset(got->evaluated->evaluation));
    Question *questions = NULL;
    uint32_t count = explain_questions(got->evaluated->evaluation, got->evaluated->rule->pack, root,
                                       got->record, got->arena, &questions);
    for (uint32_t i = 0; i < count; i++)
        add_to_list(got, TEST_ASK, dictionary->fields[questions[i].field].name);
}

static void add_open_points(Got *got, uint32_t root) {
    const char **labels = NULL;
    uint32_t count = explain_open_points(got->evaluated->evaluation, got->evaluated->rule->pack, root,
                                         got->record, got->arena, &labels);
    for (uint32_t i = 0; i < count; i++)
        add_to_list(got, TEST_LEFT_OPEN, labels[i]);
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
        add_to_list(got, list, title);
        bool open = list == TEST_OFFERS_OPEN && declared->kind == RULE_SUPPORT_PLAN;
        if (open || (list == TEST_OFFERS_OPEN && got->outcome == OUTCOME_GRANTED))
            add_questions(got, offer->when);
    }
}

static void refuse_offers(Got *got) {
    const Rule *rule = got->evaluated->rule;
    for (uint32_t i = 0; i < rule->declared->offer_count; i++)
        add_to_list(got, TEST_NOT_OFFERED,
                    plan_string(rule->plan, rule->plan->offers[rule->declared->first_offer + i].title));
}

static void add_dates(Got *got) {
    const PlanRule *declared = got->evaluated->rule->declared;
    char from[DATE_TEXT], to[DATE_TEXT];
    bool has_from = declared->from != INT32_MIN, has_to = declared->to != INT32_MAX;
    add_word(&got->reasons, arena_format(got->arena, "it runs%s%s%s%s", has_from ? " from " : "",
                                         has_from ? date_format(declared->from, from) : "",
                                         has_to ? " to " : "", has_to ? date_format(declared->to, to) : ""));
}

static void explain_outcome(Got *got) {
    uint32_t who = got->evaluated->rule->declared->who;
    if (got->outcome == TEST_NOT_COVERED)
        add_word(&got->reasons, "the rule's 'vacancies' does not cover the vacancy");
    if (got->outcome == TEST_UNCLEAR)
        add_word(&got->reasons, "the vacancy lacks what would tell whether 'vacancies' covers it");
    if (got->evaluated->covers != TRUTH_MET) return;
    if (got->outcome == OUTCOME_NOT_RUNNING) {
        add_dates(got);
        return;
    }
    if (got->outcome == OUTCOME_WAITING)
        add_word(&got->reasons, "all places are taken by people who come first in the rule's order");
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
    failure->more_differences = failure->difference_count == MOST_DIFFERENCES;
    if (failure->more_differences) return;
    if (!failure->differences)
        failure->differences = arena_allocate_array(arena, MOST_DIFFERENCES, sizeof *failure->differences);
    failure->differences[failure->difference_count++] =
        (TestDifference){list, missing, list == TEST_ASK ? bare_field(word) : word};
}

static void compare_list(const Got *got, const PlanTestRow *row, TestList list, TestFailure *failure) {
    const Plan *plan = got->evaluated->rule->plan;
    const Interner *came = got->lists[list];
    Interner *expected = NULL;
    for (uint32_t i = 0; i < row->word_count; i++) {
        const PlanTestWord *word = &plan->test_words[row->first_word + i];
        if (word->list == list) add_word(&expected, plan_string(plan, word->text));
    }
    for (uint32_t i = 0; i < row->word_count; i++) {
        const PlanTestWord *word = &plan->test_words[row->first_word + i];
        const char *text = plan_string(plan, word->text);
        if (word->list == list && !has_word(came, text))
            add_difference(failure, list, true, text, got->arena);
    }
    for (uint32_t i = 0; i < count_words(came) && list != TEST_NOT_OFFERED; i++) {
        const char *text = interner_string(came, (int32_t)i, NULL);
        if (!has_word(expected, text)) add_difference(failure, list, false, text, got->arena);
    }
    interner_close(expected);
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
    for (uint32_t i = 0; got->outcome == OUTCOME_ERROR && i < failures->count && has_room(got); i++)
        add_word(&got->reasons, arena_format(got->arena, "%s:%u: %s",
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
            add_word(&got->reasons, arena_format(got->arena, "%soffered to everyone", start));
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

/* Differences and reasons live as long as the row is looked at; the failure is for the report. */
static void keep_failure(const Got *got, TestFailure *failure, Arena *arena) {
    TestDifference *differences = failure->differences;
    failure->differences = arena_allocate_array(arena, failure->difference_count, sizeof *differences);
    for (uint32_t i = 0; i < failure->difference_count; i++) {
        failure->differences[i] = differences[i];
        failure->differences[i].word = arena_copy_string(arena, differences[i].word);
    }
    failure->reason_count = count_words(got->reasons);
    failure->more_reasons = got->more_reasons;
    failure->reasons = arena_allocate_array(arena, failure->reason_count, sizeof *failure->reasons);
    for (uint32_t i = 0; i < failure->reason_count; i++)
        failure->reasons[i] = arena_copy_string(arena, interner_string(got->reasons, (int32_t)i, NULL));
}

static void close_words(Got *got) {
    for (int list = 0; list < TEST_LIST_COUNT; list++)
        interner_close(got->lists[list]);
    interner_close(got->reasons);
}

bool expectation_holds(const PlanTestRow *row, const Evaluated *evaluated, uint32_t record,
                       const Failures *failures, Arena *arena, TestFailure *failure) {
    Got got = {.evaluated = evaluated, .record = record, .wanted = row->lists};
    got.outcome = find_outcome(evaluated, record);
    bool same = row->outcome == TEST_ANY_OUTCOME || row->outcome == got.outcome;
    if (same && row->lists == 0) return true;
    got.arena = arena_open();
    fill_lists(&got);
    for (int list = 0; list < TEST_LIST_COUNT; list++)
        if (row->lists >> list & 1) compare_list(&got, row, (TestList)list, failure);
    bool holds = same && failure->difference_count == 0;
    if (!holds) {
        add_failures(&got, failures);
        explain_differences(&got, failure);
        failure->expected = outcome_words(evaluated->rule, row->outcome);
        failure->got = outcome_words(evaluated->rule, got.outcome);
        keep_failure(&got, failure, arena);
    }
    close_words(&got);
    arena_close(got.arena);
    return holds;
}
