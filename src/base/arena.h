/* An arena: many allocations that live and die together (a run, a file, a request).
 *
 * Life cycle: open, allocate, close. Nothing is freed on its own. Closing NULL is fine.
 * Thread rule: one arena belongs to one thread at a time. */
#ifndef BERTH_BASE_ARENA_H
#define BERTH_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

typedef struct Arena Arena;

Arena *arena_open(void);
void arena_close(Arena *arena);

/* Forgets every allocation and keeps memory for reuse. */
void arena_reset(Arena *arena);

/* `bytes` zeroed bytes aligned for any type, living until the arena is closed or reset. Never NULL. */
void *arena_allocate(Arena *arena, size_t bytes);

/* Zeroed space for `count` items of `size` bytes. Never NULL. */
void *arena_allocate_array(Arena *arena, size_t count, size_t size);

/* A copy of `length` bytes with a zero after them. */
char *arena_copy(Arena *arena, const char *bytes, size_t length);

/* A copy of a zero-terminated string. */
char *arena_copy_string(Arena *arena, const char *string);

/* A formatted, zero-terminated string. */
char *arena_format(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The same with the arguments as a va_list, which is used up. */
char *arena_format_list(Arena *arena, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

#endif
