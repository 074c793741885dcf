/* The columns of the dictionary's fields, and the codes of its categories. */
#include "schema.h"

#include "base/memory.h"

#include <strings.h>

/* Columns that berth itself keeps: a field can't have their names. SQLite compares names without regard to
 * case. */
static const char *const RESERVED[] = {"id", "reference", "import", "held_since", "held_until", "declined"};

static bool check_name(const Field *field, Error *error) {
    for (size_t i = 0; i < sizeof RESERVED / sizeof *RESERVED; i++)
        if (strcasecmp(field->name, RESERVED[i]) == 0)
            return error_set(
                error, "a field can't have the name '%s', which the dataset needs for itself: rename it",
                field->name);
    return true;
}

static const char *storage(FieldType type) {
    switch (type) {
    case FIELD_NUMBER: return "REAL";
    case FIELD_TEXT:
    case FIELD_SET: return "TEXT";
    default: return "INTEGER";
    }
}

/* The type and the table as the dataset has them, against those of the dictionary. */
static bool check_kept(Store *store, const Field *field, sqlite3_stmt *find, Error *error) {
    const char *type = (const char *)sqlite3_column_text(find, 0);
    const char *kept = (const char *)sqlite3_column_text(find, 1);
    const char *wanted = field_type_name(field->type);
    if (!type || !kept) return store_damaged(store, error, "its list of fields has a gap");
    if (strcmp(type, wanted) != 0)
        return error_set(
            error,
            "'%s' keeps the field '%s' as %s, and it is declared as %s: declare it as before, or "
            "give it another name",
            store->path, field->name, type, wanted);
    if (strcmp(kept, schema_table(field)) != 0)
        return error_set(error,
                         "'%s' keeps the field '%s' with another sensitivity than the %s that is declared: "
                         "declare it as before, or give it another name",
                         store->path, field->name, sensitivity_name(field->sensitivity));
    return true;
}

bool schema_has(Store *store, const Field *field, bool *has, Error *error) {
    sqlite3_stmt *find =
        store_prepare(store, error, "SELECT type, kept FROM field WHERE subject = %Q AND name = %Q",
                      subject_name(field->subject), field->name);
    if (!find) return false;
    bool ok = store_step(store, find, has, error) && (!*has || check_kept(store, field, find, error));
    sqlite3_finalize(find);
    return ok;
}

static bool add_column(Store *store, const char *table, const Field *field, Error *error) {
    const char *name = field->name;
    sqlite3_stmt *add =
        field->type == FIELD_BOOLEAN
            ? store_prepare(store, error,
                            "ALTER TABLE \"%w\" ADD COLUMN \"%w\" INTEGER CHECK (\"%w\" IN (0, 1))", table,
                            name, name)
            : store_prepare(store, error, "ALTER TABLE \"%w\" ADD COLUMN \"%w\" %s", table, name,
                            storage(field->type));
    bool ok = add && store_execute(store, add, error);
    sqlite3_finalize(add);
    return ok;
}

static bool list_field(Store *store, const Field *field, Error *error) {
    sqlite3_stmt *list =
        store_prepare(store, error, "INSERT INTO field VALUES (%Q, %Q, %Q, %Q)", subject_name(field->subject),
                      field->name, field_type_name(field->type), schema_table(field));
    bool ok = list && store_execute(store, list, error);
    sqlite3_finalize(list);
    return ok;
}

/* Values that the dataset has no code for get the next ones. */
static bool add_codes(Store *store, const Field *field, Error *error) {
    sqlite3_stmt *add =
        store_prepare(store, error,
                      "INSERT INTO category SELECT %Q, %Q, 1 + coalesce(max(code), 0), ?1 FROM category"
                      " WHERE subject = %Q AND field = %Q ON CONFLICT (subject, field, value) DO NOTHING",
                      subject_name(field->subject), field->name, subject_name(field->subject), field->name);
    bool ok = add;
    for (uint32_t i = 0; ok && i < field->value_count; i++) {
        sqlite3_bind_text(add, 1, field->values[i].name, -1, SQLITE_STATIC);
        ok = store_execute(store, add, error);
    }
    sqlite3_finalize(add);
    return ok;
}

/* SQLite takes names that differ only in ASCII letters' case for one and the same. */
static bool check_alike(Store *store, const Field *field, Error *error) {
    sqlite3_stmt *find = store_prepare(
        store, error, "SELECT name FROM field WHERE subject = %Q AND name = %Q COLLATE NOCASE AND name <> %Q",
        subject_name(field->subject), field->name, field->name);
    if (!find) return false;
    bool alike = false, ok = store_step(store, find, &alike, error);
    if (ok && alike)
        ok = error_set(error,
                       "the fields '%s' and '%s' have names that differ only in upper and lower case, and "
                       "'%s' can't keep both: rename one",
                       (const char *)sqlite3_column_text(find, 0), field->name, store->path);
    sqlite3_finalize(find);
    return ok;
}

