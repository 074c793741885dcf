/* The standard library: part of the program, or read from a folder while it is being worked on. */
#include "script/files.h"
#include "script/pack.h"

typedef struct Embedded {
    const char *name;
    const unsigned char *bytes;
    size_t length;
} Embedded;

#include "stdlib.inc"

/* The rows of a table, its last one left off. */
static PackFile *list(const Embedded *table, size_t count, const char *folder, Arena *arena) {
    PackFile *files = arena_allocate_array(arena, count, sizeof *files);
    for (size_t i = 0; i < count; i++)
        files[i] = (PackFile){.path = arena_format(arena, "%s/%s", folder, table[i].name),
                              .bytes = (const char *)table[i].bytes,
                              .length = table[i].length};
    return files;
}

bool files_read_standard(PackFiles *files, const char *folder, Arena *arena, Error *error) {
    if (folder)
        return files_read_folder(folder, FILES_RULES, arena, &files->standard, &files->standard_count, error);
    files->standard_count = sizeof standard / sizeof *standard - 1;
    files->standard = list(standard, files->standard_count, "stdlib", arena);
    return true;
}

void files_read_fit(PackFiles *files, Arena *arena) {
    files->id = PACK_FIT;
    files->own_count = sizeof fit / sizeof *fit - 1;
    files->own = list(fit, files->own_count, "stdlib/fit", arena);
}
