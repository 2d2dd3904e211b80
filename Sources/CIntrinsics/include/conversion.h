// Conversion between the eight dtypes, one contiguous side and one strided side.
//
// dtype codes: 0 float32, 1 float64, 2 float16, 3 uint8, 4 int32, 5 int8, 6 int64, 7 bool (one byte).
//
// What a conversion means, the same on every instruction set and defined for every input:
// - float to int32, int64: truncates; what does not fit, and NaN, gives the smallest integer (as x86 does);
// - float to uint8, int8: by way of int32, then the low eight bits (-1.0 -> 255 in uint8, 300.0 -> 44);
// - integer to a narrower integer: the low bits;
// - anything to bool: 1 when it is not zero (NaN is true);
// - to float16: one rounding, to nearest even, from whatever the source is.
// Source and destination must not overlap.
#pragma once

#include <stdint.h>
#include <string.h>

#define CI_CONVERT static inline __attribute__((unused))

typedef uint16_t ci_half;

// float16 <-> float32.

#if defined(__F16C__)
CI_CONVERT float ci_half_to_float(ci_half h) {
    _Float16 v;
    memcpy(&v, &h, sizeof v);
    return (float)v;
}

CI_CONVERT ci_half ci_float_to_half(float x) {
    _Float16 v = (_Float16)x;
    ci_half h;
    memcpy(&h, &v, sizeof h);
    return h;
}
#else
// Without F16C the compiler would call its run-time library for each element; integer code vectorises.
CI_CONVERT float ci_half_to_float(ci_half h) {
    uint32_t magnitude = (uint32_t)(h & 0x7fff) << 13;
    float x;
    // The exponent is rebiased by a multiplication, which also normalises denormals.
    memcpy(&x, &magnitude, sizeof x);
    x *= 0x1p112f;
    uint32_t bits;
    memcpy(&bits, &x, sizeof bits);
    uint32_t special = magnitude | 0x7f800000u | (magnitude > 0x0f800000u ? 0x00400000u : 0u);
    bits = magnitude >= 0x0f800000u ? special : bits;
    bits |= (uint32_t)(h & 0x8000) << 16;
    memcpy(&x, &bits, sizeof x);
    return x;
}

CI_CONVERT ci_half ci_float_to_half(float x) {
    uint32_t bits;
    memcpy(&bits, &x, sizeof bits);
    uint32_t sign = (bits >> 16) & 0x8000u;
    uint32_t magnitude = bits & 0x7fffffffu;
    // Normal result: rebias the exponent, add half an ulp (less one when even), drop thirteen bits.
    uint32_t normal = (magnitude - 0x38000000u + 0xfffu + ((magnitude >> 13) & 1u)) >> 13;
    // Denormal result: adding one half lets the float adder do the shift and the rounding.
    float a;
    memcpy(&a, &magnitude, sizeof a);
    a = (magnitude < 0x38800000u ? a : 0.0f) + 0.5f;
    uint32_t denormal;
    memcpy(&denormal, &a, sizeof denormal);
    denormal -= 0x3f000000u;
    uint32_t infinite = magnitude > 0x7f800000u ? (0x7e00u | ((magnitude >> 13) & 0x3ffu)) : 0x7c00u;
    uint32_t finite = magnitude < 0x38800000u ? denormal : normal;
    return (ci_half)(sign | (magnitude >= 0x477ff000u ? infinite : finite));
}
#endif

// Rounds to float so that a second rounding to float16 is the only one that counts: an inexact result is
// made odd in its last bit, which no later tie can mistake for an exact one.
CI_CONVERT ci_half ci_double_to_half(double x) {
    float f = (float)x;
    double back = (double)f;
    uint32_t bits;
    memcpy(&bits, &f, sizeof bits);
    uint32_t even = (bits & 1u) == 0;
    uint32_t away = __builtin_fabs(x) > __builtin_fabs(back);
    uint32_t toward = __builtin_fabs(x) < __builtin_fabs(back);
    bits += even ? away - toward : 0u;
    memcpy(&f, &bits, sizeof f);
    return ci_float_to_half(f);
}

