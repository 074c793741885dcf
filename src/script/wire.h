/* Messages between a worker and its parent, as bytes: numbers and texts, one after the other. Internal to the
 * script room.
 *
 * What a worker wrote may be anything: reading never goes past the end, and what was not there reads as 0 or
 * "" and is remembered in `bad`. */
#ifndef BERTH_SCRIPT_WIRE_H
#define BERTH_SCRIPT_WIRE_H

#include "base/arena.h"
#include "base/buffer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

void wire_add_number(Buffer *out, uint32_t number);

/* Its length, its bytes, and zeros up to a multiple of 8. NULL is "". */
void wire_add_text(Buffer *out, const char *text);
void wire_add_bytes(Buffer *out, const void *bytes, size_t length);

typedef struct WireReader {
    const char *at, *end;
    bool bad;
} WireReader;

uint32_t wire_number(WireReader *reader);

/* Bytes where they lie; as aligned as the message. */
const char *wire_bytes(WireReader *reader, size_t *length);

/* A copy in the arena of at most `most` bytes, made safe to show. */
const char *wire_text(WireReader *reader, Arena *arena, size_t most);

#endif
