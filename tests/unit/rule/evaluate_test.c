/* Truth tables of the combinators, and each operator at its borders. */
#include "draft.h"

#include "base/pattern.h"

#include "../test.h"

static const Truth TRUTHS[] = {TRUTH_MET, TRUTH_UNMET, TRUTH_UNKNOWN};

/* Kleene's logic as numbers: unmet 0, unknown 1, met 2; "and" is the smaller, "or" the greater, "not" 2 - x.
 */
static int rank(Truth truth) {
    return truth == TRUTH_MET ? 2 : truth == TRUTH_UNKNOWN ? 1 : 0;
}

static Truth unrank(int value) {
    return value == 2 ? TRUTH_MET : value == 1 ? TRUTH_UNKNOWN : TRUTH_UNMET;
}

static void set_truth(Batch *batch, int32_t field, uint32_t record, Truth truth) {
    if (truth != TRUTH_UNKNOWN) column_set_truth(&batch->columns[field], record, truth == TRUTH_MET);
}

static void test_combinators(void) {
    Draft d;
    draft_open(&d, "p");
    uint32_t fields[3], leaves[3];
    const char *names[] = {"a", "b", "c"};
    for (int i = 0; i < 3; i++) {
        fields[i] = draft_field(&d, (DraftField){.name = names[i], .type = FIELD_BOOLEAN});
        leaves[i] = draft_truth(&d, fields[i]);
    }
    uint32_t all = draft_group_list(&d, OPERATOR_ALL, 0, leaves, 3);
    uint32_t any = draft_group_list(&d, OPERATOR_ANY, 0, leaves, 3);
    uint32_t none = draft_group_list(&d, OPERATOR_NONE, 0, leaves, 3);
    uint32_t least[4];
    for (uint32_t n = 1; n <= 3; n++)
        least[n] = draft_group_list(&d, OPERATOR_AT_LEAST_OF, n, leaves, 3);
    uint32_t twice = draft_at_least(&d, 2, leaves[0], leaves[0], leaves[1]);
    draft_programme(&d, "r", all);
    Engine e;
    engine_open(&e, (Draft *[]){&d}, 1, 0);
    for (int x = 0; x < 27; x++) {
        uint32_t record = engine_add(e.batch);
        for (int i = 0, rest = x; i < 3; i++, rest /= 3)
            set_truth(e.batch, i, record, TRUTHS[rest % 3]);
    }
    engine_evaluate(&e);
    for (uint32_t x = 0; x < 27; x++) {
        int values[3] = {rank(TRUTHS[x % 3]), rank(TRUTHS[x / 3 % 3]), rank(TRUTHS[x / 9])};
        int low = 2, high = 0, met = 0, unknown = 0;
        for (int i = 0; i < 3; i++) {
            low = values[i] < low ? values[i] : low;
            high = values[i] > high ? values[i] : high;
            met += values[i] == 2;
            unknown += values[i] == 1;
        }
        CHECK_INT(engine_truth(&e, all, x), unrank(low));
        CHECK_INT(engine_truth(&e, any, x), unrank(high));
        CHECK_INT(engine_truth(&e, none, x), unrank(2 - high));
        for (int n = 1; n <= 3; n++) {
            Truth expected = met >= n ? TRUTH_MET : met + unknown < n ? TRUTH_UNMET : TRUTH_UNKNOWN;
            CHECK_INT(engine_truth(&e, least[n], x), expected);
        }
        int twice_met = 2 * (values[0] == 2) + (values[1] == 2);
        int twice_unknown = 2 * (values[0] == 1) + (values[1] == 1);
        CHECK_INT(engine_truth(&e, twice, x), twice_met >= 2                  ? TRUTH_MET
                                              : twice_met + twice_unknown < 2 ? TRUTH_UNMET
                                                                              : TRUTH_UNKNOWN);
    }
    engine_close(&e);
    draft_close(&d);
}

