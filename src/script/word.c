/* Words of the standard vocabulary: what each may be given. */
#include "word.h"

#include "script/criterion.h"
#include "script/form.h"
#include "script/handle.h"
#include "script/literal.h"
#include "script/sandbox.h"

/* A word that is being called: its arguments are 1 to `given`. */
typedef struct Word {
    lua_State *L;
    const char *name, *example;
    int given;
} Word;

static int refuse(const Word *word, const char *expected) {
    return host_raise(word->L, "%s expects %s, as in %s", word->name, expected, word->example);
}

/* ── What a word may take ───────────────────────────────────────────────── */

static void take_nothing(const Word *word) {
    if (word->given > 0) host_raise(word->L, "%s takes nothing: %s", word->name, word->example);
}

static bool are_texts(const Word *word) {
    for (int i = 1; i <= word->given; i++)
        if (lua_type(word->L, i) != LUA_TSTRING) return false;
    return word->given > 0;
}

/* The first two that were given, for an example in the author's own words. */
enum { SHOWN = 40 };

static void take_text(const Word *word) {
    if (word->given > 1 && are_texts(word))
        host_raise(word->L, "%s expects one value: for several, write any { %s \"%.*s\", %s \"%.*s\" }",
                   word->name, word->name, SHOWN, lua_tostring(word->L, 1), word->name, SHOWN,
                   lua_tostring(word->L, 2));
    if (word->given != 1 || !are_texts(word)) refuse(word, "one value in quotes");
}

static void take_texts(const Word *word) {
    lua_State *L = word->L;
    if (word->given > 1 && are_texts(word))
        host_raise(L, "%s expects one value or a list in braces: %s { \"%.*s\", \"%.*s\"%s }", word->name,
                   word->name, SHOWN, lua_tostring(L, 1), SHOWN, lua_tostring(L, 2),
                   word->given > 2 ? ", …" : "");
    if (word->given != 1 || !(are_texts(word) || lua_istable(L, 1)))
        refuse(word, "one value in quotes or a list in braces");
    if (!lua_istable(L, 1)) return;
    uint32_t count = form_list_length(L, 1, word->name);
    if (count == 0) host_raise(L, "%s { } is empty: name at least one value", word->name);
    for (uint32_t i = 1; i <= count; i++) {
        if (lua_rawgeti(L, 1, i) != LUA_TSTRING)
            host_raise(L, "item %u of %s expects a value in quotes, got %s", i, word->name,
                       handle_describe(L, -1));
        lua_pop(L, 1);
    }
}

static void take_texts_or_nothing(const Word *word) {
    if (word->given > 0) take_texts(word);
}

static void take_table(const Word *word) {
    if (word->given != 1 || !lua_istable(word->L, 1)) refuse(word, "a table in braces");
}

static void take_time(const Word *word) {
    PlanLiteral months_days[2];
    if (word->given != 1 || !lua_istable(word->L, 1)) refuse(word, "a time in braces");
    literal_read_duration(word->L, 1, word->name, months_days);
}

static lua_Integer expect_age(const Word *word, int index) {
    lua_State *L = word->L;
    if (lua_type(L, index) == LUA_TSTRING && lua_isnumber(L, index))
        host_raise(L, "%s: write %s without quotes", word->name, lua_tostring(L, index));
    return literal_expect_age(L, index, word->name);
}

static void take_age(const Word *word) {
    if (word->given != 1) refuse(word, "one age");
    expect_age(word, 1);
}

/* aged(16), aged(16, 29), and either with { on = "08-31" } after it */
static void take_ages(const Word *word) {
    static const char *const keys[] = {"on", NULL};
    lua_State *L = word->L;
    int ages = word->given;
    if (ages > 1 && lua_istable(L, ages)) {
        Form form = form_open(L, ages--, word->name);
        form_check(&form, keys, NULL);
        if (!form_has(&form, "on")) refuse(word, "one age or two");
        lua_getfield(L, form.index, "on");
        literal_expect_day_of_year(L, -1, word->name);
        lua_pop(L, 1);
    }
    if (ages < 1 || ages > 2) refuse(word, "one age or two");
    lua_Integer from = expect_age(word, 1), to = ages == 2 ? expect_age(word, 2) : from;
    if (from > to)
        host_raise(L, "%s(%d, %d) has its ages the wrong way round: write %s(%d, %d)", word->name, (int)from,
                   (int)to, word->name, (int)to, (int)from);
}

