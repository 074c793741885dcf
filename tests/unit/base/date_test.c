/* Dates against libc's timegm and gmtime, which know nothing of this code, and against published facts. */
#include "base/date.h"

#include "../test.h"

#include <stdlib.h>
#include <time.h>

enum { SECONDS = 24 * 60 * 60 };

/* The day number by libc; month and day may lie outside their ranges and carry over. */
static Day libc_day(int year, int month, int day) {
    struct tm fields = {.tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = day};
    return (Day)(timegm(&fields) / SECONDS);
}

static void test_every_day_of_800_years(void) {
    Day first = libc_day(1600, 1, 1), last = libc_day(2400, 12, 31);
    CHECK_INT(last - first + 1, 801 * 365 + 195); /* 195 leap years from 1600 to 2400 */
    for (Day d = first; d <= last; d++) {
        time_t seconds = (time_t)d * SECONDS;
        struct tm fields;
        gmtime_r(&seconds, &fields);
        int year, month, day;
        date_to_civil(d, &year, &month, &day);
        CHECK_INT(year, fields.tm_year + 1900);
        CHECK_INT(month, fields.tm_mon + 1);
        CHECK_INT(day, fields.tm_mday);
        CHECK(date_exists(year, month, day));
        CHECK_INT(date_from_civil(year, month, day), d);
        char text[DATE_TEXT], expected[DATE_TEXT];
        strftime(expected, sizeof expected, "%Y-%m-%d", &fields);
        CHECK_STR(date_format(d, text), expected);
        Day parsed = d + 1;
        CHECK(date_parse(text, 10, &parsed));
        CHECK_INT(parsed, d);
    }
}

static void test_ends_of_the_range(void) {
    char text[DATE_TEXT];
    CHECK_STR(date_format(DATE_FIRST, text), "0001-01-01");
    CHECK_STR(date_format(DATE_LAST, text), "9999-12-31");
    CHECK_INT(libc_day(1, 1, 1), DATE_FIRST);
    CHECK_INT(libc_day(9999, 12, 31), DATE_LAST);
}

static void test_days_far_outside_the_range(void) {
    for (int64_t d = INT32_MIN; d <= INT32_MAX; d += 1234567) {
        time_t seconds = (time_t)d * SECONDS;
        struct tm fields;
        gmtime_r(&seconds, &fields);
        int year, month, day;
        date_to_civil((Day)d, &year, &month, &day);
        CHECK(year == fields.tm_year + 1900 && month == fields.tm_mon + 1 && day == fields.tm_mday);
        CHECK_INT(date_from_civil(year, month, day), d);
        char text[DATE_TEXT];
        CHECK_INT(strlen(date_format((Day)d, text)), 10);
    }
}

/* 1700, 1800, 1900 and 2100 were or will be common years; 1600, 2000 and 2400 leap years (Inter gravissimas,
 * 1582). */
static void test_days_that_exist(void) {
    CHECK(!date_exists(1900, 2, 29) && !date_exists(2100, 2, 29) && !date_exists(1700, 2, 29));
    CHECK(date_exists(1600, 2, 29) && date_exists(2000, 2, 29) && date_exists(2024, 2, 29));
    CHECK(!date_exists(2023, 2, 29) && !date_exists(2024, 2, 30) && !date_exists(2024, 4, 31));
    CHECK(!date_exists(2024, 0, 1) && !date_exists(2024, 13, 1) && !date_exists(2024, 1, 0));
    CHECK(!date_exists(0, 1, 1) && !date_exists(10000, 1, 1) && !date_exists(-1, 1, 1));
    CHECK(date_exists(1, 1, 1) && date_exists(9999, 12, 31));
    for (int year = 1; year <= 9999; year += 7)
        for (int month = 1; month <= 12; month++)
            for (int day = 28; day <= 32; day++)
                CHECK_INT(date_exists(year, month, day),
                          day <= libc_day(year, month + 1, 1) - libc_day(year, month, 1));
}

static Day libc_add_months(int year, int month, int day, int months) {
    int total = year * 12 + month - 1 + months;
    int to_year = total / 12, to_month = total % 12 + 1;
    int last = libc_day(to_year, to_month + 1, 1) - libc_day(to_year, to_month, 1);
    return libc_day(to_year, to_month, day < last ? day : last);
}

static void test_adding_months(void) {
    for (Day d = libc_day(1995, 1, 1); d < libc_day(2005, 1, 1); d++) {
        int year, month, day;
        date_to_civil(d, &year, &month, &day);
        for (int months = -61; months <= 61; months++)
            CHECK_INT(date_add_months(d, months), libc_add_months(year, month, day, months));
    }
    CHECK_INT(date_add_months(libc_day(2024, 3, 31), -1), libc_day(2024, 2, 29));
    CHECK_INT(date_add_months(libc_day(2023, 3, 31), -1), libc_day(2023, 2, 28));
    CHECK_INT(date_add_months(libc_day(2024, 2, 29), 12), libc_day(2025, 2, 28));
}

