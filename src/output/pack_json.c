/* What packs read, and what was found in them, as JSON. */
#include "output/json_value.h"
#include "output/pack_report.h"
#include "output/pack_use.h"

static json_t *rules_of(const Plan *plan, const Reads *reads, uint32_t field, Use use) {
    json_t *rules = json_array();
    for (uint32_t i = 0; i < plan->rules_count; i++)
        if (reads_rule_uses(reads, i, use, field))
            value_append(rules, value_text(plan_string(plan, plan->rules[i].name)));
    return rules;
}

static json_t *read_object(const Plan *plan, const Reads *reads, const PlanRead *read) {
    static const char *const keys[USE_COUNT] = {[USE_DECIDES] = "decides",
                                                [USE_COVERS] = "covers",
                                                [USE_ORDERS] = "orders",
                                                [USE_STAGES] = "stages",
                                                [USE_OFFERS] = "offers"};
    const PlanField *field = &plan->fields[read->field];
    const char *basis = plan_string_or_null(plan, read->lawful_basis);
    json_t *object = json_object();
    value_set(object, "field", value_text(plan_own_name(plan, field)));
    value_set(object, "label", value_text(plan_string(plan, field->label)));
    value_set(object, "sensitivity", value_text(sensitivity_name((Sensitivity)field->sensitivity)));
    value_set(object, "protected",
              field->shows ? value_text(characteristic_name((Characteristic)field->shows)) : json_null());
    for (int use = 0; use < USE_COUNT; use++)
        value_set(object, keys[use], rules_of(plan, reads, read->field, (Use)use));
    value_set(object, "lawful_basis", value_text_or_null(basis));
    value_set(object, "confirmed", json_boolean(!basis || !pack_use_is_suggested(basis)));
    return object;
}

static json_t *pack_object(const Plan *plan) {
    const PlanPack *pack = &plan->packs[0];
    Reads *reads = reads_open(plan);
    json_t *object = json_object(), *list = json_array();
    value_set(object, "pack", value_text(plan_string(plan, pack->id)));
    value_set(object, "organisation", value_text(plan_string(plan, pack->organisation)));
    value_set(object, "version", value_text_or_null(plan_string_or_null(plan, pack->version)));
    for (uint32_t i = 0; i < plan->reads_count; i++)
        value_append(list, read_object(plan, reads, &plan->reads[i]));
    value_set(object, "reads", list);
    reads_close(reads);
    return object;
}

static json_t *finding_object(const Message *message) {
    json_t *object = json_object();
    value_set(object, "file", value_text_or_null(message->file));
    value_set(object, "line", message->line ? json_integer(message->line) : json_null());
    value_set(object, "level", value_text(message_level_name(message->level)));
    value_set(object, "message", value_text(message->text));
    return object;
}

void pack_report_add_json(const Plan *const *plans, uint32_t count, const Messages *findings, Buffer *out) {
    json_t *report = json_object(), *packs = json_array(), *found = json_array();
    for (uint32_t i = 0; i < count; i++)
        value_append(packs, pack_object(plans[i]));
    for (uint32_t i = 0; i < findings->count; i++)
        value_append(found, finding_object(&findings->items[i]));
    value_set(report, "packs", packs);
    value_set(report, "findings", found);
    value_write(report, JSON_INDENT(2), out);
    buffer_add_char(out, '\n');
}
