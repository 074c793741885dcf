/* The shared graph of criteria. Part of rule/ruleset.h, for this room alone.
 *
 * A node is a criterion in its plainest form: what differs only in words, in the order of its parts or in the
 * operator that was chosen is one node. Children have smaller numbers than their parents. */
#ifndef BERTH_RULE_GRAPH_H
#define BERTH_RULE_GRAPH_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/map.h"
#include "base/pattern.h"

#include <stdbool.h>
#include <stdint.h>

typedef enum NodeKind {
    NODE_UNKNOWN,  /* judgements, and comparisons with a rate that is not set yet: never decided */
    NODE_CHECK,    /* `check`: its bits come from a worker */
    NODE_ALL,      /* `children` */
    NODE_ANY,      /* `children` */
    NODE_NONE,     /* `children` */
    NODE_AT_LEAST, /* `threshold` of `children` */
    NODE_KNOWN,    /* `field` has a value */
    NODE_TRUTH,    /* boolean `field`: bit 0 of `accepts`: false meets it, bit 1: true does */
    NODE_RANGE,    /* 32-bit `field` from `low` to `high`, both included; none where low > high */
    NODE_LIST,     /* 32-bit `field` is one of `integers`, ascending */
    NODE_NUMBER,   /* number `field` from `number_low` to `number_high`, both included */
    NODE_NUMBERS,  /* number `field` is one of `numbers`, ascending */
    NODE_SET_ANY,  /* set `field` has a member in common with `integers` */
    NODE_SET_ALL,  /* set `field` has all of `integers` */
    NODE_SET_ONLY, /* set `field` has no other members than `integers` */
    NODE_PATTERN,  /* text `field` matches `pattern` */
    NODE_COMPARE,  /* `field` `relation` `other` */
    NODE_MEMBER,   /* `field` is a member of the set `other` */
    NODE_OVERLAP,  /* the sets `field` and `other` have a member in common */
    NODE_SUBSET    /* every member of the set `field` is one of the set `other` */
} NodeKind;

typedef enum Relation {
    RELATION_EQUAL,
    RELATION_AT_LEAST,
    RELATION_MORE,
    RELATION_AT_MOST,
    RELATION_LESS
} Relation;

/* What two compared fields are compared as. */
typedef enum Domain { DOMAIN_INTEGERS, DOMAIN_NUMBERS, DOMAIN_NAMES } Domain;

typedef struct Node {
    uint8_t kind;
    uint8_t reach;    /* REACH_… */
    uint8_t accepts;  /* NODE_TRUTH */
    uint8_t relation; /* NODE_COMPARE */
    uint8_t domain;   /* NODE_COMPARE */
    bool negated;     /* leaf: met and unmet change places */
    int32_t field, other;
    uint32_t check; /* in the ruleset's checks */
    uint32_t threshold;
    int32_t low, high;
    double number_low, number_high;
    uint32_t count;
    union {
        const void *items;
        const uint32_t *children;
        const int32_t *integers;
        const double *numbers;
        const char *text; /* the pattern's source, `count` bytes */
    };
    Pattern *pattern;
    const uint8_t
        *table; /* NODE_LIST of many: by value - integers[0], is it there? The last byte, past them all: no */
} Node;

enum {
    GRAPH_COMPARED_LIST = 8
}; /* a list of up to so many values is compared one by one: such loops vectorise */

typedef struct Graph {
    Arena *arena;
    Interner *keys; /* a node's number is its key's */
    Buffer key;
    Node *nodes;
    uint32_t count, capacity;
} Graph;

void graph_open(Graph *graph);
void graph_close(Graph *graph);

/* The number of the node that is equal to `node`, which is added where there is none. Its `count` items of
 * `size` bytes are copied; for lists of values they must be in order, each once. Children's order is the
 * graph's affair. */
uint32_t graph_add(Graph *graph, const Node *node, size_t size);

/* For qsort and bsearch over the values of a list. */
int graph_compare_integers(const void *a, const void *b);
int graph_compare_numbers(const void *a, const void *b);

/* Sorts the values and drops those that are there twice; returns how many are left. */
uint32_t graph_sort_integers(int32_t *values, uint32_t count);
uint32_t graph_sort_numbers(double *values, uint32_t count);

static inline bool node_is_combinator(const Node *node) {
    return node->kind >= NODE_ALL && node->kind <= NODE_AT_LEAST;
}

#endif
