/* Opening a dataset, safely: what stands in the file is data to be checked, whoever wrote it.
 *
 * Before the first statement SQLite is told to trust nothing in the file: no views, no triggers, no
 * extensions, no attached files, no functions out of the schema, low limits, and an authorizer that knows
 * what berth itself does. */
#include "schema.h"

#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum {
    MOST_VALUE = 8 << 20, /* bytes of a value or of a row */
    MOST_SQL = 1 << 20,   /* bytes of a statement */
    READ_CACHE = 4096,    /* KiB a connection */
    WRITE_CACHE = 32768
};

/* What berth does to read, and what more to write; nothing else is allowed. `a` and `b` are the action's own.
 */
static int authorize(void *context, int action, const char *a, const char *b, const char *database,
                     const char *trigger) {
    const Store *store = context;
    (void)a;
    (void)database;
    (void)trigger;
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_TRANSACTION: return SQLITE_OK;
    case SQLITE_FUNCTION: return b && strcmp(b, "load_extension") == 0 ? SQLITE_DENY : SQLITE_OK;
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
    case SQLITE_DELETE:
    case SQLITE_CREATE_TABLE:
    case SQLITE_CREATE_INDEX:
    case SQLITE_ALTER_TABLE:
    case SQLITE_REINDEX:
    case SQLITE_SAVEPOINT:
    case SQLITE_PRAGMA: return store->writable ? SQLITE_OK : SQLITE_DENY;
    default: return SQLITE_DENY;
    }
}

static void limit(Store *store) {
    static const int limits[][2] = {
        {SQLITE_LIMIT_LENGTH, MOST_VALUE},
        {SQLITE_LIMIT_SQL_LENGTH, MOST_SQL},
        {SQLITE_LIMIT_ATTACHED, 0},
        {SQLITE_LIMIT_TRIGGER_DEPTH, 1},
        {SQLITE_LIMIT_EXPR_DEPTH, 100},
        {SQLITE_LIMIT_COMPOUND_SELECT, 4},
        {SQLITE_LIMIT_FUNCTION_ARG, 16},
        {SQLITE_LIMIT_VARIABLE_NUMBER, 2100},
        {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 64},
        {SQLITE_LIMIT_WORKER_THREADS, 0},
    };
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        sqlite3_limit(store->database, limits[i][0], limits[i][1]);
}

