/* `pack { … }`: who owns the pack, which language it speaks, what it reads and why it may. */
#include "base/suggest.h"
#include "script/code.h"
#include "script/declaration.h"
#include "script/field.h"
#include "script/handle.h"
#include "script/label.h"
#include "script/language.h"

static void expect_version(const Form *form) {
    int32_t version = form_whole(form, "language", 1, 0);
    if (version == 0)
        host_raise(form->L, "%s needs 'language', as in language = %d", form->what, LANGUAGE_VERSION);
    if (version != LANGUAGE_VERSION)
        form_raise(form, "language",
                   ": it is written for version %d of the language, and this berth knows version %d",
                   (int)version, LANGUAGE_VERSION);
}

static void read_listed(const Form *form) {
    lua_State *L = form->L;
    uint32_t length = form_list(form, "reads");
    for (uint32_t i = 1; i <= length; i++) {
        lua_rawgeti(L, -1, i);
        if (lua_type(L, -1) != LUA_TSTRING)
            form_raise(form, "reads", ": 'reads' lists names of fields in quotes, got %s",
                       handle_describe(L, -1));
        size_t bytes;
        const char *name = lua_tolstring(L, -1, &bytes);
        Listed listed = {.name = loading_string(L, name, bytes)};
        loading_add(L, &form->loading->listed, &listed, sizeof listed, 1, LOADING_MOST_reads, "'reads'");
        lua_pop(L, 1);
    }
    if (length) lua_pop(L, 1);
}

static void warn_unlisted(const Form *form, const char *name) {
    char text[256], phrase[128];
    Suggestion suggestion = {0};
    const Loading *loading = form->loading;
    for (uint32_t i = 0; i < LOADING_COUNT(loading->listed, Listed); i++)
        suggest_offer(&suggestion, name, loading_text(loading, LOADING_AT(loading->listed, Listed, i)->name));
    snprintf(text, sizeof text, "'lawful_basis' is about '%s', which 'reads' does not list%s", name,
             suggest_phrase(&suggestion, phrase, sizeof phrase));
    PlanPlace place = loading_place(form->L);
    language_warn(form->L, loading_text(loading, place.file), place.line, text);
}

/* Every string key of a table with string values; the order in which they are met makes no difference to the
 * plan. */
static void read_lawful_basis(const Form *form) {
    lua_State *L = form->L;
    if (!form_has(form, "lawful_basis")) return;
    lua_getfield(L, form->index, "lawful_basis");
    Form bases = form_open(L, -1, "pack: 'lawful_basis'");
    for (lua_pushnil(L); lua_next(L, bases.index); lua_pop(L, 1))
        if (lua_type(L, -2) != LUA_TSTRING || lua_type(L, -1) != LUA_TSTRING || lua_rawlen(L, -1) == 0)
            host_raise(L, "%s holds field = \"why the pack may read it\"", bases.what);
    for (uint32_t i = 0; i < LOADING_COUNT(form->loading->listed, Listed); i++) {
        Listed listed = *LOADING_AT(form->loading->listed, Listed, i);
        listed.lawful_basis = form_text(&bases, loading_text(form->loading, listed.name), false);
        *LOADING_AT(form->loading->listed, Listed, i) = listed;
    }
    lua_pop(L, 1);
}

static bool is_listed(const Loading *loading, const char *name) {
    for (uint32_t i = 0; i < LOADING_COUNT(loading->listed, Listed); i++)
        if (strcmp(loading_text(loading, LOADING_AT(loading->listed, Listed, i)->name), name) == 0)
            return true;
    return false;
}

/* The first by name, since the order in which Lua walks a table varies. */
static void check_bases(const Form *form) {
    lua_State *L = form->L;
    const char *first = NULL;
    if (!form_has(form, "lawful_basis")) return;
    lua_getfield(L, form->index, "lawful_basis");
    for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
        const char *name = lua_tostring(L, -2);
        if (!is_listed(form->loading, name) && (!first || strcmp(name, first) < 0)) first = name;
    }
    if (first) warn_unlisted(form, first);
    lua_pop(L, 1);
}

