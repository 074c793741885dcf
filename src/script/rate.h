/* Rates: constants by date, `rate "london_living_wage" { ["2024-10-22"] = 13.85 }`; named before or after
 * they are declared. */
#ifndef BERTH_SCRIPT_RATE_H
#define BERTH_SCRIPT_RATE_H

#include "script/loading.h"

/* Registers `rate`. */
void rate_define(lua_State *L);

/* Reports rates that are named and never declared. */
void rate_check_declared(const Loading *loading, Messages *messages);

#endif
