/* The scan: rows of the dataset into batches.
 *
 * Every run reads every record through here, so the loop asks SQLite for each wanted value once and puts it
 * where the batch keeps it. One prepared statement gives a range of rows: the record's own table and, only
 * where one of its columns is wanted, the special-category table beside it. As of a day before the last
 * change, each table is replaced by its rows as they were. */
#include "schema.h"

#include "base/memory.h"
#include "base/utf8.h"

#include <math.h>

enum { COLUMN_ID, COLUMN_REFERENCE, COLUMN_DECLINED, COLUMN_DECLINED_SPECIAL, COLUMN_FIRST };

/* One wanted field that the dataset has a column for. */
typedef struct Slot {
    int32_t field;
    FieldType type;
    int storage; /* SQLite's type of a known value */
    const char *name;
    const char *table;
    size_t name_length;
    SchemaCodes codes; /* category */
} Slot;

struct Scan {
    Store *store;
    const Dictionary *dictionary;
    Subject subject;
    Slot *slots;
    uint32_t count;
    bool special; /* some slot is in person_special */
    sqlite3_stmt *rows;
};

static const char SPECIAL[] = "person_special";

static bool is_special(const Slot *slot) {
    return strcmp(slot->table, SPECIAL) == 0;
}

static int storage(FieldType type) {
    if (type == FIELD_NUMBER) return SQLITE_FLOAT;
    return type == FIELD_TEXT || type == FIELD_SET ? SQLITE_TEXT : SQLITE_INTEGER;
}

static bool add_slot(Scan *scan, int32_t index, Error *error) {
    const Field *field = &scan->dictionary->fields[index];
    bool has = schema_is_reference(field);
    if (field->sensitivity == SENSITIVITY_IDENTITY)
        return error_set(error, "the field '%s' says who a person is: rules can't read it", field->name);
    if (!has && !schema_has(scan->store, field, &has, error)) return false;
    if (!has) return true;
    Slot *slot = &scan->slots[scan->count++];
    *slot = (Slot){.field = index,
                   .type = field->type,
                   .storage = storage(field->type),
                   .name = field->name,
                   .name_length = strlen(field->name),
                   .table = schema_table(field)};
    scan->special = scan->special || is_special(slot);
    return field->type != FIELD_CATEGORY || schema_codes(scan->store, field, &slot->codes, error);
}

static bool add_slots(Scan *scan, const bool *wanted, Error *error) {
    const Dictionary *dictionary = scan->dictionary;
    scan->slots = memory_allocate_array(dictionary->count, sizeof *scan->slots);
    for (uint32_t i = 0; i < dictionary->count; i++) {
        const Field *field = &dictionary->fields[i];
        bool stored = field->subject == scan->subject && field->derivation == DERIVED_NOT;
        if (wanted[i] && stored && !add_slot(scan, (int32_t)i, error)) return false;
    }
    return true;
}

/* Adds the wanted columns of one table, each after `before`; a record's reference is there anyway. */
static void add_columns(sqlite3_str *sql, const Scan *scan, bool special, const char *before) {
    for (uint32_t i = 0; i < scan->count; i++) {
        const Slot *slot = &scan->slots[i];
        bool reference = schema_is_reference(&scan->dictionary->fields[slot->field]);
        if (is_special(slot) == special && !reference)
            sqlite3_str_appendf(sql, "%s\"%w\"", before, slot->name);
    }
}

/* Has any row of the table changed after `day`? */
static bool changed_since(Scan *scan, const char *table, Day day, bool *changed, Error *error) {
    int64_t last = 0, any = 0;
    char sql[128];
    snprintf(sql, sizeof sql, "SELECT count(*) FROM (SELECT 1 FROM %s LIMIT 1)", schema_history(table));
    if (!store_number(scan->store, sql, &any, error)) return false;
    snprintf(sql, sizeof sql, "SELECT max(held_until) FROM %s", schema_history(table));
    if (!store_number(scan->store, sql, &last, error)) return false;
    *changed = any && last > day;
    return true;
}

/* Adds a table as it is, or as it was on the day (?3): the version that was replaced first after the day, for
 * rows that were replaced after it. */
