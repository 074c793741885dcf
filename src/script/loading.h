/* A pack while it loads: the draft of its plan, and what its code has made on the way there.
 *
 * Fields go into the draft at once. Criteria, stages and offers are made first and go into the draft when a
 * declaration uses them, so that the plan holds nothing else and what nothing uses can be found. All of it is
 * counted against the limits of rule/plan.h before it is added, and only grows until loading_close.
 *
 * Functions that take lua_State * raise a Lua error, at the pack's line, where something is wrong. */
#ifndef BERTH_SCRIPT_LOADING_H
#define BERTH_SCRIPT_LOADING_H

#include "base/map.h"
#include "rule/plan.h"
#include "script/host.h"

enum {
#define X(name, Item, most) LOADING_MOST_##name = (most),
    PLAN_SECTIONS(X)
#undef X
};

/* A criterion that code has made; its children were made before it. */
typedef struct MadeCriterion {
    PlanCriterion item; /* `first` and `count` in made_links (children, in `made`) or made_literals */
    uint32_t emitted;   /* its index in the draft, or PLAN_NONE */
    uint32_t reads[2];  /* by Subject: a field that it reads, or PLAN_NONE */
    uint32_t special;   /* a special-category field that it reads, or PLAN_NONE */
    uint8_t depth;      /* 1 for a leaf */
    bool used;          /* by a declaration, or inside another criterion */
    bool standard;      /* made while the standard library loaded */
    bool chained;       /* made by '&' or '|', so that a longer chain may take in its children */
} MadeCriterion;

typedef struct MadeStage {
    PlanStage item; /* `when` in `made` */
    bool filled, used;
} MadeStage;

typedef struct MadeOffer {
    PlanOffer item; /* `when` in `made` */
    bool filled, used;
} MadeOffer;

/* A declaration that has its name and waits for its table. */
typedef struct Pending {
    uint32_t kind;
    PlanString name;
    PlanPlace place;
    bool done;
} Pending;

/* A field that the pack says it reads, as the pack wrote it. */
typedef struct Listed {
    PlanString name, lawful_basis;
} Listed;

/* What a rate is called and where it is first named, beside its item in the draft. */
typedef struct MadeRate {
    PlanPlace place;
    PlanString label;
} MadeRate;

/* The functions of checks are in the state's registry (check.c). */
typedef struct Loading {
    PlanDraft draft;
    PlanString id; /* the pack's, the folder's name; 0 for the standard library on its own */
    bool in_pack;  /* the standard library has been loaded */
    bool in_tests; /* the pack has been loaded, and its tests are next */
    bool declared; /* pack { … } has been seen */
    bool finished;
    uint32_t standard_fields; /* fields below this index are the standard library's */
    uint32_t standard_rates;  /* so are rates below this one */
    PlanPack pack;
    uint32_t reads_line; /* where `reads` stands in its file */
    Buffer listed;       /* Listed */
    Buffer made, made_links, made_literals;
    Buffer stages, offers, pending; /* MadeStage, MadeOffer, Pending */
    Buffer made_rates;              /* MadeRate */
    Map *folded;                    /* headings and values as an import compares them: each means one thing */
    Buffer scratch;                 /* for building one text at a time */
} Loading;

Loading *loading_open(lua_State *L);
void loading_begin_pack(lua_State *L, const char *pack_id);
void loading_close(lua_State *L);
Loading *loading_of(lua_State *L);

/* Where the running code stands. */
PlanPlace loading_place(lua_State *L);

/* Raises unless something may be declared now: not before `pack`, and not once the pack is loaded. */
Loading *loading_expect_open(lua_State *L);

/* The same for a test: only in a file of tests. */
Loading *loading_expect_tests(lua_State *L);

/* The text's offset in the draft. Raises where it is not UTF-8 or the plan has no room for it. */
PlanString loading_string(lua_State *L, const char *bytes, size_t length);

/* The same for a title or label: one line, so neither breaks nor control characters. `what` begins the
 * message. */
PlanString loading_line(lua_State *L, const char *what, const char *bytes, size_t length);

/* A string of the draft; valid until the next one is added. */
const char *loading_text(const Loading *loading, PlanString string);

/* An item of a section or list, valid until the next one is added; and how many there are. */
#define LOADING_AT(buffer, Item, index) (&((Item *)(void *)(buffer).bytes)[index])
#define LOADING_COUNT(buffer, Item)     ((uint32_t)((buffer).length / sizeof(Item)))

/* Adds `count` items to one of the buffers, which may hold `most`; returns the index of the first. */
uint32_t loading_add(lua_State *L, Buffer *buffer, const void *items, size_t size, size_t count,
                     uint32_t most, const char *name);

/* The same for a section of the draft: LOADING_ADD(L, loading, criteria, &criterion, 1). */
#define LOADING_ADD(L, loading, section, items, count)                                                       \
    loading_add((L), &(loading)->draft.section, (items), sizeof *(items), (count), LOADING_MOST_##section,   \
                #section)

/* The same, where the section's name is none for people. */
#define LOADING_ADD_AS(L, loading, section, name, items, count)                                              \
    loading_add((L), &(loading)->draft.section, (items), sizeof *(items), (count), LOADING_MOST_##section,   \
                (name))

static inline PlanField *loading_field(const Loading *loading, uint32_t field) {
    return LOADING_AT(loading->draft.fields, PlanField, field);
}

static inline MadeCriterion *loading_made(const Loading *loading, uint32_t criterion) {
    return LOADING_AT(loading->made, MadeCriterion, criterion);
}

#endif