static void test_adding_months_stops_at_the_ends(void) {
    CHECK_INT(date_add_months(0, INT32_MAX), DATE_LAST);
    CHECK_INT(date_add_months(0, INT32_MIN), DATE_FIRST);
    CHECK_INT(date_add_months(DATE_LAST, 1), DATE_LAST);
    CHECK_INT(date_add_months(DATE_FIRST, -1), DATE_FIRST);
    CHECK_INT(date_add_months(DATE_FIRST, 0), DATE_FIRST);
    CHECK_INT(date_add_months(DATE_LAST, 0), DATE_LAST);
}

/* The most birthdays that have come: libc makes 29 February of a common year into 1 March. */
static int birthdays(int year, int month, int day, Day to) {
    int count = -20;
    while (libc_day(year + count + 1, month, day) <= to)
        count++;
    return count;
}

static void test_years_between(void) {
    for (Day from = libc_day(1999, 12, 30); from < libc_day(2001, 3, 3); from++) {
        int year, month, day;
        date_to_civil(from, &year, &month, &day);
        for (Day to = from - 800; to < from + 3500; to += 1 + abs((int)(to % 3)))
            CHECK_INT(date_years_between(from, to), birthdays(year, month, day, to));
    }
    Day leapling = libc_day(2008, 2, 29);
    CHECK_INT(date_years_between(leapling, libc_day(2026, 2, 28)), 17);
    CHECK_INT(date_years_between(leapling, libc_day(2026, 3, 1)), 18);
    CHECK_INT(date_years_between(leapling, libc_day(2028, 2, 29)), 20);
    CHECK_INT(date_years_between(leapling, leapling), 0);
    CHECK(date_years_between(leapling, leapling - 1) < 0);
}

static void test_only_iso_dates_are_read(void) {
    static const char *const wrong[] = {
        "",           "2024",        "2024-1-01",   "2024-01-1",  "24-01-01",
        "2024/01/01", "2024-01-01 ", " 2024-01-01", "2024-13-01", "2024-00-01",
        "2024-01-32", "2024-02-30",  "0000-01-01",  "-024-01-01", "2024-01-0x",
        "2024-+1-01", "20240101",    "01/02/2024",  "2024-01-",   "2024-01-01T",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        Day day = 12345;
        CHECK(!date_parse(wrong[i], strlen(wrong[i]), &day));
        CHECK_INT(day, 12345);
    }
    Day day;
    CHECK(!date_parse("2024-01-01", 9, &day));
    CHECK(date_parse("2024-01-01!", 10, &day));
    CHECK_INT(day, 19723);
}

static void check_period(const char *text, Day first, Day last) {
    Day got_first = 1, got_last = 0;
    CHECK(date_parse_period(text, strlen(text), &got_first, &got_last));
    CHECK_INT(got_first, first);
    CHECK_INT(got_last, last);
}

static void test_periods(void) {
    check_period("2022", libc_day(2022, 1, 1), libc_day(2022, 12, 31));
    check_period("2024", libc_day(2024, 1, 1), libc_day(2024, 12, 31));
    check_period("2023-08", libc_day(2023, 8, 1), libc_day(2023, 8, 31));
    check_period("2024-02", libc_day(2024, 2, 1), libc_day(2024, 2, 29));
    check_period("2023-12", libc_day(2023, 12, 1), libc_day(2023, 12, 31));
    check_period("2022-03-14", libc_day(2022, 3, 14), libc_day(2022, 3, 14));
    static const char *const wrong[] = {"",        "20",   "0000",    "2022-",      "2022-13", "2022-00",
                                        "2022/08", "202a", "2022-0x", "2023-02-29", "2022-8",  "0000-01"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        Day first = 7, last = 8;
        CHECK(!date_parse_period(wrong[i], strlen(wrong[i]), &first, &last));
        CHECK(first == 7 && last == 8);
    }
}

static Day libc_today(const char *zone) {
    setenv("TZ", zone, 1);
    tzset();
    time_t now = time(NULL);
    char text[DATE_TEXT];
    Day day = 0;
    struct tm fields;
    strftime(text, sizeof text, "%Y-%m-%d", localtime_r(&now, &fields));
    date_parse(text, 10, &day);
    return day;
}

static void test_today_is_local(void) {
    Day west = libc_today("WEST+12");
    CHECK_INT(date_today(), west);
    Day east = libc_today("EAST-14");
    CHECK_INT(date_today(), east);
    CHECK(east > west); /* 26 hours apart it is never the same day */
}

static const Test tests[] = {
    {"every day from 1600 to 2400 is libc's", test_every_day_of_800_years},
    {"the ends of the range", test_ends_of_the_range},
    {"days far outside the range", test_days_far_outside_the_range},
    {"days that exist", test_days_that_exist},
    {"adding months", test_adding_months},
    {"adding months stops at the ends", test_adding_months_stops_at_the_ends},
    {"years as birthdays count", test_years_between},
    {"only YYYY-MM-DD is read", test_only_iso_dates_are_read},
    {"periods have a first and a last day", test_periods},
    {"today is the time zone's", test_today_is_local},
};

TEST_MAIN(tests)
