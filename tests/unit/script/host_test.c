/* The Lua host: what scripts can call, what they can't, and how they are stopped. In this process, without a
 * jail. */
#include "../test.h"

#include "script/host.h"
#include "script/language.h"
#include "script/sandbox.h"

#include <stdlib.h>
#include <time.h>

enum { ARENA = 64 << 20 };

/* The language is not here: what it would be told is kept instead. */
static char warned[256];
static uint32_t warned_line;

void language_warn(lua_State *L, const char *file, uint32_t line, const char *text) {
    (void)L;
    snprintf(warned, sizeof warned, "%s: %s", file, text);
    warned_line = line;
}

const char *language_hint(lua_State *L, const char *name) {
    (void)L;
    (void)name;
    return NULL;
}

static void *arena;

/* A new host in the arena, once the last one has ended. */
static Host *fresh_of(size_t bytes) {
    static Host *last;
    if (!arena) arena = aligned_alloc(4096, ARENA);
    host_close(last);
    warned[0] = '\0';
    return last = host_open(arena, bytes);
}

static Host *fresh(void) {
    return fresh_of(ARENA);
}

static bool run(Host *host, const char *source, Error *error) {
    return host_run(host, HOST_PACK, "rules/pack/a.lua", source, strlen(source), error);
}

/* ── What works ─────────────────────────────────────────────────────────── */

