/* A person's match as text: a screen for somebody who sits beside her. What is left out is counted. */
#include "base/date.h"
#include "output/explanation.h"
#include "output/match.h"

enum {
    MOST_NOW = 6,
    MOST_WAYS = 4,
    MOST_RESULTS = 3,
    MOST_VACANCIES = 4,
    MOST_QUESTIONS = 3,
    MOST_RULES = 3,
    MOST_MISSES = 3,
    MOST_ITEMS = 5,
    MOST_TITLES = 4
};

static const char *title_of(const MatchContext *context, uint32_t index) {
    const Rule *rule = ruleset_rule(context->ruleset, index);
    return plan_string(rule->plan, rule->declared->title);
}

static const char *id_of(const MatchContext *context, uint32_t rule) {
    return ruleset_rule(context->ruleset, rule)->id;
}

static bool is_interview(const MatchContext *context, uint32_t rule) {
    return ruleset_rule(context->ruleset, rule)->kind == RULE_GUARANTEED_INTERVIEW;
}

static const char *plural(uint32_t count, const char *one, const char *many) {
    return count == 1 ? one : many;
}

static void begin_section(const char *heading, Buffer *out) {
    buffer_format(out, "\n%s\n", heading);
}

static void add_more(uint32_t all, uint32_t shown, const char *what, Buffer *out) {
    if (all > shown) explanation_add_line(out, 1, "and %u more%s%s", all - shown, *what ? " " : "", what);
}

/* "V1 (Porter, Barts Health); V2 (Clerk, Homerton) and 3 more" */
static void add_vacancies(const MatchContext *context, const uint32_t *vacancies, uint32_t count,
                          Buffer *out) {
    for (uint32_t i = 0; i < count && i < MOST_VACANCIES; i++) {
        buffer_format(out, "%s%s (", i ? "; " : "", batch_reference(context->vacancies, vacancies[i]));
        match_add_vacancy(context, vacancies[i], out);
        buffer_add_char(out, ')');
    }
    if (count > MOST_VACANCIES) buffer_format(out, " and %u more", count - MOST_VACANCIES);
}

static void add_because(const char *because, int level, const char *word, Buffer *out) {
    if (because && *because) explanation_add_line(out, level, "%s: %s", word, because);
}

/* ── Now ────────────────────────────────────────────────────────────────── */

static const char *standing(const MatchContext *context, const MatchResult *result) {
    if (result->under_way) return "on it now";
    if (result->outcome == OUTCOME_WAITING) return "waiting list";
    if (!is_interview(context, result->rule)) return "can start";
    uint8_t basis = ruleset_rule(context->ruleset, result->rule)->declared->basis;
    return basis == BASIS_INSTEAD_OF_INTERVIEW ? "no interview needed" : "interview guaranteed";
}

static void add_result(const MatchContext *context, const MatchResult *result, int level, Buffer *out) {
    Buffer vacancies = {0};
    if (result->vacancy_count) {
        buffer_format(&vacancies, ": %u %s: ", result->vacancy_count,
                      plural(result->vacancy_count, "vacancy", "vacancies"));
        add_vacancies(context, result->vacancies, result->vacancy_count, &vacancies);
    }
    explanation_add_line(out, level, "%s: %s (%s)%s", standing(context, result),
                         title_of(context, result->rule), id_of(context, result->rule),
                         buffer_string(&vacancies));
    buffer_close(&vacancies);
    if (result->outcome == OUTCOME_WAITING)
        explanation_add_line(out, level + 1, "all places are taken by people who come first");
    else if (!result->under_way)
        add_because(result->because, level + 1, "because", out);
}

static bool is_standing(const MatchResult *result) {
    return result->under_way || result->outcome == OUTCOME_GRANTED || result->outcome == OUTCOME_WAITING;
}

/* Rules that test something, and those that leave everybody to a person. */
enum { TESTED = 1, UNTESTED = 2 };

