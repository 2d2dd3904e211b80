// random_normal for gpu(0)
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
const int t0 = c1 >= 0.0f;
const float t1 = (float)(w.x >> 8) * 0x1p-24f;
const float t2 = 1.0f - t1;
const int t3 = t2 == 0.0f;
const float t4 = -INFINITY;
const int t5 = t2 < 0.0f;
const int t6 = t2 < INFINITY;
const int t7 = t2 < 1.1754944e-38f;
const float t8 = t2 * 16777216.0f;
const float t9 = t7 ? t8 : t2;
const int t10 = as_int(t9);
const int t11 = as_int(0.6666666f);
const int t12 = (int)((uint)t10 - (uint)t11);
const int t13 = t12 >> 23;
const int t14 = t7 ? 24 : 0;
const int t15 = (int)((uint)t13 - (uint)t14);
const int t16 = as_int(12582912.0f);
const int t17 = (int)((uint)t15 + (uint)t16);
const float t18 = as_float(t17);
const float t19 = t18 - 12582912.0f;
const float t20 = t19 * 0.69314575f;
const int t21 = t12 & 8388607;
const int t22 = (int)((uint)t21 + (uint)t11);
const float t23 = as_float(t22);
const float t24 = t23 - 1.0f;
const float t25 = t20 + t24;
const float t26 = t20 - t25;
const float t27 = t26 + t24;
const float t28 = t24 * t24;
const float t29 = fma(0.11688351f, t24, (-0.12883635f));
const float t30 = fma(t29, t24, 0.10826174f);
const float t31 = fma(t30, t24, (-0.121879034f));
const float t32 = fma(t31, t24, 0.14298959f);
const float t33 = fma(t32, t24, (-0.16680084f));
const float t34 = fma(t33, t24, 0.19999765f);
const float t35 = fma(t34, t24, (-0.24999811f));
const float t36 = fma(t35, t24, 0.33333334f);
const float t37 = fma(t36, t24, (-0.5f));
const float t38 = t28 * t37;
const float t39 = fma(t19, 1.4286068e-06f, t38);
const float t40 = t27 + t39;
const float t41 = t25 + t40;
const float t42 = t6 ? t41 : t2;
const float t43 = t5 ? NAN : t42;
const float t44 = t3 ? t4 : t43;
const float t45 = (-2.0f) * t44;
const float t46 = sqrt(t45);
const float t47 = (float)(w.z >> 8) * 0x1p-24f;
const float t48 = t47 * 4.0f;
const float t49 = t48 + 12582912.0f;
const int t50 = as_int(t49);
const int t51 = t50 & 1;
const int t52 = t51 != 0;
const float t53 = t49 - 12582912.0f;
const float t54 = t48 - t53;
const float t55 = t54 * 1.5707964f;
const float t56 = t55 * t55;
const float t57 = t56 * t55;
const float t58 = fma(2.8263446e-06f, t56, (-0.00019852562f));
const float t59 = fma(t58, t56, 0.0083333785f);
const float t60 = fma(t59, t56, (-0.16666667f));
const float t61 = fma(t57, t60, t55);
const float t62 = t56 * t56;
const float t63 = fma(2.4430085e-05f, t56, (-0.0013887298f));
const float t64 = fma(t63, t56, 0.041666646f);
const float t65 = fma(t56, (-0.5f), 1.0f);
const float t66 = fma(t62, t64, t65);
const float t67 = t52 ? t61 : t66;
const int t68 = as_int(t67);
const int t69 = (int)((uint)t50 + (uint)1);
const int t70 = (int)((uint)t69 << 30);
const int t71 = as_int((-0.0f));
const int t72 = t70 & t71;
const int t73 = t68 ^ t72;
const float t74 = as_float(t73);
const float t75 = t46 * t74;
const float t76 = c1 * t75;
const float t77 = c0 + t76;
const float t78 = t0 ? t77 : NAN;
const float t79 = (float)(w.y >> 8) * 0x1p-24f;
const float t80 = 1.0f - t79;
const int t81 = t80 == 0.0f;
const int t82 = t80 < 0.0f;
const int t83 = t80 < INFINITY;
const int t84 = t80 < 1.1754944e-38f;
const float t85 = t80 * 16777216.0f;
const float t86 = t84 ? t85 : t80;
const int t87 = as_int(t86);
const int t88 = (int)((uint)t87 - (uint)t11);
const int t89 = t88 >> 23;
const int t90 = t84 ? 24 : 0;
const int t91 = (int)((uint)t89 - (uint)t90);
const int t92 = (int)((uint)t91 + (uint)t16);
const float t93 = as_float(t92);
const float t94 = t93 - 12582912.0f;
const float t95 = t94 * 0.69314575f;
const int t96 = t88 & 8388607;
const int t97 = (int)((uint)t96 + (uint)t11);
const float t98 = as_float(t97);
const float t99 = t98 - 1.0f;
const float t100 = t95 + t99;
const float t101 = t95 - t100;
const float t102 = t101 + t99;
const float t103 = t99 * t99;
const float t104 = fma(0.11688351f, t99, (-0.12883635f));
const float t105 = fma(t104, t99, 0.10826174f);
const float t106 = fma(t105, t99, (-0.121879034f));
const float t107 = fma(t106, t99, 0.14298959f);
const float t108 = fma(t107, t99, (-0.16680084f));
const float t109 = fma(t108, t99, 0.19999765f);
const float t110 = fma(t109, t99, (-0.24999811f));
const float t111 = fma(t110, t99, 0.33333334f);
const float t112 = fma(t111, t99, (-0.5f));
const float t113 = t103 * t112;
const float t114 = fma(t94, 1.4286068e-06f, t113);
const float t115 = t102 + t114;
const float t116 = t100 + t115;
const float t117 = t83 ? t116 : t80;
const float t118 = t82 ? NAN : t117;
const float t119 = t81 ? t4 : t118;
const float t120 = (-2.0f) * t119;
const float t121 = sqrt(t120);
const float t122 = (float)(w.w >> 8) * 0x1p-24f;
const float t123 = t122 * 4.0f;
const float t124 = t123 + 12582912.0f;
const int t125 = as_int(t124);
const int t126 = t125 & 1;
const int t127 = t126 != 0;
const float t128 = t124 - 12582912.0f;
const float t129 = t123 - t128;
const float t130 = t129 * 1.5707964f;
const float t131 = t130 * t130;
const float t132 = t131 * t130;
const float t133 = fma(2.8263446e-06f, t131, (-0.00019852562f));
const float t134 = fma(t133, t131, 0.0083333785f);
const float t135 = fma(t134, t131, (-0.16666667f));
const float t136 = fma(t132, t135, t130);
const float t137 = t131 * t131;
const float t138 = fma(2.4430085e-05f, t131, (-0.0013887298f));
const float t139 = fma(t138, t131, 0.041666646f);
const float t140 = fma(t131, (-0.5f), 1.0f);
const float t141 = fma(t137, t139, t140);
const float t142 = t127 ? t136 : t141;
const int t143 = as_int(t142);
const int t144 = (int)((uint)t125 + (uint)1);
const int t145 = (int)((uint)t144 << 30);
const int t146 = t145 & t71;
const int t147 = t143 ^ t146;
const float t148 = as_float(t147);
const float t149 = t121 * t148;
const float t150 = c1 * t149;
const float t151 = c0 + t150;
const float t152 = t0 ? t151 : NAN;
const float t153 = t52 ? t66 : t61;
const int t154 = as_int(t153);
const int t155 = (int)((uint)t50 << 30);
const int t156 = t155 & t71;
const int t157 = t154 ^ t156;
const float t158 = as_float(t157);
const float t159 = t46 * t158;
const float t160 = c1 * t159;
const float t161 = c0 + t160;
const float t162 = t0 ? t161 : NAN;
const float t163 = t127 ? t141 : t136;
const int t164 = as_int(t163);
const int t165 = (int)((uint)t125 << 30);
const int t166 = t165 & t71;
const int t167 = t164 ^ t166;
const float t168 = as_float(t167);
const float t169 = t121 * t168;
const float t170 = c1 * t169;
const float t171 = c0 + t170;
const float t172 = t0 ? t171 : NAN;
if (e0 < total) {

result[(result_offset + e0)] = t78;
}
if (e1 < total) {

result[(result_offset + e1)] = t152;
}
if (e2 < total) {

result[(result_offset + e2)] = t162;
}
if (e3 < total) {

result[(result_offset + e3)] = t172;
}
}
