/* Threads: each share is done once, in a thread of its own; a thread that can't start means no work. */
#include "base/thread.h"

#include "../test.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST = 16, STACK = 64 << 20 };

typedef struct Record {
    atomic_uint done[MOST];
    pthread_t thread[MOST];
    atomic_uint arrived;
    unsigned count;
} Record;

static void note(void *context, unsigned index) {
    Record *record = context;
    record->thread[index] = pthread_self();
    atomic_fetch_add(&record->done[index], 1);
    /* Waits for all the others: hangs unless they run side by side. */
    atomic_fetch_add(&record->arrived, 1);
    while (atomic_load(&record->arrived) < record->count)
        sched_yield();
}

static void test_each_share_runs_once(void) {
    for (unsigned count = 1; count <= MOST; count++) {
        Record record = {.count = count};
        Error error = {0};
        CHECK(thread_run(count, note, &record, &error));
        CHECK(!error.set);
        for (unsigned i = 0; i < MOST; i++)
            CHECK_INT(record.done[i], i < count);
        CHECK(pthread_equal(record.thread[0], pthread_self()));
        for (unsigned i = 1; i < count; i++)
            for (unsigned j = 0; j < i; j++)
                CHECK(!pthread_equal(record.thread[i], record.thread[j]));
    }
}

static void count_share(void *context, unsigned index) {
    (void)index;
    atomic_fetch_add((atomic_uint *)context, 1);
}

/* Leaves room in the address space for some of the stacks. */
static bool limit_room(void) {
    unsigned long pages = 0;
    FILE *sizes = fopen("/proc/self/statm", "r");
    if (!sizes || fscanf(sizes, "%lu", &pages) != 1) return false;
    fclose(sizes);
    rlim_t room = pages * (rlim_t)sysconf(_SC_PAGESIZE) + (4 + MOST / 2) * (rlim_t)STACK;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, STACK);
    return pthread_setattr_default_np(&attributes) == 0 &&
           setrlimit(RLIMIT_AS, &(struct rlimit){.rlim_cur = room, .rlim_max = room}) == 0;
}

/* Its exit status: 0 = refused without doing any work, after some threads had started. */
static void start_too_many(void) {
    atomic_uint done = 0;
    Error error = {0};
    if (!limit_room()) _exit(1);
    if (thread_run(MOST, count_share, &done, &error)) _exit(2);
    if (done != 0) _exit(3);
    unsigned refused = 0;
    bool told = sscanf(error.text, "can't start thread %u of 16: ", &refused) == 1;
    _exit(told && refused > 2 ? 0 : 4);
}

static void test_too_many_threads(void) {
    pid_t child = fork();
    if (child == 0) start_too_many();
    int status = -1;
    waitpid(child, &status, 0);
    CHECK(WIFEXITED(status));
    CHECK_INT(WEXITSTATUS(status), 0);
}

static void test_processors(void) {
    unsigned all = thread_processors();
    CHECK(all >= 1);
    cpu_set_t old, one;
    if (sched_getaffinity(0, sizeof old, &old) != 0) return;
    CHECK_INT(all, CPU_COUNT(&old));
    size_t first = 0;
    while (!CPU_ISSET(first, &old))
        first++;
    CPU_ZERO(&one);
    CPU_SET(first, &one);
    CHECK(sched_setaffinity(0, sizeof one, &one) == 0);
    CHECK_INT(thread_processors(), 1);
    sched_setaffinity(0, sizeof old, &old);
}

static const Test tests[] = {
    {"each share runs once, side by side", test_each_share_runs_once},
    {"a thread that can't start means no work", test_too_many_threads},
    {"processors are those that may be used", test_processors},
};

TEST_MAIN(tests)