/* The titles of the results of such rules that came out so, a line for all of them. */
static void add_open_of(const MatchContext *context, const MatchResult *results, uint32_t count,
                        Outcome outcome, int rules, int level, const char *words, Buffer *out) {
    Buffer titles = {0};
    uint32_t found = 0;
    for (uint32_t i = 0; i < count; i++) {
        int kind = ruleset_rule(context->ruleset, results[i].rule)->judged ? UNTESTED : TESTED;
        if (results[i].outcome != outcome || results[i].under_way || !(kind & rules)) continue;
        if (found < MOST_NOW)
            buffer_format(&titles, "%s%s", found ? "; " : "", title_of(context, results[i].rule));
        found++;
    }
    if (found > MOST_NOW) buffer_format(&titles, "; and %u more", found - MOST_NOW);
    if (found) explanation_add_line(out, level, "%s: %s", words, buffer_string(&titles));
    buffer_close(&titles);
}

static void add_open(const MatchContext *context, const MatchResult *results, uint32_t count, Outcome outcome,
                     int level, const char *words, Buffer *out) {
    add_open_of(context, results, count, outcome, TESTED | UNTESTED, level, words, out);
}

static void add_now(const MatchContext *context, const Match *match, Buffer *out) {
    uint32_t standing_count = 0;
    begin_section("Now", out);
    for (uint32_t i = 0; i < match->now_count; i++) {
        if (!is_standing(&match->now[i])) continue;
        if (standing_count++ < MOST_NOW) add_result(context, &match->now[i], 1, out);
    }
    if (!standing_count) explanation_add_line(out, 1, "nothing is open yet");
    add_more(standing_count, MOST_NOW, "", out);
    add_open_of(context, match->now, match->now_count, OUTCOME_REFER, TESTED, 1, "a person decides", out);
    add_open(context, match->now, match->now_count, OUTCOME_NEEDS_INFORMATION, 1, "something is missing",
             out);
    add_open(context, match->now, match->now_count, OUTCOME_ERROR, 1, "a rule has an error", out);
    add_open_of(context, match->now, match->now_count, OUTCOME_REFER, UNTESTED, 1,
                "a person decides, of everybody", out);
}

/* ── Next steps ─────────────────────────────────────────────────────────── */

static const char *start_words(const MatchStep *step) {
    switch (step->start) {
    case STEP_UNDER_WAY: return "on it now";
    case STEP_IF_DECIDED: return "if a person decides so";
    case STEP_THEN: return "can start then";
    case STEP_NOW: break;
    }
    return "can start now";
}

static void add_steps(const MatchContext *context, const MatchWay *way, uint32_t number, Buffer *out) {
    Buffer steps = {0};
    for (uint32_t i = 0; i < way->step_count; i++)
        buffer_format(&steps, "%s%s (%s; %s)", i ? ", then " : "", title_of(context, way->steps[i].rule),
                      id_of(context, way->steps[i].rule), start_words(&way->steps[i]));
    explanation_add_line(out, 1, "%u. finish %s", number, buffer_string(&steps));
    buffer_close(&steps);
    for (uint32_t i = 0; i < way->step_count; i++)
        if (way->steps[i].start == STEP_IF_DECIDED)
            add_because(way->steps[i].because, 2, "for a person to decide", out);
}

static void add_way(const MatchContext *context, const MatchWay *way, uint32_t number, Buffer *out) {
    uint32_t shown = 0, all = 0;
    add_steps(context, way, number, out);
    for (uint32_t i = 0; i < way->count; i++) {
        if (way->results[i].outcome != OUTCOME_GRANTED) continue;
        if (all++ < MOST_RESULTS) add_result(context, &way->results[i], 2, out), shown++;
    }
    if (all > shown) explanation_add_line(out, 2, "and %u more", all - shown);
    add_open(context, way->results, way->count, OUTCOME_WAITING, 2, "waiting list", out);
    add_open(context, way->results, way->count, OUTCOME_REFER, 2, "then a person decides", out);
    add_open(context, way->results, way->count, OUTCOME_NEEDS_INFORMATION, 2, "then to be asked", out);
    if (way->assumed != FIELD_NONE)
        explanation_add_line(out, 2, "nothing else was counted, since it is not known: %s",
                             ruleset_dictionary(context->ruleset)->fields[way->assumed].label);
}