static const char *const good[] = {
    "assert(type(1) == 'number' and type('') == 'string' and type(nil) == 'nil' and type({}) == 'table')",
    "assert(select('#', 1, nil, 3) == 3 and select(2, 'a', 'b') == 'b' and select(-1, 'a', 'b') == 'b')",
    "assert(tostring(12) == '12' and tostring(1.5) == '1.5' and tostring(true) == 'true' and tostring(nil) "
    "== 'nil')",
    "assert(tostring({}) == 'table' and tostring(assert) == 'function')",
    "assert(tonumber('12') == 12 and tonumber(' 0x10 ') == 16 and tonumber('1e2') == 100.0 and tonumber('x') "
    "== nil)",
    "assert(tonumber({}) == nil and tonumber('1\\0') == nil and tonumber(nil) == nil)",
    "local ok, text = pcall(error, 'boo'); assert(ok == false and text == 'boo')",
    "local ok, a, b = pcall(function(...) return ... end, 1, 2); assert(ok and a == 1 and b == 2)",
    "assert(select(2, pcall(function() local x = nil; return x.y end)) ~= nil)",
    /* pairs: numbers ascending, then texts in byte order; a table that changes underway */
    "local out = {} for k in pairs{ b = 1, a = 1, [3] = 1, [1] = 1, [2.5] = 1, Z = 1, ['é'] = 1 } do "
    "  out[#out + 1] = tostring(k) end assert(table.concat(out, ' ') == '1 2.5 3 Z a b é')",
    "local t, n = { 10, 20, 30 }, 0 for k, v in pairs(t) do assert(v == k * 10) n = n + k end assert(n == 6)",
    "local t, n = { a = 1, b = 2, c = 3 }, 0 for k in pairs(t) do t.b = nil t[k .. 'x'] = 1 n = n + 1 end "
    "assert(n == 2)",
    "local t, last, n = {}, nil, 0 for i = 1, 3000 do t[i * 7919 % 3001 - 1500] = i t['k' .. i * 7919 % "
    "3001] = i end "
    "for k in pairs(t) do if last ~= nil then assert(type(last) ~= type(k) and type(k) == 'string' or last < "
    "k) end "
    "last = k n = n + 1 end assert(n == 6000)",
    "for _ in pairs{} do error('empty') end",
    /* whole numbers that a double can't tell apart, and floats between and beyond them */
    "local function keys(...) local t, out = {}, {} for i = 1, select('#', ...) do t[(select(i, ...))] = 1 "
    "end "
    "for k in pairs(t) do out[#out + 1] = tostring(k) end return table.concat(out, ' ') end "
    "local a, b, c = 1 << 53, (1 << 53) + 1, (1 << 53) + 2 assert(keys(c, b, a) == keys(a, b, c)) "
    "assert(keys(b, a) == '9007199254740992 9007199254740993') "
    "local max, min = math.maxinteger, math.mininteger "
    "assert(keys(1e300, max, 2.0 ^ 63, max - 1, min, -1e300, min + 1, -math.huge, 0.5, -0.5, 0) == "
    "'-inf -1e+300 -9223372036854775808 -9223372036854775807 -0.5 0 0.5 9223372036854775806 "
    "9223372036854775807 9.2233720368548e+18 1e+300')",
    "local n = 0 for i, v in ipairs{ 5, 6, nil, 7 } do n = n + v end assert(n == 11)",
    /* strings */
    "assert(('Hackney'):sub(1, 4) == 'Hack' and ('x'):sub(2) == '' and ('abc'):sub(-2) == 'bc' and "
    "('abc'):sub(-2, -2) == 'b')",
    "assert(('abc'):sub(0) == 'abc' and ('abc'):sub(-9, 2) == 'ab' and ('abc'):sub(3, 2) == '' and "
    "('abc'):sub(4, 9) == '')",
    "assert(('aÉz'):upper() == 'AÉZ' and ('AÉZ'):lower() == 'aÉz' and #'é' == 2 and ('abc'):len() == 3)",
    "assert(('ab'):rep(3) == 'ababab' and ('ab'):rep(3, '-') == 'ab-ab-ab' and ('x'):rep(0) == '' and "
    "('x'):rep(-5) == '')",
    "assert((''):rep(1e15 // 1 | 0) == '' and ('abc'):reverse() == 'cba')",
    "assert(('abc'):byte() == 97 and ('abc'):byte(-1) == 99 and select('#', ('abc'):byte(1, 3)) == 3)",
    "assert(select('#', ('abc'):byte(4)) == 0 and string.char(72, 105) == 'Hi' and string.char() == '')",
    "local a, b = ('one two'):find('two'); assert(a == 5 and b == 7 and ('x'):find('y') == nil)",
    "assert(('a.c'):find('.', 1, true) == 2 and ('aa'):find('a', 2) == 2 and ('aa'):find('a', 3) == nil)",
    "local a, b = ('ab'):find('', 3); assert(a == 3 and b == 2 and ('ab'):find('', 4) == nil)",
    "assert(string.matches('Ward 12', [[^ward \\d+$]]) == false and string.matches('Ward 12', [[(?i)^ward "
    "\\d+$]]))",
    "for i = 1, 200 do assert(string.matches('n' .. i .. 'x', 'n' .. i .. 'x')) end",
    "assert(('abc'):sub(math.maxinteger) == '' and ('abc'):sub(math.mininteger) == 'abc' and "
    "select('#', ('abc'):byte(math.maxinteger)) == 0 and ('abc'):find('c', math.maxinteger) == nil and "
    "('abc'):find('', 4) == 4 and (''):find('', 1) == 1 and (''):find('', 2) == nil)",
    "assert(string.format('%5.1f|%-4d|%04x|%s|%%|%5s', 3.14159, 7, 255, true, 'ab') == '  3.1|7   "
    "|00ff|true|%|   ab')",
    "assert(string.format('%s %s', nil, 'x') == 'nil x' and string.format('') == '' and "
    "string.format('%.2s', 'abc') == 'ab')",
    "assert(#string.format('%99.99f', 1e308) == 409 and string.format('%+ #0d', 5) ~= nil)",
    "assert(utf8.len('aé€😀') == 4 and utf8.len('\\xff') == nil and utf8.char(97, 233, 8364, 128512) == "
    "'aé€😀')",
    /* tables */
    "local t = { 3, 1, 2 } table.sort(t) assert(table.concat(t, ',') == '1,2,3')",
    "local t = {} for i = 1, 1000 do t[i] = i * 7919 % 1009 end table.sort(t, function(a, b) return a > b "
    "end) "
    "for i = 2, #t do assert(t[i - 1] >= t[i]) end",
    "local t = {} for i = 1, 500 do t[i] = { i % 7, i } end table.sort(t, function(a, b) return a[1] < b[1] "
    "end) "
    "for i = 2, #t do local a, b = t[i - 1], t[i] assert(a[1] < b[1] or (a[1] == b[1] and a[2] < b[2])) end",
    "local t = { 'b', 'a' } table.sort(t) assert(t[1] == 'a') table.sort({}) table.sort({ 1 })",
    "local t = { 3, 1, 2, 9, 4 } table.sort(t, function() return true end) assert(#t == 5)",
    "local t = { 1, 2 } table.insert(t, 3) table.insert(t, 1, 0) assert(table.concat(t) == '0123')",
    "local t = { 1, 2, 3 } assert(table.remove(t) == 3 and table.remove(t, 1) == 1 and #t == 1 and "
    "table.remove({}) == nil)",
    "local a, b = table.unpack{ 1, 2 } assert(a == 1 and b == 2 and select('#', table.unpack({}, 1, 3)) == "
    "3)",
    "assert(table.concat({ 1, 2.5, 'x' }, ', ') == '1, 2.5, x' and table.concat({}) == '' and table.concat({ "
    "1, 2, 3 }, '', 2) == '23')",
    /* math */
    "assert(math.floor(2.7) == 2 and math.ceil(2.1) == 3 and math.floor(-2.5) == -3 and "
    "math.type(math.floor(2.7)) == 'integer')",
    "assert(math.max(1, 5, 2) == 5 and math.min(4, 2.5) == 2.5 and math.abs(-3) == 3 and "
    "math.abs(math.mininteger) == math.mininteger)",
    "assert(math.sqrt(9) == 3 and math.fmod(7, 3) == 1 and math.tointeger(3.0) == 3 and math.tointeger(3.5) "
    "== nil)",
    "assert(math.type(1) == 'integer' and math.type(1.0) == 'float' and math.type('1') == nil and math.huge "
    "> math.maxinteger)",
    /* names */
    "x = 1 assert(x == 1) x = 2 assert(x == 2 and _ENV.x == 2)",
    "function f() return 7 end assert(f() == 7)",
    "local t <const> = 4 goto done ::done:: assert(t // 2 == 2 and 7 & 3 == 3)",
};

