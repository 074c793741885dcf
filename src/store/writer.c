/* A record is spread over parts: the table of its subject and, for a person, identity and special categories
 * under the same row number. Each part has its own statements and its own history. */
#include "writer.h"

#include "base/memory.h"

enum { PARTS = 3, MOST_DECLINED = 4096 };

/* Parameters of every statement of a part; the fields' follow. */
enum { BIND_ID = 1, BIND_DAY, BIND_DECLINED, BIND_IMPORT, BIND_REFERENCE, BIND_FIRST };

/* Columns of a part's `current`; the fields' follow. */
enum { CURRENT_DAY, CURRENT_DECLINED, CURRENT_FIRST };

typedef struct PartColumn {
    const Field *field;
    uint32_t position; /* in the writer's fields */
    SchemaCodes codes; /* category */
} PartColumn;

typedef struct Part {
    const char *table, *history; /* history: NULL where none is kept */
    PartColumn *columns;         /* in byte order of their names */
    uint32_t count;
    sqlite3_stmt *insert, *current, *update;
    sqlite3_stmt *keep;  /* copies the current version into the history */
    sqlite3_stmt *start; /* notes in the history that there was nothing before */
} Part;

struct Writer {
    Store *store;
    Part parts[PARTS];
    uint32_t part_count;
    Day day;
    int64_t import;
    sqlite3_stmt *find;
    sqlite3_stmt *known_since; /* people: the first day on which anything was known of a record */
    Buffer declined;
};

static bool is_main(const Part *part) {
    return part->history && strcmp(part->table, "person_special") != 0;
}

static int compare_columns(const void *a, const void *b) {
    return strcmp(((const PartColumn *)a)->field->name, ((const PartColumn *)b)->field->name);
}

static bool add_field(Writer *writer, const Field *field, uint32_t position, Error *error) {
    if (!schema_add(writer->store, field, error)) return false;
    const char *table = schema_table(field);
    for (uint32_t i = 0; i < writer->part_count; i++) {
        Part *part = &writer->parts[i];
        if (strcmp(part->table, table) != 0) continue;
        PartColumn *column = &part->columns[part->count++];
        *column = (PartColumn){.field = field, .position = position};
        return field->type != FIELD_CATEGORY || schema_codes(writer->store, field, &column->codes, error);
    }
    return error_set(error, "the field '%s' has no place in the dataset", field->name);
}

static void add_names(sqlite3_str *sql, const Part *part, const char *format) {
    for (uint32_t i = 0; i < part->count; i++)
        sqlite3_str_appendf(sql, format, part->columns[i].field->name, BIND_FIRST + i);
}

static sqlite3_stmt *prepare(Writer *writer, sqlite3_str *sql, Error *error) {
    char *text = sqlite3_str_finish(sql);
    if (!text) memory_exhausted();
    sqlite3_stmt *statement = store_prepare(writer->store, error, "%s", text);
    sqlite3_free(text);
    return statement;
}

static bool prepare_insert(Writer *writer, Part *part, Error *error) {
    bool dated = part->history, whole = is_main(part);
    sqlite3_str *sql = sqlite3_str_new(writer->store->database);
    sqlite3_str_appendf(sql, "INSERT INTO %s (id, declined%s%s", part->table, dated ? ", held_since" : "",
                        whole ? ", import, reference" : "");
    add_names(sql, part, ", \"%w\"");
    sqlite3_str_appendf(sql, ") VALUES (?%d, ?%d", BIND_ID, BIND_DECLINED);
    if (dated) sqlite3_str_appendf(sql, ", ?%d", BIND_DAY);
    if (whole) sqlite3_str_appendf(sql, ", ?%d, ?%d", BIND_IMPORT, BIND_REFERENCE);
    for (uint32_t i = 0; i < part->count; i++)
        sqlite3_str_appendf(sql, ", ?%u", BIND_FIRST + i);
    sqlite3_str_appendall(sql, whole ? ") ON CONFLICT (reference) DO NOTHING" : ")");
    return (part->insert = prepare(writer, sql, error));
}

