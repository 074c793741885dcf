/* Copies what check functions read, and nothing else, into a slot of a worker's memory. */
#include "script/slot.h"

#include "base/memory.h"

/* The slot that is being filled. */
typedef struct Fill {
    char *start;
    size_t used;
    bool full;
    SlotWriter *writer;
    const SlotSource *source;
    const Batch *batches[SLOT_SIDES];
    uint32_t first[SLOT_SIDES]; /* the first of the records that are copied */
    uint32_t records[SLOT_SIDES];
} Fill;

enum { ALIGNMENT = 8 };

/* Room for `bytes`; NULL where there is none. */
static void *reserve(Fill *fill, size_t bytes, size_t alignment, uint32_t *offset) {
    size_t at = (fill->used + alignment - 1) / alignment * alignment;
    if (fill->full || bytes > SLOT_BYTES || at > SLOT_BYTES - bytes) {
        fill->full = true;
        return NULL;
    }
    fill->used = at + bytes;
    *offset = (uint32_t)at;
    return fill->start + at;
}

static void place(Fill *fill, const Buffer *buffer, uint32_t *offset) {
    void *room = reserve(fill, buffer->length, ALIGNMENT, offset);
    if (room && buffer->length) memcpy(room, buffer->bytes, buffer->length);
}

#define COUNT(buffer, Item) ((uint32_t)((buffer).length / sizeof(Item)))

static uint32_t add(Buffer *buffer, const void *item, size_t size) {
    uint32_t index = (uint32_t)(buffer->length / size);
    buffer_add(buffer, item, size);
    return index;
}

/* ── Texts ──────────────────────────────────────────────────────────────── */

static uint32_t add_text(Fill *fill, const char *bytes, size_t length) {
    SlotText text = {.length = (uint32_t)length};
    void *room = reserve(fill, length, 1, &text.offset);
    if (room && length) memcpy(room, bytes, length);
    return add(&fill->writer->texts, &text, sizeof text);
}

/* "age"; a pack's own field without the pack's name before it. */
static uint32_t add_name(Fill *fill, uint32_t field) {
    const Plan *plan = fill->source->plan;
    const char *name = plan_string(plan, plan->fields[field].name);
    const char *dot = strrchr(name, '.');
    return add_text(fill, dot ? dot + 1 : name, strlen(dot ? dot + 1 : name));
}

typedef struct Source {
    const Batch *batch;
    const Field *field;
    const Column *column;
} Source;

/* A value or member with this number: of a field that lists values the name, else a text of the batch. */
static uint32_t add_value(Fill *fill, const Source *source, int32_t number) {
    if (field_is_listed(source->field)) {
        const char *name = source->field->values[number].name;
        return add_text(fill, name, strlen(name));
    }
    size_t length;
    const char *text = interner_string(source->batch->texts, number, &length);
    return add_text(fill, text, length);
}

/* Members come in byte order; those of an open set as they were written. */
static uint32_t add_set(Fill *fill, const Source *source, int32_t number) {
    uint32_t count;
    const SetTable *sets = source->column->sets;
    const int32_t *members =
        source->field->value_count ? sets_members(sets, number, &count) : sets_written(sets, number, &count);
    SlotSet set = {.first = COUNT(fill->writer->members, uint32_t), .count = count};
    for (uint32_t i = 0; i < count; i++) {
        uint32_t text = add_value(fill, source, members[i]);
        add(&fill->writer->members, &text, sizeof text);
    }
    return add(&fill->writer->sets, &set, sizeof set);
}

/* ── Columns ────────────────────────────────────────────────────────────── */

static void make_room(SlotWriter *writer, size_t numbers) {
    if (numbers > writer->capacity) {
        size_t capacity = numbers * 2;
        writer->local = memory_resize(writer->local, capacity * sizeof *writer->local);
        writer->stamps = memory_resize(writer->stamps, capacity * sizeof *writer->stamps);
        memset(writer->stamps + writer->capacity, 0, (capacity - writer->capacity) * sizeof *writer->stamps);
        writer->capacity = capacity;
    }
    if (++writer->stamp == 0) {
        memset(writer->stamps, 0, writer->capacity * sizeof *writer->stamps);
        writer->stamp = 1;
    }
}

