/* The standard library: part of the program, or read from a folder while it is being worked on. */
#include "script/files.h"

typedef struct Embedded {
    const char *name;
    const unsigned char *bytes;
    size_t length;
} Embedded;

#include "stdlib.inc"

bool files_read_standard(PackFiles *files, const char *folder, Arena *arena, Error *error) {
    if (folder)
        return files_read_folder(folder, FILES_RULES, arena, &files->standard, &files->standard_count, error);
    size_t count = sizeof embedded / sizeof *embedded - 1;
    files->standard = arena_allocate_array(arena, count, sizeof *files->standard);
    files->standard_count = count;
    for (size_t i = 0; i < count; i++) {
        files->standard[i] = (PackFile){
            .path = arena_format(arena, "stdlib/%s", embedded[i].name),
            .bytes = (const char *)embedded[i].bytes,
            .length = embedded[i].length,
        };
    }
    return true;
}