// Floating point -> integer with every input defined.

CI_CONVERT int32_t ci_float_to_int32(float x) {
    return x >= -0x1p31f && x < 0x1p31f ? (int32_t)x : INT32_MIN;
}

CI_CONVERT int32_t ci_double_to_int32(double x) {
    return x > -0x1.00000002p31 && x < 0x1p31 ? (int32_t)x : INT32_MIN;
}

CI_CONVERT int64_t ci_float_to_int64(float x) {
    return x >= -0x1p63f && x < 0x1p63f ? (int64_t)x : INT64_MIN;
}

CI_CONVERT int64_t ci_double_to_int64(double x) {
    return x >= -0x1p63 && x < 0x1p63 ? (int64_t)x : INT64_MIN;
}

// Loading widens each dtype to one of four classes: F float, D double, I int32, L int64.
#define CI_READ_0(v) (v)
#define CI_READ_1(v) (v)
#define CI_READ_2(v) ci_half_to_float(v)
#define CI_READ_3(v) ((int32_t)(v))
#define CI_READ_4(v) (v)
#define CI_READ_5(v) ((int32_t)(v))
#define CI_READ_6(v) (v)
#define CI_READ_7(v) ((int32_t)((v) != 0))

// CI_WRITE_<dtype><class>: from a class to a dtype.
#define CI_WRITE_0F(v) (v)
#define CI_WRITE_0D(v) ((float)(v))
#define CI_WRITE_0I(v) ((float)(v))
#define CI_WRITE_0L(v) ((float)(v))
#define CI_WRITE_1F(v) ((double)(v))
#define CI_WRITE_1D(v) (v)
#define CI_WRITE_1I(v) ((double)(v))
#define CI_WRITE_1L(v) ((double)(v))
#define CI_WRITE_2F(v) ci_float_to_half(v)
#define CI_WRITE_2D(v) ci_double_to_half(v)
// An integer that float cannot hold exactly is far beyond the largest float16: infinity either way.
#define CI_WRITE_2I(v) ci_float_to_half((float)(v))
#define CI_WRITE_2L(v) ci_float_to_half((float)(v))
#define CI_WRITE_3F(v) ((uint8_t)(uint32_t)ci_float_to_int32(v))
#define CI_WRITE_3D(v) ((uint8_t)(uint32_t)ci_double_to_int32(v))
#define CI_WRITE_3I(v) ((uint8_t)(uint32_t)(v))
#define CI_WRITE_3L(v) ((uint8_t)(uint64_t)(v))
#define CI_WRITE_4F(v) ci_float_to_int32(v)
#define CI_WRITE_4D(v) ci_double_to_int32(v)
#define CI_WRITE_4I(v) (v)
#define CI_WRITE_4L(v) ((int32_t)(uint32_t)(uint64_t)(v))
#define CI_WRITE_5F(v) ((int8_t)(uint8_t)(uint32_t)ci_float_to_int32(v))
#define CI_WRITE_5D(v) ((int8_t)(uint8_t)(uint32_t)ci_double_to_int32(v))
#define CI_WRITE_5I(v) ((int8_t)(uint8_t)(uint32_t)(v))
#define CI_WRITE_5L(v) ((int8_t)(uint8_t)(uint64_t)(v))
#define CI_WRITE_6F(v) ci_float_to_int64(v)
#define CI_WRITE_6D(v) ci_double_to_int64(v)
#define CI_WRITE_6I(v) ((int64_t)(v))
#define CI_WRITE_6L(v) (v)
#define CI_WRITE_7F(v) ((uint8_t)((v) != 0))
#define CI_WRITE_7D(v) ((uint8_t)((v) != 0))
#define CI_WRITE_7I(v) ((uint8_t)((v) != 0))
#define CI_WRITE_7L(v) ((uint8_t)((v) != 0))

