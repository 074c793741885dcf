/* One person at a time through the same run as everybody, so that the answer is the same. */
#include "app/explain.h"

#include "app/person.h"
#include "app/run.h"
#include "base/memory.h"
#include "base/suggest.h"
#include "base/utf8.h"
#include "output/explanation.h"

typedef struct Explaining {
    Run *run;
    const ExplainOptions *options;
    Arena *arena;
    DecisionItem *items;
    Buffer *out;
    Failures failures;
} Explaining;

/* A rule's vacancies that came out with the same words. */
typedef struct Alike {
    Buffer words, vacancies;
    uint32_t count;
} Alike;

static Decision decide(Explaining *explaining, Evaluation *evaluation, uint32_t index, int64_t vacancy) {
    const Rule *rule = ruleset_rule(run_ruleset(explaining->run), index);
    Decision decision = {.evaluation = evaluation,
                         .rule = rule,
                         .vacancy = vacancy,
                         .items = explaining->items,
                         .arena = explaining->arena};
    for (uint32_t i = 0; i < rule->declared->offer_count; i++) {
        uint32_t offer = rule->declared->first_offer + i;
        Outcome outcome = evaluation_offer(evaluation, index, offer)[0];
        if (outcome != OUTCOME_REFUSED)
            explaining->items[decision.item_count++] = (DecisionItem){offer, outcome};
    }
    if (rule->kind != RULE_SUPPORT_PLAN) decision.outcome = run_outcomes(explaining->run, 0, index)[0];
    return decision;
}

static Alike *find_alike(Alike **alike, uint32_t *count, const char *words) {
    for (uint32_t i = 0; i < *count; i++)
        if (strcmp(buffer_string(&(*alike)[i].words), words) == 0) return &(*alike)[i];
    *alike = memory_resize(*alike, (*count + 1) * sizeof **alike);
    Alike *added = &(*alike)[(*count)++];
    *added = (Alike){0};
    buffer_add_string(&added->words, words);
    return added;
}

/* "V12 (Porter)" */
static void add_vacancy(const Batch *vacancies, uint32_t vacancy, Buffer *out) {
    int32_t title = dictionary_find(vacancies->dictionary, SUBJECT_VACANCY, "title");
    buffer_add_string(out, batch_reference(vacancies, vacancy));
    if (title == FIELD_NONE || !bits_get(vacancies->columns[title].known, vacancy)) return;
    buffer_add_string(out, " (");
    batch_show(vacancies, title, vacancy, out);
    buffer_add_string(out, ")");
}

static void add_alike(Explaining *explaining, Alike *alike, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        explanation_add_line(explaining->out, 1, "for %u %s: %s", alike[i].count,
                             alike[i].count == 1 ? "vacancy" : "vacancies",
                             buffer_string(&alike[i].vacancies));
        buffer_add_string(explaining->out, buffer_string(&alike[i].words));
        buffer_close(&alike[i].words);
        buffer_close(&alike[i].vacancies);
    }
    free(alike);
}

/* A guaranteed interview: each vacancy that it covers, those that come out alike together. */
static bool explain_interviews(Explaining *explaining, Evaluation *evaluation, uint32_t index, Error *error) {
    const Batch *vacancies = run_vacancies(explaining->run);
    Alike *alike = NULL;
    uint32_t count = 0, open = 0;
    bool good = true;
    Buffer words = {0};
    for (uint32_t vacancy = 0; vacancy < vacancies->count; vacancy++) {
        Truth covers = run_covers(explaining->run, index, vacancy);
        open += covers == TRUTH_UNKNOWN;
        if (covers != TRUTH_MET) continue;
        good = run_choose(explaining->run, 0, vacancy, error);
        if (!good) break;
        Decision decision = decide(explaining, evaluation, index, vacancy);
        buffer_clear(&words);
        explanation_add_decision(&decision, &words);
        Alike *same = find_alike(&alike, &count, buffer_string(&words));
        buffer_add_string(&same->vacancies, same->count++ ? ", " : "");
        add_vacancy(vacancies, vacancy, &same->vacancies);
    }
    buffer_close(&words);
    if (vacancies->count == 0)
        explanation_add_line(explaining->out, 1,
                             "no vacancies are known: import a list of them to see who is guaranteed one");
    else if (count == 0)
        explanation_add_line(explaining->out, 1, "it covers none of the vacancies");
    if (open)
        explanation_add_line(explaining->out, 1, "whether it covers %u %s can't be told from %s", open,
                             open == 1 ? "vacancy" : "vacancies", open == 1 ? "its row" : "their rows");
    add_alike(explaining, alike, count);
    return good;
}

/* Does `name` mean this rule: "pack/rule", the pack alone, or the rule's own name? */
static bool is_meant(const char *name, const Rule *rule) {
    const char *slash = strchr(rule->id, '/');
    size_t pack = (size_t)(slash - rule->id);
    return strcmp(name, rule->id) == 0 || strcmp(name, slash + 1) == 0 ||
           (strlen(name) == pack && memcmp(name, rule->id, pack) == 0);
}

