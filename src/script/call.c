/* Calling check functions over the records of a slot. */
#include "script/call.h"

#include "base/memory.h"
#include "script/language.h"
#include "script/sandbox.h"
#include "script/wire.h"

enum { DAYS_KEPT = 1 << 16 };

/* In the registry. */
static const char texts_key = 0; /* the slot's texts, from 1 */
static const char sets_key = 0;  /* its sets, as guarded lists, from 1 */
static const char days_key = 0;  /* day → "YYYY-MM-DD", for as long as they are few */
static const char today_key = 0;

/* A field that the job reads. */
typedef struct Read {
    const uint64_t *known;
    const void *values;
    uint32_t side, name; /* Subject; text */
    FieldType type;
    bool required;
} Read;

/* What the checks of a slot raised: of calls that raised the same at the same place, the first. */
typedef struct Raised {
    uint32_t count;
    struct {
        uint32_t job, record, count;
        Error error;
    } items[PACK_FAILURES];
} Raised;

/* One job under way. */
typedef struct Run {
    Host *host;
    const Slot *slot;
    const SlotJob *job;
    uint32_t number, records, next;
    int arguments; /* how many of the two records the function takes */
    Read *reads;
    int read_count;
    uint64_t *wanted, *met, *unmet, *failed;
    size_t words;
    Raised *raised;
} Run;

/* Where things are on the Lua stack while a job runs. */
enum { FUNCTION = 1, PROXIES, VALUES = PROXIES + SLOT_SIDES, TEXTS = VALUES + SLOT_SIDES, SETS, DAYS, NAMES };

/* ── The slot, as Lua sees it ───────────────────────────────────────────── */

static void make_texts(lua_State *L, const Slot *slot) {
    const SlotText *texts = slot_part(slot, slot->texts);
    lua_createtable(L, (int)slot->text_count, 0);
    for (uint32_t i = 0; i < slot->text_count; i++) {
        lua_pushlstring(L, slot_part(slot, texts[i].offset), texts[i].length);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &texts_key);
}

static void make_sets(lua_State *L, const Slot *slot) {
    int texts = lua_gettop(L);
    const SlotSet *sets = slot_part(slot, slot->sets);
    const uint32_t *members = slot_part(slot, slot->members);
    lua_createtable(L, (int)slot->set_count, 0);
    for (uint32_t i = 0; i < slot->set_count; i++) {
        lua_createtable(L, (int)sets[i].count, 0);
        for (uint32_t m = 0; m < sets[i].count; m++) {
            lua_rawgeti(L, texts, (lua_Integer)members[sets[i].first + m] + 1);
            lua_rawseti(L, -2, (lua_Integer)m + 1);
        }
        sandbox_guard(L);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_rawsetp(L, LUA_REGISTRYINDEX, &sets_key);
}

/* Pushes the day as text. */
static void push_day(lua_State *L, int days, Day day) {
    char text[DATE_TEXT];
    if (lua_rawgeti(L, days, day) != LUA_TNIL) return;
    lua_pop(L, 1);
    lua_pushstring(L, date_format(day, text));
    lua_pushvalue(L, -1);
    lua_rawseti(L, days, day);
    host_of(L)->days++;
}

static void make_days(lua_State *L, Day today) {
    Host *host = host_of(L);
    if (host->days == 0 || host->days > DAYS_KEPT) {
        host->days = 0;
        lua_newtable(L);
        lua_rawsetp(L, LUA_REGISTRYINDEX, &days_key);
    }
    sandbox_push(L, &days_key);
    push_day(L, lua_gettop(L), today);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &today_key);
    sandbox_push(L, &sandbox_standard);
    lua_insert(L, -2);
    lua_setfield(L, -2, "today");
}

static void seal(lua_State *L) {
    int first = lua_gettop(L) + 1;
    for (uint32_t check = 0;; check++) {
        luaL_checkstack(L, 2, "check functions");
        language_push_check(L, check);
        if (lua_type(L, -1) != LUA_TFUNCTION) break;
    }
    lua_pop(L, 1);
    sandbox_seal(L, first);
}

static void prepare(lua_State *L, void *context) {
    sandbox_budget(host_of(L), HOST_LOAD_STEPS);
    if (!host_of(L)->sealed) seal(L);
    lua_settop(L, 0);
    make_texts(L, context);
    make_sets(L, context);
    make_days(L, ((const Slot *)context)->day);
}

/* ── Records ────────────────────────────────────────────────────────────── */

static int refuse_change(lua_State *L) {
    return host_raise(L, "a record can't be changed");
}

/* What is not in the table of values: a field that is not known, or not the check's to read. Upvalue: the
 * names it reads. */
static int missing_value(lua_State *L) {
    lua_pushvalue(L, 2);
    if (lua_type(L, 2) == LUA_TSTRING && lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL)
        return lua_pushnil(L), 1;
    size_t length = 0;
    const char *name = lua_type(L, 2) == LUA_TSTRING ? lua_tolstring(L, 2, &length) : "";
    return host_raise(L, "the check does not read %s: list it in 'reads' or 'optional'",
                      sandbox_quoted(L, name, length));
}

