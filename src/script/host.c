/* The Lua host: one Lua state in one piece of memory, environments, budget, protected calls. */
#include "script/host.h"

#include "base/buffer.h"
#include "base/suggest.h"
#include "base/utf8.h"
#include "script/language.h"
#include "script/sandbox.h"

enum {
    SLICE = 1000,                /* instructions between two looks at the budget */
    DEPTH = 5000,                /* calls inside calls */
    SHOWN_NAME = LUA_IDSIZE - 1, /* bytes of a chunk's name that Lua shows */
    HANDLER = 1
};

#define BYTE_ORDER_MARK "\xEF\xBB\xBF" /* some editors put it before the first character */

const char sandbox_standard = 0, sandbox_names = 0, sandbox_environment = 0, sandbox_safe = 0,
           sandbox_strings = 0;

lua_State *host_state(Host *host) {
    return host->L;
}

Host *host_of(lua_State *L) {
    return *(Host **)lua_getextraspace(L);
}

void sandbox_push(lua_State *L, const char *key) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, key);
}

/* ── Places ─────────────────────────────────────────────────────────────── */

static const HostFile *find_file(const Host *host, const lua_Debug *frame) {
    if (frame->source[0] != '=') return NULL;
    for (uint32_t i = host->file_count; i-- > 0;) {
        if (strcmp(host->files[i].chunk, frame->source) == 0) return &host->files[i];
    }
    return NULL;
}

static HostPlace find_place(const Host *host, lua_State *L) {
    HostPlace standard = {0};
    lua_Debug frame;
    for (int level = 0; lua_getstack(L, level, &frame); level++) {
        lua_getinfo(L, "Sl", &frame);
        const HostFile *file = find_file(host, &frame);
        if (!file || frame.currentline < 0) continue;
        HostPlace place = {.file = file->path, .line = (uint32_t)frame.currentline};
        if (file->environment == HOST_PACK) return place;
        if (!standard.file) standard = place;
    }
    return host->home.file ? host->home : standard;
}

void sandbox_set_home(lua_State *L, int index) {
    Host *host = host_of(L);
    lua_Debug about;
    lua_pushvalue(L, index);
    lua_getinfo(L, ">S", &about);
    const HostFile *file = find_file(host, &about);
    host->home = (HostPlace){0};
    if (file) host->home = (HostPlace){.file = file->path, .line = (uint32_t)about.linedefined};
}

bool host_place(lua_State *L, const char **file, uint32_t *line) {
    HostPlace place = find_place(host_of(L), L);
    *file = place.file;
    *line = place.line;
    return place.file != NULL;
}

int host_raise(lua_State *L, const char *format, ...) {
    char text[HOST_TEXT];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    lua_pushstring(L, text);
    return lua_error(L);
}

void host_point(lua_State *L, const char *file, uint32_t line) {
    Host *host = host_of(L);
    host->pointed = (HostPlace){0};
    for (uint32_t i = 0; file && i < host->file_count;
         i++) /* its own copy of the name lives as long as it does */
        if (strcmp(host->files[i].path, file) == 0)
            host->pointed = (HostPlace){.file = host->files[i].path, .line = line};
}

int host_raise_at(lua_State *L, const char *file, uint32_t line, const char *text) {
    host_point(L, file, line);
    return host_raise(L, "%s", text);
}

const char *host_source(lua_State *L, const char *file, size_t *length) {
    const Host *host = host_of(L);
    for (uint32_t i = 0; i < host->file_count; i++) {
        *length = host->files[i].length;
        if (strcmp(host->files[i].path, file) == 0) return host->files[i].bytes;
    }
    return NULL;
}

/* ── Limits ─────────────────────────────────────────────────────────────── */

int sandbox_stop(lua_State *L, HostStop why) {
    Host *host = host_of(L);
    if (host->stop == HOST_GOES_ON) {
        host->stop = why;
        host->stopped = why == HOST_OUT_OF_MEMORY ? host->starved : find_place(host, L);
    }
    return host_raise(L, "stopped");
}

