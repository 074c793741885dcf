/* The rule language: the cases of tests/rules, each a small pack with what loading it says. */
#include "script/language.h"

#include "../test.h"
#include "base/file.h"
#include "base/memory.h"
#include "rule/evaluate.h"
#include "rule/plan.h"
#include "script/files.h"
#include "script/source.h"

enum { HEAP = 16 << 20, FILE_LIMIT = 1 << 20 };

static const char pack_start[] = "pack { organisation = \"Riverside Council\", gss = \"E09000028\", version "
                                 "= \"1.0.0\", language = 1, reads = {";

/* What a case is loaded with, and what came of it as text. */
typedef struct Run {
    Arena *arena;
    Host *host;
    void *memory;
    Messages messages;
    Buffer plan, said;
    Error error;
} Run;

static PackFile *library; /* the standard library's files */
static size_t library_count;
static Buffer common_pack; /* a pack.lua that lists every field */

static bool run_library(Run *run) {
    bool ran = true;
    for (size_t i = 0; ran && i < library_count; i++)
        ran = host_run(run->host, HOST_STANDARD, library[i].path, library[i].bytes, library[i].length,
                       &run->error);
    return ran;
}

static void open_run(Run *run) {
    *run = (Run){.arena = arena_open(), .memory = memory_allocate(HEAP)};
    run->messages.arena = run->arena;
    run->host = host_open(run->memory, HEAP);
    language_open(run->host);
    CHECK(run_library(run));
    if (run->error.set) printf("# %s:%u: %s\n", run->error.file, run->error.line, run->error.text);
}

static void close_run(Run *run) {
    language_close(run->host);
    buffer_close(&run->plan);
    buffer_close(&run->said);
    arena_close(run->arena);
    free(run->memory);
}

static bool run_file(Run *run, const char *file, const char *bytes, size_t length) {
    if (!source_check(file, bytes, length, SOURCE_RULES, &run->messages)) return false;
    if (host_run(run->host, HOST_PACK, file, bytes, length, &run->error)) return true;
    messages_add_error(&run->messages, &run->error);
    return false;
}

/* ── A plan as text ─────────────────────────────────────────────────────── */

static void add_value(Buffer *out, const Plan *plan, const PlanField *field, const PlanLiteral *literal) {
    char date[DATE_TEXT];
    if (field->value_count && field->type != FIELD_TEXT)
        buffer_add_string(
            out, plan_string(plan, plan->values[field->first_value + (uint32_t)literal->integer].name));
    else if (field->type == FIELD_NUMBER)
        buffer_format(out, "%g", literal->number);
    else if (field->type == FIELD_DATE)
        buffer_add_string(out, date_format((Day)literal->integer, date));
    else if (field->type == FIELD_TEXT || field->type == FIELD_SET)
        buffer_format(out, "'%s'", plan_string(plan, (PlanString)literal->string));
    else
        buffer_format(out, "%lld", (long long)literal->integer);
}

/* "rate NAME", and its values from their days on. */
static void add_rate(Buffer *out, const Plan *plan, const PlanRate *rate) {
    char date[DATE_TEXT];
    buffer_format(out, " rate %s", plan_string(plan, rate->name));
    for (uint32_t i = 0; i < rate->count; i++) {
        const PlanRateStep *step = &plan->rate_steps[rate->first + i];
        buffer_format(out, " %s %g", date_format(step->from, date), step->value);
    }
}

static void add_operand(Buffer *out, const Plan *plan, const PlanCriterion *leaf) {
    const PlanField *field = &plan->fields[leaf->field];
    const Operands operands = operator_info((Operator)leaf->op)->operands;
    if (leaf->operand == OPERAND_FIELD)
        buffer_format(out, " %s.%s", subject_name((Subject)plan->fields[leaf->first].subject),
                      plan_string(plan, plan->fields[leaf->first].name));
    else if (leaf->operand == OPERAND_RATE)
        add_rate(out, plan, &plan->rates[leaf->first]);
    else
        for (uint32_t i = 0; i < leaf->count; i++) {
            const PlanLiteral *literal = &plan->literals[leaf->first + i];
            buffer_add_char(out, ' ');
            if (operands == OPERANDS_DURATION || operands == OPERANDS_AGES)
                buffer_format(out, "%lld", (long long)literal->integer);
            else
                add_value(out, plan, field, literal);
        }
}

