/* Opening a ruleset: fields are merged, criteria become nodes, rules are put in order. */
#include "rule/ruleset.h"

#include "base/memory.h"
#include "rule/compile.h"
#include "rule/inside.h"
#include "rule/merge.h"
#include "rule/names.h"

static bool check_ids(const Plan *const *plans, uint32_t count, Error *error) {
    Map *ids = map_open();
    bool fine = true;
    for (uint32_t i = 0; i < count && fine; i++) {
        const char *id = plan_string(plans[i], plans[i]->packs[0].id);
        if (map_get(ids, id, strlen(id)) != MAP_NONE)
            fine = error_set(error, "two packs are called '%s'; rename the folder of one of them", id);
        map_set(ids, id, strlen(id), 0);
    }
    map_close(ids);
    return fine;
}

static void open_packs(Ruleset *ruleset, const Plan *const *plans, uint32_t count) {
    Arena *arena = ruleset->arena;
    ruleset->packs = arena_allocate_array(arena, count, sizeof *ruleset->packs);
    ruleset->pack_count = count;
    for (uint32_t i = 0; i < count; i++)
        ruleset->packs[i] = (RulesetPack){
            .plan = plans[i],
            .fields = arena_allocate_array(arena, plans[i]->fields_count, sizeof(int32_t)),
            .nodes = arena_allocate_array(arena, plans[i]->criteria_count, sizeof(uint32_t)),
            .checks = arena_allocate_array(arena, plans[i]->checks_count, sizeof(uint32_t)),
            .check_reach = arena_allocate_array(arena, plans[i]->checks_count, sizeof(uint8_t)),
        };
}

/* Rules read the edition that holds on the day of the run as if they had named it. */
static void take_editions(const Ruleset *ruleset) {
    for (uint32_t i = 0; i < ruleset->pack_count; i++)
        for (uint32_t j = 0; j < ruleset->packs[i].plan->fields_count; j++) {
            int32_t *field = &ruleset->packs[i].fields[j];
            *field = dictionary_edition(ruleset->dictionary, *field, ruleset->day);
        }
}

static void merge_fields(Ruleset *ruleset, const Plan *const *plans, Messages *messages) {
    int32_t **maps = arena_allocate_array(ruleset->arena, ruleset->pack_count, sizeof *maps);
    for (uint32_t i = 0; i < ruleset->pack_count; i++)
        maps[i] = ruleset->packs[i].fields;
    ruleset->dictionary = dictionary_merge(plans, ruleset->pack_count, maps, messages);
    take_editions(ruleset);
    size_t fields = ruleset->dictionary->count;
    ruleset->wanted[SUBJECT_CANDIDATE] = arena_allocate_array(ruleset->arena, fields, sizeof(bool));
    ruleset->wanted[SUBJECT_VACANCY] = arena_allocate_array(ruleset->arena, fields, sizeof(bool));
    ruleset->atoms = arena_allocate_array(ruleset->arena, fields, sizeof *ruleset->atoms);
}

static uint8_t reach_of_check(const PlanCheck *check) {
    return (uint8_t)((check->candidate ? REACH_CANDIDATE : 0) | (check->vacancy ? REACH_VACANCY : 0));
}

static void number_checks(Ruleset *ruleset, uint32_t pack) {
    RulesetPack *opened = &ruleset->packs[pack];
    const Plan *plan = opened->plan;
    memset(opened->checks, 0xFF, plan->checks_count * sizeof *opened->checks);
    for (uint32_t i = 0; i < plan->criteria_count; i++) {
        const PlanCriterion *criterion = &plan->criteria[i];
        if (criterion->op != OPERATOR_CHECK || opened->checks[criterion->field] != PLAN_NONE) continue;
        uint8_t reach = reach_of_check(&plan->checks[criterion->field]);
        opened->check_reach[criterion->field] = reach;
        opened->checks[criterion->field] = ruleset->check_count;
        ruleset->checks[ruleset->check_count++] =
            (RulesetCheck){.pack = pack, .check = criterion->field, .reach = reach};
    }
}

static void number_all_checks(Ruleset *ruleset) {
    size_t most = 0;
    for (uint32_t i = 0; i < ruleset->pack_count; i++)
        most += ruleset->packs[i].plan->checks_count;
    ruleset->checks = arena_allocate_array(ruleset->arena, most, sizeof *ruleset->checks);
    for (uint32_t i = 0; i < ruleset->pack_count; i++)
        number_checks(ruleset, i);
}

