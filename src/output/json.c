/* --format ndjson and --format json: one object a decision. */
#include "base/memory.h"
#include "base/utf8.h"
#include "output/formats.h"

#include <jansson.h>

/* Text as JSON. A plan's text is valid UTF-8, and so is a reference that an import let in; anything else is
 * made safe first. */
static json_t *text(const char *string) {
    json_t *value = json_string(string);
    if (value) return value;
    Buffer safe = {0};
    utf8_add_safe(&safe, string, strlen(string));
    value = json_string(buffer_string(&safe));
    buffer_close(&safe);
    if (!value) memory_exhausted();
    return value;
}

static void set(json_t *object, const char *key, json_t *value) {
    if (!value || json_object_set_new(object, key, value) != 0) memory_exhausted();
}

static void append(json_t *array, json_t *value) {
    if (!value || json_array_append_new(array, value) != 0) memory_exhausted();
}

/* The reasons of the criterion `root`, an index in the plan's criteria. */
static json_t *reasons(const Decision *decision, uint32_t root) {
    Reason *list = NULL;
    uint32_t count = decision_reasons(decision, root, &list);
    json_t *array = json_array();
    for (uint32_t i = 0; i < count; i++) {
        json_t *reason = json_object();
        const PlanPlace *place = &list[i].criterion->place;
        set(reason, "criterion", text(list[i].label));
        set(reason, "result", text(list[i].failed ? "error" : truth_name(list[i].truth)));
        set(reason, "file", text(plan_string(list[i].plan, place->file)));
        set(reason, "line", json_integer(place->line));
        append(array, reason);
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
        if (!there) append(array, text(name));
    }
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
        set(item, "offer", text(plan_string(plan, offer->title)));
        set(item, "because", text(because(decision, offer)));
        set(item, "result", text(item_result(decision->items[i].outcome)));
        append(items, item);
        if (offer->when != PLAN_NONE) ask(decision, offer->when, asked);
    }
    set(object, "items", items);
    set(object, "ask", asked);
}

static void set_outcome(const Decision *decision, json_t *object) {
    bool running = decision->outcome != OUTCOME_NOT_RUNNING;
    json_t *asked = json_array();
    set(object, "outcome", text(decision_outcome(decision)));
    set(object, "reasons", running ? reasons(decision, decision->rule->declared->who) : json_array());
    if (decision->outcome == OUTCOME_NEEDS_INFORMATION) ask(decision, decision->rule->declared->who, asked);
    set(object, "ask", asked);
}

static int add_bytes(const char *bytes, size_t length, void *out) {
    buffer_add(out, bytes, length);
    return 0;
}

void json_decision(const Decision *decision, Buffer *out) {
    json_t *object = json_object();
    set(object, "kind", text(rule_kind_name(decision->rule->kind)));
    set(object, "rule", text(decision->rule->id));
    set(object, "candidate", text(decision_candidate(decision)));
    if (decision->vacancy >= 0) set(object, "vacancy", text(decision_vacancy(decision)));
    if (decision->rule->kind == RULE_SUPPORT_PLAN)
        set_items(decision, object);
    else
        set_outcome(decision, object);
    if (json_dump_callback(object, add_bytes, out, JSON_COMPACT) != 0) memory_exhausted();
    json_decref(object);
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
