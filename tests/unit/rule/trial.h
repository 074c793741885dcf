/* Everything that berth does with a plan, done with bytes that claim to be one. Used by tests and by the fuzz
 * harness. */
#ifndef BERTH_TEST_TRIAL_H
#define BERTH_TEST_TRIAL_H

#include "app/testrows.h"
#include "rule/explain.h"
#include "rule/places.h"
#include "rule/reads.h"

#include <stdlib.h>
#include <string.h>

enum { TRIAL_RECORDS = 70, TRIAL_DAY = 20000 };

static inline void trial_text(Batch *batch, int32_t field, uint32_t record) {
    static const char *const texts[] = {"a", "", "technician", "Hackney"};
    batch_set_text(batch, field, record, texts[record % 4], strlen(texts[record % 4]));
}

static inline void trial_set(Batch *batch, int32_t field, uint32_t record) {
    const Field *declared = &batch->dictionary->fields[field];
    const char *members = declared->value_count == 0 ? (record % 3 ? "x;y" : "")
                          : record % 3               ? declared->values[0].name
                                                     : "";
    Error error = {0};
    if (!strchr(members, ';') || declared->value_count == 0)
        (void)batch_set_set(batch, field, record, members, strlen(members), &error);
}

static inline void trial_fill(Batch *batch) {
    for (uint32_t record = 0; record < TRIAL_RECORDS; record++) {
        batch_add(batch, record + 1, "R", 1);
        for (uint32_t i = 0; i < batch->dictionary->count; i++) {
            const Field *field = &batch->dictionary->fields[i];
            Column *column = &batch->columns[i];
            if (!column->known || field->derivation != DERIVED_NOT || (record + i) % 5 == 0) continue;
            switch (field->type) {
            case FIELD_BOOLEAN: column_set_truth(column, record, record & 1); break;
            case FIELD_INTEGER: column_set_integer(column, record, (int32_t)record); break;
            case FIELD_DATE: column_set_integer(column, record, TRIAL_DAY - 100 * (int32_t)record); break;
            case FIELD_CATEGORY:
                column_set_integer(column, record, (int32_t)(record % field->value_count));
                break;
            case FIELD_NUMBER: column_set_number(column, record, record / 2.0); break;
            case FIELD_TEXT: trial_text(batch, (int32_t)i, record); break;
            case FIELD_SET: trial_set(batch, (int32_t)i, record); break;
            }
        }
    }
    batch_derive(batch, TRIAL_DAY);
}

static inline void trial_explain(const Evaluation *evaluation, uint32_t criterion, uint32_t record,
                                 Arena *arena) {
    if (criterion == PLAN_NONE) return;
    Reason *reasons;
    Question *questions;
    Change *changes;
    const char **labels;
    explain_reasons(evaluation, 0, criterion, record, arena, &reasons);
    explain_questions(evaluation, 0, criterion, record, arena, &questions);
    explain_open_points(evaluation, 0, criterion, record, arena, &labels);
    explain_change(evaluation, 0, criterion, record, arena, &changes);
    arena_reset(arena);
}

static inline void trial_rule(Evaluation *evaluation, Places *places, uint32_t rule) {
    const Rule *decided = ruleset_rule(evaluation_ruleset(evaluation), rule);
    uint8_t outcomes[TRIAL_RECORDS];
    Arena *arena = arena_open();
    memcpy(outcomes, evaluation_outcomes(evaluation, rule), sizeof outcomes);
    for (uint32_t i = 0; i < decided->declared->offer_count; i++)
        evaluation_offer(evaluation, rule, decided->declared->first_offer + i);
    places_offer(places, evaluation, rule);
    for (uint32_t record = 0; record < TRIAL_RECORDS; record += 9)
        trial_explain(evaluation, decided->declared->who, record, arena);
    arena_close(arena);
}

