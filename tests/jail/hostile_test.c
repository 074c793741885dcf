/* Hostile packs: each folder of packs/ is loaded in its jail, its checks are called for three people in two
 * orders, in which they must come to the same, and it has to end soon with the one message that stands in the
 * first line of its rules.lua after "--=> " (or in the file `expected`); a `*` stands for any end. */
#include "../unit/script/scene.h"

#include <sys/resource.h>

static const char folder_of_packs[] = "tests/jail/packs";

/* Processor time of workers that have ended, in seconds: however much else the machine does. */
static double used(void) {
    struct rusage usage;
    getrusage(RUSAGE_CHILDREN, &usage);
    return (double)usage.ru_utime.tv_sec + (double)usage.ru_utime.tv_usec * 1e-6;
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

enum { PEOPLE = 3 };

/* People of whom everything is known, in order or the other way round. */
static Batch *people(Scene *scene, bool reversed) {
    static const char *const employers[PEOPLE] = {"Oscar & Daughters", "Oscar", "Oscar Mayer"};
    static const double hours_now[PEOPLE] = {12, 30.5, 4};
    Batch *batch = scene_batch(scene, SUBJECT_CANDIDATE, PEOPLE);
    Column *hours = scene_column(scene, batch, "hours_now");
    int32_t employer = scene_field(scene, SUBJECT_CANDIDATE, "redundancy_employer");
    for (uint32_t person = 0; person < PEOPLE; person++) {
        uint32_t record = reversed ? PEOPLE - 1 - person : person;
        if (hours->known) column_set_number(hours, record, hours_now[person]);
        if (batch->columns[employer].known)
            batch_set_text(batch, employer, record, employers[person], strlen(employers[person]));
    }
    return batch;
}

/* What the checks come to for each person. */
static const char *outcomes(Scene *scene, bool reversed, SceneResult *result) {
    batch_close(scene->candidates);
    scene->candidates = people(scene, reversed);
    scene_check(scene, 0, 0, result);
    char *text = arena_allocate(scene->arena, PEOPLE + 1);
    for (uint32_t person = 0; person < PEOPLE; person++)
        text[person] = scene_outcome(result, reversed ? PEOPLE - 1 - person : person);
    return text;
}

/* Calls the pack's checks; what the first to complain says. */
static const char *call_checks(Scene *scene) {
    static SceneResult result, other;
    const char *first = outcomes(scene, false, &result);
    CHECK_STR(outcomes(scene, true, &other), first);
    CHECK_STR(other.error.text, result.error.text);
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
    double start = used();
    const char *told = load_and_call(&scene);
    if (!fits(told, expected)) {
        printf("# %s: '%s', expected '%s'\n", name, told, expected);
        test_failures++;
    }
    if (strstr(told, "Oscar")) {
        printf("# %s tells a value of the record\n", name);
        test_failures++;
    }
    scene_close(&scene);
    CHECK(used() - start < 30);
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
