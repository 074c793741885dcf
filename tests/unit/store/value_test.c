/* The value rules, cell by cell. What is expected comes from the notes on lists of candidates and from the
 * language page, worked out by hand. The day of the list is 2025-04-01. */
#include "../test.h"
#include "fixture.h"
#include "store/value.h"

#define UNKNOWN  "(unknown)"
#define DECLINED "(declined)"
#define REFUSED  "(refused)"

typedef struct Case {
    const char *field, *cell, *expected;
    const char *words; /* in the refusal or the note; NULL: no note */
} Case;

static void show_number(const Field *field, const Value *value, Buffer *out) {
    char date[DATE_TEXT];
    switch (field->type) {
    case FIELD_BOOLEAN: buffer_add_string(out, value->integer ? "yes" : "no"); break;
    case FIELD_DATE: buffer_add_string(out, date_format(value->integer, date)); break;
    case FIELD_CATEGORY: buffer_add_string(out, field->values[value->integer].name); break;
    case FIELD_NUMBER: buffer_format(out, "%.10g", value->number); break;
    default: buffer_format(out, "%d", value->integer);
    }
    if (value->ranged && field->type == FIELD_NUMBER)
        buffer_format(out, " to %.10g", value->number_upper);
    else if (value->ranged)
        buffer_format(out, " to %d", value->integer_upper);
}

static void show_value(const Field *field, const Value *value, Buffer *out) {
    if (value->state == VALUE_UNKNOWN)
        buffer_add_string(out, UNKNOWN);
    else if (value->state == VALUE_DECLINED)
        buffer_add_string(out, DECLINED);
    else if (field->type == FIELD_TEXT || field->type == FIELD_SET)
        buffer_add(out, value->text, value->length);
    else
        show_number(field, value, out);
}

static void check_case(Fixture *f, const Case *c, DateOrder order) {
    const Field *field = &f->dictionary.fields[dictionary_find(&f->dictionary, SUBJECT_CANDIDATE, c->field)];
    ValueRules rules = {.day = fixture_day("2025-04-01"), .dates = order};
    Buffer scratch = {0}, got = {0};
    Value value;
    Error error = {0};
    if (value_read(field, c->cell, strlen(c->cell), &rules, &scratch, &value, &error))
        show_value(field, &value, &got);
    else
        buffer_add_string(&got, REFUSED);
    const char *said = error.set ? error.text : value.note;
    bool good = strcmp(buffer_string(&got), c->expected) == 0 &&
                (error.set == (strcmp(c->expected, REFUSED) == 0)) &&
                (c->words ? said && strstr(said, c->words) : error.set || !said);
    CHECK(good);
    if (!good)
        printf("# %s '%s' is '%s' (%s), expected '%s' (%s)\n", c->field, c->cell, buffer_string(&got),
               said ? said : "", c->expected, c->words ? c->words : "");
    buffer_close(&got);
    buffer_close(&scratch);
}

static void check_cases(const Case *cases, size_t count, DateOrder order) {
    Fixture f = fixture_open();
    for (size_t i = 0; i < count; i++)
        check_case(&f, &cases[i], order);
    fixture_close(&f);
}

#define CHECK_CASES(order, ...)                                                                              \
    do {                                                                                                     \
        static const Case cases[] = {__VA_ARGS__};                                                           \
        check_cases(cases, sizeof cases / sizeof *cases, order);                                             \
    } while (0)

static void test_absence(void) {
    static const char *const unknown[] = {
        "", "#N/A", "n/a", "N/A", "unknown", "Unknown", "not known", "don't know", "Don\xE2\x80\x99t know"};
    static const char *const declined[] = {"PNTS", "pnts", "Prefer not to say", "declined", "Refused"};
    static const char *const fields[] = {"forename",   "date_of_birth", "borough",  "disabled",  "benefits",
                                         "hours_from", "pay",           "postcode", "ni_number", "completed"};
    Fixture f = fixture_open();
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        for (size_t j = 0; j < sizeof unknown / sizeof *unknown; j++)
            check_case(&f, &(Case){fields[i], unknown[j], UNKNOWN, NULL}, DATES_DETECT);
        for (size_t j = 0; j < sizeof declined / sizeof *declined; j++)
            check_case(&f, &(Case){fields[i], declined[j], DECLINED, NULL}, DATES_DETECT);
        check_case(&f, &(Case){fields[i], "see notes", UNKNOWN, "not known"}, DATES_DETECT);
    }
    fixture_close(&f);
}

