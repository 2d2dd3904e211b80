/* Automatic differentiation from C. */
#include "check.h"

static swnd_array leaf(int64_t count, const float *values, swnd_grad_request request) {
    swnd_array x = vector(count, values);
    OK(swnd_array_attach_grad(x, request));
    return x;
}

static const float one_two_three[] = {1, 2, 3};

static swnd_array square_recorded(swnd_array x) {
    swnd_array y = NULL;
    OK(swnd_autograd_set_recording(NULL, true));
    OK(swnd_broadcast_mul(&y, x, x));
    OK(swnd_autograd_set_recording(NULL, false));
    return y;
}

static swnd_array grad(swnd_array x) {
    swnd_array gradient = check_garbage();
    OK(swnd_array_grad(&gradient, x));
    return gradient;
}

#define GRADIENT(array, ...)                                                                       \
    do {                                                                                           \
        swnd_array gradient_ = grad(array);                                                        \
        CHECK(gradient_ != NULL);                                                                  \
        VALUES(gradient_, __VA_ARGS__);                                                            \
        release(&gradient_);                                                                       \
    } while (0)

static void modes(void) {
    bool before = true;
    CHECK(!swnd_autograd_is_recording() && !swnd_autograd_is_training());
    OK(swnd_autograd_set_recording(&before, true));
    CHECK(!before && swnd_autograd_is_recording() && !swnd_autograd_is_training());
    OK(swnd_autograd_set_training(&before, true));
    CHECK(!before && swnd_autograd_is_training());
    OK(swnd_autograd_set_recording(&before, false));
    CHECK(before && !swnd_autograd_is_recording());
    OK(swnd_autograd_set_training(&before, false));
    CHECK(before && !swnd_autograd_is_training());
    CHECK(swnd_autograd_exchange(SWND_MODE_RECORDING | SWND_MODE_TRAINING) == 0);
    CHECK(swnd_autograd_is_recording() && swnd_autograd_is_training());
    CHECK(swnd_autograd_exchange(SWND_MODE_KEEP_RECORDING) ==
          (SWND_MODE_RECORDING | SWND_MODE_TRAINING));
    CHECK(swnd_autograd_is_recording() && !swnd_autograd_is_training());
    CHECK(swnd_autograd_exchange(SWND_MODE_KEEP_TRAINING) == SWND_MODE_RECORDING);
    CHECK(!swnd_autograd_is_recording() && !swnd_autograd_is_training());
}

static void gradients_of_a_recorded_graph(void) {
    swnd_array x = leaf(3, one_two_three, SWND_GRAD_WRITE);
    GRADIENT(x, 0, 0, 0);
    swnd_array y = square_recorded(x), z = NULL;
    OK(swnd_autograd_set_recording(NULL, true));
    OK(swnd_multiply_scalar(&z, y, 5));
    OK(swnd_autograd_set_recording(NULL, false));
    OK(swnd_autograd_backward(&z, NULL, 1, false, true));
    GRADIENT(x, 10, 20, 30);
    release(&x);
    release(&y);
    release(&z);
}

static void head_gradients_weigh(void) {
    const float weights[] = {1, 10, 100};
    swnd_array x = leaf(3, one_two_three, SWND_GRAD_WRITE), y = square_recorded(x);
    swnd_array weight = vector(3, weights), wrong = vector(2, weights), ints = NULL;
    OK(swnd_cast(&ints, weight, SWND_INT32));
    FAILS(swnd_autograd_backward(&y, &wrong, 1, false, true), SWND_ERROR_VALUE, "backward: ");
    SAYS("(2,)");
    SAYS("(3,)");
    FAILS(swnd_autograd_backward(&y, &ints, 1, false, true), SWND_ERROR_VALUE, "backward: ");
    SAYS("int32");
    GRADIENT(x, 0, 0, 0);
    OK(swnd_autograd_backward(&y, &weight, 1, false, true));
    GRADIENT(x, 2, 40, 600);
    release(&x);
    release(&y);
    release(&weight);
    release(&wrong);
    release(&ints);
}

