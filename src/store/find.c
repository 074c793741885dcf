/* One record by the reference of the list that it came from. */
#include "schema.h"

bool store_find(Store *store, Subject subject, const char *reference, int64_t *id, Error *error) {
    sqlite3_stmt *find =
        store_prepare(store, error, "SELECT id FROM %s WHERE reference = ?1", schema_subject_table(subject));
    if (!find) return false;
    bool row = false;
    sqlite3_bind_text(find, 1, reference, -1, SQLITE_STATIC);
    bool ok = store_step(store, find, &row, error);
    if (ok) *id = row ? sqlite3_column_int64(find, 0) : 0;
    sqlite3_finalize(find);
    return ok;
}

static void offer(Suggestion *suggestion, const char *word, const char *name, Arena *arena) {
    Suggestion best = *suggestion;
    suggest_offer(&best, word, name);
    if (best.word == suggestion->word) return;
    best.word = arena_copy_string(arena, best.word);
    *suggestion = best;
}

bool store_suggest(Store *store, Subject subject, const char *reference, Arena *arena, Suggestion *suggestion,
                   Error *error) {
    sqlite3_stmt *all = store_prepare(store, error, "SELECT reference FROM %s ORDER BY reference",
                                      schema_subject_table(subject));
    if (!all) return false;
    bool row = false, ok;
    while ((ok = store_step(store, all, &row, error)) && row) {
        const char *name = (const char *)sqlite3_column_text(all, 0);
        if (name) offer(suggestion, reference, name, arena);
    }
    sqlite3_finalize(all);
    return ok;
}
