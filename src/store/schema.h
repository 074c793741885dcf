/* What the dataset looks like: its tables, its migrations, and the columns of the dictionary's fields.
 *
 * person, person_identity and person_special share a person's row number. A field is a real column with the
 * field's name in the table that its sensitivity says; the columns are added when an import first needs them
 * and are listed in the table `field`. Beside person, person_special and vacancy a history keeps each earlier
 * version of a row until the day on which it was replaced.
 *
 * As stored: boolean 0 or 1; integer; number REAL; date a day number; category the dataset's own code (table
 * `category`); set its members in byte order with ';' between; unknown and declined NULL, with the names of
 * declined fields, in byte order with ';' between, in the column `declined`. */
#ifndef BERTH_STORE_SCHEMA_H
#define BERTH_STORE_SCHEMA_H

#include "store/connection.h"

/* Checks that an opened file is a dataset of this version with all its tables, as tables. An older or empty
 * one is fine where it is opened to write: then *migrate is set. */
bool schema_check(Store *store, bool *migrate, Error *error);

/* Brings an older or an empty dataset to this version, in one transaction. */
bool schema_migrate(Store *store, Error *error);

/* The table in which a field is kept, "person" for one; and the table of its earlier versions, NULL where
 * none are kept. */
const char *schema_table(const Field *field);
const char *schema_history(const char *table);

/* The table of a subject's records: "person", "vacancy". */
const char *schema_subject_table(Subject subject);

/* Is this the field that names a record in its list? It is kept in the record's own `reference`. */
bool schema_is_reference(const Field *field);

/* Records' row numbers run from 1 to this, so that records can be counted in 32 bits. */
enum { SCHEMA_ROWS = 1 << 30 };

/* The first and the last row number of a subject's records (both 0 where there is none), and how many there
 * are, as each import keeps count of it. An error where they can't be what imports have written. */
bool schema_bounds(Store *store, Subject subject, int64_t *first, int64_t *last, int64_t *count,
                   Error *error);

/* Does the dataset have a column for this field? It is an error where it has one of another type or in
 * another table. */
bool schema_has(Store *store, const Field *field, bool *has, Error *error);

/* Adds the field's column, and its values' codes, where they are missing. Only within store_begin and
 * store_end. */
bool schema_add(Store *store, const Field *field, Error *error);

/* A category's codes. */
typedef struct SchemaCodes {
    int64_t *by_value; /* by index of the field's values; 0 = the dataset has no code */
    int32_t *by_code;  /* by code from 1; the value's index, or -1 where the dictionary no longer knows it */
    int64_t count;     /* codes run from 1 to count */
} SchemaCodes;

/* Fills `codes`, whose arrays the caller frees. */
bool schema_codes(Store *store, const Field *field, SchemaCodes *codes, Error *error);
void schema_codes_close(SchemaCodes *codes);

#endif
