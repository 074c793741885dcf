/* Slips in a pack's source: commas, quotes and brackets left out, and what other languages write. */
#include "slip.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

const char *slip_show(const Tokens *tokens, uint32_t index, char out[SLIP_SHOWN]) {
    static const char more[] = "…";
    const Token *token = &tokens->items[index];
    size_t length = token->length;
    if (length < SLIP_SHOWN) {
        snprintf(out, SLIP_SHOWN, "%.*s", (int)length, tokens->bytes + token->at);
        return out;
    }
    length = SLIP_SHOWN - sizeof more;
    while (((unsigned char)tokens->bytes[token->at + length] & 0xC0) == 0x80)
        length--;
    snprintf(out, SLIP_SHOWN, "%.*s%s", (int)length, tokens->bytes + token->at, more);
    return out;
}

static bool is_field(const Tokens *tokens, uint32_t index) {
    bool record = token_is(tokens, index, "candidate") || token_is(tokens, index, "vacancy");
    return record && token_is(tokens, index + 1, ".") && index + 2 < tokens->count &&
           tokens->items[index + 2].kind == TOKEN_NAME;
}

static bool is_constant(const Tokens *tokens, uint32_t index) {
    return tokens->items[index].kind == TOKEN_NUMBER || token_is(tokens, index, "true") ||
           token_is(tokens, index, "false") || token_is(tokens, index, "nil");
}

const char *slip_show_value(const Tokens *tokens, uint32_t index, char out[2 * SLIP_SHOWN + 4]) {
    size_t size = 2 * SLIP_SHOWN + 4;
    char shown[SLIP_SHOWN], name[SLIP_SHOWN];
    if (index < tokens->count && tokens->items[index].kind == TOKEN_TEXT)
        snprintf(out, size, " %s", slip_show(tokens, index, shown));
    else if (index < tokens->count && is_constant(tokens, index))
        snprintf(out, size, "(%s)", slip_show(tokens, index, shown));
    else if (is_field(tokens, index))
        snprintf(out, size, "(%s.%s)", slip_show(tokens, index, shown), slip_show(tokens, index + 2, name));
    else
        snprintf(out, size, "(…)");
    return out;
}

__attribute__((format(printf, 4, 5))) static bool say(Slip *slip, const Tokens *tokens, uint32_t index,
                                                      const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(slip->text, sizeof slip->text, format, arguments);
    va_end(arguments);
    slip->line = tokens->items[index].line;
    slip->column = tokens->items[index].column;
    return true;
}

/* ── Characters ─────────────────────────────────────────────────────────── */

static bool find_strange(const Tokens *tokens, uint32_t index, Slip *slip) {
    static const struct {
        const char *character, *advice;
    } known[] = {
        {"“", "curly quotes: type straight ones (\")"},
        {"”", "curly quotes: type straight ones (\")"},
        {"„", "curly quotes: type straight ones (\")"},
        {"‘", "curly quotes: type straight ones (\")"},
        {"’", "curly quotes: type straight ones (\")"},
        {"`", "a quote that leans: type a straight one (\")"},
        {"\u00A0", "a no-break space, which looks like a space and is none: type a plain one"},
        {"–", "a dash: type the hyphen-minus (-)"},
        {"—", "a dash: type the hyphen-minus (-)"},
        {"≥", "'≥': write at_least(…), as in candidate.age:at_least(16)"},
        {"≤", "'≤': write at_most(…), as in candidate.age:at_most(24)"},
        {"!", "'!': to say 'not', write '~' before a criterion, as in ~candidate.in_education"},
    };
    char shown[SLIP_SHOWN];
    if (tokens->items[index].kind != TOKEN_STRANGE) return false;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (token_is(tokens, index, known[i].character))
            return say(slip, tokens, index, "%s", known[i].advice);
    return say(slip, tokens, index, "'%s' can't stand here: texts stand in quotes, notes after '--'",
               slip_show(tokens, index, shown));
}

