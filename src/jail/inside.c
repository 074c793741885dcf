/* The worker's side of the jail: what runs between fork and exit. */
#include "jail/inside.h"

#include "base/memory.h"
#include "jail/fence.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct JailInside {
    void *arena, *shared;
    size_t arena_size, shared_size;
    char *message; /* the last one received */
    size_t capacity;
};

static bool read_all(char *bytes, size_t length) {
    while (length > 0) {
        ssize_t got = read(FENCE_CHANNEL, bytes, length);
        if (got == 0 || (got < 0 && errno != EINTR)) return false;
        if (got < 0) continue;
        bytes += got;
        length -= (size_t)got;
    }
    return true;
}

static bool write_all(const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t sent = write(FENCE_CHANNEL, bytes, length);
        if (sent < 0 && errno != EINTR) return false;
        if (sent < 0) continue;
        bytes += sent;
        length -= (size_t)sent;
    }
    return true;
}

bool jail_inside_receive(JailInside *inside, const char **bytes, size_t *length) {
    uint64_t size;
    if (!read_all((char *)&size, sizeof size)) return false;
    if (size + 1 > inside->capacity) {
        inside->message = memory_resize(inside->message, (size_t)size + 1);
        inside->capacity = (size_t)size + 1;
    }
    if (!read_all(inside->message, (size_t)size)) return false;
    inside->message[size] = '\0';
    *bytes = inside->message;
    *length = (size_t)size;
    return true;
}

bool jail_inside_send(JailInside *inside, const void *bytes, size_t length) {
    (void)inside;
    uint64_t size = length;
    return write_all((const char *)&size, sizeof size) && write_all(bytes, length);
}

void *jail_inside_arena(JailInside *inside, size_t *size) {
    *size = inside->arena_size;
    return inside->arena;
}

void *jail_inside_shared(JailInside *inside, size_t *size) {
    *size = inside->shared_size;
    return inside->shared;
}

_Noreturn void jail_inside_out_of_memory(void) {
    _exit(FENCE_OUT_OF_MEMORY);
}

static bool map_arena(JailInside *inside, size_t size, Error *error) {
    if (size == 0) return true;
    inside->arena_size = size;
    inside->arena =
        mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return inside->arena != MAP_FAILED || error_set(error, "no memory for it: %s", strerror(errno));
}

_Noreturn void inside_run(int parent, int channel, const JailLimits *limits, void *shared, bool trusted,
                          JailServe serve, void *context) {
    JailInside inside = {.shared = shared, .shared_size = limits->shared};
    Error error = {0};
    bool fenced = fence_isolate(parent, channel, &error) && map_arena(&inside, limits->memory, &error) &&
                  fence_limit(limits, &error) && (fence_filter(&error) || trusted);
    if (!jail_inside_send(&inside, fenced ? "" : error.text, fenced ? 0 : strlen(error.text))) _exit(1);
    if (fenced) serve(&inside, context);
    _exit(0);
}
