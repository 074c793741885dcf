/* Fields, what of them the pack may read, and rates. */
#include "rule/plan_check.h"

#include "base/map.h"

#include <math.h>
#include <string.h>

static bool is_flag(uint8_t value) {
    return value <= 1;
}

static bool has_ranges(const PlanField *field) {
    return field->type <= FIELD_SET && field->subject <= SUBJECT_VACANCY &&
           field->sensitivity <= SENSITIVITY_IDENTITY && field->derivation <= DERIVED_EDITIONS &&
           is_flag(field->ordered) && is_flag(field->can_change) && is_flag(field->names_rules) &&
           is_flag(field->ago) && field->shows < CHARACTERISTIC_COUNT &&
           (field->shows == CHARACTERISTIC_NONE || field->subject == SUBJECT_CANDIDATE);
}

static bool has_names(PlanReader *reader, uint32_t first, uint32_t count) {
    return plan_has_range(reader, first, count, reader->plan->names_count);
}

static bool has_values(PlanReader *reader, const PlanField *field) {
    if (!plan_has_range(reader, field->first_value, field->value_count, reader->plan->values_count))
        return false;
    if (field->type == FIELD_CATEGORY) return field->value_count > 0;
    return field->type == FIELD_SET || field->type == FIELD_TEXT || field->value_count == 0;
}

static bool check_values(PlanReader *reader) {
    for (uint32_t i = 0; i < reader->plan->values_count; i++) {
        const PlanValue *value = &reader->plan->values[i];
        if (!plan_has_text(reader, value->name) || !has_names(reader, value->first_alias, value->alias_count))
            return plan_refuse(reader, "value", i, "has no name");
    }
    return true;
}

/* A link to a stored field of the same subject and of this type. */
static bool is_link(const Plan *plan, const PlanField *field, uint32_t to, FieldType type) {
    if (to >= plan->fields_count || &plan->fields[to] == field) return false;
    const PlanField *linked = &plan->fields[to];
    return linked->type == type && linked->subject == field->subject && linked->derivation == DERIVED_NOT;
}

static bool has_filled(const Plan *plan, const PlanField *field) {
    if (field->fills == PLAN_NONE) return true;
    bool can_fill = field->type == FIELD_INTEGER || field->type == FIELD_NUMBER || field->type == FIELD_TEXT;
    return can_fill && field->derivation == DERIVED_NOT &&
           is_link(plan, field, field->fills, (FieldType)field->type);
}

/* What a field is made from may not be more sensitive than the field: a pack that may read the one is shown
 * the other. */
static bool has_editions(PlanReader *reader, const PlanField *field) {
    const Plan *plan = reader->plan;
    if (field->derivation != DERIVED_EDITIONS) return field->edition_count == 0;
    if (field->edition_count == 0 || field->type != FIELD_INTEGER ||
        !plan_has_range(reader, field->first_edition, field->edition_count, plan->editions_count))
        return false;
    for (uint32_t i = 0; i < field->edition_count; i++) {
        const PlanEdition *edition = &plan->editions[field->first_edition + i];
        if (edition->from < DATE_FIRST || edition->from > DATE_LAST) return false;
        if (i && edition[-1].from >= edition->from) return false;
        if (!is_link(plan, field, edition->field, FIELD_INTEGER) ||
            plan->fields[edition->field].sensitivity > field->sensitivity)
            return false;
    }
    return true;
}

/* Derived from stored fields only, so nothing can be derived from itself. */
static bool has_sources(const Plan *plan, const PlanField *field) {
    if (field->derivation != DERIVED_YEARS_SINCE)
        return field->source == PLAN_NONE && field->stated == PLAN_NONE && field->stated_on == PLAN_NONE;
    if (field->type != FIELD_INTEGER || !is_link(plan, field, field->source, FIELD_DATE)) return false;
    if (field->stated == PLAN_NONE && field->stated_on == PLAN_NONE) return true;
    return is_link(plan, field, field->stated, FIELD_INTEGER) &&
           is_link(plan, field, field->stated_on, FIELD_DATE);
}

/* A standard name has no dot; a pack's own is its id, a dot and a name without one, so nobody can speak for
 * another. */
static bool has_own_name(const Plan *plan, const char *name) {
    const char *id = plan_string(plan, plan->packs[0].id);
    size_t length = strlen(id);
    if (strchr(name, ':')) return false;
    if (!strchr(name, '.')) return true;
    return length && strncmp(name, id, length) == 0 && name[length] == '.' && name[length + 1] &&
           !strchr(name + length + 1, '.');
}

