/* Explanations, laid out for reading: lines of at most 100 characters, or as many as the terminal has, what
 * belongs to a line indented below it.
 *
 * Values come from the record and labels from a stranger's pack: every line is made safe to show. */
#include "output/explanation.h"

#include "base/date.h"
#include "base/utf8.h"
#include "output/words.h"

#include <stdarg.h>

enum { WIDEST = 100, NARROWEST = 40, INDENT = 4 };

/* How long a line may be; set before the first one is made. */
static int line_width = WIDEST;

void explanation_fit(int columns) {
    line_width = columns > WIDEST ? WIDEST : columns < NARROWEST ? NARROWEST : columns;
}

/* Where the next word begins, after the spaces at `text`. */
static const char *next_word(const char *text) {
    return text + strspn(text, " ");
}

/* Adds safe text as a paragraph `level` steps in; its further lines hang two characters deeper. */
static void add_paragraph(Buffer *out, int level, const char *text) {
    int indent = level * INDENT, column = indent;
    buffer_format(out, "%*s", indent, "");
    bool first = true;
    for (const char *word = next_word(text); *word; word = next_word(word)) {
        size_t length = strcspn(word, " ");
        int width = (int)utf8_count(word, length);
        if (!first && column + 1 + width > line_width) {
            buffer_format(out, "\n%*s", indent + 2, "");
            column = indent + 2;
        } else if (!first) {
            buffer_add_char(out, ' ');
            column++;
        }
        buffer_add(out, word, length);
        column += width;
        word += length;
        first = false;
    }
    buffer_add_char(out, '\n');
}

void explanation_add_line(Buffer *out, int level, const char *format, ...) {
    Arena *arena = arena_open();
    Buffer safe = {0};
    va_list list;
    va_start(list, format);
    const char *text = arena_format_list(arena, format, list);
    va_end(list);
    utf8_add_safe(&safe, text, strlen(text));
    add_paragraph(out, level, buffer_string(&safe));
    buffer_close(&safe);
    arena_close(arena);
}

static void add_source(const Plan *plan, PlanString source, int level, Buffer *out) {
    if (source) explanation_add_line(out, level, "in the scheme's words: \"%s\"", plan_string(plan, source));
}

/* "title (rules/hackney/project-search.lua:12)" */
static void add_placed(const Plan *plan, const PlanPlace *place, int level, const char *title, Buffer *out) {
    explanation_add_line(out, level, "%s (%s:%u)", title, plan_string(plan, place->file), place->line);
}

/* Whoever is eligible has no place yet where there are only so many. */
static void add_places(const char *what, int32_t places, Buffer *out) {
    if (places == PLACES_UNSTATED) explanation_add_line(out, 1, "%s: how many there are is not said", what);
    if (places > 0) explanation_add_line(out, 1, "%s: %d", what, places);
}

void explanation_add_rule(const Rule *rule, Buffer *out) {
    const Plan *plan = rule->plan;
    explanation_add_line(out, 0, "%s", plan_string(plan, rule->declared->title));
    const PlanPlace *place = &rule->declared->place;
    explanation_add_line(out, 1, "%s of %s (%s:%u)", rule->id, plan_string(plan, plan->packs[0].organisation),
                         plan_string(plan, place->file), place->line);
    add_source(plan, rule->declared->source, 1, out);
    const char *basis = words_basis((InterviewBasis)rule->declared->basis);
    if (*basis) explanation_add_line(out, 1, "what it rests on: %s", basis);
    add_places("places", rule->declared->places, out);
    add_places("places for each vacancy", rule->declared->places_each, out);
}

/* The values that a criterion looked at, a line each: "age: 31". */
static void add_values(const Decision *decision, uint32_t criterion, int level, Buffer *out) {
    const Ruleset *ruleset = evaluation_ruleset(decision->evaluation);
    int32_t *fields = NULL;
    uint32_t count = explain_fields(ruleset, decision->rule->pack, criterion, decision->arena, &fields);
    Buffer value = {0};
    for (uint32_t i = 0; i < count; i++) {
        const Field *field = &ruleset_dictionary(ruleset)->fields[fields[i]];
        bool of_vacancy = field->subject == SUBJECT_VACANCY;
        const Batch *batch =
            of_vacancy ? evaluation_vacancies(decision->evaluation) : evaluation_batch(decision->evaluation);
        buffer_clear(&value);
        batch_show(batch, fields[i], of_vacancy ? (uint32_t)decision->vacancy : decision->record, &value);
        explanation_add_line(out, level, "%s%s: %s", of_vacancy ? "the vacancy's " : "", field->label,
                             buffer_string(&value));
    }
    buffer_close(&value);
}

