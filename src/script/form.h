/* Forms: the table that follows a declaration's name, read key by key.
 *
 * Everything here raises where the table is not as it should be; messages begin with `what` ("programme
 * 'x'"). Strings go into the draft; criteria come back as numbers in Loading.made, marked as used. */
#ifndef BERTH_SCRIPT_FORM_H
#define BERTH_SCRIPT_FORM_H

#include "script/loading.h"
#include "script/source.h"

typedef struct Form {
    lua_State *L;
    Loading *loading;
    int index;              /* the table's, absolute */
    PlanPlace place;        /* of the call that has the table */
    const SourceItem *item; /* the table's own place in the source, where that is known; or NULL */
    char what[128];         /* for messages */
} Form;

/* Starts on the table at `index`; `what` is cut to fit. */
Form form_open(lua_State *L, int index, const char *what);

/* Raises for a key that is not among `keys` (a list that ends in NULL), with "did you mean". Items without a
 * key are refused too, unless `items` says how they are called there ("offers"). */
void form_check(const Form *form, const char *const *keys, const char *items);

/* The line of this key, or where it can't be found that of the declaration. */
uint32_t form_key_line(const Form *form, const char *key);

/* Raises "`what`: …" at the line of this key, or where it can't be found at that of the declaration. */
int form_raise(const Form *form, const char *key, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

bool form_has(const Form *form, const char *key);

/* Text; 0 where the key is absent and not required. */
PlanString form_text(const Form *form, const char *key, bool required);

/* The same for one that may be absent and has one line. */
PlanString form_line(const Form *form, const char *key);

/* true or false; false where absent. */
bool form_flag(const Form *form, const char *key);

/* A whole number of at least `least`; `absent` where there is none. */
int32_t form_whole(const Form *form, const char *key, int32_t least, int32_t absent);

/* The number that stands for this text in `names` (which ends in NULL), with "did you mean"; `absent` where
 * there is none. */
int form_choice(const Form *form, const char *key, const char *const *names, int absent);

/* A criterion; PLAN_NONE where absent and not required. */
uint32_t form_criterion(const Form *form, const char *key, bool required);

/* Pushes the table under `key`, which must be a plain list of at least one item, and gives its length;
 * without the key nothing is pushed and it is 0. */
uint32_t form_list(const Form *form, const char *key);

/* The length of a plain list: raises where the value at `index` is not a table or has other keys than 1 … n.
 */
uint32_t form_list_length(lua_State *L, int index, const char *what);

/* Adds to `what` for messages about the nth item: "item 2 of 'reads'". Writes to `out`. */
const char *form_item(char out[128], const char *what, uint32_t item);

#endif
