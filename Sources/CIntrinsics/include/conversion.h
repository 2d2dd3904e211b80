// Conversion between the eight dtypes, one contiguous side and one strided side.
//
// dtype codes: 0 float32, 1 float64, 2 float16, 3 uint8, 4 int32, 5 int8, 6 int64, 7 bool (a byte).
//
// What a conversion means, the same on every instruction set and defined for every input:
// - float to int32, int64: truncates; what does not fit, and NaN, gives the smallest integer (as
//   x86 has it);
// - float to uint8, int8: by way of int32, then the low eight bits (-1.0 -> 255 in uint8, 300.0 ->
//   44);
// - integer to a narrower integer: the low bits;
// - anything to bool: 1 when it is not zero (NaN is true);
// - to float16: one rounding, to nearest even, from whatever the source is.
//
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
// Without F16C the compiler would call its run-time library for each element; integer code
// vectorises.
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
    uint32_t nan = 0x7e00u | ((magnitude >> 13) & 0x3ffu);
    uint32_t infinite = magnitude > 0x7f800000u ? nan : 0x7c00u;
    uint32_t finite = magnitude < 0x38800000u ? denormal : normal;
    return (ci_half)(sign | (magnitude >= 0x477ff000u ? infinite : finite));
}
#endif

// Rounds to float so that a second rounding to float16 is the only one that counts: an inexact
// result is made odd in its last bit, which no later tie can mistake for an exact one.
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
// clang-format off
#define CI_DTYPES(X, A, B, C)           \
    X(A, B, C, 0, float, F)             \
    X(A, B, C, 1, double, D)            \
    X(A, B, C, 2, ci_half, F)           \
    X(A, B, C, 3, uint8_t, I)           \
    X(A, B, C, 4, int32_t, I)           \
    X(A, B, C, 5, int8_t, I)            \
    X(A, B, C, 6, int64_t, L)           \
    X(A, B, C, 7, uint8_t, I)
// clang-format on

#define CI_LOOP(DT, ST, EXPRESSION)                                                                \
    {                                                                                              \
        DT *restrict d = (DT *)dst;                                                                \
        const ST *restrict s = (const ST *)src;                                                    \
        for (long i = 0; i < n; i++) {                                                             \
            ST v = s[i];                                                                           \
            d[i] = EXPRESSION;                                                                     \
        }                                                                                          \
        return;                                                                                    \
    }

