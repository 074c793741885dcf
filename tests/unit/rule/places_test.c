/* Places against a plain sort of everybody. */
#include "draft.h"

#include "../test.h"
#include "rule/places.h"

enum { PEOPLE = 600, THREADS = 3, TODAY = 1000 };

typedef struct Applicant {
    uint32_t id;
    int carer, since; /* -1 unknown */
    bool eligible, holder;
} Applicant;

typedef struct Trial {
    Draft draft;
    uint64_t random;
    Applicant people[PEOPLE];
    uint32_t eligible, enrolled, carer, since;
} Trial;

static void make_plan(Trial *t, int32_t places) {
    draft_open(&t->draft, "p");
    t->eligible = draft_field(&t->draft, (DraftField){.name = "eligible", .type = FIELD_BOOLEAN});
    t->carer = draft_field(&t->draft, (DraftField){.name = "carer", .type = FIELD_BOOLEAN});
    t->since = draft_field(&t->draft, (DraftField){.name = "since", .type = FIELD_DATE});
    t->enrolled =
        draft_field(&t->draft, (DraftField){.name = "enrolled_in", .type = FIELD_SET, .names_rules = true});
    PlanOrder orders[] = {{.criterion = draft_truth(&t->draft, t->carer), .field = PLAN_NONE},
                          {.criterion = PLAN_NONE, .field = t->since}};
    PlanRule rule = draft_rule(&t->draft, RULE_PROGRAMME, "r", draft_truth(&t->draft, t->eligible));
    rule.first_order = PLAN_DRAFT_ADD(&t->draft.sections, orders, orders, 2);
    rule.order_count = 2;
    rule.places = places;
    draft_add_rule(&t->draft, rule);
}

static void draw_people(Trial *t, uint32_t holders) {
    for (uint32_t i = 0; i < PEOPLE; i++) {
        t->people[i] = (Applicant){.id = i + 1,
                                   .carer = (int)draft_below(&t->random, 3) - 1,
                                   .since = (int)draft_below(&t->random, 6) - 1,
                                   .eligible = draft_below(&t->random, 4) > 0,
                                   .holder = draft_below(&t->random, PEOPLE) < holders};
    }
}

static void add_person(const Trial *t, Batch *batch, const Applicant *a) {
    Error error = {0};
    uint32_t record = batch_add(batch, a->id, "", 0);
    const char *enrolled = a->holder ? "P/R;other/r" : "p/rr";
    column_set_truth(&batch->columns[t->eligible], record, a->eligible);
    if (a->carer >= 0) column_set_truth(&batch->columns[t->carer], record, a->carer);
    if (a->since >= 0) column_set_integer(&batch->columns[t->since], record, a->since);
    if (!batch_set_set(batch, (int32_t)t->enrolled, record, enrolled, strlen(enrolled), &error)) abort();
}

/* Met first, unmet, unknown last; ascending, unknown last; the dataset's order. */
static int rank_of(int value, bool larger_first) {
    return value < 0 ? 100 : larger_first ? -value : value;
}

static bool goes_before(const Applicant *a, const Applicant *b) {
    if (a->holder != b->holder) return a->holder;
    int carer = rank_of(a->carer, true) - rank_of(b->carer, true),
        since = rank_of(a->since, false) - rank_of(b->since, false);
    if (carer) return carer < 0;
    return since ? since < 0 : a->id < b->id;
}

static Outcome expected(const Trial *t, const Applicant *a, int32_t places) {
    if (!a->eligible) return OUTCOME_REFUSED;
    if (a->holder) return OUTCOME_GRANTED;
    int32_t before = 0;
    for (uint32_t i = 0; i < PEOPLE; i++)
        before += t->people[i].eligible && goes_before(&t->people[i], a);
    return before < places ? OUTCOME_GRANTED : OUTCOME_WAITING;
}

static void evaluate_range(const Trial *t, Engine *e, const uint32_t *order, uint32_t first, uint32_t count) {
    batch_clear(e->batch);
    for (uint32_t i = 0; i < count; i++)
        add_person(t, e->batch, &t->people[order[first + i]]);
    engine_evaluate(e);
}

