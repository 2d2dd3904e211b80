// max for gpu(0)
typedef int index_t;
__attribute__((reqd_work_group_size(256, 1, 1)))
__kernel void run(
    const index_t length,
    const index_t pieces,
    const index_t piece,
    __global float *restrict sum0,
    const float c0) {
    const int lane = get_local_id(0);
    const index_t row = get_group_id(0) / pieces;
    const index_t begin = get_group_id(0) % pieces * piece;
    const index_t taken = min(piece, length - begin);
    float a1 = 0;
    for (index_t k = lane; k < taken; k += 256) {
        const index_t i = row * length + begin + k;
        const int t0 = a1 != a1;
        const float t1 = a1 > c0 ? a1 : c0;
        const float t2 = t0 ? a1 : t1;
        a1 = k == lane ? c0 : t2;
    }
    __local float s0_all[256];
    const int s0_at = get_local_id(0);
    s0_all[s0_at] = a1;
    for (int d = 128; d > 0; d /= 2) {
        barrier(CLK_LOCAL_MEM_FENCE);
        if (lane < d && lane + d < taken) {
            const int s0_0 = s0_all[s0_at] != s0_all[s0_at];
            const float s0_1 = s0_all[s0_at] > s0_all[s0_at + d] ? s0_all[s0_at] : s0_all[s0_at + d];
            const float s0_2 = s0_0 ? s0_all[s0_at] : s0_1;
            s0_all[s0_at] = s0_2;
        }
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    a1 = s0_all[s0_at - lane];
    if (lane == 0) {
        sum0[get_group_id(0)] = a1;
    }
}

// max for gpu(0)
typedef int index_t;
__attribute__((reqd_work_group_size(256, 1, 1)))
__kernel void run(
    const index_t rows,
    const index_t length,
    __global const float *restrict in0,
    const index_t in0_offset,
    __global float *restrict out0) {
    const int lane = get_local_id(0) % 1;
    const index_t own = get_group_id(0) * (index_t)256 + get_local_id(0) / 1;
    const index_t row = min(own, rows - 1);
    float a1 = 0;
    {
#pragma unroll
        for (int n = 0; n < 2; n++) {
            const index_t k = lane + n * 1;
            const index_t i = row * length + min(k, length - 1);
            const float p0_0 = (in0[in0_offset + i]);
            const int p0_1 = a1 != a1;
            const float p0_2 = a1 > p0_0 ? a1 : p0_0;
            const float p0_3 = p0_1 ? a1 : p0_2;
            a1 = n == 0 ? p0_0 : k < length ? p0_3 : a1;
        }
    }
    if (own < rows && lane == 0) {
        out0[row] = a1;
    }
}
