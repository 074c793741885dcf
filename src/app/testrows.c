/* TestRows of a test become records of a batch. */
#include "app/testrows.h"

#include "base/memory.h"

static const PlanTestRow *row_at(const TestRows *rows, uint32_t row) {
    return &rows->plan->test_rows[rows->test->first_row + row];
}

/* ── Values ─────────────────────────────────────────────────────────────── */

static const char *member_of(const TestRows *rows, const PlanField *field, const PlanLiteral *literal) {
    PlanString text = (PlanString)literal->string;
    if (field->value_count) text = rows->plan->values[field->first_value + (uint32_t)literal->integer].name;
    return plan_string(rows->plan, text);
}

static int compare_texts(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* As the dataset stores it: members in byte order, ';' between. */
static const char *set_text(const TestRows *rows, const PlanField *field, const PlanTestValue *value) {
    const char **members = arena_allocate_array(rows->arena, value->count, sizeof *members);
    for (uint32_t i = 0; i < value->count; i++)
        members[i] = member_of(rows, field, &rows->plan->literals[value->first + i]);
    if (value->count) qsort(members, value->count, sizeof *members, compare_texts);
    Buffer text = {0};
    for (uint32_t i = 0; i < value->count; i++)
        if (i == 0 || strcmp(members[i - 1], members[i]) != 0)
            buffer_format(&text, "%s%s", i ? ";" : "", members[i]);
    const char *copy = arena_copy_string(rows->arena, buffer_string(&text));
    buffer_close(&text);
    return copy;
}

static bool set_value(const TestRows *rows, Batch *batch, uint32_t record, const PlanTestValue *value,
                      Error *error) {
    const PlanField *declared = &rows->plan->fields[value->field];
    int32_t field = ruleset_field(rows->set, rows->pack, value->field);
    Column *column = &batch->columns[field];
    if (!column->known) return true; /* no rule reads it */
    if (value->declined) {
        column_set_declined(column, record);
        return true;
    }
    const PlanLiteral *literal = &rows->plan->literals[value->first];
    switch ((FieldType)declared->type) {
    case FIELD_BOOLEAN: column_set_truth(column, record, literal->integer != 0); break;
    case FIELD_INTEGER:
    case FIELD_DATE:
    case FIELD_CATEGORY: column_set_integer(column, record, (int32_t)literal->integer); break;
    case FIELD_NUMBER: column_set_number(column, record, literal->number); break;
    case FIELD_TEXT: {
        const char *text = plan_string(rows->plan, (PlanString)literal->string);
        batch_set_text(batch, field, record, text, strlen(text));
        break;
    }
    case FIELD_SET: {
        const char *text = set_text(rows, declared, value);
        return batch_set_set(batch, field, record, text, strlen(text), error);
    }
    }
    return true;
}

/* ── Vacancies ──────────────────────────────────────────────────────────── */

static void add_key(const TestRows *rows, const PlanTestValue *value, Buffer *key) {
    const PlanField *field = &rows->plan->fields[value->field];
    const PlanLiteral *literal = &rows->plan->literals[value->first];
    buffer_format(key, "%u%c", value->field, value->declined ? '?' : '=');
    if (field->type == FIELD_SET)
        buffer_add_string(key, set_text(rows, field, value));
    else if (!value->declined && field->type == FIELD_TEXT)
        buffer_add_string(key, plan_string(rows->plan, (PlanString)literal->string));
    else if (!value->declined)
        buffer_add(key, (const char *)literal, sizeof *literal);
    buffer_add_char(key, '\0');
}

static void number_vacancies(TestRows *rows) {
    Interner *keys = interner_open();
    Buffer key = {0};
    for (uint32_t i = 0; i < rows->test->row_count; i++) {
        const PlanTestRow *row = row_at(rows, i);
        buffer_clear(&key);
        for (uint32_t v = 0; v < row->vacancy_count; v++)
            add_key(rows, &rows->plan->test_values[row->first_vacancy + v], &key);
        rows->vacancy[i] = (uint32_t)interner_add(keys, buffer_string(&key), key.length);
        if (rows->vacancy[i] == rows->vacancy_count) rows->first_row[rows->vacancy_count++] = i;
    }
    buffer_close(&key);
    interner_close(keys);
}

TestRows testrows_open(const Ruleset *set, uint32_t pack, const Plan *plan, const PlanTest *test,
                       Arena *arena) {
    TestRows rows = {.arena = arena, .set = set, .plan = plan, .pack = pack, .test = test};
    if (plan->rules[test->rule].kind != RULE_GUARANTEED_INTERVIEW) return rows;
    rows.vacancy = arena_allocate_array(arena, test->row_count, sizeof *rows.vacancy);
    rows.first_row = arena_allocate_array(arena, test->row_count, sizeof *rows.first_row);
    number_vacancies(&rows);
    return rows;
}

/* ── The source ─────────────────────────────────────────────────────────── */

static bool open_rows(void *context, const Dictionary *dictionary, Subject subject, const bool *wanted,
                      Day day, Error *error) {
    (void)context, (void)dictionary, (void)subject, (void)wanted, (void)day, (void)error;
    return true;
}

static void close_rows(void *context) {
    (void)context;
}

static bool find_bounds(void *context, Subject subject, int64_t *first, int64_t *last, int64_t *count,
                        Error *error) {
    const TestRows *rows = context;
    (void)error;
    *first = 1;
    *count = *last = subject == SUBJECT_CANDIDATE ? rows->test->row_count : rows->vacancy_count;
    return true;
}

static bool read_rows(void *context, unsigned reader, Subject subject, int64_t first, int64_t last,
                      Batch *batch, Error *error) {
    const TestRows *rows = context;
    (void)reader;
    for (int64_t id = first; id <= last; id++) {
        bool of_candidate = subject == SUBJECT_CANDIDATE;
        uint32_t number = of_candidate ? (uint32_t)id - 1 : rows->first_row[id - 1];
        const PlanTestRow *row = row_at(rows, number);
        char reference[16];
        int length = snprintf(reference, sizeof reference, "row %u", number + 1);
        uint32_t record = batch_add(batch, id, reference, (size_t)length);
        uint32_t value = of_candidate ? row->first_candidate : row->first_vacancy;
        uint32_t count = of_candidate ? row->candidate_count : row->vacancy_count;
        for (uint32_t v = 0; v < count; v++)
            if (!set_value(rows, batch, record, &rows->plan->test_values[value + v], error)) return false;
    }
    return true;
}

Source testrows_source(TestRows *rows) {
    return (Source){.name = "the rows of a test",
                    .readers = 1,
                    .open = open_rows,
                    .bounds = find_bounds,
                    .read = read_rows,
                    .close = close_rows,
                    .context = rows};
}
