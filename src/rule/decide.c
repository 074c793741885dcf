/* Outcomes: what a rule's criterion leaves undecided, and why.
 *
 * An undecided criterion can still be changed by a leaf only if every criterion between them is undecided
 * too. So from the top down, a node is relevant for the records for which it is undecided and one of its
 * parents relevant; 64 records a word. In a criterion in which no field is looked at twice that is exact: for
 * such a leaf there are answers of all the others that leave the decision to it. */
#include "base/memory.h"
#include "rule/evaluation.h"

#include <endian.h>

static const char *const names[][OUTCOME_COUNT] = {
    [RULE_PROGRAMME] = {"not_running", "not_eligible", "error", "needs_information", "refer", "waiting",
                        "eligible"},
    [RULE_GUARANTEED_INTERVIEW] = {"not_running", "not_guaranteed", "error", "needs_information", "refer",
                                   "waiting", "guaranteed"},
    [RULE_SUPPORT_PLAN] = {"not_running", "not_offered", "error", "needs_information", "refer", "waiting",
                           "offered"},
};

const char *outcome_name(RuleKind kind, Outcome outcome) {
    return names[kind][outcome];
}

static uint64_t *relevant_of(const Evaluation *evaluation, uint32_t node) {
    return evaluation->relevant + node * evaluation->candidates.stride;
}

/* The bits of the field whose question stands for this one. */
static uint64_t *asked_of(Evaluation *evaluation, int32_t field) {
    uint64_t **asked = &evaluation->asked[field_question(evaluation->ruleset->dictionary, field)];
    if (!*asked) *asked = memory_allocate_array(evaluation->candidates.stride, sizeof **asked);
    return *asked;
}

static void ask(Evaluation *evaluation, int32_t field, const uint64_t *relevant) {
    if (field == FIELD_NONE) return;
    const Space *space = &evaluation->candidates;
    if (!field_is_askable(&evaluation->ruleset->dictionary->fields[field])) return;
    const Column *column = &space->batch->columns[field];
    uint64_t *asked = evaluation->asked ? asked_of(evaluation, field) : evaluation->asks;
    for (size_t w = 0; w < space->words; w++)
        asked[w] |= column->known ? relevant[w] & ~column->known[w] & ~column->declined[w] : relevant[w];
}

static void ask_reads(Evaluation *evaluation, uint32_t check, const uint64_t *relevant) {
    const RulesetPack *pack = &evaluation->ruleset->packs[evaluation->ruleset->checks[check].pack];
    const PlanCheck *plan = ruleset_plan_check(evaluation->ruleset, check);
    for (uint32_t i = 0; i < plan->read_count; i++)
        ask(evaluation, pack->fields[pack->plan->links[plan->first_read + i]], relevant);
}

static void note_failures(Evaluation *evaluation, uint32_t check, const uint64_t *relevant) {
    const Space *space = &evaluation->candidates;
    const uint64_t *failed = evaluation->failed + check * space->stride;
    for (size_t w = 0; w < space->words; w++)
        evaluation->errs[w] |= relevant[w] & failed[w];
}

/* `from`: where the parent is relevant; NULL for the root, whose undecided records all are. */
static bool reach(Evaluation *evaluation, uint32_t node, const uint64_t *from) {
    const Space *space = &evaluation->candidates;
    const uint64_t *met = space_met(space, node), *unmet = space_unmet(space, node);
    uint64_t *relevant = relevant_of(evaluation, node), any = 0;
    bool is_pending = bits_get(evaluation->pending, node);
    for (size_t w = 0; w < space->words; w++) {
        uint64_t undecided = (from ? from[w] : space_full(space, w)) & ~(met[w] | unmet[w]);
        relevant[w] = is_pending ? relevant[w] | undecided : undecided;
        any |= undecided;
    }
    if (any) bits_set(evaluation->pending, node);
    return any;
}

static void look_at(Evaluation *evaluation, uint32_t number) {
    const Node *node = ruleset_node_at(evaluation->ruleset, number);
    const uint64_t *relevant = relevant_of(evaluation, number);
    if (node_is_combinator(node)) {
        for (uint32_t i = 0; i < node->count; i++)
            reach(evaluation, node->children[i], relevant);
    } else if (node->kind == NODE_CHECK) {
        ask_reads(evaluation, node->check, relevant);
        note_failures(evaluation, node->check, relevant);
    } else {
        ask(evaluation, node->field, relevant);
        ask(evaluation, node->other, relevant);
    }
}

bool decide_gaps(Evaluation *evaluation, uint32_t root) {
    const Space *space = &evaluation->candidates;
    if (!reach(evaluation, root, NULL)) return false;
    memset(evaluation->asks, 0, space->words * sizeof *evaluation->asks);
    memset(evaluation->errs, 0, space->words * sizeof *evaluation->errs);
    /* Parents have larger numbers than their children, so from the root down each node is complete when it is
     * reached. */
    for (size_t w = root / BITS_WORD + 1; w-- > 0;) {
        while (evaluation->pending[w]) {
            unsigned bit = BITS_WORD - 1 - (unsigned)__builtin_clzll(evaluation->pending[w]);
            evaluation->pending[w] &= ~(UINT64_C(1) << bit);
            look_at(evaluation, (uint32_t)(w * BITS_WORD + bit));
        }
    }
    return true;
}

