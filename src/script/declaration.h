/* Declarations: a name, then a table. `programme "x"` waits for its table; one that never comes is reported.
 */
#ifndef BERTH_SCRIPT_DECLARATION_H
#define BERTH_SCRIPT_DECLARATION_H

#include "script/form.h"

/* Registers `field`, `programme`, `guaranteed_interview` and `support_plan`. */
void declaration_define(lua_State *L);

/* Reports declarations that still wait for their table. */
void declaration_check_done(const Loading *loading, Messages *messages);

/* The three kinds of rule (rule.c). */
void rule_declare_programme(const Form *form, PlanString name, PlanPlace place);
void rule_declare_interview(const Form *form, PlanString name, PlanPlace place);
void rule_declare_support_plan(const Form *form, PlanString name, PlanPlace place);

/* `pack { … }` (owner.c): registers it; checks what it says once the whole pack is known; writes what the
 * pack reads. */
void owner_define(lua_State *L);
void owner_check(const Loading *loading, Messages *messages);
void owner_emit(Loading *loading);

/* Registers `judgement` and `check` (check.c). */
void check_define(lua_State *L);

#endif
