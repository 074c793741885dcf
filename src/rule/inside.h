/* What a ruleset is made of. Part of rule/ruleset.h, for this room alone. */
#ifndef BERTH_RULE_INSIDE_H
#define BERTH_RULE_INSIDE_H

#include "rule/graph.h"
#include "rule/ruleset.h"

/* A plan, and where its parts went. */
typedef struct RulesetPack {
    const Plan *plan;
    int32_t *fields;      /* by the plan's field: the dictionary's */
    uint32_t *nodes;      /* by criterion */
    uint32_t *checks;     /* by the plan's check: the ruleset's, PLAN_NONE where no criterion uses it */
    uint8_t *check_reach; /* by the plan's check */
} RulesetPack;

struct Ruleset {
    Arena *arena;
    Day day;
    Dictionary *dictionary;
    Interner *literals;
    Graph graph;
    RulesetPack *packs;
    uint32_t pack_count;
    Rule *rules;
    uint32_t rule_count;
    RulesetCheck *checks;
    uint32_t check_count;
    bool *wanted[2]; /* by Subject: flags by field */
    int32_t **atoms; /* by field: by value, the number that the value's name has in the literals; NULL where
                        no two fields are compared by name */
    int32_t enrolled_in; /* the candidates' field that names the rules in which they hold a place, or
                            FIELD_NONE */
    int32_t *own_ids;    /* by rule: the number of its id in the literals; only of limited rules, else -1 */
};

static inline const Node *ruleset_node_at(const Ruleset *ruleset, uint32_t node) {
    return &ruleset->graph.nodes[node];
}

static inline const PlanCheck *ruleset_plan_check(const Ruleset *ruleset, uint32_t check) {
    const RulesetCheck *found = &ruleset->checks[check];
    return &ruleset->packs[found->pack].plan->checks[found->check];
}

static inline bool rule_has_places(const PlanRule *rule) {
    return rule->places >= 0 || rule->places_each >= 0;
}

#endif
