/* A look at a pack's source before it runs, for mistakes that Lua itself would carry out without a word.
 * Thread rule: any thread. */
#ifndef BERTH_SCRIPT_SOURCE_H
#define BERTH_SCRIPT_SOURCE_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

/* Reports each `and`, `or`, `not` and `if` outside a function's body, with line and column: among criteria
 * they would drop one silently. False where there is any. Source that is not Lua is left for the compiler to
 * refuse. */
bool source_check(const char *file, const char *bytes, size_t length, Messages *messages);

#endif
