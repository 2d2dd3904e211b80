// random_uniform for gpu(0)
typedef int index_t;
static uint4 philox(ulong key, ulong draw, ulong block) {
    uint4 w = (uint4)((uint)block, (uint)(block >> 32), (uint)draw, (uint)(draw >> 32));
    uint k0 = (uint)key, k1 = (uint)(key >> 32);
#pragma unroll
    for (int round = 0; round < 10; round++) {
        const uint h0 = mul_hi(0xD2511F53u, w.x), l0 = 0xD2511F53u * w.x;
        const uint h1 = mul_hi(0xCD9E8D57u, w.z), l1 = 0xCD9E8D57u * w.z;
        w = (uint4)(h1 ^ w.y ^ k0, l1, h0 ^ w.w ^ k1, l0);
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
    }
    return w;
}
__kernel void run(
    const index_t count,
    const index_t total,
    const ulong key,
    const ulong draw,
    const float c0,
    const float c1,
    __global float *result,
    const index_t result_offset) {
const index_t i = get_global_id(0);
if (i >= count) return;
const index_t e0 = i / 16 * 64 + i % 16 + 0;
const index_t e1 = i / 16 * 64 + i % 16 + 16;
const index_t e2 = i / 16 * 64 + i % 16 + 32;
const index_t e3 = i / 16 * 64 + i % 16 + 48;
const uint4 w = philox(key, draw, (ulong)i);
const int t0 = c0 <= c1;
const int t1 = c1 == 0.0f;
const float t2 = -1e-45f;
const int t3 = as_int(c1);
const int t4 = c1 > 0.0f;
const int t5 = (int)((uint)0 - (uint)1);
const int t6 = t4 ? t5 : 1;
const int t7 = (int)((uint)t3 + (uint)t6);
const float t8 = as_float(t7);
const float t9 = t1 ? t2 : t8;
const float t10 = c1 - c0;
const float t11 = fabs(t10);
const int t12 = t11 < INFINITY;
const float t13 = (float)(w.x >> 8) * 0x1p-24f;
const float t14 = t10 * t13;
const float t15 = c0 + t14;
const float t16 = 1.0f - t13;
const float t17 = c0 * t16;
const float t18 = c1 * t13;
const float t19 = t17 + t18;
const float t20 = t12 ? t15 : t19;
const int t21 = t9 < t20;
const int t22 = c0 < c1;
const float t23 = t22 ? t9 : c1;
const float t24 = t21 ? t23 : t20;
const float t25 = t0 ? t24 : NAN;
const float t26 = (float)(w.y >> 8) * 0x1p-24f;
const float t27 = t10 * t26;
const float t28 = c0 + t27;
const float t29 = 1.0f - t26;
const float t30 = c0 * t29;
const float t31 = c1 * t26;
const float t32 = t30 + t31;
const float t33 = t12 ? t28 : t32;
const int t34 = t9 < t33;
const float t35 = t34 ? t23 : t33;
const float t36 = t0 ? t35 : NAN;
const float t37 = (float)(w.z >> 8) * 0x1p-24f;
const float t38 = t10 * t37;
const float t39 = c0 + t38;
const float t40 = 1.0f - t37;
const float t41 = c0 * t40;
const float t42 = c1 * t37;
const float t43 = t41 + t42;
const float t44 = t12 ? t39 : t43;
const int t45 = t9 < t44;
const float t46 = t45 ? t23 : t44;
const float t47 = t0 ? t46 : NAN;
const float t48 = (float)(w.w >> 8) * 0x1p-24f;
const float t49 = t10 * t48;
const float t50 = c0 + t49;
const float t51 = 1.0f - t48;
const float t52 = c0 * t51;
const float t53 = c1 * t48;
const float t54 = t52 + t53;
const float t55 = t12 ? t50 : t54;
const int t56 = t9 < t55;
const float t57 = t56 ? t23 : t55;
const float t58 = t0 ? t57 : NAN;
if (e0 < total) {

result[(result_offset + e0)] = t25;
}
if (e1 < total) {

result[(result_offset + e1)] = t36;
}
if (e2 < total) {

result[(result_offset + e2)] = t47;
}
if (e3 < total) {

result[(result_offset + e3)] = t58;
}
}
