/* The heap: pieces don't overlap, keep what is written, join again, and never leave their memory. */
#include "../test.h"

#include "script/heap.h"

#include <stdint.h>
#include <stdlib.h>

enum { BYTES = 1 << 20, PIECES = 400 };

static _Alignas(16) char memory[BYTES + 64];

typedef struct Held {
    unsigned char *at;
    size_t size;
    unsigned char mark;
} Held;

static uint32_t seed = 1;
static uint32_t chance(uint32_t below) {
    seed = seed * 1664525 + 1013904223;
    return (seed >> 8) % below;
}

static size_t some_size(void) {
    static const size_t edges[] = {1,   15,   16,   17,   511,  512,  513,  640,
                                   641, 1024, 1025, 4095, 4096, 4097, 8192, 8193};
    switch (chance(4)) {
    case 0: return edges[chance(16)];
    case 1: return 1 + chance(40000);
    default: return 1 + chance(700);
    }
}

static bool holds(const Held *held) {
    for (size_t i = 0; i < held->size; i++) {
        if (held->at[i] != held->mark) return false;
    }
    return true;
}

static void mark(Held *held) {
    held->mark = (unsigned char)chance(256);
    memset(held->at, held->mark, held->size);
}

/* Any overlap shows as a changed mark; leaving the memory shows in the guard behind it. */
static void test_pieces_keep_what_is_written(void) {
    memset(memory, 0, sizeof memory);
    memset(memory + BYTES, 0x5A, 64);
    Heap *heap = heap_open(memory, BYTES);
    static Held held[PIECES];
    size_t refused = 0, wrong = 0;
    for (int round = 0; round < 200000; round++) {
        Held *one = &held[chance(PIECES)];
        size_t size = some_size();
        if (!one->at) {
            one->at = heap_allocate(heap, size);
            one->size = size;
            if (!one->at) refused++;
        } else if (chance(3) == 0) {
            wrong += !holds(one);
            heap_free(heap, one->at, one->size);
            one->at = NULL;
        } else {
            wrong += !holds(one);
            unsigned char *moved = heap_resize(heap, one->at, one->size, size);
            if (!moved) {
                refused++;
                wrong += !holds(one);
                continue;
            }
            size_t kept = one->size < size ? one->size : size;
            *one = (Held){.at = moved, .size = kept, .mark = one->mark};
            wrong += !holds(one);
            one->size = size;
        }
        if (one->at) {
            wrong += (uintptr_t)one->at % 16 != 0;
            mark(one);
        }
    }
    CHECK_INT(wrong, 0);
    CHECK(refused > 0);
    for (size_t i = 0; i < 64; i++)
        CHECK_INT(memory[BYTES + i], 0x5A);
}

static void test_pages_join_again(void) {
    memset(memory, 0, sizeof memory);
    Heap *heap = heap_open(memory, BYTES);
    static void *pages[BYTES / 4096];
    size_t count = 0;
    CHECK(heap_allocate(heap, BYTES / 2 + 1) == NULL);
    while ((pages[count] = heap_allocate(heap, 4097)) != NULL)
        count++;
    CHECK(count > 110 && count < 128);
    for (size_t i = 0; i < count; i += 2)
        heap_free(heap, pages[i], 4097);
    CHECK(heap_allocate(heap, 8193) == NULL); /* no two neighbours are free */
    for (size_t i = 1; i < count; i += 2)
        heap_free(heap, pages[i], 4097);
    CHECK(heap_allocate(heap, BYTES / 4) != NULL);
    CHECK(heap_allocate(heap, BYTES / 4) != NULL);
}

/* All that fits of one size, then all that fits of the next: what was before takes no room from what comes
 * after, in whatever order it was given back. */
static void test_sizes_that_march(void) {
    static void *held[BYTES / 16];
    Heap *heap = heap_open(memory, BYTES);
    for (int round = 0; round < 3; round++) {
        for (size_t size = 1; size <= 5000; size += size < 600 ? 7 : 61) {
            size_t count = 0, bytes = 0;
            while ((held[count] = heap_allocate(heap, size)) != NULL) {
                count++;
                bytes += size;
            }
            if (size > 16) CHECK(bytes > BYTES / 5 * 2);
            for (size_t i = 0; i < count; i++)
                heap_free(heap, held[round == 1 ? count - 1 - i : (i + count / 2) % count], size);
        }
    }
    CHECK(heap_allocate(heap, BYTES / 4) != NULL); /* pages have joined again */
}

static void test_too_little_memory(void) {
    CHECK(heap_open(memory, 0) == NULL);
    CHECK(heap_open(memory, 4096) == NULL);
    CHECK(heap_open(memory, 3 * 4096) != NULL);
    CHECK(heap_allocate(heap_open(memory, 3 * 4096), SIZE_MAX) == NULL);
    CHECK(heap_allocate(heap_open(memory, 3 * 4096), SIZE_MAX / 2 + 2) == NULL);
}

static const Test tests[] = {
    {"pieces keep what is written", test_pieces_keep_what_is_written},
    {"pages join again", test_pages_join_again},
    {"sizes that march", test_sizes_that_march},
    {"too little memory", test_too_little_memory},
};

TEST_MAIN(tests)
