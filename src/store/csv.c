/* Bytes to rows, over libcsv.
 *
 * libcsv takes cells apart; this file checks the bytes before it sees them, tells which line each cell stands
 * on, and holds the limits. To know where in the list a bad byte stands, everything before it is parsed
 * first. */
#include "csv.h"

#include "base/buffer.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "import.h"

#include <csv.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    CHUNK = 1 << 16,     /* bytes read at a time */
    ROW_BYTES = 1 << 20, /* bytes of a row's cells */
    SLACK = 16,          /* room that libcsv needs beyond the longest cell */
    BETWEEN_CELLS = 1    /* libcsv's states up to this one lie before a cell's first byte */
};

struct CsvFile {
    int descriptor;
    char *path;
    struct stat opened; /* as it was when it was opened */
    char separator;
};

typedef struct Reader {
    CsvFile *file;
    struct csv_parser parser;
    CsvCell cells[IMPORT_COLUMNS];
    uint32_t count;    /* cells of this row so far */
    Buffer text;       /* their bytes, each with a zero after it */
    uint32_t line;     /* the line of the next byte that is not in a cell */
    bool after_return; /* the last byte was a carriage return: a line feed belongs to it */
    uint64_t offset;   /* bytes of the file before the chunk */
    bool stopped;      /* no more rows: `row` said so, or something is wrong */
    CsvRowFunction *row;
    void *context;
    Error *error;
} Reader;

