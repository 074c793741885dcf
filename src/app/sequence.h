/* A sequence: chunks of output made in any order by several threads, written in the order of their numbers.
 *
 * A thread that is far ahead waits, so that memory stays bounded. */
#ifndef BERTH_APP_SEQUENCE_H
#define BERTH_APP_SEQUENCE_H

#include "app/failures.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/file.h"

#include <stdint.h>

typedef struct Sequence Sequence;

/* `separator` begins every decision in the chunks; the very first loses it. What check functions raised is
 * added to `failures`. */
Sequence *sequence_open(Replacement *out, const char *separator, Failures *failures);

/* Hands over chunk `number` and what check functions raised in it; `text` is left empty. False once writing
 * has failed or the sequence was stopped. */
bool sequence_put(Sequence *sequence, uint64_t number, Buffer *text, const Failures *failures, Error *error);

/* No further chunk will come: wakes whoever waits. */
void sequence_stop(Sequence *sequence);

void sequence_close(Sequence *sequence);

#endif
