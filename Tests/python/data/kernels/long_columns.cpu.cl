// sum for gpu(0)
typedef int index_t;
__attribute__((reqd_work_group_size(256, 1, 1)))
__kernel void run(
    const index_t rows,
    const index_t length,
    __global float *restrict out0,
    const float c0) {
    const int lane = get_local_id(0) % 16;
    const index_t own = get_group_id(0) * (index_t)16 + get_local_id(0) / 16;
    const index_t row = min(own, rows - 1);
    float a1 = 0;
    {
        const index_t i = row * length + lane;
        a1 = c0;
    }
    for (index_t k = lane + 16; k < length; k += 16) {
        const index_t i = row * length + k;
        const float p0_0 = a1 + c0;
        a1 = p0_0;
    }
    __local float p0_c1_all[256];
    const int p0_c1_at = get_local_id(0);
    p0_c1_all[p0_c1_at] = a1;
    for (int d = 8; d > 0; d /= 2) {
        barrier(CLK_LOCAL_MEM_FENCE);
        if (lane < d && lane + d < 16) {
            const float p0_c1_0 = p0_c1_all[p0_c1_at] + p0_c1_all[p0_c1_at + d];
            p0_c1_all[p0_c1_at] = p0_c1_0;
        }
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    a1 = p0_c1_all[p0_c1_at - lane];
    if (own < rows && lane == 0) {
        out0[row] = a1;
    }
}
