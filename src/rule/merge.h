/* One dictionary out of the plans' fields. Part of rule/ruleset.h, for this room alone. */
#ifndef BERTH_RULE_MERGE_H
#define BERTH_RULE_MERGE_H

#include "rule/ruleset.h"

/* As dictionary_open. `maps` has an array for each plan, with room for its fields, that gets their indexes in
 * the dictionary; or NULL. */
Dictionary *dictionary_merge(const Plan *const *plans, uint32_t count, int32_t *const *maps,
                             Messages *messages);

#endif