static void add_ways(const MatchContext *context, const Match *match, Buffer *out) {
    if (!match->way_count) return;
    begin_section("Next steps", out);
    for (uint32_t i = 0; i < match->way_count && i < MOST_WAYS; i++)
        add_way(context, &match->ways[i], i + 1, out);
    add_more(match->way_count, MOST_WAYS, plural(match->way_count - MOST_WAYS, "way", "ways"), out);
    if (match->cut) explanation_add_line(out, 1, "there are more ways than are looked at");
}

/* ── Jobs that fit ──────────────────────────────────────────────────────── */

static bool is_interview_now(const Match *match, const MatchContext *context, uint32_t vacancy) {
    for (uint32_t i = 0; i < match->now_count; i++) {
        const MatchResult *result = &match->now[i];
        if (!is_interview(context, result->rule) || result->outcome != OUTCOME_GRANTED) continue;
        for (uint32_t v = 0; v < result->vacancy_count; v++)
            if (result->vacancies[v] == vacancy) return true;
    }
    return false;
}

static void add_gaps(const MatchContext *context, uint32_t vacancy, Buffer *out) {
    Arena *arena = arena_open();
    const char **labels;
    uint32_t count = match_not_stated(context, vacancy, arena, &labels);
    for (uint32_t i = 0; i < count; i++)
        buffer_format(out, "%s%s", i ? ", " : "", labels[i]);
    arena_close(arena);
}

static void add_job(const MatchContext *context, const Match *match, const MatchVacancy *job, Buffer *out) {
    Buffer words = {0}, gaps = {0};
    match_add_vacancy(context, job->vacancy, &words);
    if (job->outcome == OUTCOME_REFER) add_gaps(context, job->vacancy, &gaps);
    explanation_add_line(out, 2, "%s: %s%s%s%s", batch_reference(context->vacancies, job->vacancy),
                         buffer_string(&words),
                         is_interview_now(match, context, job->vacancy) ? "; interview guaranteed" : "",
                         gaps.length ? "; its row does not say: " : "", buffer_string(&gaps));
    buffer_close(&words);
    buffer_close(&gaps);
}

static void add_jobs_that(const MatchContext *context, const Match *match, Outcome outcome, const char *words,
                          Buffer *out) {
    uint32_t count = 0, shown = 0;
    for (uint32_t i = 0; i < match->vacancy_count; i++)
        count += match->vacancies[i].outcome == outcome;
    if (!count) return;
    explanation_add_line(out, 1, "%u %s", count, words);
    for (uint32_t i = 0; i < match->vacancy_count && shown < MOST_VACANCIES; i++) {
        if (match->vacancies[i].outcome != outcome) continue;
        add_job(context, match, &match->vacancies[i], out);
        shown++;
    }
    if (count > shown) explanation_add_line(out, 2, "and %u more", count - shown);
}

/* "4 may fit: it hangs on hours wanted, roles wanted" */
static void add_may_fit(const MatchContext *context, const Match *match, uint32_t count, Buffer *out) {
    Buffer fields = {0};
    for (uint32_t i = 0; i < match->question_count; i++) {
        const Field *field = &ruleset_dictionary(context->ruleset)->fields[match->questions[i].field];
        if (match->questions[i].fits) buffer_format(&fields, "%s%s", fields.length ? ", " : "", field->label);
    }
    explanation_add_line(out, 1, "%u may fit%s%s", count, fields.length ? ": it hangs on " : "",
                         buffer_string(&fields));
    buffer_close(&fields);
}

