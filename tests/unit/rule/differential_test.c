/* Thousands of random criteria over random records with gaps, against SQLite's own three-valued logic.
 *
 * Each trial makes a plan, and a table in memory with a row for each pair of candidate and vacancy. Its first
 * columns are the fields; each criterion is a stored generated column, a SQL expression over fields and other
 * criteria's columns. */
#include "draft.h"

#include "../test.h"

#include <sqlite3.h>

enum {
    TRIALS = 120,
    LEAVES = 40,
    GROUPS = 30,
    CANDIDATES = 130,
    VACANCIES = 3,
    TODAY = 1000,
    SQL_VALUE = 64
};

typedef struct FieldSpec {
    const char *name;
    FieldType type;
    Subject subject;
    bool ordered;
    const char *values;
} FieldSpec;

#define OF_BOTH(type, called, ordered, values)                                                               \
    {"c_" called, FIELD_##type, SUBJECT_CANDIDATE, ordered, values}, {                                       \
        "v_" called, FIELD_##type, SUBJECT_VACANCY, ordered, values                                          \
    }

static const FieldSpec FIELDS[] = {
    OF_BOTH(BOOLEAN, "bool1", false, NULL),     OF_BOTH(BOOLEAN, "bool2", false, NULL),
    OF_BOTH(INTEGER, "int1", false, NULL),      OF_BOTH(INTEGER, "int2", false, NULL),
    OF_BOTH(NUMBER, "num1", false, NULL),       OF_BOTH(NUMBER, "num2", false, NULL),
    OF_BOTH(TEXT, "text1", false, NULL),        OF_BOTH(TEXT, "text2", false, NULL),
    OF_BOTH(DATE, "date1", false, NULL),        OF_BOTH(DATE, "date2", false, NULL),
    OF_BOTH(CATEGORY, "cat1", true, "A;B;C;D"), OF_BOTH(CATEGORY, "cat2", true, "A;B;C;D"),
    OF_BOTH(CATEGORY, "cat3", false, "C;E;B"),  OF_BOTH(SET, "set1", false, "A;B;C;D"),
    OF_BOTH(SET, "set2", false, "C;E;B"),       OF_BOTH(SET, "open1", false, NULL),
    OF_BOTH(SET, "open2", false, NULL),
};
enum { FIELD_TOTAL = sizeof FIELDS / sizeof *FIELDS };

/* Some differ in case or white space alone, and are equal. */
static const char *const NAMES[] = {"A", "B", "C", "D", "E", "AB", "x", "a", "X", "Ab", "d  E", "D e"};
enum { NAME_TOTAL = sizeof NAMES / sizeof *NAMES };

typedef struct Trial {
    Draft draft;
    uint64_t random;
    uint32_t criteria[LEAVES + GROUPS];
    uint32_t count;
    Buffer table; /* CREATE TABLE */
} Trial;

static uint32_t pick(Trial *t, uint32_t limit) {
    return draft_below(&t->random, limit);
}

/* Texts and members of sets are compared as SQL's lower() has them, with one space for several. */
#define ALIKE(text) "replace(lower('" text "'),'  ',' ')"

/* The nth of "A;B;C". */
static const char *nth(const char *values, uint32_t n, char out[8]) {
    for (; n; n--)
        values = strchr(values, ';') + 1;
    snprintf(out, 8, "%.*s", (int)strcspn(values, ";"), values);
    return out;
}

static uint32_t count_of(const char *values) {
    uint32_t count = values != NULL;
    for (; values && *values; values++)
        count += *values == ';';
    return count;
}

static bool is_name(const FieldSpec *f) {
    return f->type == FIELD_TEXT || f->type == FIELD_CATEGORY;
}

static bool is_numeric(const FieldSpec *f) {
    return f->type == FIELD_INTEGER || f->type == FIELD_NUMBER;
}

