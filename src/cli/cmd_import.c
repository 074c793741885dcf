/* berth import: lists into the shared dataset, all of them or none. */
#include "base/file.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "cli/console.h"
#include "store/import.h"

typedef struct ImportCommandOptions {
    SourceOptions source; /* of it: rules, stdlib, trust, day, dates */
    const char *into;
    int as;
    bool dry_run;
} ImportCommandOptions;

/* What a list may be said to hold; the first is for nothing said. */
static const char *const LIST_CHOICES[] = {"detect", "candidates", "vacancies", NULL};
enum { LIST_DETECT, LIST_CANDIDATES, LIST_VACANCIES };

const Option IMPORT_OPTIONS[] = {
    {"--into", OPTION_TEXT, "DB", "the shared dataset; made if it is not there",
     offsetof(ImportCommandOptions, into), NULL},
    {"--as", OPTION_CHOICE, "candidates|vacancies", "what the lists hold; without it the headings tell",
     offsetof(ImportCommandOptions, as), LIST_CHOICES},
    {"--as-of", OPTION_DAY, "DATE", "the day that the lists speak of; without it today",
     offsetof(ImportCommandOptions, source.day), NULL},
    {"--dates", OPTION_CHOICE, "dmy|mdy", "how 03/04/2001 reads where a list leaves it open",
     offsetof(ImportCommandOptions, source.dates), DATE_CHOICES},
    {"--dry-run", OPTION_FLAG, NULL, "show how the lists are understood and change nothing",
     offsetof(ImportCommandOptions, dry_run), NULL},
    {"--rules", OPTION_LIST, "DIR…", "packs whose own fields the lists have",
     offsetof(ImportCommandOptions, source.rules), NULL},
    {"--trust-packs", OPTION_FLAG, NULL, "run packs on a system without the jail that holds them",
     offsetof(ImportCommandOptions, source.trust), NULL},
    {"--stdlib", OPTION_TEXT, "DIR", "the standard fields from DIR, for work on berth itself",
     offsetof(ImportCommandOptions, source.stdlib), NULL},
    {0},
};

static const char *date_words(DateOrder order) {
    return order == DATES_DMY ? ", day first" : order == DATES_MDY ? ", month first" : "";
}

/* "examples/list.csv: 200 candidates: 198 new, 2 updated"; on a dry run, with how each column was understood.
 */
static void add_report(const char *path, const ImportReport *report, const Dictionary *dictionary,
                       bool dry_run, Buffer *out) {
    utf8_add_safe(out, path, strlen(path));
    buffer_format(out, ": %llu %s%s: %llu new, %llu updated, %llu unchanged\n",
                  (unsigned long long)report->rows,
                  report->subject == SUBJECT_CANDIDATE ? "candidate"
                  : report->rows == 1                  ? "vacancy"
                                                       : "vacancies",
                  report->subject == SUBJECT_CANDIDATE && report->rows != 1 ? "s" : "",
                  (unsigned long long)report->added, (unsigned long long)report->updated,
                  (unsigned long long)report->unchanged);
    for (uint32_t i = 0; dry_run && i < report->column_count; i++) {
        if (report->columns[i].field == FIELD_NONE) continue; /* an empty column without a heading */
        const Field *field = &dictionary->fields[report->columns[i].field];
        buffer_add_string(out, "  ");
        utf8_add_safe(out, report->columns[i].heading, strlen(report->columns[i].heading));
        buffer_format(out, " -> %s (%s%s)\n", field->name, field_type_name(field->type),
                      date_words(report->columns[i].dates));
    }
}

static bool import_all(const ImportCommandOptions *options, const OptionList *files,
                       const Dictionary *dictionary, Store *store, Arena *arena, Buffer *out, Error *error) {
    ImportOptions import_options = {.subject =
                                        options->as == LIST_VACANCIES ? SUBJECT_VACANCY : SUBJECT_CANDIDATE,
                                    .detect_subject = options->as == LIST_DETECT,
                                    .dates = (DateOrder)options->source.dates,
                                    .day = options->source.day,
                                    .dry_run = options->dry_run};
    Messages messages = {.arena = arena};
    ConsoleProgress progress;
    console_progress_start(&progress, "importing");
    bool good = import_begin(store, error);
    for (size_t i = 0; i < files->count && good; i++) {
        ImportReport report = {0};
        good = import_csv(store, dictionary, files->items[i], &import_options, &report, &messages,
                          &progress.progress, error);
        if (good) add_report(files->items[i], &report, dictionary, options->dry_run, out);
    }
    console_progress_end(&progress);
    console_messages(&messages);
    if (options->dry_run) buffer_add_string(out, "nothing was changed\n");
    /* The report goes first, so that what can't be reported is not done either. */
    good = good && console_write(out, error);
    Error ignored = {0};
    return import_end(store, good && !options->dry_run, good ? error : &ignored) && good;
}

/* A dry run into a dataset that is not there must not make it. */
static Store *open_dataset(const ImportCommandOptions *options, Error *error) {
    bool nowhere = options->dry_run && !file_exists(options->into);
    return nowhere ? store_open_temporary(1, error) : store_open_write(options->into, error);
}

static bool import(const ImportCommandOptions *options, const OptionList *files, Arena *arena, Error *error) {
    RulesOptions rules_options = {.paths = options->source.rules.items,
                                  .path_count = options->source.rules.count,
                                  .stdlib = options->source.stdlib,
                                  .jobs = 1,
                                  .trust = options->source.trust};
    Rules rules = {0};
    Messages messages = {.arena = arena};
    Store *store = NULL;
    Buffer out = {0};
    Dictionary *dictionary = rules_dictionary(&rules, &rules_options, &messages, error);
    console_messages(&messages);
    bool good = dictionary && (store = open_dataset(options, error)) &&
                import_all(options, files, dictionary, store, arena, &out, error);
    buffer_close(&out);
    store_close(store);
    dictionary_close(dictionary);
    rules_close(&rules);
    return good;
}

int cmd_import(const Invocation *invocation) {
    ImportCommandOptions options = {0};
    OptionList files = {0};
    Error error = {0};
    bool good = command_parse(invocation, &options, &options.source, &files, &error);
    if (good && files.count == 0) good = error_set(&error, "which lists? name at least one CSV file");
    if (good && !options.into) good = error_set(&error, "into which dataset? add '--into DB'");
    good = good && import(&options, &files, invocation->arena, &error);
    if (!good) console_error(&error);
    return good ? STATUS_DONE : STATUS_FAILED;
}
