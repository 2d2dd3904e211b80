/* float and double in registers of 512 bits, with masks. */

#define STAGE_16_LOW 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23
#define STAGE_16_HIGH 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31
#define STAGE_8_LOW 0, 8, 1, 9, 2, 10, 3, 11
#define STAGE_8_HIGH 4, 12, 5, 13, 6, 14, 7, 15

#define SCALAR float
#define LANES 16
#define NAME(x) avx512_f32_##x
#define MASK __mmask16
#define MASK_OF(count) ((__mmask16)((1u << (count)) - 1))
#define LOAD_PART(p, mask) ((avx512_f32_vector)_mm512_maskz_loadu_ps(mask, p))
#define STORE_PART(p, mask, v) _mm512_mask_storeu_ps(p, mask, (__m512)(v))
#define MERGE_LOW(a, b) __builtin_shufflevector(a, b, STAGE_16_LOW)
#define MERGE_HIGH(a, b) __builtin_shufflevector(a, b, STAGE_16_HIGH)
#include "kernels.h"

#define SCALAR double
#define LANES 8
#define NAME(x) avx512_f64_##x
#define MASK __mmask8
#define MASK_OF(count) ((__mmask8)((1u << (count)) - 1))
#define LOAD_PART(p, mask) ((avx512_f64_vector)_mm512_maskz_loadu_pd(mask, p))
#define STORE_PART(p, mask, v) _mm512_mask_storeu_pd(p, mask, (__m512d)(v))
#define MERGE_LOW(a, b) __builtin_shufflevector(a, b, STAGE_8_LOW)
#define MERGE_HIGH(a, b) __builtin_shufflevector(a, b, STAGE_8_HIGH)
#include "kernels.h"
