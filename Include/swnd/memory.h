/* Memory of the host: how much is in use, limits, giving it back. */
#ifndef SWND_MEMORY_H
#define SWND_MEMORY_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* In place of a number of bytes: the limit at the start, which the environment sets (SWND_MEMORY_LIMIT,
 * SWND_MEMORY_CACHE), or else the machine and its control groups. */
#define SWND_MEMORY_DEFAULT UINT64_MAX

/* Bytes of whole blocks. Set struct_size to sizeof(swnd_memory_stats) before the call. */
typedef struct swnd_memory_stats {
    size_t struct_size;
    uint64_t bytes_in_use;       /* held by arrays */
    uint64_t bytes_peak;         /* the most of it since the start or swnd_memory_reset_peak */
    uint64_t bytes_cached;       /* kept for reuse */
    uint64_t system_allocations; /* blocks that were new memory, not reused, since the start */
    uint64_t limit;              /* the most bytes in use and kept, together */
    uint64_t cache_limit;        /* the most bytes kept for reuse */
} swnd_memory_stats;

swnd_status swnd_memory_read_stats(swnd_memory_stats *out);

/* The peak is now what is in use. */
swnd_status swnd_memory_reset_peak(void);

/* Sets the most bytes that arrays may take. `previous`, which may be NULL, receives what it was.
 *
 * Beyond the limit, or where the system has not enough left, calls fail with SWND_ERROR_MEMORY and change nothing. A
 * limit below what is in use takes nothing away: nothing new can be had until enough is released. */
swnd_status swnd_memory_set_limit(uint64_t *previous, uint64_t bytes);

/* Sets the most bytes that are kept for reuse; zero keeps nothing but small blocks that lie between others in use. */
swnd_status swnd_memory_set_cache_limit(uint64_t *previous, uint64_t bytes);

/* Gives what is kept back to the system. What was not needed for a second goes back without it, as arrays are
 * released. */
swnd_status swnd_memory_empty_cache(void);

#ifdef __cplusplus
}
#endif

#endif
