/* Criteria and checks: operators fit their fields, literals their types, children stand before parents. */
#include "rule/plan_check.h"

#include "base/pattern.h"

#include <math.h>
#include <string.h>

enum {
    LONGEST_DURATION = 9999 * 366, /* days, or months: past any date */
    OLDEST = 199,                  /* the highest age that may be asked for */
    PATTERN_COST = 1024            /* what compiling a pattern counts for, in items looked at */
};

static bool look_at_links(PlanReader *reader, uint32_t first, uint32_t count, PlanFacts *facts) {
    const Plan *plan = reader->plan;
    if (!plan_has_range(reader, first, count, plan->links_count)) return false;
    for (uint32_t i = 0; i < count; i++)
        if (!plan_may_look(reader, plan->links[first + i], facts)) return false;
    return true;
}

bool plan_check_checks(PlanReader *reader) {
    for (uint32_t i = 0; i < reader->plan->checks_count; i++) {
        const PlanCheck *check = &reader->plan->checks[i];
        PlanFacts *facts = &reader->checks[i];
        if (!look_at_links(reader, check->first_read, check->read_count, facts) ||
            !look_at_links(reader, check->first_optional, check->optional_count, facts))
            return plan_refuse(reader, "check", i, "reads a field that it may not");
        if (check->candidate != facts->candidate || check->vacancy != facts->vacancy)
            return plan_refuse(reader, "check", i, "says of whom it reads fields, wrongly");
        if (!facts->candidate && !facts->vacancy) return plan_refuse(reader, "check", i, "reads nothing");
    }
    return true;
}

static bool is_name(const PlanField *field) {
    return field->type == FIELD_TEXT || field->type == FIELD_CATEGORY;
}

static bool is_numeric(const PlanField *field) {
    return field->type == FIELD_INTEGER || field->type == FIELD_NUMBER;
}

static bool has_same_values(PlanReader *reader, const PlanField *a, const PlanField *b) {
    const Plan *plan = reader->plan;
    if (a->value_count != b->value_count ||
        !plan_has_range(reader, a->first_value, a->value_count, plan->values_count))
        return false;
    for (uint32_t i = 0; i < a->value_count; i++) {
        PlanString left = plan->values[a->first_value + i].name,
                   right = plan->values[b->first_value + i].name;
        if (strcmp(plan_string(plan, left), plan_string(plan, right)) != 0) return false;
    }
    return true;
}

/* One value against another: numbers with numbers, names with names, and an order between names only where
 * they are the same ones. */
static bool are_comparable(PlanReader *reader, Operator op, const PlanField *a, const PlanField *b) {
    if (is_numeric(a) || is_numeric(b)) return is_numeric(a) && is_numeric(b);
    if (!is_name(a) || !is_name(b)) return a->type == b->type && a->type != FIELD_SET;
    if (op == OPERATOR_IS || op == OPERATOR_IS_NOT) return true;
    return a->type == FIELD_CATEGORY && b->type == FIELD_CATEGORY && b->ordered &&
           has_same_values(reader, a, b);
}

static bool fits_operand(PlanReader *reader, Operator op, const PlanField *field, const PlanField *other) {
    switch (operator_info(op)->operands) {
    case OPERANDS_ONE: return are_comparable(reader, op, field, other);
    case OPERANDS_LIST: return is_name(field) && other->type == FIELD_SET;
    case OPERANDS_MEMBER: return is_name(other);
    case OPERANDS_MEMBERS: return other->type == FIELD_SET;
    default: return false;
    }
}

static bool fits_operator(Operator op, const PlanField *field) {
    const OperatorInfo *info = operator_info(op);
    if (!(info->types >> field->type & 1)) return false;
    return field->type != FIELD_CATEGORY || info->types != TYPES_ORDERED || field->ordered;
}

static bool is_between(int64_t value, int64_t low, int64_t high) {
    return low <= value && value <= high;
}

bool plan_is_literal(const PlanReader *reader, const PlanField *field, const PlanLiteral *literal) {
    switch ((FieldType)field->type) {
    case FIELD_BOOLEAN: return is_between(literal->integer, 0, 1);
    case FIELD_INTEGER: return is_between(literal->integer, INT32_MIN, INT32_MAX);
    case FIELD_NUMBER: return isfinite(literal->number);
    case FIELD_TEXT: return plan_has_string(reader, literal->string);
    case FIELD_DATE: return is_between(literal->integer, DATE_FIRST, DATE_LAST);
    case FIELD_CATEGORY: return is_between(literal->integer, 0, (int64_t)field->value_count - 1);
    case FIELD_SET:
        if (field->value_count == 0) return plan_has_text(reader, literal->string);
        return is_between(literal->integer, 0, (int64_t)field->value_count - 1);
    }
    return false;
}

static bool is_duration(const PlanLiteral *literals) {
    return is_between(literals[0].integer, 0, LONGEST_DURATION) &&
           is_between(literals[1].integer, 0, LONGEST_DURATION);
}

/* From and to, and a day that every year has. */
static bool are_ages(const PlanLiteral *literals) {
    int64_t day = literals[2].integer;
    return is_between(literals[0].integer, 0, OLDEST) &&
           is_between(literals[1].integer, literals[0].integer, OLDEST) && is_between(day, 101, 1231) &&
           date_exists(2023, (int)day / 100, (int)day % 100);
}

static bool is_pattern(PlanReader *reader, const PlanLiteral *literal) {
    if (!plan_has_string(reader, literal->string) || !plan_spend(reader, PATTERN_COST)) return false;
    const char *source = plan_string(reader->plan, (PlanString)literal->string);
    Error why = {0};
    Pattern *pattern = pattern_open(source, strlen(source), &why);
    pattern_close(pattern);
    return pattern != NULL;
}

