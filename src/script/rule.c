/* The three kinds of rule: what their tables say becomes an item of the plan. */
#include "base/suggest.h"
#include "script/criterion.h"
#include "script/declaration.h"
#include "script/field.h"
#include "script/handle.h"
#include "script/label.h"
#include "script/literal.h"
#include "script/offer.h"

static const char *const basis_names[] = {
#define X(id, name) name,
    INTERVIEW_BASES(X)
#undef X
        NULL,
};

/* A rule's name is its own among the pack's, whatever its kind. */
static void expect_new_name(const Form *form, PlanString name) {
    const Loading *loading = form->loading;
    for (uint32_t i = 0; i < LOADING_COUNT(loading->draft.rules, PlanRule); i++) {
        const PlanRule *rule = LOADING_AT(loading->draft.rules, PlanRule, i);
        if (rule->name == name)
            host_raise(form->L, "%s: the pack has a rule of that name already, at %s:%d", form->what,
                       loading_text(loading, rule->place.file), (int)rule->place.line);
    }
}

static PlanRule start(const Form *form, RuleKind kind, PlanString name, PlanPlace place) {
    expect_new_name(form, name);
    PlanString title = form_line(form, "title");
    return (PlanRule){
        .kind = (uint8_t)kind,
        .name = name,
        .title = title ? title : name,
        .source = form_text(form, "source", false),
        .place = place,
        .from = INT32_MIN,
        .to = INT32_MAX,
        .places = PLACES_NONE,
        .places_each = PLACES_NONE,
        .who = PLAN_NONE,
        .vacancies = PLAN_NONE,
    };
}

/* The period at the top of the stack: "2022", "2023-08" or "2022-03-14". */
static void read_period(const Form *form, const char *key, Day *first, Day *last) {
    size_t length;
    if (lua_type(form->L, -1) != LUA_TSTRING)
        form_raise(form, key, ": '%s' is a period in quotes, such as \"2023-08\", got %s", key,
                   handle_describe(form->L, -1));
    const char *text = lua_tolstring(form->L, -1, &length);
    if (!date_parse_period(text, length, first, last))
        form_raise(form, key,
                   ": '%s' is not a year, month or day that exists; write it as in \"2023\", \"2023-08\" or "
                   "\"2023-08-31\"",
                   text);
}

static void read_end(const Form *runs, const char *key, int32_t *end, bool last) {
    Day days[2];
    lua_getfield(runs->L, runs->index, key);
    if (!lua_isnil(runs->L, -1)) {
        read_period(runs, key, &days[0], &days[1]);
        *end = days[last];
    }
    lua_pop(runs->L, 1);
}

/* runs = "2022", or { from = "2023-08", to = "2024-01" } with either end open */
static void read_runs(const Form *form, PlanRule *rule) {
    static const char *const keys[] = {"from", "to", NULL};
    lua_State *L = form->L;
    if (!form_has(form, "runs")) return;
    lua_getfield(L, form->index, "runs");
    if (!lua_istable(L, -1)) {
        read_period(form, "runs", &rule->from, &rule->to);
        lua_pop(L, 1);
        return;
    }
    char what[128];
    snprintf(what, sizeof what, "%.100s: 'runs'", form->what);
    Form runs = form_open(L, -1, what);
    form_check(&runs, keys, NULL);
    read_end(&runs, "from", &rule->from, false);
    read_end(&runs, "to", &rule->to, true);
    if (rule->from == INT32_MIN && rule->to == INT32_MAX) form_raise(form, "runs", ": 'runs' is empty");
    if (rule->from > rule->to) form_raise(form, "runs", ": 'runs' ends before it begins");
    lua_pop(L, 1);
}

