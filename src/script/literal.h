/* Literals: values in rules, checked against the type of the field that they are compared with.
 * Everything here raises, with what to write instead, where a value does not fit. */
#ifndef BERTH_SCRIPT_LITERAL_H
#define BERTH_SCRIPT_LITERAL_H

#include "script/loading.h"

/* The value at `index` as a literal of the field's type; of a set field, as one member of it. */
PlanLiteral literal_read(lua_State *L, int index, uint32_t field);

/* { years = , months = , weeks = , days = } at `index` as months and days. `what` begins messages. */
void literal_read_duration(lua_State *L, int index, const char *what, PlanLiteral months_days[2]);

/* An age at `index`, and a day of the year as month * 100 + day. */
int64_t literal_expect_age(lua_State *L, int index, const char *what);
int64_t literal_expect_day_of_year(lua_State *L, int index, const char *what);

/* The three arguments of an age on a day of the year, from `index` on: from, to, and "MM-DD" as month * 100 +
 * day. */
void literal_read_ages(lua_State *L, int index, const char *what, PlanLiteral ages[3]);

/* The pattern at `index`, tried by compiling it. */
PlanLiteral literal_read_pattern(lua_State *L, int index, const char *what);

/* A rule's name as sets hold it: a bare name gets this pack's id before it ("pack/name"). */
PlanString literal_rule_name(lua_State *L, const char *name, size_t length);

/* "an integer", "yes or no (boolean)", "a set": a type in words. */
const char *literal_type_words(FieldType type);

#endif
