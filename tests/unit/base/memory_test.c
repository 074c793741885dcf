/* Memory: zeroed, aligned, never NULL; running out ends the process with status 2 and a message.
 *
 * The code is included with its faults built in; this file's functions then stand before the library's. */
#ifndef BERTH_FAULTS
#define BERTH_FAULTS
#endif
#include "base/memory.c"

#include "../test.h"

#include <pthread.h>
#include <sys/wait.h>

/* Asked by the sanitizers: an absurd size is to give NULL, as without them. */
const char *__asan_default_options(void);
const char *__asan_default_options(void) {
    return "allocator_may_return_null=1";
}

const char *__tsan_default_options(void);
const char *__tsan_default_options(void) {
    return "allocator_may_return_null=1";
}

/* Runs `work` in a child and gives its wait status and what it said on standard error. */
static int in_child(void (*work)(void), char *said, size_t size) {
    int ends[2];
    if (pipe(ends) != 0) return -1;
    pid_t child = fork();
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        work();
        _exit(0);
    }
    close(ends[1]);
    size_t have = 0;
    for (ssize_t got = 1; got > 0 && have<size - 1; have += got> 0 ? (size_t)got : 0)
        got = read(ends[0], said + have, size - 1 - have);
    said[have] = '\0';
    close(ends[0]);
    int status = -1;
    waitpid(child, &status, 0);
    return status;
}

static void check_ends(void (*work)(void)) {
    char said[1024];
    int status = in_child(work, said, sizeof said);
    CHECK(WIFEXITED(status));
    CHECK_INT(WEXITSTATUS(status), 2);
    const char *start = strstr(said, "berth: out of memory: ");
    CHECK(start != NULL);
    CHECK(said[0] && said[strlen(said) - 1] == '\n');
}

static void test_allocation_is_zeroed_and_aligned(void) {
    for (size_t bytes = 0; bytes < 5000; bytes += 37) {
        unsigned char *memory = memory_allocate(bytes);
        CHECK((uintptr_t)memory % _Alignof(max_align_t) == 0);
        size_t nonzero = 0;
        for (size_t i = 0; i < bytes; i++)
            nonzero += memory[i] != 0;
        CHECK_INT(nonzero, 0);
        memset(memory, 0xFF, bytes);
        free(memory);
    }
}

static void test_resize_keeps_what_was_there(void) {
    char *memory = memory_resize(NULL, 6);
    memcpy(memory, "berth", 6);
    memory = memory_resize(memory, 100000);
    CHECK_STR(memory, "berth");
    memory = memory_resize(memory, 3);
    CHECK(memcmp(memory, "ber", 3) == 0);
    memory = memory_resize(memory, 0);
    CHECK(memory != NULL);
    free(memory);
}

/* So that no compiler sees how absurd the sizes are, or leaves out what nobody uses. */
static volatile size_t half = SIZE_MAX / 2;
static void *volatile kept;

static void allocate_too_much(void) {
    kept = memory_allocate(half);
}

static void resize_too_much(void) {
    kept = memory_resize(NULL, half);
}

static void overflow_product(void) {
    kept = memory_allocate_array(half + 2, 2); /* the product wraps round to 2 */
}

static void *run_out(void *unused) {
    (void)unused;
    memory_exhausted();
}

static void run_no_handler(void) {
    _exit(9);
}

static void run_out_in_thread(void) {
    pthread_t thread;
    atexit(run_no_handler);
    if (pthread_create(&thread, NULL, run_out, NULL) == 0) pthread_join(thread, NULL);
}

static void test_running_out_ends_the_process(void) {
    check_ends(allocate_too_much);
    check_ends(resize_too_much);
    check_ends(overflow_product);
    check_ends(run_out_in_thread);
}

static int steps[2]; /* a child writes a byte for each allocation that it got */

static void allocate_five(void) {
    void *memory = NULL;
    for (int i = 0; i < 5; i++) {
        if (i % 2)
            memory = memory_resize(memory, 100);
        else {
            free(memory);
            memory = memory_allocate_array(3, 7);
        }
        if (write(steps[1], "x", 1) != 1) _exit(9);
    }
    free(memory);
}

static void check_fault(const char *number, ssize_t expected_steps, int expected_status) {
    char said[1024], made[16];
    if (pipe(steps) != 0) return;
    setenv("BERTH_FAIL_ALLOCATION", number, 1);
    int status = in_child(allocate_five, said, sizeof said);
    unsetenv("BERTH_FAIL_ALLOCATION");
    close(steps[1]);
    CHECK_INT(read(steps[0], made, sizeof made), expected_steps);
    close(steps[0]);
    CHECK(WIFEXITED(status));
    CHECK_INT(WEXITSTATUS(status), expected_status);
}

static void test_the_named_allocation_fails(void) {
    check_fault("1", 0, 2);
    check_fault("2", 1, 2);
    check_fault("5", 4, 2);
    check_fault("6", 5, 0);
    check_fault("0", 5, 0);
}

static const Test tests[] = {
    {"allocation is zeroed and aligned", test_allocation_is_zeroed_and_aligned},
    {"resize keeps what was there", test_resize_keeps_what_was_there},
    {"running out ends the process with status 2", test_running_out_ends_the_process},
    {"the allocation named in the environment fails", test_the_named_allocation_fails},
};

TEST_MAIN(tests)
