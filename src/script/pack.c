/* Packs, in the parent: starts workers and reads what they send as one reads what a stranger sends. */
#include "script/pack.h"

#include "base/memory.h"
#include "script/files.h"
#include "script/hand.h"
#include "script/language.h"
#include "script/wire.h"
#include "script/worker.h"

enum {
    MEMORY = 64 << 20,  /* a worker's arena */
    MESSAGE = 24 << 20, /* a plan with every section full has about 16 MiB */
    MESSAGES = 500,     /* taken from one pack */
    TEXT = 1024,        /* bytes of one message's text */
    PATH = 4096,
    LOAD_SECONDS = 5,  /* of processor time; loading takes milliseconds */
    LOAD_WALL = 150000 /* in case that other work holds it up */
};

struct Pack {
    Arena *arena;
    const char *id;
    /* while it is being loaded */
    Arena *sources; /* what its files are in; the workers have them from here: they start with a copy of
                       this memory */
    PackFiles files;
    PackOptions options;
    Jail *loading; /* its first worker, at work */
    Error failure; /* why there is none */
    /* once it is loaded */
    Plan plan;
    const char *bytes; /* the plan's */
    size_t size;
    Hand **hands; /* its workers, to give batches to */
    unsigned hand_count;
    int32_t *fields;
    Day day;
};

static const JailLimits limits = {
    .memory = MEMORY,
    .shared = (size_t)PACK_SLOTS * SLOT_BYTES,
    .cpu_seconds = LOAD_SECONDS,
    .wall_milliseconds = LOAD_WALL,
    .message = MESSAGE,
};

static const char *name_of(const Pack *pack) {
    return pack->id[0] ? pack->id : "the standard library";
}

/* ── A worker's first answer ────────────────────────────────────────────── */

static void read_messages(WireReader *reader, Messages *messages) {
    uint32_t count = wire_number(reader);
    for (uint32_t i = 0; i < count && !reader->bad; i++) {
        uint32_t level = wire_number(reader);
        const char *file = wire_text(reader, messages->arena, PATH);
        uint32_t line = wire_number(reader), column = wire_number(reader);
        const char *text = wire_text(reader, messages->arena, TEXT);
        if (reader->bad || i >= MESSAGES) continue;
        messages_add(messages, level < MESSAGE_NOTE ? (MessageLevel)level : MESSAGE_NOTE,
                     file[0] ? file : NULL, line, column, "%s", text);
    }
}

/* Takes the answer apart: messages, and the plan's bytes where they lie. */
static bool read_answer(const Pack *pack, const char *answer, size_t length, const char **bytes, size_t *size,
                        Messages *messages) {
    WireReader reader = {.at = answer, .end = answer + length};
    Arena *arena = arena_open();
    Messages found = {.arena = arena};
    uint32_t kind = wire_number(&reader);
    read_messages(&reader, &found);
    *bytes = wire_bytes(&reader, size);
    bool sound = !reader.bad && reader.at == reader.end && (kind == WORKER_LOADED || kind == WORKER_FAILED);
    for (uint32_t i = 0; sound && i < found.count; i++) {
        const Message *message = &found.items[i];
        messages_add(messages, message->level, message->file, message->line, message->column, "%s",
                     message->text);
    }
    uint32_t errors = found.errors;
    arena_close(arena);
    if (sound && (kind == WORKER_LOADED || errors > 0)) return kind == WORKER_LOADED && errors == 0;
    messages_add(messages, MESSAGE_ERROR, NULL, 0, 0, "'%s' was stopped: its worker sent what makes no sense",
                 name_of(pack));
    return false;
}

/* Starts a worker, which begins to load the pack. */
static Jail *start_worker(Pack *pack, Error *error) {
    return jail_open(name_of(pack), &limits, pack->options.trusted, worker_serve, &pack->files, error);
}

/* Waits until the worker has loaded the pack. Its plan's bytes are in `arena`. */
static Hand *finish_worker(const Pack *pack, Jail *jail, Arena *arena, const char **bytes, size_t *size,
                           Messages *messages) {
    Error error = {0};
    char *answer;
    size_t length;
    if (!jail_receive(jail, arena, &answer, &length, &error)) {
        messages_add_error(messages, &error);
    } else if (read_answer(pack, answer, length, bytes, size, messages)) {
        return hand_open(jail);
    }
    jail_close(jail);
    return NULL;
}

/* ── The standard library, run once for all ─────────────────────────────── */

struct PackStandard {
    void *memory;
    Host *host;
    Arena *arena; /* what its files are in */
};

