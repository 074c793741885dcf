/* How reports on packs call what a rule uses a field for. For this room alone. */
#ifndef BERTH_OUTPUT_PACK_USE_H
#define BERTH_OUTPUT_PACK_USE_H

#include "rule/reads.h"

#include <strings.h>

/* Before the names of rules: "decides", "puts in order for". */
static inline const char *pack_use_words(Use use) {
    static const char *const words[USE_COUNT] = {
        [USE_DECIDES] = "decides",
        [USE_COVERS] = "chooses vacancies for",
        [USE_ORDERS] = "says who is first in",
        [USE_STAGES] = "says who has a stage of",
        [USE_OFFERS] = "offers support in",
    };
    return words[use];
}

/* A basis that the pack's owner has yet to confirm. */
static inline bool pack_use_is_suggested(const char *basis) {
    return strncasecmp(basis, "suggested", strlen("suggested")) == 0;
}

#endif
