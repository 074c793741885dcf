/* Finding, loading and joining packs. */
#include "app/rules.h"

#include "base/file.h"
#include "base/memory.h"

#include <unistd.h>

enum { SIDE_BY_SIDE = 8 }; /* packs that load at once */

/* The folder with the packs that ship: beside the program in a checkout, under share/ when installed. */
static bool find_shipped(Arena *arena, const char **folder, Error *error) {
    char program[4096];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    if (length <= 0)
        return error_set(error,
                         "can't tell where the packs that ship with berth are; name them with --rules");
    program[length] = '\0';
    *strrchr(program, '/') = '\0';
    const char *places[] = {"../rules", "../share/berth/rules"};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const char *path = arena_format(arena, "%s/%s", program, places[i]);
        if (file_is_folder(path)) {
            char *resolved = realpath(path, NULL);
            *folder = resolved ? arena_copy_string(arena, resolved) : path;
            free(resolved);
            return true;
        }
    }
    return error_set(
        error,
        "the packs that ship with berth are not where they should be, in '%s/../share/berth/rules'; "
        "name them with --rules",
        program);
}

/* Opens the packs in `folders`, some side by side; the ones that fail are counted and said in `messages`, in
 * their order. */
static void open_packs(Rules *rules, char *const *folders, size_t count, const PackOptions *options,
                       Messages *messages) {
    Pack *started[SIDE_BY_SIDE];
    size_t next = 0;
    for (size_t i = 0; i < count; i++) {
        for (; next < count && next < i + SIDE_BY_SIDE; next++)
            started[next % SIDE_BY_SIDE] = pack_start(folders[next], options);
        Pack *pack = pack_finish(started[i % SIDE_BY_SIDE], messages);
        if (pack)
            rules->packs[rules->pack_count++] = pack;
        else
            rules->left_out++;
    }
}

/* The folders of all the packs that the options name. `hidden` is the beginning of their paths that nobody
 * needs to see. */
static bool find_packs(const RulesOptions *options, Arena *arena, char ***folders, size_t *count,
                       const char **hidden, Error *error) {
    const char *shipped;
    *hidden = NULL;
    if (options->path_count == 0) {
        if (!find_shipped(arena, &shipped, error)) return false;
        *hidden = arena_copy(arena, shipped, (size_t)(strrchr(shipped, '/') + 1 - shipped));
        return pack_find(shipped, arena, folders, count, error);
    }
    for (size_t i = 0; i < options->path_count; i++)
        if (!pack_find(options->paths[i], arena, folders, count, error)) return false;
    return true;
}

static const Plan **plans_of(const Rules *rules) {
    const Plan **plans = memory_allocate_array(rules->pack_count, sizeof *plans);
    for (uint32_t i = 0; i < rules->pack_count; i++)
        plans[i] = pack_plan(rules->packs[i]);
    return plans;
}

/* Joins the packs into a ruleset, and tells each pack with checks where its fields are. */
bool rules_join(Rules *rules, Day day, Messages *messages, Error *error) {
    const Plan **plans = plans_of(rules);
    ruleset_close(rules->set);
    rules->set = ruleset_open(plans, rules->pack_count, day, messages, error);
    free(plans);
    if (!rules->set) return false;
    for (uint32_t i = 0; i < rules->pack_count; i++) {
        const Plan *plan = pack_plan(rules->packs[i]);
        int32_t *fields = memory_allocate_array(plan->fields_count, sizeof *fields);
        for (uint32_t f = 0; f < plan->fields_count; f++)
            fields[f] = ruleset_field(rules->set, i, f);
        pack_set_fields(rules->packs[i], fields, day);
        free(fields);
    }
    return true;
}

/* Is there something to run, and may it run with what was left out? */
static bool may_run(const Rules *rules, bool strict, Error *error) {
    if (strict && rules->left_out)
        return error_set(error, "%u pack%s could not be used, and --strict then runs none", rules->left_out,
                         rules->left_out == 1 ? "" : "s");
    if (rules->pack_count == rules->library) return error_set(error, "no pack is left to run");
    return true;
}

