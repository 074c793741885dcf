/* Reasons, questions and the nearest change. */
#include "draft.h"

#include "../test.h"
#include "rule/explain.h"

enum { TODAY = 1000 };

/* The reasons as "label=met; …". */
static const char *reasons_of(const Engine *e, uint32_t root, uint32_t record) {
    Reason *reasons;
    Buffer text = {0};
    uint32_t count = explain_reasons(e->evaluation, 0, root, record, e->arena, &reasons);
    for (uint32_t i = 0; i < count; i++)
        buffer_format(&text, "%s%s=%s%s", i ? "; " : "", reasons[i].label, truth_name(reasons[i].truth),
                      reasons[i].failed ? " failed" : "");
    const char *copy = arena_copy_string(e->arena, buffer_string(&text));
    buffer_close(&text);
    return copy;
}

static const char *changes_of(const Engine *e, uint32_t root, uint32_t record) {
    Change *changes;
    Buffer text = {0};
    uint32_t count = explain_change(e->evaluation, 0, root, record, e->arena, &changes);
    for (uint32_t i = 0; i < count; i++)
        buffer_format(&text, "%s%s%s", i ? "; " : "", changes[i].label, changes[i].can_change ? "*" : "");
    const char *copy = arena_copy_string(e->arena, buffer_string(&text));
    buffer_close(&text);
    return copy;
}

/* Boolean fields a … e as leaves with their names as labels; `values` has a letter a field: y, n, ?. */
typedef struct Five {
    Draft d;
    uint32_t leaf[5];
    Engine e;
} Five;

static void five_open(Five *f) {
    draft_open(&f->d, "p");
    for (uint32_t i = 0; i < 5; i++) {
        char name[] = {(char)('a' + i), '\0'};
        uint32_t field =
            draft_field(&f->d, (DraftField){.name = name, .type = FIELD_BOOLEAN, .can_change = i >= 3});
        f->leaf[i] = draft_truth(&f->d, field);
        draft_at(&f->d, f->leaf[i])->label = draft_string(&f->d, name);
    }
}

static void five_evaluate(Five *f, uint32_t root, const char *values) {
    draft_programme(&f->d, "r", root);
    engine_open(&f->e, (Draft *[]){&f->d}, 1, TODAY);
    uint32_t record = engine_add(f->e.batch);
    for (uint32_t i = 0; values[i]; i++)
        if (values[i] != '?') column_set_truth(&f->e.batch->columns[i], record, values[i] == 'y');
    engine_evaluate(&f->e);
}

static void five_close(Five *f) {
    engine_close(&f->e);
    draft_close(&f->d);
}

typedef uint32_t (*Build)(Draft *d, const uint32_t *leaf);

static uint32_t all_of(Draft *d, const uint32_t *l) {
    return draft_all(d, l[0], l[1], l[2]);
}
static uint32_t any_of(Draft *d, const uint32_t *l) {
    uint32_t any = draft_any(d, l[0], l[1]);
    PlanString label = draft_string(d, "any");
    draft_at(d, any)->label = label;
    return any;
}

static uint32_t labelled(Draft *d, const uint32_t *l) {
    return draft_all(d, draft_label(d, draft_any(d, l[0], l[1]), "one of them"), l[2]);
}
static uint32_t not_any(Draft *d, const uint32_t *l) {
    return draft_none(d, any_of(d, l));
}
static uint32_t not_not(Draft *d, const uint32_t *l) {
    return draft_none(d, draft_none(d, l[0]));
}
static uint32_t neither(Draft *d, const uint32_t *l) {
    return draft_none(d, l[0], l[1]);
}
static uint32_t nested(Draft *d, const uint32_t *l) {
    return draft_all(d, l[0], draft_all(d, l[1], draft_any(d, l[2], l[3])));
}

static uint32_t two_of(Draft *d, const uint32_t *l) {
    uint32_t two = draft_at_least(d, 2, l[0], l[1], l[2]);
    draft_at(d, two)->label = draft_string(d, "two of three");
    return two;
}

