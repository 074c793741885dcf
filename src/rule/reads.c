/* Bitmaps of fields, one for each criterion and for each use that a rule makes. Children stand before their
 * parents, so one pass from the first criterion to the last finds them all. */
#include "rule/reads.h"

#include "base/bits.h"
#include "base/memory.h"

struct Reads {
    const Plan *plan;
    size_t words;       /* of a bitmap over the plan's fields */
    uint64_t *criteria; /* by criterion */
    uint64_t *rules;    /* by rule and use */
};

static uint64_t *of_criterion(const Reads *reads, uint32_t criterion) {
    return reads->criteria + criterion * reads->words;
}

static uint64_t *of_rule(const Reads *reads, uint32_t rule, Use use) {
    return reads->rules + ((size_t)rule * USE_COUNT + use) * reads->words;
}

static void add(const Reads *reads, uint64_t *map, const uint64_t *more) {
    for (size_t i = 0; i < reads->words; i++)
        map[i] |= more[i];
}

static void add_linked_fields(const Reads *reads, uint64_t *map, uint32_t first, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        bits_set(map, reads->plan->links[first + i]);
}

static void add_check(const Reads *reads, uint64_t *map, const PlanCheck *check) {
    add_linked_fields(reads, map, check->first_read, check->read_count);
    add_linked_fields(reads, map, check->first_optional, check->optional_count);
}

static void find_of_criterion(const Reads *reads, uint32_t index) {
    const Plan *plan = reads->plan;
    const PlanCriterion *criterion = &plan->criteria[index];
    uint64_t *map = of_criterion(reads, index);
    if (criterion->op == OPERATOR_CHECK) {
        add_check(reads, map, &plan->checks[criterion->field]);
    } else if (operator_is_combinator((Operator)criterion->op)) {
        for (uint32_t i = 0; i < criterion->count; i++)
            add(reads, map, of_criterion(reads, plan->links[criterion->first + i]));
    } else if (criterion->op < OPERATOR_LEAVES) {
        bits_set(map, criterion->field);
        bool has_other = criterion->op != OPERATOR_KNOWN && criterion->operand == OPERAND_FIELD;
        if (has_other) bits_set(map, criterion->first);
    }
}

static void add_criterion(const Reads *reads, uint32_t rule, Use use, uint32_t criterion) {
    if (criterion != PLAN_NONE) add(reads, of_rule(reads, rule, use), of_criterion(reads, criterion));
}

static void find_of_rule(const Reads *reads, uint32_t index) {
    const Plan *plan = reads->plan;
    const PlanRule *rule = &plan->rules[index];
    add_criterion(reads, index, USE_DECIDES, rule->who);
    add_criterion(reads, index, USE_COVERS, rule->vacancies);
    for (uint32_t i = 0; i < rule->order_count; i++) {
        const PlanOrder *order = &plan->orders[rule->first_order + i];
        add_criterion(reads, index, USE_ORDERS, order->criterion);
        if (order->field != PLAN_NONE) bits_set(of_rule(reads, index, USE_ORDERS), order->field);
    }
    for (uint32_t i = 0; i < rule->stage_count; i++)
        add_criterion(reads, index, USE_STAGES, plan->stages[rule->first_stage + i].when);
    for (uint32_t i = 0; i < rule->offer_count; i++)
        add_criterion(reads, index, USE_OFFERS, plan->offers[rule->first_offer + i].when);
}

Reads *reads_open(const Plan *plan) {
    Reads *reads = memory_allocate(sizeof *reads);
    reads->plan = plan;
    reads->words = bits_words(plan->fields_count);
    reads->criteria = memory_allocate_array(plan->criteria_count * reads->words, sizeof(uint64_t));
    reads->rules = memory_allocate_array(plan->rules_count * USE_COUNT * reads->words, sizeof(uint64_t));
    for (uint32_t i = 0; i < plan->criteria_count; i++)
        find_of_criterion(reads, i);
    for (uint32_t i = 0; i < plan->rules_count; i++)
        find_of_rule(reads, i);
    return reads;
}

void reads_close(Reads *reads) {
    if (!reads) return;
    free(reads->criteria);
    free(reads->rules);
    free(reads);
}

bool reads_criterion_uses(const Reads *reads, uint32_t criterion, uint32_t field) {
    return bits_get(of_criterion(reads, criterion), field);
}

bool reads_rule_uses(const Reads *reads, uint32_t rule, Use use, uint32_t field) {
    return bits_get(of_rule(reads, rule, use), field);
}

bool reads_uses(const Reads *reads, uint32_t field) {
    for (uint32_t rule = 0; rule < reads->plan->rules_count; rule++)
        for (int use = 0; use < USE_COUNT; use++)
            if (reads_rule_uses(reads, rule, (Use)use, field)) return true;
    return false;
}
