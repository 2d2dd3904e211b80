// index for gpu(0)
typedef int index_t;
__kernel void run(
    const index_t count,
    const index_t length0,
    const index_t step0,
    const index_t length1,
    const index_t step1,
    const index_t taken,
    const index_t inner,
    __global const float *data,
    const index_t data_offset,
    __global float *result,
    const index_t result_offset,
    __global const float *indices0,
    const index_t indices0_offset,
    __global const float *indices1,
    const index_t indices1_offset,
    __global int *failed,
    const index_t failed_offset) {
const index_t i = get_global_id(0);
if (i >= count) return;
const index_t beside = i % inner, line = i / inner;
const index_t position = line % taken;
const index_t in_box = line / taken * inner + beside;
index_t there = 0, number = 0;

const long index0 = float_to_long((indices0[(indices0_offset + position)]));
long place0 = index0 < 0 ? index0 + length0 : index0;
if (place0 < 0 || place0 >= length0) place0 = -1;
if (place0 < 0) { failed[0] = 1; return; }
there += (index_t)place0 * step0;
number = number * length0 + (index_t)place0;

const long index1 = float_to_long((indices1[(indices1_offset + position)]));
long place1 = index1 < 0 ? index1 + length1 : index1;
if (place1 < 0 || place1 >= length1) place1 = -1;
if (place1 < 0) { failed[0] = 1; return; }
there += (index_t)place1 * step1;
number = number * length1 + (index_t)place1;

const float x = (data[(data_offset + there)]);

result[(result_offset + i)] = x;
}
