/* The jail: a worker process that has given everything up.
 *
 * A worker is forked, drops every right (files, network, processes, new memory beyond its own) before it is
 * sent a byte of what a stranger wrote, and then only answers messages. It shares one region of memory with
 * the parent. It dies with the parent.
 *
 * Start workers before any personal data has been read and before any thread: a forked child inherits memory.
 * Thread rule: a Jail belongs to one thread at a time; different ones to different threads. */
#ifndef BERTH_JAIL_JAIL_H
#define BERTH_JAIL_JAIL_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct JailLimits {
    size_t memory;        /* bytes of the worker's own arena, mapped before the filter closes */
    size_t shared;        /* bytes shared with the parent, zeroed; 0 = none */
    unsigned cpu_seconds; /* processor time from start to the first message, and from each message on to the
                             next; exceeding it ends the worker */
    unsigned wall_milliseconds; /* how long the parent waits for one answer before it ends the worker */
    size_t message;             /* the longest message that the parent takes, in bytes */
} JailLimits;

typedef struct Jail Jail;

/* The worker's side. Its functions may be called only in the worker. */
typedef struct JailInside JailInside;

/* What a worker does: it may call the jail_inside functions and ends when it returns. `context` is the
 * parent's memory as it was when the worker started. */
typedef void (*JailServe)(JailInside *inside, void *context);

/* Starts a worker that runs serve(inside, context) and ends when it returns. `name` is what messages call it
 * (a pack's id, a document's path). Fails, with what to do, where the system refuses or has no such jail;
 * with `trusted` the worker then runs without a filter. */
Jail *jail_open(const char *name, const JailLimits *limits, bool trusted, JailServe serve, void *context,
                Error *error);

/* Ends the worker, whatever it is doing, and frees. NULL is fine. */
void jail_close(Jail *jail);

bool jail_send(Jail *jail, const void *bytes, size_t length, Error *error);

/* Waits for the next message. Where the worker died, ran out of time or memory, or sent something too long,
 * the error names it and says which; the worker is ended, and every later call fails with that error too. The
 * bytes are 8-aligned. */
bool jail_receive(Jail *jail, Arena *arena, char **bytes, size_t *length, Error *error);

/* While the parent waits for the worker, it asks `go_on` several times a second; false ends the worker, and
 * the wait. NULL: nobody is asked. */
void jail_set_watch(Jail *jail, bool (*go_on)(void *context), void *context);

/* Changes the limits of time, from the next message on. */
void jail_set_time(Jail *jail, unsigned cpu_seconds, unsigned wall_milliseconds);

/* The shared region, `limits.shared` bytes, page-aligned. */
void *jail_shared(const Jail *jail);

/* The worker's process id, for tests and signals. */
int jail_process(const Jail *jail);

/* Is there a jail on this system that works? The error says why not. */
bool jail_available(Error *error);

/* In the worker: waits for the next message; false when the parent has gone, and serve should return. The
 * bytes are valid until the next call and are in the worker's own memory (outside its arena). */
bool jail_inside_receive(JailInside *inside, const char **bytes, size_t *length);
bool jail_inside_send(JailInside *inside, const void *bytes, size_t length);
void *jail_inside_arena(JailInside *inside, size_t *size);
void *jail_inside_shared(JailInside *inside, size_t *size);

/* In the worker: ends it at once; the parent's error reads "'NAME' ran out of memory". */
_Noreturn void jail_inside_out_of_memory(void);

#endif
