/* Cells to values, a row at a time.
 *
 * Most cells of a list say one of a few things, so what a cell of a closed type means is remembered by its
 * text. */
#include "rows.h"

#include "base/memory.h"
#include "headings.h"

enum { MOST_REMEMBERED = 4096, LONGEST_REMEMBERED = 128, YOUNGEST = 10, OLDEST = 130 };

/* Where dates were seen that settle a column's order, and one that does not: lines, 0 = none. */
typedef struct DatesSeen {
    uint32_t day_first, month_first, either;
} DatesSeen;

typedef struct Remembered {
    Map *map; /* text → index in values */
    Value *values;
    int32_t count, capacity;
} Remembered;

typedef struct ListColumn {
    int32_t position;     /* of its field's value, -1: none (a blank heading, the reference) */
    int32_t fills;        /* position of the field that its cells fill as well, or -1 */
    bool fills_elsewhere; /* a column of its own fills that one */
    DatesSeen dates;
    Remembered remembered;
    Buffer scratch;
} ListColumn;

/* A stated number of years beside the date that it comes from: positions, -1 = not in the list. */
typedef struct Years {
    int32_t stated, stated_on, source;
    uint32_t column; /* the stated number's */
} Years;

struct Rows {
    const Dictionary *dictionary;
    const char *path;
    const ImportOptions *options;
    Messages *messages;
    Messages warnings; /* they wait until all that is refused has been said */
    Subject subject;
    ImportColumn *columns; /* NULL before the heading line */
    ListColumn *list;
    uint32_t count;
    uint32_t reference; /* which column */
    int32_t *fields;
    Value *values;
    uint32_t field_count;
    Years *years;
    uint32_t year_count;
    uint32_t unsettled; /* columns of dates whose order is still open */
    uint64_t refused, warned, empty;
    Buffer shown;
};

Rows *rows_open(const Dictionary *dictionary, const char *path, const ImportOptions *options,
                Messages *messages) {
    Rows *rows = memory_allocate(sizeof *rows);
    *rows = (Rows){.dictionary = dictionary,
                   .path = path,
                   .options = options,
                   .messages = messages,
                   .warnings = {.arena = messages->arena}};
    return rows;
}

void rows_close(Rows *rows) {
    if (!rows) return;
    for (uint32_t i = 0; rows->list && i < rows->count; i++) {
        map_close(rows->list[i].remembered.map);
        free(rows->list[i].remembered.values);
        buffer_close(&rows->list[i].scratch);
    }
    free(rows->list);
    free(rows->fields);
    free(rows->values);
    free(rows->years);
    buffer_close(&rows->shown);
    free(rows);
}

static const char *show(Rows *rows, const CsvCell *cell) {
    buffer_clear(&rows->shown);
    value_show(cell->text, cell->length, &rows->shown);
    return buffer_string(&rows->shown);
}

static void refuse(Rows *rows, uint32_t line, uint32_t column, const char *text) {
    if (rows->refused++ < IMPORT_REFUSALS)
        messages_add(rows->messages, MESSAGE_ERROR, rows->path, line, column, "%s", text);
}

static void refuse_cell(Rows *rows, const CsvRow *row, uint32_t column, const char *why) {
    Buffer text = {0};
    const CsvCell *cell = &row->cells[column];
    buffer_format(&text, "'%s' under '%s' %s", show(rows, cell), rows->columns[column].heading, why);
    refuse(rows, cell->line, column + 1, buffer_string(&text));
    buffer_close(&text);
}

void rows_refuse(Rows *rows, const CsvRow *row, const char *what) {
    Buffer text = {0};
    const CsvCell *cell = &row->cells[rows->reference];
    buffer_format(&text, "'%s' %s", show(rows, cell), what);
    refuse(rows, cell->line, rows->reference + 1, buffer_string(&text));
    buffer_close(&text);
}

void rows_warn(Rows *rows, uint32_t line, uint32_t column, const char *text) {
    if (rows->warned++ < IMPORT_REFUSALS)
        messages_add(&rows->warnings, MESSAGE_WARNING, rows->path, line, column, "%s", text);
}

