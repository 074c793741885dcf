/* Plans made by hand, and rulesets over them, for tests.
 *
 * Everything aborts with a message where a test made a mistake, so that tests read as lists of what is. */
#ifndef BERTH_TEST_DRAFT_H
#define BERTH_TEST_DRAFT_H

#include "base/arena.h"
#include "rule/evaluate.h"
#include "rule/plan.h"
#include "rule/ruleset.h"

#include <stdlib.h>

#define UNUSED __attribute__((unused))

typedef struct Draft {
    PlanDraft sections;
    Buffer bytes;
    Plan plan;
    uint32_t hidden; /* 1: the next fields are not listed in `reads` */
} Draft;

static UNUSED PlanString draft_string(Draft *d, const char *string) {
    return string ? plan_draft_string(&d->sections, string, strlen(string)) : 0;
}

static UNUSED void draft_open(Draft *d, const char *id) {
    *d = (Draft){0};
    plan_draft_open(&d->sections);
    PlanPack pack = {.id = draft_string(d, id), .organisation = draft_string(d, "A council")};
    PLAN_DRAFT_ADD(&d->sections, packs, &pack, 1);
}

typedef struct DraftField {
    const char *name;
    FieldType type;
    Subject subject;
    Sensitivity sensitivity;
    bool ordered, can_change, names_rules;
    const char *values; /* "A;B;C" */
    const char *ask, *label;
    Characteristic shows;
    uint32_t source, stated, stated_on; /* field + 1; 0 = none */
} DraftField;

static UNUSED uint32_t draft_values(Draft *d, const char *values, uint32_t *count) {
    uint32_t first = (uint32_t)(d->sections.values.length / sizeof(PlanValue));
    *count = 0;
    while (values && *values) {
        size_t length = strcspn(values, ";");
        PlanValue value = {.name = plan_draft_string(&d->sections, values, length)};
        PLAN_DRAFT_ADD(&d->sections, values, &value, 1);
        (*count)++;
        values += length + (values[length] == ';');
    }
    return first;
}

static UNUSED uint32_t draft_field(Draft *d, DraftField f) {
    PlanField field = {
        .name = draft_string(d, f.name),
        .label = draft_string(d, f.label ? f.label : f.name),
        .ask = draft_string(d, f.ask),
        .fills = PLAN_NONE,
        .source = f.source - 1,
        .stated = f.stated - 1,
        .stated_on = f.stated_on - 1,
        .type = (uint8_t)f.type,
        .subject = (uint8_t)f.subject,
        .sensitivity = (uint8_t)f.sensitivity,
        .derivation = f.source ? DERIVED_YEARS_SINCE : DERIVED_NOT,
        .ordered = f.ordered,
        .can_change = f.can_change,
        .names_rules = f.names_rules,
        .shows = (uint8_t)f.shows,
    };
    field.first_value = draft_values(d, f.values, &field.value_count);
    uint32_t index = PLAN_DRAFT_ADD(&d->sections, fields, &field, 1);
    PlanRead read = {.field = index, .lawful_basis = f.sensitivity ? draft_string(d, "because") : 0};
    if (f.subject == SUBJECT_CANDIDATE && f.sensitivity != SENSITIVITY_IDENTITY && !d->hidden)
        PLAN_DRAFT_ADD(&d->sections, reads, &read, 1);
    return index;
}

/* Gives the field one more edition; all of one field's in a row. */
static UNUSED void draft_edition(Draft *d, uint32_t field, Day from, uint32_t edition) {
    PlanField *derived = (PlanField *)(void *)d->sections.fields.bytes + field;
    uint32_t index = PLAN_DRAFT_ADD(&d->sections, editions, (&(PlanEdition){from, edition}), 1);
    if (derived->edition_count++ == 0) derived->first_edition = index;
    derived->derivation = DERIVED_EDITIONS;
}

static UNUSED uint32_t draft_criterion(Draft *d, PlanCriterion criterion) {
    char label[32];
    snprintf(label, sizeof label, "criterion %zu", d->sections.criteria.length / sizeof criterion);
    if (!criterion.label) criterion.label = draft_string(d, label);
    return PLAN_DRAFT_ADD(&d->sections, criteria, &criterion, 1);
}

static UNUSED PlanCriterion *draft_at(Draft *d, uint32_t criterion) {
    return (PlanCriterion *)(void *)d->sections.criteria.bytes + criterion;
}

/* Gives the criterion a label of the author's. */
static UNUSED uint32_t draft_label(Draft *d, uint32_t criterion, const char *label) {
    PlanString string = draft_string(d, label);
    draft_at(d, criterion)->label = string;
    draft_at(d, criterion)->labelled = 1;
    return criterion;
}

