/* Threads that each do a share of one job. */
#ifndef BERTH_BASE_THREAD_H
#define BERTH_BASE_THREAD_H

#include "error.h"

#include <stdbool.h>

/* Runs work(context, index) for index 0 … count-1, each in a thread of its own (index 0 in the caller's),
 * and waits for all. With count 1 no thread is started. Fails only when a thread can't be started; then
 * none of the work is done. */
bool thread_run(unsigned count, void (*work)(void *context, unsigned index), void *context, Error *error);

/* How many processors this process may run on; at least 1. */
unsigned thread_processors(void);

#endif
