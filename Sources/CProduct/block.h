/* A block of C, tile by tile. Included after tile.h, with its macros. */

static void NAME(block)(const cproduct_block *p) {
    /* Where there are columns enough that few sums in registers would not keep the processor busy. */
    if (p->rows <= 4 && !p->is_packed && p->columns >= 4 * LANES) {
        NAME(stream_block)(p);
        return;
    }
    const bool along_depth = p->a_depth == 1;
    NAME(operands)
    o = {
        .depth = p->depth,
        .a_stride = along_depth ? p->a_row : p->a_depth,
        .b_depth = p->b_depth,
        .ahead = p->is_packed ? p->b_panel : 8 * p->b_depth,
        .c_row = p->c_row,
        .adds = p->adds,
    };
    for (ptrdiff_t column = 0; column < p->columns; column += VECTORS * LANES) {
        const ptrdiff_t left = p->columns - column;
        const ptrdiff_t width = left < VECTORS * LANES ? left : VECTORS * LANES;
        const ptrdiff_t vectors = (width + LANES - 1) / LANES;
        o.last = (int)(width - (vectors - 1) * LANES);
        o.b = (const SCALAR *)p->b + column / (VECTORS * LANES) * p->b_panel +
              column % (VECTORS * LANES);
        const NAME(tile_function) *tiles = NAME(tiles)[along_depth][vectors - 1];
        o.a = p->a;
        o.c = (SCALAR *)p->c + column;
        ptrdiff_t rows = p->rows;
        for (; rows >= ROWS; rows -= ROWS) {
            tiles[ROWS - 1](&o);
            o.a += p->a_panel;
            o.c += ROWS * p->c_row;
        }
        if (rows > 0) tiles[rows - 1](&o);
    }
}
