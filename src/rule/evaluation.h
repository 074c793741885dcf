/* What an evaluation is made of. Part of rule/evaluate.h, for this room alone. */
#ifndef BERTH_RULE_EVALUATION_H
#define BERTH_RULE_EVALUATION_H

#include "rule/evaluate.h"
#include "rule/inside.h"

/* The records that nodes are evaluated over: a batch of candidates, or all vacancies. */
typedef struct Space {
    const Batch *batch;
    size_t words;      /* of a bitmap, as far as it is used */
    size_t stride;     /* from one bitmap to the next */
    uint64_t *bits;    /* of each node met, then unmet */
    uint64_t *scratch; /* two bitmaps */
    uint64_t **spread; /* by field: bit r: a derived value is one of two; NULL where no record's is */
    uint64_t **room;   /* by field: where `spread` may point */
} Space;

/* What a leaf has decided about the distinct values of a column, by the value's number. */
typedef struct Memo {
    uint8_t *verdicts;
    uint32_t done, capacity;
} Memo;

/* The memos of one batch. There are those of two, because one batch may be filled while another is evaluated.
 */
typedef struct Verdicts {
    const Batch *batch;
    uint32_t generation; /* of the batch, when they were begun */
    Memo *memos;         /* by node */
} Verdicts;

/* Nodes in ascending order, so children first. */
typedef struct NodeList {
    uint32_t *nodes;
    uint32_t count;
} NodeList;

struct Evaluation {
    const Ruleset *ruleset;
    Space candidates, vacancies;
    const CheckBits *vacancy_checks;
    int64_t chosen;
    uint32_t capacity; /* records that there is room for */
    Memo *memos;       /* by node: those of the batch in hand */
    Verdicts verdicts[2];
    NodeList candidate_nodes, vacancy_nodes, pair_nodes;
    NodeList shown_nodes; /* of vacancies alone, in what is decided about a pair: its constants */
    uint64_t *failed;     /* a bitmap a check */
    uint64_t *relevant;   /* a bitmap a node: where it can still change what is being decided */
    uint64_t *pending;    /* a bit a node: reached, and not looked at yet */
    uint64_t *asks,
        *errs;         /* one bitmap each: something to ask, a check that raised, is among what is relevant */
    uint64_t **asked;  /* by field: whom it could be asked; NULL but while evaluation_asked looks for it */
    uint8_t *outcomes; /* `capacity` a rule, then `capacity` for offers */
    int32_t *fixed;    /* a vacancy's names as the candidates' batch numbers them */
    uint32_t fixed_capacity;
    uint32_t *seen;    /* two marks a criterion of any pack, and the last round's number, for explanations */
    size_t seen_count; /* of the marks */
};

static inline uint64_t *space_met(const Space *space, uint32_t node) {
    return space->bits + (size_t)node * 2 * space->stride;
}

static inline uint64_t *space_unmet(const Space *space, uint32_t node) {
    return space_met(space, node) + space->stride;
}

static inline uint64_t space_full(const Space *space, size_t word) {
    return bits_full_word(word, space->batch->count);
}

/* Where a field's value, or one of its two possible values, is there. */
static inline uint64_t space_decidable(const Space *space, int32_t field, size_t word) {
    const uint64_t *known = space->batch->columns[field].known, *spread = space->spread[field];
    return (known ? known[word] : 0) | (spread ? spread[word] : 0);
}

/* leaf.c: a leaf over one field. */
void leaf_evaluate(Evaluation *evaluation, const Space *space, uint32_t node);

/* Where a derived column's two possible values differ; false where nowhere. */
bool leaf_find_spread(const Column *column, size_t words, uint64_t *spread);

/* Makes room for the verdicts of `count` values; new ones are 0. */
void memo_reserve(Memo *memo, uint32_t count);

/* relation.c: a leaf that compares two fields. */
void relation_evaluate(Evaluation *evaluation, const Space *space, uint32_t node);

/* combine.c */
void combine_evaluate(const Space *space, uint32_t number, const Node *node);

/* decide.c: sets `asks` and `errs` for the records that `node` leaves undecided; false where it leaves none.
 */
bool decide_gaps(Evaluation *evaluation, uint32_t node);

/* A number that no mark in `seen` has yet. */
uint32_t evaluation_next_round(const Evaluation *evaluation);

/* The chosen vacancy's value is unknown, or there is none chosen. */
bool evaluation_is_gap(const Evaluation *evaluation, int32_t vacancy_field);

#endif