/* A random literal for the field: its plan form and its SQL (of a category the index where `by_index`). */
static PlanLiteral literal(Trial *t, const FieldSpec *f, bool by_index, char sql[SQL_VALUE]) {
    PlanLiteral result = {.integer = 0};
    char value[8];
    switch (f->type) {
    case FIELD_BOOLEAN:
        result.integer = pick(t, 2);
        snprintf(sql, SQL_VALUE, "%d", (int)result.integer);
        break;
    case FIELD_INTEGER:
    case FIELD_DATE:
        result.integer = (f->type == FIELD_DATE ? TODAY : 0) + (int)pick(t, 9) - 4;
        snprintf(sql, SQL_VALUE, "%d", (int)result.integer);
        break;
    case FIELD_NUMBER:
        result.number = ((int)pick(t, 9) - 4) / 2.0;
        snprintf(sql, SQL_VALUE, "%.1f", result.number);
        break;
    case FIELD_CATEGORY:
    case FIELD_SET:
        if (f->values) {
            result.integer = pick(t, count_of(f->values));
            nth(f->values, (uint32_t)result.integer, value);
            if (by_index)
                snprintf(sql, SQL_VALUE, "%d", (int)result.integer);
            else
                snprintf(sql, SQL_VALUE, f->type == FIELD_SET ? ALIKE("<%s>") : ALIKE("%s"), value);
            break;
        }
        /* fall through */
    case FIELD_TEXT: {
        const char *name = NAMES[pick(t, NAME_TOTAL)];
        result.string = draft_string(&t->draft, name);
        snprintf(sql, SQL_VALUE, f->type == FIELD_SET ? ALIKE("<%s>") : ALIKE("%s"), name);
    }
    }
    return result;
}

static bool fits(Operator op, const FieldSpec *f) {
    const OperatorInfo *info = operator_info(op);
    if (op == OPERATOR_AGED_ON || !(info->types >> f->type & 1)) return false; /* ages have their own test */
    return f->type != FIELD_CATEGORY || info->types != TYPES_ORDERED || f->ordered;
}

static const char *comparison(Operator op) {
    switch (op) {
    case OPERATOR_AT_LEAST: return ">=";
    case OPERATOR_AT_MOST: return "<=";
    case OPERATOR_AFTER:
    case OPERATOR_MORE_THAN: return ">";
    case OPERATOR_BEFORE:
    case OPERATOR_LESS_THAN: return "<";
    case OPERATOR_IS_NOT: return "<>";
    default: return "=";
    }
}

static bool is_ordering(Operator op) {
    return op >= OPERATOR_AT_LEAST && op <= OPERATOR_BETWEEN;
}

/* The column to compare by: a category's index has a column of its own. */
static void column(const FieldSpec *f, bool by_index, char out[16]) {
    snprintf(out, 16, "%s%s", f->name, by_index && f->type == FIELD_CATEGORY ? "_i" : "");
}

/* Patterns see texts as they were written: each text has a column of that, too. */
static uint32_t pattern_leaf(Trial *t, uint32_t field, Buffer *sql) {
    const char *name = NAMES[pick(t, NAME_TOTAL)];
    PlanLiteral pattern = {.string = draft_string(&t->draft, name)};
    buffer_format(sql, "instr(%s_w,'%s')>0", FIELDS[field].name, name);
    return draft_literals(&t->draft, OPERATOR_MATCHES, field, &pattern, 1);
}

