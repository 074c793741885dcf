/* What packs read, as text. */
#include "output/pack_report.h"

#include "output/explanation.h"
#include "output/pack_use.h"

static void add_use(const Plan *plan, const Reads *reads, uint32_t field, Use use, Buffer *out) {
    Buffer rules = {0};
    for (uint32_t i = 0; i < plan->rules_count; i++)
        if (reads_rule_uses(reads, i, use, field))
            buffer_format(&rules, "%s%s", rules.length ? ", " : "", plan_string(plan, plan->rules[i].name));
    if (rules.length) explanation_add_line(out, 2, "%s %s", pack_use_words(use), rules.bytes);
    buffer_close(&rules);
}

static const char *sensitivity_words(Sensitivity sensitivity) {
    return sensitivity == SENSITIVITY_SPECIAL    ? "special category"
           : sensitivity == SENSITIVITY_CRIMINAL ? "criminal offences"
                                                 : sensitivity_name(sensitivity);
}

/* "employment: ordinary", "deaf (deaf or hard of hearing): special category, shows disability" */
static void add_field(const Plan *plan, const PlanField *field, Buffer *out) {
    const char *name = plan_own_name(plan, field), *label = plan_string(plan, field->label);
    const char *shows = characteristic_name((Characteristic)field->shows);
    Buffer line = {0};
    buffer_add_string(&line, name);
    if (strcmp(name, label) != 0) buffer_format(&line, " (%s)", label);
    buffer_format(&line, ": %s%s%s", sensitivity_words((Sensitivity)field->sensitivity),
                  *shows ? ", shows " : "", shows);
    explanation_add_line(out, 1, "%s", line.bytes);
    buffer_close(&line);
}

static void add_read(const Plan *plan, const Reads *reads, const PlanRead *read, Buffer *out) {
    add_field(plan, &plan->fields[read->field], out);
    for (int use = 0; use < USE_COUNT; use++)
        add_use(plan, reads, read->field, (Use)use, out);
    if (!reads_uses(reads, read->field)) explanation_add_line(out, 2, "used by no rule");
    if (!read->lawful_basis) return;
    const char *basis = plan_string(plan, read->lawful_basis);
    explanation_add_line(out, 2, "%s: %s", pack_use_is_suggested(basis) ? "not confirmed" : "because", basis);
}

static void add_pack(const Plan *plan, Buffer *out) {
    const PlanPack *pack = &plan->packs[0];
    Reads *reads = reads_open(plan);
    explanation_add_line(out, 0, "%s of %s, %s%s (%s:%u)", plan_string(plan, pack->id),
                         plan_string(plan, pack->organisation),
                         pack->version ? "version " : "without a version", plan_string(plan, pack->version),
                         plan_string(plan, pack->place.file), pack->place.line);
    if (plan->reads_count == 0) explanation_add_line(out, 1, "reads nothing of a person");
    for (uint32_t i = 0; i < plan->reads_count; i++)
        add_read(plan, reads, &plan->reads[i], out);
    buffer_add_char(out, '\n');
    reads_close(reads);
}

typedef struct Totals {
    uint32_t reads[SENSITIVITY_IDENTITY + 1]; /* by sensitivity */
    uint32_t packs, all, suggested;
} Totals;

static void count_reads(const Plan *plan, Totals *totals) {
    totals->packs++;
    for (uint32_t i = 0; i < plan->reads_count; i++) {
        const PlanRead *read = &plan->reads[i];
        totals->all++;
        totals->reads[plan->fields[read->field].sensitivity]++;
        if (read->lawful_basis && pack_use_is_suggested(plan_string(plan, read->lawful_basis)))
            totals->suggested++;
    }
}

static void add_totals(const Totals *totals, uint32_t found, Buffer *out) {
    buffer_format(out, "%u %s, %u %s", totals->packs, totals->packs == 1 ? "pack" : "packs", totals->all,
                  totals->all == 1 ? "field read" : "fields read");
    for (int s = 0, listed = 0; s <= SENSITIVITY_IDENTITY; s++)
        if (totals->reads[s])
            buffer_format(out, "%s%u %s", listed++ ? ", " : ": ", totals->reads[s],
                          sensitivity_words((Sensitivity)s));
    buffer_add_char(out, '\n');
    if (totals->suggested)
        buffer_format(out, "%u lawful %s nobody has confirmed yet\n", totals->suggested,
                      totals->suggested == 1 ? "basis is a suggestion that" : "bases are suggestions that");
    if (found)
        buffer_format(out, "%u %s to mend\n", found, found == 1 ? "thing" : "things");
    else
        buffer_add_string(out, "nothing to mend\n");
}

void pack_report_add_text(const Plan *const *plans, uint32_t count, uint32_t found, Buffer *out) {
    Totals totals = {0};
    for (uint32_t i = 0; i < count; i++) {
        add_pack(plans[i], out);
        count_reads(plans[i], &totals);
    }
    add_totals(&totals, found, out);
}