static void warn_cell(Rows *rows, const CsvRow *row, uint32_t column, const char *note) {
    Buffer text = {0};
    const CsvCell *cell = &row->cells[column];
    buffer_format(&text, "'%s' under '%s': %s", show(rows, cell), rows->columns[column].heading, note);
    rows_warn(rows, cell->line, column + 1, buffer_string(&text));
    buffer_close(&text);
}

uint64_t rows_refused(const Rows *rows) {
    return rows->refused;
}

void rows_finish(Rows *rows) {
    if (rows->refused > IMPORT_REFUSALS)
        messages_add(rows->messages, MESSAGE_NOTE, rows->path, 0, 0,
                     "%llu more were refused that are not listed",
                     (unsigned long long)(rows->refused - IMPORT_REFUSALS));
    for (uint32_t i = 0; i < rows->warnings.count; i++) {
        const Message *warning = &rows->warnings.items[i];
        messages_add(rows->messages, MESSAGE_WARNING, warning->file, warning->line, warning->column, "%s",
                     warning->text);
    }
    if (rows->warned > IMPORT_REFUSALS)
        messages_add(rows->messages, MESSAGE_NOTE, rows->path, 0, 0, "%llu more warnings are not listed",
                     (unsigned long long)(rows->warned - IMPORT_REFUSALS));
    if (rows->empty)
        messages_add(rows->messages, MESSAGE_NOTE, rows->path, 0, 0, "%llu empty rows were passed over",
                     (unsigned long long)rows->empty);
}

static int32_t find_position(const Rows *rows, int32_t field) {
    for (uint32_t i = 0; i < rows->field_count; i++)
        if (rows->fields[i] == field) return (int32_t)i;
    return -1;
}

static int32_t add_position(Rows *rows, int32_t field) {
    int32_t position = find_position(rows, field);
    if (position >= 0 || field == FIELD_NONE) return position;
    rows->fields[rows->field_count] = field;
    return (int32_t)rows->field_count++;
}

static bool is_date(const Rows *rows, uint32_t column) {
    int32_t field = rows->columns[column].field;
    return field != FIELD_NONE && rows->dictionary->fields[field].type == FIELD_DATE;
}

static void place_columns(Rows *rows) {
    int32_t reference = headings_reference(rows->dictionary, rows->subject);
    for (uint32_t i = 0; i < rows->count; i++) {
        int32_t field = rows->columns[i].field;
        rows->list[i].position = field == reference ? -1 : add_position(rows, field);
        if (field == reference) rows->reference = i;
        rows->unsettled += is_date(rows, i);
    }
}

/* Fields that no column stands for but that cells fill as well. */
static void place_uppers(Rows *rows) {
    for (uint32_t i = 0; i < rows->count; i++) {
        ListColumn *column = &rows->list[i];
        int32_t field = rows->columns[i].field;
        int32_t fills = field == FIELD_NONE ? FIELD_NONE : rows->dictionary->fields[field].fills;
        column->fills_elsewhere = fills != FIELD_NONE && find_position(rows, fills) >= 0;
        column->fills = add_position(rows, fills);
    }
}

static uint32_t column_at(const Rows *rows, int32_t position) {
    uint32_t column = 0;
    while (rows->list[column].position != position)
        column++;
    return column;
}

/* Derived years whose source or stated number is in the list. */
static void place_years(Rows *rows) {
    for (uint32_t i = 0; i < rows->dictionary->count; i++) {
        const Field *field = &rows->dictionary->fields[i];
        if (field->subject != rows->subject || field->derivation != DERIVED_YEARS_SINCE) continue;
        Years years = {.stated = find_position(rows, field->stated),
                       .stated_on = -1,
                       .source = find_position(rows, field->source)};
        if (years.stated >= 0) {
            years.column = column_at(rows, years.stated);
            years.stated_on = add_position(rows, field->stated_on);
        }
        rows->years[rows->year_count++] = years;
    }
}

