/* A map from strings to numbers, and an interner that gives each distinct string a small number.
 *
 * Thread rule: reading from many threads while none writes is fine; otherwise one thread. */
#ifndef BERTH_BASE_MAP_H
#define BERTH_BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MAP_NONE = -1 };

/* Numbers strings 0, 1, 2, … in the order in which they first came. The bytes are copied. */
typedef struct Interner Interner;

Interner *interner_open(void);
void interner_close(Interner *interner);

/* The string's number; a new one if it was not there. */
int32_t interner_add(Interner *interner, const char *bytes, size_t length);

/* The string's number, or MAP_NONE. */
int32_t interner_find(const Interner *interner, const char *bytes, size_t length);

/* The string with this number, zero-terminated; `length` may be NULL. Valid until the interner is
 * rewound below it, or closed: it does not move when others are added. */
const char *interner_string(const Interner *interner, int32_t id, size_t *length);

int32_t interner_count(const Interner *interner);

/* Forgets every string with a number of `count` or more, and keeps the memory for reuse. */
void interner_rewind(Interner *interner, int32_t count);

/* A map with copied keys. Setting an existing key replaces its value. */
typedef struct Map Map;

Map *map_open(void);
void map_close(Map *map);
void map_set(Map *map, const char *key, size_t length, int32_t value);

/* The value, or MAP_NONE. */
int32_t map_get(const Map *map, const char *key, size_t length);

#endif
