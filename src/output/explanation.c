/* Explanations. Where a line says what a criterion saw, the value comes from the record and is made safe to
 * show. */
#include "output/explanation.h"

#include "base/date.h"
#include "base/utf8.h"

static const Dictionary *dictionary_of(const Decision *decision) {
    return ruleset_dictionary(evaluation_ruleset(decision->evaluation));
}

void explanation_add_rule(const Rule *rule, Buffer *out) {
    const Plan *plan = rule->plan;
    const PlanPlace *place = &rule->declared->place;
    buffer_format(out, "%s\n  %s, %s:%u\n", plan_string(plan, rule->declared->title), rule->id,
                  plan_string(plan, place->file), place->line);
    if (rule->declared->source)
        buffer_format(out, "  the scheme's words: \"%s\"\n", plan_string(plan, rule->declared->source));
}

/* The values that a criterion looked at, a line each: "age: 31". */
static void add_values(const Decision *decision, uint32_t criterion, Buffer *out) {
    const Ruleset *ruleset = evaluation_ruleset(decision->evaluation);
    int32_t *fields = NULL;
    uint32_t count = explain_fields(ruleset, decision->rule->pack, criterion, decision->arena, &fields);
    Buffer value = {0};
    for (uint32_t i = 0; i < count; i++) {
        const Field *field = &dictionary_of(decision)->fields[fields[i]];
        bool of_vacancy = field->subject == SUBJECT_VACANCY;
        const Batch *batch =
            of_vacancy ? evaluation_vacancies(decision->evaluation) : evaluation_batch(decision->evaluation);
        buffer_clear(&value);
        batch_show(batch, fields[i], of_vacancy ? (uint32_t)decision->vacancy : decision->record, &value);
        buffer_format(out, "               %s%s: ", of_vacancy ? "vacancy's " : "", field->label);
        utf8_add_safe(out, value.bytes, value.length);
        buffer_add_char(out, '\n');
    }
    buffer_close(&value);
}

static const char *truth_words(const Reason *reason) {
    if (reason->failed) return "error";
    return reason->truth == TRUTH_MET ? "met" : reason->truth == TRUTH_UNMET ? "not met" : "not known";
}

static void add_reasons(const Decision *decision, uint32_t root, Buffer *out) {
    Reason *reasons = NULL;
    uint32_t count = decision_reasons(decision, root, &reasons);
    for (uint32_t i = 0; i < count; i++) {
        const PlanCriterion *criterion = reasons[i].criterion;
        const Plan *plan = reasons[i].plan;
        bool judgement = criterion->op == OPERATOR_JUDGEMENT;
        buffer_format(out, "    %-9s  %s%s  (%s:%u)\n", judgement ? "to decide" : truth_words(&reasons[i]),
                      reasons[i].label, judgement ? ", by a person" : "",
                      plan_string(plan, criterion->place.file), criterion->place.line);
        add_values(decision, reasons[i].index, out);
        if (criterion->source)
            buffer_format(out, "               the scheme's words: \"%s\"\n",
                          plan_string(plan, criterion->source));
    }
}

static void add_questions(const Decision *decision, uint32_t root, Buffer *out) {
    Question *questions = NULL;
    uint32_t count = decision_questions(decision, root, &questions);
    if (count) buffer_add_string(out, "    ask:\n");
    for (uint32_t i = 0; i < count; i++)
        buffer_format(out, "      %s\n", questions[i].text);
}

static void add_open_points(const Decision *decision, uint32_t root, Buffer *out) {
    const char **labels = NULL;
    uint32_t count = explain_open_points(decision->evaluation, decision->rule->pack, root, decision->record,
                                         decision->arena, &labels);
    if (count) buffer_add_string(out, "    left for a person to decide:\n");
    for (uint32_t i = 0; i < count; i++)
        buffer_format(out, "      %s\n", labels[i]);
}

