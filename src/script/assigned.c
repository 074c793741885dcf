/* Which variables a pack's functions may assign to, by the words of its files: those are watched between two
 * calls of a check function (seal.c). A name too many costs time; none may be missed.
 *
 * The files have been compiled, so they are Lua: the scanner knows strings, comments, brackets and blocks,
 * and takes every name for assigned that stands before `=` or `,` where a statement can stand, or after
 * `function`, in a function's body. */
#include "script/sandbox.h"

enum { NESTING = 512 }; /* Lua allows 200 */

typedef enum Enclosing { BRACKET, BLOCK, FUNCTION } Enclosing;

/* In `local a, b <const> = …` and `for a, b in …`: is the next word a new name, or has one been given? */
typedef enum Declares { DECLARES_NOTHING, DECLARES_NEXT, DECLARED } Declares;

typedef struct Scan {
    lua_State *L;
    int table;
    const HostFile *file;
    const char *at, *end;
    uint8_t enclosing[NESTING];
    size_t depth, functions; /* how many of those are open */
    Declares declares;
    bool names; /* the next word stands after `function` */
    bool field; /* the next word stands after `.` or `:` */
} Scan;

static char peek(const Scan *scan, size_t ahead) {
    return ahead < (size_t)(scan->end - scan->at) ? scan->at[ahead] : '\0';
}

static void advance(Scan *scan, size_t bytes) {
    size_t left = (size_t)(scan->end - scan->at);
    scan->at += bytes < left ? bytes : left;
}

/* ── What is no code ────────────────────────────────────────────────────── */

/* The length of `[==[`, or 0. */
static size_t long_bracket(const Scan *scan) {
    size_t length = 1;
    if (peek(scan, 0) != '[') return 0;
    while (peek(scan, length) == '=')
        length++;
    return peek(scan, length) == '[' ? length + 1 : 0;
}

static void skip_long(Scan *scan, size_t length) {
    advance(scan, length);
    for (; scan->at < scan->end; advance(scan, 1)) {
        size_t equals = 0;
        if (peek(scan, 0) != ']') continue;
        while (peek(scan, equals + 1) == '=')
            equals++;
        if (equals + 2 != length || peek(scan, equals + 1) != ']') continue;
        advance(scan, length);
        return;
    }
}

static void skip_comment(Scan *scan) {
    advance(scan, 2);
    size_t length = long_bracket(scan);
    if (length > 0) {
        skip_long(scan, length);
        return;
    }
    while (scan->at < scan->end && peek(scan, 0) != '\n' && peek(scan, 0) != '\r')
        advance(scan, 1);
}

static void skip_string(Scan *scan) {
    char quote = peek(scan, 0);
    advance(scan, 1);
    while (scan->at < scan->end && peek(scan, 0) != quote)
        advance(scan, peek(scan, 0) == '\\' ? 2 : 1);
    advance(scan, 1);
}

static void skip_space(Scan *scan) {
    while (scan->at < scan->end) {
        char c = peek(scan, 0);
        if (c == '-' && peek(scan, 1) == '-')
            skip_comment(scan);
        else if (c == ' ' || (c >= '\t' && c <= '\r'))
            advance(scan, 1);
        else
            return;
    }
}

/* ── Blocks and brackets ────────────────────────────────────────────────── */

static void open_one(Scan *scan, Enclosing what) {
    if (scan->depth < NESTING) scan->enclosing[scan->depth] = (uint8_t)what;
    scan->depth++;
    scan->functions += what == FUNCTION;
}

static void close_one(Scan *scan) {
    if (scan->depth == 0) return;
    scan->depth--;
    if (scan->depth < NESTING) scan->functions -= scan->enclosing[scan->depth] == FUNCTION;
}

static bool is_statement(const Scan *scan) {
    return scan->depth == 0 || scan->depth > NESTING || scan->enclosing[scan->depth - 1] != BRACKET;
}

/* ── Words ──────────────────────────────────────────────────────────────── */

static bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static void note(const Scan *scan, const char *name, size_t length) {
    lua_pushstring(scan->L, scan->file->chunk);
    lua_pushlstring(scan->L, name, length);
    lua_concat(scan->L, 2);
    lua_pushboolean(scan->L, 1);
    lua_rawset(scan->L, scan->table);
}