static void test_what_scripts_can_do(void) {
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        Error error = {0};
        if (!run(fresh(), good[i], &error)) printf("# %s\n#   %s\n", good[i], error.text);
        CHECK(!error.set);
    }
}

/* ── What does not ──────────────────────────────────────────────────────── */

typedef struct Bad {
    const char *source, *text; /* the text that the error has in it */
    uint32_t line;
} Bad;

static const Bad bad[] = {
    {"\n\nerror('too bad')", "too bad", 3},
    {"\nlocal x = nil\nx.y = 1", "attempt to index a nil value (local 'x')", 3},
    {"local function f()\n  error('inside')\nend\nf()", "inside", 2},
    {"error({})", "error takes a text", 1},
    {"error()", "error takes a text", 1},
    {"assert(false)", "assertion failed", 1},
    {"assert(nil, 'said so')", "said so", 1},
    {"assert(false, {})", "error takes a text", 1},
    {"x = = 2", "unexpected symbol near '='", 1},
    {"\nif", "unexpected symbol near <eof>", 2},
    {"\n\n   return (", "unexpected symbol near <eof>", 3},
    {"local s = 'no end", "unfinished string", 1},
    {"return 1", NULL, 0},
    /* names */
    {"\nresident = strng", "'strng' is not known (did you mean 'string'?)", 2},
    {"prefix = 1 return prefx", "'prefx' is not known (did you mean 'prefix'?)", 1},
    {"\nos.time()", "'os' is not known: packs can't use files, other programs or the network", 2},
    {"print('x')", "'print' is not known: packs write nothing", 1},
    {"local m = setmetatable({}, {})", "'setmetatable' is not known: packs can't change how", 1},
    {"return string.gsub('a', 'b', 'c')", "'string.gsub' is not known: packs have string.matches", 1},
    {"return ('a'):gmatch('b')", "'string.gmatch' is not known: packs have string.matches", 1},
    {"return math.random(6)", "'math.random' is not known: a rule says the same on any run", 1},
    {"return string.uper('x')", "'string' has no 'uper' (did you mean 'upper'?)", 1},
    {"return table[1]", "a name must be a text", 1},
    {"return today", "'today' is known inside check functions only", 1},
    {"_ENV[1] = 2", "a name must be a text", 1},
    {"return _ENV[{}]", "a name must be a text", 1},
    {"string.x = 1", "can't be changed here", 1},
    {"math.floor = nil", "can't be changed here", 1},
    {"table.insert(string, 1)", "can only be read here", 1},
    {"table.sort(math)", "can only be read here", 1},
    /* functions */
    {"string.find('a', '%d')", "string.find looks for plain text", 1},
    {"('x').gsub('a', 'b')", "'string.gsub' is not known", 1},
    {"('x'):rep(1 << 21)", "longer than 1048576 bytes", 1},
    {"('x'):rep(1 << 62)", "longer than 1048576 bytes", 1},
    {"('xy'):rep(math.maxinteger, 'abc')", "longer than 1048576 bytes", 1},
    {"string.format('%p', {})", "string.format knows", 1},
    {"string.format('%q', 'x')", "string.format knows", 1},
    {"string.format('%100d', 1)", "string.format knows", 1},
    {"string.format('%.100f', 1)", "string.format knows", 1},
    {"string.format('%-+ #0-+d', 1)", "string.format knows", 1},
    {"string.format('%')", "string.format knows", 1},
    {"string.format('%d')", "bad argument #2 to 'format' (number expected, got no value)", 1},
    {"string.format('%d', 1.5)", "number has no integer representation", 1},
    {"string.format('%99s', ('x'):rep(200))", "takes at most 99 bytes", 1},
    {"string.char(256)", "a byte is 0 to 255", 1},
    {"utf8.char(0xD800)", "not a character", 1},
    {"('x'):byte(1, 2, 3) ; (('x'):rep(300)):byte(1, -1)", "at most 200 bytes at once", 1},
    {"string.matches('x', '(')", "missing closing parenthesis", 1},
    {"string.matches('x', '(*LIMIT_MATCH=1)x')", "(*", 1},
    {"string.matches(('x'):rep(5000), 'x')", "too long for a pattern", 1},
    {"return '10' + 1", "attempt to perform arithmetic on a string value", 1},
    {"tonumber('ff', 16)", "no other bases", 1},
    {"pairs(nil)", "bad argument #1 to 'pairs' (table expected, got nil)", 1},
    {"pairs{ [{}] = 1 }", "keys are texts and numbers", 1},
    {"pairs{ [true] = 1 }", "keys are texts and numbers", 1},
    {"table.concat{ {} }", "item 1 is neither a text nor a number", 1},
    {"table.concat({ 1 }, '', 1, 1 << 40)", "the list is shorter", 1},
    {"table.concat({ ('x'):rep(1 << 19), ('x'):rep(1 << 19), 'x' })", "longer than 1048576 bytes", 1},
    {"table.insert({}, 5, 1)", "the position is outside the list", 1},
    {"table.unpack({}, 1, 1 << 40)", "at most 200 items", 1},
    {"table.unpack({}, math.mininteger, math.maxinteger)", "at most 200 items", 1},
    {"table.sort{ 1, 'x' }", "say how to compare them", 1},
    {"table.sort{ {}, {} }", "say how to compare them", 1},
    {"table.sort({ 3, 2, 1 }, 5)", "function expected", 1},
    {"math.floor('2')", NULL, 0},
    {"math.floor({})", "number expected, got table", 1},
};

