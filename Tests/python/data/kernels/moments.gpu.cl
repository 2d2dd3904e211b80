// sum, divide, subtract, sum for gpu(0)
typedef int index_t;
__attribute__((reqd_work_group_size(256, 1, 1)))
__kernel void run(
    const index_t rows,
    const index_t length,
    __global const float *restrict in0,
    const index_t in0_offset,
    __global float *restrict out0,
    const float c2) {
    const int lane = get_local_id(0) % 2;
    const index_t own = get_group_id(0) * (index_t)128 + get_local_id(0) / 2;
    const index_t row = min(own, rows - 1);
    float a1 = 0;
    float k0[4];
    {
#pragma unroll
        for (int n = 0; n < 4; n++) {
            const index_t k = lane + n * 2;
            const index_t i = row * length + min(k, length - 1);
            const float p0_0 = (in0[in0_offset + i]);
            const float p0_1 = a1 + p0_0;
            a1 = n == 0 ? p0_0 : k < length ? p0_1 : a1;
            k0[n] = p0_0;
        }
    }
    __local float p0_c1_all[256];
    const int p0_c1_at = get_local_id(0);
    p0_c1_all[p0_c1_at] = a1;
    for (int d = 1; d > 0; d /= 2) {
        barrier(CLK_LOCAL_MEM_FENCE);
        if (lane < d && lane + d < 2) {
            const float p0_c1_0 = p0_c1_all[p0_c1_at] + p0_c1_all[p0_c1_at + d];
            p0_c1_all[p0_c1_at] = p0_c1_0;
        }
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    a1 = p0_c1_all[p0_c1_at - lane];
    float a6 = 0;
    {
#pragma unroll
        for (int n = 0; n < 4; n++) {
            const index_t k = lane + n * 2;
            const index_t i = row * length + min(k, length - 1);
            const float p1_0 = a1 / c2;
            const float p1_1 = k0[n] - p1_0;
            const float p1_2 = a6 + p1_1;
            a6 = n == 0 ? p1_1 : k < length ? p1_2 : a6;
        }
    }
    __local float p1_c6_all[256];
    const int p1_c6_at = get_local_id(0);
    p1_c6_all[p1_c6_at] = a6;
    for (int d = 1; d > 0; d /= 2) {
        barrier(CLK_LOCAL_MEM_FENCE);
        if (lane < d && lane + d < 2) {
            const float p1_c6_0 = p1_c6_all[p1_c6_at] + p1_c6_all[p1_c6_at + d];
            p1_c6_all[p1_c6_at] = p1_c6_0;
        }
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    a6 = p1_c6_all[p1_c6_at - lane];
    if (own < rows && lane == 0) {
        out0[row] = a6;
    }
}
