/* --format table: a row a rule with the count of each outcome, and what to do next. */
#include "base/date.h"
#include "output/formats.h"

/* A column: an outcome, and whether it stands there even when nothing came out so. */
typedef struct TableColumn {
    Outcome outcome;
    bool always;
} TableColumn;

static const TableColumn COLUMNS[] = {
    {OUTCOME_GRANTED, true},      {OUTCOME_WAITING, false}, {OUTCOME_NEEDS_INFORMATION, true},
    {OUTCOME_REFER, true},        {OUTCOME_ERROR, false},   {OUTCOME_REFUSED, true},
    {OUTCOME_NOT_RUNNING, false},
};
enum { COLUMN_COUNT = sizeof COLUMNS / sizeof *COLUMNS };

typedef struct Section {
    RuleKind kind;
    const char *heading;
} Section;

static const Section SECTIONS[] = {
    {RULE_PROGRAMME, "Programmes"},
    {RULE_GUARANTEED_INTERVIEW, "Guaranteed interviews"},
    {RULE_SUPPORT_PLAN, "Support plans"},
};

static uint64_t total(const Ruleset *ruleset, const Summary *summary, RuleKind kind, Outcome outcome) {
    uint64_t sum = 0;
    for (uint32_t i = 0; i < ruleset_rule_count(ruleset); i++)
        if (ruleset_rule(ruleset, i)->kind == kind) sum += summary->rules[i].outcomes[outcome];
    return sum;
}

static size_t widest_id(const Ruleset *ruleset) {
    size_t widest = 0;
    for (uint32_t i = 0; i < ruleset_rule_count(ruleset); i++) {
        size_t width = strlen(ruleset_rule(ruleset, i)->id);
        if (width > widest) widest = width;
    }
    return widest;
}

/* An outcome's name as a heading: "needs information". */
static void heading(RuleKind kind, Outcome outcome, char out[32]) {
    snprintf(out, 32, "%s", outcome_name(kind, outcome));
    for (char *c = out; *c; c++)
        if (*c == '_') *c = ' ';
}

static void add_count(Buffer *out, int width, uint64_t count) {
    if (count)
        buffer_format(out, "  %*llu", width, (unsigned long long)count);
    else
        buffer_format(out, "  %*s", width, "-");
}

static void add_section(const Ruleset *ruleset, const Summary *summary, const Section *section, int id_width,
                        Buffer *out) {
    char names[COLUMN_COUNT][32];
    bool shown[COLUMN_COUNT], any = false;
    for (uint32_t i = 0; i < ruleset_rule_count(ruleset); i++)
        any = any || ruleset_rule(ruleset, i)->kind == section->kind;
    if (!any) return;
    buffer_format(out, "\n%-*s", id_width, section->heading);
    for (int c = 0; c < COLUMN_COUNT; c++) {
        shown[c] = COLUMNS[c].always || total(ruleset, summary, section->kind, COLUMNS[c].outcome);
        heading(section->kind, COLUMNS[c].outcome, names[c]);
        if (shown[c]) buffer_format(out, "  %s", names[c]);
    }
    buffer_add_string(out, section->kind == RULE_SUPPORT_PLAN ? "  items offered\n" : "\n");
    for (uint32_t i = 0; i < ruleset_rule_count(ruleset); i++) {
        const Rule *rule = ruleset_rule(ruleset, i);
        if (rule->kind != section->kind) continue;
        buffer_format(out, "%-*s", id_width, rule->id);
        for (int c = 0; c < COLUMN_COUNT; c++)
            if (shown[c])
                add_count(out, (int)strlen(names[c]), summary->rules[i].outcomes[COLUMNS[c].outcome]);
        if (section->kind == RULE_SUPPORT_PLAN)
            add_count(out, (int)strlen("items offered"), summary->rules[i].items);
        buffer_add_char(out, '\n');
    }
}

static const char *plural(uint64_t count, const char *one, const char *many) {
    return count == 1 ? one : many;
}

static void add_next(const Ruleset *ruleset, const Summary *summary, Buffer *out) {
    Buffer next = {0};
    uint64_t refer = 0, errors = 0;
    for (uint32_t i = 0; i < ruleset_rule_count(ruleset); i++) {
        refer += summary->rules[i].outcomes[OUTCOME_REFER];
        errors += summary->rules[i].outcomes[OUTCOME_ERROR];
        if (summary->rules[i].vacancies_open)
            buffer_format(&next,
                          "  %s: %u %s gaps in the row, so nobody can tell whether the rule covers %s\n",
                          ruleset_rule(ruleset, i)->id, summary->rules[i].vacancies_open,
                          plural(summary->rules[i].vacancies_open, "vacancy has", "vacancies have"),
                          plural(summary->rules[i].vacancies_open, "it", "them"));
    }
    if (summary->people_to_ask)
        buffer_format(&next, "  ask %llu %s for what is missing: add --format csv --only needs_information\n",
                      (unsigned long long)summary->people_to_ask,
                      plural(summary->people_to_ask, "person", "people"));
    if (refer)
        buffer_format(&next, "  %llu %s a person has to make: add --format csv --only refer\n",
                      (unsigned long long)refer, plural(refer, "decision", "decisions"));
    if (errors)
        buffer_format(&next, "  %llu %s by an error in a rule: add --format csv --only error\n",
                      (unsigned long long)errors,
                      plural(errors, "decision is left open", "decisions are left open"));
    buffer_format(&next, "  berth explain REFERENCE says why, for one person\n");
    buffer_format(out, "\nWhat to do next\n%s", buffer_string(&next));
    buffer_close(&next);
}

void table_end(const Ruleset *ruleset, const Summary *summary, Buffer *out) {
    char day[DATE_TEXT];
    buffer_format(out, "%llu %s, %llu %s, as of %s\n", (unsigned long long)summary->candidates,
                  plural(summary->candidates, "candidate", "candidates"),
                  (unsigned long long)summary->vacancies, plural(summary->vacancies, "vacancy", "vacancies"),
                  date_format(ruleset_day(ruleset), day));
    int id_width = (int)widest_id(ruleset);
    if (id_width < 22) id_width = 22;
    for (size_t s = 0; s < sizeof SECTIONS / sizeof *SECTIONS; s++)
        add_section(ruleset, summary, &SECTIONS[s], id_width, out);
    add_next(ruleset, summary, out);
}
