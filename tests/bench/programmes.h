/* The ten programmes of packs/bench in plain C, as they would be written by hand: for one person at a time,
 * criterion after criterion, out at the first that is not met. Nothing here is berth's, so that the two prove
 * each other.
 *
 * As of 2026-06-01. Days are counted from 1970-01-01. UNKNOWN stands for a missing value in any field. */
#ifndef BERTH_BENCH_PROGRAMMES_H
#define BERTH_BENCH_PROGRAMMES_H

#include <stdint.h>

enum { UNKNOWN = INT32_MIN };

enum { UNEMPLOYED = 1, EMPLOYED, SELF_EMPLOYED, IN_EDUCATION, OTHER_EMPLOYMENT };
enum { ENGLISH_NONE, E1, E2, E3, L1, L2 };
enum { UC = 1, JSA = 2, ESA = 4, PIP = 8, OTHER_BENEFIT = 16, INCOME_RELATED = UC | JSA | ESA }; /* bits */
enum { EAST = 1, SOUTH = 2, INNER = 4, CITY = 8 }; /* bits: areas that a borough belongs to */

typedef struct Person {
    int32_t born, areas, employment, unemployed_since, english, benefits, care_experienced, hours_wanted,
        works, referred_on;
} Person;

enum {
    TODAY = 20605,
    DAY_2024_06 = 19875,
    DAY_2025_06 = 20240,
    DAY_2025_09 = 20332,
    DAY_2025_12 = 20423,
    DAY_2026_01 = 20454,
    DAY_2026_03 = 20513
};

/* Whoever is that old today was born on this day or before. */
enum {
    AGED_16 = 14761,
    AGED_18 = 14031,
    AGED_25 = 11474,
    AGED_26 = 11109,
    AGED_40 = 5995,
    AGED_65 = -3136,
    AGED_67 = -3867
};

typedef enum Truth { UNMET, UNSURE, MET } Truth;

/* The outcome of criteria that must all be met, in ALL( … ); each argument is evaluated only if none before
 * is unmet. */
#define AND(criterion)                                                                                       \
    do {                                                                                                     \
        Truth one = (criterion);                                                                             \
        if (one == UNMET) return UNMET;                                                                      \
        if (one < all) all = one;                                                                            \
    } while (0)

static inline Truth truth(int32_t value, int condition) {
    return value == UNKNOWN ? UNSURE : condition ? MET : UNMET;
}

static inline Truth either(Truth a, Truth b) {
    return a > b ? a : b;
}

static inline Truth negate(Truth t) {
    return (Truth)(MET - t);
}

static inline Truth is(int32_t value, int32_t wanted) {
    return truth(value, value == wanted);
}

static inline Truth at_least(int32_t value, int32_t least) {
    return truth(value, value >= least);
}

static inline Truth at_most(int32_t value, int32_t most) {
    return truth(value, value <= most);
}

static inline Truth between(int32_t value, int32_t least, int32_t most) {
    return truth(value, value >= least && value <= most);
}

static inline Truth has(int32_t bits, int32_t any) {
    return truth(bits, bits & any);
}

static inline Truth yes(int32_t boolean) {
    return truth(boolean, boolean);
}

static inline Truth admin_academy(const Person *p) {
    Truth all = MET;
    AND(between(p->born, AGED_65 + 1, AGED_18));
    AND(has(p->areas, EAST));
    AND(is(p->employment, UNEMPLOYED));
    AND(at_least(p->english, L1));
    AND(yes(p->works));
    AND(at_least(p->hours_wanted, 16));
    return all;
}

static inline Truth care_leavers_first(const Person *p) {
    Truth all = MET;
    AND(yes(p->care_experienced));
    AND(between(p->born, AGED_26 + 1, AGED_16));
    AND(yes(p->works));
    AND(either(is(p->employment, UNEMPLOYED), at_most(p->hours_wanted, 20)));
    return all;
}