static void add_jobs(const MatchContext *context, const Match *match, Buffer *out) {
    uint32_t open = 0;
    begin_section("Jobs that fit", out);
    for (uint32_t i = 0; i < match->vacancy_count; i++)
        open += match->vacancies[i].outcome == OUTCOME_NEEDS_INFORMATION;
    if (!context->open) {
        explanation_add_line(out, 1, "%s",
                             context->vacancies->count ? "all the vacancies have closed"
                                                       : "no vacancies are known: import a list of them");
        return;
    }
    add_jobs_that(context, match, OUTCOME_GRANTED, "by area, hours, kind of work and pay band:", out);
    add_jobs_that(context, match, OUTCOME_REFER, "as far as their rows say:", out);
    if (open) add_may_fit(context, match, open, out);
    if (!match->vacancy_count) explanation_add_line(out, 1, "none of the %u that are open", context->open);
}

/* ── Ask first ──────────────────────────────────────────────────────────── */

static void add_hanging(const MatchContext *context, const MatchQuestion *question, Buffer *out) {
    Buffer words = {0};
    for (uint32_t i = 0; i < question->rule_count && i < MOST_RULES; i++)
        buffer_format(&words, "%s%s", i ? "; " : "", title_of(context, question->rules[i]));
    if (question->rule_count > MOST_RULES)
        buffer_format(&words, "; and %u more", question->rule_count - MOST_RULES);
    if (question->pairs)
        buffer_format(&words, "; %u guaranteed %s in all", question->pairs,
                      plural(question->pairs, "interview", "interviews"));
    if (question->fits)
        buffer_format(&words, "%swhether %u %s", words.length ? "; " : "", question->fits,
                      plural(question->fits, "vacancy fits", "vacancies fit"));
    explanation_add_line(out, 2, "it could settle: %s", buffer_string(&words));
    buffer_close(&words);
}

static void add_questions(const MatchContext *context, const Match *match, Buffer *out) {
    if (!match->question_count) return;
    begin_section("Ask first", out);
    for (uint32_t i = 0; i < match->question_count && i < MOST_QUESTIONS; i++) {
        explanation_add_line(out, 1, "%u. %s", i + 1, match->questions[i].text);
        add_hanging(context, &match->questions[i], out);
    }
    add_more(match->question_count, MOST_QUESTIONS, "that less hangs on", out);
}

/* ── Near misses and support ────────────────────────────────────────────── */

static void add_misses(const MatchContext *context, const Match *match, Buffer *out) {
    if (!match->miss_count && !match->out_of_reach) return;
    begin_section("Near misses", out);
    for (uint32_t i = 0; i < match->miss_count && i < MOST_MISSES; i++) {
        const MatchMiss *miss = &match->misses[i];
        Buffer changes = {0};
        for (uint32_t c = 0; c < miss->change_count; c++)
            buffer_format(&changes, "%s%s%s", c ? "; " : "", miss->changes[c].label,
                          miss->changes[c].is_open ? " (open yet)" : "");
        explanation_add_line(out, 1, "%s (%s)", title_of(context, miss->rule), id_of(context, miss->rule));
        explanation_add_line(out, 2, "what it would take: %s", buffer_string(&changes));
        buffer_close(&changes);
    }
    add_more(match->miss_count, MOST_MISSES, "", out);
    if (match->out_of_reach)
        explanation_add_line(
            out, 1, "%s%u %s out of reach, for where or who the person is or for more than one thing",
            match->miss_count ? "and " : "none; ", match->out_of_reach,
            plural(match->out_of_reach, "rule is", "rules are"));
}

/* Is an offer of a support plan for everyone, whoever and wherever they are? */
static bool is_for_everyone(const MatchContext *context, const MatchItem *item) {
    return !item->because && ruleset_rule(context->ruleset, item->rule)->kind == RULE_SUPPORT_PLAN;
}

