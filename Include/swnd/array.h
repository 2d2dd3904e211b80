/* Arrays: made from memory, described, read, written, shared. */
#ifndef SWND_ARRAY_H
#define SWND_ARRAY_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A handle to an array: a variable that holds an immutable value, and a view of it. */
typedef struct swnd_array_s *swnd_array;

/* What an array is. Set struct_size to sizeof(swnd_array_info) before the call. */
typedef struct swnd_array_info {
    size_t struct_size;
    int32_t dtype; /* swnd_dtype */
    int32_t rank;
    int64_t shape[SWND_MAX_RANK];
    int64_t count; /* number of elements */
    swnd_context context;
} swnd_array_info;

/* A new array with a copy of `data`: elements of `dtype` in C order. `data` may be NULL for memory that is not filled. */
swnd_status swnd_array_from_data(swnd_array *out, const void *data, const int64_t *shape,
                                 size_t rank, swnd_dtype dtype, swnd_context context);

/* One more reference to the same handle; gives `array` back. */
swnd_array swnd_array_retain(swnd_array array);

/* Gives one reference back. NULL is allowed. */
void swnd_array_release(swnd_array array);

/* Shape, dtype and context of an array. */
swnd_status swnd_array_describe(swnd_array_info *out, swnd_array array);

/* Copies the elements in C order to `out`, `out_bytes` bytes long, which must be exactly the array's size. Waits. */
swnd_status swnd_array_read(void *out, size_t out_bytes, swnd_array array);

/*
 * The same where that takes no time: copies the elements to where `*out` points, and returns true, if they are computed, lie in C order
 * and are `out_bytes` bytes; else returns false and does nothing, and swnd_array_read knows more.
 */
bool swnd_array_read_now(void *const *out, size_t out_bytes, swnd_array array);

/* Returns when the array's value has been computed; the error of that computation, if any, is returned. */
swnd_status swnd_array_wait(swnd_array array);

/* A new array with a copy of the value, on the same context (keeps the gradient's way when recording). */
swnd_status swnd_array_copy(swnd_array *out, swnd_array array);

/* A copy on `context`; the same handle, retained, where it is there already. */
swnd_status swnd_array_to_context(swnd_array *out, swnd_array array, swnd_context context);

/* target[:] = source: broadcast to the target's shape and cast to its dtype. */
swnd_status swnd_array_assign(swnd_array target, swnd_array source);

/* target[:] = value. */
swnd_status swnd_array_assign_scalar(swnd_array target, double value);

/* A view with another shape: writing one writes the other. Shape codes as in the reshape operator. */
swnd_status swnd_array_reshape(swnd_array *out, swnd_array array, const int64_t *shape, size_t rank,
                               bool reverse);

/* A handle to the same memory that carries no gradient. */
swnd_status swnd_array_detach(swnd_array *out, swnd_array array);

#ifdef __cplusplus
}
#endif

#endif
