/* What a programmer would write by hand in place of a rule pack: handwritten DATASET
 *
 * Reads the columns that the ten programmes need through SQLite, tests each person in plain C, and writes the
 * same bytes as `berth eval --format wide`, which is also a proof that berth decides what the rules say. */
#include "programmes.h"

#include <sqlite3.h>
#include <stdbool.h>

static const char SELECT[] = "SELECT reference, date_of_birth, borough, employment, unemployed_since, "
                             "english, benefits, care_experienced,"
                             " hours_wanted, right_to_work, referred_on FROM person ORDER BY id";

static const char HEADER[] =
    "candidate,bench/admin-academy,bench/care-leavers-first,bench/digital-first-steps,bench/estates-starter,"
    "bench/healthcare-support,bench/kitchen-skills,bench/long-term-support,bench/porter-pathway,bench/"
    "returners,"
    "bench/weekend-ward\n";

enum { MOST_CODES = 256, LONGEST_ROW = 1024, BUFFER = 1 << 18 };

/* A category's codes in the dataset, as the numbers of programmes.h. */
typedef int32_t Codes[MOST_CODES];

typedef struct Word {
    const char *name;
    int32_t number;
} Word;

static const Word AREAS[] = {
    {"Hackney", EAST | INNER},
    {"Newham", EAST},
    {"Tower Hamlets", EAST | INNER},
    {"Waltham Forest", EAST},
    {"Bexley", SOUTH},
    {"Bromley", SOUTH},
    {"Greenwich", SOUTH | INNER},
    {"Lambeth", SOUTH | INNER},
    {"Lewisham", SOUTH | INNER},
    {"Southwark", SOUTH | INNER},
    {"Camden", INNER},
    {"Hammersmith and Fulham", INNER},
    {"Islington", INNER},
    {"Kensington and Chelsea", INNER},
    {"Wandsworth", INNER},
    {"Westminster", INNER},
    {"City of London", CITY},
    {NULL, 0},
};
static const Word EMPLOYMENT[] = {
    {"unemployed", UNEMPLOYED},       {"employed", EMPLOYED},
    {"self-employed", SELF_EMPLOYED}, {"in education or training", IN_EDUCATION},
    {NULL, OTHER_EMPLOYMENT},
};
static const Word ENGLISH[] = {{"E1", E1}, {"E2", E2}, {"E3", E3},
                               {"L1", L1}, {"L2", L2}, {NULL, ENGLISH_NONE}};
static const Word WORKS[] = {{"yes", 1}, {NULL, 0}};
static const Word BENEFITS[] = {{"UC", UC}, {"JSA", JSA}, {"ESA", ESA}, {"PIP", PIP}, {NULL, OTHER_BENEFIT}};

static _Noreturn void fail(sqlite3 *database) {
    fprintf(stderr, "handwritten: %s\n", sqlite3_errmsg(database));
    exit(2);
}

static sqlite3_stmt *prepare(sqlite3 *database, const char *sql) {
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(database, sql, -1, &statement, NULL) != SQLITE_OK) fail(database);
    return statement;
}

/* The number of a word; the last entry's for any other. */
static int32_t find(const Word *words, const char *text, size_t length) {
    while (words->name && (strlen(words->name) != length || memcmp(words->name, text, length) != 0))
        words++;
    return words->number;
}

static void read_codes(sqlite3 *database, const char *field, const Word *words, Codes codes) {
    sqlite3_stmt *rows =
        prepare(database, "SELECT code, value FROM category WHERE subject = 'candidate' AND field = ?1");
    sqlite3_bind_text(rows, 1, field, -1, SQLITE_STATIC);
    while (sqlite3_step(rows) == SQLITE_ROW) {
        const char *value = (const char *)sqlite3_column_text(rows, 1);
        codes[sqlite3_column_int(rows, 0) % MOST_CODES] = find(words, value, strlen(value));
    }
    sqlite3_finalize(rows);
}

static int32_t number(sqlite3_stmt *row, int column) {
    return sqlite3_column_type(row, column) == SQLITE_NULL ? UNKNOWN : sqlite3_column_int(row, column);
}

static int32_t category(sqlite3_stmt *row, int column, const Codes codes) {
    int32_t code = number(row, column);
    return code == UNKNOWN ? UNKNOWN : codes[code];
}

/* "PIP;UC" as bits. */
static int32_t set(sqlite3_stmt *row, int column) {
    const char *text = (const char *)sqlite3_column_text(row, column);
    if (!text) return UNKNOWN;
    int32_t bits = 0;
    while (*text) {
        size_t length = strcspn(text, ";");
        bits |= find(BENEFITS, text, length);
        text += length + (text[length] == ';');
    }
    return bits;
}

static char *add(char *at, const char *text, size_t length) {
    memcpy(at, text, length);
    return at + length;
}

static char *add_outcomes(char *at, const Person *person) {
    static const struct {
        char text[19];
        unsigned char length;
    } words[] = {
        [UNMET] = {",not_eligible", 13}, [UNSURE] = {",needs_information", 18}, [MET] = {",eligible", 9}};
    Truth outcomes[PROGRAMMES];
    programmes_decide(person, outcomes);
    for (int i = 0; i < PROGRAMMES; i++)
        at = add(at, words[outcomes[i]].text, words[outcomes[i]].length);
    *at++ = '\n';
    return at;
}

int main(int count, char **words) {
    sqlite3 *database = NULL;
    if (count != 2 ||
        sqlite3_open_v2(words[1], &database, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
        fail(database);
    static Codes areas, employment, english, works;
    read_codes(database, "borough", AREAS, areas);
    read_codes(database, "employment", EMPLOYMENT, employment);
    read_codes(database, "english", ENGLISH, english);
    read_codes(database, "right_to_work", WORKS, works);

    static char buffer[BUFFER];
    char *at = add(buffer, HEADER, sizeof HEADER - 1);
    sqlite3_stmt *row = prepare(database, SELECT);
    int status;
    while ((status = sqlite3_step(row)) == SQLITE_ROW) {
        Person person = {
            .born = number(row, 1),
            .areas = category(row, 2, areas),
            .employment = category(row, 3, employment),
            .unemployed_since = number(row, 4),
            .english = category(row, 5, english),
            .benefits = set(row, 6),
            .care_experienced = number(row, 7),
            .hours_wanted = number(row, 8),
            .works = category(row, 9, works),
            .referred_on = number(row, 10),
        };
        if (at > buffer + BUFFER - LONGEST_ROW) {
            fwrite(buffer, 1, (size_t)(at - buffer), stdout);
            at = buffer;
        }
        at = add(at, (const char *)sqlite3_column_text(row, 0), (size_t)sqlite3_column_bytes(row, 0));
        at = add_outcomes(at, &person);
    }
    if (status != SQLITE_DONE) fail(database);
    fwrite(buffer, 1, (size_t)(at - buffer), stdout);
    sqlite3_finalize(row);
    sqlite3_close(database);
    return fflush(stdout) == 0 ? 0 : 1;
}
