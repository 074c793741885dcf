/* Threads that each do a share of one job. They wait at a gate until all of them have started: work that
 * counts on its neighbours would hang without one. */
#include "thread.h"

#include "memory.h"

#include <pthread.h>
#include <sched.h>
#include <unistd.h>

typedef struct Job {
    void (*work)(void *context, unsigned index);
    void *context;
    pthread_mutex_t gate;
    bool go;
} Job;

typedef struct Share {
    Job *job;
    pthread_t thread;
    unsigned index;
} Share;

static void *do_share(void *argument) {
    Share *share = argument;
    Job *job = share->job;
    pthread_mutex_lock(&job->gate);
    bool go = job->go;
    pthread_mutex_unlock(&job->gate);
    if (go) job->work(job->context, share->index);
    return NULL;
}

/* How many of the shares after the first got a thread; `failure` gets the reason when not all did. */
static unsigned start(Job *job, Share *shares, unsigned count, int *failure) {
    unsigned started = 1;
    for (; started < count; started++) {
        shares[started] = (Share){.job = job, .index = started};
        *failure = pthread_create(&shares[started].thread, NULL, do_share, &shares[started]);
        if (*failure) break;
    }
    return started;
}

bool thread_run(unsigned count, void (*work)(void *context, unsigned index), void *context, Error *error) {
    Job job = {.work = work, .context = context, .gate = PTHREAD_MUTEX_INITIALIZER};
    Share *shares = memory_allocate_array(count, sizeof *shares);
    int failure = 0;
    pthread_mutex_lock(&job.gate);
    unsigned started = start(&job, shares, count, &failure);
    job.go = failure == 0;
    pthread_mutex_unlock(&job.gate);
    if (job.go && count > 0) work(context, 0);
    for (unsigned i = 1; i < started; i++)
        pthread_join(shares[i].thread, NULL);
    pthread_mutex_destroy(&job.gate);
    free(shares);
    if (failure) error_set(error, "can't start thread %u of %u: %s", started + 1, count, strerror(failure));
    return failure == 0;
}

unsigned thread_processors(void) {
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0) return (unsigned)CPU_COUNT(&set);
    long online = sysconf(_SC_NPROCESSORS_ONLN); /* more processors than the set has bits */
    return online > 0 ? (unsigned)online : 1;
}
