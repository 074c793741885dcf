/* The few lines that every unit test is made of.
 *
 * A test file has functions `static void test_name(void)`, a table of them, and `TEST_MAIN(table)`.
 * Output: "ok - name" or "not ok - name" a test, with the failed checks before it as "# …" lines.
 * The exit status is 0 when all passed. scripts/test counts the lines. */
#ifndef BERTH_TEST_H
#define BERTH_TEST_H

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

typedef struct Test {
    const char *name;
    void (*run)(void);
} Test;

static int test_failures; /* failed checks of the running test */

#define CHECK(condition)                                                                                     \
    do {                                                                                                     \
        if (!(condition)) {                                                                                  \
            test_failures++;                                                                                 \
            printf("# %s:%d: not true: %s\n", __FILE__, __LINE__, #condition);                               \
        }                                                                                                    \
    } while (0)

#define CHECK_INT(actual, expected)                                                                          \
    do {                                                                                                     \
        intmax_t test_actual = (intmax_t)(actual), test_expected = (intmax_t)(expected);                     \
        if (test_actual != test_expected) {                                                                  \
            test_failures++;                                                                                 \
            printf("# %s:%d: %s is %jd, expected %jd\n", __FILE__, __LINE__, #actual, test_actual,           \
                   test_expected);                                                                           \
        }                                                                                                    \
    } while (0)

#define CHECK_STR(actual, expected)                                                                          \
    do {                                                                                                     \
        const char *test_actual = (actual), *test_expected = (expected);                                     \
        if (!test_actual || strcmp(test_actual, test_expected) != 0) {                                       \
            test_failures++;                                                                                 \
            printf("# %s:%d: %s is '%s', expected '%s'\n", __FILE__, __LINE__, #actual,                      \
                   test_actual ? test_actual : "(null)", test_expected);                                     \
        }                                                                                                    \
    } while (0)

static int test_all(const Test *tests, size_t count) {
    int failed = 0;
    for (size_t i = 0; i < count; i++) {
        test_failures = 0;
        tests[i].run();
        printf("%s - %s\n", test_failures ? "not ok" : "ok", tests[i].name);
        failed += test_failures != 0;
    }
    return failed ? 1 : 0;
}

#define TEST_MAIN(tests)                                                                                     \
    int main(void) {                                                                                         \
        setvbuf(stdout, NULL, _IOLBF, 0);                                                                    \
        return test_all(tests, sizeof(tests) / sizeof *(tests));                                             \
    }

#endif
