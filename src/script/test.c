/* `test "name" { rule = , as_of = , { candidate = , vacancy = , expect = }, … }`: the rows of a test become
 * records and what is expected of them. Everything is checked here as it is in a rule, so that no test passes
 * because of a slip in it. */
#include "base/suggest.h"
#include "rule/evaluate.h"
#include "script/declaration.h"
#include "script/expect.h"
#include "script/field.h"
#include "script/handle.h"
#include "script/label.h"
#include "script/literal.h"
#include "script/source.h"

#include <stdlib.h>

/* A value of a row: the field that it goes to, and where it comes from. */
typedef struct Entry {
    uint32_t field;
    uint32_t named; /* the field whose value it is in the row */
    bool is_day;    /* it is the day of the test instead */
} Entry;

typedef struct Entries {
    Entry items[LOADING_MOST_fields];
    uint32_t count;
} Entries;

/* ── Records ────────────────────────────────────────────────────────────── */

static bool is_field(const Loading *loading, Subject subject, const char *name) {
    return field_find(loading, subject, name, false) != PLAN_NONE;
}

/* The first by name, since the order in which Lua walks a table varies. */
static const char *find_wrong_name(const Form *record, Subject subject) {
    lua_State *L = record->L;
    const char *wrong = NULL;
    for (lua_pushnil(L); lua_next(L, record->index); lua_pop(L, 1)) {
        host_charge(L, 16);
        if (lua_type(L, -2) != LUA_TSTRING)
            host_raise(L, "%s holds field = value: %s stands there without a name", record->what,
                       handle_describe(L, -1));
        const char *name = lua_tostring(L, -2);
        if (!is_field(record->loading, subject, name) && (!wrong || strcmp(name, wrong) < 0)) wrong = name;
    }
    return wrong;
}

static void check_names(const Form *record, Subject subject) {
    const char *wrong = find_wrong_name(record, subject);
    if (!wrong) return;
    Subject other = subject == SUBJECT_CANDIDATE ? SUBJECT_VACANCY : SUBJECT_CANDIDATE;
    if (is_field(record->loading, other, wrong))
        form_raise(record, wrong, " has '%.60s', which is a %s's field", wrong, subject_name(other));
    char phrase[128];
    form_raise(record, wrong, " has '%.60s', which is no %s field%s", wrong, subject_name(subject),
               field_suggest(record->loading, subject, wrong, phrase, sizeof phrase));
}

static void add_entry(const Form *record, Entries *entries, Entry entry) {
    const Loading *loading = record->loading;
    for (uint32_t i = 0; i < entries->count; i++) {
        const Entry *before = &entries->items[i];
        if (before->field != entry.field) continue;
        form_raise(record, label_bare_name(loading, entry.named),
                   " has '%s' and '%s', of which one follows from the other: give one of them",
                   label_bare_name(loading, before->named), label_bare_name(loading, entry.named));
    }
    entries->items[entries->count++] = entry;
}

/* So many years are given as stated on the day of the test. */
static void add_years(const Form *record, Entries *entries, uint32_t field, bool declined) {
    const PlanField *derived = loading_field(record->loading, field);
    const char *name = label_bare_name(record->loading, field);
    if (declined) {
        add_entry(record, entries, (Entry){derived->source, field, false});
        return;
    }
    if (derived->stated == PLAN_NONE || derived->stated_on == PLAN_NONE)
        form_raise(record, name, ": '%s' is worked out from '%s': give that", name,
                   label_bare_name(record->loading, derived->source));
    add_entry(record, entries, (Entry){derived->stated, field, false});
    add_entry(record, entries, (Entry){derived->stated_on, field, true});
}

/* The edition that holds on the day of the test gets the value. */
static void add_edition(const Form *record, Entries *entries, uint32_t field, int32_t day) {
    const Loading *loading = record->loading;
    const PlanField *derived = loading_field(loading, field);
    const PlanEdition *editions = LOADING_AT(loading->draft.editions, PlanEdition, derived->first_edition);
    uint32_t holding = 0;
    while (holding < derived->edition_count && editions[holding].from <= day)
        holding++;
    char first[DATE_TEXT];
    if (holding == 0)
        form_raise(record, label_bare_name(loading, field),
                   ": of '%s' there is no edition before %s: leave it out", label_bare_name(loading, field),
                   date_format(editions[0].from, first));
    add_entry(record, entries, (Entry){editions[holding - 1].field, field, false});
}

