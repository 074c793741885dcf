/* Rows of a list to values of fields, and what is wrong with them to messages. Knows the list, not the
 * dataset. */
#ifndef BERTH_STORE_ROWS_H
#define BERTH_STORE_ROWS_H

#include "store/csv.h"
#include "store/import.h"
#include "store/value.h"

typedef struct Rows Rows;

/* `path` names the list in messages; everything given must outlive the Rows. */
Rows *rows_open(const Dictionary *dictionary, const char *path, const ImportOptions *options,
                Messages *messages);
void rows_close(Rows *rows);

/* Takes the heading line. False where it is refused; what is wrong is in the messages. */
bool rows_head(Rows *rows, const CsvRow *row);

/* First reading: looks at how dates are written. False when there is nothing more to learn. */
bool rows_look(Rows *rows, const CsvRow *row);

/* After the first reading: settles each column's order of day and month, or refuses the list. */
bool rows_settle(Rows *rows);

typedef enum RowResult { ROW_EMPTY, ROW_REFUSED, ROW_READ } RowResult;

/* Second reading. ROW_READ: values[i] belongs to rows_fields()[i] and is valid until the next call, as is the
 * reference. */
RowResult rows_read(Rows *rows, const CsvRow *row, const Value **values, const CsvCell **reference);

/* Refuses what stands in the row; `what` follows the row's reference in the message. */
void rows_refuse(Rows *rows, const CsvRow *row, const char *what);

/* Warns about the row, after all that is refused; `line` of the list, 0 where it is about none. Only the
 * first so many are listed. */
void rows_warn(Rows *rows, uint32_t line, uint32_t column, const char *text);

/* How often something was refused so far. */
uint64_t rows_refused(const Rows *rows);

/* Adds the warnings to the messages, and how many refusals and warnings are not listed. */
void rows_finish(Rows *rows);

Subject rows_subject(const Rows *rows);
bool rows_has_head(const Rows *rows);
const int32_t *rows_fields(const Rows *rows, uint32_t *count);

/* Where this field stands in rows_fields, or -1. */
int32_t rows_position(const Rows *rows, const char *field);

/* The columns as they were understood, in the messages' arena. */
ImportColumn *rows_columns(const Rows *rows, uint32_t *count);

#endif
