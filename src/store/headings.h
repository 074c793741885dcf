/* The heading line of a list: which field each column holds.
 *
 * A heading means a field when it is one of the field's `column` headings or its name, case, punctuation and
 * spacing ignored. A derived field's heading means the field that takes what was stated ("Age"). Where a
 * standard field and a pack's own claim one heading, it is the standard one's. */
#ifndef BERTH_STORE_HEADINGS_H
#define BERTH_STORE_HEADINGS_H

#include "store/csv.h"
#include "store/import.h"

/* The heading under which every list has the reference of its records. */
int32_t headings_reference(const Dictionary *dictionary, Subject subject);

/* Which of the two a list with these headings is: the one that knows more of them. */
Subject headings_subject(const Dictionary *dictionary, const CsvRow *row);

/* Fills `columns`, one a cell of the row; a blank heading's field is FIELD_NONE. Everything that is wrong is
 * added to `messages`: headings not known (with "did you mean"), two with one meaning, one with two, no
 * reference. False where anything was. */
bool headings_read(const Dictionary *dictionary, Subject subject, const char *path, const CsvRow *row,
                   ImportColumn *columns, Messages *messages);

#endif
