/* Labels: criteria in plain English. */
#include "label.h"

#include "script/rate.h"

static const char *field_text(const Loading *loading, uint32_t field) {
    return loading_text(loading, loading_field(loading, field)->label);
}

const char *label_bare_name(const Loading *loading, uint32_t field) {
    const char *name = loading_text(loading, loading_field(loading, field)->name);
    const char *dot = strchr(name, '.');
    return dot ? dot + 1 : name;
}

const char *label_field(lua_State *L, uint32_t field) {
    const Loading *loading = loading_of(L);
    const char *subject = loading_field(loading, field)->subject == SUBJECT_VACANCY ? "vacancy" : "candidate";
    return lua_pushfstring(L, "%s.%s", subject, label_bare_name(loading, field));
}

static void add_literal(Buffer *out, const Loading *loading, const PlanField *field,
                        const PlanLiteral *literal) {
    char date[DATE_TEXT];
    switch ((FieldType)field->type) {
    case FIELD_BOOLEAN: buffer_add_string(out, literal->integer ? "yes" : "no"); return;
    case FIELD_INTEGER: buffer_format(out, "%lld", (long long)literal->integer); return;
    case FIELD_NUMBER: buffer_format(out, "%.14g", literal->number); return;
    case FIELD_DATE: buffer_add_string(out, date_format((Day)literal->integer, date)); return;
    case FIELD_CATEGORY:
    case FIELD_SET:
    case FIELD_TEXT: break;
    }
    PlanString text = (PlanString)literal->string;
    if (field->value_count && field->type != FIELD_TEXT)
        text = LOADING_AT(loading->draft.values, PlanValue, field->first_value + (uint32_t)literal->integer)
                   ->name;
    buffer_add_string(out, loading_text(loading, text));
}

static void add_literals(Buffer *out, const Loading *loading, const PlanCriterion *item, const char *last) {
    const PlanLiteral *literals = LOADING_AT(loading->made_literals, PlanLiteral, item->first);
    for (uint32_t i = 0; i < item->count && out->length <= LABEL_LENGTH; i++) {
        if (i > 0) buffer_add_string(out, i + 1 == item->count ? last : ", ");
        add_literal(out, loading, loading_field(loading, item->field), &literals[i]);
    }
}

/* "3 years", "18 months", "10 days", "1 month and 1 day". */
static void add_duration(Buffer *out, const Loading *loading, const PlanCriterion *item) {
    const PlanLiteral *literals = LOADING_AT(loading->made_literals, PlanLiteral, item->first);
    int months = (int)literals[0].integer, days = (int)literals[1].integer;
    if (months && months % 12 == 0 && months > 24)
        buffer_format(out, "%d years", months / 12);
    else if (months)
        buffer_format(out, "%d month%s", months, months == 1 ? "" : "s");
    if (months && days) buffer_add_string(out, " and ");
    if (days) buffer_format(out, "%d day%s", days, days == 1 ? "" : "s");
}

/* "is 16 to 18 years before the last 31 August" */
static void add_ages(Buffer *out, const Loading *loading, const PlanCriterion *item) {
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    const PlanLiteral *literals = LOADING_AT(loading->made_literals, PlanLiteral, item->first);
    int day = (int)literals[2].integer;
    buffer_format(out, "%d to %d years before the last %d %s", (int)literals[0].integer,
                  (int)literals[1].integer, day % 100, months[day / 100 - 1]);
}

/* "the London Living Wage", or the rate's name with spaces. */
static void add_rate(Buffer *out, const Loading *loading, uint32_t rate) {
    PlanString label = rate_label(loading, rate);
    buffer_add_string(out, "the ");
    if (label) {
        buffer_add_string(out, loading_text(loading, label));
        return;
    }
    const char *name = loading_text(loading, LOADING_AT(loading->draft.rates, PlanRate, rate)->name);
    for (; *name; name++)
        buffer_add_char(out, *name == '_' ? ' ' : *name);
}

