/* An arena: a chain of chunks, each at least twice the one before, of which the newest is being filled.
 *
 * Chunks come zeroed and are zeroed again by a reset, so that an allocation is no more than an addition. */
#include "arena.h"

#include "memory.h"

#include <stdint.h>

/* Under AddressSanitizer each allocation has a chunk of its own, so that the sanitizer sees where it ends. */
#ifndef __SANITIZE_ADDRESS__
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__
#endif
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
enum { FIRST_ROOM = 0 };
#else
enum { FIRST_ROOM = 4000 };
#endif

enum { ALIGNMENT = _Alignof(max_align_t) };

typedef struct Chunk {
    struct Chunk *older;
    size_t used, room;
    _Alignas(max_align_t) char bytes[];
} Chunk;

struct Arena {
    Chunk *newest; /* NULL until the first allocation */
    size_t next_room;
};

static size_t align(size_t offset) {
    return (offset + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
}

static void free_chunks(Chunk *chunk) {
    while (chunk) {
        Chunk *older = chunk->older;
        free(chunk);
        chunk = older;
    }
}

static void add_chunk(Arena *arena, size_t bytes) {
    if (bytes > SIZE_MAX / 4) memory_exhausted();
    size_t room = bytes > arena->next_room ? bytes : arena->next_room;
    Chunk *chunk = memory_allocate(sizeof *chunk + room);
    *chunk = (Chunk){.older = arena->newest, .room = room};
    arena->newest = chunk;
    if (FIRST_ROOM) arena->next_room = room * 2;
}

Arena *arena_open(void) {
    Arena *arena = memory_allocate(sizeof *arena);
    arena->next_room = FIRST_ROOM;
    return arena;
}

void arena_close(Arena *arena) {
    if (!arena) return;
    free_chunks(arena->newest);
    free(arena);
}

void arena_reset(Arena *arena) {
    Chunk *chunk = arena->newest;
    if (!chunk) return;
    free_chunks(chunk->older); /* the newest has as much room as all of them together */
    chunk->older = NULL;
    memset(chunk->bytes, 0, chunk->used);
    chunk->used = 0;
}

void *arena_allocate(Arena *arena, size_t bytes) {
    Chunk *chunk = arena->newest;
    size_t start = chunk ? align(chunk->used) : 0;
    if (!chunk || start > chunk->room || bytes > chunk->room - start) {
        add_chunk(arena, bytes);
        chunk = arena->newest;
        start = 0;
    }
    chunk->used = start + bytes;
    return chunk->bytes + start;
}

void *arena_allocate_array(Arena *arena, size_t count, size_t size) {
    if (size && count > SIZE_MAX / size) memory_exhausted();
    return arena_allocate(arena, count * size);
}

char *arena_copy(Arena *arena, const char *bytes, size_t length) {
    if (length == SIZE_MAX) memory_exhausted();
    char *copy = arena_allocate(arena, length + 1);
    if (length) memcpy(copy, bytes, length);
    return copy;
}

char *arena_copy_string(Arena *arena, const char *string) {
    return arena_copy(arena, string, strlen(string));
}

char *arena_format_list(Arena *arena, const char *format, va_list arguments) {
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    size_t size = length < 0 ? 1 : (size_t)length + 1;
    char *text = arena_allocate(arena, size);
    vsnprintf(text, size, format, arguments);
    return text;
}

char *arena_format(Arena *arena, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    char *text = arena_format_list(arena, format, arguments);
    va_end(arguments);
    return text;
}
