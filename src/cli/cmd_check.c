/* berth check: what packs read and why, and what in them wants mending. */
#include "app/check.h"
#include "base/memory.h"
#include "cli/command.h"
#include "cli/console.h"
#include "output/pack_report.h"

typedef struct CheckOptions {
    const char *stdlib;
    int format; /* index in formats */
    bool trust;
} CheckOptions;

enum { FORMAT_TEXT, FORMAT_JSON };

static const char *const formats[] = {[FORMAT_TEXT] = "text", [FORMAT_JSON] = "json", NULL};

const Option CHECK_OPTIONS[] = {
    {"--format", OPTION_CHOICE, "text|json",
     "how the report is written; findings in text go to standard error", offsetof(CheckOptions, format),
     formats},
    {"--trust-packs", OPTION_FLAG, NULL, "load packs on a system without the jail that holds them",
     offsetof(CheckOptions, trust), NULL},
    {"--stdlib", OPTION_TEXT, "DIR", "the standard fields and words from DIR, for work on berth itself",
     offsetof(CheckOptions, stdlib), NULL},
    {0},
};

/* The standard library is looked over with the packs, and has no part in the report. */
static bool report(const Rules *rules, int format, Messages *findings, Buffer *out, Error *error) {
    ConsoleProgress progress;
    bool go_on = true;
    console_progress_start(&progress, "checking");
    console_progress_hide(&progress);
    const Plan **plans = memory_allocate_array(rules->pack_count, sizeof *plans);
    for (uint32_t i = 0; i < rules->pack_count && go_on; i++) {
        plans[i] = pack_plan(rules->packs[i]);
        check_pack(plans[i], findings);
        go_on = progress_update(&progress.progress, i, rules->pack_count);
    }
    uint32_t count = rules->pack_count - 1;
    if (go_on && format == FORMAT_JSON)
        pack_report_add_json(plans + 1, count, findings, out);
    else if (go_on)
        pack_report_add_text(plans + 1, count, findings->count, out);
    free(plans);
    return progress_update(&progress.progress, count, count) || error_set(error, "interrupted");
}

static bool check(const CheckOptions *options, const OptionList *folders, Arena *arena, bool *found,
                  Error *error) {
    RulesOptions rules_options = {.paths = folders->items,
                                  .path_count = folders->count,
                                  .stdlib = options->stdlib,
                                  .jobs = 1,
                                  .trust = options->trust};
    Rules rules = {0};
    Messages findings = {.arena = arena};
    Buffer out = {0};
    bool good = rules_open(&rules, &rules_options, date_today(), &findings, error);
    if (good) {
        good = report(&rules, options->format, &findings, &out, error) && console_write(&out, error);
    }
    *found = findings.count || rules.left_out;
    if (options->format == FORMAT_TEXT || !good) console_messages(&findings);
    buffer_close(&out);
    rules_close(&rules);
    return good;
}

int cmd_check(const Invocation *invocation) {
    CheckOptions options = {0};
    OptionList folders = {0};
    Error error = {0};
    bool found = false;
    bool good = option_parse(invocation->command->options, invocation->arguments, invocation->count, &options,
                             &folders, invocation->arena, &error) &&
                check(&options, &folders, invocation->arena, &found, &error);
    if (!good) {
        console_error(&error);
        return STATUS_FAILED;
    }
    return found ? STATUS_FOUND : STATUS_DONE;
}
