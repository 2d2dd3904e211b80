// Elements copied as they are, from places that are evenly spaced to places that are. Distances are in
// bytes and may be negative or, on the source's side, zero.
#pragma once

#include <stdint.h>
#include <string.h>

#include "stream.h"

#define CI_COPIES static inline __attribute__((unused))

// n elements of SIZE bytes. Distances that occur often are constants in loops of their own, which the
// compiler turns into shuffles.
#define CI_COPY_EACH(SIZE, TO, FROM)                                                               \
    {                                                                                              \
        for (long i = 0; i < n; i++)                                                               \
            memcpy(d + i * (TO), s + i * (FROM), SIZE);                                            \
        return;                                                                                    \
    }
#define CI_COPY_ELEMENTS(SIZE)                                                                     \
    CI_COPIES void ci_copy_elements_##SIZE(char *restrict d, long to, const char *restrict s,      \
                                           long from, long n) {                                    \
        if (to == SIZE) {                                                                          \
            switch (from) {                                                                        \
            case SIZE:                                                                             \
                memcpy(d, s, (size_t)(n * SIZE));                                                  \
                return;                                                                            \
            case 0: {                                                                              \
                char element[SIZE];                                                                \
                memcpy(element, s, SIZE);                                                          \
                for (long i = 0; i < n; i++)                                                       \
                    memcpy(d + i * SIZE, element, SIZE);                                           \
                return;                                                                            \
            }                                                                                      \
            case -SIZE:                                                                            \
                CI_COPY_EACH(SIZE, SIZE, -SIZE)                                                    \
            case 2 * SIZE:                                                                         \
                CI_COPY_EACH(SIZE, SIZE, 2 * SIZE)                                                 \
            case 3 * SIZE:                                                                         \
                CI_COPY_EACH(SIZE, SIZE, 3 * SIZE)                                                 \
            case 4 * SIZE:                                                                         \
                CI_COPY_EACH(SIZE, SIZE, 4 * SIZE)                                                 \
            default:                                                                               \
                CI_COPY_EACH(SIZE, SIZE, from)                                                     \
            }                                                                                      \
        }                                                                                          \
        CI_COPY_EACH(SIZE, to, from)                                                               \
    }

CI_COPY_ELEMENTS(1)
CI_COPY_ELEMENTS(2)
CI_COPY_ELEMENTS(4)
CI_COPY_ELEMENTS(8)
CI_COPY_ELEMENTS(16)
#undef CI_COPY_ELEMENTS
#undef CI_COPY_EACH

/// Copies n elements of 1, 2, 4, 8 or 16 bytes.
CI_COPIES void ci_copy_elements(long size, void *dst, long to, const void *src, long from, long n) {
    char *d = (char *)dst;
    const char *s = (const char *)src;
    switch (size) {
    case 1:
        ci_copy_elements_1(d, to, s, from, n);
        return;
    case 2:
        ci_copy_elements_2(d, to, s, from, n);
        return;
    case 4:
        ci_copy_elements_4(d, to, s, from, n);
        return;
    case 8:
        ci_copy_elements_8(d, to, s, from, n);
        return;
    case 16:
        ci_copy_elements_16(d, to, s, from, n);
        return;
    default:
        return;
    }
}

// Up to 128 bytes: the first and the last ones, which may overlap.
static inline __attribute__((always_inline, unused)) void
ci_copy_short(char *restrict d, const char *restrict s, long n) {
#define CI_ENDS(PART)                                                                              \
    {                                                                                              \
        char first[PART], last[PART];                                                              \
        memcpy(first, s, PART);                                                                    \
        memcpy(last, s + n - PART, PART);                                                          \
        memcpy(d, first, PART);                                                                    \
        memcpy(d + n - PART, last, PART);                                                          \
        return;                                                                                    \
    }
    if (n >= 64)
        CI_ENDS(64)
    if (n >= 32)
        CI_ENDS(32)
    if (n >= 16)
        CI_ENDS(16)
    if (n >= 8)
        CI_ENDS(8)
    if (n >= 4)
        CI_ENDS(4)
    if (n >= 2)
        CI_ENDS(2)
    if (n >= 1)
        *d = *s;
#undef CI_ENDS
}

/// Copies one run of n bytes.
static inline __attribute__((always_inline, unused)) void
ci_copy_run(void *restrict dst, const void *restrict src, long n, int stream) {
    if (stream) {
        ci_stream_copy(dst, src, n);
    } else if (n <= 128) {
        ci_copy_short((char *)dst, (const char *)src, n);
    } else {
        memcpy(dst, src, (size_t)n);
    }
}