/* places = 32, or "unstated" where the scheme's document does not say */
static int32_t read_places(const Form *form, const char *key) {
    lua_State *L = form->L;
    lua_getfield(L, form->index, key);
    bool text = lua_type(L, -1) == LUA_TSTRING;
    bool unstated = text && strcmp(lua_tostring(L, -1), "unstated") == 0;
    lua_pop(L, 1);
    if (text && !unstated) form_raise(form, key, ": '%s' is a number or \"unstated\"", key);
    return unstated ? PLACES_UNSTATED : form_whole(form, key, 1, PLACES_NONE);
}

/* Raises where the criterion looks at records of that subject. */
static void refuse_subject(const Form *form, const char *key, uint32_t criterion, Subject subject,
                           const char *advice) {
    if (criterion == PLAN_NONE) return;
    uint32_t field = loading_made(form->loading, criterion)->reads[subject];
    if (field != PLAN_NONE)
        form_raise(form, key, ": %s, and this reads %s", advice, label_field(form->L, field));
}

static int refuse_special(const Form *form, uint32_t field) {
    return form_raise(form, "order_by",
                      ": 'order_by' can't use '%s': special-category data decides nobody's turn (Equality "
                      "Act 2010 s.159)",
                      label_bare_name(form->loading, field));
}

static PlanOrder read_field_order(const Form *form, uint32_t field) {
    const PlanField *declared = loading_field(form->loading, field);
    if (declared->sensitivity == SENSITIVITY_SPECIAL) refuse_special(form, field);
    if (declared->type == FIELD_TEXT || declared->type == FIELD_SET)
        form_raise(form, "order_by", ": 'order_by' can't use '%s': %s has no order",
                   label_bare_name(form->loading, field), literal_type_words((FieldType)declared->type));
    if (declared->subject == SUBJECT_VACANCY)
        form_raise(form, "order_by", ": 'order_by' orders candidates, and %s is a vacancy's",
                   label_field(form->L, field));
    return (PlanOrder){.criterion = PLAN_NONE, .field = field};
}

static PlanOrder read_criterion_order(const Form *form, const char *what) {
    uint32_t criterion = criterion_use(form->L, -1, what);
    uint32_t special = loading_made(form->loading, criterion)->special;
    if (special != PLAN_NONE) refuse_special(form, special);
    refuse_subject(form, "order_by", criterion, SUBJECT_VACANCY, "'order_by' orders candidates");
    return (PlanOrder){.criterion = criterion_emit(form->L, criterion), .field = PLAN_NONE};
}

/* Criteria (met first; a boolean field is one) or fields (ascending). */
static PlanOrder read_order(const Form *form, const char *what) {
    uint32_t field;
    HandleKind kind = handle_kind(form->L, -1, &field);
    if (kind != HANDLE_FIELD || loading_field(form->loading, field)->type == FIELD_BOOLEAN)
        return read_criterion_order(form, what);
    return read_field_order(form, field);
}

static void read_orders(const Form *form, PlanRule *rule) {
    char what[160];
    snprintf(what, sizeof what, "%s: 'order_by'", form->what);
    uint32_t count = form_list(form, "order_by");
    for (uint32_t i = 1; i <= count; i++) {
        lua_rawgeti(form->L, -1, i);
        PlanOrder order = read_order(form, what);
        uint32_t index = LOADING_ADD(form->L, form->loading, orders, &order, 1);
        if (rule->order_count++ == 0) rule->first_order = index;
        lua_pop(form->L, 1);
    }
    if (count) lua_pop(form->L, 1);
}

static void read_stages(const Form *form, PlanRule *rule) {
    char what[160];
    snprintf(what, sizeof what, "%s: 'stages'", form->what);
    uint32_t count = form_list(form, "stages");
    for (uint32_t i = 1; i <= count; i++) {
        lua_rawgeti(form->L, -1, i);
        PlanStage stage = offer_use_stage(form->L, what)->item;
        stage.when = criterion_emit(form->L, stage.when);
        for (uint32_t s = 0; s < rule->stage_count; s++)
            if (LOADING_AT(form->loading->draft.stages, PlanStage, rule->first_stage + s)->title ==
                stage.title)
                form_raise(form, "stages", ": two stages are called '%s'",
                           loading_text(form->loading, stage.title));
        uint32_t index = LOADING_ADD(form->L, form->loading, stages, &stage, 1);
        if (rule->stage_count++ == 0) rule->first_stage = index;
        lua_pop(form->L, 1);
    }
    if (count) lua_pop(form->L, 1);
}