static bool check_field(PlanReader *reader, uint32_t index, Map *names[2]) {
    const Plan *plan = reader->plan;
    const PlanField *field = &plan->fields[index];
    if (!has_ranges(field)) return plan_refuse(reader, "field", index, "is of no known kind");
    if (!plan_has_text(reader, field->name) || !plan_has_text(reader, field->label) ||
        !plan_has_string(reader, field->ask))
        return plan_refuse(reader, "field", index, "has no name or label");
    if (!plan_has_place(reader, &field->place))
        return plan_refuse(reader, "field", index, "has no such file");
    const char *name = plan_string(plan, field->name);
    if (!plan_has_name(reader, field->name, '.') || !has_own_name(plan, name))
        return plan_refuse(reader, "field", index, "has a name that is not the pack's");
    if (map_get(names[field->subject], name, strlen(name)) != MAP_NONE)
        return plan_refuse(reader, "field", index, "has another field's name");
    map_set(names[field->subject], name, strlen(name), 0);
    if (!has_values(reader, field))
        return plan_refuse(reader, "field", index, "has values that are not right");
    if (!has_names(reader, field->first_other, field->other_count))
        return plan_refuse(reader, "field", index, "has words that are not there");
    if (!has_names(reader, field->first_column, field->column_count))
        return plan_refuse(reader, "field", index, "has headings that are not there");
    return true;
}

/* Once every field's own type is known to be one. */
static bool check_links(PlanReader *reader, uint32_t index) {
    const PlanField *field = &reader->plan->fields[index];
    if (!has_filled(reader->plan, field)) return plan_refuse(reader, "field", index, "fills what it can't");
    if (!has_sources(reader->plan, field) || !has_editions(reader, field))
        return plan_refuse(reader, "field", index, "is derived from what it can't be");
    return true;
}

bool plan_check_fields(PlanReader *reader) {
    Map *names[2] = {map_open(), map_open()};
    bool fine = check_values(reader);
    for (uint32_t i = 0; fine && i < reader->plan->fields_count; i++)
        fine = check_field(reader, i, names);
    for (uint32_t i = 0; fine && i < reader->plan->fields_count; i++)
        fine = check_links(reader, i);
    map_close(names[0]);
    map_close(names[1]);
    return fine;
}

bool plan_check_reads(PlanReader *reader) {
    const Plan *plan = reader->plan;
    for (uint32_t i = 0; i < plan->reads_count; i++) {
        const PlanRead *read = &plan->reads[i];
        if (read->field >= plan->fields_count || plan->fields[read->field].subject != SUBJECT_CANDIDATE)
            return plan_refuse(reader, "read", i, "is of no candidate field");
        Sensitivity sensitivity = (Sensitivity)plan->fields[read->field].sensitivity;
        if (sensitivity == SENSITIVITY_IDENTITY)
            return plan_refuse(reader, "read", i, "is of a field that says who it is");
        if (!plan_has_string(reader, read->lawful_basis) || !plan_has_place(reader, &read->place))
            return plan_refuse(reader, "read", i, "has no such string");
        if (sensitivity != SENSITIVITY_ORDINARY && read->lawful_basis == 0)
            return plan_refuse(reader, "read", i, "is sensitive and has no lawful basis");
        reader->may_read[read->field] = true;
    }
    return true;
}

bool plan_may_look(const PlanReader *reader, uint32_t field, PlanFacts *facts) {
    if (field >= reader->plan->fields_count) return false;
    const PlanField *looked_at = &reader->plan->fields[field];
    if (looked_at->sensitivity == SENSITIVITY_IDENTITY) return false;
    facts->special |=
        looked_at->sensitivity == SENSITIVITY_SPECIAL && looked_at->subject == SUBJECT_CANDIDATE;
    if (looked_at->subject == SUBJECT_VACANCY) return facts->vacancy = true;
    facts->candidate = true;
    return reader->may_read[field];
}

static bool has_steps(PlanReader *reader, const PlanRate *rate) {
    const Plan *plan = reader->plan;
    if (rate->count == 0 || !plan_has_range(reader, rate->first, rate->count, plan->rate_steps_count))
        return false;
    for (uint32_t i = 0; i < rate->count; i++) {
        const PlanRateStep *step = &plan->rate_steps[rate->first + i];
        if (!isfinite(step->value) || step->from < DATE_FIRST || step->from > DATE_LAST) return false;
        if (i && step[-1].from >= step->from) return false;
    }
    return true;
}

bool plan_check_rates(PlanReader *reader) {
    for (uint32_t i = 0; i < reader->plan->rates_count; i++) {
        const PlanRate *rate = &reader->plan->rates[i];
        if (!plan_has_text(reader, rate->name)) return plan_refuse(reader, "rate", i, "has no name");
        if (!has_steps(reader, rate)) return plan_refuse(reader, "rate", i, "has steps that are not right");
    }
    return true;
}