/* How many numbers a column's values can have. */
static size_t numbers_of(const Source *source) {
    if (source->field->type == FIELD_CATEGORY) return source->field->value_count;
    if (source->field->type == FIELD_SET) return (size_t)sets_count(source->column->sets);
    return (size_t)interner_count(source->batch->texts);
}

/* Texts (as written), categories and sets: each distinct one is copied once. */
static void copy_numbers(Fill *fill, const Source *source, uint32_t first, uint32_t count, uint32_t *out) {
    SlotWriter *writer = fill->writer;
    const Column *column = source->column;
    const int32_t *numbers = column->written ? column->written : column->integers;
    make_room(writer, numbers_of(source));
    for (uint32_t i = 0; i < count; i++) {
        out[i] = 0;
        if (!bits_get(column->known, first + i)) continue;
        int32_t number = numbers[first + i];
        if (writer->stamps[number] != writer->stamp) {
            writer->stamps[number] = writer->stamp;
            writer->local[number] = source->field->type == FIELD_SET ? add_set(fill, source, number)
                                                                     : add_value(fill, source, number);
        }
        out[i] = writer->local[number];
    }
}

static void copy_bits(const uint64_t *from, uint32_t first, uint32_t count, uint64_t *out) {
    if (first == 0) {
        memcpy(out, from, bits_words(count) * sizeof *out);
        return;
    }
    memset(out, 0, bits_words(count) * sizeof *out);
    for (uint32_t i = 0; i < count; i++) {
        if (bits_get(from, first + i)) bits_set(out, i);
    }
}

static size_t value_bytes(FieldType type, uint32_t count) {
    switch (type) {
    case FIELD_BOOLEAN: return bits_words(count) * sizeof(uint64_t);
    case FIELD_NUMBER: return count * sizeof(double);
    default: return count * sizeof(uint32_t);
    }
}

static void copy_values(Fill *fill, const Source *source, uint32_t first, uint32_t count, void *out) {
    switch (source->field->type) {
    case FIELD_BOOLEAN: copy_bits(source->column->truths, first, count, out); break;
    case FIELD_NUMBER: memcpy(out, source->column->numbers + first, count * sizeof(double)); break;
    case FIELD_INTEGER:
    case FIELD_DATE: memcpy(out, source->column->integers + first, count * sizeof(int32_t)); break;
    case FIELD_TEXT:
    case FIELD_CATEGORY:
    case FIELD_SET: copy_numbers(fill, source, first, count, out); break;
    }
}

/* A field that the batch does not carry is unknown everywhere. */
static void copy_column(Fill *fill, Subject side, uint32_t field, SlotColumn *copy) {
    const Batch *batch = fill->batches[side];
    int32_t index = fill->source->fields[field];
    Source source = {.batch = batch};
    if (index != FIELD_NONE) {
        source.field = &batch->dictionary->fields[index];
        source.column = &batch->columns[index];
    }
    uint32_t count = fill->records[side];
    copy->type = source.field ? source.field->type : FIELD_BOOLEAN;
    uint64_t *known = reserve(fill, bits_words(count) * sizeof *known, ALIGNMENT, &copy->known);
    void *values = reserve(fill, value_bytes(copy->type, count), ALIGNMENT, &copy->values);
    if (!known || !values) return;
    if (source.column && source.column->known) {
        copy_bits(source.column->known, fill->first[side], count, known);
        copy_values(fill, &source, fill->first[side], count, values);
    } else {
        memset(known, 0, bits_words(count) * sizeof *known);
    }
}

/* The number of the field's column on its side; copies it where it is not there yet. */
static SlotRead find_column(Fill *fill, uint32_t field) {
    Subject side = fill->source->plan->fields[field].subject;
    Buffer *columns = &fill->writer->columns[side];
    const SlotColumn *there = (const SlotColumn *)(const void *)columns->bytes;
    for (uint32_t i = 0; i < COUNT(*columns, SlotColumn); i++) {
        if (there[i].field == field) return (SlotRead){.side = side, .column = i};
    }
    SlotColumn column = {.field = field, .name = add_name(fill, field)};
    copy_column(fill, side, field, &column);
    return (SlotRead){.side = side, .column = add(columns, &column, sizeof column)};
}

