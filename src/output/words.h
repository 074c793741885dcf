/* What a plan's items say, as words for people. Nothing here is made safe to show.
 * Texts are the plan's, constant, or in the arena given. */
#ifndef BERTH_OUTPUT_WORDS_H
#define BERTH_OUTPUT_WORDS_H

#include "base/arena.h"
#include "rule/ruleset.h"

/* Whom something is for that hangs on the criterion `when` (or PLAN_NONE): its label, or "everyone". */
const char *words_for_whom(const Plan *plan, uint32_t when);

/* "2 weeks, 16 or 25 hours a week"; "" where nothing is said. */
const char *words_stage_length(const Plan *plan, const PlanStage *stage, Arena *arena);

/* What is true of somebody who finishes: "programmes completed: hackney/project-search; tests passed: …". */
const char *words_gives(const Rule *rule, Arena *arena);

/* What a guarantee rests on, as a sentence without a full stop; "" for none. */
const char *words_basis(InterviewBasis basis);

#endif
