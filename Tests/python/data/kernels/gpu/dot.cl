// _matrix_product for gpu(0)
typedef int index_t;
typedef float number;
typedef float2 number2;
__attribute__((reqd_work_group_size(256, 1, 1)))
__kernel void run(
    const index_t rows, const index_t columns, const index_t depth,
    __global const float *a, const index_t a_offset,
    const index_t a_row, const index_t a_column, const index_t a_batch,
    __global const float *b, const index_t b_offset,
    const index_t b_row, const index_t b_column, const index_t b_batch,
    __global float *c) {
    __local number tile_a[16][36] __attribute__((aligned(32)));
    __local number tile_b[16][36] __attribute__((aligned(32)));
    const int item = get_local_id(0);
    const int x = item % 16, y = item / 16;
    const index_t top = get_group_id(1) * (index_t)32;
    const index_t side = get_group_id(0) * (index_t)32;
    const index_t batch = get_group_id(2);
    const index_t first_a = a_offset + batch * a_batch;
    const index_t first_b = b_offset + batch * b_batch;
    number next_a[2], next_b[2];
    number sums[2][2];
#pragma unroll
    for (int i = 0; i < 2; i++)
#pragma unroll
        for (int j = 0; j < 2; j++)
            sums[i][j] = 0;
    index_t k = 0;
#pragma unroll
    for (int n = 0; n < 2; n++) {
        const int at = item + n * 256;
        const int line = at / 16, deep = at % 16;
        next_a[n] = top + line < rows && k + deep < depth
            ? a[(first_a + (top + line) * a_row + (k + deep) * a_column)] : 0;
    }
#pragma unroll
    for (int n = 0; n < 2; n++) {
        const int at = item + n * 256;
        const int line = at / 16, deep = at % 16;
        next_b[n] = side + line < columns && k + deep < depth
            ? b[(first_b + (k + deep) * b_row + (side + line) * b_column)] : 0;
    }

    for (; k < depth;) {
#pragma unroll
    for (int n = 0; n < 2; n++) {
        const int at = item + n * 256;
        tile_a[at % 16][at / 16] = next_a[n];
    }
#pragma unroll
    for (int n = 0; n < 2; n++) {
        const int at = item + n * 256;
        tile_b[at % 16][at / 16] = next_b[n];
    }

        barrier(CLK_LOCAL_MEM_FENCE);
        k += 16;
        if (k < depth) {
#pragma unroll
    for (int n = 0; n < 2; n++) {
        const int at = item + n * 256;
        const int line = at / 16, deep = at % 16;
        next_a[n] = top + line < rows && k + deep < depth
            ? a[(first_a + (top + line) * a_row + (k + deep) * a_column)] : 0;
    }
#pragma unroll
    for (int n = 0; n < 2; n++) {
        const int at = item + n * 256;
        const int line = at / 16, deep = at % 16;
        next_b[n] = side + line < columns && k + deep < depth
            ? b[(first_b + (k + deep) * b_row + (side + line) * b_column)] : 0;
    }

        }
#pragma unroll
        for (int d = 0; d < 16; d++) {
            number u[2], v[2];
#pragma unroll
            for (int g = 0; g < 1; g++) {
                const number2 p = *(__local const number2 *)
                    &tile_a[d][g * 32 + y * 2];
                const number2 q = *(__local const number2 *)
                    &tile_b[d][g * 32 + x * 2];
                    u[g * 2 + 0] = p.s0;
                    u[g * 2 + 1] = p.s1;
                    v[g * 2 + 0] = q.s0;
                    v[g * 2 + 1] = q.s1;
            }
#pragma unroll
            for (int i = 0; i < 2; i++)
#pragma unroll
                for (int j = 0; j < 2; j++)
                    sums[i][j] = fma(u[i], v[j], sums[i][j]);
        }
        barrier(CLK_LOCAL_MEM_FENCE);
    }
#pragma unroll
    for (int i = 0; i < 2; i++) {
        const index_t row =
            top + i / 2 * 32 + y * 2 + i % 2;
#pragma unroll
        for (int j = 0; j < 2; j++) {
            const index_t column =
                side + j / 2 * 32 + x * 2 + j % 2;
            if (row < rows && column < columns) {
                const index_t place = (batch * rows + row) * columns + column;
                c[place] = sums[i][j];
            }
        }
    }
}
