/* The jail: what a worker can do, what ends it, and what the parent is told. */
#include "../test.h"

#include "jail/fence.h"
#include "jail/jail.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ARENA = 1 << 20, SHARED = 1 << 16, TEXT = sizeof((Error *)0)->text };

static const JailLimits limits = {
    .memory = ARENA, .shared = SHARED, .cpu_seconds = 1, .wall_milliseconds = 60000, .message = 1 << 20};

/* Starts a worker, gets one message from it, ends it. True and the text where a message came, else the
 * error's. */
static bool ask(const JailLimits *with, JailServe serve, void *context, char *text, size_t size) {
    Error error = {0};
    Arena *arena = arena_open();
    char *bytes = NULL;
    size_t length = 0;
    Jail *jail = jail_open("pack", with, false, serve, context, &error);
    bool got = jail && jail_receive(jail, arena, &bytes, &length, &error);
    snprintf(text, size, "%s", got ? bytes : error.text);
    jail_close(jail);
    arena_close(arena);
    return got;
}

static void say(JailInside *inside, const char *text) {
    jail_inside_send(inside, text, strlen(text));
}

static void echo(JailInside *inside, void *context) {
    (void)context;
    const char *bytes;
    size_t length;
    while (jail_inside_receive(inside, &bytes, &length))
        jail_inside_send(inside, bytes, length);
}

static void test_messages_go_both_ways(void) {
    Error error = {0};
    Jail *jail = jail_open("pack", &limits, false, echo, NULL, &error);
    CHECK(jail != NULL);
    Arena *arena = arena_open();
    static const size_t sizes[] = {0, 1, 7, 4096, 500000};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        char *sent = arena_allocate(arena, sizes[i] + 1), *bytes;
        memset(sent, 'a' + (int)i, sizes[i]);
        size_t length;
        CHECK(jail_send(jail, sent, sizes[i], &error));
        CHECK(jail_receive(jail, arena, &bytes, &length, &error));
        CHECK_INT(length, sizes[i]);
        CHECK(memcmp(bytes, sent, sizes[i]) == 0);
        CHECK_INT((uintptr_t)bytes % 8, 0);
    }
    arena_close(arena);
    jail_close(jail);
}

static void add_one(JailInside *inside, void *context) {
    (void)context;
    const char *bytes;
    size_t length, size;
    jail_inside_receive(inside, &bytes, &length);
    unsigned char *shared = jail_inside_shared(inside, &size);
    for (size_t i = 0; i < size; i++)
        shared[i]++;
    say(inside, "done");
}

static void test_memory_is_shared(void) {
    Error error = {0};
    Jail *jail = jail_open("pack", &limits, false, add_one, NULL, &error);
    unsigned char *shared = jail_shared(jail);
    CHECK_INT(shared[0], 0);
    memset(shared, 41, SHARED);
    Arena *arena = arena_open();
    char *bytes;
    size_t length;
    CHECK(jail_send(jail, "", 0, &error));
    CHECK(jail_receive(jail, arena, &bytes, &length, &error));
    CHECK_INT(shared[0], 42);
    CHECK_INT(shared[SHARED - 1], 42);
    arena_close(arena);
    jail_close(jail);
}

static void use_arena(JailInside *inside, void *context) {
    (void)context;
    size_t size;
    char *arena = jail_inside_arena(inside, &size);
    memset(arena, 1, size);
    say(inside, size == ARENA && (uintptr_t)arena % 16 == 0 ? "whole" : "wrong");
}

static void test_the_arena_is_mapped(void) {
    char text[TEXT];
    CHECK(ask(&limits, use_arena, NULL, text, sizeof text));
    CHECK_STR(text, "whole");
}

/* ── What the filter stops ──────────────────────────────────────────────── */

static void *do_nothing(void *context) {
    return context;
}

