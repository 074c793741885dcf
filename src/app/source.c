/* A dataset as a source: a scan of candidates for each reader, and one of vacancies. */
#include "app/source.h"

#include "base/memory.h"

bool readers_open(Readers *readers, Store *store, unsigned count, Error *error) {
    *readers = (Readers){.stores = memory_allocate_array(count, sizeof *readers->stores),
                         .candidates = memory_allocate_array(count, sizeof *readers->candidates),
                         .count = count};
    if (store_open_readers(store, readers->stores, count, error)) return true;
    readers->count = 0; /* those that were opened are closed again */
    return false;
}

static void close_scans(void *context) {
    Readers *readers = context;
    for (unsigned i = 0; i < readers->count; i++) {
        scan_close(readers->candidates[i]);
        readers->candidates[i] = NULL;
    }
    scan_close(readers->vacancies);
    readers->vacancies = NULL;
}

void readers_close(Readers *readers) {
    close_scans(readers);
    for (unsigned i = 1; i < readers->count; i++)
        store_close(readers->stores[i]);
    free(readers->stores);
    free(readers->candidates);
    *readers = (Readers){0};
}

static bool open_scans(void *context, const Dictionary *dictionary, Subject subject, const bool *wanted,
                       Day day, Error *error) {
    Readers *readers = context;
    unsigned count = subject == SUBJECT_CANDIDATE ? readers->count : 1;
    for (unsigned i = 0; i < count; i++) {
        Scan **scan = subject == SUBJECT_CANDIDATE ? &readers->candidates[i] : &readers->vacancies;
        *scan = scan_open(readers->stores[i], dictionary, subject, wanted, day, error);
        if (!*scan) return false;
    }
    return true;
}

static Scan *scan_of(const Readers *readers, unsigned reader, Subject subject) {
    return subject == SUBJECT_CANDIDATE ? readers->candidates[reader] : readers->vacancies;
}

static bool find_bounds(void *context, Subject subject, int64_t *first, int64_t *last, int64_t *count,
                        Error *error) {
    return scan_bounds(scan_of(context, 0, subject), first, last, count, error);
}

static bool read_rows(void *context, unsigned reader, Subject subject, int64_t first, int64_t last,
                      Batch *batch, Error *error) {
    return scan_read(scan_of(context, reader, subject), first, last, batch, error);
}

Source readers_source(Readers *readers) {
    return (Source){.name = store_path(readers->stores[0]),
                    .readers = readers->count,
                    .open = open_scans,
                    .bounds = find_bounds,
                    .read = read_rows,
                    .close = close_scans,
                    .context = readers};
}
