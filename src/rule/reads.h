/* What a plan's rules look at: which fields, and for what. So a pack can be asked why it reads what it reads.
 *
 * Thread rule: any number of threads may read it once it is open. */
#ifndef BERTH_RULE_READS_H
#define BERTH_RULE_READS_H

#include "rule/plan.h"

/* What a rule uses a field for. */
typedef enum Use {
    USE_DECIDES, /* its `eligible` or `who` looks at it */
    USE_COVERS,  /* its `vacancies` does */
    USE_ORDERS,  /* `order_by`: who comes first */
    USE_STAGES,  /* a stage is only for some */
    USE_OFFERS,  /* an offer of support is */
    USE_COUNT
} Use;

typedef struct Reads Reads;

/* `plan` must outlive it. */
Reads *reads_open(const Plan *plan);
void reads_close(Reads *reads);

/* Does the criterion, or one inside it, look at the field? A check looks at all that it lists. A derived
 * field is looked at itself, and not what it is made from. */
bool reads_criterion_uses(const Reads *reads, uint32_t criterion, uint32_t field);

/* Does the plan's rule use the field for that? */
bool reads_rule_uses(const Reads *reads, uint32_t rule, Use use, uint32_t field);

/* Does any rule use it, for anything? */
bool reads_uses(const Reads *reads, uint32_t field);

#endif
