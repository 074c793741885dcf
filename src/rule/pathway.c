/* Which leaves look at what is given: found once, from the graph. */
#include "rule/pathway.h"

#include "base/memory.h"
#include "base/utf8.h"
#include "rule/inside.h"

typedef struct Gift {
    int32_t field;
    int32_t member; /* as nodes compare it; -1: no rule compares it */
    const char *value;
} Gift;

typedef struct Programme {
    uint32_t rule;
    Gift *gifts;
    uint32_t count;
    bool *leads; /* by rule */
    bool leads_on;
} Programme;

struct Pathways {
    Arena *arena;
    const Ruleset *ruleset;
    Programme *programmes;
    uint32_t count;
    bool *reached; /* by rule */
};

static Gift make_gift(const Ruleset *ruleset, const Rule *rule, const PlanGive *give) {
    Gift gift = {.field = ruleset_field(ruleset, rule->pack, give->field),
                 .value = plan_string(rule->plan, give->value)};
    const Field *field = &ruleset->dictionary->fields[gift.field];
    Buffer alike = {0};
    utf8_add_alike(&alike, gift.value, strlen(gift.value));
    gift.member = field->value_count ? field_find_value(field, gift.value, strlen(gift.value))
                                     : interner_find(ruleset->literals, buffer_string(&alike), alike.length);
    buffer_close(&alike);
    return gift;
}

static bool check_reads(const Ruleset *ruleset, uint32_t check, int32_t field) {
    const RulesetPack *pack = &ruleset->packs[ruleset->checks[check].pack];
    const PlanCheck *plan = ruleset_plan_check(ruleset, check);
    for (uint32_t i = 0; i < plan->read_count; i++)
        if (pack->fields[pack->plan->links[plan->first_read + i]] == field) return true;
    for (uint32_t i = 0; i < plan->optional_count; i++)
        if (pack->fields[pack->plan->links[plan->first_optional + i]] == field) return true;
    return false;
}

/* May the leaf come out otherwise once the set has the member? */
static bool looks_at(const Ruleset *ruleset, const Node *node, const Gift *gift) {
    if (node->kind == NODE_UNKNOWN || node_is_combinator(node)) return false;
    if (node->kind == NODE_CHECK) return check_reads(ruleset, node->check, gift->field);
    if (node->field != gift->field) return node->kind >= NODE_COMPARE && node->other == gift->field;
    if (node->kind != NODE_SET_ANY && node->kind != NODE_SET_ALL) return true;
    for (uint32_t i = 0; i < node->count; i++)
        if (node->integers[i] == gift->member) return true;
    return false;
}

static bool gives_to(const Ruleset *ruleset, const Programme *programme, const Node *node) {
    for (uint32_t i = 0; i < programme->count; i++)
        if (looks_at(ruleset, node, &programme->gifts[i])) return true;
    return false;
}

/* The leaves that a rule's decision and its order of places are made of; `marks` has a flag a node. */
static uint32_t find_leaves(const Ruleset *ruleset, const Rule *rule, bool *marks, uint32_t *leaves) {
    uint32_t count = 0;
    memset(marks, 0, ruleset->graph.count * sizeof *marks);
    if (rule->who != PLAN_NONE) marks[rule->who] = true;
    for (uint32_t i = 0; i < rule->declared->order_count; i++) {
        uint32_t criterion = rule->plan->orders[rule->declared->first_order + i].criterion;
        if (criterion != PLAN_NONE) marks[ruleset->packs[rule->pack].nodes[criterion]] = true;
    }
    for (uint32_t i = ruleset->graph.count; i-- > 0;) {
        const Node *node = &ruleset->graph.nodes[i];
        if (!marks[i]) continue;
        if (!node_is_combinator(node)) leaves[count++] = i;
        for (uint32_t j = 0; node_is_combinator(node) && j < node->count; j++)
            marks[node->children[j]] = true;
    }
    return count;
}

static void find_leads(Pathways *pathways, uint32_t rule, const uint32_t *leaves, uint32_t count) {
    const Ruleset *ruleset = pathways->ruleset;
    for (uint32_t p = 0; p < pathways->count; p++) {
        Programme *programme = &pathways->programmes[p];
        bool leads = false;
        for (uint32_t i = 0; i < count && !leads; i++)
            leads = gives_to(ruleset, programme, &ruleset->graph.nodes[leaves[i]]);
        if (!leads || programme->rule == rule) continue;
        programme->leads[rule] = programme->leads_on = pathways->reached[rule] = true;
    }
}

