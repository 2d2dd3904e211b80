/* Random numbers: counter-based (Philox 4x32-10), one stream per context. The draws are operators: see operators.h. */
#ifndef SWND_RANDOM_H
#define SWND_RANDOM_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Starts the streams of all contexts anew from `seed`. */
swnd_status swnd_random_seed(int64_t seed);

/* Starts the stream of one context anew from `seed`. */
swnd_status swnd_random_seed_context(int64_t seed, swnd_context context);

#ifdef __cplusplus
}
#endif

#endif
