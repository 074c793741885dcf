/* Evaluation alone against a hand-written C program's own tests.
 *
 * A million made-up people, 5% of values missing; ten programmes of four to eight criteria; the outcome of
 * each person and programme as a word. berth: columns that are filled already, in batches. By hand: an array
 * of structs, small codes for categories, a bit a member for sets, -1 for unknown, tests that return as soon
 * as the answer is clear. The two must agree on every outcome. */
#include "../unit/rule/draft.h"

#include <time.h>

enum { PEOPLE = 1000000, ROUNDS = 7, PROGRAMMES = 10, MISSING = 20, TODAY = 20000 };

/* Fields in the order in which they are declared. */
enum {
    AGE,
    HOURS,
    UNEMPLOYED_SINCE,
    REFERRED_ON,
    BOROUGH,
    EMPLOYMENT,
    ENGLISH,
    MATHS,
    REFERRER,
    BENEFITS,
    COMPLETED,
    DISABLED,
    EHCP,
    CARE_EXPERIENCED,
    HOMELESS,
    RIGHT_TO_WORK,
    CARER,
    FIELDS
};

typedef struct Person {
    int32_t age, hours, unemployed_since, referred_on;
    int8_t borough, employment, english, maths, referrer;
    int8_t disabled, ehcp, care_experienced, homeless, right_to_work, carer;
    int32_t benefits, completed; /* a bit a member; -1 unknown */
} Person;

#define DAYS(n)    (TODAY - (n))
#define SEEKING    1
#define UNEMPLOYED 0

static const char *const WORDS[OUTCOME_COUNT] = {[OUTCOME_REFUSED] = "not_eligible",
                                                 [OUTCOME_NEEDS_INFORMATION] = "needs_information",
                                                 [OUTCOME_GRANTED] = "eligible"};
#define NO           return WORDS[OUTCOME_REFUSED]
#define END(unknown) return WORDS[(unknown) ? OUTCOME_NEEDS_INFORMATION : OUTCOME_GRANTED]
/* What a criterion comes to by hand: leave if it is not met, remember if it can't be told. */
#define NEED(value, met)                                                                                     \
    do {                                                                                                     \
        if ((value) < 0)                                                                                     \
            unknown = true;                                                                                  \
        else if (!(met))                                                                                     \
            NO;                                                                                              \
    } while (0)
/* -1 unknown, else 0 or 1. */
#define TELL(value, met) ((value) < 0 ? -1 : (met))
#define NEED_EITHER(a, b)                                                                                    \
    do {                                                                                                     \
        int a_ = (a);                                                                                        \
        if (a_ == 1) break;                                                                                  \
        int b_ = (b);                                                                                        \
        if (b_ == 1) break;                                                                                  \
        if (a_ == 0 && b_ == 0) NO;                                                                          \
        unknown = true;                                                                                      \
    } while (0)

static const char *by_hand_0(const Person *p) {
    bool unknown = false;
    NEED(p->age, p->age >= 16 && p->age <= 29);
    NEED(p->borough, p->borough == 3 || p->borough == 7 || p->borough == 12 || p->borough == 20);
    NEED(p->right_to_work, p->right_to_work);
    NEED(p->english, p->english >= 2);
    END(unknown);
}

static const char *by_hand_1(const Person *p) {
    bool unknown = false;
    NEED(p->borough, p->borough == 27);
    NEED_EITHER(TELL(p->employment, p->employment == UNEMPLOYED),
                TELL(p->employment, p->employment == SEEKING));
    NEED(p->age, p->age >= 18);
    NEED(p->right_to_work, p->right_to_work);
    END(unknown);
}

static const char *by_hand_2(const Person *p) {
    bool unknown = false;
    NEED(p->age, p->age >= 16 && p->age <= 24);
    NEED(p->homeless, p->homeless);
    NEED(p->english, p->english >= 1);
    NEED(p->hours, p->hours >= 16);
    NEED(p->right_to_work, p->right_to_work);
    END(unknown);
}

static const char *by_hand_3(const Person *p) {
    bool unknown = false;
    NEED(p->ehcp, p->ehcp);
    NEED(p->age, p->age >= 18 && p->age <= 25);
    NEED(p->borough, p->borough == 12 || p->borough == 13);
    NEED(p->referrer, p->referrer != 2);
    END(unknown);
}

