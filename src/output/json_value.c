/* JSON values. */
#include "output/json_value.h"

#include "base/memory.h"
#include "base/utf8.h"

json_t *value_text(const char *string) {
    json_t *value = json_string(string);
    if (value) return value;
    Buffer safe = {0};
    utf8_add_safe(&safe, string, strlen(string));
    value = json_string(buffer_string(&safe));
    buffer_close(&safe);
    if (!value) memory_exhausted();
    return value;
}

json_t *value_text_or_null(const char *string) {
    return string ? value_text(string) : json_null();
}

void value_set(json_t *object, const char *key, json_t *value) {
    if (!value || json_object_set_new(object, key, value) != 0) memory_exhausted();
}

void value_append(json_t *array, json_t *value) {
    if (!value || json_array_append_new(array, value) != 0) memory_exhausted();
}

static int add_bytes(const char *bytes, size_t length, void *out) {
    buffer_add(out, bytes, length);
    return 0;
}

void value_write(json_t *value, size_t flags, Buffer *out) {
    if (json_dump_callback(value, add_bytes, out, flags) != 0) memory_exhausted();
    json_decref(value);
}