static void add_criterion(Buffer *out, const Plan *plan, uint32_t index) {
    static const char *const names[] = {
        [OPERATOR_ALL] = "all", [OPERATOR_ANY] = "any", [OPERATOR_NONE] = "none"};
    const PlanCriterion *criterion = &plan->criteria[index];
    if (criterion->op < OPERATOR_LEAVES) {
        const PlanField *field = &plan->fields[criterion->field];
        buffer_format(out, "%s.%s %s", subject_name((Subject)field->subject), plan_string(plan, field->name),
                      operator_info((Operator)criterion->op)->name);
        add_operand(out, plan, criterion);
        return;
    }
    if (criterion->op == OPERATOR_JUDGEMENT) {
        buffer_format(out, "judgement '%s'", plan_string(plan, criterion->label));
        return;
    }
    if (criterion->op == OPERATOR_CHECK) {
        const PlanCheck *check = &plan->checks[criterion->field];
        buffer_format(out, "check %u '%s' reads", criterion->field, plan_string(plan, criterion->label));
        for (uint32_t i = 0; i < check->read_count; i++)
            buffer_format(out, " %s",
                          plan_string(plan, plan->fields[plan->links[check->first_read + i]].name));
        return;
    }
    if (criterion->op == OPERATOR_AT_LEAST_OF)
        buffer_format(out, "at_least %u", criterion->threshold);
    else
        buffer_add_string(out, names[criterion->op]);
    for (uint32_t i = 0; i < criterion->count; i++) {
        buffer_add_string(out, i ? "; " : "(");
        add_criterion(out, plan, plan->links[criterion->first + i]);
    }
    buffer_add_char(out, ')');
}

static void add_key(Buffer *out, const Plan *plan, const char *key, uint32_t criterion) {
    if (criterion == PLAN_NONE) return;
    buffer_format(out, "%s ", key);
    add_criterion(out, plan, criterion);
}

static void add_days(Buffer *out, const PlanRule *rule) {
    char date[DATE_TEXT];
    if (rule->from == INT32_MIN && rule->to == INT32_MAX) return;
    buffer_format(out, " runs %s", rule->from == INT32_MIN ? "" : date_format(rule->from, date));
    buffer_format(out, "..%s", rule->to == INT32_MAX ? "" : date_format(rule->to, date));
}

static void add_parts(Buffer *out, const Plan *plan, const PlanRule *rule) {
    for (uint32_t i = 0; i < rule->order_count; i++) {
        const PlanOrder *order = &plan->orders[rule->first_order + i];
        if (order->field != PLAN_NONE)
            buffer_format(out, " | order %s", plan_string(plan, plan->fields[order->field].name));
        add_key(out, plan, " | order", order->criterion);
    }
    for (uint32_t i = 0; i < rule->stage_count; i++) {
        const PlanStage *stage = &plan->stages[rule->first_stage + i];
        buffer_format(out, " | stage '%s' %u %u %u %u", plan_string(plan, stage->title), stage->days,
                      stage->weeks, stage->months, stage->hours_in_all);
        for (uint32_t h = 0; h < stage->hours_count; h++)
            buffer_format(out, " %gh", plan->literals[stage->first_hours + h].number);
        add_key(out, plan, " when", stage->when);
    }
    for (uint32_t i = 0; i < rule->offer_count; i++) {
        const PlanOffer *offer = &plan->offers[rule->first_offer + i];
        buffer_format(out, " | offer '%s'", plan_string(plan, offer->title));
        PlanString texts[] = {offer->barrier, offer->stage, offer->by, offer->on_condition, offer->source};
        for (size_t t = 0; t < 5; t++)
            if (texts[t]) buffer_format(out, " '%s'", plan_string(plan, texts[t]));
        add_key(out, plan, " when", offer->when);
    }
    for (uint32_t i = 0; i < rule->give_count; i++) {
        const PlanGive *give = &plan->gives[rule->first_give + i];
        buffer_format(out, " | gives %s '%s'", plan_string(plan, plan->fields[give->field].name),
                      plan_string(plan, give->value));
    }
}

