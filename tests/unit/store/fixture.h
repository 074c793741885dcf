/* What the tests of the store share: a small dictionary, lists and datasets in a folder of their own, and
 * SQLite itself as the independent witness of what a dataset holds. */
#ifndef BERTH_TEST_STORE_FIXTURE_H
#define BERTH_TEST_STORE_FIXTURE_H

#include "store/import.h"
#include "store/store.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define LIST(...) ((const char *[]){__VA_ARGS__, NULL})

/* One field; values are "name" or "name|alias|alias". */
typedef struct FieldSketch {
    const char *name;
    FieldType type;
    Subject subject;
    Sensitivity sensitivity;
    const char **columns, **values;
    bool ago, ordered;
    const char *fills, *source, *stated, *stated_on;
} FieldSketch;

#define C SUBJECT_CANDIDATE
#define V SUBJECT_VACANCY
static const FieldSketch SKETCHES[] = {
    {"reference", FIELD_TEXT, C, SENSITIVITY_IDENTITY, .columns = LIST("Client Ref", "Reference")},
    {"forename", FIELD_TEXT, C, SENSITIVITY_IDENTITY, .columns = LIST("Forename")},
    {"surname", FIELD_TEXT, C, SENSITIVITY_IDENTITY, .columns = LIST("Surname")},
    {"ni_number", FIELD_TEXT, C, SENSITIVITY_IDENTITY, .columns = LIST("NI No.")},
    {"email", FIELD_TEXT, C, SENSITIVITY_IDENTITY, .columns = LIST("E-mail")},
    {"date_of_birth", FIELD_DATE, C, SENSITIVITY_SENSITIVE, .columns = LIST("D.O.B", "Date of birth")},
    {"age", FIELD_INTEGER, C, SENSITIVITY_ORDINARY, .columns = LIST("Age"), .source = "date_of_birth",
     .stated = "age_stated", .stated_on = "age_stated_on"},
    {"age_stated", FIELD_INTEGER, C, SENSITIVITY_SENSITIVE, .columns = NULL},
    {"age_stated_on", FIELD_DATE, C, SENSITIVITY_SENSITIVE, .columns = NULL},
    {"postcode", FIELD_TEXT, C, SENSITIVITY_SENSITIVE, .columns = LIST("Postcode")},
    {"borough", FIELD_CATEGORY, C, SENSITIVITY_ORDINARY, .columns = LIST("Borough"),
     .values = LIST("Hackney", "Tower Hamlets|TH|LB Tower Hamlets", "Westminster|W'minster")},
    {"employment", FIELD_CATEGORY, C, SENSITIVITY_ORDINARY, .columns = LIST("Employment Status"),
     .values = LIST("employed", "unemployed|Unemployed - LTU", "self-employed")},
    {"unemployed_since", FIELD_DATE, C, SENSITIVITY_ORDINARY, .columns = LIST("Length of Unemp"),
     .ago = true},
    {"benefits", FIELD_SET, C, SENSITIVITY_ORDINARY, .columns = LIST("Benefit"),
     .values = LIST("UC|Universal Credit", "PIP", "ESA", "JSA")},
    {"right_to_work", FIELD_BOOLEAN, C, SENSITIVITY_SENSITIVE, .columns = LIST("Right to Work?")},
    {"english", FIELD_CATEGORY, C, SENSITIVITY_ORDINARY, .columns = LIST("English Level"), .ordered = true,
     .values = LIST("none", "E1", "E2", "E3", "L1", "L2")},
    {"disabled", FIELD_BOOLEAN, C, SENSITIVITY_SPECIAL, .columns = LIST("Disabled (Y/N/PNTS)")},
    {"ethnicity", FIELD_CATEGORY, C, SENSITIVITY_SPECIAL, .columns = LIST("Ethnicity"),
     .values = LIST("Any other White background", "African")},
    {"care_experienced", FIELD_BOOLEAN, C, SENSITIVITY_SENSITIVE, .columns = LIST("Care Leaver?")},
    {"ehcp", FIELD_BOOLEAN, C, SENSITIVITY_SPECIAL, .columns = LIST("EHCP")},
    {"carer", FIELD_BOOLEAN, C, SENSITIVITY_SENSITIVE, .columns = LIST("Carer?")},
    {"hours_from", FIELD_INTEGER, C, SENSITIVITY_ORDINARY, .columns = LIST("Hours wanted"),
     .fills = "hours_upto"},
    {"hours_upto", FIELD_INTEGER, C, SENSITIVITY_ORDINARY, .columns = LIST("Hours at most")},
    {"referred_by", FIELD_TEXT, C, SENSITIVITY_ORDINARY, .columns = LIST("Referred by")},
    {"referred_on", FIELD_DATE, C, SENSITIVITY_ORDINARY, .columns = LIST("Date of Referral")},
    {"pay", FIELD_NUMBER, C, SENSITIVITY_ORDINARY, .columns = LIST("Pay expected")},
    {"completed", FIELD_SET, C, SENSITIVITY_ORDINARY, .columns = LIST("Completed")},
    {"southwark.priority_estate", FIELD_BOOLEAN, C, SENSITIVITY_ORDINARY,
     .columns = LIST("Priority estate?", "PE")},
    {"reference", FIELD_TEXT, V, SENSITIVITY_ORDINARY, .columns = LIST("VACANCY_ID", "Reference")},
    {"title", FIELD_TEXT, V, SENSITIVITY_ORDINARY, .columns = LIST("JOB_TITLE")},
    {"pay_from", FIELD_NUMBER, V, SENSITIVITY_ORDINARY, .columns = LIST("SALARY_RANGE_MIN")},
    {"closes_on", FIELD_DATE, V, SENSITIVITY_ORDINARY, .columns = LIST("Closing date")},
    {"borough", FIELD_CATEGORY, V, SENSITIVITY_ORDINARY, .columns = LIST("Borough"),
     .values = LIST("Hackney", "Tower Hamlets|TH")},
    {"essential", FIELD_SET, V, SENSITIVITY_ORDINARY, .columns = LIST("Essential criteria")},
};
#undef C
#undef V