bool rows_head(Rows *rows, const CsvRow *row) {
    const Dictionary *dictionary = rows->dictionary;
    bool detect = rows->options->detect_subject;
    rows->subject = detect ? headings_subject(dictionary, row) : rows->options->subject;
    rows->count = row->count;
    rows->columns = arena_allocate_array(rows->messages->arena, row->count, sizeof *rows->columns);
    rows->list = memory_allocate_array(row->count, sizeof *rows->list);
    if (!headings_read(dictionary, rows->subject, rows->path, row, rows->columns, rows->messages))
        return false;
    rows->fields = memory_allocate_array(dictionary->count, sizeof *rows->fields);
    rows->values = memory_allocate_array(dictionary->count, sizeof *rows->values);
    rows->years = memory_allocate_array(dictionary->count, sizeof *rows->years);
    place_columns(rows);
    place_uppers(rows);
    place_years(rows);
    return true;
}

static bool is_unsettled(const DatesSeen *seen) {
    return !seen->day_first && !seen->month_first;
}

static void look_at_date(Rows *rows, ListColumn *column, const CsvCell *cell) {
    WrittenDate date;
    Error error = {0};
    if (!cell->length || !when_read(cell->text, cell->length, &date, &error) || date.settled) return;
    bool open = is_unsettled(&column->dates);
    if (date.first > 12)
        column->dates.day_first = cell->line;
    else if (date.second > 12)
        column->dates.month_first = cell->line;
    else if (date.first != date.second && !column->dates.either)
        column->dates.either = cell->line;
    if (open && !is_unsettled(&column->dates)) rows->unsettled--;
}

bool rows_look(Rows *rows, const CsvRow *row) {
    for (uint32_t i = 0; i < rows->count && i < row->count; i++)
        if (is_date(rows, i)) look_at_date(rows, &rows->list[i], &row->cells[i]);
    return rows->unsettled > 0;
}

static void refuse_order(Rows *rows, uint32_t column) {
    const DatesSeen *seen = &rows->list[column].dates;
    const char *heading = rows->columns[column].heading;
    if (seen->day_first)
        messages_add(
            rows->messages, MESSAGE_ERROR, rows->path, seen->month_first, column + 1,
            "the dates under '%s' are written in two orders: line %u has the day first, line %u the month; "
            "write them in one, or say which with --dates dmy or --dates mdy",
            heading, seen->day_first, seen->month_first);
    else
        messages_add(
            rows->messages, MESSAGE_ERROR, rows->path, seen->either, column + 1,
            "the dates under '%s' may have the day or the month first (line %u is the first that could be "
            "either): say which with --dates dmy or --dates mdy",
            heading, seen->either);
}

bool rows_settle(Rows *rows) {
    uint32_t errors = rows->messages->errors;
    for (uint32_t i = 0; i < rows->count; i++) {
        const DatesSeen *seen = &rows->list[i].dates;
        bool both = seen->day_first && seen->month_first, open = both || (is_unsettled(seen) && seen->either);
        DateOrder order = seen->day_first ? DATES_DMY : seen->month_first ? DATES_MDY : DATES_DETECT;
        rows->columns[i].dates = open ? rows->options->dates : order;
        if (open && rows->options->dates == DATES_DETECT) refuse_order(rows, i);
    }
    return rows->messages->errors == errors;
}

static const Value *recall(const Remembered *remembered, const CsvCell *cell) {
    int32_t index = remembered->map ? map_get(remembered->map, cell->text, cell->length) : MAP_NONE;
    return index == MAP_NONE ? NULL : &remembered->values[index];
}

static void remember(Rows *rows, Remembered *remembered, const CsvCell *cell, Value value) {
    if (remembered->count == MOST_REMEMBERED || cell->length > LONGEST_REMEMBERED) return;
    if (!remembered->map) remembered->map = map_open();
    if (remembered->count == remembered->capacity) {
        remembered->capacity = remembered->capacity ? remembered->capacity * 2 : 16;
        remembered->values =
            memory_resize(remembered->values, (size_t)remembered->capacity * sizeof *remembered->values);
    }
    if (value.text) value.text = arena_copy(rows->messages->arena, value.text, value.length);
    remembered->values[remembered->count] = value;
    map_set(remembered->map, cell->text, cell->length, remembered->count++);
}

