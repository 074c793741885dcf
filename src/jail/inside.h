/* The worker's side of the jail. Internal to the jail. */
#ifndef BERTH_JAIL_INSIDE_H
#define BERTH_JAIL_INSIDE_H

#include "jail/jail.h"

/* In the new process: gives everything up, tells the parent, serves, and ends. */
_Noreturn void inside_run(int parent, int channel, const JailLimits *limits, void *shared, bool trusted,
                          JailServe serve, void *context);

#endif
