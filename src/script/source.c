/* A look at a pack's source before it runs: a small scanner of Lua's words. */
#include "source.h"

#include <stdint.h>
#include <string.h>

enum { NESTING = 256 }; /* blocks in blocks; Lua itself allows fewer */

typedef struct Source {
    const char *file, *bytes;
    size_t length, at, line_start;
    uint32_t line;
    Messages *messages;
    uint32_t found;
    bool in_function[NESTING]; /* one a block that waits for its `end` or `until` */
    size_t depth;
} Source;

static char peek(const Source *source, size_t ahead) {
    return source->at + ahead < source->length ? source->bytes[source->at + ahead] : '\0';
}

static void advance(Source *source, size_t count) {
    for (; count && source->at < source->length; count--) {
        if (source->bytes[source->at++] != '\n') continue;
        source->line++;
        source->line_start = source->at;
    }
}

/* How many '=' a long bracket that opens here has, or -1 where none opens. */
static int long_bracket(const Source *source) {
    if (peek(source, 0) != '[') return -1;
    size_t level = 0;
    while (peek(source, level + 1) == '=')
        level++;
    return peek(source, level + 1) == '[' ? (int)level : -1;
}

static bool closes(const Source *source, size_t level) {
    if (peek(source, 0) != ']' || peek(source, level + 1) != ']') return false;
    for (size_t i = 1; i <= level; i++)
        if (peek(source, i) != '=') return false;
    return true;
}

static void skip_long_bracket(Source *source, size_t level) {
    advance(source, level + 2);
    while (source->at < source->length && !closes(source, level))
        advance(source, 1);
    advance(source, level + 2);
}

static void skip_comment(Source *source) {
    advance(source, 2);
    int level = long_bracket(source);
    if (level >= 0) {
        skip_long_bracket(source, (size_t)level);
        return;
    }
    while (source->at < source->length && peek(source, 0) != '\n')
        advance(source, 1);
}

/* An escaped quote or line break does not end the string; a bare line break ends the compiler's patience. */
static void skip_string(Source *source) {
    char quote = peek(source, 0);
    advance(source, 1);
    while (source->at < source->length && peek(source, 0) != quote && peek(source, 0) != '\n')
        advance(source, peek(source, 0) == '\\' ? 2 : 1);
    if (peek(source, 0) == quote) advance(source, 1);
}

static bool word_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static uint32_t column(const Source *source) {
    uint32_t characters = 1;
    for (size_t i = source->line_start; i < source->at; i++)
        characters += ((unsigned char)source->bytes[i] & 0xC0) != 0x80;
    return characters;
}

static const char *advice(const char *word, size_t length) {
    static const struct {
        const char *word, *advice;
    } advices[] = {
        {"and", "'and' would drop a criterion: write '&' or all { … }, or put it in a function"},
        {"or", "'or' would drop a criterion: write '|' or any { … }, or put it in a function"},
        {"not", "'not' does not turn a criterion round: write '~' or none { … }, or put it in a function"},
        {"if",
         "'if' can't ask about a person while rules load: write '&', '|' and '~', or put it in a function"},
    };
    for (size_t i = 0; i < sizeof advices / sizeof *advices; i++)
        if (strlen(advices[i].word) == length && memcmp(advices[i].word, word, length) == 0)
            return advices[i].advice;
    return NULL;
}

static bool is(const char *word, size_t length, const char *name) {
    return strlen(name) == length && memcmp(word, name, length) == 0;
}

static bool inside_function(const Source *source) {
    return source->depth > 0 && source->in_function[source->depth - 1];
}

static void open_block(Source *source, bool function) {
    if (source->depth == NESTING) return;
    source->in_function[source->depth] = function || inside_function(source);
    source->depth++;
}

/* `while` and `for` wait with the `do` that they need anyway; `elseif` and `else` with their `if`. */
static void take_word(Source *source, const char *word, size_t length) {
    const char *text = inside_function(source) ? NULL : advice(word, length);
    if (text) {
        source->found++;
        messages_add(source->messages, MESSAGE_ERROR, source->file, source->line, column(source), "%s", text);
    }
    if (is(word, length, "function"))
        open_block(source, true);
    else if (is(word, length, "do") || is(word, length, "if") || is(word, length, "repeat"))
        open_block(source, false);
    else if ((is(word, length, "end") || is(word, length, "until")) && source->depth > 0)
        source->depth--;
}

static void scan_word(Source *source) {
    size_t length = 0;
    while (word_character(peek(source, length)))
        length++;
    take_word(source, source->bytes + source->at, length);
    advance(source, length);
}

static void scan_token(Source *source) {
    char c = peek(source, 0);
    int level = long_bracket(source);
    if (c == '-' && peek(source, 1) == '-')
        skip_comment(source);
    else if (c == '"' || c == '\'')
        skip_string(source);
    else if (level >= 0)
        skip_long_bracket(source, (size_t)level);
    else if (word_character(c))
        scan_word(source);
    else
        advance(source, 1);
}

bool source_check(const char *file, const char *bytes, size_t length, Messages *messages) {
    Source source = {.file = file, .bytes = bytes, .length = length, .line = 1, .messages = messages};
    while (source.at < source.length)
        scan_token(&source);
    return source.found == 0;
}