static bool is_closed(FieldType type) {
    return type == FIELD_BOOLEAN || type == FIELD_CATEGORY || type == FIELD_SET;
}

static void read_cell(Rows *rows, const CsvRow *row, uint32_t index) {
    ListColumn *column = &rows->list[index];
    const CsvCell *cell = &row->cells[index];
    Value *value = &rows->values[column->position];
    if (cell->length == 0) return;
    const Field *field = &rows->dictionary->fields[rows->columns[index].field];
    ValueRules rules = {.day = rows->options->day, .dates = rows->columns[index].dates};
    const Value *known = recall(&column->remembered, cell);
    Error error = {0};
    if (known)
        *value = *known;
    else if (!value_read(field, cell->text, cell->length, &rules, &column->scratch, value, &error))
        refuse_cell(rows, row, index, error.text);
    else if (is_closed(field->type))
        remember(rows, &column->remembered, cell, *value);
    if (value->note) warn_cell(rows, row, index, value->note);
}

/* A text that stands for another field's too: an employer's name where the list gives no code. */
static void fill_text(Rows *rows, const CsvRow *row, uint32_t index) {
    const ListColumn *column = &rows->list[index];
    const Field *other = &rows->dictionary->fields[rows->fields[column->fills]];
    const Value *value = &rows->values[column->position];
    Value *filled = &rows->values[column->fills];
    if (value->state != VALUE_KNOWN) return;
    int32_t known = field_match_value(other, value->text, value->length);
    const char *text = known < 0 ? value->text : other->values[known].name;
    size_t length = known < 0 ? value->length : strlen(text);
    if (filled->state == VALUE_UNKNOWN) {
        *filled = (Value){.state = VALUE_KNOWN, .text = text, .length = length};
    } else if (known >= 0 && filled->state == VALUE_KNOWN &&
               (filled->length != length || memcmp(filled->text, text, length) != 0)) {
        char note[192];
        snprintf(note, sizeof note, "this is '%.60s'; what the list says of '%.60s' beside it was kept", text,
                 other->label);
        warn_cell(rows, row, index, note);
    }
}

/* The upper end of a range, or of a single number, which is a range of one. */
static void fill_upper(Rows *rows, const CsvRow *row, uint32_t index) {
    const ListColumn *column = &rows->list[index];
    const Value *value = &rows->values[column->position];
    Value *upper = &rows->values[column->fills];
    if (value->state == VALUE_UNKNOWN || (column->fills_elsewhere && !value->ranged)) return;
    if (column->fills_elsewhere && upper->state != VALUE_UNKNOWN) {
        refuse_cell(rows, row, index,
                    "is a range, and another column gives its upper end too: leave one of them out");
        return;
    }
    *upper = *value;
    upper->note = NULL;
    if (value->ranged) {
        upper->integer = value->integer_upper;
        upper->number = value->number_upper;
    }
}

static void fill_other(Rows *rows, const CsvRow *row, uint32_t index) {
    if (rows->dictionary->fields[rows->columns[index].field].type == FIELD_TEXT)
        fill_text(rows, row, index);
    else
        fill_upper(rows, row, index);
}

/* A stated age holds as of the day of the list, or the day that the list gives beside it; the date of birth,
 * where there is one, says it better. */
static void fill_years(Rows *rows, const CsvRow *row, const Years *years) {
    if (years->stated < 0) return;
    Value *stated = &rows->values[years->stated];
    if (stated->state != VALUE_KNOWN) return;
    const Value *source = years->source < 0 ? NULL : &rows->values[years->source];
    Value *on = years->stated_on < 0 ? NULL : &rows->values[years->stated_on];
    Day day = on && on->state == VALUE_KNOWN ? on->integer : rows->options->day;
    if (stated->integer < 0 || stated->integer > OLDEST) {
        refuse_cell(rows, row, years->column, "is not an age: correct it");
    } else if (source && source->state == VALUE_KNOWN) {
        char note[96];
        int exact = date_years_between(source->integer, day);
        snprintf(note, sizeof note, "by the date beside it, it is %d; the date was kept", exact);
        if (exact != stated->integer) warn_cell(rows, row, years->column, note);
        *stated = (Value){.state = VALUE_UNKNOWN};
        if (on) *on = (Value){.state = VALUE_UNKNOWN};
    } else if (on) {
        *on = (Value){.state = VALUE_KNOWN, .integer = day};
    }
}

