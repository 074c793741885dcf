/* Batches: opening, filling and clearing columns. */
#include "record/batch.h"

#include "base/memory.h"
#include "base/utf8.h"
#include "record/sets.h"

#include <assert.h>

static size_t value_bytes(FieldType type, uint32_t capacity) {
    switch (type) {
    case FIELD_BOOLEAN: return bits_words(capacity) * sizeof(uint64_t);
    case FIELD_NUMBER: return capacity * sizeof(double);
    default: return capacity * sizeof(int32_t);
    }
}

static void open_column(Batch *batch, uint32_t field) {
    const Field *declared = &batch->dictionary->fields[field];
    Column *column = &batch->columns[field];
    if (column->known) return;
    column->known = memory_allocate_array(bits_words(batch->capacity), sizeof *column->known);
    column->declined = memory_allocate_array(bits_words(batch->capacity), sizeof *column->declined);
    column->integers = memory_allocate(value_bytes(declared->type, batch->capacity));
    if (declared->derivation == DERIVED_YEARS_SINCE)
        column->upper = memory_allocate_array(batch->capacity, sizeof *column->upper);
    if (declared->type == FIELD_TEXT)
        column->written = memory_allocate_array(batch->capacity, sizeof *column->written);
    if (declared->type == FIELD_SET) column->sets = sets_open();
}

static void open_sources(Batch *batch, uint32_t field) {
    const Field *derived = &batch->dictionary->fields[field];
    if (derived->derivation != DERIVED_YEARS_SINCE) return;
    const int32_t sources[] = {derived->source, derived->stated, derived->stated_on};
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
        if (sources[i] != FIELD_NONE) open_column(batch, (uint32_t)sources[i]);
}

static void set_alike(Batch *batch, int32_t text, int32_t alike) {
    uint32_t at = (uint32_t)text;
    if (at >= batch->alike_capacity) {
        batch->alike_capacity = batch->alike_capacity ? batch->alike_capacity * 2 : BITS_WORD;
        batch->alike = memory_resize(batch->alike, batch->alike_capacity * sizeof *batch->alike);
    }
    batch->alike[at] = alike;
}

int32_t batch_add_text(Batch *batch, const char *text, size_t length) {
    int32_t count = interner_count(batch->texts), number = interner_add(batch->texts, text, length);
    if (number < count) return number;
    batch->text_bytes += length;
    buffer_clear(&batch->scratch);
    utf8_add_alike(&batch->scratch, text, length);
    int32_t alike = interner_add(batch->texts, buffer_string(&batch->scratch), batch->scratch.length);
    set_alike(batch, number, alike);
    if (alike > number) set_alike(batch, alike, alike);
    return number;
}

/* Literals are as they are compared, so that no other text comes between them. */
static void add_literals(Batch *batch, const Interner *literals) {
    batch->texts = interner_open();
    for (int32_t i = 0; literals && i < interner_count(literals); i++) {
        size_t length;
        const char *literal = interner_string(literals, i, &length);
        int32_t number = batch_add_text(batch, literal, length);
        assert(batch->alike[number] == i);
        (void)number;
    }
    batch->literal_count = interner_count(batch->texts);
    batch->text_bytes = 0;
}

Batch *batch_open(const Dictionary *dictionary, Subject subject, const bool *wanted, const Interner *literals,
                  uint32_t capacity) {
    Batch *batch = memory_allocate(sizeof *batch);
    batch->dictionary = dictionary;
    batch->subject = subject;
    batch->capacity = (uint32_t)bits_words(capacity) * BITS_WORD;
    batch->columns = memory_allocate_array(dictionary->count, sizeof *batch->columns);
    batch->ids = memory_allocate_array(batch->capacity, sizeof *batch->ids);
    batch->reference = memory_allocate_array(batch->capacity, sizeof *batch->reference);
    add_literals(batch, literals);
    for (uint32_t i = 0; i < dictionary->count; i++) {
        if (!wanted[i] || dictionary->fields[i].subject != subject) continue;
        open_column(batch, i);
        open_sources(batch, i);
    }
    return batch;
}

static void close_column(Column *column) {
    free(column->known);
    free(column->declined);
    free(column->integers);
    free(column->upper);
    free(column->written);
    sets_close(column->sets);
}

void batch_close(Batch *batch) {
    if (!batch) return;
    for (uint32_t i = 0; i < batch->dictionary->count; i++)
        close_column(&batch->columns[i]);
    free(batch->columns);
    free(batch->ids);
    free(batch->reference);
    buffer_close(&batch->references);
    buffer_close(&batch->scratch);
    interner_close(batch->texts);
    free(batch->alike);
    free(batch);
}

static void clear_column(const Batch *batch, uint32_t field) {
    Column *column = &batch->columns[field];
    if (!column->known) return;
    size_t words = bits_words(batch->count);
    memset(column->known, 0, words * sizeof *column->known);
    memset(column->declined, 0, words * sizeof *column->declined);
    memset(column->integers, 0, value_bytes(batch->dictionary->fields[field].type, batch->count));
    if (column->upper) memset(column->upper, 0, batch->count * sizeof *column->upper);
    if (column->written) memset(column->written, 0, batch->count * sizeof *column->written);
}

static bool keeps_too_much(const Batch *batch) {
    size_t bytes = batch->text_bytes;
    if (interner_count(batch->texts) - batch->literal_count > BATCH_KEPT) return true;
    for (uint32_t i = 0; i < batch->dictionary->count; i++) {
        const SetTable *sets = batch->columns[i].sets;
        if (!sets) continue;
        if (sets_count(sets) > BATCH_KEPT) return true;
        bytes += sets_bytes(sets);
    }
    return bytes > BATCH_KEPT_BYTES;
}

/* All at once, because the members of open sets are numbers of texts. */
static void forget_texts_and_sets(Batch *batch) {
    interner_rewind(batch->texts, batch->literal_count);
    batch->text_bytes = 0;
    for (uint32_t i = 0; i < batch->dictionary->count; i++)
        if (batch->columns[i].sets) sets_clear(batch->columns[i].sets);
    batch->generation++;
}

void batch_clear(Batch *batch) {
    for (uint32_t i = 0; i < batch->dictionary->count; i++)
        clear_column(batch, i);
    if (keeps_too_much(batch)) forget_texts_and_sets(batch);
    buffer_clear(&batch->references);
    batch->count = 0;
}

uint32_t batch_add(Batch *batch, int64_t id, const char *reference, size_t length) {
    uint32_t record = batch->count++;
    batch->ids[record] = id;
    batch->reference[record] = (uint32_t)batch->references.length;
    buffer_add(&batch->references, reference, length);
    buffer_add_char(&batch->references, '\0');
    return record;
}

const char *batch_reference(const Batch *batch, uint32_t record) {
    return batch->references.bytes + batch->reference[record];
}

void batch_set_text(Batch *batch, int32_t field, uint32_t record, const char *text, size_t length) {
    Column *column = &batch->columns[field];
    int32_t number = batch_add_text(batch, text, length);
    column->written[record] = number;
    column_set_integer(column, record, batch->alike[number]);
}

bool batch_set_set(Batch *batch, int32_t field, uint32_t record, const char *members, size_t length,
                   Error *error) {
    const Field *declared = &batch->dictionary->fields[field];
    Column *column = &batch->columns[field];
    int32_t set = sets_add(column->sets, declared, batch, members, length);
    if (set < 0)
        return error_set(error, "'%s' has a member that is not one of the field's values; correct the record",
                         declared->name);
    column_set_integer(column, record, set);
    return true;
}
