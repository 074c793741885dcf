/* Any bytes as a pack's rules: they are refused with a message, or become a plan that is valid. In this
 * process, without a jail, so that the sanitizers see the host, the language and the sandbox at work. */
#include "rule/plan.h"
#include "script/language.h"
#include "script/sandbox.h"
#include "script/worker.h"

#include <stdlib.h>

enum { ARENA = 32 << 20, STEPS = 300000 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char declaration[] =
    "pack { organisation = 'Riverside Council', version = '1.0.0', language = 1,\n"
    "  reads = { 'age', 'borough', 'english', 'benefits', 'employment', 'unemployed_since', 'hours_now', "
    "'languages' } }\n";

static void insist(bool condition) {
    if (!condition) abort();
}

/* What a worker sends must be what the parent takes. */
static void insist_on_plan(const Buffer *bytes, Arena *arena) {
    Plan plan;
    Error error = {0};
    char *aligned = arena_copy(arena, bytes->bytes, bytes->length);
    if (plan_read(aligned, bytes->length, &plan, &error)) return;
    fprintf(stderr, "a plan that is not valid: %s\n", error.text);
    abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static void *memory;
    if (!memory) memory = aligned_alloc(4096, ARENA);
    Arena *arena = arena_open();
    PackFile own[] = {
        {.path = "riverside/pack.lua", .bytes = declaration, .length = sizeof declaration - 1},
        {.path = "riverside/rules.lua", .bytes = (const char *)data, .length = size},
    };
    PackFiles files = {.id = "riverside", .own = own, .own_count = 2};
    Messages messages = {.arena = arena};
    Buffer plan = {0};
    Error error = {0};
    insist(files_read_standard(&files, NULL, arena, &error));
    Host *host = host_open(memory, ARENA);
    sandbox_budget(host, STEPS);
    bool loaded = worker_load(host, &files, &plan, &messages);
    insist(loaded ? messages.errors == 0 : messages.errors > 0);
    if (loaded) insist_on_plan(&plan, arena);
    language_close(host);
    host_close(host);
    buffer_close(&plan);
    arena_close(arena);
    return 0;
}
