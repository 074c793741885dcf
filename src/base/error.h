/* Errors and messages.
 *
 * A fallible function returns bool and takes `Error *` last: untouched on success, filled on failure,
 * and the first error wins. Text: lower case, no full stop, the subject in single quotes; it says what
 * was wrong and what to do.
 *
 * Where many things can be wrong at once (rows of a list, lines of a pack), they are gathered in a
 * `Messages` list instead. */
#ifndef BERTH_BASE_ERROR_H
#define BERTH_BASE_ERROR_H

#include "arena.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct Error {
    bool set;
    uint32_t line, column; /* from 1; 0 = does not apply */
    char file[256];        /* "" = does not apply */
    char text[1024];
} Error;

/* Fills `error` unless it is already set. Always returns false, so that a caller can
 * `return error_set(error, …)`. Text that does not fit is cut at a character's border. */
bool error_set(Error *error, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The same, with a place. `file` may be NULL; `line` and `column` count from 1, 0 = unknown. */
bool error_set_at(Error *error, const char *file, uint32_t line, uint32_t column, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

typedef enum MessageLevel { MESSAGE_ERROR, MESSAGE_WARNING, MESSAGE_NOTE } MessageLevel;

/* "error", "warning", "note". */
const char *message_level_name(MessageLevel level);

typedef struct Message {
    MessageLevel level;
    const char *file; /* NULL = does not apply */
    uint32_t line, column;
    const char *text;
} Message;

/* A growing list; it, its texts and its copies of file names live in `arena`. Start with `{.arena = a}`. */
typedef struct Messages {
    Arena *arena;
    Message *items;
    uint32_t count, capacity;
    uint32_t errors; /* how many of them are errors */
} Messages;

void messages_add(Messages *messages, MessageLevel level, const char *file, uint32_t line, uint32_t column,
                  const char *format, ...) __attribute__((format(printf, 6, 7)));

/* Adds what `error` holds, as an error. */
void messages_add_error(Messages *messages, const Error *error);

#endif
