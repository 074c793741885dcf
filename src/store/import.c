/* A list into the dataset: read once to learn how it is written, read again to write it, in one transaction.
 */
#include "import.h"

#include "base/memory.h"
#include "duplicates.h"
#include "rows.h"
#include "writer.h"

typedef struct Import {
    Store *store;
    const Dictionary *dictionary;
    const char *path;
    const ImportOptions *options;
    ImportReport *report;
    Messages *messages;
    const Progress *progress;
    Rows *rows;
    CsvFile *file;
    int64_t number;  /* of this import, in the dataset */
    int64_t before;  /* the last row number before it */
    uint32_t *added; /* lines of the list on which the rows after `before` stand */
    size_t added_capacity;
    Map *known; /* rows up to `before` that the list has spoken of → their lines */
    Writer *writer;
    Duplicates *duplicates;
    bool headed; /* second reading: the heading line has gone by */
} Import;

static bool learn_row(void *context, const CsvRow *row, Error *error) {
    Import *import = context;
    if (rows_has_head(import->rows)) return rows_look(import->rows, row);
    if (!rows_head(import->rows, row))
        return error_set_at(error, import->path, row->line, 0,
                            "the headings of this list can't be used: nothing was "
                            "imported");
    return true;
}

/* The first reading: headings, and in which order dates are written. */
static bool learn(Import *import, Error *error) {
    if (!csv_read(import->file, learn_row, import, NULL, error)) return false;
    if (!rows_has_head(import->rows))
        return error_set_at(error, import->path, 0, 0,
                            "has no header: the first line has to say what the columns are");
    if (!rows_settle(import->rows))
        return error_set_at(error, import->path, 0, 0,
                            "the dates of this list can't be read: nothing was imported");
    import->report->subject = rows_subject(import->rows);
    import->report->columns = rows_columns(import->rows, &import->report->column_count);
    return true;
}

static void refuse_twice(Import *import, const CsvRow *row, uint32_t line) {
    char text[96];
    snprintf(text, sizeof text, "is the reference of line %u already: give each row one of its own", line);
    rows_refuse(import->rows, row, text);
}

/* Has the list spoken of this row before? Notes that it has now. */
static bool is_repeated(Import *import, int64_t id, uint32_t line, uint32_t *earlier) {
    if (id > import->before) {
        size_t index = (size_t)(id - import->before) - 1;
        *earlier = index < import->added_capacity ? import->added[index] : 0;
        return true;
    }
    int32_t found = map_get(import->known, (const char *)&id, sizeof id);
    if (found == MAP_NONE) map_set(import->known, (const char *)&id, sizeof id, (int32_t)line);
    *earlier = (uint32_t)found;
    return found != MAP_NONE;
}

static void note_added(Import *import, int64_t id, uint32_t line) {
    size_t index = (size_t)(id - import->before) - 1;
    if (index >= import->added_capacity) {
        size_t capacity = (index + 1) * 2;
        import->added = memory_resize(import->added, capacity * sizeof *import->added);
        memset(import->added + import->added_capacity, 0,
               (capacity - import->added_capacity) * sizeof *import->added);
        import->added_capacity = capacity;
    }
    import->added[index] = line;
}

static bool count_written(Import *import, const CsvRow *row, Written written, int64_t id) {
    ImportReport *report = import->report;
    uint32_t earlier = 0;
    switch (written) {
    case WRITTEN_FAILED: return false;
    case WRITTEN_ADDED:
        report->added++;
        note_added(import, id, row->line);
        return true;
    case WRITTEN_LATE:
        rows_refuse(import->rows, row,
                    "is known from a list of a later day: import lists in the order of their days");
        return true;
    default: break;
    }
    if (is_repeated(import, id, row->line, &earlier))
        refuse_twice(import, row, earlier);
    else if (written == WRITTEN_UPDATED)
        report->updated++;
    else
        report->unchanged++;
    return true;
}

static bool write_row(void *context, const CsvRow *row, Error *error) {
    Import *import = context;
    const Value *values;
    const CsvCell *reference;
    if (!import->headed) return (import->headed = true);
    uint64_t refused = rows_refused(import->rows);
    RowResult result = rows_read(import->rows, row, &values, &reference);
    import->report->rows += result != ROW_EMPTY;
    if (result == ROW_READ) {
        int64_t id = 0;
        Written written = writer_put(import->writer, reference->text, reference->length, values, &id, error);
        if (!count_written(import, row, written, id)) return false;
        if (written == WRITTEN_ADDED && !duplicates_add(import->duplicates, values, reference, id, error))
            return false;
    }
    import->report->refused += rows_refused(import->rows) > refused;
    return true;
}

