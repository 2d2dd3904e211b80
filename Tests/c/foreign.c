/* Memory shared with others: who sees what, when it is released, and DLPack's structures. */
#include "check.h"

static int releases;

static void note_release(void *owner) {
    CHECK(owner == &releases);
    releases += 1;
}

static swnd_array over(float *memory, int64_t count, swnd_access access) {
    swnd_array x = NULL;
    OK(swnd_array_from_memory(&x, memory, &count, 1, SWND_FLOAT32, swnd_cpu(0), access,
                              note_release, &releases));
    return x;
}

static void writes_go_through(void) {
    float memory[] = {1, 2, 3};
    swnd_array x = over(memory, 3, SWND_ACCESS_ALL), y = NULL, copy = NULL;
    OK(swnd_multiply_scalar(&y, x, 2));
    OK(swnd_array_copy(&copy, x));
    memory[0] = 10;
    VALUES(x, 10, 2, 3);
    VALUES(y, 2, 4, 6);
    VALUES(copy, 1, 2, 3);
    OK(swnd_array_assign_scalar(x, 7));
    CHECK(memory[0] == 7 && memory[2] == 7);
    const swnd_index first[] = {{SWND_INDEX_INTEGER, 0, 0, 0, 0, NULL}};
    OK(swnd_array_index_assign_scalar(x, first, 1, 5));
    CHECK(memory[0] == 5 && memory[1] == 7);
    releases = 0;
    release(&x);
    CHECK(releases == 1);
    release(&y);
    release(&copy);
}

static void constants_are_not_written(void) {
    float memory[] = {1, 2, 3};
    releases = 0;
    swnd_array x = over(memory, 3, SWND_ACCESS_CONSTANT);
    OK(swnd_array_assign_scalar(x, 7));
    CHECK(memory[0] == 1);
    CHECK(releases == 1);
    VALUES(x, 7, 7, 7);
    release(&x);
    CHECK(releases == 1);
}

static void elements_are_held(void) {
    swnd_array x = counting(2, 2), turned = NULL, held = NULL;
    const void *data = NULL;
    OK(swnd_array_data(&held, &data, x));
    OK(swnd_array_assign_scalar(x, 9));
    CHECK(((const float *)data)[3] == 3);
    release(&held);
    OK(swnd_array_index_assign_scalar(x, NULL, 0, 1));
    OK(swnd_transpose(&turned, x, NULL, 0));
    OK(swnd_array_data(&held, &data, turned));
    CHECK(((const float *)data)[2] == 1);
    release(&held);
    release(&turned);
    FAILS_EMPTY(&held, swnd_array_data(&held, &data, NULL), SWND_ERROR_TYPE, "data: array is NULL");
    FAILS(swnd_array_data(&held, NULL, x), SWND_ERROR_TYPE, "data: data is NULL");
    FAILS(swnd_array_data(NULL, &data, x), SWND_ERROR_TYPE, "data: out is NULL");
    release(&x);
}

static void tensors_are_given_and_taken(void) {
    swnd_array x = counting(2, 3), y = NULL;
    swnd_dlpack *tensor = NULL;
    OK(swnd_array_to_dlpack(&tensor, x, true));
    CHECK(tensor->tensor.rank == 2 && tensor->tensor.shape[1] == 3);
    CHECK(tensor->tensor.strides[0] == 3 && tensor->tensor.strides[1] == 1);
    CHECK(tensor->tensor.type_code == 2 && tensor->tensor.type_bits == 32);
    CHECK(tensor->tensor.device_type == 1);
    ((float *)tensor->tensor.data)[5] = 50;
    VALUES(x, 0, 1, 2, 3, 4, 50);
    OK(swnd_array_from_dlpack(&y, tensor));
    OK(swnd_array_assign_scalar(y, 4));
    VALUES(x, 4, 4, 4, 4, 4, 4);
    release(&y);

    swnd_dlpack_versioned *versioned = NULL;
    OK(swnd_array_to_dlpack_versioned(&versioned, x, false));
    CHECK(versioned->major == 1 && versioned->flags == 1);
    OK(swnd_array_from_dlpack_versioned(&y, versioned));
    OK(swnd_array_assign_scalar(y, 5));
    VALUES(x, 4, 4, 4, 4, 4, 4);
    release(&y);

    OK(swnd_array_to_dlpack_versioned(&versioned, x, true));
    release(&x);
    CHECK(((float *)versioned->tensor.data)[0] == 4);
    versioned->major = 2;
    FAILS_EMPTY(&y, swnd_array_from_dlpack_versioned(&y, versioned), SWND_ERROR_VALUE,
                "from_dlpack: version 2");
    versioned->deleter(versioned);
}

