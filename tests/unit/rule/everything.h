/* A plan with one of everything in it. */
#ifndef BERTH_TEST_EVERYTHING_H
#define BERTH_TEST_EVERYTHING_H

#include "draft.h"

/* A test of each rule: somebody with a value of each type, and two who say nothing. */
static UNUSED void draft_tests(Draft *d, uint32_t born, uint32_t english, uint32_t groups, uint32_t benefits,
                               uint32_t carer, uint32_t pay, uint32_t title) {
    PlanLiteral literals[] = {{.integer = 10000},
                              {.integer = 2},
                              {.string = draft_string(d, "x")},
                              {.string = draft_string(d, "y")},
                              {.integer = 1},
                              {.integer = 1},
                              {.number = 14.5},
                              {.string = draft_string(d, "Technician")}};
    uint32_t first = PLAN_DRAFT_ADD(&d->sections, literals, literals, 8);
    PlanTestValue values[] = {{.field = born, .first = first, .count = 1},
                              {.field = english, .first = first + 1, .count = 1},
                              {.field = groups, .first = first + 2, .count = 2},
                              {.field = benefits, .first = first + 4, .count = 1},
                              {.field = carer, .first = first + 5, .count = 1},
                              {.field = english, .declined = 1},
                              {.field = groups},
                              {.field = pay, .first = first + 6, .count = 1},
                              {.field = title, .first = first + 7, .count = 1}};
    PLAN_DRAFT_ADD(&d->sections, test_values, values, 9);
    PlanTestWord words[] = {{TEST_UNMET, draft_string(d, "is a carer")}, {TEST_ASK, draft_string(d, "born")}};
    PLAN_DRAFT_ADD(&d->sections, test_words, words, 2);
    PlanTestRow rows[] = {
        {.candidate_count = 5, .word_count = 2, .lists = 1 << TEST_UNMET | 1 << TEST_ASK, .outcome = 1},
        {.first_candidate = 5, .candidate_count = 2, .outcome = 3},
        {.candidate_count = 5, .first_vacancy = 7, .vacancy_count = 2, .outcome = TEST_NOT_COVERED},
        {.first_vacancy = 7, .vacancy_count = 2, .outcome = TEST_ANY_OUTCOME}};
    PLAN_DRAFT_ADD(&d->sections, test_rows, rows, 4);
    PlanTest tests[] = {
        {.name = draft_string(d, "of the programme"), .rule = 0, .as_of = 20000, .row_count = 2},
        {.name = draft_string(d, "of the interview"),
         .rule = 1,
         .as_of = 20000,
         .first_row = 2,
         .row_count = 2}};
    PLAN_DRAFT_ADD(&d->sections, tests, tests, 2);
}

