/* JSON values as the formats make them, for this room alone: jansson's, where nothing can fail but for want
 * of memory, which ends the program. */
#ifndef BERTH_OUTPUT_JSON_VALUE_H
#define BERTH_OUTPUT_JSON_VALUE_H

#include "base/buffer.h"

#include <jansson.h>

/* Text as JSON. A plan's text is valid UTF-8, and so is a reference that an import let in; anything else is
 * made safe first. */
json_t *value_text(const char *string);

/* The same, and null for NULL. */
json_t *value_text_or_null(const char *string);

/* Both take over `value`. */
void value_set(json_t *object, const char *key, json_t *value);
void value_append(json_t *array, json_t *value);

/* Adds it as text, with jansson's flags, and frees it. */
void value_write(json_t *value, size_t flags, Buffer *out);

#endif
