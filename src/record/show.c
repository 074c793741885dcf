/* Values as text for a person to read. */
#include "record/batch.h"

static void show_text(const Batch *batch, int32_t number, Buffer *out) {
    size_t length;
    const char *text = interner_string(batch->texts, number, &length);
    buffer_add(out, text, length);
}

static void show_set(const Batch *batch, const Field *field, const SetTable *sets, int32_t set, Buffer *out) {
    uint32_t count;
    const int32_t *members =
        field->value_count ? sets_members(sets, set, &count) : sets_written(sets, set, &count);
    if (count == 0) buffer_add_string(out, "none");
    for (uint32_t i = 0; i < count; i++) {
        if (i) buffer_add_string(out, "; ");
        if (field->value_count)
            buffer_add_string(out, field->values[members[i]].name);
        else
            show_text(batch, members[i], out);
    }
}

static void show_known(const Batch *batch, int32_t field, uint32_t record, Buffer *out) {
    const Field *declared = &batch->dictionary->fields[field];
    const Column *column = &batch->columns[field];
    char date[DATE_TEXT];
    switch (declared->type) {
    case FIELD_BOOLEAN: buffer_add_string(out, bits_get(column->truths, record) ? "yes" : "no"); break;
    case FIELD_INTEGER: buffer_format(out, "%d", column->integers[record]); break;
    case FIELD_NUMBER: buffer_format(out, "%.15g", column->numbers[record]); break;
    case FIELD_TEXT: show_text(batch, column->written[record], out); break;
    case FIELD_DATE: buffer_add_string(out, date_format(column->integers[record], date)); break;
    case FIELD_CATEGORY: buffer_add_string(out, declared->values[column->integers[record]].name); break;
    case FIELD_SET: show_set(batch, declared, column->sets, column->integers[record], out); break;
    }
}

void batch_show(const Batch *batch, int32_t field, uint32_t record, Buffer *out) {
    const Column *column = &batch->columns[field];
    if (!column->known) {
        buffer_add_string(out, "not known");
    } else if (bits_get(column->known, record)) {
        show_known(batch, field, record, out);
    } else if (column->upper && column->upper[record] != column->integers[record]) {
        buffer_format(out, "%d or %d", column->integers[record], column->upper[record]);
    } else {
        buffer_add_string(out, bits_get(column->declined, record) ? "declined" : "not known");
    }
}
