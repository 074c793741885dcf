/* A match: what is open to one person, now and after one or two steps; which vacancies fit; what to ask.
 *
 * app/ fills it in, the formats write it. Rules are indexes in the ruleset, vacancies in the batch of them;
 * everything lives in an arena of whoever filled it in. */
#ifndef BERTH_OUTPUT_MATCH_H
#define BERTH_OUTPUT_MATCH_H

#include "base/arena.h"
#include "base/buffer.h"
#include "rule/evaluate.h"

/* One rule's answer: a programme's, or a guaranteed interview's for all the vacancies that came out alike. */
typedef struct MatchResult {
    uint32_t rule;
    Outcome outcome;
    bool under_way; /* a programme that the person is on now */
    uint32_t *vacancies;
    uint32_t vacancy_count;
    const char *because; /* labels that settle it, or that leave it to a person or a question; NULL: not
                            asked for */
} MatchResult;

typedef enum StepStart {
    STEP_NOW,       /* the person can start */
    STEP_THEN,      /* she can once the step before it is finished */
    STEP_UNDER_WAY, /* the person is on it and has to finish */
    STEP_IF_DECIDED /* once a person has decided what is left open */
} StepStart;

/* A programme to finish. */
typedef struct MatchStep {
    uint32_t rule;
    StepStart start;
    const char *because;
} MatchStep;

enum { MATCH_STEPS = 2 };

/* Programmes to finish, in order, and what comes out otherwise than it does before the last of them. */
typedef struct MatchWay {
    MatchStep steps[MATCH_STEPS];
    uint32_t step_count;
    MatchResult *results; /* granted ones first, then those that are no longer refused */
    uint32_t count;
    uint32_t opened; /* how many of the results are granted */
    uint32_t pairs;  /* guaranteed interviews among them, a vacancy each */
    bool if_decided; /* one of the steps hangs on a person's decision */
    int32_t assumed; /* a field that was taken to hold nothing else, since nothing is known, or FIELD_NONE */
} MatchWay;

/* A vacancy that fits (granted), that may (needs information), or that does as far as its row says (refer).
 */
typedef struct MatchVacancy {
    uint32_t vacancy;
    Outcome outcome;
} MatchVacancy;

/* Something to ask, and what hangs on it. */
typedef struct MatchQuestion {
    int32_t field;
    const char *text;
    uint32_t *rules; /* programmes and guaranteed interviews, now or on a way */
    uint32_t rule_count;
    uint32_t pairs; /* of the guaranteed interviews, a vacancy each */
    uint32_t fits;  /* vacancies that may fit */
} MatchQuestion;

typedef struct MatchChange {
    const PlanCriterion *criterion; /* of the rule's plan */
    const char *label;
    bool is_open; /* not known yet, or for a person to decide */
} MatchChange;

/* A rule that refuses the person for one criterion that she can do something about. */
typedef struct MatchMiss {
    uint32_t rule;
    MatchChange *changes;
    uint32_t change_count;
} MatchMiss;

/* An offer that is the person's. */
typedef struct MatchItem {
    uint32_t rule, offer; /* in the plan's offers */
    const char *because;  /* NULL: it is for everyone */
} MatchItem;

typedef struct Match {
    const char *reference;
    MatchResult *now; /* whatever is not refused */
    uint32_t now_count;
    MatchWay *ways; /* those that lead somewhere: what nobody has to decide first, then the shortest,
                       then by what they open */
    uint32_t way_count;
    bool cut; /* there were more ways than are looked at */
    MatchVacancy *vacancies;
    uint32_t vacancy_count;
    MatchQuestion *questions; /* what most hangs on first, then the least sensitive */
    uint32_t question_count;
    MatchMiss *misses; /* nearest first */
    uint32_t miss_count;
    uint32_t out_of_reach; /* rules that refuse the person for more than that */
    MatchItem *items;
    uint32_t item_count, items_open; /* open: they hang on a question or on a person */
} Match;

/* What all matches are read with. */
typedef struct MatchContext {
    const Ruleset *ruleset;
    const Batch *vacancies;
    uint32_t fit;  /* the rule of what makes a vacancy fit */
    uint32_t open; /* how many vacancies are open */
} MatchContext;

/* How many people a rule is open to: now; else after one step, after two; else if a person decides so. */
typedef struct MatchCounts {
    uint64_t now, one, two, decided;
    uint64_t *by_first; /* of `one` and `two`: people, by the rule of the first step */
} MatchCounts;

typedef struct MatchSummary {
    uint64_t people, matched; /* matched: something is open to them now or after a step */
    MatchCounts *rules;       /* by rule */
} MatchSummary;

/* One person as text of a screen or so, and as a JSON object. */
void match_table_person(const MatchContext *context, const Match *match, Buffer *out);
void match_json_person(const MatchContext *context, const Match *match, Buffer *out);

/* Everybody, a row each, and who can come to which rule. */
void match_table_begin(const MatchContext *context, Buffer *out);
void match_table_row(const MatchContext *context, const Match *match, Buffer *out);
void match_table_end(const MatchContext *context, const MatchSummary *summary, Buffer *out);

/* "Ophthalmic Technician, Moorfields Eye Hospital": title and employer, as far as they are known. */
void match_add_vacancy(const MatchContext *context, uint32_t vacancy, Buffer *out);

/* Labels of what the vacancy's row does not say and what fits looks at; the array is in the arena. */
uint32_t match_not_stated(const MatchContext *context, uint32_t vacancy, Arena *arena, const char ***labels);

#endif