static void take_funded(const Word *word) {
    static const char *const keys[] = {"funded", NULL};
    if (word->given == 0) return;
    if (word->given != 1 || !lua_istable(word->L, 1)) refuse(word, "nothing, or a table in braces");
    Form form = form_open(word->L, 1, word->name);
    form_check(&form, keys, NULL);
    if (!form_has(&form, "funded")) refuse(word, "nothing, or 'funded'");
    form_flag(&form, "funded");
}

/* All ten tenths would be everybody. */
static void take_tenths(const Word *word) {
    static const char *const keys[] = {"tenths", NULL};
    if (word->given != 1 || !lua_istable(word->L, 1)) refuse(word, "a number of tenths in braces");
    Form form = form_open(word->L, 1, word->name);
    form_check(&form, keys, NULL);
    int32_t tenths = form_whole(&form, "tenths", 1, 0);
    if (tenths < 1 || tenths > 9) refuse(word, "1 to 9 tenths");
}

static bool is_criterion(lua_State *L, int index) {
    uint32_t number;
    HandleKind kind = handle_kind(L, index, &number);
    return kind == HANDLE_CRITERION ||
           (kind == HANDLE_FIELD && loading_field(loading_of(L), number)->type == FIELD_BOOLEAN);
}

/* { code = criterion }. Of several that are wrong the first by its code, since Lua walks a table in any
 * order. */
static void take_codes(const Word *word) {
    lua_State *L = word->L;
    const char *wrong = NULL;
    bool empty = true;
    if (word->given != 1 || !lua_istable(L, 1)) refuse(word, "criteria by their codes, in braces");
    for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1), empty = false) {
        host_charge(L, 1);
        if (lua_type(L, -2) != LUA_TSTRING) refuse(word, "a code and '=' before each criterion");
        const char *code = lua_tostring(L, -2);
        if (!is_criterion(L, -1) && (!wrong || strcmp(code, wrong) < 0)) wrong = code;
    }
    if (empty) refuse(word, "at least one code");
    if (!wrong) return;
    lua_getfield(L, 1, wrong);
    const char *what = lua_pushfstring(L, "%s: '%s'", word->name, wrong);
    criterion_use(L, -2, what);
}

static const struct {
    const char *name;
    void (*take)(const Word *word);
} kinds[] = {
    {"nothing", take_nothing}, {"text", take_text},
    {"texts", take_texts},     {"texts or nothing", take_texts_or_nothing},
    {"time", take_time},       {"age", take_age},
    {"ages", take_ages},       {"funded or nothing", take_funded},
    {"codes", take_codes},     {"tenths", take_tenths},
    {"table", take_table},
};

/* ── Words ──────────────────────────────────────────────────────────────── */

/* Upvalues: the function, its name, what it takes, an example. */
static int call(lua_State *L) {
    Word word = {
        .L = L,
        .name = lua_tostring(L, lua_upvalueindex(2)),
        .example = lua_tostring(L, lua_upvalueindex(4)),
        .given = lua_gettop(L),
    };
    loading_expect_open(L);
    kinds[lua_tointeger(L, lua_upvalueindex(3))].take(&word);
    lua_settop(L, word.given);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, word.given, 1);
    return 1;
}

static lua_Integer find_kind(lua_State *L, const char *name) {
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].name, name) == 0) return (lua_Integer)i;
    return host_raise(L, "no word takes '%s'", name);
}

/* Replaces the function that the row at the top of the stack names. */
static void declare(lua_State *L, int names) {
    int row = lua_gettop(L);
    for (int i = 1; i <= 3; i++)
        if (lua_rawgeti(L, row, i) != LUA_TSTRING)
            host_raise(L, "a row of words has a name, a kind and an example");
    lua_pushvalue(L, row + 1);
    if (lua_rawget(L, names) != LUA_TFUNCTION)
        host_raise(L, "there is no word '%s'", lua_tostring(L, row + 1));
    lua_pushvalue(L, row + 1);
    lua_pushinteger(L, find_kind(L, lua_tostring(L, row + 2)));
    lua_pushvalue(L, row + 3);
    lua_pushcclosure(L, call, 4);
    lua_pushvalue(L, row + 1);
    lua_insert(L, -2);
    lua_rawset(L, names);
    lua_settop(L, row);
}

static int words(lua_State *L) {
    uint32_t count = form_list_length(L, 1, "words");
    sandbox_push(L, &sandbox_standard);
    int names = lua_gettop(L);
    for (uint32_t i = 1; i <= count; i++) {
        if (lua_rawgeti(L, 1, i) != LUA_TTABLE) host_raise(L, "words lists rows in braces");
        declare(L, names);
        lua_pop(L, 1);
    }
    return 0;
}

void word_define(lua_State *L) {
    host_register(L, "words", words);
}