static void add_places(Buffer *out, const char *key, int32_t places) {
    if (places == PLACES_UNSTATED) buffer_format(out, " %s unstated", key);
    if (places >= 0) buffer_format(out, " %s %d", key, places);
}

static void say_rule(Buffer *out, const Plan *plan, const PlanRule *rule) {
    buffer_format(out, "=> rule %s %s", rule_kind_name((RuleKind)rule->kind), plan_string(plan, rule->name));
    if (rule->basis) buffer_format(out, " basis %s", interview_basis_name((InterviewBasis)rule->basis));
    add_days(out, rule);
    add_places(out, "places", rule->places);
    add_places(out, "places_each", rule->places_each);
    add_key(out, plan, " who", rule->who);
    add_key(out, plan, " | vacancies", rule->vacancies);
    add_parts(out, plan, rule);
    buffer_add_char(out, '\n');
    if (rule->who != PLAN_NONE)
        buffer_format(out, "=> label %s\n", plan_string(plan, plan->criteria[rule->who].label));
}

static void add_record(Buffer *out, const Plan *plan, const char *key, uint32_t first, uint32_t count) {
    buffer_format(out, " | %s", key);
    for (uint32_t i = 0; i < count; i++) {
        const PlanTestValue *value = &plan->test_values[first + i];
        const PlanField *field = &plan->fields[value->field];
        buffer_format(out, " %s%s", plan_string(plan, field->name), value->declined ? " declined" : "");
        for (uint32_t l = 0; l < value->count; l++) {
            buffer_add_char(out, ' ');
            add_value(out, plan, field, &plan->literals[value->first + l]);
        }
        if (i + 1 < count) buffer_add_char(out, ',');
    }
}

static const char *expected_outcome(const PlanTestRow *row, RuleKind kind) {
    switch (row->outcome) {
    case TEST_ANY_OUTCOME: return "any";
    case TEST_NOT_COVERED: return "not_covered";
    case TEST_UNCLEAR: return "unclear";
    default: return outcome_name(kind, (Outcome)row->outcome);
    }
}

static void say_row(Buffer *out, const Plan *plan, const PlanTestRow *row, RuleKind kind) {
    buffer_format(out, "=> row in line %u", row->place.line);
    add_record(out, plan, "candidate", row->first_candidate, row->candidate_count);
    if (kind == RULE_GUARANTEED_INTERVIEW)
        add_record(out, plan, "vacancy", row->first_vacancy, row->vacancy_count);
    buffer_format(out, " | expect %s", expected_outcome(row, kind));
    for (int list = 0; list < TEST_LIST_COUNT; list++) {
        if (!(row->lists >> list & 1)) continue;
        buffer_format(out, " %s", test_list_name((TestList)list));
        for (uint32_t i = 0; i < row->word_count; i++)
            if (plan->test_words[row->first_word + i].list == (uint32_t)list)
                buffer_format(out, " '%s'", plan_string(plan, plan->test_words[row->first_word + i].text));
    }
    buffer_add_char(out, '\n');
}

static void say_test(Buffer *out, const Plan *plan, const PlanTest *test) {
    char day[DATE_TEXT];
    const PlanRule *rule = &plan->rules[test->rule];
    buffer_format(out, "=> test '%s' of %s as of %s\n", plan_string(plan, test->name),
                  plan_string(plan, rule->name), date_format(test->as_of, day));
    for (uint32_t i = 0; i < test->row_count; i++)
        say_row(out, plan, &plan->test_rows[test->first_row + i], (RuleKind)rule->kind);
}

/* Its rules or, where it has tests, those. */
static void say_plan(Run *run) {
    Plan plan;
    Error error = {0};
    CHECK(plan_read(run->plan.bytes, run->plan.length, &plan, &error));
    if (error.set) {
        buffer_format(&run->said, "=> refused %s\n", error.text);
        return;
    }
    for (uint32_t i = 0; i < plan.warnings_count; i++)
        buffer_format(&run->said, "=> warning %u: %s\n", plan.warnings[i].place.line,
                      plan_string(&plan, plan.warnings[i].text));
    for (uint32_t i = 0; i < plan.rules_count && plan.tests_count == 0; i++)
        say_rule(&run->said, &plan, &plan.rules[i]);
    for (uint32_t i = 0; i < plan.tests_count; i++)
        say_test(&run->said, &plan, &plan.tests[i]);
}

