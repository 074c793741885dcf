/* Reading a plan: where its sections lie, its strings, and then each section's own rules (plan_fields.c,
 * plan_criteria.c, plan_rules.c, plan_tests.c). */
#include "rule/plan_check.h"
#include "rule/plan_layout.h"

#include "base/memory.h"
#include "base/utf8.h"

#include <string.h>

enum { VISITS = 4194304 }; /* several times what the largest plan has to be looked at */

bool plan_refuse(PlanReader *reader, const char *section, uint32_t index, const char *what) {
    return error_set(reader->error, "the plan can't be used: %s %u %s", section, index, what);
}

bool plan_spend(PlanReader *reader, uint32_t count) {
    reader->visits += count;
    return reader->visits <= VISITS;
}

bool plan_has_range(PlanReader *reader, uint32_t first, uint32_t count, uint32_t total) {
    if (count == 0) return true;
    return first < total && count <= total - first && plan_spend(reader, count);
}

bool plan_has_string(const PlanReader *reader, uint64_t string) {
    const Plan *plan = reader->plan;
    return string < plan->strings_count && (string == 0 || plan->strings[string - 1] == '\0');
}

bool plan_has_text(const PlanReader *reader, uint64_t string) {
    return plan_has_string(reader, string) && reader->plan->strings[string] != '\0';
}

bool plan_has_name(const PlanReader *reader, uint64_t string, char also) {
    if (!plan_has_text(reader, string)) return false;
    for (const char *c = reader->plan->strings + string; *c; c++) {
        bool letter = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z');
        bool digit = *c >= '0' && *c <= '9';
        if (!letter && !digit && *c != '-' && *c != '_' && *c != also) return false;
    }
    return true;
}

bool plan_has_place(const PlanReader *reader, const PlanPlace *place) {
    return plan_has_string(reader, place->file);
}

static bool are_zeros(const char *bytes, size_t from, size_t to) {
    for (size_t i = from; i < to; i++)
        if (bytes[i] != '\0') return false;
    return true;
}

/* Finds the next section at `*at`, and moves on past it. */
static const char *take_section(const char *bytes, size_t length, size_t *at, size_t size) {
    size_t start = *at, end = start + size, next = plan_align(end);
    if (next > length || !are_zeros(bytes, end, next)) return NULL;
    *at = next;
    return bytes + start;
}

/* Counts are bounded one by one, so no sum of sizes can overflow. */
static bool lay_out(const char *bytes, size_t length, Plan *plan, Error *error) {
    PlanHeader header;
    if (length < sizeof header) return error_set(error, "the plan can't be used: it has %zu bytes", length);
    memcpy(&header, bytes, sizeof header);
    if (header.mark != PLAN_MARK)
        return error_set(error, "the plan can't be used: it does not begin as plans of this berth do");
    if (PLAN_SECTION_COUNT % 2 && header.counts[PLAN_COUNTS - 1])
        return error_set(error, "the plan can't be used: it counts sections that there are not");
    size_t at = sizeof header;
    const char *section;
#define X(name, Item, most)                                                                                  \
    plan->name##_count = header.counts[PLAN_SECTION_##name];                                                 \
    if (plan->name##_count > most)                                                                           \
        return error_set(error, "the plan can't be used: it has %u %s, and may have %d", plan->name##_count, \
                         #name, most);                                                                       \
    section = take_section(bytes, length, &at, plan->name##_count * sizeof(Item));                           \
    if (!section) return error_set(error, "the plan can't be used: its %s are not all there", #name);        \
    plan->name = (const Item *)(const void *)section;
    PLAN_SECTIONS(X)
#undef X
    if (at != length)
        return error_set(error, "the plan can't be used: it has %zu bytes too many", length - at);
    plan->length = length;
    return true;
}

/* Each string ends with a zero and is UTF-8, the first is "". */
static bool check_strings(PlanReader *reader) {
    const Plan *plan = reader->plan;
    const char *strings = plan->strings;
    size_t count = plan->strings_count;
    if (count == 0 || strings[0] != '\0' || strings[count - 1] != '\0')
        return error_set(reader->error, "the plan can't be used: its strings have no end");
    for (size_t at = 0, size; at < count; at += size + 1) {
        size = strlen(strings + at);
        if (!utf8_check(strings + at, size, NULL))
            return plan_refuse(reader, "string", (uint32_t)at, "is not UTF-8");
    }
    return true;
}

static bool check_pack(PlanReader *reader) {
    const Plan *plan = reader->plan;
    if (plan->packs_count != 1)
        return error_set(reader->error, "the plan can't be used: it is not of one pack");
    const PlanPack *pack = &plan->packs[0];
    const PlanString strings[] = {pack->id, pack->organisation, pack->gss, pack->ods, pack->version};
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
        if (!plan_has_string(reader, strings[i]) || !plan_has_place(reader, &pack->place))
            return plan_refuse(reader, "pack", 0, "has no such string");
    if (strpbrk(plan_string(plan, pack->id), "/:"))
        return plan_refuse(reader, "pack", 0, "has '/' or ':' in its id");
    return true;
}

static bool check_names(PlanReader *reader) {
    for (uint32_t i = 0; i < reader->plan->names_count; i++)
        if (!plan_has_string(reader, reader->plan->names[i]))
            return plan_refuse(reader, "name", i, "has no string");
    return true;
}

static bool check_acronyms(PlanReader *reader) {
    for (uint32_t i = 0; i < reader->plan->acronyms_count; i++)
        if (!plan_has_text(reader, reader->plan->acronyms[i]))
            return plan_refuse(reader, "acronym", i, "has no text");
    return true;
}

static bool check_warnings(PlanReader *reader) {
    for (uint32_t i = 0; i < reader->plan->warnings_count; i++) {
        const PlanWarning *warning = &reader->plan->warnings[i];
        if (!plan_has_place(reader, &warning->place) || !plan_has_text(reader, warning->text))
            return plan_refuse(reader, "warning", i, "has no text");
    }
    return true;
}

static bool check(PlanReader *reader) {
    return check_strings(reader) && check_pack(reader) && check_names(reader) && check_acronyms(reader) &&
           check_warnings(reader) && plan_check_fields(reader) && plan_check_reads(reader) &&
           plan_check_rates(reader) && plan_check_checks(reader) && plan_check_criteria(reader) &&
           plan_check_rules(reader) && plan_check_tests(reader);
}

bool plan_read(const char *bytes, size_t length, Plan *plan, Error *error) {
    Plan laid_out = {0};
    if (!lay_out(bytes, length, &laid_out, error)) return false;
    PlanReader reader = {.plan = &laid_out, .error = error};
    reader.may_read = memory_allocate_array(laid_out.fields_count, sizeof *reader.may_read);
    reader.checks = memory_allocate_array(laid_out.checks_count, sizeof *reader.checks);
    reader.criteria = memory_allocate_array(laid_out.criteria_count, sizeof *reader.criteria);
    bool fine = check(&reader);
    free(reader.may_read);
    free(reader.checks);
    free(reader.criteria);
    if (fine) *plan = laid_out;
    return fine;
}
