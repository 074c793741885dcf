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

/* The criteria of `who` stand before it, those of `vacancies` do too: a gap there does no harm. */
static bool is_of_opening(const Plan *plan, uint32_t criterion) {
    return plan->criteria[criterion].op == OPERATOR_KNOWN ||
           plan->fields[plan->criteria[criterion].field].type == FIELD_DATE;
}

void match_add_not_stated(const MatchContext *context, uint32_t vacancy, Buffer *out) {
    const Rule *fit = ruleset_rule(context->ruleset, context->fit);
    Arena *arena = arena_open();
    size_t before = out->length;
    int32_t last = FIELD_NONE;
    for (uint32_t i = 0; i < fit->plan->criteria_count; i++) {
        int32_t *fields;
        if (fit->plan->criteria[i].op >= OPERATOR_LEAVES || is_of_opening(fit->plan, i)) continue;
        uint32_t count = explain_fields(context->ruleset, fit->pack, i, arena, &fields);
        for (uint32_t f = 0; f < count; f++) {
            if (!is_gap(context, fields[f], vacancy) || fields[f] == last) continue;
            buffer_add_string(out, out->length > before ? "; " : "");
            buffer_add_string(out, context->vacancies->dictionary->fields[fields[f]].label);
            last = fields[f];
        }
    }
    arena_close(arena);
}
