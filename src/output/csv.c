/* --format csv: a row a decision; of a support plan, a row an item. */
#include "output/cell.h"
#include "output/formats.h"

void csv_begin(const Ruleset *ruleset, Buffer *out) {
    (void)ruleset;
    buffer_add_string(out, "kind,rule,candidate,vacancy,outcome,offer,because,ask,organisation\n");
}

static void add_cell(Buffer *out, const char *text) {
    buffer_add_char(out, ',');
    if (text) cell_add(out, text, strlen(text));
}

/* The labels of a criterion's reasons and of what is left to a person, and the questions to ask, with "; "
 * between. */
static void add_why(const Decision *decision, Outcome outcome, uint32_t root, Buffer *out) {
    Buffer list = {0};
    Reason *reasons = NULL;
    Question *questions = NULL;
    uint32_t count = root == PLAN_NONE ? 0 : decision_reasons(decision, root, &reasons);
    for (uint32_t i = 0; i < count; i++)
        buffer_format(&list, "%s%s", i ? "; " : "", reasons[i].label);
    const char **open = NULL;
    count = outcome == OUTCOME_REFER ? decision_open_points(decision, root, &open) : 0;
    for (uint32_t i = 0; i < count; i++)
        buffer_format(&list, "; %s", open[i]);
    add_cell(out, buffer_string(&list));
    buffer_clear(&list);
    count = outcome == OUTCOME_NEEDS_INFORMATION ? decision_questions(decision, root, &questions) : 0;
    for (uint32_t i = 0; i < count; i++)
        buffer_format(&list, "%s%s", i ? "; " : "", questions[i].text);
    add_cell(out, buffer_string(&list));
    buffer_close(&list);
}

static void add_row(const Decision *decision, Outcome outcome, const char *offer, uint32_t root,
                    Buffer *out) {
    buffer_add_string(out, rule_kind_name(decision->rule->kind));
    add_cell(out, decision->rule->id);
    add_cell(out, decision_candidate(decision));
    add_cell(out, decision_vacancy(decision));
    add_cell(out, outcome_name(decision->rule->kind, outcome));
    add_cell(out, offer);
    add_why(decision, outcome, root, out);
    add_cell(out, plan_string(decision->rule->plan, decision->rule->plan->packs[0].organisation));
    buffer_add_char(out, '\n');
}

void csv_decision(const Decision *decision, Buffer *out) {
    const Plan *plan = decision->rule->plan;
    bool running = decision->outcome != OUTCOME_NOT_RUNNING;
    if (decision->rule->kind != RULE_SUPPORT_PLAN)
        add_row(decision, decision->outcome, NULL, running ? decision->rule->declared->who : PLAN_NONE, out);
    for (uint32_t i = 0; i < decision->item_count; i++) {
        const PlanOffer *offer = &plan->offers[decision->items[i].offer];
        add_row(decision, decision->items[i].outcome, plan_string(plan, offer->title), offer->when, out);
    }
}
