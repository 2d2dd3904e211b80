/* Seeing inside: what was executed when, and what waits to be. */
#ifndef SWND_PROFILER_H
#define SWND_PROFILER_H

#include "array.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Functions that give text copy it to `out` with a final zero, if `*size` bytes suffice. In any case `*size` becomes the bytes that
 * the text takes, the zero included. `out` may be NULL to ask for that only. */

/* Begins or stops to write down launches, waits and plans. While it runs, small operators are launches as well. */
swnd_status swnd_profiler_set_running(bool running);

/* Forgets what was written down. */
swnd_status swnd_profiler_reset(void);

/* What was written down as JSON that Chrome (chrome://tracing) and Perfetto (ui.perfetto.dev) open: an event for each launch, with its
 * operators and where they were called, for each wait, and for each window that was planned. Times are in microseconds. */
swnd_status swnd_profiler_trace(char *out, size_t *size);

/* A table: for each kind and name of event how often it was, and total, least, most and mean time in milliseconds. */
swnd_status swnd_profiler_summary(char *out, size_t *size);

/* What waits to be executed behind an array, in the DOT language of Graphviz. */
swnd_status swnd_array_graph(char *out, size_t *size, swnd_array array);

/* Where the calling thread is in its program, such as "train.py:12"; NULL where that is not known. The text stays valid until the
 * next call on the same thread. An empty text says that it is not known because somebody asked the thread to end what it is doing: the
 * call goes on, and asks again by interrupt() of the callers' lock. */
typedef const char *(*swnd_call_site)(void);

/* Sets the function that is asked for each operator while the profiler runs or SWND_DEBUG is set, and else for those that wait and
 * may fail, so that their errors say where they were called; NULL for none. It may be called on any thread that applies operators. */
swnd_status swnd_set_call_site(swnd_call_site site);

#ifdef __cplusplus
}
#endif

#endif
