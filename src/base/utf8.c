/* UTF-8 after RFC 3629: the second byte of a sequence has a range that depends on the first, which is what
 * keeps out overlong forms, surrogates and characters beyond U+10FFFF. */
#include "utf8.h"

enum { REPLACEMENT = 0xFFFD };

static bool is_continuation(unsigned char byte) {
    return (byte & 0xC0) == 0x80;
}

static size_t announced_size(unsigned char lead) {
    if (lead < 0x80) return 1;
    if (lead < 0xC2) return 0;
    return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
}

static bool second_byte_fits(unsigned char lead, unsigned char second) {
    unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    return second >= low && second <= high;
}

/* How many bytes the well-formed sequence at `bytes` has (length > 0), or 0. */
static size_t sequence_size(const char *bytes, size_t length) {
    const unsigned char *b = (const unsigned char *)bytes;
    size_t size = announced_size(b[0]);
    if (size > length) return 0;
    if (size >= 2 && !second_byte_fits(b[0], b[1])) return 0;
    for (size_t i = 2; i < size; i++)
        if (!is_continuation(b[i])) return 0;
    return size;
}

/* Are these eight bytes ASCII, and none of them zero? */
static bool eight_plain(const char *bytes) {
    const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones << 7;
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return ((word | (word - ones)) & tops) == 0;
}

bool utf8_check(const char *bytes, size_t length, size_t *bad) {
    size_t at = 0;
    while (at < length) {
        if (length - at >= 8 && eight_plain(bytes + at)) {
            at += 8;
            continue;
        }
        size_t size = bytes[at] ? sequence_size(bytes + at, length - at) : 0;
        if (size == 0) {
            if (bad) *bad = at;
            return false;
        }
        at += size;
    }
    return true;
}

size_t utf8_decode(const char *bytes, size_t length, uint32_t *character) {
    size_t size = sequence_size(bytes, length);
    if (size == 0) {
        *character = REPLACEMENT;
        return 1;
    }
    unsigned char lead = (unsigned char)bytes[0];
    uint32_t value = size == 1 ? lead : lead & (0xFFU >> (size + 1));
    for (size_t i = 1; i < size; i++)
        value = value << 6 | ((unsigned char)bytes[i] & 0x3F);
    *character = value;
    return size;
}

size_t utf8_count(const char *bytes, size_t length) {
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += !is_continuation((unsigned char)bytes[i]);
    return count;
}

/* Control characters, line and paragraph separators, Unicode's Bidi_Control property (UAX #9), and the last
 * two of each plane, which are no characters: readers of YAML and XML refuse a file that has one. */
bool utf8_is_unsafe(uint32_t c) {
    return (c & 0xFFFE) == 0xFFFE || c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x061C || c == 0x200E ||
           c == 0x200F || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

void utf8_add_safe(Buffer *buffer, const char *bytes, size_t length) {
    size_t plain = 0; /* where the run of harmless characters before `at` began */
    for (size_t at = 0, size; at < length; at += size) {
        uint32_t c;
        bool whole = sequence_size(bytes + at, length - at) > 0;
        size = utf8_decode(bytes + at, length - at, &c);
        if (whole && !utf8_is_unsafe(c)) continue;
        buffer_add(buffer, bytes + plain, at - plain);
        plain = at + size;
        if (whole && c >= 0x80)
            buffer_format(buffer, "\\u{%04X}", c);
        else
            buffer_format(buffer, "\\x%02X", (unsigned char)bytes[at]);
    }
    if (length) buffer_add(buffer, bytes + plain, length - plain);
}

void utf8_add_folded(Buffer *buffer, const char *bytes, size_t length) {
    buffer_reserve(buffer, length);
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)bytes[i];
        bool upper = c >= 'A' && c <= 'Z', lower = c >= 'a' && c <= 'z', digit = c >= '0' && c <= '9';
        if (upper || lower || digit || c >= 0x80) buffer_add_char(buffer, (char)(upper ? c - 'A' + 'a' : c));
    }
}

/* How many bytes of white space begin here: U+0009 to U+000D, U+0020, U+00A0. */
static size_t space_size(const char *bytes, size_t length) {
    if (bytes[0] == ' ' || (bytes[0] >= '\t' && bytes[0] <= '\r')) return 1;
    return length >= 2 && memcmp(bytes, "\xC2\xA0", 2) == 0 ? 2 : 0;
}

void utf8_add_alike(Buffer *buffer, const char *bytes, size_t length) {
    size_t first = buffer->length, size;
    bool spaced = false;
    buffer_reserve(buffer, length);
    for (size_t i = 0; i < length; i += size) {
        size = space_size(bytes + i, length - i);
        spaced |= size > 0;
        if (size) continue;
        if (spaced && buffer->length > first) buffer_add_char(buffer, ' ');
        spaced = false;
        size = 1;
        char c = bytes[i];
        buffer_add_char(buffer, c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c);
    }
}