static uint32_t list_leaf(Trial *t, Operator op, uint32_t field, Buffer *sql) {
    const FieldSpec *f = &FIELDS[field];
    if (op == OPERATOR_MATCHES) return pattern_leaf(t, field, sql);
    PlanLiteral literals[16];
    char texts[16][SQL_VALUE];
    uint32_t count = op == OPERATOR_INCLUDES ? 1 : 1 + pick(t, pick(t, 3) ? 3 : 16);
    if (op == OPERATOR_INCLUDES_ONLY) count -= pick(t, 2) && count ? 1 : 0;
    for (uint32_t i = 0; i < count; i++)
        literals[i] = literal(t, f, false, texts[i]);
    if (op == OPERATOR_ONE_OF || op == OPERATOR_NONE_OF) {
        buffer_format(sql, "%s %s (", f->name, op == OPERATOR_ONE_OF ? "IN" : "NOT IN");
        for (uint32_t i = 0; i < count; i++)
            buffer_format(sql, "%s%s", i ? "," : "", texts[i]);
        buffer_add_string(sql, ")");
    } else if (op == OPERATOR_INCLUDES_ONLY) {
        for (uint32_t i = 0; i < count; i++)
            buffer_add_string(sql, "replace(");
        buffer_add_string(sql, f->name);
        for (uint32_t i = 0; i < count; i++)
            buffer_format(sql, ",%s,'')", texts[i]);
        buffer_add_string(sql, "=''");
    } else {
        for (uint32_t i = 0; i < count; i++)
            buffer_format(sql, " %s instr(%s,%s)>0",
                          !i                            ? ""
                          : op == OPERATOR_INCLUDES_ALL ? "AND"
                                                        : "OR",
                          f->name, texts[i]);
    }
    return draft_literals(&t->draft, op, field, literals, count);
}

static uint32_t duration_leaf(Trial *t, Operator op, uint32_t field, Buffer *sql) {
    int64_t days = pick(t, 6);
    const char *name = FIELDS[field].name;
    if (op == OPERATOR_WITHIN_LAST)
        buffer_format(sql, "%s BETWEEN %d AND %d", name, TODAY - (int)days, TODAY);
    else
        buffer_format(sql, "%s <= %d", name, TODAY - (int)days);
    return draft_integers(&t->draft, op, field, 0, days);
}

static uint32_t value_leaf(Trial *t, Operator op, uint32_t field, Buffer *sql) {
    const FieldSpec *f = &FIELDS[field];
    char name[16], texts[2][SQL_VALUE];
    bool by_index = is_ordering(op);
    column(f, by_index, name);
    PlanLiteral literals[2] = {literal(t, f, by_index, texts[0]), literal(t, f, by_index, texts[1])};
    if (op == OPERATOR_BETWEEN) {
        buffer_format(sql, "%s BETWEEN %s AND %s", name, texts[0], texts[1]);
        return draft_literals(&t->draft, op, field, literals, 2);
    }
    buffer_format(sql, "%s %s %s", name, comparison(op), texts[0]);
    return draft_literals(&t->draft, op, field, literals, 1);
}

static uint32_t literal_leaf(Trial *t, Operator op, uint32_t field, Buffer *sql) {
    switch (operator_info(op)->operands) {
    case OPERANDS_NONE:
        buffer_format(sql, "%s IS NOT NULL", FIELDS[field].name);
        return draft_known(&t->draft, field);
    case OPERANDS_ONE:
    case OPERANDS_TWO: return value_leaf(t, op, field, sql);
    case OPERANDS_DURATION: return duration_leaf(t, op, field, sql);
    default: return list_leaf(t, op, field, sql);
    }
}

static bool fits_operand(Operator op, const FieldSpec *f, const FieldSpec *g) {
    switch (operator_info(op)->operands) {
    case OPERANDS_ONE:
        if (is_numeric(f)) return is_numeric(g);
        if (!is_name(f)) return f->type == g->type;
        if (!is_ordering(op)) return is_name(g);
        return g->type == FIELD_CATEGORY && g->ordered;
    case OPERANDS_LIST: return is_name(f) && g->type == FIELD_SET;
    case OPERANDS_MEMBER: return is_name(g);
    case OPERANDS_MEMBERS: return g->type == FIELD_SET;
    default: return false;
    }
}

/* Over every name that there is: those of `a` that `b` has too, or has not. */
static void set_sql(Buffer *sql, const char *a, const char *b, bool is_overlap) {
    buffer_format(sql, "CASE WHEN %s IS NULL OR %s IS NULL THEN NULL ELSE %s(0", a, b,
                  is_overlap ? "" : "NOT ");
    for (uint32_t i = 0; i < NAME_TOTAL; i++)
        buffer_format(sql, " OR (instr(%s," ALIKE("<%s>") ")>0 AND instr(%s," ALIKE("<%s>") ")%s0)", a,
                      NAMES[i], b, NAMES[i], is_overlap ? ">" : "=");
    buffer_add_string(sql, ") END");
}

