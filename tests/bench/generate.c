/* Writes a list of made-up candidates as CSV: generate COUNT [SEED]
 *
 * The same seed gives the same list on every machine. Of each value, about one in twenty is missing. */
#include <inttypes.h>
#include <stdbool.h>

enum { MISSING_PER_MILLE = 50 };

/* xorshift64*, S. Vigna, "An experimental exploration of Marsaglia's xorshift generators, scrambled". */
static uint32_t draw(uint64_t *state, uint32_t below) {
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return (uint32_t)((*state * UINT64_C(0x2545F4914F6CDD1D) >> 32) * below >> 32);
}

static const char *const BOROUGHS[] = {
    "Barking and Dagenham",
    "Barnet",
    "Bexley",
    "Brent",
    "Bromley",
    "Camden",
    "City of London",
    "Croydon",
    "Ealing",
    "Enfield",
    "Greenwich",
    "Hackney",
    "Hammersmith and Fulham",
    "Haringey",
    "Harrow",
    "Havering",
    "Hillingdon",
    "Hounslow",
    "Islington",
    "Kensington and Chelsea",
    "Kingston upon Thames",
    "Lambeth",
    "Lewisham",
    "Merton",
    "Newham",
    "Redbridge",
    "Richmond upon Thames",
    "Southwark",
    "Sutton",
    "Tower Hamlets",
    "Waltham Forest",
    "Wandsworth",
    "Westminster",
};

/* What comes often stands here often. */
static const char *const EMPLOYMENT[] = {
    "Unemployed",
    "Unemployed - LTU",
    "Unemployed",
    "Not working",
    "Unemployed",
    "Unemployed",
    "Part time",
    "Full time",
    "Self-employed",
    "Student",
    "At risk of redundancy",
    "Retired",
};
static const char *const ENGLISH[] = {"none", "E1", "E2", "E3", "L1", "L2", "L2"};
static const char *const BENEFITS[] = {
    "UC", "UC", "UC", "UC", "none", "none", "none", "UC; PIP", "JSA", "ESA; PIP", "PIP", "UC; HB",
};
static const char *const CARE[] = {"N", "N", "N", "N", "N", "N", "N", "N", "N", "N", "N", "Y"};
static const char *const WORKS[] = {"Y", "Y", "Y", "Y", "Y", "Y", "Y", "Y", "Y", "N"};

static bool is_missing(uint64_t *state) {
    return draw(state, 1000) < MISSING_PER_MILLE;
}

#define WORD(state, list) print_word(state, list, sizeof(list) / sizeof *(list))

static void print_word(uint64_t *state, const char *const *list, size_t count) {
    uint32_t word = draw(state, (uint32_t)count);
    printf(",%s", is_missing(state) ? "" : list[word]);
}

static void print_number(uint64_t *state, uint32_t least, uint32_t most) {
    uint32_t number = least + draw(state, most - least + 1);
    if (is_missing(state))
        printf(",");
    else
        printf(",%" PRIu32, number);
}

/* Any day up to the 28th of a month, from the start of `first` until a month of 2026. */
static void print_date(uint64_t *state, uint32_t first, uint32_t months) {
    uint32_t month = draw(state, months), day = 1 + draw(state, 28);
    if (is_missing(state))
        printf(",");
    else
        printf(",%02" PRIu32 "/%02" PRIu32 "/%04" PRIu32, day, month % 12 + 1, first + month / 12);
}

static void print_candidate(uint64_t *state, unsigned long number) {
    printf("C%07lu", number);
    print_date(state, 1959, (2010 - 1959) * 12 + 5);
    WORD(state, BOROUGHS);
    WORD(state, EMPLOYMENT);
    print_date(state, 2022, 4 * 12 + 4);
    WORD(state, ENGLISH);
    WORD(state, BENEFITS);
    WORD(state, CARE);
    print_number(state, 8, 40);
    WORD(state, WORKS);
    print_date(state, 2024, 2 * 12 + 5);
    printf("\n");
}

int main(int count, char **words) {
    if (count < 2) {
        fprintf(stderr, "usage: generate COUNT [SEED]\n");
        return 2;
    }
    unsigned long candidates = strtoul(words[1], NULL, 10);
    uint64_t state = count > 2 ? strtoull(words[2], NULL, 10) : 20260601;
    printf("Client Ref,D.O.B,Borough,Employment Status,Unemployed Since,English Level,Benefits,Care Leaver?,"
           "Hours Wanted,Right to Work?,Date of Referral\n");
    for (unsigned long i = 1; i <= candidates; i++)
        print_candidate(&state, i);
    return fflush(stdout) == 0 ? 0 : 1;
}
