/* An explanation as text for a person: one rule's decision, why, what to ask, and what would change it. */
#ifndef BERTH_OUTPUT_EXPLANATION_H
#define BERTH_OUTPUT_EXPLANATION_H

#include "output/decision.h"

/* Lines are to fit so many columns, within reason: for a terminal. Anywhere else they have 100. */
void explanation_fit(int columns);

/* Adds a line, made safe to show, wrapped, and `level` steps in. */
void explanation_add_line(Buffer *out, int level, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Adds the rule's title, id and place. */
void explanation_add_rule(const Rule *rule, Buffer *out);

/* Adds the decision below it: outcome, the criteria that settle it with the values seen, where they stand and
 * the words that they implement; what is missing and the question to ask; the nearest change that would alter
 * a refusal; the items of a support plan. Every value is safe to show. */
void explanation_add_decision(const Decision *decision, Buffer *out);

#endif