static void test_what_they_are_told(void) {
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        Error error = {0};
        bool done = run(fresh(), bad[i].source, &error);
        bool fits =
            bad[i].text ? !done && strstr(error.text, bad[i].text) && error.line == bad[i].line : done;
        if (!fits) printf("# %s\n#   line %u: %s\n", bad[i].source, error.line, error.text);
        CHECK(fits);
        if (!done) CHECK_STR(error.file, "rules/pack/a.lua");
    }
}

static const char *const absent[] = {
    "_G",
    "load",
    "loadstring",
    "loadfile",
    "dofile",
    "require",
    "package",
    "io",
    "os",
    "debug",
    "collectgarbage",
    "print",
    "warn",
    "coroutine",
    "setmetatable",
    "getmetatable",
    "rawget",
    "rawset",
    "rawequal",
    "rawlen",
    "next",
    "xpcall",
    "_VERSION",
    "string.dump",
    "string.gsub",
    "string.gmatch",
    "string.match",
    "string.pack",
    "string.packsize",
    "string.unpack",
    "math.random",
    "math.randomseed",
    "math.sin",
    "math.exp",
    "math.log",
    "table.move",
    "utf8.codes",
};

static void test_what_is_absent(void) {
    for (size_t i = 0; i < sizeof absent / sizeof *absent; i++) {
        Error error = {0};
        char source[256];
        snprintf(source, sizeof source,
                 "local ok, value = pcall(function() return %s end) assert(not ok or value == nil)",
                 absent[i]);
        CHECK(run(fresh(), source, &error));
        if (error.set) printf("# %s: %s\n", absent[i], error.text);
    }
}

