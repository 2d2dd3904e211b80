// Matrices of bytes, words or longs transposed, by square blocks that turn within registers.
//
// A block is turned in two steps. Registers are rows of lanes of 16 bytes. Interleaving the
// elements of row i with those of row i + n / 2, lane by lane, log2 n times, transposes the n x n
// elements of each lane; then whole lanes change their places.
#pragma once

#include <stdint.h>
#include <string.h>

#include "stream.h"

#define CI_BLOCKS static inline __attribute__((always_inline, unused))

#if defined(__AVX512F__) && defined(__AVX512BW__) && defined(__AVX512VL__)
#define CI_REGISTER 64
#elif defined(__AVX2__)
#define CI_REGISTER 32
#else
#define CI_REGISTER 16
#endif

#define CI_UNROLL _Pragma("clang loop unroll(full)")

// Interleaves the lower (LOW) or upper (HIGH) halves of the lanes of two registers.
// clang-format off
#define CI_LOW_1_16 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23
#define CI_HIGH_1_16 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31
#define CI_LOW_2_16 0, 8, 1, 9, 2, 10, 3, 11
#define CI_HIGH_2_16 4, 12, 5, 13, 6, 14, 7, 15
#define CI_LOW_2_32 0, 16, 1, 17, 2, 18, 3, 19, 8, 24, 9, 25, 10, 26, 11, 27
#define CI_HIGH_2_32 4, 20, 5, 21, 6, 22, 7, 23, 12, 28, 13, 29, 14, 30, 15, 31
#define CI_LOW_4_16 0, 4, 1, 5
#define CI_HIGH_4_16 2, 6, 3, 7
#define CI_LOW_4_32 0, 8, 1, 9, 4, 12, 5, 13
#define CI_HIGH_4_32 2, 10, 3, 11, 6, 14, 7, 15
#define CI_LOW_4_64 0, 16, 1, 17, 4, 20, 5, 21, 8, 24, 9, 25, 12, 28, 13, 29
#define CI_HIGH_4_64 2, 18, 3, 19, 6, 22, 7, 23, 10, 26, 11, 27, 14, 30, 15, 31
#define CI_LOW_8_16 0, 2
#define CI_HIGH_8_16 1, 3
#define CI_LOW_8_32 0, 4, 2, 6
#define CI_HIGH_8_32 1, 5, 3, 7
#define CI_LOW_8_64 0, 8, 2, 10, 4, 12, 6, 14
#define CI_HIGH_8_64 1, 9, 3, 11, 5, 13, 7, 15
// clang-format on

// Lanes change places: r[c + k * G] gets lane k of column c of every group of G rows.
typedef uint64_t ci_lanes32 __attribute__((ext_vector_type(4)));
typedef uint64_t ci_lanes64 __attribute__((ext_vector_type(8)));

#define CI_TURN_LANES_16(V, G, r)
#define CI_TURN_LANES_32(V, G, r)                                                                  \
    CI_UNROLL for (int c = 0; c < G; c++) {                                                        \
        const ci_lanes32 x = (ci_lanes32)r[c], y = (ci_lanes32)r[c + G];                           \
        r[c] = (V)__builtin_shufflevector(x, y, 0, 1, 4, 5);                                       \
        r[c + G] = (V)__builtin_shufflevector(x, y, 2, 3, 6, 7);                                   \
    }
#define CI_TURN_LANES_64(V, G, r)                                                                  \
    CI_UNROLL for (int c = 0; c < G; c++) {                                                        \
        const ci_lanes64 x = (ci_lanes64)r[c], y = (ci_lanes64)r[c + G];                           \
        const ci_lanes64 z = (ci_lanes64)r[c + 2 * G], w = (ci_lanes64)r[c + 3 * G];               \
        const ci_lanes64 a = __builtin_shufflevector(x, y, 0, 1, 2, 3, 8, 9, 10, 11);              \
        const ci_lanes64 b = __builtin_shufflevector(x, y, 4, 5, 6, 7, 12, 13, 14, 15);            \
        const ci_lanes64 d = __builtin_shufflevector(z, w, 0, 1, 2, 3, 8, 9, 10, 11);              \
        const ci_lanes64 e = __builtin_shufflevector(z, w, 4, 5, 6, 7, 12, 13, 14, 15);            \
        r[c] = (V)__builtin_shufflevector(a, d, 0, 1, 4, 5, 8, 9, 12, 13);                         \
        r[c + G] = (V)__builtin_shufflevector(a, d, 2, 3, 6, 7, 10, 11, 14, 15);                   \
        r[c + 2 * G] = (V)__builtin_shufflevector(b, e, 0, 1, 4, 5, 8, 9, 12, 13);                 \
        r[c + 3 * G] = (V)__builtin_shufflevector(b, e, 2, 3, 6, 7, 10, 11, 14, 15);               \
    }

