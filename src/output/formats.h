/* The functions that stand in the table of formats, one file a format. */
#ifndef BERTH_OUTPUT_FORMATS_H
#define BERTH_OUTPUT_FORMATS_H

#include "output/decision.h"

enum {
    KIND_PROGRAMME = 1 << RULE_PROGRAMME,
    KIND_ALL = 1 << RULE_PROGRAMME | 1 << RULE_GUARANTEED_INTERVIEW | 1 << RULE_SUPPORT_PLAN
};

void table_end(const Ruleset *ruleset, const Summary *summary, Buffer *out);

void csv_begin(const Ruleset *ruleset, Buffer *out);
void csv_decision(const Decision *decision, Buffer *out);

void wide_begin(const Ruleset *ruleset, Buffer *out);
void wide_rows(const DecisionRows *rows, Buffer *out);

void ndjson_decision(const Decision *decision, Buffer *out);
void json_begin(const Ruleset *ruleset, Buffer *out);
void json_decision(const Decision *decision, Buffer *out);
void json_end(const Ruleset *ruleset, const Summary *summary, Buffer *out);

#endif