static const char *by_hand_4(const Person *p) {
    bool unknown = false;
    NEED(p->benefits, p->benefits & 7);
    NEED(p->unemployed_since, p->unemployed_since <= DAYS(180));
    NEED(p->age, p->age >= 18);
    NEED(p->english, p->english >= 3);
    NEED(p->maths, p->maths >= 2);
    NEED(p->right_to_work, p->right_to_work);
    END(unknown);
}

static const char *by_hand_5(const Person *p) {
    bool unknown = false;
    NEED_EITHER(TELL(p->care_experienced, p->care_experienced), TELL(p->homeless, p->homeless));
    NEED(p->age, p->age < 25);
    NEED(p->borough, p->borough <= 7);
    NEED(p->right_to_work, p->right_to_work);
    END(unknown);
}

static const char *by_hand_6(const Person *p) {
    bool unknown = false;
    NEED(p->completed, p->completed & 2);
    NEED(p->english, p->english >= 4);
    NEED(p->maths, p->maths >= 3);
    NEED(p->hours, p->hours == 16 || p->hours == 25 || p->hours == 30);
    NEED(p->borough, p->borough == 29);
    NEED(p->referred_on, p->referred_on >= DAYS(365));
    NEED(p->right_to_work, p->right_to_work);
    END(unknown);
}

static const char *by_hand_7(const Person *p) {
    bool unknown = false;
    NEED(p->employment, p->employment == UNEMPLOYED || p->employment == SEEKING || p->employment == 4);
    NEED_EITHER(TELL(p->disabled, p->disabled), TELL(p->carer, p->carer));
    NEED(p->age, p->age >= 16);
    NEED(p->unemployed_since, p->unemployed_since <= DAYS(365));
    NEED(p->benefits, p->benefits);
    END(unknown);
}

static const char *by_hand_8(const Person *p) {
    bool unknown = false;
    NEED(p->age, p->age >= 19);
    NEED(p->borough, p->borough == 5 || p->borough == 6 || p->borough == 9 || p->borough == 14 ||
                         p->borough == 17 || p->borough == 18 || p->borough == 22 || p->borough == 25 ||
                         p->borough == 31);
    NEED(p->english, p->english >= 2);
    NEED(p->maths, p->maths >= 1);
    NEED(p->hours, p->hours >= 16 && p->hours <= 37);
    NEED_EITHER(TELL(p->benefits, !!(p->benefits & 1)), TELL(p->employment, p->employment == UNEMPLOYED));
    NEED(p->referrer, p->referrer == 1 || p->referrer == 3);
    NEED(p->right_to_work, p->right_to_work);
    END(unknown);
}

static const char *by_hand_9(const Person *p) {
    bool unknown = false;
    NEED(p->referred_on, p->referred_on >= DAYS(90) && p->referred_on <= TODAY);
    NEED(p->completed, !(p->completed & 1));
    NEED(p->age, p->age >= 18 && p->age <= 64);
    NEED(p->carer, !p->carer);
    NEED(p->employment, p->employment != 7);
    END(unknown);
}

static const char *(*const BY_HAND[PROGRAMMES])(const Person *) = {by_hand_0, by_hand_1, by_hand_2, by_hand_3,
                                                                   by_hand_4, by_hand_5, by_hand_6, by_hand_7,
                                                                   by_hand_8, by_hand_9};

static void declare_fields(Draft *d) {
    static char boroughs[256];
    for (size_t i = 0, at = 0; i < 33; i++)
        at += (size_t)snprintf(boroughs + at, sizeof boroughs - at, "%sB%zu", i ? ";" : "", i);
    const DraftField fields[FIELDS] = {
        [AGE] = {.name = "age", .type = FIELD_INTEGER},
        [HOURS] = {.name = "hours", .type = FIELD_INTEGER},
        [UNEMPLOYED_SINCE] = {.name = "unemployed_since", .type = FIELD_DATE},
        [REFERRED_ON] = {.name = "referred_on", .type = FIELD_DATE},
        [BOROUGH] = {.name = "borough", .type = FIELD_CATEGORY, .values = boroughs},
        [EMPLOYMENT] = {.name = "employment", .type = FIELD_CATEGORY, .values = "E0;E1;E2;E3;E4;E5;E6;E7"},
        [ENGLISH] = {.name = "english",
                     .type = FIELD_CATEGORY,
                     .ordered = true,
                     .values = "none;E1;E2;E3;L1;L2"},
        [MATHS] = {.name = "maths", .type = FIELD_CATEGORY, .ordered = true, .values = "none;E1;E2;E3;L1;L2"},
        [REFERRER] = {.name = "referrer", .type = FIELD_CATEGORY, .values = "R0;R1;R2;R3"},
        [BENEFITS] = {.name = "benefits", .type = FIELD_SET, .values = "UC;JSA;ESA;PIP"},
        [COMPLETED] = {.name = "completed", .type = FIELD_SET, .values = "first;second;third"},
        [DISABLED] = {.name = "disabled", .type = FIELD_BOOLEAN},
        [EHCP] = {.name = "ehcp", .type = FIELD_BOOLEAN},
        [CARE_EXPERIENCED] = {.name = "care_experienced", .type = FIELD_BOOLEAN},
        [HOMELESS] = {.name = "homeless", .type = FIELD_BOOLEAN},
        [RIGHT_TO_WORK] = {.name = "right_to_work", .type = FIELD_BOOLEAN},
        [CARER] = {.name = "carer", .type = FIELD_BOOLEAN},
    };
    for (size_t i = 0; i < FIELDS; i++)
        draft_field(d, fields[i]);
}

