/* Plans as bytes: what goes in comes out, and nothing that is wrong comes out at all. */
#include "everything.h"

#include "../test.h"
#include "rule/explain.h"
#include "rule/places.h"
#include "trial.h"

static void test_round_trip(void) {
    Draft d;
    draft_everything(&d);
    const Plan *plan = draft_plan(&d);
    CHECK_STR(plan_string(plan, plan->packs[0].id), "p");
    CHECK_INT(plan->fields_count, 13);
    CHECK_STR(plan_string(plan, plan->fields[5].name), "p.carer");
    CHECK_INT(plan->rules_count, 2);
    CHECK_STR(plan_string(plan, plan->rules[1].name), "interview");
    CHECK_INT(plan->rules[0].places, 3);
    CHECK_INT(plan->length, d.bytes.length);
    CHECK_INT(plan->criteria_count * sizeof(PlanCriterion), d.sections.criteria.length);
    CHECK(memcmp(plan->criteria, d.sections.criteria.bytes, d.sections.criteria.length) == 0);
    CHECK(memcmp(plan->strings, d.sections.strings.bytes, d.sections.strings.length) == 0);
    CHECK(!plan_string_or_null(plan, 0));
    CHECK_INT(draft_string(&d, "careful"), plan->warnings[0].text);
    draft_close(&d);
}

/* Every byte of a good plan, set to several others: it is refused, or all that follows stands it. */
static void test_flipped_bytes(void) {
    Draft d;
    draft_everything(&d);
    draft_plan(&d);
    size_t length = d.bytes.length, taken = 0;
    char *bytes = malloc(length);
    const unsigned char masks[] = {0x01, 0x80, 0xFF, 0x10};
    for (size_t i = 0; i < length; i++)
        for (size_t m = 0; m < sizeof masks; m++) {
            memcpy(bytes, d.bytes.bytes, length);
            bytes[i] = (char)(bytes[i] ^ (char)masks[m]);
            taken += trial_run(bytes, length);
        }
    /* Labels, titles and numbers may be anything. */
    CHECK(taken > 0 && taken < length * sizeof masks / 2);
    /* Cut anywhere, it is none. */
    for (size_t cut = 0; cut < length; cut++) {
        char *part = malloc(cut ? cut : 1);
        memcpy(part, d.bytes.bytes, cut);
        CHECK(!trial_run(part, cut));
        free(part);
    }
    free(bytes);
    draft_close(&d);
}

typedef void (*Spoil)(Draft *d);

static PlanRule *rule_of(Draft *d, uint32_t rule) {
    return (PlanRule *)(void *)d->sections.rules.bytes + rule;
}

static PlanField *field_of(Draft *d, uint32_t field) {
    return (PlanField *)(void *)d->sections.fields.bytes + field;
}

static uint32_t last_criterion(const Draft *d) {
    return (uint32_t)(d->sections.criteria.length / sizeof(PlanCriterion)) - 1;
}

