/* Values that no enumeration has, and sizes at the ends of what an integer holds: an error or a result, never a crash. */
#include <limits.h>
#include <math.h>

#include "child.h"

enum { SECONDS = 60 };

static const int64_t ONE[] = {1};
static float number = 3;

static void values_that_no_enumeration_has(void) {
    const int odd[] = {-1, 99, INT_MIN, INT_MAX};
    const swnd_grad_request known = SWND_GRAD_WRITE;
    swnd_array x = filled(1, ONE, 1), y = NULL;
    for (int i = 0; i < 4; i++) {
        const int32_t value = odd[i];
        const swnd_context device = {value, 0}, index = {1, i == 3 ? -7 : INT_MIN};
        FAILS_EMPTY(&y,
                    swnd_array_from_memory(&y, &number, ONE, 1, SWND_FLOAT32, swnd_cpu(0),
                                           (swnd_access)value, NULL, NULL),
                    SWND_ERROR_VALUE, "array: access ");
        FAILS_EMPTY(&y,
                    swnd_array_from_memory(&y, &number, ONE, 1, (swnd_dtype)(value - 2),
                                           swnd_cpu(0), SWND_ACCESS_ALL, NULL, NULL),
                    SWND_ERROR_TYPE, "array: dtype ");
        FAILS_EMPTY(&y,
                    swnd_array_from_data(&y, &number, ONE, 1, (swnd_dtype)value, swnd_cpu(0)),
                    SWND_ERROR_TYPE, "array: dtype ");
        FAILS_EMPTY(&y, swnd_array_from_data(&y, &number, ONE, 1, SWND_FLOAT32, device),
                    SWND_ERROR_CONTEXT, "array: device ");
        FAILS_EMPTY(&y, swnd_array_to_context(&y, x, index), SWND_ERROR_CONTEXT, "to_context: ");
        FAILS_EMPTY(&y, swnd_cast(&y, x, (swnd_dtype)(value - 2)), SWND_ERROR_TYPE, "cast: dtype");
        FAILS(swnd_array_attach_grad(x, (swnd_grad_request)value), SWND_ERROR_VALUE,
              "attach_grad: request ");
        const swnd_grad_request request = (swnd_grad_request)value;
        FAILS(swnd_autograd_mark_variables(&x, &x, &request, 1), SWND_ERROR_VALUE,
              "mark_variables: request ");
        FAILS(swnd_random_set_stream((swnd_random_stream)value), SWND_ERROR_VALUE,
              "random_set_stream: ");
        FAILS(swnd_random_seed_context(1, device), SWND_ERROR_CONTEXT, "random_seed: ");
        const swnd_index item = {value, INT_MAX, INT64_MIN, INT64_MIN, INT64_MIN, NULL};
        FAILS_EMPTY(&y, swnd_array_index(&y, x, &item, 1), SWND_ERROR_TYPE, "index: item 0 ");
        /* Any bits are modes. */
        (void)swnd_autograd_exchange(value);
        (void)swnd_autograd_exchange(0);
    }
    OK(swnd_autograd_mark_variables(&x, &x, &known, 1));
    release(&x);
}

static void slices_of_slices(void) {
    swnd_array x = filled(2, (const int64_t[]){1, 3}, 1), y = NULL;
    const int64_t none[] = {SWND_NONE, SWND_NONE};
    const int64_t steps[] = {INT64_MAX, -INT64_MAX, 2, -2};
    /* Steps that multiplied would overflow. */
    for (int round = 0; round < 80; round++) {
        OK(swnd_slice(&y, x, none, 2, none, 2, (const int64_t[]){steps[round % 4], 1}, 2));
        release(&x);
        x = y;
    }
    SHAPE(x, 1, 3);
    VALUES(x, 1, 1, 1);
    const int64_t ends[] = {SWND_NONE, INT64_MIN + 1, -1, 0, 1, INT64_MAX};
    for (int i = 0; i < 6 * 6 * 6; i++) {
        const swnd_index item = {SWND_INDEX_SLICE, 0, ends[i % 6], ends[i / 6 % 6], ends[i / 36], NULL};
        const swnd_status status = swnd_array_index(&y, x, &item, 1);
        CHECK(status == (ends[i / 36] == 0 ? SWND_ERROR_VALUE : SWND_OK));
        if (status == SWND_OK) {
            CHECK(describe(y).shape[0] <= 1);
            OK(swnd_array_index_assign_scalar(x, &item, 1, 1));
        }
        release(&y);
    }
    VALUES(x, 1, 1, 1);
    release(&x);
}

