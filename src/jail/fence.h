/* What a worker gives up. Internal to the jail. */
#ifndef BERTH_JAIL_FENCE_H
#define BERTH_JAIL_FENCE_H

#include "jail/jail.h"

/* Is this a build with a sanitizer? Then there is no filter and no limit on memory outside the arena. */
#ifdef __has_feature
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define JAIL_SANITIZED 1
#endif
#endif
#if !defined(JAIL_SANITIZED) && (defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__))
#define JAIL_SANITIZED 1
#endif
#ifndef JAIL_SANITIZED
#define JAIL_SANITIZED 0
#endif

enum {
    FENCE_CHANNEL = 0, /* the one descriptor that a worker keeps */
    FENCE_OUT_OF_MEMORY =
        2 /* exit status of a worker without memory: that of base/memory.h's memory_exhausted */
};

/* In the worker, in this order. */

/* Dies with `parent`, leaves the requests to end to it, takes default actions for all other signals, keeps
 * `channel` as FENCE_CHANNEL and no other descriptor. */
bool fence_isolate(int parent, int channel, Error *error);

/* Limits on memory outside the arena, processor time, files, processes and core dumps. The arena must be
 * mapped. */
bool fence_limit(const JailLimits *limits, Error *error);

/* No system call from here on but those that computing needs. */
bool fence_filter(Error *error);

/* In the parent: gives the worker `seconds` of processor time from now on. */
void fence_renew_time(int process, unsigned seconds);

#endif
