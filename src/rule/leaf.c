/* Leaves over one field: a loop over a column, without branches, so that the compiler can make it a vector
 * loop.
 *
 * What is compared leaves a mask in the value's lane, of which the record's own bit is kept; lanes are joined
 * by "or" once in 32 records. What is looked up a record at a time leaves a byte of 0 or 1, and bytes are
 * packed 64 at a time. */
#include "rule/evaluation.h"

#include "base/memory.h"

#include <endian.h>

enum { HALF = BITS_WORD / 2, FLAGS = 8 /* bytes that are packed at once */ };

#define BITS_4(n) UINT32_C(1) << (n), UINT32_C(2) << (n), UINT32_C(4) << (n), UINT32_C(8) << (n)
static const uint32_t BITS[HALF] = {BITS_4(0),  BITS_4(4),  BITS_4(8),  BITS_4(12),
                                    BITS_4(16), BITS_4(20), BITS_4(24), BITS_4(28)};

/* Sets each word of `out` to the records for which `holds` is true of `x`, an element of `values`. */
#define TEST_VALUES(values, words, out, x, holds)                                                            \
    for (size_t half_ = 0; half_ < 2 * (words); half_++) {                                                   \
        uint32_t bits_ = 0;                                                                                  \
        for (unsigned i_ = 0; i_ < HALF; i_++) {                                                             \
            const int32_t x = (values)[half_ * HALF + i_];                                                   \
            bits_ |= (holds) ? BITS[i_] : 0;                                                                 \
        }                                                                                                    \
        (out)[half_ / 2] = half_ % 2 ? (out)[half_ / 2] | (uint64_t)bits_ << HALF : bits_;                   \
    }

static void test_equal(const int32_t *values, size_t words, int32_t value, uint64_t *out) {
    TEST_VALUES(values, words, out, x, x == value)
}

/* Moved so that `low` becomes the lowest number that there is, the range is what is not above its other end.
 */
static void test_range(const int32_t *values, size_t words, int32_t low, int32_t high, uint64_t *out) {
    const uint32_t shift = (uint32_t)INT32_MIN - (uint32_t)low;
    const int32_t last = (int32_t)((uint32_t)high + shift);
    if (low > high)
        memset(out, 0, words * sizeof *out);
    else
        TEST_VALUES(values, words, out, x, (int32_t)((uint32_t)x + shift) <= last)
}

/* A short list is compared four values at a time; the last ones may be there twice. */
static void test_few(const int32_t *values, size_t words, const Node *node, uint64_t *out,
                     uint64_t *scratch) {
    const int32_t *list = node->integers;
    const uint32_t last = node->count - 1;
    for (uint32_t k = 0; k <= last; k += 4) {
        const int32_t a = list[k], b = list[k + 1 < last ? k + 1 : last];
        const int32_t c = list[k + 2 < last ? k + 2 : last], d = list[k + 3 < last ? k + 3 : last];
        uint64_t *found = k == 0 ? out : scratch;
        TEST_VALUES(values, words, found, x, (x == a) | (x == b) | (x == c) | (x == d))
        for (size_t w = 0; k > 0 && w < words; w++)
            out[w] |= scratch[w];
    }
}

/* Bit i of the result is byte i. The product has byte i's bit at 56 + i, and no two bits in one place. */
static uint64_t pack(const uint8_t flags[BITS_WORD]) {
    uint64_t word = 0;
    for (unsigned i = 0; i < BITS_WORD / FLAGS; i++) {
        uint64_t bytes;
        memcpy(&bytes, flags + FLAGS * i, sizeof bytes);
        word |= le64toh(bytes) * UINT64_C(0x0102040810204080) >> 56 << FLAGS * i;
    }
    return word;
}

static void test_table(const int32_t *values, size_t words, const Node *node, uint64_t *out) {
    uint32_t first = (uint32_t)node->integers[0],
             span = (uint32_t)node->integers[node->count - 1] - first + 1;
    for (size_t w = 0; w < words; w++, values += BITS_WORD) {
        uint8_t flags[BITS_WORD];
        for (unsigned i = 0; i < BITS_WORD; i++) {
            uint32_t offset = (uint32_t)values[i] - first;
            flags[i] = node->table[offset < span ? offset : span];
        }
        out[w] = pack(flags);
    }
}

static void test_search(const int32_t *values, size_t words, const Node *node, uint64_t *out) {
    for (size_t w = 0; w < words; w++, values += BITS_WORD) {
        uint8_t flags[BITS_WORD];
        for (unsigned i = 0; i < BITS_WORD; i++)
            flags[i] = bsearch(&values[i], node->integers, node->count, sizeof *values,
                               graph_compare_integers) != NULL;
        out[w] = pack(flags);
    }
}

