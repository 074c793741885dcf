/* Leaves that compare two fields, a record at a time.
 *
 * Names (texts, categories with different values, members of sets) are compared as numbers of the candidates'
 * texts. Those of listed values are literals of the ruleset, the same in every batch; a vacancy's other texts
 * are looked up once a pair. */
#include "rule/evaluation.h"

#include "base/memory.h"

/* Where one of the two values comes from. */
typedef struct Side {
    const Field *field;
    const Column *column;
    const int32_t *atoms; /* by value: its name's number; NULL: values are compared as they are */
    bool fixed;           /* the chosen vacancy's, for every record */
    uint32_t row;
    const int32_t *names; /* fixed and compared by name: the value's, or the set's members' */
    uint32_t name_count;
} Side;

/* Some names: `atoms` is as in Side. */
typedef struct Names {
    const int32_t *items;
    uint32_t count;
    const int32_t *atoms;
} Names;

static uint32_t row_of(const Side *side, uint32_t record) {
    return side->fixed ? side->row : record;
}

/* The `end`: 0 the value, 1 the other possible value where there are two. */
static int64_t integer_of(const Side *side, uint32_t record, unsigned end) {
    uint32_t row = row_of(side, record);
    if (side->field->type == FIELD_BOOLEAN) return bits_get(side->column->truths, row);
    return end && side->column->upper ? side->column->upper[row] : side->column->integers[row];
}

static double number_of(const Side *side, uint32_t record, unsigned end) {
    if (side->field->type != FIELD_NUMBER) return (double)integer_of(side, record, end);
    return side->column->numbers[row_of(side, record)];
}

static Names names_of(const Side *side, uint32_t record) {
    if (side->fixed) return (Names){.items = side->names, .count = side->name_count};
    const int32_t *value = &side->column->integers[record];
    if (side->field->type != FIELD_SET) return (Names){.items = value, .count = 1, .atoms = side->atoms};
    Names names = {.atoms = side->atoms};
    names.items = sets_members(side->column->sets, *value, &names.count);
    return names;
}

static int32_t name_at(const Names *names, uint32_t i) {
    return names->atoms ? names->atoms[names->items[i]] : names->items[i];
}

/* A vacancy's text that no candidate's text is equal to has no number: MAP_NONE, which no name of theirs is.
 */
static bool has_name(const Names *names, int32_t name) {
    for (uint32_t i = 0; i < names->count; i++)
        if (name_at(names, i) == name) return true;
    return false;
}

static bool overlaps(const Names *a, const Names *b) {
    for (uint32_t i = 0; i < a->count; i++)
        if (has_name(b, name_at(a, i))) return true;
    return false;
}

static bool is_within(const Names *part, const Names *whole) {
    for (uint32_t i = 0; i < part->count; i++)
        if (!has_name(whole, name_at(part, i))) return false;
    return true;
}

static bool holds_between(Relation relation, int order) {
    switch (relation) {
    case RELATION_EQUAL: return order == 0;
    case RELATION_AT_LEAST: return order >= 0;
    case RELATION_MORE: return order > 0;
    case RELATION_AT_MOST: return order <= 0;
    case RELATION_LESS: break;
    }
    return order < 0;
}

static bool holds(const Node *node, const Side sides[2], uint32_t record, unsigned ends) {
    if (node->kind == NODE_COMPARE && node->domain == DOMAIN_INTEGERS) {
        int64_t a = integer_of(&sides[0], record, ends & 1), b = integer_of(&sides[1], record, ends >> 1);
        return holds_between((Relation)node->relation, (a > b) - (a < b));
    }
    if (node->kind == NODE_COMPARE && node->domain == DOMAIN_NUMBERS) {
        double a = number_of(&sides[0], record, ends & 1), b = number_of(&sides[1], record, ends >> 1);
        return holds_between((Relation)node->relation, (a > b) - (a < b));
    }
    Names a = names_of(&sides[0], record), b = names_of(&sides[1], record);
    if (node->kind == NODE_SUBSET) return is_within(&a, &b);
    return overlaps(&a, &b); /* a value is a set of one: equal and member are overlaps too */
}

