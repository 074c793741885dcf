/* Looking over packs: what policy officers and auditors want to know of the rules themselves. No dataset. */
#ifndef BERTH_APP_CHECK_H
#define BERTH_APP_CHECK_H

#include "base/error.h"
#include "rule/plan.h"

/* Adds a warning, in the order of files and lines, for each
 *  - field in `reads` that no rule uses;
 *  - rule that chooses people by a protected characteristic, unless the pack's lawful basis for the field
 *    names the section of the Equality Act 2010 that allows it;
 *  - rule without the words of its scheme, guarantee without its basis, pack without a version;
 *  - title, label or question with a sentence that is too long, or with an acronym that it does not explain.
 * The standard library's plan is looked over likewise, a pack's without the standard fields. */
void check_pack(const Plan *plan, Messages *messages);

#endif
