/* Keys are 64-bit hashes in one table: two people whose keys are equal look the same. A collision would cost
 * a needless warning, once in some billions of pairs. */
#include "duplicates.h"

#include "base/memory.h"
#include "base/utf8.h"

typedef enum Likeness { LIKE_NI_NUMBER, LIKE_NAME, LIKENESSES } Likeness;

/* What a key is made of, by position in the list's values. */
enum { PART_NI_NUMBER, PART_FORENAME, PART_SURNAME, PART_BIRTH, PART_POSTCODE, PART_COUNT };

static const char *const FIELDS[PART_COUNT] = {"ni_number", "forename", "surname", "date_of_birth",
                                               "postcode"};

/* One key of a person who is new in the list. The key lies in two halves so that a slot takes twelve bytes.
 */
typedef struct Slot {
    uint32_t low, high;
    uint32_t number; /* how many rows after `before` the person's is, from 1; 0 = free */
} Slot;

struct Duplicates {
    Store *store;
    Rows *rows;
    int64_t before;
    int32_t positions[PART_COUNT];
    Slot *table;
    size_t capacity, count; /* capacity: a power of two */
    uint64_t found;
    sqlite3_stmt *reference;
    Buffer folded;
};

static bool has_name(const Duplicates *duplicates) {
    for (int i = PART_FORENAME; i < PART_COUNT; i++)
        if (duplicates->positions[i] < 0) return false;
    return true;
}

Duplicates *duplicates_open(Store *store, Rows *rows, int64_t before) {
    Duplicates *duplicates = memory_allocate(sizeof *duplicates);
    *duplicates = (Duplicates){.store = store, .rows = rows, .before = before, .capacity = 1024};
    for (int i = 0; i < PART_COUNT; i++)
        duplicates->positions[i] = rows_position(rows, FIELDS[i]);
    duplicates->table = memory_allocate_array(duplicates->capacity, sizeof *duplicates->table);
    bool useful = rows_subject(rows) == SUBJECT_CANDIDATE &&
                  (duplicates->positions[PART_NI_NUMBER] >= 0 || has_name(duplicates));
    if (useful) return duplicates;
    duplicates_close(duplicates);
    return NULL;
}

void duplicates_close(Duplicates *duplicates) {
    if (!duplicates) return;
    sqlite3_finalize(duplicates->reference);
    buffer_close(&duplicates->folded);
    free(duplicates->table);
    free(duplicates);
}

uint64_t duplicates_count(const Duplicates *duplicates) {
    return duplicates ? duplicates->found : 0;
}

static uint64_t stir(uint64_t value) {
    value = (value ^ value >> 32) * UINT64_C(0x9E3779B97F4A7C15); /* 2^64 over the golden ratio */
    return value ^ value >> 29;
}

static uint64_t hash(Likeness likeness, const char *bytes, size_t length) {
    uint64_t value = stir(length + ((uint64_t)likeness << 32)), word = 0;
    for (; length >= sizeof word; bytes += sizeof word, length -= sizeof word) {
        memcpy(&word, bytes, sizeof word);
        value = stir(value ^ word);
    }
    word = 0;
    memcpy(&word, bytes, length);
    value = stir(value ^ word);
    return value ? value : 1;
}

/* The key's slot, or the free one where it belongs. */
static Slot *find(const Duplicates *duplicates, uint64_t key) {
    uint32_t low = (uint32_t)key, high = (uint32_t)(key >> 32);
    for (size_t at = low & (duplicates->capacity - 1);; at = (at + 1) & (duplicates->capacity - 1)) {
        Slot *slot = &duplicates->table[at];
        if (!slot->number || (slot->low == low && slot->high == high)) return slot;
    }
}

static void grow(Duplicates *duplicates) {
    Slot *old = duplicates->table;
    size_t size = duplicates->capacity;
    duplicates->capacity *= 2;
    duplicates->table = memory_allocate_array(duplicates->capacity, sizeof *old);
    for (size_t i = 0; i < size; i++)
        if (old[i].number) *find(duplicates, (uint64_t)old[i].high << 32 | old[i].low) = old[i];
    free(old);
}

