/* Rates: constants by date. */
#include "rate.h"

#include "base/suggest.h"
#include "script/form.h"
#include "script/handle.h"
#include "script/language.h"
#include "script/name.h"

#include <math.h>

static PlanRate *rate_at(const Loading *loading, uint32_t rate) {
    return LOADING_AT(loading->draft.rates, PlanRate, rate);
}

static MadeRate *made_rate(const Loading *loading, uint32_t rate) {
    return LOADING_AT(loading->made_rates, MadeRate, rate);
}

static uint32_t rate_count(const Loading *loading) {
    return LOADING_COUNT(loading->draft.rates, PlanRate);
}

/* The rate of that name among [first, end), or PLAN_NONE. */
static uint32_t find_rate(const Loading *loading, PlanString name, uint32_t first, uint32_t end) {
    for (uint32_t i = first; i < end; i++)
        if (rate_at(loading, i)->name == name) return i;
    return PLAN_NONE;
}

/* rate "name": the rate's handle, which stands in criteria, or takes the table that declares it. A pack's is
 * its own: without a declaration it takes the standard one's steps once the pack is loaded, so that where in
 * the pack a declaration stands makes no difference. */
static int name_rate(lua_State *L) {
    Loading *loading = loading_expect_open(L);
    PlanString name = name_expect(L, 1, "rate", NAME_WORD);
    uint32_t own = loading->in_pack ? loading->standard_rates : 0;
    uint32_t known = find_rate(loading, name, own, rate_count(loading));
    if (known != PLAN_NONE) {
        handle_push(L, HANDLE_RATE, known);
        return 1;
    }
    MadeRate made = {.place = loading_place(L)};
    loading_add(L, &loading->made_rates, &made, sizeof made, 1, LOADING_MOST_rates, "rates");
    PlanRate rate = {.name = name};
    handle_push(L, HANDLE_RATE, LOADING_ADD(L, loading, rates, &rate, 1));
    if (!loading->in_pack) loading->standard_rates = rate_count(loading);
    return 1;
}

static uint32_t find_standard(const Loading *loading, PlanString name) {
    return find_rate(loading, name, 0, loading->standard_rates);
}

PlanString rate_label(const Loading *loading, uint32_t rate) {
    uint32_t standard = find_standard(loading, rate_at(loading, rate)->name);
    bool is_own = rate_at(loading, rate)->count || standard == PLAN_NONE;
    return made_rate(loading, is_own ? rate : standard)->label;
}

static void warn_if_hidden(lua_State *L, const Loading *loading, uint32_t rate) {
    PlanString name = rate_at(loading, rate)->name;
    if (!loading->in_pack || find_standard(loading, name) == PLAN_NONE) return;
    char text[256];
    snprintf(text, sizeof text, "the pack's rate '%s' hides the standard one", loading_text(loading, name));
    PlanPlace place = loading_place(L);
    language_warn(L, loading_text(loading, place.file), place.line, text);
}

/* Reads the steps into the draft in the order of their days. */
static void add_step(lua_State *L, Loading *loading, const char *what, uint32_t first) {
    size_t length;
    PlanRateStep step = {0};
    if (lua_type(L, -2) != LUA_TSTRING)
        host_raise(L, "%s: write each step as [\"2024-10-22\"] = 13.85", what);
    const char *day = lua_tolstring(L, -2, &length);
    if (!date_parse(day, length, &step.from))
        host_raise(L, "%s: '%s' is not a day that exists; write it as in [\"2024-10-22\"]", what, day);
    if (lua_type(L, -1) != LUA_TNUMBER || !isfinite(lua_tonumber(L, -1)))
        host_raise(L, "%s: the value from %s on is a number, got %s", what, day, handle_describe(L, -1));
    step.value = lua_tonumber(L, -1);
    uint32_t index = LOADING_ADD(L, loading, rate_steps, &step, 1);
    PlanRateStep *steps = LOADING_AT(loading->draft.rate_steps, PlanRateStep, 0);
    for (; index > first && steps[index - 1].from > steps[index].from; index--) {
        PlanRateStep later = steps[index - 1];
        steps[index - 1] = steps[index];
        steps[index] = later;
    }
}

static bool is_label(lua_State *L) {
    return lua_type(L, -2) == LUA_TSTRING && strcmp(lua_tostring(L, -2), "label") == 0;
}

static int declare(lua_State *L) {
    Loading *loading = loading_expect_open(L);
    uint32_t rate = handle_expect(L, 1, HANDLE_RATE, "rate");
    char what[128];
    snprintf(what, sizeof what, "rate '%s'", loading_text(loading, rate_at(loading, rate)->name));
    Form form = form_open(L, 2, what);
    if (rate_at(loading, rate)->count) host_raise(L, "%s is declared twice", what);
    warn_if_hidden(L, loading, rate);
    uint32_t first = LOADING_COUNT(loading->draft.rate_steps, PlanRateStep);
    for (lua_pushnil(L); lua_next(L, form.index); lua_pop(L, 1))
        if (!is_label(L)) add_step(L, loading, what, first);
    made_rate(loading, rate)->label = form_line(&form, "label");
    uint32_t count = LOADING_COUNT(loading->draft.rate_steps, PlanRateStep) - first;
    if (count == 0) host_raise(L, "%s is empty: give it a value, as in [\"2024-10-22\"] = 13.85", what);
    rate_at(loading, rate)->first = first;
    rate_at(loading, rate)->count = count;
    return 0;
}

void rate_define(lua_State *L) {
    handle_define(L, HANDLE_RATE, &(HandleClass){.call = declare});
    host_register(L, "rate", name_rate);
}

static void report_undeclared(const Loading *loading, uint32_t rate, Messages *messages) {
    const char *name = loading_text(loading, rate_at(loading, rate)->name);
    Suggestion suggestion = {0};
    for (uint32_t other = 0; other < rate_count(loading); other++)
        if (rate_at(loading, other)->count)
            suggest_offer(&suggestion, name, loading_text(loading, rate_at(loading, other)->name));
    char phrase[128];
    const PlanPlace *place = &made_rate(loading, rate)->place;
    messages_add(messages, MESSAGE_ERROR, loading_text(loading, place->file), place->line, 0,
                 "no rate '%s' is declared%s: write rate \"%s\" { [\"2024-10-22\"] = 13.85 }", name,
                 suggest_phrase(&suggestion, phrase, sizeof phrase), name);
}

void rate_settle(Loading *loading, Messages *messages) {
    for (uint32_t i = 0; i < rate_count(loading); i++) {
        PlanRate *rate = rate_at(loading, i);
        if (rate->count) continue;
        uint32_t standard = find_standard(loading, rate->name);
        if (standard == PLAN_NONE || !rate_at(loading, standard)->count)
            report_undeclared(loading, i, messages);
        else
            *rate = *rate_at(loading, standard);
    }
}
