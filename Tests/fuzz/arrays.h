/* The arrays that calls are made with. */
#ifndef ARRAYS_H
#define ARRAYS_H

#include "choosing.h"

enum { POOL = 64, MOST_ELEMENTS = 5000, MOST_INPUTS = 4 };

static swnd_array pool[POOL];

static inline swnd_array_info described(swnd_array array) {
    swnd_array_info info;
    memset(&info, 0, sizeof info);
    info.struct_size = sizeof info;
    if (swnd_array_describe(&info, array) != SWND_OK)
        abort();
    return info;
}

/* Shapes of every class: few elements, none, more than a tile, axes of length 1, lengths that are absurd beside a 0. */
static inline size_t a_shape(int64_t *lengths) {
    static const struct {
        size_t rank;
        int64_t lengths[8];
    } shapes[] = {
        {1, {1}},
        {1, {3}},
        {1, {0}},
        {1, {7}},
        {1, {1025}},
        {2, {2, 3}},
        {2, {2, 3}},
        {2, {3, 3}},
        {2, {3, 1}},
        {2, {1, 3}},
        {2, {33, 31}},
        {3, {2, 0, 3}},
        {3, {2, 3, 4}},
        {3, {2, 2, 2}},
        {4, {2, 3, 4, 5}},
        {4, {1, 2, 4, 4}},
        {5, {1, 2, 1, 3, 2}},
        {8, {1, 1, 1, 1, 1, 1, 1, 1}},
        {8, {1, 2, 1, 3, 1, 2, 1, 2}},
        {3, {INT64_C(1) << 40, INT64_C(1) << 15, 0}},
        {2, {0, INT64_C(1) << 57}},
    };
    const size_t count = sizeof shapes / sizeof *shapes;
    const size_t number = below(is_tame ? count - 2 : count);
    memcpy(lengths, shapes[number].lengths, sizeof shapes[number].lengths);
    return shapes[number].rank;
}

static inline void fill(void *bytes, size_t count, swnd_dtype dtype) {
    static const size_t sizes[] = {4, 8, 2, 1, 4, 1, 8, 1};
    if (dtype == SWND_BOOL || one_in(3)) {
        /* Small numbers: positions, mostly. */
        for (size_t i = 0; i < count; i++) {
            const int number = (int)below(4);
            switch (dtype) {
            case SWND_FLOAT32: ((float *)bytes)[i] = (float)number; break;
            case SWND_FLOAT64: ((double *)bytes)[i] = number; break;
            case SWND_INT32: ((int32_t *)bytes)[i] = number - 1; break;
            case SWND_INT64: ((int64_t *)bytes)[i] = number - 1; break;
            case SWND_FLOAT16: ((uint16_t *)bytes)[i] = (uint16_t)(number ? 0x3800 + 0x400 * number : 0); break;
            case SWND_BOOL: ((uint8_t *)bytes)[i] = (uint8_t)(number & 1); break;
            default: ((uint8_t *)bytes)[i] = (uint8_t)number; break;
            }
        }
    } else if (dtype == SWND_FLOAT32 && one_in(2)) {
        for (size_t i = 0; i < count; i++)
            ((float *)bytes)[i] = (float)a_real();
    } else {
        /* Any bits: NaN, infinities, denormals, the ends of the integers. */
        for (size_t i = 0; i < count * sizes[dtype]; i++)
            ((uint8_t *)bytes)[i] = (uint8_t)any();
    }
}

static inline swnd_array new_array(void) {
    static const swnd_dtype dtypes[] = {SWND_FLOAT32, SWND_FLOAT64, SWND_FLOAT16, SWND_UINT8,
                                        SWND_INT32,   SWND_INT8,    SWND_INT64,   SWND_BOOL};
    const swnd_dtype dtype = one_in(2) ? SWND_FLOAT32 : PICK(dtypes);
    int64_t lengths[8];
    const size_t rank = a_shape(lengths);
    size_t count = 1;
    for (size_t axis = 0; axis < rank; axis++)
        count = lengths[axis] == 0 ? 0 : count * (size_t)lengths[axis];
    for (size_t axis = 0; axis < rank; axis++)
        count = lengths[axis] == 0 ? 0 : count;
    void *bytes = malloc(count * 8 + 1);
    fill(bytes, count, dtype);
    swnd_array array = NULL;
    if (swnd_array_from_data(&array, bytes, lengths, rank, dtype, swnd_cpu(0)) != SWND_OK)
        array = NULL;
    free(bytes);
    return array;
}

/* Puts an array in place of another one; takes over the caller's reference. */
static inline void keep(swnd_array array) {
    if (array == NULL)
        return;
    const swnd_array_info info = described(array);
    if (info.count > MOST_ELEMENTS) {
        swnd_array_release(array);
        return;
    }
    const size_t place = below(POOL);
    swnd_array_release(pool[place]);
    pool[place] = array;
}

static inline void fill_pool(void) {
    for (size_t place = 0; place < POOL; place++) {
        swnd_array_release(pool[place]);
        do
            pool[place] = new_array();
        while (pool[place] == NULL);
    }
}

static inline void release_pool(void) {
    for (size_t place = 0; place < POOL; place++) {
        swnd_array_release(pool[place]);
        pool[place] = NULL;
    }
}

/* An input; in a call that makes sense one like the inputs before it. */
static inline swnd_array an_array(swnd_array like) {
    if (!is_tame && one_in(60))
        return NULL;
    swnd_array array = pool[below(POOL)];
    for (int attempt = 0; is_tame && like != NULL && attempt < 40; attempt++) {
        const swnd_array_info left = described(like), right = described(array);
        if (left.dtype == right.dtype && left.rank == right.rank &&
            memcmp(left.shape, right.shape, (size_t)left.rank * 8) == 0)
            break;
        array = pool[below(POOL)];
    }
    return array;
}

/* An input that need not be given. */
static inline swnd_array perhaps_an_array(swnd_array like) {
    return one_in(3) ? NULL : an_array(like);
}

typedef struct array_list {
    swnd_array *arrays;
    size_t count;
} array_list;

static inline array_list some_arrays(swnd_array like) {
    array_list list = {NULL, below(MOST_INPUTS) + (is_tame ? 1 : 0)};
    if (one_in(30) && !is_tame)
        return list;
    list.arrays = malloc(list.count * sizeof *list.arrays);
    for (size_t i = 0; i < list.count; i++)
        like = list.arrays[i] = an_array(like);
    if (!is_tame && one_in(200))
        list.count = one_in(2) ? SIZE_MAX : (size_t)1 << 40;
    return list;
}

#endif