/* Everything that can be reached is in the lists of SAFETY's table: a new name has to be put here too. */
static void test_nothing_else_is_there(void) {
    static const char source[] =
        "local wanted = 'assert error ipairs math pairs pcall select string table tonumber tostring type "
        "utf8 '\n"
        "  .. 'math.abs math.ceil math.floor math.fmod math.huge math.max math.maxinteger math.min "
        "math.mininteger '\n"
        "  .. 'math.sqrt math.tointeger math.type string.byte string.char string.find string.format "
        "string.len '\n"
        "  .. 'string.lower string.matches string.rep string.reverse string.sub string.upper table.concat "
        "table.insert '\n"
        "  .. 'table.remove table.sort table.unpack utf8.char utf8.len '\n"
        "local there = ''\n"
        "for k in pairs(names) do if k ~= 'names' then there = there .. k .. ' ' end end\n"
        "for _, library in ipairs{ 'math', 'string', 'table', 'utf8' } do\n"
        "  for k in pairs(_ENV[library]) do there = there .. library .. '.' .. k .. ' ' end\n"
        "end\n"
        "assert(there == wanted, there)\n";
    Host *host = fresh();
    lua_State *L = host_state(host);
    sandbox_push(L, &sandbox_standard);
    sandbox_guard(L);
    host_set_global(L, "names");
    Error error = {0};
    CHECK(run(host, source, &error));
    CHECK_STR(error.text, "");
}

/* ── Limits ─────────────────────────────────────────────────────────────── */

