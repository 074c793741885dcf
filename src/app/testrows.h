/* The rows of a test as a source of a run: each row's candidate is a record, in order, and vacancies with
 * equal values are one vacancy. */
#ifndef BERTH_APP_TESTROWS_H
#define BERTH_APP_TESTROWS_H

#include "app/source.h"
#include "rule/ruleset.h"

typedef struct TestRows {
    Arena *arena;
    const Ruleset *set;
    const Plan *plan;
    uint32_t pack; /* the plan's index in the ruleset */
    const PlanTest *test;
    uint32_t *vacancy;   /* by row: its vacancy */
    uint32_t *first_row; /* by vacancy: the first row that has it */
    uint32_t vacancy_count;
} TestRows;

/* Everything is in the arena, and the plan and the ruleset must outlive it. Candidate and vacancy number n
 * are in row n + 1 of the source. */
TestRows testrows_open(const Ruleset *set, uint32_t pack, const Plan *plan, const PlanTest *test,
                       Arena *arena);

/* Lives as long as the rows; one reader. */
Source testrows_source(TestRows *rows);

#endif
