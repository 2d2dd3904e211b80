// Lane operations that Swift's SIMD types compile to scalar loops or outlined calls. Each function
// is one operation, so that the compiler can neither contract nor reassociate across them.
//
// The vector types import into Swift as SIMD16<Float>, SIMD8<Double>, SIMD16<Int32> and
// SIMD8<Int64>.
#pragma once

#include <stdint.h>
#if defined(__AVX512F__)
#include <immintrin.h>
#endif

// Vectors wider than the processor's are passed otherwise by each instruction set; these functions are
// inlined, so nothing is passed.
#pragma clang diagnostic ignored "-Wpsabi"

#define CI_LANE static inline __attribute__((always_inline, unused))

typedef float ci_f32 __attribute__((ext_vector_type(16)));
typedef double ci_f64 __attribute__((ext_vector_type(8)));
typedef int32_t ci_i32 __attribute__((ext_vector_type(16)));
typedef int64_t ci_i64 __attribute__((ext_vector_type(8)));
typedef uint32_t ci_u32 __attribute__((ext_vector_type(16)));
typedef uint64_t ci_u64 __attribute__((ext_vector_type(8)));

// A mask lane is all ones (true) or all zeros (false), as wide as the lane that it came from.
#define CI_COMPARE_AND_SELECT(T, M)                                                                \
    CI_LANE M ci_lt_##T(T a, T b) {                                                                \
        return a < b;                                                                              \
    }                                                                                              \
    CI_LANE M ci_le_##T(T a, T b) {                                                                \
        return a <= b;                                                                             \
    }                                                                                              \
    CI_LANE M ci_eq_##T(T a, T b) {                                                                \
        return a == b;                                                                             \
    }                                                                                              \
    CI_LANE M ci_ne_##T(T a, T b) {                                                                \
        return a != b;                                                                             \
    }                                                                                              \
    CI_LANE T ci_select_##T(M m, T a, T b) {                                                       \
        return m ? a : b;                                                                          \
    }                                                                                              \
    /* a > b ? a : b: one instruction on x86; a NaN on either side gives b. */                     \
    CI_LANE T ci_max_##T(T a, T b) {                                                               \
        return a > b ? a : b;                                                                      \
    }                                                                                              \
    /* a < b ? a : b: one instruction on x86; a NaN on either side gives b. */                     \
    CI_LANE T ci_min_##T(T a, T b) {                                                               \
        return a < b ? a : b;                                                                      \
    }                                                                                              \
    CI_LANE void ci_stream_##T(void *p, T a) {                                                     \
        __builtin_nontemporal_store(a, (T *)p);                                                    \
    }

CI_COMPARE_AND_SELECT(ci_f32, ci_i32)
CI_COMPARE_AND_SELECT(ci_f64, ci_i64)
CI_COMPARE_AND_SELECT(ci_i32, ci_i32)
CI_COMPARE_AND_SELECT(ci_i64, ci_i64)
#undef CI_COMPARE_AND_SELECT

// The larger and the smaller number; NaN where one is NaN. The instruction gives b where either is NaN, so what is left is a NaN
// in a: written so that it takes one comparison, which does not depend on b.
#if defined(__AVX512F__)
CI_LANE ci_f32 ci_maximum_ci_f32(ci_f32 a, ci_f32 b) {
    return (ci_f32)_mm512_mask_max_ps(
        (__m512)a, _mm512_cmp_ps_mask((__m512)a, (__m512)a, _CMP_ORD_Q), (__m512)a, (__m512)b);
}
CI_LANE ci_f32 ci_minimum_ci_f32(ci_f32 a, ci_f32 b) {
    return (ci_f32)_mm512_mask_min_ps(
        (__m512)a, _mm512_cmp_ps_mask((__m512)a, (__m512)a, _CMP_ORD_Q), (__m512)a, (__m512)b);
}
CI_LANE ci_f64 ci_maximum_ci_f64(ci_f64 a, ci_f64 b) {
    return (ci_f64)_mm512_mask_max_pd(
        (__m512d)a, _mm512_cmp_pd_mask((__m512d)a, (__m512d)a, _CMP_ORD_Q), (__m512d)a, (__m512d)b);
}
CI_LANE ci_f64 ci_minimum_ci_f64(ci_f64 a, ci_f64 b) {
    return (ci_f64)_mm512_mask_min_pd(
        (__m512d)a, _mm512_cmp_pd_mask((__m512d)a, (__m512d)a, _CMP_ORD_Q), (__m512d)a, (__m512d)b);
}
#else
#define CI_EXTREMES(T)                                                                             \
    CI_LANE T ci_maximum_##T(T a, T b) {                                                           \
        return a != a ? a : ci_max_##T(a, b);                                                      \
    }                                                                                              \
    CI_LANE T ci_minimum_##T(T a, T b) {                                                           \
        return a != a ? a : ci_min_##T(a, b);                                                      \
    }

