/* The value rules: what a cell of a list means, by the type of its field.
 *
 * For every type: blank, "-", "#N/A", "n/a", "unknown", "not known", "don't know" and the like are unknown;
 * "PNTS", "prefer not to say", "declined", "refused" and the like are declined; "see notes" is unknown, with
 * a note, and so are the field's `others`. A field's own values come first.
 *
 * boolean: y, yes, true, 1, n, no, none, false, 0; words after a dash, a bracket or other punctuation are
 *   noted as not read
 * integer: a sign and digits, in 32 bits
 * number: a sign, digits, a point and digits; thousands commas where they belong ("24,465"); £ before it
 * integer, number with `fills`: also a range: "16-20", "16 to 20"
 * date: 2001-04-03, 03/04/2001 (or - or .), 3 Apr 2001, April 3 2001, a spreadsheet's serial number from
 *   10000; a time of day after it is left out; two-digit years are refused
 * date with `ago`: also how long ago: "18 mths", "2 years", "1 year 6 months", "6 weeks", "10 days"
 * category: one of its values or their aliases
 * set: values, aliases or (where it lists none) any texts, with ';' or ',' between, listed ones also with
 * '/',
 *   '&' or '+'; "none" and "nil", of listed values also "no" and "n", is the empty set
 * text: itself, or the official form of a known value; a field called ni_number or postcode is checked and
 *   written in one way
 *
 * Thread rule: any thread. */
#ifndef BERTH_STORE_VALUE_H
#define BERTH_STORE_VALUE_H

#include "base/buffer.h"
#include "base/date.h"
#include "store/import.h"

typedef enum ValueState { VALUE_UNKNOWN, VALUE_DECLINED, VALUE_KNOWN } ValueState;

typedef struct Value {
    ValueState state;
    bool ranged;     /* a range: `integer` or `number` is its lower end */
    int32_t integer; /* boolean 0 or 1, integer, date as a day, category as index of the field's values */
    int32_t integer_upper;
    double number, number_upper;
    const char
        *text; /* text; set as the dataset stores it; in the cell, in the scratch buffer or in the field */
    size_t length;
    const char *note; /* what a person should know about how the cell was read, or NULL */
} Value;

typedef struct ValueRules {
    Day day;         /* durations count back from it */
    DateOrder dates; /* how 03/04/2001 reads in this column */
} ValueRules;

/* Reads a cell, trimmed. False: the cell is refused, and `error` says why and what to write ("is not a whole
 * number: …"), without the value. `scratch` is cleared and may hold the text of the value. */
bool value_read(const Field *field, const char *text, size_t length, const ValueRules *rules, Buffer *scratch,
                Value *value, Error *error);

/* Adds a value for a message: cut to 40 characters, and safe to show. */
void value_show(const char *text, size_t length, Buffer *out);

/* Dates as written: a day, or three numbers whose order the column has to settle. */
typedef struct WrittenDate {
    bool settled;
    Day day;                 /* settled */
    int first, second, year; /* not settled: first and second are day and month in one order or the other */
} WrittenDate;

/* when.c */
bool when_read(const char *text, size_t length, WrittenDate *date, Error *error);
bool when_settle(const WrittenDate *date, DateOrder order, Day *day, Error *error);

/* Reads how long ago, counted back from `day`. False where the text is no duration. */
bool when_read_ago(const char *text, size_t length, Day day, Day *since);

/* number.c: text without spaces around it. */
bool number_read_integer(const char *text, size_t length, int32_t *number, Error *error);
bool number_read(const char *text, size_t length, double *number, Error *error);

/* identifier.c: both write the normal form to `out`. */
bool identifier_ni_number(const char *text, size_t length, Buffer *out, Error *error);
bool identifier_postcode(const char *text, size_t length, Buffer *out, Error *error);

#endif