static void spoil_identity(Draft *d) {
    draft_texts(d, OPERATOR_IS, 6, "a");
}
static void spoil_unlisted(Draft *d) {
    d->sections.reads.length -= sizeof(PlanRead);
}
static void spoil_type(Draft *d) {
    draft_integers(d, OPERATOR_MATCHES, 1, 3);
}
static void spoil_order(Draft *d) {
    field_of(d, 2)->ordered = 0;
}
static void spoil_category(Draft *d) {
    draft_integers(d, OPERATOR_IS, 2, 3);
}
static void spoil_truth(Draft *d) {
    draft_integers(d, OPERATOR_IS, 5, 2);
}
static void spoil_integer(Draft *d) {
    draft_integers(d, OPERATOR_IS, 1, INT64_C(1) << 32);
}
static void spoil_number(Draft *d) {
    draft_number(d, OPERATOR_IS, 7, 1e308 * 10);
}
static void spoil_date(Draft *d) {
    draft_integers(d, OPERATOR_BEFORE, 0, DATE_LAST + INT64_C(1));
}
static void spoil_pattern(Draft *d) {
    draft_texts(d, OPERATOR_MATCHES, 8, "((");
}
static void spoil_empty(Draft *d) {
    draft_literals(d, OPERATOR_INCLUDES_ANY, 4, NULL, 0);
}
static void spoil_ages(Draft *d) {
    draft_integers(d, OPERATOR_AGED_ON, 0, 16, 18, 229);
}
static void spoil_duration(Draft *d) {
    draft_integers(d, OPERATOR_WITHIN_LAST, 0, -1, 0);
}
static void spoil_operand(Draft *d) {
    draft_against(d, OPERATOR_IS, 1, 8);
}
static void spoil_known(Draft *d) {
    draft_against(d, OPERATOR_KNOWN, 1, 1);
}
static void spoil_child(Draft *d) {
    draft_all(d, last_criterion(d) + 1);
}
static void spoil_group(Draft *d) {
    draft_group_list(d, OPERATOR_ALL, 0, NULL, 0);
}
static void spoil_threshold(Draft *d) {
    draft_at_least(d, 3, 0, 1);
}
static void spoil_no_threshold(Draft *d) {
    draft_at_least(d, 0, 0, 1);
}
static void spoil_who(Draft *d) {
    rule_of(d, 0)->who = rule_of(d, 1)->who;
}
static void spoil_vacancies(Draft *d) {
    rule_of(d, 1)->vacancies = 0;
}
static void spoil_places(Draft *d) {
    rule_of(d, 0)->places = PLACES_UNSTATED - 1;
}
static void spoil_places_each(Draft *d) {
    rule_of(d, 0)->places_each = 2;
}
static void spoil_plan_dates(Draft *d) {
    PlanRule rule = draft_rule(d, RULE_SUPPORT_PLAN, "dated", PLAN_NONE);
    rule.to = 10;
    draft_add_rule(d, rule);
}
static void spoil_check_reads(Draft *d) {
    draft_check_list(d, NULL, 0);
}
static void spoil_dates(Draft *d) {
    rule_of(d, 0)->from = 10, rule_of(d, 0)->to = 9;
}
static void spoil_name(Draft *d) {
    rule_of(d, 0)->name = draft_string(d, "a/b");
}
static void spoil_controls(Draft *d) {
    rule_of(d, 0)->name = draft_string(d, "a\x1B[2J");
}
static void spoil_same_name(Draft *d) {
    rule_of(d, 0)->name = rule_of(d, 1)->name;
}
static void spoil_special_order(Draft *d) {
    field_of(d, 5)->sensitivity = SENSITIVITY_SPECIAL;
}
static void spoil_source(Draft *d) {
    field_of(d, 1)->source = 1;
}
static void spoil_stated(Draft *d) {
    draft_field(
        d, (DraftField){.name = "older", .type = FIELD_INTEGER, .source = 1, .stated = 2, .stated_on = 1});
}
static void spoil_subject(Draft *d) {
    field_of(d, 1)->source = 7;
}
static PlanEdition *edition_of(Draft *d, uint32_t edition) {
    return (PlanEdition *)(void *)d->sections.editions.bytes + edition;
}
static void spoil_edition_order(Draft *d) {
    edition_of(d, 1)->from = 100;
}
static void spoil_edition_day(Draft *d) {
    edition_of(d, 0)->from = INT32_MIN;
}
static void spoil_edition_type(Draft *d) {
    edition_of(d, 0)->field = 0;
}
static void spoil_edition_of_itself(Draft *d) {
    edition_of(d, 0)->field = 12;
}
static void spoil_edition_of_derived(Draft *d) {
    edition_of(d, 0)->field = 1;
}
/* What the pack may not read would come in under another name. */
static void spoil_edition_secret(Draft *d) {
    field_of(d, 10)->sensitivity = SENSITIVITY_SENSITIVE;
    ((PlanRead *)(void *)d->sections.reads.bytes)[6].lawful_basis = draft_string(d, "because");
}
static void spoil_no_edition(Draft *d) {
    field_of(d, 12)->edition_count = 0;
}
static void spoil_editions_elsewhere(Draft *d) {
    field_of(d, 12)->first_edition = 1;
}
static void spoil_stored_editions(Draft *d) {
    field_of(d, 11)->edition_count = 1;
}
static void spoil_edition_source(Draft *d) {
    field_of(d, 12)->source = 0;
}
static void spoil_field_name(Draft *d) {
    field_of(d, 5)->name = draft_string(d, "q.carer");
}
static void spoil_field_controls(Draft *d) {
    field_of(d, 0)->name = draft_string(d, "born\x1B[2J");
}
static void spoil_same_field(Draft *d) {
    field_of(d, 3)->name = field_of(d, 4)->name;
}
static void spoil_basis(Draft *d) {
    ((PlanRead *)(void *)d->sections.reads.bytes)[5].lawful_basis = 0;
}
static void spoil_shows(Draft *d) {
    field_of(d, 5)->shows = CHARACTERISTIC_COUNT;
}
static void spoil_shows_of_vacancy(Draft *d) {
    field_of(d, 8)->shows = CHARACTERISTIC_SEX;
}
static void spoil_field_place(Draft *d) {
    field_of(d, 5)->place.file = field_of(d, 5)->label + 1;
}
static void spoil_read_place(Draft *d) {
    ((PlanRead *)(void *)d->sections.reads.bytes)[2].place.file = UINT32_MAX;
}
static void spoil_pack_place(Draft *d) {
    ((PlanPack *)(void *)d->sections.packs.bytes)[0].place.file = UINT32_MAX;
}
static void spoil_acronym(Draft *d) {
    PLAN_DRAFT_ADD(&d->sections, acronyms, (&(PlanString){0}), 1);
}
static void spoil_string(Draft *d) {
    field_of(d, 1)->label++;
}
static void spoil_end(Draft *d) {
    buffer_add_char(&d->sections.strings, 'x');
}
static void spoil_utf8(Draft *d) {
    draft_string(d, "\xC3");
}
static void spoil_check(Draft *d) {
    ((PlanCheck *)(void *)d->sections.checks.bytes)[0].vacancy = 1;
}
static void spoil_pack(Draft *d) {
    PLAN_DRAFT_ADD(&d->sections, packs, (&(PlanPack){.id = 0}), 1);
}

