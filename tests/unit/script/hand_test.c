/* A worker's answers, read as a stranger's: one that lies gets one clear message, and nothing is written out
 * of bounds. */
#include "../test.h"

#include "base/memory.h"
#include "script/hand.h"
#include "script/wire.h"
#include "script/worker.h"

#include <stdlib.h>
#include <sys/resource.h>

enum { RECORDS = 70, WORDS = 2 };

/* What the worker sends back, made in the parent before it starts. */
static void repeat(JailInside *inside, void *answer) {
    const Buffer *bytes = answer;
    const char *request;
    size_t length;
    while (jail_inside_receive(inside, &request, &length))
        jail_inside_send(inside, bytes->bytes, bytes->length);
}

/* A plan with one check that reads nothing: enough to be asked about. */
static const PlanCheck check = {.candidate = 1};
static const Plan plan = {.checks = &check, .checks_count = 1};

typedef struct Answer {
    bool done;
    uint64_t bits[3][WORDS + 1]; /* met, unmet, failed, and a word behind that has to stay */
    CheckFailure *failures;
    uint32_t failure_count;
    Error error;
} Answer;

static Answer ask(Buffer *bytes, Arena *arena) {
    static const JailLimits limits = {.memory = 4096,
                                      .shared = (size_t)PACK_SLOTS * SLOT_BYTES,
                                      .cpu_seconds = 5,
                                      .wall_milliseconds = 60000,
                                      .message = 1 << 20};
    Answer answer = {0};
    for (int i = 0; i < 3; i++)
        answer.bits[i][WORDS] = 0x5A5A;
    Jail *jail = jail_open("pack", &limits, false, repeat, bytes, &answer.error);
    Hand *hand = hand_open(jail);
    Batch batch = {.count = RECORDS};
    CheckJob job = {.candidates = &batch};
    SlotSource source = {.plan = &plan, .jobs = &job, .count = 1};
    uint64_t *met = answer.bits[0], *unmet = answer.bits[1], *failed = answer.bits[2];
    HandResult result = {.met = &met, .unmet = &unmet, .failed = &failed, .arena = arena};
    answer.done =
        hand_start(hand, 0, &source, &answer.error) && hand_finish(hand, "pack", 0, &result, &answer.error);
    answer.failures = result.failures;
    answer.failure_count = result.failure_count;
    hand_close(hand);
    buffer_close(bytes);
    for (int i = 0; i < 3; i++)
        CHECK_INT(answer.bits[i][WORDS], 0x5A5A);
    return answer;
}

static Buffer begin(uint32_t kind, uint32_t slot) {
    Buffer bytes = {0};
    wire_add_number(&bytes, kind);
    wire_add_number(&bytes, slot);
    return bytes;
}

static void add_bits(Buffer *bytes, uint64_t met, uint64_t unmet, uint64_t failed) {
    uint64_t bits[3 * WORDS] = {met, met, unmet, unmet, failed, failed};
    wire_add_bytes(bytes, bits, sizeof bits);
}

static void add_failure(Buffer *bytes, uint32_t job, uint32_t record, uint32_t count, const char *text) {
    wire_add_number(bytes, job);
    wire_add_number(bytes, record);
    wire_add_number(bytes, count);
    wire_add_text(bytes, "rules.lua");
    wire_add_number(bytes, 7);
    wire_add_text(bytes, text);
}

static void test_an_honest_answer(void) {
    Arena *arena = arena_open();
    Buffer bytes = begin(WORKER_CHECKED, 0);
    add_bits(&bytes, 1, 2, 4);
    wire_add_number(&bytes, 1);
    add_failure(&bytes, 0, 66, 3, "so");
    Answer answer = ask(&bytes, arena);
    CHECK(answer.done);
    CHECK_INT(answer.bits[0][0], 1);
    CHECK_INT(answer.bits[1][1], 2);
    CHECK_INT(answer.bits[2][1], 4);
    CHECK_INT(answer.failure_count, 1);
    CHECK_STR(answer.failures[0].text, "so");
    CHECK_INT(answer.failures[0].count, 3);
    CHECK_STR(answer.failures[0].file, "rules.lua");
    arena_close(arena);
}