/* Counters of more than one bit plane: 70 children, every threshold. */
static void test_at_least_many(void) {
    enum { CHILDREN = 70, RECORDS = 130 };
    Draft d;
    draft_open(&d, "p");
    uint32_t leaves[CHILDREN], groups[CHILDREN + 1];
    for (uint32_t i = 0; i < CHILDREN; i++) {
        char name[16];
        snprintf(name, sizeof name, "f%u", i);
        leaves[i] = draft_truth(&d, draft_field(&d, (DraftField){.name = name, .type = FIELD_BOOLEAN}));
    }
    for (uint32_t n = 1; n <= CHILDREN; n++)
        groups[n] = draft_group_list(&d, OPERATOR_AT_LEAST_OF, n, leaves, CHILDREN);
    draft_programme(&d, "r", groups[1]);
    Engine e;
    engine_open(&e, (Draft *[]){&d}, 1, 0);
    uint64_t random = 7;
    uint32_t met[RECORDS] = {0}, unknown[RECORDS] = {0};
    for (uint32_t r = 0; r < RECORDS; r++) {
        engine_add(e.batch);
        for (int32_t i = 0; i < CHILDREN; i++) {
            Truth truth = TRUTHS[draft_below(&random, 3)];
            set_truth(e.batch, i, r, truth);
            met[r] += truth == TRUTH_MET;
            unknown[r] += truth == TRUTH_UNKNOWN;
        }
    }
    engine_evaluate(&e);
    for (uint32_t r = 0; r < RECORDS; r++)
        for (uint32_t n = 1; n <= CHILDREN; n++) {
            Truth expected = met[r] >= n ? TRUTH_MET : met[r] + unknown[r] < n ? TRUTH_UNMET : TRUTH_UNKNOWN;
            CHECK_INT(engine_truth(&e, groups[n], r), expected);
        }
    engine_close(&e);
    draft_close(&d);
}

static Day day(const char *text) {
    Day result;
    if (!date_parse(text, strlen(text), &result)) abort();
    return result;
}

/* The truth of one criterion over one date. */
static Truth truth_of_date(Operator op, const int64_t *literals, uint32_t count, const char *value,
                           const char *today) {
    Draft d;
    draft_open(&d, "p");
    uint32_t field = draft_field(&d, (DraftField){.name = "since", .type = FIELD_DATE});
    uint32_t criterion = draft_integer_list(&d, op, field, literals, count);
    draft_programme(&d, "r", criterion);
    Engine e;
    engine_open(&e, (Draft *[]){&d}, 1, day(today));
    engine_add(e.batch);
    column_set_integer(&e.batch->columns[0], 0, day(value));
    engine_evaluate(&e);
    Truth truth = engine_truth(&e, criterion, 0);
    engine_close(&e);
    draft_close(&d);
    return truth;
}

static void test_durations(void) {
    static const struct {
        Operator op;
        int64_t months, days;
        const char *value, *today;
        Truth truth;
    } cases[] = {
        {OPERATOR_WITHIN_LAST, 12, 0, "2023-06-01", "2024-06-01", TRUTH_MET},
        {OPERATOR_WITHIN_LAST, 12, 0, "2023-05-31", "2024-06-01", TRUTH_UNMET},
        {OPERATOR_WITHIN_LAST, 12, 0, "2024-06-01", "2024-06-01", TRUTH_MET},
        {OPERATOR_WITHIN_LAST, 12, 0, "2024-06-02", "2024-06-01", TRUTH_UNMET},
        {OPERATOR_WITHIN_LAST, 1, 0, "2023-02-28", "2023-03-31", TRUTH_MET},
        {OPERATOR_WITHIN_LAST, 1, 0, "2023-02-27", "2023-03-31", TRUTH_UNMET},
        {OPERATOR_WITHIN_LAST, 1, 3, "2023-02-25", "2023-03-31", TRUTH_MET},
        {OPERATOR_WITHIN_LAST, 1, 3, "2023-02-24", "2023-03-31", TRUTH_UNMET},
        {OPERATOR_WITHIN_LAST, 0, 0, "2024-06-01", "2024-06-01", TRUTH_MET},
        {OPERATOR_FOR_AT_LEAST, 6, 0, "2023-12-01", "2024-06-01", TRUTH_MET},
        {OPERATOR_FOR_AT_LEAST, 6, 0, "2023-12-02", "2024-06-01", TRUTH_UNMET},
        {OPERATOR_FOR_AT_LEAST, 6, 0, "1970-01-01", "2024-06-01", TRUTH_MET},
        {OPERATOR_FOR_AT_LEAST, 1, 0, "2024-02-29", "2024-03-30", TRUTH_MET},
        {OPERATOR_FOR_AT_LEAST, 1, 0, "2024-03-01", "2024-03-31", TRUTH_UNMET},
        {OPERATOR_FOR_AT_LEAST, 0, 14, "2024-05-18", "2024-06-01", TRUTH_MET},
        {OPERATOR_FOR_AT_LEAST, 0, 14, "2024-05-19", "2024-06-01", TRUTH_UNMET},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t literals[] = {cases[i].months, cases[i].days};
        CHECK_INT(truth_of_date(cases[i].op, literals, 2, cases[i].value, cases[i].today), cases[i].truth);
    }
}

