/* Packs: found, read, loaded in their workers, checked, refused. */
#include "scene.h"

#include <signal.h>

/* ── Loading ────────────────────────────────────────────────────────────── */

static const char simple[] =
    "programme 'help' { title = 'Help', source = 'a leaflet', eligible = candidate.age:at_least(16) }\n";

static void test_a_pack_loads(void) {
    Scene scene = scene_start(simple);
    scene_load(&scene, 3);
    CHECK_INT(scene.messages.count, 0);
    CHECK(scene.pack != NULL);
    CHECK_STR(pack_id(scene.pack), "riverside");
    const Plan *plan = pack_plan(scene.pack);
    CHECK_INT(plan->rules_count, 1);
    CHECK_STR(plan_string(plan, plan->rules[0].name), "help");
    CHECK(waitpid(-1, NULL, WNOHANG) < 0); /* without check functions there is no worker any more */
    scene_end(&scene);
}

/* Packs that start with a copy of the standard library are what they are when each runs it; what one does to
 * its copy, or comes to grief with, is nothing to the next. */
static void test_one_library_for_all(void) {
    static const char rules[] =
        "programme 'help' { title = 'H', source = 's', eligible = unemployed() & aged(16) }";
    static const char *const before[] = {
        "unemployed, aged, candidate, under = nil, nil, nil, nil field 'new' { type = 'boolean' }\n"
        "function aged() return candidate.age:at_least(99) end\n"
        "programme 'help' { title = 'H', source = 's', eligible = aged() }",
        "while true do end",
        "local t = {} for i = 1, 1e9 do t[i] = ('x'):rep(100000) .. i end",
        "programme 'help' { title = 'H' ",
    };
    PackStandard *ready = pack_standard_open();
    CHECK(ready != NULL);
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        Scene other = scene_start(before[i]);
        pack_close(pack_open(other.folder, &(PackOptions){.ready = ready}, &other.messages));
        scene_end(&other);
    }
    Scene scene = scene_start(rules);
    Pack *own = pack_open(scene.folder, &(PackOptions){0}, &scene.messages);
    Pack *copied = pack_open(scene.folder, &(PackOptions){.ready = ready}, &scene.messages);
    pack_standard_close(ready);
    CHECK_INT(scene.messages.count, 0);
    CHECK(own && copied);
    CHECK_INT(pack_plan(copied)->length, pack_plan(own)->length);
    /* Its sections follow one another. */
    const char *first = (const char *)pack_plan(own)->packs, *second = (const char *)pack_plan(copied)->packs;
    size_t length = (size_t)(pack_plan(own)->strings + pack_plan(own)->strings_count - first);
    CHECK(memcmp(first, second, length) == 0);
    pack_close(own);
    pack_close(copied);
    scene_end(&scene);
}

static void test_files_run_in_order(void) {
    Scene scene = scene_start("assert(a == 1) b = 2");
    scene_write(&scene, "a.lua", "a = 1", 5);
    scene_write(&scene, "z.lua",
                "assert(b == 2) programme 'help' { title = 'H', source = 's', eligible = unemployed() }", 86);
    scene_write(&scene, "a_test.lua", "error 'tests do not run'", 24);
    scene_write(&scene, "notes.txt", "not Lua", 7);
    scene_load(&scene, 1);
    CHECK_STR(scene_message(&scene, 0), "no message");
    CHECK(scene.pack != NULL);
    scene_end(&scene);
}

static void test_the_folder_names_the_pack(void) {
    Scene scene = scene_start(simple);
    char before[4096];
    CHECK(getcwd(before, sizeof before) != NULL);
    CHECK(chdir(scene.folder) == 0);
    const char *folder = scene.folder;
    scene.folder = ".";
    scene_load(&scene, 1);
    scene.folder = folder;
    CHECK(chdir(before) == 0);
    CHECK_STR(pack_id(scene.pack), "riverside");
    scene_end(&scene);
}

static void test_warnings_come_along(void) {
    Scene scene = scene_start(
        "\nfunction under() end\nprogramme 'help' { title = 'H', source = 's', eligible = unemployed() }");
    scene_load(&scene, 1);
    CHECK(scene.pack != NULL);
    CHECK_INT(scene.messages.errors, 0);
    CHECK_STR(scene_message(&scene, 0), "rules.lua:2: 'under' hides the standard name 'under'");
    CHECK_INT(scene.messages.items[0].level, MESSAGE_WARNING);
    scene_end(&scene);
}