static void attempt_fork(void) {
    if (fork() == 0) _exit(0);
}
static void attempt_open(void) {
    open("/etc/passwd", O_RDONLY);
}
static void attempt_create(void) {
    open("jail-test-file", O_CREAT | O_WRONLY, 0600);
}
static void attempt_exec(void) {
    execl("/bin/true", "true", (char *)NULL);
}
static void attempt_socket(void) {
    socket(AF_INET, SOCK_STREAM, 0);
}
static void attempt_thread(void) {
    pthread_t thread;
    pthread_create(&thread, NULL, do_nothing, NULL);
}
static void attempt_kill(void) {
    kill(getppid(), 0);
}
static void attempt_code(void) {
    mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}
static void attempt_file_map(void) {
    mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, 0, 0);
}
static void attempt_protect(void) {
    mprotect((void *)((uintptr_t)attempt_protect & ~(uintptr_t)4095), 4096,
             PROT_READ | PROT_WRITE | PROT_EXEC);
}
static void attempt_ptrace(void) {
    ptrace(PTRACE_TRACEME, 0, NULL, NULL);
}
static void attempt_signal(void) {
    signal(SIGXCPU, SIG_IGN);
}
static void attempt_limit(void) {
    setrlimit(RLIMIT_CPU, &(struct rlimit){RLIM_INFINITY, RLIM_INFINITY});
}
static void attempt_prctl(void) {
    prctl(PR_SET_PDEATHSIG, 0);
}
static void attempt_dup(void) {
    dup(0);
}
static void attempt_sendmsg(void) {
    send(0, "x", 1, 0);
}
static void attempt_io_uring(void) {
    syscall(SYS_io_uring_setup, 1, NULL);
}
static void attempt_time_travel(void) {
    clock_settime(CLOCK_REALTIME, &(struct timespec){0});
}
static void attempt_sleep(void) {
    nanosleep(&(struct timespec){.tv_nsec = 1}, NULL);
}

typedef struct Attempt {
    const char *name;
    void (*make)(void);
} Attempt;

static const Attempt attempts[] = {
    {"fork", attempt_fork},        {"open", attempt_open},         {"create", attempt_create},
    {"exec", attempt_exec},        {"socket", attempt_socket},     {"thread", attempt_thread},
    {"kill", attempt_kill},        {"code", attempt_code},         {"file map", attempt_file_map},
    {"mprotect", attempt_protect}, {"ptrace", attempt_ptrace},     {"signal", attempt_signal},
    {"setrlimit", attempt_limit},  {"prctl", attempt_prctl},       {"dup", attempt_dup},
    {"sendmsg", attempt_sendmsg},  {"io_uring", attempt_io_uring}, {"clock", attempt_time_travel},
    {"sleep", attempt_sleep},
};

static void make_attempt(JailInside *inside, void *context) {
    ((const Attempt *)context)->make();
    say(inside, "still here");
}

static void test_other_system_calls_end_the_worker(void) {
    if (JAIL_SANITIZED) return; /* no filter there */
    for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++) {
        char text[TEXT];
        CHECK(!ask(&limits, make_attempt, (void *)(uintptr_t)&attempts[i], text, sizeof text));
        if (!strstr(text, "tried to do what a pack may not")) printf("# after %s\n", attempts[i].name);
        CHECK_STR(text, "'pack' was stopped: it tried to do what a pack may not (a system call)");
    }
    CHECK(access("jail-test-file", F_OK) != 0);
}

#if defined(__x86_64__)
/* The 32-bit door into the kernel, where the same numbers mean other calls. */
static void old_door(void) {
    long result;
    __asm__ volatile("int $0x80" : "=a"(result) : "0"(20 /* getpid */) : "memory");
}

static void test_calls_of_another_architecture(void) {
    if (JAIL_SANITIZED) return;
    char text[TEXT];
    CHECK(!ask(&limits, make_attempt, &(Attempt){"int 0x80", old_door}, text, sizeof text));
    CHECK(strstr(text, "tried to do") || strstr(text, "crashed")); /* a kernel without that door: SIGSEGV */
}
#else
static void test_calls_of_another_architecture(void) {}
#endif