/* The line's text up to its end has one of the curly quotes in it: it was meant to close the text. */
static bool find_open_text(const Tokens *tokens, uint32_t index, Slip *slip) {
    static const char *const curly[] = {"“", "”", "‘", "’"};
    const Token *token = &tokens->items[index];
    const char *text = tokens->bytes + token->at;
    if (token->kind != TOKEN_OPEN_TEXT) return false;
    for (size_t i = 0; i < sizeof curly / sizeof *curly; i++)
        if (memmem(text, token->length, curly[i], strlen(curly[i])))
            return say(slip, tokens, index, "a curly quote does not end a text: type a straight one (%c)",
                       text[0]);
    return say(slip, tokens, index, "the text that begins here has no closing quote (%c)", text[0]);
}

static bool find_foreign(const Tokens *tokens, uint32_t index, Slip *slip) {
    static const struct {
        const char *symbol, *advice;
    } known[] = {
        {"&&", "'&&': criteria are joined by a single '&'"},
        {"||", "'||': criteria are joined by a single '|'"},
        {"<>", "'<>': to say 'differs from', write is_not, as in candidate.borough:is_not \"Hackney\""},
        {"!=", "'!=': to say 'differs from', write is_not, as in candidate.borough:is_not \"Hackney\""},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (tokens->items[index].kind == TOKEN_SYMBOL && token_is(tokens, index, known[i].symbol))
            return say(slip, tokens, index, "%s", known[i].advice);
    return false;
}

/* ── Notes ──────────────────────────────────────────────────────────────── */

static bool same_line(const Tokens *tokens, uint32_t index, uint32_t next) {
    return next < tokens->count && tokens->items[index].last_line == tokens->items[next].line;
}

/* Do two words of prose follow? */
static bool prose_follows(const Tokens *tokens, uint32_t index) {
    if (!same_line(tokens, index, index + 2)) return false;
    return tokens->items[index + 1].kind == TOKEN_NAME && tokens->items[index + 2].kind == TOKEN_NAME;
}

static bool find_note(const Tokens *tokens, uint32_t index, Slip *slip) {
    bool slashes = token_is(tokens, index, "//"), hash = token_is(tokens, index, "#");
    bool after_operand = index > 0 && token_ends_operand(tokens, index - 1);
    if (!slashes && !hash) return false;
    if (after_operand != hash && !prose_follows(tokens, index)) return false;
    return say(slip, tokens, index, "a note begins with '--', not with '%s'", slashes ? "//" : "#");
}

/* ── Two things side by side ────────────────────────────────────────────── */

static bool spells(const Tokens *tokens, uint32_t index, const char *word) {
    const Token *token = &tokens->items[index];
    return token->kind == TOKEN_NAME && token->length == strlen(word) &&
           strncasecmp(tokens->bytes + token->at, word, token->length) == 0;
}

static bool find_joiner(const Tokens *tokens, uint32_t index, Slip *slip) {
    char shown[SLIP_SHOWN];
    const char *symbol = spells(tokens, index, "and") ? "&" : spells(tokens, index, "or") ? "|" : NULL;
    bool after_operand = index > 0 && token_ends_operand(tokens, index - 1);
    if (symbol && after_operand && same_line(tokens, index - 1, index) && !token_is(tokens, index + 1, "="))
        return say(slip, tokens, index, "'%s' joins nothing: criteria are joined by '%s'",
                   slip_show(tokens, index, shown), symbol);
    bool before_name = same_line(tokens, index, index + 1) && tokens->items[index + 1].kind == TOKEN_NAME;
    if (spells(tokens, index, "not") && before_name)
        return say(slip, tokens, index, "'%s' turns nothing round: write '~' before a criterion",
                   slip_show(tokens, index, shown));
    return false;
}

static bool begins_operand(const Tokens *tokens, uint32_t index) {
    const Token *token = &tokens->items[index], *before = token - 1;
    if (token->kind == TOKEN_NAME || is_constant(tokens, index)) return true;
    if (token->kind == TOKEN_KEYWORD) return token_is(tokens, index, "function");
    bool call = token->kind == TOKEN_TEXT || token_is(tokens, index, "{") || token_is(tokens, index, "(");
    return call && !before->callable;
}

static bool begins_statement(const Tokens *tokens, uint32_t index) {
    static const char *const after[] = {"=", ",", "(", "{", ".", ":", "["};
    if (tokens->items[index].kind != TOKEN_NAME || index + 1 == tokens->count) return false;
    if (tokens->items[index + 1].kind == TOKEN_TEXT) return true;
    for (size_t i = 0; i < sizeof after / sizeof *after; i++)
        if (token_is(tokens, index + 1, after[i])) return true;
    return false;
}

static bool in_bracket(const Tokens *tokens, uint32_t index) {
    uint32_t inside = tokens->items[index].inside;
    return inside != TOKEN_NONE && tokens->items[inside].kind == TOKEN_SYMBOL;
}

static bool say_missing_comma(const Tokens *tokens, uint32_t index, Slip *slip) {
    char shown[SLIP_SHOWN];
    uint32_t line = tokens->items[index - 1].last_line;
    bool key = token_is(tokens, index + 1, "=");
    say(slip, tokens, index, "a comma%s may be missing at the end of line %u, before '%s'",
        key ? "" : ", '&' or '|'", line, slip_show(tokens, index, shown));
    slip->line = line;
    slip->column = 0;
    return true;
}

/* A word with what it is called with: a text, or brackets. */
static bool is_called(const Tokens *tokens, uint32_t index) {
    if (index + 1 == tokens->count) return false;
    return tokens->items[index + 1].kind == TOKEN_TEXT || token_is(tokens, index + 1, "(") ||
           token_is(tokens, index + 1, "{");
}

/* Texts and numbers are no criteria: between two of them stands a comma. */
static bool is_value(const Token *token) {
    return token->kind == TOKEN_TEXT || token->kind == TOKEN_NUMBER;
}

/* An operand right after an operand, which are not a function and what it is called with. */
static bool say_side_by_side(const Tokens *tokens, uint32_t index, Slip *slip) {
    const Token *token = &tokens->items[index], *before = token - 1;
    char left[SLIP_SHOWN], right[SLIP_SHOWN], value[2 * SLIP_SHOWN + 4];
    slip_show(tokens, index - 1, left);
    slip_show(tokens, index, right);
    bool called = before->kind == TOKEN_NAME;
    if (called && (is_constant(tokens, index) || is_field(tokens, index)))
        return say(slip, tokens, index, "what follows '%s' stands in brackets: write %s%s", left, left,
                   slip_show_value(tokens, index, value));
    if (called && token->kind == TOKEN_NAME && !is_called(tokens, index) && !token_is(tokens, index + 1, "="))
        return say(slip, tokens, index,
                   "a text stands in quotes, as in %s \"%s\"; between two criteria stands '&' or '|'", left,
                   right);
    bool values = is_value(before) && is_value(token);
    bool field = index >= 3 && is_field(tokens, index - 3);
    return say(slip, tokens, index, "'%s' can't follow '%s': %sa comma is missing between them", right, left,
               values  ? ""
               : field ? "':', '&', '|' or "
                       : "'&', '|' or ");
}

static bool find_side_by_side(const Tokens *tokens, uint32_t index, Slip *slip) {
    if (index == 0 || !token_ends_operand(tokens, index - 1)) return false;
    const Token *token = &tokens->items[index];
    bool bracket = in_bracket(tokens, index);
    if (!begins_operand(tokens, index)) return false;
    if (bracket && !same_line(tokens, index - 1, index)) return say_missing_comma(tokens, index, slip);
    bool words = (token - 1)->kind == TOKEN_NAME &&
                 (token->kind == TOKEN_NAME || is_constant(tokens, index)) &&
                 same_line(tokens, index - 1, index) && !begins_statement(tokens, index);
    return (bracket || words) && say_side_by_side(tokens, index, slip);
}

/* candidate.borough = "x", where a criterion was meant */
static bool find_assignment(const Tokens *tokens, uint32_t index, Slip *slip) {
    if (!token_is(tokens, index, "=") || index < 3 || !is_field(tokens, index - 3)) return false;
    if (!in_bracket(tokens, index) && !token_is(tokens, index - 4, "=")) return false;
    char record[SLIP_SHOWN], field[SLIP_SHOWN], value[2 * SLIP_SHOWN + 4];
    return say(slip, tokens, index, "'=' compares nothing: write %s.%s:is%s",
               slip_show(tokens, index - 3, record), slip_show(tokens, index - 1, field),
               slip_show_value(tokens, index + 1, value));
}

/* ── Brackets ───────────────────────────────────────────────────────────── */

static const char *closer_of(const Tokens *tokens, uint32_t opener) {
    return token_is(tokens, opener, "{")   ? "}"
           : token_is(tokens, opener, "(") ? ")"
           : token_is(tokens, opener, "[") ? "]"
                                           : "end";
}

/* Where brackets of one kind stand in one another, the outermost is what stays open. */
static bool say_open(const Tokens *tokens, uint32_t opener, const char *before, uint32_t line, Slip *slip) {
    char shown[SLIP_SHOWN], where[2 * SLIP_SHOWN] = "";
    if (before) snprintf(where, sizeof where, " before the '%s' in line %u", before, line);
    return say(slip, tokens, opener,
               "the '%s' that begins here, or one inside it, is not closed%s: '%s' is missing",
               slip_show(tokens, opener, shown), where, closer_of(tokens, opener));
}

static const char *const declarations[] = {"programme", "guaranteed_interview", "support_plan", "field",
                                           "test"};

static bool is_declaration(const Tokens *tokens, uint32_t index) {
    for (size_t i = 0; i < sizeof declarations / sizeof *declarations; i++)
        if (token_is(tokens, index, declarations[i])) return true;
    return false;
}

/* programme first-step { … } */
static bool find_bare_name(const Tokens *tokens, uint32_t index, Slip *slip) {
    char word[SLIP_SHOWN], name[SLIP_SHOWN];
    if (index == 0 || tokens->items[index].kind != TOKEN_NAME || in_bracket(tokens, index)) return false;
    if (!is_declaration(tokens, index - 1) || !same_line(tokens, index - 1, index)) return false;
    return say(slip, tokens, index, "a name stands in quotes, as in %s \"%s\"",
               slip_show(tokens, index - 1, word), slip_show(tokens, index, name));
}

/* A declaration inside another one's brackets. */
static bool find_declaration(const Tokens *tokens, uint32_t index, Slip *slip) {
    const Token *token = &tokens->items[index];
    char word[SLIP_SHOWN];
    if (token->in_function || index == 0 || !in_bracket(tokens, index)) return false;
    if (same_line(tokens, index - 1, index) || index + 1 == tokens->count) return false;
    if (!is_declaration(tokens, index) || token[1].kind != TOKEN_TEXT) return false;
    return say_open(tokens, token->inside, slip_show(tokens, index, word), token->line, slip);
}

static bool find_fault(const Tokens *tokens, uint32_t index, Slip *slip) {
    if (index != tokens->fault) return false;
    char shown[SLIP_SHOWN];
    if (index == tokens->count) return say_open(tokens, tokens->open, NULL, 0, slip);
    slip_show(tokens, index, shown);
    if (tokens->open != TOKEN_NONE)
        return say_open(tokens, tokens->open, shown, tokens->items[index].line, slip);
    return say(slip, tokens, index,
               "this '%s' closes nothing: take it out, or look for what is missing before it", shown);
}

bool slip_find(const Tokens *tokens, uint32_t index, Slip *slip) {
    if (index == tokens->count) return find_fault(tokens, index, slip);
    return find_strange(tokens, index, slip) || find_open_text(tokens, index, slip) ||
           find_foreign(tokens, index, slip) || find_note(tokens, index, slip) ||
           find_joiner(tokens, index, slip) || find_fault(tokens, index, slip) ||
           find_declaration(tokens, index, slip) || find_assignment(tokens, index, slip) ||
           find_bare_name(tokens, index, slip) || find_side_by_side(tokens, index, slip);
}
