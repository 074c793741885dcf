/* --format wide: a row a candidate, a column a programme in the order of rule ids, the outcome in the cell.
 */
#include "base/memory.h"
#include "output/cell.h"
#include "output/formats.h"

void wide_begin(const Ruleset *ruleset, Buffer *out) {
    buffer_add_string(out, "candidate");
    for (uint32_t i = 0; i < ruleset_rule_count(ruleset); i++) {
        const Rule *rule = ruleset_rule(ruleset, i);
        if (rule->kind != RULE_PROGRAMME) continue;
        buffer_add_char(out, ',');
        cell_add(out, rule->id, strlen(rule->id));
    }
    buffer_add_char(out, '\n');
}

/* An outcome's name with its comma, ready to copy. */
typedef struct Word {
    char text[31];
    uint8_t length;
} Word;

static void make_words(Word words[OUTCOME_COUNT]) {
    for (int o = 0; o < OUTCOME_COUNT; o++)
        words[o].length = (uint8_t)snprintf(words[o].text, sizeof words[o].text, ",%s",
                                            outcome_name(RULE_PROGRAMME, (Outcome)o));
}

/* The programmes' columns, side by side. */
static uint32_t programmes(const DecisionRows *rows, const uint8_t **columns) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < ruleset_rule_count(rows->ruleset); i++)
        if (rows->outcomes[i]) columns[count++] = rows->outcomes[i];
    return count;
}

static bool is_shown(const DecisionRows *rows, const uint8_t *const *columns, uint32_t count,
                     uint32_t record) {
    uint32_t seen = 0;
    for (uint32_t i = 0; i < count; i++)
        seen |= 1u << columns[i][record];
    return count == 0 || (seen & rows->outcomes_shown);
}

void wide_rows(const DecisionRows *rows, Buffer *out) {
    Word words[OUTCOME_COUNT];
    make_words(words);
    const uint8_t **columns = memory_allocate_array(ruleset_rule_count(rows->ruleset), sizeof *columns);
    uint32_t count = programmes(rows, columns);
    for (uint32_t r = 0; r < rows->batch->count; r++) {
        if (!is_shown(rows, columns, count, r)) continue;
        const char *reference = batch_reference(rows->batch, r);
        cell_add(out, reference, strlen(reference));
        buffer_reserve(out, ((size_t)count + 1) * sizeof words[0].text);
        char *at = out->bytes + out->length;
        for (uint32_t i = 0; i < count; i++) {
            const Word *word = &words[columns[i][r]];
            memcpy(at, word->text,
                   sizeof word->text); /* a fixed length is one copy; the rest is written over */
            at += word->length;
        }
        *at++ = '\n';
        *at = '\0';
        out->length = (size_t)(at - out->bytes);
    }
    free(columns);
}
