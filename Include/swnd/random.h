/*
 * Random numbers: counter-based (Philox 4x32-10), one stream per context. The draws are operators: see operators.h.
 *
 * The numbers of a draw depend on the seed, the context's number and how many draws came before on this context, and on nothing else:
 * not on the number of threads, the instruction set, or whether operators are executed later and together.
 */
#ifndef SWND_RANDOM_H
#define SWND_RANDOM_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Starts the streams of all contexts anew from `seed`. Streams of different contexts give different numbers. */
swnd_status swnd_random_seed(int64_t seed);

/* Starts the stream of one context anew from `seed`: the same numbers whatever the number of the context. */
swnd_status swnd_random_seed_context(int64_t seed, swnd_context context);

/* Where random numbers come from. */
typedef enum swnd_random_stream {
    /* swnd's own streams. */
    SWND_RANDOM_PHILOX = 0,
    /*
     * Those of MXNet 1.9.1 on processors, number by number, for all draws and shuffles. One generator serves all processor contexts.
     * Numbers are drawn inside of the call, by one thread; parameters in arrays are waited for.
     */
    SWND_RANDOM_MXNET = 1
} swnd_random_stream;

/*
 * Chooses where numbers come from; SWND_RANDOM_PHILOX at first, or what the environment variable SWND_RANDOM says ("philox" or
 * "mxnet"). Another stream begins anew, from the last seed of all contexts.
 */
swnd_status swnd_random_set_stream(swnd_random_stream stream);

/* Where numbers come from. */
swnd_random_stream swnd_random_get_stream(void);

#ifdef __cplusplus
}
#endif

#endif
