/* A look at a pack's source: before it runs, for mistakes that Lua would refuse in its own words or carry out
 * without a word; and once something is wrong with a declaration, for the line of the key that it is about.
 * Thread rule: any thread. */
#ifndef BERTH_SCRIPT_SOURCE_H
#define BERTH_SCRIPT_SOURCE_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

/* Reports, with line and column: each `and`, `or`, `not` and `if` outside a function's body, which among
 * criteria would drop one silently; a field that is compared by '==' or asked with '.' there; a key that is
 * written twice in one table; the first slip that Lua could not read (slip.h). False where there is any.
 * Warns of '&' and '|' side by side. What else is not Lua is left for the compiler to refuse. */
typedef enum SourceKind { SOURCE_RULES, SOURCE_TESTS } SourceKind; /* among tests there are no criteria */
bool source_check(const char *file, const char *bytes, size_t length, SourceKind kind, Messages *messages);

/* The line of `key =` in the table that the call in line `line` is given, or 0. */
uint32_t source_key_line(const char *bytes, size_t length, uint32_t line, const char *key);

/* A table that stands in that table: the line in which it begins, and its bytes in the source. */
typedef struct SourceItem {
    uint32_t line;
    size_t at, length;
} SourceItem;

/* Finds them, as far as there is room in `items`; returns how many there are. */
uint32_t source_find_items(const char *bytes, size_t length, uint32_t line, SourceItem *items, uint32_t room);

/* The line of `key =` in the item, or that in which it begins. */
uint32_t source_item_line(const char *bytes, const SourceItem *item, const char *key);

#endif