/* ── What Lua and malloc need ───────────────────────────────────────────── */

static void allocate_much(JailInside *inside, void *context) {
    (void)context;
    char *blocks[64];
    for (size_t round = 0; round < 20; round++) {
        for (size_t i = 0; i < 64; i++) {
            blocks[i] = malloc((i + 1) * 1000 * (round % 5 + 1));
            if (!blocks[i]) return;
            memset(blocks[i], 1, 1000);
            blocks[i] = realloc(blocks[i], (i + 1) * 3000);
        }
        for (size_t i = 0; i < 64; i++)
            free(blocks[i]);
    }
    say(inside, time(NULL) > 0 ? "fine" : "no clock");
}

static void test_ordinary_work_goes_on(void) {
    char text[TEXT];
    CHECK(ask(&limits, allocate_much, NULL, text, sizeof text));
    CHECK_STR(text, "fine");
}

/* ── Limits ─────────────────────────────────────────────────────────────── */

static void spin(JailInside *inside, void *context) {
    (void)inside;
    for (volatile unsigned *forever = context;;)
        (*forever)++;
}

static void test_processor_time_is_limited(void) {
    char text[TEXT];
    unsigned count = 0;
    CHECK(!ask(&limits, spin, &count, text, sizeof text));
    CHECK_STR(text, "'pack' was stopped: it used more than 1 seconds of processor time");
    CHECK_INT(count, 0);
}

/* Half a second of work a message: more than the limit in all, but never between two messages. */
static void work_a_little(JailInside *inside, void *context) {
    (void)context;
    const char *bytes;
    size_t length;
    while (jail_inside_receive(inside, &bytes, &length)) {
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        int64_t until = (int64_t)now.tv_sec * 1000000000 + now.tv_nsec + 500000000;
        do
            clock_gettime(CLOCK_MONOTONIC, &now);
        while ((int64_t)now.tv_sec * 1000000000 + now.tv_nsec < until);
        say(inside, "done");
    }
}

static void test_each_message_renews_the_time(void) {
    Error error = {0};
    Arena *arena = arena_open();
    Jail *jail = jail_open("pack", &limits, false, work_a_little, NULL, &error);
    for (int i = 0; i < 6; i++) {
        char *bytes;
        size_t length;
        CHECK(jail_send(jail, "go", 2, &error));
        CHECK(jail_receive(jail, arena, &bytes, &length, &error));
    }
    CHECK_STR(error.text, "");
    jail_close(jail);
    arena_close(arena);
}

static void wait_for_ever(JailInside *inside, void *context) {
    (void)context;
    const char *bytes;
    size_t length;
    jail_inside_receive(inside, &bytes, &length);
}

static void test_the_wall_clock(void) {
    JailLimits short_wait = limits;
    short_wait.wall_milliseconds = 300;
    char text[TEXT];
    CHECK(!ask(&short_wait, wait_for_ever, NULL, text, sizeof text));
    CHECK_STR(text, "'pack' was stopped: it gave no answer within 0.3 seconds");
}

static void run_out(JailInside *inside, void *context) {
    (void)inside;
    (void)context;
    jail_inside_out_of_memory();
}

static void test_out_of_memory_is_told(void) {
    char text[TEXT];
    CHECK(!ask(&limits, run_out, NULL, text, sizeof text));
    CHECK_STR(text, "'pack' ran out of memory");
}

static void flood_heap(JailInside *inside, void *context) {
    (void)context;
    for (size_t i = 0; i < 4096; i++) {
        char *block = malloc(1 << 20);
        if (!block) jail_inside_out_of_memory();
        memset(block, 1, 1 << 20);
    }
    say(inside, "4 GiB");
}

static void test_memory_outside_the_arena_is_limited(void) {
    if (JAIL_SANITIZED) return;
    char text[TEXT];
    CHECK(!ask(&limits, flood_heap, NULL, text, sizeof text));
    CHECK_STR(text, "'pack' ran out of memory");
}