static void add_source(sqlite3_str *sql, const Scan *scan, bool special, bool changed) {
    const char *table = special ? SPECIAL : schema_subject_table(scan->subject);
    const char *history = schema_history(table), *reference = special ? "" : ", reference";
    if (!changed) {
        sqlite3_str_appendf(sql, "%s", table);
        return;
    }
    sqlite3_str_appendf(sql, "(SELECT id%s, declined", reference);
    add_columns(sql, scan, special, ", ");
    sqlite3_str_appendf(sql,
                        " FROM %s AS now WHERE id BETWEEN ?1 AND ?2 AND NOT EXISTS"
                        " (SELECT 1 FROM %s WHERE id = now.id AND held_until > ?3)"
                        " UNION ALL SELECT old.id%s, old.declined",
                        table, history, special ? "" : ", now.reference");
    add_columns(sql, scan, special, ", old.");
    sqlite3_str_appendf(
        sql,
        " FROM %s AS old JOIN %s AS now ON now.id = old.id WHERE old.id BETWEEN ?1 AND ?2 AND"
        " old.held_until = (SELECT min(held_until) FROM %s WHERE id = old.id AND held_until > ?3))",
        history, table, history);
}

static char *build_select(const Scan *scan, bool changed, bool special_changed) {
    sqlite3_str *sql = sqlite3_str_new(scan->store->database);
    sqlite3_str_appendf(sql, "SELECT r.id, r.reference, r.declined, %s",
                        scan->special ? "s.declined" : "NULL");
    for (uint32_t i = 0; i < scan->count; i++)
        sqlite3_str_appendf(sql, ", %s.\"%w\"", is_special(&scan->slots[i]) ? "s" : "r", scan->slots[i].name);
    sqlite3_str_appendall(sql, " FROM ");
    add_source(sql, scan, false, changed);
    sqlite3_str_appendall(sql, " AS r");
    if (scan->special) {
        sqlite3_str_appendall(sql, " LEFT JOIN ");
        add_source(sql, scan, true, special_changed);
        sqlite3_str_appendall(sql, " AS s ON s.id = r.id");
    }
    sqlite3_str_appendall(sql, " WHERE r.id BETWEEN ?1 AND ?2 ORDER BY r.id");
    char *text = sqlite3_str_finish(sql);
    if (!text) memory_exhausted();
    return text;
}

static bool prepare_rows(Scan *scan, Day day, Error *error) {
    bool changed = false, special_changed = false;
    if (!changed_since(scan, schema_subject_table(scan->subject), day, &changed, error)) return false;
    if (scan->special && !changed_since(scan, SPECIAL, day, &special_changed, error)) return false;
    char *sql = build_select(scan, changed, special_changed);
    scan->rows = store_prepare(scan->store, error, "%s", sql);
    sqlite3_free(sql);
    if (scan->rows && (changed || special_changed)) sqlite3_bind_int(scan->rows, 3, day);
    return scan->rows;
}

Scan *scan_open(Store *store, const Dictionary *dictionary, Subject subject, const bool *wanted, Day day,
                Error *error) {
    Scan *scan = memory_allocate(sizeof *scan);
    *scan = (Scan){.store = store, .dictionary = dictionary, .subject = subject};
    if (add_slots(scan, wanted, error) && prepare_rows(scan, day, error)) return scan;
    scan_close(scan);
    return NULL;
}

void scan_close(Scan *scan) {
    if (!scan) return;
    sqlite3_finalize(scan->rows);
    for (uint32_t i = 0; i < scan->count; i++)
        schema_codes_close(&scan->slots[i].codes);
    free(scan->slots);
    free(scan);
}

bool scan_bounds(Scan *scan, int64_t *first, int64_t *last, int64_t *count, Error *error) {
    return schema_bounds(scan->store, scan->subject, first, last, count, error);
}

static bool wrong_cell(const Scan *scan, const char *name, const char *table, const char *what,
                       Error *error) {
    char place[512];
    snprintf(place, sizeof place, "the value of '%.200s' in row %lld of %s is %s", name,
             (long long)sqlite3_column_int64(scan->rows, COLUMN_ID), table, what);
    return store_damaged(scan->store, error, place);
}

static bool wrong_value(const Scan *scan, const Slot *slot, const char *what, Error *error) {
    return wrong_cell(scan, slot->name, slot->table, what, error);
}

static const char NOT_TEXT[] = "not UTF-8 text";

static bool read_category(const Scan *scan, const Slot *slot, int64_t code, Column *column, uint32_t record,
                          Error *error) {
    if (code < 1 || code > slot->codes.count) return wrong_value(scan, slot, "not one of its values", error);
    int32_t value = slot->codes.by_code[code];
    if (value < 0)
        return error_set(
            error,
            "'%s' has a value of '%s', in row %lld of %s, that the field no longer lists: list it "
            "again, or make it another value's alias",
            scan->store->path, slot->name, (long long)sqlite3_column_int64(scan->rows, COLUMN_ID),
            slot->table);
    column_set_integer(column, record, value);
    return true;
}