static bool configure(Store *store, Error *error) {
    static const int switches[][2] = {
        {SQLITE_DBCONFIG_DEFENSIVE, 1},
        {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
        {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
        {SQLITE_DBCONFIG_ENABLE_FKEY, 0},
        {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
        {SQLITE_DBCONFIG_DQS_DML, 0},
        {SQLITE_DBCONFIG_DQS_DDL, 0},
        {SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0},
    };
    for (size_t i = 0; i < sizeof switches / sizeof *switches; i++)
        sqlite3_db_config(store->database, switches[i][0], switches[i][1], NULL);
    limit(store);
    store_set_busy(store, STORE_BUSY_MILLISECONDS);
    char pragmas[256];
    snprintf(pragmas, sizeof pragmas,
             "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY; PRAGMA "
             "query_only = %d;"
             "PRAGMA cache_size = -%d",
             !store->writable, store->writable ? WRITE_CACHE : READ_CACHE);
    return store_run(store, pragmas, error);
}

/* A path that SQLite takes as a path: neither a URI nor one of its special names. Caller frees. */
static char *plain_path(const char *path) {
    size_t size = strlen(path) + 3;
    char *plain = memory_allocate(size);
    snprintf(plain, size, "%s%s", path[0] == '/' ? "" : "./", path);
    return plain;
}

/* The same as a URI of a file that nobody changes. Caller frees. */
static char *immutable_path(const char *path) {
    static const char tail[] = "?immutable=1";
    char *uri = memory_allocate(strlen(path) * 3 + sizeof "file:./" + sizeof tail), *to = uri;
    to += snprintf(to, sizeof "file:./", "file:%s", path[0] == '/' ? "" : "./");
    for (const char *from = path; *from; from++)
        to += strchr("%?#", *from) ? snprintf(to, 4, "%%%02X", (unsigned char)*from) : (*to = *from, 1);
    memcpy(to, tail, sizeof tail);
    return uri;
}

static Store *allocate(const char *path, bool writable) {
    Store *store = memory_allocate(sizeof *store);
    size_t size = strlen(path) + 1;
    store->path = memory_allocate(size);
    memcpy(store->path, path, size);
    store->writable = writable;
    return store;
}

/* Is there anything in the dataset's write-ahead log? */
static bool has_log(const char *path) {
    struct stat log;
    size_t size = strlen(path) + sizeof "-wal";
    char *name = memory_allocate(size);
    snprintf(name, size, "%s-wal", path);
    bool has = stat(name, &log) == 0 && log.st_size > 0;
    free(name);
    return has;
}

/* Connects, configures and checks; closes `store` and gives NULL where that fails. */
static Store *connect_file(Store *store, bool immutable, bool *migrate, Error *error) {
    char *name = immutable ? immutable_path(store->path) : plain_path(store->path);
    /* A connection that may write takes its index and an empty log away when it closes, so readers open that
     * way too where they can; query_only and the authorizer see to it that they only read. */
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_PRIVATECACHE |
                (immutable ? SQLITE_OPEN_READONLY | SQLITE_OPEN_URI : SQLITE_OPEN_READWRITE);
    int code = sqlite3_open_v2(name, &store->database, flags, NULL);
    free(name);
    if (!store->database) memory_exhausted();
    bool ok = (code == SQLITE_OK || store_fail(store, error)) && configure(store, error) &&
              schema_check(store, migrate, error);
    /* What a killed writer left in the log is for the next writer to move into the main file, and what is in
     * another program's log is for that program. */
    if ((!store->writable || !ok) && has_log(store->path))
        sqlite3_db_config(store->database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    if (ok) {
        sqlite3_set_authorizer(store->database, authorize, store);
        return store;
    }
    store_close(store);
    return NULL;
}

static bool folder_writable(const char *path) {
    const char *slash = strrchr(path, '/');
    size_t length = slash ? (size_t)(slash - path) + 1 : 0;
    char *folder = memory_allocate(length + 2);
    memcpy(folder, slash ? path : ".", slash ? length : 1);
    bool writable = faccessat(AT_FDCWD, folder, W_OK | X_OK, AT_EACCESS) == 0;
    free(folder);
    return writable;
}

/* Files that are no dataset at all get an answer before SQLite sees them. */
static bool check_file(const char *path, bool writable, Error *error) {
    struct stat file;
    if (stat(path, &file) != 0 && errno == ENOENT)
        return error_set(error, "there is no dataset '%s': import a list into it first", path);
    if (stat(path, &file) != 0) return error_set(error, "'%s' can't be opened: %s", path, strerror(errno));
    if (!S_ISREG(file.st_mode)) return error_set(error, "'%s' is not a file, so it can't be a dataset", path);
    if (faccessat(AT_FDCWD, path, R_OK, AT_EACCESS) != 0)
        return error_set(error, "'%s' can't be read: %s", path, strerror(errno));
    if (writable && faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) != 0)
        return error_set(error, "'%s' can't be written to: %s", path, strerror(errno));
    return true;
}

Store *store_open(const char *path, Error *error) {
    if (!check_file(path, false, error)) return NULL;
    /* Without a place for its index SQLite can't read a write-ahead log. With no log there is nothing to
     * miss. */
    bool immutable = !folder_writable(path);
    if (immutable && has_log(path)) {
        error_set(
            error,
            "'%s' has changes that are not yet part of it (in '%s-wal'), and its folder can't be written "
            "to: ask for the right to write there, or copy both files elsewhere",
            path, path);
        return NULL;
    }
    bool migrate = false;
    return connect_file(allocate(path, false), immutable, &migrate, error);
}

/* Makes an empty file for a new dataset: people of the owner's group may share it, nobody else. */
static bool create(const char *path, int mode, bool *created, Error *error) {
    int file = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, (mode_t)mode);
    *created = file >= 0;
    if (file >= 0)
        return close(file) == 0 || error_set(error, "'%s' can't be written: %s", path, strerror(errno));
    return errno == EEXIST || error_set(error, "'%s' can't be made: %s", path, strerror(errno));
}

static bool start_log(Store *store, Error *error) {
    sqlite3_stmt *mode = store_prepare(store, error, "PRAGMA journal_mode = WAL");
    if (!mode) return false;
    bool row = false, ok = store_step(store, mode, &row, error);
    const char *got = ok && row ? (const char *)sqlite3_column_text(mode, 0) : NULL;
    if (ok && (!got || strcmp(got, "wal") != 0))
        ok = error_set(error, "'%s' can't be shared where it is: keep datasets on a local disk", store->path);
    sqlite3_finalize(mode);
    return ok;
}

Store *store_open_write(const char *path, Error *error) {
    if (!path[0]) {
        error_set(error, "a dataset needs a name, such as 'people.db'");
        return NULL;
    }
    bool created = false, migrate = false;
    if (!create(path, 0660, &created, error) || !check_file(path, true, error)) return NULL;
    Store *store = connect_file(allocate(path, true), false, &migrate, error);
    if (store && stat(path, &store->file) != 0) {
        error_set(error, "'%s' can't be opened: %s", path, strerror(errno));
        store_close(store);
        store = NULL;
    }
    if (store && !(start_log(store, error) && (!migrate || schema_migrate(store, error)))) {
        store_close(store);
        store = NULL;
    }
    if (!store && created) unlink(path);
    if (store) store->created = created;
    return store;
}

/* A dataset that was made for an import that came to nothing goes again, unless somebody else has begun to
 * use it: leaving the write-ahead log takes a connection that is alone. */
static void take_back(Store *store) {
    int64_t changes = 1;
    Error ignored = {0};
    static const char count[] = "SELECT changes FROM dataset";
    if (!store->created || !store_number(store, count, &changes, &ignored) || changes) return;
    store_set_busy(store, 0);
    if (store_run(store, "PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE", &ignored) &&
        store_number(store, count, &changes, &ignored) && changes == 0)
        unlink(store->path);
}

/* A folder that only this user can enter; the caller frees its name. NULL and `error` where it can't be made.
 */
static char *make_folder(Error *error) {
    const char *parent = getenv("TMPDIR");
    if (!parent || !parent[0]) parent = "/tmp";
    size_t size = strlen(parent) + sizeof "/berth-XXXXXX";
    char *folder = memory_allocate(size);
    snprintf(folder, size, "%s/berth-XXXXXX", parent);
    if (mkdtemp(folder)) return folder;
    error_set(error, "no folder for temporary files can be made in '%s': %s", parent, strerror(errno));
    free(folder);
    return NULL;
}

/* Takes the name of a private dataset away. */
static void hide(Store *store) {
    if (!store->folder) return;
    unlink(store->path);
    rmdir(store->folder);
    free(store->folder);
    store->folder = NULL;
}

static bool open_spares(Store *store, unsigned count, Error *error) {
    store->spares = memory_allocate_array(count, sizeof *store->spares);
    while (store->spare_count < count) {
        Store *spare = store_open(store->path, error);
        if (!spare) return false;
        store->spares[store->spare_count++] = spare;
    }
    return true;
}

/* Nothing in it outlives this run, so nothing has to survive a power cut. */
static bool prepare_private(Store *store, unsigned readers, Error *error) {
    return store_run(store, "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF", error) &&
           schema_migrate(store, error) && open_spares(store, readers > 1 ? readers - 1 : 0, error);
}

Store *store_open_temporary(unsigned readers, Error *error) {
    char *folder = make_folder(error);
    if (!folder) return NULL;
    size_t size = strlen(folder) + sizeof "/list.db";
    char *path = memory_allocate(size);
    snprintf(path, size, "%s/list.db", folder);
    Store *store = allocate(path, true);
    store->folder = folder;
    store->private = true;
    bool created = false, migrate = false, made = create(path, 0600, &created, error);
    free(path);
    if (!made) {
        store_close(store);
        return NULL;
    }
    store = connect_file(store, false, &migrate, error);
    if (store && !prepare_private(store, readers, error)) {
        store_close(store);
        store = NULL;
    }
    if (store) hide(store);
    return store;
}

void store_close(Store *store) {
    if (!store) return;
    while (store->spare_count)
        store_close(store->spares[--store->spare_count]);
    free(store->spares);
    take_back(store);
    sqlite3_close_v2(store->database);
    hide(store);
    free(store->path);
    free(store);
}

const char *store_path(const Store *store) {
    return store->path;
}