static bool is_declined(lua_State *L) {
    return handle_kind(L, -1, NULL) == HANDLE_DECLINED;
}

/* Does the row say what the years are counted from, and the years too? */
static void check_years(const Form *record, const Entries *entries, uint32_t field) {
    const PlanField *derived = loading_field(record->loading, field);
    for (uint32_t i = 0; i < entries->count; i++) {
        const Entry *entry = &entries->items[i];
        if (entry->named == field) continue;
        if (entry->field == derived->source || entry->field == derived->stated)
            form_raise(record, label_bare_name(record->loading, field),
                       " has '%s' and '%s', of which one follows from the other: give one of them",
                       label_bare_name(record->loading, field),
                       label_bare_name(record->loading, entry->named));
    }
}

static void collect_entries(const Form *record, Subject subject, int32_t day, Entries *entries) {
    lua_State *L = record->L;
    for (lua_pushnil(L); lua_next(L, record->index); lua_pop(L, 1)) {
        const char *name = lua_tostring(L, -2);
        uint32_t field = field_find(record->loading, subject, name, false);
        if (loading_field(record->loading, field)->sensitivity == SENSITIVITY_IDENTITY)
            form_raise(record, name, " has '%s', which says who somebody is: rules never see that", name);
        if (loading_field(record->loading, field)->derivation == DERIVED_NOT)
            add_entry(record, entries, (Entry){field, field, false});
    }
    for (lua_pushnil(L); lua_next(L, record->index); lua_pop(L, 1)) {
        uint32_t field = field_find(record->loading, subject, lua_tostring(L, -2), false);
        Derivation derivation = (Derivation)loading_field(record->loading, field)->derivation;
        if (derivation == DERIVED_YEARS_SINCE) {
            check_years(record, entries, field);
            add_years(record, entries, field, is_declined(L));
        } else if (derivation == DERIVED_EDITIONS) {
            add_edition(record, entries, field, day);
        }
    }
}

static int compare_entries(const void *a, const void *b) {
    uint32_t x = ((const Entry *)a)->field, y = ((const Entry *)b)->field;
    return (x > y) - (x < y);
}

static void add_literal(const Form *record, PlanTestValue *value, PlanLiteral literal) {
    uint32_t index = LOADING_ADD(record->L, record->loading, literals, &literal, 1);
    if (value->count++ == 0) value->first = index;
}

/* A list of members; one alone may stand without braces. */
static void read_set(const Form *record, PlanTestValue *value) {
    lua_State *L = record->L;
    if (!lua_istable(L, -1)) {
        add_literal(record, value, literal_read(L, -1, value->field));
        return;
    }
    char what[192];
    snprintf(what, sizeof what, "%s: '%s'", record->what, label_bare_name(record->loading, value->field));
    uint32_t length = form_list_length(L, -1, what);
    for (uint32_t i = 1; i <= length; i++) {
        lua_rawgeti(L, -1, i);
        add_literal(record, value, literal_read(L, -1, value->field));
        lua_pop(L, 1);
    }
}

static void read_value(const Form *record, const Entry *entry, int32_t day) {
    lua_State *L = record->L;
    const char *name = label_bare_name(record->loading, entry->named);
    uint32_t line = record->item ? form_key_line(record, name) : record->place.line;
    host_point(L, loading_text(record->loading, record->place.file), line);
    const PlanField *field = loading_field(record->loading, entry->field);
    PlanTestValue value = {.field = entry->field};
    lua_getfield(L, record->index, name);
    value.declined = is_declined(L);
    if (entry->is_day)
        add_literal(record, &value, (PlanLiteral){.integer = day});
    else if (field->type == FIELD_SET && !value.declined)
        read_set(record, &value);
    else if (field->type == FIELD_TEXT && lua_type(L, -1) == LUA_TSTRING && lua_rawlen(L, -1) == 0)
        form_raise(record, name, ": an empty '%s' is an unknown one: leave it out", name);
    else if (!value.declined)
        add_literal(record, &value, literal_read(L, -1, entry->named));
    lua_pop(L, 1);
    LOADING_ADD_AS(L, record->loading, test_values, "values in tests", &value, 1);
}

