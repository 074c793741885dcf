/* The reader of lists: what rows come out, on which lines, and what is refused where. */
#include "../test.h"
#include "fixture.h"
#include "store/csv.h"

/* Rows as text: "line: cell|cell@line|…" a row, a cell's line where it is not the row's. */
static bool collect(void *context, const CsvRow *row, Error *error) {
    Buffer *out = context;
    (void)error;
    buffer_format(out, "%u:", row->line);
    for (uint32_t i = 0; i < row->count; i++) {
        buffer_format(out, "%s%s", i ? "|" : " ", row->cells[i].text);
        if (strlen(row->cells[i].text) != row->cells[i].length) buffer_add_string(out, "!length");
        if (row->cells[i].line != row->line) buffer_format(out, "@%u", row->cells[i].line);
    }
    buffer_add_char(out, '/');
    return true;
}

static bool read_bytes(const char *bytes, size_t length, Buffer *out, Error *error) {
    char path[] = "/tmp/berth-csv-XXXXXX";
    int file = mkstemp(path);
    bool written = file >= 0 && write(file, bytes, length) == (ssize_t)length && close(file) == 0;
    CsvFile *csv = written ? csv_open(path, error) : NULL;
    bool ok = csv && csv_read(csv, collect, out, NULL, error);
    csv_close(csv);
    unlink(path);
    return ok;
}

static void check_rows(const char *bytes, size_t length, const char *expected) {
    Buffer out = {0};
    Error error = {0};
    CHECK(read_bytes(bytes, length, &out, &error));
    CHECK_STR(buffer_string(&out), expected);
    if (error.set) printf("# %s\n", error.text);
    buffer_close(&out);
}

static void check_refused(const char *bytes, size_t length, uint32_t line, uint32_t column,
                          const char *words) {
    Buffer out = {0};
    Error error = {0};
    CHECK(!read_bytes(bytes, length, &out, &error));
    CHECK_INT(error.line, line);
    CHECK_INT(error.column, column);
    CHECK_HAS(error.text, words);
    buffer_close(&out);
}

#define ROWS(bytes, expected)               check_rows(bytes, sizeof(bytes) - 1, expected)
#define REFUSED(bytes, line, column, words) check_refused(bytes, sizeof(bytes) - 1, line, column, words)

static void test_separators(void) {
    ROWS("a,b\n1,2\n", "1: a|b/2: 1|2/");
    ROWS("a;b\n1;2,5\n", "1: a|b/2: 1|2,5/");
    ROWS("a\tb\n1\t2\n\t2\n", "1: a|b/2: 1|2/3: |2/");
    ROWS("\"x;y;z\",b\n1,2", "1: x;y;z|b/2: 1|2/");
    ROWS("\n\na;b\n", "3: a|b/");
    ROWS("alone\nx,y\n", "1: alone/2: x|y/");
}

static void test_line_ends(void) {
    ROWS("a,b\r\n1,2\r\n\r\n3,4\r\n", "1: a|b/2: 1|2/4: 3|4/");
    ROWS("a,b\r1,2\r", "1: a|b/2: 1|2/");
    ROWS("a,b\n\n\n1,2", "1: a|b/4: 1|2/");
    ROWS("a,b\n\"x\ny\",2\n3,4\n", "1: a|b/2: x\ny|2@3/4: 3|4/");
    ROWS("a,b\r\n\"x\r\n\r\ny\",2\r\n3,4\r\n", "1: a|b/2: x\r\n\r\ny|2@4/5: 3|4/");
    ROWS("a,b\n\"\n\",2\n3,4\n", "1: a|b/2: |2@3/4: 3|4/");
}

static void test_cells(void) {
    ROWS("\xEF\xBB\xBF"
         "a,b\n",
         "1: a|b/");
    ROWS("a,b\n 1 , \"2\" \n", "1: a|b/2: 1|2/");
    ROWS("a,b\n\"say \"\"x\"\", y\",\n", "1: a|b/2: say \"x\", y|/");
    ROWS("a\n\" x \"\n\xC2\xA0y\xC2\xA0\n", "1: a/2: x/3: y/");
    ROWS("a,b\n,\n", "1: a|b/2: |/");
}

