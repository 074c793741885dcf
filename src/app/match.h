/* Matching: what is open to people now, what one or two finished programmes would open, which vacancies fit,
 * and what to ask first. */
#ifndef BERTH_APP_MATCH_H
#define BERTH_APP_MATCH_H

#include "app/rules.h"
#include "base/progress.h"
#include "store/store.h"

typedef enum MatchFormat { MATCH_TABLE, MATCH_JSON } MatchFormat;

typedef struct MatchOptions {
    MatchFormat format;
    unsigned jobs;
    bool strict;
    const Progress *progress;
} MatchOptions;

/* Writes to standard output a match for each of the candidates named by their references; for all of them, a
 * row each and a summary by rule, where `count` is 0. `rules` must have been opened with what fits. `errors`
 * counts check functions' errors. False, with "did you mean", where a reference is not there. */
bool match_people(Rules *rules, Store *store, const char *const *references, size_t count,
                  const MatchOptions *options, uint64_t *errors, Messages *messages, Error *error);

#endif
