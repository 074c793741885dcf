/* From a plan's criteria to nodes of the graph. Part of rule/ruleset.h, for this room alone. */
#ifndef BERTH_RULE_COMPILE_H
#define BERTH_RULE_COMPILE_H

#include "rule/graph.h"
#include "rule/plan.h"
#include "rule/ruleset.h"

typedef struct Compiler {
    Graph *graph;
    Interner *literals;
    const Dictionary *dictionary;
    Day day;
    const Plan *plan;
    const int32_t *fields;  /* of the plan's, in the dictionary */
    const uint32_t *checks; /* of the plan's, in the ruleset; PLAN_NONE until used */
    const uint8_t *check_reach;
    const uint32_t *nodes; /* of the plan's criteria so far */
    Arena *scratch;
} Compiler;

/* The number of a text among the literals, which are as texts are compared (record/batch.h). */
int32_t compile_text(Interner *literals, const char *text);

/* The node of a criterion whose children have theirs. */
uint32_t compile_criterion(const Compiler *compiler, const PlanCriterion *criterion);

#endif
