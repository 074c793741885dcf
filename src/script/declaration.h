/* Declarations: a name, then a table. `programme "x"` waits for its table; one that never comes is reported.
 */
#ifndef BERTH_SCRIPT_DECLARATION_H
#define BERTH_SCRIPT_DECLARATION_H

#include "script/form.h"

/* Registers `field`, `programme`, `guaranteed_interview` and `support_plan`. */
void declaration_define(lua_State *L);

/* `test "name"`, for a file of tests. */
int declaration_test(lua_State *L);

/* Reports declarations that still wait for their table. */
void declaration_check_done(const Loading *loading, Messages *messages);

/* The three kinds of rule (rule.c). */
void rule_declare_programme(const Form *form, PlanString name, PlanPlace place);
void rule_declare_interview(const Form *form, PlanString name, PlanPlace place);
void rule_declare_support_plan(const Form *form, PlanString name, PlanPlace place);

/* A test (test.c). */
void test_declare(const Form *form, PlanString name, PlanPlace place);

/* Registers `test` and `declined`, once the pack's rules are there. */
void test_begin(lua_State *L);

/* `pack { … }` (owner.c): registers it; checks what it says once the whole pack is known; writes what the
 * pack reads. */
void owner_define(lua_State *L);
void owner_check(const Loading *loading, Messages *messages);
void owner_emit(Loading *loading);

/* Registers `judgement` and `check` (check.c). */
void check_define(lua_State *L);

#endif