#define CI_CASE(DC, DT, UNUSED, SC, ST, CLASS)                                                     \
    case SC:                                                                                       \
        CI_LOOP(DT, ST, CI_WRITE_##DC##CLASS(CI_READ_##SC(v)))
#define CI_TRUTH_CASE(DC, DT, UNUSED, SC, ST, CLASS)                                               \
    case SC:                                                                                       \
        CI_LOOP(DT, ST, CI_TRUTH_##DC(CI_READ_##SC(v)))

// One function per destination dtype, from contiguous to contiguous.
#define CI_DEFINE(NAME, CASE, DC, DT)                                                              \
    CI_CONVERT void NAME##_##DC(void *dst, int32_t src_code, const void *src, long n) {            \
        switch (src_code) { CI_DTYPES(CASE, DC, DT, ) default : return; }                          \
    }

CI_DEFINE(ci_contiguous, CI_CASE, 0, float)
CI_DEFINE(ci_contiguous, CI_CASE, 1, double)
CI_DEFINE(ci_contiguous, CI_CASE, 2, ci_half)
CI_DEFINE(ci_contiguous, CI_CASE, 3, uint8_t)
CI_DEFINE(ci_contiguous, CI_CASE, 4, int32_t)
CI_DEFINE(ci_contiguous, CI_CASE, 5, int8_t)
CI_DEFINE(ci_contiguous, CI_CASE, 6, int64_t)
CI_DEFINE(ci_contiguous, CI_CASE, 7, uint8_t)
CI_DEFINE(ci_contiguous_truth, CI_TRUTH_CASE, 0, float)
CI_DEFINE(ci_contiguous_truth, CI_TRUTH_CASE, 1, double)
CI_DEFINE(ci_contiguous_truth, CI_TRUTH_CASE, 4, int32_t)
CI_DEFINE(ci_contiguous_truth, CI_TRUTH_CASE, 6, int64_t)
#undef CI_DEFINE

CI_CONVERT void ci_contiguous(int32_t dst_code, void *dst, int32_t src_code, const void *src,
                              long n) {
    switch (dst_code) {
    case 0:
        ci_contiguous_0(dst, src_code, src, n);
        return;
    case 1:
        ci_contiguous_1(dst, src_code, src, n);
        return;
    case 2:
        ci_contiguous_2(dst, src_code, src, n);
        return;
    case 3:
        ci_contiguous_3(dst, src_code, src, n);
        return;
    case 4:
        ci_contiguous_4(dst, src_code, src, n);
        return;
    case 5:
        ci_contiguous_5(dst, src_code, src, n);
        return;
    case 6:
        ci_contiguous_6(dst, src_code, src, n);
        return;
    case 7:
        ci_contiguous_7(dst, src_code, src, n);
        return;
    default:
        return;
    }
}

CI_CONVERT void ci_contiguous_truth(int32_t dst_code, void *dst, int32_t src_code, const void *src,
                                    long n) {
    switch (dst_code) {
    case 0:
        ci_contiguous_truth_0(dst, src_code, src, n);
        return;
    case 1:
        ci_contiguous_truth_1(dst, src_code, src, n);
        return;
    case 4:
        ci_contiguous_truth_4(dst, src_code, src, n);
        return;
    case 6:
        ci_contiguous_truth_6(dst, src_code, src, n);
        return;
    default:
        return;
    }
}

// Strides are dealt with apart from dtypes: elements are copied through a small contiguous block,
// so that every conversion runs vectorised. It is faster than a strided loop per pair of dtypes,
// and 64 loops less.

#define CI_BLOCK 256

// A copy must be seen by the conversion that reads the same bytes as another type.
typedef uint64_t __attribute__((may_alias)) ci_word64;
typedef uint32_t __attribute__((may_alias)) ci_word32;
typedef uint16_t __attribute__((may_alias)) ci_word16;

CI_CONVERT long ci_element_size(int32_t code) {
    return code == 1 || code == 6 ? 8 : code == 0 || code == 4 ? 4 : code == 2 ? 2 : 1;
}

#define CI_COPY_LOOP(T)                                                                            \
    {                                                                                              \
        T *restrict d = (T *)dst;                                                                  \
        const T *restrict s = (const T *)src;                                                      \
        for (long i = 0; i < n; i++)                                                               \
            d[i * dst_stride] = s[i * src_stride];                                                 \
        return;                                                                                    \
    }

CI_CONVERT void ci_gather(long size, void *dst, const void *src, long src_stride, long n) {
    const long dst_stride = 1;
    switch (size) {
    case 8:
        CI_COPY_LOOP(ci_word64)
    case 4:
        CI_COPY_LOOP(ci_word32)
    case 2:
        CI_COPY_LOOP(ci_word16)
    default:
        CI_COPY_LOOP(char)
    }
}

CI_CONVERT void ci_scatter(long size, void *dst, long dst_stride, const void *src, long n) {
    const long src_stride = 1;
    switch (size) {
    case 8:
        CI_COPY_LOOP(ci_word64)
    case 4:
        CI_COPY_LOOP(ci_word32)
    case 2:
        CI_COPY_LOOP(ci_word16)
    default:
        CI_COPY_LOOP(char)
    }
}

// Converts with a strided source by `contiguous`, one of the two functions above.
CI_CONVERT void ci_blockwise(void (*contiguous)(int32_t, void *, int32_t, const void *, long),
                             int32_t dst_code, void *dst, int32_t src_code, const void *src,
                             long stride, long n) {
    const long src_size = ci_element_size(src_code);
    const long dst_size = ci_element_size(dst_code);
    _Alignas(64) char block[CI_BLOCK * 8];
    if (stride == 1) {
        contiguous(dst_code, dst, src_code, src, n);
    } else if (stride == 0 && n > 0) {
        contiguous(dst_code, block, src_code, src, 1);
        ci_gather(dst_size, dst, block, 0, n);
    } else {
        for (long i = 0; i < n; i += CI_BLOCK) {
            const long count = n - i < CI_BLOCK ? n - i : CI_BLOCK;
            ci_gather(src_size, block, (const char *)src + i * stride * src_size, stride, count);
            contiguous(dst_code, (char *)dst + i * dst_size, src_code, block, count);
        }
    }
}

/// Converts n elements: dst[i] = src[i * stride]. The stride counts source elements and may be 0 or
/// negative.
CI_CONVERT void ci_convert(int32_t dst_code, void *dst, int32_t src_code, const void *src,
                           long src_stride_elements, long n) {
    ci_blockwise(ci_contiguous, dst_code, dst, src_code, src, src_stride_elements, n);
}

/// Writes dst[i] = src[i * stride] is not zero, as 1 or 0 in a compute dtype (codes 0, 1, 4 and 6).
CI_CONVERT void ci_truth(int32_t dst_code, void *dst, int32_t src_code, const void *src,
                         long src_stride_elements, long n) {
    ci_blockwise(ci_contiguous_truth, dst_code, dst, src_code, src, src_stride_elements, n);
}

/// Converts n elements: dst[i * stride] = src[i]. The stride counts destination elements.
CI_CONVERT void ci_convert_scatter(int32_t dst_code, void *dst, long dst_stride_elements,
                                   int32_t src_code, const void *src, long n) {
    const long src_size = ci_element_size(src_code);
    const long dst_size = ci_element_size(dst_code);
    const long stride = dst_stride_elements;
    _Alignas(64) char block[CI_BLOCK * 8];
    if (stride == 1) {
        ci_contiguous(dst_code, dst, src_code, src, n);
        return;
    }
    for (long i = 0; i < n; i += CI_BLOCK) {
        const long count = n - i < CI_BLOCK ? n - i : CI_BLOCK;
        ci_contiguous(dst_code, block, src_code, (const char *)src + i * src_size, count);
        ci_scatter(dst_size, (char *)dst + i * stride * dst_size, stride, block, count);
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
