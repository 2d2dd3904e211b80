// argmax for gpu(0)
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
const index_t row = i, lane = 0, taken = along;
float best = 0;
index_t found = 0;
for (index_t k = lane; k < taken; k += 1) {
const index_t place = k;
const index_t at = row * along + place;

const float x = (data[(data_offset + at)]);
if (k == lane) { best = x; found = place; }
const int x_best_0 = x != x;
const float x_best_1 = x > best ? x : best;
const float x_best_2 = x_best_0 ? x : x_best_1;
if (x_best_2 != best && best == best) { best = x_best_2; found = place; }
}

result[(result_offset + row)] = (float)(long)found;
}
