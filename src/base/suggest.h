/* "Did you mean": the nearest of a list of names.
 *
 * Distance: optimal string alignment (an insertion, deletion, change or swap of neighbours costs 1),
 * case ignored. A name is near when its distance is at most a third of the longer word, and at most 4.
 * Thread rule: any thread. */
#ifndef BERTH_BASE_SUGGEST_H
#define BERTH_BASE_SUGGEST_H

#include <stddef.h>

typedef struct Suggestion {
    const char *word; /* NULL until something near was offered; points to the offered name */
    size_t distance;
} Suggestion;

/* Keeps `name` as the suggestion for `word` if it is near and nearer than the one held (the earlier
 * one wins a tie). Start with `Suggestion s = {0}`. Words beyond 64 bytes are not compared. */
void suggest_offer(Suggestion *suggestion, const char *word, const char *name);

/* " (did you mean 'x'?)", or "" where nothing was near; written to `out`, which is returned. */
const char *suggest_phrase(const Suggestion *suggestion, char *out, size_t size);

#endif