static void spoil_no_pack(Draft *d) {
    d->sections.packs.length = 0;
}

static void spoil_hours(Draft *d) {
    PlanStage *stage = (PlanStage *)(void *)d->sections.stages.bytes;
    stage->first_hours = PLAN_DRAFT_ADD(&d->sections, literals, (&(PlanLiteral){.number = 169}), 1);
    stage->hours_count = 1;
}

static void spoil_depth(Draft *d) {
    for (int i = 0; i < PLAN_DEPTH; i++)
        draft_all(d, last_criterion(d));
}

static PlanTest *test_of(Draft *d, uint32_t test) {
    return (PlanTest *)(void *)d->sections.tests.bytes + test;
}

static PlanTestRow *row_of(Draft *d, uint32_t row) {
    return (PlanTestRow *)(void *)d->sections.test_rows.bytes + row;
}

static PlanTestValue *value_of(Draft *d, uint32_t value) {
    return (PlanTestValue *)(void *)d->sections.test_values.bytes + value;
}

static void spoil_test_name(Draft *d) {
    test_of(d, 0)->name = 0;
}
static void spoil_test_rule(Draft *d) {
    test_of(d, 1)->rule = 2;
}
static void spoil_test_day(Draft *d) {
    test_of(d, 0)->as_of = DATE_LAST + 1;
}
static void spoil_no_rows(Draft *d) {
    test_of(d, 0)->row_count = 0;
}
static void spoil_rows(Draft *d) {
    test_of(d, 1)->row_count = 3;
}
static void spoil_outcome(Draft *d) {
    row_of(d, 0)->outcome = 7;
}
static void spoil_covered(Draft *d) {
    row_of(d, 1)->outcome = TEST_NOT_COVERED;
}
static void spoil_programme_vacancy(Draft *d) {
    row_of(d, 1)->first_vacancy = 7, row_of(d, 1)->vacancy_count = 1;
}
static void spoil_record(Draft *d) {
    row_of(d, 0)->candidate_count = 8;
}
static void spoil_record_subject(Draft *d) {
    row_of(d, 2)->first_vacancy = 0;
}
static void spoil_twice(Draft *d) {
    value_of(d, 1)->field = 0;
}
static void spoil_value_identity(Draft *d) {
    value_of(d, 8)->field = 6, row_of(d, 0)->first_candidate = 8, row_of(d, 0)->candidate_count = 1;
}
static void spoil_value_derived(Draft *d) {
    value_of(d, 0)->field = 1;
}
static void spoil_value_type(Draft *d) {
    value_of(d, 1)->first += 1;
}
static void spoil_value_none(Draft *d) {
    value_of(d, 0)->count = 0;
}
static void spoil_value_two(Draft *d) {
    value_of(d, 0)->count = 2;
}
static void spoil_value_declined(Draft *d) {
    value_of(d, 0)->declined = 1;
}
static void spoil_lists(Draft *d) {
    row_of(d, 0)->lists |= 1 << TEST_LIST_COUNT;
}
static void spoil_list(Draft *d) {
    row_of(d, 0)->lists = 1 << TEST_UNMET;
}
static void spoil_word(Draft *d) {
    ((PlanTestWord *)(void *)d->sections.test_words.bytes)[0].text = 0;
}

