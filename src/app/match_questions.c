/* What matches share: lists that grow, reasons as words, and questions with what hangs on them. */
#include "app/matching.h"

enum { FIRST_ITEMS = 4 };

void *matching_grow(Arena *arena, void *items, uint32_t count, size_t size) {
    bool is_full = count == 0 || (count >= FIRST_ITEMS && (count & (count - 1)) == 0);
    if (!is_full) return items;
    void *more = arena_allocate_array(arena, count ? 2 * (size_t)count : FIRST_ITEMS, size);
    if (count) memcpy(more, items, count * size);
    return more;
}

static const char *join(const Buffer *labels, Arena *arena) {
    return arena_copy_string(arena, buffer_string(labels));
}

static void add_label(Buffer *labels, const char *label) {
    if (labels->length) buffer_add_string(labels, "; ");
    buffer_add_string(labels, label);
}

static void add_reasons(const Evaluation *evaluation, const Rule *rule, uint32_t record, Arena *arena,
                        Buffer *labels) {
    Reason *reasons;
    uint32_t count = explain_reasons(evaluation, rule->pack, rule->declared->who, record, arena, &reasons);
    for (uint32_t i = 0; i < count; i++)
        add_label(labels, reasons[i].label);
}

static void add_open_points(const Evaluation *evaluation, const Rule *rule, uint32_t record, Arena *arena,
                            Buffer *labels) {
    const char **points;
    uint32_t count = explain_open_points(evaluation, rule->pack, rule->declared->who, record, arena, &points);
    for (uint32_t i = 0; i < count; i++)
        add_label(labels, points[i]);
}

const char *matching_why(const Matching *matching, const Evaluation *evaluation, uint32_t index,
                         uint32_t record, Outcome outcome, Arena *arena) {
    const Rule *rule = ruleset_rule(matching->ruleset, index);
    if (!matching->explains || outcome == OUTCOME_NOT_RUNNING) return NULL;
    Buffer labels = {0};
    if (outcome == OUTCOME_REFER)
        add_open_points(evaluation, rule, record, arena, &labels);
    else
        add_reasons(evaluation, rule, record, arena, &labels);
    const char *joined = join(&labels, arena);
    buffer_close(&labels);
    return joined;
}

bool matching_add_result(Arena *arena, MatchResult **results, uint32_t *count, uint32_t rule, Outcome outcome,
                         uint32_t vacancy) {
    MatchResult *result = NULL;
    for (uint32_t i = 0; i < *count && vacancy != PLAN_NONE && !result; i++)
        if ((*results)[i].rule == rule && (*results)[i].outcome == outcome) result = &(*results)[i];
    bool is_new = !result;
    if (is_new) {
        *results = matching_grow(arena, *results, *count, sizeof **results);
        result = &(*results)[(*count)++];
        *result = (MatchResult){.rule = rule, .outcome = outcome};
    }
    if (vacancy == PLAN_NONE) return is_new;
    result->vacancies = matching_grow(arena, result->vacancies, result->vacancy_count, sizeof(uint32_t));
    result->vacancies[result->vacancy_count++] = vacancy;
    return is_new;
}

/* ── Hits ───────────────────────────────────────────────────────────────── */

static Hit *find_hit(const Person *person, int32_t field, uint32_t rule) {
    for (uint32_t i = 0; i < person->hit_count; i++)
        if (person->hits[i].field == field && person->hits[i].rule == rule) return &person->hits[i];
    return NULL;
}

/* A pair counts once: on the way on which the rule first hung on the question. */
static void add_hit(Person *person, Arena *arena, int32_t field, uint32_t rule, uint32_t way,
                    bool of_vacancy) {
    Hit *hit = find_hit(person, field, rule);
    if (!hit) {
        person->hits = matching_grow(arena, person->hits, person->hit_count, sizeof *person->hits);
        hit = &person->hits[person->hit_count++];
        *hit = (Hit){.field = field, .rule = rule, .way = way};
    }
    if (hit->way == way) hit->pairs += of_vacancy;
}

typedef struct Noting {
    Desk *desk;
    uint32_t rule, records;
    bool of_vacancy;
    MatchingWhose whose;
} Noting;

