/* Commands: one row each in the table in main.c. */
#ifndef BERTH_CLI_COMMAND_H
#define BERTH_CLI_COMMAND_H

#include "app/rules.h"
#include "base/date.h"
#include "cli/option.h"
#include "store/store.h"

/* What every command gets. */
typedef struct Invocation {
    const struct Command *command;
    char *const *arguments; /* after the command's name */
    size_t count;
    Arena *arena;
} Invocation;

typedef struct Command {
    const char *name, *usage, *summary;
    const char *about;                        /* what `berth help NAME` says below the usage */
    const Option *options;                    /* NULL: none */
    void (*add_help)(Buffer *out);            /* what follows the options; NULL: nothing */
    int (*run)(const Invocation *invocation); /* gives the exit status */
} Command;

int cmd_import(const Invocation *invocation);
int cmd_eval(const Invocation *invocation);
int cmd_explain(const Invocation *invocation);
int cmd_match(const Invocation *invocation);
int cmd_test(const Invocation *invocation);
int cmd_check(const Invocation *invocation);

void help_eval(Buffer *out);
void help_test(Buffer *out);

extern const Option IMPORT_OPTIONS[], EVAL_OPTIONS[], EXPLAIN_OPTIONS[], MATCH_OPTIONS[], TEST_OPTIONS[],
    CHECK_OPTIONS[];

/* Options that several commands share: which rules, which people, as of which day. */
typedef struct SourceOptions {
    OptionList rules, in;
    const char *data, *stdlib;
    Day day;
    unsigned jobs;
    int dates; /* index in DATE_CHOICES */
    bool strict, trust;
    bool fit; /* not an option: the command looks for vacancies that fit */
} SourceOptions;

extern const char *const DATE_CHOICES[];

/* Rows of an options table for a struct that has a SourceOptions member `source`. */
#define OPTIONS_RULES(Struct)                                                                                \
    {"--rules",                                                                                              \
     OPTION_LIST,                                                                                            \
     "DIR…",                                                                                                 \
     "packs, or folders of packs; without it the packs that ship",                                           \
     offsetof(Struct, source.rules),                                                                         \
     NULL},                                                                                                  \
        {"--strict",                                                                                         \
         OPTION_FLAG,                                                                                        \
         NULL,                                                                                               \
         "run nothing if any pack can't be used",                                                            \
         offsetof(Struct, source.strict),                                                                    \
         NULL},                                                                                              \
        {"--trust-packs",                                                                                    \
         OPTION_FLAG,                                                                                        \
         NULL,                                                                                               \
         "run packs on a system without the jail that holds them",                                           \
         offsetof(Struct, source.trust),                                                                     \
         NULL},                                                                                              \
    {                                                                                                        \
        "--stdlib", OPTION_TEXT, "DIR", "the standard fields and words from DIR, for work on berth itself",  \
            offsetof(Struct, source.stdlib), NULL                                                            \
    }
#define OPTIONS_PEOPLE(Struct)                                                                                \
    {"--data", OPTION_TEXT, "DB", "the shared dataset", offsetof(Struct, source.data), NULL},                 \
        {"--in",                                                                                              \
         OPTION_LIST,                                                                                         \
         "FILE…",                                                                                             \
         "CSV lists instead, held in a private dataset for this run",                                         \
         offsetof(Struct, source.in),                                                                         \
         NULL},                                                                                               \
        {"--as-of", OPTION_DAY, "DATE", "the day of the run; without it today", offsetof(Struct, source.day), \
         NULL},                                                                                               \
        {"--dates",                                                                                           \
         OPTION_CHOICE,                                                                                       \
         "dmy|mdy",                                                                                           \
         "how 03/04/2001 reads in a list that leaves it open",                                                \
         offsetof(Struct, source.dates),                                                                      \
         DATE_CHOICES},                                                                                       \
    {                                                                                                         \
        "--jobs", OPTION_NUMBER, "N", "threads; without it one for each processor",                           \
            offsetof(Struct, source.jobs), NULL                                                               \
    }

/* Parses the command line into `target`, whose SourceOptions is `source`; fills in the day and the number of
 * jobs. */
bool command_parse(const Invocation *invocation, void *target, SourceOptions *source, OptionList *operands,
                   Error *error);

/* For a message that no person is named: which option may have taken their references, or nothing. */
const char *command_taken(const SourceOptions *source);

/* Loads the rules, then opens the dataset or imports the lists into a private one: in this order, so that no
 * worker has seen anybody's data. Messages are said as they come. */
bool command_open(const SourceOptions *source, Arena *arena, Rules *rules, Store **store, Error *error);

#endif