static void test_boolean(void) {
    CHECK_CASES(DATES_DETECT, {"carer", "None", "no", NULL}, {"carer", "not applicable", UNKNOWN, NULL},
                {"carer", "TBC", UNKNOWN, NULL}, {"carer", "I prefer not to say", DECLINED, NULL},
                {"carer", "?", UNKNOWN, NULL}, {"carer", "Y", "yes", NULL}, {"carer", "yes", "yes", NULL},
                {"carer", "TRUE", "yes", NULL}, {"carer", "1", "yes", NULL}, {"carer", "N", "no", NULL},
                {"carer", "no", "no", NULL}, {"carer", "False", "no", NULL}, {"carer", "0", "no", NULL},
                {"carer", "Y - young carer", "yes", "was read"},
                {"carer", "Yes (share code)", "yes", "was read"},
                {"carer", "No: see below", "no", "was read"},
                {"carer", "Y \xE2\x80\x93 his mother", "yes", "was read"},
                {"carer", "Y/N", REFUSED, "neither yes nor no"},
                {"carer", "no longer", REFUSED, "neither yes nor no"},
                {"carer", "maybe", REFUSED, "neither yes nor no"}, {"carer", "2", REFUSED, "neither"},
                {"carer", "not sure - ask", REFUSED, "neither"}, {"carer", "yesterday", REFUSED, "neither"},
                {"carer", "-", UNKNOWN, NULL});
}

static void test_numbers(void) {
    CHECK_CASES(DATES_DETECT, {"hours_upto", "16", "16", NULL}, {"hours_upto", "-3", "-3", NULL},
                {"hours_upto", "+7", "7", NULL}, {"hours_upto", "2147483647", "2147483647", NULL},
                {"hours_upto", "-2147483647", "-2147483647", NULL},
                {"hours_upto", "2147483648", REFUSED, "too large"},
                {"hours_upto", "99999999999999999999", REFUSED, "too large"},
                {"hours_upto", "1,200", REFUSED, "without commas"},
                {"hours_upto", "16.5", REFUSED, "without a point"},
                {"hours_upto", "1.234,56", REFUSED, "not a whole number"},
                {"hours_upto", "0x1F", REFUSED, "digits only"}, {"hours_upto", "1e3", REFUSED, "digits only"},
                {"hours_upto", "16 hrs", REFUSED, "digits only"},
                {"hours_upto", "\xEF\xBC\x91\xEF\xBC\x92", REFUSED, "digits only"},
                {"hours_upto", "-", UNKNOWN, NULL}, {"hours_upto", "16-20", REFUSED, "digits only"},
                {"pay", "12.51", "12.51", NULL}, {"pay", "24465", "24465", NULL},
                {"pay",
                 "\xC2\xA3"
                 "24,465",
                 "24465", NULL},
                {"pay", "1,234,567.50", "1234567.5", NULL}, {"pay", "-0.5", "-0.5", NULL},
                {"pay", "1.234,56", REFUSED, "not a number"}, {"pay", "24,46", REFUSED, "not a number"},
                {"pay", "2446,500", REFUSED, "not a number"}, {"pay", "1e400", REFUSED, "not a number"},
                {"pay", "0x1F", REFUSED, "not a number"}, {"pay", "nan", REFUSED, "not a number"},
                {"pay", "inf", REFUSED, "not a number"}, {"pay", "12.", REFUSED, "not a number"},
                {"pay", ".5", REFUSED, "not a number"}, {"pay", "1.2.3", REFUSED, "not a number"},
                {"pay", "\xEF\xBC\x91", REFUSED, "not a number"}, {"pay", "$12", REFUSED, "not a number"},
                {"pay", "12345678901234567890123456789012345678901", REFUSED, "not a number"});
}

