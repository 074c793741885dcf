/* A plan: what a pack declares, as flat data.
 *
 * The worker builds it, and it crosses to the parent as bytes, which the parent validates as it would any
 * hostile input. It is arrays of fixed-width items, one section each, without pointers: items name each other
 * by index, strings by offset. A criterion's children stand before it. The bytes are the same for the same
 * pack on any run, and are used where they lie (one machine, one program: native byte order).
 *
 * Thread rule: a plan never changes; any number of threads may read it. */
#ifndef BERTH_RULE_PLAN_H
#define BERTH_RULE_PLAN_H

#include "base/buffer.h"
#include "base/date.h"
#include "base/error.h"
#include "record/field.h"
#include "rule/operators.h"

#include <stddef.h>
#include <stdint.h>

typedef uint32_t PlanString; /* an offset in `strings`; 0 is "" and stands for absent */

enum { PLAN_NONE = 0xFFFFFFFF }; /* no such item */

/* A place in a pack's file, line and column from 1. `file` is the path as messages show it. */
typedef struct PlanPlace {
    PlanString file;
    uint32_t line, column;
} PlanPlace;

typedef struct PlanPack {
    PlanString id; /* the folder's name; "" for the standard library on its own */
    PlanString organisation, gss, ods, version;
    PlanPlace place;
} PlanPack;

/* See record/field.h for the meaning. The standard fields come first, in the order of stdlib/fields.lua, then
 * the pack's. */
typedef struct PlanField {
    PlanString name, label, ask;
    uint32_t first_value, value_count;         /* in values */
    uint32_t first_other, other_count;         /* in names */
    uint32_t first_column, column_count;       /* in names */
    uint32_t fills, source, stated, stated_on; /* fields, or PLAN_NONE */
    uint32_t first_edition, edition_count;     /* in editions, ascending by day */
    uint8_t type, subject, sensitivity, derivation;
    uint8_t ordered, can_change, names_rules, ago;
    uint8_t shows, unused[3]; /* a Characteristic */
    PlanPlace place;
} PlanField;

typedef struct PlanValue {
    PlanString name;
    uint32_t first_alias, alias_count; /* in names */
} PlanValue;

/* A field that holds from a day on. */
typedef struct PlanEdition {
    int32_t from;
    uint32_t field;
} PlanEdition;

/* A candidate field that the pack may read, and why it may. */
typedef struct PlanRead {
    uint32_t field;
    PlanString lawful_basis;
    PlanPlace place; /* of the pack's `reads` */
} PlanRead;

typedef enum OperandKind { OPERAND_LITERALS, OPERAND_FIELD, OPERAND_RATE } OperandKind;

/* A literal of the field's type: integer (also boolean, date, category and listed set members as value
 * indexes, months and days of a duration), number, or string (text, patterns, members of open sets). */
typedef union PlanLiteral {
    int64_t integer;
    double number;
    uint64_t string; /* a PlanString */
} PlanLiteral;

typedef struct PlanCriterion {
    uint8_t op;       /* Operator */
    uint8_t operand;  /* leaf: OperandKind */
    uint8_t labelled; /* 1: the author gave the label; 0: it was made from the fields */
    uint8_t unused;
    uint32_t field;        /* leaf: in fields; check: in checks; else PLAN_NONE */
    uint32_t first, count; /* leaf: in literals, or with OPERAND_FIELD / OPERAND_RATE `first` is the field /
                              rate; combinator: in links, the children */
    uint32_t threshold;    /* at_least_of: 1 … count */
    PlanString label;      /* never absent; a judgement's is the question for a person */
    PlanString source, ask;
    PlanPlace place;
} PlanCriterion;

typedef struct PlanCheck {
    uint32_t first_read, read_count;         /* in links: fields that must be known */
    uint32_t first_optional, optional_count; /* in links: fields that may be unknown */
    uint8_t candidate, vacancy;              /* 1: reads fields of it */
    uint16_t unused;
    /* The pack's nth check is the worker's nth function. */
} PlanCheck;

typedef struct PlanRate {
    PlanString name;
    uint32_t first, count; /* in rate_steps, ascending by day */
} PlanRate;

typedef struct PlanRateStep {
    double value;
    int32_t from;
    uint32_t unused;
} PlanRateStep;

typedef enum RuleKind { RULE_PROGRAMME, RULE_GUARANTEED_INTERVIEW, RULE_SUPPORT_PLAN } RuleKind;