/* An offer's stage is one of its programme's, where the programme has any. */
static void expect_stage(const Form *form, const PlanRule *rule, const PlanOffer *offer) {
    const Loading *loading = form->loading;
    if (!offer->stage || !rule->stage_count) return;
    Suggestion suggestion = {0};
    for (uint32_t i = 0; i < rule->stage_count; i++) {
        PlanString title = LOADING_AT(loading->draft.stages, PlanStage, rule->first_stage + i)->title;
        if (title == offer->stage) return;
        suggest_offer(&suggestion, loading_text(loading, offer->stage), loading_text(loading, title));
    }
    char phrase[128];
    Form at_offer = *form; /* the rule's words, the offer's place */
    at_offer.place = offer->place;
    form_raise(&at_offer, "stage", ": offer '%s' names the stage '%s', which is not among its stages%s",
               loading_text(loading, offer->title), loading_text(loading, offer->stage),
               suggest_phrase(&suggestion, phrase, sizeof phrase));
}

/* Takes in the offer at the top of the stack. */
static void add_offer(const Form *form, PlanRule *rule, const char *what) {
    PlanOffer offer = offer_use_offer(form->L, what)->item;
    expect_stage(form, rule, &offer);
    offer.when = criterion_emit(form->L, offer.when);
    uint32_t index = LOADING_ADD(form->L, form->loading, offers, &offer, 1);
    if (rule->offer_count++ == 0) rule->first_offer = index;
}

static void read_support(const Form *form, PlanRule *rule) {
    char what[160];
    snprintf(what, sizeof what, "%s: 'support'", form->what);
    uint32_t count = form_list(form, "support");
    for (uint32_t i = 1; i <= count; i++) {
        lua_rawgeti(form->L, -1, i);
        add_offer(form, rule, what);
        lua_pop(form->L, 1);
    }
    if (count) lua_pop(form->L, 1);
}

static uint32_t expect_given_field(const Form *form, const char *name) {
    uint32_t field = field_find(form->loading, SUBJECT_CANDIDATE, name, false);
    if (field == PLAN_NONE) {
        char phrase[128];
        form_raise(form, "gives", ": 'gives' names '%s', which is no candidate field%s", name,
                   field_suggest(form->loading, SUBJECT_CANDIDATE, name, phrase, sizeof phrase));
    }
    if (loading_field(form->loading, field)->type != FIELD_SET)
        form_raise(form, "gives", ": 'gives' adds to sets, and '%s' is %s", name,
                   literal_type_words((FieldType)loading_field(form->loading, field)->type));
    return field;
}

static void add_give(const Form *form, PlanRule *rule, uint32_t field) {
    const PlanField *declared = loading_field(form->loading, field);
    uint32_t first_value = declared->first_value;
    bool listed = declared->value_count > 0;
    PlanLiteral member = literal_read(form->L, -1, field);
    PlanGive give = {.field = field};
    give.value =
        listed
            ? LOADING_AT(form->loading->draft.values, PlanValue, first_value + (uint32_t)member.integer)->name
            : (PlanString)member.string;
    uint32_t index = LOADING_ADD(form->L, form->loading, gives, &give, 1);
    if (rule->give_count++ == 0) rule->first_give = index;
}

/* completed = "name", or a list of names, under the key that was found */
static void read_given_names(const Form *form, PlanRule *rule, uint32_t field) {
    if (!lua_istable(form->L, -1)) {
        add_give(form, rule, field);
        return;
    }
    uint32_t count = form_list_length(form->L, -1, form->what);
    for (uint32_t i = 1; i <= count; i++) {
        lua_rawgeti(form->L, -1, i);
        add_give(form, rule, field);
        lua_pop(form->L, 1);
    }
}

