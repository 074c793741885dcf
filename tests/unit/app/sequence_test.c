/* Chunks from several threads come out in the order of their numbers. */
#include "app/sequence.h"

#include "../test.h"
#include "base/memory.h"
#include "base/thread.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

enum { CHUNKS = 500, THREADS = 4 };

typedef struct Putting {
    Sequence *sequence;
    Arena *arena;
} Putting;

/* Thread i puts chunks i, i + THREADS, …; each holds its number, and in every seventh a check raised. */
static void put(void *context, unsigned index) {
    Putting *putting = context;
    Error error = {0};
    Arena *arena = arena_open();
    for (unsigned n = index; n < CHUNKS; n += THREADS) {
        Buffer text = {0};
        Failures failures = {.arena = arena};
        char who[32];
        if (n % 3) buffer_format(&text, ";%u", n);
        snprintf(who, sizeof who, "candidate %u", n);
        if (n % 7 == 0) {
            failures_add(&failures, &(Failure){"a.lua", n % 2 + 1, "no", who, false});
            failures.calls = 2;
        }
        CHECK(sequence_put(putting->sequence, n, &text, &failures, &error));
    }
    arena_close(arena);
}

static char *read_back(const char *path) {
    static char bytes[8192];
    FILE *file = fopen(path, "r");
    size_t length = fread(bytes, 1, sizeof bytes - 1, file);
    fclose(file);
    bytes[length] = '\0';
    return bytes;
}

static void test_order(void) {
    char path[] = "/tmp/berth-sequence-XXXXXX";
    close(mkstemp(path));
    Error error = {0};
    Failures failures = {.arena = arena_open()};
    Replacement *out = replacement_open(path, false, &error);
    Putting putting = {sequence_open(out, ";", &failures), failures.arena};
    CHECK(thread_run(THREADS, put, &putting, &error));
    sequence_close(putting.sequence);
    CHECK(replacement_commit(out, &error));

    char expected[8192];
    size_t length = 0;
    for (unsigned n = 0; n < CHUNKS; n++)
        if (n % 3)
            length += (size_t)snprintf(expected + length, sizeof expected - length, length ? ";%u" : "%u", n);
    CHECK_STR(read_back(path), expected);
    /* Told once for each place, with the first whom it was about, in order. */
    CHECK_INT(failures.calls, 2 * ((CHUNKS + 6) / 7));
    CHECK_INT(failures.count, 2);
    CHECK_STR(failures.items[0].who, "candidate 0");
    CHECK_STR(failures.items[1].who, "candidate 7");
    CHECK(failures.items[0].others && failures.items[1].others);
    arena_close(failures.arena);
    unlink(path);
}

/* A thread that is far ahead waits; sequence_stop wakes it. */
static void wait_or_stop(void *context, unsigned index) {
    Sequence *sequence = context;
    Failures none = {0};
    Error error = {0};
    Buffer text = {0};
    buffer_add_string(&text, "x");
    if (index == 0) {
        usleep(20000);
        sequence_stop(sequence);
        buffer_close(&text);
    } else {
        CHECK(!sequence_put(sequence, 1000, &text, &none, &error));
    }
}

static void test_stop(void) {
    char path[] = "/tmp/berth-sequence-XXXXXX";
    close(mkstemp(path));
    Error error = {0};
    Failures failures = {.arena = arena_open()};
    Replacement *out = replacement_open(path, false, &error);
    Sequence *sequence = sequence_open(out, "", &failures);
    CHECK(thread_run(2, wait_or_stop, sequence, &error));
    sequence_close(sequence);
    replacement_abandon(out);
    arena_close(failures.arena);
    unlink(path);
}

/* A full disk: every chunk from the failed one on is refused, and says why. */
static void test_full(void) {
    Error error = {0};
    Failures failures = {.arena = arena_open()}, none = {0};
    int standard = dup(1), full = open("/dev/full", O_WRONLY);
    Replacement *out = replacement_open(NULL, false, &error);
    Sequence *sequence = sequence_open(out, "", &failures);
    Buffer text = {0};
    fflush(stdout);
    dup2(full, 1);
    buffer_add_string(&text, "x");
    bool first = sequence_put(sequence, 0, &text, &none, &error);
    bool second = sequence_put(sequence, 1, &text, &none, &error);
    sequence_close(sequence);
    replacement_abandon(out);
    dup2(standard, 1);
    close(standard);
    close(full);
    CHECK(!first && !second);
    CHECK(error.set);
    arena_close(failures.arena);
}

static const Test tests[] = {
    {"a full disk is told to whoever puts", test_full},
    {"chunks come out in order, the first without its separator, errors counted", test_order},
    {"whoever waits for a chunk that will never come is woken", test_stop},
};

TEST_MAIN(tests)