PackStandard *pack_standard_open(void) {
    PackStandard *standard = memory_allocate(sizeof *standard);
    standard->arena = arena_open();
    standard->memory = memory_allocate(MEMORY);
    standard->host = host_open(standard->memory, MEMORY);
    PackFiles files = {.id = ""};
    Messages messages = {.arena = standard->arena};
    Error error = {0};
    if (standard->host && files_read_standard(&files, NULL, standard->arena, &error) &&
        worker_prepare(standard->host, &files, &messages))
        return standard;
    pack_standard_close(standard);
    return NULL;
}

void pack_standard_close(PackStandard *standard) {
    if (!standard) return;
    if (standard->host) {
        language_close(standard->host);
        host_close(standard->host);
    }
    free(standard->memory);
    arena_close(standard->arena);
    free(standard);
}

/* ── Opening ────────────────────────────────────────────────────────────── */

static void add_warnings(const Plan *plan, Messages *messages) {
    for (uint32_t i = 0; i < plan->warnings_count; i++) {
        const PlanWarning *warning = &plan->warnings[i];
        messages_add(messages, MESSAGE_WARNING, plan_string_or_null(plan, warning->place.file),
                     warning->place.line, warning->place.column, "%s", plan_string(plan, warning->text));
    }
}

static void warn_of_no_rule(const Pack *pack, Messages *messages) {
    const char *alike = pack->files.alike;
    messages_add(messages, MESSAGE_WARNING, NULL, 0, 0, "the pack '%s' declares no rule%s%s%s", pack->id,
                 alike ? ": its file '" : "", alike ? alike : "",
                 alike ? "' is not read, since only names that end in '.lua' are" : "");
}

static bool finish_first(Pack *pack, Messages *messages) {
    Error error = {0};
    Jail *loading = pack->loading;
    pack->loading = NULL;
    Hand *hand = finish_worker(pack, loading, pack->arena, &pack->bytes, &pack->size, messages);
    if (!hand) return false;
    pack->hands[pack->hand_count++] = hand;
    if (!plan_read(pack->bytes, pack->size, &pack->plan, &error)) {
        messages_add(messages, MESSAGE_ERROR, NULL, 0, 0,
                     "'%s' was stopped: its worker sent a plan that is not valid: %s", name_of(pack),
                     error.text);
        return false;
    }
    if (strcmp(plan_string(&pack->plan, pack->plan.packs[0].id), pack->id) != 0) {
        messages_add(messages, MESSAGE_ERROR, NULL, 0, 0,
                     "'%s' was stopped: its worker sent another pack's plan", name_of(pack));
        return false;
    }
    add_warnings(&pack->plan, messages);
    if (pack->id[0] && pack->plan.rules_count == 0) warn_of_no_rule(pack, messages);
    return true;
}

/* Each further worker loads the pack again, and must come to the same plan. */
static bool add_worker(Pack *pack, Messages *messages) {
    Arena *arena = arena_open();
    const char *bytes;
    size_t size, before = messages->errors;
    Messages again = {.arena = messages->arena}; /* the first one has told the author everything */
    Error error = {0};
    Jail *jail = start_worker(pack, &error);
    if (!jail) messages_add_error(&again, &error);
    Hand *hand = jail ? finish_worker(pack, jail, arena, &bytes, &size, &again) : NULL;
    bool same = hand && size == pack->size && memcmp(bytes, pack->bytes, size) == 0;
    if (hand) pack->hands[pack->hand_count++] = hand;
    for (uint32_t i = 0; !hand && i < again.count; i++) {
        const Message *message = &again.items[i];
        messages_add(messages, message->level, message->file, message->line, message->column, "%s",
                     message->text);
    }
    if (hand && !same) {
        messages_add(messages, MESSAGE_ERROR, NULL, 0, 0,
                     "'%s' can't be used: it says something else each time that it is loaded", name_of(pack));
    }
    arena_close(arena);
    return messages->errors == before;
}

/* A pack without check functions has no worker once it is loaded. */
static bool finish_workers(Pack *pack, Messages *messages) {
    unsigned wanted = pack->options.workers > 0 ? pack->options.workers : 1;
    pack->hands = arena_allocate_array(pack->arena, wanted, sizeof(Hand *));
    if (!finish_first(pack, messages)) return false;
    if (pack->plan.checks_count == 0) {
        hand_close(pack->hands[0]);
        pack->hand_count = 0;
        return true;
    }
    while (pack->hand_count < wanted) {
        if (!add_worker(pack, messages)) return false;
    }
    return true;
}

