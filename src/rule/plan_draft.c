/* Plans in the making: sections that grow, and the bytes that they become. */
#include "rule/plan_layout.h"

#include "base/map.h"

void plan_draft_open(PlanDraft *draft) {
    *draft = (PlanDraft){.known_strings = interner_open()};
    buffer_add_char(&draft->strings, '\0'); /* offset 0 stands for absent */
}

void plan_draft_close(PlanDraft *draft) {
#define X(name, Item, most) buffer_close(&draft->name);
    PLAN_SECTIONS(X)
#undef X
    buffer_close(&draft->string_offsets);
    interner_close(draft->known_strings);
    draft->known_strings = NULL;
}

PlanString plan_draft_string(PlanDraft *draft, const char *string, size_t length) {
    if (length == 0) return 0;
    int32_t count = interner_count(draft->known_strings);
    int32_t number = interner_add(draft->known_strings, string, length);
    PlanString offset = (PlanString)draft->strings.length;
    if (number == count) {
        buffer_add(&draft->strings, string, length);
        buffer_add_char(&draft->strings, '\0');
        buffer_add(&draft->string_offsets, (const char *)&offset, sizeof offset);
        return offset;
    }
    memcpy(&offset, draft->string_offsets.bytes + (size_t)number * sizeof offset, sizeof offset);
    return offset;
}

uint32_t plan_draft_add(Buffer *section, const void *items, size_t size, size_t count) {
    uint32_t index = (uint32_t)(section->length / size);
    buffer_add(section, items, size * count);
    return index;
}

static bool check_size(const char *name, const Buffer *section, size_t size, uint32_t most, Error *error) {
    if (section->length / size <= most) return true;
    return error_set(
        error, "the pack declares too much: it has %zu %s, and may have %u; split it into several packs",
        section->length / size, name, most);
}

static void add_section(Buffer *out, size_t start, const Buffer *section) {
    static const char zeros[PLAN_ALIGNMENT];
    buffer_add(out, section->bytes, section->length);
    size_t length = out->length - start;
    buffer_add(out, zeros, plan_align(length) - length);
}

bool plan_write(const PlanDraft *draft, Buffer *out, Error *error) {
    PlanHeader header = {.mark = PLAN_MARK};
#define X(name, Item, most)                                                                                  \
    if (!check_size(#name, &draft->name, sizeof(Item), most, error)) return false;                           \
    header.counts[PLAN_SECTION_##name] = (uint32_t)(draft->name.length / sizeof(Item));
    PLAN_SECTIONS(X)
#undef X
    size_t start = out->length;
    buffer_add(out, (const char *)&header, sizeof header);
#define X(name, Item, most) add_section(out, start, &draft->name);
    PLAN_SECTIONS(X)
#undef X
    return true;
}

const char *plan_own_name(const Plan *plan, const PlanField *field) {
    const char *name = plan_string(plan, field->name), *dot = strchr(name, '.');
    return dot ? dot + 1 : name;
}

const char *rule_kind_name(RuleKind kind) {
    static const char *const names[] = {[RULE_PROGRAMME] = "programme",
                                        [RULE_GUARANTEED_INTERVIEW] = "guaranteed_interview",
                                        [RULE_SUPPORT_PLAN] = "support_plan"};
    return names[kind];
}

const char *test_list_name(TestList list) {
    static const char *const names[] = {
#define X(id, name) [TEST_##id] = name,
        TEST_LISTS(X)
#undef X
    };
    return names[list];
}

const char *interview_basis_name(InterviewBasis basis) {
    static const char *const names[] = {[BASIS_NONE] = "",
#define X(id, name) [BASIS_##id] = name,
                                        INTERVIEW_BASES(X)
#undef X
    };
    return names[basis];
}
