/* Numbers, by a grammar small enough that nothing is guessed:
 *
 *     integer = [sign] digits
 *     number  = [sign] ["£"] (digits | groups) ["." digits]
 *     groups  = first ("," three digits) ("," three digits)…
 *     first   = one to three digits, not beginning with 0
 *     sign    = "-" | "+"
 *
 * ",123" and "0,123" are refused: whoever writes them means a decimal comma, a thousandth of the other
 * reading. */
#include "value.h"

enum { LONGEST = 40 }; /* bytes of a number */

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static size_t count_digits(const char *text, size_t length) {
    size_t digits = 0;
    while (digits < length && is_digit(text[digits]))
        digits++;
    return digits;
}

static size_t sign_length(const char *text, size_t length) {
    return length && (text[0] == '-' || text[0] == '+');
}

static const char *integer_hint(const char *text, size_t length) {
    if (memchr(text, ',', length)) return "is not a whole number: write it without commas, such as 1200";
    if (memchr(text, '.', length)) return "is not a whole number: write it without a point, such as 16";
    return "is not a whole number: write digits only, such as 16";
}

bool number_read_integer(const char *text, size_t length, int32_t *number, Error *error) {
    size_t sign = sign_length(text, length), digits = count_digits(text + sign, length - sign);
    if (digits == 0 || sign + digits != length) return error_set(error, "%s", integer_hint(text, length));
    int64_t value = 0;
    for (size_t i = sign; i < length && value <= INT32_MAX; i++)
        value = value * 10 + (text[i] - '0');
    if (value > INT32_MAX)
        return error_set(error, "is too large for a whole number (the largest is 2147483647)");
    *number = (int32_t)(text[0] == '-' ? -value : value);
    return true;
}

/* Copies the digits before the point, without thousands commas; 0 where there are none or a comma is out of
 * place. */
static size_t copy_whole(const char *text, size_t length, char *out, size_t *written) {
    size_t first = count_digits(text, length), at = first;
    bool groups = first >= 1 && first <= 3 && text[0] != '0';
    memcpy(out, text, first);
    *written = first;
    while (at < length && text[at] == ',') {
        if (!groups || count_digits(text + at + 1, length - at - 1) != 3) return 0;
        memcpy(out + *written, text + at + 1, 3);
        *written += 3;
        at += 4;
    }
    return at;
}

/* Copies a number in the grammar to `out` as strtod reads it. */
static bool copy_number(const char *text, size_t length, char out[LONGEST + 1]) {
    static const char pound[] = "\xC2\xA3";
    size_t at = sign_length(text, length), written = 0;
    if (at) out[0] = text[0];
    char *to = out + at;
    if (length - at > 2 && memcmp(text + at, pound, 2) == 0) at += 2;
    size_t whole = copy_whole(text + at, length - at, to, &written);
    if (whole == 0) return false;
    at += whole;
    if (at < length && text[at] == '.') {
        size_t digits = count_digits(text + at + 1, length - at - 1);
        if (digits == 0) return false;
        memcpy(to + written, text + at, digits + 1);
        written += digits + 1;
        at += digits + 1;
    }
    to[written] = '\0';
    return at == length;
}

bool number_read(const char *text, size_t length, double *number, Error *error) {
    char plain[LONGEST + 1];
    if (length > LONGEST || !copy_number(text, length, plain))
        return error_set(
            error,
            "is not a number: write digits, with a point before the pence if need be, such as 1234.56");
    /* The program's locale is C, so the point is a point. Adding zero makes "-0" nothing but 0. */
    *number = strtod(plain, NULL) + 0.0;
    return true;
}
