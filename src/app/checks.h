/* Check functions over batches: which of a ruleset's checks belong together, started and finished a batch at
 * a time in their packs' workers.
 *
 * Thread rule: groups don't change once made; starting and finishing is for one thread a worker number. */
#ifndef BERTH_APP_CHECKS_H
#define BERTH_APP_CHECKS_H

#include "app/failures.h"
#include "app/rules.h"
#include "rule/evaluate.h"

/* The check functions of one pack. */
typedef struct PackChecks {
    uint32_t pack;
    uint32_t *checks; /* in the ruleset */
    CheckJob *jobs;   /* the same checks, for pack_check_start */
    uint32_t count;
} PackChecks;

/* The ruleset's checks of one reach, by pack. */
typedef struct CheckGroups {
    PackChecks *packs;
    uint32_t count;
} CheckGroups;

/* `reach` is REACH_CANDIDATE, REACH_VACANCY or both. */
CheckGroups checks_group(const Rules *rules, uint8_t reach);
void checks_close(CheckGroups *groups);

/* A pack that could not go on, and why. */
typedef struct CheckStop {
    uint32_t pack; /* in the rules */
    Error reason;
} CheckStop;

/* Sets the workers to work on a batch (and, for checks of pairs, one vacancy). False and `stop` where a
 * worker has died. */
bool checks_start(const CheckGroups *groups, const Rules *rules, unsigned worker, unsigned slot,
                  const Batch *candidates, const Batch *vacancies, uint32_t vacancy, CheckStop *stop);

/* Waits for the answers about the evaluation's batch, and puts their bits into it; what was raised is added
 * to `failures`. `vacancy` is -1 where the checks read candidates alone. */
bool checks_finish(const CheckGroups *groups, const Rules *rules, unsigned worker, unsigned slot,
                   Evaluation *evaluation, int64_t vacancy, Failures *failures, CheckStop *stop);

/* The checks that read vacancies alone over a few of them, the first of which is number `first` of all: in
 * the first worker, before any other check starts. The bits go into `bits`, by check of the ruleset. */
bool checks_vacancies(const CheckGroups *groups, const Rules *rules, const Batch *some, uint32_t first,
                      const CheckBits *bits, Failures *failures, CheckStop *stop);

#endif
