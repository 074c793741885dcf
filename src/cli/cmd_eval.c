/* berth eval: every candidate against every rule. */
#include "app/evaluate.h"
#include "base/file.h"
#include "cli/command.h"
#include "cli/console.h"

typedef struct EvalOptions {
    SourceOptions source;
    const char *format, *only, *out;
} EvalOptions;

const Option EVAL_OPTIONS[] = {
    OPTIONS_PEOPLE(EvalOptions),
    {"--format", OPTION_TEXT, "NAME", "how the result is written, see below", offsetof(EvalOptions, format),
     NULL},
    {"--only", OPTION_TEXT, "OUTCOMES", "only these, with commas between, see below",
     offsetof(EvalOptions, only), NULL},
    {"--out", OPTION_TEXT, "FILE", "write there, whole or not at all", offsetof(EvalOptions, out), NULL},
    OPTIONS_RULES(EvalOptions),
    {0},
};

static bool find_format(const char *name, const Format **found, Error *error) {
    Suggestion suggestion = {0};
    for (const Format *format = FORMATS; format->name; format++) {
        if (!name || strcmp(name, format->name) == 0) {
            *found = format;
            return true;
        }
        suggest_offer(&suggestion, name, format->name);
    }
    char phrase[96];
    return error_set(error, "there is no format '%s'%s: the formats are table, csv, wide, ndjson and json",
                     name, suggest_phrase(&suggestion, phrase, sizeof phrase));
}

/* "eligible" is a programme's, "refer" every kind's. */
static bool add_outcome(const char *name, uint32_t shown[DECISION_KINDS], Error *error) {
    Suggestion suggestion = {0};
    bool found = false;
    for (int kind = 0; kind < DECISION_KINDS; kind++)
        for (int o = 0; o < OUTCOME_COUNT; o++) {
            const char *known = outcome_name((RuleKind)kind, (Outcome)o);
            bool same = strcmp(name, known) == 0;
            if (same) shown[kind] |= 1u << o;
            found = found || same;
            suggest_offer(&suggestion, name, known);
        }
    if (found) return true;
    char phrase[96];
    return error_set(error, "there is no outcome '%s'%s; berth help eval lists them", name,
                     suggest_phrase(&suggestion, phrase, sizeof phrase));
}

/* A comma-separated list of outcomes as bits; all of them where there is no list. */
static bool parse_only(const char *only, Arena *arena, uint32_t shown[DECISION_KINDS], Error *error) {
    for (int kind = 0; kind < DECISION_KINDS; kind++)
        shown[kind] = only ? 0 : (1u << OUTCOME_COUNT) - 1;
    while (only) {
        const char *comma = strchr(only, ',');
        size_t length = comma ? (size_t)(comma - only) : strlen(only);
        if (!add_outcome(arena_copy(arena, only, length), shown, error)) return false;
        only = comma ? comma + 1 : NULL;
    }
    return true;
}

/* A result must not take the place of what it is made from. */
static bool check_out(const EvalOptions *options, Error *error) {
    const SourceOptions *source = &options->source;
    bool same = options->out && source->data && file_is_same(options->out, source->data);
    for (size_t i = 0; options->out && i < source->in.count; i++)
        same = same || file_is_same(options->out, source->in.items[i]);
    return !same ||
           error_set(error, "'--out %s' would overwrite what is evaluated: name another file", options->out);
}

/* Does the result appear on a terminal while the run goes on? Where there are check functions it waits for
 * the end.
 */
static bool comes_bit_by_bit(const EvaluateOptions *options, const Rules *rules) {
    return !options->out && (options->format->decision || options->format->rows) && console_is_terminal() &&
           ruleset_check_count(rules->set) == 0;
}

static bool evaluate(const EvalOptions *options, EvaluateOptions *evaluate_options, Arena *arena, bool *found,
                     Error *error) {
    Rules rules = {0};
    Store *store = NULL;
    Messages messages = {.arena = arena};
    ConsoleProgress progress;
    uint64_t errors = 0;
    bool good = command_open(&options->source, arena, &rules, &store, error);
    if (good) {
        console_progress_start(&progress, "evaluating");
        if (comes_bit_by_bit(evaluate_options, &rules)) console_progress_hide(&progress);
        evaluate_options->progress = &progress.progress;
        good = evaluate_dataset(&rules, store, evaluate_options, &errors, &messages, error);
        console_progress_end(&progress);
        console_messages(&messages);
    }
    *found = errors || rules.left_out;
    store_close(store);
    rules_close(&rules);
    return good;
}

int cmd_eval(const Invocation *invocation) {
    EvalOptions options = {0};
    OptionList operands = {0};
    Error error = {0};
    bool found = false;
    EvaluateOptions evaluate_options = {0};
    bool good = command_parse(invocation, &options, &options.source, &operands, &error) &&
                find_format(options.format, &evaluate_options.format, &error) &&
                parse_only(options.only, invocation->arena, evaluate_options.shown, &error);
    if (good && operands.count)
        good = error_set(&error, "'%s' is no option: people come from '--data DB' or '--in FILE.csv'",
                         operands.items[0]);
    good = good && check_out(&options, &error);
    evaluate_options.out = options.out;
    evaluate_options.jobs = options.source.jobs;
    evaluate_options.strict = options.source.strict;
    good = good && evaluate(&options, &evaluate_options, invocation->arena, &found, &error);
    if (!good) {
        console_error(&error);
        return STATUS_FAILED;
    }
    return found ? STATUS_FOUND : STATUS_DONE;
}

void help_eval(Buffer *out) {
    buffer_add_string(out, "\nFormats\n");
    for (const Format *format = FORMATS; format->name; format++)
        buffer_format(out, "  %-10s %s\n", format->name, format->help);
    buffer_add_string(out, "\nOutcomes\n");
    for (int kind = 0; kind < DECISION_KINDS; kind++) {
        buffer_format(out, "  %s:", rule_kind_name((RuleKind)kind));
        for (int o = 0; o < OUTCOME_COUNT; o++)
            buffer_format(out, "%s %s", o ? "," : "", outcome_name((RuleKind)kind, (Outcome)o));
        buffer_add_char(out, '\n');
    }
}
