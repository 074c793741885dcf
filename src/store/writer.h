/* Writing records: a new one is added, a known one updated, its earlier version kept in the history. */
#ifndef BERTH_STORE_WRITER_H
#define BERTH_STORE_WRITER_H

#include "store/schema.h"
#include "store/value.h"

typedef struct Writer Writer;

/* Prepares to write records with these fields (by index in the dictionary, none twice, the reference not
 * among them). Columns that the dataset lacks are added. Only within store_begin and store_end; `import` is
 * the row of this import. */
Writer *writer_open(Store *store, const Dictionary *dictionary, Subject subject, const int32_t *fields,
                    uint32_t count, Day day, int64_t import, Error *error);
void writer_close(Writer *writer);

typedef enum Written {
    WRITTEN_FAILED,
    WRITTEN_ADDED,
    WRITTEN_UPDATED,
    WRITTEN_UNCHANGED,
    WRITTEN_LATE /* nothing was written: what is known is from a later day than this import's */
} Written;

/* Writes one record; `values` has one for each field. *id gets its row. */
Written writer_put(Writer *writer, const char *reference, size_t length, const Value *values, int64_t *id,
                   Error *error);

#endif
