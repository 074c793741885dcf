/* The string functions that a pack may call: string.*, utf8.*. Work is counted and results are capped.
 *
 * Lua's own patterns are not here: some take exponential time, and nothing stops them. string.matches takes
 * PCRE2 patterns, as F:matches does, within the same limits. Letters are those of ASCII; everything else
 * stays as it is. */
#include "script/sandbox.h"

#include "base/pattern.h"
#include "base/utf8.h"

#include <stdint.h>

enum {
    BYTES_A_STEP = 16, /* copying or comparing so many bytes counts as one step */
    MATCH_STEPS = 64,  /* a match counts so many, and one for each byte of its subject … */
    PATTERN_STEPS = 8, /* … and so many for each of its pattern, compiled before or not: what a call may do
                          does not depend on earlier ones */
    PATTERNS_KEPT = 64
};

static void charge_bytes(lua_State *L, size_t bytes) {
    host_charge(L, bytes / BYTES_A_STEP);
}

static const char *check_text(lua_State *L, int index, size_t *length) {
    luaL_checktype(L, index, LUA_TSTRING);
    const char *text = lua_tolstring(L, index, length);
    charge_bytes(L, *length);
    return text;
}

static void check_length(lua_State *L, size_t length) {
    if (length > SANDBOX_STRING) host_raise(L, "the text would be longer than %d bytes", SANDBOX_STRING);
}

/* A position as Lua counts them: from 1, negative from the end; as an offset from 0 to `length`. */
static size_t start_of(lua_Integer position, size_t length) {
    if (position > 0) return (size_t)position > length ? length : (size_t)position - 1;
    if (position == 0 || position < -(lua_Integer)length) return 0;
    return length - (size_t)-position;
}

/* The end of a slice, exclusive. */
static size_t end_of(lua_Integer position, size_t length) {
    if (position >= (lua_Integer)length) return length;
    if (position >= 0) return (size_t)position;
    return position < -(lua_Integer)length ? 0 : length - (size_t)-position + 1;
}

static int string_len(lua_State *L) {
    luaL_checktype(L, 1, LUA_TSTRING);
    lua_pushinteger(L, (lua_Integer)lua_rawlen(L, 1));
    return 1;
}

static int string_sub(lua_State *L) {
    size_t length;
    const char *text = check_text(L, 1, &length);
    size_t start = start_of(luaL_checkinteger(L, 2), length);
    size_t end = end_of(luaL_optinteger(L, 3, -1), length);
    lua_pushlstring(L, text + start, end > start ? end - start : 0);
    return 1;
}

static int change(lua_State *L, char from, char to) {
    size_t length;
    const char *text = check_text(L, 1, &length);
    check_length(L, length);
    char *out = sandbox_scratch(L, length);
    for (size_t i = 0; i < length; i++) {
        bool letter = text[i] >= from && text[i] < from + 26;
        out[i] = letter ? (char)(text[i] - from + to) : text[i];
    }
    lua_pushlstring(L, out, length);
    return 1;
}

static int string_upper(lua_State *L) {
    return change(L, 'a', 'A');
}

static int string_lower(lua_State *L) {
    return change(L, 'A', 'a');
}

static int string_reverse(lua_State *L) {
    size_t length;
    const char *text = check_text(L, 1, &length);
    check_length(L, length);
    char *out = sandbox_scratch(L, length);
    for (size_t i = 0; i < length; i++)
        out[i] = text[length - 1 - i];
    lua_pushlstring(L, out, length);
    return 1;
}

static int string_rep(lua_State *L) {
    size_t length, between;
    const char *text = check_text(L, 1, &length);
    lua_Integer times = luaL_checkinteger(L, 2);
    const char *separator = luaL_optlstring(L, 3, "", &between);
    if (times < 0) times = 0;
    if (length + between > 0 && times > SANDBOX_STRING / (lua_Integer)(length + between) + 1) {
        check_length(L, SIZE_MAX);
    }
    if (length + between == 0) times = 0;
    size_t whole = times ? (size_t)times * length + (size_t)(times - 1) * between : 0;
    check_length(L, whole);
    charge_bytes(L, whole);
    char *out = sandbox_scratch(L, whole), *at = out;
    for (lua_Integer i = 0; i < times; i++) {
        if (i > 0) at = (char *)memcpy(at, separator, between) + between;
        at = (char *)memcpy(at, text, length) + length;
    }
    lua_pushlstring(L, out, whole);
    return 1;
}

static int string_byte(lua_State *L) {
    size_t length;
    const char *text = check_text(L, 1, &length);
    lua_Integer from = luaL_optinteger(L, 2, 1);
    size_t start = start_of(from, length), end = end_of(luaL_optinteger(L, 3, from), length);
    if (end <= start) return 0;
    luaL_argcheck(L, end - start <= 200, 3, "at most 200 bytes at once");
    luaL_checkstack(L, (int)(end - start), "string.byte");
    for (size_t i = start; i < end; i++)
        lua_pushinteger(L, (unsigned char)text[i]);
    return (int)(end - start);
}

