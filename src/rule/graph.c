/* Hash-consing: a node's content is its key, and equal keys have one number. */
#include "rule/graph.h"

#include "base/buffer.h"
#include "base/memory.h"

#include <assert.h>

/* A list of more than GRAPH_COMPARED_LIST values is looked up in a table, if that has no more than
 * TABLED_SPAN bytes a value, and else searched. */
enum { FIRST_NODES = 64, TABLED_SPAN = 32 };

void graph_open(Graph *graph) {
    *graph = (Graph){.arena = arena_open(), .keys = interner_open()};
}

void graph_close(Graph *graph) {
    for (uint32_t i = 0; i < graph->count; i++)
        pattern_close(graph->nodes[i].pattern);
    free(graph->nodes);
    buffer_close(&graph->key);
    interner_close(graph->keys);
    arena_close(graph->arena);
}

int graph_compare_integers(const void *a, const void *b) {
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

int graph_compare_numbers(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static int compare_children(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

uint32_t graph_sort_integers(int32_t *values, uint32_t count) {
    uint32_t kept = 0;
    if (count) qsort(values, count, sizeof *values, graph_compare_integers);
    for (uint32_t i = 0; i < count; i++)
        if (kept == 0 || values[kept - 1] != values[i]) values[kept++] = values[i];
    return kept;
}

uint32_t graph_sort_numbers(double *values, uint32_t count) {
    uint32_t kept = 0;
    if (count) qsort(values, count, sizeof *values, graph_compare_numbers);
    for (uint32_t i = 0; i < count; i++)
        if (kept == 0 || graph_compare_numbers(&values[kept - 1], &values[i]) != 0)
            values[kept++] = values[i];
    return kept;
}

static uint32_t sort_children(uint32_t *children, uint32_t count, bool once) {
    uint32_t kept = 0;
    qsort(children, count, sizeof *children, compare_children);
    for (uint32_t i = 0; i < count; i++)
        if (!once || kept == 0 || children[kept - 1] != children[i]) children[kept++] = children[i];
    return kept;
}

/* One of n is "any", n of n is "all", and either of one thing is that thing. A child that is there twice
 * counts twice in "at least", and makes no difference elsewhere. */
static bool simplify(Node *node, uint32_t *children) {
    if (node->kind == NODE_AT_LEAST && node->threshold == 1) node->kind = NODE_ANY;
    if (node->kind == NODE_AT_LEAST && node->threshold == node->count) node->kind = NODE_ALL;
    if (node->kind != NODE_AT_LEAST) node->threshold = 0;
    node->count = sort_children(children, node->count, node->kind != NODE_AT_LEAST);
    return node->count == 1 && (node->kind == NODE_ALL || node->kind == NODE_ANY);
}

#define ADD_TO_KEY(key, member) buffer_add((key), (const char *)&(member), sizeof(member))

static void make_key(Buffer *key, const Node *node, const void *items, size_t bytes) {
    buffer_clear(key);
    ADD_TO_KEY(key, node->kind);
    ADD_TO_KEY(key, node->accepts);
    ADD_TO_KEY(key, node->relation);
    ADD_TO_KEY(key, node->domain);
    ADD_TO_KEY(key, node->negated);
    ADD_TO_KEY(key, node->field);
    ADD_TO_KEY(key, node->other);
    ADD_TO_KEY(key, node->check);
    ADD_TO_KEY(key, node->threshold);
    ADD_TO_KEY(key, node->low);
    ADD_TO_KEY(key, node->high);
    ADD_TO_KEY(key, node->number_low);
    ADD_TO_KEY(key, node->number_high);
    buffer_add(key, items, bytes);
}

static Node *new_node(Graph *graph) {
    if (graph->count == graph->capacity) {
        graph->capacity = graph->capacity ? graph->capacity * 2 : FIRST_NODES;
        graph->nodes = memory_resize(graph->nodes, graph->capacity * sizeof *graph->nodes);
    }
    return &graph->nodes[graph->count++];
}

static const uint8_t *make_table(Arena *arena, const Node *node) {
    if (node->kind != NODE_LIST || node->count <= GRAPH_COMPARED_LIST) return NULL;
    int64_t first = node->integers[0], span = node->integers[node->count - 1] - first + 1;
    if (span > (int64_t)node->count * TABLED_SPAN) return NULL;
    uint8_t *table = arena_allocate(arena, (size_t)span + 1);
    for (uint32_t i = 0; i < node->count; i++)
        table[node->integers[i] - first] = 1;
    return table;
}

/* The source was compiled when the plan was read, so it does again. */
static Pattern *make_pattern(const Node *node) {
    Error error = {0};
    if (node->kind != NODE_PATTERN) return NULL;
    Pattern *pattern = pattern_open(node->text, node->count, &error);
    assert(pattern);
    return pattern;
}

uint32_t graph_add(Graph *graph, const Node *node, size_t size) {
    Node copy = *node;
    if (node_is_combinator(node)) {
        uint32_t *children = arena_allocate_array(graph->arena, node->count, size);
        memcpy(children, node->children, node->count * size);
        bool is_child = simplify(&copy, children);
        if (is_child) return children[0];
        copy.children = children;
    }
    make_key(&graph->key, &copy, copy.items, copy.count * size);
    uint32_t number = (uint32_t)interner_add(graph->keys, graph->key.bytes, graph->key.length);
    if (number < graph->count) return number;
    if (copy.count) copy.items = arena_copy(graph->arena, copy.items, copy.count * size);
    copy.table = make_table(graph->arena, &copy);
    copy.pattern = make_pattern(&copy);
    *new_node(graph) = copy;
    return number;
}