static const char *result_words(const Reason *reason) {
    if (reason->criterion->op == OPERATOR_JUDGEMENT) return "for a person to decide";
    if (reason->failed) return "error";
    return reason->truth == TRUTH_MET ? "met" : reason->truth == TRUTH_UNMET ? "not met" : "not known";
}

static void add_reasons(const Decision *decision, uint32_t root, int level, Buffer *out) {
    Reason *reasons = NULL;
    uint32_t count = decision_reasons(decision, root, &reasons);
    for (uint32_t i = 0; i < count; i++) {
        const PlanCriterion *criterion = reasons[i].criterion;
        const char *text =
            arena_format(decision->arena, "%s: %s", result_words(&reasons[i]), reasons[i].label);
        add_placed(reasons[i].plan, &criterion->place, level, text, out);
        add_values(decision, reasons[i].index, level + 1, out);
        add_source(reasons[i].plan, criterion->source, level + 1, out);
    }
}

static void add_questions(const Decision *decision, uint32_t root, int level, Buffer *out) {
    Question *questions = NULL;
    uint32_t count = decision_questions(decision, root, &questions);
    for (uint32_t i = 0; i < count; i++)
        explanation_add_line(out, level, "to ask: %s", questions[i].text);
}

static void add_open_points(const Decision *decision, uint32_t root, int level, Buffer *out) {
    const char **labels = NULL;
    uint32_t count = decision_open_points(decision, root, &labels);
    for (uint32_t i = 0; i < count; i++)
        explanation_add_line(out, level, "left open: %s", labels[i]);
}

/* What the person, or nobody, can do about a change. */
static const char *door(const Change *change) {
    if (change->criterion->op == OPERATOR_JUDGEMENT) return "a person has to decide this";
    if (change->truth == TRUTH_UNKNOWN) return "not known yet";
    return change->can_change ? "the person can do something about this" : "the person can't change this";
}

static void add_change(const Decision *decision, uint32_t root, Buffer *out) {
    Change *changes = NULL;
    uint32_t count = explain_change(decision->evaluation, decision->rule->pack, root, decision->record,
                                    decision->arena, &changes);
    if (count) explanation_add_line(out, 2, "what it would take:");
    for (uint32_t i = 0; i < count; i++)
        explanation_add_line(out, 3, "%s (%s)", changes[i].label, door(&changes[i]));
}

/* One item: what, for whom, at which stage, by whom, which barrier, in whose words. */
static void add_item(const Decision *decision, const PlanOffer *offer, int level, Buffer *out) {
    const Plan *plan = decision->rule->plan;
    add_placed(plan, &offer->place, level,
               arena_format(decision->arena, "- %s", plan_string(plan, offer->title)), out);
    explanation_add_line(out, level + 1, "for: %s", words_for_whom(plan, offer->when));
    if (offer->stage)
        explanation_add_line(out, level + 1, "at the stage: %s", plan_string(plan, offer->stage));
    if (offer->by) explanation_add_line(out, level + 1, "by: %s", plan_string(plan, offer->by));
    if (offer->on_condition)
        explanation_add_line(out, level + 1, "on condition: %s", plan_string(plan, offer->on_condition));
    if (offer->barrier)
        explanation_add_line(out, level + 1, "against the barrier: %s", plan_string(plan, offer->barrier));
    add_source(plan, offer->source, level + 1, out);
}

static uint32_t count_items(const Decision *decision, bool offered) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < decision->item_count; i++)
        count += (decision->items[i].outcome == OUTCOME_GRANTED) == offered;
    return count;
}

static const PlanOffer *offer_of(const Decision *decision, uint32_t item) {
    return &decision->rule->plan->offers[decision->items[item].offer];
}

static void add_offered(const Decision *decision, Buffer *out) {
    for (uint32_t i = 0; i < decision->item_count; i++) {
        const PlanOffer *offer = offer_of(decision, i);
        if (decision->items[i].outcome != OUTCOME_GRANTED) continue;
        add_item(decision, offer, 2, out);
        if (offer->when != PLAN_NONE) add_reasons(decision, offer->when, 3, out);
    }
}

/* Items that hang on the same criterion are told together, below what they hang on. */
static void add_open(const Decision *decision, Buffer *out) {
    bool *told = arena_allocate_array(decision->arena, decision->item_count, sizeof *told);
    for (uint32_t i = 0; i < decision->item_count; i++) {
        uint32_t when = offer_of(decision, i)->when;
        if (decision->items[i].outcome == OUTCOME_GRANTED || told[i]) continue;
        add_reasons(decision, when, 2, out);
        add_questions(decision, when, 3, out);
        for (uint32_t j = i; j < decision->item_count; j++) {
            if (decision->items[j].outcome == OUTCOME_GRANTED || offer_of(decision, j)->when != when)
                continue;
            told[j] = true;
            add_item(decision, offer_of(decision, j), 3, out);
        }
    }
}

