/* The files that a pack is made of, read by the parent before its worker starts. Internal to the script room.
 */
#ifndef BERTH_SCRIPT_FILES_H
#define BERTH_SCRIPT_FILES_H

#include "base/arena.h"
#include "base/error.h"

#include <stddef.h>

typedef struct PackFile {
    const char *path, *bytes;
    size_t length;
} PackFile;

typedef struct PackFiles {
    const char *id;     /* "" for the standard library on its own */
    const char *alike;  /* a file that looks like rules and is not read, or NULL */
    PackFile *standard; /* in the order in which they run */
    size_t standard_count;
    PackFile *own;
    size_t own_count;
    PackFile *tests; /* the pack's tests, where they were asked for */
    size_t test_count;
    struct Host *ready; /* has run the standard files already, and every worker starts with a copy; or NULL */
} PackFiles;

/* The standard library: the embedded one, or that in `folder`. Everything lives in the arena (or for ever).
 */
bool files_read_standard(PackFiles *files, const char *folder, Arena *arena, Error *error);

/* The library's pack of what makes a vacancy fit, which is part of the program. Sets the id. */
void files_read_fit(PackFiles *files, Arena *arena);

/* The pack's own files, without its tests: pack.lua, then the others in byte order. Sets the id. */
bool files_read_pack(PackFiles *files, const char *folder, Arena *arena, Error *error);

/* The pack's tests: the files NAME_test.lua, in byte order. */
bool files_read_tests(PackFiles *files, const char *folder, Arena *arena, Error *error);

/* The files NAME.lua in a folder, in byte order, without NAME_test.lua or these alone. */
typedef enum FilesKind { FILES_RULES, FILES_TESTS } FilesKind;
bool files_read_folder(const char *folder, FilesKind kind, Arena *arena, PackFile **list, size_t *count,
                       Error *error);

#endif
