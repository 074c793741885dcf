/* The parts of check_pack. For this room alone. */
#ifndef BERTH_APP_CHECK_INSIDE_H
#define BERTH_APP_CHECK_INSIDE_H

#include "base/error.h"
#include "rule/plan.h"

__attribute__((format(printf, 4, 5))) void check_add(Messages *messages, const Plan *plan,
                                                     const PlanPlace *place, const char *format, ...);

/* check_law.c */
void check_law(const Plan *plan, Messages *messages);

/* check_words.c */
void check_words(const Plan *plan, Messages *messages);

#endif
