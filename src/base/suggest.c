/* "Did you mean": optimal string alignment over three rows of its table. */
#include "suggest.h"

#include <stdbool.h>
#include <stdint.h>

enum { LONGEST = 64, FARTHEST = 4 };

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool same(char a, char b) {
    return lower(a) == lower(b);
}

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

static size_t distance(const char *a, size_t a_length, const char *b, size_t b_length) {
    size_t rows[3][LONGEST + 1];
    for (size_t j = 0; j <= b_length; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a_length; i++) {
        size_t *row = rows[i % 3], *above = rows[(i + 2) % 3], *two_above = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= b_length; j++) {
            row[j] = least(above[j - 1] + !same(a[i - 1], b[j - 1]), least(above[j], row[j - 1]) + 1);
            bool swapped = i > 1 && j > 1 && same(a[i - 1], b[j - 2]) && same(a[i - 2], b[j - 1]);
            if (swapped) row[j] = least(row[j], two_above[j - 2] + 1);
        }
    }
    return rows[a_length % 3][b_length];
}

void suggest_offer(Suggestion *suggestion, const char *word, const char *name) {
    size_t word_length = strlen(word), name_length = strlen(name);
    if (word_length > LONGEST || name_length > LONGEST) return;
    size_t longer = word_length > name_length ? word_length : name_length;
    size_t farthest = least(longer / 3, FARTHEST);
    if (longer - least(word_length, name_length) > farthest) return;
    size_t found = distance(word, word_length, name, name_length);
    if (found > farthest || (suggestion->word && found >= suggestion->distance)) return;
    *suggestion = (Suggestion){.word = name, .distance = found};
}

const char *suggest_phrase(const Suggestion *suggestion, char *out, size_t size) {
    if (size == 0) return out;
    out[0] = '\0';
    if (!suggestion->word) return out;
    int length = snprintf(out, size, " (did you mean '%s'?)", suggestion->word);
    if (length < 0 || (size_t)length >= size) out[0] = '\0';
    return out;
}
