/* Finding a person by the reference of the list that she came from. */
#ifndef BERTH_APP_PERSON_H
#define BERTH_APP_PERSON_H

#include "store/store.h"

/* The candidate's row. False, with "did you mean", where nobody has the reference. */
bool person_find(Store *store, const char *reference, int64_t *id, Error *error);

#endif