static void test_the_standard_library_alone(void) {
    Arena *arena = arena_open();
    Messages messages = {.arena = arena};
    PackOptions options = {.workers = 1};
    Pack *pack = pack_open_standard(&options, &messages);
    CHECK_INT(messages.count, 0);
    CHECK_STR(pack_id(pack), "");
    const Plan *plan = pack_plan(pack);
    CHECK(plan->fields_count > 50);
    CHECK_INT(plan->rules_count, 0);
    uint32_t fields = plan->fields_count;
    pack_close(pack);
    options.stdlib = "stdlib"; /* the folder says what the program has in it */
    Pack *other = pack_open_standard(&options, &messages);
    CHECK_INT(messages.count, 0);
    CHECK(other && pack_plan(other)->fields_count == fields);
    pack_close(other);
    options.stdlib = "no-such-folder";
    CHECK(pack_open_standard(&options, &messages) == NULL);
    CHECK_INT(messages.errors, 1);
    arena_close(arena);
}

static void refuses(const char *rules, const char *first, uint32_t errors) {
    Scene scene = scene_start(rules);
    scene_load(&scene, 2);
    CHECK(scene.pack == NULL);
    CHECK_STR(scene_message(&scene, 0), first);
    CHECK_INT(scene.messages.errors, errors);
    scene_end(&scene);
}

static void test_what_is_wrong_is_told(void) {
    refuses("\nresident_inn 'Hackney'",
            "rules.lua:2: 'resident_inn' is not known (did you mean 'resident_in'?)", 1);
    refuses("x = = 1", "rules.lua:1: unexpected symbol near '='", 1);
    refuses("\n\nerror 'so it is'", "rules.lua:3: so it is", 1);
    refuses("x = 1\xff", "rules.lua:1: a byte that is not UTF-8 text: save the file as UTF-8", 1);
    refuses("\x1bLua", "rules.lua:1: this is compiled Lua, or another binary file: a pack is made of text",
            1);
}

static void test_each_file_is_looked_at_first(void) {
    Scene scene = scene_start("x = \xff");
    scene_write(&scene, "a.lua", "\x1b", 1);
    scene_write(&scene, "b.lua", "x = 1 or 2", 10);
    scene_load(&scene, 1);
    CHECK_INT(scene.messages.errors, 3);
    CHECK(strncmp(scene_message(&scene, 0), "a.lua:1:", 8) == 0);
    CHECK(strncmp(scene_message(&scene, 1), "b.lua:1:", 8) == 0);
    CHECK(strncmp(scene_message(&scene, 2), "rules.lua:1:", 12) == 0);
    scene_end(&scene);
}

static void test_a_huge_file(void) {
    Scene scene = scene_start(NULL);
    static char large[65537];
    memset(large, '\n', sizeof large);
    scene_write(&scene, "large.lua", large, sizeof large);
    scene_load(&scene, 1);
    CHECK_STR(scene_message(&scene, 0),
              "large.lua:0: the file has 65537 bytes, more than the 65536 that a file may have: split it");
    scene_end(&scene);
}

static void test_too_many_files(void) {
    Scene scene = scene_start(simple);
    for (int i = 2; i < 200; i++)
        scene_write(&scene, arena_format(scene.arena, "n%d.lua", i), "", 0);
    scene_load(&scene, 1);
    CHECK(scene.pack != NULL); /* 200 with pack.lua and rules.lua */
    pack_close(scene.pack);
    ruleset_close(scene.rules);
    scene.rules = NULL;
    scene_write(&scene, "one-more.lua", "", 0);
    scene_load(&scene, 1);
    CHECK(scene.pack == NULL);
    CHECK(strstr(scene_message(&scene, 0), "has more than 200 .lua files") != NULL);
    scene_end(&scene);
}

static void test_a_folder_that_is_no_pack(void) {
    Scene scene = scene_start(simple);
    unlink(file_join(scene.arena, scene.folder, "pack.lua"));
    scene_load(&scene, 1);
    CHECK(strstr(scene_message(&scene, 0), "is not a pack: it has no pack.lua") != NULL);
    scene_end(&scene);
}

static void test_finding_packs(void) {
    Scene scene = scene_start(simple);
    char **folders = NULL;
    size_t count = 0;
    Error error = {0};
    const char *other = arena_format(scene.arena, "%s/hackney", scene.root);
    const char *empty = arena_format(scene.arena, "%s/empty", scene.root);
    CHECK(mkdir(other, 0700) == 0 && mkdir(empty, 0700) == 0);
    FILE *file = fopen(file_join(scene.arena, other, "pack.lua"), "w");
    fclose(file);
    CHECK(pack_find(scene.root, scene.arena, &folders, &count, &error));
    CHECK_INT(count, 2);
    CHECK_STR(folders[0], other);
    CHECK_STR(folders[1], scene.folder);
    CHECK(pack_find(scene.folder, scene.arena, &folders, &count, &error));
    CHECK_INT(count, 3); /* added to what is there */
    CHECK_STR(folders[2], scene.folder);
    CHECK(!pack_find(empty, scene.arena, &folders, &count, &error));
    CHECK(strstr(error.text, "there is no pack in") != NULL);
    Error none = {0};
    CHECK(!pack_find("/no/such/place", scene.arena, &folders, &count, &none));
    CHECK_INT(count, 3);
    unlink(file_join(scene.arena, other, "pack.lua"));
    rmdir(other);
    rmdir(empty);
    scene_end(&scene);
}