/* Against date_years_between itself, for each day around every border. */
static void test_ages_on_a_day(void) {
    int64_t literals[] = {16, 18, 831};
    const char *today = "2024-06-01"; /* so it is the age on 31 August 2023 that counts */
    const char *born[] = {"2004-08-31", "2004-09-01", "2004-08-30", "2007-08-31", "2007-09-01", "2007-08-30"};
    for (size_t i = 0; i < sizeof born / sizeof *born; i++) {
        int age = date_years_between(day(born[i]), day("2023-08-31"));
        Truth expected = age >= 16 && age <= 18 ? TRUTH_MET : TRUTH_UNMET;
        CHECK_INT(truth_of_date(OPERATOR_AGED_ON, literals, 3, born[i], today), expected);
    }
    int64_t february[] = {20, 20, 228};
    CHECK_INT(truth_of_date(OPERATOR_AGED_ON, february, 3, "2004-02-28", "2024-02-28"), TRUTH_MET);
    CHECK_INT(truth_of_date(OPERATOR_AGED_ON, february, 3, "2004-02-29", "2024-02-28"), TRUTH_UNMET);
    CHECK_INT(truth_of_date(OPERATOR_AGED_ON, february, 3, "2003-02-28", "2024-02-27"), TRUTH_MET);
}

static void test_extremes(void) {
    Draft d;
    draft_open(&d, "p");
    uint32_t f = draft_field(&d, (DraftField){.name = "n", .type = FIELD_INTEGER});
    uint32_t above = draft_integers(&d, OPERATOR_MORE_THAN, f, INT32_MAX);
    uint32_t below = draft_integers(&d, OPERATOR_LESS_THAN, f, INT32_MIN);
    uint32_t wrong = draft_integers(&d, OPERATOR_BETWEEN, f, 5, 3);
    uint32_t all = draft_integers(&d, OPERATOR_AT_LEAST, f, INT32_MIN);
    draft_programme(&d, "r", all);
    Engine e;
    engine_open(&e, (Draft *[]){&d}, 1, 0);
    const int32_t values[] = {INT32_MIN, -1, 0, 1, 4, INT32_MAX};
    for (uint32_t i = 0; i < 6; i++)
        column_set_integer(&e.batch->columns[0], engine_add(e.batch), values[i]);
    engine_evaluate(&e);
    for (uint32_t i = 0; i < 6; i++) {
        CHECK_INT(engine_truth(&e, above, i), TRUTH_UNMET);
        CHECK_INT(engine_truth(&e, below, i), TRUTH_UNMET);
        CHECK_INT(engine_truth(&e, wrong, i), TRUTH_UNMET);
        CHECK_INT(engine_truth(&e, all, i), TRUTH_MET);
    }
    engine_close(&e);
    draft_close(&d);
}

/* A stated age of 24 a year ago is 25 or, after a birthday, 26; on the day it was stated it is 24. */
static void test_two_possible_ages(void) {
    Draft d;
    draft_open(&d, "p");
    uint32_t born = draft_field(&d, (DraftField){.name = "born", .type = FIELD_DATE});
    uint32_t stated = draft_field(&d, (DraftField){.name = "stated", .type = FIELD_INTEGER});
    uint32_t on = draft_field(&d, (DraftField){.name = "on", .type = FIELD_DATE});
    uint32_t age = draft_field(&d, (DraftField){.name = "age",
                                                .type = FIELD_INTEGER,
                                                .source = born + 1,
                                                .stated = stated + 1,
                                                .stated_on = on + 1});
    uint32_t at_25 = draft_integers(&d, OPERATOR_AT_LEAST, age, 25);
    uint32_t at_26 = draft_integers(&d, OPERATOR_AT_LEAST, age, 26);
    uint32_t at_27 = draft_integers(&d, OPERATOR_AT_LEAST, age, 27);
    uint32_t not_25 = draft_integers(&d, OPERATOR_IS_NOT, age, 25);
    uint32_t not_24 = draft_integers(&d, OPERATOR_IS_NOT, age, 24);
    uint32_t few = draft_integers(&d, OPERATOR_ONE_OF, age, 25, 26, 40);
    uint32_t known = draft_known(&d, age);
    draft_programme(&d, "r", draft_all(&d, at_25, known));
    Engine e;
    engine_open(&e, (Draft *[]){&d}, 1, day("2024-06-01"));
    for (uint32_t i = 0; i < 4; i++)
        engine_add(e.batch);
    const Day stated_on[] = {day("2023-06-01"), day("2024-06-01")};
    for (uint32_t i = 0; i < 2; i++) {
        column_set_integer(&e.batch->columns[stated], i, 24 + 0);
        column_set_integer(&e.batch->columns[on], i, stated_on[i]);
    }
    column_set_integer(&e.batch->columns[born], 2, day("1998-06-01"));
    column_set_integer(&e.batch->columns[stated], 2, 90); /* the date of birth wins */
    column_set_integer(&e.batch->columns[on], 2, stated_on[0]);
    engine_evaluate(&e);
    const Truth M = TRUTH_MET, U = TRUTH_UNMET, X = TRUTH_UNKNOWN;
    const struct {
        uint32_t criterion;
        Truth truths[4];
    } expected[] = {{at_25, {M, U, M, X}},  {at_26, {X, U, M, X}},  {at_27, {U, U, U, X}},
                    {not_25, {X, M, M, X}}, {not_24, {M, U, M, X}}, {few, {M, U, M, X}},
                    {known, {U, M, M, U}}};
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        for (uint32_t r = 0; r < 4; r++)
            CHECK_INT(engine_truth(&e, expected[i].criterion, r), expected[i].truths[r]);
    Buffer shown = {0};
    batch_show(e.batch, (int32_t)age, 0, &shown);
    CHECK_STR(buffer_string(&shown), "25 or 26");
    buffer_close(&shown);
    engine_close(&e);
    draft_close(&d);
}