/* The values under `key`, in the order of their fields. */
static void read_record(const Form *row, const char *key, Subject subject, int32_t day, uint32_t *first,
                        uint32_t *count) {
    lua_State *L = row->L;
    char what[128];
    snprintf(what, sizeof what, "%.100s: '%s'", row->what, key);
    lua_getfield(L, row->index, key);
    Form record = form_open(L, -1, what);
    record.place = row->place;
    record.item = row->item;
    check_names(&record, subject);
    Entries entries;
    entries.count = 0;
    collect_entries(&record, subject, day, &entries);
    qsort(entries.items, entries.count, sizeof *entries.items, compare_entries);
    *first = LOADING_COUNT(row->loading->draft.test_values, PlanTestValue);
    for (uint32_t i = 0; i < entries.count; i++)
        read_value(&record, &entries.items[i], day);
    *count = entries.count;
    lua_pop(L, 1);
}

/* ── Rows ───────────────────────────────────────────────────────────────── */

static void check_vacancy(const Form *row, RuleKind kind) {
    bool has = form_has(row, "vacancy");
    if (kind == RULE_GUARANTEED_INTERVIEW && !has)
        host_raise(row->L, "%s needs 'vacancy', as a guaranteed interview is about one: vacancy = { … }",
                   row->what);
    if (kind != RULE_GUARANTEED_INTERVIEW && has)
        form_raise(row, "vacancy", ": a %s is about a candidate alone: take 'vacancy' out",
                   kind == RULE_PROGRAMME ? "programme" : "support plan");
}

static PlanTestRow read_row(const Form *test, uint32_t number, uint32_t rule, int32_t day) {
    static const char *const keys[] = {"candidate", "vacancy", "expect", NULL};
    char what[128];
    RuleKind kind = (RuleKind)LOADING_AT(test->loading->draft.rules, PlanRule, rule)->kind;
    snprintf(what, sizeof what, "%.100s, row %u", test->what, number);
    lua_rawgeti(test->L, test->index, number);
    Form form = form_open(test->L, -1, what);
    form.place = test->place;
    form.item = test->item;
    PlanTestRow row = {.place = test->place};
    form_check(&form, keys, NULL);
    if (!form_has(&form, "candidate"))
        host_raise(form.L, "%s needs 'candidate'; of somebody of whom nothing is known it is { }", what);
    check_vacancy(&form, kind);
    read_record(&form, "candidate", SUBJECT_CANDIDATE, day, &row.first_candidate, &row.candidate_count);
    if (kind == RULE_GUARANTEED_INTERVIEW)
        read_record(&form, "vacancy", SUBJECT_VACANCY, day, &row.first_vacancy, &row.vacancy_count);
    expect_read(&form, rule, &row);
    lua_pop(form.L, 1);
    return row;
}

/* Where each row stands, where the rows are written out one by one; else NULL. */
static SourceItem *find_items(const Form *test, uint32_t count) {
    size_t length;
    const char *source = host_source(test->L, loading_text(test->loading, test->place.file), &length);
    SourceItem *items = lua_newuserdatauv(test->L, count * sizeof *items, 0);
    if (!source) return NULL;
    host_charge(test->L, length);
    return source_find_items(source, length, test->place.line, items, count) == count ? items : NULL;
}