static void add_items(const Decision *decision, Buffer *out) {
    uint32_t offered = count_items(decision, true), open = count_items(decision, false);
    const char *items = offered == 1 ? "item" : "items";
    if (decision->rule->kind == RULE_PROGRAMME)
        explanation_add_line(out, 1, "support in it, %u %s%s", offered, items, offered ? ":" : "");
    else
        explanation_add_line(out, 1, "%u %s offered%s", offered, items, offered ? ":" : "");
    add_offered(decision, out);
    if (open) explanation_add_line(out, 1, "%u more %s open:", open, open == 1 ? "is" : "are");
    add_open(decision, out);
}

static void add_dates(const Rule *rule, Buffer *out) {
    char from[DATE_TEXT], to[DATE_TEXT];
    bool has_from = rule->declared->from != INT32_MIN, has_to = rule->declared->to != INT32_MAX;
    explanation_add_line(out, 2, "it runs%s%s%s%s", has_from ? " from " : "",
                         has_from ? date_format(rule->declared->from, from) : "", has_to ? " to " : "",
                         has_to ? date_format(rule->declared->to, to) : "");
}

/* An outcome's name in words: "needs information". */
static void add_outcome(const Decision *decision, Buffer *out) {
    char *words = arena_copy_string(decision->arena, decision_outcome(decision));
    for (char *c = words; *c; c++)
        if (*c == '_') *c = ' ';
    explanation_add_line(out, 1, "%s", words);
}

static void add_why(const Decision *decision, Buffer *out) {
    uint32_t who = decision->rule->declared->who;
    if (decision->outcome == OUTCOME_WAITING)
        explanation_add_line(out, 2, "all places are taken by people who come first in the rule's order");
    add_reasons(decision, who, 2, out);
    if (decision->outcome == OUTCOME_NEEDS_INFORMATION) add_questions(decision, who, 2, out);
    if (decision->outcome == OUTCOME_REFER) add_open_points(decision, who, 2, out);
    if (decision->outcome == OUTCOME_REFUSED) add_change(decision, who, out);
}

/* The stages that this person would go through: all but those whose condition they don't meet. */
static void add_stages(const Decision *decision, Buffer *out) {
    const PlanRule *declared = decision->rule->declared;
    const Plan *plan = decision->rule->plan;
    uint32_t shown = 0;
    for (uint32_t i = 0; i < declared->stage_count; i++) {
        const PlanStage *stage = &plan->stages[declared->first_stage + i];
        Truth truth = decision_truth(decision, stage->when);
        if (truth == TRUTH_UNMET) continue;
        if (shown++ == 0) explanation_add_line(out, 1, "stages:");
        const char *length = words_stage_length(plan, stage, decision->arena);
        explanation_add_line(out, 2, "%u. %s%s%s%s%s", shown, plan_string(plan, stage->title),
                             *length ? ": " : "", length, stage->when == PLAN_NONE ? "" : "; for: ",
                             stage->when == PLAN_NONE ? "" : words_for_whom(plan, stage->when));
        if (truth == TRUTH_UNKNOWN) add_reasons(decision, stage->when, 3, out);
        if (truth == TRUTH_UNKNOWN) add_questions(decision, stage->when, 3, out);
    }
}

static void add_gives(const Decision *decision, Buffer *out) {
    const char *gives = words_gives(decision->rule, decision->arena);
    if (*gives) explanation_add_line(out, 1, "when finished: %s", gives);
}

/* What it is made of, for those who may still come to it. */
static void add_course(const Decision *decision, Buffer *out) {
    switch (decision->outcome) {
    case OUTCOME_NOT_RUNNING:
    case OUTCOME_REFUSED:
    case OUTCOME_ERROR: return;
    default: break;
    }
    add_stages(decision, out);
    if (decision->item_count) add_items(decision, out);
    add_gives(decision, out);
}

void explanation_add_decision(const Decision *decision, Buffer *out) {
    if (decision->rule->kind == RULE_SUPPORT_PLAN) {
        add_items(decision, out);
        return;
    }
    add_outcome(decision, out);
    if (decision->outcome == OUTCOME_NOT_RUNNING)
        add_dates(decision->rule, out);
    else
        add_why(decision, out);
    if (decision->rule->kind == RULE_PROGRAMME) add_course(decision, out);
}
