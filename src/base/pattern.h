/* Regular expressions: PCRE2, UTF-8, within limits that hold on any machine.
 *
 * Only the interpreter is used here, never JIT, so that a match that reaches a limit reaches it everywhere.
 * PCRE2's match limit starts again at each start position, so subjects must be short too (PATTERN_SUBJECT),
 * and the longer a subject the lower its limit: "a{0,305}a{0,305}a?[bc]" on 4,096 a's took 5 s with the same
 * limit for all. Thread rule: one compiled pattern may be used by several threads at once. */
#ifndef BERTH_BASE_PATTERN_H
#define BERTH_BASE_PATTERN_H

#include "error.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    PATTERN_LENGTH = 4096,  /* bytes of a pattern */
    PATTERN_NESTING = 50,   /* nested parentheses */
    PATTERN_SUBJECT = 4096, /* bytes of a subject */
    PATTERN_MATCHES =
        100000, /* steps from one start position, in subjects up to 256 bytes; 10,000 in the longest */
    PATTERN_DEPTH = 1000,
    PATTERN_HEAP = 8 * 1024 /* KiB */
};

typedef struct Pattern Pattern;

/* Compiles; NULL and `error` (with what PCRE2 says and the offset in the pattern) when it can't be.
 * Classes such as \d, \s and \w mean their ASCII characters. \C, a leading "(*" (which could lift the limits)
 * and control characters ("\b" written for [[\b]]) are refused. */
Pattern *pattern_open(const char *source, size_t length, Error *error);
void pattern_close(Pattern *pattern);

typedef enum PatternResult { PATTERN_NO_MATCH, PATTERN_MATCH, PATTERN_LIMIT } PatternResult;

/* Looks anywhere in the subject (UTF-8). PATTERN_LIMIT: the subject is too long or not UTF-8, or a
 * limit was reached, so nothing is known. */
PatternResult pattern_match(const Pattern *pattern, const char *subject, size_t length);

#endif
