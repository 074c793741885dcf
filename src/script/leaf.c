/* Leaves: criteria that compare one field. */
#include "leaf.h"

#include "base/suggest.h"
#include "script/criterion.h"
#include "script/form.h"
#include "script/handle.h"
#include "script/label.h"
#include "script/literal.h"
#include "script/rate.h"

/* What stands in the call: the field, the operator, and both as a rule writes them, for messages. */
typedef struct Comparison {
    uint32_t field;
    Operator op;
    const OperatorInfo *info;
    const char *written; /* "candidate.age:at_least" */
} Comparison;

static const PlanField *field_of(lua_State *L, uint32_t field) {
    return loading_field(loading_of(L), field);
}

static bool fits(const PlanField *field, const OperatorInfo *info) {
    if (!(info->types >> field->type & 1)) return false;
    return !(field->type == FIELD_CATEGORY && info->types == TYPES_ORDERED && !field->ordered);
}

const char *leaf_example(lua_State *L, uint32_t field) {
    static const char *const examples[] = {
        [FIELD_BOOLEAN] = "is(true)",
        [FIELD_INTEGER] = "at_least(16)",
        [FIELD_NUMBER] = "at_least(12.5)",
        [FIELD_TEXT] = "matches [[…]]",
        [FIELD_DATE] = "within_last{ months = 12 }",
        [FIELD_CATEGORY] = "is \"…\"",
        [FIELD_SET] = "includes \"…\"",
    };
    return lua_pushfstring(L, "%s:%s", label_field(L, field), examples[field_of(L, field)->type]);
}

/* "is, is_not, known": what fits the field; valid until scratch is used again. */
static const char *list_operators(lua_State *L, const PlanField *field) {
    Buffer *out = &loading_of(L)->scratch;
    buffer_clear(out);
    for (int op = 0; op < OPERATOR_LEAVES; op++) {
        const OperatorInfo *info = operator_info((Operator)op);
        if (fits(field, info)) buffer_format(out, "%s%s", out->length ? ", " : "", info->name);
    }
    return buffer_string(out);
}

/* Raises: the operator is not for fields of this type; names those that are. */
static int refuse_operator(lua_State *L, const Comparison *comparison) {
    const PlanField *field = field_of(L, comparison->field);
    const char *unordered =
        field->type == FIELD_CATEGORY && !field->ordered ? " whose values have no order" : "";
    return host_raise(L, "field '%s' is %s%s: '%s' does not fit it; what fits: %s",
                      label_bare_name(loading_of(L), comparison->field),
                      literal_type_words((FieldType)field->type), unordered, comparison->info->name,
                      list_operators(L, field));
}

/* Do both fields list the same values in the same order, so that an order of one is an order of the other? */
static bool same_values(const Loading *loading, const PlanField *a, const PlanField *b) {
    if (a->value_count != b->value_count) return false;
    for (uint32_t i = 0; i < a->value_count; i++) {
        PlanString left = LOADING_AT(loading->draft.values, PlanValue, a->first_value + i)->name;
        if (left != LOADING_AT(loading->draft.values, PlanValue, b->first_value + i)->name) return false;
    }
    return true;
}

static bool is_open(const PlanField *field) {
    return field->type == FIELD_TEXT || field->value_count == 0;
}

/* Can a value of the one be a value of the other? Anything can where one of them is open. */
static bool share_value(const Loading *loading, const PlanField *a, const PlanField *b) {
    if (is_open(a) || is_open(b)) return true;
    for (uint32_t i = 0; i < a->value_count; i++)
        for (uint32_t j = 0; j < b->value_count; j++)
            if (LOADING_AT(loading->draft.values, PlanValue, a->first_value + i)->name ==
                LOADING_AT(loading->draft.values, PlanValue, b->first_value + j)->name)
                return true;
    return false;
}

static bool is_number(const PlanField *field) {
    return field->type == FIELD_INTEGER || field->type == FIELD_NUMBER;
}

static bool is_name(const PlanField *field) {
    return field->type == FIELD_TEXT || field->type == FIELD_CATEGORY;
}

/* One value against another: numbers with numbers, names with names, an order between names only where they
 * are the same. */
static bool comparable(const Loading *loading, Operator op, const PlanField *field, const PlanField *other) {
    if (is_number(field) || is_number(other)) return is_number(field) && is_number(other);
    if (!is_name(field) || !is_name(other)) return field->type == other->type && field->type != FIELD_SET;
    if (op == OPERATOR_IS || op == OPERATOR_IS_NOT) return share_value(loading, field, other);
    return field->type == FIELD_CATEGORY && other->type == FIELD_CATEGORY && other->ordered &&
           same_values(loading, field, other);
}

