/* A ring of chunks that wait for their turn. */
#include "app/sequence.h"

#include "base/memory.h"

#include <pthread.h>

enum { RING = 16 };

typedef struct Chunk {
    bool present;
    Buffer text;
    Failures failures; /* in an arena of their own; NULL where there are none */
} Chunk;

struct Sequence {
    Replacement *out;
    const char *separator;
    Failures *failures;
    pthread_mutex_t lock;
    pthread_cond_t moved;
    Chunk ring[RING];
    uint64_t next; /* the chunk whose turn it is */
    bool begun, stopped;
    Error failure;
};

Sequence *sequence_open(Replacement *out, const char *separator, Failures *failures) {
    Sequence *sequence = memory_allocate(sizeof *sequence);
    sequence->out = out;
    sequence->separator = separator;
    sequence->failures = failures;
    pthread_mutex_init(&sequence->lock, NULL);
    pthread_cond_init(&sequence->moved, NULL);
    return sequence;
}

static void empty_chunk(Chunk *chunk) {
    buffer_close(&chunk->text);
    arena_close(chunk->failures.arena);
    *chunk = (Chunk){0};
}

/* Writes the chunk whose turn it is. */
static void write_chunk(Sequence *sequence, Chunk *chunk) {
    size_t skip = sequence->begun || !chunk->text.length ? 0 : strlen(sequence->separator);
    if (chunk->text.length) sequence->begun = true;
    if (!sequence->failure.set && chunk->text.length)
        replacement_write(sequence->out, chunk->text.bytes + skip, chunk->text.length - skip,
                          &sequence->failure);
    failures_add_all(sequence->failures, &chunk->failures);
    empty_chunk(chunk);
    sequence->next++;
}

bool sequence_put(Sequence *sequence, uint64_t number, Buffer *text, const Failures *failures, Error *error) {
    Chunk chunk = {.present = true, .text = *text};
    *text = (Buffer){0};
    if (failures->calls) {
        chunk.failures.arena = arena_open();
        failures_add_all(&chunk.failures, failures);
    }
    pthread_mutex_lock(&sequence->lock);
    while (number >= sequence->next + RING && !sequence->stopped)
        pthread_cond_wait(&sequence->moved, &sequence->lock);
    if (sequence->stopped)
        empty_chunk(&chunk);
    else
        sequence->ring[number % RING] = chunk;
    while (sequence->ring[sequence->next % RING].present)
        write_chunk(sequence, &sequence->ring[sequence->next % RING]);
    pthread_cond_broadcast(&sequence->moved);
    bool good = !sequence->failure.set && !sequence->stopped;
    if (sequence->failure.set) error_set(error, "%s", sequence->failure.text);
    pthread_mutex_unlock(&sequence->lock);
    return good;
}

void sequence_stop(Sequence *sequence) {
    pthread_mutex_lock(&sequence->lock);
    sequence->stopped = true;
    pthread_cond_broadcast(&sequence->moved);
    pthread_mutex_unlock(&sequence->lock);
}

void sequence_close(Sequence *sequence) {
    if (!sequence) return;
    for (size_t i = 0; i < RING; i++)
        empty_chunk(&sequence->ring[i]);
    pthread_cond_destroy(&sequence->moved);
    pthread_mutex_destroy(&sequence->lock);
    free(sequence);
}
