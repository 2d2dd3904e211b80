// divide for gpu(0)
typedef int index_t;
__kernel void run(
    const index_t count,
    __global const float *restrict in0,
    const index_t in0_offset,
    __global const float *restrict in1,
    const index_t in1_offset,
    __global int *restrict out0) {
    const index_t i = get_global_id(0);
    if (i < count) {
        const int t0 = float_to_int((in0[in0_offset + i]));
        const int t1 = float_to_int((in1[in1_offset + i]));
        const int t2 = t1 == 0;
        const int t3 = t1 == (-1);
        const int t4 = (int)((uint)0 - (uint)t0);
        const int t5 = t2 | t3;
        const int t6 = t5 ? 1 : t1;
        const int t7 = t0 / t6;
        const int t8 = t3 ? t4 : t7;
        const int t9 = t2 ? 0 : t8;
        out0[i] = t9;
    }
}
