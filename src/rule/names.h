/* Rules that name other rules. Part of rule/ruleset.h, for this room alone. */
#ifndef BERTH_RULE_NAMES_H
#define BERTH_RULE_NAMES_H

#include "rule/ruleset.h"

/* Warns of every criterion over a field that names rules (`completed` and the like) whose literal is neither
 * the id of a rule nor given by one. */
void names_check(const Ruleset *ruleset, Messages *messages);

#endif