static void test_formula_text(void) {
    ROWS("a,b\n=\"00123\",=\"7\"\n", "1: a|b/2: 00123|7/");
    ROWS("a;b\n1;=\"00123\"\r\n=\"1\";2\n", "1: a|b/2: 1|00123/3: 1|2/");
    ROWS("a\n\"=\"\"00123\"\"\"\n", "1: a/2: 00123/");
    ROWS("a,b\nx=y,=1+2\n", "1: a|b/2: x=y|=1+2/");
    ROWS("a,b\n\"x,=\"\"y\"\"\",2\n", "1: a|b/2: x,=\"y\"|2/");
    ROWS("a,b\n\"x\n=\"\"y\"\"\",2\n", "1: a|b/2: x\n=\"y\"|2@3/");
    ROWS("a\n=\"a\"\"b\"\n", "1: a/2: a\"b/");
}

static void test_quotes(void) {
    REFUSED("a,b\n1,\"open\n3,4\n", 2, 2, "never closed");
    REFUSED("a,b\n1,2\n\"x\ny\",\"open\n3,4\n5,6\n", 4, 2, "never closed");
    REFUSED("a,b\n1,x\"y\n", 2, 2, "in the middle of a cell");
    REFUSED("a,b\n\"x\"y,2\n", 2, 1, "closed in its middle");
    REFUSED("a,b\n\"open,2\n3,\"4\"\n", 2, 1, "later cell's quote");
}

static void test_bytes(void) {
    REFUSED("a,b\n1,\0\n", 2, 2, "byte 6 of the file");
    REFUSED("a,b\n1,2\n\"x\ny\",caf\xE9\n", 4, 2, "byte 17 of the file");
    REFUSED("a,b\n1,\xC3", 2, 2, "byte 6 of the file");
    REFUSED("a,b\n1,\xC0\xAF\n", 2, 2, "not UTF-8");
    REFUSED("\xFF\xFE"
            "a\0,\0",
            0, 0, "UTF-16");
    REFUSED("\xFE\xFF\0a", 0, 0, "UTF-16");
    REFUSED("a\0,\0b\0\n\0", 1, 1, "UTF-16");
    REFUSED("PK\x03\x04zzzz", 0, 0, "spreadsheet");
    REFUSED("\xEF\xBB\xBF"
            "a,b\n1,\xE9\n",
            2, 2, "byte 9 of the file");
}

/* A character, a line end and a ="…" that lie across the border of what is read at a time. */
static void test_borders(void) {
    enum { CHUNK = 1 << 16 };
    static const char *const tails[] = {"\xE2\x82\xAC,\"x\ny\",3\n4,5,6\n", "=\"1\",\"x\ny\",3\n4,5,6\n",
                                        "\r\n\r\n,=\"y\",3\r\n4,5,6\r\n"};
    for (size_t t = 0; t < sizeof tails / sizeof *tails; t++) {
        Buffer whole = {0}, out = {0};
        Error error = {0};
        for (int shift = 0; shift < 24; shift++) {
            buffer_clear(&whole);
            buffer_clear(&out);
            while (whole.length < (size_t)(CHUNK - shift))
                buffer_add_string(&whole, whole.length % 64 == 63 ? "\n" : "z");
            if (whole.bytes[whole.length - 1] != '\n') whole.bytes[whole.length - 1] = '\n';
            size_t lines = 0;
            for (size_t i = 0; i < whole.length; i++)
                lines += whole.bytes[i] == '\n';
            buffer_add_string(&whole, tails[t]);
            CHECK(read_bytes(whole.bytes, whole.length, &out, &error));
            char last[40];
            snprintf(last, sizeof last, "%zu: 4|5|6/", lines + (t == 2 ? 4 : 3));
            const char *end = buffer_string(&out) + out.length;
            CHECK(out.length > strlen(last) && strcmp(end - strlen(last), last) == 0);
        }
        buffer_close(&whole);
        buffer_close(&out);
    }
}

