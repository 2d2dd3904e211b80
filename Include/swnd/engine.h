/* The engine: waiting, threads, what was executed. */
#ifndef SWND_ENGINE_H
#define SWND_ENGINE_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Returns when all work handed over so far, by any thread, has been done. */
swnd_status swnd_wait_all(void);

/* Says that the process is about to end: returns when what the library's threads and devices have begun is done, after which they
 * begin nothing any more. A launch on the processor is waited for two seconds, and two minutes where devices are in use. Calls stay
 * possible. Python's package calls it at the end; a program in C whose last results on a device nobody reads calls it before it
 * leaves main, since a driver may be compiling for them. */
swnd_status swnd_notify_shutdown(void);

/* How long calls of this thread that wait do so at most, in microseconds (a launch that has begun is ended first); then they return
 * SWND_UNFINISHED, and may be called again. 0, the default, is for ever. For hosts that have signals to look after. */
swnd_status swnd_set_patience(uint64_t microseconds);

/* A lock that threads hold while they call, such as the one of an interpreter. Calls let go of it while they compute a window or wait
 * for one, and have it again when they return; a thread that does not hold it calls as if there was none. Functions that are called
 * back find the lock as the call did.
 *
 * The last two are for hosts that have signals to look after, and NULL for others. A call that waits or computes for others, and is not
 * one that swnd_set_patience ends, asks interrupted() every tenth of a second, and in the end; where that is not 0, it calls interrupt(),
 * gives up, and returns SWND_UNFINISHED. What it did until then stays done. */
typedef struct swnd_caller_lock {
    size_t struct_size;
    void *(*holder)(void); /* who holds it; NULL for nobody, or where that cannot be said */
    void *(*caller)(void); /* what holder() returns where the calling thread does; never waits */
    void *(*let_go)(void); /* called by the thread that holds it */
    void (*take_back)(void *let_go); /* with what let_go() returned, by the same thread */
    int (*interrupted)(void);        /* whether the thread is asked to end its call; forgets it */
    void (*interrupt)(void);         /* remembers it, for when the call has returned */
} swnd_caller_lock;

/* Sets the lock for all threads; NULL, as at the start, is for none. Call it while no other call is under way. */
swnd_status swnd_set_caller_lock(const swnd_caller_lock *lock);

/* Bounds of what may wait to be executed: operators, and bytes of their results. At a bound the calling thread computes, or waits
 * until there is room. 0 leaves a bound as it is. At the start: SWND_WINDOW_NODES and SWND_WINDOW_BYTES. */
swnd_status swnd_set_window(size_t nodes, size_t bytes);

/* How many threads compute. At the start: the fewest of affinity, cgroup quota and physical cores, or SWND_NUM_THREADS. */
size_t swnd_num_threads(void);
swnd_status swnd_set_num_threads(size_t count);

/* Counters since the start. Set struct_size to sizeof(swnd_engine_stats) before the call. */
typedef struct swnd_engine_stats {
    size_t struct_size;
    uint64_t launches;           /* kernels started */
    uint64_t bytes_in_use;       /* held by arrays */
    uint64_t bytes_peak;         /* the most of it so far */
    uint64_t bytes_cached;       /* kept for reuse */
    uint64_t system_allocations; /* blocks asked from the system */
    uint64_t pending;            /* operators that wait to be executed */
    uint64_t window_nodes;       /* the bounds of swnd_set_window */
    uint64_t window_bytes;
} swnd_engine_stats;

swnd_status swnd_engine_read_stats(swnd_engine_stats *out);

/* What is wrong with the environment variables of swnd: a line for each whose value makes no sense and is ignored; the empty text where there
 * is none. Copied to `out` with a final zero, if `*size` bytes suffice; in any case `*size` becomes the bytes that it takes, the zero
 * included. `out` may be NULL to ask for that only. */
swnd_status swnd_environment_problems(char *out, size_t *size);

/* The declarations of all operators as JSON: name, aliases, inputs, parameters with type and default, traits. */
const char *swnd_operator_table(void);

#ifdef __cplusplus
}
#endif

#endif
