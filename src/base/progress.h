/* How far a long run has come, told to whoever wants to show it.
 *
 * Called now and then from one thread at a time, under the caller's lock. `total` is 0 while unknown. */
#ifndef BERTH_BASE_PROGRESS_H
#define BERTH_BASE_PROGRESS_H

#include <stdint.h>

typedef struct Progress {
    void (*update)(void *context, uint64_t done, uint64_t total); /* NULL: nobody looks */
    void *context;
} Progress;

static inline void progress_update(const Progress *progress, uint64_t done, uint64_t total) {
    if (progress && progress->update) progress->update(progress->context, done, total);
}

#endif
