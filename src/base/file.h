/* Files: read whole, listed in a fixed order, replaced whole.
 * Thread rule: any thread; one Replacement belongs to one thread at a time. */
#ifndef BERTH_BASE_FILE_H
#define BERTH_BASE_FILE_H

#include "arena.h"
#include "error.h"

#include <stdbool.h>
#include <stddef.h>

/* Reads a whole regular file of at most `limit` bytes into `arena`, with a zero after it. */
bool file_read(Arena *arena, const char *path, size_t limit, char **bytes, size_t *length, Error *error);

bool file_is_folder(const char *path);
bool file_exists(const char *path);

/* Do both paths lead to one and the same file that is there? */
bool file_is_same(const char *path, const char *other);

/* The names (not paths) in a folder, in byte order, without those that start with a dot. */
bool file_list(Arena *arena, const char *folder, char ***names, size_t *count, Error *error);

/* `folder`/`name`; no second slash after a folder that ends in one, none at all after "". */
char *file_join(Arena *arena, const char *folder, const char *name);

/* The last part of a path, trailing slashes ignored: "rules/hackney/" gives "hackney", "/" gives "/". */
char *file_name(Arena *arena, const char *path);

/* Writes all of it, going on after short writes and interrupts. */
bool file_write(int descriptor, const char *bytes, size_t length, Error *error);

/* A result that is there whole or not at all. With a path it is written to a file beside it and renamed by
 * commit; where the file system can do it, that file has no name until then, so that a killed process leaves
 * nothing behind. A new file is its owner's alone (0600); one that replaces a file has that file's mode, and
 * its owner and group where it may; a file that may not be written to is not replaced either. A symbolic link
 * is followed. A path to something other than a file (/dev/null, a pipe) is written to by commit. Without one
 * (NULL) it goes to standard output (made safe to show where that is a terminal; each call then takes whole
 * characters): at once, or, with `hold`, from an unlinked temporary file when it is
 * committed, for a run that may have to start again. */
typedef struct Replacement Replacement;

Replacement *replacement_open(const char *path, bool hold, Error *error);
bool replacement_write(Replacement *replacement, const char *bytes, size_t length, Error *error);

/* Forgets what has been written so far. Only for one with a path or with `hold`. */
bool replacement_restart(Replacement *replacement, Error *error);

/* Makes the result visible (and flushes a file to disk). Frees the replacement, also on failure. */
bool replacement_commit(Replacement *replacement, Error *error);

/* Leaves what was there before as it was, and frees. NULL is fine. */
void replacement_abandon(Replacement *replacement);

#endif
