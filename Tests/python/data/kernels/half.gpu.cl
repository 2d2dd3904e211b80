// multiply for gpu(0)
typedef int index_t;
__kernel void run(
    const index_t count,
    __global const float *restrict in0,
    const index_t in0_offset,
    __global half *restrict out0,
    const float c2) {
    const index_t i = get_global_id(0);
    if (i < count) {
        const float t0 = (in0[in0_offset + i]);
        const float t1 = float_through_half(t0);
        const float t2 = t1 * c2;
        vstore_half_rte(t2, i, out0);
    }
}
