/* Merging the plans' fields.
 *
 * Every plan carries the standard fields, and they are the same; a pack's own are named "pack.field". Where a
 * plan declares a field in another way than the first plan that has it, its criteria can't mean the same
 * thing: it gets a field of its own, "pack:field", of which no dataset knows anything. */
#include "rule/merge.h"

#include "base/memory.h"

typedef struct Merge {
    Dictionary dictionary; /* first, so that its address is the merge's */
    Arena *arena;
    uint32_t capacity;
    Messages *messages;
} Merge;

static char *copy_string(Merge *merge, const Plan *plan, PlanString string) {
    return string ? arena_copy_string(merge->arena, plan_string(plan, string)) : NULL;
}

static const char **copy_names(Merge *merge, const Plan *plan, uint32_t first, uint32_t count) {
    const char **names = arena_allocate_array(merge->arena, count, sizeof *names);
    for (uint32_t i = 0; i < count; i++)
        names[i] = arena_copy_string(merge->arena, plan_string(plan, plan->names[first + i]));
    return names;
}

static FieldValue *copy_values(Merge *merge, const Plan *plan, const PlanField *field) {
    FieldValue *values = arena_allocate_array(merge->arena, field->value_count, sizeof *values);
    for (uint32_t i = 0; i < field->value_count; i++) {
        const PlanValue *value = &plan->values[field->first_value + i];
        values[i].name = arena_copy_string(merge->arena, plan_string(plan, value->name));
        values[i].aliases = copy_names(merge, plan, value->first_alias, value->alias_count);
        values[i].alias_count = value->alias_count;
    }
    return values;
}

/* The days alone: which fields they are of is linked later. */
static FieldEdition *copy_editions(Merge *merge, const Plan *plan, const PlanField *field) {
    FieldEdition *editions = arena_allocate_array(merge->arena, field->edition_count, sizeof *editions);
    for (uint32_t i = 0; i < field->edition_count; i++)
        editions[i] = (FieldEdition){plan->editions[field->first_edition + i].from, FIELD_NONE};
    return editions;
}

/* All but the links to other fields, which may not be there yet. */
static Field copy_field(Merge *merge, const Plan *plan, const PlanField *field, const char *name) {
    return (Field){
        .name = name,
        .label = copy_string(merge, plan, field->label),
        .ask = copy_string(merge, plan, field->ask),
        .type = (FieldType)field->type,
        .subject = (Subject)field->subject,
        .sensitivity = (Sensitivity)field->sensitivity,
        .shows = (Characteristic)field->shows,
        .ordered = field->ordered,
        .can_change = field->can_change,
        .names_rules = field->names_rules,
        .ago = field->ago,
        .values = copy_values(merge, plan, field),
        .value_count = field->value_count,
        .others = copy_names(merge, plan, field->first_other, field->other_count),
        .other_count = field->other_count,
        .columns = copy_names(merge, plan, field->first_column, field->column_count),
        .column_count = field->column_count,
        .fills = FIELD_NONE,
        .derivation = (Derivation)field->derivation,
        .source = FIELD_NONE,
        .stated = FIELD_NONE,
        .stated_on = FIELD_NONE,
        .editions = copy_editions(merge, plan, field),
        .edition_count = field->edition_count,
    };
}

static void make_room(Merge *merge) {
    Dictionary *dictionary = &merge->dictionary;
    if (dictionary->count < merge->capacity) return;
    merge->capacity = merge->capacity ? merge->capacity * 2 : 64;
    dictionary->fields = memory_resize(dictionary->fields, merge->capacity * sizeof *dictionary->fields);
}

static int32_t add_field(Merge *merge, const Plan *plan, const PlanField *field, const char *name) {
    Dictionary *dictionary = &merge->dictionary;
    make_room(merge);
    int32_t index = (int32_t)dictionary->count++;
    dictionary->fields[index] = copy_field(merge, plan, field, arena_copy_string(merge->arena, name));
    Map *names =
        field->subject == SUBJECT_CANDIDATE ? dictionary->candidate_names : dictionary->vacancy_names;
    map_set(names, name, strlen(name), index);
    return index;
}

static bool has_values(const Field *field, const Plan *plan, const PlanField *planned) {
    if (field->value_count != planned->value_count) return false;
    for (uint32_t i = 0; i < field->value_count; i++) {
        const PlanValue *value = &plan->values[planned->first_value + i];
        if (strcmp(field->values[i].name, plan_string(plan, value->name)) != 0) return false;
    }
    return true;
}

static bool is_linked(const Dictionary *dictionary, int32_t field, const Plan *plan, uint32_t planned) {
    if (field == FIELD_NONE || planned == PLAN_NONE) return field == FIELD_NONE && planned == PLAN_NONE;
    return strcmp(dictionary->fields[field].name, plan_string(plan, plan->fields[planned].name)) == 0;
}