/* 64 criteria over the same 4,096 literals: each is fine, all of them are too much to look at. */
static void spoil_patience(Draft *d) {
    PlanLiteral literals[64] = {{0}};
    uint32_t first = draft_literals(d, OPERATOR_ONE_OF, 1, literals, 64);
    for (int i = 0; i < 4096 / 64 - 1; i++)
        PLAN_DRAFT_ADD(&d->sections, literals, literals, 64);
    for (int i = 0; i < 1100; i++) {
        PlanCriterion many = *draft_at(d, first);
        many.count = 4096;
        draft_criterion(d, many);
    }
}

static void test_refusals(void) {
    const struct {
        Spoil spoil;
        const char *why;
    } cases[] = {
        {spoil_identity, "reads a field that the pack may not read"},
        {spoil_unlisted, "reads a field that the pack may not read"},
        {spoil_shows, "field 5 is of no known kind"},
        {spoil_shows_of_vacancy, "field 8 is of no known kind"},
        {spoil_field_place, "field 5 has no such file"},
        {spoil_read_place, "read 2 has no such string"},
        {spoil_pack_place, "pack 0 has no such string"},
        {spoil_acronym, "acronym 1 has no text"},
        {spoil_type, "has an operator that does not fit its field"},
        {spoil_order, "has an operator that does not fit its field"},
        {spoil_category, "has operands that do not fit"},
        {spoil_truth, "has operands that do not fit"},
        {spoil_integer, "has operands that do not fit"},
        {spoil_number, "has operands that do not fit"},
        {spoil_date, "has operands that do not fit"},
        {spoil_pattern, "has operands that do not fit"},
        {spoil_empty, "has operands that do not fit"},
        {spoil_ages, "has operands that do not fit"},
        {spoil_duration, "has operands that do not fit"},
        {spoil_operand, "has operands that do not fit"},
        {spoil_known, "has operands that do not fit"},
        {spoil_child, "stands before one of its children"},
        {spoil_group, "has no children"},
        {spoil_threshold, "asks for more of its children than it has"},
        {spoil_no_threshold, "asks for more of its children than it has"},
        {spoil_depth, "is nested too deep"},
        {spoil_patience, "has operands that do not fit"},
        {spoil_hours, "stage 0 is not right"},
        {spoil_who, "rule 0 has criteria that do not fit it"},
        {spoil_vacancies, "rule 1 has criteria that do not fit it"},
        {spoil_places, "rule 0 has impossible places"},
        {spoil_places_each, "rule 0 has impossible places"},
        {spoil_dates, "rule 0 has impossible dates"},
        {spoil_plan_dates, "has impossible dates"},
        {spoil_check_reads, "reads nothing"},
        {spoil_name, "rule 0 has no name for a rule"},
        {spoil_controls, "rule 0 has no name for a rule"},
        {spoil_same_name, "rule 1 has another's name"},
        {spoil_special_order, "order 0 is one that there may not be"},
        {spoil_source, "field 1 is derived from what it can't be"},
        {spoil_stated, "field 13 is derived from what it can't be"},
        {spoil_subject, "field 1 is derived from what it can't be"},
        {spoil_edition_order, "field 12 is derived from what it can't be"},
        {spoil_edition_day, "field 12 is derived from what it can't be"},
        {spoil_edition_type, "field 12 is derived from what it can't be"},
        {spoil_edition_of_itself, "field 12 is derived from what it can't be"},
        {spoil_edition_of_derived, "field 12 is derived from what it can't be"},
        {spoil_edition_secret, "field 12 is derived from what it can't be"},
        {spoil_no_edition, "field 12 is derived from what it can't be"},
        {spoil_editions_elsewhere, "field 12 is derived from what it can't be"},
        {spoil_stored_editions, "field 11 is derived from what it can't be"},
        {spoil_edition_source, "field 12 is derived from what it can't be"},
        {spoil_field_name, "field 5 has a name that is not the pack's"},
        {spoil_field_controls, "field 0 has a name that is not the pack's"},
        {spoil_same_field, "field 4 has another field's name"},
        {spoil_basis, "read 5 is sensitive and has no lawful basis"},
        {spoil_string, "field 1 has no name or label"},
        {spoil_end, "its strings have no end"},
        {spoil_utf8, "is not UTF-8"},
        {spoil_check, "says of whom it reads fields, wrongly"},
        {spoil_test_name, "test 0 has no name"},
        {spoil_test_rule, "test 1 is of no rule"},
        {spoil_test_day, "test 0 has an impossible day"},
        {spoil_no_rows, "test 0 has rows that do not fit"},
        {spoil_rows, "test 1 has rows that do not fit"},
        {spoil_outcome, "test 0 has rows that do not fit"},
        {spoil_covered, "test 0 has rows that do not fit"},
        {spoil_programme_vacancy, "test 0 has rows that do not fit"},
        {spoil_record, "test 0 has rows that do not fit"},
        {spoil_record_subject, "test 1 has rows that do not fit"},
        {spoil_twice, "test 0 has rows that do not fit"},
        {spoil_value_identity, "test 0 has rows that do not fit"},
        {spoil_value_derived, "test 0 has rows that do not fit"},
        {spoil_value_type, "test 0 has rows that do not fit"},
        {spoil_value_none, "test 0 has rows that do not fit"},
        {spoil_value_two, "test 0 has rows that do not fit"},
        {spoil_value_declined, "test 0 has rows that do not fit"},
        {spoil_lists, "test 0 has rows that do not fit"},
        {spoil_list, "test 0 has rows that do not fit"},
        {spoil_word, "test 0 has rows that do not fit"},
        {spoil_pack, "it has 2 packs, and may have 1"},
        {spoil_no_pack, "it is not of one pack"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Draft d;
        Error error = {0};
        draft_everything(&d);
        cases[i].spoil(&d);
        CHECK(!draft_try(&d, &error));
        if (!strstr(error.text, cases[i].why))
            printf("# '%s' says nothing of '%s'\n", error.text, cases[i].why);
        CHECK(strstr(error.text, cases[i].why) != NULL);
        draft_close(&d);
    }
}

static void test_too_much(void) {
    Draft d;
    Error error = {0};
    draft_open(&d, "p");
    for (uint32_t i = 0; i < 257; i++)
        PLAN_DRAFT_ADD(&d.sections, warnings, (&(PlanWarning){.text = draft_string(&d, "w")}), 1);
    CHECK(!draft_try(&d, &error));
    CHECK_STR(
        error.text,
        "the pack declares too much: it has 257 warnings, and may have 256; split it into several packs");
    draft_close(&d);
}

static const Test tests[] = {
    {"a plan comes back as it was written", test_round_trip},
    {"each byte changed: refused, or safe", test_flipped_bytes},
    {"what is wrong is refused", test_refusals},
    {"a section that is too long", test_too_much},
};

TEST_MAIN(tests)
