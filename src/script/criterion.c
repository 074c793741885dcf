/* Criteria: combined, labelled, used. */
#include "criterion.h"

#include "base/suggest.h"
#include "script/field.h"
#include "script/form.h"
#include "script/handle.h"
#include "script/label.h"
#include "script/leaf.h"
#include "script/literal.h"

MadeCriterion criterion_start(Operator op) {
    return (MadeCriterion){
        .item = {.op = (uint8_t)op, .field = PLAN_NONE},
        .emitted = PLAN_NONE,
        .reads = {PLAN_NONE, PLAN_NONE},
        .special = PLAN_NONE,
        .depth = 1,
    };
}

void criterion_note_field(lua_State *L, MadeCriterion *made, uint32_t field) {
    const PlanField *declared = loading_field(loading_of(L), field);
    made->reads[declared->subject] = field;
    if (declared->sensitivity == SENSITIVITY_SPECIAL) made->special = field;
}

int criterion_push(lua_State *L, MadeCriterion made) {
    Loading *loading = loading_expect_open(L);
    if (made.depth > PLAN_DEPTH)
        host_raise(L, "criteria stand in one another more than %d deep: name parts of them, and join those",
                   PLAN_DEPTH);
    made.item.place = loading_place(L);
    made.emitted = PLAN_NONE;
    made.standard = !loading->in_pack;
    made.used = false;
    if (!made.item.label) made.item.label = label_make(L, &made.item);
    uint32_t number =
        loading_add(L, &loading->made, &made, sizeof made, 1, LOADING_MOST_criteria, "criteria");
    handle_push(L, HANDLE_CRITERION, number);
    return 1;
}

/* What the author may have meant by something that is no criterion. */
static const char *hint(lua_State *L, int index) {
    if (lua_isboolean(L, index)) return " (criteria are compared and joined by is(…), '&', '|' and '~')";
    if (lua_istable(L, index)) return ": a list of criteria is all { … } or any { … }";
    if (lua_isfunction(L, index) && !lua_iscfunction(L, index))
        return "; one that looks at a person is a check: check(\"what it checks\", { reads = { … } }, "
               "function(c) … "
               "end)";
    if (lua_type(L, index) == LUA_TSTRING)
        return ": a text stands after what it is compared with, several in braces, as in includes_any { … }";
    return "";
}

static int refuse(lua_State *L, int index, const char *what) {
    uint32_t field;
    if (handle_kind(L, index, &field) == HANDLE_FIELD) {
        const PlanField *declared = loading_field(loading_of(L), field);
        return host_raise(L, "%s expects a criterion, and %s is %s: compare it, as in %s", what,
                          label_field(L, field), literal_type_words((FieldType)declared->type),
                          leaf_example(L, field));
    }
    return host_raise(L, "%s expects a criterion, got %s%s", what, handle_describe(L, index), hint(L, index));
}

uint32_t criterion_use(lua_State *L, int index, const char *what) {
    const Loading *loading = loading_expect_open(L);
    uint32_t number = 0;
    index = lua_absindex(L, index);
    HandleKind kind = handle_kind(L, index, &number);
    if (kind == HANDLE_FIELD && loading_field(loading, number)->type == FIELD_BOOLEAN) {
        leaf_push_truth(L, number);
        number = handle_expect(L, -1, HANDLE_CRITERION, what);
        lua_pop(L, 1);
    } else if (kind != HANDLE_CRITERION)
        refuse(L, index, what);
    loading_made(loading, number)->used = true;
    return number;
}

/* Takes `child` in as the next of the children, which must follow one another in made_links. */
static void add_child(lua_State *L, MadeCriterion *made, uint32_t child) {
    Loading *loading = loading_of(L);
    uint32_t link = loading_add(L, &loading->made_links, &child, sizeof child, 1, LOADING_MOST_links,
                                "criteria in criteria");
    if (made->item.count++ == 0) made->item.first = link;
    const MadeCriterion *inner = loading_made(loading, child);
    if (made->depth <= inner->depth) made->depth = (uint8_t)(inner->depth + 1);
    if (inner->special != PLAN_NONE) made->special = inner->special;
    for (int subject = SUBJECT_CANDIDATE; subject <= SUBJECT_VACANCY; subject++)
        if (inner->reads[subject] != PLAN_NONE) made->reads[subject] = inner->reads[subject];
}

/* One side of '&' or '|': a chain of the same operator gives its children, so that a long chain is no deeper
 * than a short one. */
