/* Memory that is there or the program ends.
 *
 * berth works on one request and ends, so running out of memory is not handled where it happens:
 * the program says so on standard error and exits with status 2, exactly as after kill -9. What
 * must survive that (a dataset, a result file) is written so that it survives it.
 *
 * Built with -DBERTH_FAULTS (tests only), BERTH_FAIL_ALLOCATION=N in the environment makes the Nth allocation
 * of the process fail. Libraries that are given these functions are counted too.
 *
 * Thread rule: all functions may be called from any thread. */
#ifndef BERTH_BASE_MEMORY_H
#define BERTH_BASE_MEMORY_H

#include <stddef.h>

/* `bytes` zeroed bytes, aligned for any type. Never NULL, not even for 0. The caller frees with free(). */
void *memory_allocate(size_t bytes);

/* Zeroed space for `count` items of `size` bytes; ends the program if the product overflows. */
void *memory_allocate_array(size_t count, size_t size);

/* `old` (or NULL) grown or shrunk to `bytes`; the part beyond the old size is not zeroed. Never NULL. */
void *memory_resize(void *old, size_t bytes);

/* Says on standard error that memory ran out, and ends the process with status 2. It allocates nothing, takes
 * no lock and runs no exit handler (_exit, not exit: another thread may hold standard output's lock), so what
 * stdio has buffered is lost. */
_Noreturn void memory_exhausted(void);

#endif