static void insert(Duplicates *duplicates, uint64_t key, int64_t id) {
    if (duplicates->count * 4 >= duplicates->capacity * 3) grow(duplicates);
    *find(duplicates, key) = (Slot){
        .low = (uint32_t)key, .high = (uint32_t)(key >> 32), .number = (uint32_t)(id - duplicates->before)};
    duplicates->count++;
}

/* Texts of a person, NULL where unknown, and their day of birth. */
typedef struct Likenesses {
    const char *texts[PART_COUNT];
    size_t lengths[PART_COUNT];
    bool born;
    int32_t birth;
} Likenesses;

/* 0 where too little is known. */
static uint64_t make_key(Duplicates *duplicates, const Likenesses *person, Likeness likeness) {
    if (likeness == LIKE_NI_NUMBER)
        return person->texts[PART_NI_NUMBER]
                   ? hash(likeness, person->texts[PART_NI_NUMBER], person->lengths[PART_NI_NUMBER])
                   : 0;
    static const int parts[] = {PART_FORENAME, PART_SURNAME, PART_POSTCODE};
    if (!person->born) return 0;
    buffer_clear(&duplicates->folded);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!person->texts[parts[i]]) return 0;
        utf8_add_folded(&duplicates->folded, person->texts[parts[i]], person->lengths[parts[i]]);
        buffer_add_char(&duplicates->folded, '\n');
    }
    buffer_add(&duplicates->folded, (const char *)&person->birth, sizeof person->birth);
    return hash(likeness, duplicates->folded.bytes, duplicates->folded.length);
}

static bool warn(Duplicates *duplicates, uint32_t line, const char *reference, const char *other,
                 Likeness likeness) {
    Buffer text = {0};
    buffer_add_char(&text, '\'');
    value_show(reference, strlen(reference), &text);
    buffer_add_string(&text, "' may be the same person as '");
    value_show(other, strlen(other), &text);
    buffer_format(&text, "' (the same %s): they were kept apart",
                  likeness == LIKE_NI_NUMBER ? "National Insurance number"
                                             : "name, date of birth and postcode");
    rows_warn(duplicates->rows, line, 0, buffer_string(&text));
    buffer_close(&text);
    duplicates->found++;
    return true;
}

/* The reference of a person; the caller frees. */
static bool look_up(Duplicates *duplicates, int64_t id, char **reference, Error *error) {
    if (!duplicates->reference)
        duplicates->reference =
            store_prepare(duplicates->store, error, "SELECT reference FROM person WHERE id = ?1");
    if (!duplicates->reference) return false;
    bool row = false;
    sqlite3_bind_int64(duplicates->reference, 1, id);
    bool ok = store_step(duplicates->store, duplicates->reference, &row, error);
    const char *text = row ? (const char *)sqlite3_column_text(duplicates->reference, 0) : NULL;
    *reference = strdup(text ? text : "");
    if (!*reference) memory_exhausted();
    sqlite3_reset(duplicates->reference);
    return ok;
}

static void take_value(Likenesses *person, int part, const Value *value) {
    if (value->state != VALUE_KNOWN) return;
    if (part == PART_BIRTH) {
        person->born = true;
        person->birth = value->integer;
    } else {
        person->texts[part] = value->text;
        person->lengths[part] = value->length;
    }
}

bool duplicates_add(Duplicates *duplicates, const Value *values, const CsvCell *reference, int64_t id,
                    Error *error) {
    if (!duplicates) return true;
    Likenesses person = {0};
    uint64_t keys[LIKENESSES];
    bool warned = false;
    for (int i = 0; i < PART_COUNT; i++)
        if (duplicates->positions[i] >= 0) take_value(&person, i, &values[duplicates->positions[i]]);
    for (Likeness likeness = 0; likeness < LIKENESSES; likeness++) {
        keys[likeness] = make_key(duplicates, &person, likeness);
        /* The table is larger than any cache. */
        __builtin_prefetch(&duplicates->table[(uint32_t)keys[likeness] & (duplicates->capacity - 1)]);
    }
    for (Likeness likeness = 0; likeness < LIKENESSES; likeness++) {
        const Slot *like = keys[likeness] ? find(duplicates, keys[likeness]) : NULL;
        if (like && like->number && !warned) {
            char *other = NULL;
            if (!look_up(duplicates, duplicates->before + like->number, &other, error)) return false;
            warned = warn(duplicates, reference->line, reference->text, other, likeness);
            free(other);
        }
        if (like && !like->number) insert(duplicates, keys[likeness], id);
    }
    return true;
}