/* Everybody as if they were eligible, one at a time: the same answer as if they alone had been. */
static void check_supposed(const Trial *t, Engine *e, const Places *settled, int32_t limit) {
    for (uint32_t first = 0; first < PEOPLE; first += 50) {
        Applicant as_if[50];
        uint8_t outcomes[50];
        batch_clear(e->batch);
        for (uint32_t i = 0; i < 50; i++) {
            as_if[i] = t->people[first + i];
            as_if[i].eligible = true;
            add_person(t, e->batch, &as_if[i]);
        }
        engine_evaluate(e);
        memcpy(outcomes, evaluation_outcomes(e->evaluation, 0), sizeof outcomes);
        places_suppose(settled, e->evaluation, 0, outcomes);
        for (uint32_t i = 0; i < 50; i++)
            CHECK_INT(outcomes[i], expected(t, &as_if[i], limit));
    }
}

static void run_trial(uint64_t seed, int32_t limit, uint32_t holders) {
    Trial t = {.random = seed};
    Engine e;
    make_plan(&t, limit);
    draw_people(&t, holders);
    engine_open(&e, (Draft *[]){&t.draft}, 1, TODAY);
    CHECK(places_needed(e.ruleset));
    uint32_t order[PEOPLE];
    for (uint32_t i = 0; i < PEOPLE; i++)
        order[i] = i;
    for (uint32_t i = PEOPLE - 1; i > 0; i--) {
        uint32_t j = draft_below(&t.random, i + 1), other = order[j];
        order[j] = order[i];
        order[i] = other;
    }
    /* Several threads' shares, in chunks, joined last to first. */
    Places *shares[THREADS];
    for (uint32_t i = 0; i < THREADS; i++)
        shares[i] = places_open(e.ruleset, NULL);
    for (uint32_t first = 0, chunk = 0; first < PEOPLE; first += 50, chunk++) {
        evaluate_range(&t, &e, order, first, 50);
        places_offer(shares[chunk % THREADS], e.evaluation, 0);
    }
    for (uint32_t i = THREADS - 1; i > 0; i--)
        places_merge(shares[0], shares[i]);
    places_settle(shares[0]);
    for (uint32_t first = 0; first < PEOPLE; first += 100) {
        uint8_t outcomes[100];
        evaluate_range(&t, &e, order, first, 100);
        memcpy(outcomes, evaluation_outcomes(e.evaluation, 0), sizeof outcomes);
        places_apply(shares[0], e.evaluation, 0, outcomes);
        for (uint32_t i = 0; i < 100; i++)
            CHECK_INT(outcomes[i], expected(&t, &t.people[order[first + i]], limit));
    }
    check_supposed(&t, &e, shares[0], limit);
    for (uint32_t i = 0; i < THREADS; i++)
        places_close(shares[i]);
    engine_close(&e);
    draft_close(&t.draft);
}

static void test_places(void) {
    const int32_t limits[] = {0, 1, 2, 33, 200, 449, PEOPLE + 100, INT32_MAX};
    const uint32_t holders[] = {0, 10, 100};
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        for (size_t j = 0; j < 3; j++)
            run_trial(i * 3 + j + 1, limits[i], holders[j]);
}

/* More people than a contest keeps: the worse half goes again and again, whoever comes when. */
static void test_pruning(void) {
    enum { ROUNDS = 40, SIZE = 256, PLACES = 5 };
    Trial t = {.random = 1};
    Engine e;
    make_plan(&t, PLACES);
    engine_open(&e, (Draft *[]){&t.draft}, 1, TODAY);
    for (uint32_t descending = 0; descending < 2; descending++) {
        Places *places = places_open(e.ruleset, NULL);
        for (uint32_t pass = 0; pass < 2; pass++)
            for (uint32_t round = 0; round < ROUNDS; round++) {
                batch_clear(e.batch);
                for (uint32_t i = 0; i < SIZE; i++) {
                    uint32_t n = round * SIZE + i;
                    Applicant a = {.id = (descending ? ROUNDS * SIZE - n : n + 1),
                                   .carer = -1,
                                   .since = 3,
                                   .eligible = true};
                    add_person(&t, e.batch, &a);
                }
                engine_evaluate(&e);
                if (pass == 0) {
                    places_offer(places, e.evaluation, 0);
                    continue;
                }
                uint8_t outcomes[SIZE];
                memcpy(outcomes, evaluation_outcomes(e.evaluation, 0), SIZE);
                if (round == 0) places_settle(places);
                places_apply(places, e.evaluation, 0, outcomes);
                for (uint32_t i = 0; i < SIZE; i++)
                    CHECK_INT(outcomes[i], e.batch->ids[i] <= PLACES ? OUTCOME_GRANTED : OUTCOME_WAITING);
            }
        places_close(places);
    }
    engine_close(&e);
    draft_close(&t.draft);
}

