/* The operators of criteria, in one list: it feeds the enum, the names that rules use, the types they fit,
 * how many operands they take, and how a criterion without a label is put into words. */
#ifndef BERTH_RULE_OPERATORS_H
#define BERTH_RULE_OPERATORS_H

#include "record/field.h"

#include <stdbool.h>
#include <stdint.h>

#define TYPE_BIT(type) (1u << FIELD_##type)
#define TYPES_SCALAR                                                                                         \
    (TYPE_BIT(BOOLEAN) | TYPE_BIT(INTEGER) | TYPE_BIT(NUMBER) | TYPE_BIT(TEXT) | TYPE_BIT(DATE) |            \
     TYPE_BIT(CATEGORY))
/* category: only where its values are ordered */
#define TYPES_ORDERED (TYPE_BIT(INTEGER) | TYPE_BIT(NUMBER) | TYPE_BIT(DATE) | TYPE_BIT(CATEGORY))
#define TYPES_ANY     (TYPES_SCALAR | TYPE_BIT(SET))

/* How the operands are written. A field may stand for OPERANDS_ONE (one value of the type) and for
 * OPERANDS_LIST and OPERANDS_MEMBERS (a set of them); a rate for OPERANDS_ONE on numbers. */
typedef enum Operands {
    OPERANDS_NONE,
    OPERANDS_ONE,      /* v */
    OPERANDS_TWO,      /* a, b */
    OPERANDS_LIST,     /* { v, … }, not empty */
    OPERANDS_MEMBER,   /* one member of the set */
    OPERANDS_MEMBERS,  /* { v, … } members of the set; may be empty for includes_only */
    OPERANDS_DURATION, /* { years = , months = , weeks = , days = }; two literals: months, days */
    OPERANDS_PATTERN,  /* a PCRE2 pattern */
    OPERANDS_AGES /* from, to, "MM-DD": whole years (base/date.h: date_years_between), from 0 to 199, since
                     the date on the last such day of the year on or before the day of the run; three
                     literals: from, to, month * 100 + day. Not 02-29. */
} Operands;

/*    id             name in rules   operands            types              words: label … literals */
#define LEAF_OPERATORS(X)                                                                                    \
    X(IS, "is", OPERANDS_ONE, TYPES_SCALAR, "is")                                                            \
    X(IS_NOT, "is_not", OPERANDS_ONE, TYPES_SCALAR, "is not")                                                \
    X(ONE_OF, "one_of", OPERANDS_LIST, TYPES_SCALAR, "is one of")                                            \
    X(NONE_OF, "none_of", OPERANDS_LIST, TYPES_SCALAR, "is none of")                                         \
    X(AT_LEAST, "at_least", OPERANDS_ONE, TYPES_ORDERED, "is at least")                                      \
    X(AT_MOST, "at_most", OPERANDS_ONE, TYPES_ORDERED, "is at most")                                         \
    X(MORE_THAN, "more_than", OPERANDS_ONE, TYPES_ORDERED, "is more than")                                   \
    X(LESS_THAN, "less_than", OPERANDS_ONE, TYPES_ORDERED, "is less than")                                   \
    X(BETWEEN, "between", OPERANDS_TWO, TYPES_ORDERED, "is between")                                         \
    X(BEFORE, "before", OPERANDS_ONE, TYPE_BIT(DATE), "is before")                                           \
    X(AFTER, "after", OPERANDS_ONE, TYPE_BIT(DATE), "is after")                                              \
    X(WITHIN_LAST, "within_last", OPERANDS_DURATION, TYPE_BIT(DATE), "is within the last")                   \
    X(FOR_AT_LEAST, "for_at_least", OPERANDS_DURATION, TYPE_BIT(DATE), "for at least")                       \
    X(AGED_ON, "aged_on", OPERANDS_AGES, TYPE_BIT(DATE), "is")                                               \
    X(INCLUDES, "includes", OPERANDS_MEMBER, TYPE_BIT(SET), "includes")                                      \
    X(INCLUDES_ANY, "includes_any", OPERANDS_MEMBERS, TYPE_BIT(SET), "includes any of")                      \
    X(INCLUDES_ALL, "includes_all", OPERANDS_MEMBERS, TYPE_BIT(SET), "includes all of")                      \
    X(INCLUDES_ONLY, "includes_only", OPERANDS_MEMBERS, TYPE_BIT(SET), "includes only")                      \
    X(MATCHES, "matches", OPERANDS_PATTERN, TYPE_BIT(TEXT), "matches")                                       \
    X(KNOWN, "known", OPERANDS_NONE, TYPES_ANY, "is known")

typedef enum Operator {
#define X(id, name, operands, types, words) OPERATOR_##id,
    LEAF_OPERATORS(X)
#undef X
        OPERATOR_ALL,
    OPERATOR_ANY,
    OPERATOR_NONE,        /* with one child it is "not" */
    OPERATOR_AT_LEAST_OF, /* `threshold` of its children */
    OPERATOR_JUDGEMENT,
    OPERATOR_CHECK,
    OPERATOR_COUNT
} Operator;

enum { OPERATOR_LEAVES = OPERATOR_ALL }; /* operators below this one are leaves over a field */

typedef struct OperatorInfo {
    const char *name;
    Operands operands;
    uint32_t types; /* TYPE_BIT of the field types that it fits */
    const char *words;
} OperatorInfo;

/* all, any, none, at_least: criteria over other criteria. */
bool operator_is_combinator(Operator op);

/* The row of a leaf operator. */
const OperatorInfo *operator_info(Operator op);

#endif
