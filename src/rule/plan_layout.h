/* How the sections of a plan lie in its bytes. Part of rule/plan.h.
 *
 * A mark, the number of items of each section, then the sections in their order, each from a multiple of
 * eight bytes; gaps are zero. Nothing but the counts says where a section is, so none can lie outside, or
 * over another. */
#ifndef BERTH_RULE_PLAN_LAYOUT_H
#define BERTH_RULE_PLAN_LAYOUT_H

#include "rule/plan.h"

enum {
#define X(name, Item, most) PLAN_SECTION_##name,
    PLAN_SECTIONS(X)
#undef X
        PLAN_SECTION_COUNT
};

enum { PLAN_ALIGNMENT = 8, PLAN_COUNTS = PLAN_SECTION_COUNT + PLAN_SECTION_COUNT % 2 };

#define PLAN_MARK UINT64_C(0x316e616c70687462) /* "bthplan1" */

typedef struct PlanHeader {
    uint64_t mark;
    uint32_t counts[PLAN_COUNTS]; /* by section; where their number is odd, a zero at the end */
} PlanHeader;

_Static_assert(sizeof(PlanHeader) == sizeof(uint64_t) + PLAN_COUNTS * sizeof(uint32_t), "no gaps");

static inline size_t plan_align(size_t length) {
    return (length + PLAN_ALIGNMENT - 1) / PLAN_ALIGNMENT * PLAN_ALIGNMENT;
}

#endif
