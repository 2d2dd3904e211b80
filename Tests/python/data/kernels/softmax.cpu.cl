// max, subtract, exp, sum, reciprocal, multiply for gpu(0)
typedef int index_t;
__attribute__((reqd_work_group_size(256, 1, 1)))
__kernel void run(
    const index_t rows,
    const index_t length,
    __global const float *restrict in0,
    const index_t in0_offset,
    __global float *restrict out0) {
    const int lane = get_local_id(0) % 1;
    const index_t own = get_group_id(0) * (index_t)256 + get_local_id(0) / 1;
    const index_t row = min(own, rows - 1);
    float a1 = 0;
    {
        const index_t i = row * length + lane;
        const float p0_f0 = (in0[in0_offset + i]);
        a1 = p0_f0;
    }
    for (index_t k = lane + 1; k < length; k += 1) {
        const index_t i = row * length + k;
        const float p0_0 = (in0[in0_offset + i]);
        const int p0_1 = a1 != a1;
        const float p0_2 = a1 > p0_0 ? a1 : p0_0;
        const float p0_3 = p0_1 ? a1 : p0_2;
        a1 = p0_3;
    }
    float a5 = 0;
    {
        const index_t i = row * length + lane;
        const float p1_f0 = (in0[in0_offset + i]);
        const float p1_f1 = p1_f0 - a1;
        const float p1_f2 = (-104.0f) > p1_f1 ? (-104.0f) : p1_f1;
        const float p1_f3 = 89.0f < p1_f2 ? 89.0f : p1_f2;
        const float p1_f4 = fma(p1_f3, 1.442695f, 12582912.0f);
        const float p1_f5 = p1_f4 - 12582912.0f;
        const float p1_f6 = fma(p1_f5, (-0.69314575f), p1_f3);
        const float p1_f7 = fma(p1_f5, (-1.4286068e-06f), p1_f6);
        const float p1_f8 = p1_f7 * p1_f7;
        const float p1_f9 = fma(0.0001743642f, p1_f7, 0.0013933842f);
        const float p1_f10 = fma(0.008337783f, p1_f7, 0.041666478f);
        const float p1_f11 = fma(p1_f9, p1_f8, p1_f10);
        const float p1_f12 = fma(0.16666648f, p1_f7, 0.5f);
        const float p1_f13 = fma(p1_f11, p1_f8, p1_f12);
        const float p1_f14 = p1_f6 - p1_f7;
        const float p1_f15 = fma(p1_f5, (-1.4286068e-06f), p1_f14);
        const float p1_f16 = fma(p1_f8, p1_f13, p1_f15);
        const float p1_f17 = p1_f7 + p1_f16;
        const float p1_f18 = 1.0f + p1_f17;
        const int p1_f19 = as_int(p1_f4);
        const int p1_f20 = (int)((uint)p1_f19 + (uint)0);
        const int p1_f21 = (int)((uint)p1_f20 << 23);
        const int p1_f22 = p1_f21 >> 24;
        const int p1_f23 = (int)((uint)p1_f22 << 23);
        const int p1_f24 = as_int(1.0f);
        const int p1_f25 = (int)((uint)p1_f23 + (uint)p1_f24);
        const float p1_f26 = as_float(p1_f25);
        const float p1_f27 = p1_f18 * p1_f26;
        const int p1_f28 = (int)((uint)p1_f20 - (uint)p1_f22);
        const int p1_f29 = (int)((uint)p1_f28 << 23);
        const int p1_f30 = (int)((uint)p1_f29 + (uint)p1_f24);
        const float p1_f31 = as_float(p1_f30);
        const float p1_f32 = p1_f27 * p1_f31;
        a5 = p1_f32;
    }
    for (index_t k = lane + 1; k < length; k += 1) {
        const index_t i = row * length + k;
        const float p1_0 = (in0[in0_offset + i]);
        const float p1_1 = p1_0 - a1;
        const float p1_2 = (-104.0f) > p1_1 ? (-104.0f) : p1_1;
        const float p1_3 = 89.0f < p1_2 ? 89.0f : p1_2;
        const float p1_4 = fma(p1_3, 1.442695f, 12582912.0f);
        const float p1_5 = p1_4 - 12582912.0f;
        const float p1_6 = fma(p1_5, (-0.69314575f), p1_3);
        const float p1_7 = fma(p1_5, (-1.4286068e-06f), p1_6);
        const float p1_8 = p1_7 * p1_7;
        const float p1_9 = fma(0.0001743642f, p1_7, 0.0013933842f);
        const float p1_10 = fma(0.008337783f, p1_7, 0.041666478f);
        const float p1_11 = fma(p1_9, p1_8, p1_10);
        const float p1_12 = fma(0.16666648f, p1_7, 0.5f);
        const float p1_13 = fma(p1_11, p1_8, p1_12);
        const float p1_14 = p1_6 - p1_7;
        const float p1_15 = fma(p1_5, (-1.4286068e-06f), p1_14);
        const float p1_16 = fma(p1_8, p1_13, p1_15);
        const float p1_17 = p1_7 + p1_16;
        const float p1_18 = 1.0f + p1_17;
        const int p1_19 = as_int(p1_4);
        const int p1_20 = (int)((uint)p1_19 + (uint)0);
        const int p1_21 = (int)((uint)p1_20 << 23);
        const int p1_22 = p1_21 >> 24;
        const int p1_23 = (int)((uint)p1_22 << 23);
        const int p1_24 = as_int(1.0f);
        const int p1_25 = (int)((uint)p1_23 + (uint)p1_24);
        const float p1_26 = as_float(p1_25);
        const float p1_27 = p1_18 * p1_26;
        const int p1_28 = (int)((uint)p1_20 - (uint)p1_22);
        const int p1_29 = (int)((uint)p1_28 << 23);
        const int p1_30 = (int)((uint)p1_29 + (uint)p1_24);
        const float p1_31 = as_float(p1_30);
        const float p1_32 = p1_27 * p1_31;
        const float p1_33 = a5 + p1_32;
        a5 = p1_33;
    }
    if (own < rows) {
        for (index_t k = lane; k < length; k += 1) {
            const index_t i = row * length + k;
            const float t0 = (in0[in0_offset + i]);
            const float t1 = t0 - a1;
            const float t2 = (-104.0f) > t1 ? (-104.0f) : t1;
            const float t3 = 89.0f < t2 ? 89.0f : t2;
            const float t4 = fma(t3, 1.442695f, 12582912.0f);
            const float t5 = t4 - 12582912.0f;
            const float t6 = fma(t5, (-0.69314575f), t3);
            const float t7 = fma(t5, (-1.4286068e-06f), t6);
            const float t8 = t7 * t7;
            const float t9 = fma(0.0001743642f, t7, 0.0013933842f);
            const float t10 = fma(0.008337783f, t7, 0.041666478f);
            const float t11 = fma(t9, t8, t10);
            const float t12 = fma(0.16666648f, t7, 0.5f);
            const float t13 = fma(t11, t8, t12);
            const float t14 = t6 - t7;
            const float t15 = fma(t5, (-1.4286068e-06f), t14);
            const float t16 = fma(t8, t13, t15);
            const float t17 = t7 + t16;
            const float t18 = 1.0f + t17;
            const int t19 = as_int(t4);
            const int t20 = (int)((uint)t19 + (uint)0);
            const int t21 = (int)((uint)t20 << 23);
            const int t22 = t21 >> 24;
            const int t23 = (int)((uint)t22 << 23);
            const int t24 = as_int(1.0f);
            const int t25 = (int)((uint)t23 + (uint)t24);
            const float t26 = as_float(t25);
            const float t27 = t18 * t26;
            const int t28 = (int)((uint)t20 - (uint)t22);
            const int t29 = (int)((uint)t28 << 23);
            const int t30 = (int)((uint)t29 + (uint)t24);
            const float t31 = as_float(t30);
            const float t32 = t27 * t31;
            const float t33 = 1.0f / a5;
            const float t34 = t32 * t33;
            out0[i] = t34;
        }
    }
}