#define INTERVIEW_BASES(X)                                                                                   \
    X(COHORT, "cohort")                                                                                      \
    X(REFERRAL, "referral")                                                                                  \
    X(COMPLETION, "completion")                                                                              \
    X(INSTEAD_OF_INTERVIEW, "instead_of_interview")                                                          \
    X(RING_FENCED, "ring_fenced")                                                                            \
    X(MINIMUM_CRITERIA, "minimum_criteria")                                                                  \
    X(UNCONFIRMED, "unconfirmed")

typedef enum InterviewBasis {
    BASIS_NONE,
#define X(id, name) BASIS_##id,
    INTERVIEW_BASES(X)
#undef X
} InterviewBasis;

enum { PLACES_NONE = -1, PLACES_UNSTATED = -2 };

typedef struct PlanRule {
    uint8_t kind, basis, unused[2];
    PlanString name; /* without the pack */
    PlanString title, source;
    PlanPlace place;
    int32_t from, to;    /* first and last day; INT32_MIN and INT32_MAX where open */
    int32_t places;      /* a number, or PLACES_… */
    int32_t places_each; /* each vacancy's */
    uint32_t who;        /* criterion: `eligible` or `who`; PLAN_NONE for a support plan */
    uint32_t vacancies;  /* criterion, or PLAN_NONE */
    uint32_t first_order, order_count;
    uint32_t first_stage, stage_count;
    uint32_t first_offer, offer_count;
    uint32_t first_give, give_count;
} PlanRule;

/* One key of order_by: a criterion (met first) or a field (ascending); the other is PLAN_NONE. */
typedef struct PlanOrder {
    uint32_t criterion, field;
} PlanOrder;

typedef struct PlanStage {
    PlanString title;
    uint32_t days, weeks, months, hours_in_all; /* 0 = not said */
    uint32_t first_hours, hours_count;          /* in literals, as numbers: hours a week, the choices */
    uint32_t when;                              /* criterion, or PLAN_NONE */
    PlanPlace place;
} PlanStage;

typedef struct PlanOffer {
    PlanString title, barrier, stage, by, on_condition, source;
    uint32_t when; /* criterion, or PLAN_NONE: offered to everyone */
    PlanPlace place;
} PlanOffer;

/* What is true of a person who finishes: the set field gains this member. */
typedef struct PlanGive {
    uint32_t field;
    PlanString value;
} PlanGive;

/* The section `acronyms`: those that need no explanation, as the standard library lists them. */

/* Something the author should know that does not stop the pack: a standard name hidden, say. */
typedef struct PlanWarning {
    PlanPlace place;
    PlanString text;
} PlanWarning;

/* What a test says of the answer to a row: for each of these lists either nothing, or exactly which labels,
 * fields or titles of offers are in it (NOT_OFFERED: which are, among others). */
#define TEST_LISTS(X)                                                                                        \
    X(MET, "met")                                                                                            \
    X(UNMET, "unmet")                                                                                        \
    X(UNKNOWN, "unknown")                                                                                    \
    X(LEFT_OPEN, "left_open")                                                                                \
    X(ASK, "ask")                                                                                            \
    X(OFFERS, "offers")                                                                                      \
    X(NOT_OFFERED, "not_offered")                                                                            \
    X(OFFERS_OPEN, "offers_open")

typedef enum TestList {
#define X(id, name) TEST_##id,
    TEST_LISTS(X)
#undef X
        TEST_LIST_COUNT
} TestList;

/* What else than an Outcome (rule/evaluate.h) a row may expect. */
enum {
    TEST_UNCLEAR = 253,     /* whether the rule covers the vacancy can't be told from its row */
    TEST_NOT_COVERED = 254, /* the rule does not cover the vacancy */
    TEST_ANY_OUTCOME = 255  /* the row does not say */
};

/* A test of a rule; there are none unless they were asked for. Its rows are one run, in order. */
typedef struct PlanTest {
    PlanString name;
    uint32_t rule;                 /* in rules */
    int32_t as_of;                 /* the day of the run */
    uint32_t first_row, row_count; /* in test_rows; at least one */
    PlanPlace place;
} PlanTest;

typedef struct PlanTestRow {
    uint32_t first_candidate, candidate_count; /* in test_values, ascending by field */
    uint32_t first_vacancy, vacancy_count;     /* likewise; a guaranteed interview's */
    uint32_t first_word, word_count;           /* in test_words */
    uint16_t lists;                            /* a bit a TestList that the row says something of */
    uint8_t outcome, unused;
    PlanPlace place;
} PlanTestRow;

