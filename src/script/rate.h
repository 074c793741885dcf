/* Rates: constants by date, `rate "london_living_wage" { ["2024-10-22"] = 13.85 }`; named before or after
 * they are declared. */
#ifndef BERTH_SCRIPT_RATE_H
#define BERTH_SCRIPT_RATE_H

#include "script/loading.h"

/* Registers `rate`. */
void rate_define(lua_State *L);

/* What the rate is called in labels, or 0. */
PlanString rate_label(const Loading *loading, uint32_t rate);

/* Once the pack is loaded: rates that it names and does not declare become the standard ones; reports those
 * that nobody declares. */
void rate_settle(Loading *loading, Messages *messages);

#endif
