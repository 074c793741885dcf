/* What runs inside a pack's worker. */
#include "script/worker.h"

#include "base/arena.h"
#include "script/call.h"
#include "script/language.h"
#include "script/sandbox.h"
#include "script/slot.h"
#include "script/source.h"
#include "script/wire.h"

/* ── Loading ────────────────────────────────────────────────────────────── */

/* A limit is about the pack as a whole, so its message names it. */
static void add_error(const Host *host, const PackFiles *files, const Error *error, Messages *messages) {
    Error named = {0};
    if (host->stop) {
        error_set_at(&named, error->file, error->line, error->column, "'%s' was %s",
                     files->id[0] ? files->id : "the standard library", error->text);
    }
    messages_add_error(messages, host->stop ? &named : error);
}

static bool run_files(Host *host, const PackFiles *files, HostEnvironment environment, const PackFile *list,
                      size_t count, Messages *messages) {
    for (size_t i = 0; i < count; i++) {
        Error error = {0};
        if (host_run(host, environment, list[i].path, list[i].bytes, list[i].length, &error)) continue;
        add_error(host, files, &error, messages);
        return false; /* the next file would only miss what this one did not get to */
    }
    return true;
}

/* What can be said of each file on its own is said of all of them, before any runs. */
static bool check_sources(const PackFile *list, size_t count, SourceKind kind, Messages *messages) {
    uint32_t errors = messages->errors;
    for (size_t i = 0; i < count; i++) {
        const PackFile *file = &list[i];
        Error error = {0};
        if (host_check_text(file->path, file->bytes, file->length, &error)) {
            source_check(file->path, file->bytes, file->length, kind, messages);
        } else {
            messages_add_error(messages, &error);
        }
    }
    return messages->errors == errors;
}

static bool load_own(Host *host, const PackFiles *files, Messages *messages) {
    if (files->own_count == 0) return true;
    return check_sources(files->own, files->own_count, SOURCE_RULES, messages) &&
           language_begin_pack(host, files->id) &&
           run_files(host, files, HOST_PACK, files->own, files->own_count, messages);
}

static bool load_tests(Host *host, const PackFiles *files, Messages *messages) {
    if (files->test_count == 0) return true;
    Error error = {0};
    if (!check_sources(files->tests, files->test_count, SOURCE_TESTS, messages)) return false;
    if (language_begin_tests(host, &error))
        return run_files(host, files, HOST_PACK, files->tests, files->test_count, messages);
    add_error(host, files, &error, messages);
    return false;
}

bool worker_prepare(Host *host, const PackFiles *files, Messages *messages) {
    language_open(host);
    return run_files(host, files, HOST_STANDARD, files->standard, files->standard_count, messages);
}

bool worker_load(Host *host, const PackFiles *files, Buffer *plan, Messages *messages) {
    uint32_t errors = messages->errors;
    bool loaded = (files->ready || worker_prepare(host, files, messages)) &&
                  load_own(host, files, messages) && load_tests(host, files, messages) &&
                  language_finish(host, plan, messages);
    if (!loaded && messages->errors == errors) {
        messages_add(messages, MESSAGE_ERROR, NULL, 0, 0, "'%s' can't be loaded: it needs too much memory",
                     files->id);
    }
    return loaded;
}

static void send_plan(JailInside *inside, bool loaded, const Buffer *plan, const Messages *messages) {
    Buffer reply = {0};
    wire_add_number(&reply, loaded ? WORKER_LOADED : WORKER_FAILED);
    wire_add_number(&reply, messages->count);
    for (uint32_t i = 0; i < messages->count; i++) {
        const Message *message = &messages->items[i];
        wire_add_number(&reply, message->level);
        wire_add_text(&reply, message->file);
        wire_add_number(&reply, message->line);
        wire_add_number(&reply, message->column);
        wire_add_text(&reply, message->text);
    }
    wire_add_bytes(&reply, plan->bytes, loaded ? plan->length : 0);
    jail_inside_send(inside, reply.bytes, reply.length);
    buffer_close(&reply);
}

static bool load(JailInside *inside, Host *host, const PackFiles *files) {
    Arena *arena = arena_open();
    Messages messages = {.arena = arena};
    Buffer plan = {0};
    bool loaded = worker_load(host, files, &plan, &messages);
    send_plan(inside, loaded, &plan, &messages);
    language_close(host); /* what is left to do needs the functions alone */
    buffer_close(&plan);
    arena_close(arena);
    return loaded;
}

/* ── Checking ───────────────────────────────────────────────────────────── */

static void check(JailInside *inside, Host *host, uint32_t number, const Slot *slot) {
    Buffer reply = {0};
    Error error = {0};
    wire_add_number(&reply, WORKER_CHECKED);
    wire_add_number(&reply, number);
    if (!call_checks(host, slot, &reply, &error)) {
        buffer_clear(&reply);
        wire_add_number(&reply, WORKER_STOPPED);
        wire_add_number(&reply, number);
        wire_add_text(&reply, error.file);
        wire_add_number(&reply, error.line);
        wire_add_text(&reply, error.text);
    }
    jail_inside_send(inside, reply.bytes, reply.length);
    buffer_close(&reply);
}

/* Check functions are called in a host that has never run a test: what a file of tests does to the names,
 * tables and functions of its pack is nothing to the rules that it tests. */
static Host *load_without_tests(const PackFiles *files, void *memory, size_t size) {
    PackFiles rules = *files;
    rules.ready = NULL;
    rules.test_count = 0;
    Host *host = host_open(memory, size);
    if (!host) jail_inside_out_of_memory();
    Arena *arena = arena_open();
    Messages messages = {.arena = arena};
    Buffer plan = {0};
    bool loaded = worker_load(host, &rules, &plan, &messages);
    language_close(host);
    buffer_close(&plan);
    arena_close(arena);
    return loaded ? host : NULL;
}

void worker_serve(JailInside *inside, void *context) {
    const PackFiles *files = context;
    size_t size, shared_size, length;
    void *memory = jail_inside_arena(inside, &size);
    Host *host = files->ready ? files->ready : host_open(memory, size);
    if (!host) jail_inside_out_of_memory();
    if (!load(inside, host, files)) return;
    if (files->test_count) {
        if (host != files->ready) host_close(host);
        host = load_without_tests(files, memory, size);
        if (!host) return;
    }
    char *shared = jail_inside_shared(inside, &shared_size);
    const char *request;
    while (jail_inside_receive(inside, &request, &length)) {
        WireReader reader = {.at = request, .end = request + length};
        uint32_t number = wire_number(&reader);
        check(inside, host, number, slot_at(shared, number));
    }
}
