/* Suggestions: the distance against its textbook recursion, and the words that people get wrong. */
#include "base/suggest.h"

#include "../test.h"

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

/* Optimal string alignment by its definition, in exponential time. */
static size_t plain_distance(const char *a, size_t i, const char *b, size_t j) {
    if (i == 0 || j == 0) return i + j;
    size_t best = plain_distance(a, i - 1, b, j - 1) + (a[i - 1] != b[j - 1]);
    best = least(best, plain_distance(a, i - 1, b, j) + 1);
    best = least(best, plain_distance(a, i, b, j - 1) + 1);
    if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        best = least(best, plain_distance(a, i - 2, b, j - 2) + 1);
    return best;
}

static void make_word(unsigned seed, char word[8]) {
    size_t length = 1 + seed % 7;
    for (size_t i = 0; i < length; i++, seed = seed * 1103515245U + 12345U)
        word[i] = (char)('a' + (seed >> 16) % 3);
    word[length] = '\0';
}

/* `word` with a few letters swapped, changed, taken out or put in. */
static void misspell(unsigned seed, const char word[8], char name[8]) {
    size_t length = strlen(word);
    memcpy(name, word, 8);
    for (unsigned edits = seed % 3; edits > 0 && length > 1; edits--, seed /= 7) {
        size_t at = seed % (length - 1);
        char first = name[at];
        switch (seed / 3 % 3) {
        case 0:
            name[at] = name[at + 1];
            name[at + 1] = first;
            break;
        case 1: name[at] = 'd'; break;
        default: memmove(name + at, name + at + 1, length-- - at);
        }
    }
}

static void test_distance_matches_definition(void) {
    for (unsigned i = 0; i < 3000; i++) {
        char word[8], name[8];
        make_word(i * 31U, word);
        if (i % 2)
            make_word(i * 17U + 5U, name);
        else
            misspell(i * 2654435761U >> 8, word, name);
        size_t expected = plain_distance(word, strlen(word), name, strlen(name));
        size_t longer = strlen(word) > strlen(name) ? strlen(word) : strlen(name);
        Suggestion s = {0};
        suggest_offer(&s, word, name);
        CHECK_INT(s.word != NULL, expected <= longer / 3);
        if (s.word) CHECK_INT(s.distance, expected);
    }
}

static void check_suggestion(const char *word, const char *expected) {
    static const char *const names[] = {"borough",          "borough_of_work", "age",
                                        "unemployed_since", "disabled",        "care_experienced"};
    Suggestion s = {0};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        suggest_offer(&s, word, names[i]);
    CHECK_STR(s.word ? s.word : "(none)", expected);
}

static void test_nearest_name(void) {
    check_suggestion("burough", "borough");
    check_suggestion("borouhg", "borough");
    check_suggestion("BOROUGH", "borough");
    check_suggestion("agee", "age");
    check_suggestion("unemployd_since", "unemployed_since");
    check_suggestion("unemployed", "(none)");
    check_suggestion("postcode", "(none)");
    check_suggestion("", "(none)");
    check_suggestion("ab", "(none)");
}

static void test_nearer_wins_and_earlier_wins_a_tie(void) {
    static const char *const names[] = {"hackneyxx", "hackneya", "hackneyb"};
    Suggestion s = {0};
    for (size_t i = 0; i < 3; i++)
        suggest_offer(&s, "hackney", names[i]);
    CHECK(s.word == names[1]);
    CHECK_INT(s.distance, 1);
}

static void test_limits(void) {
    char word[100], name[100];
    memset(word, 'a', sizeof word);
    memset(name, 'a', sizeof name);
    word[64] = name[60] = '\0';
    Suggestion s = {0};
    suggest_offer(&s, word, name);
    CHECK_INT(s.distance, 4);
    CHECK(s.word == name);
    s = (Suggestion){0};
    name[59] = '\0';
    suggest_offer(&s, word, name);
    CHECK(s.word == NULL);
    name[59] = word[64] = 'a';
    word[65] = name[65] = '\0';
    suggest_offer(&s, word, name);
    CHECK(s.word == NULL);
}

static void test_phrase(void) {
    char out[64], small[10];
    Suggestion none = {0}, some = {.word = "age", .distance = 1};
    CHECK_STR(suggest_phrase(&none, out, sizeof out), "");
    CHECK_STR(suggest_phrase(&some, out, sizeof out), " (did you mean 'age'?)");
    CHECK_STR(suggest_phrase(&some, small, sizeof small), "");
}

static const Test tests[] = {
    {"the distance is the definition's", test_distance_matches_definition},
    {"the nearest name is suggested", test_nearest_name},
    {"nearer wins, earlier wins a tie", test_nearer_wins_and_earlier_wins_a_tie},
    {"long words and far words are left alone", test_limits},
    {"the phrase", test_phrase},
};

TEST_MAIN(tests)