static void wrong_tensors_stay_the_callers(void) {
    float memory[6] = {0};
    int64_t shape[] = {2, 3}, strides[] = {1, 2};
    swnd_array y = NULL;
    swnd_dlpack tensor = {{memory, 1, 0, 2, 2, 32, 1, shape, NULL, 0}, NULL, NULL};
    swnd_dlpack wrong = tensor;
#define REFUSED(status, words)                                                                     \
    FAILS_EMPTY(&y, swnd_array_from_dlpack(&y, &wrong), status, "from_dlpack: " words);            \
    wrong = tensor
    wrong.tensor.strides = strides;
    REFUSED(SWND_ERROR_VALUE, "shape (2, 3) with strides (1, 2)");
    wrong.tensor.device_type = 2;
    REFUSED(SWND_ERROR_CONTEXT, "the tensor is on device type 2");
    wrong.tensor.type_code = 5;
    REFUSED(SWND_ERROR_TYPE, "elements of type code 5");
    wrong.tensor.type_lanes = 4;
    REFUSED(SWND_ERROR_TYPE, "elements of type code 2 with 32 bits and 4 lanes");
    wrong.tensor.rank = 9;
    REFUSED(SWND_ERROR_VALUE, "");
    wrong.tensor.rank = -1;
    REFUSED(SWND_ERROR_VALUE, "");
    shape[0] = -2;
    REFUSED(SWND_ERROR_VALUE, "shape (-2, 3)");
    shape[0] = 2;
    wrong.tensor.shape = NULL;
    CHECK(swnd_array_from_dlpack(&y, &wrong) != SWND_OK);
    wrong = tensor;
    wrong.tensor.data = NULL;
    CHECK(swnd_array_from_dlpack(&y, &wrong) == SWND_ERROR_TYPE);
    FAILS_EMPTY(&y, swnd_array_from_dlpack(&y, NULL), SWND_ERROR_TYPE, "from_dlpack: tensor");
    FAILS(swnd_array_from_dlpack(NULL, &tensor), SWND_ERROR_TYPE, "from_dlpack: out");
    /* A tensor without a deleter is nobody's; with an offset it begins later. */
    tensor.tensor.byte_offset = 4;
    shape[1] = 2;
    OK(swnd_array_from_dlpack(&y, &tensor));
    memory[1] = 8;
    VALUES(y, 8, 0, 0, 0);
    release(&y);
}

static void wrong_memory_stays_the_callers(void) {
    float memory[2] = {0};
    swnd_array x = NULL;
    int64_t two = 2, none = 0, huge = INT64_MAX;
    releases = 0;
#define MADE(data, shape, dtype, context, access)                                                  \
    swnd_array_from_memory(&x, data, shape, 1, dtype, context, access, note_release, &releases)
    CHECK(MADE(NULL, &two, SWND_FLOAT32, swnd_cpu(0), SWND_ACCESS_ALL) == SWND_ERROR_TYPE);
    CHECK(MADE(memory, &huge, SWND_FLOAT32, swnd_cpu(0), SWND_ACCESS_ALL) == SWND_ERROR_VALUE);
    CHECK(MADE(memory, &two, (swnd_dtype)77, swnd_cpu(0), SWND_ACCESS_ALL) == SWND_ERROR_TYPE);
    CHECK(MADE(memory, &two, SWND_FLOAT32, swnd_gpu(0), SWND_ACCESS_ALL) == SWND_ERROR_CONTEXT);
    CHECK(MADE(memory, &two, SWND_FLOAT32, swnd_cpu(0), (swnd_access)7) == SWND_ERROR_VALUE);
    CHECK(releases == 0 && x == NULL);
    OK(MADE(NULL, &none, SWND_FLOAT32, swnd_cpu(0), SWND_ACCESS_ALL));
    CHECK(releases == 1);
    release(&x);
}

int main(void) {
    writes_go_through();
    constants_are_not_written();
    elements_are_held();
    tensors_are_given_and_taken();
    wrong_tensors_stay_the_callers();
    wrong_memory_stays_the_callers();
    return check_result();
}
