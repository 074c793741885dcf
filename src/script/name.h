/* Names of what is declared. */
#ifndef BERTH_SCRIPT_NAME_H
#define BERTH_SCRIPT_NAME_H

#include "script/loading.h"

typedef enum NameShape {
    NAME_WORD, /* letters, digits and '_', as Lua writes names: fields, rates */
    NAME_RULE, /* also '-': rules */
    NAME_TITLE /* any text: stages, offers */
} NameShape;

enum { NAME_LENGTH = 100 /* bytes of a name */, NAME_TITLE_LENGTH = 1000 /* of a title */ };

/* The name at `index`, the argument of `what` ("programme"). Raises where it is missing or not of that shape.
 */
PlanString name_expect(lua_State *L, int index, const char *what, NameShape shape);

#endif
