/* berth explain: why, criterion by criterion, and what would change it. */
#include "app/explain.h"
#include "cli/command.h"
#include "cli/console.h"

typedef struct ExplainCommandOptions {
    SourceOptions source;
    const char *rule;
} ExplainCommandOptions;

const Option EXPLAIN_OPTIONS[] = {
    OPTIONS_PEOPLE(ExplainCommandOptions),
    {"--rule", OPTION_TEXT, "PACK/RULE", "this rule alone", offsetof(ExplainCommandOptions, rule), NULL},
    OPTIONS_RULES(ExplainCommandOptions),
    {0},
};

static bool explain(const ExplainCommandOptions *options, const OptionList *people, Arena *arena, bool *found,
                    Error *error) {
    Rules rules = {0};
    Store *store = NULL;
    Messages messages = {.arena = arena};
    Buffer out = {0};
    ConsoleProgress progress;
    uint64_t errors = 0;
    bool good = command_open(&options->source, arena, &rules, &store, error);
    if (good) {
        console_progress_start(&progress, "counting places");
        ExplainOptions explain_options = {options->rule, options->source.jobs, options->source.strict,
                                          &progress.progress};
        good = explain_people(&rules, store, people->items, people->count, &explain_options, &out, &errors,
                              &messages, error);
        console_progress_end(&progress);
        console_messages(&messages);
        good = good && console_write(&out, error);
    }
    *found = errors || rules.left_out;
    buffer_close(&out);
    store_close(store);
    rules_close(&rules);
    return good;
}

int cmd_explain(const Invocation *invocation) {
    ExplainCommandOptions options = {0};
    OptionList people = {0};
    Error error = {0};
    bool found = false;
    bool good = command_parse(invocation, &options, &options.source, &people, &error);
    if (good && people.count == 0)
        good = error_set(&error, "whom? give a person's reference, as it stands in the list%s",
                         command_taken(&options.source));
    good = good && explain(&options, &people, invocation->arena, &found, &error);
    if (!good) {
        console_error(&error);
        return STATUS_FAILED;
    }
    return found ? STATUS_FOUND : STATUS_DONE;
}
