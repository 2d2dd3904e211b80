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

/* Makes `array` a variable of differentiation with a gradient of zeros; cuts the graph behind it. */
swnd_status swnd_array_attach_grad(swnd_array array, swnd_grad_request request);

/* The gradient of an array; NULL, with SWND_OK, where none was attached. */
swnd_status swnd_array_grad(swnd_array *out, swnd_array array);

/*
 * Computes the gradients of `count` heads with respect to all variables that they came from.
 * `head_grads` may be NULL, and so may each of its entries: ones are taken. The graph is freed unless `retain_graph`.
 */
swnd_status swnd_autograd_backward(const swnd_array *heads, const swnd_array *head_grads,
                                   size_t count, bool retain_graph, bool train_mode);

#ifdef __cplusplus
}
#endif

#endif
