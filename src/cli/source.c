/* Where the rules and the people come from, alike for every command that evaluates. */
#include "app/rules.h"
#include "base/thread.h"
#include "cli/command.h"
#include "cli/console.h"
#include "store/import.h"

/* In the order of DateOrder. */
const char *const DATE_CHOICES[] = {"detect", "dmy", "mdy", NULL};

bool command_parse(const Invocation *invocation, void *target, SourceOptions *source, OptionList *operands,
                   Error *error) {
    source->day = date_today();
    source->jobs = thread_processors();
    return option_parse(invocation->command->options, invocation->arguments, invocation->count, target,
                        operands, invocation->arena, error);
}

static bool import_lists(const SourceOptions *source, Arena *arena, const Dictionary *dictionary,
                         Store *store, Error *error) {
    ImportOptions options = {.detect_subject = true, .dates = (DateOrder)source->dates, .day = source->day};
    Messages messages = {.arena = arena};
    ConsoleProgress progress;
    console_progress_start(&progress, "reading");
    bool good = true;
    for (size_t i = 0; i < source->in.count && good; i++) {
        ImportReport report = {0};
        good = import_csv(store, dictionary, source->in.items[i], &options, &report, &messages,
                          &progress.progress, error);
    }
    console_progress_end(&progress);
    console_messages(&messages);
    return good;
}

static bool open_dataset(const char *path, Arena *arena, const Dictionary *dictionary, Store **store,
                         Error *error) {
    Messages messages = {.arena = arena};
    *store = store_open(path, error);
    bool good = *store && store_warn_undated(*store, dictionary, &messages, error);
    console_messages(&messages);
    return good;
}

static bool open_people(const SourceOptions *source, Arena *arena, const Rules *rules, Store **store,
                        Error *error) {
    if (source->data && source->in.count)
        return error_set(error, "'--data' and '--in' name different people: give one of them");
    const Dictionary *dictionary = ruleset_dictionary(rules->set);
    if (source->data) return open_dataset(source->data, arena, dictionary, store, error);
    if (!source->in.count)
        return error_set(error, "whose? give a dataset with '--data DB' or a list with '--in FILE.csv'");
    *store = store_open_temporary(source->jobs, error);
    return *store && import_lists(source, arena, dictionary, *store, error);
}

const char *command_taken(const SourceOptions *source) {
    return source->rules.count > 1 ? "; '--rules' takes all that follows it, so references come before it"
           : source->in.count > 1  ? "; '--in' takes all that follows it, so references come before it"
                                   : "";
}

bool command_open(const SourceOptions *source, Arena *arena, Rules *rules, Store **store, Error *error) {
    RulesOptions options = {.paths = source->rules.items,
                            .path_count = source->rules.count,
                            .stdlib = source->stdlib,
                            .jobs = source->jobs,
                            .strict = source->strict,
                            .trust = source->trust,
                            .fit = source->fit};
    Messages messages = {.arena = arena};
    bool good = rules_open(rules, &options, source->day, &messages, error);
    console_messages(&messages);
    return good && open_people(source, arena, rules, store, error);
}