/* Eight bits as eight bytes of 0 or 1: each byte keeps its own bit, and a bit that is set carries into the
 * byte's top. */
static uint64_t spread(uint64_t bits) {
    uint64_t own = (bits & 0xFF) * UINT64_C(0x0101010101010101) & UINT64_C(0x8040201008040201);
    return (own + UINT64_C(0x7F7F7F7F7F7F7F7F)) >> 7 & UINT64_C(0x0101010101010101);
}

/* One outcome a record; `met` and `unmet` are disjoint, so the bytes never add up. */
static void write_decided(uint64_t met, uint64_t unmet, uint8_t *out) {
    for (unsigned shift = 0; shift < BITS_WORD; shift += 8, out += 8) {
        uint64_t bytes =
            htole64(spread(met >> shift) * OUTCOME_GRANTED + spread(unmet >> shift) * OUTCOME_REFUSED);
        memcpy(out, &bytes, sizeof bytes);
    }
}

static void write_undecided(uint64_t undecided, uint64_t errs, uint64_t asks, uint8_t *out) {
    for (; undecided; undecided &= undecided - 1) {
        unsigned bit = (unsigned)__builtin_ctzll(undecided);
        bool err = errs >> bit & 1, asked = asks >> bit & 1;
        out[bit] = err ? OUTCOME_ERROR : asked ? OUTCOME_NEEDS_INFORMATION : OUTCOME_REFER;
    }
}

static void decide(Evaluation *evaluation, uint32_t root, uint8_t *out) {
    const Space *space = &evaluation->candidates;
    const uint64_t *met = space_met(space, root), *unmet = space_unmet(space, root);
    bool has_gaps = decide_gaps(evaluation, root);
    for (size_t w = 0; w < space->words; w++, out += BITS_WORD) {
        write_decided(met[w], unmet[w], out);
        if (!has_gaps) continue;
        uint64_t undecided = space_full(space, w) & ~(met[w] | unmet[w]);
        write_undecided(undecided, evaluation->errs[w], evaluation->asks[w], out);
    }
}

static void decide_running(Evaluation *evaluation, const Rule *rule, uint32_t root, uint8_t *out) {
    if (!rule->running)
        memset(out, OUTCOME_NOT_RUNNING, evaluation->candidates.batch->count);
    else if (root == PLAN_NONE)
        memset(out, OUTCOME_GRANTED, evaluation->candidates.batch->count);
    else
        decide(evaluation, root, out);
}

const uint8_t *evaluation_outcomes(Evaluation *evaluation, uint32_t rule) {
    const Rule *decided = &evaluation->ruleset->rules[rule];
    uint8_t *out = evaluation->outcomes + (size_t)rule * evaluation->capacity;
    decide_running(evaluation, decided, decided->who, out);
    return out;
}

const uint8_t *evaluation_offer(Evaluation *evaluation, uint32_t rule, uint32_t offer) {
    const Ruleset *ruleset = evaluation->ruleset;
    const Rule *decided = &ruleset->rules[rule];
    uint32_t when = decided->plan->offers[offer].when;
    uint8_t *out = evaluation->outcomes + (size_t)ruleset->rule_count * evaluation->capacity;
    uint32_t root = when == PLAN_NONE ? PLAN_NONE : ruleset->packs[decided->pack].nodes[when];
    decide_running(evaluation, decided, root, out);
    return out;
}

void evaluation_asked(Evaluation *evaluation, uint32_t rule,
                      void (*visit)(void *context, int32_t field, const uint64_t *records), void *context) {
    const Rule *decided = &evaluation->ruleset->rules[rule];
    uint32_t fields = evaluation->ruleset->dictionary->count;
    if (!decided->running || decided->who == PLAN_NONE) return;
    uint64_t **asked = memory_allocate_array(fields, sizeof *asked);
    evaluation->asked = asked;
    decide_gaps(evaluation, decided->who);
    evaluation->asked = NULL;
    for (uint32_t i = 0; i < fields; i++) {
        if (!asked[i]) continue;
        visit(context, (int32_t)i, asked[i]);
        free(asked[i]);
    }
    free(asked);
}

/* One record, from the top down, in the same way. */
bool evaluation_failed(const Evaluation *evaluation, uint32_t root, uint32_t record) {
    const Ruleset *ruleset = evaluation->ruleset;
    bits_set(evaluation->pending, root);
    bool failed = false;
    for (size_t w = root / BITS_WORD + 1; w-- > 0;) {
        while (evaluation->pending[w]) {
            unsigned bit = BITS_WORD - 1 - (unsigned)__builtin_clzll(evaluation->pending[w]);
            uint32_t number = (uint32_t)(w * BITS_WORD + bit);
            const Node *node = ruleset_node_at(ruleset, number);
            evaluation->pending[w] &= ~(UINT64_C(1) << bit);
            if (evaluation_truth(evaluation, number, record) != TRUTH_UNKNOWN) continue;
            if (node->kind == NODE_CHECK)
                failed |= bits_get(evaluation->failed + node->check * evaluation->candidates.stride, record);
            for (uint32_t i = 0; node_is_combinator(node) && i < node->count; i++)
                bits_set(evaluation->pending, node->children[i]);
        }
    }
    return failed;
}
