/* Memory that is there or the program ends. */
#include "memory.h"

#include <stdbool.h>
#include <stdint.h>
#include <unistd.h>

#ifdef BERTH_FAULTS
#include <stdatomic.h>

/* For the fault tests, which walk over all allocations of a run: the one whose number, from 1, is in the
 * environment fails. */
static bool fault_is_due(void) {
    static atomic_ulong made;
    const char *number = getenv("BERTH_FAIL_ALLOCATION");
    return number && atomic_fetch_add(&made, 1) + 1 == strtoul(number, NULL, 10);
}
#else
static bool fault_is_due(void) {
    return false;
}
#endif

_Noreturn void memory_exhausted(void) {
    static const char text[] =
        "berth: out of memory: close other programs, or run with a smaller --jobs, and try again\n";
    ssize_t written = write(STDERR_FILENO, text, sizeof text - 1);
    (void)written; /* there is nobody left to tell */
    _exit(2);
}

void *memory_allocate(size_t bytes) {
    void *memory = fault_is_due() ? NULL : calloc(1, bytes ? bytes : 1);
    if (!memory) memory_exhausted();
    return memory;
}

void *memory_allocate_array(size_t count, size_t size) {
    if (size && count > SIZE_MAX / size) memory_exhausted();
    return memory_allocate(count * size);
}

void *memory_resize(void *old, size_t bytes) {
    void *memory = fault_is_due() ? NULL : realloc(old, bytes ? bytes : 1);
    if (!memory) memory_exhausted();
    return memory;
}