/* ── Checks ─────────────────────────────────────────────────────────────── */

static const char all_types[] =
    "pack { organisation = 'Riverside Council', version = '1', language = 1,\n"
    "  reads = { 'flag', 'whole', 'amount', 'note', 'day', 'level', 'group', 'words' } }\n"
    "field 'flag' { type = 'boolean', label = 'flag', ask = '?' }\n"
    "field 'whole' { type = 'integer', label = 'whole', ask = '?' }\n"
    "field 'amount' { type = 'number', label = 'amount', ask = '?' }\n"
    "field 'note' { type = 'text', label = 'note', ask = '?' }\n"
    "field 'day' { type = 'date', label = 'day', ask = '?' }\n"
    "field 'level' { type = 'category', label = 'level', ask = '?', values = { 'low', 'middle', 'high' } }\n"
    "field 'group' { type = 'set', label = 'group', ask = '?', values = { 'red', 'green', 'blue' } }\n"
    "field 'words' { type = 'set', label = 'words', ask = '?' }\n"
    "local function rule(name, fields, f)\n"
    "  programme(name) { title = name, source = 's', eligible = check(name, fields, f) }\n"
    "end\n";

/* One rule with a check, after fields of every type. */
static Scene with_check(const char *check, uint32_t records) {
    Scene scene = scene_start(NULL);
    const char *text = arena_format(scene.arena, "%s%s", all_types, check);
    scene_write(&scene, "pack.lua", text, strlen(text));
    scene_load(&scene, 1);
    if (!scene.pack) {
        printf("# %s\n", scene_message(&scene, 0));
        abort();
    }
    scene.candidates = scene_batch(&scene, SUBJECT_CANDIDATE, records);
    return scene;
}

static Column *own(const Scene *scene, const char *name) {
    return scene_column(scene, scene->candidates, arena_format(scene->arena, "riverside.%s", name));
}

static int32_t own_field(const Scene *scene, const char *name) {
    return scene_field(scene, SUBJECT_CANDIDATE, arena_format(scene->arena, "riverside.%s", name));
}

/* Each value arrives as LANGUAGE says: the check itself compares. */
static void test_values_arrive(void) {
    Scene scene = with_check(
        "rule('r', { reads = { 'flag', 'whole', 'amount', 'note', 'day', 'level', 'group', 'words' } }, "
        "function(c, v)\n"
        "  assert(c.flag == true and c.whole == -5 and math.type(c.whole) == 'integer')\n"
        "  assert(c.amount == 2.5 and c.note == 'naïve; \"quoted\"' and c.day == '2024-02-29' and c.level == "
        "'middle')\n"
        "  assert(#c.group == 2 and c.group[1] == 'blue' and c.group[2] == 'red' and c.group[3] == nil)\n"
        "  assert(table.concat(c.words, ',') == 'a,b,z' and c.today == '2024-10-04' and today == c.today)\n"
        "  local n = 0 for i, member in ipairs(c.words) do n = n + i end assert(n == 6)\n"
        "  for k in pairs(c.words) do n = n + k end assert(n == 12 and type(c) == 'userdata')\n"
        "  return true\n"
        "end)\n",
        2);
    Error error = {0};
    column_set_truth(own(&scene, "flag"), 1, true);
    column_set_integer(own(&scene, "whole"), 1, -5);
    column_set_number(own(&scene, "amount"), 1, 2.5);
    batch_set_text(scene.candidates, own_field(&scene, "note"), 1, "naïve; \"quoted\"", 16);
    column_set_integer(own(&scene, "day"), 1, date_from_civil(2024, 2, 29));
    column_set_integer(own(&scene, "level"), 1, 1);
    CHECK(batch_set_set(scene.candidates, own_field(&scene, "group"), 1, "blue;red", 8, &error));
    CHECK(batch_set_set(scene.candidates, own_field(&scene, "words"), 1, "a;b;z", 5, &error));
    SceneResult result;
    scene_check(&scene, 0, 0, &result);
    CHECK_STR(result.error.text, "");
    CHECK_STR(scene_outcomes(&scene, &result, 2), "?+");
    for (uint32_t i = 0; i < result.failure_count; i++)
        printf("# %u: %s\n", result.failures[i].line, result.failures[i].text);
    scene_end(&scene);
}

