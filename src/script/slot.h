/* A slot of the memory that a worker shares with its parent: the values that some check functions read, of
 * one batch.
 *
 * The parent writes it, the worker reads it; nothing of it is read back. Everything is flat, at offsets from
 * the slot's start, 8-aligned. Values are those of the batch's columns, but texts, categories and members of
 * sets are numbers in the slot's own list of texts, and sets numbers in its own list of sets: of the batch's
 * strings only those are copied that the columns hold. Internal to the script room. */
#ifndef BERTH_SCRIPT_SLOT_H
#define BERTH_SCRIPT_SLOT_H

#include "rule/plan.h"
#include "script/pack.h"

#include <stddef.h>
#include <stdint.h>

enum { SLOT_BYTES = 16 << 20, SLOT_SIDES = 2 };

typedef struct SlotColumn {
    uint32_t field;  /* the plan's */
    uint32_t name;   /* text: what the check calls the field */
    uint32_t type;   /* FieldType; a category's values are texts */
    uint32_t known;  /* offset of the bitmap */
    uint32_t values; /* offset of bits, int32_t, double, or uint32_t (text, set) */
} SlotColumn;

typedef struct SlotText {
    uint32_t offset, length;
} SlotText;

typedef struct SlotSet {
    uint32_t first, count; /* in members: texts, in byte order */
} SlotSet;

/* A column of a job: `side` is a Subject. */
typedef struct SlotRead {
    uint32_t side, column;
} SlotRead;

typedef struct SlotJob {
    uint32_t check;
    uint32_t candidate, vacancy;        /* 1: it reads fields of it */
    uint32_t row;                       /* with both: the vacancy's record */
    uint32_t first, required, optional; /* in reads: those that must be known, then the others */
} SlotJob;

typedef struct Slot {
    int32_t day;
    uint32_t records[SLOT_SIDES]; /* by Subject: in its columns */
    uint32_t job_count, text_count, set_count;
    uint32_t jobs, reads, texts, sets, members; /* offsets */
    uint32_t columns[SLOT_SIDES];               /* offsets */
} Slot;

/* Where slot `number` is in the shared memory. */
static inline Slot *slot_at(char *shared, uint32_t number) {
    return (Slot *)(void *)(shared + (size_t)(number % PACK_SLOTS) * SLOT_BYTES);
}

static inline const void *slot_part(const Slot *slot, uint32_t offset) {
    return (const char *)slot + offset;
}

/* How many records a job is about. */
static inline uint32_t slot_records(const Slot *slot, const SlotJob *job) {
    return slot->records[job->candidate ? SUBJECT_CANDIDATE : SUBJECT_VACANCY];
}

/* Memory that is used again for each slot. `SlotWriter w = {0};`, then slot_writer_close. */
typedef struct SlotWriter {
    Buffer jobs, reads, texts, sets, members, columns[SLOT_SIDES];
    uint32_t *local; /* a number of a column → its number in the slot, where `stamps` has the present stamp */
    uint32_t *stamps; /* both have room for `capacity` numbers */
    size_t capacity;
    uint32_t stamp;
} SlotWriter;

/* What a slot is filled from. */
typedef struct SlotSource {
    const Plan *plan;
    const int32_t *fields; /* the dictionary's indexes of the plan's fields */
    Day day;
    const CheckJob *jobs;
    uint32_t count;
} SlotSource;

/* Fills a slot. False where the batch's texts have no room. */
bool slot_write(Slot *slot, SlotWriter *writer, const SlotSource *source, Error *error);

void slot_writer_close(SlotWriter *writer);

#endif
