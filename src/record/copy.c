/* Records made of others: a copy, a set that gains a member. */
#include "base/utf8.h"
#include "record/batch.h"
#include "record/sets.h"

static void copy_text(Batch *to, const Batch *from, int32_t field, uint32_t record, uint32_t copy) {
    size_t length;
    const char *text = interner_string(from->texts, from->columns[field].written[record], &length);
    batch_set_text(to, field, copy, text, length);
}

/* The members were good in the batch that they come from, so they are here. */
static void copy_set(Batch *to, const Batch *from, int32_t field, uint32_t record, uint32_t copy) {
    size_t length;
    const Column *column = &from->columns[field];
    const char *members = sets_text(column->sets, column->integers[record], &length);
    Error never = {0};
    batch_set_set(to, field, copy, members, length, &never);
}

static void copy_value(Batch *to, const Batch *from, int32_t field, uint32_t record, uint32_t copy) {
    const Column *column = &from->columns[field];
    Column *target = &to->columns[field];
    if (bits_get(column->declined, record)) column_set_declined(target, copy);
    if (!bits_get(column->known, record)) return;
    switch (from->dictionary->fields[field].type) {
    case FIELD_BOOLEAN: column_set_truth(target, copy, bits_get(column->truths, record)); return;
    case FIELD_NUMBER: column_set_number(target, copy, column->numbers[record]); return;
    case FIELD_TEXT: copy_text(to, from, field, record, copy); return;
    case FIELD_SET: copy_set(to, from, field, record, copy); return;
    case FIELD_INTEGER:
    case FIELD_DATE:
    case FIELD_CATEGORY: break;
    }
    column_set_integer(target, copy, column->integers[record]);
}

uint32_t batch_copy(Batch *to, const Batch *from, uint32_t record) {
    const char *reference = batch_reference(from, record);
    uint32_t copy = batch_add(to, from->ids[record], reference, strlen(reference));
    for (uint32_t i = 0; i < from->dictionary->count; i++) {
        bool is_derived = from->dictionary->fields[i].derivation != DERIVED_NOT;
        if (from->columns[i].known && to->columns[i].known && !is_derived)
            copy_value(to, from, (int32_t)i, record, copy);
    }
    return copy;
}

/* Where the member stands, or would stand, among members in byte order with ';' between; true where it is
 * there, in whatever case. */
static bool find_member(const char *members, size_t length, const char *member, size_t *place) {
    Buffer alike = {0}, other = {0};
    bool found = false, is_placed = false;
    utf8_add_alike(&alike, member, strlen(member));
    *place = length;
    for (size_t at = 0; at < length;) {
        const char *end = memchr(members + at, ';', length - at);
        size_t size = end ? (size_t)(end - members) - at : length - at, least = strlen(member);
        int order = memcmp(members + at, member, size < least ? size : least);
        if (!is_placed && (order > 0 || (order == 0 && size > least))) {
            *place = at;
            is_placed = true;
        }
        buffer_clear(&other);
        utf8_add_alike(&other, members + at, size);
        found |= other.length == alike.length && memcmp(other.bytes, alike.bytes, alike.length) == 0;
        at += size + 1;
    }
    buffer_close(&alike);
    buffer_close(&other);
    return found;
}

/* The record's set as text, "" where it is not known. */
static const char *members_of(const Column *column, uint32_t record, size_t *length) {
    *length = 0;
    if (!bits_get(column->known, record)) return "";
    return sets_text(column->sets, column->integers[record], length);
}

int32_t batch_find_member(const Batch *batch, int32_t field, const char *member) {
    const Field *declared = &batch->dictionary->fields[field];
    if (declared->value_count) return field_find_value(declared, member, strlen(member));
    Buffer alike = {0};
    utf8_add_alike(&alike, member, strlen(member));
    int32_t number = interner_find(batch->texts, buffer_string(&alike), alike.length);
    buffer_close(&alike);
    return number;
}

bool batch_has_member(const Batch *batch, int32_t field, uint32_t record, int32_t member) {
    const Column *column = &batch->columns[field];
    uint32_t count;
    if (member < 0 || !column->known || !bits_get(column->known, record)) return false;
    const int32_t *members = sets_members(column->sets, column->integers[record], &count);
    for (uint32_t i = 0; i < count; i++)
        if (members[i] == member) return true;
    return false;
}

void batch_add_member(Batch *batch, int32_t field, uint32_t record, const char *member) {
    Column *column = &batch->columns[field];
    size_t length, place;
    const char *members = members_of(column, record, &length);
    if (find_member(members, length, member, &place)) return;
    Buffer more = {0};
    Error never = {0};
    buffer_add(&more, members, place);
    if (place == length && length) buffer_add_char(&more, ';');
    buffer_add_string(&more, member);
    if (place < length) buffer_add_char(&more, ';');
    buffer_add(&more, members + place, length - place);
    bits_clear(column->declined, record);
    batch_set_set(batch, field, record, buffer_string(&more), more.length, &never);
    buffer_close(&more);
}
