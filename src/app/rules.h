/* Rules: the packs that a run uses, loaded and joined into one ruleset.
 *
 * A pack that can't be loaded is reported and left out whole; the others run. Open the rules before any
 * dataset or list is read and before any thread starts: the packs' workers are forked here. */
#ifndef BERTH_APP_RULES_H
#define BERTH_APP_RULES_H

#include "base/error.h"
#include "rule/ruleset.h"
#include "script/pack.h"

typedef struct RulesOptions {
    const char *const *paths; /* packs or folders of packs */
    size_t path_count;        /* 0: the packs that ship with berth */
    const char *stdlib;       /* a folder with the standard library; NULL: the one in the program */
    unsigned jobs;            /* workers that each pack with checks keeps */
    bool strict;              /* run nothing if any pack is left out */
    bool tests;               /* load the packs' tests too */
    bool trust;               /* run packs where the system has no jail */
    bool fit;                 /* take in what makes a vacancy fit a person, for advice */
} RulesOptions;

typedef struct Rules {
    Pack **packs; /* the first is the standard library */
    uint32_t pack_count;
    uint32_t library;  /* how many of them are the program's own: the standard library, what fits */
    uint32_t left_out; /* packs that were reported and left out */
    Ruleset *set;
} Rules;

/* Loads the packs as of `day`. False where nothing is left to run, or with `strict` where any pack was left
 * out; what was wrong with a pack is in `messages`, with file, line and column. Zero `rules` first; close it
 * in either case. */
bool rules_open(Rules *rules, const RulesOptions *options, Day day, Messages *messages, Error *error);
void rules_close(Rules *rules);

/* The same in two steps: rules_load finds and loads the packs, rules_join makes one ruleset of those in
 * `rules`, as of `day`, in the place of the one that there may be. */
bool rules_load(Rules *rules, const RulesOptions *options, Messages *messages, Error *error);
bool rules_join(Rules *rules, Day day, Messages *messages, Error *error);

/* The rule of what makes a vacancy fit (PACK_FIT's), or PLAN_NONE. */
uint32_t rules_fit(const Rules *rules);

/* Leaves out a pack that a limit has stopped while it ran, for `reason`; the ruleset is made anew. False
 * where nothing is left or `strict`. */
bool rules_leave_out(Rules *rules, uint32_t pack, const Error *reason, bool strict, Messages *messages,
                     Error *error);

/* The field dictionary for an import: the standard fields and those of the packs named. `packs` (zeroed)
 * keeps the plans alive. */
Dictionary *rules_dictionary(Rules *rules, const RulesOptions *options, Messages *messages, Error *error);

#endif