static bool prepare_current(Writer *writer, Part *part, Error *error) {
    sqlite3_str *sql = sqlite3_str_new(writer->store->database);
    sqlite3_str_appendf(sql, "SELECT %s, declined", part->history ? "held_since" : "0");
    add_names(sql, part, ", \"%w\"");
    sqlite3_str_appendf(sql, " FROM %s WHERE id = ?%d", part->table, BIND_ID);
    return (part->current = prepare(writer, sql, error));
}

static bool prepare_update(Writer *writer, Part *part, Error *error) {
    sqlite3_str *sql = sqlite3_str_new(writer->store->database);
    sqlite3_str_appendf(sql, "UPDATE %s SET declined = ?%d", part->table, BIND_DECLINED);
    if (part->history) sqlite3_str_appendf(sql, ", held_since = ?%d", BIND_DAY);
    if (is_main(part)) sqlite3_str_appendf(sql, ", import = ?%d", BIND_IMPORT);
    add_names(sql, part, ", \"%w\" = ?%u");
    sqlite3_str_appendf(sql, " WHERE id = ?%d", BIND_ID);
    return (part->update = prepare(writer, sql, error));
}

/* The history has the same fields as its table: all those that the dataset has, not only this list's. */
static bool prepare_keep(Writer *writer, Part *part, Error *error) {
    sqlite3_stmt *names =
        store_prepare(writer->store, error, "SELECT name FROM field WHERE kept = %Q", part->table);
    if (!names) return false;
    sqlite3_str *list = sqlite3_str_new(writer->store->database);
    bool row = false, ok;
    while ((ok = store_step(writer->store, names, &row, error)) && row)
        sqlite3_str_appendf(list, ", \"%w\"", (const char *)sqlite3_column_text(names, 0));
    sqlite3_finalize(names);
    char *columns = sqlite3_str_finish(list);
    const char *listed = columns ? columns : "";
    if (ok)
        part->keep = store_prepare(writer->store, error,
                                   "INSERT INTO %s (id, held_until, held_since, declined%s)"
                                   " SELECT id, ?%d, held_since, declined%s FROM %s WHERE id = ?%d",
                                   part->history, listed, BIND_DAY, listed, part->table, BIND_ID);
    sqlite3_free(columns);
    if (!part->keep) return false;
    part->start = store_prepare(writer->store, error, "INSERT INTO %s (id, held_until) VALUES (?%d, ?%d)",
                                part->history, BIND_ID, BIND_DAY);
    return part->start;
}

static bool prepare_part(Writer *writer, Part *part, Error *error) {
    if (part->count == 0 && !is_main(part)) return true;
    qsort(part->columns, part->count, sizeof *part->columns, compare_columns);
    return prepare_insert(writer, part, error) && prepare_current(writer, part, error) &&
           prepare_update(writer, part, error) && (!part->history || prepare_keep(writer, part, error));
}

static void start_parts(Writer *writer, Subject subject, uint32_t fields) {
    static const char *const person[] = {"person", "person_identity", "person_special"};
    writer->part_count = subject == SUBJECT_VACANCY ? 1 : PARTS;
    for (uint32_t i = 0; i < writer->part_count; i++) {
        Part *part = &writer->parts[i];
        part->table = subject == SUBJECT_VACANCY ? "vacancy" : person[i];
        part->history = schema_history(part->table);
        part->columns = memory_allocate_array(fields, sizeof *part->columns);
    }
}

