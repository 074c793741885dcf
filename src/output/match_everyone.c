/* Everybody's match: a row a person, then who can come to which rule. */
#include "base/date.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "output/match.h"

enum { REFERENCE = 12 };

static void add_cell(Buffer *out, int width, uint64_t number) {
    if (number)
        buffer_format(out, "  %*llu", width, (unsigned long long)number);
    else
        buffer_format(out, "  %*s", width, "-");
}

void match_table_begin(const MatchContext *context, Buffer *out) {
    char day[DATE_TEXT];
    buffer_format(out, "as of %s, %u of %u %s open\n\n", date_format(ruleset_day(context->ruleset), day),
                  context->open, context->vacancies->count,
                  context->vacancies->count == 1 ? "vacancy" : "vacancies");
    buffer_format(out, "%-*s  %9s  %10s  %8s  %9s  %8s\n", REFERENCE, "", "can start", "interviews", "after",
                  "after", "jobs");
    buffer_format(out, "%-*s  %9s  %10s  %8s  %9s  %8s  %s\n", REFERENCE, "person", "now", "now", "one step",
                  "two steps", "that fit", "ask first");
}

static bool is_interview(const MatchContext *context, uint32_t rule) {
    return ruleset_rule(context->ruleset, rule)->kind == RULE_GUARANTEED_INTERVIEW;
}

/* How many vacancies of granted interviews are seen for the first time. */
static uint32_t count_new(const MatchContext *context, const MatchResult *results, uint32_t count,
                          bool *seen) {
    uint32_t found = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (results[i].outcome != OUTCOME_GRANTED || !is_interview(context, results[i].rule)) continue;
        for (uint32_t v = 0; v < results[i].vacancy_count; v++) {
            found += !seen[results[i].vacancies[v]];
            seen[results[i].vacancies[v]] = true;
        }
    }
    return found;
}

static uint32_t count_startable(const MatchContext *context, const Match *match) {
    uint32_t found = 0;
    for (uint32_t i = 0; i < match->now_count; i++)
        found += match->now[i].outcome == OUTCOME_GRANTED && !match->now[i].under_way &&
                 !is_interview(context, match->now[i].rule);
    return found;
}

static uint32_t count_after(const MatchContext *context, const Match *match, uint32_t steps, bool *seen) {
    uint32_t found = 0;
    for (uint32_t i = 0; i < match->way_count; i++)
        if (match->ways[i].step_count == steps && !match->ways[i].if_decided)
            found += count_new(context, match->ways[i].results, match->ways[i].count, seen);
    return found;
}

static uint32_t count_fitting(const Match *match) {
    uint32_t found = 0;
    for (uint32_t i = 0; i < match->vacancy_count; i++)
        found += match->vacancies[i].outcome != OUTCOME_NEEDS_INFORMATION;
    return found;
}

void match_table_row(const MatchContext *context, const Match *match, Buffer *out) {
    bool *seen = memory_allocate_array(context->vacancies->count, sizeof *seen);
    size_t start = out->length;
    utf8_add_safe(out, match->reference, strlen(match->reference));
    size_t width = utf8_count(out->bytes + start, out->length - start);
    buffer_format(out, "%*s", width < REFERENCE ? (int)(REFERENCE - width) : 0, "");
    add_cell(out, 9, count_startable(context, match));
    add_cell(out, 10, count_new(context, match->now, match->now_count, seen));
    add_cell(out, 8, count_after(context, match, 1, seen));
    add_cell(out, 9, count_after(context, match, 2, seen));
    add_cell(out, 8, count_fitting(match));
    if (match->question_count) {
        const Field *field = &ruleset_dictionary(context->ruleset)->fields[match->questions[0].field];
        buffer_add_string(out, "  ");
        utf8_add_safe(out, field->label, strlen(field->label));
    }
    buffer_add_char(out, '\n');
    free(seen);
}

/* ── Who can come to which rule ─────────────────────────────────────────── */

static bool is_empty(const MatchCounts *counts) {
    return !(counts->now || counts->one || counts->two || counts->decided);
}

static int section_width(const MatchContext *context, const MatchSummary *summary, const char *heading) {
    size_t widest = strlen(heading);
    for (uint32_t i = 0; i < ruleset_rule_count(context->ruleset); i++) {
        size_t width = strlen(ruleset_rule(context->ruleset, i)->id);
        if (!is_empty(&summary->rules[i]) && width > widest) widest = width;
    }
    return (int)widest;
}

/* The step with which most people come to the rule; of two alike the first by name. On a line of its own,
 * since ids are long. */
static void add_first_step(const MatchContext *context, const MatchCounts *counts, Buffer *out) {
    uint32_t best = 0;
    if (!counts->one && !counts->two) return;
    for (uint32_t i = 1; i < ruleset_rule_count(context->ruleset); i++)
        if (counts->by_first[i] > counts->by_first[best]) best = i;
    buffer_format(out, "    %llu by %s\n", (unsigned long long)counts->by_first[best],
                  ruleset_rule(context->ruleset, best)->id);
}

static void add_rules(const MatchContext *context, const MatchSummary *summary, bool interviews, int width,
                      const char *heading, Buffer *out) {
    bool begun = false;
    for (uint32_t i = 0; i < ruleset_rule_count(context->ruleset); i++) {
        const MatchCounts *counts = &summary->rules[i];
        if (is_interview(context, i) != interviews || is_empty(counts)) continue;
        if (!begun)
            buffer_format(out, "\n%-*s  %6s  %8s  %9s  %10s\n", width, heading, "now", "one step",
                          "two steps", "if decided");
        begun = true;
        buffer_format(out, "%-*s", width, ruleset_rule(context->ruleset, i)->id);
        add_cell(out, 6, counts->now);
        add_cell(out, 8, counts->one);
        add_cell(out, 9, counts->two);
        add_cell(out, 10, counts->decided);
        buffer_add_char(out, '\n');
        add_first_step(context, counts, out);
    }
}

void match_table_end(const MatchContext *context, const MatchSummary *summary, Buffer *out) {
    static const char programmes[] = "Who can start a programme",
                      interviews[] = "Who is guaranteed an interview";
    int width = section_width(context, summary, interviews);
    add_rules(context, summary, false, width, programmes, out);
    add_rules(context, summary, true, width, interviews, out);
    buffer_format(out,
                  "\n%llu %s, something is open to %llu of them now or after a step\n"
                  "berth match REFERENCE says what, and why, for one person\n",
                  (unsigned long long)summary->people, summary->people == 1 ? "person" : "people",
                  (unsigned long long)summary->matched);
}