static void look_at_budget(lua_State *L, lua_Debug *frame) {
    (void)frame;
    Host *host = host_of(L);
    host->steps -= host->slice;
    if (host->steps <= 0 || host->stop) sandbox_stop(L, HOST_OUT_OF_STEPS);
    lua_Debug deepest; /* Lua itself would go on until memory is used up */
    if (lua_getstack(L, DEPTH, &deepest))
        host_raise(L, "functions call one another more than %d deep", DEPTH);
}

void sandbox_budget(Host *host, int64_t steps) {
    host->steps = steps;
    host->slice = steps < SLICE ? (int)steps : SLICE;
    lua_sethook(host->L, look_at_budget, LUA_MASKCOUNT, host->slice);
}

void host_charge(lua_State *L, size_t steps) {
    Host *host = host_of(L);
    host->steps -= steps > INT32_MAX ? INT32_MAX : (int64_t)steps;
    if (host->steps <= 0) sandbox_stop(L, HOST_OUT_OF_STEPS);
}

/* Lua's allocator. Where memory is used up, Lua collects garbage and tries again; the error that it raises if
 * that was in vain has no place, so the place is kept here. */
static void *allocate(void *context, void *piece, size_t old_size, size_t size) {
    Host *host = context;
    if (size == 0) {
        if (piece) heap_free(host->heap, piece, old_size);
        return NULL;
    }
    void *result = piece ? heap_resize(host->heap, piece, old_size, size) : heap_allocate(host->heap, size);
    HostPlace place = {0};
    if (!result && host->L) place = find_place(host, host->L);
    if (place.file) host->starved = place; /* none while Lua unwinds its stack, which it may try to shrink */
    return result;
}

/* ── Environments ───────────────────────────────────────────────────────── */

void sandbox_offer_names(lua_State *L, int table, const char *word, Suggestion *best) {
    const Host *host = host_of(L);
    if (host->sealed && !sandbox_is_word(host, word, strlen(word)))
        return; /* what it is like is hidden too */
    lua_pushnil(L);
    while (lua_next(L, table)) {
        lua_pop(L, 1);
        if (lua_type(L, -1) != LUA_TSTRING) continue;
        Suggestion one = {0};
        suggest_offer(&one, word, lua_tostring(L, -1));
        if (!one.word) continue;
        bool nearer = !best->word || one.distance < best->distance ||
                      (one.distance == best->distance && strcmp(one.word, best->word) < 0);
        if (nearer) *best = one; /* in any order of the table the same one wins */
    }
}

static void offer_names(lua_State *L, const char *key, const char *word, Suggestion *best) {
    sandbox_push(L, key);
    sandbox_offer_names(L, lua_gettop(L), word, best);
    lua_pop(L, 1);
}

static int unknown_name(lua_State *L) {
    size_t length;
    if (lua_type(L, 2) != LUA_TSTRING) return host_raise(L, "a name must be a text");
    const char *name = lua_tolstring(L, 2, &length);
    if (strcmp(name, "today") == 0) return host_raise(L, "'today' is known inside check functions only");
    const char *quoted = sandbox_quoted(L, name, length);
    const char *instead = quoted[0] == '\'' ? sandbox_instead(name) : NULL;
    if (instead) return host_raise(L, "%s is not known: %s", quoted, instead);
    Suggestion best = {0};
    char phrase[128];
    offer_names(L, &sandbox_names, name, &best);
    offer_names(L, &sandbox_standard, name, &best);
    const char *hint = host_of(L)->sealed ? NULL : language_hint(L, name);
    return host_raise(L, "%s is not known%s", quoted,
                      hint ? hint : suggest_phrase(&best, phrase, sizeof phrase));
}

