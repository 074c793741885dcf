/* The parts of plan_read: each looks at some sections and believes nothing. Part of rule/plan.h, for this
 * room alone. */
#ifndef BERTH_RULE_PLAN_CHECK_H
#define BERTH_RULE_PLAN_CHECK_H

#include "rule/plan.h"

/* What was found out about a criterion, a check or a field that something depends on. */
typedef struct PlanFacts {
    uint8_t depth;
    bool candidate, vacancy; /* it looks at fields of it */
    bool special;            /* at special-category data of a person */
} PlanFacts;

typedef struct PlanReader {
    const Plan *plan;
    Error *error;
    uint64_t visits;     /* items looked at so far: ranges may overlap, so their sum has to be bounded */
    bool *may_read;      /* by field */
    PlanFacts *checks;   /* by check */
    PlanFacts *criteria; /* by criterion */
} PlanReader;

/* "the plan can't be used: SECTION INDEX WHAT". Always false. */
bool plan_refuse(PlanReader *reader, const char *section, uint32_t index, const char *what);

/* Is there still patience for `count` more items? */
bool plan_spend(PlanReader *reader, uint32_t count);

/* Is [first, first + count) within a section of `total` items, and is there patience for them?
 */
bool plan_has_range(PlanReader *reader, uint32_t first, uint32_t count, uint32_t total);

/* Is this the start of a string of the plan? */
bool plan_has_string(const PlanReader *reader, uint64_t string);

/* The same, and is it not ""? */
bool plan_has_text(const PlanReader *reader, uint64_t string);

/* The same, and has it only what names are made of: letters, digits, '-' and '_', and `also`? Names are shown
 * and written as they are. */
bool plan_has_name(const PlanReader *reader, uint64_t string, char also);

bool plan_has_place(const PlanReader *reader, const PlanPlace *place);

/* plan_fields.c */
bool plan_check_fields(PlanReader *reader);
bool plan_check_reads(PlanReader *reader);
bool plan_check_rates(PlanReader *reader);

/* May the pack look at this field? Adds what that tells to `facts`. */
bool plan_may_look(const PlanReader *reader, uint32_t field, PlanFacts *facts);

/* plan_criteria.c: after fields, reads and rates. */
bool plan_check_checks(PlanReader *reader);
bool plan_check_criteria(PlanReader *reader);

/* Is this a value of the field? */
bool plan_is_literal(const PlanReader *reader, const PlanField *field, const PlanLiteral *literal);

/* plan_rules.c: after criteria. */
bool plan_check_rules(PlanReader *reader);

/* plan_tests.c: after rules. */
bool plan_check_tests(PlanReader *reader);

#endif