static void add_fixed(Evaluation *evaluation, uint32_t at, int32_t name) {
    if (at == evaluation->fixed_capacity) {
        evaluation->fixed_capacity = at ? at * 2 : BITS_WORD;
        evaluation->fixed = memory_resize(evaluation->fixed, evaluation->fixed_capacity * sizeof(int32_t));
    }
    evaluation->fixed[at] = name;
}

/* The chosen vacancy's names, as the candidates' batch numbers them. */
static void fix_names(Evaluation *evaluation, Side *side) {
    const Interner *theirs = evaluation->vacancies.batch->texts;
    const Interner *ours = evaluation->candidates.batch->texts;
    Side open = *side;
    open.fixed = false;
    Names names = names_of(&open, side->row);
    for (uint32_t i = 0; i < names.count; i++) {
        size_t length;
        const char *text = interner_string(theirs, name_at(&names, i), &length);
        add_fixed(evaluation, i, interner_find(ours, text, length));
    }
    side->names = evaluation->fixed;
    side->name_count = names.count;
}

static Side open_side(Evaluation *evaluation, const Space *space, const Node *node, int32_t field) {
    const Ruleset *ruleset = evaluation->ruleset;
    const Field *declared = &ruleset->dictionary->fields[field];
    bool is_vacancy = declared->subject == SUBJECT_VACANCY;
    const Space *home = is_vacancy ? &evaluation->vacancies : space;
    bool by_name = node->kind != NODE_COMPARE || node->domain == DOMAIN_NAMES;
    Side side = {.field = declared, .column = &home->batch->columns[field]};
    side.atoms = by_name ? ruleset->atoms[field] : NULL;
    side.fixed = home != space;
    if (side.fixed) side.row = (uint32_t)evaluation->chosen;
    if (side.fixed && by_name && !evaluation_is_gap(evaluation, field)) fix_names(evaluation, &side);
    return side;
}

/* Where the side has a value, or two possible ones. */
static uint64_t decidable(const Evaluation *evaluation, const Space *space, const Side *side, int32_t field,
                          size_t word) {
    if (!side->fixed) return space_decidable(space, field, word);
    return evaluation_is_gap(evaluation, field) ? 0 : space_full(space, word);
}

/* Which combinations of the two sides' two possible values there are to look at. */
static bool has_two(const Evaluation *evaluation, const Space *space, const Side *side, int32_t field) {
    return (side->fixed ? &evaluation->vacancies : space)->spread[field] != NULL;
}

void relation_evaluate(Evaluation *evaluation, const Space *space, uint32_t number) {
    const Node *node = ruleset_node_at(evaluation->ruleset, number);
    uint64_t *met = space_met(space, number), *unmet = space_unmet(space, number);
    uint64_t *yes = node->negated ? unmet : met, *no = node->negated ? met : unmet;
    const Side sides[2] = {open_side(evaluation, space, node, node->field),
                           open_side(evaluation, space, node, node->other)};
    bool two[2] = {has_two(evaluation, space, &sides[0], node->field),
                   has_two(evaluation, space, &sides[1], node->other)};
    for (size_t w = 0; w < space->words; w++) {
        uint64_t left = decidable(evaluation, space, &sides[0], node->field, w) &
                        decidable(evaluation, space, &sides[1], node->other, w);
        yes[w] = no[w] = 0;
        for (; left; left &= left - 1) {
            unsigned bit = (unsigned)__builtin_ctzll(left), held = 0, tried = 0;
            for (unsigned ends = 0; ends < 4; ends++) {
                if ((ends & 1 && !two[0]) || (ends & 2 && !two[1])) continue;
                tried++;
                held += holds(node, sides, (uint32_t)(w * BITS_WORD + bit), ends);
            }
            yes[w] |= (uint64_t)(held == tried) << bit;
            no[w] |= (uint64_t)(held == 0) << bit;
        }
    }
}