static void several_heads(void) {
    const float weights[] = {1, 10, 100};
    swnd_array x = leaf(3, one_two_three, SWND_GRAD_WRITE), weight = vector(3, weights);
    swnd_array heads[2] = {NULL, NULL}, weigh_last[2] = {NULL, NULL};
    weigh_last[1] = weight;
    for (int round = 0; round < 2; round++) {
        OK(swnd_autograd_set_recording(NULL, true));
        OK(swnd_broadcast_mul(&heads[0], x, x));
        OK(swnd_multiply_scalar(&heads[1], heads[0], 2));
        OK(swnd_autograd_set_recording(NULL, false));
        OK(swnd_autograd_backward(heads, round == 0 ? NULL : weigh_last, 2, false, true));
        if (round == 0)
            GRADIENT(x, 6, 12, 18);
        else
            GRADIENT(x, 2 + 4, 4 + 80, 6 + 1200);
        release(&heads[0]);
        release(&heads[1]);
    }
    release(&x);
    release(&weight);
}

static void requests(void) {
    swnd_array added = leaf(3, one_two_three, SWND_GRAD_ADD);
    swnd_array ignored = leaf(3, one_two_three, SWND_GRAD_NULL);
    for (int round = 0; round < 3; round++) {
        swnd_array y = NULL;
        OK(swnd_autograd_set_recording(NULL, true));
        OK(swnd_broadcast_mul(&y, added, ignored));
        OK(swnd_autograd_set_recording(NULL, false));
        OK(swnd_autograd_backward(&y, NULL, 1, false, true));
        release(&y);
    }
    GRADIENT(added, 3, 6, 9);
    GRADIENT(ignored, 0, 0, 0);
    swnd_array plain = vector(3, one_two_three);
    CHECK(grad(plain) == NULL);
    FAILS(swnd_array_attach_grad(plain, (swnd_grad_request)7), SWND_ERROR_VALUE, "attach_grad: ");
    CHECK(grad(plain) == NULL);
    release(&added);
    release(&ignored);
    release(&plain);
}

static void a_graph_is_used_once_unless_retained(void) {
    swnd_array x = leaf(3, one_two_three, SWND_GRAD_ADD), y = square_recorded(x);
    OK(swnd_autograd_backward(&y, NULL, 1, true, true));
    OK(swnd_autograd_backward(&y, NULL, 1, false, true));
    GRADIENT(x, 4, 8, 12);
    FAILS(swnd_autograd_backward(&y, NULL, 1, false, true), SWND_ERROR_AUTOGRAD, "backward: ");
    SAYS("(3,)");
    GRADIENT(x, 4, 8, 12);
    release(&x);
    release(&y);
}

static void what_was_not_recorded_has_no_way_back(void) {
    swnd_array x = leaf(3, one_two_three, SWND_GRAD_WRITE), y = NULL, plain = NULL;
    OK(swnd_broadcast_mul(&y, x, x));
    FAILS(swnd_autograd_backward(&y, NULL, 1, false, true), SWND_ERROR_AUTOGRAD, "backward: ");
    SAYS("(3,)");
    plain = vector(3, one_two_three);
    swnd_array z = square_recorded(plain);
    FAILS(swnd_autograd_backward(&z, NULL, 1, false, true), SWND_ERROR_AUTOGRAD, "backward: ");
    FAILS(swnd_autograd_backward(&plain, NULL, 1, false, true), SWND_ERROR_AUTOGRAD, "backward: ");
    release(&z);
    /* A variable is its own graph. */
    OK(swnd_autograd_backward(&x, NULL, 1, false, true));
    GRADIENT(x, 1, 1, 1);
    release(&x);
    release(&y);
    release(&plain);
}

static void detached_handles_are_constants(void) {
    swnd_array x = leaf(3, one_two_three, SWND_GRAD_WRITE), y = NULL, constant = NULL, z = NULL;
    OK(swnd_autograd_set_recording(NULL, true));
    OK(swnd_broadcast_mul(&y, x, x));
    OK(swnd_array_detach(&constant, y));
    OK(swnd_broadcast_mul(&z, constant, x));
    OK(swnd_autograd_set_recording(NULL, false));
    OK(swnd_autograd_backward(&z, NULL, 1, false, true));
    GRADIENT(x, 1, 4, 9);
    release(&x);
    release(&y);
    release(&constant);
    release(&z);
}

