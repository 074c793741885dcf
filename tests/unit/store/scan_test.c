/* Scans: what arrives in a batch is what SQLite itself reads from the file, on every day, and nothing of a
 * damaged file passes for the whole. */
#include "../test.h"
#include "fixture.h"

#define ALL_COLUMNS                                                                                          \
    "Reference,Date of birth,Borough,Benefit,Carer?,Hours wanted,Pay expected,Referred "                     \
    "by,EHCP,Ethnicity,Completed\n"

static uint32_t next_random(uint32_t *state) {
    *state = *state * 1664525 + 1013904223;
    return *state >> 8;
}

static const char *pick(uint32_t *state, const char *const *from, uint32_t count) {
    return from[next_random(state) % count];
}

/* A made-up list with gaps, declined answers and every type. */
static void make_list(Buffer *list, uint32_t first, uint32_t count, uint32_t seed) {
    static const char *const dates[] = {"2001-04-03", "1970-01-01", "1899-12-31", "", "PNTS"};
    static const char *const boroughs[] = {"Hackney", "TH", "Westminster", "", "n/a", "declined"};
    static const char *const benefits[] = {"UC", "UC; PIP", "none", "", "ESA;JSA;UC"};
    static const char *const truths[] = {"Y", "N", "", "PNTS"};
    static const char *const hours[] = {"16", "0", "-4", ""};
    static const char *const pay[] = {"12.51", "24465", "", "0.001"};
    static const char *const texts[] = {"coach", "Zo\xC3\xAB", "", "a;b \xE2\x82\xAC"};
    static const char *const groups[] = {"African", "Any other White background", "", "refused"};
    static const char *const completed[] = {"hackney/x", "b; a", "none", ""};
#define PICK(from) pick(&seed, from, sizeof(from) / sizeof *(from))
    for (uint32_t i = first; i < first + count; i++) {
        buffer_format(list, "R%u,%s,%s,%s,", i, PICK(dates), PICK(boroughs), PICK(benefits));
        buffer_format(list, "%s,%s,%s,", PICK(truths), PICK(hours), PICK(pay));
        buffer_format(list, "%s,%s,%s,%s\n", PICK(texts), PICK(truths), PICK(groups), PICK(completed));
    }
}

static bool *want(Fixture *f, const char *const *names) {
    bool *wanted = arena_allocate_array(f->arena, f->dictionary.count, sizeof *wanted);
    for (; *names; names++)
        wanted[dictionary_find(&f->dictionary, SUBJECT_CANDIDATE, *names)] = true;
    return wanted;
}

/* A record's value in a form that SQL can give too. */
static void add_value(const Batch *batch, const char *name, uint32_t record, Buffer *out) {
    int32_t index = dictionary_find(batch->dictionary, batch->subject, name);
    const Field *field = &batch->dictionary->fields[index];
    const Column *column = &batch->columns[index];
    buffer_add_char(out, '|');
    if (!bits_get(column->known, record)) {
        buffer_add_string(out, bits_get(column->declined, record) ? "(declined)" : "(unknown)");
        return;
    }
    int32_t number =
        field->type == FIELD_BOOLEAN || field->type == FIELD_NUMBER ? 0 : column->integers[record];
    switch (field->type) {
    case FIELD_BOOLEAN: buffer_format(out, "%d", bits_get(column->truths, record)); break;
    case FIELD_NUMBER: buffer_format(out, "%.3f", column->numbers[record]); break;
    case FIELD_TEXT:
        buffer_add_string(out, interner_string(batch->texts, column->written[record], NULL));
        break;
    case FIELD_CATEGORY: buffer_add_string(out, field->values[number].name); break;
    case FIELD_SET: {
        uint32_t count = 0;
        const int32_t *members = field->value_count ? sets_members(column->sets, number, &count)
                                                    : sets_written(column->sets, number, &count);
        buffer_format(out, "%u", count);
        for (uint32_t i = 0; i < count; i++)
            buffer_format(out, "+%s",
                          field->value_count ? field->values[members[i]].name
                                             : interner_string(batch->texts, members[i], NULL));
        break;
    }
    default: buffer_format(out, "%d", number);
    }
}

static const char *const NAMES[] = {"date_of_birth", "borough", "carer",     "hours_from", "pay",
                                    "referred_by",   "ehcp",    "ethnicity", NULL};

