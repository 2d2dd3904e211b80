/* Several threads: for the tests of what they share and what they do not. */
#ifndef THREADS_H
#define THREADS_H

#include <pthread.h>

#include "check.h"

enum { THREADS = 8, ROUNDS = 400, LENGTH = 64, LARGE = 70000 };

static inline void in_threads(void *(*body)(void *)) {
    pthread_t threads[THREADS];
    for (intptr_t i = 0; i < THREADS; i++)
        CHECK(pthread_create(&threads[i], NULL, body, (void *)i) == 0);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
}

/* Whether all elements are this number. */
static inline bool all_are(swnd_array array, float number) {
    const size_t count = (size_t)describe(array).count;
    float *values = malloc((count + 1) * sizeof *values);
    bool same = swnd_array_read(values, count * sizeof *values, array) == SWND_OK;
    for (size_t i = 0; i < count; i++)
        same = same && values[i] == number;
    free(values);
    return same;
}

#endif