// CI_TRUTH_<dtype><class>: one where the value is not zero, in the dtype.
#define CI_TRUTH_0(v) ((v) != 0 ? 1.0f : 0.0f)
#define CI_TRUTH_1(v) ((v) != 0 ? 1.0 : 0.0)
#define CI_TRUTH_4(v) ((int32_t)((v) != 0))
#define CI_TRUTH_6(v) ((int64_t)((v) != 0))

// Every dtype: code, C type, class. X gets the caller's three arguments first.
#define CI_DTYPES(X, A, B, C)                                                        \
    X(A, B, C, 0, float, F) X(A, B, C, 1, double, D) X(A, B, C, 2, ci_half, F)       \
    X(A, B, C, 3, uint8_t, I) X(A, B, C, 4, int32_t, I) X(A, B, C, 5, int8_t, I)     \
    X(A, B, C, 6, int64_t, L) X(A, B, C, 7, uint8_t, I)

#define CI_GATHER_LOOP(DT, ST, EXPRESSION)                                           \
    {                                                                                \
        DT *restrict d = (DT *)dst;                                                  \
        const ST *restrict s = (const ST *)src;                                      \
        if (n <= 0) return;                                                          \
        if (stride == 1) {                                                           \
            for (long i = 0; i < n; i++) { ST v = s[i]; d[i] = EXPRESSION; }         \
        } else if (stride == 0) {                                                    \
            ST v = s[0];                                                             \
            DT w = EXPRESSION;                                                       \
            for (long i = 0; i < n; i++) d[i] = w;                                   \
        } else {                                                                     \
            for (long i = 0; i < n; i++) { ST v = s[i * stride]; d[i] = EXPRESSION; } \
        }                                                                            \
        return;                                                                      \
    }

#define CI_SCATTER_LOOP(DT, ST, EXPRESSION)                                          \
    {                                                                                \
        DT *restrict d = (DT *)dst;                                                  \
        const ST *restrict s = (const ST *)src;                                      \
        for (long i = 0; i < n; i++) { ST v = s[i]; d[i * stride] = EXPRESSION; }    \
        return;                                                                      \
    }

#define CI_CASE(LOOP, DC, DT, SC, ST, CLASS)                                         \
    case SC: LOOP(DT, ST, CI_WRITE_##DC##CLASS(CI_READ_##SC(v)))
#define CI_TRUTH_CASE(LOOP, DC, DT, SC, ST, CLASS)                                   \
    case SC: LOOP(DT, ST, CI_TRUTH_##DC(CI_READ_##SC(v)))

// One function per destination dtype keeps each small enough to read in a disassembly.
#define CI_DEFINE(DC, DT)                                                            \
    CI_CONVERT void ci_gather_to_##DC(                                               \
        void *dst, int32_t src_code, const void *src, long stride, long n) {         \
        switch (src_code) { CI_DTYPES(CI_CASE, CI_GATHER_LOOP, DC, DT) default: return; } \
    }                                                                                \
    CI_CONVERT void ci_scatter_to_##DC(                                              \
        void *dst, long stride, int32_t src_code, const void *src, long n) {         \
        switch (src_code) { CI_DTYPES(CI_CASE, CI_SCATTER_LOOP, DC, DT) default: return; } \
    }

CI_DEFINE(0, float)
CI_DEFINE(1, double)
CI_DEFINE(2, ci_half)
CI_DEFINE(3, uint8_t)
CI_DEFINE(4, int32_t)
CI_DEFINE(5, int8_t)
CI_DEFINE(6, int64_t)
CI_DEFINE(7, uint8_t)
#undef CI_DEFINE

