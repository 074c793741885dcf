/* UTF-8 (RFC 3629), and text made safe to show or compare.
 * Thread rule: any thread. */
#ifndef BERTH_BASE_UTF8_H
#define BERTH_BASE_UTF8_H

#include "buffer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Is this UTF-8, without a zero byte? Where not, `bad` (may be NULL) gets the offset of the zero, or
 * of the first byte of the first sequence that is ill-formed or cut off. */
bool utf8_check(const char *bytes, size_t length, size_t *bad);

/* Reads one character of valid UTF-8 at `bytes` (length > 0) and returns how many bytes it has.
 * Anything else reads as U+FFFD, one byte long, and nothing past `length` is looked at. */
size_t utf8_decode(const char *bytes, size_t length, uint32_t *character);

/* How many characters valid UTF-8 has. */
size_t utf8_count(const char *bytes, size_t length);

/* Could it fool a terminal, or make a file unreadable that has it? Control characters, line and paragraph
 * separators, bidirectional controls, and what ends each plane and is no character. */
bool utf8_is_unsafe(uint32_t character);

/* Adds text so that a terminal can't be fooled: unsafe characters and bytes that are not UTF-8 come out as
 * \xNN or \u{NNNN}. */
void utf8_add_safe(Buffer *buffer, const char *bytes, size_t length);

/* Adds the text with ASCII letters in lower case and only letters, digits and characters beyond ASCII
 * kept: "D.O.B" and "dob" come out the same. For matching headings and written-out values. */
void utf8_add_folded(Buffer *buffer, const char *bytes, size_t length);

/* Adds the text as texts are compared: ASCII letters in lower case, a run of white space (the no-break space
 * too) as one space, and none at the ends. */
void utf8_add_alike(Buffer *buffer, const char *bytes, size_t length);

#endif
