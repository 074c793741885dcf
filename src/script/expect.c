/* What a test expects. */
#include "expect.h"

#include "base/suggest.h"
#include "rule/evaluate.h"
#include "script/field.h"
#include "script/handle.h"
#include "script/label.h"

enum { NAMES = OUTCOME_COUNT + 3 };

/* For form_choice: the outcomes of that kind of rule, in their order, then what only a test says. */
static void list_outcomes(RuleKind kind, const char *names[NAMES]) {
    int count = 0;
    for (; count < OUTCOME_COUNT; count++)
        names[count] = outcome_name(kind, (Outcome)count);
    if (kind == RULE_GUARANTEED_INTERVIEW) {
        names[count++] = "not_covered";
        names[count++] = "unclear";
    }
    names[count] = NULL;
}

static uint8_t read_outcome(const Form *form, const char *key, RuleKind kind) {
    const char *names[NAMES];
    list_outcomes(kind, names);
    int choice = form_choice(form, key, names, TEST_ANY_OUTCOME);
    if (choice == OUTCOME_COUNT) return TEST_NOT_COVERED;
    if (choice == OUTCOME_COUNT + 1) return TEST_UNCLEAR;
    return (uint8_t)choice;
}

/* ── Words, each of which must be one that can come out ─────────────────── */

/* A reason below a "not" has that before its label. */
static void check_label(const Form *form, const char *key, const char *label) {
    static const char negation[] = "not ";
    const Loading *loading = form->loading;
    bool negated = strncmp(label, negation, strlen(negation)) == 0;
    uint32_t count = LOADING_COUNT(loading->draft.criteria, PlanCriterion);
    Suggestion suggestion = {0};
    host_charge(form->L, count);
    for (uint32_t i = 0; i < count; i++) {
        const char *known =
            loading_text(loading, LOADING_AT(loading->draft.criteria, PlanCriterion, i)->label);
        if (strcmp(known, label) == 0) return;
        if (negated && strcmp(known, label + strlen(negation)) == 0) return;
        suggest_offer(&suggestion, label, known);
    }
    char phrase[160];
    form_raise(form, key, ": no criterion of the pack is called '%.100s'%s", label,
               suggest_phrase(&suggestion, phrase, sizeof phrase));
}

/* The field as the dataset calls it, since that is what is asked for. */
static PlanString read_asked(const Form *form, const char *name) {
    const Loading *loading = form->loading;
    uint32_t field = field_find(loading, SUBJECT_CANDIDATE, name, false);
    if (field == PLAN_NONE) {
        char phrase[128];
        form_raise(form, "ask", ": 'ask' names '%.60s', which is no candidate field%s", name,
                   field_suggest(loading, SUBJECT_CANDIDATE, name, phrase, sizeof phrase));
    }
    const PlanField *asked = loading_field(loading, field);
    if (asked->derivation == DERIVED_EDITIONS)
        form_raise(form, "ask", ": '%s' has editions: name the one that is asked for, such as '%s'", name,
                   label_bare_name(loading, LOADING_AT(loading->draft.editions, PlanEdition,
                                                       asked->first_edition + asked->edition_count - 1)
                                                ->field));
    if (asked->derivation == DERIVED_YEARS_SINCE)
        form_raise(form, "ask", ": '%s' is worked out from '%s', and that is what is asked for", name,
                   label_bare_name(loading, asked->source));
    return asked->name;
}

static void check_offer(const Form *form, const char *key, const PlanRule *rule, const char *title) {
    const Loading *loading = form->loading;
    Suggestion suggestion = {0};
    for (uint32_t i = 0; i < rule->offer_count; i++) {
        const char *known =
            loading_text(loading, LOADING_AT(loading->draft.offers, PlanOffer, rule->first_offer + i)->title);
        if (strcmp(known, title) == 0) return;
        suggest_offer(&suggestion, title, known);
    }
    char phrase[160];
    form_raise(form, key, ": the rule '%s' has no offer '%.100s'%s", loading_text(loading, rule->name), title,
               suggest_phrase(&suggestion, phrase, sizeof phrase));
}

