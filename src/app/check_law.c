/* Whom a rule chooses by, and what the Equality Act 2010 says to that.
 *
 * The points of law are reminders for the people who own the rule, who settle what their lawful basis is. */
#include "app/check_inside.h"

#include "rule/reads.h"

#include <ctype.h>
#include <string.h>

/* What choosing means for a rule. */
typedef enum Choice { CHOICE_ELIGIBLE, CHOICE_GUARANTEED, CHOICE_FIRST, CHOICE_COUNT } Choice;

typedef struct Point {
    const char *sections[3]; /* a basis that names one of them answers it; NULL after the last */
    const char *text;
} Point;

#define DISABILITY_TEXT                                                                                      \
    "s.13(3) lets disabled people be treated more favourably, and s.60 allows questions about health "       \
    "before an offer for adjustments, monitoring, positive action and an intrinsic function of the job "     \
    "alone"
#define TIE_BREAK_TEXT                                                                                       \
    "s.159 allows that as a tie-break alone, between people who are as qualified as each other, case by "    \
    "case, and not as a policy for all"

static const Point of_disability[CHOICE_COUNT] = {
    [CHOICE_ELIGIBLE] = {{"13(3)", "158"}, DISABILITY_TEXT},
    [CHOICE_GUARANTEED] = {{"13(3)"}, DISABILITY_TEXT},
    [CHOICE_FIRST] = {{"13(3)"}, DISABILITY_TEXT},
};

static const Point of_others[CHOICE_COUNT] = {
    [CHOICE_ELIGIBLE] = {{"158"}, "s.158 is about positive action"},
    [CHOICE_GUARANTEED] = {{"159"}, TIE_BREAK_TEXT},
    [CHOICE_FIRST] = {{"159"}, TIE_BREAK_TEXT},
};

static const char *choice_words(Choice choice) {
    switch (choice) {
    case CHOICE_ELIGIBLE: return "decides who is eligible";
    case CHOICE_GUARANTEED: return "guarantees interviews";
    case CHOICE_FIRST:
    case CHOICE_COUNT: break;
    }
    return "puts people in order";
}

/* "s.158" has the section 158, and so has "section 158"; "s.1580" has not. */
static bool names_section(const char *basis, const char *section) {
    size_t length = strlen(section);
    for (const char *at = strstr(basis, section); at; at = strstr(at + 1, section)) {
        bool begins = at == basis || !isdigit((unsigned char)at[-1]);
        if (begins && !isdigit((unsigned char)at[length])) return true;
    }
    return false;
}

static bool is_answered(const Point *point, const char *basis) {
    if (!strstr(basis, "Equality Act")) return false;
    for (const char *const *section = point->sections; *section; section++)
        if (names_section(basis, *section)) return true;
    return false;
}

static const char *basis_of(const Plan *plan, uint32_t field) {
    for (uint32_t i = 0; i < plan->reads_count; i++)
        if (plan->reads[i].field == field) return plan_string(plan, plan->reads[i].lawful_basis);
    return "";
}

static void check_choice(const Plan *plan, const PlanRule *rule, uint32_t index, Choice choice,
                         Messages *messages) {
    const PlanField *field = &plan->fields[index];
    const Point *points = field->shows == CHARACTERISTIC_DISABILITY ? of_disability : of_others;
    if (field->shows == CHARACTERISTIC_NONE || is_answered(&points[choice], basis_of(plan, index))) return;
    const char *name = plan_own_name(plan, field), *section = points[choice].sections[0];
    check_add(messages, plan, &rule->place,
              "'%s' %s by '%s', which shows %s: by the Equality Act 2010, %s. If s.%s is your basis, name it "
              "in lawful_basis for '%s'; if not, take the field out of the rule",
              plan_string(plan, rule->name), choice_words(choice), name,
              characteristic_name((Characteristic)field->shows), points[choice].text, section, name);
}

void check_law(const Plan *plan, Messages *messages) {
    Reads *reads = reads_open(plan);
    for (uint32_t r = 0; r < plan->rules_count; r++) {
        const PlanRule *rule = &plan->rules[r];
        Choice choice = rule->kind == RULE_GUARANTEED_INTERVIEW ? CHOICE_GUARANTEED : CHOICE_ELIGIBLE;
        for (uint32_t f = 0; f < plan->fields_count; f++) {
            if (reads_rule_uses(reads, r, USE_DECIDES, f)) check_choice(plan, rule, f, choice, messages);
            if (reads_rule_uses(reads, r, USE_ORDERS, f)) check_choice(plan, rule, f, CHOICE_FIRST, messages);
        }
    }
    reads_close(reads);
}
