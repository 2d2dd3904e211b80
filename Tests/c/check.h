/*
 * What the C tests are written with. A check that fails prints file, line, expression and the last
 * error of the library, and the program goes on; main ends with `return check_result();`.
 */
#ifndef CHECK_H
#define CHECK_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <swnd.h>

/* ---- Checks ---- */

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition))                                                                          \
            check_failed(__FILE__, __LINE__, #condition);                                          \
    } while (0)

/* The call succeeds. */
#define OK(call) CHECK((call) == SWND_OK)

/* The call fails with this status and a message that begins with these words. */
#define FAILS(call, status, words)                                                                 \
    do {                                                                                           \
        CHECK((call) == (status));                                                                 \
        CHECK(strncmp(swnd_last_error(), words, strlen(words)) == 0);                              \
    } while (0)

/* The call fails like that, and leaves NULL in `out`. */
#define FAILS_EMPTY(out, call, status, words)                                                      \
    do {                                                                                           \
        *(out) = check_garbage();                                                                  \
        FAILS(call, status, words);                                                                \
        CHECK(*(out) == NULL);                                                                     \
    } while (0)

/* The last error names this. */
#define SAYS(words) CHECK(strstr(swnd_last_error(), words) != NULL)

/* The array has these lengths. */
#define SHAPE(array, ...)                                                                          \
    do {                                                                                           \
        const int64_t lengths_[] = {__VA_ARGS__};                                                  \
        CHECK(check_shape(array, lengths_, sizeof lengths_ / sizeof *lengths_));                   \
    } while (0)

/* The array is float32 and has exactly these elements. */
#define VALUES(array, ...)                                                                         \
    do {                                                                                           \
        const float values_[] = {__VA_ARGS__};                                                     \
        CHECK(check_values(array, values_, sizeof values_ / sizeof *values_));                     \
    } while (0)

static int check_failures;

static inline void check_failed(const char *file, int line, const char *expression) {
    fprintf(stderr, "%s:%d: %s\n    last error: %s\n", file, line, expression, swnd_last_error());
    if (__sync_add_and_fetch(&check_failures, 1) >= 20) {
        fprintf(stderr, "too many failures\n");
        _Exit(EXIT_FAILURE);
    }
}

static inline int check_result(void) {
    return check_failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* An address that no array has: what a function that fails must not leave behind. */
static inline swnd_array check_garbage(void) {
    static char byte;
    return (swnd_array)(void *)&byte;
}

/* ---- Arrays ---- */

static inline swnd_array vector(int64_t count, const float *values) {
    swnd_array out = NULL;
    OK(swnd_array_from_data(&out, values, &count, 1, SWND_FLOAT32, swnd_cpu(0)));
    return out;
}

static inline swnd_array matrix(int64_t rows, int64_t columns, const float *values) {
    const int64_t shape[] = {rows, columns};
    swnd_array out = NULL;
    OK(swnd_array_from_data(&out, values, shape, 2, SWND_FLOAT32, swnd_cpu(0)));
    return out;
}

/* 0, 1, 2 ... */
static inline swnd_array counting(int64_t rows, int64_t columns) {
    float *values = malloc((size_t)(rows * columns + 1) * sizeof *values);
    for (int64_t i = 0; i < rows * columns; i++)
        values[i] = (float)i;
    swnd_array out = matrix(rows, columns, values);
    free(values);
    return out;
}

/* Any shape, one number. */
static inline swnd_array filled(size_t rank, const int64_t *shape, double value) {
    swnd_array out = NULL;
    OK(swnd_full(&out, shape, rank, value, swnd_cpu(0), SWND_FLOAT32));
    return out;
}

static inline void release(swnd_array *array) {
    swnd_array_release(*array);
    *array = NULL;
}

static inline swnd_array_info describe(swnd_array array) {
    swnd_array_info info;
    memset(&info, 0, sizeof info);
    info.struct_size = sizeof info;
    OK(swnd_array_describe(&info, array));
    return info;
}

static inline bool check_shape(swnd_array array, const int64_t *lengths, size_t rank) {
    const swnd_array_info info = describe(array);
    if ((size_t)info.rank == rank && memcmp(info.shape, lengths, rank * sizeof *lengths) == 0)
        return true;
    fprintf(stderr, "    the shape is (");
    for (int32_t axis = 0; axis < info.rank; axis++)
        fprintf(stderr, "%lld,", (long long)info.shape[axis]);
    fprintf(stderr, ")\n");
    return false;
}

static inline bool check_values(swnd_array array, const float *expected, size_t count) {
    const swnd_array_info info = describe(array);
    if (info.dtype != SWND_FLOAT32 || (size_t)info.count != count) {
        fprintf(stderr, "    %lld elements of dtype %d\n", (long long)info.count, (int)info.dtype);
        return false;
    }
    float *values = malloc((count + 1) * sizeof *values);
    bool same = swnd_array_read(values, count * sizeof *values, array) == SWND_OK;
    for (size_t i = 0; i < count && same; i++) {
        same = values[i] == expected[i];
        if (!same)
            fprintf(stderr, "    element %zu is %g, not %g\n", i, values[i], expected[i]);
    }
    free(values);
    return same;
}

/* ---- Counters ---- */

static inline swnd_engine_stats stats(void) {
    swnd_engine_stats result;
    memset(&result, 0, sizeof result);
    result.struct_size = sizeof result;
    OK(swnd_engine_read_stats(&result));
    return result;
}

#endif
