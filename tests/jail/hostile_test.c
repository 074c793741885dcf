/* Hostile packs: each folder of packs/ is loaded in its jail, its checks are called, and it has to end soon
 * with the one message that stands in the first line of its rules.lua after "--=> " (or in the file
 * `expected`); a `*` stands for any end. */
#include "../unit/script/scene.h"

#include <time.h>

static const char folder_of_packs[] = "tests/jail/packs";

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

/* The first line of a file after what it begins with, or NULL. */
static char *first_line(Arena *arena, const char *path, const char *start) {
    char *bytes;
    size_t length;
    Error error = {0};
    if (!file_read(arena, path, 1 << 20, &bytes, &length, &error)) return NULL;
    if (strncmp(bytes, start, strlen(start)) != 0) return NULL;
    bytes += strlen(start);
    bytes[strcspn(bytes, "\n")] = '\0';
    return bytes;
}

static const char *expected_of(Arena *arena, const char *folder) {
    const char *line = first_line(arena, file_join(arena, folder, "rules.lua"), "--=> ");
    if (!line) line = first_line(arena, file_join(arena, folder, "expected"), "");
    return line ? line : "a line that says what to expect";
}

static bool fits(const char *told, const char *expected) {
    size_t length = strlen(expected);
    if (length > 0 && expected[length - 1] == '*') return strncmp(told, expected, length - 1) == 0;
    return strcmp(told, expected) == 0;
}

static const char *without_folder(Arena *arena, const char *file, uint32_t line, const char *text) {
    if (!file || !file[0]) return text;
    return arena_format(arena, "%s:%u: %s", strrchr(file, '/') + 1, line, text);
}

/* Calls the pack's checks for one candidate of whom everything is known; what the first to complain says. */
static const char *call_checks(Scene *scene) {
    static SceneResult result;
    scene->candidates = scene_batch(scene, SUBJECT_CANDIDATE, 2);
    for (uint32_t record = 0; record < 2; record++) {
        Column *hours = scene_column(scene, scene->candidates, "hours_now");
        int32_t employer = scene_field(scene, SUBJECT_CANDIDATE, "redundancy_employer");
        if (hours->known) column_set_number(hours, record, 12);
        if (scene->candidates->columns[employer].known)
            batch_set_text(scene->candidates, employer, record, "Oscar & Daughters", 17);
    }
    scene_check(scene, 0, 0, &result);
    if (!result.done)
        return without_folder(scene->arena, result.error.file, result.error.line, result.error.text);
    if (result.failure_count == 0) return "nothing";
    return without_folder(scene->arena, result.failures->file, result.failures->line, result.failures->text);
}

static const char *load_and_call(Scene *scene) {
    scene_load(scene, 1);
    if (scene->pack) return pack_plan(scene->pack)->checks_count ? call_checks(scene) : "it loads";
    CHECK_INT(scene->messages.errors, 1);
    if (scene->messages.count == 0) return "nothing";
    const Message *message = &scene->messages.items[0];
    return without_folder(scene->arena, message->file, message->line, message->text);
}

static void try_pack(const char *name) {
    Scene scene = {.arena = arena_open()};
    scene.messages.arena = scene.arena;
    scene.folder = file_join(scene.arena, folder_of_packs, name);
    const char *expected = expected_of(scene.arena, scene.folder);
    double start = now();
    const char *told = load_and_call(&scene);
    double taken = now() - start;
    if (!fits(told, expected)) {
        printf("# %s: '%s', expected '%s'\n", name, told, expected);
        test_failures++;
    }
    if (strstr(told, "Oscar")) {
        printf("# %s tells a value of the record\n", name);
        test_failures++;
    }
    CHECK(taken < 30);
    scene_close(&scene);
}

static char **names;
static size_t next_one;

static void try_next(void) {
    try_pack(names[next_one++]);
}

int main(void) {
    setvbuf(stdout, NULL, _IOLBF, 0);
    Arena *arena = arena_open();
    Error error = {0};
    size_t count = 0;
    if (!file_list(arena, folder_of_packs, &names, &count, &error)) printf("# %s\n", error.text);
    Test *tests = arena_allocate_array(arena, count, sizeof *tests);
    for (size_t i = 0; i < count; i++)
        tests[i] = (Test){arena_format(arena, "hostile pack %s", names[i]), try_next};
    int status = test_all(tests, count);
    arena_close(arena);
    return status || count < 50;
}
