/* The rule language: opened, begun for a pack, finished into a plan. */
#include "language.h"

#include "script/criterion.h"
#include "script/declaration.h"
#include "script/field.h"
#include "script/leaf.h"
#include "script/loading.h"
#include "script/offer.h"
#include "script/rate.h"
#include "script/vocabulary.h"

static void define(lua_State *L, void *context) {
    (void)context;
    loading_open(L);
    criterion_define(L);
    leaf_define(L);
    field_define(L);
    check_define(L);
    rate_define(L);
    offer_define(L);
    declaration_define(L);
    owner_define(L);
    vocabulary_define(L);
}

void language_open(Host *host) {
    Error error = {0}; /* a host without memory says so again when it is asked to run a file */
    host_protect(host, define, NULL, &error);
}

static void begin_pack(lua_State *L, void *context) {
    if (!loading_of(L)) host_raise(L, "the rule language could not be set up");
    loading_begin_pack(L, context);
    field_begin_pack(L);
    vocabulary_begin_pack(L);
}

bool language_begin_pack(Host *host, const char *pack_id) {
    Error error = {0};
    return host_protect(host, begin_pack, (void *)(uintptr_t)pack_id, &error);
}

static void begin_tests(lua_State *L, void *context) {
    (void)context;
    loading_of(L)->in_tests = true;
    test_begin(L);
}

bool language_begin_tests(Host *host, Error *error) {
    return host_protect(host, begin_tests, NULL, error);
}

const char *language_hint(lua_State *L, const char *name) {
    static const char *const records[] = {[SUBJECT_CANDIDATE] = "candidate", [SUBJECT_VACANCY] = "vacancy"};
    const Loading *loading = loading_of(L);
    for (int subject = SUBJECT_CANDIDATE; loading && subject <= SUBJECT_VACANCY; subject++) {
        if (field_find(loading, (Subject)subject, name, false) == PLAN_NONE) continue;
        if (!loading->declared)
            return lua_pushfstring(L, ": the name of a field stands in quotes here, \"%s\"", name);
        return lua_pushfstring(L, " (did you mean '%s.%s'?)", records[subject], name);
    }
    return NULL;
}

void language_warn(lua_State *L, const char *file, uint32_t line, const char *text) {
    Loading *loading = loading_of(L);
    if (LOADING_COUNT(loading->draft.warnings, PlanWarning) == LOADING_MOST_warnings) return;
    PlanWarning warning = {
        .place = {.file = loading_string(L, file, strlen(file)), .line = line},
        .text = loading_string(L, text, strlen(text)),
    };
    LOADING_ADD(L, loading, warnings, &warning, 1);
}

bool language_finish(Host *host, Buffer *plan, Messages *messages) {
    Loading *loading = loading_of(host_state(host));
    uint32_t errors = messages->errors;
    if (!loading) {
        messages_add(messages, MESSAGE_ERROR, NULL, 0, 0, "there is not enough memory for the rule language");
        return false;
    }
    loading->finished = true;
    if (loading->in_pack) owner_check(loading, messages);
    declaration_check_done(loading, messages);
    criterion_check_used(loading, messages);
    offer_check_used(loading, messages);
    rate_settle(loading, messages);
    if (messages->errors > errors) return false;
    owner_emit(loading);
    Error error = {0};
    if (!plan_write(&loading->draft, plan, &error)) messages_add_error(messages, &error);
    return !error.set;
}

void language_close(Host *host) {
    loading_close(host_state(host));
}
