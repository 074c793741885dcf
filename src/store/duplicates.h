/* People who may be in the dataset twice under two references: the same National Insurance number, or the
 * same name, date of birth and postcode. They are reported, never merged. Memory grows with the list, not
 * with the dataset. */
#ifndef BERTH_STORE_DUPLICATES_H
#define BERTH_STORE_DUPLICATES_H

#include "store/connection.h"
#include "store/rows.h"

typedef struct Duplicates Duplicates;

/* NULL where the list has no columns to tell by. `before` is the last row number of people known before the
 * list. */
Duplicates *duplicates_open(Store *store, Rows *rows, int64_t before);
void duplicates_close(Duplicates *duplicates);

/* Takes in a person who is new in the list, and warns if somebody earlier in the list looks the same. */
bool duplicates_add(Duplicates *duplicates, const Value *values, const CsvCell *reference, int64_t id,
                    Error *error);

/* Warns about new people who look like people known before the list; lines[i] is where the person of row
 * `before` + 1 + i stands in the list. */
bool duplicates_finish(Duplicates *duplicates, const uint32_t *lines, Error *error);

/* How many new people look like somebody else. */
uint64_t duplicates_count(const Duplicates *duplicates);

#endif