static int string_char(lua_State *L) {
    int count = lua_gettop(L);
    char *out = sandbox_scratch(L, (size_t)count);
    for (int i = 0; i < count; i++) {
        lua_Integer byte = luaL_checkinteger(L, i + 1);
        luaL_argcheck(L, byte >= 0 && byte <= 255, i + 1, "a byte is 0 to 255");
        out[i] = (char)byte;
    }
    lua_pushlstring(L, out, (size_t)count);
    return 1;
}

/* ── Finding ────────────────────────────────────────────────────────────── */

/* Plain text only. Where Lua would take the text for a pattern, the author has to say which of the two is
 * meant. */
static int string_find(lua_State *L) {
    size_t length, wanted;
    const char *text = check_text(L, 1, &length), *what = check_text(L, 2, &wanted);
    lua_Integer from = luaL_optinteger(L, 3, 1);
    if (!lua_toboolean(L, 4) && strpbrk(what, "^$*+?.([%-")) {
        return host_raise(
            L, "string.find looks for plain text: add 1, true to say so, or use string.matches with a PCRE2 "
               "pattern");
    }
    if (from > (lua_Integer)length + 1) return lua_pushnil(L), 1;
    size_t start = start_of(from, length);
    check_length(L, length);
    const char *found = memmem(text + start, length - start, what, wanted);
    if (!found) return lua_pushnil(L), 1;
    lua_pushinteger(L, found - text + 1);
    lua_pushinteger(L, found - text + (lua_Integer)wanted);
    return 2;
}

static int free_pattern(lua_State *L) {
    Pattern **pattern = lua_touserdata(L, 1);
    pattern_close(*pattern);
    *pattern = NULL;
    return 0;
}

/* Pushes the list of the patterns that were compiled first, which are kept under their sources. */
static void push_patterns(lua_State *L) {
    static const char kept = 0;
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &kept) != LUA_TNIL) return;
    lua_pop(L, 1);
    lua_newtable(L);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &kept);
}

/* Pushes the compiled pattern of the text at `index`. */
static Pattern **compile(lua_State *L, int index) {
    size_t length;
    const char *source = lua_tolstring(L, index, &length);
    Pattern **pattern = lua_newuserdatauv(L, sizeof(Pattern *), 0);
    *pattern = NULL;
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, free_pattern);
    lua_setfield(L, -2, "__gc");
    lua_setmetatable(L, -2);
    Error error = {0};
    *pattern = pattern_open(source, length, &error);
    bool shown = !host_of(L)->sealed || sandbox_is_text(host_of(L), source, length);
    if (!*pattern) host_raise(L, "%s", shown ? error.text : "this is not a PCRE2 pattern");
    return pattern;
}

/* The first ones are kept for as long as the state lives; true for those. */
static bool keep_pattern(lua_State *L, int index, int list) {
    lua_Integer count = (lua_Integer)lua_rawlen(L, list);
    if (count >= PATTERNS_KEPT) return false;
    lua_pushboolean(L, 1);
    lua_rawseti(L, list, count + 1);
    lua_pushvalue(L, index);
    lua_pushvalue(L, -2);
    lua_rawset(L, list);
    return true;
}

static int string_matches(lua_State *L) {
    size_t length;
    const char *text = check_text(L, 1, &length);
    luaL_checktype(L, 2, LUA_TSTRING);
    host_charge(L, MATCH_STEPS + length + PATTERN_STEPS * lua_rawlen(L, 2));
    lua_settop(L, 2);
    push_patterns(L);
    lua_pushvalue(L, 2);
    bool kept = lua_rawget(L, 3) != LUA_TNIL;
    Pattern **pattern = kept ? lua_touserdata(L, -1) : compile(L, 2);
    kept = kept || keep_pattern(L, 2, 3);
    PatternResult result = pattern_match(*pattern, text, length);
    if (!kept) { /* now, not when Lua next collects garbage: this memory is not Lua's */
        pattern_close(*pattern);
        *pattern = NULL;
    }
    if (result == PATTERN_LIMIT) {
        return host_raise(
            L,
            "the text is too long for a pattern (%d bytes), is not UTF-8, or takes too many steps to match",
            PATTERN_SUBJECT);
    }
    lua_pushboolean(L, result == PATTERN_MATCH);
    return 1;
}

/* ── Format ─────────────────────────────────────────────────────────────── */

enum {
    CONVERSION = 512,
    OPTIONS = 16
}; /* %99.99f of the largest double has 409 bytes; %-+ #099.99lld has 14 */

static const char *skip_digits(const char *at) {
    for (int i = 0; i < 2 && *at >= '0' && *at <= '9'; i++)
        at++;
    return at;
}

/* The end of flags, width and precision; the latter two have at most two digits, as in Lua. */
static const char *skip_options(const char *at) {
    for (int i = 0; i < 5 && *at && strchr("-+ #0", *at); i++)
        at++;
    at = skip_digits(at);
    return *at == '.' ? skip_digits(at + 1) : at;
}

