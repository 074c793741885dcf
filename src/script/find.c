/* Finding packs, and reading their files. */
#include "base/file.h"
#include "script/files.h"
#include "script/host.h"
#include "script/pack.h"

#include <stdlib.h>
#include <strings.h>

enum {
    FILE_BYTES = 1 << 20, /* the worker refuses far less, with a better message */
    FILES = 200           /* in one pack */
};

static bool ends_in(const char *name, const char *end) {
    size_t length = strlen(name), wanted = strlen(end);
    return length > wanted && strcmp(name + length - wanted, end) == 0;
}

static bool is_of_kind(const char *name, FilesKind kind) {
    return ends_in(name, ".lua") && ends_in(name, "_test.lua") == (kind == FILES_TESTS);
}

bool files_read_folder(const char *folder, FilesKind kind, Arena *arena, PackFile **list, size_t *count,
                       Error *error) {
    char **names;
    size_t named;
    if (!file_list(arena, folder, &names, &named, error)) return false;
    PackFile *files = arena_allocate_array(arena, named, sizeof *files);
    size_t used = 0;
    for (size_t i = 0; i < named; i++) {
        if (!is_of_kind(names[i], kind)) continue;
        if (used == FILES) return error_set(error, "'%s' has more than %d .lua files", folder, FILES);
        char *bytes;
        PackFile *file = &files[used++];
        file->path = file_join(arena, folder, names[i]);
        if (!file_read(arena, file->path, FILE_BYTES, &bytes, &file->length, error)) return false;
        file->bytes = bytes;
    }
    *list = files;
    *count = used;
    return true;
}

/* Moves pack.lua to the front; the others keep their order. */
static bool put_pack_first(PackFile *files, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (!ends_in(files[i].path, "/pack.lua")) continue;
        PackFile first = files[i];
        memmove(files + 1, files, i * sizeof *files);
        files[0] = first;
        return true;
    }
    return false;
}

/* Rules are called pack/rule and fields pack.field, in files, on the command line and in the dataset. */
static bool is_id(const char *name) {
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    return name[0] && strspn(name, allowed) == strlen(name);
}

/* rules.lua.txt, Rules.LUA: what editors and mail programs make of "rules.lua". */
static bool looks_like_source(const char *name) {
    return !ends_in(name, ".lua") &&
           (strcasestr(name, ".lua.") ||
            (strlen(name) > strlen(".lua") && strcasecmp(name + strlen(name) - strlen(".lua"), ".lua") == 0));
}

/* The first file that looks like rules and is not read, or NULL. */
static bool find_alike(const char *folder, Arena *arena, const char **alike, Error *error) {
    char **names;
    size_t count;
    if (!file_list(arena, folder, &names, &count, error)) return false;
    for (size_t i = 0; i < count && !*alike; i++)
        if (looks_like_source(names[i])) *alike = names[i];
    return true;
}

bool files_read_pack(PackFiles *files, const char *folder, Arena *arena, Error *error) {
    /* "." and ".." have no name to call the pack by until they are written out. */
    char *whole = realpath(folder, NULL);
    files->id = file_name(arena, whole ? whole : folder);
    free(whole);
    if (!is_id(files->id))
        return error_set(error,
                         "'%s' can't be a pack's name: rename its folder with letters, digits, '-' and '_'",
                         files->id);
    if (!find_alike(folder, arena, &files->alike, error)) return false;
    if (!files_read_folder(folder, FILES_RULES, arena, &files->own, &files->own_count, error)) return false;
    return put_pack_first(files->own, files->own_count) ||
           error_set(error, "'%s' is not a pack: it has no pack.lua", folder);
}

bool files_read_tests(PackFiles *files, const char *folder, Arena *arena, Error *error) {
    return files_read_folder(folder, FILES_TESTS, arena, &files->tests, &files->test_count, error);
}

static bool is_pack(Arena *arena, const char *folder) {
    return file_exists(file_join(arena, folder, "pack.lua"));
}

static void add_folder(Arena *arena, char ***folders, size_t *count, char *folder) {
    char **more = arena_allocate_array(arena, *count + 1, sizeof *more);
    if (*count) memcpy(more, *folders, *count * sizeof *more);
    more[(*count)++] = folder;
    *folders = more;
}

bool pack_find(const char *path, Arena *arena, char ***folders, size_t *count, Error *error) {
    if (!file_is_folder(path)) {
        return error_set(error, "'%s' is not a folder: name a pack, or a folder of packs", path);
    }
    if (is_pack(arena, path)) {
        add_folder(arena, folders, count, arena_copy_string(arena, path));
        return true;
    }
    char **names;
    size_t named, before = *count;
    if (!file_list(arena, path, &names, &named, error)) return false;
    for (size_t i = 0; i < named; i++) {
        char *folder = file_join(arena, path, names[i]);
        if (is_pack(arena, folder)) add_folder(arena, folders, count, folder);
    }
    return *count > before ||
           error_set(error, "there is no pack in '%s': a pack is a folder with a pack.lua", path);
}
