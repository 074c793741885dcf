/* What the formats of a match share: vacancies in words. */
#include "output/match.h"

#include "rule/explain.h"

static bool add_value(const MatchContext *context, const char *name, uint32_t vacancy, const char *before,
                      Buffer *out) {
    const Batch *batch = context->vacancies;
    int32_t field = dictionary_find(batch->dictionary, SUBJECT_VACANCY, name);
    if (field == FIELD_NONE || !batch->columns[field].known ||
        !bits_get(batch->columns[field].known, vacancy))
        return false;
    buffer_add_string(out, before);
    batch_show(batch, field, vacancy, out);
    return true;
}

void match_add_vacancy(const MatchContext *context, uint32_t vacancy, Buffer *out) {
    bool titled = add_value(context, "title", vacancy, "", out);
    if (!add_value(context, "employer_name", vacancy, titled ? ", " : "", out))
        add_value(context, "employer", vacancy, titled ? ", " : "", out);
}

static bool is_gap(const MatchContext *context, int32_t field, uint32_t vacancy) {
    const Batch *batch = context->vacancies;
    if (batch->dictionary->fields[field].subject != SUBJECT_VACANCY) return false;
    const uint64_t *known = batch->columns[field].known;
    return !known || !bits_get(known, vacancy);
}

/* What opens and closes a vacancy may be missing: it is open then. */
static bool may_be_missing(const Plan *plan, const PlanCriterion *criterion) {
    return criterion->op >= OPERATOR_LEAVES || criterion->op == OPERATOR_KNOWN ||
           plan->fields[criterion->field].type == FIELD_DATE;
}

static uint32_t add_label(const char **labels, uint32_t count, const char *label) {
    for (uint32_t i = 0; i < count; i++)
        if (labels[i] == label) return count;
    labels[count] = label;
    return count + 1;
}

uint32_t match_not_stated(const MatchContext *context, uint32_t vacancy, Arena *arena, const char ***labels) {
    const Rule *fit = ruleset_rule(context->ruleset, context->fit);
    const Field *fields = context->vacancies->dictionary->fields;
    uint32_t count = 0;
    *labels = arena_allocate_array(arena, 2 * (size_t)fit->plan->criteria_count, sizeof **labels);
    for (uint32_t i = 0; i < fit->plan->criteria_count; i++) {
        int32_t *looked_at;
        if (may_be_missing(fit->plan, &fit->plan->criteria[i])) continue;
        uint32_t looked = explain_fields(context->ruleset, fit->pack, i, arena, &looked_at);
        for (uint32_t f = 0; f < looked; f++)
            if (is_gap(context, looked_at[f], vacancy))
                count = add_label(*labels, count, fields[looked_at[f]].label);
    }
    return count;
}