static bool compare_known(Duplicates *duplicates, const uint32_t *lines, sqlite3_stmt *row, Error *error) {
    Likenesses person = {.born = sqlite3_column_type(row, 1 + PART_BIRTH) == SQLITE_INTEGER,
                         .birth = sqlite3_column_int(row, 1 + PART_BIRTH)};
    for (int i = 0; i < PART_COUNT; i++) {
        person.texts[i] = (const char *)sqlite3_column_text(row, 1 + i);
        person.lengths[i] = (size_t)sqlite3_column_bytes(row, 1 + i);
    }
    for (Likeness likeness = 0; likeness < LIKENESSES; likeness++) {
        uint64_t key = make_key(duplicates, &person, likeness);
        const Slot *like = key ? find(duplicates, key) : NULL;
        if (!like || !like->number) continue;
        char *new = NULL, *known = NULL;
        bool ok = look_up(duplicates, duplicates->before + like->number, &new, error) &&
                  look_up(duplicates, sqlite3_column_int64(row, 0), &known, error) &&
                  warn(duplicates, lines[like->number - 1], new, known, likeness);
        free(new);
        free(known);
        return ok;
    }
    return true;
}

/* The column of a part as SQL, "NULL" where the dataset has none. The caller frees with sqlite3_free. */
static char *part_column(Duplicates *duplicates, int part, Error *error) {
    sqlite3_stmt *find =
        store_prepare(duplicates->store, error,
                      "SELECT kept FROM field WHERE subject = 'candidate' AND name = %Q", FIELDS[part]);
    if (!find) return NULL;
    bool row = false;
    char *column = NULL;
    if (store_step(duplicates->store, find, &row, error)) {
        column = row ? sqlite3_mprintf("\"%w\".\"%w\"", sqlite3_column_text(find, 0), FIELDS[part])
                     : sqlite3_mprintf("NULL");
        if (!column) memory_exhausted();
    }
    sqlite3_finalize(find);
    return column;
}

static sqlite3_stmt *prepare_known(Duplicates *duplicates, Error *error) {
    char *columns[PART_COUNT] = {NULL};
    bool ok = true;
    for (int i = 0; ok && i < PART_COUNT; i++)
        ok = (columns[i] = part_column(duplicates, i, error)) != NULL;
    sqlite3_stmt *known = NULL;
    if (ok)
        known = store_prepare(
            duplicates->store, error,
            "SELECT person.id, %s, %s, %s, %s, %s FROM person"
            " LEFT JOIN person_identity ON person_identity.id = person.id WHERE person.id <= %lld",
            columns[PART_NI_NUMBER], columns[PART_FORENAME], columns[PART_SURNAME], columns[PART_BIRTH],
            columns[PART_POSTCODE], (long long)duplicates->before);
    for (int i = 0; i < PART_COUNT; i++)
        sqlite3_free(columns[i]);
    return known;
}

bool duplicates_finish(Duplicates *duplicates, const uint32_t *lines, Error *error) {
    if (!duplicates || !duplicates->count || !duplicates->before) return true;
    sqlite3_stmt *known = prepare_known(duplicates, error);
    if (!known) return false;
    bool row = false, ok;
    while ((ok = store_step(duplicates->store, known, &row, error)) && row)
        if (!compare_known(duplicates, lines, known, error)) {
            ok = false;
            break;
        }
    sqlite3_finalize(known);
    return ok;
}
