/* Explanation: the plan's criteria, as their author wrote them, beside the truths of their nodes.
 *
 * A criterion may be used in many places of another, so that there are more ways down than criteria: each is
 * looked at once. */
#include "rule/explain.h"

#include "rule/evaluation.h"

enum { FIRST_ITEMS = 8 };

typedef struct List {
    void *items;
    uint32_t count, capacity;
} List;

typedef struct Walk {
    const Evaluation *evaluation;
    const RulesetPack *opened;
    uint32_t pack, record;
    Arena *arena;
    List found;
    uint32_t round;
} Walk;

static void *add_item(Walk *walk, size_t size) {
    List *list = &walk->found;
    if (list->count == list->capacity) {
        list->capacity = list->capacity ? list->capacity * 2 : FIRST_ITEMS;
        void *items = arena_allocate_array(walk->arena, list->capacity, size);
        if (list->count) memcpy(items, list->items, list->count * size);
        list->items = items;
    }
    return (char *)list->items + list->count++ * size;
}

static Walk begin_walk(const Evaluation *evaluation, uint32_t pack, uint32_t record, Arena *arena) {
    return (Walk){.evaluation = evaluation,
                  .opened = &evaluation->ruleset->packs[pack],
                  .pack = pack,
                  .record = record,
                  .arena = arena,
                  .round = evaluation_next_round(evaluation)};
}

/* Is this the walk's first visit to the criterion, seen from this side? */
static bool is_first_visit(const Walk *walk, uint32_t criterion, bool negated) {
    uint32_t *mark = &walk->evaluation->seen[2 * (size_t)criterion + negated];
    if (*mark == walk->round) return false;
    *mark = walk->round;
    return true;
}

static const PlanCriterion *criterion_at(const Walk *walk, uint32_t index) {
    return &walk->opened->plan->criteria[index];
}

static uint32_t child_at(const Walk *walk, const PlanCriterion *criterion, uint32_t i) {
    return walk->opened->plan->links[criterion->first + i];
}

static Truth truth_of(const Walk *walk, uint32_t index, bool negated) {
    Truth truth = evaluation_truth(walk->evaluation, walk->opened->nodes[index], walk->record);
    if (!negated || truth == TRUTH_UNKNOWN) return truth;
    return truth == TRUTH_MET ? TRUTH_UNMET : TRUTH_MET;
}

static const char *label_of(const Walk *walk, const PlanCriterion *criterion, bool negated) {
    const char *label = plan_string(walk->opened->plan, criterion->label);
    return negated ? arena_format(walk->arena, "not %s", label) : label;
}

static void add_reason(Walk *walk, uint32_t index, bool negated) {
    const PlanCriterion *criterion = criterion_at(walk, index);
    Reason *reason = add_item(walk, sizeof *reason);
    *reason = (Reason){.plan = walk->opened->plan,
                       .criterion = criterion,
                       .index = index,
                       .truth = truth_of(walk, index, negated),
                       .negated = negated,
                       .label = label_of(walk, criterion, negated)};
    if (criterion->op == OPERATOR_CHECK && reason->truth == TRUTH_UNKNOWN)
        reason->failed = evaluation_failed(walk->evaluation, walk->opened->nodes[index], walk->record);
}

/* Does it take all of the children to meet it? What is negated is the other way round. */
static bool needs_all(const PlanCriterion *criterion, bool negated) {
    return criterion->count == 1 || (criterion->op == OPERATOR_ANY) == negated;
}

/* No child alone settles an alternative of which none is met: that is one reason. */
static bool is_one_reason(const PlanCriterion *criterion, bool negated, Truth truth) {
    if (!operator_is_combinator((Operator)criterion->op) || criterion->labelled) return true;
    if (criterion->op == OPERATOR_AT_LEAST_OF)
        return truth != TRUTH_UNKNOWN && (negated || truth == TRUTH_UNMET);
    return truth == TRUTH_UNMET && !needs_all(criterion, negated);
}

