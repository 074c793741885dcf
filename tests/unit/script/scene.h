/* What tests of packs share: a pack written to a temporary folder, loaded in its jail, and batches for its
 * checks. */
#ifndef BERTH_SCENE_H
#define BERTH_SCENE_H

#include "../test.h"

#include "base/arena.h"
#include "base/file.h"
#include "rule/ruleset.h"
#include "script/pack.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SCENE_DAY = 20000, SCENE_MOST = 1000 }; /* 2024-10-04 */

/* A pack of its own folder, with what is needed to run its checks. */
typedef struct Scene {
    Arena *arena;
    Messages messages;
    char root[64];
    const char *folder;
    Pack *pack;
    Ruleset *rules;
    Batch *candidates, *vacancies;
} Scene;

static const char scene_pack[] =
    "pack { organisation = 'Riverside Council', gss = 'E09000028', version = '1.0.0', language = 1,\n"
    "  reads = { 'age', 'borough', 'english', 'benefits', 'employment', 'unemployed_since', 'hours_now',\n"
    "    'redundancy_employer', 'in_education', 'languages' } }\n";

static inline void scene_write(const Scene *scene, const char *name, const char *bytes, size_t length) {
    FILE *file = fopen(file_join(scene->arena, scene->folder, name), "w");
    if (!file || fwrite(bytes, 1, length, file) != length || fclose(file) != 0) abort();
}

/* A pack named "riverside" with these rules (and the pack.lua above), not loaded yet. */
static inline Scene scene_start(const char *rules) {
    Scene scene = {.arena = arena_open(), .root = "/tmp/berth-test-XXXXXX"};
    scene.messages.arena = scene.arena;
    if (!mkdtemp(scene.root)) abort();
    scene.folder = arena_format(scene.arena, "%s/riverside", scene.root);
    if (mkdir(scene.folder, 0700) != 0) abort();
    scene_write(&scene, "pack.lua", scene_pack, strlen(scene_pack));
    if (rules) scene_write(&scene, "rules.lua", rules, strlen(rules));
    return scene;
}

static inline void scene_load(Scene *scene, unsigned workers) {
    PackStandard *ready = pack_standard_open(); /* as the program does */
    PackOptions options = {.workers = workers, .ready = ready};
    Error error = {0};
    scene->pack = pack_open(scene->folder, &options, &scene->messages);
    pack_standard_close(ready);
    if (!scene->pack) return;
    const Plan *plan = pack_plan(scene->pack);
    scene->rules = ruleset_open(&plan, 1, SCENE_DAY, &scene->messages, &error);
    if (!scene->rules) abort();
    int32_t *fields = malloc(plan->fields_count * sizeof *fields);
    for (uint32_t i = 0; i < plan->fields_count; i++)
        fields[i] = ruleset_field(scene->rules, 0, i);
    pack_set_fields(scene->pack, fields, SCENE_DAY);
    free(fields);
}

/* The folder's file without the temporary part, and the text: "rules.lua:3: text". */
static inline const char *scene_told(const Scene *scene, const char *file, uint32_t line, const char *text) {
    const char *name = file && file[0] ? strrchr(file, '/') : NULL;
    return arena_format(scene->arena, "%s:%u: %s", name ? name + 1 : file ? file : "", line, text);
}

static inline const char *scene_message(const Scene *scene, uint32_t index) {
    if (index >= scene->messages.count) return "no message";
    const Message *message = &scene->messages.items[index];
    return scene_told(scene, message->file, message->line, message->text);
}

static inline Batch *scene_batch(Scene *scene, Subject subject, uint32_t records) {
    Batch *batch = batch_open(ruleset_dictionary(scene->rules), subject,
                              ruleset_wanted(scene->rules, subject), ruleset_literals(scene->rules), records);
    for (uint32_t i = 0; i < records; i++) {
        char reference[16];
        snprintf(reference, sizeof reference, "R%u", i);
        batch_add(batch, i, reference, strlen(reference));
    }
    return batch;
}

static inline int32_t scene_field(const Scene *scene, Subject subject, const char *name) {
    return dictionary_find(ruleset_dictionary(scene->rules), subject, name);
}

static inline Column *scene_column(const Scene *scene, Batch *batch, const char *name) {
    return &batch->columns[scene_field(scene, batch->subject, name)];
}

/* The results of one check. */
typedef struct SceneResult {
    uint64_t met[SCENE_MOST], unmet[SCENE_MOST], failed[SCENE_MOST];
    CheckFailure *failures;
    uint32_t failure_count;
    bool done;
    Error error;
} SceneResult;

static inline void scene_check(Scene *scene, uint32_t check, uint32_t vacancy, SceneResult *result) {
    CheckJob job = {check, scene->candidates, scene->vacancies, vacancy};
    uint64_t *met = result->met, *unmet = result->unmet, *failed = result->failed;
    memset(result, 0, sizeof *result);
    result->done = pack_check_start(scene->pack, 0, 0, &job, 1, &result->error) &&
                   pack_check_finish(scene->pack, 0, 0, &met, &unmet, &failed, scene->arena,
                                     &result->failures, &result->failure_count, &result->error);
}

/* What became of a record: '+' met, '-' unmet, '!' failed, '?' none of them. */
static inline char scene_outcome(const SceneResult *result, uint32_t record) {
    if (bits_get(result->failed, record)) return '!';
    if (bits_get(result->met, record)) return '+';
    return bits_get(result->unmet, record) ? '-' : '?';
}

static inline const char *scene_outcomes(const Scene *scene, const SceneResult *result, uint32_t records) {
    char *text = arena_allocate(scene->arena, records + 1);
    for (uint32_t i = 0; i < records; i++)
        text[i] = scene_outcome(result, i);
    return text;
}

/* Ends all but the folder; no process may be left. */
static inline void scene_close(Scene *scene) {
    pack_close(scene->pack);
    batch_close(scene->candidates);
    batch_close(scene->vacancies);
    ruleset_close(scene->rules);
    CHECK(waitpid(-1, NULL, WNOHANG) < 0 && errno == ECHILD);
    arena_close(scene->arena);
}

/* Ends it all, and removes the folder. */
static inline void scene_end(Scene *scene) {
    char **names;
    size_t count;
    Error error = {0};
    if (file_list(scene->arena, scene->folder, &names, &count, &error)) {
        for (size_t i = 0; i < count; i++)
            unlink(file_join(scene->arena, scene->folder, names[i]));
    }
    rmdir(scene->folder);
    rmdir(scene->root);
    scene_close(scene);
}

#endif