static bool has_count(Operator op, uint32_t count) {
    switch (operator_info(op)->operands) {
    case OPERANDS_NONE: return count == 0;
    case OPERANDS_ONE:
    case OPERANDS_MEMBER:
    case OPERANDS_PATTERN: return count == 1;
    case OPERANDS_TWO:
    case OPERANDS_DURATION: return count == 2;
    case OPERANDS_AGES: return count == 3;
    case OPERANDS_LIST: return count >= 1;
    case OPERANDS_MEMBERS: return count >= 1 || op == OPERATOR_INCLUDES_ONLY;
    }
    return false;
}

static bool has_literals(PlanReader *reader, const PlanCriterion *leaf, const PlanField *field) {
    const Plan *plan = reader->plan;
    const Operator op = (Operator)leaf->op;
    if (!has_count(op, leaf->count)) return false;
    if (!plan_has_range(reader, leaf->first, leaf->count, plan->literals_count)) return false;
    if (leaf->count == 0) return true;
    const PlanLiteral *literals = &plan->literals[leaf->first];
    if (operator_info(op)->operands == OPERANDS_DURATION) return is_duration(literals);
    if (operator_info(op)->operands == OPERANDS_AGES) return are_ages(literals);
    if (operator_info(op)->operands == OPERANDS_PATTERN) return is_pattern(reader, literals);
    for (uint32_t i = 0; i < leaf->count; i++)
        if (!plan_is_literal(reader, field, &literals[i])) return false;
    return true;
}

static bool has_operand(PlanReader *reader, const PlanCriterion *leaf, const PlanField *field,
                        PlanFacts *facts) {
    const Plan *plan = reader->plan;
    const Operator op = (Operator)leaf->op;
    switch (leaf->operand) {
    case OPERAND_LITERALS: return has_literals(reader, leaf, field);
    case OPERAND_FIELD:
        return plan_may_look(reader, leaf->first, facts) &&
               fits_operand(reader, op, field, &plan->fields[leaf->first]);
    case OPERAND_RATE:
        return operator_info(op)->operands == OPERANDS_ONE && field->type == FIELD_NUMBER &&
               leaf->first < plan->rates_count;
    default: return false;
    }
}

static bool check_leaf(PlanReader *reader, uint32_t index, PlanFacts *facts) {
    const PlanCriterion *leaf = &reader->plan->criteria[index];
    if (!plan_may_look(reader, leaf->field, facts))
        return plan_refuse(reader, "criterion", index, "reads a field that the pack may not read");
    const PlanField *field = &reader->plan->fields[leaf->field];
    if (!fits_operator((Operator)leaf->op, field))
        return plan_refuse(reader, "criterion", index, "has an operator that does not fit its field");
    if (!has_operand(reader, leaf, field, facts))
        return plan_refuse(reader, "criterion", index, "has operands that do not fit");
    return true;
}

static bool check_combinator(PlanReader *reader, uint32_t index, PlanFacts *facts) {
    const Plan *plan = reader->plan;
    const PlanCriterion *criterion = &plan->criteria[index];
    if (criterion->count == 0 ||
        !plan_has_range(reader, criterion->first, criterion->count, plan->links_count))
        return plan_refuse(reader, "criterion", index, "has no children");
    if (criterion->op == OPERATOR_AT_LEAST_OF && !is_between(criterion->threshold, 1, criterion->count))
        return plan_refuse(reader, "criterion", index, "asks for more of its children than it has");
    for (uint32_t i = 0; i < criterion->count; i++) {
        uint32_t child = plan->links[criterion->first + i];
        if (child >= index)
            return plan_refuse(reader, "criterion", index, "stands before one of its children");
        const PlanFacts *inner = &reader->criteria[child];
        if (facts->depth <= inner->depth) facts->depth = (uint8_t)(inner->depth + 1);
        facts->candidate |= inner->candidate;
        facts->vacancy |= inner->vacancy;
        facts->special |= inner->special;
    }
    if (facts->depth > PLAN_DEPTH) return plan_refuse(reader, "criterion", index, "is nested too deep");
    return true;
}

static bool check_called(PlanReader *reader, uint32_t index, PlanFacts *facts) {
    uint32_t check = reader->plan->criteria[index].field;
    if (check >= reader->plan->checks_count)
        return plan_refuse(reader, "criterion", index, "has no such check");
    *facts = reader->checks[check];
    facts->depth = 1;
    return true;
}

static bool check_criterion(PlanReader *reader, uint32_t index) {
    const PlanCriterion *criterion = &reader->plan->criteria[index];
    PlanFacts *facts = &reader->criteria[index];
    facts->depth = 1;
    if (criterion->op >= OPERATOR_COUNT || criterion->labelled > 1)
        return plan_refuse(reader, "criterion", index, "is of no known kind");
    if (!plan_has_text(reader, criterion->label) || !plan_has_string(reader, criterion->source) ||
        !plan_has_string(reader, criterion->ask) || !plan_has_place(reader, &criterion->place))
        return plan_refuse(reader, "criterion", index, "has no label");
    if (criterion->op < OPERATOR_LEAVES) return check_leaf(reader, index, facts);
    if (criterion->op == OPERATOR_JUDGEMENT) return true;
    if (criterion->op == OPERATOR_CHECK) return check_called(reader, index, facts);
    return check_combinator(reader, index, facts);
}

bool plan_check_criteria(PlanReader *reader) {
    for (uint32_t i = 0; i < reader->plan->criteria_count; i++)
        if (!check_criterion(reader, i)) return false;
    return true;
}
