/* The tokens of a pack's source: Lua's words, and what brackets and blocks they stand in. */
#include "token.h"

#include "base/memory.h"
#include "base/utf8.h"

#include <string.h>

typedef struct Reader {
    Tokens *tokens;
    const char *bytes;
    size_t length, at;
    uint32_t line, column;
} Reader;

static char peek(const Reader *reader, size_t ahead) {
    return reader->at + ahead < reader->length ? reader->bytes[reader->at + ahead] : '\0';
}

static void advance(Reader *reader, size_t count) {
    for (; count && reader->at < reader->length; count--) {
        char c = reader->bytes[reader->at++];
        reader->column += ((unsigned char)c & 0xC0) != 0x80;
        if (c != '\n') continue;
        reader->line++;
        reader->column = 1;
    }
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_';
}

/* ── Words ──────────────────────────────────────────────────────────────── */

/* How many '=' a long bracket that opens here has, or -1 where none opens. */
static int long_bracket(const Reader *reader) {
    if (peek(reader, 0) != '[') return -1;
    size_t level = 0;
    while (peek(reader, level + 1) == '=')
        level++;
    return peek(reader, level + 1) == '[' ? (int)level : -1;
}

static bool closes(const Reader *reader, size_t level) {
    if (peek(reader, 0) != ']' || peek(reader, level + 1) != ']') return false;
    for (size_t i = 1; i <= level; i++)
        if (peek(reader, i) != '=') return false;
    return true;
}

static void skip_long_bracket(Reader *reader, size_t level) {
    advance(reader, level + 2);
    while (reader->at < reader->length && !closes(reader, level))
        advance(reader, 1);
    advance(reader, level + 2);
}

static void skip_comment(Reader *reader) {
    advance(reader, 2);
    int level = long_bracket(reader);
    if (level >= 0) {
        skip_long_bracket(reader, (size_t)level);
        return;
    }
    while (reader->at < reader->length && peek(reader, 0) != '\n')
        advance(reader, 1);
}

/* An escaped quote or line break does not end the text; a bare line break does, unclosed. */
static TokenKind skip_text(Reader *reader) {
    char quote = peek(reader, 0);
    advance(reader, 1);
    while (reader->at < reader->length && peek(reader, 0) != quote && peek(reader, 0) != '\n')
        advance(reader, peek(reader, 0) == '\\' ? 2 : 1);
    if (peek(reader, 0) != quote) return TOKEN_OPEN_TEXT;
    advance(reader, 1);
    return TOKEN_TEXT;
}

static TokenKind skip_number(Reader *reader) {
    while (is_word(peek(reader, 0)) || peek(reader, 0) == '.') {
        char c = peek(reader, 0), sign = peek(reader, 1);
        bool exponent = strchr("eEpP", c) && (sign == '+' || sign == '-');
        advance(reader, exponent ? 2 : 1);
    }
    return TOKEN_NUMBER;
}

static TokenKind skip_word(Reader *reader) {
    static const char *const keywords[] = {
        "and", "break", "do",  "else", "elseif", "end",    "false",  "for",  "function", "goto",  "if",
        "in",  "local", "nil", "not",  "or",     "repeat", "return", "then", "true",     "until", "while"};
    const char *word = reader->bytes + reader->at;
    size_t length = 0;
    while (is_word(peek(reader, length)))
        length++;
    advance(reader, length);
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
        if (strlen(keywords[i]) == length && memcmp(keywords[i], word, length) == 0) return TOKEN_KEYWORD;
    return TOKEN_NAME;
}

/* The last few are of other languages. */
static TokenKind skip_symbol(Reader *reader) {
    static const char *const symbols[] = {"...", "..", "==", "~=", "<=", ">=", "<<",
                                          ">>",  "//", "::", "&&", "||", "<>", "!="};
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {
        size_t length = strlen(symbols[i]);
        if (reader->length - reader->at < length) continue;
        if (memcmp(reader->bytes + reader->at, symbols[i], length) != 0) continue;
        advance(reader, length);
        return TOKEN_SYMBOL;
    }
    bool known = strchr("+-*/%^#&~|<>=(){}[];:,.", peek(reader, 0)) && peek(reader, 0);
    uint32_t character;
    advance(reader, utf8_decode(reader->bytes + reader->at, reader->length - reader->at, &character));
    return known ? TOKEN_SYMBOL : TOKEN_STRANGE;
}

static TokenKind skip_token(Reader *reader) {
    char c = peek(reader, 0);
    int level = long_bracket(reader);
    if (c == '"' || c == '\'') return skip_text(reader);
    if (level >= 0) {
        skip_long_bracket(reader, (size_t)level);
        return TOKEN_TEXT;
    }
    if (is_digit(c) || (c == '.' && is_digit(peek(reader, 1)))) return skip_number(reader);
    if (is_word(c)) return skip_word(reader);
    return skip_symbol(reader);
}

static void add(Tokens *tokens, Token token) {
    if (tokens->count == tokens->capacity) {
        tokens->capacity = tokens->capacity ? tokens->capacity * 2 : 256;
        tokens->items = memory_resize(tokens->items, tokens->capacity * sizeof *tokens->items);
    }
    tokens->items[tokens->count++] = token;
}

