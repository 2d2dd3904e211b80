// take for gpu(0)
typedef int index_t;
__kernel void run(
    const index_t count,
    const index_t along,
    const index_t inner,
    const index_t taken,
    __global const float *data,
    const index_t data_offset,
    __global const float *indices,
    const index_t indices_offset,
    __global float *result,
    const index_t result_offset) {
const index_t i = get_global_id(0);
if (i >= count) return;
const index_t beside = i % inner, line = i / inner;
const index_t position = line % taken, outer = line / taken;

const long index = float_to_long((indices[(indices_offset + position)]));
const long place = clamp(index, 0L, (long)along - 1);
if (place < 0) { return; }
const index_t from = (outer * along + (index_t)place) * inner + beside;

const float x = (data[(data_offset + from)]);

result[(result_offset + i)] = x;
}