static void test_number(const double *values, size_t words, const Node *node, uint64_t *out) {
    double low = node->number_low, high = node->number_high;
    for (size_t w = 0; w < words; w++, values += BITS_WORD) {
        uint8_t flags[BITS_WORD];
        for (unsigned i = 0; i < BITS_WORD; i++)
            flags[i] = (values[i] >= low) & (values[i] <= high);
        out[w] = pack(flags);
    }
}

static void test_numbers(const double *values, size_t words, const Node *node, uint64_t *out) {
    for (size_t w = 0; w < words; w++, values += BITS_WORD) {
        uint8_t flags[BITS_WORD];
        for (unsigned i = 0; i < BITS_WORD; i++)
            flags[i] = bsearch(&values[i], node->numbers, node->count, sizeof *values,
                               graph_compare_numbers) != NULL;
        out[w] = pack(flags);
    }
}

static void test_verdicts(const int32_t *values, size_t words, const uint8_t *verdicts, uint64_t *out) {
    for (size_t w = 0; w < words; w++, values += BITS_WORD) {
        uint8_t flags[BITS_WORD];
        for (unsigned i = 0; i < BITS_WORD; i++)
            flags[i] = verdicts[values[i]];
        out[w] = pack(flags);
    }
}

static void test_truth(const Column *column, size_t words, unsigned accepts, uint64_t *out) {
    uint64_t if_true = accepts & 2 ? ~UINT64_C(0) : 0, if_false = accepts & 1 ? ~UINT64_C(0) : 0;
    for (size_t w = 0; w < words; w++)
        out[w] = (column->truths[w] & if_true) | (~column->truths[w] & if_false);
}

void memo_reserve(Memo *memo, uint32_t count) {
    if (count <= memo->capacity) return;
    uint32_t capacity = memo->capacity ? memo->capacity : BITS_WORD;
    while (capacity < count)
        capacity *= 2;
    memo->verdicts = memory_resize(memo->verdicts, capacity);
    memset(memo->verdicts + memo->capacity, 0, capacity - memo->capacity);
    memo->capacity = capacity;
}

static uint32_t count_wanted(const Node *node, const int32_t *members, uint32_t count) {
    uint32_t found = 0;
    for (uint32_t i = 0; i < count; i++)
        found += bsearch(&members[i], node->integers, node->count, sizeof *members, graph_compare_integers) !=
                 NULL;
    return found;
}

static uint8_t judge_set(const Node *node, const SetTable *sets, int32_t set) {
    uint32_t count;
    const int32_t *members = sets_members(sets, set, &count);
    uint32_t wanted = node->count ? count_wanted(node, members, count) : 0;
    switch (node->kind) {
    case NODE_SET_ALL: return wanted == node->count;
    case NODE_SET_ONLY: return wanted == count;
    default: return wanted > 0;
    }
}

/* Each distinct set is judged once, the first time that a batch has it. */
static void test_sets(const Node *node, const Column *column, size_t words, Memo *memo, uint64_t *out) {
    uint32_t count = (uint32_t)sets_count(column->sets);
    memo_reserve(memo, count ? count : 1);
    for (; memo->done < count; memo->done++)
        memo->verdicts[memo->done] = judge_set(node, column->sets, (int32_t)memo->done);
    test_verdicts(column->integers, words, memo->verdicts, out);
}

enum { VERDICT_MET = 1, VERDICT_UNMET = 2, VERDICT_UNKNOWN = 3 };

/* A pattern that reaches its limits on a text says nothing about it. */
static uint8_t judge_text(const Node *node, const Interner *texts, int32_t text) {
    size_t length;
    const char *bytes = interner_string(texts, text, &length);
    switch (pattern_match(node->pattern, bytes, length)) {
    case PATTERN_MATCH: return VERDICT_MET;
    case PATTERN_NO_MATCH: return VERDICT_UNMET;
    case PATTERN_LIMIT: break;
    }
    return VERDICT_UNKNOWN;
}