Writer *writer_open(Store *store, const Dictionary *dictionary, Subject subject, const int32_t *fields,
                    uint32_t count, Day day, int64_t import, Error *error) {
    Writer *writer = memory_allocate(sizeof *writer);
    *writer = (Writer){.store = store, .day = day, .import = import};
    start_parts(writer, subject, count);
    writer->find =
        store_prepare(store, error, "SELECT id FROM %s WHERE reference = ?1", schema_subject_table(subject));
    writer->known_since =
        store_prepare(store, error,
                      "SELECT min(held_since) FROM (SELECT held_since FROM person WHERE id = ?1"
                      " UNION ALL SELECT held_since FROM person_history WHERE id = ?1)");
    bool ok = writer->find && writer->known_since;
    for (uint32_t i = 0; ok && i < count; i++)
        ok = add_field(writer, &dictionary->fields[fields[i]], i, error);
    for (uint32_t i = 0; ok && i < writer->part_count; i++)
        ok = prepare_part(writer, &writer->parts[i], error);
    if (ok) return writer;
    writer_close(writer);
    return NULL;
}

static void close_part(Part *part) {
    sqlite3_stmt *statements[] = {part->insert, part->current, part->update, part->keep, part->start};
    for (size_t i = 0; i < sizeof statements / sizeof *statements; i++)
        sqlite3_finalize(statements[i]);
    for (uint32_t i = 0; i < part->count; i++)
        schema_codes_close(&part->columns[i].codes);
    free(part->columns);
}

void writer_close(Writer *writer) {
    if (!writer) return;
    for (uint32_t i = 0; i < writer->part_count; i++)
        close_part(&writer->parts[i]);
    sqlite3_finalize(writer->find);
    sqlite3_finalize(writer->known_since);
    buffer_close(&writer->declined);
    free(writer);
}

static void bind_value(sqlite3_stmt *statement, int parameter, const PartColumn *column, const Value *value) {
    if (value->state != VALUE_KNOWN) {
        sqlite3_bind_null(statement, parameter);
        return;
    }
    switch (column->field->type) {
    case FIELD_TEXT:
    case FIELD_SET:
        sqlite3_bind_text(statement, parameter, value->text, (int)value->length, SQLITE_STATIC);
        return;
    case FIELD_NUMBER: sqlite3_bind_double(statement, parameter, value->number); return;
    case FIELD_CATEGORY:
        sqlite3_bind_int64(statement, parameter, column->codes.by_value[value->integer]);
        return;
    default: sqlite3_bind_int(statement, parameter, value->integer);
    }
}

static void add_declined(Writer *writer, const char *name, size_t length) {
    if (writer->declined.length) buffer_add_char(&writer->declined, ';');
    buffer_add(&writer->declined, name, length);
}

static void bind_declined(Writer *writer, sqlite3_stmt *statement) {
    if (writer->declined.length)
        sqlite3_bind_text(statement, BIND_DECLINED, writer->declined.bytes, (int)writer->declined.length,
                          SQLITE_STATIC);
    else
        sqlite3_bind_null(statement, BIND_DECLINED);
}

/* Does the list say anything about this part of the record? */
static bool says_anything(const Part *part, const Value *values) {
    for (uint32_t i = 0; i < part->count; i++)
        if (values[part->columns[i].position].state != VALUE_UNKNOWN) return true;
    return false;
}

static bool insert_part(Writer *writer, Part *part, const Value *values, Error *error) {
    buffer_clear(&writer->declined);
    for (uint32_t i = 0; i < part->count; i++) {
        const PartColumn *column = &part->columns[i];
        const Value *value = &values[column->position];
        bind_value(part->insert, BIND_FIRST + (int)i, column, value);
        if (value->state == VALUE_DECLINED)
            add_declined(writer, column->field->name, strlen(column->field->name));
    }
    bind_declined(writer, part->insert);
    if (part->history) sqlite3_bind_int(part->insert, BIND_DAY, writer->day);
    return store_execute(writer->store, part->insert, error);
}

/* Tries to add the record; *added is false where there is one with this reference. */
static bool insert_main(Writer *writer, const char *reference, size_t length, const Value *values,
                        bool *added, Error *error) {
    Part *part = &writer->parts[0];
    sqlite3_bind_int64(part->insert, BIND_IMPORT, writer->import);
    sqlite3_bind_text(part->insert, BIND_REFERENCE, reference, (int)length, SQLITE_STATIC);
    if (!insert_part(writer, part, values, error)) return false;
    *added = sqlite3_changes(writer->store->database) > 0;
    return true;
}