static void add_operands(Buffer *out, const Loading *loading, const PlanCriterion *item) {
    Operands operands = operator_info((Operator)item->op)->operands;
    if (item->operand == OPERAND_FIELD) {
        const PlanField *other = loading_field(loading, item->first);
        buffer_add_string(out, other->subject == SUBJECT_VACANCY ? "the vacancy's " : "the candidate's ");
        buffer_add_string(out, field_text(loading, item->first));
    } else if (item->operand == OPERAND_RATE)
        add_rate(out, loading, item->first);
    else if (operands == OPERANDS_DURATION)
        add_duration(out, loading, item);
    else if (operands == OPERANDS_AGES)
        add_ages(out, loading, item);
    else if (operands == OPERANDS_PATTERN)
        buffer_format(
            out, "'%s'",
            loading_text(loading,
                         (PlanString)LOADING_AT(loading->made_literals, PlanLiteral, item->first)->string));
    else if (operands == OPERANDS_MEMBERS && item->count == 0)
        buffer_add_string(out, "nothing");
    else
        add_literals(out, loading, item,
                     operands == OPERANDS_TWO || item->op == OPERATOR_INCLUDES_ALL ? " and " : " or ");
}

/* A yes-or-no field reads as its own label: "lives on a priority estate". */
static bool add_truth(Buffer *out, const Loading *loading, const PlanCriterion *item) {
    bool comparison = item->op == OPERATOR_IS || item->op == OPERATOR_IS_NOT;
    if (!comparison || item->operand != OPERAND_LITERALS) return false;
    if (loading_field(loading, item->field)->type != FIELD_BOOLEAN) return false;
    bool value = LOADING_AT(loading->made_literals, PlanLiteral, item->first)->integer != 0;
    if (value != (item->op == OPERATOR_IS)) buffer_add_string(out, "not ");
    buffer_add_string(out, field_text(loading, item->field));
    return true;
}

static void add_leaf(Buffer *out, const Loading *loading, const PlanCriterion *item) {
    if (add_truth(out, loading, item)) return;
    const OperatorInfo *info = operator_info((Operator)item->op);
    buffer_format(out, "%s %s", field_text(loading, item->field), info->words);
    if (info->operands == OPERANDS_NONE) return;
    buffer_add_char(out, ' ');
    add_operands(out, loading, item);
}

/* A group without a name of its own stands in brackets. */
static void add_child(Buffer *out, const Loading *loading, const PlanCriterion *child) {
    bool group = child->op >= OPERATOR_ALL && child->op <= OPERATOR_AT_LEAST_OF && child->count > 1 &&
                 !child->labelled;
    buffer_format(out, group ? "(%s)" : "%s", loading_text(loading, child->label));
}

static void add_children(Buffer *out, const Loading *loading, const PlanCriterion *item, const char *last) {
    for (uint32_t i = 0; i < item->count && out->length <= LABEL_LENGTH; i++) {
        uint32_t child = *LOADING_AT(loading->made_links, uint32_t, item->first + i);
        if (i > 0) buffer_add_string(out, i + 1 == item->count ? last : ", ");
        add_child(out, loading, &loading_made(loading, child)->item);
    }
}

static void add_words(Buffer *out, const Loading *loading, const PlanCriterion *item) {
    switch (item->op) {
    case OPERATOR_ALL: add_children(out, loading, item, ", and "); return;
    case OPERATOR_ANY: add_children(out, loading, item, ", or "); return;
    case OPERATOR_NONE:
        buffer_add_string(out, item->count == 1 ? "not " : "none of: ");
        add_children(out, loading, item, ", or ");
        return;
    case OPERATOR_AT_LEAST_OF:
        buffer_format(out, "at least %d of: ", (int)item->threshold);
        add_children(out, loading, item, ", ");
        return;
    default: add_leaf(out, loading, item); return;
    }
}

static void cut(Buffer *out) {
    static const char ellipsis[] = "…";
    if (out->length <= LABEL_LENGTH) return;
    size_t length = LABEL_LENGTH - (sizeof ellipsis - 1);
    while (((unsigned char)out->bytes[length] & 0xC0) == 0x80)
        length--;
    out->length = length;
    buffer_add_string(out, ellipsis);
}

PlanString label_make(lua_State *L, const PlanCriterion *item) {
    Loading *loading = loading_of(L);
    host_charge(L, item->count);
    buffer_clear(&loading->scratch);
    add_words(&loading->scratch, loading, item);
    cut(&loading->scratch);
    return loading_string(L, buffer_string(&loading->scratch), loading->scratch.length);
}
