/* A batch: some thousands of records in columns.
 *
 * A column carries one field. Of each record its value is known, or unknown, and if unknown perhaps declined.
 * Values of unknown records are zero. Text is a number in the batch's interner, a set a number in the
 * column's table of distinct sets, so a leaf looks at each distinct value once.
 *
 * People write "Islington Working", "islington working" and "Islington  Working" for one thing, so texts and
 * members of open sets that differ in case or white space alone are equal: utf8_add_alike makes them one
 * text. What is compared is the number of that text; beside it is kept the number of the text as it was
 * written, which is what people, patterns and check functions see.
 *
 * The first numbers of `texts` are the strings that the batch was opened with (the rules' literals, as they
 * are compared), the same in every batch, so a rule compares numbers. Members of a set with listed values are
 * indexes of those values; members of an open set are numbers in `texts`.
 *
 * Life cycle: open once, then clear and fill again and again: memory does not grow with the number of
 * records. Thread rule: one batch belongs to one thread at a time. */
#ifndef BERTH_RECORD_BATCH_H
#define BERTH_RECORD_BATCH_H

#include "base/bits.h"
#include "base/buffer.h"
#include "base/date.h"
#include "base/error.h"
#include "record/field.h"

enum {
    BATCH_RECORDS = 4096, /* how many candidates a batch holds: a multiple of 64 */
    BATCH_KEPT = 32768,   /* more distinct texts or sets than this are forgotten when the batch is cleared; */
    BATCH_KEPT_BYTES = 4194304 /* so are more bytes of text than this */
};

typedef struct SetTable SetTable;

typedef struct Column {
    uint64_t *known;    /* bit r: record r's value is known; NULL: the batch does not carry this field */
    uint64_t *declined; /* bit r: record r declined to answer; only where not known */
    union {
        uint64_t *truths;  /* boolean: bit r */
        int32_t *integers; /* integer, date, category, text as compared, set */
        double *numbers;   /* number */
    };
    int32_t *upper;   /* derived years only, else NULL: where upper[r] != integers[r] the value is one of the
                         two, is not known, and a leaf is decided only if both decide it alike */
    int32_t *written; /* text fields only: the text as it was written */
    SetTable *sets;   /* set fields only */
} Column;

typedef struct Batch {
    const Dictionary *dictionary;
    Subject subject;
    uint32_t capacity; /* a multiple of 64 */
    uint32_t count;    /* records filled */
    Column *columns;   /* by field index of the dictionary */
    Interner *texts;   /* as written and as compared */
    int32_t *alike;    /* by text: the one that stands for it and all that are equal to it */
    uint32_t alike_capacity;
    Buffer scratch;
    int32_t literal_count; /* how many of `texts` are the rules' literals */
    size_t text_bytes;     /* of the texts that are not */
    uint32_t generation;   /* changes when texts and sets are forgotten: until then their numbers stand,
                              whatever is   cleared, so that what was decided about one stands too */
    int64_t *ids;          /* the dataset's row of each record */
    Buffer references;     /* the records' references, one after the other, each with a zero after it */
    uint32_t *reference;   /* where each record's begins in `references` */
} Batch;

/* `wanted` has a flag for each field of the dictionary; derived fields bring their sources. `literals` are
 * the strings that get the first numbers, or NULL. `capacity` is rounded up to a multiple of 64. */
Batch *batch_open(const Dictionary *dictionary, Subject subject, const bool *wanted, const Interner *literals,
                  uint32_t capacity);
void batch_close(Batch *batch);

/* Forgets the records. Texts and sets that were seen are kept for the next ones, up to a bound. */
void batch_clear(Batch *batch);

/* Begins the next record, all values unknown; returns its number. The batch must not be full. */
uint32_t batch_add(Batch *batch, int64_t id, const char *reference, size_t length);

/* The reference of a record, zero-terminated. */
const char *batch_reference(const Batch *batch, uint32_t record);

static inline void column_set_truth(Column *column, uint32_t record, bool value) {
    bits_set(column->known, record);
    if (value) bits_set(column->truths, record);
}

static inline void column_set_integer(Column *column, uint32_t record, int32_t value) {
    bits_set(column->known, record);
    column->integers[record] = value;
}

static inline void column_set_number(Column *column, uint32_t record, double value) {
    bits_set(column->known, record);
    column->numbers[record] = value;
}

static inline void column_set_declined(Column *column, uint32_t record) {
    bits_set(column->declined, record);
}

/* The number of a text as it is written; batch->alike has the one that it is compared as. */
int32_t batch_add_text(Batch *batch, const char *text, size_t length);

void batch_set_text(Batch *batch, int32_t field, uint32_t record, const char *text, size_t length);

/* A set as the dataset stores it: members in byte order with ';' between, "" for the empty set. False where a
 * member is not one of the field's values; `error` names the field, never the value. */
bool batch_set_set(Batch *batch, int32_t field, uint32_t record, const char *members, size_t length,
                   Error *error);

/* Adds a copy of a record of `from`, a batch of the same dictionary, subject and columns; its derived values
 * are left to batch_derive. Returns the copy's number. */
uint32_t batch_copy(Batch *to, const Batch *from, uint32_t record);

/* The number that a member of the set field has in this batch: the index of a listed value, the text as it is
 * compared; -1 where no record's set has had it. */
int32_t batch_find_member(const Batch *batch, int32_t field, const char *member);

/* Is that member in the record's set? False where the set is not known or the batch does not carry it. */
bool batch_has_member(const Batch *batch, int32_t field, uint32_t record, int32_t member);

/* The record's set gains a member; one that is not known becomes the set of that member alone. */
void batch_add_member(Batch *batch, int32_t field, uint32_t record, const char *member);

/* Fills the derived columns, as of `day`, once the batch is full. */
void batch_derive(Batch *batch, Day day);

/* How many distinct sets a column holds; set numbers are 0 … count-1. */
int32_t sets_count(const SetTable *sets);

/* The members of a set: value indexes, or numbers in `texts`, as they are compared; no two are equal. */
const int32_t *sets_members(const SetTable *sets, int32_t set, uint32_t *count);

/* The same of an open set, as they were written; of equal ones the first. */
const int32_t *sets_written(const SetTable *sets, int32_t set, uint32_t *count);

/* One value as text for a person to read: "yes", "24", "2001-04-03", "Hackney", "PIP; UC"; "24 or 25" for two
 * possible years; "not known", "declined". The vacancy or candidate the batch is about makes no difference.
 */
void batch_show(const Batch *batch, int32_t field, uint32_t record, Buffer *out);

#endif
