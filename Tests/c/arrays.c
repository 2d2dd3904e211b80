/* Arrays: made, described, read, written, viewed, shared; and what wrong arguments come to. */
#include "check.h"

static void makes_and_describes(void) {
    const int32_t values[] = {1, -2, 3, 4, 5, 6};
    const int64_t shape[] = {2, 3};
    swnd_array x = NULL;
    OK(swnd_array_from_data(&x, values, shape, 2, SWND_INT32, swnd_cpu(0)));
    const swnd_array_info info = describe(x);
    CHECK(info.dtype == SWND_INT32);
    CHECK(info.rank == 2 && info.shape[0] == 2 && info.shape[1] == 3);
    CHECK(info.count == 6);
    CHECK(info.context.device == SWND_DEVICE_CPU && info.context.index == 0);
    int32_t copy[6] = {0};
    OK(swnd_array_read(copy, sizeof copy, x));
    CHECK(memcmp(copy, values, sizeof values) == 0);
    OK(swnd_array_wait(x));
    release(&x);
}

static void every_dtype_keeps_its_bytes(void) {
    static const struct {
        swnd_dtype dtype;
        size_t size;
    } cases[] = {{SWND_FLOAT32, 4}, {SWND_FLOAT64, 8}, {SWND_FLOAT16, 2}, {SWND_UINT8, 1},
                 {SWND_INT32, 4},   {SWND_INT8, 1},    {SWND_INT64, 8},   {SWND_BOOL, 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        unsigned char bytes[24], copy[24];
        for (size_t byte = 0; byte < sizeof bytes; byte++)
            bytes[byte] = (unsigned char)(cases[i].dtype == SWND_BOOL ? byte % 2 : byte);
        const int64_t shape[] = {3};
        swnd_array x = NULL;
        OK(swnd_array_from_data(&x, bytes, shape, 1, cases[i].dtype, swnd_cpu(0)));
        CHECK(describe(x).dtype == (int32_t)cases[i].dtype);
        OK(swnd_array_read(copy, 3 * cases[i].size, x));
        CHECK(memcmp(bytes, copy, 3 * cases[i].size) == 0);
        release(&x);
    }
}

static void memory_may_stay_unfilled(void) {
    const int64_t shape[] = {4, 5};
    swnd_array x = NULL;
    OK(swnd_array_from_data(&x, NULL, shape, 2, SWND_FLOAT64, swnd_cpu(0)));
    CHECK(describe(x).count == 20);
    release(&x);
}

static void arrays_may_be_empty_or_have_no_axes(void) {
    const int64_t shape[] = {2, 0, 3};
    swnd_array x = NULL, y = NULL, z = NULL;
    OK(swnd_array_from_data(&x, NULL, shape, 3, SWND_FLOAT32, swnd_cpu(0)));
    SHAPE(x, 2, 0, 3);
    OK(swnd_array_read(NULL, 0, x));
    OK(swnd_exp(&y, x));
    SHAPE(y, 2, 0, 3);
    const float one = 1;
    OK(swnd_array_from_data(&z, &one, NULL, 0, SWND_FLOAT32, swnd_cpu(0)));
    SHAPE(z, 1);
    release(&x);
    release(&y);
    release(&z);
}

static void data_is_copied(void) {
    float values[] = {1, 2, 3};
    swnd_array x = vector(3, values);
    values[0] = 9;
    VALUES(x, 1, 2, 3);
    release(&x);
}

static void copies_are_independent(void) {
    swnd_array x = counting(1, 3), y = NULL, z = NULL, same = NULL;
    OK(swnd_array_copy(&y, x));
    OK(swnd_array_assign_scalar(x, 7));
    VALUES(y, 0, 1, 2);
    OK(swnd_array_to_context(&same, x, swnd_cpu(0)));
    CHECK(same == x);
    OK(swnd_array_to_context(&z, x, swnd_cpu(1)));
    CHECK(describe(z).context.index == 1);
    OK(swnd_array_assign_scalar(x, 8));
    VALUES(z, 7, 7, 7);
    release(&same);
    release(&x);
    release(&y);
    release(&z);
}

static void assigning_broadcasts_and_casts(void) {
    swnd_array x = counting(2, 3), row = counting(1, 3), whole = NULL, number = NULL;
    OK(swnd_array_assign(x, row));
    VALUES(x, 0, 1, 2, 0, 1, 2);
    OK(swnd_array_assign_scalar(x, 2.5));
    VALUES(x, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5);
    OK(swnd_cast(&whole, x, SWND_INT32));
    OK(swnd_array_assign(x, whole));
    CHECK(describe(x).dtype == SWND_FLOAT32);
    VALUES(x, 2, 2, 2, 2, 2, 2);
    OK(swnd_array_assign(x, x));
    VALUES(x, 2, 2, 2, 2, 2, 2);
    const int64_t one[] = {1};
    number = filled(1, one, 4);
    OK(swnd_array_assign(whole, number));
    CHECK(describe(whole).dtype == SWND_INT32);
    FAILS(swnd_array_assign(row, x), SWND_ERROR_VALUE, "assign: ");
    SAYS("(2, 3)");
    SAYS("(1, 3)");
    release(&x);
    release(&row);
    release(&whole);
    release(&number);
}

static void reshapes_share_memory(void) {
    swnd_array x = counting(2, 3), view = NULL, again = NULL, other = NULL;
    const int64_t shape[] = {3, -1};
    OK(swnd_array_reshape(&view, x, shape, 2, false));
    SHAPE(view, 3, 2);
    OK(swnd_array_assign_scalar(view, 5));
    VALUES(x, 5, 5, 5, 5, 5, 5);
    OK(swnd_array_reshape(&again, view, (const int64_t[]){6}, 1, false));
    OK(swnd_array_assign_scalar(x, 6));
    VALUES(again, 6, 6, 6, 6, 6, 6);
    /* The operator gives an array of its own. */
    OK(swnd_reshape(&other, x, shape, 2, false));
    OK(swnd_array_assign_scalar(other, 1));
    VALUES(x, 6, 6, 6, 6, 6, 6);
    /* A view lives on after its array. */
    release(&x);
    VALUES(view, 6, 6, 6, 6, 6, 6);
    FAILS_EMPTY(&x, swnd_array_reshape(&x, view, (const int64_t[]){4}, 1, false), SWND_ERROR_VALUE,
                "reshape: ");
    SAYS("(3, 2)");
    release(&view);
    release(&again);
    release(&other);
}

static void detached_handles_share_memory(void) {
    swnd_array x = counting(1, 2), y = NULL;
    OK(swnd_array_detach(&y, x));
    OK(swnd_array_assign_scalar(y, 3));
    VALUES(x, 3, 3);
    release(&x);
    release(&y);
}

static void references_are_counted(void) {
    const uint64_t before = stats().bytes_in_use;
    swnd_array x = counting(10, 10);
    CHECK(stats().bytes_in_use > before);
    CHECK(swnd_array_retain(x) == x);
    swnd_array_release(x);
    CHECK(describe(x).count == 100);
    CHECK(stats().bytes_in_use > before);
    swnd_array_release(x);
    CHECK(stats().bytes_in_use == before);
    CHECK(swnd_array_retain(NULL) == NULL);
    swnd_array_release(NULL);
}

static void null_handles_are_errors(void) {
    swnd_array x = counting(1, 2), out = NULL;
    swnd_array_info info;
    memset(&info, 0, sizeof info);
    float values[2];
    const int64_t shape[] = {2};
    FAILS_EMPTY(&out, swnd_array_copy(&out, NULL), SWND_ERROR_TYPE, "copy: ");
    FAILS_EMPTY(&out, swnd_array_detach(&out, NULL), SWND_ERROR_TYPE, "detach: ");
    FAILS_EMPTY(&out, swnd_array_reshape(&out, NULL, shape, 1, false), SWND_ERROR_TYPE,
                "reshape: ");
    FAILS_EMPTY(&out, swnd_array_to_context(&out, NULL, swnd_cpu(0)), SWND_ERROR_TYPE,
                "to_context: ");
    FAILS(swnd_array_copy(NULL, x), SWND_ERROR_TYPE, "copy: out");
    FAILS(swnd_array_detach(NULL, x), SWND_ERROR_TYPE, "detach: out");
    FAILS(swnd_array_reshape(NULL, x, shape, 1, false), SWND_ERROR_TYPE, "reshape: out");
    FAILS(swnd_array_to_context(NULL, x, swnd_cpu(0)), SWND_ERROR_TYPE, "to_context: out");
    FAILS(swnd_array_from_data(NULL, values, shape, 1, SWND_FLOAT32, swnd_cpu(0)), SWND_ERROR_TYPE,
          "array: out");
    FAILS(swnd_array_read(values, sizeof values, NULL), SWND_ERROR_TYPE, "read: ");
    FAILS(swnd_array_read(NULL, sizeof values, x), SWND_ERROR_TYPE, "read: out");
    FAILS(swnd_array_wait(NULL), SWND_ERROR_TYPE, "wait: ");
    FAILS(swnd_array_assign(NULL, x), SWND_ERROR_TYPE, "assign: target");
    FAILS(swnd_array_assign(x, NULL), SWND_ERROR_TYPE, "assign: source");
    FAILS(swnd_array_assign_scalar(NULL, 1), SWND_ERROR_TYPE, "assign: target");
    FAILS(swnd_array_describe(NULL, x), SWND_ERROR_TYPE, "describe: out");
    FAILS(swnd_array_describe(&info, x), SWND_ERROR_TYPE, "describe: out");
    info.struct_size = sizeof info;
    FAILS(swnd_array_describe(&info, NULL), SWND_ERROR_TYPE, "describe: ");
    CHECK(info.rank == 0 && info.count == 0);
    release(&x);
}

static void wrong_arguments_are_errors(void) {
    const float values[4] = {0};
    float copy[4];
    const int64_t negative[] = {2, -1}, huge[] = {INT64_MAX / 2, 4}, many[9] = {1}, four[] = {4};
    const int64_t enormous[] = {INT64_C(1) << 50};
    swnd_array x = NULL;
    FAILS_EMPTY(&x, swnd_array_from_data(&x, values, negative, 2, SWND_FLOAT32, swnd_cpu(0)),
                SWND_ERROR_VALUE, "array: ");
    SAYS("(2, -1)");
    FAILS_EMPTY(&x, swnd_array_from_data(&x, NULL, huge, 2, SWND_FLOAT32, swnd_cpu(0)),
                SWND_ERROR_VALUE, "array: ");
    FAILS_EMPTY(&x, swnd_array_from_data(&x, NULL, enormous, 1, SWND_FLOAT32, swnd_cpu(0)),
                SWND_ERROR_MEMORY, "array: ");
    FAILS_EMPTY(&x, swnd_array_from_data(&x, values, many, 9, SWND_FLOAT32, swnd_cpu(0)),
                SWND_ERROR_VALUE, "array: ");
    FAILS_EMPTY(&x, swnd_array_from_data(&x, values, many, SIZE_MAX, SWND_FLOAT32, swnd_cpu(0)),
                SWND_ERROR_VALUE, "array: ");
    FAILS_EMPTY(&x, swnd_array_from_data(&x, values, NULL, 1, SWND_FLOAT32, swnd_cpu(0)),
                SWND_ERROR_TYPE, "array: ");
    FAILS_EMPTY(&x, swnd_array_from_data(&x, values, four, 1, (swnd_dtype)99, swnd_cpu(0)),
                SWND_ERROR_TYPE, "array: ");
    SAYS("99");
    FAILS_EMPTY(&x, swnd_array_from_data(&x, values, four, 1, SWND_FLOAT32, swnd_gpu(0)),
                SWND_ERROR_CONTEXT, "array: ");
    SAYS("gpu(0)");
    FAILS_EMPTY(&x, swnd_array_from_data(&x, values, four, 1, SWND_FLOAT32, swnd_cpu(-1)),
                SWND_ERROR_CONTEXT, "array: ");
    OK(swnd_array_from_data(&x, values, four, 1, SWND_FLOAT32, swnd_cpu(0)));
    FAILS(swnd_array_read(copy, sizeof copy - 1, x), SWND_ERROR_VALUE, "read: ");
    SAYS("(4,)");
    FAILS(swnd_array_read(copy, SIZE_MAX, x), SWND_ERROR_VALUE, "read: ");
    void *target = copy, *nowhere = NULL;
    CHECK(swnd_array_read_now(&target, sizeof copy, x));
    CHECK(memcmp(copy, values, sizeof copy) == 0);
    CHECK(!swnd_array_read_now(&target, sizeof copy - 1, x));
    CHECK(!swnd_array_read_now(&target, SIZE_MAX, x));
    CHECK(!swnd_array_read_now(&nowhere, sizeof copy, x));
    CHECK(!swnd_array_read_now(NULL, sizeof copy, x));
    CHECK(!swnd_array_read_now(&target, sizeof copy, NULL));
    swnd_array y = NULL;
    FAILS_EMPTY(&y, swnd_array_to_context(&y, x, swnd_gpu(2)), SWND_ERROR_CONTEXT, "");
    SAYS("gpu(2)");
    release(&x);
}

int main(void) {
    CHECK(strcmp(swnd_last_error(), "") == 0);
    CHECK(strlen(swnd_version()) >= 5);
    CHECK(strlen(swnd_isa()) > 0);
    size_t size = 0;
    swnd_environment_problems(NULL, &size);
    CHECK(size > 0);
    FAILS(swnd_environment_problems(NULL, NULL), SWND_ERROR_TYPE, "environment_problems: size is NULL");
    CHECK(swnd_operator_table()[0] == '[' || swnd_operator_table()[0] == '{');
    makes_and_describes();
    every_dtype_keeps_its_bytes();
    memory_may_stay_unfilled();
    arrays_may_be_empty_or_have_no_axes();
    data_is_copied();
    copies_are_independent();
    assigning_broadcasts_and_casts();
    reshapes_share_memory();
    detached_handles_share_memory();
    references_are_counted();
    null_handles_are_errors();
    wrong_arguments_are_errors();
    return check_result();
}
