/* Random choices. One generator for all, so that a seed says everything that follows. */
#ifndef CHOOSING_H
#define CHOOSING_H

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <swnd.h>

static uint64_t random_state = 88172645463325252u;

/* xorshift64* */
static inline uint64_t any(void) {
    random_state ^= random_state >> 12;
    random_state ^= random_state << 25;
    random_state ^= random_state >> 27;
    return random_state * 2685821657736338717u;
}

static inline void seed(uint64_t number) {
    random_state = number * 0x9E3779B97F4A7C15u + 1;
    for (int i = 0; i < 8; i++)
        any();
}

static inline size_t below(size_t count) { return (size_t)(any() >> 33) % count; }

static inline bool one_in(size_t count) { return below(count) == 0; }

#define PICK(table) ((table)[below(sizeof(table) / sizeof *(table))])

/* In a call that is meant to work most arguments make sense; in others anything goes. */
static bool is_tame;

static inline int64_t an_int(void) {
    static const int64_t tame[] = {0, 1, 2, 3, -1, 0, 1, 1};
    static const int64_t wild[] = {
        0, 1, 2, 3, -1, -2, -3, 5, 7, 8, 9, 64, 100, 1000, 1024, 4097, 1000000000,
        INT32_MAX, INT32_MIN, (int64_t)INT32_MAX + 1, INT64_C(1) << 40, INT64_C(1) << 57,
        INT64_C(1) << 62, INT64_MAX, INT64_MAX - 1, INT64_MIN, INT64_MIN + 1, -1000000000};
    return is_tame ? PICK(tame) : PICK(wild);
}

static inline double a_real(void) {
    static const double tame[] = {0, 1, -1, 0.5, 2, 3, 0.1, 10};
    static const double wild[] = {0,       -0.0,     1,       -1,        0.5,        2,
                                  1e300,   -1e300,   1e-320,  INFINITY,  -INFINITY,  NAN,
                                  1e18,    -1e18,    1e10,    2147483648, 9.3e18,    -9.3e18,
                                  1e-300,  65504,    0.1,     1e38,      4294967296, 255.5};
    return is_tame ? PICK(tame) : PICK(wild);
}

static inline bool a_bool(void) { return one_in(2); }

static inline swnd_dtype a_dtype(void) {
    static const int wild[] = {-1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 99, -5, INT32_MAX, INT32_MIN};
    return (swnd_dtype)(is_tame ? (int)below(8) - (int)one_in(2) : PICK(wild));
}

static inline swnd_context a_context(void) {
    static const int32_t devices[] = {1, 1, 1, 2, 3, 5, 0, 4, 9, -1, INT32_MAX};
    static const int32_t numbers[] = {0, 0, 0, 1, -1, 99, INT32_MAX, INT32_MIN};
    swnd_context context = {1, 0};
    if (!is_tame) {
        context.device = PICK(devices);
        context.index = PICK(numbers);
    }
    return context;
}

/* The number of one of `count` words. */
static inline int a_choice(int count) {
    static const int wild[] = {0, 1, 2, 3, -1, 99, INT32_MAX, INT32_MIN};
    return is_tame && count > 0 ? (int)below((size_t)count) : PICK(wild);
}

/* A list of integers in memory of exactly its size, so that reading beyond it is found. */
typedef struct int_list {
    int64_t *values;
    size_t count;
} int_list;

static inline int_list some_ints(void) {
    static const size_t tame[] = {1, 1, 2, 2, 3};
    static const size_t wild[] = {0, 1, 1, 2, 2, 3, 4, 8, 9, 64, 70, 1024, 1025};
    int_list list = {NULL, is_tame ? PICK(tame) : PICK(wild)};
    if (one_in(8)) {
        list.count = is_tame || !one_in(20) ? 0 : below(4);
        return list;
    }
    list.values = malloc(list.count * sizeof *list.values);
    for (size_t i = 0; i < list.count; i++)
        list.values[i] = an_int();
    /* A count that is garbage. */
    if (!is_tame && one_in(200)) {
        static const size_t garbage[] = {SIZE_MAX, SIZE_MAX / 2, SIZE_MAX / 8 + 1, 1u << 31};
        list.count = PICK(garbage);
    }
    return list;
}

#endif