static int pack(lua_State *L) {
    static const char *const keys[] = {"organisation", "gss",   "ods",          "version",
                                       "language",     "reads", "lawful_basis", NULL};
    Loading *loading = loading_of(L);
    if (!loading->in_pack) host_raise(L, "pack { … } stands in a pack's 'pack.lua'");
    if (loading->declared) host_raise(L, "pack { … } is declared twice");
    Form form = form_open(L, 1, "pack");
    form_check(&form, keys, NULL);
    expect_version(&form);
    PlanString organisation = form_text(&form, "organisation", true);
    PlanPack declared = {
        .id = loading->id,
        .organisation = organisation,
        .gss = code_read(&form, CODE_GSS, organisation),
        .ods = code_read(&form, CODE_ODS, organisation),
        .version = form_text(&form, "version", false),
        .place = loading_place(L),
    };
    loading->pack = declared;
    loading->reads_line = form_key_line(&form, "reads");
    read_listed(&form);
    read_lawful_basis(&form);
    check_bases(&form);
    loading->declared = true;
    return 0;
}

void owner_define(lua_State *L) {
    host_register(L, "pack", pack);
}

__attribute__((format(printf, 3, 4))) static void report(const Loading *loading, Messages *messages,
                                                         const char *format, ...) {
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    const PlanPlace *place = &loading->pack.place;
    messages_add(messages, MESSAGE_ERROR, loading_text(loading, place->file), place->line, 0, "%s", text);
}

static bool is_repeated(const Loading *loading, uint32_t listed) {
    PlanString name = LOADING_AT(loading->listed, Listed, listed)->name;
    for (uint32_t i = 0; i < listed; i++)
        if (LOADING_AT(loading->listed, Listed, i)->name == name) return true;
    return false;
}

static const char *sensitivity_words(Sensitivity sensitivity) {
    switch (sensitivity) {
    case SENSITIVITY_SPECIAL: return "special-category data";
    case SENSITIVITY_CRIMINAL: return "about criminal offences";
    case SENSITIVITY_SENSITIVE:
    case SENSITIVITY_ORDINARY:
    case SENSITIVITY_IDENTITY: break;
    }
    return "sensitive";
}

/* One name of `reads`: an own field may be declared after pack { … }, so this waits for the whole pack. */
static void check_listed(const Loading *loading, uint32_t number, Messages *messages) {
    const Listed *listed = LOADING_AT(loading->listed, Listed, number);
    const char *name = loading_text(loading, listed->name);
    uint32_t index = field_find(loading, SUBJECT_CANDIDATE, name, false);
    if (is_repeated(loading, number)) report(loading, messages, "'reads' lists '%s' twice", name);
    if (index == PLAN_NONE) {
        char phrase[128];
        report(loading, messages, "'reads' lists '%s', which is no candidate field%s", name,
               field_suggest(loading, SUBJECT_CANDIDATE, name, phrase, sizeof phrase));
        return;
    }
    Sensitivity sensitivity = (Sensitivity)loading_field(loading, index)->sensitivity;
    if (sensitivity == SENSITIVITY_IDENTITY)
        report(loading, messages, "'reads' lists '%s', which says who somebody is: rules never see that",
               name);
    else if (sensitivity != SENSITIVITY_ORDINARY && !listed->lawful_basis)
        report(loading, messages,
               "'reads' lists '%s', which is %s: say why the pack may read it, as in "
               "lawful_basis = { %s = \"…\" }",
               name, sensitivity_words(sensitivity), name);
}

void owner_check(const Loading *loading, Messages *messages) {
    if (!loading->declared) {
        messages_add(messages, MESSAGE_ERROR, NULL, 0, 0,
                     "the pack has no pack { … }: write it in its file 'pack.lua'");
        return;
    }
    for (uint32_t i = 0; i < LOADING_COUNT(loading->listed, Listed); i++)
        check_listed(loading, i, messages);
}

void owner_emit(Loading *loading) {
    PLAN_DRAFT_ADD(&loading->draft, packs, &loading->pack, 1);
    for (uint32_t i = 0; i < LOADING_COUNT(loading->listed, Listed); i++) {
        const Listed *listed = LOADING_AT(loading->listed, Listed, i);
        PlanRead read = {
            .field = field_find(loading, SUBJECT_CANDIDATE, loading_text(loading, listed->name), false),
            .lawful_basis = listed->lawful_basis,
            .place = {loading->pack.place.file, loading->reads_line, 0},
        };
        PLAN_DRAFT_ADD(&loading->draft, reads, &read, 1);
    }
}
