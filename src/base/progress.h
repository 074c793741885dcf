/* How far a long run has come, told to whoever wants to show it, who may also ask it to stop.
 *
 * Called now and then from one thread at a time, under the caller's lock. `total` is 0 while unknown. */
#ifndef BERTH_BASE_PROGRESS_H
#define BERTH_BASE_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

typedef struct Progress {
    bool (*update)(void *context, uint64_t done, uint64_t total); /* false: stop as soon as that is safe */
    void *context;
} Progress;

/* True where the run may go on; `progress` may be NULL. */
static inline bool progress_update(const Progress *progress, uint64_t done, uint64_t total) {
    return !progress || progress->update(progress->context, done, total);
}

#endif
