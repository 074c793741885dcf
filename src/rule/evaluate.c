/* The order of things: what depends on vacancies alone once, on candidates once a batch, on both once a pair.
 */
#include "rule/evaluate.h"

#include "base/memory.h"
#include "rule/evaluation.h"

const char *truth_name(Truth truth) {
    switch (truth) {
    case TRUTH_MET: return "met";
    case TRUTH_UNMET: return "unmet";
    case TRUTH_UNKNOWN: break;
    }
    return "unknown";
}

static void add_node(NodeList *list, uint32_t node, uint32_t most) {
    if (!list->nodes) list->nodes = memory_allocate_array(most, sizeof *list->nodes);
    list->nodes[list->count++] = node;
}

static void list_nodes(Evaluation *evaluation) {
    const Graph *graph = &evaluation->ruleset->graph;
    for (uint32_t i = 0; i < graph->count; i++) {
        switch (graph->nodes[i].reach) {
        case 0:
            break; /* a judgement is never decided, and so is what is made of judgements: zeros stand for it
                    */
        case REACH_CANDIDATE: add_node(&evaluation->candidate_nodes, i, graph->count); break;
        case REACH_VACANCY: add_node(&evaluation->vacancy_nodes, i, graph->count); break;
        default: add_node(&evaluation->pair_nodes, i, graph->count);
        }
    }
}

/* The nodes of vacancies alone that are part of what is decided about a pair. */
static void list_shown_nodes(Evaluation *evaluation) {
    const Ruleset *ruleset = evaluation->ruleset;
    const Graph *graph = &ruleset->graph;
    bool *is_part = memory_allocate_array(graph->count, sizeof *is_part);
    for (uint32_t i = 0; i < ruleset->rule_count; i++)
        if (ruleset->rules[i].kind == RULE_GUARANTEED_INTERVIEW) is_part[ruleset->rules[i].who] = true;
    for (uint32_t i = graph->count; i-- > 0;) {
        const Node *node = &graph->nodes[i];
        is_part[i] |= node->reach == (REACH_CANDIDATE | REACH_VACANCY);
        if (!is_part[i]) continue;
        if (node->reach == REACH_VACANCY) add_node(&evaluation->shown_nodes, i, graph->count);
        for (uint32_t j = 0; node_is_combinator(node) && j < node->count; j++)
            is_part[node->children[j]] = true;
    }
    free(is_part);
}

static void evaluate_node(Evaluation *evaluation, const Space *space, uint32_t number) {
    const Node *node = ruleset_node_at(evaluation->ruleset, number);
    if (node->kind == NODE_CHECK) return;
    if (node_is_combinator(node))
        combine_evaluate(space, number, node);
    else if (node->kind >= NODE_COMPARE)
        relation_evaluate(evaluation, space, number);
    else
        leaf_evaluate(evaluation, space, number);
}

static void open_space(const Evaluation *evaluation, Space *space, uint32_t records) {
    const Ruleset *ruleset = evaluation->ruleset;
    space->stride = bits_words(records);
    space->bits =
        memory_allocate_array((size_t)ruleset->graph.count * 2 * space->stride, sizeof *space->bits);
    space->scratch = memory_allocate_array(2 * space->stride, sizeof *space->scratch);
    space->spread = memory_allocate_array(ruleset->dictionary->count, sizeof *space->spread);
    space->room = memory_allocate_array(ruleset->dictionary->count, sizeof *space->room);
}

static void close_space(const Evaluation *evaluation, Space *space) {
    for (uint32_t i = 0; space->room && i < evaluation->ruleset->dictionary->count; i++)
        free(space->room[i]);
    free(space->room);
    free(space->spread);
    free(space->scratch);
    free(space->bits);
}

static void begin_space(Space *space, const Batch *batch) {
    space->batch = batch;
    space->words = bits_words(batch->count);
    for (uint32_t i = 0; i < batch->dictionary->count; i++) {
        const Column *column = &batch->columns[i];
        if (!column->upper) continue;
        if (!space->room[i]) space->room[i] = memory_allocate_array(space->stride, sizeof *space->room[i]);
        bool is_spread = leaf_find_spread(column, space->words, space->room[i]);
        space->spread[i] = is_spread ? space->room[i] : NULL;
    }
}

