/* What each operator comes down to. */
#include "rule/compile.h"

#include "base/utf8.h"

#include <math.h>

static const Field *field_of(const Compiler *compiler, int32_t field) {
    return &compiler->dictionary->fields[field];
}

static uint8_t reach_of(const Compiler *compiler, int32_t field) {
    return field_of(compiler, field)->subject == SUBJECT_CANDIDATE ? REACH_CANDIDATE : REACH_VACANCY;
}

static uint32_t never_decided(const Compiler *compiler) {
    return graph_add(compiler->graph, &(Node){.kind = NODE_UNKNOWN, .field = FIELD_NONE, .other = FIELD_NONE},
                     1);
}

int32_t compile_text(Interner *literals, const char *text) {
    Buffer alike = {0};
    utf8_add_alike(&alike, text, strlen(text));
    int32_t number = interner_add(literals, buffer_string(&alike), alike.length);
    buffer_close(&alike);
    return number;
}

/* A literal as the column has it: a text, or a member of an open set, is a number in the literals. */
static int32_t literal_of(const Compiler *compiler, const Field *field, const PlanLiteral *literal) {
    bool is_text = field->type == FIELD_TEXT || (field->type == FIELD_SET && field->value_count == 0);
    if (!is_text) return (int32_t)literal->integer;
    return compile_text(compiler->literals, plan_string(compiler->plan, (PlanString)literal->string));
}

static const PlanLiteral *literals_of(const Compiler *compiler, const PlanCriterion *criterion) {
    return compiler->plan->literals + (criterion->count ? criterion->first : 0);
}

static uint32_t add_range(const Compiler *compiler, Node node, int32_t low, int32_t high) {
    node.kind = NODE_RANGE;
    node.low = low <= high ? low : 1;
    node.high = low <= high ? high : 0;
    return graph_add(compiler->graph, &node, 1);
}

/* The day a duration before the day of the run: months first, then days. */
static Day duration_start(const Compiler *compiler, const PlanLiteral *duration) {
    int64_t day = (int64_t)date_add_months(compiler->day, (int)-duration[0].integer) - duration[1].integer;
    return day < DATE_FIRST ? DATE_FIRST : (Day)day;
}

/* Whoever is as old as that on the last such day of the year was born in this range: at least n years have
 * passed since a day exactly when it is not after the day n years back. */
static uint32_t compile_ages(const Compiler *compiler, Node node, const PlanLiteral *ages) {
    int year, month, day, from = (int)ages[0].integer, to = (int)ages[1].integer, on = (int)ages[2].integer;
    date_to_civil(compiler->day, &year, &month, &day);
    bool is_ahead = month * 100 + day < on;
    if (year - is_ahead < 1) return add_range(compiler, node, 1, 0);
    Day then = date_from_civil(year - is_ahead, on / 100, on % 100);
    return add_range(compiler, node, date_add_months(then, -12 * (to + 1)) + 1,
                     date_add_months(then, -12 * from));
}

static uint32_t compile_integer(const Compiler *compiler, Node node, Operator op,
                                const PlanLiteral *literals) {
    const Field *field = field_of(compiler, node.field);
    int32_t value = op == OPERATOR_WITHIN_LAST || op == OPERATOR_FOR_AT_LEAST
                        ? duration_start(compiler, literals)
                        : literal_of(compiler, field, literals);
    switch (op) {
    case OPERATOR_AT_LEAST: return add_range(compiler, node, value, INT32_MAX);
    case OPERATOR_FOR_AT_LEAST:
    case OPERATOR_AT_MOST: return add_range(compiler, node, INT32_MIN, value);
    case OPERATOR_AFTER:
    case OPERATOR_MORE_THAN:
        if (value == INT32_MAX) return add_range(compiler, node, 1, 0);
        return add_range(compiler, node, value + 1, INT32_MAX);
    case OPERATOR_BEFORE:
    case OPERATOR_LESS_THAN:
        if (value == INT32_MIN) return add_range(compiler, node, 1, 0);
        return add_range(compiler, node, INT32_MIN, value - 1);
    case OPERATOR_BETWEEN: return add_range(compiler, node, value, literal_of(compiler, field, &literals[1]));
    case OPERATOR_WITHIN_LAST: return add_range(compiler, node, value, compiler->day);
    default: return add_range(compiler, node, value, value); /* is, is_not */
    }
}

static uint32_t compile_number(const Compiler *compiler, Node node, Operator op, double value, double upper) {
    node.kind = NODE_NUMBER;
    node.number_low = -INFINITY;
    node.number_high = INFINITY;
    switch (op) {
    case OPERATOR_AT_LEAST: node.number_low = value; break;
    case OPERATOR_AT_MOST: node.number_high = value; break;
    case OPERATOR_MORE_THAN: node.number_low = nextafter(value, INFINITY); break;
    case OPERATOR_LESS_THAN: node.number_high = nextafter(value, -INFINITY); break;
    default: /* is, is_not, between */ node.number_low = value; node.number_high = upper;
    }
    return graph_add(compiler->graph, &node, 1);
}

