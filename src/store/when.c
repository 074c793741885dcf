/* Dates and lengths of time as people write them in lists. */
#include "value.h"

#include <strings.h>

enum {
    SERIAL_EPOCH = 25569, /* the serial number of 1970-01-01, where spreadsheets count from 1899-12-30 */
    SERIAL_FIRST = 10000, /* a number of four digits is more likely a year than a day before May 1927 */
    MOST_WORDS = 6,
    LONGEST_AGO = 1440 /* months: nothing has lasted longer than 120 years */
};

/* A run of digits or of letters in a written date, with what stands before it. */
typedef struct Word {
    const char *text;
    size_t length;
    bool digits;
    int number;
    char before; /* the last character between it and the word before, or 0 */
} Word;

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static size_t run_length(const char *text, size_t length, bool (*belongs)(char)) {
    size_t run = 0;
    while (run < length && belongs(text[run]))
        run++;
    return run;
}

static int read_digits(const char *text, size_t length) {
    int number = 0;
    for (size_t i = 0; i < length && i < 9; i++)
        number = number * 10 + (text[i] - '0');
    return number;
}

/* Splits into words; -1 where there are too many, or anything else than digits, letters and " /-.,". */
static int split(const char *text, size_t length, Word words[MOST_WORDS]) {
    int count = 0;
    char before = 0;
    for (size_t at = 0; at < length;) {
        size_t digits = run_length(text + at, length - at, is_digit);
        size_t letters = run_length(text + at, length - at, is_letter);
        size_t run = digits ? digits : letters;
        if (run && (count == MOST_WORDS || run > 9)) return -1;
        if (!run && !strchr(" /-.,", text[at])) return -1;
        if (run)
            words[count++] =
                (Word){text + at, run, digits > 0, digits ? read_digits(text + at, run) : 0, before};
        before = run ? 0 : text[at];
        at += run ? run : 1;
    }
    return count;
}

static bool word_is(const Word *word, const char *text) {
    return !word->digits && strlen(text) == word->length && strncasecmp(word->text, text, word->length) == 0;
}

/* 1 … 12 for "Jan", "January" …; 0. */
static int read_month(const Word *word) {
    static const char *const months[] = {"january",   "february", "march",    "april",
                                         "may",       "june",     "july",     "august",
                                         "september", "october",  "november", "december"};
    if (word->digits) return 0;
    if (word_is(word, "sept")) return 9;
    for (int i = 0; i < 12; i++) {
        bool whole = word->length == strlen(months[i]);
        if ((whole || word->length == 3) && strncasecmp(word->text, months[i], word->length) == 0)
            return i + 1;
    }
    return 0;
}

static bool fail_date(Error *error) {
    return error_set(error, "is not a date: write it as 2001-04-03, 03/04/2001 or 3 April 2001");
}

static bool fail_year(Error *error) {
    return error_set(error, "has a year of two digits: write all four, such as 2001");
}

static bool settle(int year, int month, int day, Day *out, Error *error) {
    if (!date_exists(year, month, day)) return error_set(error, "is not a day of the calendar: correct it");
    *out = date_from_civil(year, month, day);
    return true;
}

/* A time of day after a date, "T09:30:00" or " 00:00": how many bytes come before it. */
static size_t without_time(const char *text, size_t length) {
    size_t colon = 0;
    while (colon < length && text[colon] != ':')
        colon++;
    size_t at = colon;
    while (at && is_digit(text[at - 1]))
        at--;
    if (colon == length || at == 0 || colon - at > 2 || colon == at) return length;
    for (size_t i = colon; i < length; i++)
        if (!is_digit(text[i]) && text[i] != ':' && text[i] != '.') return length;
    bool apart = text[at - 1] == ' ' || (text[at - 1] == 'T' && at > 1 && is_digit(text[at - 2]));
    return apart ? at - 1 : length;
}

/* "3rd April 2001", "April 3, 2001": `words` without the ending of an ordinal number. */
static bool read_named(const Word *words, int count, WrittenDate *date, Error *error) {
    Word plain[MOST_WORDS];
    int kept = 0;
    for (int i = 0; i < count; i++) {
        bool ordinal = i && words[i - 1].digits && !words[i].before &&
                       (word_is(&words[i], "st") || word_is(&words[i], "nd") || word_is(&words[i], "rd") ||
                        word_is(&words[i], "th"));
        if (!ordinal) plain[kept++] = words[i];
    }
    if (kept != 3 || !plain[2].digits) return fail_date(error);
    bool month_first = !plain[0].digits;
    int month = read_month(&plain[month_first ? 0 : 1]);
    const Word *day = &plain[month_first ? 1 : 0];
    if (!month || !day->digits || day->length > 2) return fail_date(error);
    if (plain[2].length == 2) return fail_year(error);
    if (plain[2].length != 4) return fail_date(error);
    return settle(plain[2].number, month, day->number, &date->day, error);
}

