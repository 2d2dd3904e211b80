// _matrix_product for gpu(0)
typedef int index_t;
typedef float number;
typedef float4 number4;
__attribute__((reqd_work_group_size(64, 1, 1)))
__kernel void run(
    const index_t rows, const index_t columns, const index_t depth,
    __global const float *a, const index_t a_offset,
    const index_t a_row, const index_t a_column, const index_t a_batch,
    __global const float *b, const index_t b_offset,
    const index_t b_row, const index_t b_column, const index_t b_batch,
    __global float *c) {
    __local number tile_a[32][36] __attribute__((aligned(32)));
    __local number tile_b[32][36] __attribute__((aligned(32)));
    const int item = get_local_id(0);
    const int x = item % 8, y = item / 8;
    const index_t top = get_group_id(1) * (index_t)32;
    const index_t side = get_group_id(0) * (index_t)32;
    const index_t batch = get_group_id(2);
    index_t line_a[16];
    number next_a[16];
#pragma unroll
    for (int n = 0; n < 16; n++)
        line_a[n] = a_offset + batch * a_batch + min(top + (item / 32 + n * 2), rows - 1) * a_row;
    index_t line_b[16];
    number next_b[16];
#pragma unroll
    for (int n = 0; n < 16; n++)
        line_b[n] = b_offset + batch * b_batch + min(side + (item / 32 + n * 2), columns - 1) * b_column;
    number sums[4][4];
#pragma unroll
    for (int i = 0; i < 4; i++)
#pragma unroll
        for (int j = 0; j < 4; j++)
            sums[i][j] = 0;
    index_t k = 0;
    if (k < depth) {
#pragma unroll
    for (int n = 0; n < 16; n++)
        next_a[n] = a[(line_a[n] + min(k + item % 32, depth - 1) * a_column)];
#pragma unroll
    for (int n = 0; n < 16; n++)
        next_b[n] = b[(line_b[n] + min(k + item % 32, depth - 1) * b_row)];
    }
    while (k < depth) {
#pragma unroll
    for (int n = 0; n < 16; n++)
        tile_a[item % 32][(item / 32 + n * 2)] = k + item % 32 < depth ? next_a[n] : 0;
#pragma unroll
    for (int n = 0; n < 16; n++)
        tile_b[item % 32][(item / 32 + n * 2)] = k + item % 32 < depth ? next_b[n] : 0;
        barrier(CLK_LOCAL_MEM_FENCE);
        k += 32;
#pragma unroll
    for (int n = 0; n < 16; n++)
        next_a[n] = a[(line_a[n] + min(k + item % 32, depth - 1) * a_column)];
#pragma unroll
    for (int n = 0; n < 16; n++)
        next_b[n] = b[(line_b[n] + min(k + item % 32, depth - 1) * b_row)];
#pragma unroll
        for (int d = 0; d < 32; d++) {
            number u[4], v[4];
#pragma unroll
            for (int g = 0; g < 1; g++) {
                const number4 p = *(__local const number4 *)
                    &tile_a[d][g * 32 + y * 4];
                const number4 q = *(__local const number4 *)
                    &tile_b[d][g * 32 + x * 4];
                    u[g * 4 + 0] = p.s0;
                    u[g * 4 + 1] = p.s1;
                    u[g * 4 + 2] = p.s2;
                    u[g * 4 + 3] = p.s3;
                    v[g * 4 + 0] = q.s0;
                    v[g * 4 + 1] = q.s1;
                    v[g * 4 + 2] = q.s2;
                    v[g * 4 + 3] = q.s3;
            }
#pragma unroll
            for (int i = 0; i < 4; i++)
#pragma unroll
                for (int j = 0; j < 4; j++)
                    sums[i][j] = fma(u[i], v[j], sums[i][j]);
        }
        barrier(CLK_LOCAL_MEM_FENCE);
    }
#pragma unroll
    for (int i = 0; i < 4; i++) {
        const index_t row =
            top + i / 4 * 32 + y * 4 + i % 4;
#pragma unroll
        for (int j = 0; j < 4; j++) {
            const index_t column =
                side + j / 4 * 32 + x * 4 + j % 4;
            if (row < rows && column < columns) {
                const index_t place = (batch * rows + row) * columns + column;
                c[place] = sums[i][j];
            }
        }
    }
}
