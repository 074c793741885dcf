/* The nearest change: what would have to come out otherwise for an unmet criterion to be met.
 *
 * Costs are added up over the tree: a criterion costs nothing where it is as wanted already; of a combinator,
 * as many of the cheapest children as it takes. A criterion that people can do nothing about costs as much as
 * very many that they can. Where no field is looked at twice that is the cheapest change there is. What is
 * shared is counted on every way down to it, so in the end each change is taken back that the others do
 * without. */
#include "rule/explain.h"

#include "rule/evaluation.h"

enum { COST_CHANGE = 1, COST_CLOSED = 1 << 16, MOST_TAKEN_BACK = 64 /* of more changes none is */ };

static const uint64_t MOST_COST = UINT64_C(1)
                                  << 40; /* sums stop here: shared criteria are counted on every way down */

typedef struct Search {
    const Evaluation *evaluation;
    const RulesetPack *opened;
    uint32_t pack, record;
    Arena *arena;
    uint64_t *costs; /* of each criterion to be unmet, then to be met, and 1; 0 = not looked at yet */
    bool *taken;     /* likewise: among the changes already */
    uint8_t
        *supposed; /* of each criterion, if the changes came about: its truth, and 1; 0 = not looked at yet */
    Change *changes;
    uint32_t count;
} Search;

typedef struct Choice {
    uint64_t cost;
    uint32_t child, position;
} Choice;

static uint64_t cost_of(Search *search, uint32_t index, bool wanted);

static bool is_as_wanted(const Search *search, uint32_t index, bool wanted) {
    Truth truth = evaluation_truth(search->evaluation, search->opened->nodes[index], search->record);
    return truth == (wanted ? TRUTH_MET : TRUTH_UNMET);
}

static bool can_change(const Search *search, uint32_t index) {
    const Ruleset *ruleset = search->evaluation->ruleset;
    int32_t *fields;
    uint32_t count = explain_fields(ruleset, search->pack, index, search->arena, &fields);
    for (uint32_t i = 0; i < count; i++) {
        const Field *field = &ruleset->dictionary->fields[fields[i]];
        if (field->can_change && field->subject == SUBJECT_CANDIDATE) return true;
    }
    return false;
}

/* How many of the children have to be as wanted. */
static uint32_t needed(const PlanCriterion *criterion, bool wanted) {
    switch (criterion->op) {
    case OPERATOR_ANY: return wanted ? 1 : criterion->count;
    case OPERATOR_AT_LEAST_OF:
        return wanted ? criterion->threshold : criterion->count - criterion->threshold + 1;
    default: return wanted ? criterion->count : 1;
    }
}

static int compare_choices(const void *a, const void *b) {
    const Choice *x = a, *y = b;
    if (x->cost != y->cost) return x->cost < y->cost ? -1 : 1;
    return (x->position > y->position) - (x->position < y->position);
}

/* The children, cheapest first. */
static Choice *rank_children(Search *search, const PlanCriterion *criterion, bool wanted) {
    bool below = wanted != (criterion->op == OPERATOR_NONE);
    Choice *choices = arena_allocate_array(search->arena, criterion->count, sizeof *choices);
    for (uint32_t i = 0; i < criterion->count; i++) {
        uint32_t child = search->opened->plan->links[criterion->first + i];
        choices[i] = (Choice){.cost = cost_of(search, child, below), .child = child, .position = i};
    }
    qsort(choices, criterion->count, sizeof *choices, compare_choices);
    return choices;
}

static uint64_t find_cost(Search *search, uint32_t index, bool wanted) {
    const PlanCriterion *criterion = &search->opened->plan->criteria[index];
    if (is_as_wanted(search, index, wanted)) return 0;
    if (!operator_is_combinator((Operator)criterion->op))
        return can_change(search, index) ? COST_CHANGE : COST_CLOSED;
    const Choice *choices = rank_children(search, criterion, wanted);
    uint64_t cost = 0;
    for (uint32_t i = 0; i < needed(criterion, wanted); i++)
        cost = cost + choices[i].cost < MOST_COST ? cost + choices[i].cost : MOST_COST;
    return cost;
}

static uint64_t cost_of(Search *search, uint32_t index, bool wanted) {
    uint64_t *cost = &search->costs[2 * (size_t)index + wanted];
    if (*cost == 0) *cost = find_cost(search, index, wanted) + 1;
    return *cost - 1;
}

/* Do both ask the same? What is never decided is one node, whatever it is about. */
static bool is_same(const Search *search, uint32_t a, uint32_t b) {
    const uint32_t *nodes = search->opened->nodes;
    if (a == b || nodes[a] != nodes[b]) return a == b;
    return ruleset_node_at(search->evaluation->ruleset, nodes[a])->kind != NODE_UNKNOWN;
}