// ci_turn_SIZE: one block of W bytes by W / SIZE rows, from rows a stride apart to rows a stride
// apart; strides are in bytes.
#define CI_TURN(SIZE, W, T)                                                                        \
    enum { ci_turn_rows_##SIZE = W / SIZE };                                                       \
    typedef T ci_row_##SIZE __attribute__((ext_vector_type(W / SIZE)));                            \
    CI_BLOCKS void ci_turn_##SIZE(char *restrict d, long d_stride, const char *restrict s,         \
                                  long s_stride, int stream) {                                     \
        enum { n = W / SIZE, group = 16 / SIZE };                                                  \
        ci_row_##SIZE r[n], q[n];                                                                  \
        CI_UNROLL for (int i = 0; i < n; i++) memcpy(&r[i], s + i * s_stride, W);                  \
        CI_UNROLL for (int done = 1; done < group; done *= 2) {                                    \
            CI_UNROLL for (int g = 0; g < n; g += group) {                                         \
                CI_UNROLL for (int i = 0; i < group / 2; i++) {                                    \
                    const ci_row_##SIZE a = r[g + i], b = r[g + i + group / 2];                    \
                    q[g + 2 * i] = __builtin_shufflevector(a, b, CI_LOW_##SIZE##_##W);             \
                    q[g + 2 * i + 1] = __builtin_shufflevector(a, b, CI_HIGH_##SIZE##_##W);        \
                }                                                                                  \
            }                                                                                      \
            CI_UNROLL for (int i = 0; i < n; i++) r[i] = q[i];                                     \
        }                                                                                          \
        CI_TURN_LANES_##W(ci_row_##SIZE, group, r);                                                \
        CI_UNROLL for (int i = 0; i < n; i++) {                                                    \
            if (stream) {                                                                          \
                __builtin_nontemporal_store(r[i], (ci_row_##SIZE *)(d + i * d_stride));            \
            } else {                                                                               \
                memcpy(d + i * d_stride, &r[i], W);                                                \
            }                                                                                      \
        }                                                                                          \
    }

#if CI_REGISTER == 64
CI_TURN(8, 64, uint64_t)
CI_TURN(4, 64, uint32_t)
CI_TURN(2, 32, uint16_t)
#elif CI_REGISTER == 32
CI_TURN(8, 32, uint64_t)
CI_TURN(4, 32, uint32_t)
CI_TURN(2, 32, uint16_t)
#else
CI_TURN(8, 16, uint64_t)
CI_TURN(4, 16, uint32_t)
CI_TURN(2, 16, uint16_t)
#endif
CI_TURN(1, 16, uint8_t)

// Two longs, as one element: nothing turns within registers.
enum { ci_turn_rows_16 = 4 };
CI_BLOCKS void ci_turn_16(char *restrict d, long d_stride, const char *restrict s, long s_stride,
                          int stream) {
    (void)stream;
    CI_UNROLL for (int i = 0; i < 4; i++) {
        CI_UNROLL for (int k = 0; k < 4; k++)
            memcpy(d + i * d_stride + 16 * k, s + k * s_stride + 16 * i, 16);
    }
}

// ci_transpose_SIZE: d[i * d_stride + j * SIZE] = s[j * s_stride + i * SIZE] for i < rows, j <
// columns: blocks of whole lines along each row of the result first, so that lines are written in
// a row, then the elements at the edges. With `stream`, d and d_stride must be multiples of 64.
#define CI_TRANSPOSE(SIZE)                                                                         \
    CI_BLOCKS void ci_turn_line_##SIZE(char *restrict d, long d_stride, const char *restrict s,    \
                                       long s_stride, int stream) {                                \
        enum { n = CI_LINE / SIZE, part = ci_turn_rows_##SIZE };                                   \
        if (part == n && SIZE < 16) {                                                              \
            ci_turn_##SIZE(d, d_stride, s, s_stride, stream);                                      \
            return;                                                                                \
        }                                                                                          \
        /* Lines are put together first, and written whole. */                                     \
        _Alignas(CI_LINE) char lines[n * CI_LINE];                                                 \
        for (int j = 0; j < n; j += part) {                                                        \
            for (int i = 0; i < n; i += part) {                                                    \
                ci_turn_##SIZE(lines + i * CI_LINE + j * SIZE, CI_LINE,                            \
                               s + j * s_stride + i * SIZE, s_stride, 0);                          \
            }                                                                                      \
        }                                                                                          \
        CI_UNROLL for (int i = 0; i < n; i++) {                                                    \
            if (stream) {                                                                          \
                ci_stream_line(d + i * d_stride, lines + i * CI_LINE);                             \
            } else {                                                                               \
                memcpy(d + i * d_stride, lines + i * CI_LINE, CI_LINE);                            \
            }                                                                                      \
        }                                                                                          \
    }                                                                                              \
    CI_BLOCKS void ci_transpose_rest_##SIZE(char *restrict d, long d_stride,                       \
                                            const char *restrict s, long s_stride, long rows,      \
                                            long columns) {                                        \
        for (long i = 0; i < rows; i++) {                                                          \
            for (long j = 0; j < columns; j++)                                                     \
                memcpy(d + i * d_stride + j * SIZE, s + j * s_stride + i * SIZE, SIZE);            \
        }                                                                                          \
    }                                                                                              \
    CI_BLOCKS void ci_transpose_lines_##SIZE(char *restrict d, long d_stride,                      \
                                             const char *restrict s, long s_stride, long rows,     \
                                             long columns, int stream) {                           \
        enum { n = CI_LINE / SIZE };                                                               \
        for (long i = 0; i < rows; i += n) {                                                       \
            for (long j = 0; j < columns; j += n) {                                                \
                const char *from = s + j * s_stride + i * SIZE;                                    \
                /* The lines of the next rows of the result, which come after all columns. */      \
                CI_UNROLL for (int k = 0; k < n; k++) ci_prefetch(from + k * s_stride + CI_LINE);  \
                ci_turn_line_##SIZE(d + i * d_stride + j * SIZE, d_stride, from, s_stride,         \
                                    stream);                                                       \
            }                                                                                      \
        }                                                                                          \
    }                                                                                              \
    static __attribute__((noinline, unused)) void ci_transpose_##SIZE(                             \
        char *restrict d, long d_stride, const char *restrict s, long s_stride, long rows,         \
        long columns, int stream) {                                                                \
        enum { n = CI_LINE / SIZE };                                                               \
        const long whole_rows = rows / n * n, whole_columns = columns / n * n;                     \
        if (stream) {                                                                              \
            ci_transpose_lines_##SIZE(d, d_stride, s, s_stride, whole_rows, whole_columns, 1);     \
        } else {                                                                                   \
            ci_transpose_lines_##SIZE(d, d_stride, s, s_stride, whole_rows, whole_columns, 0);     \
        }                                                                                          \
        ci_transpose_rest_##SIZE(d + whole_columns * SIZE, d_stride, s + whole_columns * s_stride, \
                                 s_stride, whole_rows, columns - whole_columns);                   \
        ci_transpose_rest_##SIZE(d + whole_rows * d_stride, d_stride, s + whole_rows * SIZE,       \
                                 s_stride, rows - whole_rows, columns);                            \
    }

