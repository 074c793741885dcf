/* The tests of packs, run as everybody is evaluated. */
#ifndef BERTH_APP_TESTS_H
#define BERTH_APP_TESTS_H

#include "app/rules.h"
#include "base/progress.h"
#include "output/testing.h"

typedef struct TestsOptions {
    RulesOptions rules; /* which packs */
    const char *filter; /* only tests of which "pack/rule" or the name has this in it; NULL: all */
    const Progress *progress;
} TestsOptions;

/* Loads the packs into `rules` (zeroed; close it after the report was written, in either case) and runs their
 * tests. A pack that can't be loaded, or that a limit stops, is left out and said in `messages`. False where
 * no pack can be loaded, or no test has the filter's text. */
bool tests_run(Rules *rules, const TestsOptions *options, Arena *arena, TestReport *report,
               Messages *messages, Error *error);

#endif