static void read_token(Reader *reader) {
    char c = peek(reader, 0);
    if (c == ' ' || (c >= '\t' && c <= '\r')) {
        advance(reader, 1);
        return;
    }
    if (c == '-' && peek(reader, 1) == '-') {
        skip_comment(reader);
        return;
    }
    Token token = {.at = (uint32_t)reader->at, .line = reader->line, .column = reader->column};
    token.kind = (uint8_t)skip_token(reader);
    token.length = (uint32_t)reader->at - token.at;
    token.last_line = reader->line;
    token.inside = token.partner = TOKEN_NONE;
    add(reader->tokens, token);
}

/* ── Nesting ────────────────────────────────────────────────────────────── */

bool token_is(const Tokens *tokens, uint32_t index, const char *text) {
    if (index >= tokens->count) return false;
    const Token *token = &tokens->items[index];
    return strlen(text) == token->length && memcmp(tokens->bytes + token->at, text, token->length) == 0;
}

static bool is_one_of(const Tokens *tokens, uint32_t index, const char *const *texts) {
    for (; *texts; texts++)
        if (token_is(tokens, index, *texts)) return true;
    return false;
}

bool token_ends_operand(const Tokens *tokens, uint32_t index) {
    static const char *const ends[] = {")", "}", "]", "true", "false", "nil", "end", NULL};
    if (index >= tokens->count) return false;
    TokenKind kind = (TokenKind)tokens->items[index].kind;
    if (kind == TOKEN_NAME || kind == TOKEN_NUMBER || kind == TOKEN_TEXT) return true;
    return (kind == TOKEN_SYMBOL || kind == TOKEN_KEYWORD) && is_one_of(tokens, index, ends);
}

/* `while` and `for` wait with the `do` that they need anyway; `elseif` and `else` with their `if`. */
static bool opens(const Tokens *tokens, uint32_t index) {
    static const char *const brackets[] = {"(", "{", "[", NULL};
    static const char *const blocks[] = {"function", "do", "if", "repeat", NULL};
    TokenKind kind = (TokenKind)tokens->items[index].kind;
    return (kind == TOKEN_SYMBOL && is_one_of(tokens, index, brackets)) ||
           (kind == TOKEN_KEYWORD && is_one_of(tokens, index, blocks));
}

static bool is_closer(const Tokens *tokens, uint32_t index) {
    static const char *const closers[] = {")", "}", "]", "end", "until", NULL};
    TokenKind kind = (TokenKind)tokens->items[index].kind;
    return (kind == TOKEN_SYMBOL || kind == TOKEN_KEYWORD) && is_one_of(tokens, index, closers);
}

static bool match(const Tokens *tokens, uint32_t opener, uint32_t closer) {
    if (opener == TOKEN_NONE) return false;
    if (token_is(tokens, opener, "(")) return token_is(tokens, closer, ")");
    if (token_is(tokens, opener, "{")) return token_is(tokens, closer, "}");
    if (token_is(tokens, opener, "[")) return token_is(tokens, closer, "]");
    return token_is(tokens, closer, token_is(tokens, opener, "repeat") ? "until" : "end");
}

static void mark_calls(Tokens *tokens, uint32_t index) {
    Token *token = &tokens->items[index];
    bool text = token->kind == TOKEN_TEXT;
    if (text || token_is(tokens, index, "{") || token_is(tokens, index, "("))
        token->called = index > 0 && tokens->items[index - 1].callable;
    if (text)
        token->callable = token->called;
    else if (token_is(tokens, index, "}"))
        token->callable = token->partner != TOKEN_NONE && tokens->items[token->partner].called;
    else
        token->callable =
            token->kind == TOKEN_NAME || token_is(tokens, index, ")") || token_is(tokens, index, "]");
}

static void nest(Tokens *tokens) {
    uint32_t open = TOKEN_NONE;
    bool sound = true;
    for (uint32_t i = 0; i < tokens->count; i++) {
        Token *token = &tokens->items[i];
        if (is_closer(tokens, i)) {
            if (sound && !match(tokens, open, i)) {
                sound = false;
                tokens->fault = i;
                tokens->open = open;
            }
            if (open != TOKEN_NONE) {
                token->partner = open;
                tokens->items[open].partner = i;
                open = tokens->items[open].inside;
            }
        }
        token->inside = open;
        if (open != TOKEN_NONE)
            token->in_function = tokens->items[open].in_function || token_is(tokens, open, "function");
        mark_calls(tokens, i);
        if (opens(tokens, i)) open = i;
    }
    if (!sound) return;
    tokens->fault = open == TOKEN_NONE ? TOKEN_NONE : tokens->count;
    tokens->open = open;
}

Tokens tokens_read(const char *bytes, size_t length) {
    static const char mark[] = "\xEF\xBB\xBF"; /* some editors put it before the first character */
    Tokens tokens = {.bytes = bytes};
    Reader reader = {.tokens = &tokens, .bytes = bytes, .length = length, .line = 1, .column = 1};
    if (length >= strlen(mark) && memcmp(bytes, mark, strlen(mark)) == 0) reader.at = strlen(mark);
    while (reader.at < reader.length)
        read_token(&reader);
    nest(&tokens);
    return tokens;
}

void tokens_close(Tokens *tokens) {
    free(tokens->items);
    *tokens = (Tokens){0};
}