static void crash(JailInside *inside, void *context) {
    (void)inside;
    *(volatile int *)context = 1;
}

static void test_a_crash_is_told(void) {
    if (JAIL_SANITIZED) return; /* it would report and exit instead */
    char text[TEXT];
    CHECK(!ask(&limits, crash, (void *)(uintptr_t)8, text, sizeof text));
    CHECK_STR(text, "'pack' crashed (signal 11, Segmentation fault)");
}

static void leave(JailInside *inside, void *context) {
    (void)inside;
    (void)context;
}

static void test_an_early_end_is_told(void) {
    char text[TEXT];
    CHECK(!ask(&limits, leave, NULL, text, sizeof text));
    CHECK_STR(text, "'pack' ended without an answer (status 0)");
}

/* ── A worker that lies ─────────────────────────────────────────────────── */

static void claim_much(JailInside *inside, void *context) {
    (void)inside;
    uint64_t size = *(uint64_t *)context;
    ssize_t written = write(FENCE_CHANNEL, &size, sizeof size);
    _exit(written == sizeof size ? 0 : 1);
}

static void test_a_message_that_is_too_long(void) {
    uint64_t sizes[] = {(1 << 20) + 1, UINT64_MAX, UINT64_MAX - 7};
    for (size_t i = 0; i < 3; i++) {
        char text[TEXT];
        CHECK(!ask(&limits, claim_much, &sizes[i], text, sizeof text));
        CHECK_STR(text, "'pack' was stopped: it sent more than 1048576 bytes at once");
    }
}

static void test_a_message_that_is_cut_short(void) {
    uint64_t size = 100;
    char text[TEXT];
    CHECK(!ask(&limits, claim_much, &size, text, sizeof text));
    CHECK_STR(text, "'pack' ended without an answer (status 0)");
}

/* ── Life and death ─────────────────────────────────────────────────────── */

static bool has_ended(int process) {
    for (int i = 0; i < 500; i++) {
        if (kill(process, 0) != 0) return true;
        nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
    }
    return false;
}

static void test_no_zombie_is_left(void) {
    Error error = {0};
    Jail *jail = jail_open("pack", &limits, false, wait_for_ever, NULL, &error);
    int process = jail_process(jail);
    CHECK(process > 0);
    CHECK(kill(process, 0) == 0);
    jail_close(jail);
    CHECK(kill(process, 0) != 0); /* a zombie could still be signalled */
    CHECK(waitpid(-1, NULL, WNOHANG) < 0);
    jail_close(NULL);
}

static void test_a_dead_worker_is_told_again_and_again(void) {
    Error first = {0}, second = {0}, third = {0};
    Arena *arena = arena_open();
    Jail *jail = jail_open("pack", &limits, false, leave, NULL, &first);
    char *bytes;
    size_t length;
    nanosleep(&(struct timespec){.tv_nsec = 50000000}, NULL);
    bool sent = jail_send(jail, "x", 1, &first); /* EPIPE, and no SIGPIPE */
    CHECK(!sent);
    CHECK(!jail_receive(jail, arena, &bytes, &length, &second));
    CHECK(!jail_send(jail, "x", 1, &third));
    CHECK_STR(first.text, "'pack' ended without an answer (status 0)");
    CHECK_STR(second.text, first.text);
    CHECK_STR(third.text, first.text);
    jail_close(jail);
    arena_close(arena);
}

/* A parent that is killed, in a process of its own; the worker's id comes back through a pipe. */
static void test_the_worker_dies_with_its_parent(void) {
    int ends[2], worker = 0;
    CHECK(pipe(ends) == 0);
    int parent = fork();
    if (parent == 0) {
        Error error = {0};
        JailLimits lasting = limits;
        lasting.cpu_seconds = 60;
        unsigned count = 0;
        Jail *jail = jail_open("pack", &lasting, false, spin, &count, &error);
        int process = jail_process(jail);
        if (write(ends[1], &process, sizeof process) != sizeof process) _exit(1);
        kill(getpid(), SIGKILL);
    }
    CHECK(read(ends[0], &worker, sizeof worker) == sizeof worker);
    waitpid(parent, NULL, 0);
    CHECK(worker > 0 && has_ended(worker));
    close(ends[0]);
    close(ends[1]);
}

