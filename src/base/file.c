/* Files: read whole, listed, replaced whole. */
#include "file.h"

#include "buffer.h"
#include "memory.h"
#include "utf8.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

enum { COPY = 64 * 1024, FIRST_NAMES = 32 };

bool file_is_folder(const char *path) {
    struct stat facts;
    return stat(path, &facts) == 0 && S_ISDIR(facts.st_mode);
}

bool file_exists(const char *path) {
    struct stat facts;
    return stat(path, &facts) == 0;
}

/* Reads until `size` bytes are there or the file ends; -1 with errno on failure. */
static ssize_t read_up_to(int descriptor, char *bytes, size_t size) {
    size_t have = 0;
    while (have < size) {
        ssize_t got = read(descriptor, bytes + have, size - have);
        if (got == 0) break;
        if (got > 0)
            have += (size_t)got;
        else if (errno != EINTR)
            return -1;
    }
    return (ssize_t)have;
}

static bool check_readable(const char *path, const struct stat *facts, size_t limit, Error *error) {
    if (S_ISDIR(facts->st_mode)) return error_set(error, "'%s' is a folder, not a file", path);
    if (!S_ISREG(facts->st_mode)) return error_set(error, "'%s' is not a regular file", path);
    if ((uintmax_t)facts->st_size > limit)
        return error_set(error, "'%s' has %jd bytes, the most that is read is %zu", path,
                         (intmax_t)facts->st_size, limit);
    return true;
}

static bool read_descriptor(Arena *arena, int descriptor, const char *path, size_t limit, char **bytes,
                            size_t *length, Error *error) {
    struct stat facts;
    if (fstat(descriptor, &facts) != 0) return error_set(error, "can't read '%s': %s", path, strerror(errno));
    if (!check_readable(path, &facts, limit, error)) return false;
    size_t size = (size_t)facts.st_size;
    char *read = arena_allocate(arena, size + 1);
    ssize_t got = read_up_to(descriptor, read, size + 1);
    if (got < 0) return error_set(error, "can't read '%s': %s", path, strerror(errno));
    if ((size_t)got != size) return error_set(error, "'%s' changed while it was read: try again", path);
    *bytes = read;
    *length = size;
    return true;
}

bool file_read(Arena *arena, const char *path, size_t limit, char **bytes, size_t *length, Error *error) {
    /* Without O_NONBLOCK, opening a pipe would wait for its writer. */
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) return error_set(error, "can't read '%s': %s", path, strerror(errno));
    bool read = read_descriptor(arena, descriptor, path, limit, bytes, length, error);
    close(descriptor);
    return read;
}

bool file_is_same(const char *path, const char *other) {
    struct stat one, two;
    return stat(path, &one) == 0 && stat(other, &two) == 0 && one.st_dev == two.st_dev &&
           one.st_ino == two.st_ino;
}

typedef struct Names {
    Arena *arena;
    char **items;
    size_t count, capacity;
} Names;

static void add_name(Names *names, const char *name) {
    if (names->count == names->capacity) {
        size_t capacity = names->capacity ? names->capacity * 2 : FIRST_NAMES;
        char **items = arena_allocate_array(names->arena, capacity, sizeof *items);
        if (names->count) memcpy(items, names->items, names->count * sizeof *items);
        names->items = items;
        names->capacity = capacity;
    }
    names->items[names->count++] = arena_copy_string(names->arena, name);
}

static int compare_names(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

bool file_list(Arena *arena, const char *folder, char ***names, size_t *count, Error *error) {
    DIR *stream = opendir(folder);
    if (!stream) return error_set(error, "can't list '%s': %s", folder, strerror(errno));
    Names found = {.arena = arena};
    const struct dirent *entry;
    while (errno = 0, (entry = readdir(stream)))
        if (entry->d_name[0] != '.') add_name(&found, entry->d_name);
    int failure = errno;
    closedir(stream);
    if (failure) return error_set(error, "can't list '%s': %s", folder, strerror(failure));
    if (found.count) qsort(found.items, found.count, sizeof *found.items, compare_names);
    *names = found.items;
    *count = found.count;
    return true;
}

char *file_join(Arena *arena, const char *folder, const char *name) {
    size_t length = strlen(folder);
    bool slash = length > 0 && folder[length - 1] != '/';
    return arena_format(arena, "%s%s%s", folder, slash ? "/" : "", name);
}

char *file_name(Arena *arena, const char *path) {
    size_t end = strlen(path);
    while (end > 1 && path[end - 1] == '/')
        end--;
    size_t start = end;
    while (start > 0 && path[start - 1] != '/')
        start--;
    if (start == end && end > 0) start--; /* nothing but slashes */
    return arena_copy(arena, path + start, end - start);
}

/* Standard output may have been made non-blocking by whoever shares it. */
static bool wait_until_writable(int descriptor) {
    struct pollfd ready = {.fd = descriptor, .events = POLLOUT};
    return poll(&ready, 1, -1) >= 0 || errno == EINTR;
}

/* False with errno on failure. */
static bool write_all(int descriptor, const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t written = write(descriptor, bytes, length);
        if (written >= 0) {
            bytes += written;
            length -= (size_t)written;
        } else if (errno == EAGAIN) {
            if (!wait_until_writable(descriptor)) return false;
        } else if (errno != EINTR) {
            return false;
        }
    }
    return true;
}

