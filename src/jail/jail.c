/* The parent's side of the jail: starts workers, talks to them, and says how one ended. */
#include "jail/jail.h"

#include "base/memory.h"
#include "jail/fence.h"
#include "jail/inside.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* For systems that lack them; the jail itself is Linux's. */
#ifndef SOCK_CLOEXEC
#define SOCK_CLOEXEC 0
#endif
#ifndef MSG_NOSIGNAL
#define MSG_NOSIGNAL 0
#endif
#ifndef MAP_NORESERVE
#define MAP_NORESERVE 0
#endif

struct Jail {
    char *name;
    JailLimits limits;
    int process; /* 0 once it has ended */
    int channel; /* -1 once it has ended */
    void *shared;
    bool (*go_on)(void *context);
    void *context;
    Error ended; /* why, once it has ended */
};

enum {
    LINGER_MILLISECONDS = 2000, /* from a closed channel to the end of the process */
    WATCH_MILLISECONDS = 200    /* between two questions whether to go on waiting */
};

static int64_t milliseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Waits until the process can be reaped; kills it where it takes too long. */
static int reap(int process, bool kill_now) {
    int status = 0;
    int64_t deadline = milliseconds() + LINGER_MILLISECONDS;
    if (kill_now) kill(process, SIGKILL);
    for (;;) {
        int reaped = waitpid(process, &status, kill_now ? 0 : WNOHANG);
        if (reaped == process) return status;
        if (reaped < 0 && errno != EINTR) return 0;
        if (reaped != 0) continue;
        if (milliseconds() > deadline) {
            kill(process, SIGKILL);
            kill_now = true;
        }
        nanosleep(&(struct timespec){.tv_nsec = 200000}, NULL);
    }
}

static void finish(Jail *jail, bool kill_now, int *status) {
    if (jail->process) *status = reap(jail->process, kill_now);
    if (jail->channel >= 0) close(jail->channel);
    jail->process = 0;
    jail->channel = -1;
}

static void explain_end(Jail *jail, int status) {
    const char *name = jail->name;
    int signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    if (signal == SIGXCPU) {
        error_set(&jail->ended, "'%s' was stopped: it used more than %u seconds of processor time", name,
                  jail->limits.cpu_seconds);
    } else if (signal == SIGSYS) {
        error_set(&jail->ended, "'%s' was stopped: it tried to do what a pack may not (a system call)", name);
    } else if (signal == SIGKILL) {
        error_set(&jail->ended, "'%s' was killed from outside; perhaps the system is short of memory", name);
    } else if (signal) {
        error_set(&jail->ended, "'%s' crashed (signal %d, %s)", name, signal, strsignal(signal));
    } else if (WEXITSTATUS(status) == FENCE_OUT_OF_MEMORY) {
        error_set(&jail->ended, "'%s' ran out of memory", name);
    } else {
        error_set(&jail->ended, "'%s' ended without an answer (status %d)", name, WEXITSTATUS(status));
    }
}

/* The channel is closed at the other end: says why, now and whenever it is asked again. */
static bool worker_ended(Jail *jail, Error *error) {
    if (!jail->ended.set) {
        int status = 0;
        finish(jail, false, &status);
        explain_end(jail, status);
    }
    return error_set(error, "%s", jail->ended.text);
}

/* Ends the worker for what it did; `jail->ended` says what. */
static bool end_worker(Jail *jail, Error *error) {
    int status = 0;
    finish(jail, true, &status);
    return error_set(error, "%s", jail->ended.text);
}

static bool may_wait(const Jail *jail) {
    return !jail->go_on || jail->go_on(jail->context);
}

/* Waits until the channel is ready for `events`, or the deadline, or until it may not go on. */
static bool wait_for(Jail *jail, short events, int64_t deadline, Error *error) {
    struct pollfd channel = {.fd = jail->channel, .events = events};
    for (int64_t left = 1; left > 0;) {
        if (!may_wait(jail)) {
            error_set(&jail->ended, "'%s' was stopped, because the run was", jail->name);
            return end_worker(jail, error);
        }
        left = deadline - milliseconds();
        int ready = poll(&channel, 1,
                         left < 0                    ? 0
                         : left < WATCH_MILLISECONDS ? (int)left
                                                     : WATCH_MILLISECONDS);
        if (ready > 0) return true;
        if (ready < 0 && errno != EINTR) break;
    }
    error_set(&jail->ended, "'%s' was stopped: it gave no answer within %g seconds", jail->name,
              jail->limits.wall_milliseconds / 1000.0);
    return end_worker(jail, error);
}

static bool send_all(Jail *jail, const char *bytes, size_t length, int64_t deadline, Error *error) {
    while (length > 0) {
        ssize_t sent = send(jail->channel, bytes, length, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent > 0) {
            bytes += sent;
            length -= (size_t)sent;
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            if (!wait_for(jail, POLLOUT, deadline, error)) return false;
        } else if (errno != EINTR) {
            return worker_ended(jail, error);
        }
    }
    return true;
}

