// add for gpu(0)
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
    __global float *restrict out0,
    const float c1) {
    const index_t begin = get_global_id(0) * each;
    const index_t end = min(begin + each, count);
#pragma clang loop vectorize_width(16)
    for (index_t i = begin; i < end; i++) {
        const index_t t0 = (index_t)(mul_hi((uint)i, in0_factor0) >> in0_shift0);
        const float t1 = (in0[in0_offset + (i - t0 * in0_length0) * in0_step0 + t0 * in0_step1]);
        const float t2 = t1 + c1;
        out0[i] = t2;
    }
}