/* A thousand records with gaps, against the same in C. */
static void test_results_against_an_oracle(void) {
    enum { N = 1000 };
    Scene scene =
        with_check("rule('r', { reads = { 'whole', 'day' }, optional = { 'amount' } }, function(c)\n"
                   "  if c.amount == nil then return c.whole > 50 end\n"
                   "  return c.whole + c.amount > 100 and c.day >= '2000-01-01'\n"
                   "end)\n",
                   N);
    char expected[N + 1] = "";
    uint32_t seed = 7;
    for (uint32_t i = 0; i < N; i++) {
        seed = seed * 1664525 + 1013904223;
        int whole = (int)(seed >> 8 & 127), amount = (int)(seed >> 15 & 127), gap = (int)(seed >> 22 & 15);
        Day day = 10000 + (Day)(seed >> 4 & 2047);
        if (gap != 1) column_set_integer(own(&scene, "whole"), i, whole);
        if (gap != 2) column_set_integer(own(&scene, "day"), i, day);
        if (gap > 5) column_set_number(own(&scene, "amount"), i, amount);
        bool met = gap > 5 ? whole + amount > 100 && day >= 10957 : whole > 50;
        expected[i] = gap == 1 || gap == 2 ? '?' : met ? '+' : '-';
    }
    SceneResult result;
    scene_check(&scene, 0, 0, &result);
    CHECK_STR(scene_outcomes(&scene, &result, N), expected);
    scene_check(&scene, 0, 0, &result); /* and again, in the same slot */
    CHECK_STR(scene_outcomes(&scene, &result, N), expected);
    scene_end(&scene);
}

typedef struct Case {
    const char *body;     /* of function(c, v); `c.whole` is 0, 1, 2; `c.amount` is known of the last alone */
    const char *outcomes; /* of the three */
    const char *told;     /* the first failure */
} Case;

static const Case cases[] = {
    {"return c.whole > 0", "-++", NULL},
    {"return nil", "---", NULL},
    {"", "---", NULL},
    {"return c.whole", "!!!", "pack.lua:14: a check returns true or false, not a number"},
    {"return 'yes'", "!!!", "pack.lua:14: a check returns true or false, not a string"},
    {"return c.amount ~= nil", "--+", NULL},
    {"if c.whole == 1 then error 'no' end return true", "+!+", "pack.lua:14: no"},
    {"if c.whole == 1 then error('no' .. c.whole) end return true", "+!+",
     "pack.lua:14: the check raised an error; its text is not shown, as it may hold personal data (a text "
     "that is written out "
     "whole in the pack is shown)"},
    {"assert(c.whole ~= 1, 'one ' .. c.whole) return true", "+!+",
     "pack.lua:14: the check raised an error; its text is not shown, as it may hold personal data (a text "
     "that is written out "
     "whole in the pack is shown)"},
    {"local ok, e = pcall(error, 'x' .. c.whole) return e == 'x1'", "-+-", NULL},
    {"return c.whole + c.amount > 1", "!!+",
     "pack.lua:14: attempt to perform arithmetic on a nil value (field 'amount')"},
    {"return c.note == 'x'", "!!!",
     "pack.lua:14: the check does not read 'note': list it in 'reads' or 'optional'"},
    {"return c['n' .. 'o'] == 'x'", "!!!",
     "pack.lua:14: the check does not read that name: list it in 'reads' or 'optional'"},
    {"return v.title == 'x'", "!!!",
     "pack.lua:14: the check does not read 'title': list it in 'reads' or 'optional'"},
    {"return v.today == '2024-10-04'", "+++", NULL},
    {"c.whole = 5", "!!!", "pack.lua:14: a record can't be changed"},
    {"return wole", "!!!", "pack.lua:14: 'wole' is not known"},
    {"return _ENV['w' .. 'ole']", "!!!", "pack.lua:14: that name is not known"},
    /* nothing is kept between calls */
    {"seen = true", "!!!", "pack.lua:14: 'seen' is outside the check function, which may not assign to it"},
    {"_ENV.seen = true", "!!!",
     "pack.lua:14: 'seen' is outside the check function, which may not assign to it"},
    {"total = 0", "!!!", "pack.lua:14: 'total' is outside the check function, which may not assign to it"},
    {"count = count + 1 return count > 1", "!!!",
     "pack.lua:14: the check function assigns to 'count', which is outside it: it may keep nothing between "
     "calls"},
    {"if c.whole == 1 then count = 5 end return count == 5", "-!-",
     "pack.lua:14: the check function assigns to 'count', which is outside it: it may keep nothing between "
     "calls"},
    {"count = 0.0 return true", "!!!",
     "pack.lua:14: the check function assigns to 'count', which is outside it: it may keep nothing between "
     "calls"},
    {"float = -float return true", "!!!",
     "pack.lua:14: the check function assigns to 'float', which is outside it: it may keep nothing between "
     "calls"},
    {"nan = -nan return true", "!!!",
     "pack.lua:14: the check function assigns to 'nan', which is outside it: it may keep nothing between "
     "calls"},
    {"bump() return true", "!!!",
     "pack.lua:14: the check function assigns to 'count', which is outside it: it may keep nothing between "
     "calls"},
    {"_ENV = {} return true", "!!!",
     "pack.lua:14: the check function assigns to '_ENV', which is outside it: it may keep nothing between "
     "calls"},
    {"count = count return true", "+++", NULL},
    {"nan = nan return nan ~= nan", "+++", NULL},
    {"list[1] = 2 return true", "!!!",
     "pack.lua:14: this list or table can't be changed here: it belongs to berth, to a record, or to what a "
     "check function may "
     "only read"},
    {"list.deep.x = 2", "!!!",
     "pack.lua:14: this list or table can't be changed here: it belongs to berth, to a record, or to what a "
     "check function may "
     "only read"},
    {"table.insert(list, 2)", "!!!",
     "pack.lua:14: this list or table can only be read here: make a copy to change it"},
    {"table.sort(shared)", "!!!",
     "pack.lua:14: this list or table can only be read here: make a copy to change it"},
    {"string.x = 1", "!!!",
     "pack.lua:14: this list or table can't be changed here: it belongs to berth, to a record, or to what a "
     "check function may "
     "only read"},
    {"local t = {} for i = 1, 40 do t[i] = 'x' end t[35 + c.whole] = {} return table.concat(t) == ''", "!!!",
     "pack.lua:14: table.concat: an item is neither a text nor a number"},
    {"local t = {} for i = 1, 40 do t[i] = 65 end t[35 + c.whole] = -1 return string.char(table.unpack(t)) "
     "== ''",
     "!!!", "pack.lua:14: bad argument to 'char' (a byte is 0 to 255)"},
    {"return _ENV['str' .. 'ng']", "!!!", "pack.lua:14: that name is not known"},
    {"it() return true", "!!!",
     "pack.lua:14: criteria and declarations are made while a pack loads, not inside a check function"},
    {"local n = 0 for k, x in pairs(list) do n = n + 1 end return n == 3 and #list == 2 and list.deep.x == 7",
     "+++", NULL},
    {"return table.concat(shared, ' ') == 'a b' and shared[2] == 'b' and select('#', table.unpack(shared)) "
     "== 2",
     "+++", NULL},
    {"local t = { table.unpack(shared) } table.insert(t, 'c') table.sort(t) return #t == 3", "+++", NULL},
    {"return twice(c.whole) == 2 * c.whole", "+++", NULL},
    {"return string.matches('Ward ' .. c.whole, '^Ward [12]$')", "-++", NULL},
    /* what is for loading only */
    {"return candidate.age:at_least(16)", "!!!",
     "pack.lua:14: criteria and declarations are made while a pack loads, not inside a check function"},
    {"return unemployed()", "!!!",
     "pack.lua:14: criteria and declarations are made while a pack loads, not inside a check function"},
    {"programme 'x' {}", "!!!",
     "pack.lua:14: criteria and declarations are made while a pack loads, not inside a check function"},
    {"return kept & kept", "!!!",
     "pack.lua:14: criteria and declarations are made while a pack loads, not inside a check function"},
    {"local x <close> = nil return true", "+++", NULL},
};