/* A worker wrote these bits: what can't be is dropped, so that nothing later has to look. */
static void settle_check(const Evaluation *evaluation, const Space *space, uint32_t check, uint64_t *failed) {
    const RulesetCheck *settled = &evaluation->ruleset->checks[check];
    const RulesetPack *pack = &evaluation->ruleset->packs[settled->pack];
    const PlanCheck *plan = ruleset_plan_check(evaluation->ruleset, check);
    uint64_t *met = space_met(space, settled->node), *unmet = space_unmet(space, settled->node);
    for (size_t w = 0; w < space->words; w++) {
        uint64_t called = space_full(space, w);
        for (uint32_t i = 0; i < plan->read_count; i++) {
            int32_t field = pack->fields[pack->plan->links[plan->first_read + i]];
            const Field *read = &evaluation->ruleset->dictionary->fields[field];
            const uint64_t *known = space->batch->columns[field].known;
            if (read->subject == space->batch->subject)
                called &= known ? known[w] : 0;
            else if (evaluation_is_gap(evaluation, field))
                called = 0;
        }
        met[w] &= called;
        unmet[w] &= called & ~met[w];
        failed[w] &= called & ~(met[w] | unmet[w]);
    }
}

static uint64_t *failed_of(const Evaluation *evaluation, uint32_t check) {
    return evaluation->failed + check * evaluation->candidates.stride;
}

static void settle_checks(Evaluation *evaluation, unsigned reach) {
    for (uint32_t i = 0; i < evaluation->ruleset->check_count; i++)
        if (evaluation->ruleset->checks[i].reach == reach)
            settle_check(evaluation, &evaluation->candidates, i, failed_of(evaluation, i));
}

static void clear_checks(Evaluation *evaluation, unsigned reach) {
    const Space *space = &evaluation->candidates;
    for (uint32_t i = 0; i < evaluation->ruleset->check_count; i++) {
        if (evaluation->ruleset->checks[i].reach != reach) continue;
        CheckBits bits = evaluation_check(evaluation, i);
        memset(bits.met, 0, space->stride * sizeof *bits.met);
        memset(bits.unmet, 0, space->stride * sizeof *bits.unmet);
        memset(bits.failed, 0, space->stride * sizeof *bits.failed);
    }
}

static void take_vacancy_checks(Evaluation *evaluation) {
    const Space *space = &evaluation->vacancies;
    for (uint32_t i = 0; i < evaluation->ruleset->check_count; i++) {
        const RulesetCheck *check = &evaluation->ruleset->checks[i];
        if (check->reach != REACH_VACANCY || !evaluation->vacancy_checks) continue;
        const CheckBits *bits = &evaluation->vacancy_checks[i];
        if (!bits->met) continue;
        memcpy(space_met(space, check->node), bits->met, space->words * sizeof *bits->met);
        memcpy(space_unmet(space, check->node), bits->unmet, space->words * sizeof *bits->unmet);
        settle_check(evaluation, space, i, bits->failed);
    }
}

static void evaluate_vacancies(Evaluation *evaluation, const Batch *vacancies) {
    Space *space = &evaluation->vacancies;
    open_space(evaluation, space, vacancies->count);
    begin_space(space, vacancies);
    take_vacancy_checks(evaluation);
    for (uint32_t i = 0; i < evaluation->vacancy_nodes.count; i++)
        evaluate_node(evaluation, space, evaluation->vacancy_nodes.nodes[i]);
}

Evaluation *evaluation_open(const Ruleset *ruleset, const Batch *vacancies, const CheckBits *vacancy_checks) {
    Evaluation *evaluation = memory_allocate(sizeof *evaluation);
    evaluation->ruleset = ruleset;
    evaluation->vacancy_checks = vacancy_checks;
    evaluation->chosen = -1;
    for (unsigned i = 0; i < 2; i++)
        evaluation->verdicts[i].memos = memory_allocate_array(ruleset->graph.count, sizeof(Memo));
    evaluation->memos = evaluation->verdicts[0].memos;
    evaluation->pending =
        memory_allocate_array(bits_words(ruleset->graph.count), sizeof *evaluation->pending);
    for (uint32_t i = 0; i < ruleset->pack_count; i++)
        if (evaluation->seen_count < 2 * (size_t)ruleset->packs[i].plan->criteria_count)
            evaluation->seen_count = 2 * (size_t)ruleset->packs[i].plan->criteria_count;
    evaluation->seen = memory_allocate_array(evaluation->seen_count + 1, sizeof *evaluation->seen);
    list_nodes(evaluation);
    list_shown_nodes(evaluation);
    if (vacancies) evaluate_vacancies(evaluation, vacancies);
    return evaluation;
}