static void add_side(lua_State *L, MadeCriterion *made, uint32_t side) {
    const Loading *loading = loading_of(L);
    const MadeCriterion *inner = loading_made(loading, side);
    if (!inner->chained || inner->item.op != made->item.op) {
        add_child(L, made, side);
        return;
    }
    uint32_t first = inner->item.first, count = inner->item.count;
    for (uint32_t i = 0; i < count; i++)
        add_child(L, made, *LOADING_AT(loading->made_links, uint32_t, first + i));
}

static int chain(lua_State *L, Operator op, const char *what) {
    uint32_t left = criterion_use(L, 1, what), right = criterion_use(L, 2, what);
    MadeCriterion made = criterion_start(op);
    add_side(L, &made, left);
    add_side(L, &made, right);
    made.chained = true;
    return criterion_push(L, made);
}

int criterion_both(lua_State *L) {
    return chain(L, OPERATOR_ALL, "'&'");
}

int criterion_either(lua_State *L) {
    return chain(L, OPERATOR_ANY, "'|'");
}

int criterion_negation(lua_State *L) {
    MadeCriterion made = criterion_start(OPERATOR_NONE);
    add_child(L, &made, criterion_use(L, 1, "'~'"));
    return criterion_push(L, made);
}

/* The list at `index` with its label, source and question: the rest of all{…}, any{…}, none{…} and
 * at_least(n, {…}). */
static int combine(lua_State *L, MadeCriterion made, int index, const char *what) {
    static const char *const keys[] = {"label", "source", "ask", NULL};
    char where[128];
    Form form = form_open(L, index, what);
    form_check(&form, keys, "criteria");
    made.item.label = form_line(&form, "label");
    made.item.source = form_text(&form, "source", false);
    made.item.ask = form_text(&form, "ask", false);
    made.item.labelled = made.item.label != 0;
    lua_Unsigned count = lua_rawlen(L, index);
    if (count == 0) host_raise(L, "%s is empty: name at least one criterion", what);
    for (lua_Unsigned i = 1; i <= count; i++) {
        lua_rawgeti(L, index, (lua_Integer)i);
        add_child(L, &made, criterion_use(L, -1, form_item(where, what, (uint32_t)i)));
        lua_pop(L, 1);
    }
    return criterion_push(L, made);
}

static int expect_one_table(lua_State *L, const char *what) {
    if (lua_gettop(L) != 1 || !lua_istable(L, 1))
        host_raise(L, "%s expects its criteria in braces, got %s", what, handle_describe(L, 1));
    return 1;
}

static int all(lua_State *L) {
    return combine(L, criterion_start(OPERATOR_ALL), expect_one_table(L, "all { … }"), "all { … }");
}

static int any(lua_State *L) {
    return combine(L, criterion_start(OPERATOR_ANY), expect_one_table(L, "any { … }"), "any { … }");
}

static int none(lua_State *L) {
    return combine(L, criterion_start(OPERATOR_NONE), expect_one_table(L, "none { … }"), "none { … }");
}

static int at_least(lua_State *L) {
    static const char what[] = "at_least(n, { … })";
    if (!lua_isinteger(L, 1) || !lua_istable(L, 2) || lua_gettop(L) != 2)
        host_raise(L, "%s expects a whole number and a list of criteria in braces", what);
    MadeCriterion made = criterion_start(OPERATOR_AT_LEAST_OF);
    lua_Integer least = lua_tointeger(L, 1), count = (lua_Integer)lua_rawlen(L, 2);
    if (count > 0 && (least < 1 || least > count))
        host_raise(L, "at_least(%d, { … }) is out of range: with %d criteria it is from 1 to %d", (int)least,
                   (int)count, (int)count);
    made.item.threshold = (uint32_t)least;
    return combine(L, made, 2, what);
}

static const char *expect_words(lua_State *L, const char *what, size_t *length) {
    if (lua_type(L, 2) != LUA_TSTRING || lua_gettop(L) != 2)
        host_raise(L, "%s expects one text in quotes, got %s", what, handle_describe(L, 2));
    const char *words = lua_tolstring(L, 2, length);
    if (*length == 0) host_raise(L, "%s expects some text", what);
    return words;
}

/* The copy of the criterion that :label, :source and :ask give back. */
static MadeCriterion copy(lua_State *L, const char *what) {
    uint32_t number = criterion_use(L, 1, what);
    MadeCriterion made = *loading_made(loading_of(L), number);
    made.chained = false;
    return made;
}

static int set_label(lua_State *L) {
    size_t length;
    const char *words = expect_words(L, "label", &length);
    MadeCriterion made = copy(L, "label");
    made.item.label = loading_line(L, "a label", words, length);
    made.item.labelled = 1;
    return criterion_push(L, made);
}

