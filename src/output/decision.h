/* Decisions as the formats see them, and the table of formats.
 *
 * A format is one file with one row in the table: how the output begins, how one decision (or one candidate's
 * row, or nothing) is written, how it ends. It adds bytes to a buffer and knows neither files nor threads.
 * Thread rule: the functions may be called from several threads at once, with different decisions and
 * buffers. */
#ifndef BERTH_OUTPUT_DECISION_H
#define BERTH_OUTPUT_DECISION_H

#include "base/arena.h"
#include "base/buffer.h"
#include "rule/evaluate.h"
#include "rule/explain.h"

enum { DECISION_KINDS = RULE_SUPPORT_PLAN + 1 }; /* of rules */

/* An item of a support plan, for one person. */
typedef struct DecisionItem {
    uint32_t offer;  /* in the plan's offers */
    Outcome outcome; /* granted: offered */
} DecisionItem;

/* One rule's answer about one candidate (and one vacancy). */
typedef struct Decision {
    const Evaluation *evaluation;
    const Rule *rule;
    uint32_t record; /* in the evaluated batch */
    int64_t vacancy; /* in the batch of vacancies; -1: not about one */
    Outcome outcome; /* a support plan's: granted where it has an item to offer, else undecided where one
                        hangs on a question */
    const DecisionItem *items; /* support plans: those offered and those undecided */
    uint32_t item_count;
    Arena *arena; /* for what is needed to write it; reset after each decision */
} Decision;

/* The outcomes of all programmes for a batch, for the formats with a row a candidate. */
typedef struct DecisionRows {
    const Batch *batch;
    const Ruleset *ruleset;
    const uint8_t *const *outcomes; /* by rule of the ruleset; NULL for rules that are no programmes */
    uint32_t outcomes_shown;        /* a bit an outcome: candidates without any of them are left out */
} DecisionRows;

/* What came out, counted. For a guaranteed interview the counts are of pairs of candidate and vacancy; for a
 * support plan of people. */
typedef struct RuleCounts {
    uint64_t outcomes[OUTCOME_COUNT];
    uint64_t items[OUTCOME_COUNT]; /* support plans: items, over all people */
    /* Guaranteed interviews: vacancies that it covers, and those of which that can't be told. */
    uint32_t vacancies_covered, vacancies_open;
} RuleCounts;

typedef struct Summary {
    uint64_t candidates, vacancies;
    uint64_t people_to_ask; /* candidates with a decision or an item that waits for information */
    const uint32_t *shown;  /* for each kind of rule, a bit an outcome: those that were asked for */
    RuleCounts *rules;      /* by rule of the ruleset */
} Summary;

typedef struct Format {
    const char *name, *help;
    const char *separator; /* between decisions */
    uint8_t kinds;         /* which kinds of rule it shows: bits 1 << RuleKind */
    void (*begin)(const Ruleset *ruleset, Buffer *out);
    void (*decision)(const Decision *decision, Buffer *out); /* a row a decision */
    void (*rows)(const DecisionRows *rows, Buffer *out);     /* or a row a candidate */
    void (*end)(const Ruleset *ruleset, const Summary *summary, Buffer *out);
} Format;

/* The formats of `eval`, ending with a row without a name; the first is the default. */
extern const Format FORMATS[];

/* Reasons, questions and open points of a decision's criterion `root`, in the decision's arena. */
uint32_t decision_reasons(const Decision *decision, uint32_t root, Reason **reasons);
uint32_t decision_questions(const Decision *decision, uint32_t root, Question **questions);

/* What is left to a person, as labels, where a label above it keeps it out of the reasons. */
uint32_t decision_open_points(const Decision *decision, uint32_t root, const char ***labels);

/* What a criterion of the rule's plan (or PLAN_NONE: met) comes to for the record. */
Truth decision_truth(const Decision *decision, uint32_t criterion);

/* The references that the decision is about; a vacancy's is NULL where it is about none. */
const char *decision_candidate(const Decision *decision);
const char *decision_vacancy(const Decision *decision);

/* "eligible", "guaranteed", "needs_information" …; for a support plan "offered" where it has items. */
const char *decision_outcome(const Decision *decision);

#endif
