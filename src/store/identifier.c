/* National Insurance numbers and postcodes, brought into one written form. */
#include "value.h"

enum { NI_LETTERS = 2, NI_DIGITS = 6, INWARD = 3, SHORTEST_POSTCODE = 5, LONGEST_POSTCODE = 7 };

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_capital(char c) {
    return c >= 'A' && c <= 'Z';
}

/* Letters in upper case and digits, without spaces and the marks that people put between; false for anything
 * else or too much. Returns the length, or 0. */
static size_t squeeze(const char *text, size_t length, char *out, size_t size) {
    size_t written = 0;
    for (size_t i = 0; i < length; i++) {
        char c = text[i] >= 'a' && text[i] <= 'z' ? (char)(text[i] - 'a' + 'A') : text[i];
        if (c == ' ' || c == '-' || c == '.') continue;
        if ((!is_digit(c) && !is_capital(c)) || written == size) return 0;
        out[written++] = c;
    }
    return written;
}

static bool is_one_of(const char *pair, const char *pairs) {
    for (; *pairs; pairs += 3)
        if (memcmp(pair, pairs, 2) == 0) return true;
    return false;
}

/* First two letters not D F I Q U V, the second not O, and six pairs never given out. QQ is for made-up
 * numbers. */
static bool is_ni_prefix(const char *pair) {
    if (memcmp(pair, "QQ", 2) == 0) return true;
    if (!is_capital(pair[0]) || !is_capital(pair[1])) return false;
    if (strchr("DFIQUV", pair[0]) || strchr("DFIQUVO", pair[1])) return false;
    return !is_one_of(pair, "BG GB KN NK NT TN ZZ ");
}

bool identifier_ni_number(const char *text, size_t length, Buffer *out, Error *error) {
    char plain[NI_LETTERS + NI_DIGITS + 1];
    size_t got = squeeze(text, length, plain, sizeof plain), least = NI_LETTERS + NI_DIGITS;
    bool good =
        got >= least && is_ni_prefix(plain) && (got == least || (plain[least] >= 'A' && plain[least] <= 'D'));
    for (size_t i = NI_LETTERS; good && i < least; i++)
        good = is_digit(plain[i]);
    if (!good)
        return error_set(
            error, "is not a National Insurance number: it has two letters, six digits and a letter from A "
                   "to D");
    buffer_add(out, plain, got);
    return true;
}

/* The first half: A9, A99, AA9, AA99, A9A or AA9A. */
static bool is_outward(const char *text, size_t length) {
    char shape[5] = {0};
    for (size_t i = 0; i < length; i++)
        shape[i] = is_digit(text[i]) ? '9' : 'A';
    static const char *const shapes[] = {"A9", "A99", "AA9", "AA99", "A9A", "AA9A"};
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        if (strcmp(shape, shapes[i]) == 0) return true;
    return false;
}

/* The second half: a digit and two letters, of which C I K M O V are never used. */
static bool is_inward(const char *text) {
    return is_digit(text[0]) && is_capital(text[1]) && is_capital(text[2]) && !strchr("CIKMOV", text[1]) &&
           !strchr("CIKMOV", text[2]);
}

bool identifier_postcode(const char *text, size_t length, Buffer *out, Error *error) {
    char plain[LONGEST_POSTCODE];
    size_t got = squeeze(text, length, plain, sizeof plain);
    if (got >= SHORTEST_POSTCODE) {
        char *inward = plain + got - INWARD;
        if (inward[0] == 'O') inward[0] = '0';
        if (is_outward(plain, got - INWARD) && is_inward(inward)) {
            buffer_add(out, plain, got - INWARD);
            buffer_add_char(out, ' ');
            buffer_add(out, inward, INWARD);
            return true;
        }
    }
    return error_set(error, "is not a whole postcode: write one such as E1 4NS, or leave it blank");
}
