/*
 * Files through the C interface: written and read, by others' bytes too, and errors of use.
 */
#include <unistd.h>

#include "check.h"

static char path[64];

/* The call fails, and leaves NULL in `out`. */
#define FAILS_LOADED(out, call, status, words)                                                     \
    do {                                                                                           \
        *(out) = (swnd_loaded)(void *)check_garbage();                                             \
        FAILS(call, status, words);                                                                \
        CHECK(*(out) == NULL);                                                                     \
    } while (0)

/* {'arg:w': ones((2, 3)), 'aux:m': int64 [1, 2]}, as MXNet 1.9.1 wrote it. */
static const char KNOWN[] =
    "120100000000000000000000000000000200000000000000c9fa93f900000000020000000200000000000000"
    "03000000000000000100000000000000000000000000803f0000803f0000803f0000803f0000803f0000803f"
    "c9fa93f900000000010000000200000000000000010000000000000006000000010000000000000002000000"
    "00000000020000000000000005000000000000006172673a7705000000000000006175783a6d";

enum { KNOWN_SIZE = (sizeof KNOWN - 1) / 2 };

static void known(unsigned char *bytes) {
    for (size_t i = 0; i < KNOWN_SIZE; i++) {
        unsigned value = 0;
        CHECK(sscanf(KNOWN + 2 * i, "%2x", &value) == 1);
        bytes[i] = (unsigned char)value;
    }
}

static swnd_array taken(swnd_loaded loaded, size_t position) {
    swnd_array array = NULL;
    OK(swnd_loaded_array(&array, loaded, position));
    return array;
}

static void bytes_of_mxnet_are_read(void) {
    unsigned char bytes[KNOWN_SIZE];
    swnd_loaded loaded = NULL;
    known(bytes);
    OK(swnd_load_from_buffer(&loaded, bytes, sizeof bytes));
    CHECK(swnd_loaded_count(loaded) == 2 && swnd_loaded_has_names(loaded));
    CHECK(strcmp(swnd_loaded_name(loaded, 0), "arg:w") == 0);
    CHECK(strcmp(swnd_loaded_name(loaded, 1), "aux:m") == 0);
    CHECK(swnd_loaded_name(loaded, 2) == NULL && swnd_loaded_name(loaded, SIZE_MAX) == NULL);
    CHECK(swnd_loaded_warning(loaded, 0) == NULL);
    swnd_array w = taken(loaded, 0), m = taken(loaded, 1);
    /* Arrays stay when what was read is given back. */
    swnd_loaded_release(loaded);
    SHAPE(w, 2, 3);
    VALUES(w, 1, 1, 1, 1, 1, 1);
    int64_t numbers[2] = {0};
    OK(swnd_array_read(numbers, sizeof numbers, m));
    CHECK(numbers[0] == 1 && numbers[1] == 2 && describe(m).dtype == SWND_INT64);
    release(&w);
    release(&m);
}

static void bytes_of_mxnet_are_written(void) {
    unsigned char bytes[KNOWN_SIZE], written[KNOWN_SIZE + 1];
    swnd_loaded loaded = NULL;
    known(bytes);
    OK(swnd_load_from_buffer(&loaded, bytes, sizeof bytes));
    swnd_array arrays[] = {taken(loaded, 0), taken(loaded, 1)};
    const char *names[] = {swnd_loaded_name(loaded, 0), swnd_loaded_name(loaded, 1)};
    OK(swnd_save(path, arrays, names, 2));
    FILE *file = fopen(path, "rb");
    CHECK(file != NULL && fread(written, 1, sizeof written, file) == KNOWN_SIZE);
    fclose(file);
    CHECK(memcmp(bytes, written, KNOWN_SIZE) == 0);
    release(&arrays[0]);
    release(&arrays[1]);
    swnd_loaded_release(loaded);
}

static void files_without_names(void) {
    swnd_array x = counting(2, 3), y = NULL;
    OK(swnd_transpose(&y, x, NULL, 0));
    const swnd_array arrays[] = {x, y};
    swnd_loaded loaded = NULL;
    OK(swnd_save(path, arrays, NULL, 2));
    OK(swnd_load(&loaded, path));
    CHECK(swnd_loaded_count(loaded) == 2 && !swnd_loaded_has_names(loaded));
    CHECK(swnd_loaded_name(loaded, 0) == NULL);
    swnd_array read = taken(loaded, 1);
    SHAPE(read, 3, 2);
    VALUES(read, 0, 3, 1, 4, 2, 5);
    release(&read);
    swnd_loaded_release(loaded);
    OK(swnd_save(path, NULL, NULL, 0));
    OK(swnd_load(&loaded, path));
    CHECK(swnd_loaded_count(loaded) == 0);
    swnd_loaded_release(loaded);
    release(&x);
    release(&y);
}