/* A slip of the year, or a number that is no date at all, makes infants and ancients of people. */
static void check_likely(Rows *rows, const CsvRow *row, const Years *years, int age) {
    char note[96];
    if (age >= YOUNGEST && age <= OLDEST) return;
    snprintf(note, sizeof note, "by this date the person is %d years old: check it", age);
    warn_cell(rows, row, column_at(rows, years->source), note);
}

static void check_source(Rows *rows, const CsvRow *row, const Years *years) {
    if (years->source < 0) return;
    const Value *source = &rows->values[years->source];
    if (source->state == VALUE_KNOWN && source->integer > rows->options->day)
        refuse_cell(rows, row, column_at(rows, years->source), "is after the day of the list: correct it");
    else if (source->state == VALUE_KNOWN)
        check_likely(rows, row, years, date_years_between(source->integer, rows->options->day));
}

static bool is_empty(const CsvRow *row) {
    for (uint32_t i = 0; i < row->count; i++)
        if (row->cells[i].length) return false;
    return true;
}

static void check_length(Rows *rows, const CsvRow *row) {
    char text[160];
    if (row->count == rows->count) return;
    snprintf(text, sizeof text, "this row has %u cells, the heading line has %u: %s", row->count, rows->count,
             row->count < rows->count
                 ? "fill it up with empty cells"
                 : "put cells that hold a separator in quotes, or take the extra ones out");
    refuse(rows, row->line, 0, text);
}

static void read_cells(Rows *rows, const CsvRow *row) {
    for (uint32_t i = 0; i < rows->field_count; i++)
        rows->values[i] = (Value){.state = VALUE_UNKNOWN};
    for (uint32_t i = 0; i < rows->count; i++) {
        bool headed = rows->columns[i].field != FIELD_NONE;
        if (rows->list[i].position >= 0)
            read_cell(rows, row, i);
        else if (!headed && row->cells[i].length)
            refuse_cell(rows, row, i, "has no heading above it: give the column one, or take it out");
    }
    for (uint32_t i = 0; i < rows->count; i++)
        if (rows->list[i].fills >= 0) fill_other(rows, row, i);
    for (uint32_t i = 0; i < rows->year_count; i++) {
        fill_years(rows, row, &rows->years[i]);
        check_source(rows, row, &rows->years[i]);
    }
    if (row->cells[rows->reference].length == 0)
        refuse_cell(rows, row, rows->reference, "is no reference: give the row one of its own");
}

RowResult rows_read(Rows *rows, const CsvRow *row, const Value **values, const CsvCell **reference) {
    uint64_t refused = rows->refused;
    if (is_empty(row)) {
        rows->empty++;
        return ROW_EMPTY;
    }
    check_length(rows, row);
    if (rows->refused == refused) read_cells(rows, row);
    *values = rows->values;
    *reference = &row->cells[rows->reference];
    return rows->refused == refused ? ROW_READ : ROW_REFUSED;
}

Subject rows_subject(const Rows *rows) {
    return rows->subject;
}

bool rows_has_head(const Rows *rows) {
    return rows->columns != NULL;
}

const int32_t *rows_fields(const Rows *rows, uint32_t *count) {
    *count = rows->field_count;
    return rows->fields;
}

int32_t rows_position(const Rows *rows, const char *field) {
    int32_t index = dictionary_find(rows->dictionary, rows->subject, field);
    return index == FIELD_NONE ? -1 : find_position(rows, index);
}

ImportColumn *rows_columns(const Rows *rows, uint32_t *count) {
    *count = rows->count;
    return rows->columns;
}
