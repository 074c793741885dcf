/* Is what people will read in plain English: short sentences, and no acronym without its meaning?
 *
 * 20 words a sentence is what the NHS digital service manual asks for. */
#include "app/check_inside.h"

#include "base/map.h"
#include "base/memory.h"
#include "base/prose.h"

#include <string.h>

enum { MOST_WORDS = 20, SHOWN_WORDS = 8 };

typedef struct Words {
    const Plan *plan;
    Messages *messages;
    bool *seen;      /* by offset in the plan's strings: looked at already */
    Interner *known; /* acronyms that need no explanation, have one, or were reported */
    void (*look)(struct Words *words, const PlanPlace *place, const char *kind, ProseSpan text);
} Words;

/* ── The texts of a plan ────────────────────────────────────────────────── */

static void visit(Words *words, const PlanPlace *place, const char *kind, PlanString string) {
    if (string == 0 || words->seen[string]) return;
    words->seen[string] = true;
    const char *text = plan_string(words->plan, string);
    words->look(words, place, kind, (ProseSpan){text, strlen(text)});
}

/* In a pack's plan the standard fields are the standard library's affair. */
static void visit_fields(Words *words) {
    const Plan *plan = words->plan;
    for (uint32_t i = 0; i < plan->fields_count; i++) {
        const PlanField *field = &plan->fields[i];
        if (plan->packs[0].id && plan_own_name(plan, field) == plan_string(plan, field->name)) continue;
        visit(words, &field->place, "label", field->label);
        visit(words, &field->place, "question", field->ask);
    }
}

static void visit_titles(Words *words) {
    for (uint32_t i = 0; i < words->plan->rules_count; i++)
        visit(words, &words->plan->rules[i].place, "title", words->plan->rules[i].title);
}

static void visit_criteria(Words *words) {
    for (uint32_t i = 0; i < words->plan->criteria_count; i++) {
        const PlanCriterion *criterion = &words->plan->criteria[i];
        bool judged = criterion->op == OPERATOR_JUDGEMENT;
        if (judged || criterion->labelled)
            visit(words, &criterion->place, judged ? "judgement" : "label", criterion->label);
        visit(words, &criterion->place, "question", criterion->ask);
    }
}

static void visit_parts(Words *words) {
    const Plan *plan = words->plan;
    for (uint32_t i = 0; i < plan->stages_count; i++)
        visit(words, &plan->stages[i].place, "stage", plan->stages[i].title);
    for (uint32_t i = 0; i < plan->offers_count; i++) {
        const PlanOffer *offer = &plan->offers[i];
        visit(words, &offer->place, "offer", offer->title);
        visit(words, &offer->place, "barrier", offer->barrier);
        visit(words, &offer->place, "stage", offer->stage);
        visit(words, &offer->place, "giver", offer->by);
        visit(words, &offer->place, "condition", offer->on_condition);
    }
}

/* Every text once, where it first stands. */
static void visit_all(Words *words, void (*look)(Words *, const PlanPlace *, const char *, ProseSpan)) {
    words->seen = memory_allocate_array(words->plan->strings_count, sizeof *words->seen);
    words->look = look;
    visit_fields(words);
    visit_titles(words);
    visit_criteria(words);
    visit_parts(words);
    free(words->seen);
}

/* ── What is looked for ─────────────────────────────────────────────────── */

static void learn(Words *words, const PlanPlace *place, const char *kind, ProseSpan text) {
    (void)place, (void)kind;
    ProseSpan rest = text, acronym;
    while (prose_next_acronym(&rest, &acronym))
        if (prose_is_explained(text, acronym)) interner_add(words->known, acronym.at, acronym.length);
}

static void look_for_acronyms(Words *words, const PlanPlace *place, const char *kind, ProseSpan text) {
    ProseSpan acronym;
    while (prose_next_acronym(&text, &acronym)) {
        if (interner_find(words->known, acronym.at, acronym.length) != MAP_NONE) continue;
        check_add(words->messages, words->plan, place,
                  "the %s uses '%.*s' and no text here says what it stands for: write it out, or once as "
                  "in \"education, health and care plan (EHCP)\"",
                  kind, (int)acronym.length, acronym.at);
        interner_add(words->known, acronym.at, acronym.length);
    }
}

/* How many bytes the first words have. */
static int beginning(ProseSpan sentence) {
    ProseSpan rest = sentence, word;
    for (int i = 0; i < SHOWN_WORDS && prose_next_word(&rest, &word);)
        i++;
    return (int)(rest.at - sentence.at);
}

static void look(Words *words, const PlanPlace *place, const char *kind, ProseSpan text) {
    look_for_acronyms(words, place, kind, text);
    for (ProseSpan sentence; prose_next_sentence(&text, &sentence);) {
        uint32_t count = prose_count_words(sentence);
        if (count <= MOST_WORDS) continue;
        check_add(words->messages, words->plan, place,
                  "the %s has a sentence of %u words, '%.*s …': use at most %d, or make two of it", kind,
                  count, beginning(sentence), sentence.at, MOST_WORDS);
    }
}

void check_words(const Plan *plan, Messages *messages) {
    Words words = {.plan = plan, .messages = messages, .known = interner_open()};
    for (uint32_t i = 0; i < plan->acronyms_count; i++) {
        const char *acronym = plan_string(plan, plan->acronyms[i]);
        interner_add(words.known, acronym, strlen(acronym));
    }
    visit_all(&words, learn);
    visit_all(&words, look);
    interner_close(words.known);
}