/* A worker has its channel and nothing else. */
static bool descriptor_is_open(int process, int descriptor) {
    char path[64], target[256];
    snprintf(path, sizeof path, "/proc/%d/fd/%d", process, descriptor);
    return readlink(path, target, sizeof target) > 0;
}

static void test_descriptors_are_closed(void) {
    int secret = open("/etc/passwd", O_RDONLY);
    Error error = {0};
    Jail *jail = jail_open("pack", &limits, false, wait_for_ever, NULL, &error);
    CHECK(descriptor_is_open(jail_process(jail), FENCE_CHANNEL));
    for (int i = JAIL_SANITIZED ? 3 : 1; i < 64; i++)
        CHECK(!descriptor_is_open(jail_process(jail), i));
    jail_close(jail);
    close(secret);
}

static bool system_says(int process, const char *what, const char *line) {
    char path[64], text[8192];
    snprintf(path, sizeof path, "/proc/%d/%s", process, what);
    int file = open(path, O_RDONLY);
    ssize_t length = read(file, text, sizeof text - 1);
    close(file);
    text[length > 0 ? length : 0] = '\0';
    return strstr(text, line) != NULL;
}

static void ignore_signal(int number) {
    (void)number;
}

/* Those that the C library keeps for threads can be ignored too: some programs start others so. */
static void set_thread_signals(unsigned long handler) {
    unsigned long action[16] = {handler};
    for (int number = 32; number <= 33; number++)
        CHECK(syscall(SYS_rt_sigaction, number, action, NULL, _NSIG / 8) == 0);
}

static void test_the_kernel_agrees(void) {
    signal(SIGUSR1, ignore_signal);
    signal(SIGUSR2, SIG_IGN);
    set_thread_signals((unsigned long)SIG_IGN);
    Error error = {0};
    Jail *jail = jail_open("pack", &limits, false, wait_for_ever, NULL, &error);
    int process = jail_process(jail);
    CHECK(system_says(process, "status", "NoNewPrivs:\t1"));
    if (!JAIL_SANITIZED) CHECK(system_says(process, "status", "Seccomp:\t2"));
    if (!JAIL_SANITIZED) CHECK(system_says(process, "status", "SigCgt:\t0000000000000000"));
    CHECK(system_says(process, "status", "SigIgn:\t0000000000004003")); /* SIGHUP, SIGINT, SIGTERM */
    CHECK(system_says(process, "limits", "Max core file size        1                    1 "));
    CHECK(system_says(process, "limits", "Max processes             0                    0 "));
    if (!JAIL_SANITIZED)
        CHECK(system_says(process, "limits", "Max open files            0                    0 "));
    CHECK(system_says(process, "status", "SigBlk:\t0000000000000000"));
    jail_close(jail);
    signal(SIGUSR1, SIG_DFL);
    signal(SIGUSR2, SIG_DFL);
    set_thread_signals((unsigned long)SIG_DFL);
}

static void test_the_jail_is_there(void) {
    Error error = {0};
    CHECK(jail_available(&error));
    CHECK_STR(error.text, "");
}

static void greet(JailInside *inside, void *context) {
    (void)context;
    say(inside, "hello");
}

/* In a process of its own that may install no filter, as in some containers. What it found wrong is its exit
 * status. */