static uint32_t field_leaf(Trial *t, Operator op, uint32_t field, uint32_t other, Buffer *sql) {
    const char *f = FIELDS[field].name, *g = FIELDS[other].name;
    char left[16], right[16];
    switch (op) {
    case OPERATOR_ONE_OF: buffer_format(sql, "instr(%s,'<'||%s||'>')>0", g, f); break;
    case OPERATOR_NONE_OF: buffer_format(sql, "instr(%s,'<'||%s||'>')=0", g, f); break;
    case OPERATOR_INCLUDES: buffer_format(sql, "instr(%s,'<'||%s||'>')>0", f, g); break;
    case OPERATOR_INCLUDES_ANY: set_sql(sql, f, g, true); break;
    case OPERATOR_INCLUDES_ALL: set_sql(sql, g, f, false); break;
    case OPERATOR_INCLUDES_ONLY: set_sql(sql, f, g, false); break;
    default:
        column(&FIELDS[field], is_ordering(op), left);
        column(&FIELDS[other], is_ordering(op), right);
        buffer_format(sql, "%s %s %s", left, comparison(op), right);
    }
    return draft_against(&t->draft, op, field, other);
}

static uint32_t leaf(Trial *t, Buffer *sql) {
    for (;;) {
        uint32_t field = pick(t, FIELD_TOTAL), other = pick(t, FIELD_TOTAL);
        Operator op = (Operator)pick(t, OPERATOR_LEAVES);
        if (!fits(op, &FIELDS[field])) continue;
        if (pick(t, 3) == 0 && fits_operand(op, &FIELDS[field], &FIELDS[other]))
            return field_leaf(t, op, field, other, sql);
        return literal_leaf(t, op, field, sql);
    }
}

static void sum_sql(Buffer *sql, const uint32_t *children, uint32_t count, int unknown) {
    for (uint32_t i = 0; i < count; i++)
        buffer_format(sql, "%sifnull(n%u,%d)", i ? "+" : "(", children[i], unknown);
    buffer_add_string(sql, ")");
}

static uint32_t group(Trial *t, Buffer *sql) {
    uint32_t children[6], count = 1 + pick(t, 6);
    for (uint32_t i = 0; i < count; i++)
        children[i] = t->criteria[pick(t, t->count)];
    Operator op = (Operator)(OPERATOR_ALL + pick(t, 4));
    uint32_t threshold = 1 + pick(t, count);
    if (op == OPERATOR_AT_LEAST_OF) {
        buffer_add_string(sql, "CASE WHEN ");
        sum_sql(sql, children, count, 0);
        buffer_format(sql, ">=%u THEN 1 WHEN ", threshold);
        sum_sql(sql, children, count, 1);
        buffer_format(sql, "<%u THEN 0 ELSE NULL END", threshold);
    } else {
        buffer_add_string(sql, op == OPERATOR_NONE ? "NOT(" : "(");
        for (uint32_t i = 0; i < count; i++)
            buffer_format(sql, "%s n%u", !i ? "" : op == OPERATOR_ALL ? " AND" : " OR", children[i]);
        buffer_add_string(sql, ")");
    }
    return draft_group_list(&t->draft, op, threshold, children, count);
}

static void add_criteria(Trial *t) {
    for (uint32_t i = 0; i < LEAVES + GROUPS; i++) {
        Buffer sql = {0};
        uint32_t criterion = i < LEAVES ? leaf(t, &sql) : group(t, &sql);
        buffer_format(&t->table, ", n%u GENERATED ALWAYS AS (%s) STORED", criterion, buffer_string(&sql));
        t->criteria[t->count++] = criterion;
        buffer_close(&sql);
    }
}

