// sin for gpu(0)
typedef int index_t;
__attribute__((reqd_work_group_size(1, 1, 1)))
__kernel void run(
    const index_t count,
    const index_t each,
    __global const float *restrict in0,
    const index_t in0_offset,
    __global float *restrict out0) {
    const index_t begin = get_global_id(0) * each;
    const index_t end = min(begin + each, count);
#pragma clang loop vectorize_width(16)
    for (index_t i = begin; i < end; i++) {
        const float t0 = (in0[in0_offset + i]);
        const int t1 = t0 == 0.0f;
        const float t2 = fma(t0, 0.63661975f, 12582912.0f);
        const int t3 = as_int(t2);
        const int t4 = (int)((uint)t3 + (uint)0);
        const int t5 = t4 & 1;
        const int t6 = t5 != 0;
        const float t7 = t2 - 12582912.0f;
        const float t8 = fma(t7, (-1.5707964f), t0);
        const float t9 = fma(t7, 4.371139e-08f, t8);
        const float t10 = t9 * t9;
        const float t11 = fma(t10, (-0.5f), 1.0f);
        const float t12 = t10 * t10;
        const float t13 = fma(2.4430085e-05f, t10, (-0.0013887298f));
        const float t14 = fma(t13, t10, 0.041666646f);
        const float t15 = -t9;
        const float t16 = t8 - t9;
        const float t17 = fma(t7, 4.371139e-08f, t16);
        const float t18 = fma(t7, 1.7151245e-15f, t17);
        const float t19 = 1.0f - t11;
        const float t20 = fma(t10, (-0.5f), t19);
        const float t21 = fma(t15, t18, t20);
        const float t22 = fma(t12, t14, t21);
        const float t23 = t11 + t22;
        const float t24 = t10 * t9;
        const float t25 = fma(2.8263446e-06f, t10, (-0.00019852562f));
        const float t26 = fma(t25, t10, 0.0083333785f);
        const float t27 = fma(t26, t10, (-0.16666667f));
        const float t28 = fma(t24, t27, t18);
        const float t29 = t9 + t28;
        const float t30 = t6 ? t23 : t29;
        const int t31 = as_int(t30);
        const int t32 = (int)((uint)t4 << 30);
        const int t33 = as_int((-0.0f));
        const int t34 = t32 & t33;
        const int t35 = t31 ^ t34;
        const float t36 = as_float(t35);
        const float t37 = t1 ? t0 : t36;
        const float t38 = fabs(t0);
        const int t39 = 131072.0f < t38;
        const float t40 = fabs(t9);
        const float t41 = fabs(t7);
        const float t42 = t41 * 4.7683716e-07f;
        const int t43 = t40 < t42;
        const int t44 = t39 | t43;
        float t45 = t37;
        if (t44) {
            const double t46 = (double)t0;
            const int t47 = t46 == 0.0;
            const double t48 = fma(t46, 0.6366197723675814, 6755399441055744.0);
            const long t49 = as_long(t48);
            const long t50 = (long)((ulong)t49 + (ulong)0L);
            const long t51 = t50 & 1L;
            const int t52 = t51 != 0L;
            const double t53 = t48 - 6755399441055744.0;
            const double t54 = fma(t53, (-1.5707963267948966), t46);
            const double t55 = fma(t53, (-6.123233995736766e-17), t54);
            const double t56 = t55 * t55;
            const double t57 = fma(t56, (-0.5), 1.0);
            const double t58 = t56 * t56;
            const double t59 = fma((-1.1355744080901063e-11), t56, 2.0875647491040613e-09);
            const double t60 = fma(t59, t56, (-2.755731379156939e-07));
            const double t61 = fma(t60, t56, 2.4801587287527964e-05);
            const double t62 = fma(t61, t56, (-0.001388888888887097));
            const double t63 = fma(t62, t56, 0.04166666666666658);
            const double t64 = -t55;
            const double t65 = t54 - t55;
            const double t66 = fma(t53, (-6.123233995736766e-17), t65);
            const double t67 = fma(t53, 1.4973849048591698e-33, t66);
            const double t68 = 1.0 - t57;
            const double t69 = fma(t56, (-0.5), t68);
            const double t70 = fma(t64, t67, t69);
            const double t71 = fma(t58, t63, t70);
            const double t72 = t57 + t71;
            const double t73 = t56 * t55;
            const double t74 = fma((-7.409672710260042e-13), t56, 1.6054675569144524e-10);
            const double t75 = fma(t74, t56, (-2.505207338423296e-08));
            const double t76 = fma(t75, t56, 2.7557319081660026e-06);
            const double t77 = fma(t76, t56, (-0.00019841269840973233));
            const double t78 = fma(t77, t56, 0.008333333333333047);
            const double t79 = fma(t78, t56, (-0.16666666666666666));
            const double t80 = fma(t73, t79, t67);
            const double t81 = t55 + t80;
            const double t82 = t52 ? t72 : t81;
            const long t83 = as_long(t82);
            const long t84 = (long)((ulong)t50 << 62);
            const long t85 = as_long((-0.0));
            const long t86 = t84 & t85;
            const long t87 = t83 ^ t86;
            const double t88 = as_double(t87);
            const double t89 = t47 ? t46 : t88;
            const double t90 = fabs(t46);
            const int t91 = 33554432.0 < t90;
            const double t92 = fabs(t55);
            const double t93 = fabs(t53);
            const double t94 = t93 * 8.881784197001252e-16;
            const int t95 = t92 < t94;
            const int t96 = t91 | t95;
            double t97 = t89;
            if (t96) {
                const double t98 = sin(t46);
                t97 = t98;
            }
            const float t99 = (float)t97;
            t45 = t99;
        }
        out0[i] = t45;
    }
}
