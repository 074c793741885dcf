/* Interner and map against naive arrays, with random operations. */
#include "base/map.h"

#include "../test.h"

#include <stdlib.h>

static uint64_t state;

static uint32_t random_below(uint32_t limit) {
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(state >> 33) % limit;
}

enum { LONGEST = 300, MOST = 3000 };

typedef struct Word {
    char bytes[LONGEST];
    size_t length;
    int32_t value;
    const char *interned;
} Word;

typedef struct Words {
    Word items[MOST];
    int32_t count;
} Words;

static Words words;

static int32_t naive_find(const char *bytes, size_t length) {
    for (int32_t i = 0; i < words.count; i++)
        if (words.items[i].length == length && memcmp(words.items[i].bytes, bytes, length) == 0) return i;
    return MAP_NONE;
}

static int32_t naive_add(const char *bytes, size_t length) {
    int32_t found = naive_find(bytes, length);
    if (found != MAP_NONE) return found;
    Word *word = &words.items[words.count];
    memcpy(word->bytes, bytes, length);
    word->length = length;
    word->interned = NULL;
    return words.count++;
}

/* Few letters, zero bytes among them, so that words repeat and differ in one place. Mostly short. */
static size_t random_word(char out[LONGEST]) {
    size_t length = random_below(50) == 0 ? random_below(LONGEST) : random_below(12);
    for (size_t i = 0; i < length; i++)
        out[i] = (char)random_below(3);
    return length;
}

static void check_all(const Interner *interner) {
    CHECK_INT(interner_count(interner), words.count);
    for (int32_t i = 0; i < words.count; i++) {
        Word *word = &words.items[i];
        size_t length;
        const char *string = interner_string(interner, i, &length);
        CHECK_INT(length, word->length);
        CHECK(memcmp(string, word->bytes, length) == 0 && string[length] == '\0');
        CHECK(!word->interned || word->interned == string);
        word->interned = string;
        CHECK_INT(interner_find(interner, word->bytes, word->length), i);
    }
}

static void step(Interner *interner) {
    char bytes[LONGEST];
    size_t length = random_word(bytes);
    CHECK_INT(interner_find(interner, bytes, length), naive_find(bytes, length));
    if (random_below(3)) CHECK_INT(interner_add(interner, bytes, length), naive_add(bytes, length));
    if (random_below(500) == 0 || words.count + 1 >= MOST) {
        words.count = (int32_t)random_below((uint32_t)words.count + 1);
        interner_rewind(interner, words.count);
    }
}

static void test_interner_matches_array(void) {
    for (uint64_t seed = 1; seed <= 5; seed++) {
        state = seed;
        words.count = 0;
        Interner *interner = interner_open();
        for (int i = 0; i < 6000; i++) {
            step(interner);
            if (i % 500 == 0) check_all(interner);
        }
        check_all(interner);
        interner_close(interner);
    }
}

static void test_many_strings(void) {
    enum { COUNT = 300000 };
    Interner *interner = interner_open();
    char text[32];
    for (int round = 0; round < 2; round++) {
        for (int32_t i = 0; i < COUNT; i++) {
            int length = snprintf(text, sizeof text, "C%d", i);
            CHECK_INT(interner_add(interner, text, (size_t)length), i);
        }
        const char *first = interner_string(interner, 0, NULL);
        CHECK_STR(first, "C0");
        CHECK_STR(interner_string(interner, COUNT - 1, NULL), "C299999");
        CHECK_INT(interner_find(interner, "C299998", 7), 299998);
        CHECK_INT(interner_find(interner, "C300000", 7), MAP_NONE);
        interner_rewind(interner, 0);
        CHECK_INT(interner_count(interner), 0);
        CHECK_INT(interner_find(interner, "C0", 2), MAP_NONE);
    }
    interner_close(interner);
}

static void test_edges(void) {
    Interner *interner = interner_open();
    CHECK_INT(interner_find(interner, "", 0), MAP_NONE);
    CHECK_INT(interner_add(interner, NULL, 0), 0);
    CHECK_INT(interner_add(interner, "", 0), 0);
    CHECK_STR(interner_string(interner, 0, NULL), "");
    CHECK_INT(interner_add(interner, "a\0b", 3), 1);
    CHECK_INT(interner_add(interner, "a\0c", 3), 2);
    CHECK_INT(interner_add(interner, "a", 1), 3);
    char *large = calloc(1, 5 << 20);
    CHECK_INT(interner_add(interner, large, 5 << 20), 4);
    CHECK_INT(interner_find(interner, large, 5 << 20), 4);
    CHECK_INT(interner_find(interner, large, (5 << 20) - 1), MAP_NONE);
    free(large);
    interner_rewind(interner, 99);
    CHECK_INT(interner_count(interner), 5);
    interner_close(interner);
    interner_close(NULL);
}

/* Each pair of bytes at each end of strings of each length must tell them apart, whatever the hash reads. */
static void test_strings_that_differ_in_one_byte(void) {
    for (size_t length = 1; length <= 40; length++) {
        Interner *interner = interner_open();
        char text[40];
        memset(text, 'a', sizeof text);
        CHECK_INT(interner_add(interner, text, length), 0);
        for (size_t at = 0; at < length; at++) {
            text[at] = 'b';
            CHECK_INT(interner_add(interner, text, length), (int32_t)at + 1);
            text[at] = 'a';
        }
        interner_close(interner);
    }
}

static void test_map_matches_array(void) {
    state = 99;
    words.count = 0;
    Map *map = map_open();
    CHECK_INT(map_get(map, "x", 1), MAP_NONE);
    for (int i = 0; i < 5000 && words.count < MOST; i++) {
        char bytes[LONGEST];
        size_t length = random_word(bytes);
        int32_t known = naive_find(bytes, length), value = (int32_t)random_below(1000);
        CHECK_INT(map_get(map, bytes, length), known == MAP_NONE ? MAP_NONE : words.items[known].value);
        map_set(map, bytes, length, value);
        words.items[naive_add(bytes, length)].value = value;
    }
    for (int32_t i = 0; i < words.count; i++)
        CHECK_INT(map_get(map, words.items[i].bytes, words.items[i].length), words.items[i].value);
    map_close(map);
    map_close(NULL);
}

static const Test tests[] = {
    {"interner matches an array, with rewind", test_interner_matches_array},
    {"many strings, twice", test_many_strings},
    {"empty, long and zero-holding strings", test_edges},
    {"strings that differ in one byte", test_strings_that_differ_in_one_byte},
    {"map matches an array", test_map_matches_array},
};

TEST_MAIN(tests)
