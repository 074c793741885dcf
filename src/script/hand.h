/* One worker of a pack, as the parent holds it: slots are given to it and its answers taken. Internal to the
 * script room.
 *
 * Thread rule: one hand belongs to one thread at a time. */
#ifndef BERTH_SCRIPT_HAND_H
#define BERTH_SCRIPT_HAND_H

#include "jail/jail.h"
#include "script/slot.h"

typedef struct Hand Hand;

/* Takes the jail, which runs worker_serve and has loaded its pack. */
Hand *hand_open(Jail *jail);
void hand_close(Hand *hand);

/* As in pack_watch. */
void hand_watch(Hand *hand, bool (*go_on)(void *context), void *context);

/* Fills a slot that is not in hand, and sets the worker to work. */
bool hand_start(Hand *hand, unsigned slot, const SlotSource *source, Error *error);

/* As in pack_check_finish. */
typedef struct HandResult {
    uint64_t *const *met, *const *unmet, *const *failed;
    Arena *arena;
    CheckFailure *failures;
    uint32_t failure_count;
} HandResult;

/* Waits for every slot that is in hand, and drops the answers. */
void hand_forget(Hand *hand);

/* Waits for a slot that was started. `name` is the pack's. */
bool hand_finish(Hand *hand, const char *name, unsigned slot, HandResult *result, Error *error);

#endif
