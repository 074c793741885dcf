/* Patterns: what matches, what is refused, and that limits hold. */
#include "base/pattern.h"

#include "base/thread.h"

#include "../test.h"

#include <stdatomic.h>

static Pattern *open_string(const char *source) {
    Error error = {0};
    Pattern *pattern = pattern_open(source, strlen(source), &error);
    CHECK((pattern != NULL) == !error.set);
    return pattern;
}

static PatternResult match(const char *source, const char *subject) {
    Pattern *pattern = open_string(source);
    CHECK(pattern != NULL);
    if (!pattern) return PATTERN_LIMIT;
    PatternResult result = pattern_match(pattern, subject, strlen(subject));
    pattern_close(pattern);
    return result;
}

static void test_matching(void) {
    CHECK_INT(match("^E8", "E8 1AB"), PATTERN_MATCH);
    CHECK_INT(match("^E8", "SE8 1AB"), PATTERN_NO_MATCH);
    CHECK_INT(match("8", "SE8 1AB"), PATTERN_MATCH);
    CHECK_INT(match("(?i)nhs experience", "Previous NHS Experience required"), PATTERN_MATCH);
    CHECK_INT(match("(?i)É", "é"), PATTERN_MATCH);
    CHECK_INT(match("^.$", "😀"), PATTERN_MATCH);
    CHECK_INT(match("£\\s?\\d", "£ 12"), PATTERN_MATCH);
    CHECK_INT(match("(a)(b)(c)\\3", "abcc"), PATTERN_MATCH);
    CHECK_INT(match("", ""), PATTERN_MATCH);
    CHECK_INT(match("x", ""), PATTERN_NO_MATCH);
    CHECK_INT(match("^\\d$", "\u0663"), PATTERN_NO_MATCH); /* an Arabic digit */
    CHECK_INT(match("a(*FAIL)|b", "a"), PATTERN_NO_MATCH);
}

static void check_refused(const char *source, size_t length, const char *expected) {
    Error error = {0};
    Pattern *pattern = pattern_open(source, length, &error);
    CHECK(pattern == NULL);
    CHECK(error.set);
    if (!strstr(error.text, expected)) CHECK_STR(error.text, expected);
    pattern_close(pattern);
}

static void test_refused(void) {
    check_refused("(a", 2, "the pattern can't be used: missing closing parenthesis at offset 2");
    check_refused("a\\Cb", 4, "\\C");
    check_refused("(*NO_START_OPT)a", 16, "(*");
    check_refused("(*LIMIT_MATCH=999999999)a", 25, "(*");
    check_refused("(*UCP)\\d", 8, "(*");
    check_refused("a\xFF", 2, "UTF-8 error");
    check_refused("\xE2\x82", 2, "UTF-8 error");
    check_refused("\xED\xA0\x80", 3, "UTF-8 error");
    check_refused("(?<=a+)b", 8, "lookbehind");
    check_refused("a{99999}", 8, "too big");
    check_refused("((a{5000}){5000}){5000}", 23, "too large");
}

static void test_control_characters_are_refused(void) {
    check_refused("\b", 1, "control character \\x08 at offset 0");
    for (int c = 0; c < 0x20; c++) {
        char source[] = {'a', (char)c, 'b'}, expected[40];
        snprintf(expected, sizeof expected, "control character \\x%02X at offset 1", (unsigned)c);
        check_refused(source, sizeof source, expected);
    }
    check_refused("\x7F", 1, "control character \\x7F");
}

static Pattern *open_nested(unsigned depth, Error *error) {
    char source[300];
    memset(source, '(', depth);
    source[depth] = 'a';
    memset(source + depth + 1, ')', depth);
    return pattern_open(source, 2 * depth + 1, error);
}

static void test_nesting(void) {
    Error error = {0};
    Pattern *pattern = open_nested(PATTERN_NESTING, &error);
    CHECK(pattern && pattern_match(pattern, "a", 1) == PATTERN_MATCH);
    pattern_close(pattern);
    CHECK(open_nested(PATTERN_NESTING + 1, &error) == NULL);
    CHECK(strstr(error.text, "too deeply nested") != NULL);
}

static void test_lengths(void) {
    static char text[PATTERN_LENGTH + 1];
    memset(text, 'a', sizeof text);
    Error error = {0};
    Pattern *longest = pattern_open(text, PATTERN_LENGTH, &error);
    CHECK(longest && pattern_match(longest, text, PATTERN_SUBJECT) == PATTERN_MATCH);
    pattern_close(longest);
    check_refused(text, PATTERN_LENGTH + 1, "the pattern has 4097 bytes");
    Pattern *any = open_string("a");
    CHECK_INT(pattern_match(any, text, PATTERN_SUBJECT), PATTERN_MATCH);
    CHECK_INT(pattern_match(any, text, PATTERN_SUBJECT + 1), PATTERN_LIMIT);
    pattern_close(any);
}