/* All on line 14, before the rule. */
static const char surroundings[] =
    "local count, float, nan, it, kept = 0, 0.0, 0 / 0, pairs{ 1 }, candidate.whole "
    "local list = { 1, 2, deep = { x = 7 } } total = 0 shared = { 'a', 'b' } "
    "function bump() count = count + 1 end function twice(n) return 2 * n end ";

static Scene case_scene(const char *body) {
    char check[2048];
    snprintf(check, sizeof check,
             "%s rule('r', { reads = { 'whole' }, optional = { 'amount' } }, function(c, v) %s end)\n",
             surroundings, body);
    Scene scene = with_check(check, 3);
    for (uint32_t i = 0; i < 3; i++)
        column_set_integer(own(&scene, "whole"), i, (int32_t)i);
    column_set_number(own(&scene, "amount"), 2, 9);
    return scene;
}

static void test_what_checks_say(void) {
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const Case *one = &cases[i];
        Scene scene = case_scene(one->body);
        SceneResult result;
        scene_check(&scene, 0, 0, &result);
        const CheckFailure *failure = result.failures;
        const char *told = result.failure_count
                               ? scene_told(&scene, failure->file, failure->line, failure->text)
                               : "nothing";
        if (strcmp(scene_outcomes(&scene, &result, 3), one->outcomes) != 0 ||
            strcmp(told, one->told ? one->told : "nothing") != 0)
            printf("# %s\n", one->body);
        CHECK_STR(result.error.text, "");
        CHECK_STR(scene_outcomes(&scene, &result, 3), one->outcomes);
        CHECK_STR(told, one->told ? one->told : "nothing");
        scene_end(&scene);
    }
}

/* A variable that is as it was when all records are through, but not between two of them. */
static void test_what_is_put_back_is_noticed(void) {
    Scene scene = case_scene("count = (count + 1) % 3 return count == 1");
    SceneResult result;
    scene_check(&scene, 0, 0, &result);
    CHECK_STR(scene_outcomes(&scene, &result, 3), "!!!");
    scene_end(&scene);
}