static void test_limits(void) {
    Buffer list = {0}, out = {0};
    Error error = {0};
    char *cell = malloc(IMPORT_FIELD + 1);
    memset(cell, 'x', IMPORT_FIELD + 1);
    for (int more = 0; more <= 1; more++)
        for (int quoted = 0; quoted <= 1; quoted++) {
            buffer_clear(&list);
            buffer_format(&list, "a,b\n1,%s", quoted ? "\"" : "");
            buffer_add(&list, cell, IMPORT_FIELD + (size_t)more);
            buffer_format(&list, "%s\n2,3\n", quoted ? "\"" : "");
            buffer_clear(&out);
            error = (Error){0};
            CHECK(read_bytes(list.bytes, list.length, &out, &error) == !more);
            CHECK_INT(error.line, more ? 2 : 0);
            CHECK(!more || strstr(error.text, "65,536 bytes"));
        }
    for (int more = 0; more <= 1; more++) {
        buffer_clear(&list);
        for (int i = 0; i < IMPORT_COLUMNS + more; i++)
            buffer_format(&list, "%sc%d", i ? "," : "", i);
        error = (Error){0};
        CHECK(read_bytes(list.bytes, list.length, &out, &error) == !more);
        CHECK(!more || strstr(error.text, "512 columns"));
    }
    buffer_clear(&list);
    buffer_add_string(&list, "a");
    for (int i = 0; i < 17; i++) {
        buffer_add_char(&list, ',');
        buffer_add(&list, cell, IMPORT_FIELD);
    }
    error = (Error){0};
    CHECK(!read_bytes(list.bytes, list.length, &out, &error));
    CHECK_HAS(error.text, "1 MiB");
    /* A quote that is never closed swallows no more than a cell may hold. */
    buffer_clear(&list);
    buffer_add_string(&list, "a,b\n1,\"");
    for (int i = 0; i < 100; i++)
        buffer_add(&list, cell, IMPORT_FIELD);
    error = (Error){0};
    CHECK(!read_bytes(list.bytes, list.length, &out, &error));
    CHECK_INT(error.line, 2);
    CHECK_HAS(error.text, "is the quote that opens it ever closed?");
    free(cell);
    buffer_close(&list);
    buffer_close(&out);
}

static bool stop_at_second(void *context, const CsvRow *row, Error *error) {
    (void)error;
    (void)row;
    return ++*(int *)context < 2;
}

static bool fail_at_once(void *context, const CsvRow *row, Error *error) {
    (void)context;
    return error_set_at(error, "x", row->line, 0, "no");
}

static void test_stopping(void) {
    char path[] = "/tmp/berth-csv-XXXXXX";
    int file = mkstemp(path);
    Error error = {0};
    int rows = 0;
    CHECK(write(file, "a\n1\n2\n\"", 7) == 7);
    CsvFile *csv = csv_open(path, &error);
    CHECK(csv_read(csv, stop_at_second, &rows, NULL, &error));
    CHECK_INT(rows, 2);
    CHECK(!csv_read(csv, fail_at_once, NULL, NULL, &error));
    CHECK_STR(error.text, "no");
    error = (Error){0};
    CHECK(write(file, "x", 1) == 1);
    CHECK(!csv_read(csv, stop_at_second, &rows, NULL, &error));
    CHECK_HAS(error.text, "changed");
    csv_close(csv);
    close(file);
    unlink(path);
}

static void test_files(void) {
    Error error = {0};
    CHECK(!csv_open("/nonexistent/list.csv", &error));
    CHECK_STR(error.file, "/nonexistent/list.csv");
    CHECK_HAS(error.text, "No such file");
    error = (Error){0};
    CHECK(!csv_open("/tmp", &error));
    CHECK_HAS(error.text, "is not a file");
    error = (Error){0};
    CHECK(!csv_open("/dev/null", &error));
    CHECK_HAS(error.text, "is not a file");
}

static const Test tests[] = {
    {"the separator is found", test_separators},
    {"rows and cells know their lines", test_line_ends},
    {"marks, spaces and quotes", test_cells},
    {"=\"00123\" is 00123", test_formula_text},
    {"quotes that are not closed, or closed too early", test_quotes},
    {"bytes that are not UTF-8", test_bytes},
    {"nothing is lost at the border of a chunk", test_borders},
    {"limits hold", test_limits},
    {"reading stops when told", test_stopping},
    {"what is not a file is refused", test_files},
};

TEST_MAIN(tests)
