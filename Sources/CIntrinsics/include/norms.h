// Euclidean norms of runs of float32: squares are exact in float64, and so wide sums neither overflow nor vanish.
#pragma once

#include <stdint.h>
#include <string.h>

#include "lanes.h"

// Eight lanes of float32 from memory of any alignment, as float64.
CI_LANE ci_f64 ci_widened(const float *x) {
    typedef float half __attribute__((ext_vector_type(8)));
    half v;
    memcpy(&v, x, sizeof v);
    return __builtin_convertvector(v, ci_f64);
}

// The root of the sum of the squares of `count` numbers, at least one. Eight vectors are summed side by side, then those, then their
// lanes by halves: the order depends on the count only. A square is exact, so it does not matter whether products are fused.
static inline __attribute__((unused)) float ci_norm(const float *x, int64_t count) {
    ci_f64 sums[8] = {0};
    int64_t place = 0;
    for (; place + 64 <= count; place += 64) {
        for (int part = 0; part < 8; part++) {
            ci_f64 wide = ci_widened(x + place + 8 * part);
            sums[part] += wide * wide;
        }
    }
    for (; place + 8 <= count; place += 8) {
        ci_f64 wide = ci_widened(x + place);
        sums[0] += wide * wide;
    }
    ci_f64 total =
        ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
    double rest = 0;
    for (; place < count; place++)
        rest += (double)x[place] * x[place];
    double sum = ((total[0] + total[4]) + (total[2] + total[6])) +
                 ((total[1] + total[5]) + (total[3] + total[7]));
    return (float)__builtin_sqrt(sum + rest);
}
