/* Sets as numbers: the text of a set is interned, and its members are taken apart once. */
#include "record/sets.h"

#include "base/memory.h"

enum { FIRST_ITEMS = 16 };

struct SetTable {
    Interner *texts;  /* each set as it was written; its number is the set's */
    uint32_t *ends;   /* by set: where its members end in `members`; they begin where the last one's end */
    int32_t *members; /* of all sets, one after the other */
    int32_t *written; /* of open sets, likewise, as they were written */
    uint32_t member_count, member_capacity, end_capacity;
    size_t bytes;
};

SetTable *sets_open(void) {
    SetTable *sets = memory_allocate(sizeof *sets);
    sets->texts = interner_open();
    return sets;
}

void sets_close(SetTable *sets) {
    if (!sets) return;
    interner_close(sets->texts);
    free(sets->ends);
    free(sets->members);
    free(sets->written);
    free(sets);
}

void sets_clear(SetTable *sets) {
    interner_rewind(sets->texts, 0);
    sets->member_count = 0;
    sets->bytes = 0;
}

size_t sets_bytes(const SetTable *sets) {
    return sets->bytes;
}

const char *sets_text(const SetTable *sets, int32_t set, size_t *length) {
    return interner_string(sets->texts, set, length);
}

int32_t sets_count(const SetTable *sets) {
    return interner_count(sets->texts);
}

static uint32_t first_member(const SetTable *sets, int32_t set) {
    return set == 0 ? 0 : sets->ends[set - 1];
}

const int32_t *sets_members(const SetTable *sets, int32_t set, uint32_t *count) {
    *count = sets->ends[set] - first_member(sets, set);
    return *count ? sets->members + first_member(sets, set) : sets->members;
}

const int32_t *sets_written(const SetTable *sets, int32_t set, uint32_t *count) {
    *count = sets->ends[set] - first_member(sets, set);
    return *count ? sets->written + first_member(sets, set) : sets->written;
}

static uint32_t grown(uint32_t capacity) {
    return capacity ? capacity * 2 : FIRST_ITEMS;
}

static bool has_member(const SetTable *sets, uint32_t first, int32_t member) {
    for (uint32_t i = first; i < sets->member_count; i++)
        if (sets->members[i] == member) return true;
    return false;
}

static void add_member(SetTable *sets, uint32_t first, int32_t member, int32_t written) {
    if (has_member(sets, first, member)) return;
    if (sets->member_count == sets->member_capacity) {
        sets->member_capacity = grown(sets->member_capacity);
        sets->members = memory_resize(sets->members, sets->member_capacity * sizeof *sets->members);
        sets->written = memory_resize(sets->written, sets->member_capacity * sizeof *sets->written);
    }
    sets->written[sets->member_count] = written;
    sets->members[sets->member_count++] = member;
}

static bool add_members(SetTable *sets, const Field *field, Batch *batch, const char *text, size_t length) {
    uint32_t first = sets->member_count;
    const char *end = text + length;
    while (text < end) {
        const char *stop = memchr(text, ';', (size_t)(end - text));
        if (!stop) stop = end;
        size_t size = (size_t)(stop - text);
        int32_t written =
            field->value_count ? field_find_value(field, text, size) : batch_add_text(batch, text, size);
        if (written < 0) return false;
        add_member(sets, first, field->value_count ? written : batch->alike[written], written);
        text = stop + 1;
    }
    return true;
}

static void set_end(SetTable *sets, int32_t set) {
    if ((uint32_t)set >= sets->end_capacity) {
        sets->end_capacity = grown(sets->end_capacity);
        sets->ends = memory_resize(sets->ends, sets->end_capacity * sizeof *sets->ends);
    }
    sets->ends[set] = sets->member_count;
}

int32_t sets_add(SetTable *sets, const Field *field, Batch *batch, const char *members, size_t length) {
    int32_t count = sets_count(sets), set = interner_add(sets->texts, members, length);
    if (set < count) return set;
    uint32_t member_count = sets->member_count;
    if (!add_members(sets, field, batch, members, length)) {
        interner_rewind(sets->texts, count);
        sets->member_count = member_count;
        return -1;
    }
    sets->bytes += length;
    set_end(sets, set);
    return set;
}
