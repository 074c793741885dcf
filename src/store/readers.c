/* Several connections that read one state of one dataset.
 *
 * A read transaction fixes what a connection sees when it first reads. Two connections see the same state
 * when both then find the same value in the counter that every write bumps. */
#include "connection.h"

#include <time.h>

enum { ATTEMPTS = 200, PAUSE_NANOSECONDS = 5000000 };

static bool end_read(Store *store, Error *error) {
    return sqlite3_get_autocommit(store->database) || store_run(store, "ROLLBACK", error);
}

static bool begin_read(Store *store, int64_t *changes, Error *error) {
    return end_read(store, error) && store_run(store, "BEGIN", error) &&
           store_number(store, "SELECT changes FROM dataset", changes, error);
}

static bool begin_all(Store **stores, unsigned count, bool *agree, Error *error) {
    int64_t first = 0, changes = 0;
    *agree = true;
    for (unsigned i = 0; *agree && i < count; i++) {
        if (!begin_read(stores[i], &changes, error)) return false;
        if (i == 0) first = changes;
        *agree = changes == first;
    }
    return true;
}

static bool agree_all(Store **stores, unsigned count, Error *error) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        bool agree = false;
        if (!begin_all(stores, count, &agree, error)) return false;
        if (agree) return true;
        nanosleep(&(struct timespec){.tv_nsec = PAUSE_NANOSECONDS}, NULL);
    }
    return error_set(error, "'%s' is being changed all the time: try again later", store_path(stores[0]));
}

/* Of a private dataset those that were opened while it had a name. */
static Store *open_reader(Store *first, Error *error) {
    return first->spare_count ? first->spares[--first->spare_count] : store_open(store_path(first), error);
}

bool store_open_readers(Store *first, Store **stores, unsigned count, Error *error) {
    unsigned opened = 1;
    stores[0] = first;
    while (opened < count && (stores[opened] = open_reader(first, error)))
        opened++;
    if (opened == count && agree_all(stores, count, error)) return true;
    while (opened > 1)
        store_close(stores[--opened]);
    return false;
}