static void add_change(Search *search, uint32_t index, bool wanted) {
    const PlanCriterion *criterion = &search->opened->plan->criteria[index];
    for (uint32_t i = 0; i < search->count; i++)
        if (is_same(search, search->changes[i].index, index) && search->changes[i].negated == !wanted) return;
    const char *label = plan_string(search->opened->plan, criterion->label);
    search->changes[search->count++] =
        (Change){.criterion = criterion,
                 .index = index,
                 .truth = evaluation_truth(search->evaluation, search->opened->nodes[index], search->record),
                 .negated = !wanted,
                 .can_change = can_change(search, index),
                 .label = wanted ? label : arena_format(search->arena, "not %s", label)};
}

static void take(Search *search, uint32_t index, bool wanted) {
    const PlanCriterion *criterion = &search->opened->plan->criteria[index];
    bool *taken = &search->taken[2 * (size_t)index + wanted];
    if (*taken || is_as_wanted(search, index, wanted)) return;
    *taken = true;
    if (!operator_is_combinator((Operator)criterion->op)) {
        add_change(search, index, wanted);
        return;
    }
    bool below = wanted != (criterion->op == OPERATOR_NONE);
    const Choice *choices = rank_children(search, criterion, wanted);
    for (uint32_t i = 0; i < needed(criterion, wanted); i++)
        take(search, choices[i].child, below);
}

static Truth suppose(Search *search, uint32_t index);

static Truth suppose_leaf(const Search *search, uint32_t index) {
    for (uint32_t i = 0; i < search->count; i++)
        if (is_same(search, search->changes[i].index, index))
            return search->changes[i].negated ? TRUTH_UNMET : TRUTH_MET;
    return evaluation_truth(search->evaluation, search->opened->nodes[index], search->record);
}

static Truth suppose_group(Search *search, const PlanCriterion *criterion) {
    uint32_t met = 0, unmet = 0;
    for (uint32_t i = 0; i < criterion->count; i++) {
        Truth truth = suppose(search, search->opened->plan->links[criterion->first + i]);
        met += truth == TRUTH_MET;
        unmet += truth == TRUTH_UNMET;
    }
    uint32_t for_it = criterion->op == OPERATOR_NONE ? unmet : met, against = met + unmet - for_it;
    if (for_it >= needed(criterion, true)) return TRUTH_MET;
    return against >= needed(criterion, false) ? TRUTH_UNMET : TRUTH_UNKNOWN;
}

static Truth suppose(Search *search, uint32_t index) {
    const PlanCriterion *criterion = &search->opened->plan->criteria[index];
    uint8_t *supposed = &search->supposed[index];
    if (*supposed == 0) {
        Truth truth = operator_is_combinator((Operator)criterion->op) ? suppose_group(search, criterion)
                                                                      : suppose_leaf(search, index);
        *supposed = (uint8_t)(1 + truth);
    }
    return (Truth)(*supposed - 1);
}

/* Those that people can do nothing about first. */
static void take_back(Search *search, uint32_t root, bool changeable) {
    for (uint32_t i = search->count; i-- > 0;) {
        Change change = search->changes[i];
        if (change.can_change != changeable) continue;
        search->changes[i] = search->changes[--search->count];
        memset(search->supposed, 0, (size_t)root + 1);
        if (suppose(search, root) == TRUTH_MET) continue;
        search->changes[search->count++] = search->changes[i];
        search->changes[i] = change;
    }
}

static int compare_changes(const void *a, const void *b) {
    const Change *x = a, *y = b;
    return (x->index > y->index) - (x->index < y->index);
}

uint32_t explain_change(const Evaluation *evaluation, uint32_t pack, uint32_t root, uint32_t record,
                        Arena *arena, Change **changes) {
    Search search = {.evaluation = evaluation,
                     .opened = &evaluation->ruleset->packs[pack],
                     .pack = pack,
                     .record = record,
                     .arena = arena};
    *changes = NULL;
    if (!is_as_wanted(&search, root, false)) return 0;
    search.costs = arena_allocate_array(arena, 2 * ((size_t)root + 1), sizeof *search.costs);
    search.taken = arena_allocate_array(arena, 2 * ((size_t)root + 1), sizeof *search.taken);
    search.changes = arena_allocate_array(arena, 2 * ((size_t)root + 1), sizeof *search.changes);
    search.supposed = arena_allocate(arena, (size_t)root + 1);
    take(&search, root, true);
    if (search.count <= MOST_TAKEN_BACK) {
        take_back(&search, root, false);
        take_back(&search, root, true);
    }
    if (search.count) qsort(search.changes, search.count, sizeof *search.changes, compare_changes);
    *changes = search.changes;
    return search.count;
}