bool file_write(int descriptor, const char *bytes, size_t length, Error *error) {
    return write_all(descriptor, bytes, length) || error_set(error, "can't write: %s", strerror(errno));
}

struct Replacement {
    Arena *arena;      /* holds this struct and its strings */
    char *path;        /* the file to replace; NULL: there is none */
    char *folder;      /* the one that the file is in */
    char *aside;       /* the name of what will replace it; NULL: it has none yet */
    int descriptor;    /* what is written to; -1: not open */
    int output;        /* where commit copies it; -1: nowhere */
    const char *label; /* what is written to, and where commit copies it, for messages */
    const char *output_label;
    bool terminal; /* it ends up on a terminal */
};

/* A file in `folder` that is its owner's alone. It has no name (`*name` becomes NULL) where the file system
 * can do that and /proc is there to name it later. -1 with errno on failure. */
static int open_aside(Arena *arena, const char *folder, char **name) {
    *name = NULL;
    if (file_exists("/proc/self/fd")) {
        int descriptor = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
        if (descriptor >= 0) return descriptor;
    }
    char *template = file_join(arena, folder, ".berth-XXXXXX");
    int descriptor = mkostemp(template, O_CLOEXEC);
    if (descriptor >= 0) *name = template;
    return descriptor;
}

/* Gives the file without a name one that nothing else has. */
static bool name_aside(Replacement *r) {
    if (r->aside) return true;
    char *self = arena_format(r->arena, "/proc/self/fd/%d", r->descriptor);
    for (unsigned i = 0;; i++) {
        char *name =
            file_join(r->arena, r->folder, arena_format(r->arena, ".berth-%ld-%u", (long)getpid(), i));
        if (linkat(AT_FDCWD, self, AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0) {
            r->aside = name;
            return true;
        }
        if (errno != EEXIST) return false;
    }
}

static bool open_held(Replacement *r, int output) {
    const char *folder = getenv("TMPDIR");
    if (!folder || !folder[0]) folder = "/tmp";
    char *name;
    r->output = output;
    r->output_label = r->label;
    r->label = arena_format(r->arena, "a temporary file in '%s'", folder);
    r->descriptor = open_aside(r->arena, folder, &name);
    return r->descriptor >= 0 && (!name || unlink(name) == 0);
}

static bool open_standard_output(Replacement *r, bool hold) {
    r->terminal = isatty(STDOUT_FILENO);
    if (hold) return open_held(r, STDOUT_FILENO);
    r->descriptor = STDOUT_FILENO;
    return true;
}

static bool open_device(Replacement *r, const char *path) {
    int output = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    return output >= 0 && open_held(r, output);
}

static bool open_beside(Replacement *r, const char *path) {
    const char *slash = strrchr(path, '/');
    if (!slash || slash[1]) {
        r->path = arena_copy_string(r->arena, path);
        r->folder = arena_copy(r->arena, slash ? path : ".", slash ? (size_t)(slash - path) + 1 : 1);
        r->descriptor = open_aside(r->arena, r->folder, &r->aside);
        return r->descriptor >= 0;
    }
    errno = EISDIR;
    return false;
}

static bool open_path(Replacement *r, const char *path) {
    char target[PATH_MAX];
    struct stat facts;
    if (stat(path, &facts) != 0) return errno == ENOENT && path[0] && open_beside(r, path);
    if (!S_ISREG(facts.st_mode)) return open_device(r, path);
    if (!realpath(path, target) || faccessat(AT_FDCWD, target, W_OK, AT_EACCESS) != 0) return false;
    return open_beside(r, target);
}

Replacement *replacement_open(const char *path, bool hold, Error *error) {
    Arena *arena = arena_open();
    Replacement *r = arena_allocate(arena, sizeof *r);
    const char *label = path ? arena_format(arena, "'%s'", path) : "standard output";
    *r = (Replacement){.arena = arena, .label = label, .descriptor = -1, .output = -1};
    if (path ? open_path(r, path) : open_standard_output(r, hold)) return r;
    error_set(error, "can't write %s: %s", r->label, strerror(errno));
    replacement_abandon(r);
    return NULL;
}

/* Adds lines as a terminal may see them. */
static void add_safe_lines(Buffer *safe, const char *bytes, size_t length) {
    while (length) {
        const char *end = memchr(bytes, '\n', length);
        size_t line = end ? (size_t)(end - bytes) : length;
        utf8_add_safe(safe, bytes, line);
        if (end) buffer_add_char(safe, '\n');
        bytes += line + (end != NULL);
        length -= line + (end != NULL);
    }
}

static bool write_to_terminal(const Replacement *r, const char *bytes, size_t length) {
    Buffer safe = {0};
    add_safe_lines(&safe, bytes, length);
    bool written = write_all(r->descriptor, buffer_string(&safe), safe.length);
    int failure = errno;
    buffer_close(&safe);
    errno = failure;
    return written;
}

bool replacement_write(Replacement *r, const char *bytes, size_t length, Error *error) {
    if (r->terminal)
        return write_to_terminal(r, bytes, length) ||
               error_set(error, "can't write %s: %s", r->label, strerror(errno));
    return write_all(r->descriptor, bytes, length) ||
           error_set(error, "can't write %s: %s", r->label, strerror(errno));
}

bool replacement_restart(Replacement *r, Error *error) {
    if (!r->path && r->output < 0)
        return error_set(error, "can't start again: what went to %s can't be taken back", r->label);
    return (ftruncate(r->descriptor, 0) == 0 && lseek(r->descriptor, 0, SEEK_SET) == 0) ||
           error_set(error, "can't write %s: %s", r->label, strerror(errno));
}

/* Gives the new file the old one's rights, but a group none that it did not have before. */
static bool keep_rights(const Replacement *r) {
    struct stat old;
    if (stat(r->path, &old) != 0) return errno == ENOENT;
    mode_t mode = old.st_mode & (S_IRWXU | S_IRWXG | S_IRWXO);
    bool kept = fchown(r->descriptor, old.st_uid, old.st_gid) == 0 ||
                fchown(r->descriptor, (uid_t)-1, old.st_gid) == 0;
    return fchmod(r->descriptor, kept ? mode : mode & ~(mode_t)S_IRWXG) == 0;
}

/* Makes the renaming last. A folder that can't be opened for reading, or that its file system can't flush, is
 * left to the system. */
static bool flush_folder(const Replacement *r) {
    int folder = open(r->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) return true;
    bool flushed = fsync(folder) == 0 || errno == EINVAL;
    int failure = errno;
    close(folder);
    errno = failure;
    return flushed;
}

static bool take_place(Replacement *r) {
    if (!keep_rights(r) || fsync(r->descriptor) != 0 || !name_aside(r)) return false;
    if (rename(r->aside, r->path) != 0) return false;
    r->aside = NULL;
    return flush_folder(r);
}

static bool copy_out(Replacement *r, Error *error) {
    char *bytes = arena_allocate(r->arena, COPY);
    ssize_t got = lseek(r->descriptor, 0, SEEK_SET) == 0 ? 1 : -1;
    while (got > 0) {
        got = read_up_to(r->descriptor, bytes, COPY);
        if (got > 0 && !write_all(r->output, bytes, (size_t)got))
            return error_set(error, "can't write %s: %s", r->output_label, strerror(errno));
    }
    return got == 0 || error_set(error, "can't read %s: %s", r->label, strerror(errno));
}

bool replacement_commit(Replacement *r, Error *error) {
    bool done = true;
    if (r->path)
        done = take_place(r) || error_set(error, "can't write %s: %s", r->label, strerror(errno));
    else if (r->output >= 0)
        done = copy_out(r, error);
    replacement_abandon(r);
    return done;
}

static void close_own(int descriptor) {
    if (descriptor >= 0 && descriptor != STDOUT_FILENO) close(descriptor);
}

void replacement_abandon(Replacement *r) {
    if (!r) return;
    if (r->aside) unlink(r->aside);
    close_own(r->descriptor);
    close_own(r->output);
    arena_close(r->arena);
}
