/* --format ndjson and --format json: one object a decision. */
#include "output/formats.h"
#include "output/json_value.h"

/* The reasons of the criterion `root`, an index in the plan's criteria. */
static json_t *reasons(const Decision *decision, uint32_t root) {
    Reason *list = NULL;
    uint32_t count = decision_reasons(decision, root, &list);
    json_t *array = json_array();
    for (uint32_t i = 0; i < count; i++) {
        json_t *reason = json_object();
        const PlanPlace *place = &list[i].criterion->place;
        value_set(reason, "criterion", value_text(list[i].label));
        value_set(reason, "result", value_text(list[i].failed ? "error" : truth_name(list[i].truth)));
        value_set(reason, "file", value_text(plan_string(list[i].plan, place->file)));
        value_set(reason, "line", json_integer(place->line));
        value_append(array, reason);
    }
    return array;
}

/* Adds the names of the fields to ask for to `array`, each once. */
static void ask(const Decision *decision, uint32_t root, json_t *array) {
    Question *list = NULL;
    uint32_t count = decision_questions(decision, root, &list);
    for (uint32_t i = 0; i < count; i++) {
        const char *name =
            ruleset_dictionary(evaluation_ruleset(decision->evaluation))->fields[list[i].field].name;
        size_t index;
        json_t *seen;
        bool there = false;
        json_array_foreach(array, index, seen) there = there || strcmp(json_string_value(seen), name) == 0;
        if (!there) value_append(array, value_text(name));
    }
}

/* Sets `open`: what is left to a person and is not among the reasons. */
static void set_open_points(const Decision *decision, Outcome outcome, uint32_t root, json_t *object) {
    if (outcome != OUTCOME_REFER) return;
    const char **labels = NULL;
    uint32_t count = decision_open_points(decision, root, &labels);
    if (count == 0) return;
    json_t *array = json_array();
    for (uint32_t i = 0; i < count; i++)
        value_append(array, value_text(labels[i]));
    value_set(object, "open", array);
}

static const char *because(const Decision *decision, const PlanOffer *offer) {
    if (offer->when == PLAN_NONE) return "offered to everyone";
    Reason *list = NULL;
    uint32_t count = decision_reasons(decision, offer->when, &list);
    Buffer labels = {0};
    for (uint32_t i = 0; i < count; i++)
        buffer_format(&labels, "%s%s", i ? "; " : "", list[i].label);
    const char *copy = arena_copy_string(decision->arena, buffer_string(&labels));
    buffer_close(&labels);
    return copy;
}

static const char *item_result(Outcome outcome) {
    return outcome == OUTCOME_GRANTED ? "met" : outcome == OUTCOME_ERROR ? "error" : "unknown";
}

static void set_items(const Decision *decision, json_t *object) {
    const Plan *plan = decision->rule->plan;
    json_t *items = json_array(), *asked = json_array();
    for (uint32_t i = 0; i < decision->item_count; i++) {
        const PlanOffer *offer = &plan->offers[decision->items[i].offer];
        json_t *item = json_object();
        value_set(item, "offer", value_text(plan_string(plan, offer->title)));
        value_set(item, "because", value_text(because(decision, offer)));
        value_set(item, "result", value_text(item_result(decision->items[i].outcome)));
        set_open_points(decision, decision->items[i].outcome, offer->when, item);
        value_append(items, item);
        if (offer->when != PLAN_NONE) ask(decision, offer->when, asked);
    }
    value_set(object, "items", items);
    value_set(object, "ask", asked);
}

static void set_outcome(const Decision *decision, json_t *object) {
    bool running = decision->outcome != OUTCOME_NOT_RUNNING;
    json_t *asked = json_array();
    value_set(object, "outcome", value_text(decision_outcome(decision)));
    value_set(object, "reasons", running ? reasons(decision, decision->rule->declared->who) : json_array());
    if (decision->outcome == OUTCOME_NEEDS_INFORMATION) ask(decision, decision->rule->declared->who, asked);
    value_set(object, "ask", asked);
    set_open_points(decision, decision->outcome, decision->rule->declared->who, object);
}

void json_decision(const Decision *decision, Buffer *out) {
    json_t *object = json_object();
    value_set(object, "kind", value_text(rule_kind_name(decision->rule->kind)));
    value_set(object, "rule", value_text(decision->rule->id));
    value_set(object, "candidate", value_text(decision_candidate(decision)));
    if (decision->vacancy >= 0) value_set(object, "vacancy", value_text(decision_vacancy(decision)));
    if (decision->rule->kind == RULE_SUPPORT_PLAN)
        set_items(decision, object);
    else
        set_outcome(decision, object);
    value_write(object, JSON_COMPACT, out);
}

void ndjson_decision(const Decision *decision, Buffer *out) {
    json_decision(decision, out);
    buffer_add_char(out, '\n');
}

void json_begin(const Ruleset *ruleset, Buffer *out) {
    (void)ruleset;
    buffer_add_string(out, "[\n");
}

void json_end(const Ruleset *ruleset, const Summary *summary, Buffer *out) {
    (void)ruleset;
    (void)summary;
    buffer_add_string(out, "\n]\n");
}
