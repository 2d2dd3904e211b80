// Moves of lanes that running sums are made of. The vector types are those of lanes.h.
#pragma once

#include "lanes.h"

// Lane i moved to lane i + n; the first n lanes are those of `before`.
#define CI_SHIFT(T, N, ...)                                                                        \
    CI_LANE T ci_shift##N##_##T(T a, T before) {                                                   \
        return __builtin_shufflevector(before, a, __VA_ARGS__);                                    \
    }

#define CI_SCAN_16(T)                                                                              \
    CI_SHIFT(T, 1, 0, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30)                  \
    CI_SHIFT(T, 2, 0, 1, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29)                   \
    CI_SHIFT(T, 4, 0, 1, 2, 3, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27)                     \
    CI_SHIFT(T, 8, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23)                         \
    CI_LANE T ci_repeat_last_##T(T a) {                                                            \
        return __builtin_shufflevector(a, a, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15,   \
                                       15, 15, 15);                                                \
    }                                                                                              \
    CI_LANE T ci_reverse_##T(T a) {                                                                \
        return __builtin_shufflevector(a, a, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1,    \
                                       0);                                                         \
    }

#define CI_SCAN_8(T)                                                                               \
    CI_SHIFT(T, 1, 0, 8, 9, 10, 11, 12, 13, 14)                                                    \
    CI_SHIFT(T, 2, 0, 1, 8, 9, 10, 11, 12, 13)                                                     \
    CI_SHIFT(T, 4, 0, 1, 2, 3, 8, 9, 10, 11)                                                       \
    CI_LANE T ci_repeat_last_##T(T a) {                                                            \
        return __builtin_shufflevector(a, a, 7, 7, 7, 7, 7, 7, 7, 7);                              \
    }                                                                                              \
    CI_LANE T ci_reverse_##T(T a) {                                                                \
        return __builtin_shufflevector(a, a, 7, 6, 5, 4, 3, 2, 1, 0);                              \
    }

// The same vector, of which the compiler knows nothing. Where it knows that lanes are identities, it takes
// shuffled vectors apart to save additions, which costs far more than it saves (seen in Swift 6.3).
#define CI_OPAQUE(T)                                                                               \
    CI_LANE T ci_opaque_##T(T a) {                                                                 \
        __asm__("" : "+m"(a));                                                                     \
        return a;                                                                                  \
    }

CI_OPAQUE(ci_f32)
CI_OPAQUE(ci_i32)
CI_OPAQUE(ci_f64)
CI_OPAQUE(ci_i64)
#undef CI_OPAQUE

CI_SCAN_16(ci_f32)
CI_SCAN_16(ci_i32)
CI_SCAN_8(ci_f64)
CI_SCAN_8(ci_i64)
#undef CI_SCAN_16
#undef CI_SCAN_8
#undef CI_SHIFT