static void add_change(const Decision *decision, uint32_t root, Buffer *out) {
    Change *changes = NULL;
    uint32_t count = explain_change(decision->evaluation, decision->rule->pack, root, decision->record,
                                    decision->arena, &changes);
    if (count == 0) return;
    bool closed = false;
    for (uint32_t i = 0; i < count; i++)
        closed = closed || !changes[i].can_change;
    buffer_format(out, "    what would change this%s:\n", closed ? "" : ", and is in the person's reach");
    for (uint32_t i = 0; i < count; i++)
        buffer_format(out, "      %s%s%s\n", changes[i].negated ? "no longer: " : "", changes[i].label,
                      changes[i].can_change ? " (the person can do something about this)"
                                            : " (the person can't change this)");
}

/* The items of a support plan, or of a programme's support. */
static void add_items(const Decision *decision, Buffer *out) {
    const Plan *plan = decision->rule->plan;
    for (uint32_t i = 0; i < decision->item_count; i++) {
        const PlanOffer *offer = &plan->offers[decision->items[i].offer];
        bool offered = decision->items[i].outcome == OUTCOME_GRANTED;
        buffer_format(out, "    %s%s", offered ? "- " : "? ", plan_string(plan, offer->title));
        if (offer->stage) buffer_format(out, "; stage: %s", plan_string(plan, offer->stage));
        if (offer->by) buffer_format(out, "; by: %s", plan_string(plan, offer->by));
        if (offer->on_condition)
            buffer_format(out, "; on condition: %s", plan_string(plan, offer->on_condition));
        buffer_format(out, "  (%s:%u)\n", plan_string(plan, offer->place.file), offer->place.line);
        if (offer->barrier) buffer_format(out, "      barrier: %s\n", plan_string(plan, offer->barrier));
        if (offer->source)
            buffer_format(out, "      the scheme's words: \"%s\"\n", plan_string(plan, offer->source));
        if (offer->when == PLAN_NONE) continue;
        add_reasons(decision, offer->when, out);
        if (!offered) add_questions(decision, offer->when, out);
    }
}

static void add_dates(const Rule *rule, Buffer *out) {
    char from[DATE_TEXT], to[DATE_TEXT];
    bool has_from = rule->declared->from != INT32_MIN, has_to = rule->declared->to != INT32_MAX;
    buffer_format(out, "    it runs%s%s%s%s\n", has_from ? " from " : "",
                  has_from ? date_format(rule->declared->from, from) : "", has_to ? " to " : "",
                  has_to ? date_format(rule->declared->to, to) : "");
}

/* An outcome's name in words: "needs information". */
static void add_outcome(const Decision *decision, Buffer *out) {
    buffer_add_string(out, "  ");
    for (const char *c = decision_outcome(decision); *c; c++)
        buffer_add_char(out, *c == '_' ? ' ' : *c);
    buffer_add_char(out, '\n');
}

static void add_plan(const Decision *decision, Buffer *out) {
    uint32_t offered = 0;
    for (uint32_t i = 0; i < decision->item_count; i++)
        offered += decision->items[i].outcome == OUTCOME_GRANTED;
    uint32_t open = decision->item_count - offered;
    buffer_format(out, "  %u %s", offered, offered == 1 ? "item offered" : "items offered");
    if (open) buffer_format(out, ", %u that %s on an answer (?)", open, open == 1 ? "hangs" : "hang");
    buffer_add_char(out, '\n');
    add_items(decision, out);
}

void explanation_add_decision(const Decision *decision, Buffer *out) {
    uint32_t who = decision->rule->declared->who;
    if (decision->rule->kind == RULE_SUPPORT_PLAN) {
        add_plan(decision, out);
        return;
    }
    add_outcome(decision, out);
    switch (decision->outcome) {
    case OUTCOME_NOT_RUNNING: add_dates(decision->rule, out); return;
    case OUTCOME_WAITING:
        buffer_add_string(out, "    all places are taken by people before this one in the rule's order\n");
        break;
    default: break;
    }
    add_reasons(decision, who, out);
    if (decision->outcome == OUTCOME_NEEDS_INFORMATION) add_questions(decision, who, out);
    if (decision->outcome == OUTCOME_REFER) add_open_points(decision, who, out);
    if (decision->outcome == OUTCOME_REFUSED) add_change(decision, who, out);
    if (decision->outcome == OUTCOME_GRANTED && decision->item_count) {
        buffer_add_string(out, "    support:\n");
        add_items(decision, out);
    }
}
