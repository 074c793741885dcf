/* A growing run of bytes. */
#include "buffer.h"

#include "memory.h"

#include <stdarg.h>
#include <stdint.h>

enum { FIRST_CAPACITY = 64 };

void buffer_reserve(Buffer *buffer, size_t more) {
    if (more > SIZE_MAX / 4 - buffer->length) memory_exhausted();
    size_t needed = buffer->length + more + 1;
    if (needed <= buffer->capacity) return;
    size_t capacity = buffer->capacity ? buffer->capacity * 2 : FIRST_CAPACITY;
    if (capacity < needed) capacity = needed;
    buffer->bytes = memory_resize(buffer->bytes, capacity);
    buffer->bytes[buffer->length] = '\0';
    buffer->capacity = capacity;
}

void buffer_format(Buffer *buffer, const char *format, ...) {
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    buffer_reserve(buffer, 0);
    size_t room = buffer->capacity - buffer->length;
    int length = vsnprintf(buffer->bytes + buffer->length, room, format, arguments);
    if (length >= 0 && (size_t)length >= room) {
        buffer_reserve(buffer, (size_t)length);
        vsnprintf(buffer->bytes + buffer->length, (size_t)length + 1, format, again);
    }
    if (length > 0) buffer->length += (size_t)length;
    buffer->bytes[buffer->length] = '\0';
    va_end(again);
    va_end(arguments);
}

void buffer_clear(Buffer *buffer) {
    buffer->length = 0;
    if (buffer->bytes) buffer->bytes[0] = '\0';
}

const char *buffer_string(const Buffer *buffer) {
    return buffer->bytes ? buffer->bytes : "";
}

void buffer_close(Buffer *buffer) {
    free(buffer->bytes);
    *buffer = (Buffer){0};
}