/* In the order of the dictionary, since the order in which Lua walks a table varies. */
static void read_gives(const Form *form, PlanRule *rule) {
    lua_State *L = form->L;
    if (!form_has(form, "gives")) return;
    char what[160];
    snprintf(what, sizeof what, "%s: 'gives'", form->what);
    lua_getfield(L, form->index, "gives");
    Form gives = form_open(L, -1, what);
    for (lua_pushnil(L); lua_next(L, gives.index); lua_pop(L, 1)) {
        if (lua_type(L, -2) != LUA_TSTRING) host_raise(L, "%s holds field = \"what is true\"", what);
        expect_given_field(form, lua_tostring(L, -2));
    }
    for (uint32_t field = 0; field < LOADING_COUNT(form->loading->draft.fields, PlanField); field++) {
        const char *name = label_bare_name(form->loading, field);
        if (field_find(form->loading, SUBJECT_CANDIDATE, name, false) != field) continue;
        lua_getfield(L, gives.index, name);
        if (!lua_isnil(L, -1)) read_given_names(form, rule, field);
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
}

void rule_declare_programme(const Form *form, PlanString name, PlanPlace place) {
    static const char *const keys[] = {"title",    "source", "runs",    "eligible", "places",
                                       "order_by", "stages", "support", "gives",    NULL};
    form_check(form, keys, NULL);
    PlanRule rule = start(form, RULE_PROGRAMME, name, place);
    read_runs(form, &rule);
    uint32_t eligible = form_criterion(form, "eligible", true);
    refuse_subject(form, "eligible", eligible, SUBJECT_VACANCY, "a programme is about a candidate");
    rule.who = criterion_emit(form->L, eligible);
    rule.places = read_places(form, "places");
    read_orders(form, &rule);
    read_stages(form, &rule);
    read_support(form, &rule);
    read_gives(form, &rule);
    LOADING_ADD(form->L, form->loading, rules, &rule, 1);
}

void rule_declare_interview(const Form *form, PlanString name, PlanPlace place) {
    static const char *const keys[] = {"title",     "source", "basis",       "runs",     "who",
                                       "vacancies", "places", "places_each", "order_by", NULL};
    form_check(form, keys, NULL);
    PlanRule rule = start(form, RULE_GUARANTEED_INTERVIEW, name, place);
    rule.basis = (uint8_t)(form_choice(form, "basis", basis_names, -1) + 1);
    read_runs(form, &rule);
    rule.who = criterion_emit(form->L, form_criterion(form, "who", true));
    uint32_t vacancies = form_criterion(form, "vacancies", false);
    refuse_subject(form, "vacancies", vacancies, SUBJECT_CANDIDATE, "'vacancies' looks at vacancies alone");
    rule.vacancies = criterion_emit(form->L, vacancies);
    rule.places = read_places(form, "places");
    rule.places_each = read_places(form, "places_each");
    read_orders(form, &rule);
    LOADING_ADD(form->L, form->loading, rules, &rule, 1);
}

void rule_declare_support_plan(const Form *form, PlanString name, PlanPlace place) {
    static const char *const keys[] = {"title", "source", NULL};
    form_check(form, keys, "offers");
    PlanRule rule = start(form, RULE_SUPPORT_PLAN, name, place);
    lua_Unsigned count = lua_rawlen(form->L, form->index);
    if (count == 0) host_raise(form->L, "%s is empty: list its offers, as in offer \"…\" { … }", form->what);
    for (lua_Unsigned i = 1; i <= count; i++) {
        char what[128];
        lua_rawgeti(form->L, form->index, (lua_Integer)i);
        add_offer(form, &rule, form_item(what, form->what, (uint32_t)i));
        lua_pop(form->L, 1);
    }
    LOADING_ADD(form->L, form->loading, rules, &rule, 1);
}
