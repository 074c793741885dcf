/* Criteria: made by operators on fields, combined, labelled, and put into the draft once a declaration uses
 * them. */
#ifndef BERTH_SCRIPT_CRITERION_H
#define BERTH_SCRIPT_CRITERION_H

#include "script/loading.h"

/* Registers the criterion's own methods and operators, and `all`, `any`, `none`, `at_least`. */
void criterion_define(lua_State *L);

/* A criterion of this kind, without anything in it yet. */
MadeCriterion criterion_start(Operator op);

/* Keeps it, with a label made from its words unless it has one, and pushes its handle. */
int criterion_push(lua_State *L, MadeCriterion made);

/* Says that the criterion reads this field. */
void criterion_note_field(lua_State *L, MadeCriterion *made, uint32_t field);

/* The criterion at `index`, marked as used; a boolean field counts as one. Raises "`what` expects a
 * criterion, got …". */
uint32_t criterion_use(lua_State *L, int index, const char *what);

/* The methods that every criterion has, as rows for a method table: label, source, ask. */
void criterion_add_methods(lua_State *L);

/* The '&', '|' and '~' of criteria; a boolean field has them too. */
int criterion_both(lua_State *L);
int criterion_either(lua_State *L);
int criterion_negation(lua_State *L);

/* Puts the criterion and its children into the draft, once; returns its index there. PLAN_NONE gives
 * PLAN_NONE. */
uint32_t criterion_emit(lua_State *L, uint32_t criterion);

/* Reports every criterion of the pack that nothing uses. */
void criterion_check_used(const Loading *loading, Messages *messages);

#endif