/* Each distinct text is matched once, and only if a record has it. */
static void evaluate_pattern(const Space *space, const Node *node, Memo *memo, uint64_t *met,
                             uint64_t *unmet) {
    const Column *column = &space->batch->columns[node->field];
    const Interner *texts = space->batch->texts;
    memo_reserve(memo, (uint32_t)interner_count(texts));
    for (size_t w = 0; w < space->words; w++) {
        met[w] = unmet[w] = 0;
        for (uint64_t known = column->known[w]; known; known &= known - 1) {
            unsigned bit = (unsigned)__builtin_ctzll(known);
            int32_t text = column->written[w * BITS_WORD + bit];
            uint8_t *verdict = &memo->verdicts[text];
            if (!*verdict) *verdict = judge_text(node, texts, text);
            met[w] |= (uint64_t)(*verdict == VERDICT_MET) << bit;
            unmet[w] |= (uint64_t)(*verdict == VERDICT_UNMET) << bit;
        }
    }
}

static void evaluate_known(const Space *space, const Node *node, uint64_t *met, uint64_t *unmet) {
    const uint64_t *known = space->batch->columns[node->field].known;
    for (size_t w = 0; w < space->words; w++) {
        met[w] = known ? known[w] : 0;
        unmet[w] = ~met[w] & space_full(space, w);
    }
}

static void test_integers(const Node *node, const int32_t *values, size_t words, uint64_t *out,
                          uint64_t *scratch) {
    if (node->kind == NODE_RANGE && node->low == node->high)
        test_equal(values, words, node->low, out);
    else if (node->kind == NODE_RANGE)
        test_range(values, words, node->low, node->high, out);
    else if (node->table)
        test_table(values, words, node, out);
    else if (node->count <= GRAPH_COMPARED_LIST)
        test_few(values, words, node, out, scratch);
    else
        test_search(values, words, node, out);
}

static void test_column(const Space *space, const Node *node, Memo *memo, uint64_t *out) {
    const Column *column = &space->batch->columns[node->field];
    switch (node->kind) {
    case NODE_TRUTH: test_truth(column, space->words, node->accepts, out); break;
    case NODE_NUMBER: test_number(column->numbers, space->words, node, out); break;
    case NODE_NUMBERS: test_numbers(column->numbers, space->words, node, out); break;
    case NODE_SET_ANY:
    case NODE_SET_ALL:
    case NODE_SET_ONLY: test_sets(node, column, space->words, memo, out); break;
    default: test_integers(node, column->integers, space->words, out, space->scratch);
    }
}

/* What holds of the values is met and the rest is unmet, where there are values. */
static void settle(const Space *space, int32_t field, uint64_t *met, uint64_t *unmet) {
    for (size_t w = 0; w < space->words; w++) {
        uint64_t decided = space_decidable(space, field, w);
        unmet[w] = ~met[w] & decided;
        met[w] &= decided;
    }
}

/* Where a derived value is one of two, both must say the same. */
static void settle_spread(const Space *space, const Node *node, uint64_t *met, uint64_t *unmet) {
    uint64_t *upper = space->scratch, *scratch = space->scratch + space->stride;
    test_integers(node, space->batch->columns[node->field].upper, space->words, upper, scratch);
    for (size_t w = 0; w < space->words; w++) {
        uint64_t decided = space_decidable(space, node->field, w);
        unmet[w] = ~(met[w] | upper[w]) & decided;
        met[w] &= upper[w] & decided;
    }
}

bool leaf_find_spread(const Column *column, size_t words, uint64_t *spread) {
    const int32_t *low = column->integers, *high = column->upper;
    uint64_t any = 0;
    for (size_t w = 0; w < words; w++, low += BITS_WORD, high += BITS_WORD) {
        uint8_t flags[BITS_WORD];
        for (unsigned i = 0; i < BITS_WORD; i++)
            flags[i] = low[i] != high[i];
        spread[w] = pack(flags);
        any |= spread[w];
    }
    return any;
}

void leaf_evaluate(Evaluation *evaluation, const Space *space, uint32_t number) {
    const Node *node = ruleset_node_at(evaluation->ruleset, number);
    uint64_t *met = space_met(space, number), *unmet = space_unmet(space, number);
    Memo *memo = &evaluation->memos[number];
    if (node->kind == NODE_KNOWN) {
        evaluate_known(space, node, met, unmet);
        return;
    }
    if (!space->batch->columns[node->field].known) { /* the batch does not carry it: never decided */
        memset(met, 0, 2 * space->stride * sizeof *met);
        return;
    }
    if (node->kind == NODE_PATTERN) {
        evaluate_pattern(space, node, memo, met, unmet);
        return;
    }
    uint64_t *holds = node->negated ? unmet : met, *fails = node->negated ? met : unmet;
    test_column(space, node, memo, holds);
    if (space->spread[node->field])
        settle_spread(space, node, holds, fails);
    else
        settle(space, node->field, holds, fails);
}
