/* Import: a CSV list of candidates or vacancies into the dataset, all or nothing.
 *
 * The list is read as strictly as it says what it does: every column is understood by the dictionary's
 * headings or refused, every cell by the value rules of its field's type (value.h) or refused with row,
 * column, value and why. Nothing is replaced silently.
 *
 * A record whose reference is in the dataset already is updated: cells that hold something replace what was
 * known, which goes to the history; blank cells leave it. A new reference that has another person's NI
 * number, or name, date of birth and postcode, is reported and kept apart. */
#ifndef BERTH_STORE_IMPORT_H
#define BERTH_STORE_IMPORT_H

#include "base/progress.h"
#include "store/store.h"

typedef enum DateOrder { DATES_DETECT, DATES_DMY, DATES_MDY } DateOrder;

typedef struct ImportOptions {
    Subject subject;
    bool detect_subject; /* find out from the headings which of the two the list is; `subject` is ignored */
    DateOrder dates;     /* how 03/04/2001 reads, where the list does not settle it */
    Day day;             /* the day that the list speaks of: ages and durations count from it */
    bool dry_run;        /* do everything, then leave the dataset as it was */
} ImportOptions;

enum {
    IMPORT_FIELD = 65536, /* bytes of a cell */
    IMPORT_COLUMNS = 512, /* columns of a list */
    IMPORT_REFUSALS = 20  /* refused cells that are listed before the rest is only counted */
};

typedef struct ImportColumn {
    const char *heading;
    int32_t field;   /* in the dictionary; FIELD_NONE under a blank heading, whose cells are all empty */
    DateOrder dates; /* for dates: how they were read */
} ImportColumn;

typedef struct ImportReport {
    Subject subject;
    ImportColumn *columns; /* in the arena */
    uint32_t column_count;
    uint64_t rows, added, updated, unchanged,
        refused; /* records; `refused` counts rows with a refused cell */
    uint64_t possible_duplicates;
} ImportReport;

/* Reads the file at `path` (a regular file; it is read twice, first to find out how its dates are written).
 * Errors and warnings by row are added to `messages` (file, line, column; the cell's value cut to 40
 * characters and made safe); false when anything was refused or could not be done, and then the dataset is as
 * it was. */
bool import_csv(Store *store, const Dictionary *dictionary, const char *path, const ImportOptions *options,
                ImportReport *report, Messages *messages, const Progress *progress, Error *error);

/* Several lists as one import: all of them or none. */
bool import_begin(Store *store, Error *error);
bool import_end(Store *store, bool keep, Error *error);

#endif
