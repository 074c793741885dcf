/* Rules: whom their criteria may look at, their dates and places, and what hangs on them. */
#include "rule/plan_check.h"

#include "base/map.h"

#include <string.h>

enum { WEEK = 7 * 24 }; /* hours */

/* What a criterion may look at. */
typedef enum Sight { SEES_CANDIDATES = 1, SEES_VACANCIES = 2, SEES_BOTH = 3 } Sight;

static bool is_criterion(const PlanReader *reader, uint32_t criterion, Sight sight) {
    if (criterion >= reader->plan->criteria_count) return false;
    const PlanFacts *facts = &reader->criteria[criterion];
    return (!facts->candidate || sight & SEES_CANDIDATES) && (!facts->vacancy || sight & SEES_VACANCIES);
}

static bool is_optional_criterion(const PlanReader *reader, uint32_t criterion, Sight sight) {
    return criterion == PLAN_NONE || is_criterion(reader, criterion, sight);
}

static bool is_day_or_open(int32_t day, int32_t open) {
    return day == open || (DATE_FIRST <= day && day <= DATE_LAST);
}

static bool has_kind(const PlanRule *rule) {
    if (rule->kind > RULE_SUPPORT_PLAN || rule->basis > BASIS_UNCONFIRMED) return false;
    return rule->basis == BASIS_NONE || rule->kind == RULE_GUARANTEED_INTERVIEW;
}

static bool has_words(const PlanReader *reader, const PlanRule *rule) {
    return plan_has_text(reader, rule->name) && plan_has_string(reader, rule->title) &&
           plan_has_string(reader, rule->source) && plan_has_place(reader, &rule->place);
}

/* A support plan has none: what it offers hangs on its items' criteria alone. */
static bool has_dates(const PlanRule *rule) {
    bool open = rule->from == INT32_MIN && rule->to == INT32_MAX;
    if (rule->kind == RULE_SUPPORT_PLAN) return open;
    return is_day_or_open(rule->from, INT32_MIN) && is_day_or_open(rule->to, INT32_MAX) &&
           rule->from <= rule->to;
}

static bool has_places(const PlanRule *rule) {
    if (rule->places < PLACES_UNSTATED || rule->places_each < PLACES_UNSTATED) return false;
    if (rule->places_each != PLACES_NONE && rule->kind != RULE_GUARANTEED_INTERVIEW) return false;
    return rule->places == PLACES_NONE || rule->kind != RULE_SUPPORT_PLAN;
}

static bool has_who(const PlanReader *reader, const PlanRule *rule) {
    switch ((RuleKind)rule->kind) {
    case RULE_PROGRAMME:
        return is_criterion(reader, rule->who, SEES_CANDIDATES) && rule->vacancies == PLAN_NONE;
    case RULE_SUPPORT_PLAN: return rule->who == PLAN_NONE && rule->vacancies == PLAN_NONE;
    case RULE_GUARANTEED_INTERVIEW: break;
    }
    return is_criterion(reader, rule->who, SEES_BOTH) &&
           is_optional_criterion(reader, rule->vacancies, SEES_VACANCIES);
}

/* Special-category data may not choose between people (Equality Act 2010, s.159 is no blanket policy). */
static bool is_order(const PlanReader *reader, const PlanOrder *order, Sight sight) {
    if ((order->criterion == PLAN_NONE) == (order->field == PLAN_NONE)) return false;
    if (order->criterion != PLAN_NONE)
        return is_criterion(reader, order->criterion, sight) && !reader->criteria[order->criterion].special;
    PlanFacts facts = {0};
    if (!plan_may_look(reader, order->field, &facts) || facts.special || facts.vacancy) return false;
    const PlanField *field = &reader->plan->fields[order->field];
    return TYPES_ORDERED >> field->type & 1 && (field->type != FIELD_CATEGORY || field->ordered);
}

static bool has_hours(PlanReader *reader, const PlanStage *stage) {
    const Plan *plan = reader->plan;
    if (!plan_has_range(reader, stage->first_hours, stage->hours_count, plan->literals_count)) return false;
    for (uint32_t i = 0; i < stage->hours_count; i++) {
        double hours = plan->literals[stage->first_hours + i].number;
        if (!(hours > 0 && hours <= WEEK)) return false;
    }
    return true;
}

static bool is_stage(PlanReader *reader, const PlanStage *stage) {
    return plan_has_text(reader, stage->title) && plan_has_place(reader, &stage->place) &&
           has_hours(reader, stage) && is_optional_criterion(reader, stage->when, SEES_CANDIDATES);
}

