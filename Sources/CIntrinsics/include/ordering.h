// Sort keys in vectors: unsigned integers that order as numbers do, zeros of both signs being equal and
// NaN the largest. The vector types are those of lanes.h.
#pragma once

#include "lanes.h"

// Adding zero makes minus zero zero. Negative numbers have their bits turned over, others the sign
// only.
CI_LANE ci_u32 ci_keys_ci_f32(ci_f32 x) {
    ci_i32 bits = (ci_i32)(x + 0.0f);
    ci_u32 key = (ci_u32)(bits ^ ((bits >> 31) | INT32_MIN));
    return key | (ci_u32)(x != x);
}

CI_LANE ci_u64 ci_keys_ci_f64(ci_f64 x) {
    ci_i64 bits = (ci_i64)(x + 0.0);
    ci_u64 key = (ci_u64)(bits ^ ((bits >> 63) | INT64_MIN));
    return key | (ci_u64)(x != x);
}

CI_LANE ci_u32 ci_keys_ci_i32(ci_i32 x) {
    return (ci_u32)(x ^ INT32_MIN);
}

CI_LANE ci_u64 ci_keys_ci_i64(ci_i64 x) {
    return (ci_u64)(x ^ INT64_MIN);
}

#define CI_KEYS(T, S)                                                                              \
    CI_LANE T ci_least_##T(T a, T b) {                                                             \
        return __builtin_elementwise_min(a, b);                                                    \
    }                                                                                              \
    CI_LANE T ci_most_##T(T a, T b) {                                                              \
        return __builtin_elementwise_max(a, b);                                                    \
    }                                                                                              \
    /* 1 in lanes that are below a number. */                                                      \
    CI_LANE T ci_below_##T(T a, S limit) {                                                         \
        return (T)(a < limit) & 1;                                                                 \
    }                                                                                              \
    /* Whether a lane is a number or below it. */                                                  \
    CI_LANE int ci_any_within_##T(T a, S limit) {                                                  \
        return __builtin_reduce_or(a <= limit) != 0;                                               \
    }

CI_KEYS(ci_u32, uint32_t)
CI_KEYS(ci_u64, uint64_t)
#undef CI_KEYS

// Keys with places beside them: lanes where the first pair comes after the second.
CI_LANE ci_i64 ci_after_ci_u64(ci_u64 key_a, ci_u64 place_a, ci_u64 key_b, ci_u64 place_b) {
    return (key_a > key_b) | ((key_a == key_b) & (place_a > place_b));
}

CI_LANE ci_u64 ci_select_ci_u64(ci_i64 m, ci_u64 a, ci_u64 b) {
    return m ? a : b;
}

// Bytes of the items of a row up to which rows are best sorted side by side: as long as comparing and
// exchanging vectors takes few instructions.
#if defined(__AVX512F__)
enum { CI_NETWORK_LIMIT = 65536 };
#elif defined(__AVX2__)
enum { CI_NETWORK_LIMIT = 32768 };
#else
enum { CI_NETWORK_LIMIT = 512 };
#endif
