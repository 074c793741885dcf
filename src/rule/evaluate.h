/* Evaluation: every criterion of a ruleset over a batch of candidates.
 *
 * For each node two bitmaps over the batch, met and unmet; neither means unknown. Leaves loop over one
 * column, combinators are a few operations a word, after Kleene's strong three-valued logic (SQL's AND, OR,
 * NOT over NULL). A pattern that reaches its limits on a text has said nothing: unknown, and nobody is asked.
 *
 * Order of calls for a batch: evaluation_begin; fill in each candidate check's bits; evaluation_candidates;
 * read outcomes of programmes and support plans; then for each vacancy evaluation_vacancy, fill in each pair
 * check's bits, evaluation_pairs, and read the outcomes of guaranteed interviews for it.
 *
 * Thread rule: one Evaluation belongs to one thread at a time; they share the ruleset and the vacancies. */
#ifndef BERTH_RULE_EVALUATE_H
#define BERTH_RULE_EVALUATE_H

#include "rule/ruleset.h"

typedef enum Truth { TRUTH_UNKNOWN, TRUTH_MET, TRUTH_UNMET } Truth;

/* "unknown", "met", "unmet". */
const char *truth_name(Truth truth);

/* The order is LANGUAGE's: the first that applies is the outcome. */
typedef enum Outcome {
    OUTCOME_NOT_RUNNING,
    OUTCOME_REFUSED, /* not_eligible, not_guaranteed */
    OUTCOME_ERROR,
    OUTCOME_NEEDS_INFORMATION,
    OUTCOME_REFER,
    OUTCOME_WAITING,
    OUTCOME_GRANTED, /* eligible, guaranteed */
    OUTCOME_COUNT
} Outcome;

/* The outcome's name for that kind of rule: "eligible" or "guaranteed"; a support plan's item is "offered" or
 * "not_offered". */
const char *outcome_name(RuleKind kind, Outcome outcome);

/* What a check found, a bit a record. failed: the function raised; then neither met nor unmet. */
typedef struct CheckBits {
    uint64_t *met, *unmet, *failed;
} CheckBits;

typedef struct Evaluation Evaluation;

/* `vacancies` is a batch of all the vacancies (their criteria are evaluated here, once), or NULL where there
 * are none. A check that reads vacancies alone gets its bits through `vacancy_checks`, one a ruleset check
 * (NULL where none is such). */
Evaluation *evaluation_open(const Ruleset *ruleset, const Batch *vacancies, const CheckBits *vacancy_checks);
void evaluation_close(Evaluation *evaluation);

/* Starts on a filled batch, which must stay as it is until the next one begins, and may be closed only after
 * the evaluation: what was decided about a text or a set is kept for as long as the batch keeps its number.
 * All checks' bits are zero. */
void evaluation_begin(Evaluation *evaluation, const Batch *batch);

/* Where the bits of a ruleset's check go. */
CheckBits evaluation_check(Evaluation *evaluation, uint32_t check);

/* Evaluates everything that depends on candidates alone. */
void evaluation_candidates(Evaluation *evaluation);

/* Is this pair of guaranteed-interview rule and vacancy decided (the rule's `vacancies` met)? TRUTH_UNKNOWN:
 * the vacancy's row has gaps; such pairs are counted once a vacancy and not decided. */
Truth evaluation_covers(const Evaluation *evaluation, uint32_t rule, uint32_t vacancy);

/* Chooses the vacancy; evaluation_pairs then evaluates what depends on candidate and vacancy. */
void evaluation_vacancy(Evaluation *evaluation, uint32_t vacancy);
void evaluation_pairs(Evaluation *evaluation);

/* The outcome of each record of the batch, `batch->count` of them, as Outcome values: a programme's, or a
 * guaranteed interview's for the chosen vacancy. Places are not looked at here: nobody is OUTCOME_WAITING
 * (rule/places.h). Valid until the next call for the same rule or the next batch. Rules and vacancies share
 * buffers as the implementation sees fit; each rule keeps its own. */
const uint8_t *evaluation_outcomes(Evaluation *evaluation, uint32_t rule);

/* The same for one item of a support plan or of a programme's support (`offer` is an index in the plan's
 * offers): OUTCOME_GRANTED it is offered, OUTCOME_REFUSED it is not, else undecided. One buffer, valid until
 * the next call. */
const uint8_t *evaluation_offer(Evaluation *evaluation, uint32_t rule, uint32_t offer);

/* Calls `visit` for each field that could be asked of somebody whom the rule (the chosen vacancy's, for a
 * guaranteed interview) leaves undecided, with a bit for each of them; each field once, a derived one as the
 * field whose question stands for it. */
void evaluation_asked(Evaluation *evaluation, uint32_t rule,
                      void (*visit)(void *context, int32_t field, const uint64_t *records), void *context);

/* One record's truth of a node, and whether an error (a check that raised) is among what leaves it unknown.
 */
Truth evaluation_truth(const Evaluation *evaluation, uint32_t node, uint32_t record);
bool evaluation_failed(const Evaluation *evaluation, uint32_t node, uint32_t record);

const Ruleset *evaluation_ruleset(const Evaluation *evaluation);
const Batch *evaluation_batch(const Evaluation *evaluation);
const Batch *evaluation_vacancies(const Evaluation *evaluation); /* NULL where there are none */

#endif