static void close_records(Evaluation *evaluation) {
    close_space(evaluation, &evaluation->candidates);
    free(evaluation->failed);
    free(evaluation->relevant);
    free(evaluation->asks);
    free(evaluation->errs);
    free(evaluation->outcomes);
}

static void close_verdicts(const Evaluation *evaluation, Verdicts *verdicts) {
    for (uint32_t i = 0; i < evaluation->ruleset->graph.count; i++)
        free(verdicts->memos[i].verdicts);
    free(verdicts->memos);
}

void evaluation_close(Evaluation *evaluation) {
    if (!evaluation) return;
    close_records(evaluation);
    close_space(evaluation, &evaluation->vacancies);
    for (unsigned i = 0; i < 2; i++)
        close_verdicts(evaluation, &evaluation->verdicts[i]);
    free(evaluation->pending);
    free(evaluation->candidate_nodes.nodes);
    free(evaluation->vacancy_nodes.nodes);
    free(evaluation->pair_nodes.nodes);
    free(evaluation->shown_nodes.nodes);
    free(evaluation->fixed);
    free(evaluation->seen);
    free(evaluation);
}

static void make_room(Evaluation *evaluation, uint32_t records) {
    const Ruleset *ruleset = evaluation->ruleset;
    if (records <= evaluation->capacity) return;
    close_records(evaluation);
    evaluation->capacity = (uint32_t)bits_words(records) * BITS_WORD;
    open_space(evaluation, &evaluation->candidates, records);
    size_t stride = evaluation->candidates.stride;
    evaluation->failed = memory_allocate_array(ruleset->check_count * stride, sizeof(uint64_t));
    evaluation->relevant = memory_allocate_array(ruleset->graph.count * stride, sizeof(uint64_t));
    evaluation->asks = memory_allocate_array(stride, sizeof(uint64_t));
    evaluation->errs = memory_allocate_array(stride, sizeof(uint64_t));
    evaluation->outcomes = memory_allocate_array((size_t)ruleset->rule_count + 1, evaluation->capacity);
}

/* What is known of the batch's values already, or a clean slate in the place of the batch that was not the
 * last one. */
static Verdicts *verdicts_of(Evaluation *evaluation, const Batch *batch) {
    Verdicts *both = evaluation->verdicts;
    for (unsigned i = 0; i < 2; i++)
        if (both[i].batch == batch) return &both[i];
    bool is_first_in_hand = both[0].batch && evaluation->memos == both[0].memos;
    return &both[is_first_in_hand];
}

static void choose_verdicts(Evaluation *evaluation, const Batch *batch) {
    Verdicts *verdicts = verdicts_of(evaluation, batch);
    evaluation->memos = verdicts->memos;
    if (verdicts->batch == batch && verdicts->generation == batch->generation) return;
    verdicts->batch = batch;
    verdicts->generation = batch->generation;
    for (uint32_t i = 0; i < evaluation->ruleset->graph.count; i++) {
        Memo *memo = &verdicts->memos[i];
        memo->done = 0;
        if (memo->verdicts) memset(memo->verdicts, 0, memo->capacity);
    }
}

void evaluation_begin(Evaluation *evaluation, const Batch *batch) {
    make_room(evaluation, batch->capacity);
    choose_verdicts(evaluation, batch);
    evaluation->chosen = -1;
    begin_space(&evaluation->candidates, batch);
    clear_checks(evaluation, REACH_CANDIDATE);
    clear_checks(evaluation, REACH_CANDIDATE | REACH_VACANCY);
}

