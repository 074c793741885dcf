/* Lengths, gifts and bases in words. */
#include "output/words.h"

static const char *const bases[] = {
    [BASIS_NONE] = "",
    [BASIS_COHORT] = "everyone in one group of people is guaranteed an interview",
    [BASIS_REFERRAL] = "everyone who is referred is guaranteed an interview",
    [BASIS_COMPLETION] = "everyone who completes the programme is guaranteed an interview",
    [BASIS_INSTEAD_OF_INTERVIEW] = "completing the programme counts as the interview",
    [BASIS_RING_FENCED] = "a number of interviews is kept for these people",
    [BASIS_MINIMUM_CRITERIA] = "everyone who meets the minimum criteria is offered an interview",
    [BASIS_UNCONFIRMED] = "unconfirmed: the document does not say when an interview is guaranteed",
};

const char *words_basis(InterviewBasis basis) {
    return bases[basis];
}

const char *words_for_whom(const Plan *plan, uint32_t when) {
    return when == PLAN_NONE ? "everyone" : plan_string(plan, plan->criteria[when].label);
}

static void begin_part(Buffer *out) {
    if (out->length) buffer_add_string(out, ", ");
}

static void add_length(Buffer *out, uint32_t count, const char *unit) {
    if (count == 0) return;
    begin_part(out);
    buffer_format(out, "%u %s%s", count, unit, count == 1 ? "" : "s");
}

/* "16, 25 or 30 hours a week" */
static void add_hours(Buffer *out, const Plan *plan, const PlanStage *stage) {
    if (stage->hours_count == 0) return;
    begin_part(out);
    for (uint32_t i = 0; i < stage->hours_count; i++) {
        const char *between = i + 1 == stage->hours_count ? " or " : ", ";
        buffer_format(out, "%s%g", i ? between : "", plan->literals[stage->first_hours + i].number);
    }
    bool is_one = stage->hours_count == 1 && plan->literals[stage->first_hours].number == 1;
    buffer_add_string(out, is_one ? " hour a week" : " hours a week");
}

static const char *take(Buffer *text, Arena *arena) {
    const char *copy = arena_copy_string(arena, buffer_string(text));
    buffer_close(text);
    return copy;
}

const char *words_stage_length(const Plan *plan, const PlanStage *stage, Arena *arena) {
    Buffer out = {0};
    add_length(&out, stage->months, "month");
    add_length(&out, stage->weeks, "week");
    add_length(&out, stage->days, "day");
    add_hours(&out, plan, stage);
    if (stage->hours_in_all) {
        begin_part(&out);
        buffer_format(&out, "%u hour%s in all", stage->hours_in_all, stage->hours_in_all == 1 ? "" : "s");
    }
    return take(&out, arena);
}

/* Members of one set stand together: gives are in the order of the dictionary. */
const char *words_gives(const Rule *rule, Arena *arena) {
    const Plan *plan = rule->plan;
    Buffer out = {0};
    uint32_t last = PLAN_NONE;
    for (uint32_t i = 0; i < rule->declared->give_count; i++) {
        const PlanGive *give = &plan->gives[rule->declared->first_give + i];
        const PlanField *field = &plan->fields[give->field];
        if (give->field == last)
            buffer_add_string(&out, ", ");
        else
            buffer_format(&out, "%s%s: ", i ? "; " : "",
                          plan_string(plan, field->label ? field->label : field->name));
        buffer_add_string(&out, plan_string(plan, give->value));
        last = give->field;
    }
    return take(&out, arena);
}
