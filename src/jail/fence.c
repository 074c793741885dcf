/* What a worker gives up: signals, descriptors, resources, system calls.
 *
 * The list of system calls was measured as enough for Lua, PCRE2 and malloc. Under a sanitizer the filter and
 * the limit on memory are left out: the runtime maps memory, reads /proc and writes reports as it likes. So
 * the jail itself is tested in a build without one. */
#include "jail/fence.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#ifdef __linux__
#include <linux/close_range.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

enum {
    HEAP = 64 << 20,    /* bytes that malloc may use outside the arena, besides room for messages */
    UNSEEN = 512 << 20, /* bytes that are taken to be in use where the system does not say */
    DESCRIPTORS_AT_MOST = 65536
};

static bool refuse(Error *error, const char *what) {
    return error_set(error, "this system refuses a part of the jail (%s: %s)", what, strerror(errno));
}

/* Default actions, but what a terminal sends to the whole group is for the parent to decide upon. */
static void reset_signals(void) {
    static const int parents[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action = {.sa_handler = SIG_DFL};
    for (int signal = 1; signal < NSIG; signal++) {
#ifdef __linux__
        /* The C library refuses the two that it keeps for threads. All zeros is the default action. */
        static const unsigned long defaults[16] = {0};
        if (syscall(SYS_rt_sigaction, signal, defaults, NULL, _NSIG / 8) == 0) continue;
#endif
        sigaction(signal, &action, NULL);
    }
    action.sa_handler = SIG_IGN;
    for (size_t i = 0; i < sizeof parents / sizeof *parents; i++)
        sigaction(parents[i], &action, NULL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static void close_from(int first) {
#ifdef __linux__
    if (close_range((unsigned)first, ~0u, 0) == 0) return;
#endif
    long most = sysconf(_SC_OPEN_MAX);
    if (most < 0 || most > DESCRIPTORS_AT_MOST) most = DESCRIPTORS_AT_MOST;
    for (int descriptor = first; descriptor < most; descriptor++)
        close(descriptor);
}

/* A sanitizer reports on standard error, and reads what it needs. */
static int first_closed(void) {
    return JAIL_SANITIZED ? STDERR_FILENO + 1 : FENCE_CHANNEL + 1;
}

bool fence_isolate(int parent, int channel, Error *error) {
    /* First, so that there is a way to say what failed next. */
    if (dup2(channel, FENCE_CHANNEL) < 0) _exit(1);
    reset_signals();
    close_from(first_closed());
#ifdef __linux__
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return refuse(error, "PR_SET_PDEATHSIG");
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return refuse(error, "PR_SET_NO_NEW_PRIVS");
#endif
    if (getppid() != parent) _exit(0); /* it died before the request to die with it was made */
    return true;
}

static bool limit(unsigned resource, rlim_t soft, rlim_t hard) {
    struct rlimit now;
    if (getrlimit(resource, &now) != 0) return false;
    if (now.rlim_max != RLIM_INFINITY && hard > now.rlim_max) hard = now.rlim_max;
    if (soft > hard) soft = hard;
    struct rlimit wanted = {.rlim_cur = soft, .rlim_max = hard};
    return setrlimit(resource, &wanted) == 0;
}

/* Bytes of address space in use. */
static size_t address_space(void) {
    char text[32] = "";
    int file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    if (file < 0) return UNSEEN;
    ssize_t length = read(file, text, sizeof text - 1);
    close(file);
    size_t pages = length > 0 ? (size_t)strtoull(text, NULL, 10) : 0;
    return pages > 0 ? pages * (size_t)sysconf(_SC_PAGESIZE) : UNSEEN;
}

bool fence_limit(const JailLimits *limits, Error *error) {
    rlim_t memory = (rlim_t)(address_space() + HEAP + 4 * limits->message);
    if (!JAIL_SANITIZED && !limit(RLIMIT_AS, memory, memory)) return refuse(error, "RLIMIT_AS");
    /* The hard limit stays open so that the parent can renew the soft one; nobody in the jail can. */
    if (!limit(RLIMIT_CPU, limits->cpu_seconds, RLIM_INFINITY)) return refuse(error, "RLIMIT_CPU");
    /* One byte, not none: a core is then not piped to a program that would keep it, either (core(5), and
     * do_coredump in the kernel, which takes a limit of 1 for "never"). */
    if (!limit(RLIMIT_CORE, 1, 1)) return refuse(error, "RLIMIT_CORE");
    if (!JAIL_SANITIZED && !limit(RLIMIT_FSIZE, 0, 0)) return refuse(error, "RLIMIT_FSIZE");
    if (!limit(RLIMIT_NPROC, 0, 0)) return refuse(error, "RLIMIT_NPROC");
    if (!JAIL_SANITIZED && !limit(RLIMIT_NOFILE, 0, 0)) return refuse(error, "RLIMIT_NOFILE");
    return true;
}

#ifdef __linux__

static const int plain_calls[] = {
    SCMP_SYS(read),       SCMP_SYS(write), /* the channel, the only descriptor there is */
    SCMP_SYS(exit_group), SCMP_SYS(brk),          SCMP_SYS(munmap),
    SCMP_SYS(mremap),     SCMP_SYS(rt_sigreturn), SCMP_SYS(futex),
};

static bool add_calls(scmp_filter_ctx filter) {
    for (size_t i = 0; i < sizeof plain_calls / sizeof *plain_calls; i++) {
        if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, plain_calls[i], 0) != 0) return false;
    }
    /* Memory of no file, that nothing can be executed in. */
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 2,
                            SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0),
                            SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, MAP_ANONYMOUS)) == 0;
}

bool fence_filter(Error *error) {
    if (JAIL_SANITIZED) return true;
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
    bool loaded = filter && seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) == 0 &&
                  add_calls(filter);
    int code = loaded ? seccomp_load(filter) : -ENOMEM;
    seccomp_release(filter);
    errno = -code;
    return code == 0 || refuse(error, "seccomp");
}

void fence_renew_time(int process, unsigned seconds) {
    clockid_t clock;
    struct timespec used;
    struct rlimit now;
    if (clock_getcpuclockid(process, &clock) != 0 || clock_gettime(clock, &used) != 0) return;
    if (prlimit(process, RLIMIT_CPU, NULL, &now) != 0) return;
    now.rlim_cur = (rlim_t)used.tv_sec + seconds + 1;
    if (now.rlim_cur > now.rlim_max) now.rlim_cur = now.rlim_max;
    prlimit(process, RLIMIT_CPU, &now, NULL);
}

#else

bool fence_filter(Error *error) {
    return error_set(error, "this system has no filter for system calls that berth knows");
}

void fence_renew_time(int process, unsigned seconds) {
    (void)process;
    (void)seconds;
}

#endif