static void single_arrays(void) {
    swnd_array x = counting(2, 3), read = NULL;
    swnd_loaded loaded = NULL;
    unsigned char bytes[100];
    size_t size = 0;
    OK(swnd_save_record(NULL, &size, x));
    CHECK(size == 4 + 4 + 4 + 16 + 12 + 24);
    OK(swnd_save_record(bytes, &size, x));
    OK(swnd_load_record(&loaded, bytes, size));
    read = taken(loaded, 0);
    VALUES(read, 0, 1, 2, 3, 4, 5);
    release(&read);
    swnd_loaded_release(loaded);
    FAILS_LOADED(&loaded, swnd_load_record(&loaded, bytes, size - 1), SWND_ERROR_VALUE,
                "load_record: byte 40: ");
    size--;
    FAILS(swnd_save_record(bytes, &size, x), SWND_ERROR_VALUE, "save_record: ");
    FAILS(swnd_save_record(NULL, NULL, x), SWND_ERROR_TYPE, "save_record: ");
    FAILS(swnd_save_record(NULL, &size, NULL), SWND_ERROR_TYPE, "save_record: ");
    CHECK(size == 0);
    release(&x);
}

static void wrong_uses_are_errors(void) {
    swnd_array x = counting(2, 3), out = NULL;
    const swnd_array arrays[] = {x, NULL};
    const char *names[] = {NULL, NULL};
    swnd_loaded loaded = NULL;
    FAILS(swnd_save(NULL, arrays, NULL, 1), SWND_ERROR_TYPE, "save: path is NULL");
    FAILS(swnd_save(path, NULL, NULL, 1), SWND_ERROR_VALUE, "save: ");
    FAILS(swnd_save(path, arrays, NULL, SIZE_MAX), SWND_ERROR_VALUE, "save: ");
    FAILS(swnd_save(path, arrays, NULL, 2), SWND_ERROR_TYPE, "save: arrays[1] is NULL");
    FAILS(swnd_save(path, arrays, names, 1), SWND_ERROR_TYPE, "save: names[0] is NULL");
    FAILS(swnd_save("/nowhere/x", arrays, NULL, 1), SWND_ERROR_VALUE, "save: '/nowhere/x': ");
    FAILS_LOADED(&loaded, swnd_load(&loaded, NULL), SWND_ERROR_TYPE, "load: path is NULL");
    FAILS_LOADED(&loaded, swnd_load(&loaded, "/nowhere/x"), SWND_ERROR_VALUE, "load: ");
    FAILS(swnd_load(NULL, path), SWND_ERROR_TYPE, "load: out is NULL");
    FAILS_LOADED(&loaded, swnd_load_from_buffer(&loaded, NULL, 3), SWND_ERROR_TYPE,
                "load_frombuffer: ");
    FAILS_LOADED(&loaded, swnd_load_from_buffer(&loaded, path, SIZE_MAX), SWND_ERROR_TYPE,
                "load_frombuffer: ");
    FAILS_EMPTY(&out, swnd_loaded_array(&out, NULL, 0), SWND_ERROR_TYPE, "loaded_array: ");
    OK(swnd_save(path, arrays, NULL, 1));
    OK(swnd_load(&loaded, path));
    FAILS_EMPTY(&out, swnd_loaded_array(&out, loaded, 1), SWND_ERROR_INDEX, "loaded_array: ");
    FAILS_EMPTY(&out, swnd_loaded_array(&out, loaded, SIZE_MAX), SWND_ERROR_INDEX, "loaded_array");
    swnd_loaded_release(loaded);
    swnd_loaded_release(NULL);
    CHECK(swnd_loaded_count(NULL) == 0 && !swnd_loaded_has_names(NULL));
    CHECK(swnd_loaded_name(NULL, 0) == NULL && swnd_loaded_warning(NULL, 0) == NULL);
    release(&x);
}

static void nothing_stays_behind(void) {
    const uint64_t before = stats().bytes_in_use;
    for (int i = 0; i < 10; i++)
        bytes_of_mxnet_are_written();
    CHECK(stats().bytes_in_use == before);
}

int main(void) {
    snprintf(path, sizeof path, "/tmp/swnd-files-%ld", (long)getpid());
    OK(swnd_set_num_threads(1));
    bytes_of_mxnet_are_read();
    bytes_of_mxnet_are_written();
    files_without_names();
    single_arrays();
    wrong_uses_are_errors();
    nothing_stays_behind();
    unlink(path);
    return check_result();
}
