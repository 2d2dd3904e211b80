// add for gpu(0)
typedef int index_t;
__kernel void run(
    const index_t count,
    __global const float *restrict in0,
    const index_t in0_offset,
    const index_t in0_step0,
    const index_t in0_length0,
    const uint in0_factor0,
    const uint in0_shift0,
    const index_t in0_step1,
    __global float *restrict out0,
    const float c1) {
    const index_t i = get_global_id(0);
    if (i < count) {
        const index_t t0 = (index_t)(mul_hi((uint)i, in0_factor0) >> in0_shift0);
        const float t1 = (in0[in0_offset + (i - t0 * in0_length0) * in0_step0 + t0 * in0_step1]);
        const float t2 = t1 + c1;
        out0[i] = t2;
    }
}