static UNUSED uint32_t draft_literals(Draft *d, Operator op, uint32_t field, const PlanLiteral *literals,
                                      uint32_t count) {
    PlanCriterion leaf = {.op = (uint8_t)op, .operand = OPERAND_LITERALS, .field = field, .count = count};
    leaf.first = (uint32_t)(d->sections.literals.length / sizeof *literals);
    if (count) PLAN_DRAFT_ADD(&d->sections, literals, literals, count);
    return draft_criterion(d, leaf);
}

#define COUNT_OF(array) ((uint32_t)(sizeof(array) / sizeof *(array)))

/* draft_integers(d, OPERATOR_ONE_OF, field, 1, 2, 3) */
#define draft_integers(d, op, field, ...)                                                                    \
    draft_integer_list((d), (op), (field), (const int64_t[]){__VA_ARGS__},                                   \
                       COUNT_OF(((const int64_t[]){__VA_ARGS__})))

static UNUSED uint32_t draft_integer_list(Draft *d, Operator op, uint32_t field, const int64_t *values,
                                          uint32_t count) {
    PlanLiteral literals[64];
    for (uint32_t i = 0; i < count; i++)
        literals[i].integer = values[i];
    return draft_literals(d, op, field, literals, count);
}

static UNUSED uint32_t draft_number(Draft *d, Operator op, uint32_t field, double value) {
    return draft_literals(d, op, field, &(PlanLiteral){.number = value}, 1);
}

#define draft_texts(d, op, field, ...)                                                                       \
    draft_text_list((d), (op), (field), (const char *const[]){__VA_ARGS__},                                  \
                    COUNT_OF(((const char *const[]){__VA_ARGS__})))

static UNUSED uint32_t draft_text_list(Draft *d, Operator op, uint32_t field, const char *const *values,
                                       uint32_t count) {
    PlanLiteral literals[64];
    for (uint32_t i = 0; i < count; i++)
        literals[i].string = draft_string(d, values[i]);
    return draft_literals(d, op, field, literals, count);
}

static UNUSED uint32_t draft_known(Draft *d, uint32_t field) {
    return draft_literals(d, OPERATOR_KNOWN, field, NULL, 0);
}

/* A yes-or-no field as a criterion. */
static UNUSED uint32_t draft_truth(Draft *d, uint32_t field) {
    return draft_integers(d, OPERATOR_IS, field, 1);
}

static UNUSED uint32_t draft_against(Draft *d, Operator op, uint32_t field, uint32_t other) {
    return draft_criterion(
        d, (PlanCriterion){.op = (uint8_t)op, .operand = OPERAND_FIELD, .field = field, .first = other});
}

static UNUSED uint32_t draft_judgement(Draft *d, const char *question) {
    return draft_criterion(d, (PlanCriterion){.op = OPERATOR_JUDGEMENT,
                                              .field = PLAN_NONE,
                                              .labelled = 1,
                                              .label = draft_string(d, question)});
}

static UNUSED uint32_t draft_group_list(Draft *d, Operator op, uint32_t threshold, const uint32_t *children,
                                        uint32_t count) {
    PlanCriterion group = {.op = (uint8_t)op, .field = PLAN_NONE, .count = count, .threshold = threshold};
    group.first = PLAN_DRAFT_ADD(&d->sections, links, children, count);
    return draft_criterion(d, group);
}

#define draft_group(d, op, threshold, ...)                                                                   \
    draft_group_list((d), (op), (threshold), (const uint32_t[]){__VA_ARGS__},                                \
                     COUNT_OF(((const uint32_t[]){__VA_ARGS__})))
#define draft_all(d, ...)         draft_group((d), OPERATOR_ALL, 0, __VA_ARGS__)
#define draft_any(d, ...)         draft_group((d), OPERATOR_ANY, 0, __VA_ARGS__)
#define draft_none(d, ...)        draft_group((d), OPERATOR_NONE, 0, __VA_ARGS__)
#define draft_at_least(d, n, ...) draft_group((d), OPERATOR_AT_LEAST_OF, (n), __VA_ARGS__)

/* A check of these fields, the pack's next function. */
#define draft_check(d, ...)                                                                                  \
    draft_check_list((d), (const uint32_t[]){__VA_ARGS__}, COUNT_OF(((const uint32_t[]){__VA_ARGS__})))

static UNUSED uint32_t draft_check_list(Draft *d, const uint32_t *reads, uint32_t count) {
    PlanCheck check = {.read_count = count};
    for (uint32_t i = 0; i < count; i++) {
        const PlanField *field = (const PlanField *)(const void *)d->sections.fields.bytes + reads[i];
        check.candidate |= field->subject == SUBJECT_CANDIDATE;
        check.vacancy |= field->subject == SUBJECT_VACANCY;
    }
    check.first_read = PLAN_DRAFT_ADD(&d->sections, links, reads, count);
    uint32_t index = PLAN_DRAFT_ADD(&d->sections, checks, &check, 1);
    return draft_criterion(d, (PlanCriterion){.op = OPERATOR_CHECK, .field = index, .labelled = 1});
}