#define CI_DEFINE_TRUTH(DC, DT)                                                      \
    CI_CONVERT void ci_truth_to_##DC(                                                \
        void *dst, int32_t src_code, const void *src, long stride, long n) {         \
        switch (src_code) { CI_DTYPES(CI_TRUTH_CASE, CI_GATHER_LOOP, DC, DT) default: return; } \
    }

CI_DEFINE_TRUTH(0, float)
CI_DEFINE_TRUTH(1, double)
CI_DEFINE_TRUTH(4, int32_t)
CI_DEFINE_TRUTH(6, int64_t)
#undef CI_DEFINE_TRUTH

/// Converts n elements: dst[i] = src[i * stride]. The stride counts source elements and may be 0 or negative.
CI_CONVERT void ci_convert(
    int32_t dst_code, void *dst, int32_t src_code, const void *src, long src_stride_elements, long n) {
    switch (dst_code) {
    case 0: ci_gather_to_0(dst, src_code, src, src_stride_elements, n); return;
    case 1: ci_gather_to_1(dst, src_code, src, src_stride_elements, n); return;
    case 2: ci_gather_to_2(dst, src_code, src, src_stride_elements, n); return;
    case 3: ci_gather_to_3(dst, src_code, src, src_stride_elements, n); return;
    case 4: ci_gather_to_4(dst, src_code, src, src_stride_elements, n); return;
    case 5: ci_gather_to_5(dst, src_code, src, src_stride_elements, n); return;
    case 6: ci_gather_to_6(dst, src_code, src, src_stride_elements, n); return;
    case 7: ci_gather_to_7(dst, src_code, src, src_stride_elements, n); return;
    default: return;
    }
}

/// Converts n elements: dst[i * stride] = src[i]. The stride counts destination elements.
CI_CONVERT void ci_convert_scatter(
    int32_t dst_code, void *dst, long dst_stride_elements, int32_t src_code, const void *src, long n) {
    if (dst_stride_elements == 1) {
        ci_convert(dst_code, dst, src_code, src, 1, n);
        return;
    }
    switch (dst_code) {
    case 0: ci_scatter_to_0(dst, dst_stride_elements, src_code, src, n); return;
    case 1: ci_scatter_to_1(dst, dst_stride_elements, src_code, src, n); return;
    case 2: ci_scatter_to_2(dst, dst_stride_elements, src_code, src, n); return;
    case 3: ci_scatter_to_3(dst, dst_stride_elements, src_code, src, n); return;
    case 4: ci_scatter_to_4(dst, dst_stride_elements, src_code, src, n); return;
    case 5: ci_scatter_to_5(dst, dst_stride_elements, src_code, src, n); return;
    case 6: ci_scatter_to_6(dst, dst_stride_elements, src_code, src, n); return;
    case 7: ci_scatter_to_7(dst, dst_stride_elements, src_code, src, n); return;
    default: return;
    }
}

/// Writes dst[i] = src[i * stride] is not zero, as 1 or 0 in a compute dtype (codes 0, 1, 4 and 6).
CI_CONVERT void ci_truth(
    int32_t dst_code, void *dst, int32_t src_code, const void *src, long src_stride_elements, long n) {
    switch (dst_code) {
    case 0: ci_truth_to_0(dst, src_code, src, src_stride_elements, n); return;
    case 1: ci_truth_to_1(dst, src_code, src, src_stride_elements, n); return;
    case 4: ci_truth_to_4(dst, src_code, src, src_stride_elements, n); return;
    case 6: ci_truth_to_6(dst, src_code, src, src_stride_elements, n); return;
    default: return;
    }
}

/// Fills n elements of a dtype with one value, converted as from float64.
CI_CONVERT void ci_fill_real(int32_t code, void *dst, double value, long n) {
    ci_convert(code, dst, 1, &value, 0, n);
}

/// Fills n elements of a dtype with one value, converted as from int64.
CI_CONVERT void ci_fill_integer(int32_t code, void *dst, int64_t value, long n) {
    ci_convert(code, dst, 6, &value, 0, n);
}