/* A comma that may be a decimal one is never taken for a thousands one. */
static void test_commas(void) {
#define POUND "\xC2\xA3"
    CHECK_CASES(DATES_DETECT, {"pay", "1,234", "1234", NULL}, {"pay", "12,345", "12345", NULL},
                {"pay", "123,456.7", "123456.7", NULL}, {"pay", "10,000", "10000", NULL},
                {"pay", "-" POUND "1,234.50", "-1234.5", NULL}, {"pay", "+1,234", "1234", NULL},
                {"pay", "0", "0", NULL}, {"pay", "0.123", "0.123", NULL}, {"pay", "007", "7", NULL},
                {"pay", "-0", "0", NULL}, {"pay", ",123", REFUSED, "not a number"},
                {"pay", POUND ",123.50", REFUSED, "not a number"}, {"pay", "-,123", REFUSED, "not a number"},
                {"pay", "0,123", REFUSED, "not a number"}, {"pay", "00,123", REFUSED, "not a number"},
                {"pay", "0,050", REFUSED, "not a number"}, {"pay", "012,345", REFUSED, "not a number"},
                {"pay", "0,123,456", REFUSED, "not a number"}, {"pay", "-0,500", REFUSED, "not a number"},
                {"pay", "1,23", REFUSED, "not a number"}, {"pay", "1,2345", REFUSED, "not a number"},
                {"pay", "1,234,56", REFUSED, "not a number"}, {"pay", "1234,567", REFUSED, "not a number"},
                {"pay", "1,,234", REFUSED, "not a number"}, {"pay", "1,", REFUSED, "not a number"},
                {"pay", "1,234,", REFUSED, "not a number"}, {"pay", "1,234.", REFUSED, "not a number"},
                {"pay", "1.234,567", REFUSED, "not a number"}, {"pay", "1.5,123", REFUSED, "not a number"},
                {"pay", "1, 234", REFUSED, "not a number"}, {"pay", "1 234", REFUSED, "not a number"},
                {"pay", POUND, REFUSED, "not a number"}, {"pay", POUND "-5", REFUSED, "not a number"},
                {"pay", POUND POUND "5", REFUSED, "not a number"},
                {"pay", "5" POUND, REFUSED, "not a number"}, {"pay", "--5", REFUSED, "not a number"},
                {"pay", "+", REFUSED, "not a number"}, {"pay", ",", REFUSED, "not a number"},
                {"hours_upto", ",123", REFUSED, "without commas"},
                {"hours_upto", "0,123", REFUSED, "without commas"}, {"hours_upto", "-0", "0", NULL});
#undef POUND
}

static void test_ranges(void) {
    CHECK_CASES(
        DATES_DETECT, {"hours_from", "16-20", "16 to 20", NULL}, {"hours_from", "16 - 20", "16 to 20", NULL},
        {"hours_from", "16 to 20", "16 to 20", NULL},
        {"hours_from",
         "16\xE2\x80\x93"
         "20",
         "16 to 20", NULL},
        {"hours_from", "16", "16", NULL}, {"hours_from", "16-16", "16 to 16", NULL},
        {"hours_from", "20-16", REFUSED, "the larger"}, {"hours_from", "16-", REFUSED, "whole number"},
        {"hours_from", "16-20-24", REFUSED, "whole number"}, {"hours_from", "16+", REFUSED, "whole number"});
}

