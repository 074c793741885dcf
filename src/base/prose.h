/* Prose: how long a text's sentences are, and which acronyms it uses and explains. English, UTF-8.
 *
 * A text is any run of bytes; what is not UTF-8 reads as U+FFFD. Spans point into it.
 * Thread rule: any thread. */
#ifndef BERTH_BASE_PROSE_H
#define BERTH_BASE_PROSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct ProseSpan {
    const char *at; /* not zero-terminated */
    size_t length;
} ProseSpan;

/* Takes the next word from the front of `rest`: letters and digits, with what holds them together inside
 * ("don't", "16-29", "A&E", "13.85", "a@b.c"). White space, a slash and a long dash stand between words.
 * False at the end. */
bool prose_next_word(ProseSpan *rest, ProseSpan *word);

/* Takes the next sentence. It ends with '.', '!', '?' or '…' before white space, or with an empty line; the
 * full stop of an abbreviation ("e.g. this", "s. 13", "Dr Smith", "J. Smith") or before a lower-case letter
 * ends none. White space around it is not part of it. */
bool prose_next_sentence(ProseSpan *rest, ProseSpan *sentence);

/* How many words. */
uint32_t prose_count_words(ProseSpan text);

/* Takes the next acronym: a word with at least two capitals and more of them than small letters ("EHCP",
 * "A&E", "GPs", "DfE"). A plural's or genitive's ending is not part of it. */
bool prose_next_acronym(ProseSpan *rest, ProseSpan *acronym);

/* Does the text say, here, what the acronym stands for, which is a part of it? So it does with words, one of
 * them with the acronym's first letter, and then "(EHCP)"; or with "EHCP (" and such words. */
bool prose_is_explained(ProseSpan text, ProseSpan acronym);

#endif