static void compile_pack(Ruleset *ruleset, uint32_t pack, Arena *scratch) {
    RulesetPack *opened = &ruleset->packs[pack];
    const Plan *plan = opened->plan;
    const Compiler compiler = {
        .graph = &ruleset->graph,
        .literals = ruleset->literals,
        .dictionary = ruleset->dictionary,
        .day = ruleset->day,
        .plan = plan,
        .fields = opened->fields,
        .checks = opened->checks,
        .check_reach = opened->check_reach,
        .nodes = opened->nodes,
        .scratch = scratch,
    };
    for (uint32_t i = 0; i < plan->criteria_count; i++) {
        arena_reset(scratch);
        opened->nodes[i] = compile_criterion(&compiler, &plan->criteria[i]);
        if (plan->criteria[i].op == OPERATOR_CHECK)
            ruleset->checks[opened->checks[plan->criteria[i].field]].node = opened->nodes[i];
    }
}

static void compile_packs(Ruleset *ruleset) {
    Arena *scratch = arena_open();
    for (uint32_t i = 0; i < ruleset->pack_count; i++)
        compile_pack(ruleset, i, scratch);
    arena_close(scratch);
}

static uint32_t node_or_none(const RulesetPack *pack, uint32_t criterion) {
    return criterion == PLAN_NONE ? PLAN_NONE : pack->nodes[criterion];
}

static bool looks_at_nothing(const Ruleset *ruleset, uint32_t node) {
    return node != PLAN_NONE && ruleset->graph.nodes[node].reach == 0;
}

static Rule make_rule(const Ruleset *ruleset, uint32_t pack, const PlanRule *declared) {
    const RulesetPack *opened = &ruleset->packs[pack];
    const Plan *plan = opened->plan;
    uint32_t who = node_or_none(opened, declared->who);
    return (Rule){
        .plan = plan,
        .declared = declared,
        .pack = pack,
        .id = arena_format(ruleset->arena, "%s/%s", plan_string(plan, plan->packs[0].id),
                           plan_string(plan, declared->name)),
        .kind = (RuleKind)declared->kind,
        .running = declared->from <= ruleset->day && ruleset->day <= declared->to,
        .limited = rule_has_places(declared),
        .judged = looks_at_nothing(ruleset, who),
        .who = who,
        .vacancies = node_or_none(opened, declared->vacancies),
    };
}

static int compare_rules(const void *a, const void *b) {
    return strcmp(((const Rule *)a)->id, ((const Rule *)b)->id);
}

static void open_rules(Ruleset *ruleset) {
    size_t count = 0;
    for (uint32_t i = 0; i < ruleset->pack_count; i++)
        count += ruleset->packs[i].plan->rules_count;
    ruleset->rules = arena_allocate_array(ruleset->arena, count, sizeof *ruleset->rules);
    for (uint32_t i = 0; i < ruleset->pack_count; i++)
        for (uint32_t j = 0; j < ruleset->packs[i].plan->rules_count; j++)
            ruleset->rules[ruleset->rule_count++] = make_rule(ruleset, i, &ruleset->packs[i].plan->rules[j]);
    if (count) qsort(ruleset->rules, count, sizeof *ruleset->rules, compare_rules);
}

static void want(Ruleset *ruleset, int32_t field) {
    if (field == FIELD_NONE) return;
    const Field *wanted = &ruleset->dictionary->fields[field];
    bool *flags = ruleset->wanted[wanted->subject];
    if (flags[field]) return;
    flags[field] = true;
    if (wanted->derivation == DERIVED_NOT) return;
    want(ruleset, wanted->source);
    want(ruleset, wanted->stated);
    want(ruleset, wanted->stated_on);
}

static void want_links(Ruleset *ruleset, const RulesetPack *pack, uint32_t first, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        want(ruleset, pack->fields[pack->plan->links[first + i]]);
}

static void want_criterion(Ruleset *ruleset, const RulesetPack *pack, const PlanCriterion *criterion) {
    if (criterion->op >= OPERATOR_LEAVES) return;
    want(ruleset, pack->fields[criterion->field]);
    if (criterion->operand == OPERAND_FIELD) want(ruleset, pack->fields[criterion->first]);
}

/* What the criteria are about, also where a node needs no value (of a rate that is not set yet), so that it
 * can be shown. */
static void want_fields(Ruleset *ruleset, const RulesetPack *pack) {
    const Plan *plan = pack->plan;
    for (uint32_t i = 0; i < plan->criteria_count; i++)
        want_criterion(ruleset, pack, &plan->criteria[i]);
    for (uint32_t i = 0; i < plan->checks_count; i++) {
        want_links(ruleset, pack, plan->checks[i].first_read, plan->checks[i].read_count);
        want_links(ruleset, pack, plan->checks[i].first_optional, plan->checks[i].optional_count);
    }
    for (uint32_t i = 0; i < plan->orders_count; i++)
        if (plan->orders[i].field != PLAN_NONE) want(ruleset, pack->fields[plan->orders[i].field]);
}