static bool has_editions(const Dictionary *dictionary, const Field *field, const Plan *plan,
                         const PlanField *planned) {
    if (field->edition_count != planned->edition_count) return false;
    for (uint32_t i = 0; i < field->edition_count; i++) {
        const PlanEdition *edition = &plan->editions[planned->first_edition + i];
        if (field->editions[i].from != edition->from ||
            !is_linked(dictionary, field->editions[i].field, plan, edition->field))
            return false;
    }
    return true;
}

/* Do both mean the same by it? Labels, questions, aliases and headings may differ. */
static bool is_declared_alike(const Dictionary *dictionary, const Field *field, const Plan *plan,
                              const PlanField *planned) {
    return field->type == planned->type && field->sensitivity == planned->sensitivity &&
           field->derivation == planned->derivation && field->ordered == planned->ordered &&
           field->can_change == planned->can_change && field->names_rules == planned->names_rules &&
           field->ago == planned->ago && has_values(field, plan, planned) &&
           is_linked(dictionary, field->fills, plan, planned->fills) &&
           is_linked(dictionary, field->source, plan, planned->source) &&
           is_linked(dictionary, field->stated, plan, planned->stated) &&
           is_linked(dictionary, field->stated_on, plan, planned->stated_on) &&
           has_editions(dictionary, field, plan, planned);
}

static const char *pack_of(const Plan *plan) {
    const char *id = plan_string(plan, plan->packs[0].id);
    return *id ? id : "the standard library";
}

static int32_t add_stranger(Merge *merge, const Plan *plan, const PlanField *field, const char *name) {
    messages_add(
        merge->messages, MESSAGE_WARNING, NULL, 0, 0,
        "'%s' declares the field '%s' in another way than a pack before it; what its criteria ask of it is "
        "unknown: give the field one declaration",
        pack_of(plan), name);
    char *apart = arena_format(merge->arena, "%s:%s", plan_string(plan, plan->packs[0].id), name);
    return add_field(merge, plan, field, apart);
}

static int32_t merge_field(Merge *merge, const Plan *plan, const PlanField *field, bool *is_new) {
    const Dictionary *dictionary = &merge->dictionary;
    const char *name = plan_string(plan, field->name);
    int32_t found = dictionary_find(dictionary, (Subject)field->subject, name);
    *is_new = found == FIELD_NONE;
    if (*is_new) return add_field(merge, plan, field, name);
    if (is_declared_alike(dictionary, &dictionary->fields[found], plan, field)) return found;
    *is_new = true;
    return add_stranger(merge, plan, field, name);
}

static int32_t linked(const int32_t *map, uint32_t planned) {
    return planned == PLAN_NONE ? FIELD_NONE : map[planned];
}

static void link_field(Field *field, const Plan *plan, const PlanField *planned, const int32_t *map) {
    field->fills = linked(map, planned->fills);
    field->source = linked(map, planned->source);
    field->stated = linked(map, planned->stated);
    field->stated_on = linked(map, planned->stated_on);
    for (uint32_t i = 0; i < field->edition_count; i++)
        field->editions[i].field = map[plan->editions[planned->first_edition + i].field];
}

static void merge_plan(Merge *merge, const Plan *plan, int32_t *map) {
    bool *is_new = memory_allocate_array(plan->fields_count, sizeof *is_new);
    for (uint32_t i = 0; i < plan->fields_count; i++)
        map[i] = merge_field(merge, plan, &plan->fields[i], &is_new[i]);
    for (uint32_t i = 0; i < plan->fields_count; i++)
        if (is_new[i]) link_field(&merge->dictionary.fields[map[i]], plan, &plan->fields[i], map);
    free(is_new);
}

Dictionary *dictionary_merge(const Plan *const *plans, uint32_t count, int32_t *const *maps,
                             Messages *messages) {
    Merge *merge = memory_allocate(sizeof *merge);
    *merge = (Merge){.arena = arena_open(), .messages = messages};
    merge->dictionary.candidate_names = map_open();
    merge->dictionary.vacancy_names = map_open();
    for (uint32_t i = 0; i < count; i++) {
        int32_t *map = maps ? maps[i] : memory_allocate_array(plans[i]->fields_count, sizeof *map);
        merge_plan(merge, plans[i], map);
        if (!maps) free(map);
    }
    return &merge->dictionary;
}

Dictionary *dictionary_open(const Plan *const *plans, uint32_t count, Messages *messages) {
    return dictionary_merge(plans, count, NULL, messages);
}

void dictionary_close(Dictionary *dictionary) {
    if (!dictionary) return;
    Merge *merge = (Merge *)dictionary;
    map_close(dictionary->candidate_names);
    map_close(dictionary->vacancy_names);
    free(dictionary->fields);
    arena_close(merge->arena);
    free(merge);
}
