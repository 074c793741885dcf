/* Patterns: PCRE2's interpreter within limits. */
#include "pattern.h"

#include "memory.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

/* The match limit starts again at each start position, so a longer subject has a lower one: at most about 4e7
 * steps in all, half a second. */
typedef struct Effort {
    size_t subject; /* bytes, at most */
    uint32_t matches;
} Effort;

static const Effort EFFORTS[] = {{256, PATTERN_MATCHES}, {1024, 40000}, {PATTERN_SUBJECT, 10000}};
enum { EFFORT_COUNT = sizeof EFFORTS / sizeof *EFFORTS };

struct Pattern {
    pcre2_code *code;
    pcre2_match_context *limits[EFFORT_COUNT];
};

static void *allocate(size_t bytes, void *unused) {
    (void)unused;
    return memory_resize(NULL, bytes);
}

static void release(void *memory, void *unused) {
    (void)unused;
    free(memory);
}

static bool has_control(const char *source, size_t length, size_t *offset) {
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)source[i];
        *offset = i;
        if (c < 0x20 || c == 0x7F) return true;
    }
    return false;
}

static bool check_source(const char *source, size_t length, Error *error) {
    size_t offset;
    if (length > PATTERN_LENGTH)
        return error_set(error, "the pattern has %zu bytes; a pattern may have %d", length, PATTERN_LENGTH);
    if (length >= 2 && memcmp(source, "(*", 2) == 0)
        return error_set(error,
                         "the pattern begins with '(*': its settings can't be changed; leave that out");
    if (has_control(source, length, &offset))
        return error_set(error,
                         "the pattern has the control character \\x%02X at offset %zu; "
                         "write it between [[ and ]], as in [[\\b]], not \"\\b\"",
                         (unsigned char)source[offset], offset);
    return true;
}

static pcre2_code *compile(pcre2_general_context *memory, const char *source, size_t length, Error *error) {
    pcre2_compile_context *context = pcre2_compile_context_create(memory);
    pcre2_set_parens_nest_limit(context, PATTERN_NESTING);
    int number;
    size_t offset;
    pcre2_code *code = pcre2_compile((PCRE2_SPTR)source, length, PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C, &number,
                                     &offset, context);
    pcre2_compile_context_free(context);
    if (code) return code;
    char reason[256] = "";
    pcre2_get_error_message(number, (PCRE2_UCHAR *)reason, sizeof reason);
    error_set(error, "the pattern can't be used: %s at offset %zu", reason, offset);
    return NULL;
}

static pcre2_match_context *make_limits(pcre2_general_context *memory, const Effort *effort) {
    pcre2_match_context *limits = pcre2_match_context_create(memory);
    pcre2_set_match_limit(limits, effort->matches);
    pcre2_set_depth_limit(limits, PATTERN_DEPTH);
    pcre2_set_heap_limit(limits, PATTERN_HEAP);
    return limits;
}

Pattern *pattern_open(const char *source, size_t length, Error *error) {
    if (!check_source(source, length, error)) return NULL;
    pcre2_general_context *memory = pcre2_general_context_create(allocate, release, NULL);
    Pattern *pattern = NULL;
    pcre2_code *code = compile(memory, source, length, error);
    if (code) {
        pattern = memory_allocate(sizeof *pattern);
        pattern->code = code;
        for (int i = 0; i < EFFORT_COUNT; i++)
            pattern->limits[i] = make_limits(memory, &EFFORTS[i]);
    }
    pcre2_general_context_free(memory);
    return pattern;
}

void pattern_close(Pattern *pattern) {
    if (!pattern) return;
    for (int i = 0; i < EFFORT_COUNT; i++)
        pcre2_match_context_free(pattern->limits[i]);
    pcre2_code_free(pattern->code);
    free(pattern);
}

PatternResult pattern_match(const Pattern *pattern, const char *subject, size_t length) {
    if (length > PATTERN_SUBJECT) return PATTERN_LIMIT;
    int effort = 0;
    while (length > EFFORTS[effort].subject)
        effort++;
    /* A match's own space, so that threads can share the pattern; it comes from the pattern's allocator. */
    pcre2_match_data *space = pcre2_match_data_create_from_pattern(pattern->code, NULL);
    int found = pcre2_match(pattern->code, (PCRE2_SPTR)subject, length, 0, PCRE2_NO_JIT, space,
                            pattern->limits[effort]);
    pcre2_match_data_free(space);
    if (found == PCRE2_ERROR_NOMATCH) return PATTERN_NO_MATCH;
    return found < 0 ? PATTERN_LIMIT : PATTERN_MATCH;
}