static int set_source(lua_State *L) {
    size_t length;
    const char *words = expect_words(L, "source", &length);
    MadeCriterion made = copy(L, "source");
    made.item.source = loading_string(L, words, length);
    return criterion_push(L, made);
}

static int set_ask(lua_State *L) {
    size_t length;
    const char *words = expect_words(L, "ask", &length);
    MadeCriterion made = copy(L, "ask");
    made.item.ask = loading_string(L, words, length);
    return criterion_push(L, made);
}

static const struct {
    const char *name;
    lua_CFunction function;
} methods[] = {{"label", set_label}, {"source", set_source}, {"ask", set_ask}};

void criterion_add_methods(lua_State *L) {
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        lua_pushcfunction(L, methods[i].function);
        lua_setfield(L, -2, methods[i].name);
    }
}

static int look_up(lua_State *L) {
    const char *name = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "?";
    Suggestion suggestion = {0};
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        if (strcmp(methods[i].name, name) == 0) {
            lua_pushcfunction(L, methods[i].function);
            return 1;
        }
        suggest_offer(&suggestion, name, methods[i].name);
    }
    char phrase[128];
    return host_raise(
        L, "a criterion has no '%s'%s: it has label, source and ask; what compares stands after a field",
        name, suggest_phrase(&suggestion, phrase, sizeof phrase));
}

void criterion_define(lua_State *L) {
    handle_define(L, HANDLE_CRITERION,
                  &(HandleClass){.index = look_up,
                                 .both = criterion_both,
                                 .either = criterion_either,
                                 .negation = criterion_negation});
    host_register(L, "all", all);
    host_register(L, "any", any);
    host_register(L, "none", none);
    host_register(L, "at_least", at_least);
}

static bool is_leaf(const PlanCriterion *item) {
    return item->op < OPERATOR_LEAVES;
}

static void emit_children(lua_State *L, Loading *loading, PlanCriterion *item) {
    for (uint32_t i = 0; i < item->count; i++)
        criterion_emit(L, *LOADING_AT(loading->made_links, uint32_t, item->first + i));
    uint32_t first = LOADING_COUNT(loading->draft.links, uint32_t);
    for (uint32_t i = 0; i < item->count; i++) {
        uint32_t child = *LOADING_AT(loading->made_links, uint32_t, item->first + i);
        LOADING_ADD(L, loading, links, &loading_made(loading, child)->emitted, 1);
    }
    item->first = first;
}

static void emit_literals(lua_State *L, Loading *loading, PlanCriterion *item) {
    uint32_t first = LOADING_COUNT(loading->draft.literals, PlanLiteral);
    for (uint32_t i = 0; i < item->count; i++) {
        PlanLiteral literal = *LOADING_AT(loading->made_literals, PlanLiteral, item->first + i);
        LOADING_ADD(L, loading, literals, &literal, 1);
    }
    item->first = first;
}

uint32_t criterion_emit(lua_State *L, uint32_t criterion) {
    if (criterion == PLAN_NONE) return PLAN_NONE;
    Loading *loading = loading_of(L);
    MadeCriterion made = *loading_made(loading, criterion);
    if (made.emitted != PLAN_NONE) return made.emitted;
    if (made.standard)
        for (int subject = SUBJECT_CANDIDATE; subject <= SUBJECT_VACANCY; subject++)
            if (made.reads[subject] != PLAN_NONE) field_expect_listed(L, made.reads[subject]);
    if (is_leaf(&made.item)) {
        if (made.item.operand == OPERAND_LITERALS) emit_literals(L, loading, &made.item);
    } else if (made.item.op < OPERATOR_JUDGEMENT)
        emit_children(L, loading, &made.item);
    uint32_t index = LOADING_ADD(L, loading, criteria, &made.item, 1);
    loading_made(loading, criterion)->emitted = index;
    return index;
}

void criterion_check_used(const Loading *loading, Messages *messages) {
    uint32_t count = LOADING_COUNT(loading->made, MadeCriterion);
    for (uint32_t i = 0; i < count; i++) {
        const MadeCriterion *made = loading_made(loading, i);
        if (made->standard || made->used || made->emitted != PLAN_NONE) continue;
        messages_add(messages, MESSAGE_ERROR, loading_text(loading, made->item.place.file),
                     made->item.place.line, 0,
                     "no declaration uses the criterion '%s': join it with '&' or '|', or take it out "
                     "('and' and 'or' drop one of their sides)",
                     loading_text(loading, made->item.label));
    }
}