/* The state that one call leaves is not there for the next, in whatever order the records come. */
static void test_the_order_of_records_never_shows(void) {
    static const char body[] = "count = count + c.whole if count > 1 then error 'more' end return count == 1";
    Scene scene = case_scene(body);
    SceneResult result;
    scene_check(&scene, 0, 0, &result);
    CHECK_STR(scene_outcomes(&scene, &result, 3), "-!!"); /* adding 0 leaves it as it was */
    CHECK_STR(
        result.failures[0].text,
        "the check function assigns to 'count', which is outside it: it may keep nothing between calls");
    CHECK_STR(result.failures[1].text, "more");
    scene_end(&scene);
}

static const Case limits[] = {
    {"while true do end", "",
     "pack.lua:14: 'riverside' was stopped: it takes more steps than a pack may take (a loop that does not "
     "end?)"},
    {"if c.whole == 2 then repeat pcall(function() while true do end end) until false end return true", "",
     "pack.lua:14: 'riverside' was stopped: it takes more steps than a pack may take (a loop that does not "
     "end?)"},
    {"local t = {} pcall(function() for i = 1, 99 do t[i] = ('x'):rep(1 << 20) end end) return true", "",
     "pack.lua:14: 'riverside' was stopped: it takes more steps than a pack may take (a loop that does not "
     "end?)"},
    {"local s = 'x' while true do s = s .. s end", "",
     "pack.lua:14: 'riverside' was stopped: it needs more memory than a pack may use"},
};

static void test_limits_leave_the_pack_out(void) {
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        Scene scene = case_scene(limits[i].body);
        SceneResult result;
        scene_check(&scene, 0, 0, &result);
        CHECK(!result.done);
        CHECK_STR(scene_told(&scene, result.error.file, result.error.line, result.error.text),
                  limits[i].told);
        scene_check(&scene, 0, 0, &result); /* and it stays so */
        CHECK_STR(scene_told(&scene, result.error.file, result.error.line, result.error.text),
                  limits[i].told);
        scene_end(&scene);
    }
}

/* The budget is a call's own: a record that takes many steps takes none from the next. */
static void test_each_call_has_its_budget(void) {
    Scene scene = with_check("rule('r', { reads = { 'whole' } }, function(c) local n = 0 for i = 1, 30000 do "
                             "n = n + i end return n > 0 end)",
                             500);
    for (uint32_t i = 0; i < 500; i++)
        column_set_integer(own(&scene, "whole"), i, 1);
    SceneResult result;
    scene_check(&scene, 0, 0, &result);
    CHECK(result.done);
    CHECK_INT(scene_outcome(&result, 499), '+');
    scene_end(&scene);
}

/* Sixty thousand people whose texts grow from batch to batch, as in a dataset that is sorted: no size takes
 * the room of the next. */
static void test_texts_that_grow(void) {
    enum { N = 1000, BATCHES = 60 };
    Scene scene = with_check("rule('r', { reads = { 'note' } }, function(c) return #c.note > 500 end)", N);
    char text[4096];
    for (uint32_t batch = 0; batch < BATCHES; batch++) {
        size_t length = 40 + batch * 64;
        batch_clear(scene.candidates);
        for (uint32_t i = 0; i < N; i++) {
            memset(text, 'x', length);
            text[snprintf(text, sizeof text, "%u.%u", batch, i)] = 'x'; /* no two are alike */
            batch_add(scene.candidates, i, "", 0);
            batch_set_text(scene.candidates, own_field(&scene, "note"), i, text, length);
        }
        SceneResult result;
        scene_check(&scene, 0, 0, &result);
        CHECK_STR(result.error.text, "");
        CHECK_INT(scene_outcome(&result, N - 1), length > 500 ? '+' : '-');
    }
    scene_end(&scene);
}

static void test_many_failures(void) {
    Scene scene = with_check("rule('r', { reads = { 'whole' } }, function(c) error 'each time' end)", 200);
    for (uint32_t i = 0; i < 200; i += 2)
        column_set_integer(own(&scene, "whole"), i, 1);
    SceneResult result;
    scene_check(&scene, 0, 0, &result);
    CHECK_INT(result.failure_count, 1);
    CHECK_INT(result.failures[0].record, 0);
    CHECK_INT(result.failures[0].count, 100);
    CHECK_INT(scene_outcome(&result, 198), '!');
    CHECK_INT(scene_outcome(&result, 199), '?');
    scene_end(&scene);
}

/* However often one thing is raised, another is told too. */
static void test_failures_of_several_kinds(void) {
    Scene scene = with_check("rule('r', { reads = { 'whole' } }, function(c)\n"
                             "if c.whole == 199 then error 'the last' end\n"
                             "if c.whole % 2 == 1 then error 'odd' end\n"
                             "error 'even' end)",
                             200);
    for (uint32_t i = 0; i < 200; i++)
        column_set_integer(own(&scene, "whole"), i, (int32_t)i);
    SceneResult result;
    scene_check(&scene, 0, 0, &result);
    CHECK_INT(result.failure_count, 3);
    const struct {
        const char *text;
        uint32_t record, count;
    } told[] = {{"even", 0, 100}, {"odd", 1, 99}, {"the last", 199, 1}};
    for (uint32_t i = 0; i < 3 && i < result.failure_count; i++) {
        CHECK_STR(result.failures[i].text, told[i].text);
        CHECK_INT(result.failures[i].record, told[i].record);
        CHECK_INT(result.failures[i].count, told[i].count);
    }
    scene_end(&scene);
}