/* May `other` stand where the operator wants a value, a member, or a list of them? The plan's reader asks the
 * same. */
static bool operand_fits(const Loading *loading, const Comparison *comparison, const PlanField *field,
                         const PlanField *other) {
    switch (comparison->info->operands) {
    case OPERANDS_ONE: return comparable(loading, comparison->op, field, other);
    case OPERANDS_LIST:
        return is_name(field) && other->type == FIELD_SET && share_value(loading, field, other);
    case OPERANDS_MEMBER: return is_name(other) && share_value(loading, field, other);
    case OPERANDS_MEMBERS: return other->type == FIELD_SET && share_value(loading, field, other);
    default: return false;
    }
}

static void take_field(lua_State *L, MadeCriterion *made, const Comparison *comparison, uint32_t other) {
    const Loading *loading = loading_of(L);
    const PlanField *field = field_of(L, comparison->field), *operand = field_of(L, other);
    if (!operand_fits(loading, comparison, field, operand))
        host_raise(
            L,
            "%s can't be compared with %s: the one is %s and the other %s, or they have no values in common",
            comparison->written, label_field(L, other), literal_type_words((FieldType)field->type),
            literal_type_words((FieldType)operand->type));
    made->item.operand = OPERAND_FIELD;
    made->item.first = other;
    criterion_note_field(L, made, other);
}

static void take_rate(lua_State *L, MadeCriterion *made, const Comparison *comparison, uint32_t rate) {
    if (comparison->info->operands != OPERANDS_ONE || field_of(L, comparison->field)->type != FIELD_NUMBER)
        host_raise(L, "%s can't be compared with a rate: a rate is one number, for a field that is a number",
                   comparison->written);
    made->item.operand = OPERAND_RATE;
    made->item.first = rate;
}

static void add_literal(lua_State *L, MadeCriterion *made, PlanLiteral literal) {
    Loading *loading = loading_of(L);
    uint32_t index =
        loading_add(L, &loading->made_literals, &literal, sizeof literal, 1, LOADING_MOST_literals, "values");
    if (made->item.count++ == 0) made->item.first = index;
}

static void take_list(lua_State *L, MadeCriterion *made, const Comparison *comparison) {
    if (!lua_istable(L, 2))
        host_raise(L, "%s expects a list in braces, got %s", comparison->written, handle_describe(L, 2));
    uint32_t count = form_list_length(L, 2, comparison->written);
    if (count == 0 && comparison->op != OPERATOR_INCLUDES_ONLY)
        host_raise(L, "%s { } is empty: name at least one value", comparison->written);
    for (uint32_t i = 1; i <= count; i++) {
        lua_rawgeti(L, 2, i);
        add_literal(L, made, literal_read(L, -1, comparison->field));
        lua_pop(L, 1);
    }
}

/* The lower end must not be above the upper one. */
static void take_range(lua_State *L, MadeCriterion *made, const Comparison *comparison) {
    PlanLiteral low = literal_read(L, 2, comparison->field), high = literal_read(L, 3, comparison->field);
    bool number = field_of(L, comparison->field)->type == FIELD_NUMBER;
    if (number ? low.number > high.number : low.integer > high.integer)
        host_raise(L, "%s(…) has its ends the wrong way round: write the lower one first",
                   comparison->written);
    add_literal(L, made, low);
    add_literal(L, made, high);
}

static void take_duration(lua_State *L, MadeCriterion *made, const Comparison *comparison) {
    PlanLiteral months_days[2];
    literal_read_duration(L, 2, comparison->written, months_days);
    add_literal(L, made, months_days[0]);
    add_literal(L, made, months_days[1]);
}

static void take_ages(lua_State *L, MadeCriterion *made, const Comparison *comparison) {
    PlanLiteral ages[3];
    literal_read_ages(L, 2, comparison->written, ages);
    for (int i = 0; i < 3; i++)
        add_literal(L, made, ages[i]);
}