static UNUSED void draft_everything(Draft *d) {
    draft_open(d, "p");
    uint32_t born = draft_field(d, (DraftField){.name = "born", .type = FIELD_DATE});
    uint32_t age = draft_field(d, (DraftField){.name = "age", .type = FIELD_INTEGER, .source = born + 1});
    uint32_t english = draft_field(
        d, (DraftField){.name = "english", .type = FIELD_CATEGORY, .ordered = true, .values = "none;E1;E2"});
    uint32_t groups = draft_field(d, (DraftField){.name = "groups", .type = FIELD_SET});
    uint32_t benefits =
        draft_field(d, (DraftField){.name = "benefits", .type = FIELD_SET, .values = "UC;PIP"});
    uint32_t carer = draft_field(d, (DraftField){.name = "p.carer",
                                                 .type = FIELD_BOOLEAN,
                                                 .sensitivity = SENSITIVITY_SENSITIVE,
                                                 .shows = CHARACTERISTIC_SEX});
    uint32_t email = draft_field(
        d, (DraftField){.name = "email", .type = FIELD_TEXT, .sensitivity = SENSITIVITY_IDENTITY});
    uint32_t pay =
        draft_field(d, (DraftField){.name = "pay", .type = FIELD_NUMBER, .subject = SUBJECT_VACANCY});
    uint32_t title =
        draft_field(d, (DraftField){.name = "title", .type = FIELD_TEXT, .subject = SUBJECT_VACANCY});
    uint32_t wanted = draft_field(d, (DraftField){.name = "english",
                                                  .type = FIELD_CATEGORY,
                                                  .subject = SUBJECT_VACANCY,
                                                  .ordered = true,
                                                  .values = "none;E1;E2"});
    uint32_t old_decile = draft_field(d, (DraftField){.name = "decile_2019", .type = FIELD_INTEGER});
    uint32_t new_decile = draft_field(d, (DraftField){.name = "decile_2025", .type = FIELD_INTEGER});
    uint32_t decile = draft_field(d, (DraftField){.name = "decile", .type = FIELD_INTEGER});
    draft_edition(d, decile, 100, old_decile);
    draft_edition(d, decile, 200, new_decile);
    (void)email;
    PlanRateStep step = {.value = 13.85, .from = 100};
    PLAN_DRAFT_ADD(&d->sections, rate_steps, &step, 1);
    PLAN_DRAFT_ADD(&d->sections, rates, (&(PlanRate){.name = draft_string(d, "wage"), .count = 1}), 1);
    uint32_t young = draft_integers(d, OPERATOR_BETWEEN, age, 16, 29);
    uint32_t reads = draft_against(d, OPERATOR_AT_LEAST, english, wanted);
    uint32_t any_group = draft_texts(d, OPERATOR_INCLUDES_ANY, groups, "x", "y");
    uint32_t deprived = draft_integers(d, OPERATOR_AT_MOST, decile, 2);
    uint32_t only = draft_literals(d, OPERATOR_INCLUDES_ONLY, benefits, NULL, 0);
    uint32_t old = draft_integers(d, OPERATOR_AGED_ON, born, 16, 18, 831);
    uint32_t long_ago = draft_integers(d, OPERATOR_FOR_AT_LEAST, born, 12, 3);
    uint32_t enough =
        draft_criterion(d, (PlanCriterion){.op = OPERATOR_AT_LEAST, .operand = OPERAND_RATE, .field = pay});
    uint32_t technician = draft_texts(d, OPERATOR_MATCHES, title, "(?i)technician");
    uint32_t judged = draft_judgement(d, "is it?");
    uint32_t check = draft_check(d, age, groups);
    uint32_t is_carer = draft_label(d, draft_truth(d, carer), "is a carer");
    PlanStage stage = {.title = draft_string(d, "Apply"), .weeks = 2, .when = young};
    PlanOffer offer = {.title = draft_string(d, "Help"), .when = is_carer};
    PlanGive give = {.field = groups, .value = draft_string(d, "p/programme")};
    PlanOrder orders[] = {{.criterion = is_carer, .field = PLAN_NONE},
                          {.criterion = PLAN_NONE, .field = age}};
    PlanRule programme =
        draft_rule(d, RULE_PROGRAMME, "programme",
                   draft_all(d, young, draft_any(d, any_group, only, check, deprived), draft_none(d, old),
                             draft_at_least(d, 2, long_ago, judged, draft_known(d, english))));
    PLAN_DRAFT_ADD(&d->sections, stages, &stage, 1);
    PLAN_DRAFT_ADD(&d->sections, offers, &offer, 1);
    PLAN_DRAFT_ADD(&d->sections, gives, &give, 1);
    PLAN_DRAFT_ADD(&d->sections, orders, orders, 2);
    programme.stage_count = programme.offer_count = programme.give_count = 1;
    programme.order_count = 2;
    programme.places = 3;
    draft_add_rule(d, programme);
    PlanRule interview = draft_rule(d, RULE_GUARANTEED_INTERVIEW, "interview", draft_all(d, reads, young));
    interview.basis = BASIS_COHORT;
    interview.vacancies = draft_all(d, enough, technician);
    interview.places_each = 1;
    draft_add_rule(d, interview);
    draft_tests(d, born, english, groups, benefits, carer, pay, title);
    PLAN_DRAFT_ADD(&d->sections, acronyms, (&(PlanString){draft_string(d, "NHS")}), 1);
    PLAN_DRAFT_ADD(&d->sections, warnings, (&(PlanWarning){.text = draft_string(d, "careful")}), 1);
}

#endif