static bool is_of_offers(TestList list) {
    return list == TEST_OFFERS || list == TEST_NOT_OFFERED || list == TEST_OFFERS_OPEN;
}

/* The text at the top of the stack. */
static PlanString read_word(const Form *form, TestList list, const PlanRule *rule) {
    const char *key = test_list_name(list);
    size_t length;
    if (lua_type(form->L, -1) != LUA_TSTRING || lua_rawlen(form->L, -1) == 0)
        form_raise(form, key, ": '%s' lists texts in quotes, got %s", key, handle_describe(form->L, -1));
    const char *text = lua_tolstring(form->L, -1, &length);
    PlanString word = loading_string(form->L, text, length);
    if (list == TEST_ASK) return read_asked(form, text);
    if (is_of_offers(list))
        check_offer(form, key, rule, text);
    else
        check_label(form, key, text);
    return word;
}

static void expect_fitting(const Form *form, TestList list, const PlanRule *rule) {
    const char *key = test_list_name(list);
    if (is_of_offers(list) && rule->offer_count == 0)
        form_raise(form, key, ": the rule '%s' offers nothing that '%s' could be about",
                   loading_text(form->loading, rule->name), key);
    if (rule->kind == RULE_SUPPORT_PLAN && !is_of_offers(list) && list != TEST_ASK)
        form_raise(form, key,
                   ": what comes out of a support plan is said by 'offers', 'not_offered', 'offers_open' and "
                   "'ask', not by '%s'",
                   key);
}

static void read_list(const Form *form, TestList list, const PlanRule *rule, PlanTestRow *out) {
    const char *key = test_list_name(list);
    char what[192];
    if (!form_has(form, key)) return;
    expect_fitting(form, list, rule);
    snprintf(what, sizeof what, "%s: '%s'", form->what, key);
    lua_getfield(form->L, form->index, key);
    uint32_t length = form_list_length(form->L, -1, what);
    for (uint32_t i = 1; i <= length; i++) {
        lua_rawgeti(form->L, -1, i);
        PlanTestWord word = {.list = list, .text = read_word(form, list, rule)};
        uint32_t index =
            LOADING_ADD_AS(form->L, form->loading, test_words, "words that tests expect", &word, 1);
        if (out->word_count++ == 0) out->first_word = index;
        lua_pop(form->L, 1);
    }
    lua_pop(form->L, 1);
    out->lists |= (uint16_t)(1u << list);
}

/* ── The whole ──────────────────────────────────────────────────────────── */

static void read_table(const Form *row, const PlanRule *rule, PlanTestRow *out) {
    static const char *const keys[] = {"outcome",
#define X(id, name) name,
                                       TEST_LISTS(X)
#undef X
                                           NULL};
    char what[128];
    snprintf(what, sizeof what, "%.100s: 'expect'", row->what);
    Form form = form_open(row->L, -1, what);
    form.place = row->place;
    form.item = row->item;
    form_check(&form, keys, NULL);
    out->outcome = read_outcome(&form, "outcome", (RuleKind)rule->kind);
    for (int list = 0; list < TEST_LIST_COUNT; list++)
        read_list(&form, (TestList)list, rule, out);
    if (out->outcome != TEST_ANY_OUTCOME || (rule->kind == RULE_SUPPORT_PLAN && out->lists)) return;
    host_raise(row->L, "%s needs 'outcome', as in outcome = \"%s\"", what,
               outcome_name((RuleKind)rule->kind, OUTCOME_GRANTED));
}

void expect_read(const Form *row, uint32_t rule, PlanTestRow *out) {
    const PlanRule tested = *LOADING_AT(row->loading->draft.rules, PlanRule, rule);
    if (!form_has(row, "expect"))
        host_raise(row->L, "%s needs 'expect', what comes out, as in expect = \"%s\"", row->what,
                   outcome_name((RuleKind)tested.kind, OUTCOME_GRANTED));
    lua_getfield(row->L, row->index, "expect");
    if (lua_istable(row->L, -1))
        read_table(row, &tested, out);
    else
        out->outcome = read_outcome(row, "expect", (RuleKind)tested.kind);
    lua_pop(row->L, 1);
}
