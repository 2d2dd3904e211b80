// _ordered_values for gpu(0)
typedef int index_t;
__kernel void run(
    const index_t count,
    const index_t along,
    const index_t width,
    __global int *signed_keys,
    const index_t signed_keys_offset,
    __global int *places,
    const index_t places_offset,
    __global const float *data,
    const index_t data_offset) {
const index_t i = get_global_id(0);
if (i >= count) return;
__global uint *keys = (__global uint *)signed_keys;
const index_t k = i % width;
uint key = ~(uint)0;
if (k < along) {
const index_t at = i / width * along + k;

const float x = (data[(data_offset + at)]);
key = x != x ? ~(uint)0 : x == 0 ? 0x80000000u : (as_uint(x) >> 31 ? ~as_uint(x) : as_uint(x) | 0x80000000u);
}
keys[i] = key;
places[i] = k;
}

// _ordered_values for gpu(0)
typedef int index_t;
__attribute__((reqd_work_group_size(4, 1, 1)))
__kernel void run(
    const index_t count,
    const index_t along,
    const index_t width,
    const index_t first,
    const index_t last,
    __global int *signed_keys,
    const index_t signed_keys_offset,
    __global int *places,
    const index_t places_offset) {
__global uint *keys = (__global uint *)signed_keys;
__local uint own_keys[8];
__local int own_places[8];
const index_t start = get_group_id(0) * (index_t)8;
const int item = get_local_id(0);
for (int n = item; n < 8; n += 4) {
own_keys[n] = keys[start + n];
own_places[n] = places[start + n];
}
for (index_t size = first;; size *= 2) {
for (int stride = (int)min(size, (index_t)8) / 2; stride > 0; stride /= 2) {
barrier(CLK_LOCAL_MEM_FENCE);
for (int n = item; n < 4; n += 4) {
const int a = n / stride * (2 * stride) + n % stride, b = a + stride;
const bool isDown = ((start % width + a) & size) != 0;
{
const uint u = own_keys[a], v = own_keys[b];
const int p = own_places[a], q = own_places[b];
if ((u > v || (u == v && p > q)) != isDown) {
own_keys[a] = v; own_keys[b] = u;
own_places[a] = q; own_places[b] = p;
}
}
}
}
if (size >= last) break;
}
barrier(CLK_LOCAL_MEM_FENCE);
for (int n = item; n < 8; n += 4) {
keys[start + n] = own_keys[n];
places[start + n] = own_places[n];
}
}

// _ordered_values for gpu(0)
typedef int index_t;
__kernel void run(
    const index_t count,
    const index_t along,
    const index_t width,
    const index_t taken,
    __global int *signed_keys,
    const index_t signed_keys_offset,
    __global int *places,
    const index_t places_offset,
    __global const float *data,
    const index_t data_offset,
    __global float *result,
    const index_t result_offset) {
const index_t i = get_global_id(0);
if (i >= count) return;
__global uint *keys = (__global uint *)signed_keys;
const index_t row = i / taken;
const int place = places[row * width + i % taken];
const index_t at = row * along + place;

const float x = (data[(data_offset + at)]);

result[(result_offset + i)] = x;
}
