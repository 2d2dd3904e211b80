// _running_sum for gpu(0)
typedef int index_t;
__kernel void run(
    const index_t count,
    const index_t along,
    __global const float *data,
    const index_t data_offset,
    __global float *result,
    const index_t result_offset) {
const index_t i = get_global_id(0);
if (i >= count) return;
const index_t row = i;
float sum = 0;
for (index_t k = 0; k < along; k++) {
const index_t at = row * along + k;

const float x = (data[(data_offset + at)]);
const float sum_x_0 = sum + x;
sum = k == 0 ? x : sum_x_0;

result[(result_offset + at)] = sum;
}
}