static void test_dates(void) {
    CHECK_CASES(
        DATES_DMY, {"date_of_birth", "2001-04-03", "2001-04-03", NULL},
        {"date_of_birth", "03/04/2001", "2001-04-03", NULL},
        {"date_of_birth", "3-4-2001", "2001-04-03", NULL},
        {"date_of_birth", "03.04.2001", "2001-04-03", NULL},
        {"date_of_birth", "31/12/1999", "1999-12-31", NULL},
        {"date_of_birth", "29/02/2004", "2004-02-29", NULL},
        {"date_of_birth", "29/02/2001", REFUSED, "calendar"},
        {"date_of_birth", "31/04/2001", REFUSED, "calendar"},
        {"date_of_birth", "12/31/1999", REFUSED, "day comes first"},
        {"date_of_birth", "00/04/2001", REFUSED, "calendar"},
        {"date_of_birth", "2001-13-01", REFUSED, "calendar"},
        {"date_of_birth", "1 Apr 2025", "2025-04-01", NULL},
        {"date_of_birth", "1st April 2025", "2025-04-01", NULL},
        {"date_of_birth", "01-Apr-2025", "2025-04-01", NULL},
        {"date_of_birth", "April 1, 2025", "2025-04-01", NULL},
        {"date_of_birth", "12 Sept 2000", "2000-09-12", NULL},
        {"date_of_birth", "31 Apr 2025", REFUSED, "calendar"},
        {"date_of_birth", "1 Ap 2025", REFUSED, "not a date"},
        {"date_of_birth", "01-Apr-25", REFUSED, "four"}, {"date_of_birth", "03/04/01", REFUSED, "four"},
        {"date_of_birth", "45748", "2025-04-01", NULL}, {"date_of_birth", "25569", "1970-01-01", NULL},
        {"date_of_birth", "36984", "2001-04-03", NULL}, {"date_of_birth", "24", REFUSED, "not a date"},
        {"date_of_birth", "99999999", REFUSED, "not a date"},
        {"date_of_birth", "-45748", REFUSED, "not a date"},
        {"date_of_birth", "2001-04-03T00:00:00", "2001-04-03", NULL},
        {"date_of_birth", "03/04/2001 09:30", "2001-04-03", NULL},
        {"date_of_birth", "2001-04-03T00:00:00Z", REFUSED, "not a date"},
        {"date_of_birth", "9:30", REFUSED, "not a date"}, {"date_of_birth", "2001", REFUSED, "not a date"},
        {"date_of_birth", "April 2001", REFUSED, "not a date"},
        {"date_of_birth", "18 mths", REFUSED, "not a date"},
        {"date_of_birth", "3/4-2001", REFUSED, "not a date"},
        {"date_of_birth", "tomorrow", REFUSED, "not a date"},
        {"date_of_birth", "03/04/2001x", REFUSED, "not a date"});
    CHECK_CASES(DATES_MDY, {"date_of_birth", "03/04/2001", "2001-03-04", NULL},
                {"date_of_birth", "12/31/1999", "1999-12-31", NULL},
                {"date_of_birth", "31/12/1999", REFUSED, "month comes first"},
                {"date_of_birth", "2001-04-03", "2001-04-03", NULL});
}

