/*
 * Philox 4x32-10, a counter-based random number generator.
 * J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
 */
#ifndef CI_PHILOX_H
#define CI_PHILOX_H

#include "lanes.h"

/* The four words of eight blocks. Each fills the low half of a lane, as the multiplication takes it; what stands above
 * is of no importance. */
typedef struct {
    ci_u64 words[4];
} ci_philox_wide;

CI_LANE ci_u64 ci_philox_product(ci_u64 a, uint32_t b) {
    return (a & 0xFFFFFFFFu) * b;
}

CI_LANE ci_philox_wide ci_philox_round(ci_philox_wide c, uint32_t k0, uint32_t k1) {
    const ci_u64 p0 = ci_philox_product(c.words[0], 0xD2511F53u);
    const ci_u64 p1 = ci_philox_product(c.words[2], 0xCD9E8D57u);
    return (ci_philox_wide){{(p1 >> 32) ^ c.words[1] ^ k0, p1, (p0 >> 32) ^ c.words[3] ^ k1, p0}};
}

CI_LANE ci_i32 ci_philox_join(ci_u64 low, ci_u64 high) {
    ci_u32 all;
    all.lo = __builtin_convertvector(low, __typeof__(all.lo));
    all.hi = __builtin_convertvector(high, __typeof__(all.hi));
    return (ci_i32)all;
}

/*
 * Sixteen consecutive blocks: word w of block i goes to out[16 w + i]. The counter of block i is (first + i, draw), 64 bits
 * each, low words first; the key has 64 bits.
 */
CI_LANE void ci_philox(uint64_t key, uint64_t draw, uint64_t first, void *out) {
    const ci_u64 lane = {0, 1, 2, 3, 4, 5, 6, 7};
    const ci_u64 low = lane + first, high = lane + (first + 8);
    const ci_u64 c2 = draw, c3 = draw >> 32;
    ci_philox_wide a = {{low, low >> 32, c2, c3}}, b = {{high, high >> 32, c2, c3}};
    uint32_t k0 = (uint32_t)key, k1 = (uint32_t)(key >> 32);
#pragma clang loop unroll(full)
    for (int round = 0; round < 10; round++) {
        a = ci_philox_round(a, k0, k1);
        b = ci_philox_round(b, k0, k1);
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
    }
#pragma clang loop unroll(full)
    for (int w = 0; w < 4; w++) {
        const ci_i32 word = ci_philox_join(a.words[w], b.words[w]);
        __builtin_memcpy((char *)out + 64 * w, &word, 64);
    }
}

/*
 * Eight consecutive blocks, a word of 32 bits in each lane of 64: word w of block i goes to out[8 w + i]. Counters and key are
 * those of ci_philox.
 */
CI_LANE void ci_philox_eight(uint64_t key, uint64_t draw, uint64_t first, void *out) {
    const ci_u64 lane = {0, 1, 2, 3, 4, 5, 6, 7};
    const ci_u64 low = lane + first, c2 = draw, c3 = draw >> 32;
    ci_philox_wide a = {{low, low >> 32, c2, c3}};
    uint32_t k0 = (uint32_t)key, k1 = (uint32_t)(key >> 32);
#pragma clang loop unroll(full)
    for (int round = 0; round < 10; round++) {
        a = ci_philox_round(a, k0, k1);
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
    }
#pragma clang loop unroll(full)
    for (int w = 0; w < 4; w++) {
        const ci_u64 word = a.words[w] & 0xFFFFFFFFu;
        __builtin_memcpy((char *)out + 64 * w, &word, 64);
    }
}

/* Eight numbers in [0, 1) with 53 random bits, from upper and lower words. */
CI_LANE ci_f64 ci_unit_wide(ci_u64 upper, ci_u64 lower) {
    return __builtin_convertvector((upper << 32 | lower) >> 11, ci_f64) * 0x1p-53;
}

/* Eight numbers between 0 and 1, neither of them, with 32 random bits. */
CI_LANE ci_f64 ci_open_unit(ci_u64 words) {
    return (__builtin_convertvector(words, ci_f64) + 0.5) * 0x1p-32;
}

/* Sixteen numbers between 0 and 1, neither of them, from 32 random bits each; small ones have all bits of a float. */
CI_LANE ci_f32 ci_open_unit_ci_f32(ci_i32 words) {
    const ci_f32 u = __builtin_convertvector((ci_u32)words, ci_f32) * 0x1p-32f + 0x1p-33f;
    const ci_f32 most = 0x1.fffffep-1f;
    return u < most ? u : most;
}

/* Numbers in [0, 1) with 24 random bits, the upper ones of words. */
CI_LANE ci_f32 ci_unit_ci_f32(ci_i32 words) {
    return __builtin_convertvector((ci_i32)((ci_u32)words >> 8), ci_f32) * 0x1p-24f;
}

/* Eight numbers in [0, 1) with 53 random bits, from the first or the second eight of upper and lower words. */
CI_LANE ci_f64 ci_unit_ci_f64(ci_i32 upper, ci_i32 lower, int second) {
    const ci_u32 u = (ci_u32)upper, l = (ci_u32)lower;
    const ci_u64 high = __builtin_convertvector(second ? u.hi : u.lo, ci_u64);
    const ci_u64 low = __builtin_convertvector(second ? l.hi : l.lo, ci_u64);
    return __builtin_convertvector((high << 32 | low) >> 11, ci_f64) * 0x1p-53;
}

#endif
