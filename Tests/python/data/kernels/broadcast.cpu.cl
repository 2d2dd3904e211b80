// multiply, add for gpu(0)
typedef int index_t;
__attribute__((reqd_work_group_size(1, 1, 1)))
__kernel void run(
    const index_t count,
    const index_t each,
    __global const float *restrict in0,
    const index_t in0_offset,
    const index_t in0_step0,
    const index_t in0_length0,
    const uint in0_factor0,
    const uint in0_shift0,
    const index_t in0_step1,
    __global const float *restrict in1,
    const index_t in1_offset,
    const index_t in1_step0,
    const index_t in1_length0,
    const uint in1_factor0,
    const uint in1_shift0,
    const index_t in1_step1,
    __global const float *restrict in2,
    const index_t in2_offset,
    __global float *restrict out0) {
    const index_t begin = get_global_id(0) * each;
    const index_t end = min(begin + each, count);
#pragma clang loop vectorize_width(16)
    for (index_t i = begin; i < end; i++) {
        const float t0 = (in2[in2_offset + i]);
        const index_t t1 = (index_t)(mul_hi((uint)i, in0_factor0) >> in0_shift0);
        const float t2 = (in0[in0_offset + (i - t1 * in0_length0) * in0_step0 + t1 * in0_step1]);
        const index_t t3 = (index_t)(mul_hi((uint)i, in1_factor0) >> in1_shift0);
        const float t4 = (in1[in1_offset + (i - t3 * in1_length0) * in1_step0 + t3 * in1_step1]);
        const float t5 = t2 * t4;
        const float t6 = t0 + t5;
        out0[i] = t6;
    }
}