static void warn_if_hidden(lua_State *L, int key) {
    sandbox_push(L, &sandbox_standard);
    lua_pushvalue(L, key);
    bool hidden = lua_rawget(L, -2) != LUA_TNIL;
    lua_pop(L, 2);
    HostPlace place = find_place(host_of(L), L);
    if (!hidden || !place.file) return;
    const char *text =
        lua_pushfstring(L, "'%s' hides the standard name '%s'", lua_tostring(L, key), lua_tostring(L, key));
    language_warn(L, place.file, place.line, text);
    lua_pop(L, 1);
}

static int assign_name(lua_State *L) {
    if (lua_type(L, 2) != LUA_TSTRING) return host_raise(L, "a name must be a text");
    if (host_of(L)->sealed) {
        size_t length;
        const char *name = lua_tolstring(L, 2, &length);
        return host_raise(L, "%s is outside the check function, which may not assign to it",
                          sandbox_quoted(L, name, length));
    }
    sandbox_push(L, &sandbox_names);
    lua_pushvalue(L, 2);
    if (lua_rawget(L, -2) == LUA_TNIL) warn_if_hidden(L, 2);
    lua_pop(L, 1);
    lua_pushvalue(L, 2);
    lua_pushvalue(L, 3);
    lua_rawset(L, -3);
    return 0;
}

static void set_metafield(lua_State *L, const char *name, lua_CFunction function) {
    lua_pushcfunction(L, function);
    lua_setfield(L, -2, name);
}

static void make_environments(lua_State *L) {
    lua_newtable(L);
    lua_newtable(L);
    set_metafield(L, "__index", unknown_name);
    lua_setmetatable(L, -2);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &sandbox_standard);

    lua_newtable(L);
    lua_newtable(L);
    sandbox_push(L, &sandbox_standard);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &sandbox_names);

    sandbox_push(L, &sandbox_names);
    sandbox_guard(L);
    lua_getmetatable(L, -1);
    set_metafield(L, "__newindex", assign_name);
    lua_pop(L, 1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &sandbox_environment);
}

void host_set_global(lua_State *L, const char *name) {
    sandbox_push(L, &sandbox_standard);
    lua_pushvalue(L, -2);
    lua_setfield(L, -2, name);
    lua_pop(L, 2);
}

bool host_has_name(lua_State *L, const char *name) {
    sandbox_push(L, &sandbox_names);
    lua_pushstring(L, name);
    bool has = lua_rawget(L, -2) != LUA_TNIL;
    lua_pop(L, 2);
    return has;
}

void host_register(lua_State *L, const char *name, lua_CFunction function) {
    lua_pushcfunction(L, function);
    host_set_global(L, name);
}

/* ── Opening ────────────────────────────────────────────────────────────── */

static void open_all(lua_State *L, void *context) {
    (void)context;
    lua_newtable(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &sandbox_safe);
    make_environments(L);
    sandbox_open_base(L);
    sandbox_open_math(L);
    sandbox_open_strings(L);
    sandbox_open_tables(L);
}

Host *host_open(void *memory, size_t bytes) {
    size_t header = (sizeof(Host) + 15) / 16 * 16;
    if (bytes <= header) return NULL;
    Host *host = memory;
    *host = (Host){.heap = heap_open((char *)memory + header, bytes - header)};
    lua_State *L = host->heap ? lua_newstate(allocate, host) : NULL;
    if (!L) return NULL;
    *(Host **)lua_getextraspace(L) = host;
    host->L = L;
    sandbox_budget(host, HOST_LOAD_STEPS);
    Error error = {0};
    if (host_protect(host, open_all, NULL, &error)) return host;
    host_close(host);
    return NULL;
}

void host_close(Host *host) {
    if (!host) return;
    lua_sethook(host->L, NULL, 0, 0);
    lua_close(host->L);
}

/* ── Protected calls ────────────────────────────────────────────────────── */

