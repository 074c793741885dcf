/* A look at a pack's source before it runs. */
#include "source.h"

#include "base/buffer.h"
#include "base/map.h"
#include "base/memory.h"
#include "rule/operators.h"
#include "script/slip.h"

enum { AND = 1, OR = 2, WARNED = 4 }; /* what was seen at one level of brackets */

typedef struct Source {
    const char *file;
    Tokens tokens;
    Messages *messages;
    unsigned char *seen; /* by opener, the last one for the file itself */
    SourceKind kind;
    Map *keys; /* table and name of each key → its token */
    Buffer name;
    uint32_t found;
    bool slipped;
} Source;

static const Token *at(const Source *source, uint32_t index) {
    return &source->tokens.items[index];
}

static bool is(const Source *source, uint32_t index, const char *text) {
    return token_is(&source->tokens, index, text);
}

static void report(Source *source, MessageLevel level, uint32_t index, const char *text) {
    const Token *token = at(source, index);
    source->found += level == MESSAGE_ERROR;
    messages_add(source->messages, level, source->file, token->line, token->column, "%s", text);
}

/* ── Words and operators that would drop a criterion ────────────────────── */

static void check_word(Source *source, uint32_t index) {
    static const struct {
        const char *word, *advice;
    } advices[] = {
        {"and", "'and' would drop a criterion: write '&' or all { … }, or put it in a function"},
        {"or", "'or' would drop a criterion: write '|' or any { … }, or put it in a function"},
        {"not", "'not' does not turn a criterion round: write '~' or none { … }, or put it in a function"},
        {"if",
         "'if' can't ask about a person while rules load: write '&', '|' and '~', or put it in a function"},
    };
    if (at(source, index)->kind != TOKEN_KEYWORD) return;
    for (size_t i = 0; i < sizeof advices / sizeof *advices; i++)
        if (is(source, index, advices[i].word)) report(source, MESSAGE_ERROR, index, advices[i].advice);
}

static bool is_field(const Source *source, uint32_t index) {
    return (is(source, index, "candidate") || is(source, index, "vacancy")) && is(source, index + 1, ".") &&
           index + 2 < source->tokens.count && at(source, index + 2)->kind == TOKEN_NAME;
}

/* "to compare, write candidate.borough:is "Lewisham"": the field's name is token number `field`, and `value`
 * the first of what it is compared with. */
static void report_comparison(Source *source, uint32_t index, uint32_t field, uint32_t value) {
    char record[SLIP_SHOWN], name[SLIP_SHOWN], operand[2 * SLIP_SHOWN + 4], text[400];
    snprintf(text, sizeof text, "'%s' does not compare fields: write %s.%s:%s%s",
             is(source, index, "==") ? "==" : "~=", slip_show(&source->tokens, field - 2, record),
             slip_show(&source->tokens, field, name), is(source, index, "==") ? "is" : "is_not",
             slip_show_value(&source->tokens, value, operand));
    report(source, MESSAGE_ERROR, index, text);
}

static void check_comparison(Source *source, uint32_t index) {
    if (!is(source, index, "==") && !is(source, index, "~=")) return;
    if (index >= 3 && is_field(source, index - 3))
        report_comparison(source, index, index - 1, index + 1);
    else if (index > 0 && is_field(source, index + 1))
        report_comparison(source, index, index + 3, index - 1);
}

static bool is_operator(const Source *source, uint32_t index) {
    for (int op = 0; op < OPERATOR_LEAVES; op++)
        if (is(source, index, operator_info((Operator)op)->name)) return true;
    return false;
}

/* candidate.borough.is "x" */
static void check_dot(Source *source, uint32_t index) {
    if (index < 3 || !is(source, index, ".") || !is_field(source, index - 3)) return;
    if (!is_operator(source, index + 1)) return;
    char record[SLIP_SHOWN], field[SLIP_SHOWN], name[SLIP_SHOWN], value[2 * SLIP_SHOWN + 4], text[400];
    uint32_t operand = index + (is(source, index + 2, "(") ? 3 : 2);
    slip_show(&source->tokens, index + 1, name);
    snprintf(text, sizeof text, "write ':' before '%s', as in %s.%s:%s%s", name,
             slip_show(&source->tokens, index - 3, record), slip_show(&source->tokens, index - 1, field),
             name, slip_show_value(&source->tokens, operand, value));
    report(source, MESSAGE_ERROR, index, text);
}

/* '&' binds tighter than '|': whoever writes both at one level may have meant the other. */
static void check_mixture(Source *source, uint32_t index) {
    static const char *const ends[] = {",", ";", "=", "return", "local"};
    uint32_t inside = at(source, index)->inside;
    unsigned char *seen = &source->seen[inside == TOKEN_NONE ? source->tokens.count : inside];
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (is(source, index, ends[i])) *seen = 0;
    if (is(source, index, "&")) *seen |= AND;
    if (is(source, index, "|")) *seen |= OR;
    if (*seen != (AND | OR)) return;
    *seen |= WARNED;
    report(source, MESSAGE_WARNING, index,
           "'&' and '|' stand side by side, and '&' goes first: put brackets round what belongs together");
}

/* ── Keys ───────────────────────────────────────────────────────────────── */

static bool is_key(const Tokens *tokens, uint32_t index) {
    const Token *token = &tokens->items[index];
    if (token->kind != TOKEN_NAME || index == 0 || !token_is(tokens, index + 1, "=")) return false;
    bool first = token->inside == index - 1;
    return token->inside != TOKEN_NONE && token_is(tokens, token->inside, "{") &&
           (first || token_is(tokens, index - 1, ",") || token_is(tokens, index - 1, ";"));
}

