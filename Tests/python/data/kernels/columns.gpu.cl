// multiply for gpu(0)
typedef int index_t;
__kernel void run(
    const index_t count,
    __global const float *restrict in0,
    const index_t in0_offset,
    __global const float *restrict in1,
    const index_t in1_offset,
    __global float *restrict out0) {
    const index_t i = get_global_id(0);
    if (i < count) {
        const float t0 = (in0[in0_offset + i]);
        const float t1 = (in1[in1_offset + i]);
        const float t2 = t0 * t1;
        out0[i] = t2;
    }
}

// sum for gpu(0)
typedef int index_t;
__attribute__((reqd_work_group_size(256, 1, 1)))
__kernel void run(
    const index_t rows,
    const index_t length,
    __global const float *restrict in0,
    const index_t in0_offset,
    const index_t in0_step0,
    const index_t in0_length0,
    const uint in0_factor0,
    const uint in0_shift0,
    const index_t in0_step1,
    __global float *restrict out0) {
    const int lane = get_local_id(0) % 1;
    const index_t own = get_group_id(0) * (index_t)256 + get_local_id(0) / 1;
    const index_t row = min(own, rows - 1);
    float a1 = 0;
    {
#pragma unroll
        for (int n = 0; n < 4; n++) {
            const index_t k = lane + n * 1;
            const index_t i = row * length + min(k, length - 1);
            const index_t p0_0 = (index_t)(mul_hi((uint)i, in0_factor0) >> in0_shift0);
            const float p0_1 = (in0[in0_offset + (i - p0_0 * in0_length0) * in0_step0 + p0_0 * in0_step1]);
            const float p0_2 = a1 + p0_1;
            a1 = n == 0 ? p0_1 : k < length ? p0_2 : a1;
        }
    }
    if (own < rows && lane == 0) {
        out0[row] = a1;
    }
}