/* The standard library comes first: of a field that is declared twice, the first declaration stands. */
static bool open_standard(Rules *rules, bool fit, const PackOptions *options, Messages *messages,
                          Error *error) {
    Pack *standard = pack_open_standard(options, messages);
    if (!standard) return error_set(error, "the standard library can't be loaded");
    rules->packs[rules->pack_count++] = standard;
    Pack *fitting = fit ? pack_open_fit(options, messages) : NULL;
    if (fit && !fitting) return error_set(error, "what makes a vacancy fit can't be loaded");
    if (fitting) rules->packs[rules->pack_count++] = fitting;
    rules->library = rules->pack_count;
    return true;
}

static bool load(Rules *rules, const RulesOptions *options, Messages *messages, Error *error) {
    Arena *arena = arena_open();
    char **folders = NULL;
    size_t count = 0;
    PackOptions pack_options = {.workers = options->jobs,
                                .stdlib = options->stdlib,
                                .tests = options->tests,
                                .trusted = options->trust || options->path_count == 0};
    bool found = find_packs(options, arena, &folders, &count, &pack_options.hidden, error);
    PackStandard *ready = found && !options->stdlib ? pack_standard_open() : NULL;
    pack_options.ready = ready;
    if (found) {
        rules->packs = memory_allocate_array(count + 2, sizeof(Pack *));
        found = open_standard(rules, options->fit, &pack_options, messages, error);
    }
    if (found) open_packs(rules, folders, count, &pack_options, messages);
    pack_standard_close(ready);
    arena_close(arena);
    return found;
}

bool rules_load(Rules *rules, const RulesOptions *options, Messages *messages, Error *error) {
    return load(rules, options, messages, error) && may_run(rules, options->strict, error);
}

bool rules_open(Rules *rules, const RulesOptions *options, Day day, Messages *messages, Error *error) {
    return rules_load(rules, options, messages, error) && rules_join(rules, day, messages, error);
}

void rules_close(Rules *rules) {
    ruleset_close(rules->set);
    for (uint32_t i = 0; i < rules->pack_count; i++)
        pack_close(rules->packs[i]);
    free(rules->packs);
    *rules = (Rules){0};
}

uint32_t rules_fit(const Rules *rules) {
    for (uint32_t i = 0; i < ruleset_rule_count(rules->set); i++)
        if (strcmp(pack_id(rules->packs[ruleset_rule(rules->set, i)->pack]), PACK_FIT) == 0) return i;
    return PLAN_NONE;
}

bool rules_leave_out(Rules *rules, uint32_t pack, const Error *reason, bool strict, Messages *messages,
                     Error *error) {
    messages_add_error(messages, reason);
    Day day = ruleset_day(rules->set);
    ruleset_close(rules->set);
    rules->set = NULL;
    pack_close(rules->packs[pack]);
    memmove(rules->packs + pack, rules->packs + pack + 1,
            (rules->pack_count - pack - 1) * sizeof *rules->packs);
    rules->pack_count--;
    rules->left_out++;
    /* The warnings about names were given when the packs were first joined. */
    Messages unheard = {.arena = messages->arena};
    return may_run(rules, strict, error) && rules_join(rules, day, &unheard, error);
}

Dictionary *rules_dictionary(Rules *rules, const RulesOptions *options, Messages *messages, Error *error) {
    if (options->path_count) {
        if (!load(rules, options, messages, error)) return NULL;
    } else {
        PackOptions pack_options = {.workers = 1, .stdlib = options->stdlib};
        rules->packs = memory_allocate_array(1, sizeof(Pack *));
        if (!open_standard(rules, false, &pack_options, messages, error)) return NULL;
    }
    if (rules->left_out) {
        error_set(error, "the fields of a pack that can't be loaded are not known, so nothing was imported");
        return NULL;
    }
    const Plan **plans = plans_of(rules);
    Dictionary *dictionary = dictionary_open(plans, rules->pack_count, messages);
    free(plans);
    return dictionary;
}
