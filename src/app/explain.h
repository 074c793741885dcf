/* Explaining one person's decisions. */
#ifndef BERTH_APP_EXPLAIN_H
#define BERTH_APP_EXPLAIN_H

#include "app/rules.h"
#include "base/buffer.h"
#include "base/progress.h"
#include "store/store.h"

typedef struct ExplainOptions {
    const char *rule; /* "pack/rule", a pack, or a rule's own name; NULL for all */
    unsigned jobs;
    bool strict;
    const Progress *progress;
} ExplainOptions;

/* Adds, for each of the candidates named by their references, every rule's decision and why. Vacancies of one
 * guaranteed interview that come out alike are told together. `errors` counts check functions' errors. False,
 * with "did you mean", where a reference or the rule is not there. */
bool explain_people(Rules *rules, Store *store, const char *const *references, size_t count,
                    const ExplainOptions *options, Buffer *out, uint64_t *errors, Messages *messages,
                    Error *error);

#endif
