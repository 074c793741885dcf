/* Fields by name, values by what lists call them. */
#include "record/field.h"

#include "../test.h"
#include "base/utf8.h"

static Field FIELDS[] = {
    {.name = "age",
     .label = "age",
     .type = FIELD_INTEGER,
     .derivation = DERIVED_YEARS_SINCE,
     .source = 1,
     .stated = -1,
     .stated_on = -1},
    {.name = "date_of_birth", .label = "date of birth", .type = FIELD_DATE, .source = -1},
    {.name = "borough", .label = "borough", .type = FIELD_CATEGORY, .subject = SUBJECT_VACANCY, .source = -1},
};

static Dictionary make_dictionary(void) {
    Dictionary dictionary = {
        .fields = FIELDS, .count = 3, .candidate_names = map_open(), .vacancy_names = map_open()};
    map_set(dictionary.candidate_names, "age", 3, 0);
    map_set(dictionary.candidate_names, "date_of_birth", 13, 1);
    map_set(dictionary.vacancy_names, "borough", 7, 2);
    return dictionary;
}

static void test_names(void) {
    Dictionary d = make_dictionary();
    CHECK_INT(dictionary_find(&d, SUBJECT_CANDIDATE, "age"), 0);
    CHECK_INT(dictionary_find(&d, SUBJECT_VACANCY, "age"), FIELD_NONE);
    CHECK_INT(dictionary_find(&d, SUBJECT_VACANCY, "borough"), 2);
    CHECK_STR(dictionary_suggest(&d, SUBJECT_CANDIDATE, "date_of_brith").word, "date_of_birth");
    CHECK(!dictionary_suggest(&d, SUBJECT_CANDIDATE, "borugh").word);
    CHECK_INT(field_question(&d, 0), 1);
    CHECK_INT(field_question(&d, 1), 1);
    CHECK_STR(field_type_name(FIELD_CATEGORY), "category");
    CHECK_STR(sensitivity_name(SENSITIVITY_SPECIAL), "special");
    CHECK_STR(subject_name(SUBJECT_VACANCY), "vacancy");
    map_close(d.candidate_names);
    map_close(d.vacancy_names);
}

static void test_editions(void) {
    FieldEdition editions[] = {{100, 1}, {200, 2}};
    Field fields[] = {
        {.name = "decile",
         .derivation = DERIVED_EDITIONS,
         .source = -1,
         .editions = editions,
         .edition_count = 2},
        {.name = "decile_2019", .source = -1},
        {.name = "decile_2025", .source = -1},
    };
    const Dictionary d = {.fields = fields, .count = 3};
    const struct {
        Day day;
        int32_t holds;
    } cases[] = {{DATE_FIRST, 0}, {99, 0}, {100, 1}, {199, 1}, {200, 2}, {DATE_LAST, 2}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        CHECK_INT(dictionary_edition(&d, 0, cases[i].day), cases[i].holds);
    CHECK_INT(dictionary_edition(&d, 1, 300), 1);
    CHECK(!field_is_askable(&fields[0]) && field_is_askable(&fields[1]));
}

static const char *ALIASES[] = {"TH", "LB Tower Hamlets"};
static FieldValue VALUES[] = {
    {.name = "Hackney"}, {.name = "Tower Hamlets", .aliases = ALIASES, .alias_count = 2}, {.name = "?"}};
static const Field LISTED = {.name = "borough", .type = FIELD_CATEGORY, .values = VALUES, .value_count = 3};

static void test_values(void) {
    const struct {
        const char *text;
        int32_t exact, folded;
    } cases[] = {{"Hackney", 0, 0},
                 {"hackney", -1, 0},
                 {" HACKNEY. ", -1, 0},
                 {"Hackne", -1, -1},
                 {"Hackneys", -1, -1},
                 {"Tower Hamlets", 1, 1},
                 {"tower-hamlets", -1, 1},
                 {"th", -1, 1},
                 {"LB  Tower Hamlets", -1, 1},
                 {"", -1, -1},
                 {"?", 2, -1},
                 {"--", -1, -1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_INT(field_find_value(&LISTED, cases[i].text, strlen(cases[i].text)), cases[i].exact);
        CHECK_INT(field_match_value(&LISTED, cases[i].text, strlen(cases[i].text)), cases[i].folded);
    }
    CHECK_INT(field_find_value(&LISTED, "Hackney Wick", 7), 0);
}

/* Comparing a byte at a time comes to the same as comparing what utf8_add_folded makes. */
static void test_folding(void) {
    uint64_t state = 5;
    for (int round = 0; round < 20000; round++) {
        char a[8], b[8];
        size_t lengths[2];
        for (int side = 0; side < 2; side++) {
            static const char alphabet[] = "aAbB1 -.\xC3\xA9";
            state = state * 6364136223846793005u + 1442695040888963407u;
            lengths[side] = (size_t)(state >> 60) % 7;
            for (size_t i = 0; i < lengths[side]; i++) {
                state = state * 6364136223846793005u + 1442695040888963407u;
                (side ? b : a)[i] = alphabet[(state >> 40) % (sizeof alphabet - 1)];
            }
        }
        a[lengths[0]] = '\0';
        FieldValue value = {.name = a};
        Field field = {.values = &value, .value_count = 1};
        Buffer left = {0}, right = {0};
        utf8_add_folded(&left, a, lengths[0]);
        utf8_add_folded(&right, b, lengths[1]);
        bool is_same = right.length && strcmp(buffer_string(&left), buffer_string(&right)) == 0;
        CHECK_INT(field_match_value(&field, b, lengths[1]), is_same ? 0 : -1);
        buffer_close(&left);
        buffer_close(&right);
    }
}

static const Test tests[] = {
    {"fields are found by subject and name", test_names},
    {"values, exactly and as lists write them", test_values},
    {"of several editions the one holds that has begun last", test_editions},
    {"folding is utf8_add_folded's", test_folding},
};

TEST_MAIN(tests)
