/* The reader of lists: CSV as spreadsheets write it, strictly.
 *
 * UTF-8, with or without a byte-order mark; fields separated by ',' ';' or TAB, whichever the heading line
 * has most of; quotes after RFC 4180; ="00123" is 00123; spaces around a cell don't count. Anything else is
 * refused with its line, column and byte, and a hint. Memory does not grow with the list.
 *
 * Thread rule: one CsvFile belongs to one thread at a time. */
#ifndef BERTH_STORE_CSV_H
#define BERTH_STORE_CSV_H

#include "base/error.h"
#include "base/progress.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct CsvCell {
    const char *text; /* zero-terminated */
    size_t length;
    uint32_t line; /* in the file, from 1: where the cell begins */
} CsvCell;

typedef struct CsvRow {
    const CsvCell *cells; /* valid during the call */
    uint32_t count;       /* at least 1 */
    uint32_t line;
} CsvRow;

typedef struct CsvFile CsvFile;

/* Opens a regular file. */
CsvFile *csv_open(const char *path, Error *error);
void csv_close(CsvFile *file);

/* Gives each row in turn to `row`, the heading line first; empty lines are passed over. `row` returns false
 * to stop there, and sets its error where that is a failure. May be called again, which reads from the
 * beginning. Errors carry the file's path, and the line and the column where something was wrong. */
typedef bool CsvRowFunction(void *context, const CsvRow *row, Error *error);
bool csv_read(CsvFile *file, CsvRowFunction *row, void *context, const Progress *progress, Error *error);

#endif