static int without_filters(void) {
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    if (seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(seccomp), 0) != 0) return 1;
    if (seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(prctl), 1,
                         SCMP_A0(SCMP_CMP_EQ, PR_SET_SECCOMP, 0)) != 0)
        return 2;
    if (seccomp_load(filter) != 0) return 3;
    seccomp_release(filter);
    Error error = {0}, other = {0};
    if (jail_available(&error) || !strstr(error.text, "seccomp")) return 4;
    if (jail_open("pack", &limits, false, greet, NULL, &other)) return 5;
    if (!strstr(other.text, "'pack' can't be run: this system refuses a part of the jail (seccomp: "))
        return 6;
    if (!strstr(other.text, "--trust-packs")) return 7;
    Error none = {0};
    Arena *arena = arena_open();
    char *bytes;
    size_t length;
    Jail *jail = jail_open("pack", &limits, true, greet, NULL, &none);
    if (!jail || !jail_receive(jail, arena, &bytes, &length, &none) || strcmp(bytes, "hello") != 0) return 8;
    jail_close(jail);
    arena_close(arena);
    return 0;
}

static void test_a_system_without_filters(void) {
    if (JAIL_SANITIZED) return;
    int status = 0, process = fork();
    if (process == 0) _exit(without_filters());
    waitpid(process, &status, 0);
    CHECK(WIFEXITED(status));
    CHECK_INT(WEXITSTATUS(status), 0);
}

static void flood_untouched(JailInside *inside, void *context) {
    (void)context;
    for (size_t i = 0; i < 4096; i++)
        if (!malloc(1 << 20)) jail_inside_out_of_memory();
    say(inside, "4 GiB");
}

/* In a process of its own, where /proc can't be read. What it found wrong is its exit status. */
static int without_proc(void) {
    static const int opens[] = {SCMP_SYS(open), SCMP_SYS(openat)};
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    for (size_t i = 0; i < sizeof opens / sizeof *opens; i++)
        if (seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOENT), opens[i], 0) != 0) return 1;
    if (seccomp_load(filter) != 0) return 2;
    seccomp_release(filter);
    char text[TEXT];
    if (open("/proc/self/statm", O_RDONLY) >= 0) return 3;
    if (ask(&limits, flood_untouched, NULL, text, sizeof text)) return 4;
    return strcmp(text, "'pack' ran out of memory") == 0 ? 0 : 5;
}

static void test_memory_is_limited_without_proc(void) {
    if (JAIL_SANITIZED) return;
    int status = 0, process = fork();
    if (process == 0) _exit(without_proc());
    waitpid(process, &status, 0);
    CHECK(WIFEXITED(status));
    CHECK_INT(WEXITSTATUS(status), 0);
}

static const Test tests[] = {
    {"messages go both ways", test_messages_go_both_ways},
    {"memory is shared", test_memory_is_shared},
    {"the arena is mapped", test_the_arena_is_mapped},
    {"other system calls end the worker", test_other_system_calls_end_the_worker},
    {"calls of another architecture end the worker", test_calls_of_another_architecture},
    {"ordinary work goes on", test_ordinary_work_goes_on},
    {"processor time is limited", test_processor_time_is_limited},
    {"each message renews the time", test_each_message_renews_the_time},
    {"the wall clock", test_the_wall_clock},
    {"out of memory is told", test_out_of_memory_is_told},
    {"memory outside the arena is limited", test_memory_outside_the_arena_is_limited},
    {"a crash is told", test_a_crash_is_told},
    {"an early end is told", test_an_early_end_is_told},
    {"a message that is too long", test_a_message_that_is_too_long},
    {"a message that is cut short", test_a_message_that_is_cut_short},
    {"no zombie is left", test_no_zombie_is_left},
    {"a dead worker is told again and again", test_a_dead_worker_is_told_again_and_again},
    {"the worker dies with its parent", test_the_worker_dies_with_its_parent},
    {"descriptors are closed", test_descriptors_are_closed},
    {"the kernel agrees", test_the_kernel_agrees},
    {"the jail is there", test_the_jail_is_there},
    {"a system without filters", test_a_system_without_filters},
    {"memory is limited without /proc", test_memory_is_limited_without_proc},
};

TEST_MAIN(tests)