/* Pushes one conversion. `spec` holds `%` and the options, and has room for three more letters. */
static void push_conversion(lua_State *L, char *spec, size_t length, char letter, int argument) {
    char out[CONVERSION];
    char *end = spec + length;
    if (letter && strchr("dixXo", letter)) {
        snprintf(end, 4, "ll%c", letter);
        snprintf(out, sizeof out, spec, (long long)luaL_checkinteger(L, argument));
    } else if (letter && strchr("eEfgG", letter)) {
        snprintf(end, 4, "%c", letter);
        snprintf(out, sizeof out, spec, luaL_checknumber(L, argument));
    } else if (letter == 's') {
        luaL_checkany(L, argument);
        sandbox_push_text(L, argument);
        if (length == 1) return; /* no options */
        luaL_argcheck(L, lua_rawlen(L, -1) < 100, argument, "%s with a width takes at most 99 bytes");
        snprintf(end, 4, "s");
        snprintf(out, sizeof out, spec, lua_tostring(L, -1));
        lua_pop(L, 1);
    } else {
        host_raise(L, "string.format knows %%d %%i %%x %%X %%o %%e %%E %%f %%g %%G %%s and %%%%");
    }
    lua_pushstring(L, out);
}

static int string_format(lua_State *L) {
    size_t length, whole = 0;
    const char *at = check_text(L, 1, &length), *end = at + length;
    int arguments = lua_gettop(L), argument = 1;
    while (at < end) {
        luaL_checkstack(L, 4, "string.format");
        const char *percent = memchr(at, '%', (size_t)(end - at));
        if (percent != at) {
            lua_pushlstring(L, at, (size_t)((percent ? percent : end) - at));
            at = percent ? percent : end;
        } else if (at[1] == '%') {
            lua_pushstring(L, "%");
            at += 2;
        } else {
            char spec[OPTIONS] = "";
            const char *letter = skip_options(at + 1);
            memcpy(spec, at, (size_t)(letter - at));
            push_conversion(L, spec, (size_t)(letter - at), *letter, ++argument);
            at = letter + 1;
        }
        whole += lua_rawlen(L, -1);
        check_length(L, whole);
    }
    charge_bytes(L, whole);
    lua_concat(L, lua_gettop(L) - arguments);
    return 1;
}

/* ── UTF-8 ──────────────────────────────────────────────────────────────── */

static int utf8_len(lua_State *L) {
    size_t length;
    const char *text = check_text(L, 1, &length);
    if (!utf8_check(text, length, NULL)) return lua_pushnil(L), 1;
    lua_pushinteger(L, (lua_Integer)utf8_count(text, length));
    return 1;
}

/* Adds a character as UTF-8; returns how many bytes it has. */
static size_t encode(char *out, uint32_t c) {
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    size_t bytes = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = bytes; i-- > 1; c >>= 6)
        out[i] = (char)(0x80 | (c & 0x3F));
    out[0] = (char)((0xF00 >> bytes & 0xFF) | c);
    return bytes;
}

static int utf8_char(lua_State *L) {
    int count = lua_gettop(L);
    size_t length = 0;
    char *out = sandbox_scratch(L, (size_t)count * 4);
    for (int i = 1; i <= count; i++) {
        lua_Integer c = luaL_checkinteger(L, i);
        luaL_argcheck(L, c > 0 && c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF), i, "not a character");
        length += encode(out + length, (uint32_t)c);
    }
    lua_pushlstring(L, out, length);
    return 1;
}

/* ── The tables ─────────────────────────────────────────────────────────── */

/* Each is a function of its arguments, counts work by the byte, and makes nothing longer than SANDBOX_STRING.
 */
static const luaL_Reg string_functions[] = {
    {"byte", string_byte},       /* at most 200 at once */
    {"char", string_char},       /* as many as there are arguments */
    {"find", string_find},       /* plain text only */
    {"format", string_format},   /* no %p (an address), %q, %a; width and precision below 100 */
    {"len", string_len},         /* a number */
    {"lower", string_lower},     /* ASCII, whatever the locale */
    {"matches", string_matches}, /* PCRE2 within base/pattern.h's limits */
    {"rep", string_rep},         /* the length is checked before anything is made */
    {"reverse", string_reverse}, /* as long as its argument */
    {"sub", string_sub},         /* no longer than its argument */
    {"upper", string_upper},     /* ASCII, whatever the locale */
    {NULL, NULL},
};

static const luaL_Reg utf8_functions[] = {
    {"char", utf8_char}, /* as many as there are arguments */
    {"len", utf8_len},   /* one pass */
    {NULL, NULL},
};

void sandbox_open_strings(lua_State *L) {
    sandbox_add_library(L, "utf8", utf8_functions);
    lua_pop(L, 1);
    sandbox_add_library(L, "string", string_functions);
    /* For ("x"):upper(). The table itself can't be reached: indexing a text gives functions. */
    lua_pushstring(L, "");
    lua_createtable(L, 0, 1);
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
    lua_pop(L, 2);
}
