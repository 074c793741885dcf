/* Day numbers and civil dates.
 *
 * The arithmetic counts years from 1 March, so that the leap day is the last of its year, in eras of 400
 * years, which all have the same length. */
#include "date.h"

#include <time.h>

enum { ERA_YEARS = 400, ERA_DAYS = 146097, EPOCH = 719468 /* days from 0000-03-01 to 1970-01-01 */ };
enum { FIRST_YEAR = 1, LAST_YEAR = 9999 };

static int month_days(int year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[month - 1] + (month == 2 && leap);
}

/* `a` / `b` rounded down, for b > 0. */
static int64_t floor_divide(int64_t a, int64_t b) {
    return a / b - (a % b < 0);
}

bool date_exists(int year, int month, int day) {
    return year >= FIRST_YEAR && year <= LAST_YEAR && month >= 1 && month <= 12 && day >= 1 &&
           day <= month_days(year, month);
}

Day date_from_civil(int year, int month, int day) {
    int march_year = year - (month <= 2);
    int era = (int)floor_divide(march_year, ERA_YEARS);
    int year_of_era = march_year - era * ERA_YEARS;
    int day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * ERA_DAYS + day_of_era - EPOCH;
}

void date_to_civil(Day day, int *year, int *month, int *day_of_month) {
    int64_t days = (int64_t)day + EPOCH;
    int64_t era = floor_divide(days, ERA_DAYS);
    int day_of_era = (int)(days - era * ERA_DAYS);
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / (ERA_DAYS - 1)) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int march_month = (5 * day_of_year + 2) / 153;
    *day_of_month = day_of_year - (153 * march_month + 2) / 5 + 1;
    *month = march_month < 10 ? march_month + 3 : march_month - 9;
    *year = (int)(era * ERA_YEARS) + year_of_era + (*month <= 2);
}

Day date_add_months(Day day, int months) {
    int year, month, day_of_month;
    date_to_civil(day, &year, &month, &day_of_month);
    int64_t total = (int64_t)year * 12 + month - 1 + months;
    if (total < FIRST_YEAR * 12) return DATE_FIRST;
    if (total >= (LAST_YEAR + 1) * 12) return DATE_LAST;
    year = (int)(total / 12);
    month = (int)(total % 12) + 1;
    int last = month_days(year, month);
    return date_from_civil(year, month, day_of_month < last ? day_of_month : last);
}

int date_years_between(Day from, Day to) {
    int from_year, from_month, from_day, to_year, to_month, to_day;
    date_to_civil(from, &from_year, &from_month, &from_day);
    date_to_civil(to, &to_year, &to_month, &to_day);
    bool birthday_is_ahead = to_month < from_month || (to_month == from_month && to_day < from_day);
    return to_year - from_year - birthday_is_ahead;
}

/* The number that `count` digits write, or -1. */
static int digits(const char *text, size_t count) {
    int number = 0;
    for (size_t i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9') return -1;
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

bool date_parse(const char *text, size_t length, Day *day) {
    if (length != DATE_TEXT - 1 || text[4] != '-' || text[7] != '-') return false;
    int year = digits(text, 4), month = digits(text + 5, 2), day_of_month = digits(text + 8, 2);
    if (!date_exists(year, month, day_of_month)) return false;
    *day = date_from_civil(year, month, day_of_month);
    return true;
}

static bool parse_month(const char *text, Day *first, Day *last) {
    int year = digits(text, 4), month = digits(text + 5, 2);
    if (text[4] != '-' || !date_exists(year, month, 1)) return false;
    *first = date_from_civil(year, month, 1);
    *last = date_from_civil(year, month, month_days(year, month));
    return true;
}

static bool parse_year(const char *text, Day *first, Day *last) {
    int year = digits(text, 4);
    if (!date_exists(year, 1, 1)) return false;
    *first = date_from_civil(year, 1, 1);
    *last = date_from_civil(year, 12, 31);
    return true;
}

bool date_parse_period(const char *text, size_t length, Day *first, Day *last) {
    if (length == 4) return parse_year(text, first, last);
    if (length == 7) return parse_month(text, first, last);
    if (!date_parse(text, length, first)) return false;
    *last = *first;
    return true;
}

static void put_digits(char *out, unsigned number, size_t count) {
    for (; count > 0; number /= 10)
        out[--count] = (char)('0' + number % 10);
}

char *date_format(Day day, char out[DATE_TEXT]) {
    int year, month, day_of_month;
    date_to_civil(day, &year, &month, &day_of_month);
    put_digits(out, (unsigned)year, 4);
    put_digits(out + 5, (unsigned)month, 2);
    put_digits(out + 8, (unsigned)day_of_month, 2);
    out[4] = out[7] = '-';
    out[10] = '\0';
    return out;
}

Day date_today(void) {
    time_t now = time(NULL);
    struct tm today;
    if (!localtime_r(&now, &today)) return (Day)(now / (24 * 60 * 60));
    return date_from_civil(today.tm_year + 1900, today.tm_mon + 1, today.tm_mday);
}
