/* Tables, migrations and checks. A migration is one more string at the end of MIGRATIONS: the version of a
 * dataset is how many of them it has been through. Columns of fields are in columns.c. */
#include "schema.h"

static const char *const MIGRATIONS[] = {
    /* 1 */
    "CREATE TABLE dataset (id INTEGER PRIMARY KEY CHECK (id = 1), changes INTEGER NOT NULL,"
    " people INTEGER NOT NULL, vacancies INTEGER NOT NULL) STRICT;"
    "INSERT INTO dataset VALUES (1, 0, 0, 0);"
    "CREATE TABLE import (id INTEGER PRIMARY KEY, file TEXT NOT NULL, subject TEXT NOT NULL, day INTEGER NOT "
    "NULL,"
    " added INTEGER NOT NULL, updated INTEGER NOT NULL, unchanged INTEGER NOT NULL) STRICT;"
    "CREATE TABLE field (subject TEXT NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL, kept TEXT NOT NULL,"
    " PRIMARY KEY (subject, name)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE category (subject TEXT NOT NULL, field TEXT NOT NULL, code INTEGER NOT NULL CHECK (code > "
    "0),"
    " value TEXT NOT NULL, PRIMARY KEY (subject, field, code), UNIQUE (subject, field, value)) STRICT, "
    "WITHOUT ROWID;"
    "CREATE TABLE person (id INTEGER PRIMARY KEY, reference TEXT NOT NULL UNIQUE, import INTEGER NOT NULL,"
    " held_since INTEGER NOT NULL, declined TEXT) STRICT;"
    "CREATE TABLE person_identity (id INTEGER PRIMARY KEY, declined TEXT) STRICT;"
    "CREATE TABLE person_special (id INTEGER PRIMARY KEY, held_since INTEGER NOT NULL, declined TEXT) STRICT;"
    "CREATE TABLE vacancy (id INTEGER PRIMARY KEY, reference TEXT NOT NULL UNIQUE, import INTEGER NOT NULL,"
    " held_since INTEGER NOT NULL, declined TEXT) STRICT;"
    "CREATE TABLE person_history (id INTEGER NOT NULL, held_since INTEGER, held_until INTEGER NOT NULL, "
    "declined TEXT,"
    " PRIMARY KEY (id, held_until)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE person_special_history (id INTEGER NOT NULL, held_since INTEGER, held_until INTEGER NOT "
    "NULL,"
    " declined TEXT, PRIMARY KEY (id, held_until)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE vacancy_history (id INTEGER NOT NULL, held_since INTEGER, held_until INTEGER NOT NULL, "
    "declined TEXT,"
    " PRIMARY KEY (id, held_until)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX person_history_until ON person_history (held_until);"
    "CREATE INDEX person_special_history_until ON person_special_history (held_until);"
    "CREATE INDEX vacancy_history_until ON vacancy_history (held_until);",
};

static const char *const TABLES[] = {
    "dataset",        "import",          "field",
    "category",       "person",          "person_identity",
    "person_special", "person_history",  "person_special_history",
    "vacancy",        "vacancy_history",
};

enum { VERSION = sizeof MIGRATIONS / sizeof *MIGRATIONS, TABLE_COUNT = sizeof TABLES / sizeof *TABLES };

/* What the file says that it is. */
typedef struct Marks {
    int64_t application, version, objects;
} Marks;

static bool read_marks(Store *store, Marks *marks, Error *error) {
    return store_number(store, "PRAGMA application_id", &marks->application, error) &&
           store_number(store, "PRAGMA user_version", &marks->version, error) &&
           store_number(store, "SELECT count(*) FROM sqlite_schema", &marks->objects, error);
}

