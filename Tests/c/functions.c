/* Gradients as new arrays, gradients that the caller has, functions with gradients of their own. */
#include "check.h"

static const float one_two[] = {1, 2}, three_four[] = {3, 4};

static swnd_array leaf(const float *values, swnd_grad_request request) {
    swnd_array x = vector(2, values);
    OK(swnd_array_attach_grad(x, request));
    return x;
}

static void record(bool recording) { OK(swnd_autograd_set_recording(NULL, recording)); }

static swnd_array product(swnd_array a, swnd_array b) {
    swnd_array y = check_garbage();
    OK(swnd_broadcast_mul(&y, a, b));
    return y;
}

static void gradients_are_new_arrays(void) {
    swnd_array x = leaf(one_two, SWND_GRAD_WRITE), w = leaf(three_four, SWND_GRAD_WRITE);
    record(true);
    swnd_array y = product(x, w);
    record(false);
    swnd_array variables[2] = {NULL, NULL}, found[2] = {NULL, NULL}, attached = NULL;
    variables[0] = w;
    variables[1] = x;
    OK(swnd_autograd_grad(found, variables, 2, &y, NULL, 1, true, false, true));
    VALUES(found[0], 1, 2);
    VALUES(found[1], 3, 4);
    OK(swnd_array_grad(&attached, x));
    VALUES(attached, 0, 0);
    release(&found[0]);
    release(&found[1]);
    OK(swnd_autograd_grad(found, variables, 1, &y, &w, 1, false, false, true));
    VALUES(found[0], 3, 8);
    release(&found[0]);
    FAILS(swnd_autograd_grad(found, variables, 1, &y, NULL, 1, false, false, true),
          SWND_ERROR_AUTOGRAD, "grad: head 0");
    CHECK(found[0] == NULL);
    release(&attached);
    release(&x);
    release(&w);
    release(&y);
}

static void derivatives_of_higher_order(void) {
    swnd_array x = leaf(one_two, SWND_GRAD_WRITE), first = NULL, second = NULL;
    record(true);
    swnd_array square = product(x, x), cube = product(square, x);
    OK(swnd_autograd_grad(&first, &x, 1, &cube, NULL, 1, true, true, true));
    OK(swnd_autograd_grad(&second, &x, 1, &first, NULL, 1, true, true, true));
    record(false);
    VALUES(first, 3, 12);
    VALUES(second, 6, 12);
    OK(swnd_autograd_backward(&second, NULL, 1, false, true));
    swnd_array third = NULL;
    OK(swnd_array_grad(&third, x));
    VALUES(third, 6, 6);
    release(&x);
    release(&square);
    release(&cube);
    release(&first);
    release(&second);
    release(&third);
}

static void marked_gradients(void) {
    const float ten[] = {10, 10};
    const swnd_grad_request requests[] = {SWND_GRAD_WRITE, SWND_GRAD_ADD};
    swnd_array variables[2], gradients[2];
    variables[0] = vector(2, one_two);
    variables[1] = vector(2, three_four);
    gradients[0] = vector(2, ten);
    gradients[1] = vector(2, ten);
    OK(swnd_autograd_mark_variables(variables, gradients, requests, 2));
    record(true);
    swnd_array y = product(variables[0], variables[1]);
    record(false);
    OK(swnd_autograd_backward(&y, NULL, 1, false, true));
    VALUES(gradients[0], 3, 4);
    VALUES(gradients[1], 11, 12);
    const swnd_grad_request wrong = (swnd_grad_request)5;
    FAILS(swnd_autograd_mark_variables(variables, gradients, &wrong, 1), SWND_ERROR_VALUE,
          "mark_variables: ");
    FAILS(swnd_autograd_mark_variables(NULL, gradients, NULL, 1), SWND_ERROR_VALUE,
          "mark_variables: ");
    FAILS(swnd_autograd_mark_variables(variables, NULL, NULL, 1), SWND_ERROR_VALUE,
          "mark_variables: ");
    OK(swnd_autograd_mark_variables(NULL, NULL, NULL, 0));
    for (int i = 0; i < 2; i++) {
        release(&variables[i]);
        release(&gradients[i]);
    }
    release(&y);
}

/* What a function of these tests is told, and notes. */
typedef struct note {
    int backward, released;
    size_t inputs, results, saved;
    swnd_status status; /* what backward returns */
    bool fails;         /* or whether it fails in a call of swnd */
    bool gives_nothing, forgets;
} note;

static swnd_status multiply_back(void *state, swnd_array *input_grads, size_t input_count,
                                 const swnd_array *result_grads, size_t result_count,
                                 const swnd_array *saved, size_t saved_count) {
    note *n = state;
    n->backward++;
    n->inputs = input_count;
    n->results = result_count;
    n->saved = saved_count;
    if (n->fails) {
        swnd_array none = NULL;
        return swnd_broadcast_mul(&none, saved[0], NULL);
    }
    if (n->gives_nothing)
        input_grads[0] = input_grads[1] = NULL;
    if (n->forgets)
        input_grads[0] = NULL;
    if (n->gives_nothing || n->forgets || n->status != SWND_OK)
        return n->status;
    swnd_status status = swnd_broadcast_mul(&input_grads[0], result_grads[0], saved[1]);
    if (status == SWND_OK)
        status = swnd_broadcast_mul(&input_grads[1], result_grads[0], saved[0]);
    return status;
}

static void note_release(void *state) { ((note *)state)->released++; }

static swnd_function function_of(note *n) {
    swnd_function function = {sizeof(swnd_function), "multiply", multiply_back, note_release, NULL};
    function.state = n;
    return function;
}