static uint32_t count_rows(const Form *test) {
    lua_State *L = test->L;
    lua_Unsigned count = lua_rawlen(L, test->index), found = 0;
    for (lua_pushnil(L); lua_next(L, test->index); lua_pop(L, 1))
        found += lua_type(L, -2) != LUA_TSTRING;
    if (found != count) host_raise(L, "%s has a gap: one of its rows is nil", test->what);
    if (count == 0) host_raise(L, "%s has no row: write { candidate = { … }, expect = \"…\" }", test->what);
    if (count > LOADING_MOST_test_rows)
        host_raise(L, "%s has %d rows, and a pack may have %d in all", test->what, (int)count,
                   LOADING_MOST_test_rows);
    return (uint32_t)count;
}

static void read_rows(const Form *form, PlanTest *test) {
    uint32_t count = count_rows(form);
    const SourceItem *items = find_items(form, count);
    for (uint32_t i = 0; i < count; i++) {
        Form at_row = *form;
        at_row.item = items ? &items[i] : NULL;
        if (items) at_row.place.line = items[i].line;
        host_point(form->L, loading_text(form->loading, form->place.file), at_row.place.line);
        PlanTestRow row = read_row(&at_row, i + 1, test->rule, test->as_of);
        uint32_t index = LOADING_ADD_AS(form->L, form->loading, test_rows, "rows of tests", &row, 1);
        if (test->row_count++ == 0) test->first_row = index;
    }
    host_point(form->L, NULL, 0);
    lua_pop(form->L, 1);
}

/* ── The test ───────────────────────────────────────────────────────────── */

static uint32_t read_rule(const Form *form) {
    const Loading *loading = form->loading;
    if (!form_has(form, "rule"))
        host_raise(form->L, "%s needs 'rule', the name of what it tests", form->what);
    const char *name = loading_text(loading, form_text(form, "rule", true));
    Suggestion suggestion = {0};
    for (uint32_t i = 0; i < LOADING_COUNT(loading->draft.rules, PlanRule); i++) {
        const char *known = loading_text(loading, LOADING_AT(loading->draft.rules, PlanRule, i)->name);
        if (strcmp(known, name) == 0) return i;
        suggest_offer(&suggestion, name, known);
    }
    char phrase[128];
    return (uint32_t)form_raise(form, "rule", ": the pack has no rule '%.60s'%s", name,
                                suggest_phrase(&suggestion, phrase, sizeof phrase));
}

static int32_t read_day(const Form *form) {
    Day day;
    if (!form_has(form, "as_of"))
        host_raise(form->L, "%s needs 'as_of', the day of its run, as in as_of = \"2024-06-01\"", form->what);
    const char *text = loading_text(form->loading, form_text(form, "as_of", true));
    if (!date_parse(text, strlen(text), &day))
        form_raise(form, "as_of", ": '%.60s' is not a day that exists; write it as in \"2024-06-01\"", text);
    return day;
}

static void expect_new_test(const Form *form, const PlanTest *test) {
    const Loading *loading = form->loading;
    for (uint32_t i = 0; i < LOADING_COUNT(loading->draft.tests, PlanTest); i++) {
        const PlanTest *other = LOADING_AT(loading->draft.tests, PlanTest, i);
        if (other->name == test->name && other->rule == test->rule)
            host_raise(form->L, "%s: the rule has a test of that name already, at %s:%d", form->what,
                       loading_text(loading, other->place.file), (int)other->place.line);
    }
}

void test_declare(const Form *form, PlanString name, PlanPlace place) {
    static const char *const keys[] = {"rule", "as_of", NULL};
    form_check(form, keys, "rows");
    PlanTest test = {.name = name, .place = place, .rule = read_rule(form), .as_of = read_day(form)};
    expect_new_test(form, &test);
    read_rows(form, &test);
    LOADING_ADD(form->L, form->loading, tests, &test, 1);
}

void test_begin(lua_State *L) {
    static const char *const words[] = {"test", "declined"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (host_has_name(L, words[i]))
            host_raise(L,
                       "the pack has a name '%s' of its own, which hides the word that tests use: rename it",
                       words[i]);
    handle_define(L, HANDLE_DECLINED, &(HandleClass){0});
    handle_push(L, HANDLE_DECLINED, 0);
    host_set_global(L, "declined");
    host_register(L, "test", declaration_test);
}
