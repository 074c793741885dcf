/* Dates and lengths of time as people write them in lists:
 *
 *     date    = serial | (numbers | named) [time]
 *     serial  = five digits, not beginning with 0
 *     numbers = number mark number mark number      the marks alike, each "/", "-" or ".", no spaces
 *     named   = day gap month gap year | month gap day gap year
 *     day     = number ["st" | "nd" | "rd" | "th"]
 *     gap     = spaces, one of "/-.," or nothing, spaces
 *     time    = ("T" | spaces) hour ":" minute [":" second ["." digits]]
 *     ago     = number unit ([","] number unit)… ["ago"]      spaces wherever
 */
#include "value.h"

#include <strings.h>

enum {
    SERIAL_EPOCH = 25569, /* the serial number of 1970-01-01, where spreadsheets count from 1899-12-30 */
    SERIAL_FIRST = 10000, /* a number of four digits is more likely a year than a day before May 1927, */
    SERIAL_DIGITS = 5,    /* one of six or more a date without marks than a day after October 2173 */
    MOST_WORDS = 6,
    LONGEST_AGO = 1440 /* months: nothing has lasted longer than 120 years */
};

/* A run of digits or of letters in a written date, with the gap before it. */
typedef struct Word {
    const char *text;
    size_t length;
    bool digits;
    int number;
    bool spaced; /* the gap has spaces */
    char mark;   /* the one character in the gap that is no space, or 0 */
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

/* Reads a gap and the word after it; how many bytes both have, 0 where there is no such thing. */
static size_t read_word(const char *text, size_t length, Word *word) {
    size_t at = 0;
    *word = (Word){0};
    for (; at < length && text[at] && strchr(" /-.,", text[at]); at++) {
        if (text[at] == ' ')
            word->spaced = true;
        else if (word->mark)
            return 0;
        else
            word->mark = text[at];
    }
    size_t digits = run_length(text + at, length - at, is_digit);
    word->text = text + at;
    word->digits = digits > 0;
    word->length = digits ? digits : run_length(text + at, length - at, is_letter);
    if (word->length == 0 || word->length > 9) return 0;
    word->number = read_digits(word->text, digits);
    return at + word->length;
}

/* Splits into words; -1 where there are none or too many, where something stands before the first or after
 * the last, or where they are not apart as words are. */
static int split(const char *text, size_t length, Word words[MOST_WORDS]) {
    int count = 0;
    for (size_t at = 0; at < length;) {
        size_t size = count < MOST_WORDS ? read_word(text + at, length - at, &words[count]) : 0;
        if (!size) return -1;
        at += size;
        count++;
    }
    return count && words[0].text == text ? count : -1;
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

/* Does it begin with ":00" to ":59"? */
static bool is_sixtieth(const char *text, size_t length) {
    return length >= 3 && text[0] == ':' && text[1] >= '0' && text[1] <= '5' && is_digit(text[2]);
}

static bool is_time(const char *text, size_t length) {
    size_t at = run_length(text, length, is_digit);
    if (at < 1 || at > 2 || read_digits(text, at) > 23) return false;
    for (int parts = 0; parts < 2; parts++, at += 3) {
        if (parts && at == length) return true;
        if (!is_sixtieth(text + at, length - at)) return false;
    }
    if (at == length) return true;
    size_t fraction = run_length(text + at + 1, length - at - 1, is_digit);
    return text[at] == '.' && fraction && at + 1 + fraction == length;
}

/* A time of day after a date, "T09:30:00" or " 00:00": how many bytes come before it. */
static size_t without_time(const char *text, size_t length) {
    const char *colon = memchr(text, ':', length);
    size_t at = colon ? (size_t)(colon - text) : length;
    while (colon && at && is_digit(text[at - 1]))
        at--;
    if (!is_time(text + at, length - at)) return length;
    if (at > 1 && text[at - 1] == 'T' && is_digit(text[at - 2])) return at - 1;
    size_t end = at;
    while (end && text[end - 1] == ' ')
        end--;
    return end < at ? end : length;
}

/* The ending of a day as a number, "rd". */
static bool is_ordinal(const Word *number, const Word *word) {
    bool together = number->digits && number->length <= 2 && !word->spaced && !word->mark;
    return together &&
           (word_is(word, "st") || word_is(word, "nd") || word_is(word, "rd") || word_is(word, "th"));
}

/* "3rd April 2001", "April 3, 2001": `words` without the ending of an ordinal number. */
static bool read_named(const Word *words, int count, WrittenDate *date, Error *error) {
    Word plain[MOST_WORDS];
    int kept = 0;
    for (int i = 0; i < count; i++)
        if (i == 0 || !is_ordinal(&words[i - 1], &words[i])) plain[kept++] = words[i];
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
    char mark = words[1].mark;
    bool apart = mark && mark != ',' && mark == words[2].mark && !words[1].spaced && !words[2].spaced;
    if (!apart) return fail_date(error);
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
    if (word->length != SERIAL_DIGITS || word->number < SERIAL_FIRST) return fail_date(error);
    date->day = word->number - SERIAL_EPOCH;
    return true;
}

bool when_read(const char *text, size_t length, WrittenDate *date, Error *error) {
    Word words[MOST_WORDS];
    *date = (WrittenDate){.settled = true};
    int count = split(text, without_time(text, length), words);
    if (count < 1) return fail_date(error);
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
    if (count > 1 && word_is(&words[count - 1], "ago") && !words[count - 1].mark) count--;
    if (count < 2 || count % 2) return false;
    for (int i = 0; i < count; i += 2) {
        Length unit = read_unit(&words[i + 1]);
        bool apart = (!words[i].mark || words[i].mark == ',') && !words[i + 1].mark;
        if (!words[i].digits || words[i].length > 4 || !(unit.months || unit.days) || !apart) return false;
        total.months += unit.months * words[i].number;
        total.days += unit.days * words[i].number;
    }
    if (total.months > LONGEST_AGO || total.days > LONGEST_AGO * 31) return false;
    *since = date_add_months(day, -total.months) - total.days;
    return true;
}
