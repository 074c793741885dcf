/* Options: one table a command, which parses the command line into a struct and also prints the help. */
#ifndef BERTH_CLI_OPTION_H
#define BERTH_CLI_OPTION_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"

#include <stddef.h>

typedef enum OptionKind {
    OPTION_FLAG,   /* bool */
    OPTION_TEXT,   /* const char * */
    OPTION_LIST,   /* OptionList: every argument that follows, up to the next option */
    OPTION_NUMBER, /* unsigned, from 1 to OPTION_MOST */
    OPTION_DAY,    /* Day */
    OPTION_CHOICE  /* int: the index in `choices` */
} OptionKind;

enum { OPTION_MOST = 256 };

typedef struct OptionList {
    const char **items;
    size_t count;
} OptionList;

typedef struct Option {
    const char *name; /* with its dashes */
    OptionKind kind;
    const char *value; /* what the help calls its argument; NULL for a flag */
    const char *help;
    size_t offset;              /* of the member in the command's struct */
    const char *const *choices; /* OPTION_CHOICE: NULL-terminated; the first is for nothing said */
} Option;

/* Parses `arguments` into `target` by the table (which ends with a row without a name); what is no option is
 * added to `operands`. An argument after "--" is an operand. Lists live in the arena. */
bool option_parse(const Option *table, char *const *arguments, size_t count, void *target,
                  OptionList *operands, Arena *arena, Error *error);

/* Adds the table as help text, a line an option. */
void option_help(const Option *table, Buffer *out);

#endif