/* Puts a record and its table of values at their places. */
static void make_record(lua_State *L, const Run *run, Subject side) {
    lua_newtable(L);
    lua_replace(L, VALUES + (int)side);
    lua_createtable(L, 0, 1);
    lua_newtable(L);
    for (int i = 0; i < run->read_count; i++) {
        if (run->reads[i].side != side) continue;
        lua_pushvalue(L, NAMES + i);
        lua_pushboolean(L, 1);
        lua_rawset(L, -3);
    }
    lua_pushcclosure(L, missing_value, 1);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, VALUES + (int)side);
    sandbox_push(L, &today_key);
    lua_setfield(L, VALUES + (int)side, "today");

    lua_newuserdatauv(L, 0, 0);
    lua_createtable(L, 0, 2);
    lua_pushvalue(L, VALUES + (int)side);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, refuse_change);
    lua_setfield(L, -2, "__newindex");
    lua_setmetatable(L, -2);
    lua_replace(L, PROXIES + (int)side);
}

static void push_value(lua_State *L, const Read *read, uint32_t record) {
    switch (read->type) {
    case FIELD_BOOLEAN: lua_pushboolean(L, bits_get(read->values, record)); break;
    case FIELD_INTEGER: lua_pushinteger(L, ((const int32_t *)read->values)[record]); break;
    case FIELD_NUMBER: lua_pushnumber(L, ((const double *)read->values)[record]); break;
    case FIELD_DATE: push_day(L, DAYS, ((const int32_t *)read->values)[record]); break;
    case FIELD_TEXT:
    case FIELD_CATEGORY:
        lua_rawgeti(L, TEXTS, (lua_Integer)((const uint32_t *)read->values)[record] + 1);
        break;
    case FIELD_SET: lua_rawgeti(L, SETS, (lua_Integer)((const uint32_t *)read->values)[record] + 1); break;
    }
}

/* Fills in the values of one side's record. */
static void fill(lua_State *L, const Run *run, uint32_t side, uint32_t record) {
    for (int i = 0; i < run->read_count; i++) {
        const Read *read = &run->reads[i];
        if (read->side != side) continue;
        lua_pushvalue(L, NAMES + i);
        if (read->required || bits_get(read->known, record))
            push_value(L, read, record);
        else
            lua_pushnil(L);
        lua_rawset(L, VALUES + (int)side);
    }
}

/* ── Calls ──────────────────────────────────────────────────────────────── */

static int arguments_of(lua_State *L, int function) {
    lua_Debug about;
    lua_pushvalue(L, function);
    lua_getinfo(L, ">u", &about);
    return about.isvararg || about.nparams > 2 ? 2 : about.nparams;
}

static void set_stack(lua_State *L, Run *run) {
    luaL_checkstack(L, NAMES + run->read_count + 20, "a check's fields");
    language_push_check(L, run->job->check);
    sandbox_set_home(L, FUNCTION);
    run->arguments = arguments_of(L, FUNCTION);
    lua_settop(L, TEXTS - 1);
    sandbox_push(L, &texts_key);
    sandbox_push(L, &sets_key);
    sandbox_push(L, &days_key);
    for (int i = 0; i < run->read_count; i++)
        lua_rawgeti(L, TEXTS, (lua_Integer)run->reads[i].name + 1);
    make_record(L, run, SUBJECT_CANDIDATE);
    make_record(L, run, SUBJECT_VACANCY);
    if (run->job->candidate && run->job->vacancy) fill(L, run, SUBJECT_VACANCY, run->job->row);
}

static void note_result(lua_State *L, Run *run) {
    int type = lua_type(L, -1);
    if (type == LUA_TBOOLEAN && lua_toboolean(L, -1))
        bits_set(run->met, run->next);
    else if (type == LUA_TBOOLEAN || type == LUA_TNIL)
        bits_set(run->unmet, run->next);
    else
        host_raise(L, "a check returns true or false, not a %s", lua_typename(L, type));
}

static void look_at_upvalues(lua_State *L, Run *run) {
    const char *changed = sandbox_restore(L);
    if (!changed) return;
    bits_clear(run->met, run->next);
    bits_clear(run->unmet, run->next);
    host_raise(L,
               "the check function assigns to '%s', which is outside it: it may keep nothing between calls",
               changed);
}

/* Calls the function for the records from `next` on, until one raises. */
static void call_records(lua_State *L, void *context) {
    Run *run = context;
    uint32_t side = run->job->candidate ? SUBJECT_CANDIDATE : SUBJECT_VACANCY;
    set_stack(L, run);
    int top = lua_gettop(L);
    sandbox_restore(L); /* what a call that raised has changed */
    for (; run->next < run->records; run->next++) {
        if (!bits_get(run->wanted, run->next)) continue;
        fill(L, run, side, run->next);
        lua_pushvalue(L, FUNCTION);
        for (int i = 0; i < run->arguments; i++)
            lua_pushvalue(L, PROXIES + i);
        sandbox_budget(run->host, HOST_CHECK_STEPS);
        lua_call(L, run->arguments, 1);
        note_result(L, run);
        lua_settop(L, top);
        if (run->host->watched) look_at_upvalues(L, run);
    }
}