static inline void trial_evaluate(const Ruleset *ruleset) {
    Batch *batches[2];
    for (int subject = SUBJECT_CANDIDATE; subject <= SUBJECT_VACANCY; subject++) {
        batches[subject] =
            batch_open(ruleset_dictionary(ruleset), (Subject)subject,
                       ruleset_wanted(ruleset, (Subject)subject), ruleset_literals(ruleset), TRIAL_RECORDS);
        trial_fill(batches[subject]);
    }
    Evaluation *evaluation = evaluation_open(ruleset, batches[1], NULL);
    Places *places = places_open(ruleset, batches[1]);
    evaluation_begin(evaluation, batches[0]);
    evaluation_candidates(evaluation);
    for (uint32_t rule = 0; rule < ruleset_rule_count(ruleset); rule++)
        if (ruleset_rule(ruleset, rule)->kind != RULE_GUARANTEED_INTERVIEW)
            trial_rule(evaluation, places, rule);
    for (uint32_t vacancy = 0; vacancy < 3; vacancy++) {
        evaluation_vacancy(evaluation, vacancy);
        evaluation_pairs(evaluation);
        for (uint32_t rule = 0; rule < ruleset_rule_count(ruleset); rule++)
            if (ruleset_rule(ruleset, rule)->kind == RULE_GUARANTEED_INTERVIEW)
                trial_rule(evaluation, places, rule);
    }
    places_settle(places);
    places_close(places);
    evaluation_close(evaluation);
    batch_close(batches[0]);
    batch_close(batches[1]);
}

static inline void trial_rows(TestRows *rows, const Ruleset *ruleset, Subject subject) {
    Source source = testrows_source(rows);
    int64_t first, last, count;
    Error error = {0};
    source.bounds(source.context, subject, &first, &last, &count, &error);
    Batch *batch = batch_open(ruleset_dictionary(ruleset), subject, ruleset_wanted(ruleset, subject),
                              ruleset_literals(ruleset), count ? (uint32_t)count : 1);
    (void)source.read(source.context, 0, subject, first, last, batch, &error);
    batch_derive(batch, ruleset_day(ruleset));
    batch_close(batch);
}

/* The rows of the plan's tests become records, and what they expect is looked at: so many bytes of it. */
static inline size_t trial_tests(const Ruleset *ruleset, const Plan *plan) {
    size_t length = 0;
    for (uint32_t i = 0; i < plan->tests_count; i++) {
        const PlanTest *test = &plan->tests[i];
        Arena *arena = arena_open();
        TestRows rows = testrows_open(ruleset, 0, plan, test, arena);
        trial_rows(&rows, ruleset, SUBJECT_CANDIDATE);
        trial_rows(&rows, ruleset, SUBJECT_VACANCY);
        for (uint32_t r = 0; r < test->row_count; r++) {
            const PlanTestRow *row = &plan->test_rows[test->first_row + r];
            for (uint32_t w = 0; w < row->word_count; w++) {
                const PlanTestWord *word = &plan->test_words[row->first_word + w];
                length +=
                    strlen(test_list_name((TestList)word->list)) + strlen(plan_string(plan, word->text));
            }
        }
        arena_close(arena);
    }
    return length;
}

static inline void trial_reads(const Plan *plan) {
    Reads *reads = reads_open(plan);
    for (uint32_t field = 0; field < plan->fields_count; field++)
        reads_uses(reads, field);
    reads_close(reads);
}

/* Was it a plan? */
static inline bool trial_run(const char *bytes, size_t length) {
    Plan plan;
    Error error = {0};
    /* Plans lie 8-aligned; memory of just this size shows a step beyond its end. */
    char *copy = malloc(length ? length : 1);
    memcpy(copy, bytes, length);
    bool is_plan = plan_read(copy, length, &plan, &error);
    if (is_plan) {
        trial_reads(&plan);
        const Plan *const plans[] = {&plan};
        Arena *arena = arena_open();
        Messages messages = {.arena = arena};
        Ruleset *ruleset = ruleset_open(plans, 1, TRIAL_DAY, &messages, &error);
        if (ruleset) trial_evaluate(ruleset);
        if (ruleset && trial_tests(ruleset, &plan) == SIZE_MAX) abort(); /* so that none is left unread */
        ruleset_close(ruleset);
        arena_close(arena);
    }
    free(copy);
    return is_plan;
}

#endif