static void hide(PackFile *files, size_t count, const char *hidden) {
    size_t length = strlen(hidden);
    for (size_t i = 0; i < count; i++)
        if (strncmp(files[i].path, hidden, length) == 0) files[i].path += length;
}

/* What the pack has beside the standard library: a folder's files, or the program's own of what fits. */
static bool read_own(PackFiles *files, const char *folder, bool fit, Arena *arena, Error *error) {
    if (fit) files_read_fit(files, arena);
    return !folder || files_read_pack(files, folder, arena, error);
}

static Pack *start_pack(const char *folder, bool fit, const PackOptions *options) {
    Pack *pack = memory_allocate(sizeof *pack);
    pack->arena = arena_open();
    pack->sources = arena_open();
    pack->options = *options;
    pack->files.id = "";
    if (options->ready && !options->stdlib) pack->files.ready = options->ready->host;
    bool read =
        files_read_standard(&pack->files, options->stdlib, pack->sources, &pack->failure) &&
        read_own(&pack->files, folder, fit, pack->sources, &pack->failure) &&
        (!folder || !options->tests || files_read_tests(&pack->files, folder, pack->sources, &pack->failure));
    pack->id = arena_copy_string(pack->arena, pack->files.id);
    if (read && options->hidden) {
        hide(pack->files.own, pack->files.own_count, options->hidden);
        hide(pack->files.tests, pack->files.test_count, options->hidden);
    }
    if (read) pack->loading = start_worker(pack, &pack->failure);
    return pack;
}

Pack *pack_start(const char *folder, const PackOptions *options) {
    return start_pack(folder, false, options);
}

Pack *pack_finish(Pack *pack, Messages *messages) {
    if (!pack->loading) messages_add_error(messages, &pack->failure);
    bool loaded = pack->loading && finish_workers(pack, messages);
    pack->files = (PackFiles){0};
    arena_close(pack->sources);
    pack->sources = NULL;
    if (loaded) return pack;
    pack_close(pack);
    return NULL;
}

Pack *pack_open(const char *folder, const PackOptions *options, Messages *messages) {
    return pack_finish(pack_start(folder, options), messages);
}

/* What is part of the program is trusted. */
static Pack *open_library(bool fit, const PackOptions *options, Messages *messages) {
    PackOptions trusted = *options;
    trusted.trusted = true;
    return pack_finish(start_pack(NULL, fit, &trusted), messages);
}

Pack *pack_open_standard(const PackOptions *options, Messages *messages) {
    return open_library(false, options, messages);
}

Pack *pack_open_fit(const PackOptions *options, Messages *messages) {
    return open_library(true, options, messages);
}

void pack_close(Pack *pack) {
    if (!pack) return;
    for (unsigned i = 0; i < pack->hand_count; i++)
        hand_close(pack->hands[i]);
    jail_close(pack->loading);
    arena_close(pack->sources);
    arena_close(pack->arena);
    free(pack);
}

const Plan *pack_plan(const Pack *pack) {
    return &pack->plan;
}

const char *pack_id(const Pack *pack) {
    return pack->id;
}

/* ── Checks ─────────────────────────────────────────────────────────────── */

void pack_set_fields(Pack *pack, const int32_t *fields, Day day) {
    uint32_t count = pack->plan.fields_count;
    if (!pack->fields) pack->fields = arena_allocate_array(pack->arena, count, sizeof *fields);
    if (count) memcpy(pack->fields, fields, count * sizeof *fields);
    pack->day = day;
}

void pack_watch(Pack *pack, bool (*go_on)(void *context), void *context) {
    for (unsigned i = 0; i < pack->hand_count; i++)
        hand_watch(pack->hands[i], go_on, context);
}

void pack_forget(Pack *pack) {
    for (unsigned i = 0; i < pack->hand_count; i++)
        hand_forget(pack->hands[i]);
}

bool pack_check_start(Pack *pack, unsigned worker, unsigned slot, const CheckJob *jobs, uint32_t count,
                      Error *error) {
    SlotSource source = {
        .plan = &pack->plan, .fields = pack->fields, .day = pack->day, .jobs = jobs, .count = count};
    return hand_start(pack->hands[worker], slot, &source, error);
}

bool pack_check_finish(Pack *pack, unsigned worker, unsigned slot, uint64_t *const *met,
                       uint64_t *const *unmet, uint64_t *const *failed, Arena *arena, CheckFailure **failures,
                       uint32_t *failure_count, Error *error) {
    HandResult result = {.met = met, .unmet = unmet, .failed = failed, .arena = arena};
    bool done = hand_finish(pack->hands[worker], pack->id, slot, &result, error);
    *failures = result.failures;
    *failure_count = result.failure_count;
    return done;
}
