/* References, and the nearest one where there is none. */
#include "app/person.h"

#include "base/suggest.h"

bool person_find(Store *store, const char *reference, int64_t *id, Error *error) {
    if (!store_find(store, SUBJECT_CANDIDATE, reference, id, error)) return false;
    if (*id) return true;
    Arena *arena = arena_open();
    Suggestion suggestion = {0};
    char phrase[160];
    if (store_suggest(store, SUBJECT_CANDIDATE, reference, arena, &suggestion, error))
        error_set(
            error,
            "no candidate has the reference '%s'%s: people are named as in their list's reference column",
            reference, suggest_phrase(&suggestion, phrase, sizeof phrase));
    arena_close(arena);
    return false;
}
