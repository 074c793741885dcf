/* Who gets the places of a rule that has a number of them.
 *
 * Places are filled once all candidates have been seen: those who hold one already (the rule's id is in their
 * `enrolled_in`) keep it if they are eligible; the rest go to the eligible in the rule's order, ties in the
 * dataset's order; whoever is left is waiting. Memory is bounded by the number of places, not of candidates.
 *
 * Life cycle: open, offer every batch, settle, ask. Threads each offer to a Places of their own; places_merge
 * joins them. */
#ifndef BERTH_RULE_PLACES_H
#define BERTH_RULE_PLACES_H

#include "rule/evaluate.h"

typedef struct Places Places;

/* Does any rule of the ruleset have a number of places? Where none has, no first pass is needed. */
bool places_needed(const Ruleset *ruleset);

Places *places_open(const Ruleset *ruleset, const Batch *vacancies);
void places_close(Places *places);

/* Takes in the outcomes of `rule` over the evaluated batch (for a guaranteed interview: for the chosen
 * vacancy). */
void places_offer(Places *places, Evaluation *evaluation, uint32_t rule);

/* Adds what `other` has seen. */
void places_merge(Places *places, const Places *other);

/* Settles who gets a place. */
void places_settle(Places *places);

/* Turns OUTCOME_GRANTED into OUTCOME_WAITING where the place went to others. `outcomes` has one for each
 * record of the evaluated batch; `settled` may be shared by threads. */
void places_apply(const Places *settled, const Evaluation *evaluation, uint32_t rule, uint8_t *outcomes);

/* The same for records that were not offered: OUTCOME_GRANTED stands where a place is left, or where they
 * come before somebody else who got one. Somebody who was offered may be among them, as she would be
 * otherwise: where a place is her own, she has to come before the next in line. */
void places_suppose(const Places *settled, const Evaluation *evaluation, uint32_t rule, uint8_t *outcomes);

#endif