static void note_field(void *context, int32_t field, const uint64_t *records) {
    const Noting *noting = context;
    for (size_t w = 0; w < bits_words(noting->records); w++)
        for (uint64_t bits = records[w]; bits; bits &= bits - 1) {
            uint32_t record = (uint32_t)(w * BITS_WORD) + (uint32_t)__builtin_ctzll(bits), way = PLAN_NONE;
            Person *person = noting->whose(noting->desk, noting->rule, record, &way);
            if (person) add_hit(person, noting->desk->arena, field, noting->rule, way, noting->of_vacancy);
        }
}

/* The rule's own words for its questions, unless an earlier vacancy has told them. */
static void note_words(const Noting *noting, const Evaluation *evaluation, uint32_t record) {
    const Rule *rule = ruleset_rule(evaluation_ruleset(evaluation), noting->rule);
    Arena *arena = noting->desk->arena;
    Question *questions;
    uint32_t way, missing = 0;
    Person *person = noting->whose(noting->desk, noting->rule, record, &way);
    for (uint32_t i = 0; person && i < person->hit_count; i++)
        missing += person->hits[i].rule == noting->rule && !person->hits[i].text;
    if (!missing) return;
    uint32_t count =
        explain_questions(evaluation, rule->pack, rule->declared->who, record, arena, &questions);
    for (uint32_t i = 0; i < count; i++) {
        Hit *hit = find_hit(person, questions[i].field, noting->rule);
        if (hit && !hit->text) hit->text = questions[i].text;
    }
}

void matching_note_questions(const Matching *matching, Desk *desk, Evaluation *evaluation, uint32_t rule,
                             bool of_vacancy, MatchingWhose whose) {
    Noting noting = {desk, rule, evaluation_batch(evaluation)->count, of_vacancy, whose};
    evaluation_asked(evaluation, rule, note_field, &noting);
    for (uint32_t i = 0; matching->explains && i < noting.records; i++)
        note_words(&noting, evaluation, i);
}

/* ── Questions ──────────────────────────────────────────────────────────── */

static MatchQuestion *find_question(Match *match, Arena *arena, int32_t field) {
    for (uint32_t i = 0; i < match->question_count; i++)
        if (match->questions[i].field == field) return &match->questions[i];
    match->questions =
        matching_grow(arena, match->questions, match->question_count, sizeof *match->questions);
    MatchQuestion *added = &match->questions[match->question_count++];
    *added = (MatchQuestion){.field = field};
    return added;
}

/* Rules that ask in different words are asked for in the field's. */
static void choose_words(MatchQuestion *question, const Hit *hit, const Field *field, Arena *arena) {
    const char *plain = field->ask ? field->ask : arena_format(arena, "Please tell us: %s", field->label);
    const char *words = hit->text ? hit->text : plain;
    if (!question->text)
        question->text = words;
    else if (strcmp(question->text, words) != 0)
        question->text = plain;
}

static int compare_rules(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static int compare_questions(const void *a, const void *b, void *fields) {
    const MatchQuestion *x = a, *y = b;
    if (x->rule_count != y->rule_count) return x->rule_count > y->rule_count ? -1 : 1;
    uint32_t left = x->pairs + x->fits, right = y->pairs + y->fits;
    if (left != right) return left > right ? -1 : 1;
    Sensitivity first = ((const Field *)fields)[x->field].sensitivity;
    Sensitivity second = ((const Field *)fields)[y->field].sensitivity;
    if (first != second) return first < second ? -1 : 1;
    return (x->field > y->field) - (x->field < y->field);
}

void matching_ask(const Matching *matching, Person *person, Arena *arena) {
    Field *fields = ruleset_dictionary(matching->ruleset)->fields;
    Match *match = &person->match;
    for (uint32_t i = 0; i < person->hit_count; i++) {
        const Hit *hit = &person->hits[i];
        MatchQuestion *question = find_question(match, arena, hit->field);
        choose_words(question, hit, &fields[hit->field], arena);
        if (hit->rule == matching->context.fit) {
            question->fits += hit->pairs;
            continue;
        }
        question->rules = matching_grow(arena, question->rules, question->rule_count, sizeof(uint32_t));
        question->rules[question->rule_count++] = hit->rule;
        question->pairs += hit->pairs;
    }
    for (uint32_t i = 0; i < match->question_count; i++)
        if (match->questions[i].rule_count)
            qsort(match->questions[i].rules, match->questions[i].rule_count, sizeof(uint32_t), compare_rules);
    if (match->question_count)
        qsort_r(match->questions, match->question_count, sizeof *match->questions, compare_questions, fields);
}
