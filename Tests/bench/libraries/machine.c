// The machine's own limit: passes over memory that compute next to nothing, on all threads.
// Results go past the caches (non-temporal stores), which spares reading them first.

#include <stddef.h>

#ifdef __SSE__
#include <xmmintrin.h>
static inline void store(float *to, const float *values) {
    _mm_stream_ps(to, _mm_loadu_ps(values));
}
#else
static inline void store(float *to, const float *values) {
    for (int lane = 0; lane < 4; lane++) to[lane] = values[lane];
}
#endif

// Each works in chunks of 4 floats; `count` is a multiple of 4 and `out` on a 16-byte boundary.

void machine_add(float *out, const float *x, const float *y, size_t count) {
#pragma omp parallel for schedule(static)
    for (size_t i = 0; i < count; i += 4) {
        float sum[4];
        for (int lane = 0; lane < 4; lane++) sum[lane] = x[i + lane] + y[i + lane];
        store(out + i, sum);
    }
}

void machine_copy(float *out, const float *x, const float *y, size_t count) {
    (void)y;
#pragma omp parallel for schedule(static)
    for (size_t i = 0; i < count; i += 4) store(out + i, x + i);
}

void machine_read(float *out, const float *x, const float *y, size_t count) {
    (void)y;
    // Eight vectors of sums: one would wait for itself.
    float sums[64] = {0};
#pragma omp parallel for schedule(static) reduction(+ : sums[:64])
    for (size_t i = 0; i < count / 64 * 64; i += 64) {
        for (int lane = 0; lane < 64; lane++) sums[lane] += x[i + lane];
    }
    for (int lane = 1; lane < 64; lane++) sums[0] += sums[lane];
    out[0] = sums[0];
}