static void test_subject_that_is_not_utf8(void) {
    Pattern *pattern = open_string("a");
    CHECK_INT(pattern_match(pattern, "a\xFF", 2), PATTERN_LIMIT);
    CHECK_INT(pattern_match(pattern, "a\0", 2), PATTERN_MATCH);
    CHECK_INT(pattern_match(pattern, NULL, 0), PATTERN_NO_MATCH);
    pattern_close(pattern);
}

/* Known for taking exponential or high polynomial time on a's without what the pattern ends with. That is a
 * class, as PCRE2 looks ahead for a single character and gives up at once. */
static const char *const catastrophic[] = {
    "^(a+)+$",
    "^(a|aa)+$",
    "^(a|a?)+$",
    "(a*)*[bc]",
    "^(([a-z])+.)+[A-Z]([a-z])+$",
    "(.*)(.*)(.*)(.*)[xy]",
    "(?:a?){50}a{50}[bc]",
    "^(?=(a+)+[bc])",
    "(a+)+\\1[bc]",
    "^(?:(?:a+)*)*[bc]",
    "(?R)?[bc]|a(?R)[bc]",
    "(?<=(a|b){2})(?:a*a*)*[bc]",
};

static void test_catastrophic_patterns_end(void) {
    static char subject[PATTERN_SUBJECT];
    memset(subject, 'a', sizeof subject);
    subject[sizeof subject - 1] = '!';
    for (size_t i = 0; i < sizeof catastrophic / sizeof *catastrophic; i++) {
        Pattern *pattern = open_string(catastrophic[i]);
        CHECK(pattern != NULL);
        if (!pattern) continue;
        CHECK_INT(pattern_match(pattern, subject, sizeof subject), PATTERN_LIMIT);
        pattern_close(pattern);
    }
}

static void test_match_limit(void) {
    static char subject[PATTERN_SUBJECT];
    memset(subject, 'a', sizeof subject);
    /* About 100 * 100 and 600 * 600 steps, from the one start position that ^ leaves. */
    Pattern *within = open_string("^a{0,100}a{0,100}a?[bc]"),
            *beyond = open_string("^a{0,600}a{0,600}a?[bc]");
    CHECK_INT(pattern_match(within, subject, 256), PATTERN_NO_MATCH);
    CHECK_INT(pattern_match(within, subject, sizeof subject), PATTERN_LIMIT); /* a long subject gets fewer */
    CHECK_INT(pattern_match(beyond, subject, sizeof subject), PATTERN_LIMIT);
    pattern_close(within);
    pattern_close(beyond);
}

/* Depth: each iteration of the group is a level, and 1,000 levels are the limit. */
static void test_depth_limit(void) {
    static char subject[PATTERN_SUBJECT];
    for (size_t i = 0; i < sizeof subject; i++)
        subject[i] = i % 2 ? 'b' : 'a';
    Pattern *pattern = open_string("^(?:(a)|(b))*$");
    CHECK_INT(pattern_match(pattern, subject, 200), PATTERN_MATCH);
    CHECK_INT(pattern_match(pattern, subject, sizeof subject), PATTERN_LIMIT);
    pattern_close(pattern);
}

typedef struct Shared {
    const Pattern *pattern;
    atomic_uint right;
} Shared;

static void match_often(void *context, unsigned index) {
    Shared *shared = context;
    for (int i = 0; i < 1000; i++) {
        char subject[32];
        int number = (int)index * 1000 + i;
        int length = snprintf(subject, sizeof subject, "E%d Hackney", number % 20);
        PatternResult expected = number % 20 == 8 ? PATTERN_MATCH : PATTERN_NO_MATCH;
        if (pattern_match(shared->pattern, subject, (size_t)length) == expected)
            atomic_fetch_add(&shared->right, 1);
    }
}

static void test_threads_share_a_pattern(void) {
    Pattern *pattern = open_string("^(?:(E)(8)) ");
    Shared shared = {.pattern = pattern};
    Error error = {0};
    CHECK(thread_run(4, match_often, &shared, &error));
    CHECK_INT(shared.right, 4000);
    pattern_close(pattern);
}

static const Test tests[] = {
    {"what matches", test_matching},
    {"what is refused", test_refused},
    {"control characters are refused", test_control_characters_are_refused},
    {"50 nested parentheses, not 51", test_nesting},
    {"lengths of patterns and subjects", test_lengths},
    {"a subject that is not UTF-8", test_subject_that_is_not_utf8},
    {"catastrophic patterns end", test_catastrophic_patterns_end},
    {"the match limit", test_match_limit},
    {"the depth limit", test_depth_limit},
    {"threads share a pattern", test_threads_share_a_pattern},
};

TEST_MAIN(tests)