static bool record_import(Import *import, Error *error) {
    const char *slash = strrchr(import->path, '/');
    sqlite3_stmt *insert = store_prepare(import->store, error,
                                         "INSERT INTO import (file, subject, day, added, updated, unchanged)"
                                         " VALUES (%Q, %Q, %d, 0, 0, 0)",
                                         slash ? slash + 1 : import->path,
                                         subject_name(rows_subject(import->rows)), import->options->day);
    bool ok = insert && store_execute(import->store, insert, error);
    import->number = sqlite3_last_insert_rowid(import->store->database);
    sqlite3_finalize(insert);
    return ok;
}

static bool start_writing(Import *import, Error *error) {
    uint32_t count = 0;
    Subject subject = rows_subject(import->rows);
    const int32_t *fields = rows_fields(import->rows, &count);
    int64_t first = 0, records = 0;
    if (!schema_bounds(import->store, subject, &first, &import->before, &records, error) ||
        !record_import(import, error))
        return false;
    import->writer = writer_open(import->store, import->dictionary, subject, fields, count,
                                 import->options->day, import->number, error);
    import->duplicates = duplicates_open(import->store, import->rows, import->before);
    import->known = map_open();
    return import->writer;
}

/* The counts of this import, and the counter that says that the dataset has changed. */
static bool record_counts(Import *import, Error *error) {
    const ImportReport *report = import->report;
    char sql[320];
    snprintf(sql, sizeof sql,
             "UPDATE import SET added = %llu, updated = %llu, unchanged = %llu WHERE id = %lld;"
             "UPDATE dataset SET changes = changes + 1, %s = %s + %llu",
             (unsigned long long)report->added, (unsigned long long)report->updated,
             (unsigned long long)report->unchanged, (long long)import->number,
             report->subject == SUBJECT_VACANCY ? "vacancies" : "people",
             report->subject == SUBJECT_VACANCY ? "vacancies" : "people", (unsigned long long)report->added);
    return store_run(import->store, sql, error);
}

static bool refuse_list(const Import *import, Error *error) {
    return error_set_at(error, import->path, 0, 0, "%llu of %llu rows were refused: nothing was imported",
                        (unsigned long long)import->report->refused,
                        (unsigned long long)import->report->rows);
}

/* The second reading. */
static bool write_list(Import *import, Error *error) {
    bool ok = start_writing(import, error) &&
              csv_read(import->file, write_row, import, import->progress, error) &&
              duplicates_finish(import->duplicates, import->added, error);
    import->report->possible_duplicates = duplicates_count(import->duplicates);
    if (import->writer) rows_finish(import->rows);
    if (ok && import->report->refused) ok = refuse_list(import, error);
    if (ok && import->report->rows == 0)
        messages_add(import->messages, MESSAGE_NOTE, import->path, 0, 0, "the list has headings and no rows");
    ok = ok && record_counts(import, error);
    writer_close(import->writer);
    duplicates_close(import->duplicates);
    map_close(import->known);
    free(import->added);
    return ok;
}

/* Within import_begin and import_end a list is undone on its own. */
static bool begin(Import *import, bool *nested, Error *error) {
    *nested = import->store->transaction;
    return *nested ? store_run(import->store, "SAVEPOINT list", error) : store_begin(import->store, error);
}

static bool end(Import *import, bool nested, bool keep, Error *error) {
    if (!nested) return store_end(import->store, keep, error);
    if (sqlite3_get_autocommit(import->store->database)) return false;
    return store_run(import->store, keep ? "RELEASE list" : "ROLLBACK TO list; RELEASE list", error);
}

bool import_csv(Store *store, const Dictionary *dictionary, const char *path, const ImportOptions *options,
                ImportReport *report, Messages *messages, const Progress *progress, Error *error) {
    *report = (ImportReport){0};
    Import import = {.store = store,
                     .dictionary = dictionary,
                     .path = path,
                     .options = options,
                     .report = report,
                     .messages = messages,
                     .progress = progress};
    import.file = csv_open(path, error);
    if (!import.file) return false;
    import.rows = rows_open(dictionary, path, options, messages);
    bool nested = false, ok = learn(&import, error) && begin(&import, &nested, error);
    if (ok) {
        ok = write_list(&import, error);
        ok = end(&import, nested, ok && !options->dry_run, error) && ok;
    }
    rows_close(import.rows);
    csv_close(import.file);
    return ok;
}

bool import_begin(Store *store, Error *error) {
    return store_begin(store, error);
}

bool import_end(Store *store, bool keep, Error *error) {
    return store_end(store, keep, error);
}