static uint32_t compile_integers(const Compiler *compiler, Node node, const PlanLiteral *literals,
                                 uint32_t count) {
    const Field *field = field_of(compiler, node.field);
    int32_t *values = arena_allocate_array(compiler->scratch, count, sizeof *values);
    for (uint32_t i = 0; i < count; i++)
        values[i] = literal_of(compiler, field, &literals[i]);
    node.count = graph_sort_integers(values, count);
    node.integers = values;
    bool is_run = node.kind == NODE_LIST && (int64_t)values[node.count - 1] - values[0] == node.count - 1;
    if (!is_run) return graph_add(compiler->graph, &node, sizeof *values);
    int32_t low = values[0], high = values[node.count - 1];
    node.count = 0;
    node.integers = NULL;
    return add_range(compiler, node, low, high);
}

static uint32_t compile_numbers(const Compiler *compiler, Node node, const PlanLiteral *literals,
                                uint32_t count) {
    double *values = arena_allocate_array(compiler->scratch, count, sizeof *values);
    for (uint32_t i = 0; i < count; i++)
        values[i] = literals[i].number;
    node.kind = NODE_NUMBERS;
    node.count = graph_sort_numbers(values, count);
    node.numbers = values;
    return graph_add(compiler->graph, &node, sizeof *values);
}

static uint32_t compile_truth(const Compiler *compiler, Node node, const PlanLiteral *literals,
                              uint32_t count) {
    node.kind = NODE_TRUTH;
    for (uint32_t i = 0; i < count; i++)
        node.accepts |= (uint8_t)(1 << literals[i].integer);
    if (node.negated) node.accepts ^= 3;
    node.negated = false;
    return graph_add(compiler->graph, &node, 1);
}

static uint32_t compile_pattern(const Compiler *compiler, Node node, const PlanLiteral *literal) {
    node.kind = NODE_PATTERN;
    node.text = plan_string(compiler->plan, (PlanString)literal->string);
    node.count = (uint32_t)strlen(node.text);
    return graph_add(compiler->graph, &node, 1);
}

static uint32_t compile_set(const Compiler *compiler, Node node, Operator op, const PlanLiteral *literals,
                            uint32_t count) {
    node.kind = op == OPERATOR_INCLUDES_ALL    ? NODE_SET_ALL
                : op == OPERATOR_INCLUDES_ONLY ? NODE_SET_ONLY
                                               : NODE_SET_ANY;
    return compile_integers(compiler, node, literals, count);
}

static uint32_t compile_literals(const Compiler *compiler, Node node, const PlanCriterion *criterion) {
    const Operator op = (Operator)criterion->op;
    const PlanLiteral *literals = literals_of(compiler, criterion);
    const bool is_list = op == OPERATOR_ONE_OF || op == OPERATOR_NONE_OF;
    switch (field_of(compiler, node.field)->type) {
    case FIELD_BOOLEAN: return compile_truth(compiler, node, literals, criterion->count);
    case FIELD_SET: return compile_set(compiler, node, op, literals, criterion->count);
    case FIELD_NUMBER:
        if (is_list) return compile_numbers(compiler, node, literals, criterion->count);
        return compile_number(compiler, node, op, literals[0].number, literals[criterion->count - 1].number);
    default:
        if (op == OPERATOR_MATCHES) return compile_pattern(compiler, node, literals);
        if (op == OPERATOR_AGED_ON) return compile_ages(compiler, node, literals);
        node.kind = NODE_LIST;
        if (is_list) return compile_integers(compiler, node, literals, criterion->count);
        return compile_integer(compiler, node, op, literals);
    }
}

static uint32_t compile_rate(const Compiler *compiler, Node node, const PlanCriterion *criterion) {
    const PlanRate *rate = &compiler->plan->rates[criterion->first];
    const PlanRateStep *steps = compiler->plan->rate_steps + rate->first;
    uint32_t begun = 0;
    while (begun < rate->count && steps[begun].from <= compiler->day)
        begun++;
    if (begun == 0) return never_decided(compiler);
    double value = steps[begun - 1].value;
    return compile_number(compiler, node, (Operator)criterion->op, value, value);
}

static bool is_name(const Field *field) {
    return field->type == FIELD_TEXT || field->type == FIELD_CATEGORY;
}

static bool has_same_values(const Field *a, const Field *b) {
    if (a->value_count != b->value_count) return false;
    for (uint32_t i = 0; i < a->value_count; i++)
        if (strcmp(a->values[i].name, b->values[i].name) != 0) return false;
    return true;
}

static Domain domain_of(const Field *a, const Field *b) {
    if (a->type == FIELD_NUMBER || b->type == FIELD_NUMBER) return DOMAIN_NUMBERS;
    if (!is_name(a)) return DOMAIN_INTEGERS;
    bool is_alike = a->type == FIELD_CATEGORY && b->type == FIELD_CATEGORY && has_same_values(a, b);
    return is_alike ? DOMAIN_INTEGERS : DOMAIN_NAMES;
}

