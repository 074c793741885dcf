/* Headings to fields, by way of a map from folded heading to field. */
#include "headings.h"

#include "base/utf8.h"
#include "value.h"

enum { SEVERAL = -2 };

static int32_t get(const Map *map, const char *text, size_t length, Buffer *folded) {
    buffer_clear(folded);
    utf8_add_folded(folded, text, length);
    return map_get(map, buffer_string(folded), folded->length);
}

/* A pack's own field is called "pack.field". */
static bool is_pack_field(const Field *field) {
    return strchr(field->name, '.') != NULL;
}

/* Headings of a field with editions name none of them, and what they stand for must not be guessed. */
static bool has_editions(const Field *field) {
    return field->derivation == DERIVED_EDITIONS;
}

/* The field that a column under this field's heading fills, or FIELD_NONE. */
static int32_t filled_by(const Field *field, int32_t index) {
    return field->derivation == DERIVED_NOT ? index : field->stated;
}

static void claim(const Dictionary *dictionary, Map *map, const char *heading, int32_t field,
                  Buffer *folded) {
    int32_t holder = get(map, heading, strlen(heading), folded);
    const Field *claiming = &dictionary->fields[field];
    int32_t claimed = has_editions(claiming) ? field : filled_by(claiming, field);
    if (folded->length == 0 || claimed == FIELD_NONE || holder == claimed) return;
    bool pack = is_pack_field(claiming);
    bool standard_holds = holder >= 0 && !is_pack_field(&dictionary->fields[holder]);
    if (pack && standard_holds) return;
    bool free_to_take = holder == MAP_NONE || (!pack && !standard_holds);
    map_set(map, folded->bytes, folded->length, free_to_take ? claimed : SEVERAL);
}

/* A standard field's name is a heading of its own, unless another standard field lists it. */
static void claim_name(const Dictionary *dictionary, Map *map, int32_t field, Buffer *folded) {
    const char *name = dictionary->fields[field].name;
    int32_t holder = get(map, name, strlen(name), folded);
    bool is_taken = holder >= 0 && !is_pack_field(&dictionary->fields[holder]);
    if (!is_taken) claim(dictionary, map, name, field, folded);
}

static Map *open_map(const Dictionary *dictionary, Subject subject, Buffer *folded) {
    Map *map = map_open();
    for (uint32_t i = 0; i < dictionary->count; i++) {
        const Field *field = &dictionary->fields[i];
        for (uint32_t j = 0; field->subject == subject && j < field->column_count; j++)
            claim(dictionary, map, field->columns[j], (int32_t)i, folded);
    }
    for (uint32_t i = 0; i < dictionary->count; i++)
        if (dictionary->fields[i].subject == subject) claim_name(dictionary, map, (int32_t)i, folded);
    return map;
}

int32_t headings_reference(const Dictionary *dictionary, Subject subject) {
    return dictionary_find(dictionary, subject, "reference");
}

static uint32_t count_known(const Dictionary *dictionary, Subject subject, const CsvRow *row) {
    Buffer folded = {0};
    Map *map = open_map(dictionary, subject, &folded);
    uint32_t known = 0;
    for (uint32_t i = 0; i < row->count; i++)
        known += get(map, row->cells[i].text, row->cells[i].length, &folded) != MAP_NONE;
    map_close(map);
    buffer_close(&folded);
    return known;
}

Subject headings_subject(const Dictionary *dictionary, const CsvRow *row) {
    uint32_t candidate = count_known(dictionary, SUBJECT_CANDIDATE, row);
    return count_known(dictionary, SUBJECT_VACANCY, row) > candidate ? SUBJECT_VACANCY : SUBJECT_CANDIDATE;
}

typedef struct Reading {
    const Dictionary *dictionary;
    Subject subject;
    const char *path;
    const CsvRow *row;
    Messages *messages;
    Map *map;
    Buffer folded, shown;
} Reading;

static const char *show(Reading *reading, const char *heading) {
    buffer_clear(&reading->shown);
    value_show(heading, strlen(heading), &reading->shown);
    return buffer_string(&reading->shown);
}

static void suggest(const Reading *reading, const char *heading, char *phrase, size_t size) {
    Suggestion suggestion = {0};
    for (uint32_t i = 0; i < reading->dictionary->count; i++) {
        const Field *field = &reading->dictionary->fields[i];
        if (field->subject != reading->subject || filled_by(field, (int32_t)i) == FIELD_NONE) continue;
        for (uint32_t j = 0; j < field->column_count; j++)
            suggest_offer(&suggestion, heading, field->columns[j]);
        suggest_offer(&suggestion, heading, field->name);
    }
    suggest_phrase(&suggestion, phrase, size);
}