CI_EXTREMES(ci_f32)
CI_EXTREMES(ci_f64)
#undef CI_EXTREMES
#endif

#define CI_REAL(T)                                                                                 \
    /* Not 0 - a, which has the wrong zero. */                                                     \
    CI_LANE T ci_neg_##T(T a) {                                                                    \
        return -a;                                                                                 \
    }                                                                                              \
    CI_LANE T ci_sqrt_##T(T a) {                                                                   \
        return __builtin_elementwise_sqrt(a);                                                      \
    }                                                                                              \
    CI_LANE T ci_abs_##T(T a) {                                                                    \
        return __builtin_elementwise_abs(a);                                                       \
    }                                                                                              \
    CI_LANE T ci_floor_##T(T a) {                                                                  \
        return __builtin_elementwise_floor(a);                                                     \
    }                                                                                              \
    CI_LANE T ci_ceil_##T(T a) {                                                                   \
        return __builtin_elementwise_ceil(a);                                                      \
    }                                                                                              \
    CI_LANE T ci_trunc_##T(T a) {                                                                  \
        return __builtin_elementwise_trunc(a);                                                     \
    }                                                                                              \
    CI_LANE T ci_rint_##T(T a) {                                                                   \
        return __builtin_elementwise_rint(a);                                                      \
    }                                                                                              \
    CI_LANE T ci_copysign_##T(T a, T b) {                                                          \
        return __builtin_elementwise_copysign(a, b);                                               \
    }

CI_REAL(ci_f32)
CI_REAL(ci_f64)
#undef CI_REAL

// Wrapping integer arithmetic: the detour over unsigned lanes is what makes overflow defined in C.
#define CI_INTEGER(T, U)                                                                           \
    CI_LANE T ci_add_##T(T a, T b) {                                                               \
        return (T)((U)a + (U)b);                                                                   \
    }                                                                                              \
    CI_LANE T ci_sub_##T(T a, T b) {                                                               \
        return (T)((U)a - (U)b);                                                                   \
    }                                                                                              \
    CI_LANE T ci_mul_##T(T a, T b) {                                                               \
        return (T)((U)a * (U)b);                                                                   \
    }

CI_INTEGER(ci_i32, ci_u32)
CI_INTEGER(ci_i64, ci_u64)
#undef CI_INTEGER

// a * b + c, rounded once. Without the instruction, the compiler would call fma or fmaf for each
// lane. That is left so for doubles. For floats, doubles hold the product exactly and the sum but
// for its rounding, which is made to odd: the rounding to float that follows then gives the same
// bits as the instruction.
CI_LANE ci_f64 ci_fma_ci_f64(ci_f64 a, ci_f64 b, ci_f64 c) {
    return __builtin_elementwise_fma(a, b, c);
}

#if defined(__FMA__) || !defined(__x86_64__)
CI_LANE ci_f32 ci_fma_ci_f32(ci_f32 a, ci_f32 b, ci_f32 c) {
    return __builtin_elementwise_fma(a, b, c);
}
#else
CI_LANE ci_f64 ci_product_plus(ci_f64 a, ci_f64 b, ci_f64 c) {
    ci_f64 product = a * b;
    ci_f64 sum = product + c;
    ci_f64 part = sum - product;
    ci_f64 error = (product - (sum - part)) + (c - part);
    ci_i64 bits = (ci_i64)sum;
    ci_i64 inexact = (error < 0.0) | (error > 0.0);
    ci_i64 even = (bits & 1) - 1;
    // One unit up in magnitude where the error has the sign of the sum, else one down.
    ci_i64 unit = 1 - (ci_i64)(((ci_u64)((ci_i64)error ^ bits) >> 63) << 1);
    return (ci_f64)(bits + (unit & inexact & even));
}

