/* Rules that name other rules. */
#include "rule/names.h"

#include "base/utf8.h"
#include "rule/inside.h"

/* Names are compared as texts are: case does not count. */
static void add_name(Map *names, const char *name) {
    Buffer alike = {0};
    utf8_add_alike(&alike, name, strlen(name));
    map_set(names, buffer_string(&alike), alike.length, 0);
    buffer_close(&alike);
}

static bool has_name(const Map *names, const char *name) {
    Buffer alike = {0};
    utf8_add_alike(&alike, name, strlen(name));
    bool has = map_get(names, buffer_string(&alike), alike.length) != MAP_NONE;
    buffer_close(&alike);
    return has;
}

static Map *open_names(const Ruleset *ruleset) {
    Map *names = map_open();
    for (uint32_t i = 0; i < ruleset->rule_count; i++)
        add_name(names, ruleset->rules[i].id);
    for (uint32_t i = 0; i < ruleset->pack_count; i++) {
        const Plan *plan = ruleset->packs[i].plan;
        for (uint32_t j = 0; j < plan->gives_count; j++)
            add_name(names, plan_string(plan, plan->gives[j].value));
    }
    return names;
}

static void warn(const Ruleset *ruleset, const Plan *plan, const PlanCriterion *criterion, const char *name,
                 Messages *messages) {
    Suggestion suggestion = {0};
    char phrase[128];
    for (uint32_t i = 0; i < ruleset->rule_count; i++)
        suggest_offer(&suggestion, name, ruleset->rules[i].id);
    messages_add(messages, MESSAGE_WARNING, plan_string_or_null(plan, criterion->place.file),
                 criterion->place.line, criterion->place.column,
                 "no loaded pack gives '%s'%s; load its pack or correct the name", name,
                 suggest_phrase(&suggestion, phrase, sizeof phrase));
}

static bool names_rules(const Plan *plan, const PlanCriterion *criterion) {
    if (criterion->op >= OPERATOR_LEAVES || criterion->operand != OPERAND_LITERALS) return false;
    const PlanField *field = &plan->fields[criterion->field];
    return field->names_rules && field->type == FIELD_SET && field->value_count == 0;
}

static void check_plan(const Ruleset *ruleset, const Plan *plan, Map *names, Messages *messages) {
    for (uint32_t i = 0; i < plan->criteria_count; i++) {
        const PlanCriterion *criterion = &plan->criteria[i];
        if (!names_rules(plan, criterion)) continue;
        for (uint32_t j = 0; j < criterion->count; j++) {
            const char *name = plan_string(plan, (PlanString)plan->literals[criterion->first + j].string);
            if (has_name(names, name)) continue;
            warn(ruleset, plan, criterion, name, messages);
            add_name(names, name); /* once is enough */
        }
    }
}

void names_check(const Ruleset *ruleset, Messages *messages) {
    Map *names = open_names(ruleset);
    for (uint32_t i = 0; i < ruleset->pack_count; i++)
        check_plan(ruleset, ruleset->packs[i].plan, names, messages);
    map_close(names);
}