static void refuse_unknown(Reading *reading, uint32_t column) {
    char phrase[160];
    const CsvCell *cell = &reading->row->cells[column];
    suggest(reading, cell->text, phrase, sizeof phrase);
    messages_add(reading->messages, MESSAGE_ERROR, reading->path, cell->line, column + 1,
                 "'%s' is not a heading that a list of %s can have%s: rename the column, or take it out",
                 show(reading, cell->text), reading->subject == SUBJECT_VACANCY ? "vacancies" : "candidates",
                 phrase);
}

static void refuse_second(Reading *reading, uint32_t column, uint32_t first, int32_t field) {
    const CsvCell *cell = &reading->row->cells[column];
    messages_add(reading->messages, MESSAGE_ERROR, reading->path, cell->line, column + 1,
                 "'%s' means the field '%s', as column %u does already: take one of them out",
                 show(reading, cell->text), reading->dictionary->fields[field].name, first + 1);
}

static void refuse_several(Reading *reading, uint32_t column) {
    const CsvCell *cell = &reading->row->cells[column];
    messages_add(reading->messages, MESSAGE_ERROR, reading->path, cell->line, column + 1,
                 "'%s' is a heading of more than one field: rename the column to the field's own name",
                 show(reading, cell->text));
}

static void refuse_edition(Reading *reading, uint32_t column, const Field *field) {
    const CsvCell *cell = &reading->row->cells[column];
    Buffer names = {0};
    for (uint32_t i = 0; i < field->edition_count; i++) {
        const Field *edition = &reading->dictionary->fields[field->editions[i].field];
        buffer_format(&names, "%s'%s'", i ? " or " : "",
                      edition->column_count ? edition->columns[0] : edition->name);
    }
    messages_add(
        reading->messages, MESSAGE_ERROR, reading->path, cell->line, column + 1,
        "'%s' does not say which edition it is, and editions can't be compared: rename the column to %s",
        show(reading, cell->text), buffer_string(&names));
    buffer_close(&names);
}

static void read_heading(Reading *reading, uint32_t column, ImportColumn *columns) {
    const CsvCell *cell = &reading->row->cells[column];
    columns[column] = (ImportColumn){
        .heading = arena_copy(reading->messages->arena, cell->text, cell->length), .field = FIELD_NONE};
    if (cell->length == 0) return;
    int32_t field = get(reading->map, cell->text, cell->length, &reading->folded);
    if (field == SEVERAL) refuse_several(reading, column);
    if (field == MAP_NONE) refuse_unknown(reading, column);
    if (field < 0) return;
    if (has_editions(&reading->dictionary->fields[field])) {
        refuse_edition(reading, column, &reading->dictionary->fields[field]);
        return;
    }
    for (uint32_t i = 0; i < column; i++)
        if (columns[i].field == field) {
            refuse_second(reading, column, i, field);
            return;
        }
    columns[column].field = field;
}

static void check_reference(Reading *reading, const ImportColumn *columns) {
    int32_t reference = headings_reference(reading->dictionary, reading->subject);
    for (uint32_t i = 0; i < reading->row->count; i++)
        if (reference != FIELD_NONE && columns[i].field == reference) return;
    const Field *field = reference == FIELD_NONE ? NULL : &reading->dictionary->fields[reference];
    const char *example = field && field->column_count ? field->columns[0] : "Reference";
    messages_add(
        reading->messages, MESSAGE_ERROR, reading->path, reading->row->line, 0,
        "no column says who is who: each row needs a reference of its own, under a heading such as '%s'",
        example);
}

/* One line of what the headings may be, for somebody who got one wrong. */
static void list_known(Reading *reading) {
    Buffer list = {0};
    for (uint32_t i = 0; i < reading->dictionary->count; i++) {
        const Field *field = &reading->dictionary->fields[i];
        if (field->subject != reading->subject || field->derivation != DERIVED_NOT) continue;
        buffer_format(&list, "%s%s", list.length ? ", " : "",
                      field->column_count ? field->columns[0] : field->name);
    }
    messages_add(reading->messages, MESSAGE_NOTE, NULL, 0, 0,
                 "headings that a list of %s can have (with --rules those of the pack's own fields too): %s",
                 reading->subject == SUBJECT_VACANCY ? "vacancies" : "candidates", buffer_string(&list));
    buffer_close(&list);
}

bool headings_read(const Dictionary *dictionary, Subject subject, const char *path, const CsvRow *row,
                   ImportColumn *columns, Messages *messages) {
    Reading reading = {
        .dictionary = dictionary, .subject = subject, .path = path, .row = row, .messages = messages};
    uint32_t errors = messages->errors;
    reading.map = open_map(dictionary, subject, &reading.folded);
    for (uint32_t i = 0; i < row->count; i++)
        read_heading(&reading, i, columns);
    bool unknown = messages->errors > errors;
    check_reference(&reading, columns);
    if (unknown) list_known(&reading);
    map_close(reading.map);
    buffer_close(&reading.folded);
    buffer_close(&reading.shown);
    return messages->errors == errors;
}