/* ── Cases ──────────────────────────────────────────────────────────────── */

static void say_messages(Run *run) {
    for (uint32_t i = 0; i < run->messages.count; i++) {
        const Message *message = &run->messages.items[i];
        buffer_add_string(&run->said, "=> ");
        if (message->level == MESSAGE_WARNING) buffer_add_string(&run->said, "warning ");
        if (message->line) buffer_format(&run->said, "%u:", message->line);
        if (message->column) buffer_format(&run->said, "%u:", message->column);
        buffer_format(&run->said, "%s%s\n", message->line ? " " : "", message->text);
    }
}

/* The last `=> rule` or `=> test` lines are left out where the case expects none. */
static bool agrees(const char *said, const char *expected) {
    if (strcmp(said, expected) == 0) return true;
    return expected[0] == '\0' && (strncmp(said, "=> rule", 7) == 0 || strncmp(said, "=> test", 7) == 0);
}

/* Where the tests begin, at a line "-- NAME_test.lua", or the end. */
static size_t find_tests(const char *source, size_t length) {
    static const char end[] = "_test.lua\n";
    const char *at = memmem(source, length, end, strlen(end));
    if (!at) return length;
    while (at > source && at[-1] != '\n')
        at--;
    return (size_t)(at - source);
}

/* The case's tests, as a file in which their lines have the numbers that they have in the case. */
static bool run_tests(Run *run, const char *source, size_t from, size_t length) {
    Buffer tests = {0};
    if (from == length) return true;
    if (!language_begin_tests(run->host, &run->error)) {
        messages_add_error(&run->messages, &run->error);
        return false;
    }
    for (size_t i = 0; i < from; i++)
        if (source[i] == '\n') buffer_add_char(&tests, '\n');
    buffer_add(&tests, source + from, length - from);
    bool ran = source_check("rules_test.lua", tests.bytes, tests.length, SOURCE_TESTS, &run->messages);
    if (ran && !host_run(run->host, HOST_PACK, "rules_test.lua", tests.bytes, tests.length, &run->error)) {
        messages_add_error(&run->messages, &run->error);
        ran = false;
    }
    buffer_close(&tests);
    return ran;
}

static void run_case(const char *name, const char *source, size_t length, const char *expected) {
    Run run;
    open_run(&run);
    CHECK(language_begin_pack(run.host, "riverside"));
    bool own_pack = strncmp(source, "pack", 4) == 0 || strncmp(source, "--pack", 6) == 0;
    size_t rules = find_tests(source, length);
    bool ran = (own_pack || run_file(&run, "pack.lua", common_pack.bytes, common_pack.length)) &&
               run_file(&run, "rules.lua", source, rules) && run_tests(&run, source, rules, length);
    if (ran && language_finish(run.host, &run.plan, &run.messages)) say_plan(&run);
    say_messages(&run);
    if (!agrees(buffer_string(&run.said), expected)) {
        test_failures++;
        printf("# %s\n# said:\n%s# expected:\n%s", name, buffer_string(&run.said), expected);
    }
    close_run(&run);
}

/* One case: from after its "== " to the next. */
static void read_case(char *text) {
    char *source = strchr(text, '\n');
    *source++ = '\0';
    char *expected = strncmp(source, "=> ", 3) == 0 ? source : strstr(source, "\n=> ");
    size_t length = expected ? (size_t)(expected - source) : strlen(source);
    Buffer wanted = {0};
    if (expected) buffer_add_string(&wanted, expected + (expected[0] == '\n'));
    while (wanted.length > 1 && wanted.bytes[wanted.length - 2] == '\n')
        wanted.bytes[--wanted.length] = '\0';
    run_case(text, source, length, buffer_string(&wanted));
    buffer_close(&wanted);
}

static uint32_t run_cases(const char *path) {
    Arena *arena = arena_open();
    Error error = {0};
    char *bytes;
    size_t length;
    uint32_t count = 0;
    CHECK(file_read(arena, path, FILE_LIMIT, &bytes, &length, &error));
    for (char *at = error.set ? NULL : strstr(bytes, "== "); at; count++) {
        char *name = at + 3, *next = strstr(name, "\n== ");
        if (next) next[1] = '\0';
        read_case(name);
        at = next ? next + 1 : NULL;
    }
    arena_close(arena);
    return count;
}

