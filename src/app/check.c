/* What a pack reads and does not use, and what its rules leave unsaid. */
#include "app/check.h"

#include "app/check_inside.h"
#include "rule/reads.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void check_add(Messages *messages, const Plan *plan, const PlanPlace *place, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const char *text = arena_format_list(messages->arena, format, arguments);
    va_end(arguments);
    messages_add(messages, MESSAGE_WARNING, plan_string_or_null(plan, place->file), place->line,
                 place->column, "%s", text);
}

static bool is_made_from(const Plan *plan, const PlanField *field, uint32_t source) {
    if (field->derivation == DERIVED_NOT) return false;
    for (uint32_t i = 0; i < field->edition_count; i++)
        if (plan->editions[field->first_edition + i].field == source) return true;
    return field->source == source || field->stated == source || field->stated_on == source;
}

/* A field that is made from this one and that some rule uses, or NULL. */
static const PlanField *find_derived(const Plan *plan, const Reads *reads, uint32_t source) {
    for (uint32_t i = 0; i < plan->fields_count; i++)
        if (is_made_from(plan, &plan->fields[i], source) && reads_uses(reads, i)) return &plan->fields[i];
    return NULL;
}

static void check_reads(const Plan *plan, Messages *messages) {
    Reads *reads = reads_open(plan);
    for (uint32_t i = 0; i < plan->reads_count; i++) {
        const PlanRead *read = &plan->reads[i];
        if (reads_uses(reads, read->field)) continue;
        const char *name = plan_own_name(plan, &plan->fields[read->field]);
        const PlanField *derived = find_derived(plan, reads, read->field);
        if (derived)
            check_add(messages, plan, &read->place,
                      "'reads' lists '%s', which no rule of the pack uses: '%s', which is made from it, is "
                      "enough; take '%s' out",
                      name, plan_own_name(plan, derived), name);
        else
            check_add(messages, plan, &read->place,
                      "'reads' lists '%s', which no rule of the pack uses: take it out", name);
    }
    reads_close(reads);
}

static void check_said(const Plan *plan, Messages *messages) {
    const PlanPack *pack = &plan->packs[0];
    if (!pack->version)
        check_add(messages, plan, &pack->place,
                  "the pack has no version: give it one, so that a decision can be traced to the rules of "
                  "its day");
    for (uint32_t i = 0; i < plan->rules_count; i++) {
        const PlanRule *rule = &plan->rules[i];
        const char *name = plan_string(plan, rule->name);
        if (!rule->source)
            check_add(messages, plan, &rule->place,
                      "'%s' has no 'source': quote the words of the scheme that it implements", name);
        if (rule->kind == RULE_GUARANTEED_INTERVIEW && rule->basis == BASIS_NONE)
            check_add(messages, plan, &rule->place,
                      "'%s' does not say what its guarantee rests on: give its 'basis', which may be "
                      "\"unconfirmed\"",
                      name);
    }
}

static int compare_names(const char *a, const char *b) {
    return strcmp(a ? a : "", b ? b : "");
}

static int compare(const void *a, const void *b) {
    const Message *x = a, *y = b;
    int files = compare_names(x->file, y->file);
    if (files != 0) return files;
    if (x->line != y->line) return x->line < y->line ? -1 : 1;
    return strcmp(x->text, y->text);
}

void check_pack(const Plan *plan, Messages *messages) {
    uint32_t before = messages->count;
    check_reads(plan, messages);
    if (plan->packs[0].organisation) check_said(plan, messages);
    check_law(plan, messages);
    check_words(plan, messages);
    if (messages->count > before)
        qsort(messages->items + before, messages->count - before, sizeof *messages->items, compare);
}