/* Each table has to be there as a plain STRICT table: not a view, not a virtual one. */
static bool check_tables(Store *store, Error *error) {
    sqlite3_stmt *find = store_prepare(
        store, error, "SELECT type, strict FROM pragma_table_list WHERE schema = 'main' AND name = ?1");
    if (!find) return false;
    bool ok = true;
    for (size_t i = 0; ok && i < TABLE_COUNT; i++) {
        bool row = false;
        sqlite3_reset(find);
        sqlite3_bind_text(find, 1, TABLES[i], -1, SQLITE_STATIC);
        ok = store_step(store, find, &row, error);
        if (!ok) break;
        bool plain = row && strcmp((const char *)sqlite3_column_text(find, 0), "table") == 0 &&
                     sqlite3_column_int(find, 1) == 1;
        if (!row)
            ok = error_set(error, "'%s' is damaged: it has no table '%s'", store->path, TABLES[i]);
        else if (!plain)
            ok = error_set(error, "'%s' was not written by berth: its '%s' is not one of berth's tables",
                           store->path, TABLES[i]);
    }
    sqlite3_finalize(find);
    return ok;
}

bool schema_check(Store *store, bool *migrate, Error *error) {
    Marks marks;
    if (!read_marks(store, &marks, error)) return false;
    bool empty = marks.application == 0 && marks.version == 0 && marks.objects == 0;
    *migrate = empty || marks.version < VERSION;
    if (empty && store->writable) return true;
    if (empty) return error_set(error, "'%s' is empty: import a list into it first", store->path);
    if (marks.application != STORE_APPLICATION)
        return error_set(error, "'%s' is a database of another program, not a dataset of berth's",
                         store->path);
    if (marks.version > VERSION)
        return error_set(error, "'%s' comes from a newer berth: use that berth, or a newer one than this",
                         store->path);
    if (marks.version < VERSION && !store->writable)
        return error_set(error, "'%s' comes from an older berth: any import brings it up to date",
                         store->path);
    return *migrate || check_tables(store, error);
}

static bool migrate_from(Store *store, int64_t version, Error *error) {
    for (int64_t i = version; i < VERSION; i++)
        if (!store_run(store, MIGRATIONS[i], error)) return false;
    char marks[96];
    snprintf(marks, sizeof marks, "PRAGMA application_id = %d; PRAGMA user_version = %d", STORE_APPLICATION,
             VERSION);
    return store_run(store, marks, error);
}

bool schema_migrate(Store *store, Error *error) {
    if (!store_begin(store, error)) return false;
    /* Another berth may have done it while this one waited. */
    int64_t version = 0;
    bool ok =
        store_number(store, "PRAGMA user_version", &version, error) && migrate_from(store, version, error);
    if (!store_end(store, ok, error)) return false;
    return ok && check_tables(store, error);
}

const char *schema_table(const Field *field) {
    if (field->subject == SUBJECT_VACANCY) return "vacancy";
    switch (field->sensitivity) {
    case SENSITIVITY_IDENTITY: return "person_identity";
    case SENSITIVITY_SPECIAL:
    case SENSITIVITY_CRIMINAL: return "person_special";
    default: return "person";
    }
}

const char *schema_history(const char *table) {
    if (strcmp(table, "person") == 0) return "person_history";
    if (strcmp(table, "person_special") == 0) return "person_special_history";
    return strcmp(table, "vacancy") == 0 ? "vacancy_history" : NULL;
}

const char *schema_subject_table(Subject subject) {
    return subject == SUBJECT_VACANCY ? "vacancy" : "person";
}

bool schema_bounds(Store *store, Subject subject, int64_t *first, int64_t *last, int64_t *count,
                   Error *error) {
    bool vacancies = subject == SUBJECT_VACANCY;
    const char *from = vacancies ? "SELECT min(id) FROM vacancy" : "SELECT min(id) FROM person";
    const char *to = vacancies ? "SELECT max(id) FROM vacancy" : "SELECT max(id) FROM person";
    const char *counted = vacancies ? "SELECT vacancies FROM dataset" : "SELECT people FROM dataset";
    bool read = store_number(store, from, first, error) && store_number(store, to, last, error) &&
                store_number(store, counted, count, error);
    if (!read) return false;
    bool none = *count == 0 && *first == 0 && *last == 0;
    bool some = *first >= 1 && *last <= SCHEMA_ROWS && *count >= 1 && *count <= *last - *first + 1;
    return none || some || store_damaged(store, error, "its records are not as many as it says");
}

bool schema_is_reference(const Field *field) {
    return strcmp(field->name, "reference") == 0;
}
