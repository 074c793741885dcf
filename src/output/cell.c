/* Quoting after RFC 4180, neutralising after OWASP's "CSV Injection". */
#include "output/cell.h"

#include <stdbool.h>

static bool is_formula(char first) {
    return first == '=' || first == '+' || first == '-' || first == '@' || first == '\t' || first == '\r' ||
           first == '\n';
}

static bool needs_quotes(const char *text, size_t length) {
    return memchr(text, ',', length) || memchr(text, '"', length) || memchr(text, '\n', length) ||
           memchr(text, '\r', length);
}

void cell_add(Buffer *out, const char *text, size_t length) {
    bool quoted = needs_quotes(text, length);
    if (quoted) buffer_add_char(out, '"');
    if (length && is_formula(text[0])) buffer_add_char(out, '\'');
    if (!quoted) {
        buffer_add(out, text, length);
        return;
    }
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '"') buffer_add_char(out, '"');
        buffer_add_char(out, text[i]);
    }
    buffer_add_char(out, '"');
}