#define ONE_OF(field, ...)   draft_integers(d, OPERATOR_ONE_OF, field, __VA_ARGS__)
#define AT_LEAST(field, n)   draft_integers(d, OPERATOR_AT_LEAST, field, n)
#define BETWEEN(field, a, b) draft_integers(d, OPERATOR_BETWEEN, field, a, b)
#define IS(field, n)         draft_integers(d, OPERATOR_IS, field, n)
#define YES(field)           draft_truth(d, field)

static void declare_programmes(Draft *d) {
    draft_programme(d, "0",
                    draft_all(d, BETWEEN(AGE, 16, 29), ONE_OF(BOROUGH, 3, 7, 12, 20), YES(RIGHT_TO_WORK),
                              AT_LEAST(ENGLISH, 2)));
    draft_programme(d, "1",
                    draft_all(d, IS(BOROUGH, 27),
                              draft_any(d, IS(EMPLOYMENT, UNEMPLOYED), IS(EMPLOYMENT, SEEKING)),
                              AT_LEAST(AGE, 18), YES(RIGHT_TO_WORK)));
    draft_programme(d, "2",
                    draft_all(d, BETWEEN(AGE, 16, 24), YES(HOMELESS), AT_LEAST(ENGLISH, 1),
                              AT_LEAST(HOURS, 16), YES(RIGHT_TO_WORK)));
    draft_programme(d, "3",
                    draft_all(d, YES(EHCP), BETWEEN(AGE, 18, 25), ONE_OF(BOROUGH, 12, 13),
                              draft_integers(d, OPERATOR_IS_NOT, REFERRER, 2)));
    draft_programme(d, "4",
                    draft_all(d, draft_integers(d, OPERATOR_INCLUDES_ANY, BENEFITS, 0, 1, 2),
                              draft_integers(d, OPERATOR_FOR_AT_LEAST, UNEMPLOYED_SINCE, 0, 180),
                              AT_LEAST(AGE, 18), AT_LEAST(ENGLISH, 3), AT_LEAST(MATHS, 2),
                              YES(RIGHT_TO_WORK)));
    draft_programme(d, "5",
                    draft_all(d, draft_any(d, YES(CARE_EXPERIENCED), YES(HOMELESS)),
                              draft_integers(d, OPERATOR_LESS_THAN, AGE, 25),
                              ONE_OF(BOROUGH, 0, 1, 2, 3, 4, 5, 6, 7), YES(RIGHT_TO_WORK)));
    draft_programme(d, "6",
                    draft_all(d, draft_integers(d, OPERATOR_INCLUDES, COMPLETED, 1), AT_LEAST(ENGLISH, 4),
                              AT_LEAST(MATHS, 3), ONE_OF(HOURS, 16, 25, 30), IS(BOROUGH, 29),
                              draft_integers(d, OPERATOR_AT_LEAST, REFERRED_ON, DAYS(365)),
                              YES(RIGHT_TO_WORK)));
    draft_programme(d, "7",
                    draft_all(d, ONE_OF(EMPLOYMENT, UNEMPLOYED, SEEKING, 4),
                              draft_any(d, YES(DISABLED), YES(CARER)), AT_LEAST(AGE, 16),
                              draft_integers(d, OPERATOR_FOR_AT_LEAST, UNEMPLOYED_SINCE, 0, 365),
                              draft_none(d, draft_literals(d, OPERATOR_INCLUDES_ONLY, BENEFITS, NULL, 0))));
    draft_programme(
        d, "8",
        draft_all(d, AT_LEAST(AGE, 19), ONE_OF(BOROUGH, 5, 6, 9, 14, 17, 18, 22, 25, 31),
                  AT_LEAST(ENGLISH, 2), AT_LEAST(MATHS, 1), BETWEEN(HOURS, 16, 37),
                  draft_any(d, draft_integers(d, OPERATOR_INCLUDES, BENEFITS, 0), IS(EMPLOYMENT, UNEMPLOYED)),
                  ONE_OF(REFERRER, 1, 3), YES(RIGHT_TO_WORK)));
    draft_programme(d, "9",
                    draft_all(d, draft_integers(d, OPERATOR_WITHIN_LAST, REFERRED_ON, 0, 90),
                              draft_none(d, draft_integers(d, OPERATOR_INCLUDES, COMPLETED, 0)),
                              BETWEEN(AGE, 18, 64), draft_none(d, YES(CARER)),
                              draft_integers(d, OPERATOR_IS_NOT, EMPLOYMENT, 7)));
}

