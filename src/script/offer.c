/* Stages and offers. */
#include "offer.h"

#include "script/criterion.h"
#include "script/handle.h"
#include "script/name.h"

#include <math.h>

enum { MOST_HOURS = 168 }; /* hours in a week */

static MadeStage *stage_at(const Loading *loading, uint32_t stage) {
    return LOADING_AT(loading->stages, MadeStage, stage);
}

static MadeOffer *offer_at(const Loading *loading, uint32_t offer) {
    return LOADING_AT(loading->offers, MadeOffer, offer);
}

static int make_stage(lua_State *L) {
    Loading *loading = loading_expect_open(L);
    MadeStage made = {.item = {.title = name_expect(L, 1, "stage", NAME_TITLE), .when = PLAN_NONE}};
    made.item.place = loading_place(L);
    handle_push(L, HANDLE_STAGE,
                loading_add(L, &loading->stages, &made, sizeof made, 1, LOADING_MOST_stages, "stages"));
    return 1;
}

static int make_offer(lua_State *L) {
    Loading *loading = loading_expect_open(L);
    MadeOffer made = {.item = {.title = name_expect(L, 1, "offer", NAME_TITLE), .when = PLAN_NONE}};
    made.item.place = loading_place(L);
    handle_push(L, HANDLE_OFFER,
                loading_add(L, &loading->offers, &made, sizeof made, 1, LOADING_MOST_offers, "offers"));
    return 1;
}

static double read_hours(const Form *form) {
    double hours = lua_type(form->L, -1) == LUA_TNUMBER ? lua_tonumber(form->L, -1) : 0;
    if (!(hours > 0) || hours > MOST_HOURS)
        form_raise(form, "hours", ": 'hours' is a number of hours a week or a list of choices, got %s",
                   handle_describe(form->L, -1));
    return hours;
}

static void add_hours(const Form *form, PlanStage *stage) {
    PlanLiteral literal = {.number = read_hours(form)};
    uint32_t index = LOADING_ADD(form->L, form->loading, literals, &literal, 1);
    if (stage->hours_count++ == 0) stage->first_hours = index;
}

/* hours = 30, or { 16, 25, 30 } to choose from */
static void read_all_hours(const Form *form, PlanStage *stage) {
    lua_State *L = form->L;
    if (!form_has(form, "hours")) return;
    lua_getfield(L, form->index, "hours");
    if (!lua_istable(L, -1)) {
        add_hours(form, stage);
        lua_pop(L, 1);
        return;
    }
    lua_pop(L, 1);
    uint32_t count = form_list(form, "hours");
    for (uint32_t i = 1; i <= count; i++) {
        lua_rawgeti(L, -1, i);
        add_hours(form, stage);
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
}

/* What an offer or a stage hangs on is about the candidate: it belongs to no vacancy. */
static uint32_t read_when(const Form *form) {
    uint32_t when = form_criterion(form, "when", false);
    if (when == PLAN_NONE) return when;
    if (loading_made(form->loading, when)->reads[SUBJECT_VACANCY] != PLAN_NONE)
        form_raise(form, "when", ": 'when' is about the candidate and can't look at a vacancy");
    return when;
}

static void expect_unfilled(const Form *form, bool filled) {
    if (filled) host_raise(form->L, "%s has two tables", form->what);
}

static int fill_stage(lua_State *L) {
    static const char *const keys[] = {"days", "weeks", "months", "hours", "hours_in_all", "when", NULL};
    Loading *loading = loading_expect_open(L);
    uint32_t number = handle_expect(L, 1, HANDLE_STAGE, "stage");
    MadeStage made = *stage_at(loading, number);
    char what[128];
    snprintf(what, sizeof what, "stage '%.80s'", loading_text(loading, made.item.title));
    Form form = form_open(L, 2, what);
    expect_unfilled(&form, made.filled);
    form_check(&form, keys, NULL);
    made.item.days = (uint32_t)form_whole(&form, "days", 1, 0);
    made.item.weeks = (uint32_t)form_whole(&form, "weeks", 1, 0);
    made.item.months = (uint32_t)form_whole(&form, "months", 1, 0);
    made.item.hours_in_all = (uint32_t)form_whole(&form, "hours_in_all", 1, 0);
    read_all_hours(&form, &made.item);
    made.item.when = read_when(&form);
    made.filled = true;
    *stage_at(loading, number) = made;
    lua_settop(L, 1);
    return 1;
}

static int fill_offer(lua_State *L) {
    static const char *const keys[] = {"when", "barrier", "stage", "by", "on_condition", "source", NULL};
    Loading *loading = loading_expect_open(L);
    uint32_t number = handle_expect(L, 1, HANDLE_OFFER, "offer");
    MadeOffer made = *offer_at(loading, number);
    char what[128];
    snprintf(what, sizeof what, "offer '%.80s'", loading_text(loading, made.item.title));
    Form form = form_open(L, 2, what);
    expect_unfilled(&form, made.filled);
    form_check(&form, keys, NULL);
    made.item.barrier = form_line(&form, "barrier");
    made.item.stage = form_line(&form, "stage");
    made.item.by = form_line(&form, "by");
    made.item.on_condition = form_text(&form, "on_condition", false);
    made.item.source = form_text(&form, "source", false);
    made.item.when = read_when(&form);
    made.filled = true;
    *offer_at(loading, number) = made;
    lua_settop(L, 1);
    return 1;
}

void offer_define(lua_State *L) {
    handle_define(L, HANDLE_STAGE, &(HandleClass){.call = fill_stage});
    handle_define(L, HANDLE_OFFER, &(HandleClass){.call = fill_offer});
    host_register(L, "stage", make_stage);
    host_register(L, "offer", make_offer);
}

MadeStage *offer_use_stage(lua_State *L, const char *what) {
    MadeStage *made = stage_at(loading_of(L), handle_expect(L, -1, HANDLE_STAGE, what));
    made->used = true;
    return made;
}

MadeOffer *offer_use_offer(lua_State *L, const char *what) {
    MadeOffer *made = offer_at(loading_of(L), handle_expect(L, -1, HANDLE_OFFER, what));
    made->used = true;
    return made;
}

static void report(const Loading *loading, Messages *messages, PlanPlace place, const char *kind,
                   PlanString title) {
    messages_add(messages, MESSAGE_ERROR, loading_text(loading, place.file), place.line, 0,
                 "no rule takes in the %s '%s': put it into a rule's %s, or take it out", kind,
                 loading_text(loading, title),
                 strcmp(kind, "stage") == 0 ? "'stages'" : "'support' or a support plan");
}

void offer_check_used(const Loading *loading, Messages *messages) {
    for (uint32_t i = 0; i < LOADING_COUNT(loading->stages, MadeStage); i++)
        if (!stage_at(loading, i)->used)
            report(loading, messages, stage_at(loading, i)->item.place, "stage",
                   stage_at(loading, i)->item.title);
    for (uint32_t i = 0; i < LOADING_COUNT(loading->offers, MadeOffer); i++)
        if (!offer_at(loading, i)->used)
            report(loading, messages, offer_at(loading, i)->item.place, "offer",
                   offer_at(loading, i)->item.title);
}
