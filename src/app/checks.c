/* Checks by pack and reach, and the bits that come back. */
#include "app/checks.h"

#include "base/memory.h"

CheckGroups checks_group(const Rules *rules, uint8_t reach) {
    uint32_t count = ruleset_check_count(rules->set);
    CheckGroups groups = {.packs = memory_allocate_array(rules->pack_count, sizeof(PackChecks))};
    for (uint32_t pack = 0; pack < rules->pack_count; pack++) {
        PackChecks checks = {.pack = pack};
        for (uint32_t i = 0; i < count; i++) {
            const RulesetCheck *check = ruleset_check(rules->set, i);
            if (check->pack != pack || check->reach != reach) continue;
            if (!checks.checks) {
                checks.checks = memory_allocate_array(count, sizeof *checks.checks);
                checks.jobs = memory_allocate_array(count, sizeof *checks.jobs);
            }
            checks.jobs[checks.count].check = check->check;
            checks.checks[checks.count++] = i;
        }
        if (checks.count) groups.packs[groups.count++] = checks;
    }
    return groups;
}

void checks_close(CheckGroups *groups) {
    for (uint32_t i = 0; i < groups->count; i++) {
        free(groups->packs[i].checks);
        free(groups->packs[i].jobs);
    }
    free(groups->packs);
    *groups = (CheckGroups){0};
}

static bool stopped(CheckStop *stop, uint32_t pack, const Error *reason) {
    *stop = (CheckStop){pack, *reason};
    return false;
}

bool checks_start(const CheckGroups *groups, const Rules *rules, unsigned worker, unsigned slot,
                  const Batch *candidates, const Batch *vacancies, uint32_t vacancy, CheckStop *stop) {
    for (uint32_t g = 0; g < groups->count; g++) {
        PackChecks checks = groups->packs[g];
        CheckJob jobs[PLAN_CHECKS];
        for (uint32_t i = 0; i < checks.count; i++)
            jobs[i] = (CheckJob){checks.jobs[i].check, candidates, vacancies, vacancy};
        Error reason = {0};
        if (!pack_check_start(rules->packs[checks.pack], worker, slot, jobs, checks.count, &reason))
            return stopped(stop, checks.pack, &reason);
    }
    return true;
}

/* Adds what the checks of one pack raised over a batch. */
static void add_failures(Failures *failures, const CheckFailure *described, uint32_t count,
                         const Batch *batch, const Batch *vacancies, int64_t vacancy) {
    for (uint32_t i = 0; i < count; i++) {
        const char *who = batch_reference(batch, described[i].record),
                   *subject = subject_name(batch->subject);
        if (vacancy >= 0)
            who = arena_format(failures->arena, "%s '%s', vacancy '%s'", subject, who,
                               batch_reference(vacancies, (uint32_t)vacancy));
        else
            who = arena_format(failures->arena, "%s '%s'", subject, who);
        if (failures->supposed) who = arena_format(failures->arena, "%s after finishing a programme", who);
        failures_add(failures, &(Failure){described[i].file, described[i].line, described[i].text, who,
                                          described[i].count > 1});
    }
}

/* How many records' bits are set in the bitmaps. */
static uint64_t count_bits(uint64_t *const *bitmaps, uint32_t count, uint32_t records) {
    uint64_t bits = 0;
    for (uint32_t i = 0; i < count; i++)
        for (size_t w = 0; w < bits_words(records); w++)
            bits += bits_count_word(bitmaps[i][w]);
    return bits;
}

/* A worker that died does not keep the others' slots from being emptied. */
bool checks_finish(const CheckGroups *groups, const Rules *rules, unsigned worker, unsigned slot,
                   Evaluation *evaluation, int64_t vacancy, Failures *failures, CheckStop *stop) {
    const Batch *batch = evaluation_batch(evaluation);
    bool good = true;
    for (uint32_t g = 0; g < groups->count; g++) {
        const PackChecks *checks = &groups->packs[g];
        uint64_t *met[PLAN_CHECKS], *unmet[PLAN_CHECKS], *failed[PLAN_CHECKS];
        for (uint32_t i = 0; i < checks->count; i++) {
            CheckBits bits = evaluation_check(evaluation, checks->checks[i]);
            met[i] = bits.met, unmet[i] = bits.unmet, failed[i] = bits.failed;
        }
        CheckFailure *described;
        uint32_t count;
        Error reason = {0};
        if (!pack_check_finish(rules->packs[checks->pack], worker, slot, met, unmet, failed, failures->arena,
                               &described, &count, &reason)) {
            good = stopped(stop, checks->pack, &reason);
            continue;
        }
        add_failures(failures, described, count, batch, evaluation_vacancies(evaluation), vacancy);
        failures->calls += count_bits(failed, checks->count, batch->count);
    }
    return good;
}

/* Puts the bits of the checks over a few vacancies where they belong among those of all. */
static void place_bits(const uint64_t *part, uint32_t count, uint64_t *whole, uint32_t first) {
    for (uint32_t i = 0; i < count; i++)
        if (bits_get(part, i)) bits_set(whole, first + i);
}

static bool check_pack(const PackChecks *checks, const Rules *rules, const Batch *some, uint32_t first,
                       const CheckBits *bits, Failures *failures, CheckStop *stop) {
    uint64_t room[PLAN_CHECKS][3] = {0}, *met[PLAN_CHECKS], *unmet[PLAN_CHECKS], *failed[PLAN_CHECKS];
    CheckJob jobs[PLAN_CHECKS];
    for (uint32_t i = 0; i < checks->count; i++) {
        met[i] = &room[i][0], unmet[i] = &room[i][1], failed[i] = &room[i][2];
        jobs[i] = (CheckJob){.check = checks->jobs[i].check, .vacancies = some};
    }
    CheckFailure *described;
    uint32_t count;
    Error reason = {0};
    Pack *pack = rules->packs[checks->pack];
    if (!pack_check_start(pack, 0, 0, jobs, checks->count, &reason) ||
        !pack_check_finish(pack, 0, 0, met, unmet, failed, failures->arena, &described, &count, &reason))
        return stopped(stop, checks->pack, &reason);
    add_failures(failures, described, count, some, NULL, -1);
    failures->calls += count_bits(failed, checks->count, some->count);
    for (uint32_t i = 0; i < checks->count; i++) {
        const CheckBits *whole = &bits[checks->checks[i]];
        place_bits(met[i], some->count, whole->met, first);
        place_bits(unmet[i], some->count, whole->unmet, first);
        place_bits(failed[i], some->count, whole->failed, first);
    }
    return true;
}

bool checks_vacancies(const CheckGroups *groups, const Rules *rules, const Batch *some, uint32_t first,
                      const CheckBits *bits, Failures *failures, CheckStop *stop) {
    for (uint32_t g = 0; g < groups->count; g++)
        if (!check_pack(&groups->packs[g], rules, some, first, bits, failures, stop)) return false;
    return true;
}
