/* Bitmaps: one bit a record, in words of 64. Bits past the last record are kept zero. */
#ifndef BERTH_BASE_BITS_H
#define BERTH_BASE_BITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { BITS_WORD = 64 };

static inline size_t bits_words(size_t bits) {
    return (bits + BITS_WORD - 1) / BITS_WORD;
}

static inline bool bits_get(const uint64_t *map, size_t bit) {
    return map[bit / BITS_WORD] >> (bit % BITS_WORD) & 1;
}

static inline void bits_set(uint64_t *map, size_t bit) {
    map[bit / BITS_WORD] |= UINT64_C(1) << (bit % BITS_WORD);
}

static inline void bits_clear(uint64_t *map, size_t bit) {
    map[bit / BITS_WORD] &= ~(UINT64_C(1) << (bit % BITS_WORD));
}

/* The word of a full bitmap that has `count` bits in all: ones, and zeros past the end. */
static inline uint64_t bits_full_word(size_t word, size_t count) {
    size_t first = word * BITS_WORD;
    if (first + BITS_WORD <= count) return ~UINT64_C(0);
    return first >= count ? 0 : ~UINT64_C(0) >> (BITS_WORD - (count - first));
}

static inline unsigned bits_count_word(uint64_t word) {
    return (unsigned)__builtin_popcountll(word);
}

#endif
