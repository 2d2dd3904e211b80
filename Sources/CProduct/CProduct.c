#include "CProduct.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define INLINE static inline __attribute__((always_inline))
#define UNROLLED _Pragma("clang loop unroll(full)")
#define NOT_UNROLLED _Pragma("clang loop unroll(disable)")

#define VECTORS 2

/* 512 bits, 32 registers: 24 sums, two of B, one of A. */
#define ROWS 12
#define DOTS_VECTORS 4
#pragma clang attribute push(__attribute__((target("avx512f,avx512vl,avx512bw,avx512dq,avx2,fma,bmi2"))), apply_to = function)
#include "avx512.h"
#pragma clang attribute pop
#undef ROWS
#undef DOTS_VECTORS

/* 256 bits, 16 registers: 12 sums, two of B, one of A. */
#define ROWS 6
#define DOTS_VECTORS 2
#pragma clang attribute push(__attribute__((target("avx2,fma,bmi2"))), apply_to = function)
#include "avx2.h"
#pragma clang attribute pop

static bool has_avx2(void) {
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
           __builtin_cpu_supports("bmi2");
}

static bool has_avx512(void) {
    return has_avx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq");
}

static const cproduct_kernels *f32[3], *f64[3];

/* When the library is loaded, so that it costs no call anything, and no lock. */
__attribute__((constructor)) static void choose(void) {
    __builtin_cpu_init();
    int count = 0;
    if (has_avx512()) {
        f32[count] = &avx512_f32_kernels;
        f64[count++] = &avx512_f64_kernels;
    }
    if (has_avx2()) {
        f32[count] = &avx2_f32_kernels;
        f64[count] = &avx2_f64_kernels;
    }
}

#else

static const cproduct_kernels *f32[3], *f64[3];

#endif

const cproduct_kernels *cproduct_f32(int rank) { return rank >= 0 && rank < 3 ? f32[rank] : NULL; }

const cproduct_kernels *cproduct_f64(int rank) { return rank >= 0 && rank < 3 ? f64[rank] : NULL; }
