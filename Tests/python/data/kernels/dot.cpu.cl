// copy for gpu(0)
typedef int index_t;
__attribute__((reqd_work_group_size(1, 1, 1)))
__kernel void run(
    const index_t count,
    const index_t each,
    __global const float *restrict in0,
    const index_t in0_offset,
    const index_t in0_step0,
    const index_t in0_length0,
    const uint in0_factor0,
    const uint in0_shift0,
    const index_t in0_step1,
    __global float *restrict out0) {
    const index_t begin = get_global_id(0) * each;
    const index_t end = min(begin + each, count);
#pragma clang loop vectorize_width(16)
    for (index_t i = begin; i < end; i++) {
        const index_t t0 = (index_t)(mul_hi((uint)i, in0_factor0) >> in0_shift0);
        const float t1 = (in0[in0_offset + (i - t0 * in0_length0) * in0_step0 + t0 * in0_step1]);
        out0[i] = t1;
    }
}

// _matrix_product for gpu(0)
typedef int index_t;
typedef float number;
__attribute__((reqd_work_group_size(1, 1, 1)))
__kernel void run(
    const index_t rows, const index_t columns, const index_t depth,
    __global const float *a, const index_t a_offset,
    const index_t a_row, const index_t a_column, const index_t a_batch,
    __global const float *b, const index_t b_offset,
    const index_t b_row, const index_t b_column, const index_t b_batch,
    __global float *c) {
    const index_t side = get_group_id(0) * (index_t)32;
    const index_t batch = get_group_id(2);
    const index_t top = get_group_id(1) * (index_t)64;
    const index_t end = min(top + 64, rows);
    __global const number *left = a + a_offset + batch * a_batch;
    __global const number *right = b + b_offset + batch * b_batch + side;
    __global number *result = c + batch * rows * columns + side;
    const bool isWhole = side + 32 <= columns;
    for (index_t row = top; row < end; row += 8) {
        if (!isWhole || row + 8 > end) {
            for (index_t i = row; i < min(row + 8, end); i++)
                for (index_t j = 0; j < min((index_t)32, columns - side); j++) {
                    number sum = 0;
                    for (index_t first = 0; first < depth; first += 256) {
                        number chain = 0;
                        for (index_t k = first; k < min(first + 256, depth); k++)
                            chain = fma(left[i * a_row + k * a_column],
                                        right[k * b_row + j], chain);
                        sum += chain;
                    }
                    result[i * columns + j] = sum;
                }
            continue;
        }
        float16 sums[8][2];
        for (int i = 0; i < 8; i++) sums[i][0] = sums[i][1] = 0;
        for (index_t first = 0; first < depth; first += 256) {
            const index_t last = min(first + 256, depth);
            float16 p0 = 0, p1 = 0, p2 = 0, p3 = 0, p4 = 0, p5 = 0, p6 = 0, p7 = 0;
            float16 q0 = 0, q1 = 0, q2 = 0, q3 = 0, q4 = 0, q5 = 0, q6 = 0, q7 = 0;
            __global const number *u = left + row * a_row + first * a_column;
            __global const number *v = right + first * b_row;
            for (index_t k = first; k < last; k++) {
                const float16 x = vload16(0, v), y = vload16(0, v + 16);
                p0 = fma((float16)u[0 * a_row], x, p0); q0 = fma((float16)u[0 * a_row], y, q0);
                p1 = fma((float16)u[1 * a_row], x, p1); q1 = fma((float16)u[1 * a_row], y, q1);
                p2 = fma((float16)u[2 * a_row], x, p2); q2 = fma((float16)u[2 * a_row], y, q2);
                p3 = fma((float16)u[3 * a_row], x, p3); q3 = fma((float16)u[3 * a_row], y, q3);
                p4 = fma((float16)u[4 * a_row], x, p4); q4 = fma((float16)u[4 * a_row], y, q4);
                p5 = fma((float16)u[5 * a_row], x, p5); q5 = fma((float16)u[5 * a_row], y, q5);
                p6 = fma((float16)u[6 * a_row], x, p6); q6 = fma((float16)u[6 * a_row], y, q6);
                p7 = fma((float16)u[7 * a_row], x, p7); q7 = fma((float16)u[7 * a_row], y, q7);
                u += a_column;
                v += b_row;
            }
            sums[0][0] += p0; sums[0][1] += q0;
            sums[1][0] += p1; sums[1][1] += q1;
            sums[2][0] += p2; sums[2][1] += q2;
            sums[3][0] += p3; sums[3][1] += q3;
            sums[4][0] += p4; sums[4][1] += q4;
            sums[5][0] += p5; sums[5][1] += q5;
            sums[6][0] += p6; sums[6][1] += q6;
            sums[7][0] += p7; sums[7][1] += q7;
        }
        for (int i = 0; i < 8; i++) {
            vstore16(sums[i][0], 0, result + (row + i) * columns);
            vstore16(sums[i][1], 0, result + (row + i) * columns + 16);
        }
    }
}
