/* berth test: packs' tests. */
#include "app/tests.h"
#include "base/suggest.h"
#include "cli/command.h"
#include "cli/console.h"

typedef struct TestCommandOptions {
    const char *filter, *format, *stdlib;
    bool trust;
} TestCommandOptions;

const Option TEST_OPTIONS[] = {
    {"--filter", OPTION_TEXT, "TEXT", "only tests with this in their name or in pack/rule",
     offsetof(TestCommandOptions, filter), NULL},
    {"--format", OPTION_TEXT, "NAME", "how the result is written, see below",
     offsetof(TestCommandOptions, format), NULL},
    {"--trust-packs", OPTION_FLAG, NULL, "run packs on a system without the jail that holds them",
     offsetof(TestCommandOptions, trust), NULL},
    {"--stdlib", OPTION_TEXT, "DIR", "the standard fields and words from DIR, for work on berth itself",
     offsetof(TestCommandOptions, stdlib), NULL},
    {0},
};

static bool find_format(const char *name, const TestFormat **found, Error *error) {
    Suggestion suggestion = {0};
    for (const TestFormat *format = TEST_FORMATS; format->name; format++) {
        if (!name || strcmp(name, format->name) == 0) {
            *found = format;
            return true;
        }
        suggest_offer(&suggestion, name, format->name);
    }
    char phrase[96];
    return error_set(error, "there is no format '%s'%s: the formats are plain and tap", name,
                     suggest_phrase(&suggestion, phrase, sizeof phrase));
}

static bool run_tests(const TestCommandOptions *options, const OptionList *packs, Arena *arena, bool *found,
                      Error *error) {
    const TestFormat *format = NULL;
    if (!find_format(options->format, &format, error)) return false;
    Rules rules = {0};
    Messages messages = {.arena = arena};
    Buffer out = {0};
    TestReport report;
    ConsoleProgress progress;
    console_progress_start(&progress, "testing");
    TestsOptions tests_options = {.rules = {.paths = packs->items,
                                            .path_count = packs->count,
                                            .stdlib = options->stdlib,
                                            .trust = options->trust},
                                  .filter = options->filter,
                                  .progress = &progress.progress};
    bool good = tests_run(&rules, &tests_options, arena, &report, &messages, error);
    console_progress_end(&progress);
    console_messages(&messages);
    if (good) format->write(&report, &out);
    good = good && console_write(&out, error);
    *found = good && (report.failed || report.left_out);
    buffer_close(&out);
    rules_close(&rules);
    return good;
}

int cmd_test(const Invocation *invocation) {
    TestCommandOptions options = {0};
    OptionList packs = {0};
    Error error = {0};
    bool found = false;
    bool good = option_parse(TEST_OPTIONS, invocation->arguments, invocation->count, &options, &packs,
                             invocation->arena, &error) &&
                run_tests(&options, &packs, invocation->arena, &found, &error);
    if (!good) {
        console_error(&error);
        return STATUS_FAILED;
    }
    return found ? STATUS_FOUND : STATUS_DONE;
}

void help_test(Buffer *out) {
    buffer_add_string(out, "\nFormats\n");
    for (const TestFormat *format = TEST_FORMATS; format->name; format++)
        buffer_format(out, "  %-10s %s\n", format->name, format->help);
}