static void check_vacancies(int32_t in_all, int32_t each, const Outcome expected_of[2][4]) {
    Draft d;
    draft_open(&d, "p");
    uint32_t points = draft_field(&d, (DraftField){.name = "points", .type = FIELD_INTEGER});
    uint32_t band =
        draft_field(&d, (DraftField){.name = "band", .type = FIELD_INTEGER, .subject = SUBJECT_VACANCY});
    PlanRule rule =
        draft_rule(&d, RULE_GUARANTEED_INTERVIEW, "gi", draft_against(&d, OPERATOR_AT_LEAST, points, band));
    PlanOrder order = {.criterion = PLAN_NONE, .field = points};
    rule.first_order = PLAN_DRAFT_ADD(&d.sections, orders, &order, 1);
    rule.order_count = 1;
    rule.places = in_all;
    rule.places_each = each;
    draft_add_rule(&d, rule);
    Engine e;
    engine_open(&e, (Draft *[]){&d}, 1, TODAY);
    const int32_t bands[] = {1, 3}, scores[] = {2, 5, 3, 9};
    for (uint32_t v = 0; v < 2; v++)
        column_set_integer(&e.vacancies->columns[band], engine_add(e.vacancies), bands[v]);
    for (uint32_t c = 0; c < 4; c++)
        column_set_integer(&e.batch->columns[points], engine_add(e.batch), scores[c]);
    Places *places = places_open(e.ruleset, e.vacancies);
    engine_evaluate(&e);
    for (uint32_t v = 0; v < 2; v++) {
        evaluation_vacancy(e.evaluation, v);
        evaluation_pairs(e.evaluation);
        places_offer(places, e.evaluation, 0);
    }
    places_settle(places);
    for (uint32_t v = 0; v < 2; v++) {
        uint8_t outcomes[4];
        evaluation_vacancy(e.evaluation, v);
        evaluation_pairs(e.evaluation);
        memcpy(outcomes, evaluation_outcomes(e.evaluation, 0), 4);
        places_apply(places, e.evaluation, 0, outcomes);
        for (uint32_t c = 0; c < 4; c++)
            CHECK_INT(outcomes[c], expected_of[v][c]);
    }
    places_close(places);
    engine_close(&e);
    draft_close(&d);
}

/* Two vacancies; people with 2, 5, 3 and 9 points, of whom the first is not good enough for the second
 * vacancy. */
static void test_places_of_vacancies(void) {
    const Outcome G = OUTCOME_GRANTED, W = OUTCOME_WAITING, R = OUTCOME_REFUSED;
    /* In all: the people with 2 and 3 points. The first vacancy's: the one with 2; the second's: the one
     * with 3. */
    check_vacancies(2, 1, (const Outcome[2][4]){{G, W, W, W}, {R, W, G, W}});
    /* A person counts once, for however many vacancies. */
    check_vacancies(3, PLACES_NONE, (const Outcome[2][4]){{G, G, G, W}, {R, G, G, W}});
    check_vacancies(PLACES_NONE, 2, (const Outcome[2][4]){{G, W, G, W}, {R, G, G, W}});
}

static const Test tests[] = {
    {"places go by order, ties and holders, in any order of threads", test_places},
    {"a long line of people", test_pruning},
    {"places in all and of each vacancy", test_places_of_vacancies},
};

TEST_MAIN(tests)