/* Hostile ones: each ends soon, with the message, whatever it catches. */
static const Bad hostile[] = {
    {"while true do end", "takes more steps", 1},
    {"\n::again::\ngoto again", "takes more steps", 3},
    {"repeat pcall(function() while true do end end) until false", "takes more steps", 1},
    {"local function f() return f() end\nf()", "takes more steps", 1},
    {"while true do pcall(error, 'x') end", "takes more steps", 1},
    {"local f f = function() local ok = pcall(f) return f() end f()", "takes more steps", 1},
    {"for i = 1, math.huge do end", "takes more steps", 1},
    {"while true do ('x'):rep(1 << 20) end", "takes more steps", 1},
    {"local s = ('x'):rep(1 << 20) while true do s:upper() end", "takes more steps", 1},
    {"local s = ('x'):rep(1 << 20) while true do string.format('%s', s) end", "takes more steps", 1},
    {"local s = ('x'):rep(1 << 20) while true do s:find('y', 1, true) end", "takes more steps", 1},
    {"local s = (' '):rep(4000) while true do string.matches(s, '\\\\s+$') end", "takes more steps", 1},
    {"local t = {} for i = 1, 100000 do t[i] = i end while true do table.sort(t) end", "takes more steps", 1},
    {"local t = {} for i = 1, 100000 do t[i] = i end while true do table.insert(t, 1, 0) table.remove(t, 1) "
     "end",
     "takes more steps", 1},
    {"local t = {} for i = 1, 100000 do t[i] = 'x' end while true do table.concat(t) end", "takes more steps",
     1},
    {"local t = {} for i = 1, 100000 do t[-i] = 'x' end while true do for _ in pairs(t) do break end end",
     "takes more steps", 1},
    {"local n = 0 while true do n = n + 1 string.matches('x', 'x{' .. n % 1000 .. '}') end",
     "takes more steps", 1},
    {"table.sort({ 3, 2, 1 }, function() while true do end end)", "takes more steps", 1},
    {"pcall(function() while true do end end)", "takes more steps", 1},
    {"pcall(string.rep, 'x', 1 << 19) pcall(function() local t = {} while true do t[#t + 1] = {} end end)",
     "more memory", 1},
    {"pcall(function() local s = 'x' while true do s = s .. s end end)", "more memory", 1},
    /* memory */
    {"local t = {} while true do t[#t + 1] = {} end", "more memory", 1},
    {"local t = {}\nwhile true do pcall(function()\n  while true do t[#t + 1] = ('x'):rep(1000) .. #t end "
     "end) end",
     "more memory", 3},
    {"local s = 'x' while true do s = s .. s end", "more memory", 1},
    {"local s = ('x'):rep(1 << 20) local t = {} for i = 1, 1000 do t[i] = s .. i end", "more memory", 1},
    {"local t = {} for i = 1, 1 << 30 do t[i] = i end", "more memory", 1},
    {"local t = { pcall(function() local t = {} while true do t = { t } end end) } while true do t = { t } "
     "end",
     "more memory", 1},
    /* memory that was used up and was there again does not take the blame for what comes later */
    {"local held = {} for i = 1, 24 do held[i] = ('x'):rep(1 << 20) .. i end\n"
     "for i = 1, 40 do local s = ('x'):rep(1 << 20) .. i end\n"
     "while true do end",
     "takes more steps", 3},
    /* the C stack, and the Lua stack */
    {"local function f() return 1 + f() end\nf()", "more than 5000 deep", 1},
    {"local function f() pcall(f) end for i = 1, 3 do f() end", NULL, 0},
    {"local function f(n) if n > 0 then table.sort({ 2, 1 }, function(a, b) f(n - 1) return a < b end) end "
     "end f(300)",
     "C stack overflow", 1},
    /* many arguments */
    {"local t = {} for i = 1, 200 do t[i] = i end string.char(table.unpack(t)) math.max(table.unpack(t))",
     NULL, 0},
};

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void test_hostile_scripts_end(void) {
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        Error error = {0};
        double start = seconds();
        Host *host = fresh();
        bool done = run(host, hostile[i].source, &error);
        double taken = seconds() - start;
        bool fits = hostile[i].text
                        ? !done && strstr(error.text, hostile[i].text) && error.line == hostile[i].line
                        : done;
        if (!fits || taken > 20)
            printf("# %.1f s: %s\n#   line %u: %s\n", taken, hostile[i].source, error.line, error.text);
        CHECK(fits && taken < 20);
    }
}

static void test_a_limit_sticks(void) {
    Host *host = fresh();
    Error first = {0}, second = {0};
    CHECK(!run(host, "\nwhile true do end", &first));
    CHECK(!run(host, "local x = 1", &second));
    CHECK_STR(second.text, first.text);
    CHECK_INT(second.line, 2);
    CHECK_STR(first.text, "stopped: it takes more steps than a pack may take (a loop that does not end?)");
}

/* Every size of memory from none to enough: a message or a result, never a crash. */
static void test_any_amount_of_memory(void) {
    static const char source[] =
        "local t = {} for i = 1, 200 do t[i] = { tostring(i) } end x = table.concat{ 'a', 'b' }";
    size_t done = 0, refused = 0;
    for (size_t bytes = 0; bytes < 300000; bytes += 997) {
        Host *host = fresh_of(bytes);
        Error error = {0};
        if (host && run(host, source, &error))
            done++;
        else
            refused++;
        if (error.set) CHECK(strstr(error.text, "more memory") != NULL);
    }
    CHECK(done > 50 && refused > 20);
}

/* ── Variables that functions assign to ─────────────────────────────────── */

