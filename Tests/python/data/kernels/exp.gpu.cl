// multiply, add, exp, multiply, subtract for gpu(0)
typedef int index_t;
__kernel void run(
    const index_t count,
    __global const float *restrict in0,
    const index_t in0_offset,
    __global const float *restrict in1,
    const index_t in1_offset,
    __global float *restrict out0,
    const float c1,
    const float c3) {
    const index_t i = get_global_id(0);
    if (i < count) {
        const float t0 = (in0[in0_offset + i]);
        const float t1 = (in1[in1_offset + i]);
        const float t2 = t0 * c1;
        const float t3 = t2 + c3;
        const float t4 = (-104.0f) > t3 ? (-104.0f) : t3;
        const float t5 = 89.0f < t4 ? 89.0f : t4;
        const float t6 = fma(t5, 1.442695f, 12582912.0f);
        const float t7 = t6 - 12582912.0f;
        const float t8 = fma(t7, (-0.69314575f), t5);
        const float t9 = fma(t7, (-1.4286068e-06f), t8);
        const float t10 = t9 * t9;
        const float t11 = fma(0.0001743642f, t9, 0.0013933842f);
        const float t12 = fma(0.008337783f, t9, 0.041666478f);
        const float t13 = fma(t11, t10, t12);
        const float t14 = fma(0.16666648f, t9, 0.5f);
        const float t15 = fma(t13, t10, t14);
        const float t16 = t8 - t9;
        const float t17 = fma(t7, (-1.4286068e-06f), t16);
        const float t18 = fma(t10, t15, t17);
        const float t19 = t9 + t18;
        const float t20 = 1.0f + t19;
        const int t21 = as_int(t6);
        const int t22 = (int)((uint)t21 + (uint)0);
        const int t23 = (int)((uint)t22 << 23);
        const int t24 = t23 >> 24;
        const int t25 = (int)((uint)t24 << 23);
        const int t26 = as_int(1.0f);
        const int t27 = (int)((uint)t25 + (uint)t26);
        const float t28 = as_float(t27);
        const float t29 = t20 * t28;
        const int t30 = (int)((uint)t22 - (uint)t24);
        const int t31 = (int)((uint)t30 << 23);
        const int t32 = (int)((uint)t31 + (uint)t26);
        const float t33 = as_float(t32);
        const float t34 = t29 * t33;
        const float t35 = t34 * t1;
        const float t36 = t35 - t0;
        out0[i] = t36;
    }
}
