/* A short list of distinct failures. */
#include "app/failures.h"

#include <string.h>

static bool is_like(const Failure *a, const Failure *b) {
    if (a->line != b->line || strcmp(a->text, b->text) != 0) return false;
    return a->file && b->file ? strcmp(a->file, b->file) == 0 : a->file == b->file;
}

void failures_add(Failures *failures, const Failure *failure) {
    for (uint32_t i = 0; i < failures->count; i++)
        if (is_like(&failures->items[i], failure)) {
            failures->items[i].others = true;
            return;
        }
    if (failures->count == FAILURES_TOLD) return;
    failures->items[failures->count++] =
        (Failure){.file = failure->file ? arena_copy_string(failures->arena, failure->file) : NULL,
                  .line = failure->line,
                  .text = arena_copy_string(failures->arena, failure->text),
                  .who = arena_copy_string(failures->arena, failure->who),
                  .others = failure->others};
}

void failures_add_all(Failures *failures, const Failures *others) {
    for (uint32_t i = 0; i < others->count; i++)
        failures_add(failures, &others->items[i]);
    failures->calls += others->calls;
}

void failures_tell(const Failures *failures, Messages *messages) {
    for (uint32_t i = 0; i < failures->count; i++) {
        const Failure *failure = &failures->items[i];
        messages_add(messages, MESSAGE_ERROR, failure->file, failure->line, 0, "%s (%s%s)", failure->text,
                     failure->who, failure->others ? " and others" : "");
    }
    if (failures->calls > failures->count)
        messages_add(messages, MESSAGE_NOTE, NULL, 0, 0, "check functions raised an error %llu times in all",
                     (unsigned long long)failures->calls);
}
