/* Tests: records with values of their fields' types, and what is expected of them. */
#include "rule/plan_check.h"

#include "rule/evaluate.h"

static bool is_value(PlanReader *reader, const PlanTestValue *value, Subject subject) {
    const Plan *plan = reader->plan;
    if (value->field >= plan->fields_count || value->declined > 1) return false;
    const PlanField *field = &plan->fields[value->field];
    if (field->subject != subject || field->derivation != DERIVED_NOT ||
        field->sensitivity == SENSITIVITY_IDENTITY)
        return false;
    if (value->declined) return value->count == 0;
    if (field->type != FIELD_SET && value->count != 1) return false;
    if (!plan_has_range(reader, value->first, value->count, plan->literals_count)) return false;
    for (uint32_t i = 0; i < value->count; i++)
        if (!plan_is_literal(reader, field, &plan->literals[value->first + i])) return false;
    return true;
}

/* Each field at most once. */
static bool is_record(PlanReader *reader, uint32_t first, uint32_t count, Subject subject) {
    const Plan *plan = reader->plan;
    if (!plan_has_range(reader, first, count, plan->test_values_count)) return false;
    for (uint32_t i = 0; i < count; i++) {
        const PlanTestValue *value = &plan->test_values[first + i];
        if (!is_value(reader, value, subject)) return false;
        if (i > 0 && value->field <= value[-1].field) return false;
    }
    return true;
}

static bool is_outcome(const PlanTestRow *row, RuleKind kind) {
    bool special = row->outcome == TEST_NOT_COVERED || row->outcome == TEST_UNCLEAR;
    if (special) return kind == RULE_GUARANTEED_INTERVIEW;
    return row->outcome < OUTCOME_COUNT || row->outcome == TEST_ANY_OUTCOME;
}

static bool has_words(PlanReader *reader, const PlanTestRow *row) {
    const Plan *plan = reader->plan;
    if (row->lists >> TEST_LIST_COUNT) return false;
    if (!plan_has_range(reader, row->first_word, row->word_count, plan->test_words_count)) return false;
    for (uint32_t i = 0; i < row->word_count; i++) {
        const PlanTestWord *word = &plan->test_words[row->first_word + i];
        if (word->list >= TEST_LIST_COUNT || !(row->lists >> word->list & 1)) return false;
        if (!plan_has_text(reader, word->text)) return false;
    }
    return true;
}

static bool is_row(PlanReader *reader, const PlanTestRow *row, RuleKind kind) {
    if (kind != RULE_GUARANTEED_INTERVIEW && row->vacancy_count) return false;
    return is_outcome(row, kind) && plan_has_place(reader, &row->place) && has_words(reader, row) &&
           is_record(reader, row->first_candidate, row->candidate_count, SUBJECT_CANDIDATE) &&
           is_record(reader, row->first_vacancy, row->vacancy_count, SUBJECT_VACANCY);
}

static bool has_rows(PlanReader *reader, const PlanTest *test) {
    const Plan *plan = reader->plan;
    if (test->row_count == 0) return false;
    if (!plan_has_range(reader, test->first_row, test->row_count, plan->test_rows_count)) return false;
    RuleKind kind = (RuleKind)plan->rules[test->rule].kind;
    for (uint32_t i = 0; i < test->row_count; i++)
        if (!is_row(reader, &plan->test_rows[test->first_row + i], kind)) return false;
    return true;
}

bool plan_check_tests(PlanReader *reader) {
    const Plan *plan = reader->plan;
    for (uint32_t i = 0; i < plan->tests_count; i++) {
        const PlanTest *test = &plan->tests[i];
        if (!plan_has_text(reader, test->name) || !plan_has_place(reader, &test->place))
            return plan_refuse(reader, "test", i, "has no name");
        if (test->rule >= plan->rules_count) return plan_refuse(reader, "test", i, "is of no rule");
        if (test->as_of < DATE_FIRST || test->as_of > DATE_LAST)
            return plan_refuse(reader, "test", i, "has an impossible day");
        if (!has_rows(reader, test)) return plan_refuse(reader, "test", i, "has rows that do not fit");
    }
    return true;
}
