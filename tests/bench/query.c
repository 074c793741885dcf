/* Runs one SQL query over a dataset and writes what it returns as CSV: query DATASET FILE.sql [--quiet]
 *
 * With --quiet every value is read and none is written: the bare scan. The values of the bench need no
 * quotes. */
#include <sqlite3.h>
#include <stdbool.h>

enum { LONGEST_QUERY = 65536 };

static _Noreturn void fail(const char *what) {
    fprintf(stderr, "query: %s\n", what);
    exit(2);
}

static const char *read_query(const char *path) {
    static char text[LONGEST_QUERY];
    FILE *file = fopen(path, "r");
    if (!file || fread(text, 1, sizeof text - 1, file) == 0) fail("can't read the query");
    fclose(file);
    return text;
}

/* Reads every value as what it is; the sum keeps the compiler from leaving that out. */
static int64_t read_row(sqlite3_stmt *row, int columns) {
    int64_t sum = 0;
    for (int i = 0; i < columns; i++)
        if (sqlite3_column_type(row, i) == SQLITE_TEXT)
            sum += sqlite3_column_text(row, i)[0];
        else
            sum += sqlite3_column_int64(row, i);
    return sum;
}

static void write_header(sqlite3_stmt *row, int columns) {
    for (int i = 0; i < columns; i++)
        printf("%s%s", i ? "," : "", sqlite3_column_name(row, i));
    putchar('\n');
}

static void write_row(sqlite3_stmt *row, int columns) {
    for (int i = 0; i < columns; i++) {
        if (i) putchar_unlocked(',');
        fwrite_unlocked(sqlite3_column_text(row, i), 1, (size_t)sqlite3_column_bytes(row, i), stdout);
    }
    putchar_unlocked('\n');
}

int main(int count, char **words) {
    bool quiet = count == 4 && strcmp(words[3], "--quiet") == 0;
    if (count != 3 && !quiet) fail("usage: query DATASET FILE.sql [--quiet]");
    sqlite3 *database = NULL;
    sqlite3_stmt *row = NULL;
    if (sqlite3_open_v2(words[1], &database, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(database, read_query(words[2]), -1, &row, NULL) != SQLITE_OK)
        fail(sqlite3_errmsg(database));
    static char buffer[1 << 18];
    setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
    int columns = sqlite3_column_count(row), status;
    int64_t sum = 0;
    if (!quiet) write_header(row, columns);
    while ((status = sqlite3_step(row)) == SQLITE_ROW)
        if (quiet)
            sum += read_row(row, columns);
        else
            write_row(row, columns);
    if (status != SQLITE_DONE) fail(sqlite3_errmsg(database));
    if (quiet) printf("%lld\n", (long long)sum);
    sqlite3_finalize(row);
    sqlite3_close(database);
    return fflush(stdout) == 0 ? 0 : 1;
}