typedef struct Fixture {
    Arena *arena;
    Dictionary dictionary;
    Messages messages;
    ImportReport report;
    Error error;
    char folder[64], list[96], data[96];
} Fixture;

static inline const char **fixture_split(Arena *arena, const char *text, uint32_t *count) {
    const char **parts = arena_allocate_array(arena, 16, sizeof *parts);
    char *rest = arena_copy_string(arena, text);
    for (char *part; (part = strsep(&rest, "|"));)
        parts[(*count)++] = part;
    return parts;
}

static inline void fixture_values(Arena *arena, Field *field, const char **values) {
    field->values = arena_allocate_array(arena, 64, sizeof *field->values);
    for (; *values; values++) {
        uint32_t count = 0;
        const char **parts = fixture_split(arena, *values, &count);
        field->values[field->value_count++] =
            (FieldValue){.name = parts[0], .aliases = parts + 1, .alias_count = count - 1};
    }
}

static inline int32_t fixture_find(const Dictionary *dictionary, Subject subject, const char *name) {
    return name ? dictionary_find(dictionary, subject, name) : FIELD_NONE;
}

/* A dictionary of these sketches. */
static inline Dictionary fixture_dictionary(Arena *arena, const FieldSketch *sketches, uint32_t count) {
    Dictionary dictionary = {.fields = arena_allocate_array(arena, count, sizeof(Field)),
                             .count = count,
                             .candidate_names = map_open(),
                             .vacancy_names = map_open()};
    for (uint32_t i = 0; i < count; i++) {
        const FieldSketch *sketch = &sketches[i];
        Field *field = &dictionary.fields[i];
        *field = (Field){.name = sketch->name,
                         .label = sketch->name,
                         .type = sketch->type,
                         .subject = sketch->subject,
                         .sensitivity = sketch->sensitivity,
                         .ago = sketch->ago,
                         .ordered = sketch->ordered,
                         .columns = sketch->columns};
        while (sketch->columns && sketch->columns[field->column_count])
            field->column_count++;
        if (sketch->values) fixture_values(arena, field, sketch->values);
        map_set(sketch->subject == SUBJECT_VACANCY ? dictionary.vacancy_names : dictionary.candidate_names,
                sketch->name, strlen(sketch->name), (int32_t)i);
    }
    for (uint32_t i = 0; i < count; i++) {
        const FieldSketch *sketch = &sketches[i];
        Field *field = &dictionary.fields[i];
        field->fills = fixture_find(&dictionary, sketch->subject, sketch->fills);
        field->source = fixture_find(&dictionary, sketch->subject, sketch->source);
        field->stated = fixture_find(&dictionary, sketch->subject, sketch->stated);
        field->stated_on = fixture_find(&dictionary, sketch->subject, sketch->stated_on);
        field->derivation = sketch->source ? DERIVED_YEARS_SINCE : DERIVED_NOT;
    }
    return dictionary;
}

static inline void fixture_dictionary_close(Dictionary *dictionary) {
    map_close(dictionary->candidate_names);
    map_close(dictionary->vacancy_names);
}

static inline Fixture fixture_open(void) {
    Fixture f = {.arena = arena_open(), .folder = "/tmp/berth-store-XXXXXX"};
    f.messages.arena = f.arena;
    f.dictionary = fixture_dictionary(f.arena, SKETCHES, sizeof SKETCHES / sizeof *SKETCHES);
    if (!mkdtemp(f.folder)) exit(2);
    snprintf(f.list, sizeof f.list, "%s/list.csv", f.folder);
    snprintf(f.data, sizeof f.data, "%s/people.db", f.folder);
    return f;
}

