/* What came out of the tests of packs, and the formats in which it is written.
 *
 * Everything is in the report's arena or in the packs' plans. Texts of packs are not yet safe to show. */
#ifndef BERTH_OUTPUT_TESTING_H
#define BERTH_OUTPUT_TESTING_H

#include "base/arena.h"
#include "base/buffer.h"
#include "rule/plan.h"

/* A word of a list that one of the two sides lacks. */
typedef struct TestDifference {
    TestList list;
    bool missing; /* it was expected and did not come; else it came and was not expected */
    const char *word;
} TestDifference;

/* A row that did not come out as expected. */
typedef struct TestFailure {
    uint32_t row, line;         /* from 1 */
    const char *expected, *got; /* outcomes; `expected` is NULL where the row does not say */
    TestDifference *differences;
    uint32_t difference_count;
    const char **reasons; /* "not met: aged 16 to 29" */
    uint32_t reason_count;
    bool more_differences, more_reasons; /* than are told */
} TestFailure;

typedef struct TestResult {
    const Plan *plan;
    const PlanTest *test;
    const char *rule; /* "pack/rule" */
    TestFailure *failures;
    uint32_t failure_count;
} TestResult;

typedef struct TestPack {
    const char *id;
    bool stopped; /* by a limit, with tests left to run */
    TestResult *results;
    uint32_t count, rows, failed; /* tests that were run, their rows, and how many of the tests failed */
    const char **untested;        /* rules without any test, where all tests were asked for */
    uint32_t untested_count;
} TestPack;

typedef struct TestReport {
    TestPack *packs;
    uint32_t pack_count;
    uint32_t left_out; /* packs that could not be used, or were stopped */
    uint32_t tests, rows, failed;
    bool filtered; /* not all tests were asked for */
} TestReport;

typedef struct TestFormat {
    const char *name, *help;
    void (*write)(const TestReport *report, Buffer *out);
} TestFormat;

/* Ends with a row without a name; the first is the default. */
extern const TestFormat TEST_FORMATS[];

void test_plain(const TestReport *report, Buffer *out);
void test_tap(const TestReport *report, Buffer *out);

#endif
