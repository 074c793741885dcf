/* The console: what a person sees on standard output and standard error, and the only place that prints.
 *
 * Messages have the form `file:line:column: error: text`, or `berth: error: text` where there is no file.
 * What comes from data is made safe. */
#ifndef BERTH_CLI_CONSOLE_H
#define BERTH_CLI_CONSOLE_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/progress.h"

#include <time.h>

/* Exit statuses. */
enum { STATUS_DONE = 0, STATUS_FOUND = 1, STATUS_FAILED = 2 };

/* From now on Ctrl-C, a closed terminal and a request to end are noted, for the progress to pass on (a second
 * one ends the program at once); a closed pipe, and a file that may not grow, are errors like any other. */
void console_start(void);

void console_error(const Error *error);

/* Says the messages and forgets them. */
void console_messages(Messages *messages);

/* Writes to standard output; false (and `error`) where it can't take it. */
bool console_write(const Buffer *text, Error *error);

/* A bar on standard error that appears when a run takes over a second, if that is a terminal. */
typedef struct ConsoleProgress {
    Progress progress;
    const char *what; /* "evaluating" */
    struct timespec started, drawn;
    bool visible, hidden;
} ConsoleProgress;

void console_progress_start(ConsoleProgress *progress, const char *what);

/* Draws nothing: the result comes bit by bit to where the bar would be. */
void console_progress_hide(ConsoleProgress *progress);
void console_progress_end(ConsoleProgress *progress);

/* Does standard output go to a terminal? */
bool console_is_terminal(void);

/* The columns of that terminal; 80 where it does not say. */
int console_columns(void);

#endif
