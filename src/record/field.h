/* Fields: what is known of a record, and the dictionary of them all.
 *
 * The dictionary is written in stdlib/fields.lua (and, for a pack's own fields, in the pack), crosses from
 * the worker inside a plan, and is the same for import, scan and rules. A dictionary never changes once
 * built. Thread rule: reading from any number of threads. */
#ifndef BERTH_RECORD_FIELD_H
#define BERTH_RECORD_FIELD_H

#include "base/arena.h"
#include "base/date.h"
#include "base/map.h"
#include "base/suggest.h"

#include <stdbool.h>
#include <stdint.h>

/* One list for the types: name in rules. */
#define FIELD_TYPES(X)                                                                                       \
    X(BOOLEAN, "boolean")                                                                                    \
    X(INTEGER, "integer") /* fits in 32 bits */                                                              \
    X(NUMBER, "number")   /* a double, never NaN or infinite */                                              \
    X(TEXT, "text")                                                                                          \
    X(DATE, "date")         /* a day number, base/date.h */                                                  \
    X(CATEGORY, "category") /* the index of one of the field's values */                                     \
    X(SET, "set")           /* any number of the field's values, or of any text where it lists none */

/* In the order in which they are asked for: least sensitive first. */
#define SENSITIVITIES(X)                                                                                     \
    X(ORDINARY, "ordinary")                                                                                  \
    X(SENSITIVE, "sensitive")                                                                                \
    X(SPECIAL, "special")   /* UK GDPR Art. 9 */                                                             \
    X(CRIMINAL, "criminal") /* UK GDPR Art. 10 */                                                            \
    X(IDENTITY, "identity") /* never visible to rules */

/* What the Equality Act 2010 protects, as far as a field may show it of a candidate: name in rules. */
#define CHARACTERISTICS(X)                                                                                   \
    X(DISABILITY, "disability")                                                                              \
    X(RACE, "race")                                                                                          \
    X(RELIGION, "religion or belief")                                                                        \
    X(SEX, "sex")                                                                                            \
    X(ORIENTATION, "sexual orientation")

typedef enum FieldType {
#define X(id, name) FIELD_##id,
    FIELD_TYPES(X)
#undef X
} FieldType;

typedef enum Sensitivity {
#define X(id, name) SENSITIVITY_##id,
    SENSITIVITIES(X)
#undef X
} Sensitivity;

typedef enum Characteristic {
    CHARACTERISTIC_NONE,
#define X(id, name) CHARACTERISTIC_##id,
    CHARACTERISTICS(X)
#undef X
        CHARACTERISTIC_COUNT
} Characteristic;

typedef enum Subject { SUBJECT_CANDIDATE, SUBJECT_VACANCY } Subject;

/* How a derived field comes from others. */
typedef enum Derivation {
    DERIVED_NOT,
    DERIVED_YEARS_SINCE, /* whole years from the date `source` to the day of the run; where that is unknown,
                            `stated` years as of the date `stated_on`, which is exact on that day and later
                            lies between two neighbouring numbers (see Column.upper) */
    DERIVED_EDITIONS     /* the one of `editions` that holds on the day of the run; before the first, nothing:
                            rules are given that field in its place (dictionary_edition), and no batch fills
                            this one */
} Derivation;

enum { FIELD_NONE = -1 };

typedef struct FieldValue {
    const char *name; /* the official form */
    const char **aliases;
    uint32_t alias_count;
} FieldValue;

/* A field that holds from a day on, until the next one does. */
typedef struct FieldEdition {
    Day from;
    int32_t field;
} FieldEdition;

typedef struct Field {
    const char *name;  /* "age"; a pack's own field is "pack.field" */
    const char *label; /* "age", "out of work since" */
    const char *ask;   /* the question, or NULL */
    FieldType type;
    Subject subject;
    Sensitivity sensitivity;
    Characteristic shows; /* the protected characteristic that it shows */
    bool ordered;         /* category: its values are in ascending order */
    bool can_change;      /* a person can do something about it */
    bool names_rules;     /* set: its members are ids of rules, "pack/rule" */
    bool ago;             /* date: a list may say how long ago ("18 mths") */
    FieldValue *values; /* of a category all, of a set all or none, of a text those that lists call by several
                           names: any other text is a value too */
    uint32_t value_count;
    const char **others; /* what a list may say that is none of the values; compared by utf8_add_folded */
    uint32_t other_count;
    const char **columns; /* the headings that an import accepts, as written; compared by utf8_add_folded */
    uint32_t column_count;
    int32_t fills; /* another field that a cell fills as well, or FIELD_NONE: of numbers the upper end of a
                      range ("16-20"), of texts the same text where the list has nothing better for it */
    Derivation derivation;
    int32_t source, stated, stated_on; /* derived years: the fields that they come from, or FIELD_NONE */
    FieldEdition *editions;            /* derived from editions: in the order of their days */
    uint32_t edition_count;
} Field;

typedef struct Dictionary {
    Field *fields;
    uint32_t count;
    Map *candidate_names, *vacancy_names; /* name → index in fields */
} Dictionary;

const char *field_type_name(FieldType type);
const char *sensitivity_name(Sensitivity sensitivity);
const char *characteristic_name(Characteristic characteristic); /* "disability"; of none "" */
const char *subject_name(Subject subject);                      /* "candidate", "vacancy" */

/* The field's index, or FIELD_NONE. */
int32_t dictionary_find(const Dictionary *dictionary, Subject subject, const char *name);

/* The nearest names of that subject's fields, for "did you mean". */
Suggestion dictionary_suggest(const Dictionary *dictionary, Subject subject, const char *name);

/* The index of the value with this official name, or -1. Exact. */
int32_t field_find_value(const Field *field, const char *name, size_t length);

/* The index of the value that a list's cell means: official name or alias, compared by utf8_add_folded; or
 * -1. */
int32_t field_match_value(const Field *field, const char *text, size_t length);

/* Is this one of the words for "none of the values"? */
bool field_is_other(const Field *field, const char *text, size_t length);

/* Is a value one of the listed ones, kept as its index? */
bool field_is_listed(const Field *field);

/* The field that holds a field's values on that day: of one with editions the latest that has begun, or
 * itself where none has; itself of any other. */
int32_t dictionary_edition(const Dictionary *dictionary, int32_t field, Day day);

/* Can somebody be asked for it? Not for a vacancy's, nor for one with editions: rules are given that only
 * before the first. */
bool field_is_askable(const Field *field);

/* The field whose question stands for this one: a derived field's is its source's. */
int32_t field_question(const Dictionary *dictionary, int32_t field);

#endif
