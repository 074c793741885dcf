/* Evaluating a dataset: every candidate against every rule, written in one of the formats. */
#ifndef BERTH_APP_EVALUATE_H
#define BERTH_APP_EVALUATE_H

#include "app/rules.h"
#include "base/progress.h"
#include "output/decision.h"
#include "store/store.h"

typedef struct EvaluateOptions {
    const Format *format;
    uint32_t shown[DECISION_KINDS]; /* for each kind of rule, a bit an outcome; what has none of them is left
                                       out */
    const char *out;                /* a file, there whole or not at all; NULL: standard output */
    unsigned jobs;
    bool strict;
    const Progress *progress;
} EvaluateOptions;

/* Evaluates and writes. `errors` gets the number of records' errors in check functions; the first of them are
 * in `messages`. A pack that a limit stops is left out of `rules` whole, and the run begins again without it.
 */
bool evaluate_dataset(Rules *rules, Store *store, const EvaluateOptions *options, uint64_t *errors,
                      Messages *messages, Error *error);

#endif
