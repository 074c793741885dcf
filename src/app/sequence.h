/* A sequence: chunks of output made in any order by several threads, written in the order of their numbers.
 *
 * A thread that is far ahead waits, so that memory stays bounded. */
#ifndef BERTH_APP_SEQUENCE_H
#define BERTH_APP_SEQUENCE_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/file.h"

#include <stdint.h>

typedef struct Sequence Sequence;

/* `separator` begins every decision in the chunks; the very first loses it. Check functions' errors are added
 * to `messages`, the first SEQUENCE_ERRORS of them. */
enum { SEQUENCE_ERRORS = 20 };
Sequence *sequence_open(Replacement *out, const char *separator, Messages *messages);

/* Hands over chunk `number` and what was found wrong in it; `text` is left empty. False once writing has
 * failed or the sequence was stopped. */
bool sequence_put(Sequence *sequence, uint64_t number, Buffer *text, const Messages *errors, Error *error);

/* No further chunk will come: wakes whoever waits. */
void sequence_stop(Sequence *sequence);

/* How many errors of check functions came by, said or not. */
uint64_t sequence_errors(const Sequence *sequence);

void sequence_close(Sequence *sequence);

#endif