/* One separator between numbers, nothing after the last word, a time of day that a clock shows. */
static void test_loose_dates(void) {
#define NO REFUSED, "not a date"
    CHECK_CASES(DATES_DMY, {"date_of_birth", "2001-04-03---", NO}, {"date_of_birth", "03//04//2001", NO},
                {"date_of_birth", "13-.,/-02 ,-2001", NO}, {"date_of_birth", "3,,,April////2001..", NO},
                {"date_of_birth", "2001-04-03 99:99:99", NO}, {"date_of_birth", "03/04/2001.", NO},
                {"date_of_birth", "03/04/2001,", NO}, {"date_of_birth", "3 April 2001.", NO},
                {"date_of_birth", "03 /04/2001", NO}, {"date_of_birth", "03/ 04/2001", NO},
                {"date_of_birth", "03 04 2001", NO}, {"date_of_birth", "03,04,2001", NO},
                {"date_of_birth", "3--April-2001", NO}, {"date_of_birth", "3 April,, 2001", NO},
                {"date_of_birth", "3 April 2001st", NO}, {"date_of_birth", "3rd April 2001 th", NO},
                {"date_of_birth", "3 rd April 2001", NO}, {"date_of_birth", "/03/04/2001", NO},
                {"date_of_birth", "3 April 2001", "2001-04-03", NULL},
                {"date_of_birth", "3  April  2001", "2001-04-03", NULL},
                {"date_of_birth", "3 Apr. 2001", "2001-04-03", NULL},
                {"date_of_birth", "3/Apr/2001", "2001-04-03", NULL},
                {"date_of_birth", "03APR2001", "2001-04-03", NULL},
                {"date_of_birth", "3 - April - 2001", "2001-04-03", NULL},
                {"date_of_birth", "April 3rd, 2001", "2001-04-03", NULL},
                {"date_of_birth", "3rd April, 2001", "2001-04-03", NULL},
                {"date_of_birth", "2001-04-03 00:00", "2001-04-03", NULL},
                {"date_of_birth", "2001-04-03  9:05", "2001-04-03", NULL},
                {"date_of_birth", "2001-04-03T23:59:59.999", "2001-04-03", NULL},
                {"date_of_birth", "3 April 2001 23:59", "2001-04-03", NULL},
                {"date_of_birth", "2001-04-03 24:00", NO}, {"date_of_birth", "2001-04-03 12:60", NO},
                {"date_of_birth", "2001-04-03 12:00:60", NO}, {"date_of_birth", "2001-04-03 12:0", NO},
                {"date_of_birth", "2001-04-03 12:00:0", NO}, {"date_of_birth", "2001-04-03 012:00", NO},
                {"date_of_birth", "2001-04-03 12:00:", NO}, {"date_of_birth", "2001-04-03 12:00:00.", NO},
                {"date_of_birth", "2001-04-03 12:00.5", NO}, {"date_of_birth", "2001-04-03 12:00:00:00", NO},
                {"date_of_birth", "2001-04-03-12:00", NO}, {"date_of_birth", "2001-04-0312:00", NO},
                /* Six digits are a day with a year of two digits, seven one that has lost its zero. */
                {"date_of_birth", "99999", "2173-10-13", NULL}, {"date_of_birth", "130401", NO},
                {"date_of_birth", "3042001", NO}, {"date_of_birth", "045748", NO},
                {"date_of_birth", "9999", NO});
    CHECK_CASES(DATES_DMY, {"unemployed_since", "18  mths", "2023-10-01", NULL},
                {"unemployed_since", "1 year, 6 months", "2023-10-01", NULL},
                {"unemployed_since", "1y6m", "2023-10-01", NULL}, {"unemployed_since", "18,mths", NO},
                {"unemployed_since", "18///mths", NO}, {"unemployed_since", "18 mths---", NO},
                {"unemployed_since", "1 year,, 6 months", NO}, {"unemployed_since", "1 year/6 months", NO},
                {"unemployed_since", "6 weeks - ago", NO}, {"unemployed_since", ", 6 weeks", NO});
#undef NO
}

static void test_ago(void) {
    CHECK_CASES(DATES_DMY, {"unemployed_since", "18 mths", "2023-10-01", NULL},
                {"unemployed_since", "18m", "2023-10-01", NULL},
                {"unemployed_since", "2 years", "2023-04-01", NULL},
                {"unemployed_since", "1 yr 6 months", "2023-10-01", NULL},
                {"unemployed_since", "6 weeks", "2025-02-18", NULL},
                {"unemployed_since", "10 days", "2025-03-22", NULL},
                {"unemployed_since", "1 month ago", "2025-03-01", NULL},
                {"unemployed_since", "01/02/2024", "2024-02-01", NULL},
                {"unemployed_since", "18", REFUSED, "18 months"},
                {"unemployed_since", "over 12 months", REFUSED, "length of time"},
                {"unemployed_since", "12+ months", REFUSED, "length of time"},
                {"unemployed_since", "9999 years", REFUSED, "length of time"});
}

static void test_categories(void) {
    CHECK_CASES(DATES_DETECT, {"borough", "Hackney", "Hackney", NULL},
                {"borough", "LB Tower Hamlets", "Tower Hamlets", NULL},
                {"borough", "th", "Tower Hamlets", NULL}, {"borough", "W'minster", "Westminster", NULL},
                {"borough", "Hackny", REFUSED, "did you mean 'Hackney'"},
                {"borough", "Paris", REFUSED, "not one of"},
                {"employment", "Unemployed - LTU", "unemployed", NULL},
                {"employment", "Employed (agency)", "employed", "was read"},
                {"employment", "Employed / Unemployed", REFUSED, "not one of"},
                {"employment", "Employed, unemployed", REFUSED, "not one of"},
                {"employment", "Employed - zero hours", "employed", "was read"},
                {"employment", "self-employed", "self-employed", NULL}, {"english", "none", "none", NULL},
                {"english", "e3", "E3", NULL}, {"english", "--", UNKNOWN, NULL});
}