static void find_all_leads(Pathways *pathways) {
    const Ruleset *ruleset = pathways->ruleset;
    bool *marks = memory_allocate_array(ruleset->graph.count, sizeof *marks);
    uint32_t *leaves = memory_allocate_array(ruleset->graph.count, sizeof *leaves);
    for (uint32_t i = 0; i < ruleset->rule_count; i++) {
        if (ruleset->rules[i].kind == RULE_SUPPORT_PLAN) continue;
        find_leads(pathways, i, leaves, find_leaves(ruleset, &ruleset->rules[i], marks, leaves));
    }
    free(marks);
    free(leaves);
}

static void add_programme(Pathways *pathways, uint32_t index) {
    const Ruleset *ruleset = pathways->ruleset;
    const Rule *rule = &ruleset->rules[index];
    const PlanRule *declared = rule->declared;
    if (rule->kind != RULE_PROGRAMME || declared->give_count == 0) return;
    Programme programme = {
        .rule = index,
        .gifts = arena_allocate_array(pathways->arena, declared->give_count, sizeof(Gift)),
        .count = declared->give_count,
        .leads = arena_allocate_array(pathways->arena, ruleset->rule_count, sizeof(bool)),
    };
    for (uint32_t i = 0; i < programme.count; i++)
        programme.gifts[i] = make_gift(ruleset, rule, &rule->plan->gives[declared->first_give + i]);
    pathways->programmes[pathways->count++] = programme;
}

Pathways *pathways_open(const Ruleset *ruleset) {
    Pathways *pathways = memory_allocate(sizeof *pathways);
    *pathways = (Pathways){.arena = arena_open(), .ruleset = ruleset};
    pathways->programmes = arena_allocate_array(pathways->arena, ruleset->rule_count, sizeof(Programme));
    pathways->reached = arena_allocate_array(pathways->arena, ruleset->rule_count, sizeof(bool));
    for (uint32_t i = 0; i < ruleset->rule_count; i++)
        add_programme(pathways, i);
    find_all_leads(pathways);
    return pathways;
}

void pathways_close(Pathways *pathways) {
    if (!pathways) return;
    arena_close(pathways->arena);
    free(pathways);
}

uint32_t pathways_count(const Pathways *pathways) {
    return pathways->count;
}

uint32_t pathways_rule(const Pathways *pathways, uint32_t programme) {
    return pathways->programmes[programme].rule;
}

bool pathways_lead(const Pathways *pathways, uint32_t programme, uint32_t rule) {
    return pathways->programmes[programme].leads[rule];
}

bool pathways_lead_on(const Pathways *pathways, uint32_t programme) {
    return pathways->programmes[programme].leads_on;
}

bool pathways_reach(const Pathways *pathways, uint32_t rule) {
    return pathways->reached[rule];
}

bool pathways_meet(const Pathways *pathways, uint32_t one, uint32_t other) {
    for (uint32_t i = 0; i < pathways->ruleset->rule_count; i++)
        if (pathways_lead(pathways, one, i) && pathways_lead(pathways, other, i)) return true;
    return false;
}

static bool is_carried(const Gift *gift, const Batch *batch) {
    return batch->columns[gift->field].known;
}

static bool has_gift(const Gift *gift, const Batch *batch, uint32_t record) {
    int32_t member = gift->member >= 0 ? gift->member : batch_find_member(batch, gift->field, gift->value);
    return batch_has_member(batch, gift->field, record, member);
}

/* What no rule looks at does not count. */
bool pathways_has(const Pathways *pathways, uint32_t programme, const Batch *batch, uint32_t record) {
    const Programme *asked = &pathways->programmes[programme];
    for (uint32_t i = 0; i < asked->count; i++) {
        const Gift *gift = &asked->gifts[i];
        if (is_carried(gift, batch) && !has_gift(gift, batch, record)) return false;
    }
    return true;
}

void pathways_finish(const Pathways *pathways, uint32_t programme, Batch *batch, uint32_t record) {
    const Programme *finished = &pathways->programmes[programme];
    for (uint32_t i = 0; i < finished->count; i++) {
        const Gift *gift = &finished->gifts[i];
        if (is_carried(gift, batch)) batch_add_member(batch, gift->field, record, gift->value);
    }
}

int32_t pathways_assumed(const Pathways *pathways, uint32_t programme, const Batch *batch, uint32_t record) {
    const Programme *asked = &pathways->programmes[programme];
    for (uint32_t i = 0; i < asked->count; i++) {
        const Gift *gift = &asked->gifts[i];
        if (is_carried(gift, batch) && !bits_get(batch->columns[gift->field].known, record))
            return gift->field;
    }
    return FIELD_NONE;
}