/* A hundred kinds: the first ones are told, and every record is known to have failed. */
static void test_too_many_kinds_of_failures(void) {
    char body[8192] = "rule('r', { reads = { 'whole' } }, function(c)\n";
    size_t length = strlen(body);
    for (uint32_t i = 0; i < 100; i++)
        length += (size_t)snprintf(body + length, sizeof body - length,
                                   "if c.whole == %u then error 'kind %u' end\n", i, i);
    snprintf(body + length, sizeof body - length, "end)");
    Scene scene = with_check(body, 100);
    for (uint32_t i = 0; i < 100; i++)
        column_set_integer(own(&scene, "whole"), i, (int32_t)i);
    SceneResult result;
    scene_check(&scene, 0, 0, &result);
    CHECK_INT(result.failure_count, PACK_FAILURES);
    CHECK_STR(result.failures[PACK_FAILURES - 1].text, "kind 63");
    CHECK_INT(scene_outcome(&result, 99), '!');
    scene_end(&scene);
}

/* ── Candidates and vacancies ───────────────────────────────────────────── */

static const char pairs_of[] =
    "guaranteed_interview 'near' { title = 'Near', source = 's', basis = 'referral',\n"
    "  who = check('near', { reads = { 'borough', 'vacancy.borough' }, optional = { 'vacancy.title' } }, "
    "function(c, v)\n"
    "    if v.title == nil then return false end\n"
    "    return c.borough == v.borough\n"
    "  end),\n"
    "  vacancies = check('porter', { reads = { 'vacancy.title' } }, function(c, v) return v.title == "
    "'Porter' end) }\n";

static void test_pairs(void) {
    Scene scene = scene_start(pairs_of);
    scene_load(&scene, 1);
    CHECK_STR(scene_message(&scene, 0), "no message");
    scene.candidates = scene_batch(&scene, SUBJECT_CANDIDATE, 3);
    scene.vacancies = scene_batch(&scene, SUBJECT_VACANCY, 70);
    Column *lives = scene_column(&scene, scene.candidates, "borough"),
           *lies = scene_column(&scene, scene.vacancies, "borough");
    int32_t title = scene_field(&scene, SUBJECT_VACANCY, "title");
    column_set_integer(lives, 0, 1);
    column_set_integer(lives, 1, 2);
    for (uint32_t i = 65; i < 69; i++)
        column_set_integer(lies, i, i < 67 ? 1 : 2);
    for (uint32_t i = 66; i < 70; i++)
        batch_set_text(scene.vacancies, title, i, i == 66 ? "Nurse" : "Porter", i == 66 ? 5 : 6);
    static const struct {
        uint32_t vacancy;
        const char *outcomes;
    } expected[] = {{0, "???"}, {65, "--?"}, {66, "+-?"}, {67, "-+?"}, {68, "-+?"}, {69, "???"}};
    uint32_t near = pack_plan(scene.pack)->checks[0].candidate ? 0 : 1;
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        SceneResult result;
        scene_check(&scene, near, expected[i].vacancy, &result);
        CHECK_STR(scene_outcomes(&scene, &result, 3), expected[i].outcomes);
    }
    SceneResult result;
    Batch *candidates = scene.candidates;
    scene.candidates = NULL;
    scene_check(&scene, 1 - near, 0, &result);
    CHECK_STR(scene_outcomes(&scene, &result, 70) + 64, "?"
                                                        "?-+++");
    scene.candidates = candidates;

    /* both at once: then all vacancies are in the slot, and the pair check looks at its row */
    CheckJob jobs[] = {{near, candidates, scene.vacancies, 67}, {1 - near, candidates, scene.vacancies, 0}};
    static uint64_t bits[6][2];
    uint64_t *met[] = {bits[0], bits[1]}, *unmet[] = {bits[2], bits[3]}, *failed[] = {bits[4], bits[5]};
    CheckFailure *failures;
    uint32_t count;
    Error error = {0};
    CHECK(pack_check_start(scene.pack, 0, 1, jobs, 2, &error));
    CHECK(pack_check_finish(scene.pack, 0, 1, met, unmet, failed, scene.arena, &failures, &count, &error));
    CHECK_INT(met[0][0], 2);
    CHECK_INT(unmet[0][0], 1);
    CHECK_INT(met[1][1], 7 << 3);
    scene_end(&scene);
}

