/* Bitmaps against an array of bool. */
#include "base/bits.h"

#include "../test.h"

static void test_bits_match_array(void) {
    bool expected[200] = {false};
    uint64_t map[4] = {0};
    for (unsigned i = 0; i < 5000; i++) {
        unsigned bit = i * 7919U % 200;
        expected[bit] = i % 3 != 0;
        if (expected[bit])
            bits_set(map, bit);
        else
            bits_clear(map, bit);
    }
    unsigned set = 0, counted = 0;
    for (unsigned i = 0; i < 200; i++) {
        CHECK_INT(bits_get(map, i), expected[i]);
        set += expected[i];
    }
    for (size_t i = 0; i < 4; i++)
        counted += bits_count_word(map[i]);
    CHECK_INT(counted, set);
}

static void test_full_words(void) {
    for (size_t count = 0; count <= 200; count++) {
        CHECK(bits_words(count) * BITS_WORD >= count && bits_words(count) * BITS_WORD < count + BITS_WORD);
        for (size_t bit = 0; bit < 256; bit++) {
            uint64_t word = bits_full_word(bit / BITS_WORD, count);
            CHECK_INT(word >> (bit % BITS_WORD) & 1, bit < count);
        }
    }
}

static const Test tests[] = {
    {"bits match an array", test_bits_match_array},
    {"full words end at the count", test_full_words},
};

TEST_MAIN(tests)
