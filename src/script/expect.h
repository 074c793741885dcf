/* What a test expects of a row: `expect = "eligible"`, or a table that says more. */
#ifndef BERTH_SCRIPT_EXPECT_H
#define BERTH_SCRIPT_EXPECT_H

#include "script/form.h"

/* Reads `expect` of the row into `out`: its outcome, and words in test_words. `rule` is the index of the rule
 * that is tested. */
void expect_read(const Form *row, uint32_t rule, PlanTestRow *out);

#endif