CI_TRANSPOSE(1)
CI_TRANSPOSE(2)
CI_TRANSPOSE(4)
CI_TRANSPOSE(8)
CI_TRANSPOSE(16)

/// Transposes elements of 1, 2, 4, 8 or 16 bytes: row i and column j of the result are row j and
/// column i of the source, whose columns lie side by side. Strides are in bytes and may be negative.
/// With `stream`, results go past the caches without a fence; `dst` and `dst_stride` must be
/// multiples of 64 then.
CI_BLOCKS void ci_transpose(long size, void *dst, long dst_stride, const void *src, long src_stride,
                            long rows, long columns, int stream) {
    char *d = (char *)dst;
    const char *s = (const char *)src;
    switch (size) {
    case 1:
        ci_transpose_1(d, dst_stride, s, src_stride, rows, columns, stream);
        return;
    case 2:
        ci_transpose_2(d, dst_stride, s, src_stride, rows, columns, stream);
        return;
    case 4:
        ci_transpose_4(d, dst_stride, s, src_stride, rows, columns, stream);
        return;
    case 8:
        ci_transpose_8(d, dst_stride, s, src_stride, rows, columns, stream);
        return;
    case 16:
        ci_transpose_16(d, dst_stride, s, src_stride, rows, columns, stream);
        return;
    default:
        return;
    }
}

#undef CI_TURN
#undef CI_TRANSPOSE
