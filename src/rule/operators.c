/* The table of operators. */
#include "rule/operators.h"

#include <string.h>

static const OperatorInfo operators[] = {
#define X(id, called, taken, fits, said)                                                                     \
    [OPERATOR_##id] = {.name = called, .operands = taken, .types = fits, .words = said},
    LEAF_OPERATORS(X)
#undef X
};

bool operator_is_combinator(Operator op) {
    return op >= OPERATOR_ALL && op <= OPERATOR_AT_LEAST_OF;
}

const OperatorInfo *operator_info(Operator op) {
    return &operators[op];
}
