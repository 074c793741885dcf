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

/* What could fool a terminal is escaped; it stands in texts alone, and they stay what they are. */
static int add_bytes(const char *bytes, size_t length, void *out) {
    enum { DELETE = 0x7F, SURROGATES = 0x10000 }; /* from here on an escape would take two */
    size_t plain = 0;                             /* where the run of harmless characters before `at` began */
    for (size_t at = 0, size = 1; at < length; at += size) {
        uint32_t c = (unsigned char)bytes[at];
        size = c < DELETE ? 1 : utf8_decode(bytes + at, length - at, &c);
        if (c < DELETE || c >= SURROGATES || !utf8_is_unsafe(c)) continue;
        buffer_add(out, bytes + plain, at - plain);
        buffer_format(out, "\\u%04X", c);
        plain = at + size;
    }
    if (length) buffer_add(out, bytes + plain, length - plain);
    return 0;
}

void value_write(json_t *value, size_t flags, Buffer *out) {
    if (json_dump_callback(value, add_bytes, out, flags) != 0) memory_exhausted();
    json_decref(value);
}
