/* Blocks of few rows. Included after tile.h, with its macros.
 *
 * B is read once, so memory sets the pace: some of its rows at a time are read from one end to the other, which the
 * processor foresees, and the sums lie in the first-level cache. Chains of additions are those of the tiles. */

/* The columns whose sums are kept at a time. */
#define STREAM_COLUMNS 1024

/* Adds `step` rows of B to the sums; every caller passes constants for `rows` and `step`. */
INLINE void NAME(stream_step)(int rows, int step, ptrdiff_t columns, const SCALAR *a,
                              ptrdiff_t a_row, ptrdiff_t a_depth, const SCALAR *b,
                              ptrdiff_t b_depth, SCALAR *sums) {
    NAME(vector) x[4][8];
    UNROLLED for (int i = 0; i < rows; i++) {
        UNROLLED for (int k = 0; k < step; k++) x[i][k] = a[i * a_row + k * a_depth];
    }
    ptrdiff_t j = 0;
    NOT_UNROLLED for (; j + LANES <= columns; j += LANES) {
        NAME(vector) sum[4];
        UNROLLED for (int i = 0; i < rows; i++) sum[i] = NAME(load)(sums + i * STREAM_COLUMNS + j);
        UNROLLED for (int k = 0; k < step; k++) {
            const NAME(vector) row = NAME(load)(b + k * b_depth + j);
            UNROLLED for (int i = 0; i < rows; i++) {
                sum[i] = __builtin_elementwise_fma(x[i][k], row, sum[i]);
            }
        }
        UNROLLED for (int i = 0; i < rows; i++) NAME(store)(sums + i * STREAM_COLUMNS + j, sum[i]);
    }
    if (j < columns) {
        const MASK last = MASK_OF((int)(columns - j));
        NAME(vector) sum[4];
        UNROLLED for (int i = 0; i < rows; i++) sum[i] = NAME(load)(sums + i * STREAM_COLUMNS + j);
        UNROLLED for (int k = 0; k < step; k++) {
            const NAME(vector) row = LOAD_PART(b + k * b_depth + j, last);
            UNROLLED for (int i = 0; i < rows; i++) {
                sum[i] = __builtin_elementwise_fma(x[i][k], row, sum[i]);
            }
        }
        UNROLLED for (int i = 0; i < rows; i++) NAME(store)(sums + i * STREAM_COLUMNS + j, sum[i]);
    }
}

/* Some columns of a block; every caller passes constants for `rows` and `step`. */
INLINE void NAME(stream)(const cproduct_block *p, int rows, int step, ptrdiff_t column,
                         ptrdiff_t columns) {
    SCALAR sums[4 * STREAM_COLUMNS] __attribute__((aligned(64)));
    for (int i = 0; i < rows; i++) {
        for (ptrdiff_t j = 0; j < columns; j += LANES) NAME(store)(sums + i * STREAM_COLUMNS + j, 0);
    }
    const SCALAR *a = p->a;
    const SCALAR *b = (const SCALAR *)p->b + column;
    ptrdiff_t k = 0;
    for (; k + step <= p->depth; k += step) {
        NAME(stream_step)(rows, step, columns, a + k * p->a_depth, p->a_row, p->a_depth,
                          b + k * p->b_depth, p->b_depth, sums);
    }
    for (; k < p->depth; k++) {
        NAME(stream_step)(rows, 1, columns, a + k * p->a_depth, p->a_row, p->a_depth,
                          b + k * p->b_depth, p->b_depth, sums);
    }
    for (int i = 0; i < rows; i++) {
        SCALAR *c = (SCALAR *)p->c + i * p->c_row + column;
        const SCALAR *sum = sums + i * STREAM_COLUMNS;
        for (ptrdiff_t j = 0; j < columns; j++) c[j] = p->adds ? c[j] + sum[j] : sum[j];
    }
}

/* A block of at most four rows whose B lies as it was. */
static void NAME(stream_block)(const cproduct_block *p) {
    for (ptrdiff_t column = 0; column < p->columns; column += STREAM_COLUMNS) {
        const ptrdiff_t left = p->columns - column;
        const ptrdiff_t columns = left < STREAM_COLUMNS ? left : STREAM_COLUMNS;
        switch (p->rows) {
            case 1: NAME(stream)(p, 1, 8, column, columns); break;
            case 2: NAME(stream)(p, 2, ROWS == 12 ? 8 : 4, column, columns); break;
            case 3: NAME(stream)(p, 3, ROWS == 12 ? 4 : 2, column, columns); break;
            default: NAME(stream)(p, 4, ROWS == 12 ? 4 : 2, column, columns); break;
        }
    }
}
