/* The connection behind a Store, and the few calls through which this room speaks to SQLite.
 *
 * Every failure becomes an Error that says what happened to which dataset and what to do; SQLite's own words
 * are only added where berth does not know the case. No message holds a value out of the dataset. */
#ifndef BERTH_STORE_CONNECTION_H
#define BERTH_STORE_CONNECTION_H

#include "store/store.h"

#include <sqlite3.h>
#include <sys/stat.h>

struct Store {
    sqlite3 *database;
    char *path;     /* as the caller gave it */
    char *folder;   /* a private dataset's folder, while it has a name */
    Store **spares; /* a private dataset's readers that were not asked for yet */
    unsigned spare_count;
    bool private;
    bool writable;    /* opened to write */
    bool created;     /* by this connection */
    struct stat file; /* as it was when it was opened to write */
    bool transaction; /* between store_begin and store_end */
};

/* Fills `error` from what SQLite last reported for this store. Returns false. */
bool store_fail(Store *store, Error *error);

/* Fills `error`: the dataset holds something that berth does not write. `what` names table and row, never a
 * value. */
bool store_damaged(Store *store, Error *error, const char *what);

/* Runs statements without results. */
bool store_run(Store *store, const char *sql, Error *error);

/* Prepares one statement; `format` is sqlite3_mprintf's, with %w and %Q. NULL and `error` when it can't be.
 * The caller finalises. */
sqlite3_stmt *store_prepare(Store *store, Error *error, const char *format, ...);

/* Steps: true with *row telling whether there is one; false and `error` on failure. */
bool store_step(Store *store, sqlite3_stmt *statement, bool *row, Error *error);

/* Runs a statement that gives no row, and resets it so that it can run again. */
bool store_execute(Store *store, sqlite3_stmt *statement, Error *error);

/* The first column of the first row as a whole number; 0 where there is no row. */
bool store_number(Store *store, const char *sql, int64_t *number, Error *error);

/* Begins to write: waits for other writers as long as the busy time says. */
bool store_begin(Store *store, Error *error);

/* Keeps what was written since store_begin, or leaves the dataset as it was. A failure leaves it as it was
 * too. */
bool store_end(Store *store, bool keep, Error *error);

/* How long a locked dataset is waited for, STORE_BUSY_MILLISECONDS unless told. */
void store_set_busy(Store *store, int milliseconds);

#endif
