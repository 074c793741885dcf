/* Explanation: why one record came out as it did, read back from the bitmaps.
 *
 * Everything here is about one rule, one record of the evaluated batch and, for a guaranteed interview, the
 * chosen vacancy. Results live in the arena given. Thread rule: as for the Evaluation. */
#ifndef BERTH_RULE_EXPLAIN_H
#define BERTH_RULE_EXPLAIN_H

#include "base/arena.h"
#include "rule/evaluate.h"

/* A criterion that settles an outcome. */
typedef struct Reason {
    const Plan *plan;
    const PlanCriterion *criterion;
    uint32_t index; /* the criterion's, in the plan */
    Truth truth;    /* of what the label says: where it reads "not …", of that */
    bool negated;   /* it is what a "not" is over: the label reads "not …" */
    bool failed;    /* a check that raised */
    const char *label;
} Reason;

/* The reasons of a criterion's truth for a record: on each way down that settles it, the first labelled
 * criterion; an unmet `any` is one reason. `root` is an index in the criteria of `plan` (`pack` is the plan's
 * index in the ruleset). */
uint32_t explain_reasons(const Evaluation *evaluation, uint32_t pack, uint32_t root, uint32_t record,
                         Arena *arena, Reason **reasons);

/* Something to ask the candidate: a field whose value could change an undecided criterion. */
typedef struct Question {
    int32_t field;    /* in the ruleset's dictionary: where a derived field is missing, its source */
    const char *text; /* the criterion's own question, else the field's, else made from its label */
} Question;

/* What to ask, least sensitive first, then in the order of the dictionary; never what was declined. Empty for
 * a decided one. */
uint32_t explain_questions(const Evaluation *evaluation, uint32_t pack, uint32_t root, uint32_t record,
                           Arena *arena, Question **questions);

/* What is left undecided when nothing can be asked: judgements, declined values, gaps in the vacancy's row;
 * as labels. */
uint32_t explain_open_points(const Evaluation *evaluation, uint32_t pack, uint32_t root, uint32_t record,
                             Arena *arena, const char ***labels);

/* A step of the nearest change that would make an unmet criterion met. */
typedef struct Change {
    const PlanCriterion *criterion; /* a leaf, check or judgement */
    uint32_t index;
    Truth truth; /* how it comes out now: unmet or, for one that stands in the way of another's being decided,
                    unknown */
    bool negated;    /* it would have to stop being met */
    bool can_change; /* the field is one that a person can do something about */
    const char *label;
} Change;

/* The fewest criteria that would have to come out otherwise for `root` to be met, preferring those that a
 * person can change; 0 where it is not unmet. */
uint32_t explain_change(const Evaluation *evaluation, uint32_t pack, uint32_t root, uint32_t record,
                        Arena *arena, Change **changes);

/* The fields that a criterion looks at directly (its field, its operand's field, a check's reads), as
 * dictionary indexes. */
uint32_t explain_fields(const Ruleset *ruleset, uint32_t pack, uint32_t criterion, Arena *arena,
                        int32_t **fields);

#endif