static void check_key(Source *source, uint32_t index) {
    const Tokens *tokens = &source->tokens;
    const Token *key = at(source, index);
    if (!is_key(tokens, index)) return;
    Buffer *name = &source->name;
    buffer_clear(name);
    buffer_format(name, "%u:%.*s", key->inside, (int)key->length, tokens->bytes + key->at);
    int32_t before = map_get(source->keys, name->bytes, name->length);
    if (before == MAP_NONE) {
        map_set(source->keys, name->bytes, name->length, (int32_t)index);
        return;
    }
    char text[200], shown[SLIP_SHOWN];
    snprintf(text, sizeof text,
             "'%s' is written twice in one table, first in line %u: Lua would drop one of them",
             slip_show(tokens, index, shown), at(source, (uint32_t)before)->line);
    report(source, MESSAGE_ERROR, index, text);
}

/* The callee stands right before the table, or before the name that it is called with. */
static bool begins_near(const Tokens *tokens, uint32_t table, uint32_t line) {
    for (uint32_t back = 0; back <= 2 && back <= table; back++)
        if (tokens->items[table - back].line == line) return true;
    return false;
}

/* The line of the key in this table, or else in a table inside it. */
static uint32_t find_key(const Tokens *tokens, uint32_t table, const char *key) {
    uint32_t end = tokens->items[table].partner, inner = 0;
    for (uint32_t i = table + 1; end != TOKEN_NONE && i < end; i++) {
        if (!token_is(tokens, i, key) || !is_key(tokens, i)) continue;
        if (tokens->items[i].inside == table) return tokens->items[i].line;
        if (!inner) inner = tokens->items[i].line;
    }
    return inner;
}

uint32_t source_key_line(const char *bytes, size_t length, uint32_t line, const char *key) {
    Tokens tokens = tokens_read(bytes, length);
    uint32_t found = 0;
    for (uint32_t i = 0; i < tokens.count && !found; i++)
        if (tokens.items[i].called && token_is(&tokens, i, "{") && begins_near(&tokens, i, line))
            found = find_key(&tokens, i, key);
    tokens_close(&tokens);
    return found;
}

/* Does an item of the table begin here? */
static bool begins_item(const Tokens *tokens, uint32_t table, uint32_t index) {
    bool first = index == table + 1;
    return tokens->items[index].inside == table && token_is(tokens, index, "{") &&
           (first || token_is(tokens, index - 1, ",") || token_is(tokens, index - 1, ";"));
}

/* The table that the call in line `line` is given, or `count`. */
static uint32_t find_table(const Tokens *tokens, uint32_t line) {
    uint32_t table = 0;
    while (table < tokens->count &&
           !(tokens->items[table].called && token_is(tokens, table, "{") && begins_near(tokens, table, line)))
        table++;
    return table;
}

uint32_t source_find_items(const char *bytes, size_t length, uint32_t line, SourceItem *items,
                           uint32_t room) {
    Tokens tokens = tokens_read(bytes, length);
    uint32_t count = 0, table = find_table(&tokens, line);
    uint32_t end = table < tokens.count ? tokens.items[table].partner : TOKEN_NONE;
    for (uint32_t i = table + 1; end != TOKEN_NONE && i < end; i++) {
        const Token *token = &tokens.items[i];
        if (!begins_item(&tokens, table, i)) continue;
        if (count < room)
            items[count] =
                (SourceItem){token->line, token->at, tokens.items[token->partner].at + 1 - token->at};
        count++;
    }
    tokens_close(&tokens);
    return count;
}

uint32_t source_item_line(const char *bytes, const SourceItem *item, const char *key) {
    const char *text = bytes + item->at;
    if (!memchr(text, '\n', item->length)) return item->line;
    Tokens tokens = tokens_read(text, item->length);
    uint32_t line = tokens.count ? find_key(&tokens, 0, key) : 0;
    tokens_close(&tokens);
    return line ? item->line + line - 1 : item->line;
}

/* ── All of it ──────────────────────────────────────────────────────────── */

static void check_slip(Source *source, uint32_t index) {
    Slip slip;
    if (source->slipped || !slip_find(&source->tokens, index, &slip)) return;
    source->slipped = true; /* the rest is read wrongly from here on */
    source->found++;
    messages_add(source->messages, MESSAGE_ERROR, source->file, slip.line, slip.column, "%s", slip.text);
}

static void check_token(Source *source, uint32_t index) {
    check_slip(source, index);
    if (at(source, index)->in_function) return;
    if (source->kind == SOURCE_TESTS) {
        if (!source->slipped) check_key(source, index);
        return;
    }
    check_word(source, index);
    if (source->slipped) return;
    check_comparison(source, index);
    check_dot(source, index);
    check_mixture(source, index);
    check_key(source, index);
}

bool source_check(const char *file, const char *bytes, size_t length, SourceKind kind, Messages *messages) {
    Source source = {.file = file, .tokens = tokens_read(bytes, length), .messages = messages, .kind = kind};
    source.seen = memory_allocate((size_t)source.tokens.count + 1);
    source.keys = map_open();
    for (uint32_t i = 0; i < source.tokens.count; i++)
        check_token(&source, i);
    check_slip(&source, source.tokens.count);
    free(source.seen);
    map_close(source.keys);
    buffer_close(&source.name);
    tokens_close(&source.tokens);
    return source.found == 0;
}
