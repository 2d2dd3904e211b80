/* Basic indexing: integers, slices, new axes, an ellipsis. */
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
    SWND_INDEX_ELLIPSIS = 3  /* x[...] */
} swnd_index_kind;

/* One item of an index expression. */
typedef struct swnd_index {
    int32_t kind; /* swnd_index_kind */
    int32_t reserved;
    int64_t start;
    int64_t stop;
    int64_t step;
} swnd_index;

/*
 * array[items]. Where the selected part is contiguous and the index has no step the result is a view: writing it writes
 * `array`. Otherwise it is a copy. An expression of integers only gives shape (1,): there are no arrays of rank 0.
 */
swnd_status swnd_array_index(swnd_array *out, swnd_array array, const swnd_index *items,
                             size_t count);

/* array[index]: the same for one integer. */
swnd_status swnd_array_at(swnd_array *out, swnd_array array, int64_t index);

/* array[items] = source, broadcast to the selected shape and cast to the array's dtype. */
swnd_status swnd_array_index_assign(swnd_array array, const swnd_index *items, size_t count,
                                    swnd_array source);

/* array[items] = value. */
swnd_status swnd_array_index_assign_scalar(swnd_array array, const swnd_index *items, size_t count,
                                           double value);

#ifdef __cplusplus
}
#endif

#endif