bool schema_add(Store *store, const Field *field, Error *error) {
    bool has = false;
    if (!check_name(field, error) || !check_alike(store, field, error) ||
        !schema_has(store, field, &has, error))
        return false;
    const char *table = schema_table(field), *history = schema_history(table);
    bool added =
        has || (add_column(store, table, field, error) &&
                (!history || add_column(store, history, field, error)) && list_field(store, field, error));
    return added && (field->type != FIELD_CATEGORY || add_codes(store, field, error));
}

enum { MOST_CODES = 1 << 20 };

/* The dictionary's value for one that the dataset names: it may be an alias by now. */
static int32_t find_value(const Field *field, const char *name, int length) {
    int32_t value = field_find_value(field, name, (size_t)length);
    return value >= 0 ? value : field_match_value(field, name, (size_t)length);
}

static bool take_code(Store *store, const Field *field, sqlite3_stmt *row, SchemaCodes *codes, Error *error) {
    int64_t code = sqlite3_column_int64(row, 0);
    const char *name = (const char *)sqlite3_column_text(row, 1);
    if (code <= 0 || code > MOST_CODES || !name)
        return store_damaged(store, error, "a category's code is out of range");
    if (code > codes->count) {
        codes->by_code = memory_resize(codes->by_code, (size_t)(code + 1) * sizeof *codes->by_code);
        while (codes->count < code)
            codes->by_code[++codes->count] = -1;
    }
    int32_t value = find_value(field, name, sqlite3_column_bytes(row, 1));
    codes->by_code[code] = value;
    if (value >= 0 && (!codes->by_value[value] || strcmp(field->values[value].name, name) == 0))
        codes->by_value[value] = code;
    return true;
}

bool schema_codes(Store *store, const Field *field, SchemaCodes *codes, Error *error) {
    *codes = (SchemaCodes){.by_value = memory_allocate_array(field->value_count, sizeof(int64_t)),
                           .by_code = memory_allocate(sizeof(int32_t))};
    codes->by_code[0] = -1;
    sqlite3_stmt *all = store_prepare(
        store, error, "SELECT code, value FROM category WHERE subject = %Q AND field = %Q ORDER BY code",
        subject_name(field->subject), field->name);
    if (!all) return false;
    bool row = false, ok;
    while ((ok = store_step(store, all, &row, error)) && row)
        if (!take_code(store, field, all, codes, error)) {
            ok = false;
            break;
        }
    sqlite3_finalize(all);
    return ok;
}

void schema_codes_close(SchemaCodes *codes) {
    free(codes->by_value);
    free(codes->by_code);
    *codes = (SchemaCodes){0};
}

static bool is_kept(Store *store, const Field *field, bool *kept, Error *error) {
    sqlite3_stmt *find =
        store_prepare(store, error, "SELECT 1 FROM field WHERE subject = %Q AND name = %Q AND kept = %Q",
                      subject_name(field->subject), field->name, schema_table(field));
    bool ok = find && store_step(store, find, kept, error);
    sqlite3_finalize(find);
    return ok;
}

/* Counts the records that have a value of the field and none of its editions. */
static bool count_undated(Store *store, const Dictionary *dictionary, const Field *field, int64_t *count,
                          Error *error) {
    bool kept = false, row = false, ok = is_kept(store, field, &kept, error);
    if (!ok || !kept) return ok;
    sqlite3_str *sql = sqlite3_str_new(store->database);
    sqlite3_str_appendf(sql, "SELECT count(*) FROM \"%w\" WHERE \"%w\" IS NOT NULL", schema_table(field),
                        field->name);
    for (uint32_t i = 0; ok && i < field->edition_count; i++) {
        const Field *edition = &dictionary->fields[field->editions[i].field];
        ok = is_kept(store, edition, &kept, error);
        if (ok && kept) sqlite3_str_appendf(sql, " AND \"%w\" IS NULL", edition->name);
    }
    char *text = sqlite3_str_finish(sql);
    if (!text) memory_exhausted();
    sqlite3_stmt *counted = ok ? store_prepare(store, error, "%s", text) : NULL;
    sqlite3_free(text);
    ok = counted && store_step(store, counted, &row, error);
    if (ok && row) *count = sqlite3_column_int64(counted, 0);
    sqlite3_finalize(counted);
    return ok;
}

bool store_warn_undated(Store *store, const Dictionary *dictionary, Messages *messages, Error *error) {
    for (uint32_t i = 0; i < dictionary->count; i++) {
        const Field *field = &dictionary->fields[i];
        int64_t count = 0;
        if (field->derivation != DERIVED_EDITIONS) continue;
        if (!count_undated(store, dictionary, field, &count, error)) return false;
        if (count == 0) continue;
        const Field *latest = &dictionary->fields[field->editions[field->edition_count - 1].field];
        messages_add(messages, MESSAGE_WARNING, NULL, 0, 0,
                     "'%s' has '%s' of %lld records without the edition that it is of, so no rule reads it: "
                     "import the list again with the edition in the heading, such as '%s'",
                     store->path, field->name, (long long)count,
                     latest->column_count ? latest->columns[0] : latest->name);
    }
    return true;
}