static bool read_three_numbers(const Word *words, WrittenDate *date, Error *error) {
    char separator = words[1].before;
    if (separator != words[2].before || !separator || !strchr("/-.", separator)) return fail_date(error);
    if (words[0].length == 4 && words[1].length <= 2 && words[2].length <= 2)
        return settle(words[0].number, words[1].number, words[2].number, &date->day, error);
    if (words[0].length > 2 || words[1].length > 2) return fail_date(error);
    if (words[2].length <= 2) return fail_year(error);
    if (words[2].length != 4) return fail_date(error);
    *date = (WrittenDate){.first = words[0].number, .second = words[1].number, .year = words[2].number};
    /* In either order it would be no day. */
    if (!date_exists(date->year, date->second, date->first) &&
        !date_exists(date->year, date->first, date->second))
        return error_set(error, "is not a day of the calendar: correct it");
    return true;
}

static bool read_serial(const Word *word, WrittenDate *date, Error *error) {
    if (word->length > 7 || word->number < SERIAL_FIRST || word->number - SERIAL_EPOCH > DATE_LAST)
        return fail_date(error);
    date->day = word->number - SERIAL_EPOCH;
    return true;
}

bool when_read(const char *text, size_t length, WrittenDate *date, Error *error) {
    Word words[MOST_WORDS];
    *date = (WrittenDate){.settled = true};
    int count = split(text, without_time(text, length), words);
    /* A sign, or anything else before the first word, is no part of a date. */
    if (count < 1 || words[0].text != text) return fail_date(error);
    if (count == 1 && words[0].digits && words[0].length == length)
        return read_serial(&words[0], date, error);
    if (count == 3 && words[0].digits && words[1].digits && words[2].digits)
        return read_three_numbers(words, date, error);
    return read_named(words, count, date, error);
}

bool when_settle(const WrittenDate *date, DateOrder order, Day *day, Error *error) {
    if (date->settled || order == DATES_DETECT) {
        *day = date->settled ? date->day : date_from_civil(date->year, date->second, date->first);
        return true;
    }
    bool month_first = order == DATES_MDY;
    int month = month_first ? date->first : date->second, of_month = month_first ? date->second : date->first;
    if (!date_exists(date->year, month, of_month))
        return error_set(error,
                         "is not a date where the %s comes first, as it does in this column: correct it",
                         month_first ? "month" : "day");
    *day = date_from_civil(date->year, month, of_month);
    return true;
}

typedef struct Length {
    int months, days;
} Length;

/* The unit's length; {0, 0} where the word is none. */
static Length read_unit(const Word *word) {
    static const struct {
        const char *name;
        Length length;
    } units[] = {
        {"y", {12, 0}},    {"yr", {12, 0}},   {"yrs", {12, 0}},   {"year", {12, 0}}, {"years", {12, 0}},
        {"m", {1, 0}},     {"mo", {1, 0}},    {"mos", {1, 0}},    {"mth", {1, 0}},   {"mths", {1, 0}},
        {"mnths", {1, 0}}, {"month", {1, 0}}, {"months", {1, 0}}, {"w", {0, 7}},     {"wk", {0, 7}},
        {"wks", {0, 7}},   {"week", {0, 7}},  {"weeks", {0, 7}},  {"d", {0, 1}},     {"day", {0, 1}},
        {"days", {0, 1}},
    };
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (word_is(word, units[i].name)) return units[i].length;
    return (Length){0, 0};
}

bool when_read_ago(const char *text, size_t length, Day day, Day *since) {
    Word words[MOST_WORDS];
    int count = split(text, length, words);
    Length total = {0, 0};
    if (count > 1 && word_is(&words[count - 1], "ago")) count--;
    if (count < 2 || count % 2 || words[0].text != text) return false;
    for (int i = 0; i < count; i += 2) {
        Length unit = read_unit(&words[i + 1]);
        bool spaced = !words[i].before || words[i].before == ' ';
        if (!words[i].digits || words[i].length > 4 || !(unit.months || unit.days) || !spaced) return false;
        total.months += unit.months * words[i].number;
        total.days += unit.days * words[i].number;
    }
    if (total.months > LONGEST_AGO || total.days > LONGEST_AGO * 31) return false;
    *since = date_add_months(day, -total.months) - total.days;
    return true;
}
