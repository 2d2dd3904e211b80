/* Indexing: integers, slices, new axes, an ellipsis, arrays of indices, masks. */
#ifndef SWND_INDEXING_H
#define SWND_INDEXING_H

#include "array.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum swnd_index_kind {
    SWND_INDEX_INTEGER = 0,  /* x[start] */
    SWND_INDEX_SLICE = 1,    /* x[start:stop:step]; SWND_NONE where not given */
    SWND_INDEX_NEW_AXIS = 2, /* x[None] */
    SWND_INDEX_ELLIPSIS = 3, /* x[...] */
    SWND_INDEX_ARRAY = 4,    /* x[array]: integers of any dtype, or a mask */
    SWND_INDEX_TRUTH = 5     /* x[true], x[false] by start: a new axis of length 1 or 0 */
} swnd_index_kind;

/* One item of an index expression. */
typedef struct swnd_index {
    int32_t kind; /* swnd_index_kind */
    int32_t reserved;
    int64_t start;
    int64_t stop;
    int64_t step;
    swnd_array array; /* of SWND_INDEX_ARRAY; the caller keeps its reference */
} swnd_index;

/*
 * array[items]. Where the selected part is contiguous and no array is among the items the result is a view: writing it writes
 * `array`. Otherwise it is a copy. An expression of integers only gives shape (1,): there are no arrays of rank 0.
 *
 * Arrays broadcast to one shape. Its axes stand where the first array stands if all arrays, and the integers beside them, stand side
 * by side; else they come first. A mask stands for as many axes as it has, whose lengths are its own; the call waits for it.
 * Negative indices count from the end. Indices out of range fail with SWND_ERROR_INDEX: at the call if they are known, else when
 * the result is waited for.
 */
swnd_status swnd_array_index(swnd_array *out, swnd_array array, const swnd_index *items,
                             size_t count);

/* array[index]: the same for one integer. */
swnd_status swnd_array_at(swnd_array *out, swnd_array array, int64_t index);

/*
 * Whether an array as an index is a mask: it has dtype bool, or a comparison or logic made it, or it consists of parts, copies or
 * products of such arrays. NULL is none.
 */
bool swnd_array_is_mask(swnd_array array);

/*
 * array[items] = source, broadcast to the selected shape and cast to the array's dtype. Of several elements for one place the
 * last stays.
 */
swnd_status swnd_array_index_assign(swnd_array array, const swnd_index *items, size_t count,
                                    swnd_array source);

/* array[items] = value. */
swnd_status swnd_array_index_assign_scalar(swnd_array array, const swnd_index *items, size_t count,
                                           double value);

#ifdef __cplusplus
}
#endif

#endif
