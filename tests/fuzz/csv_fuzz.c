/* Any bytes as a list: import refuses them with a message, or what it wrote can be scanned. Nothing stays
 * behind. */
#include "../unit/store/fixture.h"

#include <sys/mman.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct Target {
    Arena *arena;
    Dictionary dictionary;
    Store *store;
    int list;
    char path[32];
    bool *wanted;
    Interner *literals;
    Batch *batch;
} Target;

static void insist(bool condition) {
    if (!condition) abort();
}

static Target *target(void) {
    static Target target;
    if (target.store) return &target;
    Error error = {0};
    target.arena = arena_open();
    target.dictionary = fixture_dictionary(target.arena, SKETCHES, sizeof SKETCHES / sizeof *SKETCHES);
    target.wanted = arena_allocate_array(target.arena, target.dictionary.count, sizeof(bool));
    for (uint32_t i = 0; i < target.dictionary.count; i++)
        target.wanted[i] = target.dictionary.fields[i].sensitivity != SENSITIVITY_IDENTITY;
    target.store = store_open_temporary(1, &error);
    insist(target.store);
    target.list = memfd_create("list", 0);
    snprintf(target.path, sizeof target.path, "/proc/self/fd/%d", target.list);
    target.literals = interner_open();
    target.batch = batch_open(&target.dictionary, SUBJECT_CANDIDATE, target.wanted, target.literals, 4096);
    return &target;
}

/* What an import took in has to come out again, every value of its type. */
static void scan(Target *t, Subject subject) {
    Error error = {0};
    int64_t first = 0, last = 0, count = 0, read = 0;
    bool *wanted = t->wanted;
    if (subject == SUBJECT_VACANCY) return;
    Scan *scan = scan_open(t->store, &t->dictionary, subject, wanted, 20000, &error);
    insist(scan && scan_bounds(scan, &first, &last, &count, &error));
    for (int64_t from = first; count && from <= last; from += 4096) {
        batch_clear(t->batch);
        insist(scan_read(scan, from, from + 4095, t->batch, &error));
        read += t->batch->count;
    }
    insist(read == count);
    scan_close(scan);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Target *t = target();
    Arena *arena = arena_open();
    Messages messages = {.arena = arena};
    ImportReport report;
    Error error = {0};
    const ImportOptions options = {
        .detect_subject = true, .day = 20000, .dates = size % 2 ? DATES_DMY : DATES_DETECT};
    insist(ftruncate(t->list, 0) == 0 && pwrite(t->list, data, size, 0) == (ssize_t)size);
    insist(import_begin(t->store, &error));
    bool ok = import_csv(t->store, &t->dictionary, t->path, &options, &report, &messages, NULL, &error);
    insist(ok || error.set);
    insist(!ok || (messages.errors == 0 && report.refused == 0));
    if (ok) scan(t, report.subject);
    error = (Error){0};
    insist(import_end(t->store, false, &error));
    arena_close(arena);
    return 0;
}
