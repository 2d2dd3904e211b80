/*
 * swnd: tensors and automatic differentiation.
 *
 * The rules of this interface, valid for every function below:
 *
 *  - Names are swnd_<noun>_<verb>; operators are swnd_<operator>.
 *  - A function that can fail returns swnd_status. Its result goes through the first parameter, `out`, which is set to NULL
 *    or zero when it fails. The message of the last failure on this thread is swnd_last_error(): it begins with the
 *    operator's name and shows argument, shapes and dtypes.
 *  - Nothing aborts, exits or prints, whatever the arguments (a wild pointer excepted). NULL handles are errors.
 *  - Handles are reference counted. A function that puts a handle in `out` gives the caller one reference, to be given
 *    back with swnd_array_release().
 *  - Structs that may grow begin with their size, set by the caller to sizeof.
 *  - Any function may be called from any thread. Recording and training modes, and the last error, belong to the thread.
 *  - Sizes are in elements unless a name says bytes. Shapes have at most SWND_MAX_RANK axes. Negative axes count from the end.
 *
 * A program:
 *
 *     swnd_array x = NULL, y = NULL, z = NULL, gradient = NULL;
 *     const float values[] = {1, 2, 3, 4};
 *     const int64_t shape[] = {2, 2};
 *     swnd_array_from_data(&x, values, shape, 2, SWND_FLOAT32, swnd_cpu(0));
 *     swnd_array_attach_grad(x, SWND_GRAD_WRITE);
 *     swnd_autograd_set_recording(NULL, true);
 *     swnd_broadcast_mul(&y, x, x);
 *     swnd_multiply_scalar(&z, y, 2.0);
 *     swnd_autograd_set_recording(NULL, false);
 *     swnd_autograd_backward(&z, NULL, 1, false, true);
 *     swnd_array_grad(&gradient, x);                    // 4 * x
 */
#ifndef SWND_H
#define SWND_H

#include "swnd/base.h"
#include "swnd/array.h"
#include "swnd/indexing.h"
#include "swnd/sharing.h"
#include "swnd/autograd.h"
#include "swnd/random.h"
#include "swnd/engine.h"
#include "swnd/profiler.h"
#include "swnd/memory.h"
#include "swnd/gpu.h"
#include "swnd/files.h"
#include "swnd/operators.h"

#endif
