/* berth test --format plain: each row that failed, a line a pack, and what has no test. */
#include "base/date.h"
#include "base/utf8.h"
#include "output/testing.h"

enum { KEY = 12 };

const TestFormat TEST_FORMATS[] = {
    {"plain", "what failed, a line a pack, and the rules without a test", test_plain},
    {"tap", "the Test Anything Protocol, version 13", test_tap},
    {0},
};

/* "    unmet       - aged 16 to 29": the key stands in the first of its lines alone. */
static void add_line(Buffer *out, const char *key, const char *sign, const char *text) {
    buffer_format(out, "    %-*s%s", KEY, key, sign);
    utf8_add_safe(out, text, strlen(text));
    buffer_add_char(out, '\n');
}

static void add_differences(const TestFailure *failure, Buffer *out) {
    const char *last = "";
    for (uint32_t i = 0; i < failure->difference_count; i++) {
        const TestDifference *difference = &failure->differences[i];
        const char *key = test_list_name(difference->list);
        add_line(out, strcmp(key, last) == 0 ? "" : key, difference->missing ? "- " : "+ ", difference->word);
        last = key;
    }
    if (failure->more_differences) add_line(out, "", "", "and more");
}

static void add_failure(const TestResult *result, const TestFailure *failure, Buffer *out) {
    const char *file = plan_string(result->plan, result->test->place.file);
    char day[DATE_TEXT];
    utf8_add_safe(out, file, strlen(file));
    buffer_format(out, ":%u: not ok: \"", failure->line);
    const char *name = plan_string(result->plan, result->test->name);
    utf8_add_safe(out, name, strlen(name));
    buffer_format(out, "\" of %s, row %u, as of %s\n", result->rule, failure->row,
                  date_format(result->test->as_of, day));
    if (failure->expected && strcmp(failure->expected, failure->got) != 0) {
        add_line(out, "expected", "", failure->expected);
        add_line(out, "got", "", failure->got);
    } else {
        add_line(out, "outcome", "", failure->got);
    }
    add_differences(failure, out);
    for (uint32_t i = 0; i < failure->reason_count; i++)
        add_line(out, i ? "" : "because", "", failure->reasons[i]);
    if (failure->more_reasons) add_line(out, "", "", "and more");
    buffer_add_char(out, '\n');
}

static void add_failures(const TestReport *report, Buffer *out) {
    bool any = false;
    for (uint32_t p = 0; p < report->pack_count; p++)
        for (uint32_t t = 0; t < report->packs[p].count; t++) {
            const TestResult *result = &report->packs[p].results[t];
            for (uint32_t f = 0; f < result->failure_count; f++) {
                add_failure(result, &result->failures[f], out);
                any = any || result->failures[f].difference_count;
            }
        }
    if (any) buffer_add_string(out, "'-' was expected and did not come, '+' came and was not expected\n\n");
}

static const char *plural(uint32_t count) {
    return count == 1 ? "" : "s";
}

static void add_pack(const TestPack *pack, int width, Buffer *out) {
    buffer_format(out, "%-*s  ", width, pack->id);
    if (pack->count == 0 && !pack->stopped)
        buffer_add_string(out, "no tests");
    else
        buffer_format(out, "%5u test%-1s %6u row%-1s  ", pack->count, plural(pack->count), pack->rows,
                      plural(pack->rows));
    if (pack->stopped)
        buffer_add_string(out, "stopped");
    else if (pack->failed)
        buffer_format(out, "%u failed", pack->failed);
    else if (pack->count)
        buffer_add_string(out, "ok");
    buffer_add_char(out, '\n');
}

static void add_packs(const TestReport *report, Buffer *out) {
    size_t width = 0;
    for (uint32_t p = 0; p < report->pack_count; p++)
        if (strlen(report->packs[p].id) > width) width = strlen(report->packs[p].id);
    for (uint32_t p = 0; p < report->pack_count; p++) {
        const TestPack *pack = &report->packs[p];
        if (pack->count || pack->stopped || !report->filtered) add_pack(pack, (int)width, out);
    }
}

static void add_untested(const TestReport *report, Buffer *out) {
    bool any = false;
    for (uint32_t p = 0; p < report->pack_count; p++)
        for (uint32_t i = 0; i < report->packs[p].untested_count; i++) {
            if (!any) buffer_add_string(out, "\nRules without a test\n");
            buffer_format(out, "  %s/%s\n", report->packs[p].id, report->packs[p].untested[i]);
            any = true;
        }
}

void test_plain(const TestReport *report, Buffer *out) {
    add_failures(report, out);
    add_packs(report, out);
    add_untested(report, out);
    buffer_format(out, "\n%u test%s, %u row%s: %u passed, %u failed", report->tests, plural(report->tests),
                  report->rows, plural(report->rows), report->tests - report->failed, report->failed);
    if (report->left_out)
        buffer_format(out, "; %u pack%s could not be used", report->left_out, plural(report->left_out));
    buffer_add_char(out, '\n');
}