static Relation relation_of(Operator op) {
    switch (op) {
    case OPERATOR_AT_LEAST: return RELATION_AT_LEAST;
    case OPERATOR_AT_MOST: return RELATION_AT_MOST;
    case OPERATOR_AFTER:
    case OPERATOR_MORE_THAN: return RELATION_MORE;
    case OPERATOR_BEFORE:
    case OPERATOR_LESS_THAN: return RELATION_LESS;
    default: return RELATION_EQUAL;
    }
}

static void swap_fields(Node *node) {
    int32_t field = node->field;
    node->field = node->other;
    node->other = field;
}

/* Of a field with editions, on a day before the first. */
static bool has_no_edition(const Compiler *compiler, int32_t field) {
    return field_of(compiler, field)->derivation == DERIVED_EDITIONS;
}

static uint32_t compile_relation(const Compiler *compiler, Node node, const PlanCriterion *criterion) {
    const Operator op = (Operator)criterion->op;
    node.other = compiler->fields[criterion->first];
    if (has_no_edition(compiler, node.other)) return never_decided(compiler);
    node.reach |= reach_of(compiler, node.other);
    switch (op) {
    case OPERATOR_ONE_OF:
    case OPERATOR_NONE_OF: node.kind = NODE_MEMBER; break;
    case OPERATOR_INCLUDES:
        node.kind = NODE_MEMBER;
        swap_fields(&node);
        break;
    case OPERATOR_INCLUDES_ANY: node.kind = NODE_OVERLAP; break;
    case OPERATOR_INCLUDES_ALL:
        node.kind = NODE_SUBSET;
        swap_fields(&node);
        break;
    case OPERATOR_INCLUDES_ONLY: node.kind = NODE_SUBSET; break;
    default:
        node.kind = NODE_COMPARE;
        node.relation = (uint8_t)relation_of(op);
        node.domain = (uint8_t)domain_of(field_of(compiler, node.field), field_of(compiler, node.other));
    }
    return graph_add(compiler->graph, &node, 1);
}

static uint32_t compile_leaf(const Compiler *compiler, const PlanCriterion *criterion) {
    const Operator op = (Operator)criterion->op;
    int32_t field = compiler->fields[criterion->field];
    Node node = {.field = field, .other = FIELD_NONE, .reach = reach_of(compiler, field)};
    node.negated = op == OPERATOR_IS_NOT || op == OPERATOR_NONE_OF;
    if (op == OPERATOR_KNOWN) {
        node.kind = NODE_KNOWN;
        return graph_add(compiler->graph, &node, 1);
    }
    if (has_no_edition(compiler, field)) return never_decided(compiler);
    switch (criterion->operand) {
    case OPERAND_FIELD: return compile_relation(compiler, node, criterion);
    case OPERAND_RATE: return compile_rate(compiler, node, criterion);
    default: return compile_literals(compiler, node, criterion);
    }
}

static uint32_t compile_combinator(const Compiler *compiler, const PlanCriterion *criterion) {
    static const uint8_t kinds[] = {[OPERATOR_ALL] = NODE_ALL,
                                    [OPERATOR_ANY] = NODE_ANY,
                                    [OPERATOR_NONE] = NODE_NONE,
                                    [OPERATOR_AT_LEAST_OF] = NODE_AT_LEAST};
    uint32_t *children = arena_allocate_array(compiler->scratch, criterion->count, sizeof *children);
    Node node = {.kind = kinds[criterion->op], .field = FIELD_NONE, .other = FIELD_NONE};
    for (uint32_t i = 0; i < criterion->count; i++) {
        children[i] = compiler->nodes[compiler->plan->links[criterion->first + i]];
        node.reach |= compiler->graph->nodes[children[i]].reach;
    }
    node.threshold = criterion->op == OPERATOR_AT_LEAST_OF ? criterion->threshold : 0;
    node.count = criterion->count;
    node.children = children;
    return graph_add(compiler->graph, &node, sizeof *children);
}

static uint32_t compile_check(const Compiler *compiler, const PlanCriterion *criterion) {
    Node node = {.kind = NODE_CHECK, .field = FIELD_NONE, .other = FIELD_NONE};
    node.check = compiler->checks[criterion->field];
    node.reach = compiler->check_reach[criterion->field];
    return graph_add(compiler->graph, &node, 1);
}

uint32_t compile_criterion(const Compiler *compiler, const PlanCriterion *criterion) {
    if (criterion->op < OPERATOR_LEAVES) return compile_leaf(compiler, criterion);
    switch (criterion->op) {
    case OPERATOR_JUDGEMENT: return never_decided(compiler);
    case OPERATOR_CHECK: return compile_check(compiler, criterion);
    default: return compile_combinator(compiler, criterion);
    }
}
