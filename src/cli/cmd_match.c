/* berth match: starts from the person. */
#include "app/match.h"
#include "cli/command.h"
#include "cli/console.h"

typedef struct MatchCommandOptions {
    SourceOptions source;
    int format; /* index in formats */
    bool everyone;
} MatchCommandOptions;

/* After the first, in the order of MatchFormat. */
static const char *const formats[] = {"", "table", "json", NULL};

const Option MATCH_OPTIONS[] = {
    {"--everyone", OPTION_FLAG, NULL, "the whole list: a row a person, and who can come to which rule",
     offsetof(MatchCommandOptions, everyone), NULL},
    {"--format", OPTION_CHOICE, "table|json", "table is the default; json is an array of one object a person",
     offsetof(MatchCommandOptions, format), formats},
    OPTIONS_PEOPLE(MatchCommandOptions),
    OPTIONS_RULES(MatchCommandOptions),
    {0},
};

static bool match(const MatchCommandOptions *options, const OptionList *people, Arena *arena, bool *found,
                  Error *error) {
    Rules rules = {0};
    Store *store = NULL;
    Messages messages = {.arena = arena};
    ConsoleProgress progress;
    uint64_t errors = 0;
    bool good = command_open(&options->source, arena, &rules, &store, error);
    if (good) {
        console_progress_start(&progress, "matching");
        if (console_is_terminal()) console_progress_hide(&progress);
        MatchOptions match_options = {.format = options->format == 2 ? MATCH_JSON : MATCH_TABLE,
                                      .jobs = options->source.jobs,
                                      .strict = options->source.strict,
                                      .progress = &progress.progress};
        good = match_people(&rules, store, people->items, people->count, &match_options, &errors, &messages,
                            error);
        console_progress_end(&progress);
        console_messages(&messages);
    }
    *found = errors || rules.left_out;
    store_close(store);
    rules_close(&rules);
    return good;
}

static bool check_people(const MatchCommandOptions *options, const OptionList *people, Error *error) {
    if (options->everyone && people->count)
        return error_set(error, "'--everyone' is the whole list: leave '%s' out, or '--everyone'",
                         people->items[0]);
    return options->everyone || people->count ||
           error_set(error, "whom? give a person's reference, as it stands in the list, or '--everyone'%s",
                     command_taken(&options->source));
}

int cmd_match(const Invocation *invocation) {
    MatchCommandOptions options = {.source.fit = true};
    OptionList people = {0};
    Error error = {0};
    bool found = false;
    bool good = command_parse(invocation, &options, &options.source, &people, &error) &&
                check_people(&options, &people, &error) &&
                match(&options, &people, invocation->arena, &found, &error);
    if (!good) {
        console_error(&error);
        return STATUS_FAILED;
    }
    return found ? STATUS_FOUND : STATUS_DONE;
}
