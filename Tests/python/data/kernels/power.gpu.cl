// power for gpu(0)
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
        const int t2 = t0 < 0.0f;
        const float t3 = -INFINITY;
        const int t4 = t3 < t0;
        const int t5 = t2 & t4;
        const float t6 = trunc(t1);
        const int t7 = t6 == t1;
        const int t8 = !t7;
        const int t9 = t5 & t8;
        const float t10 = t1 * 0.5f;
        const float t11 = trunc(t10);
        const int t12 = t11 != t10;
        const int t13 = t7 & t12;
        const int t14 = t1 == 0.0f;
        const int t15 = t0 == 1.0f;
        const int t16 = t14 | t15;
        const int t17 = t0 == (-1.0f);
        const float t18 = fabs(t1);
        const int t19 = t18 == INFINITY;
        const int t20 = t17 & t19;
        const int t21 = t16 | t20;
        const double t22 = (double)t1;
        const float t23 = fabs(t0);
        const double t24 = (double)t23;
        const int t25 = t24 == 0.0;
        const double t26 = -((double)INFINITY);
        const int t27 = t24 < ((double)INFINITY);
        const long t28 = as_long(t24);
        const long t29 = as_long(0.6666666666666666);
        const long t30 = (long)((ulong)t28 - (ulong)t29);
        const long t31 = t30 & 4503599627370495L;
        const long t32 = (long)((ulong)t31 + (ulong)t29);
        const double t33 = as_double(t32);
        const double t34 = t33 - 1.0;
        const double t35 = 2.0 + t34;
        const double t36 = t34 / t35;
        const double t37 = t36 * t36;
        const double t38 = fma(0.20120682319837102, t37, 0.22135282845447715);
        const double t39 = fma(t38, t37, 0.2857317914929576);
        const double t40 = fma(t39, t37, 0.3999998468238931);
        const double t41 = fma(t40, t37, 0.6666666671010193);
        const double t42 = fma(t41, t37, 2.0);
        const double t43 = t36 * t42;
        const long t44 = t30 >> 52;
        const long t45 = as_long(6755399441055744.0);
        const long t46 = (long)((ulong)t44 + (ulong)t45);
        const double t47 = as_double(t46);
        const double t48 = t47 - 6755399441055744.0;
        const double t49 = fma(t43, 1.4426950408889634, t48);
        const double t50 = t27 ? t49 : t24;
        const double t51 = t25 ? t26 : t50;
        const double t52 = t22 * t51;
        const double t53 = (-200.0) > t52 ? (-200.0) : t52;
        const double t54 = 200.0 < t53 ? 200.0 : t53;
        const double t55 = t54 + 6755399441055744.0;
        const double t56 = t55 - 6755399441055744.0;
        const double t57 = t54 - t56;
        const double t58 = t57 * 0.6931471805599453;
        const double t59 = fma(2.4706449768383277e-05, t58, 0.00019910295290117907);
        const double t60 = fma(t59, t58, 0.0013889209556666613);
        const double t61 = fma(t60, t58, 0.008333279724479926);
        const double t62 = fma(t61, t58, 0.0416666642666177);
        const double t63 = fma(t62, t58, 0.16666666791648507);
        const double t64 = fma(t63, t58, 0.5000000000462033);
        const double t65 = fma(t64, t58, 1.0);
        const double t66 = fma(t65, t58, 1.0);
        const long t67 = as_long(t55);
        const long t68 = (long)((ulong)t67 << 52);
        const long t69 = as_long(1.0);
        const long t70 = (long)((ulong)t68 + (ulong)t69);
        const double t71 = as_double(t70);
        const double t72 = t66 * t71;
        const float t73 = (float)t72;
        const float t74 = t21 ? 1.0f : t73;
        const float t75 = copysign(t74, t0);
        const float t76 = t13 ? t75 : t74;
        const float t77 = t9 ? NAN : t76;
        out0[i] = t77;
    }
}