static void test_sets(void) {
    CHECK_CASES(DATES_DETECT, {"benefits", "UC; PIP", "PIP;UC", NULL},
                {"benefits", "universal credit,ESA", "ESA;UC", NULL}, {"benefits", "UC;UC; uc", "UC", NULL},
                {"benefits", "none", "", NULL}, {"benefits", "None", "", NULL},
                {"benefits", "UC;", "UC", NULL}, {"benefits", "UC; PIPP", REFUSED, "did you mean 'PIP'"},
                {"benefits", ";", REFUSED, "no members"},
                {"completed", "hackney/x; b , a", "a;b;hackney/x", NULL}, {"completed", "none", "", NULL},
                {"completed", "Caf\xC3\xA9", "Caf\xC3\xA9", NULL});
}

static void test_texts(void) {
    CHECK_CASES(
        DATES_DETECT, {"forename", "Na", "Na", NULL}, {"forename", "Zo\xC3\xAB", "Zo\xC3\xAB", NULL},
        {"ni_number", "qq 12 34 56 c", "QQ123456C", NULL}, {"ni_number", "AB123456", "AB123456", NULL},
        {"ni_number", "AB-12-34-56-D", "AB123456D", NULL},
        {"ni_number", "DA123456A", REFUSED, "letter from A"}, {"ni_number", "AO123456A", REFUSED, "National"},
        {"ni_number", "BG123456A", REFUSED, "National"}, {"ni_number", "ZZ123456A", REFUSED, "National"},
        {"ni_number", "AB123456E", REFUSED, "National"}, {"ni_number", "QQ12345C", REFUSED, "National"},
        {"ni_number", "QA123456C", REFUSED, "National"}, {"ni_number", "QQ1234567", REFUSED, "National"},
        {"postcode", "e1 4ns", "E1 4NS", NULL}, {"postcode", "E14NS", "E1 4NS", NULL},
        {"postcode", "E1 ONS", "E1 0NS", NULL}, {"postcode", "sw1a1aa", "SW1A 1AA", NULL},
        {"postcode", "EC1V 2PD", "EC1V 2PD", NULL}, {"postcode", "N16 8DH", "N16 8DH", NULL},
        {"postcode", "E1", REFUSED, "whole postcode"}, {"postcode", "E1 4N", REFUSED, "whole postcode"},
        {"postcode", "London", REFUSED, "whole postcode"}, {"postcode", "E14 4CS", REFUSED, "whole postcode"},
        {"postcode", "ABC1 1AA", REFUSED, "whole postcode"});
}

static void test_show(void) {
    Buffer out = {0};
    static const char nasty[] = "a\x1b[31m\xE2\x80\xAE";
    value_show(nasty, strlen(nasty), &out);
    CHECK(!strchr(buffer_string(&out), '\x1b'));
    CHECK(!strstr(buffer_string(&out), "\xE2\x80\xAE"));
    buffer_clear(&out);
    value_show("\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9"
               "012345678901234567890123456789X",
               51, &out);
    CHECK_STR(buffer_string(&out),
              "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9"
              "012345678901234567890123456789\xE2\x80\xA6");
    buffer_close(&out);
}

static const Test tests[] = {
    {"words for unknown and declined hold for every type", test_absence},
    {"boolean cells", test_boolean},
    {"number cells", test_numbers},
    {"commas in numbers", test_commas},
    {"ranges", test_ranges},
    {"dates", test_dates},
    {"dates that are not written as one", test_loose_dates},
    {"lengths of time count back from the day of the list", test_ago},
    {"categories", test_categories},
    {"sets", test_sets},
    {"texts, National Insurance numbers and postcodes", test_texts},
    {"values in messages are short and safe", test_show},
};

TEST_MAIN(tests)
