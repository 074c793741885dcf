/* Words, sentences and acronyms, found by the marks between them. */
#include "prose.h"

#include "base/utf8.h"

#include <string.h>
#include <strings.h>

static bool is_capital(uint32_t c) {
    return c >= 'A' && c <= 'Z';
}

static bool is_small(uint32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 0xDF && c <= 0xFF && c != 0xF7);
}

static bool is_digit(uint32_t c) {
    return c >= '0' && c <= '9';
}

/* Beyond ASCII all but punctuation, currency, arrows and other signs counts as a letter. */
static bool is_letter(uint32_t c) {
    if (c < 0xC0) return is_capital(c) || is_small(c);
    return c != 0xD7 && c != 0xF7 && !(c >= 0x2000 && c <= 0x2BFF) && !(c >= 0x3000 && c <= 0x303F) &&
           c != 0xFFFD;
}

static bool is_letter_or_digit(uint32_t c) {
    return is_letter(c) || is_digit(c);
}

static bool is_space(uint32_t c) {
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
           c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

static bool is_apostrophe(uint32_t c) {
    return c == '\'' || c == 0x2019;
}

/* Not white space, a slash, a long dash or an ellipsis. */
static bool is_in_word(uint32_t c) {
    return !is_space(c) && c != '/' && c != 0x2014 && c != 0x2026;
}

static bool is_in_acronym(uint32_t c) {
    return is_letter_or_digit(c) || c == '&' || is_apostrophe(c);
}

/* ── Runs of characters ─────────────────────────────────────────────────── */

static uint32_t first_of(ProseSpan span, size_t *size) {
    uint32_t character;
    *size = utf8_decode(span.at, span.length, &character);
    return character;
}

static ProseSpan skip(ProseSpan span, size_t bytes) {
    return (ProseSpan){span.at + bytes, span.length - bytes};
}

/* Skips what belongs, or what does not, at the front. */
static ProseSpan skip_while(ProseSpan span, bool (*belongs)(uint32_t), bool wanted) {
    size_t size;
    while (span.length && belongs(first_of(span, &size)) == wanted)
        span = skip(span, size);
    return span;
}

/* From the first character that belongs to the last one that does. */
static ProseSpan trim(ProseSpan span, bool (*belongs)(uint32_t), bool wanted) {
    ProseSpan from = skip_while(span, belongs, !wanted), at = from;
    size_t size, end = 0;
    for (; at.length; at = skip(at, size))
        if (belongs(first_of(at, &size)) == wanted) end = (size_t)(at.at - from.at) + size;
    return (ProseSpan){from.at, end};
}

/* The next run of what belongs together, from its first letter or digit to its last. */
static bool next_run(ProseSpan *rest, bool (*belongs)(uint32_t), ProseSpan *run) {
    while (rest->length) {
        ProseSpan from = skip_while(*rest, belongs, false);
        *rest = skip_while(from, belongs, true);
        *run = trim((ProseSpan){from.at, (size_t)(rest->at - from.at)}, is_letter_or_digit, true);
        if (run->length) return true;
    }
    return false;
}

bool prose_next_word(ProseSpan *rest, ProseSpan *word) {
    return next_run(rest, is_in_word, word);
}

uint32_t prose_count_words(ProseSpan text) {
    uint32_t count = 0;
    for (ProseSpan word; prose_next_word(&text, &word);)
        count++;
    return count;
}

/* ── Sentences ──────────────────────────────────────────────────────────── */

static bool is_end_mark(uint32_t c) {
    return c == '.' || c == '!' || c == '?' || c == 0x2026;
}

/* What may stand between the mark and the white space. */
static bool is_closing(uint32_t c) {
    return c == '"' || c == ')' || c == ']' || c == 0x201D || c == 0xBB || is_apostrophe(c);
}

static bool is_opening(uint32_t c) {
    return c == '"' || c == '(' || c == '[' || c == 0x201C || c == 0x2018 || c == 0xAB || c == '\'';
}

static bool is_one_of(ProseSpan word, const char *const *list) {
    for (; *list; list++)
        if (strlen(*list) == word.length && strncasecmp(*list, word.at, word.length) == 0) return true;
    return false;
}

enum { LAST_BYTES = 16 }; /* more than the longest of the abbreviations has */

/* Is the full stop after `before` an abbreviation's, where `next` is the character that follows? */
static bool is_abbreviation(ProseSpan before, uint32_t next) {
    static const char *const always[] = {"e.g", "i.e", "Mr", "Mrs",  "Ms",     "Dr",
                                         "St",  "cf",  "vs", "Prof", "approx", NULL};
    static const char *const of_numbers[] = {"no", "nos", "s", "ss", "p", "pp", "art", "arts", "para", NULL};
    if (before.length > LAST_BYTES) before = skip(before, before.length - LAST_BYTES);
    ProseSpan word = {before.at, 0}, candidate;
    while (prose_next_word(&before, &candidate))
        word = candidate;
    if (word.length == 1 && is_capital((unsigned char)*word.at)) return true;
    return is_one_of(word, always) || (is_digit(next) && is_one_of(word, of_numbers));
}

/* An empty line: two line breaks with nothing but white space between. */
static bool has_empty_line(ProseSpan spaces) {
    const char *first = memchr(spaces.at, '\n', spaces.length);
    return first && memchr(first + 1, '\n', spaces.length - (size_t)(first + 1 - spaces.at));
}

/* `at` is the first of one or several marks; does the sentence that began at `start` end with them? Then
 * `after` is where. */
static bool ends_sentence(const char *start, ProseSpan at, ProseSpan *after) {
    *after = skip_while(skip_while(at, is_end_mark, true), is_closing, true);
    if (after->length == 0) return true;
    ProseSpan next = skip_while(*after, is_space, true);
    if (next.at == after->at) return false;
    size_t size;
    ProseSpan word = skip_while(next, is_opening, true);
    uint32_t first = word.length ? first_of(word, &size) : 0;
    bool is_stop = *at.at == '.' && after->at - at.at == 1;
    return !is_small(first) &&
           !(is_stop && is_abbreviation((ProseSpan){start, (size_t)(at.at - start)}, first));
}

/* Where the sentence ends that begins at `from`. */
static ProseSpan find_end(ProseSpan from) {
    size_t size;
    for (ProseSpan at = from; at.length; at = skip(at, size)) {
        uint32_t c = first_of(at, &size);
        ProseSpan after = at;
        if (is_end_mark(c) && ends_sentence(from.at, at, &after)) return after;
        if (c != '\n') continue;
        after = skip_while(at, is_space, true);
        if (has_empty_line((ProseSpan){at.at, (size_t)(after.at - at.at)})) return at;
    }
    return skip(from, from.length);
}

bool prose_next_sentence(ProseSpan *rest, ProseSpan *sentence) {
    ProseSpan from = skip_while(*rest, is_space, true);
    *rest = find_end(from);
    *sentence = trim((ProseSpan){from.at, (size_t)(rest->at - from.at)}, is_space, false);
    return sentence->length > 0;
}

/* ── Acronyms ───────────────────────────────────────────────────────────── */

/* Takes off "s", "'s" and "’s". */
static ProseSpan singular(ProseSpan word) {
    if (word.length < 3 || word.at[word.length - 1] != 's') return word;
    return trim((ProseSpan){word.at, word.length - 1}, is_letter_or_digit, true);
}

/* More capitals than small letters, and no digits: "SE1" is a code. */
static bool is_acronym(ProseSpan word) {
    uint32_t capitals = 0, others = 0;
    size_t size;
    for (; word.length; word = skip(word, size)) {
        uint32_t c = first_of(word, &size);
        if (is_digit(c)) return false;
        capitals += is_capital(c);
        others += is_letter(c) && !is_capital(c);
    }
    return capitals >= 2 && capitals > others;
}

bool prose_next_acronym(ProseSpan *rest, ProseSpan *acronym) {
    for (ProseSpan word; next_run(rest, is_in_acronym, &word);) {
        *acronym = singular(word);
        if (is_acronym(*acronym)) return true;
    }
    return false;
}

enum { NEAR_BYTES = 256 }; /* how far off an explanation is looked for */

/* Has one of the words that such an acronym can stand for its first letter? Those nearest to it count. */
static bool may_stand_for(ProseSpan acronym, ProseSpan words) {
    uint32_t count = prose_count_words(words), last = (uint32_t)(2 * acronym.length + 2);
    ProseSpan word;
    for (uint32_t i = 0; prose_next_word(&words, &word); i++)
        if (i + last >= count && strncasecmp(word.at, acronym.at, 1) == 0) return true;
    return false;
}

/* What stands before the acronym, if that is a bracket. */
static bool find_before(ProseSpan text, ProseSpan acronym, ProseSpan *before) {
    *before = (ProseSpan){text.at, (size_t)(acronym.at - text.at)};
    if (before->length == 0 || before->at[before->length - 1] != '(') return false;
    before->length--;
    if (before->length > NEAR_BYTES) *before = skip(*before, before->length - NEAR_BYTES);
    return true;
}

/* What stands in brackets after it. */
static bool find_after(ProseSpan text, ProseSpan acronym, ProseSpan *after) {
    ProseSpan rest = skip(text, (size_t)(acronym.at - text.at) + acronym.length);
    if (rest.length < 2 || memcmp(rest.at, " (", 2) != 0) return false;
    rest = skip(rest, 2);
    if (rest.length > NEAR_BYTES) rest.length = NEAR_BYTES;
    const char *end = memchr(rest.at, ')', rest.length);
    *after = (ProseSpan){rest.at, end ? (size_t)(end - rest.at) : rest.length};
    return true;
}

bool prose_is_explained(ProseSpan text, ProseSpan acronym) {
    ProseSpan beside;
    return (find_before(text, acronym, &beside) && may_stand_for(acronym, beside)) ||
           (find_after(text, acronym, &beside) && may_stand_for(acronym, beside));
}
