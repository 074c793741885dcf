/* A growing run of bytes, always zero-terminated, for building text.
 *
 * `Buffer b = {0};` is an empty buffer. buffer_close frees it and makes it empty again.
 * Thread rule: one buffer belongs to one thread at a time. */
#ifndef BERTH_BASE_BUFFER_H
#define BERTH_BASE_BUFFER_H

#include <stddef.h>
#include <string.h>

typedef struct Buffer {
    char *bytes; /* NULL while nothing has been added */
    size_t length, capacity;
} Buffer;

/* Makes room for `more` bytes and a zero, so that the caller may write them at bytes + length. */
void buffer_reserve(Buffer *buffer, size_t more);

/* Adds `length` bytes that are not the buffer's own; `bytes` may be NULL when there are none. */
static inline void buffer_add(Buffer *buffer, const char *bytes, size_t length) {
    if (buffer->capacity - buffer->length <= length) buffer_reserve(buffer, length);
    if (length) memcpy(buffer->bytes + buffer->length, bytes, length);
    buffer->length += length;
    buffer->bytes[buffer->length] = '\0';
}

static inline void buffer_add_char(Buffer *buffer, char c) {
    buffer_add(buffer, &c, 1);
}

static inline void buffer_add_string(Buffer *buffer, const char *string) {
    buffer_add(buffer, string, strlen(string));
}

void buffer_format(Buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Length becomes 0; the memory is kept. */
void buffer_clear(Buffer *buffer);

/* The text so far as a zero-terminated string, "" when empty; valid until the next change. */
const char *buffer_string(const Buffer *buffer);

void buffer_close(Buffer *buffer);

#endif