static bool is_offer(const PlanReader *reader, const PlanOffer *offer) {
    const PlanString strings[] = {offer->barrier, offer->stage, offer->by, offer->on_condition,
                                  offer->source};
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
        if (!plan_has_string(reader, strings[i])) return false;
    return plan_has_text(reader, offer->title) && plan_has_place(reader, &offer->place) &&
           is_optional_criterion(reader, offer->when, SEES_CANDIDATES);
}

static bool is_give(PlanReader *reader, const PlanGive *give) {
    const Plan *plan = reader->plan;
    if (give->field >= plan->fields_count || !plan_has_text(reader, give->value)) return false;
    const PlanField *field = &plan->fields[give->field];
    if (field->type != FIELD_SET || field->subject != SUBJECT_CANDIDATE) return false;
    if (!plan_spend(reader, field->value_count)) return false;
    for (uint32_t i = 0; i < field->value_count; i++) {
        const char *value = plan_string(plan, plan->values[field->first_value + i].name);
        if (strcmp(value, plan_string(plan, give->value)) == 0) return true;
    }
    return field->value_count == 0;
}

/* Whole sections, so that whoever walks one meets nothing unchecked, whether a rule has it or not. */
static bool check_parts(PlanReader *reader) {
    const Plan *plan = reader->plan;
    for (uint32_t i = 0; i < plan->orders_count; i++)
        if (!is_order(reader, &plan->orders[i], SEES_BOTH))
            return plan_refuse(reader, "order", i, "is one that there may not be");
    for (uint32_t i = 0; i < plan->stages_count; i++)
        if (!is_stage(reader, &plan->stages[i])) return plan_refuse(reader, "stage", i, "is not right");
    for (uint32_t i = 0; i < plan->offers_count; i++)
        if (!is_offer(reader, &plan->offers[i])) return plan_refuse(reader, "offer", i, "is not right");
    for (uint32_t i = 0; i < plan->gives_count; i++)
        if (!is_give(reader, &plan->gives[i])) return plan_refuse(reader, "gift", i, "is not right");
    return true;
}

static bool has_parts(PlanReader *reader, const PlanRule *rule) {
    const Plan *plan = reader->plan;
    return plan_has_range(reader, rule->first_order, rule->order_count, plan->orders_count) &&
           plan_has_range(reader, rule->first_stage, rule->stage_count, plan->stages_count) &&
           plan_has_range(reader, rule->first_offer, rule->offer_count, plan->offers_count) &&
           plan_has_range(reader, rule->first_give, rule->give_count, plan->gives_count);
}

static bool has_orders(const PlanReader *reader, const PlanRule *rule) {
    Sight sight = rule->kind == RULE_GUARANTEED_INTERVIEW ? SEES_BOTH : SEES_CANDIDATES;
    for (uint32_t i = 0; i < rule->order_count; i++)
        if (!is_order(reader, &reader->plan->orders[rule->first_order + i], sight)) return false;
    return true;
}

static bool check_name(PlanReader *reader, uint32_t index, Map *names) {
    const char *name = plan_string(reader->plan, reader->plan->rules[index].name);
    if (!plan_has_name(reader, reader->plan->rules[index].name, '-'))
        return plan_refuse(reader, "rule", index, "has no name for a rule");
    if (map_get(names, name, strlen(name)) != MAP_NONE)
        return plan_refuse(reader, "rule", index, "has another's name");
    map_set(names, name, strlen(name), 0);
    return true;
}

static bool check_rule(PlanReader *reader, uint32_t index, Map *names) {
    const PlanRule *rule = &reader->plan->rules[index];
    if (!has_kind(rule)) return plan_refuse(reader, "rule", index, "is of no known kind");
    if (!has_words(reader, rule)) return plan_refuse(reader, "rule", index, "has no name");
    if (!check_name(reader, index, names)) return false;
    if (!has_dates(rule)) return plan_refuse(reader, "rule", index, "has impossible dates");
    if (!has_places(rule)) return plan_refuse(reader, "rule", index, "has impossible places");
    if (!has_who(reader, rule)) return plan_refuse(reader, "rule", index, "has criteria that do not fit it");
    if (!has_parts(reader, rule)) return plan_refuse(reader, "rule", index, "has parts that are not there");
    if (!has_orders(reader, rule))
        return plan_refuse(reader, "rule", index, "has an order that it may not have");
    return true;
}

bool plan_check_rules(PlanReader *reader) {
    Map *names = map_open();
    bool fine = check_parts(reader);
    for (uint32_t i = 0; fine && i < reader->plan->rules_count; i++)
        fine = check_rule(reader, i, names);
    map_close(names);
    return fine;
}