/* Lua puts "chunk:line: " before what it says; the place is told apart from the text here. */
static const char *without_place(lua_State *L, const char *text) {
    lua_Debug frame;
    char prefix[LUA_IDSIZE + 16];
    for (int level = 0; level < 3 && lua_getstack(L, level, &frame); level++) {
        lua_getinfo(L, "Sl", &frame);
        int length = snprintf(prefix, sizeof prefix, "%s:%d: ", frame.short_src, frame.currentline);
        if (strncmp(text, prefix, (size_t)length) == 0) return text + length;
    }
    return text;
}

/* Which argument is bad may be a record's value: of string.char(table.unpack(list)), say. */
static void push_without_number(lua_State *L, const char *text) {
    static const char start[] = "bad argument #";
    const char *rest = strncmp(text, start, strlen(start)) == 0 ? strstr(text, " to ") : NULL;
    if (rest && host_of(L)->sealed && !host_of(L)->said)
        lua_pushfstring(L, "bad argument%s", rest);
    else
        lua_pushstring(L, text);
}

/* The message handler: runs where the error was raised. */
static int note_place(lua_State *L) {
    Host *host = host_of(L);
    host->failed = host->pointed.file ? host->pointed : find_place(host, L);
    if (lua_type(L, 1) != LUA_TSTRING) return 1;
    push_without_number(L, without_place(L, lua_tostring(L, 1)));
    return 1;
}

static const char *stop_text(HostStop stop) {
    if (stop == HOST_OUT_OF_MEMORY) return "stopped: it needs more memory than a pack may use";
    return "stopped: it takes more steps than a pack may take (a loop that does not end?)";
}

static bool report(Host *host, int status, Error *error) {
    lua_State *L = host->L;
    if (status == LUA_ERRMEM && host->stop == HOST_GOES_ON) {
        host->stop = HOST_OUT_OF_MEMORY;
        host->stopped = host->starved;
    }
    if (host->stop) {
        return error_set_at(error, host->stopped.file, host->stopped.line, 0, "%s", stop_text(host->stop));
    }
    size_t length = 0;
    const char *text = lua_type(L, -1) == LUA_TSTRING ? lua_tolstring(L, -1, &length) : NULL;
    Buffer safe = {0};
    if (text) utf8_add_safe(&safe, text, length < HOST_TEXT ? length : HOST_TEXT);
    error_set_at(error, host->failed.file, host->failed.line, 0, "%s",
                 text ? buffer_string(&safe) : "an error that is not a text");
    buffer_close(&safe);
    return false;
}

typedef struct Body {
    void (*run)(lua_State *L, void *context);
    void *context;
} Body;

static int run_body(lua_State *L) {
    Body *body = lua_touserdata(L, 1);
    lua_settop(L, 0);
    body->run(L, body->context);
    return 0;
}

bool host_protect(Host *host, void (*body)(lua_State *L, void *context), void *context, Error *error) {
    lua_State *L = host->L;
    if (host->stop) return report(host, LUA_OK, error);
    int base = lua_gettop(L);
    host->failed = host->pointed = (HostPlace){0};
    lua_pushcfunction(L, note_place);
    lua_pushcfunction(L, run_body);
    lua_pushlightuserdata(L, &(Body){body, context});
    int status = lua_pcall(L, 1, 0, base + HANDLER);
    bool done = (status == LUA_OK && !host->stop) || report(host, status, error);
    lua_settop(L, base);
    return done;
}

/* ── Running files ──────────────────────────────────────────────────────── */

static uint32_t line_of(const char *bytes, size_t at) {
    uint32_t line = 1;
    for (size_t i = 0; i < at; i++)
        line += bytes[i] == '\n';
    return line;
}