static const struct {
    const char *source, *names; /* that a function's body may assign to */
} assigned[] = {
    {"local a = 1 a = 2 function b() end c = 3", ""},
    {"function f() a = 1 end", "a"},
    {"function f() local a = 1 local b, c <const>, d = 1, 2, 3 for i, j in x do end for k = 1, 2 do end end",
     ""},
    {"function f() local a a = 1 end", "a"},
    {"function f() local a <const> = 1 b = 2 end", "b"},
    {"function f() local a <close> b = 2 end", "b"},
    {"function f() a, b = 1, 2 end", "a b"},
    {"function f() t.x, a, t[1] = 1, 2, 3 end", "a"},
    {"function f() return a == 1, t.a, g(a, b), { a = 1, b } end", ""},
    {"function f() return { g = function() a = 1 end } end", "a"},
    {"return g(function() a = 1 end, [[ b = 1 ]], 'c = 1', \"d = 1\" --[==[ e = ]] ]==]) -- function() h = 1",
     "a"},
    {"function f() a --[[ = 2 ]] -- =\n = 1 end", "a"},
    {"function f() -- local\n a = 1 end", "a"},
    {"function f() -- x\r a = 1 end", "a"},
    {"function f() local s = 'x\\z\n \\' y' a = 1 end", "a"},
    {"function f() local s = '\\\\' a = 1 end", "a"},
    {"function f() local x = 3. a = 1 end", "a"},
    {"function f(...) local x = ... a = 1 end", "a"},
    {"function f() goto x ::x:: a = 1 end", "a"},
    {"function f() local x = t.y a = 1 end", "a"},
    {"function f() local g = function() end a = 1 end", "a"},
    {"function f() if x then local y else a = 1 end repeat b = 1 until x while x do c = 1 end end d = 1",
     "a b c"},
    {"function f() local function g() end function h() end function t.u() end end", "h t"},
    {"function f() _ENV = {} end", "_ENV"},
    {"function f() x = 0xe+a b = 1e-5 end", "b x"},
    {"function f() local t = { [a] = 1, [ [[x]] ] = 2, b = { c = 1 } } end", ""},
};

static void list_assigned(lua_State *L, void *out) {
    lua_newtable(L);
    sandbox_note_assigned(L, 1);
    sandbox_push(L, &sandbox_standard);
    lua_getfield(L, -1, "pairs");
    lua_pushvalue(L, 1);
    lua_call(L, 1, 1);
    int next = lua_gettop(L);
    for (;;) {
        lua_pushvalue(L, next);
        lua_call(L, 0, 1);
        if (lua_isnil(L, -1)) return;
        if (((Buffer *)out)->length) buffer_add_string(out, " ");
        buffer_add_string(out, strchr(lua_tostring(L, -1), '.') + strlen(".lua"));
        lua_pop(L, 1);
    }
}

static void test_which_variables_functions_assign_to(void) {
    for (size_t i = 0; i < sizeof assigned / sizeof *assigned; i++) {
        Host *host = fresh();
        Error error = {0};
        Buffer names = {0};
        run(host, assigned[i].source, &error); /* what it says does not matter here */
        CHECK(host_protect(host, list_assigned, &names, &error));
        if (strcmp(buffer_string(&names), assigned[i].names) != 0) printf("# %s\n", assigned[i].source);
        CHECK_STR(buffer_string(&names), assigned[i].names);
        buffer_close(&names);
    }
}

/* ── Files ──────────────────────────────────────────────────────────────── */

static void refused(const char *bytes, size_t length, const char *text, uint32_t line) {
    Error error = {0};
    CHECK(!host_run(fresh(), HOST_PACK, "a.lua", bytes, length, &error));
    if (!strstr(error.text, text)) CHECK_STR(error.text, text);
    CHECK_INT(error.line, line);
}

static int append(lua_State *L, const void *bytes, size_t length, void *buffer) {
    (void)L;
    buffer_add(buffer, bytes, length);
    return 0;
}