/* Every record has one result, and there are 70 of them. */
static void test_results_are_cut_to_what_can_be(void) {
    Arena *arena = arena_open();
    Buffer bytes = begin(WORKER_CHECKED, 0);
    add_bits(&bytes, UINT64_MAX, UINT64_MAX, 1);
    wire_add_number(&bytes, 0);
    Answer answer = ask(&bytes, arena);
    CHECK(answer.done);
    CHECK_INT(answer.bits[2][1], 1);
    CHECK_INT(answer.bits[0][1], 0x3E);
    CHECK_INT(answer.bits[1][1], 0);
    CHECK_INT(answer.bits[1][0], 0);
    arena_close(arena);
}

static void test_what_makes_no_sense(void) {
    Arena *arena = arena_open();
    Buffer lies[9] = {{0}};
    lies[0] = (Buffer){0}; /* nothing at all */
    lies[1] = begin(99, 0);
    lies[2] = begin(WORKER_CHECKED, 1); /* a slot that is not in hand */
    add_bits(&lies[2], 0, 0, 0);
    wire_add_number(&lies[2], 0);
    lies[3] = begin(WORKER_CHECKED, 0); /* too few bits */
    wire_add_bytes(&lies[3], "12345678", 8);
    wire_add_number(&lies[3], 0);
    lies[4] = begin(WORKER_CHECKED, 0); /* more failures than there are */
    add_bits(&lies[4], 0, 0, 0);
    wire_add_number(&lies[4], UINT32_MAX);
    lies[5] = begin(WORKER_CHECKED, 0); /* of a record that is not there */
    add_bits(&lies[5], 0, 0, 0);
    wire_add_number(&lies[5], 1);
    add_failure(&lies[5], 0, RECORDS, 1, "x");
    lies[6] = begin(WORKER_CHECKED, 0); /* something behind */
    add_bits(&lies[6], 0, 0, 0);
    wire_add_number(&lies[6], 0);
    wire_add_number(&lies[6], 0);
    lies[7] = begin(WORKER_STOPPED, 0); /* cut short */
    lies[8] = begin(WORKER_CHECKED, 0); /* that nobody raised */
    add_bits(&lies[8], 0, 0, 0);
    wire_add_number(&lies[8], 1);
    add_failure(&lies[8], 0, 0, 0, "x");
    for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
        Answer answer = ask(&lies[i], arena);
        CHECK(!answer.done);
        CHECK_INT(answer.failure_count, 0);
        CHECK_STR(answer.error.text, "'pack' was stopped: its worker sent what makes no sense");
    }
    arena_close(arena);
}

static void test_texts_are_cut_and_made_safe(void) {
    Arena *arena = arena_open();
    static char large[100000];
    memset(large, 'x', sizeof large - 1);
    Buffer bytes = begin(WORKER_STOPPED, 0);
    wire_add_text(&bytes, "a\x1b.lua");
    wire_add_number(&bytes, 3);
    wire_add_text(&bytes, large);
    Answer answer = ask(&bytes, arena);
    CHECK(!answer.done);
    CHECK_STR(answer.error.file, "a\\x1B.lua");
    CHECK_INT(answer.error.line, 3);
    CHECK(strncmp(answer.error.text, "'pack' was xxx", 14) == 0);
    arena_close(arena);
}

/* ── Time ───────────────────────────────────────────────────────────────── */

static void wait_only(JailInside *inside, void *context) {
    (void)context;
    const char *request;
    size_t length;
    while (jail_inside_receive(inside, &request, &length)) {
    }
}

static int64_t seconds_allowed(const Jail *jail) {
    struct rlimit limit;
    if (prlimit(jail_process(jail), RLIMIT_CPU, NULL, &limit) != 0) abort();
    return (int64_t)limit.rlim_cur;
}

/* Forty checks of 4,096 people, each with all the steps that a call may take, want 40 times the time of one;
 * and what is sent later does not cut it short. */