static bool receive_all(Jail *jail, char *bytes, size_t length, int64_t deadline, Error *error) {
    while (length > 0) {
        ssize_t got = recv(jail->channel, bytes, length, MSG_DONTWAIT);
        if (got > 0) {
            bytes += got;
            length -= (size_t)got;
        } else if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
            if (!wait_for(jail, POLLIN, deadline, error)) return false;
        } else if (got == 0 || errno != EINTR) {
            return worker_ended(jail, error);
        }
    }
    return true;
}

bool jail_send(Jail *jail, const void *bytes, size_t length, Error *error) {
    if (jail->ended.set) return worker_ended(jail, error);
    fence_renew_time(jail->process, jail->limits.cpu_seconds);
    int64_t deadline = milliseconds() + jail->limits.wall_milliseconds;
    uint64_t size = length;
    return send_all(jail, (const char *)&size, sizeof size, deadline, error) &&
           send_all(jail, bytes, length, deadline, error);
}

bool jail_receive(Jail *jail, Arena *arena, char **bytes, size_t *length, Error *error) {
    if (jail->ended.set) return worker_ended(jail, error);
    int64_t deadline = milliseconds() + jail->limits.wall_milliseconds;
    uint64_t size;
    if (!receive_all(jail, (char *)&size, sizeof size, deadline, error)) return false;
    if (size > jail->limits.message) {
        error_set(&jail->ended, "'%s' was stopped: it sent more than %zu bytes at once", jail->name,
                  jail->limits.message);
        return end_worker(jail, error);
    }
    char *message = arena_allocate(arena, (size_t)size + 1);
    if (!receive_all(jail, message, (size_t)size, deadline, error)) return false;
    *bytes = message;
    *length = (size_t)size;
    return true;
}

/* The worker's first message is empty when all its rights are gone, else it says what the system refused. */
static bool await_readiness(Jail *jail, Error *error) {
    Arena *arena = arena_open();
    char *text;
    size_t length;
    bool ready = jail_receive(jail, arena, &text, &length, error);
    if (ready && length > 0) {
        ready = error_set(error,
                          "'%s' can't be run: %s; packs that don't ship with berth are refused here unless "
                          "--trust-packs is given",
                          jail->name, text);
    }
    arena_close(arena);
    return ready;
}

/* The worker has its copy of the mapping by now; those that start later must not get one. */
static void keep_from_others(const Jail *jail) {
#ifdef MADV_DONTFORK
    if (jail->shared) madvise(jail->shared, jail->limits.shared, MADV_DONTFORK);
#else
    (void)jail;
#endif
}

static bool start(Jail *jail, bool trusted, JailServe serve, void *context, Error *error) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
        return error_set(error, "'%s' can't be run: no channel to a worker: %s", jail->name, strerror(errno));
    }
    int parent = getpid();
    int process = fork();
    if (process == 0) {
        inside_run(parent, ends[1], &jail->limits, jail->shared, trusted, serve, context);
    }
    close(ends[1]);
    keep_from_others(jail);
    jail->channel = ends[0];
    if (process < 0) {
        return error_set(error, "'%s' can't be run: no worker process: %s", jail->name, strerror(errno));
    }
    jail->process = process;
    return await_readiness(jail, error);
}

static bool map_shared(Jail *jail, Error *error) {
    if (jail->limits.shared == 0) return true;
    void *shared = mmap(NULL, jail->limits.shared, PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (shared == MAP_FAILED) {
        return error_set(error, "'%s' can't be run: no shared memory: %s", jail->name, strerror(errno));
    }
    jail->shared = shared;
    return true;
}

Jail *jail_open(const char *name, const JailLimits *limits, bool trusted, JailServe serve, void *context,
                Error *error) {
    Jail *jail = memory_allocate(sizeof *jail);
    jail->name = memory_allocate(strlen(name) + 1);
    memcpy(jail->name, name, strlen(name));
    jail->limits = *limits;
    jail->channel = -1;
    if (map_shared(jail, error) && start(jail, trusted, serve, context, error)) return jail;
    jail_close(jail);
    return NULL;
}

void jail_close(Jail *jail) {
    if (!jail) return;
    int status;
    finish(jail, true, &status);
    if (jail->shared) munmap(jail->shared, jail->limits.shared);
    free(jail->name);
    free(jail);
}

void jail_set_time(Jail *jail, unsigned cpu_seconds, unsigned wall_milliseconds) {
    jail->limits.cpu_seconds = cpu_seconds;
    jail->limits.wall_milliseconds = wall_milliseconds;
}

void jail_set_watch(Jail *jail, bool (*go_on)(void *context), void *context) {
    jail->go_on = go_on;
    jail->context = context;
}

void *jail_shared(const Jail *jail) {
    return jail->shared;
}

int jail_process(const Jail *jail) {
    return jail->process;
}

static void serve_nothing(JailInside *inside, void *context) {
    (void)context;
    const char *bytes;
    size_t length;
    jail_inside_receive(inside, &bytes, &length);
}

bool jail_available(Error *error) {
    JailLimits limits = {.memory = 1 << 16, .cpu_seconds = 1, .wall_milliseconds = 10000, .message = 4096};
    Jail *jail = jail_open("the jail's own test", &limits, false, serve_nothing, NULL, error);
    jail_close(jail);
    return jail != NULL;
}
