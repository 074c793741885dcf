/* Statements, transactions and failures.
 * A failure is told in terms of the dataset and what a person can do, by SQLite's result code. */
#include "connection.h"

#include "base/memory.h"

#include <errno.h>

static const char *system_reason(Store *store) {
    int number = sqlite3_system_errno(store->database);
    return number ? strerror(number) : sqlite3_errmsg(store->database);
}

static bool fail_access(Store *store, int code, Error *error) {
    const char *path = store->path;
    switch (code) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return error_set(error, "'%s' is being changed by another program: try again when it is done", path);
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return error_set(
            error, "'%s' can't be written to: ask its owner for the right to write to it and to its folder",
            path);
    case SQLITE_FULL:
        return error_set(error, "there is no room left to write '%s': free some space and try again", path);
    case SQLITE_CANTOPEN: return error_set(error, "'%s' can't be opened: %s", path, system_reason(store));
    case SQLITE_IOERR:
        return error_set(error, "'%s' can't be read or written: %s", path, system_reason(store));
    default: return error_set(error, "'%s' can't be used: %s", path, sqlite3_errmsg(store->database));
    }
}

bool store_fail(Store *store, Error *error) {
    int code = sqlite3_errcode(store->database) & 0xFF;
    const char *path = store->path;
    switch (code) {
    case SQLITE_NOMEM: memory_exhausted();
    case SQLITE_NOTADB: return error_set(error, "'%s' is not a dataset of berth's", path);
    case SQLITE_CORRUPT:
        return error_set(error, "'%s' is damaged: put a good copy in its place, or import the lists again",
                         path);
    case SQLITE_TOOBIG:
        return error_set(error, "'%s' holds, or was to hold, a value that is longer than berth allows", path);
    default: return fail_access(store, code, error);
    }
}

bool store_damaged(Store *store, Error *error, const char *what) {
    return error_set(error, "'%s' is damaged: %s; put a good copy in its place, or import the lists again",
                     store->path, what);
}

bool store_run(Store *store, const char *sql, Error *error) {
    return sqlite3_exec(store->database, sql, NULL, NULL, NULL) == SQLITE_OK || store_fail(store, error);
}

sqlite3_stmt *store_prepare(Store *store, Error *error, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    char *sql = sqlite3_vmprintf(format, arguments);
    va_end(arguments);
    if (!sql) memory_exhausted();
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v3(store->database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
    sqlite3_free(sql);
    if (code != SQLITE_OK) store_fail(store, error);
    return statement;
}

bool store_step(Store *store, sqlite3_stmt *statement, bool *row, Error *error) {
    int code = sqlite3_step(statement);
    *row = code == SQLITE_ROW;
    return *row || code == SQLITE_DONE || store_fail(store, error);
}

bool store_execute(Store *store, sqlite3_stmt *statement, Error *error) {
    bool ok = sqlite3_step(statement) == SQLITE_DONE || store_fail(store, error);
    sqlite3_reset(statement);
    return ok;
}

bool store_number(Store *store, const char *sql, int64_t *number, Error *error) {
    sqlite3_stmt *statement = store_prepare(store, error, "%s", sql);
    if (!statement) return false;
    bool row = false;
    bool ok = store_step(store, statement, &row, error);
    if (ok) *number = row ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_finalize(statement);
    return ok;
}

bool store_begin(Store *store, Error *error) {
    if (!store->writable) return error_set(error, "'%s' was opened only to be read", store->path);
    if (!store_run(store, "BEGIN IMMEDIATE", error)) return false;
    store->transaction = true;
    return true;
}

/* What is written to a file that was removed or replaced meanwhile would be lost. */
static bool still_there(const Store *store, Error *error) {
    struct stat now;
    bool same = store->private || (stat(store->path, &now) == 0 && now.st_dev == store->file.st_dev &&
                                   now.st_ino == store->file.st_ino);
    return same ||
           error_set(error, "'%s' was removed or replaced while it was written to: try again", store->path);
}

bool store_end(Store *store, bool keep, Error *error) {
    store->transaction = false;
    bool kept = keep && still_there(store, error) && store_run(store, "COMMIT", error);
    if (kept) return true;
    /* SQLite itself may have rolled back already, on a full disk for one. */
    bool left = sqlite3_get_autocommit(store->database) || store_run(store, "ROLLBACK", error);
    return !keep && left;
}

void store_set_busy(Store *store, int milliseconds) {
    sqlite3_busy_timeout(store->database, milliseconds);
}
