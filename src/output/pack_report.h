/* What packs read of a person, for people who answer for it: which fields, what for, and why they may. */
#ifndef BERTH_OUTPUT_PACK_REPORT_H
#define BERTH_OUTPUT_PACK_REPORT_H

#include "base/buffer.h"
#include "base/error.h"
#include "rule/plan.h"

/* Adds the packs as text: each with its owner, its version and the fields that it reads. A basis that begins
 * with "Suggested" is shown as one that nobody has confirmed. Then how many of each sensitivity they read,
 * and how many things were found. */
void pack_report_add_text(const Plan *const *plans, uint32_t count, uint32_t found, Buffer *out);

/* The same as JSON, with the findings: { "packs": […], "findings": […] }. */
void pack_report_add_json(const Plan *const *plans, uint32_t count, const Messages *findings, Buffer *out);

#endif
