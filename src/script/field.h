/* Fields: `field "name" { … }` adds one to the dictionary; `candidate.name` and `vacancy.name` find it. */
#ifndef BERTH_SCRIPT_FIELD_H
#define BERTH_SCRIPT_FIELD_H

#include "script/form.h"
#include "script/loading.h"

/* Declares the field of this name. */
void field_declare(const Form *form, PlanString name, PlanPlace place);

/* Registers `candidate` and `vacancy` as the standard library sees them: the standard fields alone. */
void field_define(lua_State *L);

/* Registers them as the pack sees them: its own fields first. */
void field_begin_pack(lua_State *L);

/* The field, or PLAN_NONE; with `standard` the standard fields alone are looked at, else the pack's own come
 * first. */
uint32_t field_find(const Loading *loading, Subject subject, const char *name, bool standard);

/* The field, as the pack sees it. Raises with "did you mean" where there is none, or where the pack may not
 * read it. */
uint32_t field_expect(lua_State *L, Subject subject, const char *name);

/* Raises unless the pack lists the candidate field in its `reads`. */
void field_expect_listed(lua_State *L, uint32_t field);

/* " (did you mean 'x'?)" for a name of that subject's fields that was not found, written to `out`. */
const char *field_suggest(const Loading *loading, Subject subject, const char *name, char *out, size_t size);

/* Which value of the field a text means, as an import compares them, or MAP_NONE. */
int32_t field_match(Loading *loading, uint32_t field, const char *text);

#endif
