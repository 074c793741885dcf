/* Messages between a worker and its parent, as bytes. */
#include "script/wire.h"

#include "base/utf8.h"

enum { ALIGNMENT = 8 };

void wire_add_number(Buffer *out, uint32_t number) {
    uint64_t wide = number; /* so that everything stays aligned */
    buffer_add(out, (const char *)&wide, sizeof wide);
}

void wire_add_bytes(Buffer *out, const void *bytes, size_t length) {
    static const char zeros[ALIGNMENT] = {0};
    wire_add_number(out, (uint32_t)length);
    buffer_add(out, bytes, length);
    buffer_add(out, zeros, (ALIGNMENT - length % ALIGNMENT) % ALIGNMENT);
}

void wire_add_text(Buffer *out, const char *text) {
    wire_add_bytes(out, text, text ? strlen(text) : 0);
}

static const char *take(WireReader *reader, size_t length) {
    if (reader->bad || length > (size_t)(reader->end - reader->at)) {
        reader->bad = true;
        return NULL;
    }
    const char *bytes = reader->at;
    reader->at += length;
    return bytes;
}

uint32_t wire_number(WireReader *reader) {
    uint64_t wide = 0;
    const char *bytes = take(reader, sizeof wide);
    if (bytes) memcpy(&wide, bytes, sizeof wide);
    if (wide > UINT32_MAX) reader->bad = true;
    return reader->bad ? 0 : (uint32_t)wide;
}

const char *wire_bytes(WireReader *reader, size_t *length) {
    size_t wanted = wire_number(reader);
    const char *bytes = take(reader, (wanted + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    *length = bytes ? wanted : 0;
    return bytes;
}

const char *wire_text(WireReader *reader, Arena *arena, size_t most) {
    size_t length;
    const char *bytes = wire_bytes(reader, &length);
    Buffer safe = {0};
    if (bytes) utf8_add_safe(&safe, bytes, length < most ? length : most);
    const char *text = arena_copy(arena, buffer_string(&safe), safe.length);
    buffer_close(&safe);
    return text;
}
