/* Outcomes, questions and open points, against trying out every answer. */
#include "draft.h"

#include "../test.h"
#include "rule/explain.h"

enum { TRIALS = 400, MOST_LEAVES = 7, RECORDS = 100, TODAY = 1000 };

typedef enum LeafKind { LEAF_FIELD, LEAF_CHECK, LEAF_JUDGEMENT } LeafKind;
typedef enum LeafState { STATE_FALSE, STATE_TRUE, STATE_BLANK, STATE_DECLINED, STATE_FAILED } LeafState;

/* A tree in which every leaf stands once; its own evaluation, of plain true and false. */
typedef struct Tree {
    Operator op; /* of a group; OPERATOR_COUNT: a leaf */
    uint32_t threshold, leaf, count, criterion;
    struct Tree *children[MOST_LEAVES];
} Tree;

typedef struct Trial {
    Draft draft;
    uint64_t random;
    Tree pool[64];
    uint32_t used, leaves;
    LeafKind kinds[MOST_LEAVES];
    int32_t fields[MOST_LEAVES];
    uint32_t criteria[MOST_LEAVES];
    LeafState states[MOST_LEAVES];
} Trial;

static bool value_of(const Tree *tree, uint32_t answers) {
    if (tree->op == OPERATOR_COUNT) return answers >> tree->leaf & 1;
    uint32_t met = 0;
    for (uint32_t i = 0; i < tree->count; i++)
        met += value_of(tree->children[i], answers);
    switch (tree->op) {
    case OPERATOR_ALL: return met == tree->count;
    case OPERATOR_ANY: return met > 0;
    case OPERATOR_NONE: return met == 0;
    default: return met >= tree->threshold;
    }
}

static uint32_t new_leaf(Trial *t, uint32_t leaf) {
    char name[16];
    snprintf(name, sizeof name, "f%u", leaf);
    uint32_t kind = draft_below(&t->random, 6);
    t->kinds[leaf] = kind == 0 ? LEAF_JUDGEMENT : kind == 1 ? LEAF_CHECK : LEAF_FIELD;
    t->fields[leaf] = (int32_t)draft_field(&t->draft, (DraftField){.name = name, .type = FIELD_BOOLEAN});
    uint32_t field = (uint32_t)t->fields[leaf];
    return t->criteria[leaf] = t->kinds[leaf] == LEAF_JUDGEMENT ? draft_judgement(&t->draft, name)
                               : t->kinds[leaf] == LEAF_CHECK   ? draft_check(&t->draft, field)
                                                                : draft_truth(&t->draft, field);
}

/* A tree over the leaves first … first + count - 1. */
static Tree *grow(Trial *t, uint32_t first, uint32_t count) {
    Tree *tree = &t->pool[t->used++];
    *tree = (Tree){.op = OPERATOR_COUNT, .leaf = first};
    if (count == 1 && (t->used > 50 || draft_below(&t->random, 3))) {
        tree->criterion = new_leaf(t, first);
        return tree;
    }
    uint32_t children[MOST_LEAVES];
    for (uint32_t left = count, from = first; left > 0;) {
        uint32_t share = count == 1 ? 1 : 1 + draft_below(&t->random, left == count ? left - 1 : left);
        Tree *child = grow(t, from, share);
        children[tree->count] = child->criterion;
        tree->children[tree->count++] = child;
        from += share;
        left -= share;
    }
    tree->op = (Operator)(OPERATOR_ALL + draft_below(&t->random, 4));
    tree->threshold = 1 + draft_below(&t->random, tree->count);
    tree->criterion = draft_group_list(&t->draft, tree->op, tree->threshold, children, tree->count);
    return tree;
}

