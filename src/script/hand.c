/* One worker of a pack, as the parent holds it. */
#include "script/hand.h"

#include "base/memory.h"
#include "script/wire.h"
#include "script/worker.h"

#include <assert.h>

enum {
    SLOT_SECONDS = 10,     /* of processor time, to read a slot … */
    CALLS_A_SECOND = 100,  /* … and for calls: HOST_CHECK_STEPS take a millisecond on a machine of today */
    WALL_A_SECOND = 30000, /* milliseconds to wait for a second's work: other work may hold up a worker */
    WALL_AT_MOST = 24 * 3600 * 1000,
    TEXT = 1024,
    PATH = 4096
};

/* A slot in hand: what was asked, to know what the answer must look like. */
typedef struct Asked {
    uint32_t *records; /* of each job */
    uint32_t count, capacity;
    unsigned seconds; /* of processor time that the work may take */
    Arena *arena;     /* the answer's */
    char *answer;     /* once it has come */
    size_t length;
} Asked;

struct Hand {
    Jail *jail;
    Asked asked[PACK_SLOTS];
    unsigned order[PACK_SLOTS],
        waiting; /* the slots whose answers have not come, in the order in which they will */
    SlotWriter writer;
};

Hand *hand_open(Jail *jail) {
    Hand *hand = memory_allocate(sizeof *hand);
    hand->jail = jail;
    for (unsigned i = 0; i < PACK_SLOTS; i++)
        hand->asked[i].arena = arena_open();
    return hand;
}

void hand_close(Hand *hand) {
    if (!hand) return;
    jail_close(hand->jail);
    slot_writer_close(&hand->writer);
    for (unsigned i = 0; i < PACK_SLOTS; i++) {
        arena_close(hand->asked[i].arena);
        free(hand->asked[i].records);
    }
    free(hand);
}

void hand_watch(Hand *hand, bool (*go_on)(void *context), void *context) {
    jail_set_watch(hand->jail, go_on, context);
}

/* ── Asking ─────────────────────────────────────────────────────────────── */

/* How many records the parent expects each job to be about: its own count, not the one in the shared memory.
 */
static void note_records(Asked *asked, const SlotSource *source) {
    if (source->count > asked->capacity) {
        asked->records = memory_resize(asked->records, source->count * sizeof *asked->records);
        asked->capacity = source->count;
    }
    asked->count = source->count;
    uint64_t calls = 0;
    for (uint32_t i = 0; i < source->count; i++) {
        const CheckJob *job = &source->jobs[i];
        bool of_candidates = source->plan->checks[job->check].candidate;
        asked->records[i] = of_candidates ? job->candidates->count : job->vacancies->count;
        calls += asked->records[i];
    }
    asked->seconds = SLOT_SECONDS + (unsigned)(calls / CALLS_A_SECOND);
}

/* Gives the worker time for all that it has in hand: what it has begun is not cut short by what is sent. */
static void set_time(Hand *hand) {
    uint64_t seconds = 0;
    for (unsigned i = 0; i < hand->waiting; i++)
        seconds += hand->asked[hand->order[i]].seconds;
    uint64_t wall = seconds * WALL_A_SECOND;
    jail_set_time(hand->jail, (unsigned)seconds, wall < WALL_AT_MOST ? (unsigned)wall : WALL_AT_MOST);
}

bool hand_start(Hand *hand, unsigned slot, const SlotSource *source, Error *error) {
    Asked *asked = &hand->asked[slot];
    assert(slot < PACK_SLOTS && hand->waiting < PACK_SLOTS);
    if (!slot_write(slot_at(jail_shared(hand->jail), slot), &hand->writer, source, error)) return false;
    note_records(asked, source);
    arena_reset(asked->arena);
    asked->answer = NULL;
    hand->order[hand->waiting++] = slot;
    set_time(hand);
    uint64_t number = slot;
    return jail_send(hand->jail, &number, sizeof number, error);
}

/* ── Answers ────────────────────────────────────────────────────────────── */

