/* Derived columns. */
#include "record/batch.h"

enum { MOST_YEARS = 200 };

/* Counting years takes the calendar apart; for a whole column they are looked up instead. At least n years
 * have passed since a day exactly when it is not after the day n years before this one. */
typedef struct Years {
    Day day;
    Day before[MOST_YEARS]; /* n years before */
} Years;

static Years prepare_years(Day day) {
    Years years = {.day = day};
    for (int n = 0; n < MOST_YEARS; n++)
        years.before[n] = date_add_months(day, -12 * n);
    return years;
}

/* As date_years_between(from, years->day). */
static int32_t count_years(const Years *years, Day from) {
    int64_t guess = ((int64_t)years->day - from) * 400 / 146097; /* right, or one off */
    if (guess < 1 || guess >= MOST_YEARS - 1 || years->before[guess + 1] == DATE_FIRST)
        return date_years_between(from, years->day);
    if (from > years->before[guess]) return (int32_t)guess - 1;
    return (int32_t)guess + (from <= years->before[guess + 1]);
}

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
static void derive_stated(const Batch *batch, const Field *field, Column *column, uint32_t record,
                          const Years *passed) {
    int32_t stated = batch->columns[field->stated].integers[record];
    Day on = batch->columns[field->stated_on].integers[record];
    int64_t years = (int64_t)stated + count_years(passed, on);
    if (years < INT32_MIN || years >= INT32_MAX) return; /* no age, then, but a mistake */
    set_years(column, record, (int32_t)years, (int32_t)years + (on != passed->day));
}

static void derive_years(const Batch *batch, const Field *field, Column *column, uint32_t record,
                         const Years *passed) {
    if (is_known(batch, field->source, record)) {
        int32_t years = count_years(passed, batch->columns[field->source].integers[record]);
        set_years(column, record, years, years);
        return;
    }
    if (is_known(batch, field->stated, record) && is_known(batch, field->stated_on, record))
        derive_stated(batch, field, column, record, passed);
    if (is_declined(batch, field->source, record) || is_declined(batch, field->stated, record))
        if (!bits_get(column->known, record)) column_set_declined(column, record);
}

void batch_derive(Batch *batch, Day day) {
    const Years years = prepare_years(day);
    for (uint32_t i = 0; i < batch->dictionary->count; i++) {
        const Field *field = &batch->dictionary->fields[i];
        Column *column = &batch->columns[i];
        if (!column->known || field->derivation != DERIVED_YEARS_SINCE) continue;
        for (uint32_t record = 0; record < batch->count; record++)
            derive_years(batch, field, column, record, &years);
    }
}