static void draw_states(Trial *t, Engine *e, uint32_t record) {
    for (uint32_t i = 0; i < t->leaves; i++) {
        t->states[i] = (LeafState)draft_below(&t->random, t->kinds[i] == LEAF_CHECK ? 5 : 4);
        Column *column = &e->batch->columns[t->fields[i]];
        if (t->kinds[i] == LEAF_JUDGEMENT)
            t->states[i] = STATE_DECLINED; /* never known, never asked */
        else if (t->states[i] == STATE_DECLINED)
            column_set_declined(column, record);
        else if (t->states[i] != STATE_BLANK)
            column_set_truth(column, record, t->states[i] == STATE_TRUE);
    }
}

static void set_checks(const Trial *t, Engine *e) {
    for (uint32_t i = 0, check = 0; i < t->leaves; i++) {
        if (t->kinds[i] != LEAF_CHECK) continue;
        CheckBits bits = evaluation_check(e->evaluation, check++);
        /* One record: the last that was added. */
        if (t->states[i] == STATE_TRUE) bits_set(bits.met, e->batch->count - 1);
        if (t->states[i] == STATE_FALSE) bits_set(bits.unmet, e->batch->count - 1);
        if (t->states[i] == STATE_FAILED) bits_set(bits.failed, e->batch->count - 1);
    }
}

/* Bits of the leaves that are not known and that, for some answers of the others, decide. */
static uint32_t relevant_leaves(const Trial *t, const Tree *root) {
    uint32_t open = 0, fixed = 0, relevant = 0;
    for (uint32_t i = 0; i < t->leaves; i++) {
        if (t->states[i] > STATE_TRUE) open |= 1u << i;
        if (t->states[i] == STATE_TRUE) fixed |= 1u << i;
    }
    for (uint32_t answers = 0; answers < 1u << t->leaves; answers++) {
        if (answers & ~open) continue;
        for (uint32_t i = 0; i < t->leaves; i++)
            if (open >> i & 1 &&
                value_of(root, fixed | answers) != value_of(root, fixed | (answers ^ 1u << i)))
                relevant |= 1u << i;
    }
    return relevant;
}

static void check_record(Trial *t, Engine *e, const Tree *root) {
    uint32_t record = e->batch->count - 1, relevant = relevant_leaves(t, root), asked = 0, open = 0,
             fixed = 0;
    bool failed = false;
    Arena *arena = arena_open();
    for (uint32_t i = 0; i < t->leaves; i++) {
        if (t->states[i] == STATE_TRUE) fixed |= 1u << i;
        if (!(relevant >> i & 1)) continue;
        asked |= (uint32_t)(t->states[i] == STATE_BLANK) << i;
        open += t->states[i] == STATE_DECLINED;
        failed |= t->states[i] == STATE_FAILED;
    }
    Outcome expected = relevant                ? failed  ? OUTCOME_ERROR
                                                 : asked ? OUTCOME_NEEDS_INFORMATION
                                                         : OUTCOME_REFER
                       : value_of(root, fixed) ? OUTCOME_GRANTED
                                               : OUTCOME_REFUSED;
    CHECK_INT(evaluation_outcomes(e->evaluation, 0)[record], expected);
    CHECK_INT(evaluation_failed(e->evaluation, ruleset_node(e->ruleset, 0, root->criterion), record), failed);
    Question *questions;
    uint32_t count = explain_questions(e->evaluation, 0, root->criterion, record, arena, &questions),
             found = 0;
    for (uint32_t q = 0; q < count; q++)
        for (uint32_t i = 0; i < t->leaves; i++)
            found |= (uint32_t)(t->fields[i] == questions[q].field) << i;
    CHECK_INT(found, asked);
    const char **labels;
    CHECK_INT(explain_open_points(e->evaluation, 0, root->criterion, record, arena, &labels), open);
    arena_close(arena);
}

static void run_trial(uint64_t seed) {
    Trial t = {.random = seed};
    draft_open(&t.draft, "p");
    t.leaves = 1 + draft_below(&t.random, MOST_LEAVES);
    Tree *root = grow(&t, 0, t.leaves);
    draft_programme(&t.draft, "r", root->criterion);
    Engine e;
    engine_open(&e, (Draft *[]){&t.draft}, 1, TODAY);
    for (uint32_t i = 0; i < RECORDS; i++) {
        draw_states(&t, &e, engine_add(e.batch));
        if (!e.evaluation) e.evaluation = evaluation_open(e.ruleset, NULL, NULL);
        evaluation_begin(e.evaluation, e.batch);
        set_checks(&t, &e);
        evaluation_candidates(e.evaluation);
        check_record(&t, &e, root);
    }
    engine_close(&e);
    draft_close(&t.draft);
}

