/* --format table: a row a rule with the count of each outcome, and what to do next.
 *
 * A section that would be wider than a terminal has its rules below their pack's id, in place of "pack/rule".
 */
#include "base/date.h"
#include "output/formats.h"

enum { MOST_COLUMNS = 8, NAME = 32, TERMINAL = 80, STEP = 2 };

/* A column: two lines of heading, and the count for a rule. */
typedef struct TableColumn {
    char above[NAME], below[NAME];
    int width;
    bool of_items; /* counts a support plan's items and not people */
    Outcome outcome;
} TableColumn;

typedef struct Section {
    RuleKind kind;
    const char *heading, *about;
} Section;

/* How a section is laid out. */
typedef struct Layout {
    TableColumn columns[MOST_COLUMNS];
    int count;
    int width;    /* of the names */
    bool grouped; /* by pack */
} Layout;

static const Section SECTIONS[] = {
    {RULE_PROGRAMME, "Programmes", "people"},
    {RULE_GUARANTEED_INTERVIEW, "Guaranteed interviews", "pairs of a person and a vacancy"},
    {RULE_SUPPORT_PLAN, "Support plans", "people, and items for them"},
};

/* In this order; the outcomes between the first and the last stand only where something came out so. */
static const Outcome ORDER[] = {OUTCOME_GRANTED, OUTCOME_WAITING, OUTCOME_NEEDS_INFORMATION,
                                OUTCOME_REFER,   OUTCOME_ERROR,   OUTCOME_REFUSED};

static uint64_t count_of(const Summary *summary, uint32_t rule, const TableColumn *column) {
    const RuleCounts *counts = &summary->rules[rule];
    return column->of_items ? counts->items[column->outcome] : counts->outcomes[column->outcome];
}

/* Splits "needs_information" into two lines, and notes how wide they are. */
static void set_heading(TableColumn *column, const char *name) {
    const char *split = strchr(name, '_');
    snprintf(column->above, NAME, "%.*s", split ? (int)(split - name) : 0, name);
    snprintf(column->below, NAME, "%s", split ? split + 1 : name);
    size_t above = strlen(column->above), below = strlen(column->below);
    column->width = (int)(above > below ? above : below);
}

static bool is_of(const Ruleset *ruleset, uint32_t rule, RuleKind kind) {
    return ruleset_rule(ruleset, rule)->kind == kind;
}

static bool covers_none(const Summary *summary, uint32_t index, const Rule *rule) {
    const RuleCounts *counts = &summary->rules[index];
    return rule->kind == RULE_GUARANTEED_INTERVIEW && !counts->vacancies_covered && !counts->vacancies_open;
}

/* Rules that don't run, test nothing or cover no vacancy say so in place of counts. */
static bool is_counted(const Ruleset *ruleset, const Summary *summary, uint32_t index, RuleKind kind) {
    const Rule *rule = ruleset_rule(ruleset, index);
    return rule->kind == kind && rule->running && !rule->judged && !covers_none(summary, index, rule);
}

static bool has_any(const Ruleset *ruleset, const Summary *summary, RuleKind kind,
                    const TableColumn *column) {
    for (uint32_t i = 0; i < ruleset_rule_count(ruleset); i++)
        if (is_counted(ruleset, summary, i, kind) && count_of(summary, i, column)) return true;
    return false;
}

static int add_column(TableColumn *columns, int count, const char *name, Outcome outcome, bool of_items) {
    columns[count] = (TableColumn){.outcome = outcome, .of_items = of_items};
    set_heading(&columns[count], name);
    return count + 1;
}

/* The columns of a section: of a support plan, people with something to offer them, then its items by
 * outcome. */
static int make_columns(const Ruleset *ruleset, const Summary *summary, RuleKind kind, TableColumn *columns) {
    bool items = kind == RULE_SUPPORT_PLAN;
    uint32_t shown = summary->shown[kind];
    bool people = items && shown >> OUTCOME_GRANTED & 1;
    int count = people ? add_column(columns, 0, "people", OUTCOME_GRANTED, false) : 0;
    for (size_t i = 0; i < sizeof ORDER / sizeof *ORDER; i++) {
        if (!(shown >> ORDER[i] & 1) || (items && ORDER[i] == OUTCOME_REFUSED)) continue;
        const char *name =
            items && ORDER[i] == OUTCOME_GRANTED ? "items_offered" : outcome_name(kind, ORDER[i]);
        bool always = ORDER[i] == OUTCOME_GRANTED || ORDER[i] == OUTCOME_REFUSED;
        int more = add_column(columns, count, name, ORDER[i], items);
        if (always || has_any(ruleset, summary, kind, &columns[count])) count = more;
    }
    return count;
}