static void views_and_writes_carry_gradients(void) {
    swnd_array x = leaf(3, one_two_three, SWND_GRAD_WRITE), box = NULL, y = NULL, part = NULL;
    const swnd_index first[] = {{SWND_INDEX_INTEGER, 0, 0, 0, 0, NULL}};
    box = filled(2, (const int64_t[]){2, 3}, 1);
    OK(swnd_autograd_set_recording(NULL, true));
    OK(swnd_array_index_assign(box, first, 1, x));
    OK(swnd_array_index(&part, box, first, 1));
    OK(swnd_broadcast_mul(&y, part, part));
    OK(swnd_autograd_set_recording(NULL, false));
    OK(swnd_autograd_backward(&y, NULL, 1, false, true));
    GRADIENT(x, 2, 4, 6);
    release(&x);
    release(&box);
    release(&y);
    release(&part);
}

static void a_value_overwritten_later_counts_as_it_was(void) {
    swnd_array x = leaf(3, one_two_three, SWND_GRAD_WRITE), y = square_recorded(x);
    OK(swnd_array_assign_scalar(x, 100));
    OK(swnd_autograd_backward(&y, NULL, 1, false, true));
    GRADIENT(x, 2, 4, 6);
    release(&x);
    release(&y);
}

static void gradients_outlive_their_arrays(void) {
    swnd_array x = leaf(3, one_two_three, SWND_GRAD_WRITE), y = square_recorded(x);
    swnd_array gradient = grad(x);
    release(&x);
    OK(swnd_autograd_backward(&y, NULL, 1, false, true));
    VALUES(gradient, 2, 4, 6);
    release(&y);
    release(&gradient);
}

static void wrong_arguments_are_errors(void) {
    swnd_array x = leaf(3, one_two_three, SWND_GRAD_WRITE), y = square_recorded(x), out = NULL;
    swnd_array heads[2] = {NULL, NULL};
    heads[0] = y;
    FAILS(swnd_autograd_backward(NULL, NULL, 1, false, true), SWND_ERROR_VALUE, "backward: ");
    FAILS(swnd_autograd_backward(heads, NULL, 0, false, true), SWND_ERROR_AUTOGRAD, "backward: ");
    FAILS(swnd_autograd_backward(heads, NULL, 2, false, true), SWND_ERROR_TYPE, "backward: head 1");
    FAILS(swnd_autograd_backward(heads, NULL, SIZE_MAX, false, true), SWND_ERROR_VALUE,
          "backward: ");
    FAILS(swnd_array_attach_grad(NULL, SWND_GRAD_WRITE), SWND_ERROR_TYPE, "attach_grad: ");
    FAILS_EMPTY(&out, swnd_array_grad(&out, NULL), SWND_ERROR_TYPE, "grad: ");
    FAILS(swnd_array_grad(NULL, x), SWND_ERROR_TYPE, "grad: out");
    /* None of these has used the graph. */
    OK(swnd_autograd_backward(&y, NULL, 1, false, true));
    GRADIENT(x, 2, 4, 6);
    release(&x);
    release(&y);
}

static void a_long_chain_goes_back_and_is_released(void) {
    swnd_array x = leaf(3, one_two_three, SWND_GRAD_WRITE), y = NULL;
    for (int backward = 0; backward < 2; backward++) {
        OK(swnd_autograd_set_recording(NULL, true));
        swnd_array next = NULL;
        OK(swnd_add_scalar(&next, x, 0));
        for (int i = 0; i < 100000; i++) {
            y = next;
            OK(swnd_add_scalar(&next, y, 1));
            release(&y);
        }
        OK(swnd_autograd_set_recording(NULL, false));
        if (backward)
            OK(swnd_autograd_backward(&next, NULL, 1, false, true));
        release(&next);
    }
    GRADIENT(x, 1, 1, 1);
    release(&x);
}

int main(void) {
    modes();
    gradients_of_a_recorded_graph();
    head_gradients_weigh();
    several_heads();
    requests();
    a_graph_is_used_once_unless_retained();
    what_was_not_recorded_has_no_way_back();
    detached_handles_are_constants();
    views_and_writes_carry_gradients();
    a_value_overwritten_later_counts_as_it_was();
    gradients_outlive_their_arrays();
    wrong_arguments_are_errors();
    a_long_chain_goes_back_and_is_released();
    return check_result();
}