static inline Truth digital_first_steps(const Person *p) {
    Truth all = MET;
    AND(at_least(p->referred_on, DAY_2025_09 + 1));
    AND(between(p->employment, UNEMPLOYED, EMPLOYED));
    AND(has(p->benefits, UC));
    AND(between(p->english, E1, L1));
    return all;
}

static inline Truth estates_starter(const Person *p) {
    Truth all = MET;
    AND(between(p->born, AGED_25 + 1, AGED_16));
    AND(yes(p->works));
    AND(at_most(p->unemployed_since, DAY_2025_12));
    AND(at_least(p->english, E3));
    AND(negate(has(p->benefits, PIP)));
    return all;
}

/* Two of the three. */
static inline Truth two_of(Truth a, Truth b, Truth c) {
    int met = (a == MET) + (b == MET) + (c == MET), unmet = (a == UNMET) + (b == UNMET) + (c == UNMET);
    return met >= 2 ? MET : unmet >= 2 ? UNMET : UNSURE;
}

static inline Truth healthcare_support(const Person *p) {
    Truth all = MET;
    AND(two_of(yes(p->care_experienced), has(p->benefits, UC), at_most(p->unemployed_since, DAY_2026_03)));
    AND(between(p->born, AGED_67 + 1, AGED_18));
    AND(at_least(p->english, L1));
    AND(yes(p->works));
    return all;
}

static inline Truth kitchen_skills(const Person *p) {
    Truth all = MET;
    AND(at_most(p->born, AGED_16));
    AND(has(p->areas, SOUTH));
    AND(at_least(p->english, E2));
    AND(between(p->hours_wanted, 16, 30));
    AND(negate(is(p->employment, SELF_EMPLOYED)));
    return all;
}

static inline Truth long_term_support(const Person *p) {
    Truth all = MET;
    AND(is(p->employment, UNEMPLOYED));
    AND(at_most(p->unemployed_since, DAY_2025_06));
    AND(has(p->benefits, INCOME_RELATED));
    AND(has(p->areas, INNER));
    AND(at_most(p->born, AGED_25));
    return all;
}

static inline Truth porter_pathway(const Person *p) {
    Truth all = MET;
    AND(between(p->referred_on, DAY_2025_12, TODAY));
    AND(yes(p->works));
    AND(at_least(p->hours_wanted, 30));
    AND(at_most(p->born, AGED_18));
    AND(at_least(p->english, E3));
    AND(is(p->employment, UNEMPLOYED));
    AND(negate(has(p->areas, SOUTH)));
    return all;
}

static inline Truth returners(const Person *p) {
    Truth all = MET;
    AND(at_most(p->born, AGED_40));
    AND(between(p->unemployed_since, DAY_2024_06, TODAY));
    AND(negate(is(p->employment, IN_EDUCATION)));
    AND(either(is(p->benefits, 0), at_most(p->hours_wanted, 25)));
    AND(yes(p->works));
    AND(negate(has(p->areas, CITY)));
    return all;
}

static inline Truth weekend_ward(const Person *p) {
    Truth all = MET;
    AND(at_most(p->hours_wanted, 16));
    AND(at_most(p->born, AGED_18));
    AND(at_least(p->english, L2));
    AND(yes(p->works));
    AND(has(p->areas, INNER));
    AND(at_most(p->referred_on, DAY_2026_01 - 1));
    AND(either(yes(p->care_experienced), has(p->benefits, INCOME_RELATED)));
    return all;
}

enum { PROGRAMMES = 10 };

/* In the order of their ids. */
static inline void programmes_decide(const Person *p, Truth outcomes[PROGRAMMES]) {
    outcomes[0] = admin_academy(p);
    outcomes[1] = care_leavers_first(p);
    outcomes[2] = digital_first_steps(p);
    outcomes[3] = estates_starter(p);
    outcomes[4] = healthcare_support(p);
    outcomes[5] = kitchen_skills(p);
    outcomes[6] = long_term_support(p);
    outcomes[7] = porter_pathway(p);
    outcomes[8] = returners(p);
    outcomes[9] = weekend_ward(p);
}

#undef AND

#endif