CheckBits evaluation_check(Evaluation *evaluation, uint32_t check) {
    uint32_t node = evaluation->ruleset->checks[check].node;
    return (CheckBits){.met = space_met(&evaluation->candidates, node),
                       .unmet = space_unmet(&evaluation->candidates, node),
                       .failed = failed_of(evaluation, check)};
}

void evaluation_candidates(Evaluation *evaluation) {
    settle_checks(evaluation, REACH_CANDIDATE);
    for (uint32_t i = 0; i < evaluation->candidate_nodes.count; i++)
        evaluate_node(evaluation, &evaluation->candidates, evaluation->candidate_nodes.nodes[i]);
}

static Truth truth_in(const Space *space, uint32_t node, uint32_t record) {
    if (bits_get(space_met(space, node), record)) return TRUTH_MET;
    return bits_get(space_unmet(space, node), record) ? TRUTH_UNMET : TRUTH_UNKNOWN;
}

uint32_t evaluation_next_round(const Evaluation *evaluation) {
    uint32_t *round = &evaluation->seen[evaluation->seen_count];
    if (++*round == 0) {
        memset(evaluation->seen, 0, evaluation->seen_count * sizeof *evaluation->seen);
        *round = 1;
    }
    return *round;
}

Truth evaluation_covers(const Evaluation *evaluation, uint32_t rule, uint32_t vacancy) {
    uint32_t node = evaluation->ruleset->rules[rule].vacancies;
    return node == PLAN_NONE ? TRUTH_MET : truth_in(&evaluation->vacancies, node, vacancy);
}

bool evaluation_is_gap(const Evaluation *evaluation, int32_t field) {
    if (evaluation->chosen < 0) return true;
    size_t row = (size_t)evaluation->chosen;
    return !(space_decidable(&evaluation->vacancies, field, row / BITS_WORD) >> (row % BITS_WORD) & 1);
}

static void fill(const Space *space, uint64_t *bits, bool value) {
    for (size_t w = 0; w < space->words; w++)
        bits[w] = value ? space_full(space, w) : 0;
}

/* The chosen vacancy's truth, for every candidate. */
static void show_vacancy_node(Evaluation *evaluation, uint32_t number) {
    const Space *space = &evaluation->candidates;
    const Node *node = ruleset_node_at(evaluation->ruleset, number);
    uint32_t row = (uint32_t)evaluation->chosen;
    Truth truth = truth_in(&evaluation->vacancies, number, row);
    fill(space, space_met(space, number), truth == TRUTH_MET);
    fill(space, space_unmet(space, number), truth == TRUTH_UNMET);
    if (node->kind != NODE_CHECK || !evaluation->vacancy_checks) return;
    const uint64_t *failed = evaluation->vacancy_checks[node->check].failed;
    fill(space, failed_of(evaluation, node->check), failed && bits_get(failed, row));
}

void evaluation_vacancy(Evaluation *evaluation, uint32_t vacancy) {
    evaluation->chosen = vacancy;
    clear_checks(evaluation, REACH_CANDIDATE | REACH_VACANCY);
}

void evaluation_pairs(Evaluation *evaluation) {
    settle_checks(evaluation, REACH_CANDIDATE | REACH_VACANCY);
    for (uint32_t i = 0; i < evaluation->shown_nodes.count; i++)
        show_vacancy_node(evaluation, evaluation->shown_nodes.nodes[i]);
    for (uint32_t i = 0; i < evaluation->pair_nodes.count; i++)
        evaluate_node(evaluation, &evaluation->candidates, evaluation->pair_nodes.nodes[i]);
}

Truth evaluation_truth(const Evaluation *evaluation, uint32_t node, uint32_t record) {
    if (ruleset_node_at(evaluation->ruleset, node)->reach != REACH_VACANCY)
        return truth_in(&evaluation->candidates, node, record);
    if (evaluation->chosen < 0) return TRUTH_UNKNOWN;
    return truth_in(&evaluation->vacancies, node, (uint32_t)evaluation->chosen);
}

const Ruleset *evaluation_ruleset(const Evaluation *evaluation) {
    return evaluation->ruleset;
}

const Batch *evaluation_batch(const Evaluation *evaluation) {
    return evaluation->candidates.batch;
}

const Batch *evaluation_vacancies(const Evaluation *evaluation) {
    return evaluation->vacancies.batch;
}