static void test_time_is_for_the_work_in_hand(void) {
    static const JailLimits limits = {.memory = 4096,
                                      .shared = (size_t)PACK_SLOTS * SLOT_BYTES,
                                      .cpu_seconds = 5,
                                      .wall_milliseconds = 60000,
                                      .message = 1 << 20};
    static const double seconds_a_call = 0.001; /* what 100,000 steps take */
    Error error = {0};
    Jail *jail = jail_open("pack", &limits, false, wait_only, NULL, &error);
    Hand *hand = hand_open(jail);
    Batch people = {.count = 4096}, one = {.count = 1};
    CheckJob jobs[40], job = {.candidates = &one};
    for (size_t i = 0; i < 40; i++)
        jobs[i] = (CheckJob){.candidates = &people};
    SlotSource many = {.plan = &plan, .jobs = jobs, .count = 40},
               few = {.plan = &plan, .jobs = &job, .count = 1};
    CHECK(hand_start(hand, 2, &few, &error));
    CHECK(seconds_allowed(jail) < 60);
    CHECK(hand_start(hand, 0, &many, &error));
    int64_t allowed = seconds_allowed(jail);
    CHECK((double)allowed > 5 * 40 * 4096 * seconds_a_call);
    CHECK(hand_start(hand, 1, &few, &error));
    CHECK(seconds_allowed(jail) >= allowed);
    hand_close(hand);
}

/* ── The bytes themselves ───────────────────────────────────────────────── */

/* Whatever the bytes are and wherever they end, reading stays inside. */
static void test_reading_never_leaves_the_message(void) {
    Arena *arena = arena_open();
    uint32_t seed = 3;
    for (int round = 0; round < 20000; round++) {
        size_t length = (seed = seed * 1664525 + 1013904223) >> 8 & 63;
        char *bytes = memory_allocate(length ? length : 1); /* exactly so long, for AddressSanitizer */
        for (size_t i = 0; i < length; i++) {
            seed = seed * 1664525 + 1013904223;
            bytes[i] = (char)(seed >> 28 < 12 ? 0 : seed >> 16);
        }
        WireReader reader = {.at = bytes, .end = bytes + length};
        while (!reader.bad && reader.at < reader.end) {
            seed = seed * 1664525 + 1013904223;
            if (seed >> 31)
                wire_number(&reader);
            else
                wire_text(&reader, arena, 16);
            CHECK(reader.at <= reader.end);
        }
        free(bytes);
        arena_reset(arena);
    }
    arena_close(arena);
}

static void test_what_is_written_is_read(void) {
    Arena *arena = arena_open();
    Buffer out = {0};
    wire_add_number(&out, UINT32_MAX);
    wire_add_text(&out, "naïve");
    wire_add_text(&out, NULL);
    wire_add_bytes(&out, "a\0b", 3);
    WireReader reader = {.at = out.bytes, .end = out.bytes + out.length};
    size_t length;
    CHECK_INT(wire_number(&reader), UINT32_MAX);
    CHECK_STR(wire_text(&reader, arena, 100), "naïve");
    CHECK_STR(wire_text(&reader, arena, 100), "");
    CHECK(memcmp(wire_bytes(&reader, &length), "a\0b", 3) == 0);
    CHECK_INT(length, 3);
    CHECK(reader.at == reader.end && !reader.bad);
    CHECK_INT(wire_number(&reader), 0);
    CHECK(reader.bad);
    buffer_close(&out);
    arena_close(arena);
}

static const Test tests[] = {
    {"an honest answer", test_an_honest_answer},
    {"results are cut to what can be", test_results_are_cut_to_what_can_be},
    {"what makes no sense", test_what_makes_no_sense},
    {"texts are cut and made safe", test_texts_are_cut_and_made_safe},
    {"time is for the work in hand", test_time_is_for_the_work_in_hand},
    {"reading never leaves the message", test_reading_never_leaves_the_message},
    {"what is written is read", test_what_is_written_is_read},
};

TEST_MAIN(tests)
