/*
 * Shows what is in a file of parameters, such as MXNet's nd.save and Module.save_checkpoint write. README.md says how to build.
 * usage: parameters [FILE]
 * Without FILE it saves a few arrays first, and shows those.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <swnd.h>

#define CHECK(call)                                                                                \
    do {                                                                                           \
        if ((call) != SWND_OK) {                                                                   \
            fprintf(stderr, "%s\n", swnd_last_error());                                            \
            exit(EXIT_FAILURE);                                                                    \
        }                                                                                          \
    } while (0)

static const char *const DTYPES[] = {"float32", "float64", "float16", "uint8",
                                     "int32",   "int8",    "int64",   "bool"};

static void save_some(const char *path) {
    const int64_t weight_shape[] = {3, 4}, bias_shape[] = {3};
    const char *const names[] = {"arg:weight", "arg:bias"};
    swnd_array arrays[2] = {NULL, NULL};
    CHECK(swnd_random_normal(&arrays[0], 0, 0.1, weight_shape, 2, swnd_cpu(0), SWND_FLOAT32));
    CHECK(swnd_zeros(&arrays[1], bias_shape, 1, swnd_cpu(0), SWND_FLOAT32));
    CHECK(swnd_save(path, arrays, names, 2));
    swnd_array_release(arrays[0]);
    swnd_array_release(arrays[1]);
}

static void show(const char *name, swnd_array array) {
    swnd_array_info info = {.struct_size = sizeof info};
    swnd_array norm = NULL, wide = NULL;
    double value = 0;
    CHECK(swnd_array_describe(&info, array));
    CHECK(swnd_cast(&wide, array, SWND_FLOAT64));
    CHECK(swnd_norm(&norm, wide, 2, NULL, 0, SWND_DTYPE_DEFAULT, false));
    CHECK(swnd_array_read(&value, sizeof value, norm));
    printf("%-20s %-8s (", name ? name : "", DTYPES[info.dtype]);
    for (int32_t axis = 0; axis < info.rank; axis++)
        printf("%s%" PRId64, axis > 0 ? ", " : "", info.shape[axis]);
    printf(")  norm %g\n", value);
    swnd_array_release(norm);
    swnd_array_release(wide);
}

int main(int count, char **arguments) {
    const char *path = count > 1 ? arguments[1] : "/tmp/swnd-example.params";
    swnd_loaded loaded = NULL;
    if (count == 1)
        save_some(path);
    CHECK(swnd_load(&loaded, path));
    for (size_t i = 0; swnd_loaded_warning(loaded, i) != NULL; i++)
        fprintf(stderr, "%s\n", swnd_loaded_warning(loaded, i));
    for (size_t i = 0; i < swnd_loaded_count(loaded); i++) {
        swnd_array array = NULL;
        CHECK(swnd_loaded_array(&array, loaded, i));
        if (array != NULL)
            show(swnd_loaded_name(loaded, i), array);
        swnd_array_release(array);
    }
    swnd_loaded_release(loaded);
    if (count == 1)
        remove(path);
    return EXIT_SUCCESS;
}
