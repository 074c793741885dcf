/* Derived columns. */
#include "record/batch.h"

static bool is_known(const Batch *batch, int32_t field, uint32_t record) {
    return field != FIELD_NONE && bits_get(batch->columns[field].known, record);
}

static bool is_declined(const Batch *batch, int32_t field, uint32_t record) {
    return field != FIELD_NONE && bits_get(batch->columns[field].declined, record);
}

static void set_years(Column *column, uint32_t record, int32_t low, int32_t high) {
    column->integers[record] = low;
    column->upper[record] = high;
    if (low == high) bits_set(column->known, record);
}

/* `stated` years as of a day are exact on that day. On another they have grown by the whole years between, or
 * by one more: the birthday may or may not have passed. */
static void derive_stated(const Batch *batch, const Field *field, Column *column, uint32_t record, Day day) {
    int32_t stated = batch->columns[field->stated].integers[record];
    Day on = batch->columns[field->stated_on].integers[record];
    int64_t years = (int64_t)stated + date_years_between(on, day);
    if (years < INT32_MIN || years >= INT32_MAX) return; /* no age, then, but a mistake */
    set_years(column, record, (int32_t)years, (int32_t)years + (on != day));
}

static void derive_years(const Batch *batch, const Field *field, Column *column, uint32_t record, Day day) {
    if (is_known(batch, field->source, record)) {
        int32_t years = date_years_between(batch->columns[field->source].integers[record], day);
        set_years(column, record, years, years);
        return;
    }
    if (is_known(batch, field->stated, record) && is_known(batch, field->stated_on, record))
        derive_stated(batch, field, column, record, day);
    if (is_declined(batch, field->source, record) || is_declined(batch, field->stated, record))
        if (!bits_get(column->known, record)) column_set_declined(column, record);
}

void batch_derive(Batch *batch, Day day) {
    for (uint32_t i = 0; i < batch->dictionary->count; i++) {
        const Field *field = &batch->dictionary->fields[i];
        Column *column = &batch->columns[i];
        if (!column->known || field->derivation != DERIVED_YEARS_SINCE) continue;
        for (uint32_t record = 0; record < batch->count; record++)
            derive_years(batch, field, column, record, day);
    }
}