/* All records as text, in the order of the scan, read `step` rows at a time. False on an error. */
static bool scan_all(Fixture *f, Store *store, const char *const *names, Day day, int64_t step, Buffer *out,
                     int64_t *records) {
    Interner *literals = interner_open();
    bool *wanted = want(f, names), ok;
    Batch *batch = batch_open(&f->dictionary, SUBJECT_CANDIDATE, wanted, literals, 4096);
    Scan *scan = scan_open(store, &f->dictionary, SUBJECT_CANDIDATE, wanted, day, &f->error);
    int64_t first = 0, last = -1, count = 0, read = 0;
    ok = scan && scan_bounds(scan, &first, &last, &count, &f->error);
    for (int64_t from = first; ok && from <= last; from += step) {
        batch_clear(batch);
        ok = scan_read(scan, from, from + step - 1 < last ? from + step - 1 : last, batch, &f->error);
        for (uint32_t r = 0; ok && r < batch->count; r++, read++) {
            buffer_add_string(out, batch_reference(batch, r));
            for (const char *const *name = names; *name; name++)
                add_value(batch, *name, r, out);
            buffer_add_char(out, '\n');
        }
    }
    scan_close(scan);
    batch_close(batch);
    interner_close(literals);
    if (records) *records = count;
    /* The same check as a run makes: as many records as the dataset says that there are. */
    return ok && read == count;
}

/* The same by SQLite alone, from the columns as they are stored: an SQL expression and the table of each of
 * NAMES. */
