// modulo for gpu(0)
typedef int index_t;
__kernel void run(
    const index_t count,
    __global const float *restrict in0,
    const index_t in0_offset,
    __global const float *restrict in1,
    const index_t in1_offset,
    __global float *restrict out0) {
    const index_t i = get_global_id(0);
    if (i < count) {
        const float t0 = (in0[in0_offset + i]);
        const float t1 = (in1[in1_offset + i]);
        const int t2 = t1 == 0.0f;
        const float t3 = fabs(t1);
        const int t4 = t3 == INFINITY;
        const float t5 = fabs(t0);
        const int t6 = t5 < INFINITY;
        const int t7 = t4 & t6;
        const float t8 = t5 / t3;
        const float t9 = trunc(t8);
        const float t10 = -t9;
        const float t11 = fma(t10, t3, t5);
        const int t12 = t11 < 0.0f;
        const float t13 = t11 + t3;
        const float t14 = t12 ? t13 : t11;
        const float t15 = t7 ? t5 : t14;
        const int t16 = t15 == 0.0f;
        const float t17 = copysign(t15, t1);
        const int t18 = as_int(t0);
        const int t19 = as_int(t1);
        const int t20 = t18 ^ t19;
        const int t21 = t20 < 0;
        const float t22 = copysign(t15, t0);
        const float t23 = t22 + t1;
        const float t24 = t21 ? t23 : t22;
        const float t25 = t16 ? t17 : t24;
        const int t26 = 8388608.0f <= t8;
        float t27 = t25;
        if (t26) {
            const float t28 = fmod(t0, t1);
            const int t29 = t28 == 0.0f;
            const float t30 = copysign(t28, t1);
            const int t31 = (t28 < 0) == (t1 < 0);
            const int t32 = !t31;
            const float t33 = t28 + t1;
            const float t34 = t32 ? t33 : t28;
            const float t35 = t29 ? t30 : t34;
            t27 = t35;
        }
        const float t36 = t2 ? 0.0f : t27;
        out0[i] = t36;
    }
}
