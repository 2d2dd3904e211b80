/* Automatic differentiation: what is recorded, and the way back. */
#ifndef SWND_AUTOGRAD_H
#define SWND_AUTOGRAD_H

#include "array.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What backward does with an array's gradient. */
typedef enum swnd_grad_request {
    SWND_GRAD_NULL = 0,  /* nothing */
    SWND_GRAD_WRITE = 1, /* replaces it */
    SWND_GRAD_ADD = 2    /* adds to it */
} swnd_grad_request;

/* Sets whether operators on this thread are recorded; the mode before goes to `previous` unless it is NULL. */
swnd_status swnd_autograd_set_recording(bool *previous, bool recording);

/* Sets whether operators on this thread behave as in training; the mode before goes to `previous` unless it is NULL. */
swnd_status swnd_autograd_set_training(bool *previous, bool training);

/* The modes of a thread, and which of them a change leaves alone. */
typedef enum swnd_autograd_modes {
    SWND_MODE_RECORDING = 1,
    SWND_MODE_TRAINING = 2,
    SWND_MODE_KEEP_RECORDING = 4,
    SWND_MODE_KEEP_TRAINING = 8
} swnd_autograd_modes;

/* Sets both modes of this thread in one call, as a sum of swnd_autograd_modes; gives those before. */
int32_t swnd_autograd_exchange(int32_t modes);

bool swnd_autograd_is_recording(void);
bool swnd_autograd_is_training(void);

/* Makes `array` a variable of differentiation with a gradient of zeros; cuts the graph behind it. With SWND_GRAD_NULL it is a
 * constant, and its gradient stays zero. */
swnd_status swnd_array_attach_grad(swnd_array array, swnd_grad_request request);

/* The same for `count` arrays, with gradients that the caller has: of the shapes and dtypes of the variables, unchanged until a
 * backward pass. One request for each, or `requests` NULL for SWND_GRAD_WRITE. */
swnd_status swnd_autograd_mark_variables(const swnd_array *variables, const swnd_array *gradients,
                                         const swnd_grad_request *requests, size_t count);

/* The gradient of an array; NULL, with SWND_OK, where none was attached. */
swnd_status swnd_array_grad(swnd_array *out, swnd_array array);

/*
 * Computes the gradients of `count` heads with respect to all variables that they came from.
 * `head_grads` may be NULL, and so may each of its entries: ones are taken. The graph is freed while it is gone through, unless
 * `retain_graph`.
 */
swnd_status swnd_autograd_backward(const swnd_array *heads, const swnd_array *head_grads,
                                   size_t count, bool retain_graph, bool train_mode);

/*
 * The gradients of `head_count` heads with respect to `count` variables, as new arrays in `out`; attached gradients stay as they
 * are. A variable has a gradient attached, or is a recorded result. With `create_graph` the results can be differentiated again, for
 * derivatives of higher order, and the graph is kept.
 */
swnd_status swnd_autograd_grad(swnd_array *out, const swnd_array *variables, size_t count,
                               const swnd_array *heads, const swnd_array *head_grads,
                               size_t head_count, bool retain_graph, bool create_graph,
                               bool train_mode);

/*
 * Computes the gradients of the inputs of a function from those of its results, which are never NULL, and from the saved arrays. It is
 * called on the thread of the pass backward. Into each entry of `input_grads` it puts a new array, which swnd releases, or NULL for a
 * gradient of zeros; an entry that is left as it was is an error. A gradient is repeated to the shape of its input and converted to its
 * dtype.
 *
 * A status other than SWND_OK ends the pass with that status; its message is that of the function of swnd that failed within, if one
 * did.
 */
typedef swnd_status (*swnd_backward)(void *state, swnd_array *input_grads, size_t input_count,
                                     const swnd_array *result_grads, size_t result_count,
                                     const swnd_array *saved, size_t saved_count);

/* A function with a gradient of its own. */
typedef struct swnd_function {
    size_t struct_size; /* sizeof(swnd_function) */
    const char *name;   /* for messages; copied */
    swnd_backward backward;
    /* Called once, when the function is needed no more, on any thread; may be NULL. */
    void (*release)(void *state);
    void *state; /* the caller's own */
} swnd_function;

/*
 * Records results, computed in whatever way while nothing was recorded, as those of a function of the inputs. `out` receives
 * `result_count` new arrays, which hold the results.
 *
 * Saved arrays are kept as they are now. Those that are inputs or results, by their handles, are variables in derivatives of higher
 * order, for which `backward` is recorded itself; all others are constants. `release` is called also if this fails, or if nothing is
 * recorded.
 */
swnd_status swnd_autograd_record_function(swnd_array *out, const swnd_function *function,
                                          const swnd_array *results, size_t result_count,
                                          const swnd_array *inputs, size_t input_count,
                                          const swnd_array *saved, size_t saved_count);

#ifdef __cplusplus
}
#endif

#endif
