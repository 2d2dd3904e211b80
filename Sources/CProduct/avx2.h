/* float and double in registers of 256 bits. Stores of a part go by way of memory: masked ones take many cycles on
 * some processors. */

static const int32_t avx2_lanes[16] = {-1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0};
static const int64_t avx2_wide_lanes[8] = {-1, -1, -1, -1, 0, 0, 0, 0};

INLINE __m256i avx2_mask_f32(int count) {
    return _mm256_loadu_si256((const __m256i *)(avx2_lanes + 8 - count));
}

INLINE __m256i avx2_mask_f64(int count) {
    return _mm256_loadu_si256((const __m256i *)(avx2_wide_lanes + 4 - count));
}

INLINE void avx2_store_part_f32(float *p, __m256i mask, __m256 v) {
    const int lanes = _mm256_movemask_ps(_mm256_castsi256_ps(mask));
    if (lanes == 255) {
        _mm256_storeu_ps(p, v);
        return;
    }
    float all[8];
    _mm256_storeu_ps(all, v);
    for (int i = 0; lanes >> i & 1; i++) p[i] = all[i];
}

INLINE void avx2_store_part_f64(double *p, __m256i mask, __m256d v) {
    const int lanes = _mm256_movemask_pd(_mm256_castsi256_pd(mask));
    if (lanes == 15) {
        _mm256_storeu_pd(p, v);
        return;
    }
    double all[4];
    _mm256_storeu_pd(all, v);
    for (int i = 0; lanes >> i & 1; i++) p[i] = all[i];
}

#define SCALAR float
#define LANES 8
#define NAME(x) avx2_f32_##x
#define MASK __m256i
#define MASK_OF(count) avx2_mask_f32(count)
#define LOAD_PART(p, mask) ((avx2_f32_vector)_mm256_maskload_ps(p, mask))
#define STORE_PART(p, mask, v) avx2_store_part_f32(p, mask, (__m256)(v))
#define MERGE_LOW(a, b) __builtin_shufflevector(a, b, 0, 8, 1, 9, 2, 10, 3, 11)
#define MERGE_HIGH(a, b) __builtin_shufflevector(a, b, 4, 12, 5, 13, 6, 14, 7, 15)
#include "kernels.h"

#define SCALAR double
#define LANES 4
#define NAME(x) avx2_f64_##x
#define MASK __m256i
#define MASK_OF(count) avx2_mask_f64(count)
#define LOAD_PART(p, mask) ((avx2_f64_vector)_mm256_maskload_pd(p, mask))
#define STORE_PART(p, mask, v) avx2_store_part_f64(p, mask, (__m256d)(v))
#define MERGE_LOW(a, b) __builtin_shufflevector(a, b, 0, 4, 1, 5)
#define MERGE_HIGH(a, b) __builtin_shufflevector(a, b, 2, 6, 3, 7)
#include "kernels.h"