static void make_plan(Trial *t) {
    draft_open(&t->draft, "p");
    buffer_add_string(&t->table, "CREATE TABLE t(pair INTEGER");
    for (uint32_t i = 0; i < FIELD_TOTAL; i++) {
        const FieldSpec *f = &FIELDS[i];
        draft_field(&t->draft, (DraftField){.name = f->name,
                                            .type = f->type,
                                            .subject = f->subject,
                                            .ordered = f->ordered,
                                            .values = f->values});
        buffer_format(&t->table, ", %s", f->name);
        if (f->type == FIELD_CATEGORY) buffer_format(&t->table, ", %s_i", f->name);
        if (f->type == FIELD_TEXT) buffer_format(&t->table, ", %s_w", f->name);
    }
    add_criteria(t);
    buffer_add_string(&t->table, ")");
    PlanRule rule = draft_rule(&t->draft, RULE_GUARANTEED_INTERVIEW, "r", t->criteria[t->count - 1]);
    draft_add_rule(&t->draft, rule);
}

/* A set as the dataset has it, and as the table does. */
static void random_set(Trial *t, const FieldSpec *f, char stored[64], char sql[96]) {
    char value[8];
    size_t at = 0, sql_at = 0;
    uint32_t total = f->values ? count_of(f->values) : NAME_TOTAL;
    stored[0] = sql[0] = '\0';
    for (uint32_t i = 0; i < total; i++) {
        if (pick(t, 2)) continue;
        const char *name = f->values ? nth(f->values, i, value) : NAMES[i];
        at += (size_t)snprintf(stored + at, 64 - at, "%s%s", at ? ";" : "", name);
        sql_at += (size_t)snprintf(sql + sql_at, 96 - sql_at, "<%s>", name);
    }
}

/* Gives one record of the batch a random value, or none, and writes it as SQL. */
static void fill_value(Trial *t, Batch *batch, int32_t field, uint32_t record, Buffer *sql) {
    const FieldSpec *f = &FIELDS[field];
    Column *c = &batch->columns[field];
    char text[SQL_VALUE], set[64], set_text[96], value[8];
    Error error = {0};
    bool is_category = f->type == FIELD_CATEGORY, is_text = f->type == FIELD_TEXT;
    if (!c->known || pick(t, 4) == 0) {
        buffer_add_string(sql, is_category || is_text ? ",NULL,NULL" : ",NULL");
        return;
    }
    if (f->type == FIELD_SET) {
        random_set(t, f, set, set_text);
        if (!batch_set_set(batch, field, record, set, strlen(set), &error)) abort();
        buffer_format(sql, "," ALIKE("%s"), set_text);
        return;
    }
    PlanLiteral drawn = literal(t, f, false, text);
    if (is_text) {
        const char *name = NAMES[pick(t, NAME_TOTAL)];
        batch_set_text(batch, field, record, name, strlen(name));
        buffer_format(sql, "," ALIKE("%s") ",'%s'", name, name);
        return;
    }
    if (f->type == FIELD_BOOLEAN)
        column_set_truth(c, record, drawn.integer == 1);
    else if (f->type == FIELD_NUMBER)
        column_set_number(c, record, drawn.number);
    else
        column_set_integer(c, record, (int32_t)drawn.integer);
    buffer_format(sql, ",%s", text);
    if (is_category) buffer_format(sql, ",%d", (int)drawn.integer);
    (void)value;
}

static void execute(sqlite3 *db, const char *sql) {
    char *message = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &message) == SQLITE_OK) return;
    printf("# %s\n# %s\n", message, sql);
    abort();
}

/* Fields of candidates and vacancies alternate, so a record's values are every second one. */
static void fill_records(Trial *t, Batch *batch, Subject subject, uint32_t count, Buffer *rows) {
    for (uint32_t r = 0; r < count; r++) {
        engine_add(batch);
        for (int32_t i = (int32_t)subject; i < FIELD_TOTAL; i += 2) {
            fill_value(t, batch, i, r, &rows[r]);
            buffer_add_char(&rows[r], '|');
        }
    }
}