static uint64_t random_state = 88172645463325252u;

static int32_t draw(uint32_t limit) {
    return draft_below(&random_state, MISSING) == 0 ? -1 : (int32_t)draft_below(&random_state, limit);
}

/* One in `n` says yes. */
static int8_t draw_one_in(uint32_t n) {
    int32_t drawn = draw(n);
    return (int8_t)(drawn < 0 ? -1 : drawn == 0);
}

static Person make_person(void) {
    Person p = {.hours = draw(40),
                .borough = (int8_t)draw(33),
                .employment = (int8_t)draw(8),
                .english = (int8_t)draw(6),
                .maths = (int8_t)draw(6),
                .referrer = (int8_t)draw(4),
                .benefits = draw(16),
                .completed = draw(8)};
    int32_t age = draw(54), since = draw(1000), referred = draw(700);
    p.age = age < 0 ? -1 : 14 + age;
    p.unemployed_since = since < 0 ? -1 : DAYS(since);
    p.referred_on = referred < 0 ? -1 : DAYS(referred - 20);
    p.disabled = draw_one_in(5);
    p.ehcp = draw_one_in(20);
    p.care_experienced = draw_one_in(15);
    p.homeless = draw_one_in(12);
    p.carer = draw_one_in(8);
    int8_t barred = draw_one_in(10);
    p.right_to_work = (int8_t)(barred < 0 ? -1 : !barred);
    return p;
}

static void fill_integer(Batch *batch, int field, uint32_t record, int32_t value) {
    if (value >= 0) column_set_integer(&batch->columns[field], record, value);
}

static void fill_truth(Batch *batch, int field, uint32_t record, int8_t value) {
    if (value >= 0) column_set_truth(&batch->columns[field], record, value);
}

static void fill_set(Batch *batch, int field, uint32_t record, int32_t bits) {
    const Field *declared = &batch->dictionary->fields[field];
    char text[64] = "";
    Error error = {0};
    if (bits < 0) return;
    for (uint32_t i = 0; i < declared->value_count; i++)
        if (bits >> i & 1)
            snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s", *text ? ";" : "",
                     declared->values[i].name);
    if (!batch_set_set(batch, field, record, text, strlen(text), &error)) abort();
}