static int deleted;
static void note_deleted(swnd_dlpack *tensor) { (void)tensor, deleted++; }

static void foreign_tensors(void) {
    int64_t shape[] = {1, 1, 1, 1, 1, 1, 1, 1, 1}, strides[9];
    swnd_array y = NULL;
    swnd_dlpack good = {{&number, 1, 0, 1, 2, 32, 1, shape, NULL, 0}, NULL, note_deleted};
#define WRONG(change, words)                                                                       \
    do {                                                                                           \
        swnd_dlpack given = good;                                                                  \
        given.tensor.change;                                                                       \
        y = check_garbage();                                                                       \
        CHECK(swnd_array_from_dlpack(&y, &given) != SWND_OK);                                      \
        CHECK(y == NULL && deleted == 0);                                                          \
        CHECK(strncmp(swnd_last_error(), words, strlen(words)) == 0);                              \
    } while (0)
    WRONG(rank = -1, "from_dlpack: ");
    WRONG(rank = INT_MIN, "from_dlpack: ");
    WRONG(rank = INT_MAX, "from_dlpack: ");
    WRONG(rank = 9, "from_dlpack: shape");
    WRONG(shape = NULL, "from_dlpack: shape");
    WRONG(data = NULL, "array: data is NULL");
    WRONG(device_type = INT_MIN, "from_dlpack: ");
    WRONG(type_code = 255, "from_dlpack: ");
    WRONG(type_bits = 0, "from_dlpack: ");
    WRONG(type_bits = 255, "from_dlpack: ");
    WRONG(type_lanes = 0, "from_dlpack: ");
    WRONG(type_lanes = 65535, "from_dlpack: ");
    shape[0] = -1;
    WRONG(rank = 1, "from_dlpack: shape");
    shape[0] = INT64_MIN;
    WRONG(rank = 2, "from_dlpack: shape");
    shape[0] = shape[1] = INT64_MAX;
    WRONG(rank = 2, "from_dlpack: shape");
    shape[0] = INT64_MAX;
    shape[1] = 0;
    WRONG(rank = 2, "from_dlpack: shape");
    shape[0] = 2;
    shape[1] = 3;
    const int64_t odd[] = {0, -1, INT64_MIN, INT64_MAX, 1};
    for (int i = 0; i < 5; i++) {
        strides[0] = odd[i];
        strides[1] = 1;
        WRONG(strides = (given.tensor.rank = 2, strides), "from_dlpack: shape (2, 3) with strides");
    }
#undef WRONG
    /* Of one element, strides do not matter, nor does anything of none. */
    shape[0] = shape[1] = 1;
    strides[0] = INT64_MIN;
    strides[1] = INT64_MAX;
    good.tensor.rank = 2;
    good.tensor.strides = strides;
    OK(swnd_array_from_dlpack(&y, &good));
    VALUES(y, 3);
    CHECK(deleted == 0);
    release(&y);
    CHECK(deleted == 1);
    shape[1] = 0;
    good.tensor.data = NULL;
    good.tensor.byte_offset = UINT64_MAX;
    OK(swnd_array_from_dlpack(&y, &good));
    SHAPE(y, 1, 0);
    release(&y);
    CHECK(deleted == 2);
    const uint32_t versions[] = {0, 2, UINT32_MAX};
    for (int i = 0; i < 3; i++) {
        swnd_dlpack_versioned given = {versions[i], 0, NULL, NULL, UINT64_MAX, good.tensor};
        FAILS_EMPTY(&y, swnd_array_from_dlpack_versioned(&y, &given), SWND_ERROR_VALUE,
                    "from_dlpack: version ");
    }
}

