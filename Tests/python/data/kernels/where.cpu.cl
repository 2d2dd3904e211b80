// greater, negative, where for gpu(0)
typedef int index_t;
__attribute__((reqd_work_group_size(1, 1, 1)))
__kernel void run(
    const index_t count,
    const index_t each,
    __global const float *restrict in0,
    const index_t in0_offset,
    __global const float *restrict in1,
    const index_t in1_offset,
    __global float *restrict out0,
    const float c1) {
    const index_t begin = get_global_id(0) * each;
    const index_t end = min(begin + each, count);
#pragma clang loop vectorize_width(16)
    for (index_t i = begin; i < end; i++) {
        const float t0 = (in0[in0_offset + i]);
        const float t1 = (in1[in1_offset + i]);
        const int t2 = t0 > c1;
        const float t3 = t2 ? 1.0f : 0.0f;
        const float t4 = (float)(t3 != 0);
        const int t5 = t4 != 0.0f;
        const float t6 = -t1;
        const float t7 = t5 ? t0 : t6;
        out0[i] = t7;
    }
}
