/* The table of operators. */
#include "rule/operators.h"

#include <string.h>

static const OperatorInfo operators[] = {
#define X(id, called, taken, fits, said)                                                                     \
    [OPERATOR_##id] = {.name = called, .operands = taken, .types = fits, .words = said},
    LEAF_OPERATORS(X)
#undef X
};

const OperatorInfo *operator_info(Operator op) {
    return &operators[op];
}

int operator_find(const char *name) {
    for (int i = 0; i < OPERATOR_LEAVES; i++)
        if (strcmp(operators[i].name, name) == 0) return i;
    return -1;
}
