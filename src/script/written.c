/* What a message may show once personal data is about: only what stands in the pack's own files. */
#include "script/sandbox.h"

typedef bool (*Fits)(const HostFile *file, size_t from, size_t to);

static char byte_at(const HostFile *file, size_t at) {
    return at < file->length ? file->bytes[at] : '\0';
}

static bool between_quotes(const HostFile *file, size_t from, size_t to) {
    char before = from > 0 ? file->bytes[from - 1] : '\0', after = byte_at(file, to);
    return (before == '"' && after == '"') || (before == '\'' && after == '\'') ||
           (before == '[' && after == ']') || (before == '=' && after == ']');
}

static bool is_word_byte(char c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool as_a_word(const HostFile *file, size_t from, size_t to) {
    return (from == 0 || !is_word_byte(file->bytes[from - 1])) && !is_word_byte(byte_at(file, to));
}

static bool stands_in(const HostFile *file, const char *text, size_t length, Fits fits) {
    for (size_t at = 0; at + length <= file->length;) {
        const char *found = memmem(file->bytes + at, file->length - at, text, length);
        if (!found) return false;
        size_t from = (size_t)(found - file->bytes);
        if (fits(file, from, from + length)) return true;
        at = from + 1;
    }
    return false;
}

static bool is_written(const Host *host, const char *text, size_t length, Fits fits) {
    for (uint32_t i = 0; length > 0 && i < host->file_count; i++) {
        const HostFile *file = &host->files[i];
        if (file->environment == HOST_PACK && stands_in(file, text, length, fits)) return true;
    }
    return false;
}

bool sandbox_is_text(const Host *host, const char *text, size_t length) {
    return is_written(host, text, length, between_quotes);
}

bool sandbox_is_word(const Host *host, const char *word, size_t length) {
    return is_written(host, word, length, as_a_word);
}

const char *sandbox_quoted(lua_State *L, const char *name, size_t length) {
    const Host *host = host_of(L);
    if (host->sealed && !sandbox_is_word(host, name, length)) return lua_pushstring(L, "that name");
    return lua_pushfstring(L, "'%s'", name);
}