static void test_rates(void) {
    Draft d;
    draft_open(&d, "p");
    uint32_t pay = draft_field(&d, (DraftField){.name = "pay", .type = FIELD_NUMBER});
    PlanRateStep steps[] = {{.value = 13.85, .from = day("2024-10-22")},
                            {.value = 14.80, .from = day("2025-10-22")}};
    PlanRate rate = {.name = draft_string(&d, "living_wage"), .count = 2};
    rate.first = PLAN_DRAFT_ADD(&d.sections, rate_steps, steps, 2);
    PLAN_DRAFT_ADD(&d.sections, rates, &rate, 1);
    uint32_t enough = draft_criterion(
        &d, (PlanCriterion){.op = OPERATOR_AT_LEAST, .operand = OPERAND_RATE, .field = pay, .first = 0});
    draft_programme(&d, "r", enough);
    const struct {
        const char *today;
        Truth truths[3];
    } cases[] = {{"2024-10-21", {TRUTH_UNKNOWN, TRUTH_UNKNOWN, TRUTH_UNKNOWN}},
                 {"2024-10-22", {TRUTH_UNMET, TRUTH_MET, TRUTH_MET}},
                 {"2025-10-21", {TRUTH_UNMET, TRUTH_MET, TRUTH_MET}},
                 {"2025-10-22", {TRUTH_UNMET, TRUTH_UNMET, TRUTH_MET}}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Engine e;
        engine_open(&e, (Draft *[]){&d}, 1, day(cases[i].today));
        const double values[] = {13.84, 13.85, 14.80};
        for (uint32_t r = 0; r < 3; r++)
            column_set_number(&e.batch->columns[pay], engine_add(e.batch), values[r]);
        engine_evaluate(&e);
        for (uint32_t r = 0; r < 3; r++)
            CHECK_INT(engine_truth(&e, enough, r), cases[i].truths[r]);
        engine_close(&e);
    }
    draft_close(&d);
}

/* A subject that is too long for a pattern says nothing: neither met nor unmet. */
static void test_pattern_limit(void) {
    Draft d;
    draft_open(&d, "p");
    uint32_t title = draft_field(&d, (DraftField){.name = "title", .type = FIELD_TEXT});
    uint32_t match = draft_texts(&d, OPERATOR_MATCHES, title, "(?i)technician");
    draft_programme(&d, "r", match);
    Engine e;
    engine_open(&e, (Draft *[]){&d}, 1, 0);
    static char longest[PATTERN_SUBJECT + 1];
    memset(longest, 'x', sizeof longest);
    const char *texts[] = {"Ophthalmic TECHNICIAN", "Porter", ""};
    for (uint32_t i = 0; i < 3; i++)
        batch_set_text(e.batch, 0, engine_add(e.batch), texts[i], strlen(texts[i]));
    batch_set_text(e.batch, 0, engine_add(e.batch), longest, sizeof longest);
    engine_add(e.batch);
    engine_evaluate(&e);
    const Truth expected[] = {TRUTH_MET, TRUTH_UNMET, TRUTH_UNMET, TRUTH_UNKNOWN, TRUTH_UNKNOWN};
    for (uint32_t r = 0; r < 5; r++)
        CHECK_INT(engine_truth(&e, match, r), expected[r]);
    CHECK_INT(evaluation_outcomes(e.evaluation, 0)[3], OUTCOME_REFER);
    CHECK_INT(evaluation_outcomes(e.evaluation, 0)[4], OUTCOME_NEEDS_INFORMATION);
    engine_close(&e);
    draft_close(&d);
}

static const Test tests[] = {
    {"combinators follow Kleene's tables", test_combinators},
    {"at least n of seventy", test_at_least_many},
    {"durations count back from the day of the run", test_durations},
    {"ages on a day of the year", test_ages_on_a_day},
    {"comparisons at the ends of the range", test_extremes},
    {"an age that is one of two decides only if both agree", test_two_possible_ages},
    {"rates are read as of the run", test_rates},
    {"a pattern at its limit leaves things unknown", test_pattern_limit},
};

TEST_MAIN(tests)
