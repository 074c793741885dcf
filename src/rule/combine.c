/* Combinators: Kleene's strong three-valued logic, 64 records a word. */
#include "rule/evaluation.h"

#include <string.h>

/* `first` of the children decides as a conjunction does (all of them), `second` as a disjunction (one of
 * them). */
typedef struct Pair {
    uint64_t *all, *any;
} Pair;

static void take(Pair into, const uint64_t *all, const uint64_t *any, size_t words) {
    for (size_t w = 0; w < words; w++) {
        into.all[w] &= all[w];
        into.any[w] |= any[w];
    }
}

static void combine(const Space *space, const Node *node, Pair into, bool met_by_all) {
    for (uint32_t i = 0; i < node->count; i++) {
        const uint64_t *met = space_met(space, node->children[i]),
                       *unmet = space_unmet(space, node->children[i]);
        const uint64_t *all = met_by_all ? met : unmet, *any = met_by_all ? unmet : met;
        if (i == 0) {
            memcpy(into.all, all, space->words * sizeof *all);
            memcpy(into.any, any, space->words * sizeof *any);
        } else {
            take(into, all, any, space->words);
        }
    }
}

enum { PLANES = 32 }; /* counts have as many bits */

/* Counters for 64 records at once, one bit of each counter a plane. */
typedef struct Counters {
    uint64_t planes[PLANES];
    unsigned used;
} Counters;

static void count_word(Counters *counters, uint64_t ones) {
    for (unsigned p = 0; ones; p++) {
        if (p == counters->used) counters->planes[counters->used++] = 0;
        uint64_t carry = counters->planes[p] & ones;
        counters->planes[p] ^= ones;
        ones = carry;
    }
}

/* Which counters have reached `least`: from the lowest bit up, the higher one decides. */
static uint64_t reached(const Counters *counters, uint32_t least) {
    uint64_t result = ~UINT64_C(0);
    if (counters->used < PLANES && least >> counters->used) return 0;
    for (unsigned p = 0; p < counters->used; p++)
        result = least >> p & 1 ? counters->planes[p] & result : counters->planes[p] | result;
    return result;
}

static void combine_at_least(const Space *space, const Node *node, uint64_t *met, uint64_t *unmet) {
    for (size_t w = 0; w < space->words; w++) {
        Counters for_it = {.used = 0}, against = {.used = 0};
        for (uint32_t i = 0; i < node->count; i++) {
            count_word(&for_it, space_met(space, node->children[i])[w]);
            count_word(&against, space_unmet(space, node->children[i])[w]);
        }
        met[w] = reached(&for_it, node->threshold);
        unmet[w] = reached(&against, node->count - node->threshold + 1);
    }
}

void combine_evaluate(const Space *space, uint32_t number, const Node *node) {
    uint64_t *met = space_met(space, number), *unmet = space_unmet(space, number);
    switch (node->kind) {
    case NODE_ALL: combine(space, node, (Pair){.all = met, .any = unmet}, true); break;
    case NODE_ANY: combine(space, node, (Pair){.all = unmet, .any = met}, false); break;
    case NODE_NONE: combine(space, node, (Pair){.all = met, .any = unmet}, false); break;
    default: combine_at_least(space, node, met, unmet);
    }
}