static uint32_t not_all(Draft *d, const uint32_t *l) {
    uint32_t all = draft_all(d, l[0], l[1]);
    draft_at(d, all)->label = draft_string(d, "both");
    return draft_none(d, all);
}

static void test_reasons(void) {
    const struct {
        Build build;
        const char *values, *reasons;
    } cases[] = {
        {all_of, "yyy", "a=met; b=met; c=met"},
        {all_of, "ynn", "b=unmet; c=unmet"},
        {all_of, "y?n", "c=unmet"},
        {all_of, "y?y", "b=unknown"},
        {any_of, "yn", "a=met"},
        {any_of, "nn", "any=unmet"},
        {any_of, "n?", "b=unknown"},
        {labelled, "yny", "one of them=met; c=met"},
        {labelled, "nny", "one of them=unmet"},
        {labelled, "n?y", "one of them=unknown"},
        {not_any, "nn", "not a=met; not b=met"},
        {not_any, "ny", "not b=unmet"},
        {not_not, "y", "a=met"},
        {not_not, "n", "a=unmet"},
        {neither, "nn", "not a=met; not b=met"},
        {neither, "yn", "not a=unmet"},
        {neither, "?n", "not a=unknown"},
        {not_all, "yy", "not both=unmet"},
        {not_all, "yn", "not b=met"},
        {two_of, "yny", "a=met; c=met"},
        {two_of, "nny", "two of three=unmet"},
        {two_of, "n?y", "b=unknown"},
        {nested, "ynny", "b=unmet"},
        {nested, "yy?y", "a=met; b=met; d=met"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Five f;
        five_open(&f);
        uint32_t root = cases[i].build(&f.d, f.leaf);
        five_evaluate(&f, root, cases[i].values);
        CHECK_STR(reasons_of(&f.e, root, 0), cases[i].reasons);
        five_close(&f);
    }
}

/* Levels that each use the one below several times: more ways down than could ever be walked. */
static void test_shared_criteria(void) {
    Five f;
    five_open(&f);
    uint32_t inner = draft_all(&f.d, f.leaf[0], f.leaf[1]);
    for (int i = 0; i < 20; i++) {
        inner = draft_any(&f.d, inner, draft_all(&f.d, inner, f.leaf[2]));
        inner = draft_at_least(&f.d, 2, inner, inner, f.leaf[3]);
    }
    five_evaluate(&f, inner, "n?nn");
    CHECK_STR(reasons_of(&f.e, inner, 0), "criterion 65=unmet");
    CHECK_STR(changes_of(&f.e, inner, 0), "a; b");
    CHECK(evaluation_outcomes(f.e.evaluation, 0)[0] == OUTCOME_REFUSED);
    five_close(&f);
    five_open(&f);
    inner = draft_all(&f.d, f.leaf[0], f.leaf[1]);
    for (int i = 0; i < 30; i++)
        inner = draft_all(&f.d, inner, draft_all(&f.d, inner, f.leaf[2]), inner);
    five_evaluate(&f, inner, "y??y");
    Question *questions;
    CHECK_INT(explain_questions(f.e.evaluation, 0, inner, 0, f.e.arena, &questions), 2);
    five_close(&f);
}

static void test_questions(void) {
    Draft d;
    draft_open(&d, "p");
    uint32_t disabled = draft_field(&d, (DraftField){.name = "disabled",
                                                     .type = FIELD_BOOLEAN,
                                                     .sensitivity = SENSITIVITY_SPECIAL,
                                                     .ask = "Are you disabled?"});
    uint32_t born =
        draft_field(&d, (DraftField){.name = "born", .type = FIELD_DATE, .ask = "When were you born?"});
    uint32_t age = draft_field(
        &d, (DraftField){.name = "age", .type = FIELD_INTEGER, .source = born + 1, .ask = "never"});
    uint32_t work =
        draft_field(&d, (DraftField){.name = "work", .type = FIELD_BOOLEAN, .label = "in paid work"});
    uint32_t since = draft_field(&d, (DraftField){.name = "since", .type = FIELD_DATE, .ask = "Since when?"});
    uint32_t done = draft_field(&d, (DraftField){.name = "done", .type = FIELD_BOOLEAN});
    uint32_t young = draft_integers(&d, OPERATOR_LESS_THAN, age, 25);
    uint32_t out =
        draft_any(&d, draft_truth(&d, work), draft_integers(&d, OPERATOR_FOR_AT_LEAST, since, 6, 0));
    draft_at(&d, out)->ask = draft_string(&d, "Are you out of work?");
    uint32_t own = draft_truth(&d, work);
    draft_at(&d, own)->ask = draft_string(&d, "Do you work?");
    uint32_t root = draft_all(&d, draft_truth(&d, disabled), young, out, draft_truth(&d, done), own);
    draft_programme(&d, "r", root);
    Engine e;
    engine_open(&e, (Draft *[]){&d}, 1, TODAY);
    for (uint32_t i = 0; i < 3; i++)
        engine_add(e.batch);
    column_set_declined(&e.batch->columns[done], 0);
    column_set_truth(&e.batch->columns[done], 1, false); /* out of reach: nothing is asked */
    for (uint32_t i = 0; i < 4; i++)
        column_set_declined(&e.batch->columns[(const uint32_t[]){disabled, born, work, since}[i]], 2);
    column_set_truth(&e.batch->columns[done], 2, true);
    engine_evaluate(&e);
    Question *questions;
    CHECK_INT(explain_questions(e.evaluation, 0, root, 0, e.arena, &questions), 4);
    const struct {
        uint32_t field;
        const char *text;
    } expected[] = {{born, "When were you born?"},
                    {work, "Are you out of work?"},
                    {since, "Since when?"},
                    {disabled, "Are you disabled?"}};
    for (uint32_t i = 0; i < 4; i++) {
        CHECK_INT(questions[i].field, (int32_t)expected[i].field);
        CHECK_STR(questions[i].text, expected[i].text);
    }
    CHECK_INT(explain_questions(e.evaluation, 0, root, 1, e.arena, &questions), 0);
    CHECK_INT(explain_questions(e.evaluation, 0, root, 2, e.arena, &questions), 0);
    CHECK_INT(evaluation_outcomes(e.evaluation, 0)[2], OUTCOME_REFER);
    const char **labels;
    CHECK_INT(explain_open_points(e.evaluation, 0, root, 0, e.arena, &labels), 1);
    CHECK_INT(explain_open_points(e.evaluation, 0, root, 2, e.arena, &labels), 5);
    engine_close(&e);
    draft_close(&d);
}

/* Against every set of changed leaves: the fewest closed doors, then the fewest changes. */
typedef struct Node {
    Operator op;
    uint32_t threshold, leaf, count, criterion;
    uint32_t children[4];
} Node;

static bool value_of(const Node *nodes, uint32_t node, uint32_t answers) {
    const Node *n = &nodes[node];
    if (n->op == OPERATOR_COUNT) return answers >> n->leaf & 1;
    uint32_t met = 0;
    for (uint32_t i = 0; i < n->count; i++)
        met += value_of(nodes, n->children[i], answers);
    switch (n->op) {
    case OPERATOR_ALL: return met == n->count;
    case OPERATOR_ANY: return met > 0;
    case OPERATOR_NONE: return met == 0;
    default: return met >= n->threshold;
    }
}

static void test_nearest_change(void) {
    enum { LEAVES = 9, TRIALS = 500 };
    uint64_t random = 11;
    for (int trial = 0; trial < TRIALS; trial++) {
        Draft d;
        Node nodes[64];
        uint32_t count = 0, roots[LEAVES], open = LEAVES, closed = 0, values = 0;
        draft_open(&d, "p");
        for (uint32_t i = 0; i < LEAVES; i++) {
            char name[] = {(char)('a' + i), '\0'};
            bool can_change = draft_below(&random, 2);
            uint32_t field =
                draft_field(&d, (DraftField){.name = name, .type = FIELD_BOOLEAN, .can_change = can_change});
            closed |= (uint32_t)!can_change << i;
            nodes[count] = (Node){.op = OPERATOR_COUNT, .leaf = i, .criterion = draft_truth(&d, field)};
            roots[i] = count++;
        }
        while (open > 1) { /* each leaf stands once */
            Node n = {.op = (Operator)(OPERATOR_ALL + draft_below(&random, 4)),
                      .count = 1 + draft_below(&random, open < 4 ? open : 4)};
            uint32_t children[4];
            for (uint32_t i = 0; i < n.count; i++) {
                uint32_t drawn = draft_below(&random, open);
                n.children[i] = roots[drawn];
                children[i] = nodes[roots[drawn]].criterion;
                roots[drawn] = roots[--open];
            }
            n.threshold = 1 + draft_below(&random, n.count);
            if (count > 40) n.op = OPERATOR_ALL;
            n.criterion = draft_group_list(&d, n.op, n.threshold, children, n.count);
            nodes[count] = n;
            roots[open++] = count++;
            if (count >= 60) break;
        }
        uint32_t root = roots[0];
        if (open > 1) { /* grew too wide: join what there is */
            draft_close(&d);
            continue;
        }
        draft_programme(&d, "r", nodes[root].criterion);
        Engine e;
        engine_open(&e, (Draft *[]){&d}, 1, TODAY);
        engine_add(e.batch);
        for (int32_t i = 0; i < LEAVES; i++) {
            bool value = draft_below(&random, 2);
            values |= (uint32_t)value << i;
            column_set_truth(&e.batch->columns[i], 0, value);
        }
        engine_evaluate(&e);
        uint32_t best = UINT32_MAX, cost = 0, changed = values;
        for (uint32_t answers = 0; answers < 1u << LEAVES; answers++) {
            uint32_t flipped = answers ^ values;
            uint32_t price =
                (uint32_t)__builtin_popcount(flipped) + 100 * (uint32_t)__builtin_popcount(flipped & closed);
            if (value_of(nodes, root, answers) && price < best) best = price;
        }
        Change *changes;
        uint32_t found = explain_change(e.evaluation, 0, nodes[root].criterion, 0, e.arena, &changes);
        for (uint32_t i = 0; i < found; i++) {
            uint32_t leaf = changes[i].criterion->field;
            CHECK_INT(changes[i].negated, values >> leaf & 1);
            CHECK_INT(changes[i].can_change, !(closed >> leaf & 1));
            changed ^= 1u << leaf;
            cost += 1 + 100 * (closed >> leaf & 1);
        }
        bool can_be_met = best != UINT32_MAX;
        CHECK(can_be_met);
        CHECK_INT(cost, value_of(nodes, root, values) ? 0 : best);
        CHECK(value_of(nodes, root, changed));
        engine_close(&e);
        draft_close(&d);
    }
}

/* Judgements and what is not known are part of a change too; a course can be done, an age can't be changed.
 */
static void test_change_of_the_unknown(void) {
    Five f;
    five_open(&f);
    uint32_t judged = draft_judgement(&f.d, "is it hard?");
    uint32_t root =
        draft_any(&f.d, draft_all(&f.d, f.leaf[0], judged), draft_all(&f.d, f.leaf[3], f.leaf[4]));
    five_evaluate(&f, root, "n??n?");
    CHECK_STR(changes_of(&f.e, root, 0), "d*; e*");
    five_close(&f);
    five_open(&f);
    judged = draft_judgement(&f.d, "is it hard?");
    uint32_t other = draft_judgement(&f.d, "is it far?"), again = draft_integers(&f.d, OPERATOR_IS_NOT, 3, 0);
    root = draft_all(&f.d, f.leaf[3], judged, draft_none(&f.d, f.leaf[0]), other, again);
    five_evaluate(&f, root, "y??n?");
    CHECK_STR(changes_of(&f.e, root, 0), "not a; d*; is it hard?; is it far?");
    five_close(&f);
}

static const Test tests[] = {
    {"reasons", test_reasons},
    {"criteria that are shared a million times", test_shared_criteria},
    {"questions, least sensitive first", test_questions},
    {"the nearest change, against trying them all", test_nearest_change},
    {"a change of what is not known", test_change_of_the_unknown},
};

TEST_MAIN(tests)