static void add_item(const MatchContext *context, const MatchItem *item, Buffer *out) {
    const Plan *plan = ruleset_rule(context->ruleset, item->rule)->plan;
    const PlanOffer *offer = &plan->offers[item->offer];
    const char *by = plan_string(plan, offer->by), *barrier = plan_string(plan, offer->barrier);
    const char *stage = plan_string(plan, offer->stage);
    explanation_add_line(out, 1, "%s (%s%s%s%s%s%s%s)%s%s", plan_string(plan, offer->title),
                         id_of(context, item->rule), *by ? "; by: " : "", by, *stage ? "; at: " : "", stage,
                         *barrier ? "; against: " : "", barrier, item->because ? ", because: " : "",
                         item->because ? item->because : "");
}

/* What is the person's own: because of who they are, or of a programme of theirs. Those with a reason first.
 */
static void add_own_items(const MatchContext *context, const Match *match, Buffer *out) {
    uint32_t own = 0, shown = 0;
    for (uint32_t pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < match->item_count; i++) {
            const MatchItem *item = &match->items[i];
            if (is_for_everyone(context, item) || (item->because == NULL) != pass) continue;
            if (own++ < MOST_ITEMS) {
                add_item(context, item, out);
                shown++;
            }
        }
    add_more(own, shown, plural(own - shown, "item", "items"), out);
}

/* What a plan offers to everyone, in one line: no promise to this person. */
static void add_plan_for_everyone(const MatchContext *context, const Match *match, uint32_t first,
                                  Buffer *out) {
    const Rule *rule = ruleset_rule(context->ruleset, match->items[first].rule);
    Buffer titles = {0};
    uint32_t count = 0;
    for (uint32_t i = first; i < match->item_count && match->items[i].rule == match->items[first].rule; i++) {
        if (!is_for_everyone(context, &match->items[i])) continue;
        const char *title = plan_string(rule->plan, rule->plan->offers[match->items[i].offer].title);
        if (count++ < MOST_TITLES) buffer_format(&titles, "%s%s", count > 1 ? "; " : "", title);
    }
    if (count > MOST_TITLES) buffer_format(&titles, "; and %u more", count - MOST_TITLES);
    explanation_add_line(out, 1, "%s offers to everyone: %s (%s)",
                         plan_string(rule->plan, rule->plan->packs[0].organisation), buffer_string(&titles),
                         rule->id);
    buffer_close(&titles);
}

static void add_items_for_everyone(const MatchContext *context, const Match *match, Buffer *out) {
    uint32_t rule = PLAN_NONE;
    for (uint32_t i = 0; i < match->item_count; i++) {
        if (!is_for_everyone(context, &match->items[i]) || match->items[i].rule == rule) continue;
        rule = match->items[i].rule;
        add_plan_for_everyone(context, match, i, out);
    }
}

static void add_support(const MatchContext *context, const Match *match, Buffer *out) {
    if (!match->item_count && !match->items_open) return;
    begin_section("Support", out);
    add_own_items(context, match, out);
    add_items_for_everyone(context, match, out);
    if (match->items_open)
        explanation_add_line(out, 1, "%u more %s on a question or on a person", match->items_open,
                             plural(match->items_open, "item hangs", "items hang"));
}

void match_table_person(const MatchContext *context, const Match *match, Buffer *out) {
    char day[DATE_TEXT];
    explanation_add_line(out, 0, "%s, as of %s", match->reference,
                         date_format(ruleset_day(context->ruleset), day));
    add_now(context, match, out);
    add_ways(context, match, out);
    add_jobs(context, match, out);
    add_questions(context, match, out);
    add_misses(context, match, out);
    add_support(context, match, out);
    buffer_add_char(out, '\n');
    explanation_add_line(out, 0, "berth explain %s says more of each rule: its stages, its words, its places",
                         match->reference);
}
