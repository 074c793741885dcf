/* What a match is worked out with. Part of app/match.h, for its files alone.
 *
 * Everybody of a batch goes the same way at once: first what is so now (match_now.c); then each programme
 * that somebody can start and that leads on makes a supposed record, those of many people one batch, which
 * is evaluated as any other (match_ways.c); then the same for the second step. */
#ifndef BERTH_APP_MATCHING_H
#define BERTH_APP_MATCHING_H

#include "app/match.h"
#include "app/run.h"
#include "app/sequence.h"
#include "output/match.h"
#include "rule/explain.h"
#include "rule/pathway.h"

/* A guaranteed interview and an open vacancy that it covers. */
typedef struct Pair {
    uint32_t rule, vacancy;
} Pair;

/* A rule hangs on a question. */
typedef struct Hit {
    int32_t field;
    uint32_t rule;
    uint32_t pairs;   /* vacancies */
    uint32_t way;     /* on which it does; PLAN_NONE: now */
    const char *text; /* the question in the rule's words, or NULL */
} Hit;

typedef struct Person {
    Match match;
    Hit *hits;
    uint32_t hit_count;
    bool *done; /* by programme of the pathways: nothing is left to be done there */
} Person;

/* A supposed record: whose, and on which of her ways. */
typedef struct Trial {
    uint32_t person, way;
    uint32_t before[MATCH_STEPS]; /* the shorter ways that it goes beyond, or PLAN_NONE */
} Trial;

/* What each thread works with. */
typedef struct Desk {
    Arena *arena; /* of a batch */
    Person *people;
    const Batch *batch;
    uint8_t *programmes; /* outcomes now: rule * records + record */
    uint8_t *pairs;      /* pair * records + record */
    Batch *supposed;
    Trial *trials; /* by supposed record */
    uint32_t trial_count;
    Buffer text;
    MatchSummary counts;
    uint8_t *reached; /* by rule: how far one person has to go to it */
    uint32_t *first;  /* by rule: the first step there */
} Desk;

typedef struct Matching {
    Run *run;
    const Ruleset *ruleset;
    Pathways *pathways;
    const MatchOptions *options;
    MatchContext context;
    bool explains; /* whoever writes wants reasons */
    int32_t completed, enrolled_in;
    int32_t *programme_of; /* by rule: its number in the pathways, or -1 */
    bool *is_open;         /* by vacancy */
    Pair *pairs;           /* by vacancy, then rule */
    uint32_t pair_count;
    uint32_t *first_pair; /* by vacancy, and one more */
    uint32_t records;     /* a batch */
    Desk *desks;
    Sequence *sequence;
    Buffer *out;
    Failures failures;
} Matching;

enum { MATCHING_WAYS = 256 /* of one person that are looked at */ };

/* `items` with room for one more than `count`; it moves when count is 0, 4, 8, 16 … */
void *matching_grow(Arena *arena, void *items, uint32_t count, size_t size);

/* The labels that settle the rule's outcome for the record, "; " between them: its reasons, what is left to a
 * person, or what there is to ask. */
const char *matching_why(const Matching *matching, const Evaluation *evaluation, uint32_t rule,
                         uint32_t record, Outcome outcome, Arena *arena);

/* Adds the rule's outcome, for one vacancy (PLAN_NONE: it is a programme), to a list of results. True where
 * the list has none of the like yet, so that its reasons are still to be told: then it is the last. */
bool matching_add_result(Arena *arena, MatchResult **results, uint32_t *count, uint32_t rule, Outcome outcome,
                         uint32_t vacancy);

/* Adds what the evaluated rule hangs on, for those records of the evaluation whom `whose` gives a person
 * (NULL: she does not count). `way` is the way of a trial. */
typedef Person *(*MatchingWhose)(Desk *desk, uint32_t rule, uint32_t record, uint32_t *way);
void matching_note_questions(const Matching *matching, Desk *desk, Evaluation *evaluation, uint32_t rule,
                             bool of_vacancy, MatchingWhose whose);

/* Puts the hits together, a question a field. */
void matching_ask(const Matching *matching, Person *person, Arena *arena);

/* match_now.c: fills in the people of the evaluated batch. */
bool matching_now(Matching *matching, unsigned worker, Evaluation *evaluation, Error *error);

/* match_ways.c: adds their ways. */
bool matching_ways(Matching *matching, unsigned worker, Error *error);

#endif
