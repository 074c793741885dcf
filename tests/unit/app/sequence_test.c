/* Chunks from several threads come out in the order of their numbers. */
#include "app/sequence.h"

#include "../test.h"
#include "base/memory.h"
#include "base/thread.h"

#include <stdlib.h>
#include <unistd.h>

enum { CHUNKS = 500, THREADS = 4 };

typedef struct Putting {
    Sequence *sequence;
    Arena *arena;
} Putting;

/* Thread i puts chunks i, i + THREADS, …; each holds its number, and every seventh an error. */
static void put(void *context, unsigned index) {
    Putting *putting = context;
    Error error = {0};
    Arena *arena = arena_open();
    for (unsigned n = index; n < CHUNKS; n += THREADS) {
        Buffer text = {0};
        Messages errors = {.arena = arena};
        if (n % 3) buffer_format(&text, ";%u", n);
        if (n % 7 == 0) messages_add(&errors, MESSAGE_ERROR, NULL, 0, 0, "error %u", n);
        CHECK(sequence_put(putting->sequence, n, &text, &errors, &error));
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
    Messages messages = {.arena = arena_open()};
    Replacement *out = replacement_open(path, false, &error);
    Putting putting = {sequence_open(out, ";", &messages), messages.arena};
    CHECK(thread_run(THREADS, put, &putting, &error));
    CHECK_INT(sequence_errors(putting.sequence), (CHUNKS + 6) / 7);
    sequence_close(putting.sequence);
    CHECK(replacement_commit(out, &error));

    char expected[8192];
    size_t length = 0;
    for (unsigned n = 0; n < CHUNKS; n++)
        if (n % 3) length += (size_t)snprintf(expected + length, sizeof expected - length, length ? ";%u" : "%u", n);
    CHECK_STR(read_back(path), expected);
    CHECK_INT(messages.count, SEQUENCE_ERRORS);
    for (unsigned i = 0; i < messages.count; i++) {
        char text[32];
        snprintf(text, sizeof text, "error %u", i * 7);
        CHECK_STR(messages.items[i].text, text);
    }
    arena_close(messages.arena);
    unlink(path);
}

/* A thread that is far ahead waits; sequence_stop wakes it. */
static void wait_or_stop(void *context, unsigned index) {
    Sequence *sequence = context;
    Messages none = {0};
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
    Messages messages = {.arena = arena_open()};
    Replacement *out = replacement_open(path, false, &error);
    Sequence *sequence = sequence_open(out, "", &messages);
    CHECK(thread_run(2, wait_or_stop, sequence, &error));
    sequence_close(sequence);
    replacement_abandon(out);
    arena_close(messages.arena);
    unlink(path);
}

static const Test tests[] = {
    {"chunks come out in order, the first without its separator, errors counted", test_order},
    {"whoever waits for a chunk that will never come is woken", test_stop},
};

TEST_MAIN(tests)