static bool read_whole(const Scan *scan, const Slot *slot, sqlite3_value *value, Column *column,
                       uint32_t record, Error *error) {
    int64_t number = sqlite3_value_int64(value);
    switch (slot->type) {
    case FIELD_BOOLEAN:
        if (number < 0 || number > 1) return wrong_value(scan, slot, "neither yes nor no", error);
        column_set_truth(column, record, number);
        return true;
    case FIELD_CATEGORY: return read_category(scan, slot, number, column, record, error);
    case FIELD_DATE:
        if (number < DATE_FIRST || number > DATE_LAST) return wrong_value(scan, slot, "not a day", error);
        break;
    default:
        if (number < INT32_MIN || number > INT32_MAX) return wrong_value(scan, slot, "out of range", error);
    }
    column_set_integer(column, record, (int32_t)number);
    return true;
}

static bool read_text(const Scan *scan, const Slot *slot, sqlite3_value *value, Batch *batch, uint32_t record,
                      Error *error) {
    const char *text = (const char *)sqlite3_value_text(value);
    size_t length = (size_t)sqlite3_value_bytes(value);
    if (!utf8_check(text, length, NULL)) return wrong_value(scan, slot, NOT_TEXT, error);
    if (slot->type == FIELD_SET) return batch_set_set(batch, slot->field, record, text, length, error);
    batch_set_text(batch, slot->field, record, text, length);
    return true;
}

static bool read_number(const Scan *scan, const Slot *slot, sqlite3_value *value, Column *column,
                        uint32_t record, Error *error) {
    double number = sqlite3_value_double(value);
    if (!isfinite(number)) return wrong_value(scan, slot, "not a number", error);
    column_set_number(column, record, number);
    return true;
}

static bool read_value(const Scan *scan, const Slot *slot, sqlite3_value *value, Batch *batch,
                       uint32_t record, Error *error) {
    Column *column = &batch->columns[slot->field];
    switch (slot->type) {
    case FIELD_TEXT:
    case FIELD_SET: return read_text(scan, slot, value, batch, record, error);
    case FIELD_NUMBER: return read_number(scan, slot, value, column, record, error);
    default: return read_whole(scan, slot, value, column, record, error);
    }
}

/* `names` are fields joined by ';'; those that are not wanted are passed over, as are known ones, which an
 * import never lists. */
static void read_declined(const Scan *scan, const char *names, Batch *batch, uint32_t record) {
    while (names && *names) {
        size_t length = strcspn(names, ";");
        for (uint32_t i = 0; i < scan->count; i++) {
            const Slot *slot = &scan->slots[i];
            if (slot->name_length == length && memcmp(slot->name, names, length) == 0)
                column_set_declined(&batch->columns[slot->field], record);
        }
        names += length + (names[length] != '\0');
    }
}

static bool read_row(const Scan *scan, Batch *batch, Error *error) {
    sqlite3_stmt *rows = scan->rows;
    const char *reference = (const char *)sqlite3_column_text(rows, COLUMN_REFERENCE);
    if (!reference) return store_damaged(scan->store, error, "a record has no reference");
    size_t length = (size_t)sqlite3_column_bytes(rows, COLUMN_REFERENCE);
    if (!utf8_check(reference, length, NULL))
        return wrong_cell(scan, "reference", schema_subject_table(scan->subject), NOT_TEXT, error);
    uint32_t record = batch_add(batch, sqlite3_column_int64(rows, COLUMN_ID), reference, length);
    for (uint32_t i = 0; i < scan->count; i++) {
        const Slot *slot = &scan->slots[i];
        sqlite3_value *value = sqlite3_column_value(rows, COLUMN_FIRST + (int)i);
        int type = sqlite3_value_type(value);
        if (type == SQLITE_NULL) continue;
        if (type != slot->storage) return wrong_value(scan, slot, "of the wrong type", error);
        if (!read_value(scan, slot, value, batch, record, error)) return false;
    }
    read_declined(scan, (const char *)sqlite3_column_text(rows, COLUMN_DECLINED), batch, record);
    if (scan->special)
        read_declined(scan, (const char *)sqlite3_column_text(rows, COLUMN_DECLINED_SPECIAL), batch, record);
    return true;
}

bool scan_read(Scan *scan, int64_t first, int64_t last, Batch *batch, Error *error) {
    sqlite3_stmt *rows = scan->rows;
    sqlite3_bind_int64(rows, 1, first);
    sqlite3_bind_int64(rows, 2, last);
    bool ok = true;
    int code;
    while (ok && (code = sqlite3_step(rows)) == SQLITE_ROW)
        ok = batch->count < batch->capacity
                 ? read_row(scan, batch, error)
                 : error_set(error, "a batch is too small for the rows that it is to hold");
    if (ok && code != SQLITE_DONE) ok = store_fail(scan->store, error);
    sqlite3_reset(rows);
    return ok;
}
