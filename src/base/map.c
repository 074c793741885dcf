/* Interner and map.
 *
 * The interner's table is open addressing with linear probing, at most half full. Numbers go into it in
 * their order, also when it grows, so no string ever lies behind a slot that a later one took: to rewind is
 * to empty the slots of the last strings, last first. The bytes lie in chunks that stay where they are. */
#include "map.h"

#include "memory.h"

#include <assert.h>

enum { FIRST_STRINGS = 16, FIRST_CHUNK = 1024, LARGEST_CHUNK = 1 << 20 };

typedef struct Slot {
    uint32_t hash;
    uint32_t number; /* the string's number + 1; 0 = empty */
} Slot;

typedef struct String {
    char *bytes;
    uint32_t length, hash;
} String;

typedef struct Chunk {
    char *bytes;
    size_t room;
} Chunk;

struct Interner {
    Slot *slots;
    uint32_t mask; /* slots - 1; their number is a power of two */
    uint32_t count, capacity;
    String *strings;
    Chunk *chunks;
    size_t chunk_count, chunk; /* the one being filled, of those that there are */
    size_t used;               /* bytes of it */
    uint64_t seed;
};

static uint64_t mix(uint64_t a, uint64_t b) {
    unsigned __int128 product = (unsigned __int128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t read_64(const char *bytes) {
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

static uint64_t read_32(const char *bytes) {
    uint32_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

/* Up to 8 bytes as a number; different bytes of one length give different numbers. */
static uint64_t read_tail(const char *bytes, size_t length) {
    if (length >= 4) return read_32(bytes) << 32 | read_32(bytes + length - 4);
    if (length == 0) return 0;
    const unsigned char *b = (const unsigned char *)bytes;
    return (uint64_t)b[0] << 16 | (uint64_t)b[length / 2] << 8 | b[length - 1];
}

/* Multiply and fold, after wyhash (Wang Yi), whose constants these are. */
static uint32_t hash_of(uint64_t seed, const char *bytes, size_t length) {
    const uint64_t p0 = UINT64_C(0xa0761d6478bd642f), p1 = UINT64_C(0xe7037ed1a0b428db);
    uint64_t hash = seed ^ length * p1;
    for (; length > 8; length -= 8, bytes += 8)
        hash = mix(hash ^ read_64(bytes), p0);
    return (uint32_t)mix(hash ^ read_tail(bytes, length), p1);
}

static bool is_same(const String *string, uint32_t hash, const char *bytes, size_t length) {
    return string->hash == hash && string->length == length &&
           (length == 0 || memcmp(string->bytes, bytes, length) == 0);
}

/* The slot that holds the string, or the empty one where it belongs. */
static Slot *slot_of(const Interner *interner, uint32_t hash, const char *bytes, size_t length) {
    for (uint32_t i = hash & interner->mask;; i = (i + 1) & interner->mask) {
        Slot *slot = &interner->slots[i];
        if (slot->number == 0) return slot;
        if (slot->hash == hash && is_same(&interner->strings[slot->number - 1], hash, bytes, length))
            return slot;
    }
}

static Slot *slot_of_number(const Interner *interner, uint32_t hash, uint32_t number) {
    uint32_t i = hash & interner->mask;
    while (interner->slots[i].number != number)
        i = (i + 1) & interner->mask;
    return &interner->slots[i];
}

static void set_slots(Interner *interner, size_t slots) {
    free(interner->slots);
    interner->slots = memory_allocate_array(slots, sizeof *interner->slots);
    interner->mask = (uint32_t)(slots - 1);
    for (uint32_t i = 0; i < interner->count; i++) {
        uint32_t hash = interner->strings[i].hash;
        *slot_of_number(interner, hash, 0) = (Slot){.hash = hash, .number = i + 1};
    }
}

static void make_room_for_string(Interner *interner) {
    if (interner->count < interner->capacity) return;
    if (interner->capacity > INT32_MAX / 2) memory_exhausted();
    interner->capacity *= 2;
    interner->strings = memory_resize(interner->strings, interner->capacity * sizeof *interner->strings);
    set_slots(interner, (size_t)interner->capacity * 2);
}

static void add_chunk(Interner *interner, size_t bytes) {
    size_t count = interner->chunk_count;
    size_t room = count ? interner->chunks[count - 1].room * 2 : FIRST_CHUNK;
    if (room > LARGEST_CHUNK) room = LARGEST_CHUNK;
    if (room < bytes) room = bytes;
    interner->chunks = memory_resize(interner->chunks, (count + 1) * sizeof *interner->chunks);
    interner->chunks[interner->chunk_count++] = (Chunk){.bytes = memory_resize(NULL, room), .room = room};
}

/* Space for `bytes` bytes in the chunk being filled, or in the first later one that has it. */
static char *space_for(Interner *interner, size_t bytes) {
    while (interner->chunk < interner->chunk_count) {
        Chunk *chunk = &interner->chunks[interner->chunk];
        if (chunk->room - interner->used >= bytes) break;
        interner->chunk++;
        interner->used = 0;
    }
    if (interner->chunk == interner->chunk_count) add_chunk(interner, bytes);
    char *space = interner->chunks[interner->chunk].bytes + interner->used;
    interner->used += bytes;
    return space;
}

static char *copy_bytes(Interner *interner, const char *bytes, size_t length) {
    char *copy = space_for(interner, length + 1);
    if (length) memcpy(copy, bytes, length);
    copy[length] = '\0';
    return copy;
}

Interner *interner_open(void) {
    Interner *interner = memory_allocate(sizeof *interner);
    interner->capacity = FIRST_STRINGS;
    interner->strings = memory_allocate_array(FIRST_STRINGS, sizeof *interner->strings);
    /* Where the interner lies differs from run to run, so that nobody can prepare strings that all collide.
     */
    interner->seed = mix((uintptr_t)interner, UINT64_C(0x8ebc6af09c88c6e3));
    set_slots(interner, FIRST_STRINGS * 2);
    return interner;
}

void interner_close(Interner *interner) {
    if (!interner) return;
    for (size_t i = 0; i < interner->chunk_count; i++)
        free(interner->chunks[i].bytes);
    free(interner->chunks);
    free(interner->strings);
    free(interner->slots);
    free(interner);
}

int32_t interner_add(Interner *interner, const char *bytes, size_t length) {
    uint32_t hash = hash_of(interner->seed, bytes, length);
    Slot *slot = slot_of(interner, hash, bytes, length);
    if (slot->number) return (int32_t)slot->number - 1;
    if (length >= UINT32_MAX) memory_exhausted();
    make_room_for_string(interner);
    interner->strings[interner->count] =
        (String){.bytes = copy_bytes(interner, bytes, length), .length = (uint32_t)length, .hash = hash};
    *slot_of_number(interner, hash, 0) = (Slot){.hash = hash, .number = interner->count + 1};
    return (int32_t)interner->count++;
}

int32_t interner_find(const Interner *interner, const char *bytes, size_t length) {
    uint32_t number = slot_of(interner, hash_of(interner->seed, bytes, length), bytes, length)->number;
    return number ? (int32_t)number - 1 : MAP_NONE;
}

const char *interner_string(const Interner *interner, int32_t id, size_t *length) {
    assert(id >= 0 && (uint32_t)id < interner->count);
    const String *string = &interner->strings[id];
    if (length) *length = string->length;
    return string->bytes;
}

int32_t interner_count(const Interner *interner) {
    return (int32_t)interner->count;
}

static bool lies_in(const Chunk *chunk, const char *bytes) {
    return (uintptr_t)bytes - (uintptr_t)chunk->bytes < chunk->room;
}

void interner_rewind(Interner *interner, int32_t count) {
    assert(count >= 0);
    if ((uint32_t)count >= interner->count) return;
    const char *first = interner->strings[count].bytes;
    for (; interner->count > (uint32_t)count; interner->count--)
        slot_of_number(interner, interner->strings[interner->count - 1].hash, interner->count)->number = 0;
    while (!lies_in(&interner->chunks[interner->chunk], first))
        interner->chunk--;
    interner->used = (size_t)(first - interner->chunks[interner->chunk].bytes);
}

struct Map {
    Interner *keys;
    int32_t *values; /* by the key's number */
    size_t capacity;
};

Map *map_open(void) {
    Map *map = memory_allocate(sizeof *map);
    map->keys = interner_open();
    return map;
}

void map_close(Map *map) {
    if (!map) return;
    interner_close(map->keys);
    free(map->values);
    free(map);
}

void map_set(Map *map, const char *key, size_t length, int32_t value) {
    size_t id = (size_t)interner_add(map->keys, key, length);
    if (id >= map->capacity) {
        map->capacity = map->capacity ? map->capacity * 2 : FIRST_STRINGS;
        map->values = memory_resize(map->values, map->capacity * sizeof *map->values);
    }
    map->values[id] = value;
}

int32_t map_get(const Map *map, const char *key, size_t length) {
    int32_t id = interner_find(map->keys, key, length);
    return id == MAP_NONE ? MAP_NONE : map->values[id];
}