/* A name; what stands after it comes next. */
static void take_name(Scan *scan, const char *name, size_t length) {
    skip_space(scan);
    char next = peek(scan, 0);
    bool before = next == ',' || (next == '=' && peek(scan, 1) != '=');
    bool is_new = scan->declares == DECLARES_NEXT;
    bool named = scan->names && scan->functions > 1; /* its own body is open already */
    bool assigned = before && !scan->field && scan->functions > 0 && is_statement(scan);
    if (!is_new && (named || assigned)) note(scan, name, length);
    scan->declares = is_new ? DECLARED : DECLARES_NOTHING;
    scan->names = scan->field = false;
}

static bool take_keyword(Scan *scan, const char *word, size_t length) {
    static const struct {
        const char *word;
        enum { OPENS, CLOSES, BEGINS_NAMES } does;
    } keywords[] = {{"function", OPENS}, {"do", OPENS},     {"if", OPENS},           {"repeat", OPENS},
                    {"end", CLOSES},     {"until", CLOSES}, {"local", BEGINS_NAMES}, {"for", BEGINS_NAMES}};
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++) {
        if (strlen(keywords[i].word) != length || memcmp(keywords[i].word, word, length) != 0) continue;
        scan->names = i == 0;
        if (keywords[i].does == OPENS) open_one(scan, scan->names ? FUNCTION : BLOCK);
        if (keywords[i].does == CLOSES) close_one(scan);
        if (keywords[i].does == BEGINS_NAMES)
            scan->declares = DECLARES_NEXT;
        else if (!scan->names) /* `local function` gives a name too */
            scan->declares = DECLARES_NOTHING;
        scan->field = false;
        return true;
    }
    return false;
}

static void take_word(Scan *scan) {
    const char *word = scan->at;
    while (is_word(peek(scan, 0)))
        advance(scan, 1);
    size_t length = (size_t)(scan->at - word);
    if (!take_keyword(scan, word, length)) take_name(scan, word, length);
}

/* ── Everything else ────────────────────────────────────────────────────── */

static void take_number(Scan *scan) {
    while (is_word(peek(scan, 0)) || peek(scan, 0) == '.')
        advance(scan, 1);
}

static void take_sign(Scan *scan) {
    char c = peek(scan, 0);
    size_t length = 1;
    if (c == '(' || c == '[' || c == '{') open_one(scan, BRACKET);
    if (c == ')' || c == ']' || c == '}') close_one(scan);
    while ((c == '.' || c == ':') && peek(scan, length) == c)
        length++;
    scan->field = (c == '.' || c == ':') && length == 1;
    if (scan->declares == DECLARED && (c == ',' || c == '<'))
        scan->declares = DECLARES_NEXT; /* `const` and `close` may pass for names */
    else if (scan->declares != DECLARED || c != '>')
        scan->declares = DECLARES_NOTHING;
    scan->names = false;
    advance(scan, length);
}

static void take_token(Scan *scan) {
    char c = peek(scan, 0);
    size_t length = long_bracket(scan);
    bool number = (c >= '0' && c <= '9') || (c == '.' && peek(scan, 1) >= '0' && peek(scan, 1) <= '9');
    if (!number && is_word(c)) {
        take_word(scan);
        return;
    }
    if (!number && length == 0 && c != '"' && c != '\'') {
        take_sign(scan);
        return;
    }
    scan->declares = DECLARES_NOTHING;
    scan->names = scan->field = false;
    if (number)
        take_number(scan);
    else if (length > 0)
        skip_long(scan, length);
    else
        skip_string(scan);
}

void sandbox_note_assigned(lua_State *L, int table) {
    const Host *host = host_of(L);
    for (uint32_t i = 0; i < host->file_count; i++) {
        const HostFile *file = &host->files[i];
        Scan scan = {
            .L = L, .table = table, .file = file, .at = file->bytes, .end = file->bytes + file->length};
        for (skip_space(&scan); scan.at < scan.end; skip_space(&scan))
            take_token(&scan);
    }
}