static bool fail(Reader *reader, const char *text) {
    reader->stopped = true;
    return error_set_at(reader->error, reader->file->path, reader->line, reader->count + 1, "%s", text);
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Spaces, line breaks and no-break spaces (U+00A0, which spreadsheets leave behind) around a cell. */
static void trim(const char **text, size_t *length) {
    static const char hard[] = "\xC2\xA0";
    for (;;) {
        if (*length && is_blank((*text)[0]))
            (*text)++, (*length)--;
        else if (*length && is_blank((*text)[*length - 1]))
            (*length)--;
        else if (*length >= 2 && memcmp(*text, hard, 2) == 0)
            (*text) += 2, *length -= 2;
        else if (*length >= 2 && memcmp(*text + *length - 2, hard, 2) == 0)
            *length -= 2;
        else
            return;
    }
}

/* A formula that is nothing but a text, in a quoted cell: "=""00123""". */
static void unwrap(const char **text, size_t *length) {
    if (*length < 3 || (*text)[0] != '=' || (*text)[1] != '"' || (*text)[*length - 1] != '"') return;
    if (memchr(*text + 2, '"', *length - 3)) return;
    *text += 2;
    *length -= 3;
    trim(text, length);
}

static uint32_t count_lines(const char *bytes, size_t length) {
    uint32_t lines = 0;
    for (size_t i = 0; i < length; i++)
        lines += bytes[i] == '\n' || (bytes[i] == '\r' && (i + 1 == length || bytes[i + 1] != '\n'));
    return lines;
}

static bool check_cell(Reader *reader, size_t length) {
    if (reader->count == IMPORT_COLUMNS)
        return fail(reader, "more than 512 columns: take out those that berth need not read");
    if (length > IMPORT_FIELD) return fail(reader, "a cell of more than 65,536 bytes: shorten it");
    if (reader->text.length + length >= ROW_BYTES)
        return fail(reader, "a row of more than 1 MiB: shorten its cells");
    return true;
}

static void on_cell(void *bytes, size_t length, void *context) {
    Reader *reader = context;
    if (reader->stopped || !check_cell(reader, length)) return;
    CsvCell *cell = &reader->cells[reader->count++];
    const char *text = bytes;
    uint32_t lines = count_lines(text, length);
    trim(&text, &length);
    unwrap(&text, &length);
    *cell = (CsvCell){.length = length, .line = reader->line};
    buffer_add(&reader->text, text, length);
    buffer_add_char(&reader->text, '\0');
    reader->line += lines;
    reader->after_return = false;
}

static void give_row(Reader *reader) {
    const char *text = reader->text.bytes;
    for (uint32_t i = 0; i < reader->count; i++) {
        reader->cells[i].text = text;
        text += reader->cells[i].length + 1;
    }
    CsvRow row = {.cells = reader->cells, .count = reader->count, .line = reader->cells[0].line};
    reader->stopped = !reader->row(reader->context, &row, reader->error);
    reader->count = 0;
    buffer_clear(&reader->text);
}

/* Called for each line break outside quotes, and with -1 at the end of the list. */
static void on_row(int terminator, void *context) {
    Reader *reader = context;
    if (reader->stopped) return;
    if (reader->count) give_row(reader);
    bool same_break = terminator == '\n' && reader->after_return;
    if (!same_break) reader->line++;
    reader->after_return = terminator == '\r';
}

/* libcsv's memory: one piece, and none beyond it, so that a longer cell is refused. */
static void *grow(void *old, size_t bytes) {
    return bytes > IMPORT_FIELD + SLACK ? NULL : memory_resize(old, bytes);
}

static bool fail_parse(Reader *reader) {
    bool quoted = reader->parser.quoted;
    if (csv_error(&reader->parser) == CSV_ENOMEM)
        return fail(reader, quoted
                                ? "a cell of more than 65,536 bytes: is the quote that opens it ever closed?"
                                : "a cell of more than 65,536 bytes: shorten it");
    return fail(
        reader,
        quoted ? "the quote that opens this cell is closed in its middle, or by a later cell's quote: "
                 "close it at the cell's end, and write a quote within a cell twice"
               : "a quote in the middle of a cell: put the whole cell in quotes and write that quote twice");
}

static bool parse(Reader *reader, const char *bytes, size_t length) {
    if (csv_parse(&reader->parser, bytes, length, on_cell, on_row, reader) != length && !reader->stopped)
        fail_parse(reader);
    return !reader->stopped;
}

/* Parses checked bytes, without the '=' of ="00123" where a cell begins. */
static bool parse_unwrapped(Reader *reader, const char *bytes, size_t length) {
    const char *end = bytes + length, *equals;
    while ((equals = memchr(bytes, '=', (size_t)(end - bytes)))) {
        if (!parse(reader, bytes, (size_t)(equals - bytes))) return false;
        bool wraps = end - equals > 1 && equals[1] == '"' && reader->parser.pstate <= BETWEEN_CELLS;
        if (!wraps && !parse(reader, equals, 1)) return false;
        bytes = equals + 1;
    }
    return parse(reader, bytes, (size_t)(end - bytes));
}

static bool fail_bytes(Reader *reader, char byte, uint64_t offset) {
    if (reader->stopped) return false;
    reader->stopped = true;
    const char *text =
        byte == '\0' ? "a zero byte (byte %llu of the file): the list is not plain text, or is in UTF-16; "
                       "save it as 'CSV UTF-8'"
                     : "bytes that are not UTF-8 (byte %llu of the file): save the list as 'CSV UTF-8'";
    char message[192];
    snprintf(message, sizeof message, text, (unsigned long long)offset);
    return error_set_at(reader->error, reader->file->path, reader->line, reader->count + 1, "%s", message);
}

/* Might more bytes make a character of these last ones, or an opening of ="…" of a last '='? Then they wait.
 */
static size_t waiting(const char *bytes, size_t length, size_t bad) {
    static const unsigned char leads[] = {0xC0, 0xE0, 0xF0};
    size_t left = length - bad;
    if (left == 0) return length && bytes[length - 1] == '=' ? 1 : 0;
    return left < 4 && (unsigned char)bytes[bad] >= leads[left - 1] ? left : 0;
}

/* Parses a chunk; *left gets how many bytes at its end have to wait for the next. */
static bool parse_chunk(Reader *reader, const char *bytes, size_t length, bool last, size_t *left) {
    size_t bad = length;
    bool good = utf8_check(bytes, length, &bad);
    if (good) bad = length;
    *left = last ? 0 : waiting(bytes, length, bad);
    size_t ready = *left ? length - *left : bad;
    if (!parse_unwrapped(reader, bytes, ready)) return false;
    return good || *left || fail_bytes(reader, bytes[bad], reader->offset + bad);
}

/* What the first bytes say the file is, where it is no CSV in UTF-8. */
static bool check_start(CsvFile *file, const char *bytes, size_t length, Error *error) {
    static const struct {
        const char *bytes;
        size_t length;
        const char *what;
    } others[] = {
        {"\xFF\xFE", 2, "this list is in UTF-16: save it as 'CSV UTF-8'"},
        {"\xFE\xFF", 2, "this list is in UTF-16: save it as 'CSV UTF-8'"},
        {"PK\x03\x04", 4, "this is a spreadsheet (or a zip file), not a CSV: save it as 'CSV UTF-8'"},
        {"\xD0\xCF\x11\xE0", 4, "this is an old spreadsheet, not a CSV: save it as 'CSV UTF-8'"},
        {"SQLite format 3", 16, "this is a database, not a list"},
        {"%PDF", 4, "this is a PDF, not a CSV: ask for the list as 'CSV UTF-8'"},
    };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (length >= others[i].length && memcmp(bytes, others[i].bytes, others[i].length) == 0)
            return error_set_at(error, file->path, 0, 0, "%s", others[i].what);
    return true;
}

/* The separator that the heading line has most of, outside quotes. */
static char find_separator(const char *bytes, size_t length) {
    static const char separators[] = ",;\t";
    size_t seen[3] = {0}, best = 0;
    bool quoted = false, begun = false;
    for (size_t i = 0; i < length; i++) {
        char c = bytes[i];
        bool ends = c == '\n' || c == '\r';
        if (c == '"') quoted = !quoted;
        if (ends && begun && !quoted) break;
        begun = begun || !is_blank(c);
        const char *found = quoted || !c ? NULL : strchr(separators, c);
        if (found) seen[found - separators]++;
    }
    for (size_t i = 1; i < 3; i++)
        if (seen[i] > seen[best]) best = i;
    return separators[best];
}

static bool read_chunk(Reader *reader, char *to, size_t room, size_t *got) {
    *got = 0;
    while (*got < room) {
        ssize_t bytes = read(reader->file->descriptor, to + *got, room - *got);
        if (bytes < 0 && errno == EINTR) continue;
        if (bytes < 0) {
            reader->stopped = true;
            return error_set_at(reader->error, reader->file->path, 0, 0, "can't be read: %s",
                                strerror(errno));
        }
        if (bytes == 0) break;
        *got += (size_t)bytes;
    }
    return true;
}

/* Skips the byte-order mark and sets the parser up for the separator. */
static bool start(Reader *reader, const char *bytes, size_t length, size_t *skip) {
    if (!check_start(reader->file, bytes, length, reader->error)) return false;
    *skip = length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    csv_set_delim(&reader->parser, (unsigned char)find_separator(bytes + *skip, length - *skip));
    return true;
}

static bool finish(Reader *reader) {
    if (csv_fini(&reader->parser, on_cell, on_row, reader) == 0) return !reader->error->set;
    return fail(reader, "the quote that opens this cell is never closed");
}

static bool read_all(Reader *reader, char *chunk, const Progress *progress) {
    size_t kept = 0, got = 0;
    for (bool first = true;; first = false) {
        size_t skip = 0, left = 0;
        if (!read_chunk(reader, chunk + kept, CHUNK, &got)) return false;
        size_t length = kept + got;
        bool last = got < CHUNK;
        if (first && !start(reader, chunk, length, &skip)) return false;
        reader->offset += skip;
        if (!parse_chunk(reader, chunk + skip, length - skip, last, &left)) return !reader->error->set;
        if (last) return finish(reader);
        reader->offset += length - skip - left;
        if (!progress_update(progress, reader->offset, (uint64_t)reader->file->opened.st_size))
            return error_set_at(reader->error, reader->file->path, 0, 0, "was not read to its end: stopped");
        memmove(chunk, chunk + length - left, left);
        kept = left;
    }
}

/* A list that changes while it is read twice could be read half and half. */
static bool check_unchanged(const CsvFile *file, Error *error) {
    struct stat now;
    bool same = fstat(file->descriptor, &now) == 0 && now.st_size == file->opened.st_size &&
                now.st_mtim.tv_sec == file->opened.st_mtim.tv_sec &&
                now.st_mtim.tv_nsec == file->opened.st_mtim.tv_nsec;
    return same || error_set_at(error, file->path, 0, 0, "the list was changed while it was read: try again");
}

bool csv_read(CsvFile *file, CsvRowFunction *row, void *context, const Progress *progress, Error *error) {
    if (lseek(file->descriptor, 0, SEEK_SET) < 0)
        return error_set_at(error, file->path, 0, 0, "can't be read: %s", strerror(errno));
    Error mine = {0};
    Reader *reader = memory_allocate(sizeof *reader);
    char *chunk = memory_allocate(CHUNK + SLACK);
    *reader = (Reader){.file = file, .line = 1, .row = row, .context = context, .error = &mine};
    csv_init(&reader->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL | CSV_REPALL_NL);
    csv_set_blk_size(&reader->parser, IMPORT_FIELD + SLACK);
    csv_set_realloc_func(&reader->parser, grow);
    csv_set_free_func(&reader->parser, free);
    bool ok = read_all(reader, chunk, progress) && check_unchanged(file, &mine);
    csv_free(&reader->parser);
    buffer_close(&reader->text);
    free(chunk);
    free(reader);
    if (!ok && !error->set) *error = mine;
    return ok;
}

CsvFile *csv_open(const char *path, Error *error) {
    CsvFile *file = memory_allocate(sizeof *file);
    size_t size = strlen(path) + 1;
    file->path = memory_allocate(size);
    memcpy(file->path, path, size);
    file->descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    bool ok = file->descriptor >= 0 && fstat(file->descriptor, &file->opened) == 0;
    if (!ok)
        error_set_at(error, path, 0, 0, "can't be opened: %s", strerror(errno));
    else if (!S_ISREG(file->opened.st_mode))
        ok = error_set_at(error, path, 0, 0, "is not a file: save the list as a file first");
    if (ok) return file;
    csv_close(file);
    return NULL;
}

void csv_close(CsvFile *file) {
    if (!file) return;
    if (file->descriptor >= 0) close(file->descriptor);
    free(file->path);
    free(file);
}
