/* Operators called from C: what they give, and what wrong arguments come to. */
#include <math.h>

#include "check.h"

static const int64_t first_axis[] = {0};
static const int64_t last_axis[] = {-1};

static void arithmetic(void) {
    swnd_array x = counting(2, 3), row = counting(1, 3), y = NULL;
    OK(swnd_broadcast_add(&y, x, row));
    VALUES(y, 0, 2, 4, 3, 5, 7);
    release(&y);
    OK(swnd_broadcast_sub(&y, x, row));
    VALUES(y, 0, 0, 0, 3, 3, 3);
    release(&y);
    OK(swnd_elemwise_mul(&y, x, x));
    VALUES(y, 0, 1, 4, 9, 16, 25);
    release(&y);
    OK(swnd_negative(&y, row));
    VALUES(y, -0.f, -1, -2);
    release(&y);
    OK(swnd_broadcast_greater(&y, x, row));
    VALUES(y, 0, 0, 0, 1, 1, 1);
    release(&y);
    OK(swnd_maximum_scalar(&y, row, 1));
    VALUES(y, 1, 1, 2);
    release(&y);
    release(&x);
    release(&row);
}

static void numbers_stand_on_either_side(void) {
    const float values[] = {1, 2, 4};
    swnd_array x = vector(3, values), y = NULL;
    static const struct {
        swnd_status (*function)(swnd_array *, swnd_array, double);
        float expected[3];
    } cases[] = {
        {swnd_add_scalar, {9, 10, 12}},        {swnd_subtract_scalar, {-7, -6, -4}},
        {swnd_scalar_subtract, {7, 6, 4}},     {swnd_multiply_scalar, {8, 16, 32}},
        {swnd_divide_scalar, {.125, .25, .5}}, {swnd_scalar_divide, {8, 4, 2}},
        {swnd_modulo_scalar, {1, 2, 4}},       {swnd_scalar_modulo, {0, 0, 0}},
        {swnd_power_scalar, {1, 256, 65536}},  {swnd_scalar_power, {8, 64, 4096}},
        {swnd_scalar_greater, {1, 1, 1}},      {swnd_lesser_scalar, {1, 1, 1}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        OK(cases[i].function(&y, x, 8));
        CHECK(check_values(y, cases[i].expected, 3));
        release(&y);
    }
    release(&x);
}

static void integers_do_not_trap(void) {
    const int32_t values[] = {INT32_MIN, 7, 0};
    const int64_t shape[] = {3};
    int32_t result[3];
    swnd_array x = NULL, y = NULL;
    OK(swnd_array_from_data(&x, values, shape, 1, SWND_INT32, swnd_cpu(0)));
    OK(swnd_divide_scalar(&y, x, 0));
    OK(swnd_array_read(result, sizeof result, y));
    CHECK(result[0] == 0 && result[1] == 0 && result[2] == 0);
    release(&y);
    OK(swnd_divide_scalar(&y, x, -1));
    OK(swnd_array_read(result, sizeof result, y));
    CHECK(result[0] == INT32_MIN && result[1] == -7 && result[2] == 0);
    release(&y);
    OK(swnd_broadcast_mod(&y, x, x));
    OK(swnd_array_read(result, sizeof result, y));
    CHECK(result[0] == 0 && result[1] == 0 && result[2] == 0);
    release(&y);
    OK(swnd_negative(&y, x));
    OK(swnd_array_read(result, sizeof result, y));
    CHECK(result[0] == INT32_MIN && result[1] == -7);
    release(&y);
    release(&x);
}

static void reductions(void) {
    swnd_array x = counting(2, 3), y = NULL;
    OK(swnd_sum(&y, x, NULL, 0, false, false));
    SHAPE(y, 1);
    VALUES(y, 15);
    release(&y);
    OK(swnd_sum(&y, x, first_axis, 1, false, false));
    VALUES(y, 3, 5, 7);
    release(&y);
    OK(swnd_mean(&y, x, last_axis, 1, true, false));
    SHAPE(y, 2, 1);
    VALUES(y, 1, 4);
    release(&y);
    OK(swnd_max(&y, x, first_axis, 1, false, true));
    VALUES(y, 2, 5);
    release(&y);
    OK(swnd_argmax(&y, x, 1, false));
    VALUES(y, 2, 2);
    release(&y);
    OK(swnd_argmin(&y, x, SWND_NONE, false));
    VALUES(y, 0);
    release(&y);
    OK(swnd_norm(&y, x, 1, NULL, 0, SWND_DTYPE_DEFAULT, false));
    VALUES(y, 15);
    release(&y);
    FAILS_EMPTY(&y, swnd_sum(&y, x, (const int64_t[]){2}, 1, false, false), SWND_ERROR_INDEX,
                "sum: ");
    SAYS("(2, 3)");
    FAILS_EMPTY(&y, swnd_sum(&y, x, NULL, 3, false, false), SWND_ERROR_TYPE, "sum: axis");
    FAILS_EMPTY(&y, swnd_sum(&y, x, first_axis, SIZE_MAX, false, false), SWND_ERROR_VALUE,
                "sum: axis");
    FAILS_EMPTY(&y, swnd_argmax(&y, x, 5, false), SWND_ERROR_INDEX, "argmax: ");
    release(&x);
}

static void products(void) {
    swnd_array x = counting(2, 3), y = NULL, v = NULL;
    OK(swnd_dot(&y, x, x, false, true));
    SHAPE(y, 2, 2);
    VALUES(y, 5, 14, 14, 50);
    release(&y);
    OK(swnd_dot(&y, x, x, true, false));
    VALUES(y, 9, 12, 15, 12, 17, 22, 15, 22, 29);
    release(&y);
    const float values[] = {1, 10, 100};
    v = vector(3, values);
    OK(swnd_dot(&y, x, v, false, false));
    VALUES(y, 210, 543);
    release(&y);
    OK(swnd_dot(&y, v, v, false, false));
    SHAPE(y, 1);
    VALUES(y, 10101);
    release(&y);
    FAILS_EMPTY(&y, swnd_dot(&y, x, x, false, false), SWND_ERROR_VALUE, "dot: ");
    SAYS("(2, 3)");
    FAILS_EMPTY(&y, swnd_batch_dot(&y, x, x, false, false), SWND_ERROR_VALUE, "batch_dot: ");
    release(&x);
    release(&v);
}

static void joining(void) {
    swnd_array x = counting(2, 2), y = NULL;
    const swnd_array both[] = {x, x}, one_missing[] = {x, NULL};
    OK(swnd_concat(&y, both, 2, 1));
    SHAPE(y, 2, 4);
    VALUES(y, 0, 1, 0, 1, 2, 3, 2, 3);
    release(&y);
    OK(swnd_stack(&y, both, 2, 0));
    SHAPE(y, 2, 2, 2);
    release(&y);
    OK(swnd_concat(&y, both, 1, 0));
    VALUES(y, 0, 1, 2, 3);
    release(&y);
    FAILS_EMPTY(&y, swnd_concat(&y, both, 0, 1), SWND_ERROR_VALUE, "concat: ");
    FAILS_EMPTY(&y, swnd_concat(&y, NULL, 2, 1), SWND_ERROR_TYPE, "concat: data");
    FAILS_EMPTY(&y, swnd_concat(&y, both, SIZE_MAX, 1), SWND_ERROR_VALUE, "concat: ");
    FAILS_EMPTY(&y, swnd_concat(&y, one_missing, 2, 1), SWND_ERROR_TYPE, "concat: data[1]");
    FAILS_EMPTY(&y, swnd_concat(&y, both, 2, 2), SWND_ERROR_INDEX, "concat: ");
    FAILS(swnd_concat(NULL, both, 2, 1), SWND_ERROR_TYPE, "concat: out");
    release(&x);
}

static void splitting(void) {
    swnd_array x = counting(2, 4), parts[3] = {NULL, NULL, NULL};
    OK(swnd_split(parts, 2, x, 2, 1, false));
    VALUES(parts[0], 0, 1, 4, 5);
    VALUES(parts[1], 2, 3, 6, 7);
    release(&parts[0]);
    release(&parts[1]);
    for (size_t count = 1; count <= 3; count += 2) {
        for (size_t i = 0; i < 3; i++)
            parts[i] = check_garbage();
        FAILS(swnd_split(parts, count, x, 2, 1, false), SWND_ERROR_VALUE, "split: ");
        SAYS("out_count");
        for (size_t i = 0; i < count; i++)
            CHECK(parts[i] == NULL);
    }
    FAILS(swnd_split(parts, 0, x, 2, 1, false), SWND_ERROR_VALUE, "split: ");
    FAILS(swnd_split(parts, SIZE_MAX, x, 2, 1, false), SWND_ERROR_VALUE, "split: ");
    FAILS(swnd_split(NULL, 2, x, 2, 1, false), SWND_ERROR_TYPE, "split: out");
    FAILS(swnd_split(parts, 3, x, 3, 1, false), SWND_ERROR_VALUE, "split: ");
    SAYS("(2, 4)");
    CHECK(parts[0] == NULL && parts[1] == NULL && parts[2] == NULL);
    FAILS(swnd_split(parts, 2, NULL, 2, 1, false), SWND_ERROR_TYPE, "split: data");
    release(&x);
}

static void ordering(void) {
    swnd_array x = NULL, y = NULL, parts[2] = {NULL, NULL};
    swnd_array numbers = counting(2, 3);
    OK(swnd_negative(&x, numbers));
    OK(swnd_sort(&y, x, -1, true));
    VALUES(y, -2, -1, 0, -5, -4, -3);
    release(&y);
    OK(swnd_sort(&y, x, SWND_NONE, true));
    SHAPE(y, 6);
    VALUES(y, -5, -4, -3, -2, -1, 0);
    release(&y);
    OK(swnd_argsort(&y, x, 0, true, SWND_DTYPE_DEFAULT));
    VALUES(y, 1, 1, 1, 0, 0, 0);
    release(&y);
    OK(swnd_cumsum(&y, x, SWND_NONE, SWND_DTYPE_DEFAULT));
    VALUES(y, 0, -1, -3, -6, -10, -15);
    release(&y);
    // How many results there are depends on a word.
    OK(swnd_topk(parts, 1, x, 1, 2, SWND_TOPK_RET_TYP_MASK, true, SWND_FLOAT32));
    VALUES(parts[0], 0, 1, 1, 0, 1, 1);
    release(&parts[0]);
    OK(swnd_topk(parts, 2, x, 1, 2, SWND_TOPK_RET_TYP_BOTH, true, SWND_FLOAT32));
    VALUES(parts[0], -2, -1, -5, -4);
    VALUES(parts[1], 2, 1, 2, 1);
    release(&parts[0]);
    release(&parts[1]);
    FAILS(swnd_topk(parts, 1, x, 1, 2, SWND_TOPK_RET_TYP_BOTH, true, SWND_FLOAT32),
          SWND_ERROR_VALUE, "topk: ");
    SAYS("gives 2 results and out_count is 1");
    FAILS(swnd_topk(parts, 2, x, 1, 2, SWND_TOPK_RET_TYP_VALUE, true, SWND_FLOAT32),
          SWND_ERROR_VALUE, "topk: ");
    CHECK(parts[0] == NULL && parts[1] == NULL);
    release(&numbers);
    release(&x);
}

static void defaults_have_a_way_to_be_asked_for(void) {
    swnd_array x = counting(2, 3), y = NULL;
    OK(swnd_transpose(&y, x, NULL, 0));
    SHAPE(y, 3, 2);
    VALUES(y, 0, 3, 1, 4, 2, 5);
    release(&y);
    OK(swnd_slice(&y, x, (const int64_t[]){0, 1}, 2, (const int64_t[]){SWND_NONE, SWND_NONE}, 2,
                  NULL, 0));
    VALUES(y, 1, 2, 4, 5);
    release(&y);
    OK(swnd_arange(&y, 3, NAN, 1, 1, swnd_cpu(0), SWND_DTYPE_DEFAULT));
    VALUES(y, 0, 1, 2);
    release(&y);
    OK(swnd_zeros(&y, (const int64_t[]){2}, 1, swnd_cpu(0), SWND_DTYPE_DEFAULT));
    VALUES(y, 0, 0);
    release(&y);
    FAILS_EMPTY(&y, swnd_expand_dims(&y, x, SWND_NONE), SWND_ERROR_TYPE, "expand_dims: axis");
    FAILS_EMPTY(&y, swnd_cast(&y, x, SWND_DTYPE_DEFAULT), SWND_ERROR_TYPE, "cast: dtype");
    release(&x);
}

static void inputs_can_be_left_out(void) {
    const float values[] = {1, 2};
    swnd_array x = counting(3, 2), lengths = vector(2, values), y = NULL;
    OK(swnd_sequence_mask(&y, x, NULL, false, -1, 0));
    VALUES(y, 0, 1, 2, 3, 4, 5);
    release(&y);
    OK(swnd_sequence_mask(&y, x, lengths, true, -1, 0));
    VALUES(y, 0, 1, -1, 3, -1, -1);
    release(&y);
    FAILS_EMPTY(&y, swnd_sequence_mask(&y, NULL, lengths, true, -1, 0), SWND_ERROR_TYPE,
                "SequenceMask: data");
    FAILS_EMPTY(&y, swnd_sequence_mask(&y, x, NULL, true, -1, 0), SWND_ERROR_VALUE,
                "SequenceMask: use_sequence_length");
    release(&x);
    release(&lengths);
}

static void a_list_counts_results(void) {
    const int64_t cuts[] = {1, 1};
    swnd_array x = counting(2, 3), parts[3] = {NULL};
    OK(swnd_split_v2(parts, 3, x, cuts, 2, 1, false));
    SHAPE(parts[0], 2, 1);
    SHAPE(parts[1], 2, 0);
    VALUES(parts[2], 1, 2, 4, 5);
    for (int i = 0; i < 3; i++)
        release(&parts[i]);
    OK(swnd_split_v2(parts, 1, x, cuts, 0, 1, false));
    SHAPE(parts[0], 2, 3);
    release(&parts[0]);
    FAILS_EMPTY(&parts[0], swnd_split_v2(parts, 2, x, cuts, 2, 1, false), SWND_ERROR_VALUE,
                "split_v2: indices makes 3 results and out_count is 2");
    release(&x);
}

static void wrong_arguments_are_errors(void) {
    swnd_array x = counting(2, 3), y = counting(2, 2), whole = NULL, z = NULL;
    OK(swnd_cast(&whole, x, SWND_INT32));
    FAILS_EMPTY(&z, swnd_broadcast_add(&z, x, y), SWND_ERROR_VALUE, "broadcast_add: ");
    SAYS("(2, 3)");
    SAYS("(2, 2)");
    FAILS_EMPTY(&z, swnd_elemwise_add(&z, x, y), SWND_ERROR_VALUE, "elemwise_add: ");
    FAILS_EMPTY(&z, swnd_broadcast_add(&z, x, whole), SWND_ERROR_TYPE, "broadcast_add: ");
    SAYS("float32");
    SAYS("int32");
    FAILS_EMPTY(&z, swnd_broadcast_add(&z, NULL, x), SWND_ERROR_TYPE, "broadcast_add: lhs");
    FAILS_EMPTY(&z, swnd_broadcast_add(&z, x, NULL), SWND_ERROR_TYPE, "broadcast_add: rhs");
    FAILS(swnd_broadcast_add(NULL, x, x), SWND_ERROR_TYPE, "broadcast_add: out");
    FAILS_EMPTY(&z, swnd_exp(&z, NULL), SWND_ERROR_TYPE, "exp: data");
    FAILS_EMPTY(&z, swnd_add_scalar(&z, NULL, 1), SWND_ERROR_TYPE, "_add_scalar: data");
    FAILS_EMPTY(&z, swnd_where(&z, x, NULL, x), SWND_ERROR_TYPE, "where: x");
    FAILS_EMPTY(&z, swnd_cast(&z, x, (swnd_dtype)42), SWND_ERROR_TYPE, "cast: dtype");
    FAILS_EMPTY(&z, swnd_take(&z, x, y, 0, (swnd_take_mode)9), SWND_ERROR_VALUE, "take: mode");
    FAILS_EMPTY(&z, swnd_take(&z, x, y, 0, SWND_TAKE_MODE_RAISE), SWND_ERROR_INDEX, "take: ");
    FAILS_EMPTY(&z, swnd_reshape(&z, x, (const int64_t[]){5}, 1, false), SWND_ERROR_VALUE,
                "reshape: ");
    FAILS_EMPTY(&z, swnd_reshape(&z, x, NULL, 2, false), SWND_ERROR_TYPE, "reshape: shape");
    const int64_t negative[] = {-3}, huge[] = {INT64_MAX, INT64_MAX}, many[9] = {1};
    FAILS_EMPTY(&z, swnd_zeros(&z, negative, 1, swnd_cpu(0), SWND_FLOAT32), SWND_ERROR_VALUE,
                "zeros: ");
    SAYS("-3");
    FAILS_EMPTY(&z, swnd_zeros(&z, huge, 2, swnd_cpu(0), SWND_FLOAT32), SWND_ERROR_VALUE,
                "zeros: ");
    FAILS_EMPTY(&z, swnd_zeros(&z, many, 9, swnd_cpu(0), SWND_FLOAT32), SWND_ERROR_VALUE,
                "zeros: ");
    const int64_t enormous[] = {INT64_C(1) << 50};
    FAILS_EMPTY(&z, swnd_zeros(&z, enormous, 1, swnd_cpu(0), SWND_FLOAT32), SWND_ERROR_MEMORY,
                "zeros: ");
    FAILS_EMPTY(&z, swnd_zeros(&z, many, 1, swnd_gpu(0), SWND_FLOAT32), SWND_ERROR_CONTEXT,
                "zeros: ");
    SAYS("gpu(0)");
    release(&x);
    release(&y);
    release(&whole);
}

static void a_failure_leaves_the_last_message(void) {
    swnd_array y = NULL;
    char before[256];
    FAILS_EMPTY(&y, swnd_exp(&y, NULL), SWND_ERROR_TYPE, "exp: ");
    snprintf(before, sizeof before, "%s", swnd_last_error());
    swnd_array x = counting(1, 2);
    OK(swnd_exp(&y, x));
    CHECK(strcmp(before, swnd_last_error()) == 0);
    release(&x);
    release(&y);
}

int main(void) {
    arithmetic();
    numbers_stand_on_either_side();
    integers_do_not_trap();
    reductions();
    products();
    joining();
    splitting();
    ordering();
    inputs_can_be_left_out();
    a_list_counts_results();
    defaults_have_a_way_to_be_asked_for();
    wrong_arguments_are_errors();
    a_failure_leaves_the_last_message();
    return check_result();
}
