// concat for gpu(0)
typedef int index_t;
__kernel void run(
    const index_t count,
    __global const float *source,
    const index_t source_offset,
    __global float *result,
    const index_t result_offset,
    const index_t result_step0,
    const index_t result_length0,
    const uint result_factor0,
    const uint result_shift0,
    const index_t result_step1) {
const index_t i = get_global_id(0);
if (i >= count) return;

const float x = (source[(source_offset + i)]);
const index_t result_q1 = (index_t)(mul_hi((uint)i, result_factor0) >> result_shift0);
result[(result_offset + (i - result_q1 * result_length0) * result_step0 + result_q1 * result_step1)] = x;
}