/* Places are kept by those whose `enrolled_in` names the rule. */
static void want_enrolment(Ruleset *ruleset) {
    int32_t field = dictionary_find(ruleset->dictionary, SUBJECT_CANDIDATE, "enrolled_in");
    bool is_open_set = field != FIELD_NONE && ruleset->dictionary->fields[field].type == FIELD_SET &&
                       ruleset->dictionary->fields[field].value_count == 0;
    ruleset->enrolled_in = is_open_set ? field : FIELD_NONE;
    ruleset->own_ids = arena_allocate_array(ruleset->arena, ruleset->rule_count, sizeof *ruleset->own_ids);
    for (uint32_t i = 0; i < ruleset->rule_count; i++) {
        const Rule *rule = &ruleset->rules[i];
        ruleset->own_ids[i] = -1;
        if (!rule->limited || !is_open_set) continue;
        ruleset->own_ids[i] = compile_text(ruleset->literals, rule->id);
        want(ruleset, field);
    }
}

static void number_names(Ruleset *ruleset, int32_t field) {
    const Field *listed = &ruleset->dictionary->fields[field];
    if (!field_is_listed(listed) || ruleset->atoms[field]) return;
    int32_t *atoms = arena_allocate_array(ruleset->arena, listed->value_count, sizeof *atoms);
    for (uint32_t i = 0; i < listed->value_count; i++)
        atoms[i] = compile_text(ruleset->literals, listed->values[i].name);
    ruleset->atoms[field] = atoms;
}

static void number_compared_names(Ruleset *ruleset) {
    for (uint32_t i = 0; i < ruleset->graph.count; i++) {
        const Node *node = &ruleset->graph.nodes[i];
        if (node->kind < NODE_COMPARE || (node->kind == NODE_COMPARE && node->domain != DOMAIN_NAMES))
            continue;
        number_names(ruleset, node->field);
        number_names(ruleset, node->other);
    }
}

Ruleset *ruleset_open(const Plan *const *plans, uint32_t count, Day day, Messages *messages, Error *error) {
    if (!check_ids(plans, count, error)) return NULL;
    Ruleset *ruleset = memory_allocate(sizeof *ruleset);
    *ruleset = (Ruleset){.arena = arena_open(), .day = day, .literals = interner_open()};
    graph_open(&ruleset->graph);
    open_packs(ruleset, plans, count);
    merge_fields(ruleset, plans, messages);
    number_all_checks(ruleset);
    compile_packs(ruleset);
    open_rules(ruleset);
    for (uint32_t i = 0; i < count; i++)
        want_fields(ruleset, &ruleset->packs[i]);
    want_enrolment(ruleset);
    number_compared_names(ruleset);
    names_check(ruleset, messages);
    return ruleset;
}

void ruleset_close(Ruleset *ruleset) {
    if (!ruleset) return;
    graph_close(&ruleset->graph);
    dictionary_close(ruleset->dictionary);
    interner_close(ruleset->literals);
    arena_close(ruleset->arena);
    free(ruleset);
}

Day ruleset_day(const Ruleset *ruleset) {
    return ruleset->day;
}

const Dictionary *ruleset_dictionary(const Ruleset *ruleset) {
    return ruleset->dictionary;
}

uint32_t ruleset_rule_count(const Ruleset *ruleset) {
    return ruleset->rule_count;
}

const Rule *ruleset_rule(const Ruleset *ruleset, uint32_t rule) {
    return &ruleset->rules[rule];
}

uint32_t ruleset_check_count(const Ruleset *ruleset) {
    return ruleset->check_count;
}

const RulesetCheck *ruleset_check(const Ruleset *ruleset, uint32_t check) {
    return &ruleset->checks[check];
}

const bool *ruleset_wanted(const Ruleset *ruleset, Subject subject) {
    return ruleset->wanted[subject];
}

const Interner *ruleset_literals(const Ruleset *ruleset) {
    return ruleset->literals;
}

uint32_t ruleset_node(const Ruleset *ruleset, uint32_t pack, uint32_t criterion) {
    return ruleset->packs[pack].nodes[criterion];
}

int32_t ruleset_field(const Ruleset *ruleset, uint32_t pack, uint32_t field) {
    return ruleset->packs[pack].fields[field];
}
