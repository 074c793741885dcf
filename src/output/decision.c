/* What the formats share: the table of them, and a decision's reasons and questions. */
#include "output/decision.h"

#include "output/formats.h"

const Format FORMATS[] = {
    {"table", "a row a rule with the count of each outcome, and what to do next", "", KIND_ALL, NULL, NULL,
     NULL, table_end},
    {"csv", "a row a decision", "", KIND_ALL, csv_begin, csv_decision, NULL, NULL},
    {"wide", "a CSV row a candidate, a column a programme", "", KIND_PROGRAMME, wide_begin, NULL, wide_rows,
     NULL},
    {"ndjson", "a JSON object a line, one a decision", "", KIND_ALL, NULL, ndjson_decision, NULL, NULL},
    {"json", "one JSON array of the same objects", ",\n", KIND_ALL, json_begin, json_decision, NULL,
     json_end},
    {0},
};

uint32_t decision_reasons(const Decision *decision, uint32_t root, Reason **reasons) {
    return explain_reasons(decision->evaluation, decision->rule->pack, root, decision->record,
                           decision->arena, reasons);
}

uint32_t decision_questions(const Decision *decision, uint32_t root, Question **questions) {
    return explain_questions(decision->evaluation, decision->rule->pack, root, decision->record,
                             decision->arena, questions);
}

/* Is a reason about this criterion already? A "not" reads "not …". */
static bool is_told(const Reason *reasons, uint32_t count, const char *label) {
    for (uint32_t i = 0; i < count; i++)
        if (strcmp(reasons[i].label + (reasons[i].negated ? strlen("not ") : 0), label) == 0) return true;
    return false;
}

uint32_t decision_open_points(const Decision *decision, uint32_t root, const char ***labels) {
    Reason *reasons = NULL;
    uint32_t told = decision_reasons(decision, root, &reasons), kept = 0;
    uint32_t count = explain_open_points(decision->evaluation, decision->rule->pack, root, decision->record,
                                         decision->arena, labels);
    for (uint32_t i = 0; i < count; i++)
        if (!is_told(reasons, told, (*labels)[i])) (*labels)[kept++] = (*labels)[i];
    return kept;
}

Truth decision_truth(const Decision *decision, uint32_t criterion) {
    if (criterion == PLAN_NONE) return TRUTH_MET;
    const Ruleset *ruleset = evaluation_ruleset(decision->evaluation);
    uint32_t node = ruleset_node(ruleset, decision->rule->pack, criterion);
    return evaluation_truth(decision->evaluation, node, decision->record);
}

const char *decision_outcome(const Decision *decision) {
    return outcome_name(decision->rule->kind, decision->outcome);
}

const char *decision_candidate(const Decision *decision) {
    return batch_reference(evaluation_batch(decision->evaluation), decision->record);
}

const char *decision_vacancy(const Decision *decision) {
    return decision->vacancy < 0
               ? NULL
               : batch_reference(evaluation_vacancies(decision->evaluation), (uint32_t)decision->vacancy);
}
