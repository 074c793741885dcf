/* Stages and offers: `stage "title" { … }` and `offer "title" { … }`, values that rules take in. */
#ifndef BERTH_SCRIPT_OFFER_H
#define BERTH_SCRIPT_OFFER_H

#include "script/form.h"

/* Registers `stage` and `offer`. */
void offer_define(lua_State *L);

/* Take the item at the top of the stack, in the list that `what` names, and mark it as used. */
MadeStage *offer_use_stage(lua_State *L, const char *what);
MadeOffer *offer_use_offer(lua_State *L, const char *what);

/* Reports stages and offers that no rule takes in. */
void offer_check_used(const Loading *loading, Messages *messages);

#endif