/* Reads the standard library, and writes a pack.lua that may read all of it. */
static void prepare(void) {
    static Arena *arena;
    if (arena) return;
    arena = arena_open();
    Error error = {0};
    CHECK(files_read_folder("stdlib", FILES_RULES, arena, &library, &library_count, &error));
    Run run;
    open_run(&run);
    CHECK(language_finish(run.host, &run.plan, &run.messages));
    Plan plan;
    CHECK(plan_read(run.plan.bytes, run.plan.length, &plan, &error));
    buffer_add_string(&common_pack, pack_start);
    for (int basis = 0; basis < 2; basis++) {
        if (basis) buffer_add_string(&common_pack, "}, lawful_basis = {");
        for (uint32_t i = 0; i < plan.fields_count; i++) {
            const PlanField *field = &plan.fields[i];
            if (field->subject == SUBJECT_VACANCY || field->sensitivity == SENSITIVITY_IDENTITY) continue;
            const char *name = plan_string(&plan, field->name);
            if (!basis) buffer_format(&common_pack, "\"%s\",", name);
            if (basis && field->sensitivity != SENSITIVITY_ORDINARY)
                buffer_format(&common_pack, "%s = \"a test\",", name);
        }
    }
    buffer_add_string(&common_pack, "} }");
    close_run(&run);
}

/* The reference's examples: a ```lua block loads, or says what the ```text block right after it has. */
static uint32_t run_examples(char *at) {
    static const char fence[] = "\n```", lua[] = "\n```lua\n", text[] = "\n\n```text\n";
    uint32_t count = 0;
    for (at = strstr(at, lua); at; at = strstr(at, lua), count++) {
        char *source = at + strlen(lua), *end = strstr(source, fence);
        CHECK(end != NULL);
        if (!end) return count;
        Buffer expected = {0};
        char *said = end + strlen(fence);
        at = said;
        if (strncmp(said, text, strlen(text)) == 0) {
            said += strlen(text);
            at = strstr(said, fence);
            buffer_format(&expected, "=> %.*s\n", (int)(at - said), said);
        }
        run_case("an example of stdlib/README.md", source, (size_t)(end - source) + 1,
                 buffer_string(&expected));
        buffer_close(&expected);
    }
    return count;
}

static bool says_what_it_takes(Arena *arena, int length, const char *word) {
    const char *row = arena_format(arena, "\n  { \"%.*s\", ", length, word);
    for (size_t i = 0; i < library_count; i++)
        if (strstr(library[i].bytes, row)) return true;
    return false;
}

/* Calls `check` for each name that follows `before` in the library, up to one of the characters in `end`. */
static void check_names(Arena *arena, const char *reference, const char *before, const char *end,
                        void (*check)(Arena *arena, const char *reference, int length, const char *name)) {
    for (size_t i = 0; i < library_count; i++)
        for (const char *at = strstr(library[i].bytes, before); at; at = strstr(at, before)) {
            at += strlen(before);
            check(arena, reference, (int)strcspn(at, end), at);
        }
}

static void check_word(Arena *arena, const char *reference, int length, const char *word) {
    CHECK(strstr(reference, arena_format(arena, "`%.*s", length, word)) != NULL);
    CHECK(says_what_it_takes(arena, length, word));
}

static void check_row(Arena *arena, const char *reference, int length, const char *name) {
    CHECK(strstr(reference, arena_format(arena, "\n| `%.*s` |", length, name)) != NULL);
}

/* Every word of the vocabulary says what it takes; it, every field and every rate stand in the reference. */
static void check_complete(Arena *arena, const char *reference) {
    check_names(arena, reference, "\nfunction ", "(", check_word);
    check_names(arena, reference, "\nfield \"", "\"", check_row);
    check_names(arena, reference, "\nrate \"", "\"", check_row);
}

static void test_reference(void) {
    prepare();
    Arena *arena = arena_open();
    Error error = {0};
    char *bytes = "";
    size_t length;
    CHECK(file_read(arena, "stdlib/README.md", FILE_LIMIT, &bytes, &length, &error));
    check_complete(arena, bytes);
    CHECK(run_examples(bytes) > 12);
    arena_close(arena);
}