static void test_relevance(void) {
    for (uint64_t i = 1; i <= TRIALS && test_failures == 0; i++) {
        run_trial(i * UINT64_C(0x9E3779B97F4A7C15));
        if (test_failures) printf("# in trial %ju\n", (uintmax_t)i);
    }
}

/* LANGUAGE's own example: opt-in wording is unmet when blank, and never asked. */
static void test_opt_in(void) {
    Draft d;
    draft_open(&d, "p");
    uint32_t disabled = draft_field(
        &d, (DraftField){.name = "disabled", .type = FIELD_BOOLEAN, .sensitivity = SENSITIVITY_SPECIAL});
    draft_programme(&d, "r", draft_all(&d, draft_known(&d, disabled), draft_truth(&d, disabled)));
    Engine e;
    engine_open(&e, (Draft *[]){&d}, 1, TODAY);
    for (uint32_t i = 0; i < 4; i++)
        engine_add(e.batch);
    column_set_truth(&e.batch->columns[0], 1, true);
    column_set_truth(&e.batch->columns[0], 2, false);
    column_set_declined(&e.batch->columns[0], 3);
    engine_evaluate(&e);
    const uint8_t *outcomes = evaluation_outcomes(e.evaluation, 0);
    const Outcome expected[] = {OUTCOME_REFUSED, OUTCOME_GRANTED, OUTCOME_REFUSED, OUTCOME_REFUSED};
    for (uint32_t i = 0; i < 4; i++)
        CHECK_INT(outcomes[i], expected[i]);
    engine_close(&e);
    draft_close(&d);
}

/* A guaranteed interview: who it covers, whose gaps are asked about, what a check of the vacancy does. */
static void test_pairs(void) {
    Draft d;
    draft_open(&d, "p");
    uint32_t home = draft_field(&d, (DraftField){.name = "borough", .type = FIELD_TEXT});
    uint32_t place =
        draft_field(&d, (DraftField){.name = "borough", .type = FIELD_TEXT, .subject = SUBJECT_VACANCY});
    uint32_t band =
        draft_field(&d, (DraftField){.name = "band", .type = FIELD_INTEGER, .subject = SUBJECT_VACANCY});
    uint32_t near = draft_against(&d, OPERATOR_IS, place, home);
    uint32_t check = draft_check(&d, band);
    PlanRule rule = draft_rule(&d, RULE_GUARANTEED_INTERVIEW, "gi", draft_all(&d, near, check));
    rule.vacancies = draft_integers(&d, OPERATOR_AT_MOST, band, 3);
    draft_add_rule(&d, rule);
    Engine e;
    engine_open(&e, (Draft *[]){&d}, 1, TODAY);
    const char *boroughs[] = {"Hackney", "Camden", NULL, "Hackney", "Hackney"};
    const int bands[] = {2, 2, 2, 5, -1};
    for (uint32_t v = 0; v < 5; v++) {
        engine_add(e.vacancies);
        if (boroughs[v]) batch_set_text(e.vacancies, (int32_t)place, v, boroughs[v], strlen(boroughs[v]));
        if (bands[v] >= 0) column_set_integer(&e.vacancies->columns[band], v, bands[v]);
    }
    for (uint32_t c = 0; c < 3; c++)
        engine_add(e.batch);
    batch_set_text(e.batch, (int32_t)home, 0, "Hackney", 7);
    batch_set_text(e.batch, (int32_t)home, 1, "Barnet", 6);
    uint64_t met[] = {0x7}, unmet[] = {0}, failed[] = {0x8};
    CheckBits checks[] = {{.met = met, .unmet = unmet, .failed = failed}};
    e.evaluation = evaluation_open(e.ruleset, e.vacancies, checks);
    engine_evaluate(&e);
    const Truth covers[] = {TRUTH_MET, TRUTH_MET, TRUTH_MET, TRUTH_UNMET, TRUTH_UNKNOWN};
    const Outcome G = OUTCOME_GRANTED, R = OUTCOME_REFUSED, N = OUTCOME_NEEDS_INFORMATION, F = OUTCOME_REFER;
    const Outcome E = OUTCOME_ERROR;
    const Outcome expected[5][3] = {{G, R, N}, {R, R, N}, {F, F, N}, {E, R, E}, {F, R, N}};
    for (uint32_t v = 0; v < 5; v++) {
        CHECK_INT(evaluation_covers(e.evaluation, 0, v), covers[v]);
        evaluation_vacancy(e.evaluation, v);
        evaluation_pairs(e.evaluation);
        for (uint32_t c = 0; c < 3; c++)
            CHECK_INT(evaluation_outcomes(e.evaluation, 0)[c], expected[v][c]);
    }
    engine_close(&e);
    draft_close(&d);
}

