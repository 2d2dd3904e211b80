/* Status, errors, dtypes, contexts: what every other part of the interface uses. */
#ifndef SWND_BASE_H
#define SWND_BASE_H

#include <math.h> /* NAN: a real parameter that is not given */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Shapes have at most this many axes. */
#define SWND_MAX_RANK 8

/* In a parameter of type int64_t or a list of them: no value given (Python's None). */
#define SWND_NONE INT64_MIN

/* What a call came to. Zero is success. */
typedef enum swnd_status {
    SWND_OK = 0,
    SWND_ERROR_VALUE = 1,       /* a shape, size or parameter that does not fit */
    SWND_ERROR_TYPE = 2,        /* a dtype or kind of argument that does not fit */
    SWND_ERROR_INDEX = 3,       /* an index or axis out of range */
    SWND_ERROR_MEMORY = 4,      /* memory could not be had */
    SWND_ERROR_CONTEXT = 5,     /* a device that is not there, or arrays on different devices */
    SWND_ERROR_AUTOGRAD = 6,    /* nothing recorded, graph already freed, no gradient */
    SWND_ERROR_UNSUPPORTED = 7, /* a library or a kernel that is missing */
    SWND_ERROR_INTERNAL = 8,    /* a fault of swnd itself */
    SWND_UNFINISHED = 9         /* not computed within the thread's patience: call again */
} swnd_status;

/* Element types, numbered as in MXNet's files. */
typedef enum swnd_dtype {
    SWND_DTYPE_DEFAULT = -1, /* the operator's default: the input's dtype, or float32 */
    SWND_FLOAT32 = 0,
    SWND_FLOAT64 = 1,
    SWND_FLOAT16 = 2,
    SWND_UINT8 = 3,
    SWND_INT32 = 4,
    SWND_INT8 = 5,
    SWND_INT64 = 6,
    SWND_BOOL = 7
} swnd_dtype;

/* Kinds of device, numbered as in MXNet's files. */
typedef enum swnd_device {
    SWND_DEVICE_CPU = 1,
    SWND_DEVICE_GPU = 2,
    SWND_DEVICE_CPU_PINNED = 3,
    SWND_DEVICE_CPU_SHARED = 5
} swnd_device;

/* A device: its kind (swnd_device) and number. */
typedef struct swnd_context {
    int32_t device;
    int32_t index;
} swnd_context;

static inline swnd_context swnd_cpu(int32_t index) {
    swnd_context context = {SWND_DEVICE_CPU, 0};
    context.index = index;
    return context;
}

static inline swnd_context swnd_gpu(int32_t index) {
    swnd_context context = {SWND_DEVICE_GPU, 0};
    context.index = index;
    return context;
}

/* The message of the last failure on this thread; "" before the first. Valid until the next failure on this thread. */
const char *swnd_last_error(void);

/* The version of the library, such as "0.1.0". */
const char *swnd_version(void);

/* The instruction set that this build of the library is for: "x86-64-v2", "x86-64-v3", "x86-64-v4" or "generic". */
const char *swnd_isa(void);

#ifdef __cplusplus
}
#endif

#endif
