/* Where a run's records come from: a dataset, or records that the program made itself.
 *
 * A run opens its source, once for candidates and once for vacancies, reads rows by their numbers, and closes
 * it. It may do so again, with other rules. Threads read at once, each as a reader of its own. */
#ifndef BERTH_APP_SOURCE_H
#define BERTH_APP_SOURCE_H

#include "base/date.h"
#include "store/store.h"

typedef struct Source {
    const char *name; /* for messages */
    unsigned readers; /* how many may read at once: the run has as many threads */
    /* Prepares to read the flagged fields of one subject, as they were on `day`. Rows are numbered from
     * `first` to `last`, perhaps with gaps; `count` is how many there are. */
    bool (*open)(void *context, const Dictionary *dictionary, Subject subject, const bool *wanted, Day day,
                 Error *error);
    bool (*bounds)(void *context, Subject subject, int64_t *first, int64_t *last, int64_t *count,
                   Error *error);
    /* Adds the rows numbered `first` to `last`, in order, to the batch, which has room for them. */
    bool (*read)(void *context, unsigned reader, Subject subject, int64_t first, int64_t last, Batch *batch,
                 Error *error);
    void (*close)(void *context);
    void *context;
} Source;

/* A dataset as a source: connections that all see one state of it, however often it is opened. */
typedef struct Readers {
    Store **stores; /* the first is the caller's */
    Scan **candidates, *vacancies;
    unsigned count;
} Readers;

/* Opens `count` readers. Close them in either case. */
bool readers_open(Readers *readers, Store *store, unsigned count, Error *error);
void readers_close(Readers *readers);

/* Lives as long as the readers. */
Source readers_source(Readers *readers);

#endif
