/* Arenas: zeroed, aligned, apart from each other, and reusable. */
#include "base/arena.h"

#include "../test.h"

#include <stdint.h>

enum { ALLOCATIONS = 2000 };

static size_t size_of(unsigned i) {
    return i % 97 == 0 ? 9000 : i * 7919U % 130;
}

static bool all_are(const unsigned char *bytes, size_t length, unsigned char value) {
    for (size_t i = 0; i < length; i++)
        if (bytes[i] != value) return false;
    return true;
}

/* Fills each allocation with its own byte, and looks at all of them afterwards: none may overlap. */
static void fill_and_check(Arena *arena) {
    static unsigned char *at[ALLOCATIONS];
    for (unsigned i = 0; i < ALLOCATIONS; i++) {
        at[i] = arena_allocate(arena, size_of(i));
        CHECK((uintptr_t)at[i] % _Alignof(max_align_t) == 0);
        CHECK(all_are(at[i], size_of(i), 0));
        memset(at[i], (int)(i % 255 + 1), size_of(i));
    }
    for (unsigned i = 0; i < ALLOCATIONS; i++)
        CHECK(all_are(at[i], size_of(i), (unsigned char)(i % 255 + 1)));
}

static void test_allocations_are_zeroed_and_apart(void) {
    Arena *arena = arena_open();
    fill_and_check(arena);
    arena_close(arena);
}

static void test_reset_gives_zeroed_space_again(void) {
    Arena *arena = arena_open();
    arena_reset(arena);
    for (int i = 0; i < 4; i++) {
        fill_and_check(arena);
        arena_reset(arena);
    }
    arena_close(arena);
}

static void test_large_allocation(void) {
    Arena *arena = arena_open();
    char *small = arena_copy_string(arena, "small");
    unsigned char *large = arena_allocate_array(arena, 1 << 20, 5);
    CHECK(all_are(large, 5 << 20, 0));
    memset(large, 1, 5 << 20);
    CHECK_STR(small, "small");
    CHECK_STR(arena_copy_string(arena, "after"), "after");
    arena_close(arena);
}

static void test_copies(void) {
    Arena *arena = arena_open();
    char source[] = "berth";
    char *copy = arena_copy(arena, source, 3);
    source[0] = 'x';
    CHECK_STR(copy, "ber");
    CHECK_STR(arena_copy(arena, NULL, 0), "");
    CHECK(memcmp(arena_copy(arena, "a\0b", 3), "a\0b", 4) == 0);
    CHECK(arena_allocate(arena, 0) != NULL);
    arena_close(arena);
}

static void test_format(void) {
    Arena *arena = arena_open();
    CHECK_STR(arena_format(arena, "%s has %d", "Hackney", 33), "Hackney has 33");
    char *longer = arena_format(arena, "%10000d|", 7);
    CHECK_INT(strlen(longer), 10001);
    CHECK_STR(longer + 9998, " 7|");
    arena_close(arena);
}

static void test_closing_nothing(void) {
    arena_close(NULL);
    arena_close(arena_open());
}

static const Test tests[] = {
    {"allocations are zeroed, aligned and apart", test_allocations_are_zeroed_and_apart},
    {"reset gives zeroed space again", test_reset_gives_zeroed_space_again},
    {"a large allocation among small ones", test_large_allocation},
    {"copies are their own and end with zero", test_copies},
    {"formatted strings of any length", test_format},
    {"closing NULL and an empty arena", test_closing_nothing},
};

TEST_MAIN(tests)