static void ask_all(Fixture *f, Buffer *out) {
    static const char *const columns[][2] = {
        {"date_of_birth", "p"},       {"b.value", "p"},     {"carer", "p"}, {"hours_from", "p"},
        {"printf('%.3f', pay)", "p"}, {"referred_by", "p"}, {"ehcp", "s"},  {"e.value", "s"},
    };
    static const char from[] =
        " FROM person p LEFT JOIN person_special s USING (id)"
        " LEFT JOIN category b ON b.field = 'borough' AND b.code = borough"
        " LEFT JOIN category e ON e.field = 'ethnicity' AND e.code = ethnicity ORDER BY p.id";
    sqlite3 *database = NULL;
    sqlite3_stmt *statement = NULL;
    Buffer sql = {0};
    buffer_add_string(&sql, "SELECT p.reference");
    for (size_t i = 0; NAMES[i]; i++)
        buffer_format(&sql,
                      " || '|' || CASE WHEN %s IS NOT NULL THEN %s"
                      " WHEN instr(';' || %s.declined || ';', ';%s;') THEN '(declined)' ELSE '(unknown)' END",
                      NAMES[i], columns[i][0], columns[i][1], NAMES[i]);
    buffer_add_string(&sql, from);
    sqlite3_open(f->data, &database);
    CHECK_INT(sqlite3_prepare_v2(database, buffer_string(&sql), -1, &statement, NULL), SQLITE_OK);
    while (sqlite3_step(statement) == SQLITE_ROW)
        buffer_format(out, "%s\n", (const char *)sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    sqlite3_close(database);
    buffer_close(&sql);
}

static void test_against_sql(void) {
    Fixture f = fixture_open();
    Buffer list = {0}, got = {0}, expected = {0}, again = {0};
    buffer_add_string(&list, ALL_COLUMNS);
    make_list(&list, 0, 9001, 7);
    CHECK(fixture_put(&f, buffer_string(&list), NULL));
    fixture_run(
        &f,
        "DELETE FROM person WHERE id % 97 = 3; UPDATE dataset SET people = (SELECT count(*) FROM person)");
    Store *store = store_open(f.data, &f.error);
    CHECK(scan_all(&f, store, NAMES, fixture_day("2025-05-01"), 4096, &got, NULL));
    CHECK(scan_all(&f, store, NAMES, fixture_day("2025-05-01"), 100, &again, NULL));
    fixture_print(&f);
    ask_all(&f, &expected);
    CHECK(expected.length > 400000);
    CHECK_STR(buffer_string(&again), buffer_string(&got));
    CHECK(strcmp(buffer_string(&got), buffer_string(&expected)) == 0);
    store_close(store);
    buffer_close(&list);
    buffer_close(&got);
    buffer_close(&again);
    buffer_close(&expected);
    fixture_close(&f);
}

static const char *scan_text(Fixture *f, const char *day, const char *const *names) {
    Buffer out = {0};
    Store *store = store_open(f->data, &f->error);
    bool ok = store && scan_all(f, store, names, fixture_day(day), 100, &out, NULL);
    const char *text = ok ? arena_copy_string(f->arena, buffer_string(&out)) : f->error.text;
    store_close(store);
    buffer_close(&out);
    return text;
}

static void test_as_of(void) {
    static const char *const names[] = {"borough", "carer", "ehcp", "benefits", NULL};
    static const char *const plain[] = {"borough", NULL};
    Fixture f = fixture_open();
    CHECK(fixture_put(&f, "Reference,Borough,Carer?\nA,Hackney,Y\nB,,\n", "2025-01-10"));
    CHECK(fixture_put(&f, "Reference,Borough,EHCP\nA,TH,Y\n", "2025-02-10"));
    CHECK(fixture_put(&f, "Reference,Carer?,EHCP,Benefit\nA,PNTS,N,UC\nB,N,,\nC,,Y,none\n", "2025-03-10"));
    CHECK_STR(scan_text(&f, "2025-03-10", names),
              "A|Tower Hamlets|(declined)|0|1+UC\nB|(unknown)|0|(unknown)|(unknown)\n"
              "C|(unknown)|(unknown)|1|0\n");
    CHECK_STR(scan_text(&f, "2030-01-01", names),
              "A|Tower Hamlets|(declined)|0|1+UC\nB|(unknown)|0|(unknown)|(unknown)\n"
              "C|(unknown)|(unknown)|1|0\n");
    CHECK_STR(
        scan_text(&f, "2025-03-09", names),
        "A|Tower "
        "Hamlets|1|1|(unknown)\nB|(unknown)|(unknown)|(unknown)|(unknown)\nC|(unknown)|(unknown)|1|0\n");
    CHECK_STR(
        scan_text(&f, "2025-02-10", names),
        "A|Tower "
        "Hamlets|1|1|(unknown)\nB|(unknown)|(unknown)|(unknown)|(unknown)\nC|(unknown)|(unknown)|1|0\n");
    CHECK_STR(scan_text(&f, "2025-02-09", names),
              "A|Hackney|1|(unknown)|(unknown)\n"
              "B|(unknown)|(unknown)|(unknown)|(unknown)\nC|(unknown)|(unknown)|1|0\n");
    /* Before the first change, the first. */
    CHECK_STR(scan_text(&f, "2020-01-01", names),
              "A|Hackney|1|(unknown)|(unknown)\n"
              "B|(unknown)|(unknown)|(unknown)|(unknown)\nC|(unknown)|(unknown)|1|0\n");
    CHECK_STR(scan_text(&f, "2025-02-09", plain), "A|Hackney\nB|(unknown)\nC|(unknown)\n");
    fixture_close(&f);
}

/* What is first said of a part of a record on a day was not known before it, whatever else of the record
 * changed on that day or after it. */
static void test_first_said(void) {
    static const char *const names[] = {"ehcp", NULL};
    Fixture f = fixture_open();
    CHECK(fixture_put(&f, "Reference,Borough\nP1,Hackney\nP2,Hackney\nP3,Hackney\n", "2025-01-01"));
    CHECK(fixture_put(&f, "Reference,Borough\nP1,TH\n", "2025-01-10"));
    CHECK(fixture_put(&f, "Reference,Borough\nP3,TH\n", "2025-01-20"));
    CHECK(fixture_put(&f, "Reference,EHCP\nP1,Y\nP2,Y\nP3,Y\n", "2025-01-10"));
    CHECK_STR(scan_text(&f, "2025-01-05", names), "P1|(unknown)\nP2|(unknown)\nP3|(unknown)\n");
    CHECK_STR(scan_text(&f, "2025-01-10", names), "P1|1\nP2|1\nP3|1\n");
    /* Who is new on the day is, before it, as they were first known. */
    CHECK(fixture_put(&f, "Reference,Borough\nP4,Hackney\n", "2025-02-01"));
    CHECK(fixture_put(&f, "Reference,Borough,EHCP\nP4,TH,Y\n", "2025-02-01"));
    CHECK_STR(scan_text(&f, "2025-01-05", names), "P1|(unknown)\nP2|(unknown)\nP3|(unknown)\nP4|1\n");
    fixture_close(&f);
}

/* Vacancies are scanned with their references as a field of their own, also as of a day. */
static void test_vacancies(void) {
    Fixture f = fixture_open();
    CHECK(fixture_put(&f, "Reference,Carer?\nA,Y\n", NULL));
    Store *store = store_open_write(f.data, &f.error);
    static const char *const lists[] = {"VACANCY_ID,JOB_TITLE,SALARY_RANGE_MIN\nV1,Porter,24465\nV2,Clerk,\n",
                                        "VACANCY_ID,SALARY_RANGE_MIN\nV1,25000\n"};
    for (int i = 0; i < 2; i++)
        CHECK(fixture_import_bytes(&f, store, lists[i], strlen(lists[i]),
                                   (ImportOptions){.subject = SUBJECT_VACANCY, .day = 20000 + 10 * i}));
    bool *wanted = arena_allocate_array(f.arena, f.dictionary.count, sizeof *wanted);
    for (uint32_t i = 0; i < f.dictionary.count; i++)
        wanted[i] = f.dictionary.fields[i].subject == SUBJECT_VACANCY;
    Interner *literals = interner_open();
    Batch *batch = batch_open(&f.dictionary, SUBJECT_VACANCY, wanted, literals, 64);
    for (Day day = 20005; day <= 20015; day += 10) {
        Buffer out = {0};
        Scan *scan = scan_open(store, &f.dictionary, SUBJECT_VACANCY, wanted, day, &f.error);
        int64_t first = 0, last = 0, count = 0;
        CHECK(scan && scan_bounds(scan, &first, &last, &count, &f.error));
        CHECK_INT(count, 2);
        batch_clear(batch);
        CHECK(scan_read(scan, first, last, batch, &f.error));
        CHECK_INT(batch->count, 2);
        for (uint32_t r = 0; r < batch->count; r++) {
            add_value(batch, "reference", r, &out);
            add_value(batch, "title", r, &out);
            add_value(batch, "pay_from", r, &out);
        }
        CHECK_STR(buffer_string(&out), day == 20005 ? "|V1|Porter|24465.000|V2|Clerk|(unknown)"
                                                    : "|V1|Porter|25000.000|V2|Clerk|(unknown)");
        scan_close(scan);
        buffer_close(&out);
    }
    batch_close(batch);
    interner_close(literals);
    store_close(store);
    fixture_close(&f);
}

static void test_refused_fields(void) {
    static const char *const identity[] = {"surname", NULL};
    Fixture f = fixture_open();
    CHECK(fixture_put(&f, "Reference,Surname\nA,X\n", NULL));
    CHECK_HAS(scan_text(&f, "2025-03-10", identity), "'surname' says who a person is");
    /* A field that no list has brought yet is unknown; a derived one is passed over. */
    static const char *const absent[] = {"borough", NULL};
    fixture_forget(&f);
    CHECK_STR(scan_text(&f, "2025-03-10", absent), "A|(unknown)\n");
    Store *store = store_open(f.data, &f.error);
    static const char *const derived[] = {"age", NULL};
    Scan *scan = scan_open(store, &f.dictionary, SUBJECT_CANDIDATE, want(&f, derived), 0, &f.error);
    CHECK(scan);
    scan_close(scan);
    store_close(store);
    fixture_close(&f);
}

/* A dictionary whose values were put in another order, gained one, or made one the alias of another. */
static void test_changed_values(void) {
    static const char *const names[] = {"borough", NULL};
    Fixture f = fixture_open();
    CHECK(fixture_put(&f, "Reference,Borough\nA,Hackney\nB,TH\nC,Westminster\n", NULL));
    Field *borough = &f.dictionary.fields[dictionary_find(&f.dictionary, SUBJECT_CANDIDATE, "borough")];
    static const char *aliases[] = {"Westminster"};
    FieldValue values[] = {{.name = "City of Westminster", .aliases = aliases, .alias_count = 1},
                           {.name = "Newham"},
                           {.name = "Tower Hamlets"},
                           {.name = "Hackney"}};
    borough->values = values;
    borough->value_count = 4;
    CHECK_STR(scan_text(&f, "2025-05-01", names), "A|Hackney\nB|Tower Hamlets\nC|City of Westminster\n");
    CHECK(
        fixture_put(&f, "Reference,Borough\nD,Newham\nE,Westminster\nC,City of Westminster\n", "2025-04-02"));
    CHECK_STR(scan_text(&f, "2025-05-01", names),
              "A|Hackney\nB|Tower Hamlets\nC|City of Westminster\nD|Newham\nE|City of Westminster\n");
    borough->value_count = 3;
    CHECK_HAS(scan_text(&f, "2025-05-01", names),
              "a value of 'borough', in row 1 of person, that the field no longer "
              "lists");
    fixture_close(&f);
}

static void test_wrong_values(void) {
    static const struct {
        const char *sql, *field, *words;
    } cases[] = {
        {"PRAGMA ignore_check_constraints = ON; UPDATE person SET carer = 2", "carer", "neither yes nor no"},
        {"UPDATE person SET borough = 99", "borough", "not one of its values"},
        {"UPDATE person SET borough = -1", "borough", "not one of its values"},
        {"UPDATE person SET date_of_birth = 99999999", "date_of_birth", "not a day"},
        {"UPDATE person SET hours_from = 4294967296", "hours_from", "out of range"},
        {"UPDATE person SET pay = 9e999", "pay", "not a number"},
        {"UPDATE person SET id = 4611686018427387904", "pay", "not as many as it says"},
        {"UPDATE person SET id = 1073741825", "pay", "not as many as it says"},
        {"UPDATE dataset SET people = -1", "pay", "not as many as it says"},
        {"UPDATE dataset SET people = 5", "pay", "not as many as it says"},
        {"DELETE FROM person", "pay", "not as many as it says"},
        {"UPDATE person SET benefits = 'Secret value'", "benefits", "benefits"},
        {"UPDATE person SET benefits = 'U' || char(0) || 'C'", "benefits", "benefits"},
        {"UPDATE person SET referred_by = CAST(x'536563726574E9' AS TEXT)", "referred_by",
         "the value of 'referred_by' in row 1 of person is not UTF-8"},
        {"UPDATE person SET referred_by = CAST(x'536563726574206F66206E6F20757365EDA080' AS TEXT)",
         "referred_by", "not UTF-8"},
        {"UPDATE person SET referred_by = 'Secret' || char(0) || 'Secret'", "referred_by", "not UTF-8"},
        {"UPDATE person SET completed = CAST(x'613B80' AS TEXT)", "completed",
         "the value of 'completed' in row 1 of person is not UTF-8"},
        {"UPDATE person SET reference = CAST(x'53656372657480' AS TEXT)", "pay",
         "the value of 'reference' in row 1 of person is not UTF-8"},
        {"UPDATE person SET reference = 'A' || char(0)", "pay",
         "the value of 'reference' in row 1 of person is not UTF-8"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Fixture f = fixture_open();
        const char *names[] = {cases[i].field, NULL};
        CHECK(fixture_put(&f, ALL_COLUMNS "A,2001-04-03,TH,UC,Y,16,12,x,Y,African,y\n", NULL));
        CHECK(fixture_run(&f, cases[i].sql));
        CHECK_HAS(scan_text(&f, "2025-05-01", names), cases[i].words);
        CHECK(!strstr(f.error.text, "Secret"));
        fixture_close(&f);
    }
}

static void test_find(void) {
    Fixture f = fixture_open();
    int64_t id = 7;
    Suggestion suggestion = {0};
    CHECK(fixture_put(&f, "Reference,Borough\nHW/001,Hackney\nHW/0023,TH\n", NULL));
    Store *store = store_open(f.data, &f.error);
    CHECK(store_find(store, SUBJECT_CANDIDATE, "HW/0023", &id, &f.error));
    CHECK_INT(id, 2);
    CHECK(store_find(store, SUBJECT_CANDIDATE, "HW/0024", &id, &f.error));
    CHECK_INT(id, 0);
    CHECK(store_find(store, SUBJECT_VACANCY, "HW/0023", &id, &f.error));
    CHECK_INT(id, 0);
    CHECK(store_suggest(store, SUBJECT_CANDIDATE, "HW/0024", f.arena, &suggestion, &f.error));
    CHECK_STR(suggestion.word, "HW/0023");
    store_close(store);
    fixture_close(&f);
}

static long file_size(const char *path) {
    struct stat file;
    return stat(path, &file) == 0 ? (long)file.st_size : -1;
}

static void copy_file(const char *from, const char *to, long cut, long flip, int with) {
    long size = file_size(from);
    char *bytes = malloc((size_t)size);
    FILE *file = fopen(from, "rb");
    if (!bytes || !file || fread(bytes, 1, (size_t)size, file) != (size_t)size) exit(2);
    fclose(file);
    if (flip >= 0) bytes[flip] = (char)(bytes[flip] ^ with);
    fixture_write(to, bytes, (size_t)(cut >= 0 ? cut : size));
    free(bytes);
}

/* Truncated at any page or in its middle: refused, or an error, never fewer records. */
static void test_truncated(void) {
    Fixture f = fixture_open();
    Buffer list = {0}, got = {0};
    char good[128];
    snprintf(good, sizeof good, "%s/good.db", f.folder);
    buffer_add_string(&list, ALL_COLUMNS);
    make_list(&list, 0, 2000, 3);
    CHECK(fixture_put(&f, buffer_string(&list), NULL));
    CHECK(rename(f.data, good) == 0);
    long size = file_size(good);
    for (long cut = 0; cut < size; cut += 2048) {
        copy_file(good, f.data, cut, -1, 0);
        fixture_forget(&f);
        buffer_clear(&got);
        Store *store = store_open(f.data, &f.error);
        bool ok = store && scan_all(&f, store, NAMES, fixture_day("2025-05-01"), 500, &got, NULL);
        CHECK(!ok);
        if (!f.error.set) printf("# cut at %ld of %ld: no message\n", cut, size);
        store_close(store);
    }
    buffer_close(&list);
    buffer_close(&got);
    fixture_close(&f);
}

/* One byte changed in the structure of a page: an error, or all the records with all the references. What a
 * changed byte within a value says can't be told from what was meant. */
static void test_flipped(void) {
    Fixture f = fixture_open();
    Buffer list = {0}, whole = {0}, got = {0};
    char good[128];
    static const char *const none[] = {NULL};
    snprintf(good, sizeof good, "%s/good.db", f.folder);
    buffer_add_string(&list, ALL_COLUMNS);
    make_list(&list, 0, 2000, 3);
    CHECK(fixture_put(&f, buffer_string(&list), NULL));
    CHECK(rename(f.data, good) == 0);
    Store *store = store_open(good, &f.error);
    CHECK(scan_all(&f, store, none, fixture_day("2025-05-01"), 500, &whole, NULL));
    store_close(store);
    long size = file_size(good);
    int told = 0, same = 0;
    for (long page = 0; page < size; page += 4096)
        for (long byte = page ? 0 : 100; byte < (page ? 16 : 116); byte++) {
            copy_file(good, f.data, -1, page + byte, 0x15);
            fixture_forget(&f);
            buffer_clear(&got);
            store = store_open(f.data, &f.error);
            bool ok = store && scan_all(&f, store, none, fixture_day("2025-05-01"), 500, &got, NULL);
            bool all = ok && strcmp(buffer_string(&got), buffer_string(&whole)) == 0;
            if (ok && !all) printf("# byte %ld of page %ld: a partial result\n", byte, page / 4096);
            CHECK(!ok || all || got.length == whole.length);
            told += !ok;
            same += all;
            store_close(store);
        }
    CHECK(told > 100);
    CHECK(same > 100);
    buffer_close(&list);
    buffer_close(&whole);
    buffer_close(&got);
    fixture_close(&f);
}

static const Test tests[] = {
    {"a scan reads what SQL reads", test_against_sql},
    {"as of a day", test_as_of},
    {"what is first said on a day was not known before it", test_first_said},
    {"vacancies, with their references", test_vacancies},
    {"fields that a scan refuses, or does not find", test_refused_fields},
    {"a dictionary whose values have changed", test_changed_values},
    {"values of the wrong type or range are told, not shown", test_wrong_values},
    {"one record by its reference", test_find},
    {"a truncated dataset gives no result", test_truncated},
    {"a dataset with a damaged page gives all or nothing", test_flipped},
};

TEST_MAIN(tests)
