/* Codes of organisations: `gss` and `ods` of pack { … }, against the lists that standard fields have. */
#ifndef BERTH_SCRIPT_CODE_H
#define BERTH_SCRIPT_CODE_H

#include "script/form.h"

typedef enum CodeKind { CODE_GSS, CODE_ODS } CodeKind;

/* The code of this kind, or 0 where the form has none. Raises where it is not of the kind's shape. Warns, at
 * its line, of one that the list lacks and that is near to one of its codes, and of one that is not the
 * organisation's own. */
PlanString code_read(const Form *form, CodeKind kind, PlanString organisation);

#endif