static void test_running_and_offers(void) {
    Draft d;
    draft_open(&d, "p");
    uint32_t deaf = draft_field(&d, (DraftField){.name = "deaf", .type = FIELD_BOOLEAN});
    uint32_t is_deaf = draft_truth(&d, deaf);
    PlanOffer offers[] = {{.title = draft_string(&d, "BSL"), .when = is_deaf},
                          {.title = draft_string(&d, "a call"), .when = PLAN_NONE}};
    PlanRule plan = draft_rule(&d, RULE_SUPPORT_PLAN, "support", PLAN_NONE);
    plan.first_offer = PLAN_DRAFT_ADD(&d.sections, offers, offers, 2);
    plan.offer_count = 2;
    draft_add_rule(&d, plan);
    PlanRule programme = draft_rule(&d, RULE_PROGRAMME, "programme", is_deaf);
    programme.from = TODAY - 10;
    programme.to = TODAY;
    draft_add_rule(&d, programme);
    for (Day day = TODAY; day <= TODAY + 1; day++) {
        Engine e;
        engine_open(&e, (Draft *[]){&d}, 1, day);
        for (uint32_t i = 0; i < 3; i++)
            engine_add(e.batch);
        column_set_truth(&e.batch->columns[0], 0, true);
        column_set_truth(&e.batch->columns[0], 1, false);
        engine_evaluate(&e);
        const Outcome running[] = {OUTCOME_GRANTED, OUTCOME_REFUSED, OUTCOME_NEEDS_INFORMATION};
        for (uint32_t i = 0; i < 3; i++) {
            /* "p/programme" sorts before "p/support". */
            CHECK_INT(evaluation_outcomes(e.evaluation, 0)[i],
                      day == TODAY ? running[i] : OUTCOME_NOT_RUNNING);
            CHECK_INT(evaluation_outcomes(e.evaluation, 1)[i], OUTCOME_GRANTED);
            CHECK_INT(evaluation_offer(e.evaluation, 1, 0)[i], running[i]);
            CHECK_INT(evaluation_offer(e.evaluation, 1, 1)[i], OUTCOME_GRANTED);
        }
        engine_close(&e);
    }
    CHECK_STR(outcome_name(RULE_SUPPORT_PLAN, OUTCOME_REFUSED), "not_offered");
    draft_close(&d);
}