CI_LANE ci_f32 ci_fma_ci_f32(ci_f32 a, ci_f32 b, ci_f32 c) {
    ci_f32 r;
    r.lo = __builtin_convertvector(ci_product_plus(__builtin_convertvector(a.lo, ci_f64),
                                                   __builtin_convertvector(b.lo, ci_f64),
                                                   __builtin_convertvector(c.lo, ci_f64)),
                                   __typeof__(r.lo));
    r.hi = __builtin_convertvector(ci_product_plus(__builtin_convertvector(a.hi, ci_f64),
                                                   __builtin_convertvector(b.hi, ci_f64),
                                                   __builtin_convertvector(c.hi, ci_f64)),
                                   __typeof__(r.hi));
    return r;
}
#endif

// a * 2^n, rounded once, also where it is denormal, for whole n. Where there is no instruction for it: two factors that
// make 2^n, of which the first keeps a * first exact. The same bits either way; what is not used costs nothing.
CI_LANE ci_f32 ci_scale_ci_f32(ci_f32 a, ci_f32 n, ci_f32 first, ci_f32 second) {
#ifdef __AVX512F__
    return (ci_f32)__builtin_ia32_scalefps512_mask(a, n, a, -1, 4);
#else
    return a * first * second;
#endif
}
CI_LANE ci_f64 ci_scale_ci_f64(ci_f64 a, ci_f64 n, ci_f64 first, ci_f64 second) {
#ifdef __AVX512F__
    return (ci_f64)__builtin_ia32_scalefpd512_mask(a, n, a, -1, 4);
#else
    return a * first * second;
#endif
}

// Halves of a float vector as doubles, and back (one rounding).
CI_LANE ci_f64 ci_widen_low(ci_f32 a) {
    return __builtin_convertvector(a.lo, ci_f64);
}
CI_LANE ci_f64 ci_widen_high(ci_f32 a) {
    return __builtin_convertvector(a.hi, ci_f64);
}
CI_LANE ci_f32 ci_narrow(ci_f64 low, ci_f64 high) {
    ci_f32 r;
    r.lo = __builtin_convertvector(low, __typeof__(r.lo));
    r.hi = __builtin_convertvector(high, __typeof__(r.hi));
    return r;
}

// Int32 halves as doubles (exact), and doubles that are known to fit back to Int32 (truncating).
CI_LANE ci_f64 ci_widen_low_int(ci_i32 a) {
    return __builtin_convertvector(a.lo, ci_f64);
}
CI_LANE ci_f64 ci_widen_high_int(ci_i32 a) {
    return __builtin_convertvector(a.hi, ci_f64);
}
CI_LANE ci_i32 ci_narrow_int(ci_f64 low, ci_f64 high) {
    ci_i32 r;
    r.lo = __builtin_convertvector(low, __typeof__(r.lo));
    r.hi = __builtin_convertvector(high, __typeof__(r.hi));
    return r;
}

// Lane i + w moved to lane i, for the folding order of the reductions; the lanes from w on do not
// matter.
#define CI_FOLD(T, W, ...)                                                                         \
    CI_LANE T ci_fold##W##_##T(T a) {                                                              \
        return __builtin_shufflevector(a, a, __VA_ARGS__);                                         \
    }
#define CI_FOLD_16(T)                                                                              \
    CI_FOLD(T, 8, 8, 9, 10, 11, 12, 13, 14, 15, -1, -1, -1, -1, -1, -1, -1, -1)                    \
    CI_FOLD(T, 4, 4, 5, 6, 7, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1)                      \
    CI_FOLD(T, 2, 2, 3, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1)                    \
    CI_FOLD(T, 1, 1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1)
#define CI_FOLD_8(T)                                                                               \
    CI_FOLD(T, 4, 4, 5, 6, 7, -1, -1, -1, -1)                                                      \
    CI_FOLD(T, 2, 2, 3, -1, -1, -1, -1, -1, -1)                                                    \
    CI_FOLD(T, 1, 1, -1, -1, -1, -1, -1, -1, -1)

CI_FOLD_16(ci_f32)
CI_FOLD_16(ci_i32)
CI_FOLD_8(ci_f64)
CI_FOLD_8(ci_i64)
#undef CI_FOLD_16
#undef CI_FOLD_8
#undef CI_FOLD

// Whether any lane of a mask is true.
CI_LANE int ci_any_ci_i32(ci_i32 m) {
    return __builtin_reduce_or(m) != 0;
}
CI_LANE int ci_any_ci_i64(ci_i64 m) {
    return __builtin_reduce_or(m) != 0;
}