static inline void fixture_close(Fixture *f) {
    char command[160];
    snprintf(command, sizeof command, "rm -rf '%s'", f->folder);
    if (system(command) != 0) printf("# '%s' is left behind\n", f->folder);
    fixture_dictionary_close(&f->dictionary);
    arena_close(f->arena);
}

static inline void fixture_write(const char *path, const char *bytes, size_t length) {
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(bytes, 1, length, file) != length || fclose(file) != 0) exit(2);
}

static inline Day fixture_day(const char *text) {
    Day day = 0;
    if (!date_parse(text, strlen(text), &day)) exit(2);
    return day;
}

static inline void fixture_forget(Fixture *f) {
    f->error = (Error){0};
    f->messages = (Messages){.arena = f->arena};
}

/* Imports `bytes` as a list of that day into an open dataset. */
static inline bool fixture_import_bytes(Fixture *f, Store *store, const char *bytes, size_t length,
                                        ImportOptions options) {
    fixture_forget(f);
    fixture_write(f->list, bytes, length);
    if (!options.day) options.day = fixture_day("2025-04-01");
    return import_csv(store, &f->dictionary, f->list, &options, &f->report, &f->messages, NULL, &f->error);
}

static inline bool fixture_import(Fixture *f, Store *store, const char *list, const char *day) {
    return fixture_import_bytes(f, store, list, strlen(list),
                                (ImportOptions){.day = fixture_day(day ? day : "2025-04-01")});
}

/* Opens the fixture's dataset to write, imports, closes. */
static inline bool fixture_put(Fixture *f, const char *list, const char *day) {
    fixture_forget(f);
    Store *store = store_open_write(f->data, &f->error);
    bool ok = store && fixture_import(f, store, list, day);
    store_close(store);
    return ok;
}

/* The first column of the first row, by SQLite alone; "" for NULL, "(none)" without a row. In the arena. */
static inline const char *fixture_ask(Fixture *f, const char *sql) {
    sqlite3 *database = NULL;
    sqlite3_stmt *statement = NULL;
    char *answer = NULL;
    sqlite3_open_v2(f->data, &database, SQLITE_OPEN_READWRITE, NULL);
    if (sqlite3_prepare_v2(database, sql, -1, &statement, NULL) != SQLITE_OK)
        answer = arena_format(f->arena, "(%s)", sqlite3_errmsg(database));
    else if (sqlite3_step(statement) == SQLITE_ROW)
        answer = arena_format(
            f->arena, "%s",
            sqlite3_column_text(statement, 0) ? (const char *)sqlite3_column_text(statement, 0) : "");
    sqlite3_finalize(statement);
    sqlite3_close(database);
    return answer ? answer : "(none)";
}

/* Runs statements that berth would not, past its back. */
static inline bool fixture_run(Fixture *f, const char *sql) {
    sqlite3 *database = NULL;
    char *message = NULL;
    sqlite3_open_v2(f->data, &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
    int code = sqlite3_exec(database, sql, NULL, NULL, &message);
    if (code != SQLITE_OK) printf("# %s\n", message);
    sqlite3_free(message);
    sqlite3_close(database);
    return code == SQLITE_OK;
}

/* Is there a message, at this line (0: any), that has these words? */
static inline bool fixture_said(const Fixture *f, MessageLevel level, uint32_t line, const char *words) {
    for (uint32_t i = 0; i < f->messages.count; i++) {
        const Message *message = &f->messages.items[i];
        if (message->level == level && (!line || message->line == line) && strstr(message->text, words))
            return true;
    }
    return false;
}

/* What was said, for a look at a test that fails. */
static inline void fixture_print(const Fixture *f) {
    for (uint32_t i = 0; i < f->messages.count; i++)
        printf("# %s:%u:%u: %s\n", message_level_name(f->messages.items[i].level), f->messages.items[i].line,
               f->messages.items[i].column, f->messages.items[i].text);
    if (f->error.set)
        printf("# error %s:%u:%u: %s\n", f->error.file, f->error.line, f->error.column, f->error.text);
}

#define CHECK_SAID(f, level, line, words)                                                                    \
    do {                                                                                                     \
        bool test_said = fixture_said(f, level, line, words);                                                \
        CHECK(test_said);                                                                                    \
        if (!test_said) printf("# … missing: %s\n", words), fixture_print(f);                                \
    } while (0)

#define CHECK_HAS(text, words)                                                                               \
    do {                                                                                                     \
        bool test_has = strstr(text, words) != NULL;                                                         \
        CHECK(test_has);                                                                                     \
        if (!test_has) printf("# '%s' does not have '%s'\n", text, words);                                   \
    } while (0)

#endif