static void fill(Batch *batch, const Person *p) {
    uint32_t r = batch_add(batch, batch->count, "", 0);
    fill_integer(batch, AGE, r, p->age);
    fill_integer(batch, HOURS, r, p->hours);
    fill_integer(batch, UNEMPLOYED_SINCE, r, p->unemployed_since);
    fill_integer(batch, REFERRED_ON, r, p->referred_on);
    fill_integer(batch, BOROUGH, r, p->borough);
    fill_integer(batch, EMPLOYMENT, r, p->employment);
    fill_integer(batch, ENGLISH, r, p->english);
    fill_integer(batch, MATHS, r, p->maths);
    fill_integer(batch, REFERRER, r, p->referrer);
    fill_set(batch, BENEFITS, r, p->benefits);
    fill_set(batch, COMPLETED, r, p->completed);
    fill_truth(batch, DISABLED, r, p->disabled);
    fill_truth(batch, EHCP, r, p->ehcp);
    fill_truth(batch, CARE_EXPERIENCED, r, p->care_experienced);
    fill_truth(batch, HOMELESS, r, p->homeless);
    fill_truth(batch, RIGHT_TO_WORK, r, p->right_to_work);
    fill_truth(batch, CARER, r, p->carer);
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

/* Both write a row of words a person, as a writer would take them. */
typedef const char *Row[PROGRAMMES];

static double run_by_hand(const Person *people, Row *rows) {
    double start = now();
    for (size_t i = 0; i < PEOPLE; i++) {
        Row *row = &rows[i % BATCH_RECORDS];
        for (int j = 0; j < PROGRAMMES; j++)
            (*row)[j] = BY_HAND[j](&people[i]);
    }
    return now() - start;
}

static void evaluate(Evaluation *evaluation, const Batch *batch, Row *rows) {
    const uint8_t *outcomes[PROGRAMMES];
    evaluation_begin(evaluation, batch);
    evaluation_candidates(evaluation);
    for (uint32_t j = 0; j < PROGRAMMES; j++)
        outcomes[j] = evaluation_outcomes(evaluation, j);
    for (uint32_t i = 0; i < batch->count; i++)
        for (uint32_t j = 0; j < PROGRAMMES; j++)
            rows[i][j] = WORDS[outcomes[j][i]];
}

static double run_berth(Evaluation *evaluation, Batch *const *batches, size_t count, Row *rows) {
    double start = now();
    for (size_t i = 0; i < count; i++)
        evaluate(evaluation, batches[i], rows);
    return now() - start;
}

static void check_agreement(Evaluation *evaluation, Batch *const *batches, const Person *people, Row *rows) {
    size_t differences = 0, counts[OUTCOME_COUNT] = {0};
    for (size_t i = 0; i < PEOPLE; i++) {
        if (i % BATCH_RECORDS == 0) evaluate(evaluation, batches[i / BATCH_RECORDS], rows);
        for (int j = 0; j < PROGRAMMES; j++) {
            const char *word = rows[i % BATCH_RECORDS][j];
            differences += word != BY_HAND[j](&people[i]);
            for (int k = 0; k < OUTCOME_COUNT; k++)
                counts[k] += word == WORDS[k] && word;
        }
    }
    printf("outcomes: %zu eligible, %zu not_eligible, %zu needs_information; %zu differ\n",
           counts[OUTCOME_GRANTED], counts[OUTCOME_REFUSED], counts[OUTCOME_NEEDS_INFORMATION], differences);
    if (differences) exit(1);
}

int main(void) {
    Draft draft;
    draft_open(&draft, "bench");
    declare_fields(&draft);
    declare_programmes(&draft);
    Engine engine;
    engine_open(&engine, (Draft *[]){&draft}, 1, TODAY);
    Person *people = malloc(PEOPLE * sizeof *people);
    Row *rows = calloc(BATCH_RECORDS, sizeof *rows);
    size_t count = (PEOPLE + BATCH_RECORDS - 1) / BATCH_RECORDS;
    Batch **batches = calloc(count, sizeof(Batch *));
    if (!people || !rows || !batches) return 2;
    for (size_t i = 0; i < PEOPLE; i++) {
        Batch **batch = &batches[i / BATCH_RECORDS];
        if (!*batch)
            *batch = batch_open(ruleset_dictionary(engine.ruleset), SUBJECT_CANDIDATE,
                                ruleset_wanted(engine.ruleset, SUBJECT_CANDIDATE),
                                ruleset_literals(engine.ruleset), BATCH_RECORDS);
        people[i] = make_person();
        fill(*batch, &people[i]);
    }
    engine.evaluation = evaluation_open(engine.ruleset, NULL, NULL);
    check_agreement(engine.evaluation, batches, people, rows);
    double hand = 1e9, berth = 1e9;
    for (int i = 0; i < ROUNDS; i++) {
        double by_hand = run_by_hand(people, rows),
               by_berth = run_berth(engine.evaluation, batches, count, rows);
        if (by_hand < hand) hand = by_hand;
        if (by_berth < berth) berth = by_berth;
    }
    printf("by hand %.1f ms, berth %.1f ms: berth is %.2f times as fast (the best of %d rounds each)\n",
           hand * 1e3, berth * 1e3, hand / berth, ROUNDS);
    for (size_t i = 0; i < count; i++)
        batch_close(batches[i]);
    free(batches);
    free(rows);
    free(people);
    engine_close(&engine);
    draft_close(&draft);
    return 0;
}
