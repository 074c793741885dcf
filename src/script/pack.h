/* Packs: a folder of Lua files becomes a plan, in a worker; its check functions run there later.
 *
 * Thread rule: packs are loaded by one thread before any other starts. After that each thread uses its own
 * `worker` number. */
#ifndef BERTH_SCRIPT_PACK_H
#define BERTH_SCRIPT_PACK_H

#include "base/arena.h"
#include "base/error.h"
#include "record/batch.h"
#include "rule/plan.h"

typedef struct Pack Pack;

/* The standard library, run once in this process: every pack's worker starts with a copy of it. */
typedef struct PackStandard PackStandard;

typedef struct PackOptions {
    unsigned workers;          /* how many workers a pack with checks keeps: one a thread, at least 1 */
    const char *stdlib;        /* a folder to read the standard library from instead of the embedded one, for
                                  development; or NULL */
    const PackStandard *ready; /* the embedded one has been run already; or NULL */
    bool tests;                /* load the pack's tests too */
    bool trusted; /* the pack ships with berth, or the user said --trust-packs: it may run where there is no
                     jail */
    const char *hidden; /* a beginning of paths that messages and plans leave out, so that packs that ship are
                           called alike wherever berth is installed; or NULL */
} PackOptions;

/* NULL where it can't be had: packs load it themselves then, and say why. Close it once the packs are loaded,
 * before any personal data is read. NULL is fine. */
PackStandard *pack_standard_open(void);
void pack_standard_close(PackStandard *standard);

/* Loads the pack in `folder` (its name is the pack's id). Where it can't be loaded: NULL, and `messages` has
 * every error found, with file, line and column. Warnings are added to `messages` too. */
Pack *pack_open(const char *folder, const PackOptions *options, Messages *messages);

/* The same in two steps, so that several packs load side by side: each in a worker of its own, started here.
 * Never NULL: what went wrong is told by pack_finish, which waits for the worker, or by nobody after
 * pack_close. The options' texts must live until then. */
Pack *pack_start(const char *folder, const PackOptions *options);
Pack *pack_finish(Pack *pack, Messages *messages);

/* The standard library on its own, as a pack with the id "" and no rules: for its field dictionary. */
Pack *pack_open_standard(const PackOptions *options, Messages *messages);

/* What makes a vacancy fit a person, as a pack with the id PACK_FIT and one guaranteed interview, which is
 * for advice alone: `vacancies` are those that are open, `who` says which of them fit. */
#define PACK_FIT "stdlib.fit" /* no folder's name can have a dot */
Pack *pack_open_fit(const PackOptions *options, Messages *messages);

/* Ends its workers and frees. NULL is fine. */
void pack_close(Pack *pack);

/* Lives as long as the pack. */
const Plan *pack_plan(const Pack *pack);
const char *pack_id(const Pack *pack);

/* The packs that a path means: itself if it has a pack.lua, else the folders in it that do, in byte order. An
 * error where there are none. The paths are added to `folders` (an array in the arena). */
bool pack_find(const char *path, Arena *arena, char ***folders, size_t *count, Error *error);

enum {
    PACK_SLOTS = 3
}; /* what a worker may have in hand: two batches of candidates, and a batch against one vacancy.
      They are answered in the order in which they were started; finishing one of them first is fine. */

/* One check function over one batch. `candidates` or `vacancies` may be NULL where it does not read them;
 * with both, it runs for each candidate and the one `vacancy`. A check of vacancies alone runs for each of
 * them. */
typedef struct CheckJob {
    uint32_t check; /* index in the plan's checks */
    const Batch *candidates;
    const Batch *vacancies;
    uint32_t vacancy;
} CheckJob;

/* The plan's field → the dictionary's field index of the batches, `plan->fields_count` of them; copied. Must
 * be told before the first start. `day` is the day of the run. */
void pack_set_fields(Pack *pack, const int32_t *fields, Day day);

/* Whoever waits for the pack's workers asks `go_on` several times a second, in its own thread; false ends the
 * worker and the wait, as when the worker dies. NULL: nobody is asked. */
void pack_watch(Pack *pack, bool (*go_on)(void *context), void *context);

/* Waits for every slot in hand of every worker and drops the answers, so that another run can begin with all
 * slots free. */
void pack_forget(Pack *pack);

/* Copies what the checks read into the worker's slot and sets it to work; returns at once. All jobs of one
 * call are about the same batches. False and `error` where the worker has died. */
bool pack_check_start(Pack *pack, unsigned worker, unsigned slot, const CheckJob *jobs, uint32_t count,
                      Error *error);

/* What checks raised over a batch: file, line and text (which holds no value of the record), the first job
 * and record that it was about, and how many calls raised it in all. */
typedef struct CheckFailure {
    uint32_t job, record, count;
    const char *file;
    uint32_t line;
    const char *text;
} CheckFailure;

enum { PACK_FAILURES = 64 }; /* the most that are kept, a batch: each another file, line or text */

/* Waits for the slot. For each job `met`, `unmet` and `failed` (bitmaps over its records, words of
 * bits_words(count)) are set. The first PACK_FAILURES kinds of failures are described in `failures` (in
 * `arena`). False where the worker died or was stopped by a limit: then the pack has to be left out whole,
 * and `error` says why. */
bool pack_check_finish(Pack *pack, unsigned worker, unsigned slot, uint64_t *const *met,
                       uint64_t *const *unmet, uint64_t *const *failed, Arena *arena, CheckFailure **failures,
                       uint32_t *failure_count, Error *error);

#endif