static UNUSED PlanRule draft_rule(Draft *d, RuleKind kind, const char *name, uint32_t who) {
    return (PlanRule){
        .kind = (uint8_t)kind,
        .name = draft_string(d, name),
        .title = draft_string(d, name),
        .from = INT32_MIN,
        .to = INT32_MAX,
        .places = PLACES_NONE,
        .places_each = PLACES_NONE,
        .who = who,
        .vacancies = PLAN_NONE,
    };
}

static UNUSED void draft_add_rule(Draft *d, PlanRule rule) {
    PLAN_DRAFT_ADD(&d->sections, rules, &rule, 1);
}

static UNUSED void draft_programme(Draft *d, const char *name, uint32_t who) {
    draft_add_rule(d, draft_rule(d, RULE_PROGRAMME, name, who));
}

/* Writes and reads the plan; NULL and the error where it is refused. */
static UNUSED const Plan *draft_try(Draft *d, Error *error) {
    buffer_clear(&d->bytes);
    if (!plan_write(&d->sections, &d->bytes, error)) return NULL;
    return plan_read(d->bytes.bytes, d->bytes.length, &d->plan, error) ? &d->plan : NULL;
}

static UNUSED const Plan *draft_plan(Draft *d) {
    Error error = {0};
    const Plan *plan = draft_try(d, &error);
    if (plan) return plan;
    printf("# the test's plan is refused: %s\n", error.text);
    abort();
}

static UNUSED void draft_close(Draft *d) {
    plan_draft_close(&d->sections);
    buffer_close(&d->bytes);
}

/* A ruleset, and batches and an evaluation over it. */
typedef struct Engine {
    Ruleset *ruleset;
    Arena *arena;
    Messages messages;
    Batch *batch, *vacancies;
    Evaluation *evaluation;
} Engine;

static UNUSED void engine_open(Engine *e, Draft *const *drafts, uint32_t count, Day day) {
    const Plan *plans[8];
    Error error = {0};
    *e = (Engine){.arena = arena_open()};
    e->messages.arena = e->arena;
    for (uint32_t i = 0; i < count; i++)
        plans[i] = draft_plan(drafts[i]);
    e->ruleset = ruleset_open(plans, count, day, &e->messages, &error);
    if (!e->ruleset) abort();
    const Dictionary *dictionary = ruleset_dictionary(e->ruleset);
    const Interner *literals = ruleset_literals(e->ruleset);
    e->batch = batch_open(dictionary, SUBJECT_CANDIDATE, ruleset_wanted(e->ruleset, SUBJECT_CANDIDATE),
                          literals, 256);
    e->vacancies =
        batch_open(dictionary, SUBJECT_VACANCY, ruleset_wanted(e->ruleset, SUBJECT_VACANCY), literals, 64);
}

static UNUSED void engine_close(Engine *e) {
    evaluation_close(e->evaluation);
    batch_close(e->batch);
    batch_close(e->vacancies);
    ruleset_close(e->ruleset);
    arena_close(e->arena);
}

static UNUSED uint32_t engine_add(Batch *batch) {
    char reference[16];
    int length = snprintf(reference, sizeof reference, "R%u", batch->count);
    return batch_add(batch, (int64_t)batch->count + 1, reference, (size_t)length);
}

/* Evaluates the batch as it is filled, for candidates alone. */
static UNUSED void engine_evaluate(Engine *e) {
    if (!e->evaluation)
        e->evaluation = evaluation_open(e->ruleset, e->vacancies->count ? e->vacancies : NULL, NULL);
    batch_derive(e->batch, ruleset_day(e->ruleset));
    evaluation_begin(e->evaluation, e->batch);
    evaluation_candidates(e->evaluation);
}

/* The truth of a criterion of the first plan. */
static UNUSED Truth engine_truth(const Engine *e, uint32_t criterion, uint32_t record) {
    return evaluation_truth(e->evaluation, ruleset_node(e->ruleset, 0, criterion), record);
}

/* A small generator of random numbers (xorshift64*, Vigna), the same everywhere. */
static UNUSED uint64_t draft_random(uint64_t *state) {
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * UINT64_C(0x2545F4914F6CDD1D) >> 16;
}

static UNUSED uint32_t draft_below(uint64_t *state, uint32_t limit) {
    return (uint32_t)(draft_random(state) % limit);
}

#endif
