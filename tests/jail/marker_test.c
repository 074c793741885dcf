/* What a worker holds of the people whose records the parent reads: the fields that its checks read, and
 * nothing else. The parent makes up texts once the worker runs, puts them into a batch, and searches the
 * worker's whole memory for them. */
#include "../unit/script/scene.h"

#include "jail/fence.h"

#include <fcntl.h>
#include <time.h>

enum { MARKER = 24 };

/* A text that is nowhere yet: not in the program, not in the pack, not in the memory that the worker started
 * with. */
static void make_marker(char out[MARKER + 1], char first) {
    static uint64_t state;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    state ^= (uint64_t)now.tv_nsec << 20 ^ (uint64_t)now.tv_sec ^ (uint64_t)getpid() << 40;
    out[0] = first;
    for (int i = 1; i < MARKER; i++) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        out[i] = (char)('a' + (state >> 33) % 26);
    }
    out[MARKER] = '\0';
}

/* The processes that this one has started. */
static int find_workers(int *workers, int most) {
    char path[64];
    int count = 0;
    snprintf(path, sizeof path, "/proc/self/task/%d/children", getpid());
    FILE *file = fopen(path, "r");
    while (file && count < most && fscanf(file, "%d", &workers[count]) == 1)
        count++;
    if (file) fclose(file);
    return count;
}

/* Is the text in this stretch of the other process's memory? */
static bool stretch_holds(int memory, uint64_t from, uint64_t to, const char *marker) {
    enum { STEP = 1 << 20 };
    static char bytes[STEP + MARKER];
    for (uint64_t at = from; at < to; at += STEP) {
        ssize_t got = pread(memory, bytes, sizeof bytes, (off_t)at);
        if (got > 0 && memmem(bytes, (size_t)got, marker, MARKER)) return true;
    }
    return false;
}

/* Searches all that the process has mapped; `searched` counts the bytes. */
static bool memory_holds(int process, const char *marker, uint64_t *searched) {
    char path[64], line[512];
    bool found = false;
    snprintf(path, sizeof path, "/proc/%d/mem", process);
    int memory = open(path, O_RDONLY);
    snprintf(path, sizeof path, "/proc/%d/maps", process);
    FILE *maps = fopen(path, "r");
    CHECK(memory >= 0 && maps);
    while (maps && fgets(line, sizeof line, maps)) {
        uint64_t from, to;
        if (sscanf(line, "%" SCNx64 "-%" SCNx64 " r", &from, &to) != 2 || strstr(line, "[vvar]") ||
            strstr(line, "[vsyscall]"))
            continue;
        *searched += to - from;
        found = found || stretch_holds(memory, from, to, marker);
    }
    if (maps) fclose(maps);
    close(memory);
    return found;
}

static const char rules[] = "programme 'p' { title = 'P', source = 's',\n"
                            "  eligible = check('told', { reads = { 'redundancy_employer' } }, function(c) "
                            "return #c.redundancy_employer == 24 end)\n"
                            "    & candidate.languages:includes 'Welsh' & candidate.age:at_least(16) }\n";

static void test_a_worker_holds_what_its_checks_read_and_nothing_else(void) {
    if (JAIL_SANITIZED) return; /* its memory is tens of terabytes there */
    Scene scene = scene_start(rules);
    scene_load(&scene, 2);
    int workers[3];
    CHECK_INT(find_workers(workers, 3), 2);

    char read[MARKER + 1], unread[MARKER + 1], reference[MARKER + 1], nothing[MARKER + 1];
    make_marker(read, 'R');
    make_marker(unread, 'U');
    make_marker(reference, 'P');
    make_marker(nothing, 'N');
    Batch *batch = scene.candidates = scene_batch(&scene, SUBJECT_CANDIDATE, 1);
    batch_clear(batch);
    Error error = {0};
    uint32_t record = batch_add(batch, 1, reference, MARKER);
    batch_set_text(batch, scene_field(&scene, SUBJECT_CANDIDATE, "redundancy_employer"), record, read,
                   MARKER);
    CHECK(batch_set_set(batch, scene_field(&scene, SUBJECT_CANDIDATE, "languages"), record, unread, MARKER,
                        &error));

    SceneResult result;
    scene_check(&scene, 0, 0, &result);
    CHECK_STR(scene_outcomes(&scene, &result, 1), "+"); /* the function has seen it */
    uint64_t searched = 0;
    CHECK(memory_holds(workers[0], read, &searched)); /* so the search finds what is there */
    CHECK(searched > 50 << 20);
    CHECK(!memory_holds(workers[1], read,
                        &searched)); /* what one shares with the parent, the next has no part in */
    CHECK(!memory_holds(workers[0], unread, &searched));
    CHECK(!memory_holds(workers[0], reference, &searched));
    CHECK(!memory_holds(workers[0], nothing, &searched));
    CHECK(memory_holds(getpid(), unread, &searched)); /* and the parent does hold them */
    CHECK(memory_holds(getpid(), reference, &searched));
    scene_end(&scene);
}

static const Test tests[] = {
    {"a worker holds what its checks read and nothing else",
     test_a_worker_holds_what_its_checks_read_and_nothing_else},
};

TEST_MAIN(tests)