/* Takes answers, in the order in which they come, until that of `slot` is there. */
static bool receive(Hand *hand, unsigned slot, Error *error) {
    while (!hand->asked[slot].answer) {
        assert(hand->waiting > 0);
        unsigned next = hand->order[0];
        Asked *asked = &hand->asked[next];
        if (!jail_receive(hand->jail, asked->arena, &asked->answer, &asked->length, error)) return false;
        hand->waiting--;
        memmove(hand->order, hand->order + 1, hand->waiting * sizeof *hand->order);
    }
    return true;
}

void hand_forget(Hand *hand) {
    Error ignored = {0};
    while (hand->waiting > 0 && receive(hand, hand->order[0], &ignored))
        ;
    hand->waiting = 0; /* a dead worker owes nothing */
}

/* A record has one result, whatever the worker says, and there are no records past the last. */
static void copy_bits(const uint64_t *bits, uint32_t records, uint64_t *met, uint64_t *unmet,
                      uint64_t *failed) {
    size_t words = bits_words(records);
    for (size_t word = 0; word < words; word++) {
        uint64_t full = bits_full_word(word, records);
        failed[word] = bits[2 * words + word] & full;
        met[word] = bits[word] & full & ~failed[word];
        unmet[word] = bits[words + word] & full & ~failed[word] & ~met[word];
    }
}

static void read_failures(WireReader *reader, const Asked *asked, HandResult *result) {
    uint32_t count = wire_number(reader);
    if (count > PACK_FAILURES) reader->bad = true;
    if (reader->bad) return;
    result->failures = arena_allocate_array(result->arena, count, sizeof *result->failures);
    for (uint32_t i = 0; i < count && !reader->bad; i++) {
        CheckFailure *failure = &result->failures[i];
        failure->job = wire_number(reader);
        failure->record = wire_number(reader);
        failure->count = wire_number(reader);
        failure->file = wire_text(reader, result->arena, PATH);
        failure->line = wire_number(reader);
        failure->text = wire_text(reader, result->arena, TEXT);
        if (!failure->file[0]) failure->file = NULL;
        if (failure->job >= asked->count || failure->record >= asked->records[failure->job] ||
            failure->count == 0)
            reader->bad = true;
    }
    result->failure_count = reader->bad ? 0 : count;
}

static void read_results(WireReader *reader, const Asked *asked, HandResult *result) {
    for (uint32_t i = 0; i < asked->count && !reader->bad; i++) {
        size_t length;
        const char *bits = wire_bytes(reader, &length);
        if (!bits || length != 3 * bits_words(asked->records[i]) * sizeof(uint64_t)) {
            reader->bad = true;
            return;
        }
        copy_bits((const uint64_t *)(const void *)bits, asked->records[i], result->met[i], result->unmet[i],
                  result->failed[i]);
    }
    read_failures(reader, asked, result);
}

static bool explain_stop(WireReader *reader, const char *name, Arena *arena, Error *error) {
    const char *file = wire_text(reader, arena, PATH);
    uint32_t line = wire_number(reader);
    const char *text = wire_text(reader, arena, TEXT);
    if (reader->bad) return error_set(error, "'%s' was stopped: its worker sent what makes no sense", name);
    return error_set_at(error, file[0] ? file : NULL, line, 0, "'%s' was %s", name, text);
}

bool hand_finish(Hand *hand, const char *name, unsigned slot, HandResult *result, Error *error) {
    Asked *asked = &hand->asked[slot];
    if (!receive(hand, slot, error)) return false;
    WireReader reader = {.at = asked->answer, .end = asked->answer + asked->length};
    uint32_t kind = wire_number(&reader), number = wire_number(&reader);
    if (kind == WORKER_STOPPED && number == slot) return explain_stop(&reader, name, result->arena, error);
    if (kind != WORKER_CHECKED || number != slot) reader.bad = true;
    read_results(&reader, asked, result);
    if (!reader.bad && reader.at == reader.end) return true;
    return error_set(error, "'%s' was stopped: its worker sent what makes no sense", name);
}
