/* A gate that needs no clock: how many kernels each call starts. */
#include "check.h"

static swnd_array x, y;

/* The call starts as many kernels. */
#define COSTS(count, call)                                                                         \
    do {                                                                                           \
        swnd_array out = NULL;                                                                     \
        OK(swnd_wait_all());                                                                       \
        const uint64_t before = stats().launches;                                                  \
        OK(call);                                                                                  \
        OK(swnd_wait_all());                                                                       \
        const uint64_t launches = stats().launches - before;                                       \
        if (launches != (count))                                                                   \
            fprintf(stderr, "    %d launches\n", (int)launches);                                   \
        CHECK(launches == (count));                                                                \
        swnd_array_release(out);                                                                   \
    } while (0)

static void one_operator_one_launch(void) {
    COSTS(1, swnd_broadcast_add(&out, x, y));
    COSTS(1, swnd_elemwise_mul(&out, x, x));
    COSTS(1, swnd_add_scalar(&out, x, 1));
    COSTS(1, swnd_exp(&out, x));
    COSTS(1, swnd_clip(&out, x, 0, 1));
    COSTS(1, swnd_cast(&out, x, SWND_FLOAT64));
    COSTS(1, swnd_sum(&out, x, NULL, 0, false, false));
    COSTS(1, swnd_max(&out, x, (const int64_t[]){1}, 1, false, false));
    COSTS(1, swnd_argmax(&out, x, 0, false));
    COSTS(1, swnd_dot(&out, x, x, false, false));
    COSTS(1, swnd_take(&out, x, y, 0, SWND_TAKE_MODE_CLIP));
    COSTS(1, swnd_concat(&out, (const swnd_array[]){x, x}, 2, 1));
    COSTS(1, swnd_zeros(&out, (const int64_t[]){3, 3}, 2, swnd_cpu(0), SWND_FLOAT32));
    COSTS(1, swnd_random_normal(&out, 0, 1, (const int64_t[]){3}, 1, swnd_cpu(0), SWND_FLOAT32));
}

static void another_layout_costs_nothing(void) {
    const swnd_index row[] = {{SWND_INDEX_INTEGER, 0, 1, 0, 0, NULL}};
    COSTS(0, swnd_transpose(&out, x, NULL, 0));
    COSTS(0, swnd_reshape(&out, x, (const int64_t[]){-1}, 1, false));
    COSTS(0, swnd_array_reshape(&out, x, (const int64_t[]){-1}, 1, false));
    COSTS(0, swnd_broadcast_to(&out, y, (const int64_t[]){3, 3}, 2));
    COSTS(0, swnd_expand_dims(&out, x, 0));
    COSTS(0, swnd_array_index(&out, x, row, 1));
    COSTS(0, swnd_array_copy(&out, x));
    COSTS(0, swnd_array_detach(&out, x));
}

static void failures_and_empty_arrays_cost_nothing(void) {
    swnd_array empty = NULL, out = NULL;
    OK(swnd_zeros(&empty, (const int64_t[]){0, 3}, 2, swnd_cpu(0), SWND_FLOAT32));
    COSTS(0, swnd_exp(&out, empty));
    const uint64_t before = stats().launches;
    FAILS(swnd_dot(&out, x, empty, false, false), SWND_ERROR_VALUE, "dot: ");
    CHECK(stats().launches == before);
    release(&empty);
}

/* The layouts of operands do not add launches, nor do the sizes. */
static void strided_operands_are_read_where_they_are(void) {
    swnd_array turned = NULL;
    OK(swnd_transpose(&turned, x, NULL, 0));
    COSTS(1, swnd_broadcast_add(&out, turned, y));
    COSTS(1, swnd_dot(&out, turned, x, false, false));
    release(&turned);
    const int64_t large[] = {300, 1000};
    swnd_array big = filled(2, large, 1);
    COSTS(1, swnd_broadcast_add(&out, big, big));
    COSTS(1, swnd_sum(&out, big, NULL, 0, false, false));
    release(&big);
}

int main(void) {
    x = counting(3, 3);
    y = counting(1, 3);
    one_operator_one_launch();
    another_layout_costs_nothing();
    failures_and_empty_arrays_cost_nothing();
    strided_operands_are_read_where_they_are();
    release(&x);
    release(&y);
    return check_result();
}