/* Whatever a worker writes, a record is met, unmet, failed or none of them, and only if it was asked. */
static void test_hostile_check_bits(void) {
    Draft d;
    draft_open(&d, "p");
    uint32_t field = draft_field(&d, (DraftField){.name = "f", .type = FIELD_BOOLEAN});
    uint32_t check = draft_check(&d, field);
    draft_programme(&d, "r", check);
    Engine e;
    engine_open(&e, (Draft *[]){&d}, 1, TODAY);
    for (uint32_t i = 0; i < 70; i++) {
        engine_add(e.batch);
        if (i % 2) column_set_truth(&e.batch->columns[0], i, true);
    }
    e.evaluation = evaluation_open(e.ruleset, NULL, NULL);
    evaluation_begin(e.evaluation, e.batch);
    CheckBits bits = evaluation_check(e.evaluation, 0);
    memset(bits.met, 0xF0, 16);
    memset(bits.unmet, 0xFF, 16);
    memset(bits.failed, 0xFF, 16);
    evaluation_candidates(e.evaluation);
    for (uint32_t i = 0; i < 70; i++) {
        Truth expected = i % 2 == 0 ? TRUTH_UNKNOWN : i / 4 % 2 ? TRUTH_MET : TRUTH_UNMET;
        CHECK_INT(engine_truth(&e, check, i), expected);
        CHECK(!evaluation_failed(e.evaluation, ruleset_node(e.ruleset, 0, check), i));
    }
    CHECK_INT(bits.met[1] >> 6, 0);
    CHECK_INT(bits.unmet[1] >> 6, 0);
    engine_close(&e);
    draft_close(&d);
}

/* The same people in another order, and in batches of another size, come out the same. */
static void test_any_order(void) {
    enum { PEOPLE = 200 };
    Draft d;
    draft_open(&d, "p");
    uint32_t age = draft_field(&d, (DraftField){.name = "age", .type = FIELD_INTEGER});
    uint32_t title = draft_field(&d, (DraftField){.name = "title", .type = FIELD_TEXT});
    uint32_t groups = draft_field(&d, (DraftField){.name = "groups", .type = FIELD_SET});
    draft_programme(&d, "r",
                    draft_at_least(&d, 2, draft_integers(&d, OPERATOR_BETWEEN, age, 16, 29),
                                   draft_texts(&d, OPERATOR_MATCHES, title, "^a"),
                                   draft_texts(&d, OPERATOR_INCLUDES_ANY, groups, "x", "y")));
    static const char *const titles[] = {"abc", "bcd", "a", "xa"}, *const sets[] = {"", "x", "y;z", "z"};
    uint8_t outcomes[2][PEOPLE];
    for (uint32_t run = 0; run < 2; run++) {
        Engine e;
        engine_open(&e, (Draft *[]){&d}, 1, TODAY);
        uint32_t size = run ? 7 : PEOPLE;
        for (uint32_t done = 0; done < PEOPLE; done += size) {
            uint32_t who[PEOPLE] = {0}, count = 0;
            Error error = {0};
            batch_clear(e.batch);
            for (uint32_t i = done; i < done + size && i < PEOPLE; i++) {
                uint32_t person = who[count++] = run ? PEOPLE - 1 - i : i, record = engine_add(e.batch);
                if (person % 5)
                    column_set_integer(&e.batch->columns[age], record, (int32_t)(person * 7 % 50));
                if (person % 7)
                    batch_set_text(e.batch, (int32_t)title, record, titles[person % 4],
                                   strlen(titles[person % 4]));
                if (person % 3)
                    CHECK(batch_set_set(e.batch, (int32_t)groups, record, sets[person / 4 % 4],
                                        strlen(sets[person / 4 % 4]), &error));
            }
            engine_evaluate(&e);
            for (uint32_t i = 0; i < count; i++)
                outcomes[run][who[i]] = evaluation_outcomes(e.evaluation, 0)[i];
        }
        engine_close(&e);
    }
    for (uint32_t i = 0; i < PEOPLE; i++)
        CHECK_INT(outcomes[1][i], outcomes[0][i]);
    draft_close(&d);
}

static const Test tests[] = {
    {"what is asked is what could change the outcome", test_relevance},
    {"opt-in wording is unmet when blank", test_opt_in},
    {"pairs: cover, gaps, checks of the vacancy", test_pairs},
    {"rules that are not running, and offers", test_running_and_offers},
    {"a worker's bits are not believed", test_hostile_check_bits},
    {"records in another order", test_any_order},
};

TEST_MAIN(tests)