bool host_check_text(const char *file, const char *bytes, size_t length, Error *error) {
    size_t bad;
    if (length > HOST_SOURCE) {
        return error_set_at(error, file, 0, 0,
                            "the file has %zu bytes, more than the %d that a file may have: split it", length,
                            HOST_SOURCE);
    }
    if (length > 0 && bytes[0] == LUA_SIGNATURE[0]) {
        return error_set_at(error, file, 1, 0,
                            "this is compiled Lua, or another binary file: a pack is made of text");
    }
    if (utf8_check(bytes, length, &bad)) return true;
    const char *what =
        bytes[bad] ? "a byte that is not UTF-8 text: save the file as UTF-8" : "a zero byte: remove it";
    return error_set_at(error, file, line_of(bytes, bad), 0, "%s", what);
}

typedef struct Run {
    HostEnvironment environment;
    const char *path, *bytes;
    size_t length;
} Run;

/* A string that lives as long as the state. */
static const char *keep(lua_State *L, const char *bytes, size_t length) {
    const char *kept = lua_pushlstring(L, bytes, length);
    luaL_ref(L, LUA_REGISTRYINDEX);
    return kept;
}

/* "=stdlib/fields.lua" and "=programmes.lua": the same wherever the pack lies. */
static const char *chunk_name(lua_State *L, const Run *run) {
    const char *name = strrchr(run->path, '/');
    name = name ? name + 1 : run->path;
    const char *chunk = lua_pushfstring(L, run->environment == HOST_STANDARD ? "=stdlib/%s" : "=%s", name);
    luaL_ref(L, LUA_REGISTRYINDEX);
    return chunk;
}

static const HostFile *add_file(lua_State *L, const Run *run) {
    Host *host = host_of(L);
    if (host->file_count == HOST_FILES) host_raise(L, "a pack may have at most %d files", HOST_FILES);
    HostFile file = {
        .path = keep(L, run->path, strlen(run->path)),
        .chunk = chunk_name(L, run),
        .bytes = keep(L, run->bytes, run->length),
        .length = run->length,
        .environment = run->environment,
    };
    host->files[host->file_count] = file;
    return &host->files[host->file_count++];
}

/* Raises what the compiler says, at the line that it names. */
static void raise_syntax_error(lua_State *L, const HostFile *file) {
    const char *text = lua_tostring(L, -1);
    size_t name = strlen(file->chunk + 1);
    if (name > SHOWN_NAME) name = SHOWN_NAME;
    char *end = NULL;
    unsigned long line = 0;
    if (strncmp(text, file->chunk + 1, name) == 0 && text[name] == ':')
        line = strtoul(text + name + 1, &end, 10);
    if (line > 0 && strncmp(end, ": ", 2) == 0) text = end + 2;
    if (line == 0) text = "brackets, blocks or functions stand in one another more than Lua can follow";
    host_of(L)->pointed = (HostPlace){.file = file->path, .line = (uint32_t)line};
    host_raise(L, "%s", text);
}

static void compile_and_run(lua_State *L, void *context) {
    const Run *run = context;
    const HostFile *file = add_file(L, run);
    size_t mark = strlen(BYTE_ORDER_MARK);
    if (strncmp(file->bytes, BYTE_ORDER_MARK, mark) != 0) mark = 0;
    int status = luaL_loadbufferx(L, file->bytes + mark, file->length - mark, file->chunk, "t");
    if (status == LUA_ERRMEM) sandbox_stop(L, HOST_OUT_OF_MEMORY);
    if (status != LUA_OK) raise_syntax_error(L, file);
    sandbox_push(L, run->environment == HOST_PACK ? &sandbox_environment : &sandbox_standard);
    lua_setupvalue(L, -2, 1);
    lua_call(L, 0, 0);
}

bool host_run(Host *host, HostEnvironment environment, const char *file, const char *bytes, size_t length,
              Error *error) {
    Run run = {.environment = environment, .path = file, .bytes = bytes, .length = length};
    Error found = {0};
    if (!host_check_text(file, bytes, length, error)) return false;
    if (host_protect(host, compile_and_run, &run, &found)) return true;
    return error_set_at(error, found.file[0] ? found.file : file, found.line, found.column, "%s", found.text);
}
