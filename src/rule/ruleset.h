/* A ruleset: the plans of all loaded packs as one shared graph, ready to evaluate as of one day.
 *
 * Every criterion of every plan becomes a node; equal criteria are one node, whichever pack they stand in,
 * whatever their labels. Rates and durations become literals of the day. Nodes stand in an order in which
 * children come first.
 *
 * Thread rule: a ruleset never changes once open; any number of threads may read it. */
#ifndef BERTH_RULE_RULESET_H
#define BERTH_RULE_RULESET_H

#include "base/error.h"
#include "record/batch.h"
#include "record/field.h"
#include "rule/plan.h"

/* What a node's truth depends on: with REACH_CANDIDATE alone it is evaluated once a batch, with REACH_VACANCY
 * alone once a vacancy, with both once a vacancy and batch, with neither (a judgement) it is constant. */
enum { REACH_CANDIDATE = 1, REACH_VACANCY = 2 };

typedef struct Rule {
    const Plan *plan;
    const PlanRule *declared;
    uint32_t pack;  /* index of the plan in those that the ruleset was opened with */
    const char *id; /* "pack/rule" */
    RuleKind kind;
    bool running;       /* the day is within the rule's dates */
    bool limited;       /* it has a number of places (in all, or each vacancy's) */
    bool judged;        /* `who` looks at nothing: everybody is left to a person */
    uint32_t who;       /* node, or PLAN_NONE */
    uint32_t vacancies; /* node, or PLAN_NONE */
} Rule;

/* A check function, as a leaf whose truth a worker computes. */
typedef struct RulesetCheck {
    uint32_t pack;  /* index of the plan */
    uint32_t check; /* index in that plan's checks */
    uint32_t node;
    uint8_t reach;
} RulesetCheck;

typedef struct Ruleset Ruleset;

/* `plans` must outlive the ruleset. Adds warnings to `messages`: a `completed` and the like that names a rule
 * which no loaded pack gives (with "did you mean"), one field declared in two ways by two packs. The first
 * plan's declaration stands (the standard library's own plan, put first, lets no pack redefine a standard
 * field); the other pack's is kept apart as "pack:field", of which nothing is ever known. Fails on nothing
 * but two plans with one pack id. */
Ruleset *ruleset_open(const Plan *const *plans, uint32_t count, Day day, Messages *messages, Error *error);
void ruleset_close(Ruleset *ruleset);

Day ruleset_day(const Ruleset *ruleset);
const Dictionary *ruleset_dictionary(const Ruleset *ruleset);

/* The rules in byte order of their ids. */
uint32_t ruleset_rule_count(const Ruleset *ruleset);
const Rule *ruleset_rule(const Ruleset *ruleset, uint32_t rule);

uint32_t ruleset_check_count(const Ruleset *ruleset);
const RulesetCheck *ruleset_check(const Ruleset *ruleset, uint32_t check);

/* Flags by field index: the fields of this subject that an evaluation reads, derived ones with their sources.
 */
const bool *ruleset_wanted(const Ruleset *ruleset, Subject subject);

/* The strings that rules compare with, as they are compared; a batch opens with them. */
const Interner *ruleset_literals(const Ruleset *ruleset);

/* The node of a plan's criterion, and of a plan's field in the merged dictionary. */
uint32_t ruleset_node(const Ruleset *ruleset, uint32_t pack, uint32_t criterion);
int32_t ruleset_field(const Ruleset *ruleset, uint32_t pack, uint32_t field);

/* The dictionary alone, merged from the plans' fields, for import: standard fields, then each pack's own. */
Dictionary *dictionary_open(const Plan *const *plans, uint32_t count, Messages *messages);
void dictionary_close(Dictionary *dictionary);

#endif
