/* Products with few vectors, along rows that lie side by side. Included after tile.h, with its macros. */

/* The sum of all lanes: halves are added until one lane is left. */
INLINE SCALAR NAME(total)(NAME(vector) v) {
    SCALAR part[LANES];
    NAME(store)(part, v);
    UNROLLED for (int half = LANES / 2; half > 0; half /= 2) {
        UNROLLED for (int i = 0; i < half; i++) part[i] += part[i + half];
    }
    return part[0];
}

/* The depth that sums of one lane go over before they are added up. */
#define DOTS_DEPTH 4096

/* Every caller passes constants for `vectors` and `rows`. */
INLINE void NAME(dots_tile)(const SCALAR *x, ptrdiff_t x_vector, const SCALAR *a, ptrdiff_t a_row,
                            ptrdiff_t depth, int vectors, int rows, SCALAR *y, ptrdiff_t y_vector,
                            ptrdiff_t y_row, bool adds) {
    NAME(vector) sum[DOTS_VECTORS][8];
    UNROLLED for (int v = 0; v < vectors; v++) {
        UNROLLED for (int i = 0; i < rows; i++) sum[v][i] = 0;
    }
    ptrdiff_t k = 0;
    /* The rows that follow are fetched as well: each may be a page, which the processor does not foresee. */
    const ptrdiff_t ahead = rows * a_row;
    NOT_UNROLLED for (; k + LANES <= depth; k += LANES) {
        NAME(vector) part[DOTS_VECTORS];
        UNROLLED for (int v = 0; v < vectors; v++) part[v] = NAME(load)(x + v * x_vector + k);
        UNROLLED for (int i = 0; i < rows; i++) {
            __builtin_prefetch(a + i * a_row + k + ahead);
            const NAME(vector) row = NAME(load)(a + i * a_row + k);
            UNROLLED for (int v = 0; v < vectors; v++) {
                sum[v][i] = __builtin_elementwise_fma(part[v], row, sum[v][i]);
            }
        }
    }
    if (k < depth) {
        const MASK last = MASK_OF((int)(depth - k));
        NAME(vector) part[DOTS_VECTORS];
        UNROLLED for (int v = 0; v < vectors; v++) part[v] = LOAD_PART(x + v * x_vector + k, last);
        UNROLLED for (int i = 0; i < rows; i++) {
            const NAME(vector) row = LOAD_PART(a + i * a_row + k, last);
            UNROLLED for (int v = 0; v < vectors; v++) {
                sum[v][i] = __builtin_elementwise_fma(part[v], row, sum[v][i]);
            }
        }
    }
    UNROLLED for (int v = 0; v < vectors; v++) {
        UNROLLED for (int i = 0; i < rows; i++) {
            SCALAR *p = y + v * y_vector + i * y_row;
            const SCALAR value = NAME(total)(sum[v][i]);
            *p = adds ? *p + value : value;
        }
    }
}

/* All rows of a matrix, `step` at a time. */
INLINE void NAME(dots_rows)(const cproduct_dots *p, int vectors, int step, ptrdiff_t first,
                            ptrdiff_t start, ptrdiff_t depth) {
    const SCALAR *x = (const SCALAR *)p->x + first * p->x_vector + start;
    const SCALAR *a = (const SCALAR *)p->a + start;
    SCALAR *y = (SCALAR *)p->y + first * p->y_vector;
    ptrdiff_t i = 0;
    for (; i + step <= p->rows; i += step) {
        NAME(dots_tile)(x, p->x_vector, a + i * p->a_row, p->a_row, depth, vectors, step,
                        y + i * p->y_row, p->y_vector, p->y_row, start > 0);
    }
    for (; i < p->rows; i++) {
        NAME(dots_tile)(x, p->x_vector, a + i * p->a_row, p->a_row, depth, vectors, 1,
                        y + i * p->y_row, p->y_vector, p->y_row, start > 0);
    }
}

static void NAME(dots)(const cproduct_dots *p) {
    for (ptrdiff_t start = 0; start < p->depth; start += DOTS_DEPTH) {
        const ptrdiff_t left = p->depth - start;
        const ptrdiff_t depth = left < DOTS_DEPTH ? left : DOTS_DEPTH;
        ptrdiff_t v = 0;
#if DOTS_VECTORS == 4
        for (; v + 4 <= p->vectors; v += 4) NAME(dots_rows)(p, 4, 4, v, start, depth);
        if (v + 3 <= p->vectors) NAME(dots_rows)(p, 3, 4, v, start, depth), v += 3;
#endif
        for (; v + 2 <= p->vectors; v += 2) NAME(dots_rows)(p, 2, 4, v, start, depth);
        if (v < p->vectors) NAME(dots_rows)(p, 1, 8, v, start, depth);
    }
}