static void insert_pair(sqlite3 *db, uint32_t pair, const char *candidate, const char *vacancy) {
    Buffer sql = {0};
    buffer_format(&sql, "INSERT INTO t VALUES(%u", pair);
    while (*candidate) {
        const char **sides[] = {&candidate, &vacancy};
        for (int i = 0; i < 2; i++) {
            size_t length = strcspn(*sides[i], "|");
            buffer_add(&sql, *sides[i], length);
            *sides[i] += length + 1;
        }
    }
    buffer_add_string(&sql, ")");
    execute(db, buffer_string(&sql));
    buffer_close(&sql);
}

static Truth truth_at(sqlite3_stmt *row, int column) {
    if (sqlite3_column_type(row, column) == SQLITE_NULL) return TRUTH_UNKNOWN;
    return sqlite3_column_int(row, column) ? TRUTH_MET : TRUTH_UNMET;
}

static void compare(Trial *t, const Engine *e, sqlite3 *db, uint32_t vacancy) {
    Buffer sql = {0};
    sqlite3_stmt *row;
    buffer_add_string(&sql, "SELECT pair");
    for (uint32_t i = 0; i < t->count; i++)
        buffer_format(&sql, ", n%u", t->criteria[i]);
    buffer_format(&sql, " FROM t WHERE pair / %d = %u", CANDIDATES, vacancy);
    if (sqlite3_prepare_v2(db, buffer_string(&sql), -1, &row, NULL) != SQLITE_OK) abort();
    uint32_t rows = 0;
    for (; sqlite3_step(row) == SQLITE_ROW; rows++) {
        uint32_t record = (uint32_t)sqlite3_column_int(row, 0) % CANDIDATES;
        for (uint32_t i = 0; i < t->count; i++)
            CHECK_INT(engine_truth(e, t->criteria[i], record), truth_at(row, (int)i + 1));
    }
    CHECK_INT(rows, CANDIDATES);
    sqlite3_finalize(row);
    buffer_close(&sql);
}

static void run_trial(uint64_t seed) {
    Trial t = {.random = seed};
    Engine e;
    sqlite3 *db;
    Buffer rows[CANDIDATES] = {{0}}, vacancy_rows[VACANCIES] = {{0}};
    make_plan(&t);
    engine_open(&e, (Draft *[]){&t.draft}, 1, TODAY);
    if (sqlite3_open(":memory:", &db) != SQLITE_OK) abort();
    execute(db, buffer_string(&t.table));
    fill_records(&t, e.vacancies, SUBJECT_VACANCY, VACANCIES, vacancy_rows);
    fill_records(&t, e.batch, SUBJECT_CANDIDATE, CANDIDATES, rows);
    execute(db, "BEGIN");
    for (uint32_t v = 0; v < VACANCIES; v++)
        for (uint32_t c = 0; c < CANDIDATES; c++)
            insert_pair(db, v * CANDIDATES + c, buffer_string(&rows[c]), buffer_string(&vacancy_rows[v]));
    engine_evaluate(&e);
    for (uint32_t v = 0; v < VACANCIES; v++) {
        evaluation_vacancy(e.evaluation, v);
        evaluation_pairs(e.evaluation);
        compare(&t, &e, db, v);
    }
    sqlite3_close(db);
    engine_close(&e);
    draft_close(&t.draft);
    buffer_close(&t.table);
    for (uint32_t i = 0; i < CANDIDATES; i++)
        buffer_close(&rows[i]);
    for (uint32_t i = 0; i < VACANCIES; i++)
        buffer_close(&vacancy_rows[i]);
}

static void test_against_sqlite(void) {
    for (uint64_t trial = 1; trial <= TRIALS && test_failures == 0; trial++) {
        run_trial(trial * UINT64_C(0x9E3779B97F4A7C15));
        if (test_failures) printf("# in trial %ju\n", (uintmax_t)trial);
    }
}

static const Test tests[] = {
    {"random criteria over random records, as SQLite decides them", test_against_sqlite}};

TEST_MAIN(tests)