/* Is what stands in the row the same as the value? */
static bool is_same(sqlite3_stmt *row, int index, const PartColumn *column, const Value *value) {
    if (value->state == VALUE_UNKNOWN) return true;
    if (value->state == VALUE_DECLINED) return sqlite3_column_type(row, index) == SQLITE_NULL;
    if (sqlite3_column_type(row, index) == SQLITE_NULL) return false;
    switch (column->field->type) {
    case FIELD_TEXT:
    case FIELD_SET:
        return (size_t)sqlite3_column_bytes(row, index) == value->length &&
               (value->length == 0 ||
                memcmp(sqlite3_column_blob(row, index), value->text, value->length) == 0);
    case FIELD_NUMBER:
        return !(sqlite3_column_double(row, index) < value->number) &&
               !(sqlite3_column_double(row, index) > value->number);
    case FIELD_CATEGORY: return sqlite3_column_int64(row, index) == column->codes.by_value[value->integer];
    default: return sqlite3_column_int64(row, index) == value->integer;
    }
}

static int compare_names(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Which fields of the part are declined once the row is merged with the values: those declined before that
 * the list says nothing about, and those declined in the list. */
static void merge_declined(Writer *writer, const Part *part, const char *before, const Value *values) {
    char *copy = strdup(before ? before : ""), *rest = copy;
    if (!copy) memory_exhausted();
    const char *names[MOST_DECLINED];
    size_t count = 0;
    for (char *name; (name = strsep(&rest, ";")) && count < MOST_DECLINED;) {
        bool kept = name[0];
        for (uint32_t i = 0; kept && i < part->count; i++)
            kept = strcmp(part->columns[i].field->name, name) != 0 ||
                   values[part->columns[i].position].state == VALUE_UNKNOWN;
        if (kept) names[count++] = name;
    }
    for (uint32_t i = 0; i < part->count && count < MOST_DECLINED; i++)
        if (values[part->columns[i].position].state == VALUE_DECLINED)
            names[count++] = part->columns[i].field->name;
    qsort(names, count, sizeof *names, compare_names);
    buffer_clear(&writer->declined);
    for (size_t i = 0; i < count; i++)
        add_declined(writer, names[i], strlen(names[i]));
    free(copy);
}

/* Does the merged row differ from the current one? Binds it to `update` on the way. */
static bool merge(Writer *writer, Part *part, const Value *values) {
    sqlite3_stmt *row = part->current;
    const char *declined = (const char *)sqlite3_column_text(row, CURRENT_DECLINED);
    merge_declined(writer, part, declined, values);
    bool differs = strcmp(declined ? declined : "", buffer_string(&writer->declined)) != 0;
    for (uint32_t i = 0; i < part->count; i++) {
        const PartColumn *column = &part->columns[i];
        const Value *value = &values[column->position];
        int index = CURRENT_FIRST + (int)i, parameter = BIND_FIRST + (int)i;
        differs = differs || !is_same(row, index, column, value);
        if (value->state == VALUE_UNKNOWN)
            sqlite3_bind_value(part->update, parameter, sqlite3_column_value(row, index));
        else
            bind_value(part->update, parameter, column, value);
    }
    return differs;
}

static bool keep_version(Writer *writer, sqlite3_stmt *keep, int64_t id, Error *error) {
    sqlite3_bind_int64(keep, BIND_ID, id);
    sqlite3_bind_int(keep, BIND_DAY, writer->day);
    return store_execute(writer->store, keep, error);
}

static Written update_row(Writer *writer, Part *part, int64_t id, const Value *values, Error *error) {
    int64_t since = sqlite3_column_int64(part->current, CURRENT_DAY);
    if (!merge(writer, part, values)) return WRITTEN_UNCHANGED;
    if (part->history && since > writer->day) return WRITTEN_LATE;
    /* A correction on the same day leaves no version behind. */
    bool kept = !part->history || since == writer->day || keep_version(writer, part->keep, id, error);
    if (!kept) return WRITTEN_FAILED;
    sqlite3_bind_int64(part->update, BIND_ID, id);
    if (part->history) sqlite3_bind_int(part->update, BIND_DAY, writer->day);
    if (is_main(part)) sqlite3_bind_int64(part->update, BIND_IMPORT, writer->import);
    bind_declined(writer, part->update);
    return store_execute(writer->store, part->update, error) ? WRITTEN_UPDATED : WRITTEN_FAILED;
}

/* Was anything known of the record on a day before this import's? */
static bool was_known(Writer *writer, int64_t id, bool *known, Error *error) {
    bool row = false;
    sqlite3_bind_int64(writer->known_since, 1, id);
    bool ok = store_step(writer->store, writer->known_since, &row, error);
    *known = row && sqlite3_column_int64(writer->known_since, 0) < writer->day;
    sqlite3_reset(writer->known_since);
    return ok;
}

/* The first time that this part of a known record is spoken of: on an earlier day it was not known. */
static Written insert_row(Writer *writer, Part *part, int64_t id, const Value *values, Error *error) {
    if (!says_anything(part, values)) return WRITTEN_UNCHANGED;
    sqlite3_bind_int64(part->insert, BIND_ID, id);
    bool before = false;
    bool ok = (!part->history || was_known(writer, id, &before, error)) &&
              insert_part(writer, part, values, error) &&
              (!before || keep_version(writer, part->start, id, error));
    return ok ? WRITTEN_UPDATED : WRITTEN_FAILED;
}

static Written update_part(Writer *writer, Part *part, int64_t id, const Value *values, Error *error) {
    bool row = false;
    sqlite3_bind_int64(part->current, BIND_ID, id);
    if (!store_step(writer->store, part->current, &row, error)) return WRITTEN_FAILED;
    Written written =
        row ? update_row(writer, part, id, values, error) : insert_row(writer, part, id, values, error);
    sqlite3_reset(part->current);
    return written;
}

static bool find_id(Writer *writer, const char *reference, size_t length, int64_t *id, Error *error) {
    bool row = false;
    sqlite3_bind_text(writer->find, 1, reference, (int)length, SQLITE_STATIC);
    bool ok = store_step(writer->store, writer->find, &row, error);
    *id = row ? sqlite3_column_int64(writer->find, 0) : 0;
    sqlite3_reset(writer->find);
    return ok && (row || store_damaged(writer->store, error, "a record can't be found by its reference"));
}

static Written update_record(Writer *writer, int64_t id, const Value *values, Error *error) {
    Written record = WRITTEN_UNCHANGED;
    for (uint32_t i = 0; i < writer->part_count; i++) {
        Part *part = &writer->parts[i];
        if (!part->insert) continue;
        Written written = update_part(writer, part, id, values, error);
        if (written == WRITTEN_FAILED || written == WRITTEN_LATE) return written;
        if (written == WRITTEN_UPDATED) record = WRITTEN_UPDATED;
    }
    return record;
}

Written writer_put(Writer *writer, const char *reference, size_t length, const Value *values, int64_t *id,
                   Error *error) {
    bool added = false;
    if (!insert_main(writer, reference, length, values, &added, error)) return WRITTEN_FAILED;
    if (!added)
        return find_id(writer, reference, length, id, error) ? update_record(writer, *id, values, error)
                                                             : WRITTEN_FAILED;
    *id = sqlite3_last_insert_rowid(writer->store->database);
    if (*id > SCHEMA_ROWS) {
        error_set(error, "'%s' has no row numbers left: import its lists again into a new dataset",
                  writer->store->path);
        return WRITTEN_FAILED;
    }
    for (uint32_t i = 1; i < writer->part_count; i++) {
        Part *part = &writer->parts[i];
        if (!part->insert || !says_anything(part, values)) continue;
        sqlite3_bind_int64(part->insert, BIND_ID, *id);
        if (!insert_part(writer, part, values, error)) return WRITTEN_FAILED;
    }
    return WRITTEN_ADDED;
}
