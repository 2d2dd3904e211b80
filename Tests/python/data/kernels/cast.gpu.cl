// add for gpu(0)
typedef int index_t;
__kernel void run(
    const index_t count,
    __global const float *restrict in0,
    const index_t in0_offset,
    __global uchar *restrict out0,
    const int c1) {
    const index_t i = get_global_id(0);
    if (i < count) {
        const int t0 = float_to_int((in0[in0_offset + i]));
        const int t1 = (int)((uint)t0 + (uint)c1);
        out0[i] = (uchar)t1;
    }
}