static void add_period(const PlanRule *rule, Buffer *out) {
    char day[DATE_TEXT];
    buffer_add_string(out, "  not running: it runs");
    if (rule->from != INT32_MIN) buffer_format(out, " from %s", date_format(rule->from, day));
    if (rule->to != INT32_MAX) buffer_format(out, " to %s", date_format(rule->to, day));
    buffer_add_char(out, '\n');
}

/* The rule's name without its pack. */
static const char *own_name(const Rule *rule) {
    return strchr(rule->id, '/') + 1;
}

static bool is_shown(const Summary *summary, const Rule *rule) {
    uint32_t shown = summary->shown[rule->kind];
    if (rule->running) return !rule->judged || shown >> OUTCOME_REFER & 1;
    return shown >> OUTCOME_NOT_RUNNING & 1;
}

static void add_row(const Ruleset *ruleset, const Summary *summary, uint32_t index, const Layout *layout,
                    Buffer *out) {
    const Rule *rule = ruleset_rule(ruleset, index);
    if (layout->grouped)
        buffer_format(out, "%*s%-*s", STEP, "", layout->width - STEP, own_name(rule));
    else
        buffer_format(out, "%-*s", layout->width, rule->id);
    if (!rule->running) {
        add_period(rule->declared, out);
        return;
    }
    if (rule->judged) {
        buffer_add_string(out, "  a person decides: it tests nothing\n");
        return;
    }
    if (covers_none(summary, index, rule)) {
        buffer_add_string(out, "  covers none of the vacancies\n");
        return;
    }
    for (int c = 0; c < layout->count; c++) {
        const TableColumn *column = &layout->columns[c];
        uint64_t number = count_of(summary, index, column);
        if (number)
            buffer_format(out, "  %*llu", column->width, (unsigned long long)number);
        else
            buffer_format(out, "  %*s", column->width, "-");
    }
    buffer_add_char(out, '\n');
}

static void add_rows(const Ruleset *ruleset, const Summary *summary, RuleKind kind, const Layout *layout,
                     Buffer *out) {
    uint32_t pack = PLAN_NONE;
    for (uint32_t i = 0; i < ruleset_rule_count(ruleset); i++) {
        const Rule *rule = ruleset_rule(ruleset, i);
        if (rule->kind != kind || !is_shown(summary, rule)) continue;
        if (layout->grouped && rule->pack != pack)
            buffer_format(out, "%.*s\n", (int)(own_name(rule) - rule->id - 1), rule->id);
        pack = rule->pack;
        add_row(ruleset, summary, i, layout, out);
    }
}

/* The widest of the section's names and of its two lines of heading; 0 where it has no rule. */
static int names_width(const Ruleset *ruleset, const Section *section, bool grouped) {
    size_t heading = strlen(section->heading), about = strlen(section->about), widest = 0;
    for (uint32_t i = 0; i < ruleset_rule_count(ruleset); i++) {
        const Rule *rule = ruleset_rule(ruleset, i);
        size_t width = grouped ? STEP + strlen(own_name(rule)) : strlen(rule->id);
        if (rule->kind == section->kind && width > widest) widest = width;
    }
    if (widest == 0) return 0;
    size_t least = heading > about ? heading : about;
    return (int)(widest > least ? widest : least);
}

static bool any_counted(const Ruleset *ruleset, const Summary *summary, RuleKind kind) {
    for (uint32_t i = 0; i < ruleset_rule_count(ruleset); i++)
        if (is_counted(ruleset, summary, i, kind)) return true;
    return false;
}

static Layout lay_out(const Ruleset *ruleset, const Summary *summary, const Section *section) {
    Layout layout = {.width = names_width(ruleset, section, false)};
    if (any_counted(ruleset, summary, section->kind))
        layout.count = make_columns(ruleset, summary, section->kind, layout.columns);
    int all = layout.width;
    for (int c = 0; c < layout.count; c++)
        all += 2 + layout.columns[c].width;
    int narrow = names_width(ruleset, section, true);
    layout.grouped = all > TERMINAL && narrow < layout.width;
    if (layout.grouped) layout.width = narrow;
    return layout;
}

/* Takes spaces off the end of the line. */
static void trim(Buffer *out) {
    while (out->length && out->bytes[out->length - 1] == ' ')
        out->length--;
}

