/* Slips in a pack's source that Lua could not read, told in an author's words. Internal to the script room.
 */
#ifndef BERTH_SCRIPT_SLIP_H
#define BERTH_SCRIPT_SLIP_H

#include "script/token.h"

typedef struct Slip {
    uint32_t line, column; /* column 0: the line as a whole */
    char text[400];
} Slip;

/* Is there a slip at this token? `index` may be `count`, the end of the source. */
bool slip_find(const Tokens *tokens, uint32_t index, Slip *slip);

/* A token as a message shows it, cut to fit; `out` is returned. */
enum { SLIP_SHOWN = 48 };
const char *slip_show(const Tokens *tokens, uint32_t index, char out[SLIP_SHOWN]);

/* The value that begins at token number `index`, as it is written after an operator: ` "Lewisham"`, `(16)`,
 * `(candidate.borough)`, or `(…)` for anything else. */
const char *slip_show_value(const Tokens *tokens, uint32_t index, char out[2 * SLIP_SHOWN + 4]);

#endif