/* inputs[0] * inputs[1] as a function with a gradient of its own; nothing is recorded within. */
static swnd_array multiply(note *n, const swnd_array *inputs) {
    const swnd_function function = function_of(n);
    swnd_array y = check_garbage();
    record(false);
    swnd_array result = product(inputs[0], inputs[1]);
    record(true);
    OK(swnd_autograd_record_function(&y, &function, &result, 1, inputs, 2, inputs, 2));
    release(&result);
    return y;
}

static void a_function_goes_back_by_itself(void) {
    note n = {0};
    swnd_array inputs[2];
    inputs[0] = leaf(one_two, SWND_GRAD_WRITE);
    inputs[1] = leaf(three_four, SWND_GRAD_WRITE);
    swnd_array y = multiply(&n, inputs), gradient = NULL;
    record(false);
    VALUES(y, 3, 8);
    CHECK(n.backward == 0 && n.released == 0);
    OK(swnd_autograd_backward(&y, NULL, 1, true, true));
    CHECK(n.backward == 1 && n.released == 0);
    CHECK(n.inputs == 2 && n.results == 1 && n.saved == 2);
    OK(swnd_array_grad(&gradient, inputs[0]));
    VALUES(gradient, 3, 4);
    release(&gradient);
    OK(swnd_array_grad(&gradient, inputs[1]));
    VALUES(gradient, 1, 2);
    release(&gradient);
    OK(swnd_autograd_backward(&y, NULL, 1, false, true));
    CHECK(n.backward == 2 && n.released == 1);
    release(&y);
    CHECK(n.released == 1);
    release(&inputs[0]);
    release(&inputs[1]);
}

static void a_function_can_be_differentiated_twice(void) {
    note n = {0};
    swnd_array inputs[2], first = NULL, second = NULL;
    inputs[0] = inputs[1] = leaf(one_two, SWND_GRAD_WRITE);
    record(true);
    swnd_array square = multiply(&n, inputs), y = product(square, inputs[0]);
    OK(swnd_autograd_grad(&first, inputs, 1, &y, NULL, 1, true, true, true));
    record(false);
    OK(swnd_autograd_grad(&second, inputs, 1, &first, NULL, 1, false, false, true));
    VALUES(first, 3, 12);
    VALUES(second, 6, 12);
    release(&y);
    release(&square);
    release(&first);
    CHECK(n.released == 1);
    release(&second);
    release(&inputs[0]);
}

static void failures_of_a_function_come_out(void) {
    note n = {0};
    swnd_array inputs[2], y = NULL, gradient = NULL;
    inputs[0] = leaf(one_two, SWND_GRAD_WRITE);
    inputs[1] = leaf(three_four, SWND_GRAD_WRITE);

    n.fails = true;
    y = multiply(&n, inputs);
    FAILS(swnd_autograd_backward(&y, NULL, 1, true, true), SWND_ERROR_TYPE, "broadcast_mul: ");
    n.fails = false;
    n.status = SWND_ERROR_INDEX;
    FAILS(swnd_autograd_backward(&y, NULL, 1, true, true), SWND_ERROR_INDEX, "multiply: ");
    n.status = (swnd_status)1234;
    FAILS(swnd_autograd_backward(&y, NULL, 1, true, true), SWND_ERROR_VALUE, "multiply: ");
    SAYS("1234");
    n.status = SWND_OK;
    n.forgets = true;
    FAILS(swnd_autograd_backward(&y, NULL, 1, true, true), SWND_ERROR_VALUE, "multiply: ");
    SAYS("input 1");
    n.gives_nothing = true;
    OK(swnd_autograd_backward(&y, NULL, 1, true, true));
    OK(swnd_array_grad(&gradient, inputs[0]));
    VALUES(gradient, 0, 0);
    release(&gradient);
    CHECK(n.released == 0);
    release(&y);
    CHECK(n.released == 1);
    record(false);
    release(&inputs[0]);
    release(&inputs[1]);
}

static void state_is_released_in_any_case(void) {
    note n = {0};
    swnd_function function = function_of(&n);
    swnd_array x = vector(2, one_two), out = NULL;
    /* Not recorded: the result is there, the function is not needed. */
    OK(swnd_autograd_record_function(&out, &function, &x, 1, &x, 1, NULL, 0));
    VALUES(out, 1, 2);
    CHECK(n.released == 1);
    release(&out);
    FAILS(swnd_autograd_record_function(NULL, &function, &x, 1, &x, 1, NULL, 0), SWND_ERROR_TYPE,
          "multiply: out");
    FAILS_EMPTY(&out, swnd_autograd_record_function(&out, &function, &x, 1, NULL, 1, NULL, 0),
                SWND_ERROR_VALUE, "multiply: ");
    FAILS(swnd_autograd_record_function(&out, &function, NULL, 0, &x, 1, NULL, 0),
          SWND_ERROR_VALUE, "multiply: ");
    CHECK(n.released == 4);
    function.backward = NULL;
    FAILS(swnd_autograd_record_function(&out, &function, &x, 1, &x, 1, NULL, 0), SWND_ERROR_TYPE,
          "multiply: backward");
    CHECK(n.released == 5);
    FAILS(swnd_autograd_record_function(&out, NULL, &x, 1, &x, 1, NULL, 0), SWND_ERROR_TYPE,
          "record_function: ");
    function = function_of(&n);
    function.struct_size = 1;
    FAILS(swnd_autograd_record_function(&out, &function, &x, 1, &x, 1, NULL, 0), SWND_ERROR_VALUE,
          "record_function: struct_size");
    release(&x);
}

int main(void) {
    gradients_are_new_arrays();
    derivatives_of_higher_order();
    marked_gradients();
    a_function_goes_back_by_itself();
    a_function_can_be_differentiated_twice();
    failures_of_a_function_come_out();
    state_is_released_in_any_case();
    return check_result();
}