static void add_heading(const Section *section, const Layout *layout, Buffer *out) {
    buffer_format(out, "\n%-*s", layout->width, section->heading);
    for (int c = 0; c < layout->count; c++)
        buffer_format(out, "  %*s", layout->columns[c].width, layout->columns[c].above);
    trim(out);
    buffer_format(out, "\n%-*s", layout->width, section->about);
    for (int c = 0; c < layout->count; c++)
        buffer_format(out, "  %*s", layout->columns[c].width, layout->columns[c].below);
    trim(out);
    buffer_add_char(out, '\n');
}

static void add_section(const Ruleset *ruleset, const Summary *summary, const Section *section, Buffer *out) {
    if (names_width(ruleset, section, false) == 0 || summary->shown[section->kind] == 0) return;
    if (section->kind == RULE_GUARANTEED_INTERVIEW && summary->vacancies == 0) {
        buffer_format(out,
                      "\n%s\nno vacancies are known: import a list of them to see who is guaranteed one\n",
                      section->heading);
        return;
    }
    Layout layout = lay_out(ruleset, summary, section);
    add_heading(section, &layout, out);
    add_rows(ruleset, summary, section->kind, &layout, out);
}

static const char *plural(uint64_t count, const char *one, const char *many) {
    return count == 1 ? one : many;
}

/* Decisions, and items of support plans, that came out so; not those of rules that test nothing. */
static uint64_t total(const Ruleset *ruleset, const Summary *summary, Outcome outcome) {
    uint64_t sum = 0;
    for (uint32_t i = 0; i < ruleset_rule_count(ruleset); i++) {
        const RuleCounts *counts = &summary->rules[i];
        if (ruleset_rule(ruleset, i)->judged) continue;
        sum += is_of(ruleset, i, RULE_SUPPORT_PLAN) ? counts->items[outcome] : counts->outcomes[outcome];
    }
    return sum;
}

/* How many decisions are a person's; of rules that test nothing it is everybody's. */
static void add_referred(const Ruleset *ruleset, const Summary *summary, uint64_t refer, Buffer *out) {
    uint64_t judged = 0;
    for (uint32_t i = 0; i < ruleset_rule_count(ruleset); i++)
        judged += ruleset_rule(ruleset, i)->judged && summary->rules[i].outcomes[OUTCOME_REFER] > 0;
    if (refer)
        buffer_format(out, "  %llu %s for a person to make: add --format csv --only refer\n",
                      (unsigned long long)refer, plural(refer, "decision is", "decisions are"));
    if (judged)
        buffer_format(out, "  %llu %s nothing: %s everybody to a person\n", (unsigned long long)judged,
                      plural(judged, "rule tests", "rules test"), plural(judged, "it leaves", "they leave"));
}

static void add_next(const Ruleset *ruleset, const Summary *summary, Buffer *out) {
    uint64_t refer = total(ruleset, summary, OUTCOME_REFER), errors = total(ruleset, summary, OUTCOME_ERROR);
    buffer_add_string(out, "\nWhat to do next\n");
    for (uint32_t i = 0; i < ruleset_rule_count(ruleset); i++) {
        uint32_t open = summary->rules[i].vacancies_open;
        if (open)
            buffer_format(out, "  %s: whether it covers %u %s can't be told from %s\n",
                          ruleset_rule(ruleset, i)->id, open, plural(open, "vacancy", "vacancies"),
                          plural(open, "its row", "their rows"));
    }
    if (summary->people_to_ask)
        buffer_format(out, "  ask %llu %s for what is missing: add --format csv --only needs_information\n",
                      (unsigned long long)summary->people_to_ask,
                      plural(summary->people_to_ask, "person", "people"));
    add_referred(ruleset, summary, refer, out);
    if (errors)
        buffer_format(out, "  %llu %s open by an error in a rule: add --format csv --only error\n",
                      (unsigned long long)errors, plural(errors, "decision is left", "decisions are left"));
    buffer_add_string(out, "  berth explain REFERENCE says why, for one person\n");
}

void table_end(const Ruleset *ruleset, const Summary *summary, Buffer *out) {
    char day[DATE_TEXT];
    buffer_format(out, "%llu %s, %llu %s, as of %s\n", (unsigned long long)summary->candidates,
                  plural(summary->candidates, "candidate", "candidates"),
                  (unsigned long long)summary->vacancies, plural(summary->vacancies, "vacancy", "vacancies"),
                  date_format(ruleset_day(ruleset), day));
    for (size_t s = 0; s < sizeof SECTIONS / sizeof *SECTIONS; s++)
        add_section(ruleset, summary, &SECTIONS[s], out);
    add_next(ruleset, summary, out);
}
