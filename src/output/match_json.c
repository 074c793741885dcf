/* A match as a JSON object. */
#include "base/date.h"
#include "output/json_value.h"
#include "output/match.h"
#include "output/words.h"

static json_t *rule_object(const MatchContext *context, uint32_t index) {
    const Rule *rule = ruleset_rule(context->ruleset, index);
    json_t *object = json_object();
    value_set(object, "kind", value_text(rule_kind_name(rule->kind)));
    value_set(object, "rule", value_text(rule->id));
    value_set(object, "title", value_text(plan_string(rule->plan, rule->declared->title)));
    return object;
}

static json_t *reference(const MatchContext *context, uint32_t vacancy) {
    return value_text(batch_reference(context->vacancies, vacancy));
}

static json_t *result_object(const MatchContext *context, const MatchResult *result) {
    const Rule *rule = ruleset_rule(context->ruleset, result->rule);
    json_t *object = rule_object(context, result->rule);
    value_set(object, "outcome", value_text(outcome_name(rule->kind, result->outcome)));
    if (rule->kind == RULE_PROGRAMME) value_set(object, "under_way", json_boolean(result->under_way));
    if (rule->kind == RULE_GUARANTEED_INTERVIEW) {
        json_t *vacancies = json_array();
        for (uint32_t i = 0; i < result->vacancy_count; i++)
            value_append(vacancies, reference(context, result->vacancies[i]));
        value_set(object, "vacancies", vacancies);
    }
    value_set(object, "because", value_text(result->because ? result->because : ""));
    return object;
}

static json_t *results_array(const MatchContext *context, const MatchResult *results, uint32_t count) {
    json_t *array = json_array();
    for (uint32_t i = 0; i < count; i++)
        value_append(array, result_object(context, &results[i]));
    return array;
}

static json_t *way_object(const MatchContext *context, const MatchWay *way) {
    static const char *const starts[] = {[STEP_NOW] = "can_start",
                                         [STEP_THEN] = "can_start_then",
                                         [STEP_UNDER_WAY] = "under_way",
                                         [STEP_IF_DECIDED] = "if_decided"};
    json_t *object = json_object(), *steps = json_array();
    for (uint32_t i = 0; i < way->step_count; i++) {
        json_t *step = rule_object(context, way->steps[i].rule);
        value_set(step, "start", value_text(starts[way->steps[i].start]));
        value_set(step, "because", value_text(way->steps[i].because ? way->steps[i].because : ""));
        value_append(steps, step);
    }
    value_set(object, "steps", steps);
    value_set(object, "opens", results_array(context, way->results, way->count));
    const Dictionary *dictionary = ruleset_dictionary(context->ruleset);
    value_set(object, "assumed",
              way->assumed == FIELD_NONE ? json_null() : value_text(dictionary->fields[way->assumed].name));
    return object;
}

static json_t *not_stated(const MatchContext *context, uint32_t vacancy) {
    Arena *arena = arena_open();
    const char **labels;
    uint32_t count = match_not_stated(context, vacancy, arena, &labels);
    json_t *array = json_array();
    for (uint32_t i = 0; i < count; i++)
        value_append(array, value_text(labels[i]));
    arena_close(arena);
    return array;
}

static json_t *vacancy_object(const MatchContext *context, const MatchVacancy *vacancy) {
    json_t *object = json_object();
    Buffer text = {0};
    value_set(object, "vacancy", reference(context, vacancy->vacancy));
    match_add_vacancy(context, vacancy->vacancy, &text);
    value_set(object, "title", value_text(buffer_string(&text)));
    bool asks = vacancy->outcome == OUTCOME_NEEDS_INFORMATION;
    value_set(object, "fits",
              value_text(vacancy->outcome == OUTCOME_GRANTED ? "yes"
                         : asks                              ? "ask"
                                                             : "as_far_as_stated"));
    value_set(object, "not_stated", not_stated(context, vacancy->vacancy));
    buffer_close(&text);
    return object;
}

static json_t *question_object(const MatchContext *context, const MatchQuestion *question) {
    const Field *field = &ruleset_dictionary(context->ruleset)->fields[question->field];
    json_t *object = json_object(), *rules = json_array();
    value_set(object, "field", value_text(field->name));
    value_set(object, "question", value_text(question->text));
    value_set(object, "sensitivity", value_text(sensitivity_name(field->sensitivity)));
    for (uint32_t i = 0; i < question->rule_count; i++)
        value_append(rules, value_text(ruleset_rule(context->ruleset, question->rules[i])->id));
    value_set(object, "rules", rules);
    value_set(object, "interviews", json_integer(question->pairs));
    value_set(object, "vacancies_that_may_fit", json_integer(question->fits));
    return object;
}

static json_t *miss_object(const MatchContext *context, const MatchMiss *miss) {
    json_t *object = rule_object(context, miss->rule), *changes = json_array();
    for (uint32_t i = 0; i < miss->change_count; i++) {
        json_t *change = json_object();
        value_set(change, "criterion", value_text(miss->changes[i].label));
        value_set(change, "result", value_text(miss->changes[i].is_open ? "unknown" : "unmet"));
        value_append(changes, change);
    }
    value_set(object, "changes", changes);
    return object;
}

static void add_part(json_t *object, const char *key, const Plan *plan, PlanString string) {
    value_set(object, key, value_text_or_null(plan_string_or_null(plan, string)));
}

static json_t *item_object(const MatchContext *context, const MatchItem *item) {
    const Rule *rule = ruleset_rule(context->ruleset, item->rule);
    const PlanOffer *offer = &rule->plan->offers[item->offer];
    json_t *object = json_object();
    value_set(object, "rule", value_text(rule->id));
    add_part(object, "offer", rule->plan, offer->title);
    value_set(object, "for", value_text(words_for_whom(rule->plan, offer->when)));
    add_part(object, "barrier", rule->plan, offer->barrier);
    add_part(object, "stage", rule->plan, offer->stage);
    add_part(object, "by", rule->plan, offer->by);
    add_part(object, "on_condition", rule->plan, offer->on_condition);
    value_set(object, "because", value_text(item->because ? item->because : "offered to everyone"));
    return object;
}

#define ARRAY(object, key, context, items, count, make)                                                      \
    do {                                                                                                     \
        json_t *array = json_array();                                                                        \
        for (uint32_t i = 0; i < (count); i++)                                                               \
            value_append(array, make((context), &(items)[i]));                                               \
        value_set((object), (key), array);                                                                   \
    } while (0)

void match_json_person(const MatchContext *context, const Match *match, Buffer *out) {
    char day[DATE_TEXT];
    json_t *object = json_object();
    value_set(object, "candidate", value_text(match->reference));
    value_set(object, "as_of", value_text(date_format(ruleset_day(context->ruleset), day)));
    value_set(object, "now", results_array(context, match->now, match->now_count));
    ARRAY(object, "ways", context, match->ways, match->way_count, way_object);
    value_set(object, "more_ways", json_boolean(match->cut));
    ARRAY(object, "vacancies", context, match->vacancies, match->vacancy_count, vacancy_object);
    ARRAY(object, "ask", context, match->questions, match->question_count, question_object);
    ARRAY(object, "near_misses", context, match->misses, match->miss_count, miss_object);
    value_set(object, "out_of_reach", json_integer(match->out_of_reach));
    ARRAY(object, "support", context, match->items, match->item_count, item_object);
    value_set(object, "support_open", json_integer(match->items_open));
    value_write(object, JSON_COMPACT, out);
}