static void test_only_text_is_compiled(void) {
    static char large[HOST_SOURCE + 1];
    memset(large, ' ', sizeof large);
    refused(large, sizeof large, "65537 bytes, more than the 65536", 0);
    Error error = {0};
    CHECK(host_run(fresh(), HOST_PACK, "a.lua", large, HOST_SOURCE, &error));
    refused("x = 1\n\0y", 8, "a zero byte", 2);
    refused("\x1bLua", 4, "compiled Lua", 1);
    refused("-- \xff", 4, "not UTF-8", 1);

    lua_State *L = luaL_newstate(); /* real bytecode, of a state of its own */
    Buffer code = {0};
    luaL_loadstring(L, "return 1");
    lua_dump(L, append, &code, 1);
    lua_close(L);
    refused(code.bytes, code.length, "compiled Lua", 1);
    buffer_close(&code);
}

static void test_places(void) {
    Host *host = fresh();
    Error error = {0};
    static const char standard[] = "function helper(x)\n  if not x then error('helper needs x') "
                                   "end\nend\nfunction outer(x) return (helper(x)) end";
    CHECK(host_run(host, HOST_STANDARD, "stdlib/vocabulary.lua", standard, strlen(standard), &error));
    CHECK(!run(host, "\n\nouter(1)\nlocal a = { outer(nil) }",
               &error)); /* the pack's line, not the library's */
    CHECK_INT(error.line, 4);
    CHECK_STR(error.file, "rules/pack/a.lua");
    Error second = {0};
    CHECK(!host_run(host, HOST_STANDARD, "stdlib/x.lua", "\nhelper()", 9, &second));
    CHECK_STR(second.file, "stdlib/vocabulary.lua");
    CHECK_INT(second.line, 2);
}

static void test_a_long_path(void) {
    char path[200];
    memset(path, 'a', sizeof path);
    memcpy(path, "rules/", 6);
    snprintf(path + 180, 20, ":5: .lua");
    Error error = {0};
    CHECK(!host_run(fresh(), HOST_PACK, path, "\n\nx = = 1", 9, &error));
    CHECK_STR(error.file, path);
    CHECK_STR(error.text, "unexpected symbol near '='");
    CHECK_INT(error.line, 3);
    Error second = {0};
    CHECK(!host_run(fresh(), HOST_PACK, path, "\nlocal x = nil .. 1", 19, &second));
    CHECK_STR(second.text, "attempt to concatenate a nil value");
    CHECK_INT(second.line, 2);
}

static void test_packs_share_names_among_their_files(void) {
    Host *host = fresh();
    Error error = {0};
    CHECK(host_run(host, HOST_STANDARD, "stdlib/v.lua", "aged = 1", 8, &error));
    CHECK(run(host, "\nshared = aged + 1", &error));
    CHECK(run(host, "assert(shared == 2)", &error));
    CHECK_STR(warned, "");
    CHECK(run(host, "\n\naged = 5 aged = 6 assert(aged == 6)", &error));
    CHECK_STR(warned, "rules/pack/a.lua: 'aged' hides the standard name 'aged'");
    CHECK_INT(warned_line, 3);
    CHECK(host_run(host, HOST_STANDARD, "stdlib/w.lua", "assert(aged == 1)", 17, &error));
}

static void test_texts_are_safe_to_show(void) {
    Error error = {0};
    CHECK(!run(fresh(), "error('a\\27[31mb\\u{202E}c\\255')", &error));
    CHECK_STR(error.text, "a\\x1B[31mb\\u{202E}c\\xFF");
    Error second = {0};
    CHECK(!run(fresh(), "error(('x'):rep(5000))", &second));
    CHECK(strlen(second.text) < HOST_TEXT);
}

static const Test tests[] = {
    {"what scripts can do", test_what_scripts_can_do},
    {"what they are told", test_what_they_are_told},
    {"what is absent", test_what_is_absent},
    {"nothing else is there", test_nothing_else_is_there},
    {"hostile scripts end", test_hostile_scripts_end},
    {"a limit sticks", test_a_limit_sticks},
    {"any amount of memory", test_any_amount_of_memory},
    {"which variables functions assign to", test_which_variables_functions_assign_to},
    {"only text is compiled", test_only_text_is_compiled},
    {"places", test_places},
    {"a long path", test_a_long_path},
    {"packs share names among their files", test_packs_share_names_among_their_files},
    {"texts are safe to show", test_texts_are_safe_to_show},
};

TEST_MAIN(tests)
