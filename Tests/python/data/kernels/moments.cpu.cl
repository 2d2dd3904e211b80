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
    const int lane = get_local_id(0) % 1;
    const index_t own = get_group_id(0) * (index_t)256 + get_local_id(0) / 1;
    const index_t row = min(own, rows - 1);
    float a1 = 0;
    {
        const index_t i = row * length + lane;
        const float p0_f0 = (in0[in0_offset + i]);
        a1 = p0_f0;
    }
    for (index_t k = lane + 1; k < length; k += 1) {
        const index_t i = row * length + k;
        const float p0_0 = (in0[in0_offset + i]);
        const float p0_1 = a1 + p0_0;
        a1 = p0_1;
    }
    float a6 = 0;
    {
        const index_t i = row * length + lane;
        const float p1_f0 = (in0[in0_offset + i]);
        const float p1_f1 = a1 / c2;
        const float p1_f2 = p1_f0 - p1_f1;
        a6 = p1_f2;
    }
    for (index_t k = lane + 1; k < length; k += 1) {
        const index_t i = row * length + k;
        const float p1_0 = (in0[in0_offset + i]);
        const float p1_1 = a1 / c2;
        const float p1_2 = p1_0 - p1_1;
        const float p1_3 = a6 + p1_2;
        a6 = p1_3;
    }
    if (own < rows && lane == 0) {
        out0[row] = a6;
    }
}
