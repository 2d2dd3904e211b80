/* Files: arrays saved and loaded in the format of MXNet's nd.save. */
#ifndef SWND_FILES_H
#define SWND_FILES_H

#include "array.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Writes `count` arrays to a file, as MXNet 1.9.1 does, byte for byte. `names` are those of the arrays, or NULL.
 *
 * The file appears under its name when it is whole and on the disk. Until then, and when writing fails or the process is
 * killed, what was there stays as it was.
 */
swnd_status swnd_save(const char *path, const swnd_array *arrays, const char *const *names,
                      size_t count);

/* What was read from a file. */
typedef struct swnd_loaded_s *swnd_loaded;

/*
 * Reads a file, of any version of the format that MXNet wrote. All sizes in it are checked against the bytes that there are; what
 * is wrong is an error that tells the place, in bytes from the start, what is there and what was expected.
 */
swnd_status swnd_load(swnd_loaded *out, const char *path);

/* Reads a file that is in memory. */
swnd_status swnd_load_from_buffer(swnd_loaded *out, const void *bytes, size_t size);

/* Gives back what was read. NULL is allowed. Arrays that were taken from it stay. */
void swnd_loaded_release(swnd_loaded loaded);

/* How many arrays there are; 0 for NULL. */
size_t swnd_loaded_count(swnd_loaded loaded);

/* An array; NULL, with SWND_OK, where one was saved that had no shape. */
swnd_status swnd_loaded_array(swnd_array *out, swnd_loaded loaded, size_t position);

/* Whether the arrays were saved with names. */
bool swnd_loaded_has_names(swnd_loaded loaded);

/* The name of an array; NULL where there is none. Valid until `loaded` is released. */
const char *swnd_loaded_name(swnd_loaded loaded, size_t position);

/*
 * What became of arrays that are not as they were saved (sparse ones are read as dense, elements of a type that arrays do not have as one
 * that holds their values): a sentence for each position from 0 on, then NULL. Valid until `loaded` is released.
 */
const char *swnd_loaded_warning(swnd_loaded loaded, size_t position);

/*
 * One array by itself, as MXNet's pickles hold it, without a header and names. `*size` becomes the bytes that it takes; they are
 * written to `out` unless that is NULL, and then `*size` must have been that number before. Waits.
 */
swnd_status swnd_save_record(void *out, size_t *size, swnd_array array);

/* Reads such an array. */
swnd_status swnd_load_record(swnd_loaded *out, const void *bytes, size_t size);

#ifdef __cplusplus
}
#endif

#endif
