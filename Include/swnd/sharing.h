/* Memory shared with others without copying: with any owner, and with libraries that know DLPack. */
#ifndef SWND_SHARING_H
#define SWND_SHARING_H

#include "array.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Who writes to memory while an array shares it. */
typedef enum swnd_access {
    SWND_ACCESS_CONSTANT = 0, /* nobody: the first write to the array gives it memory of its own */
    SWND_ACCESS_ARRAY = 1,    /* the array alone */
    SWND_ACCESS_ALL = 2       /* anybody */
} swnd_access;

/*
 * An array whose elements lie in memory of somebody else, in C order: what is written to the array goes there. `release`, which may be
 * NULL, is called with `owner` when no array needs the memory any more, by the thread that released the last one. If the call
 * fails, the memory stays the caller's and `release` is not called.
 *
 * Operators do not work in the memory itself. They read a copy, which is made when they are called, and when nobody but the array
 * writes, once.
 */
swnd_status swnd_array_from_memory(swnd_array *out, void *data, const int64_t *shape, size_t rank,
                                   swnd_dtype dtype, swnd_context context, swnd_access access,
                                   void (*release)(void *owner), void *owner);

/*
 * The elements of an array as they are now, in C order: `*data` points to them as long as `*out`, an array of its own, is not
 * released. They must not be written. Waits; nothing is copied, unless the array is shared or lies in another order.
 */
swnd_status swnd_array_data(swnd_array *out, const void **data, swnd_array array);

/*
 * DLPack's structures for exchange, https://dmlc.github.io/dlpack: the same fields in the same places as DLDevice, DLDataType,
 * DLTensor, DLManagedTensor and DLManagedTensorVersioned. Cast pointers to and from those.
 */
typedef struct swnd_dlpack_tensor {
    void *data;
    int32_t device_type; /* 1: processor */
    int32_t device_id;
    int32_t rank;
    uint8_t type_code; /* 0 signed, 1 unsigned, 2 floating point, 6 bool */
    uint8_t type_bits;
    uint16_t type_lanes;
    int64_t *shape;
    int64_t *strides; /* in elements; NULL for C order */
    uint64_t byte_offset;
} swnd_dlpack_tensor;

typedef struct swnd_dlpack {
    swnd_dlpack_tensor tensor;
    void *context;
    void (*deleter)(struct swnd_dlpack *self);
} swnd_dlpack;

/* Since version 1.0 of DLPack. */
typedef struct swnd_dlpack_versioned {
    uint32_t major;
    uint32_t minor;
    void *context;
    void (*deleter)(struct swnd_dlpack_versioned *self);
    uint64_t flags; /* 1: read-only, 2: a copy */
    swnd_dlpack_tensor tensor;
} swnd_dlpack_versioned;

/*
 * Gives the elements of an array away without copying: `out` is to be ended by its deleter, by any thread, at any time. With `write`,
 * the array and whoever has the tensor see what the other writes, until the deleter is called. Without it they have the
 * elements as they are now, not to be written; later writes to the array are not seen.
 */
swnd_status swnd_array_to_dlpack(swnd_dlpack **out, swnd_array array, bool write);
swnd_status swnd_array_to_dlpack_versioned(swnd_dlpack_versioned **out, swnd_array array,
                                           bool write);

/*
 * An array over the elements of a tensor, which must lie in C order on the processor; what is written to one is seen in the other,
 * unless the tensor is read-only. The array takes the tensor over and calls its deleter in the end. If the call fails, the tensor
 * stays the caller's.
 */
swnd_status swnd_array_from_dlpack(swnd_array *out, swnd_dlpack *tensor);
swnd_status swnd_array_from_dlpack_versioned(swnd_array *out, swnd_dlpack_versioned *tensor);

#ifdef __cplusplus
}
#endif

#endif
