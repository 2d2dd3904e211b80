/*
 * A tile of C in registers. Included once for each scalar type and instruction set, after these are defined:
 *   SCALAR, LANES                 the elements of a register
 *   ROWS, VECTORS                 the largest tile: ROWS x VECTORS registers
 *   NAME(x)                       a name of its own for each
 *   MASK, MASK_OF(count)          which lanes count
 *   LOAD_PART(p, mask), STORE_PART(p, mask, v)
 */
typedef SCALAR NAME(vector) __attribute__((ext_vector_type(LANES)));
typedef SCALAR NAME(anywhere) __attribute__((ext_vector_type(LANES), aligned(sizeof(SCALAR))));

INLINE NAME(vector) NAME(load)(const SCALAR *p) {
    return *(const NAME(anywhere) *)p;
}

INLINE void NAME(store)(SCALAR *p, NAME(vector) v) {
    *(NAME(anywhere) *)p = v;
}

/* The operands of a tile. `ahead` is how far ahead of a row of B its panel is fetched into the cache. */
typedef struct {
    ptrdiff_t depth;
    const SCALAR *a;
    ptrdiff_t a_stride;
    const SCALAR *b;
    ptrdiff_t b_depth;
    ptrdiff_t ahead;
    SCALAR *c;
    ptrdiff_t c_row;
    /* The elements of the last register of a row. */
    int last;
    bool adds;
} NAME(operands);

/* One tile; every caller passes constants for `rows`, `vectors` and `along_depth`: whether rows of A run along the
 * depth, `a_stride` apart, or across it. */
INLINE void NAME(tile)(const NAME(operands) * o, int rows, int vectors, bool along_depth) {
    const SCALAR *a = o->a;
    const SCALAR *b = o->b;
    const ptrdiff_t a_row = along_depth ? o->a_stride : 1;
    const ptrdiff_t a_depth = along_depth ? 1 : o->a_stride;
    const ptrdiff_t b_depth = o->b_depth;
    const ptrdiff_t ahead = o->ahead;
    const MASK last = MASK_OF(o->last);
    NAME(vector) sum[ROWS][VECTORS];
    UNROLLED for (int i = 0; i < rows; i++) {
        UNROLLED for (int j = 0; j < vectors; j++) sum[i][j] = 0;
    }
    NOT_UNROLLED for (ptrdiff_t k = o->depth; k > 0; k--) {
        NAME(vector) row[VECTORS];
        UNROLLED for (int j = 0; j < vectors; j++) {
            __builtin_prefetch(b + ahead + j * LANES);
            row[j] = j + 1 < vectors ? NAME(load)(b + j * LANES) : LOAD_PART(b + j * LANES, last);
        }
        UNROLLED for (int i = 0; i < rows; i++) {
            const NAME(vector) x = a[i * a_row];
            UNROLLED for (int j = 0; j < vectors; j++) {
                sum[i][j] = __builtin_elementwise_fma(x, row[j], sum[i][j]);
            }
        }
        a += a_depth;
        b += b_depth;
    }
    const bool adds = o->adds;
    UNROLLED for (int i = 0; i < rows; i++) {
        SCALAR *c = o->c + i * o->c_row;
        UNROLLED for (int j = 0; j < vectors; j++) {
            SCALAR *p = c + j * LANES;
            if (j + 1 < vectors) {
                NAME(store)(p, adds ? NAME(load)(p) + sum[i][j] : sum[i][j]);
            } else {
                STORE_PART(p, last, adds ? LOAD_PART(p, last) + sum[i][j] : sum[i][j]);
            }
        }
    }
}

typedef void (*NAME(tile_function))(const NAME(operands) *);

#define TILE(ROWS_, VECTORS_)                                                                      \
    static void NAME(along_##ROWS_##x##VECTORS_)(const NAME(operands) * o) {                       \
        NAME(tile)(o, ROWS_, VECTORS_, true);                                                      \
    }                                                                                              \
    static void NAME(across_##ROWS_##x##VECTORS_)(const NAME(operands) * o) {                      \
        NAME(tile)(o, ROWS_, VECTORS_, false);                                                     \
    }
TILE(1, 1)
TILE(2, 1)
TILE(3, 1)
TILE(4, 1)
TILE(5, 1)
TILE(6, 1)
TILE(1, 2)
TILE(2, 2)
TILE(3, 2)
TILE(4, 2)
TILE(5, 2)
TILE(6, 2)
#if ROWS == 12
TILE(7, 1)
TILE(8, 1)
TILE(9, 1)
TILE(10, 1)
TILE(11, 1)
TILE(12, 1)
TILE(7, 2)
TILE(8, 2)
TILE(9, 2)
TILE(10, 2)
TILE(11, 2)
TILE(12, 2)
#endif
#undef TILE

#if ROWS == 12
#define TILES(KIND, VECTORS_)                                                                      \
    {                                                                                              \
        NAME(KIND##_1x##VECTORS_), NAME(KIND##_2x##VECTORS_), NAME(KIND##_3x##VECTORS_),           \
            NAME(KIND##_4x##VECTORS_), NAME(KIND##_5x##VECTORS_), NAME(KIND##_6x##VECTORS_),       \
            NAME(KIND##_7x##VECTORS_), NAME(KIND##_8x##VECTORS_), NAME(KIND##_9x##VECTORS_),       \
            NAME(KIND##_10x##VECTORS_), NAME(KIND##_11x##VECTORS_), NAME(KIND##_12x##VECTORS_)     \
    }
#else
#define TILES(KIND, VECTORS_)                                                                      \
    {                                                                                              \
        NAME(KIND##_1x##VECTORS_), NAME(KIND##_2x##VECTORS_), NAME(KIND##_3x##VECTORS_),           \
            NAME(KIND##_4x##VECTORS_), NAME(KIND##_5x##VECTORS_), NAME(KIND##_6x##VECTORS_)        \
    }
#endif

/* By the kind of A, the registers of a row less one, and the rows less one. */
static const NAME(tile_function) NAME(tiles)[2][2][ROWS] = {
    {TILES(across, 1), TILES(across, 2)},
    {TILES(along, 1), TILES(along, 2)},
};
#undef TILES
