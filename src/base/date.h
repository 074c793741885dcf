/* Days of the Gregorian calendar as day numbers: days since 1970-01-01, negative before it.
 *
 * Day arithmetic after "chrono-Compatible Low-Level Date Algorithms" (H. Hinnant); years 0001 to 9999.
 * Thread rule: any thread. */
#ifndef BERTH_BASE_DATE_H
#define BERTH_BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef int32_t Day;

enum {
    DATE_TEXT = 11,       /* bytes of "YYYY-MM-DD" and its zero */
    DATE_FIRST = -719162, /* 0001-01-01 */
    DATE_LAST = 2932896   /* 9999-12-31 */
};

/* Is year-month-day (month 1-12, day 1-31) a day that exists, in the years 1 to 9999? */
bool date_exists(int year, int month, int day);

/* The day number of a date that exists. */
Day date_from_civil(int year, int month, int day);

void date_to_civil(Day day, int *year, int *month, int *day_of_month);

/* `months` later (negative: earlier), on the same day of the month, or on the last day of a shorter
 * month: a month back from the 31st of March is the 28th or 29th of February.
 * Stops at DATE_FIRST and DATE_LAST. */
Day date_add_months(Day day, int months);

/* Whole years from `from` to `to`, as birthdays count: a birthday on 29 February falls on 1 March in
 * other years. Negative when `to` is before `from`. */
int date_years_between(Day from, Day to);

/* Reads "YYYY-MM-DD" and nothing else. */
bool date_parse(const char *text, size_t length, Day *day);

/* Reads a period: "2022", "2023-08" or "2022-03-14"; gives its first and last day. */
bool date_parse_period(const char *text, size_t length, Day *first, Day *last);

/* Writes "YYYY-MM-DD" and a zero for a day from DATE_FIRST to DATE_LAST (any other gives nonsense of the same
 * length); returns `out`. */
char *date_format(Day day, char out[DATE_TEXT]);

/* Today by this machine's clock and time zone. Only cli/ asks; everything else is told the day. */
Day date_today(void);

#endif
