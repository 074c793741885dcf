/* Cells of a CSV file that any spreadsheet reads and none runs. */
#ifndef BERTH_OUTPUT_CELL_H
#define BERTH_OUTPUT_CELL_H

#include "base/buffer.h"

/* Adds one cell: quoted where it holds a comma, a quote or a line break (RFC 4180), and with a ' before it
 * where a spreadsheet would take it for a formula (it starts with = + - @ TAB CR LF). No separator is added.
 */
void cell_add(Buffer *out, const char *text, size_t length);

#endif
