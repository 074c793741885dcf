/* berth test --format tap: a test point a test, what failed below it as YAML (testanything.org, version 13;
 * what a description escapes is version 14's, which says it). */
#include "base/date.h"
#include "base/utf8.h"
#include "output/testing.h"

/* A description ends its line, '#' in it would begin a directive, and '\' escapes. */
static void add_description(Buffer *out, const char *text) {
    Buffer safe = {0};
    utf8_add_safe(&safe, text, strlen(text));
    for (const char *c = buffer_string(&safe); *c; c++) {
        if (*c == '#' || *c == '\\') buffer_add_char(out, '\\');
        buffer_add_char(out, *c);
    }
    buffer_close(&safe);
}

/* A YAML text in double quotes. */
static void add_quoted(Buffer *out, const char *text) {
    Buffer safe = {0};
    utf8_add_safe(&safe, text, strlen(text));
    buffer_add_char(out, '"');
    for (const char *c = buffer_string(&safe); *c; c++) {
        if (*c == '"' || *c == '\\') buffer_add_char(out, '\\');
        buffer_add_char(out, *c);
    }
    buffer_add_char(out, '"');
    buffer_close(&safe);
}

static void add_pair(Buffer *out, const char *key, const char *text) {
    buffer_format(out, "      %s: ", key);
    add_quoted(out, text);
    buffer_add_char(out, '\n');
}

/* A line of a YAML text whose lines stand as they are, indented. */
static void add_text_line(Buffer *out, const char *text) {
    buffer_add_string(out, "        ");
    text += strspn(text, " ");
    utf8_add_safe(out, text, strlen(text));
    buffer_add_char(out, '\n');
}

/* The words of one list that are missing, or that came unexpectedly. */
static void add_words(Buffer *out, const TestFailure *failure, TestList list, bool missing) {
    bool any = false;
    for (uint32_t i = 0; i < failure->difference_count; i++) {
        const TestDifference *difference = &failure->differences[i];
        if (difference->list != list || difference->missing != missing) continue;
        if (!any)
            buffer_format(out, "      %s_%s: |\n", test_list_name(list), missing ? "missing" : "unexpected");
        any = true;
        add_text_line(out, difference->word);
    }
}

static void add_failure(Buffer *out, const TestResult *result, const TestFailure *failure) {
    const char *file = plan_string(result->plan, result->test->place.file);
    buffer_format(out, "    - row: %u\n", failure->row);
    add_pair(out, "file", file);
    buffer_format(out, "      line: %u\n", failure->line);
    if (failure->expected) add_pair(out, "expected", failure->expected);
    add_pair(out, "got", failure->got);
    for (int list = 0; list < TEST_LIST_COUNT; list++) {
        add_words(out, failure, (TestList)list, true);
        add_words(out, failure, (TestList)list, false);
    }
    if (failure->more_differences) buffer_add_string(out, "      more_differences: true\n");
    if (failure->reason_count) buffer_add_string(out, "      because: |\n");
    for (uint32_t i = 0; i < failure->reason_count; i++)
        add_text_line(out, failure->reasons[i]);
    if (failure->more_reasons) add_text_line(out, "and more");
}

static void add_result(Buffer *out, const TestResult *result, uint32_t number) {
    char day[DATE_TEXT];
    bool passed = result->failure_count == 0;
    buffer_format(out, "%sok %u - ", passed ? "" : "not ", number);
    add_description(out, result->rule);
    buffer_add_string(out, ": ");
    add_description(out, plan_string(result->plan, result->test->name));
    buffer_add_char(out, '\n');
    if (passed) return;
    buffer_format(out, "  ---\n  as_of: \"%s\"\n  rows:\n", date_format(result->test->as_of, day));
    for (uint32_t i = 0; i < result->failure_count; i++)
        add_failure(out, result, &result->failures[i]);
    buffer_add_string(out, "  ...\n");
}

void test_tap(const TestReport *report, Buffer *out) {
    uint32_t points = report->tests + (report->left_out > 0), number = 0;
    buffer_format(out, "TAP version 13\n1..%u%s\n", points, points ? "" : " # SKIP no tests");
    for (uint32_t p = 0; p < report->pack_count; p++)
        for (uint32_t t = 0; t < report->packs[p].count; t++)
            add_result(out, &report->packs[p].results[t], ++number);
    if (report->left_out)
        buffer_format(out, "not ok %u - every pack can be used\n  # %u could not be\n", points,
                      report->left_out);
}