static bool is_wanted(const Explaining *explaining, const Rule *rule) {
    return !explaining->options->rule || is_meant(explaining->options->rule, rule);
}

/* Support plans have no outcome of their own, and a guaranteed interview one for each vacancy. */
static bool explain_rule(Explaining *explaining, Evaluation *evaluation, uint32_t index, Error *error) {
    const Rule *rule = ruleset_rule(run_ruleset(explaining->run), index);
    buffer_add_char(explaining->out, '\n');
    explanation_add_rule(rule, explaining->out);
    if (rule->kind == RULE_GUARANTEED_INTERVIEW)
        return explain_interviews(explaining, evaluation, index, error);
    Decision decision = decide(explaining, evaluation, index, -1);
    explanation_add_decision(&decision, explaining->out);
    return true;
}

static bool take(void *context, unsigned worker, uint64_t number, Evaluation *evaluation,
                 const Failures *failures, Error *error) {
    (void)worker;
    (void)number;
    Explaining *explaining = context;
    const Ruleset *ruleset = run_ruleset(explaining->run);
    const char *reference = batch_reference(evaluation_batch(evaluation), 0);
    char day[DATE_TEXT];
    if (explaining->out->length) buffer_add_char(explaining->out, '\n');
    utf8_add_safe(explaining->out, reference, strlen(reference));
    buffer_format(explaining->out, ", as of %s\n", date_format(ruleset_day(ruleset), day));
    bool good = true;
    for (uint32_t i = 0; i < ruleset_rule_count(ruleset) && good; i++)
        if (is_wanted(explaining, ruleset_rule(ruleset, i)))
            good = explain_rule(explaining, evaluation, i, error);
    failures_add_all(&explaining->failures, failures);
    return good;
}

static bool rule_exists(const Ruleset *ruleset, const char *id, Error *error) {
    Suggestion suggestion = {0};
    for (uint32_t i = 0; i < ruleset_rule_count(ruleset); i++) {
        if (is_meant(id, ruleset_rule(ruleset, i))) return true;
        suggest_offer(&suggestion, id, ruleset_rule(ruleset, i)->id);
    }
    char phrase[160];
    return error_set(error, "no loaded pack has a rule '%s'%s: berth eval lists them", id,
                     suggest_phrase(&suggestion, phrase, sizeof phrase));
}

static uint32_t most_offers(const Ruleset *ruleset) {
    uint32_t most = 0;
    for (uint32_t i = 0; i < ruleset_rule_count(ruleset); i++)
        if (ruleset_rule(ruleset, i)->declared->offer_count > most)
            most = ruleset_rule(ruleset, i)->declared->offer_count;
    return most;
}

static bool explain_all(Explaining *explaining, Store *store, const char *const *references, size_t count,
                        Error *error) {
    const Ruleset *ruleset = run_ruleset(explaining->run);
    RunConsumer consumer = {take, NULL, explaining};
    if (explaining->options->rule && !rule_exists(ruleset, explaining->options->rule, error)) return false;
    explaining->items = memory_allocate_array(most_offers(ruleset), sizeof *explaining->items);
    explaining->arena = arena_open();
    bool good = true;
    for (size_t i = 0; i < count && good; i++) {
        int64_t id;
        good =
            person_find(store, references[i], &id, error) && run_one(explaining->run, id, &consumer, error);
    }
    free(explaining->items);
    arena_close(explaining->arena);
    return good;
}

/* Attempts until no pack is stopped any more. */
static bool explain_into(Buffer *out, Rules *rules, Store *store, const Source *source,
                         const char *const *references, size_t count, const ExplainOptions *options,
                         uint64_t *errors, Messages *messages, Error *error) {
    for (;;) {
        Explaining explaining = {.options = options, .out = out, .failures = {.arena = messages->arena}};
        RunOptions run_options = {.records = BATCH_RECORDS, .progress = options->progress};
        Error failure = {0}, reason = {0};
        bool good = run_open(&explaining.run, rules, source, &run_options, &failure);
        if (good) {
            failures_add_all(&explaining.failures, run_vacancy_failures(explaining.run));
            good = explain_all(&explaining, store, references, count, &failure);
        }
        int64_t stopped = run_stopped_pack(explaining.run, &reason);
        *errors = explaining.failures.calls;
        if (good) failures_tell(&explaining.failures, messages);
        run_close(explaining.run);
        if (good) return true;
        if (stopped < 0) *error = failure;
        if (stopped < 0 ||
            !rules_leave_out(rules, (uint32_t)stopped, &reason, options->strict, messages, error))
            return false;
        buffer_clear(out);
    }
}

bool explain_people(Rules *rules, Store *store, const char *const *references, size_t count,
                    const ExplainOptions *options, Buffer *out, uint64_t *errors, Messages *messages,
                    Error *error) {
    Readers readers = {0};
    bool good = readers_open(&readers, store, options->jobs, error);
    if (good) {
        Source source = readers_source(&readers);
        good = explain_into(out, rules, store, &source, references, count, options, errors, messages, error);
    }
    readers_close(&readers);
    return good;
}
