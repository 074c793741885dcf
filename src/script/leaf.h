/* Leaves: criteria that compare one field, F:operator(…), for the operators of rule/operators.h. */
#ifndef BERTH_SCRIPT_LEAF_H
#define BERTH_SCRIPT_LEAF_H

#include "script/loading.h"

/* Registers what a field can be asked. */
void leaf_define(lua_State *L);

/* Pushes the criterion that a boolean field is by itself. */
void leaf_push_truth(lua_State *L, uint32_t field);

/* How a field of this type is compared, as an example: "candidate.age:at_least(16)". Pushes the string that
 * it returns. */
const char *leaf_example(lua_State *L, uint32_t field);

#endif