/* What the pack itself said may hold a value of the record, unless it is written out in the pack. */
static const char *text_to_show(const Host *host, const Error *error) {
    if (!host->said || sandbox_is_text(host, error->text, strlen(error->text))) return error->text;
    return "the check raised an error; its text is not shown, as it may hold personal data (a text that is "
           "written out whole "
           "in the pack is shown)";
}

static bool is_like(const Error *a, const Error *b) {
    return a->line == b->line && strcmp(a->text, b->text) == 0 && strcmp(a->file, b->file) == 0;
}

static void add_failure(Run *run, const Error *error) {
    Raised *raised = run->raised;
    Error shown = {0};
    error_set_at(&shown, error->file, error->line, 0, "%s", text_to_show(run->host, error));
    bits_set(run->failed, run->next);
    uint32_t i = 0;
    while (i < raised->count && !is_like(&raised->items[i].error, &shown))
        i++;
    if (i == PACK_FAILURES) return;
    if (raised->items[i].count++ > 0) return;
    raised->items[i].job = run->number;
    raised->items[i].record = run->next;
    raised->items[i].error = shown;
    raised->count++;
}

static void write_failures(const Raised *raised, Buffer *reply) {
    wire_add_number(reply, raised->count);
    for (uint32_t i = 0; i < raised->count; i++) {
        wire_add_number(reply, raised->items[i].job);
        wire_add_number(reply, raised->items[i].record);
        wire_add_number(reply, raised->items[i].count);
        wire_add_text(reply, raised->items[i].error.file);
        wire_add_number(reply, raised->items[i].error.line);
        wire_add_text(reply, raised->items[i].error.text);
    }
}

/* Calls all records of a job. False where a limit was met. */
static bool call_all(Run *run, Error *error) {
    memset(run->met, 0, 3 * run->words * sizeof *run->met);
    run->next = 0;
    while (run->next < run->records) {
        Error raised = {0};
        run->host->said = false;
        if (host_protect(run->host, call_records, run, &raised)) return true;
        if (run->host->stop) return error_set_at(error, raised.file, raised.line, 0, "%s", raised.text);
        add_failure(run, &raised);
        run->next++;
    }
    return true;
}

/* A record is called for where all that has to be known is known. */
static void find_wanted(Run *run) {
    for (size_t word = 0; word < run->words; word++)
        run->wanted[word] = bits_full_word(word, run->records);
    for (int i = 0; i < run->read_count && run->reads[i].required; i++) {
        const Read *read = &run->reads[i];
        bool fixed = read->side == SUBJECT_VACANCY && run->job->candidate;
        bool all = fixed && bits_get(read->known, run->job->row);
        for (size_t word = 0; word < run->words; word++) {
            run->wanted[word] &= !fixed ? read->known[word] : all ? ~UINT64_C(0) : 0;
        }
    }
}

static void find_reads(Run *run) {
    const SlotRead *reads = (const SlotRead *)slot_part(run->slot, run->slot->reads) + run->job->first;
    run->read_count = (int)(run->job->required + run->job->optional);
    run->reads = memory_allocate_array((size_t)run->read_count, sizeof *run->reads);
    for (int i = 0; i < run->read_count; i++) {
        const SlotColumn *columns = slot_part(run->slot, run->slot->columns[reads[i].side]);
        const SlotColumn *column = &columns[reads[i].column];
        run->reads[i] = (Read){
            .known = slot_part(run->slot, column->known),
            .values = slot_part(run->slot, column->values),
            .side = reads[i].side,
            .name = column->name,
            .type = (FieldType)column->type,
            .required = i < (int)run->job->required,
        };
    }
}

static bool call_job(Run *run, Buffer *reply, Error *error) {
    run->records = slot_records(run->slot, run->job);
    run->words = bits_words(run->records);
    uint64_t *bits = memory_allocate_array(4 * run->words, sizeof *bits);
    run->met = bits;
    run->unmet = bits + run->words;
    run->failed = bits + 2 * run->words;
    run->wanted = bits + 3 * run->words;
    find_reads(run);
    find_wanted(run);
    bool done = call_all(run, error);
    wire_add_bytes(reply, run->met, 3 * run->words * sizeof *bits);
    free(run->reads);
    free(bits);
    return done;
}

bool call_checks(Host *host, const Slot *slot, Buffer *reply, Error *error) {
    if (!host_protect(host, prepare, (void *)(uintptr_t)slot, error)) return false;
    const SlotJob *jobs = slot_part(slot, slot->jobs);
    Raised *raised = memory_allocate(sizeof *raised);
    bool done = true;
    for (uint32_t i = 0; done && i < slot->job_count; i++) {
        Run run = {.host = host, .slot = slot, .job = &jobs[i], .number = i, .raised = raised};
        done = call_job(&run, reply, error);
    }
    write_failures(raised, reply);
    free(raised);
    return done;
}