static void take_operands(lua_State *L, MadeCriterion *made, const Comparison *comparison) {
    uint32_t number;
    HandleKind kind = handle_kind(L, 2, &number);
    if (kind == HANDLE_FIELD && comparison->info->operands != OPERANDS_NONE) {
        take_field(L, made, comparison, number);
        return;
    }
    if (kind == HANDLE_RATE) {
        take_rate(L, made, comparison, number);
        return;
    }
    switch (comparison->info->operands) {
    case OPERANDS_NONE: return;
    case OPERANDS_ONE:
    case OPERANDS_MEMBER: add_literal(L, made, literal_read(L, 2, comparison->field)); return;
    case OPERANDS_TWO: take_range(L, made, comparison); return;
    case OPERANDS_LIST:
    case OPERANDS_MEMBERS: take_list(L, made, comparison); return;
    case OPERANDS_DURATION: take_duration(L, made, comparison); return;
    case OPERANDS_PATTERN: add_literal(L, made, literal_read_pattern(L, 2, comparison->written)); return;
    case OPERANDS_AGES: take_ages(L, made, comparison); return;
    }
}

static void expect_count(lua_State *L, const Comparison *comparison, int given) {
    Operands operands = comparison->info->operands;
    int expected = operands == OPERANDS_NONE   ? 0
                   : operands == OPERANDS_TWO  ? 2
                   : operands == OPERANDS_AGES ? 3
                                               : 1;
    if (given == expected) return;
    bool one = operands == OPERANDS_ONE || operands == OPERANDS_MEMBER;
    const char *hint =
        given > expected && one ? " (for several, there are one_of { … } and includes_any { … })" : "";
    host_raise(L, "%s expects %d value%s, got %d%s", comparison->written, expected, expected == 1 ? "" : "s",
               given, hint);
}

static int compare(lua_State *L) {
    loading_expect_open(L);
    Comparison comparison = {.op = (Operator)lua_tointeger(L, lua_upvalueindex(1))};
    comparison.info = operator_info(comparison.op);
    const char *name = comparison.info->name;
    if (handle_kind(L, 1, &comparison.field) != HANDLE_FIELD)
        host_raise(L, "write ':' before '%s', as in candidate.age:%s(…)", name, name);
    if (!fits(field_of(L, comparison.field), comparison.info)) refuse_operator(L, &comparison);
    int given = lua_gettop(L) - 1;
    comparison.written = lua_pushfstring(L, "%s:%s", label_field(L, comparison.field), name);
    expect_count(L, &comparison, given);
    MadeCriterion made = criterion_start(comparison.op);
    made.item.field = comparison.field;
    criterion_note_field(L, &made, comparison.field);
    take_operands(L, &made, &comparison);
    return criterion_push(L, made);
}

void leaf_push_truth(lua_State *L, uint32_t field) {
    MadeCriterion made = criterion_start(OPERATOR_IS);
    made.item.field = field;
    criterion_note_field(L, &made, field);
    add_literal(L, &made, (PlanLiteral){.integer = 1});
    criterion_push(L, made);
}

static int refuse_name(lua_State *L, uint32_t field, const char *name) {
    Suggestion suggestion = {0};
    for (int op = 0; op < OPERATOR_LEAVES; op++) {
        const OperatorInfo *info = operator_info((Operator)op);
        if (fits(field_of(L, field), info)) suggest_offer(&suggestion, name, info->name);
    }
    char phrase[128];
    if (suggestion.word)
        return host_raise(L, "the field %s has no '%s'%s", label_field(L, field), name,
                          suggest_phrase(&suggestion, phrase, sizeof phrase));
    return host_raise(L, "the field %s has no '%.60s'; what fits: %s", label_field(L, field), name,
                      list_operators(L, field_of(L, field)));
}

/* F.name: the operators and, since a boolean field is a criterion, a criterion's methods. */
static int look_up(lua_State *L) {
    uint32_t field = handle_expect(L, 1, HANDLE_FIELD, "a field's operator");
    lua_pushvalue(L, 2);
    if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL) return 1;
    return refuse_name(L, field, lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "?");
}

void leaf_define(lua_State *L) {
    handle_define(
        L, HANDLE_FIELD,
        &(HandleClass){.both = criterion_both, .either = criterion_either, .negation = criterion_negation});
    handle_push(L, HANDLE_FIELD, 0);
    lua_getmetatable(L, -1);
    lua_newtable(L);
    for (int op = 0; op < OPERATOR_LEAVES; op++) {
        lua_pushinteger(L, op);
        lua_pushcclosure(L, compare, 1);
        lua_setfield(L, -2, operator_info((Operator)op)->name);
    }
    criterion_add_methods(L);
    lua_pushcclosure(L, look_up, 1);
    lua_setfield(L, -2, "__index");
    lua_pop(L, 2);
}