/* What a record of a test has in a field: a literal, of a set any number of them. */
typedef struct PlanTestValue {
    uint32_t field;        /* never a derived one */
    uint32_t first, count; /* in literals */
    uint8_t declined, unused[3];
} PlanTestValue;

typedef struct PlanTestWord {
    uint32_t list; /* TestList */
    PlanString text;
} PlanTestWord;

enum { PLAN_CHECKS = 256 }; /* check functions of one pack */

/* One list of the sections: name, item, most items. It feeds the struct, the writer and the validation. */
#define PLAN_SECTIONS(X)                                                                                     \
    X(packs, PlanPack, 1)                                                                                    \
    X(fields, PlanField, 1024)                                                                               \
    X(values, PlanValue, 16384)                                                                              \
    X(names, PlanString, 65536)                                                                              \
    X(editions, PlanEdition, 1024)                                                                           \
    X(reads, PlanRead, 1024)                                                                                 \
    X(criteria, PlanCriterion, 65536)                                                                        \
    X(links, uint32_t, 262144)                                                                               \
    X(literals, PlanLiteral, 262144)                                                                         \
    X(checks, PlanCheck, PLAN_CHECKS)                                                                        \
    X(rates, PlanRate, 256)                                                                                  \
    X(rate_steps, PlanRateStep, 4096)                                                                        \
    X(rules, PlanRule, 4096)                                                                                 \
    X(orders, PlanOrder, 4096)                                                                               \
    X(stages, PlanStage, 16384)                                                                              \
    X(offers, PlanOffer, 16384)                                                                              \
    X(gives, PlanGive, 16384)                                                                                \
    X(acronyms, PlanString, 1024)                                                                            \
    X(warnings, PlanWarning, 256)                                                                            \
    X(tests, PlanTest, 4096)                                                                                 \
    X(test_rows, PlanTestRow, 16384)                                                                         \
    X(test_values, PlanTestValue, 131072)                                                                    \
    X(test_words, PlanTestWord, 65536)                                                                       \
    X(strings, char, 4194304)

enum { PLAN_DEPTH = 64 }; /* criteria inside criteria */

typedef struct Plan {
#define X(name, Item, most)                                                                                  \
    const Item *name;                                                                                        \
    uint32_t name##_count;
    PLAN_SECTIONS(X)
#undef X
    size_t length; /* bytes in all */
} Plan;

/* Reads and validates a plan in place: `bytes` (8-aligned) must outlive it. False and `error` where anything
 * is out of range, out of order, of the wrong type or not UTF-8; then nothing of it may be used. What is
 * valid can be evaluated without further checks. */
bool plan_read(const char *bytes, size_t length, Plan *plan, Error *error);

static inline const char *plan_string(const Plan *plan, PlanString string) {
    return plan->strings + string;
}

/* The same, with NULL for absent. */
static inline const char *plan_string_or_null(const Plan *plan, PlanString string) {
    return string ? plan->strings + string : NULL;
}

/* The name as the pack writes it: "priority_estate" of "riverside.priority_estate". */
const char *plan_own_name(const Plan *plan, const PlanField *field);

/* Writing, in the worker: sections grow one by one, and plan_write joins them. */
typedef struct PlanDraft {
#define X(name, Item, most) Buffer name;
    PLAN_SECTIONS(X)
#undef X
    Interner *known_strings;
    Buffer string_offsets; /* PlanStrings, by the string's number in known_strings */
} PlanDraft;

void plan_draft_open(PlanDraft *draft);
void plan_draft_close(PlanDraft *draft);

/* The string's offset; equal strings share one. */
PlanString plan_draft_string(PlanDraft *draft, const char *string, size_t length);

/* Adds an item (or `count` in a row) to a section and returns its index:
 * `uint32_t i = PLAN_DRAFT_ADD(draft, criteria, &criterion, 1);` */
#define PLAN_DRAFT_ADD(draft, section, items, count)                                                         \
    plan_draft_add(&(draft)->section, (items), sizeof *(items), (count))
uint32_t plan_draft_add(Buffer *section, const void *items, size_t size, size_t count);

/* Adds the plan's bytes to `out`. False where a section has more than it may hold; `error` names it. */
bool plan_write(const PlanDraft *draft, Buffer *out, Error *error);

/* "programme", "guaranteed_interview", "support_plan". */
const char *rule_kind_name(RuleKind kind);
const char *interview_basis_name(InterviewBasis basis);

/* "met", "unmet" …, as a test writes them. */
const char *test_list_name(TestList list);

#endif
