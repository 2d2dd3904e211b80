/* The kernels of one scalar type for one instruction set; see tile.h for what must be defined. */
#include "tile.h"

#include "stream.h"

#include "block.h"

#include "dots.h"

#include "pack.h"

static const cproduct_kernels NAME(kernels) = {
    .tile_rows = ROWS,
    .tile_columns = VECTORS * LANES,
    .block = NAME(block),
    .dots = NAME(dots),
    .pack_columns = NAME(pack_columns),
    .pack_rows = NAME(pack_rows),
};

#undef SCALAR
#undef STREAM_COLUMNS
#undef DOTS_DEPTH
#undef LANES
#undef NAME
#undef MASK
#undef MASK_OF
#undef LOAD_PART
#undef STORE_PART
#undef MERGE_LOW
#undef MERGE_HIGH