/* Two slots in hand, finished in either order; several workers, each with its own. */
static void test_two_slots_and_two_workers(void) {
    Scene scene = scene_start(
        "programme 'p' { title = 'P', source = 's', eligible = check('old', { reads = { 'hours_now' } }, "
        "function(c) return c.hours_now > 10 end) }");
    scene_load(&scene, 2);
    Batch *batches[2];
    for (uint32_t b = 0; b < 2; b++) {
        batches[b] = scene_batch(&scene, SUBJECT_CANDIDATE, 4);
        for (uint32_t i = 0; i < 4; i++)
            column_set_number(scene_column(&scene, batches[b], "hours_now"), i, 5.0 * i + 10 * b);
    }
    for (unsigned worker = 0; worker < 2; worker++) {
        for (unsigned first = 0; first < 2; first++) {
            uint64_t met[2] = {0}, unmet[2] = {0}, failed[2] = {0};
            Error error = {0};
            for (unsigned slot = 0; slot < 2; slot++) {
                CheckJob job = {0, batches[slot], NULL, 0};
                CHECK(pack_check_start(scene.pack, worker, slot, &job, 1, &error));
            }
            for (unsigned n = 0; n < 2; n++) {
                unsigned slot = n ^ first;
                CheckFailure *failures;
                uint32_t count;
                uint64_t *m = &met[slot], *u = &unmet[slot], *f = &failed[slot];
                CHECK(pack_check_finish(scene.pack, worker, slot, &m, &u, &f, scene.arena, &failures, &count,
                                        &error));
            }
            CHECK_INT(met[0], 8);  /* 0 5 10 15 */
            CHECK_INT(met[1], 14); /* 10 15 20 25 */
            CHECK_INT(unmet[0], 7);
        }
    }
    batch_close(batches[0]);
    batch_close(batches[1]);
    scene_end(&scene);
}

/* ── Workers that die ───────────────────────────────────────────────────── */

/* The processes that this one has started. */
static size_t children(int *list, size_t most) {
    size_t count = 0;
    char path[64];
    snprintf(path, sizeof path, "/proc/self/task/%d/children", getpid());
    FILE *file = fopen(path, "r");
    while (file && count < most && fscanf(file, "%d", &list[count]) == 1)
        count++;
    if (file) fclose(file);
    return count;
}

static void test_a_dead_worker(void) {
    Scene scene = case_scene("return true");
    int workers[8];
    CHECK_INT(children(workers, 8), 1);
    kill(workers[0], SIGKILL);
    SceneResult result;
    scene_check(&scene, 0, 0, &result);
    CHECK(!result.done);
    CHECK_STR(result.error.text,
              "'riverside' was killed from outside; perhaps the system is short of memory");
    scene_end(&scene);
}

/* A batch whose texts have no room is refused, and nothing is written past the slot. */
static void test_too_much_text(void) {
    Scene scene = with_check("rule('r', { reads = { 'note' } }, function(c) return true end)", 900);
    char *long_text = malloc(20000);
    memset(long_text, 'x', 20000);
    for (uint32_t i = 0; i < 900; i++) {
        snprintf(long_text, 20, "%u", i);
        long_text[strlen(long_text)] = 'y';
        batch_set_text(scene.candidates, own_field(&scene, "note"), i, long_text, 20000);
    }
    SceneResult result;
    scene_check(&scene, 0, 0, &result);
    CHECK(!result.done);
    CHECK(strstr(result.error.text, "more text than its check functions can be given at once") != NULL);
    free(long_text);
    scene_end(&scene);
}

static const Test tests[] = {
    {"a pack loads", test_a_pack_loads},
    {"one library for all", test_one_library_for_all},
    {"files run in order", test_files_run_in_order},
    {"the folder names the pack", test_the_folder_names_the_pack},
    {"warnings come along", test_warnings_come_along},
    {"the standard library alone", test_the_standard_library_alone},
    {"what is wrong is told", test_what_is_wrong_is_told},
    {"each file is looked at first", test_each_file_is_looked_at_first},
    {"a huge file", test_a_huge_file},
    {"too many files", test_too_many_files},
    {"a folder that is no pack", test_a_folder_that_is_no_pack},
    {"finding packs", test_finding_packs},
    {"values arrive", test_values_arrive},
    {"results against an oracle", test_results_against_an_oracle},
    {"what checks say", test_what_checks_say},
    {"what is put back is noticed", test_what_is_put_back_is_noticed},
    {"the order of records never shows", test_the_order_of_records_never_shows},
    {"limits leave the pack out", test_limits_leave_the_pack_out},
    {"each call has its budget", test_each_call_has_its_budget},
    {"texts that grow", test_texts_that_grow},
    {"a failure that is raised often is told once", test_many_failures},
    {"failures of several kinds are all told", test_failures_of_several_kinds},
    {"only so many kinds of failures are told", test_too_many_kinds_of_failures},
    {"pairs", test_pairs},
    {"two slots and two workers", test_two_slots_and_two_workers},
    {"a dead worker", test_a_dead_worker},
    {"too much text", test_too_much_text},
};

TEST_MAIN(tests)
