/* Labels: criteria in plain English, where the author gave no words of his own. */
#ifndef BERTH_SCRIPT_LABEL_H
#define BERTH_SCRIPT_LABEL_H

#include "script/loading.h"

enum { LABEL_LENGTH = 200 }; /* bytes of a label made here; a longer one is cut and ends in "…" */

/* "candidate.age": how a rule writes the field. Pushes the string that it returns. */
const char *label_field(lua_State *L, uint32_t field);

/* The field's name as its own pack writes it: "age", and "priority_estate" for a field stored as
 * "pack.priority_estate". */
const char *label_bare_name(const Loading *loading, uint32_t field);

/* The words for a leaf or combinator whose operands are in place: "age is at least 16", "a, or b", "not a".
 */
PlanString label_make(lua_State *L, const PlanCriterion *item);

#endif