/* ── The slot ───────────────────────────────────────────────────────────── */

static void add_reads(Fill *fill, uint32_t first, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        SlotRead read = find_column(fill, fill->source->plan->links[first + i]);
        add(&fill->writer->reads, &read, sizeof read);
    }
}

static void add_job(Fill *fill, const CheckJob *job) {
    const PlanCheck *check = &fill->source->plan->checks[job->check];
    SlotJob copy = {
        .check = job->check,
        .candidate = check->candidate,
        .vacancy = check->vacancy,
        .first = COUNT(fill->writer->reads, SlotRead),
        .required = check->read_count,
        .optional = check->optional_count,
    };
    if (check->candidate && check->vacancy) copy.row = job->vacancy - fill->first[SUBJECT_VACANCY];
    add_reads(fill, check->first_read, check->read_count);
    add_reads(fill, check->first_optional, check->optional_count);
    add(&fill->writer->jobs, &copy, sizeof copy);
}

/* Which batches the jobs read. Of the vacancies only one record is copied where all jobs are about that one.
 */
static void choose_records(Fill *fill) {
    bool one = true;
    uint32_t row = PLAN_NONE;
    const CheckJob *jobs = fill->source->jobs;
    for (uint32_t i = 0; i < fill->source->count; i++) {
        const PlanCheck *check = &fill->source->plan->checks[jobs[i].check];
        if (check->candidate) fill->batches[SUBJECT_CANDIDATE] = jobs[i].candidates;
        if (!check->vacancy) continue;
        fill->batches[SUBJECT_VACANCY] = jobs[i].vacancies;
        if (!check->candidate || (row != PLAN_NONE && row != jobs[i].vacancy)) one = false;
        row = jobs[i].vacancy;
    }
    for (int side = 0; side < SLOT_SIDES; side++) {
        if (fill->batches[side]) fill->records[side] = fill->batches[side]->count;
    }
    if (!one || !fill->batches[SUBJECT_VACANCY]) return;
    fill->first[SUBJECT_VACANCY] = row;
    fill->records[SUBJECT_VACANCY] = 1;
}

static void clear(SlotWriter *writer) {
    Buffer *buffers[] = {&writer->jobs,    &writer->reads,      &writer->texts,     &writer->sets,
                         &writer->members, &writer->columns[0], &writer->columns[1]};
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++)
        buffer_clear(buffers[i]);
}

bool slot_write(Slot *slot, SlotWriter *writer, const SlotSource *source, Error *error) {
    Fill fill = {.start = (char *)slot, .used = sizeof *slot, .writer = writer, .source = source};
    clear(writer);
    choose_records(&fill);
    for (uint32_t i = 0; i < source->count; i++)
        add_job(&fill, &source->jobs[i]);
    Slot header = {
        .day = source->day,
        .records = {fill.records[0], fill.records[1]},
        .job_count = source->count,
        .text_count = COUNT(writer->texts, SlotText),
        .set_count = COUNT(writer->sets, SlotSet),
    };
    place(&fill, &writer->jobs, &header.jobs);
    place(&fill, &writer->reads, &header.reads);
    place(&fill, &writer->texts, &header.texts);
    place(&fill, &writer->sets, &header.sets);
    place(&fill, &writer->members, &header.members);
    for (int side = 0; side < SLOT_SIDES; side++)
        place(&fill, &writer->columns[side], &header.columns[side]);
    if (fill.full) {
        return error_set(
            error,
            "'%s' was stopped: the records have more text than its check functions can be given at once "
            "(%d MiB for %u records): shorten it, or take the longest fields out of 'reads'",
            plan_string(source->plan, source->plan->packs[0].id), SLOT_BYTES >> 20,
            header.records[0] > header.records[1] ? header.records[0] : header.records[1]);
    }
    *slot = header;
    return true;
}

void slot_writer_close(SlotWriter *writer) {
    Buffer *buffers[] = {&writer->jobs,    &writer->reads,      &writer->texts,     &writer->sets,
                         &writer->members, &writer->columns[0], &writer->columns[1]};
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++)
        buffer_close(buffers[i]);
    free(writer->local);
    free(writer->stamps);
}
