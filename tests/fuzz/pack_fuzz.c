/* Any bytes as a pack's rules or, where there is a test in them, as its tests: they are refused with a
 * message, or become a plan that is valid. Its check functions are called twice for three people in two
 * orders, and must come to the same each time. In this process, without a jail, so that the sanitizers see
 * the host, the language and the sandbox at work. */
#include "../unit/rule/trial.h"
#include "rule/ruleset.h"
#include "script/call.h"
#include "script/language.h"
#include "script/sandbox.h"
#include "script/wire.h"
#include "script/worker.h"

#include <stdlib.h>

enum { ARENA = 32 << 20, STEPS = 300000, PEOPLE = 3, DAY = 20000, CHECKS = 8 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char declaration[] =
    "pack { organisation = 'Riverside Council', version = '1.0.0', language = 1,\n"
    "  reads = { 'age', 'borough', 'english', 'benefits', 'employment', 'unemployed_since', 'hours_now', "
    "'languages', 'redundancy_employer', 'in_education' } }\n";

/* What tests are about: the rules of tests/cli/files/tested/. */
static const char tested[] =
    "programme 'course' { eligible = aged(16, 29) & ~unemployed(), places = 2,\n"
    "  support = { offer 'Travel costs' { when = unemployed() }, offer 'Lunch' } }\n"
    "programme 'past' { runs = '2020', eligible = aged(16) }\n"
    "guaranteed_interview 'interviews' { who = aged(16), vacancies = vacancy.employer:is 'RP6', places_each "
    "= 1 }\n"
    "support_plan 'plan' { offer 'A room' { when = unemployed() }, offer 'An adviser' }\n";

static void insist(bool condition) {
    if (!condition) abort();
}

/* ── People ─────────────────────────────────────────────────────────────── */

/* A value of the field that is another one for each person; the last two don't know everything. */
static void set_value(Batch *batch, int32_t index, uint32_t record, uint32_t person) {
    static const char *const texts[PEOPLE] = {"Oscar & Daughters", "string", ""};
    static const char *const sets[PEOPLE] = {"", "a", "a;b"};
    const Field *field = &batch->dictionary->fields[index];
    Column *column = &batch->columns[index];
    Error error = {0};
    if (person > 0 && ((uint32_t)index + person) % 4 == 0) return;
    switch (field->type) {
    case FIELD_BOOLEAN: column_set_truth(column, record, person == 1); break;
    case FIELD_INTEGER: column_set_integer(column, record, (int32_t)person * 17 - 1); break;
    case FIELD_DATE: column_set_integer(column, record, DAY - 300 * (int32_t)person); break;
    case FIELD_NUMBER: column_set_number(column, record, person == 1 ? -0.0 : person * 2.5); break;
    case FIELD_TEXT: batch_set_text(batch, index, record, texts[person], strlen(texts[person])); break;
    case FIELD_CATEGORY: column_set_integer(column, record, (int32_t)(person % field->value_count)); break;
    case FIELD_SET:
        if (!batch_set_set(batch, index, record, sets[person], strlen(sets[person]), &error))
            insist(batch_set_set(batch, index, record, "", 0, &error)); /* its values are others */
        break;
    }
}

static Batch *make_batch(const Ruleset *rules, Subject subject, bool reversed) {
    Batch *batch = batch_open(ruleset_dictionary(rules), subject, ruleset_wanted(rules, subject),
                              ruleset_literals(rules), PEOPLE);
    for (uint32_t record = 0; record < PEOPLE; record++) {
        uint32_t person = reversed ? PEOPLE - 1 - record : record;
        batch_add(batch, person, "", 0);
        for (uint32_t field = 0; field < batch->dictionary->count; field++)
            if (batch->columns[field].known) set_value(batch, (int32_t)field, record, person);
    }
    return batch;
}

/* ── Checks ─────────────────────────────────────────────────────────────── */

/* What a check came to: by person, of the vacancies where it reads no candidate. */
typedef struct Outcomes {
    bool done;
    uint8_t of[CHECKS][PEOPLE];
} Outcomes;

static bool bit(const char *words, size_t bitmap, uint32_t record) {
    uint64_t word;
    memcpy(&word, words + bitmap * sizeof word, sizeof word);
    return word >> record & 1;
}

static void read_outcomes(const Buffer *reply, uint32_t checks, bool reversed, Outcomes *outcomes) {
    WireReader reader = {.at = reply->bytes, .end = reply->bytes + reply->length};
    for (uint32_t check = 0; check < checks; check++) {
        size_t length;
        const char *words = wire_bytes(&reader, &length);
        insist(words && length == 3 * sizeof(uint64_t));
        for (uint32_t record = 0; record < PEOPLE; record++) {
            uint32_t person = reversed ? PEOPLE - 1 - record : record;
            for (size_t bitmap = 0; bitmap < 3; bitmap++)
                outcomes->of[check][person] |= (uint8_t)(bit(words, bitmap, record) << bitmap);
        }
    }
}

/* All checks about the people in one of two orders; pairs with the vacancy that is the first in one of them.
 */
static Outcomes call_all(Host *host, const Plan *plan, const Ruleset *rules, bool reversed) {
    static Slot *slot;
    if (!slot) slot = aligned_alloc(4096, SLOT_BYTES);
    int32_t *fields = malloc((plan->fields_count + 1) * sizeof *fields);
    for (uint32_t i = 0; i < plan->fields_count; i++)
        fields[i] = ruleset_field(rules, 0, i);
    Batch *candidates = make_batch(rules, SUBJECT_CANDIDATE, reversed);
    Batch *vacancies = make_batch(rules, SUBJECT_VACANCY, reversed);
    uint32_t checks = plan->checks_count < CHECKS ? plan->checks_count : CHECKS;
    CheckJob jobs[CHECKS];
    for (uint32_t i = 0; i < checks; i++)
        jobs[i] = (CheckJob){i, candidates, vacancies, reversed ? PEOPLE - 1 : 0};
    SlotSource source = {.plan = plan, .fields = fields, .day = DAY, .jobs = jobs, .count = checks};
    SlotWriter writer = {0};
    Buffer reply = {0};
    Error error = {0};
    Outcomes outcomes = {0};
    insist(slot_write(slot, &writer, &source, &error));
    outcomes.done = call_checks(host, slot, &reply, &error);
    if (outcomes.done) read_outcomes(&reply, checks, reversed, &outcomes);
    buffer_close(&reply);
    slot_writer_close(&writer);
    batch_close(vacancies);
    batch_close(candidates);
    free(fields);
    return outcomes;
}

/* Neither the order nor what was called before may show. Memory alone may be short later: pieces lie about.
 */
static void insist_on_order(Host *host, const Plan *plan, const Ruleset *rules) {
    Outcomes first = call_all(host, plan, rules, false);
    for (int round = 1; round < 4; round++) {
        Outcomes again = call_all(host, plan, rules, round % 2 == 1);
        if (again.done && first.done) insist(memcmp(&again, &first, sizeof first) == 0);
        if (first.done != again.done) insist(first.done && host->stop == HOST_OUT_OF_MEMORY);
    }
}

/* What a worker sends must be what the parent takes. */
static void try_plan(Host *host, const Buffer *bytes, Messages *messages) {
    Plan plan;
    const Plan *plans = &plan;
    Error error = {0};
    char *aligned = arena_copy(messages->arena, bytes->bytes, bytes->length);
    if (!plan_read(aligned, bytes->length, &plan, &error)) {
        fprintf(stderr, "a plan that is not valid: %s\n", error.text);
        abort();
    }
    if (plan.checks_count == 0 && plan.tests_count == 0) return;
    Ruleset *rules = ruleset_open(&plans, 1, DAY, messages, &error);
    insist(rules);
    insist(trial_tests(rules, &plan) < SIZE_MAX);
    if (plan.checks_count) insist_on_order(host, &plan, rules);
    ruleset_close(rules);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static void *memory;
    if (!memory) memory = aligned_alloc(4096, ARENA);
    Arena *arena = arena_open();
    bool is_tests = memmem(data, size, "test \"", strlen("test \"")) != NULL;
    PackFile given = {.path = "riverside/rules.lua", .bytes = (const char *)data, .length = size};
    PackFile own[] = {
        {.path = "riverside/pack.lua", .bytes = declaration, .length = sizeof declaration - 1},
        {.path = "riverside/rules.lua", .bytes = tested, .length = sizeof tested - 1},
    };
    if (!is_tests) own[1] = given;
    PackFiles files = {
        .id = "riverside", .own = own, .own_count = 2, .tests = &given, .test_count = is_tests};
    Messages messages = {.arena = arena};
    Buffer plan = {0};
    Error error = {0};
    insist(files_read_standard(&files, NULL, arena, &error));
    Host *host = host_open(memory, ARENA);
    sandbox_budget(host, STEPS);
    bool loaded = worker_load(host, &files, &plan, &messages);
    insist(loaded ? messages.errors == 0 : messages.errors > 0);
    language_close(host);
    if (loaded) try_plan(host, &plan, &messages);
    host_close(host);
    buffer_close(&plan);
    arena_close(arena);
    return 0;
}