/// Copies `count` runs of n bytes each. With `stream`, past the caches and without a fence.
CI_COPIES void ci_copy_runs(void *restrict dst, long to, const void *restrict src, long from,
                            long n, long count, int stream) {
    for (long i = 0; i < count; i++)
        ci_copy_run((char *)dst + i * to, (const char *)src + i * from, n, stream);
}

/// Copies n bytes from each of the rows that `places` name to a row of its own. Distances between rows
/// are in bytes.
CI_COPIES void ci_gather_runs(void *restrict dst, long to, const void *restrict src, long from,
                              const int64_t *restrict places, long n, long count, int stream) {
    enum { ahead = 4 };
    char *d = (char *)dst;
    const char *s = (const char *)src;
    const long reach = n < 512 ? n : 512;
    for (long i = 0; i < count; i++) {
        // The hardware does not guess where the next row is. Of a long one, it guesses the rest.
        const char *next = s + places[i + ahead < count ? i + ahead : i] * from;
        for (long k = 0; k < reach; k += CI_LINE)
            ci_prefetch(next + k);
        ci_copy_run(d + i * to, s + places[i] * from, n, stream);
    }
}

// An element of SIZE bytes for each place, read (GATHER) or written (SCATTER) there. `along` is the
// distance from place to place, `step` that from one i to the next.
#define CI_INDEXED(SIZE)                                                                           \
    CI_COPIES void ci_gather_elements_##SIZE(char *restrict d, const char *restrict s, long step,  \
                                             const int64_t *restrict places, long along,           \
                                             long count) {                                         \
        for (long i = 0; i < count; i++)                                                           \
            memcpy(d + i * SIZE, s + i * step + places[i] * along, SIZE);                          \
    }                                                                                              \
    CI_COPIES void ci_scatter_elements_##SIZE(char *restrict d, long step, const char *restrict s, \
                                              long from, const int64_t *restrict places,           \
                                              long along, long count) {                            \
        for (long i = 0; i < count; i++) {                                                         \
            if (places[i] >= 0)                                                                    \
                memcpy(d + i * step + places[i] * along, s + i * from, SIZE);                      \
        }                                                                                          \
    }                                                                                              \
    CI_COPIES void ci_repeat_##SIZE(char *restrict d, const char *restrict s, long count) {        \
        char element[SIZE];                                                                        \
        memcpy(element, s, SIZE);                                                                  \
        for (long i = 0; i < count; i++)                                                           \
            memcpy(d + i * SIZE, element, SIZE);                                                   \
    }

CI_INDEXED(1)
CI_INDEXED(2)
CI_INDEXED(4)
CI_INDEXED(8)
#undef CI_INDEXED

#define CI_BY_SIZE(NAME, ...)                                                                      \
    switch (size) {                                                                                \
    case 1:                                                                                        \
        NAME##_1(__VA_ARGS__);                                                                     \
        return;                                                                                    \
    case 2:                                                                                        \
        NAME##_2(__VA_ARGS__);                                                                     \
        return;                                                                                    \
    case 4:                                                                                        \
        NAME##_4(__VA_ARGS__);                                                                     \
        return;                                                                                    \
    case 8:                                                                                        \
        NAME##_8(__VA_ARGS__);                                                                     \
        return;                                                                                    \
    default:                                                                                       \
        return;                                                                                    \
    }

/// Copies an element of 1, 2, 4 or 8 bytes for each i: the one at i * step + places[i] * along.
CI_COPIES void ci_gather_elements(long size, void *restrict dst, const void *restrict src,
                                  long step, const int64_t *restrict places, long along,
                                  long count) {
    char *d = (char *)dst;
    const char *s = (const char *)src;
    CI_BY_SIZE(ci_gather_elements, d, s, step, places, along, count)
}

/// Copies the element at i * from to i * step + places[i] * along for each i whose place is not
/// negative.
CI_COPIES void ci_scatter_elements(long size, void *restrict dst, long step,
                                   const void *restrict src, long from,
                                   const int64_t *restrict places, long along, long count) {
    char *d = (char *)dst;
    const char *s = (const char *)src;
    CI_BY_SIZE(ci_scatter_elements, d, step, s, from, places, along, count)
}

/// Writes one element of 1, 2, 4 or 8 bytes `count` times.
CI_COPIES void ci_repeat(long size, void *restrict dst, const void *restrict src, long count) {
    char *d = (char *)dst;
    const char *s = (const char *)src;
    // Large runs of equal bytes are what processors have an instruction for.
    long different = 0;
    for (long i = 1; i < size; i++)
        different |= s[i] ^ s[0];
    if (different == 0) {
        memset(d, s[0], (size_t)(count * size));
        return;
    }
    CI_BY_SIZE(ci_repeat, d, s, count)
}
#undef CI_BY_SIZE