static void find_reasons(Walk *walk, uint32_t index, bool negated) {
    const PlanCriterion *criterion = criterion_at(walk, index);
    const Truth truth = truth_of(walk, index, negated);
    if (!is_first_visit(walk, index, negated)) return;
    if (is_one_reason(criterion, negated, truth)) {
        add_reason(walk, index, negated);
        return;
    }
    bool below = negated != (criterion->op == OPERATOR_NONE);
    for (uint32_t i = 0; i < criterion->count; i++) {
        uint32_t child = child_at(walk, criterion, i);
        if (truth_of(walk, child, below) == truth) find_reasons(walk, child, below);
    }
}

uint32_t explain_reasons(const Evaluation *evaluation, uint32_t pack, uint32_t root, uint32_t record,
                         Arena *arena, Reason **reasons) {
    Walk walk = begin_walk(evaluation, pack, record, arena);
    find_reasons(&walk, root, false);
    *reasons = walk.found.items;
    return walk.found.count;
}

static uint32_t add_field(int32_t *fields, uint32_t count, int32_t field) {
    for (uint32_t i = 0; i < count; i++)
        if (fields[i] == field) return count;
    fields[count] = field;
    return count + 1;
}

static uint32_t fields_of_check(const RulesetPack *opened, const PlanCheck *check, Arena *arena,
                                int32_t **fields) {
    uint32_t count = 0;
    *fields = arena_allocate_array(arena, check->read_count, sizeof **fields);
    for (uint32_t i = 0; i < check->read_count; i++)
        count = add_field(*fields, count, opened->fields[opened->plan->links[check->first_read + i]]);
    return count;
}

uint32_t explain_fields(const Ruleset *ruleset, uint32_t pack, uint32_t index, Arena *arena,
                        int32_t **fields) {
    const RulesetPack *opened = &ruleset->packs[pack];
    const PlanCriterion *criterion = &opened->plan->criteria[index];
    *fields = NULL;
    if (criterion->op == OPERATOR_CHECK)
        return fields_of_check(opened, &opened->plan->checks[criterion->field], arena, fields);
    if (criterion->op >= OPERATOR_LEAVES) return 0;
    *fields = arena_allocate_array(arena, 2, sizeof **fields);
    uint32_t count = add_field(*fields, 0, opened->fields[criterion->field]);
    bool has_other = criterion->op != OPERATOR_KNOWN && criterion->operand == OPERAND_FIELD;
    return has_other ? add_field(*fields, count, opened->fields[criterion->first]) : count;
}

static bool is_askable(const Walk *walk, int32_t field) {
    const Batch *batch = walk->evaluation->candidates.batch;
    if (!field_is_askable(&walk->evaluation->ruleset->dictionary->fields[field])) return false;
    const Column *column = &batch->columns[field];
    return !column->known ||
           !(bits_get(column->known, walk->record) || bits_get(column->declined, walk->record));
}

/* The fields of a criterion that could be asked for; keeps them at the front of `fields`. */
static uint32_t askable_fields(const Walk *walk, uint32_t index, int32_t **fields) {
    uint32_t count = explain_fields(walk->evaluation->ruleset, walk->pack, index, walk->arena, fields),
             kept = 0;
    /* What can't be decided by any answer (a rate or an edition that is not there yet) is not asked for. */
    if (ruleset_node_at(walk->evaluation->ruleset, walk->opened->nodes[index])->kind == NODE_UNKNOWN)
        return 0;
    for (uint32_t i = 0; i < count; i++)
        if (is_askable(walk, (*fields)[i])) (*fields)[kept++] = (*fields)[i];
    return kept;
}

/* Calls `visit` for every leaf, check and judgement that undecided criteria lead down to. `ask` is the
 * nearest question on the way: the criterion's own or that of a group it is in. */