static void limits_and_patience(void) {
    const int64_t side[] = {500, 500};
    const uint64_t most[] = {UINT64_MAX, UINT64_MAX / 1000, INT64_MAX, (uint64_t)1 << 52};
    for (int i = 0; i < 4; i++) {
        swnd_array x = filled(2, side, 0), y = NULL;
        OK(swnd_set_patience(most[i]));
        OK(swnd_dot(&y, x, x, false, false));
        OK(swnd_array_wait(y));
        OK(swnd_dot(&x, y, y, false, false));
        OK(swnd_wait_all());
        release(&x);
        release(&y);
    }
    OK(swnd_set_patience(0));
    for (int i = 0; i < 4; i++) {
        uint64_t before = 0;
        OK(swnd_memory_set_limit(&before, most[i]));
        OK(swnd_memory_set_cache_limit(NULL, most[i]));
        swnd_array x = filled(2, side, 2), y = NULL;
        /* Sizes of what waits add up to more than an integer holds. */
        const int64_t large[] = {(int64_t)1 << 57};
        swnd_array wide = filled(1, ONE, 1), all = NULL, held[20];
        OK(swnd_broadcast_to(&all, wide, large, 1));
        for (int position = 0; position < 20; position++) {
            held[position] = NULL;
            const swnd_status status = swnd_add_scalar(&held[position], all, 1);
            CHECK(status == SWND_OK || status == SWND_ERROR_MEMORY);
        }
        CHECK(swnd_wait_all() == SWND_OK);
        for (int position = 0; position < 20; position++) {
            CHECK(held[position] == NULL || swnd_array_wait(held[position]) == SWND_ERROR_MEMORY);
            release(&held[position]);
        }
        OK(swnd_add_scalar(&y, x, 1));
        OK(swnd_array_wait(y));
        release(&x);
        release(&y);
        release(&all);
        release(&wide);
        OK(swnd_memory_set_limit(NULL, before));
        OK(swnd_memory_set_cache_limit(NULL, UINT64_MAX));
    }
    OK(swnd_memory_set_limit(NULL, UINT64_MAX));
    FAILS(swnd_set_window(SIZE_MAX, 0), SWND_ERROR_VALUE, "set_window: ");
    FAILS(swnd_set_window(0, SIZE_MAX), SWND_ERROR_VALUE, "set_window: ");
    OK(swnd_set_window(0, SIZE_MAX / 2));
    FAILS(swnd_set_num_threads(0), SWND_ERROR_VALUE, "set_num_threads: ");
    FAILS(swnd_set_num_threads(SIZE_MAX), SWND_ERROR_VALUE, "set_num_threads: ");
}

static void numbers_that_are_no_integers(void) {
    const double odd[] = {NAN, INFINITY, -INFINITY, 1e300, -1e300, 9.3e18, -9.3e18};
    const swnd_dtype types[] = {SWND_UINT8, SWND_INT8, SWND_INT32, SWND_INT64, SWND_BOOL, SWND_FLOAT16};
    swnd_array x = NULL, y = NULL;
    for (int i = 0; i < 7; i++)
        for (int type = 0; type < 6; type++) {
            OK(swnd_full(&x, ONE, 1, odd[i], swnd_cpu(0), types[type]));
            OK(swnd_array_assign_scalar(x, odd[i]));
            OK(swnd_array_index_assign_scalar(x, NULL, 0, odd[i]));
            OK(swnd_add_scalar(&y, x, odd[i]));
            OK(swnd_array_wait(y));
            release(&y);
            OK(swnd_modulo_scalar(&y, x, odd[i]));
            OK(swnd_array_wait(y));
            release(&y);
            OK(swnd_clip(&y, x, odd[i], -odd[i]));
            OK(swnd_array_wait(y));
            release(&y);
            release(&x);
        }
}

static void in_child(void (*body)(void)) {
    fflush(NULL);
    const pid_t child = fork();
    if (child == 0) {
        check_failures = 0;
        body();
        _exit(check_result());
    }
    CHECK(child > 0 && ends_well(child, SECONDS));
}

int main(void) {
    in_child(values_that_no_enumeration_has);
    in_child(slices_of_slices);
    in_child(foreign_tensors);
    in_child(limits_and_patience);
    in_child(numbers_that_are_no_integers);
    return check_result();
}
