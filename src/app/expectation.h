/* What a row of a test expects, beside what came out for its record. */
#ifndef BERTH_APP_EXPECTATION_H
#define BERTH_APP_EXPECTATION_H

#include "app/failures.h"
#include "output/testing.h"
#include "rule/evaluate.h"

/* A rule's answers about the records of a batch (for a guaranteed interview: about one vacancy). */
typedef struct Evaluated {
    Evaluation *evaluation;
    const Rule *rule;
    uint32_t vacancy;        /* that it is about */
    Truth covers;            /* does the rule cover the vacancy? Only then are there outcomes */
    const uint8_t *outcomes; /* by record */
    uint8_t **offers;        /* by the rule's offer, by record: Outcome */
} Evaluated;

/* Sets the outcomes of the rule's offers, which live in the arena. */
void evaluated_offers(Evaluated *evaluated, uint32_t rule, Arena *arena);

/* A support plan's answer: granted where it offers something, else the first that applies of its open items,
 * in the arena. */
const uint8_t *evaluated_plan_outcomes(const Evaluated *evaluated, Arena *arena);

/* Did the record come out as the row expects? Where not, `failure` says how, in the arena. */
bool expectation_holds(const PlanTestRow *row, const Evaluated *evaluated, uint32_t record,
                       const Failures *failures, Arena *arena, TestFailure *failure);

#endif