/* Lua walks tables in an order that differs from state to state; a plan must not show it. */
static const char unordered[] =
    "rate \"r\" { [\"2025-01-01\"] = 3, [\"2023-01-01\"] = 1, [\"2024-01-01\"] = 2 }\n"
    "programme \"x\" { eligible = unemployed(), title = \"X\", source = \"s\",\n"
    "  gives = { passed = { \"a\", \"b\" }, completed = \"x\", languages = \"BSL\", referred_by = \"us\" } "
    "}\n"
    "guaranteed_interview \"y\" { vacancies = vacancy.hourly_pay:at_least(rate \"r\"),\n"
    "  who = meets_essential { c = aged(16), a = carer(), b = homeless(), d = check(\"d\",\n"
    "    { reads = { \"age\" } }, function(c) return true end) } }\n";

static bool load_unordered(Run *run) {
    open_run(run);
    language_begin_pack(run->host, "riverside");
    return run_file(run, "pack.lua", common_pack.bytes, common_pack.length) &&
           run_file(run, "rules.lua", unordered, strlen(unordered)) &&
           language_finish(run->host, &run->plan, &run->messages);
}

static void test_same_bytes(void) {
    enum { RUNS = 8 };
    Run runs[RUNS]; /* all open at once, since Lua's seed comes from where its state lies */
    prepare();
    for (int i = 0; i < RUNS; i++) {
        CHECK(load_unordered(&runs[i]));
        CHECK(runs[i].plan.length == runs[0].plan.length &&
              memcmp(runs[i].plan.bytes, runs[0].plan.bytes, runs[0].plan.length) == 0);
    }
    for (int i = 0; i < RUNS; i++)
        close_run(&runs[i]);
}

/* Whatever the heap's size, loading either works or says so. */
static void test_little_memory(void) {
    enum { STEP = 8 * 1024, MOST = 8 << 20 };
    prepare();
    int worked = 0, failed = 0;
    for (size_t size = STEP; size <= MOST; size += STEP + size / 8) {
        Run run = {.arena = arena_open(), .memory = memory_allocate(size)};
        run.messages.arena = run.arena;
        run.host = host_open(run.memory, size);
        if (run.host) {
            language_open(run.host);
            bool loaded = run_library(&run) && language_begin_pack(run.host, "riverside") &&
                          run_file(&run, "pack.lua", common_pack.bytes, common_pack.length) &&
                          run_file(&run, "rules.lua", unordered, strlen(unordered));
            bool finished = loaded && language_finish(run.host, &run.plan, &run.messages);
            CHECK(finished || run.messages.count > 0 || run.error.set);
            worked += finished;
            failed += !finished;
            language_close(run.host);
        }
        buffer_close(&run.plan);
        arena_close(run.arena);
        free(run.memory);
    }
    CHECK(worked > 0 && failed > 0);
}

static void test_push_check(void) {
    prepare();
    Run run;
    CHECK(load_unordered(&run));
    lua_State *L = host_state(run.host);
    language_push_check(L, 0);
    CHECK_INT(lua_type(L, -1), LUA_TFUNCTION);
    language_push_check(L, 1);
    CHECK_INT(lua_type(L, -1), LUA_TNIL);
    CHECK_INT(lua_gettop(L), 2);
    close_run(&run);
}

static void test_refused(void) {
    prepare();
    CHECK(run_cases("tests/rules/refused.cases") > 50);
}

static void test_accepted(void) {
    prepare();
    CHECK(run_cases("tests/rules/accepted.cases") > 20);
}

static void test_language_page(void) {
    prepare();
    CHECK(run_cases("tests/rules/language.cases") > 5);
    CHECK(run_cases("tests/rules/tests.cases") > 40);
}

static const Test tests[] = {
    {"what a pack may not do by accident is refused, with where and what to write", test_refused},
    {"every operator, word and declaration becomes what it says", test_accepted},
    {"a pack's plan is the same bytes every time", test_same_bytes},
    {"too little memory is said, at every size", test_little_memory},
    {"a check's function is found by its number", test_push_check},
    {"the reference's examples do what it says, and it names every word and field", test_reference},
    {"the language page's own examples load", test_language_page},
};
TEST_MAIN(tests)
