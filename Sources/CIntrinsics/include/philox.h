/*
 * Philox 4x32-10, a counter-based random number generator.
 * J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
 */
#ifndef CI_PHILOX_H
#define CI_PHILOX_H

#include <stdint.h>
#include <string.h>

typedef uint32_t ci_philox_u32x16 __attribute__((ext_vector_type(16)));
typedef uint64_t ci_philox_u64x16 __attribute__((ext_vector_type(16)));

/*
 * Sixteen consecutive blocks at once: 64 words, first word 0 of all blocks, then word 1, and so on.
 * The counter of block i is (first + i, draw), 64 bits each, low words first; the key has 64 bits.
 */
static inline __attribute__((always_inline)) void ci_philox(uint64_t key, uint64_t draw,
                                                            uint64_t first, uint32_t *out) {
    const ci_philox_u64x16 lane = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    const ci_philox_u64x16 counter = lane + first;
    ci_philox_u32x16 c0 = __builtin_convertvector(counter, ci_philox_u32x16);
    ci_philox_u32x16 c1 = __builtin_convertvector(counter >> 32, ci_philox_u32x16);
    ci_philox_u32x16 c2 = (uint32_t)draw;
    ci_philox_u32x16 c3 = (uint32_t)(draw >> 32);
    uint32_t k0 = (uint32_t)key;
    uint32_t k1 = (uint32_t)(key >> 32);
    for (int round = 0; round < 10; round++) {
        const ci_philox_u64x16 p0 = __builtin_convertvector(c0, ci_philox_u64x16) * 0xD2511F53u;
        const ci_philox_u64x16 p1 = __builtin_convertvector(c2, ci_philox_u64x16) * 0xCD9E8D57u;
        const ci_philox_u32x16 high0 = __builtin_convertvector(p0 >> 32, ci_philox_u32x16);
        const ci_philox_u32x16 high1 = __builtin_convertvector(p1 >> 32, ci_philox_u32x16);
        const ci_philox_u32x16 low0 = __builtin_convertvector(p0, ci_philox_u32x16);
        const ci_philox_u32x16 low1 = __builtin_convertvector(p1, ci_philox_u32x16);
        c0 = high1 ^ c1 ^ k0;
        c1 = low1;
        c2 = high0 ^ c3 ^ k1;
        c3 = low0;
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
    }
    memcpy(out, &c0, 64);
    memcpy(out + 16, &c1, 64);
    memcpy(out + 32, &c2, 64);
    memcpy(out + 48, &c3, 64);
}

#endif
