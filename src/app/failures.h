/* Errors that check functions raised, gathered over a run: what was raised where is told once, with the first
 * record that it was about.
 *
 * Thread rule: one Failures belongs to one thread at a time. Start with `{.arena = a}`; the texts are copied
 * there. */
#ifndef BERTH_APP_FAILURES_H
#define BERTH_APP_FAILURES_H

#include "base/error.h"

enum { FAILURES_TOLD = 20 };

typedef struct Failure {
    const char *file; /* NULL = unknown */
    uint32_t line;
    const char *text, *who; /* "candidate 'C1'", the first */
    bool others;            /* it was raised for others too */
} Failure;

typedef struct Failures {
    Arena *arena;
    Failure items[FAILURES_TOLD]; /* each another file, line or text */
    uint32_t count;
    uint64_t calls; /* how many calls raised, told or not */
    bool supposed;  /* what is added now is about people as they would be after a programme */
} Failures;

/* Adds a failure, unless the like has been added; does not count a call. */
void failures_add(Failures *failures, const Failure *failure);

/* Adds all of `others`, their calls too. */
void failures_add_all(Failures *failures, const Failures *others);

/* Adds an error for each failure to `messages`, and a note with the number of calls where that is more. */
void failures_tell(const Failures *failures, Messages *messages);

#endif
