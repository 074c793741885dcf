/* The shared dataset: one SQLite file.
 *
 * Life cycle: open, use, close. Closing NULL is fine.
 * Thread rule: a Store belongs to one thread at a time (its connection has no mutex); several may be open on
 * one file. */
#ifndef BERTH_STORE_STORE_H
#define BERTH_STORE_STORE_H

#include "base/error.h"
#include "record/batch.h"
#include "record/field.h"

typedef struct Store Store;

enum {
    STORE_APPLICATION = 0x62727468, /* application_id: "brth" */
    STORE_BUSY_MILLISECONDS = 10000 /* how long a locked dataset is waited for */
};

/* Opens a dataset to read. Its main file is left unchanged. Refuses, naming what is wrong and what to do: a
 * missing file, one that is not a dataset of berth's, one from a newer or an older berth, a damaged one, a
 * view in place of a table, one in a folder that can't be written to while a -wal lies beside it. */
Store *store_open(const char *path, Error *error);

/* Opens a dataset to write, creates it where there is none, and migrates an older one, in one transaction.
 * Columns for fields of the dictionary that it does not have yet are added when an import first needs them.
 * store_close takes away a dataset that was created and into which nothing was imported. */
Store *store_open_write(const char *path, Error *error);

/* A private, empty dataset in the folder for temporary files, for store_open_readers to open up to `readers`
 * of. Its file has no name before anything is in it, so that nobody else can open it and nothing is left
 * behind however the program ends. */
Store *store_open_temporary(unsigned readers, Error *error);

void store_close(Store *store);

const char *store_path(const Store *store);

/* Opens `count` - 1 more connections that read the same state of the same file as `first` does (each begins a
 * read; they are compared by the counter that every write bumps, and begun again until they agree). stores[0]
 * is `first`. store_close ends each. */
bool store_open_readers(Store *first, Store **stores, unsigned count, Error *error);

/* Warns of values that no rule reads: their field has editions now, the dataset is older and does not say of
 * which one they are. They stay where they are. */
bool store_warn_undated(Store *store, const Dictionary *dictionary, Messages *messages, Error *error);

/* A scan of candidates or vacancies into batches. */
typedef struct Scan Scan;

/* Prepares to read the flagged fields (by index in the dictionary; derived ones are passed over, their
 * sources not) as they were on `day`: of a value that has changed, the latest on or before that day; before
 * the first change, the first. Special-category columns are joined only where flagged. Fields that the
 * dataset has no column for are unknown. Identity fields are refused. */
Scan *scan_open(Store *store, const Dictionary *dictionary, Subject subject, const bool *wanted, Day day,
                Error *error);
void scan_close(Scan *scan);

/* The rows' numbers run from `first` to `last` (with gaps; both 0 where there is none); `count` is how many
 * there are, as each import keeps count of it. Whoever reads them all compares it with how many were read: a
 * page that is damaged can lose rows without SQLite noticing. */
bool scan_bounds(Scan *scan, int64_t *first, int64_t *last, int64_t *count, Error *error);

/* Adds the rows numbered `first` to `last`, in order, to the batch, which must have room. Every value's type
 * and range is checked; a wrong one is an error that names table, row and column, never the value. */
bool scan_read(Scan *scan, int64_t first, int64_t last, Batch *batch, Error *error);

/* The row of the candidate or vacancy with this reference; 0 where there is none. */
bool store_find(Store *store, Subject subject, const char *reference, int64_t *id, Error *error);

/* The references nearest to one that was not found, for "did you mean": fills `suggestion`'s word in the
 * arena. */
bool store_suggest(Store *store, Subject subject, const char *reference, Arena *arena, Suggestion *suggestion,
                   Error *error);

#endif
