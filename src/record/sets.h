/* The distinct sets of a column, numbered in the order in which they first came. Part of record/batch.h. */
#ifndef BERTH_RECORD_SETS_H
#define BERTH_RECORD_SETS_H

#include "record/batch.h"

SetTable *sets_open(void);
void sets_close(SetTable *sets);
void sets_clear(SetTable *sets);

/* The number of the set with these members (in byte order, ';' between), or -1 where one is not among the
 * values that `field` lists. Members of an open set are added to the batch's texts. */
int32_t sets_add(SetTable *sets, const Field *field, Batch *batch, const char *members, size_t length);

/* A set as the text that it was added as. */
const char *sets_text(const SetTable *sets, int32_t set, size_t *length);

/* Bytes of the sets as text. */
size_t sets_bytes(const SetTable *sets);

#endif