static void visit_undecided(Walk *walk, uint32_t index, const char *ask,
                            void (*visit)(Walk *walk, uint32_t index, const char *ask)) {
    const PlanCriterion *criterion = criterion_at(walk, index);
    if (truth_of(walk, index, false) != TRUTH_UNKNOWN || !is_first_visit(walk, index, false)) return;
    if (criterion->ask) ask = plan_string(walk->opened->plan, criterion->ask);
    if (!operator_is_combinator((Operator)criterion->op)) {
        visit(walk, index, ask);
        return;
    }
    for (uint32_t i = 0; i < criterion->count; i++)
        visit_undecided(walk, child_at(walk, criterion, i), ask, visit);
}

static bool is_used(const Walk *walk, const char *text) {
    const Question *questions = walk->found.items;
    for (uint32_t i = 0; i < walk->found.count; i++)
        if (questions[i].text && strcmp(questions[i].text, text) == 0) return true;
    return false;
}

/* `ask`, where it is not NULL, is a criterion's; without one the text stays NULL for now. */
static void add_question(Walk *walk, int32_t field, const char *ask) {
    Question *questions = walk->found.items, *question = NULL;
    for (uint32_t i = 0; i < walk->found.count; i++)
        if (questions[i].field == field) question = &questions[i];
    if (ask && is_used(walk, ask)) ask = NULL; /* one group's question stands for one of its fields */
    if (!question) {
        question = add_item(walk, sizeof *question);
        question->field = field;
    }
    if (!question->text) question->text = ask;
}

static void ask_for_fields(Walk *walk, uint32_t index, const char *ask) {
    const Dictionary *dictionary = walk->evaluation->ruleset->dictionary;
    int32_t *fields;
    uint32_t count = askable_fields(walk, index, &fields);
    for (uint32_t i = 0; i < count; i++)
        add_question(walk, field_question(dictionary, fields[i]), count == 1 ? ask : NULL);
}

static const char *question_text(const Field *field, Arena *arena) {
    return field->ask ? field->ask : arena_format(arena, "Please tell us: %s", field->label);
}

static int compare_questions(const void *a, const void *b, void *fields) {
    const Question *x = a, *y = b;
    Sensitivity left = ((const Field *)fields)[x->field].sensitivity;
    Sensitivity right = ((const Field *)fields)[y->field].sensitivity;
    if (left != right) return left < right ? -1 : 1;
    return (x->field > y->field) - (x->field < y->field);
}

uint32_t explain_questions(const Evaluation *evaluation, uint32_t pack, uint32_t root, uint32_t record,
                           Arena *arena, Question **questions) {
    Field *fields = evaluation->ruleset->dictionary->fields;
    Walk walk = begin_walk(evaluation, pack, record, arena);
    visit_undecided(&walk, root, NULL, ask_for_fields);
    Question *found = walk.found.items;
    for (uint32_t i = 0; i < walk.found.count; i++)
        if (!found[i].text) found[i].text = question_text(&fields[found[i].field], arena);
    if (walk.found.count) qsort_r(found, walk.found.count, sizeof *found, compare_questions, fields);
    *questions = found;
    return walk.found.count;
}

static void add_open_point(Walk *walk, uint32_t index, const char *ask) {
    (void)ask;
    int32_t *fields;
    if (askable_fields(walk, index, &fields)) return;
    if (evaluation_failed(walk->evaluation, walk->opened->nodes[index], walk->record)) return;
    const char **label = add_item(walk, sizeof *label);
    *label = label_of(walk, criterion_at(walk, index), false);
}

uint32_t explain_open_points(const Evaluation *evaluation, uint32_t pack, uint32_t root, uint32_t record,
                             Arena *arena, const char ***labels) {
    Walk walk = begin_walk(evaluation, pack, record, arena);
    visit_undecided(&walk, root, NULL, add_open_point);
    *labels = walk.found.items;
    return walk.found.count;
}
