/* Pathways: which programmes lead on to which rules, and what finishing one makes of a record.
 *
 * A programme leads on to a rule whose decision, or whose order of places, looks at something that the
 * programme gives. For all other rules finishing it changes nothing.
 *
 * Thread rule: pathways never change once open; any number of threads may read them. */
#ifndef BERTH_RULE_PATHWAY_H
#define BERTH_RULE_PATHWAY_H

#include "rule/ruleset.h"

typedef struct Pathways Pathways;

Pathways *pathways_open(const Ruleset *ruleset);
void pathways_close(Pathways *pathways);

/* Programmes that give something, in the order of the rules; `programme` below is an index in them. */
uint32_t pathways_count(const Pathways *pathways);
uint32_t pathways_rule(const Pathways *pathways, uint32_t programme);

/* Does it lead on to that rule? To any? */
bool pathways_lead(const Pathways *pathways, uint32_t programme, uint32_t rule);
bool pathways_lead_on(const Pathways *pathways, uint32_t programme);

/* Does some programme lead on to that rule? */
bool pathways_reach(const Pathways *pathways, uint32_t rule);

/* Is there a rule that both lead on to? */
bool pathways_meet(const Pathways *pathways, uint32_t one, uint32_t other);

/* Has the record all that the programme gives? */
bool pathways_has(const Pathways *pathways, uint32_t programme, const Batch *batch, uint32_t record);

/* Makes the record that of somebody who has finished the programme. */
void pathways_finish(const Pathways *pathways, uint32_t programme, Batch *batch, uint32_t record);

/* A field that the programme gives to and of which nothing is known for the record, or FIELD_NONE. */
int32_t pathways_assumed(const Pathways *pathways, uint32_t programme, const Batch *batch, uint32_t record);

#endif
