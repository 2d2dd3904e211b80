/* Copies of operands into panels. Included after tile.h, with its macros. */

/* LANES registers as the rows of a square, turned into its columns: each round merges registers half the square
 * apart, element by element. */
INLINE void NAME(turn)(NAME(vector) v[LANES]) {
    UNROLLED for (int round = 1; round < LANES; round *= 2) {
        NAME(vector) w[LANES];
        UNROLLED for (int i = 0; i < LANES / 2; i++) {
            w[2 * i] = MERGE_LOW(v[i], v[i + LANES / 2]);
            w[2 * i + 1] = MERGE_HIGH(v[i], v[i + LANES / 2]);
        }
        UNROLLED for (int i = 0; i < LANES; i++) v[i] = w[i];
    }
}

/* `count` stored rows along the depth, at most LANES of them, become columns of a panel. */
INLINE void NAME(pack_along)(const SCALAR *from, ptrdiff_t stride, ptrdiff_t count, ptrdiff_t depth,
                             SCALAR *to) {
    const ptrdiff_t width = VECTORS * LANES;
    NOT_UNROLLED for (ptrdiff_t k = 0; k < depth; k += LANES) {
        NAME(vector) v[LANES];
        const ptrdiff_t left = depth - k;
        if (count == LANES && left >= LANES) {
            UNROLLED for (int i = 0; i < LANES; i++) v[i] = NAME(load)(from + i * stride + k);
            NAME(turn)(v);
            UNROLLED for (int i = 0; i < LANES; i++) NAME(store)(to + (k + i) * width, v[i]);
        } else {
            const MASK last = MASK_OF((int)(left < LANES ? left : LANES));
            UNROLLED for (int i = 0; i < LANES; i++) {
                v[i] = 0;
                if (i < count) v[i] = LOAD_PART(from + i * stride + k, last);
            }
            NAME(turn)(v);
            UNROLLED for (int i = 0; i < LANES; i++) {
                if (i < left) NAME(store)(to + (k + i) * width, v[i]);
            }
        }
    }
}

static void NAME(pack_columns)(const cproduct_pack *p) {
    const ptrdiff_t width = VECTORS * LANES;
    SCALAR *to = p->to;
    for (ptrdiff_t column = 0; column < p->count; column += width) {
        const ptrdiff_t left = p->count - column;
        if (p->along_depth) {
            for (ptrdiff_t j = 0; j < width; j += LANES) {
                const ptrdiff_t count = left - j < LANES ? left - j : LANES;
                NAME(pack_along)((const SCALAR *)p->from + (column + j) * p->stride, p->stride,
                                 count, p->depth, to + j);
            }
        } else {
            const SCALAR *from = (const SCALAR *)p->from + column;
            for (ptrdiff_t k = 0; k < p->depth; k++) {
                UNROLLED for (int j = 0; j < VECTORS; j++) {
                    const ptrdiff_t count = left - j * LANES;
                    NAME(vector) v = 0;
                    if (count >= LANES) {
                        v = NAME(load)(from + j * LANES);
                    } else if (count > 0) {
                        v = LOAD_PART(from + j * LANES, MASK_OF((int)count));
                    }
                    NAME(store)(to + k * width + j * LANES, v);
                }
                from += p->stride;
            }
        }
        to += width * p->depth;
    }
}

static void NAME(pack_rows)(const cproduct_pack *p) {
    SCALAR *to = p->to;
    for (ptrdiff_t row = 0; row < p->count; row += ROWS) {
        const SCALAR *from = (const SCALAR *)p->from + row;
        const ptrdiff_t left = p->count - row;
        if (left >= ROWS) {
            for (ptrdiff_t k = 0; k < p->depth; k++) {
                __builtin_memcpy(to + k * ROWS, from + k * p->stride, ROWS * sizeof(SCALAR));
            }
        } else {
            for (ptrdiff_t k = 0; k < p->depth; k++) {
                for (ptrdiff_t i = 0; i < ROWS; i++) {
                    to[k * ROWS + i] = i < left ? from[k * p->stride + i] : 0;
                }
            }
        }
        to += ROWS * p->depth;
    }
}
