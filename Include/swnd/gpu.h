/* GPUs, through OpenCL: which there are, and their memory. */
#ifndef SWND_GPU_H
#define SWND_GPU_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What a GPU is and does. Set struct_size to sizeof(swnd_gpu_info) before the call. Bytes are those of whole blocks. */
typedef struct swnd_gpu_info {
    size_t struct_size;
    char name[128];           /* platform and device */
    char driver[64];          /* the driver's version */
    uint64_t memory;          /* bytes that the device has */
    uint64_t limit;           /* the most bytes in use and kept, together */
    uint64_t bytes_in_use;    /* held by arrays */
    uint64_t bytes_peak;      /* the most of it since the start or swnd_gpu_reset_peak */
    uint64_t bytes_cached;    /* kept for reuse */
    uint64_t allocations;     /* blocks that were new memory, not reused */
    uint64_t launches;        /* kernels */
    uint64_t programs_built;  /* compiled by the driver */
    uint64_t programs_loaded; /* read from the cache on disk instead */
} swnd_gpu_info;

/* How many GPUs there are, which SWND_OPENCL_DEVICE may say otherwise; 0 without an OpenCL loader. */
int32_t swnd_gpu_count(void);

/* Facts and counters of a GPU, which is opened by this. */
swnd_status swnd_gpu_describe(swnd_gpu_info *out, int32_t index);

/* The peak is now what is in use. */
swnd_status swnd_gpu_reset_peak(int32_t index);

/* Sets the most bytes that arrays may take on a GPU. `previous`, which may be NULL, receives what it was. */
swnd_status swnd_gpu_set_limit(uint64_t *previous, int32_t index, uint64_t bytes);

/* Gives what is kept for reuse back to the device. */
swnd_status swnd_gpu_empty_cache(int32_t index);

#ifdef __cplusplus
}
#endif

#endif
