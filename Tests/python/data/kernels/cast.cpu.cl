// add for gpu(0)
typedef int index_t;
__attribute__((reqd_work_group_size(1, 1, 1)))
__kernel void run(
    const index_t count,
    const index_t each,
    __global const float *restrict in0,
    const index_t in0_offset,
    __global uchar *restrict out0,
    const int c1) {
    const index_t begin = get_global_id(0) * each;
    const index_t end = min(begin + each, count);
#pragma clang loop vectorize_width(16)
    for (index_t i = begin; i < end; i++) {
        const int t0 = float_to_int((in0[in0_offset + i]));
        const int t1 = (int)((uint)t0 + (uint)c1);
        out0[i] = (uchar)t1;
    }
}
