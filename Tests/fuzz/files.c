/*
 * Loads files that were changed at random, under AddressSanitizer: arrays or an error with a message, whatever the bytes.
 * usage: files COUNT SEED CORPUS
 *
 * CORPUS is a file of files: for each its length in 8 bytes, and its bytes (corpus.py writes it).
 */
#include <fcntl.h>

#include "choosing.h"
#include "report.h"

enum { MOST_FILES = 1000, MOST_BYTES = 1 << 16, LIMIT = 64 << 20 };

typedef struct text {
    uint8_t *bytes;
    size_t size;
} text;

static text corpus[MOST_FILES];
static size_t corpus_count;

static void read_corpus(const char *path) {
    FILE *file = fopen(path, "rb");
    uint64_t size = 0;
    DEMAND(file != NULL);
    while (corpus_count < MOST_FILES && fread(&size, 1, sizeof size, file) == sizeof size) {
        text *next = &corpus[corpus_count++];
        next->size = (size_t)size;
        next->bytes = malloc(next->size + 1);
        DEMAND(fread(next->bytes, 1, next->size, file) == next->size);
    }
    fclose(file);
    DEMAND(corpus_count > 10);
}

/* ---- Changes ---- */

static uint64_t a_word(void) {
    static const uint64_t words[] = {
        0,          1,          2,          3,          4,          7,
        8,          9,          12,         13,         16,         32,
        255,        0x112,      0xF993FAC8, 0xF993FAC9, 0xF993FACA, 0x7FFFFFFF,
        0x80000000, 0xFFFFFFFF, INT64_MAX,  UINT64_MAX, 1u << 20,   UINT64_C(1) << 32,
        UINT64_C(1) << 40,      UINT64_C(1) << 61,      UINT64_C(1) << 62,
        UINT64_C(1) << 63};
    return one_in(4) ? any() >> below(64) : PICK(words);
}

static void cut(text *file) { file->size = below(file->size + 1); }

static void flip(text *file) {
    if (file->size > 0)
        file->bytes[below(file->size)] ^= (uint8_t)(1u << below(8));
}

static void put_word(text *file) {
    static const size_t widths[] = {1, 4, 4, 8};
    const size_t width = PICK(widths);
    const uint64_t word = a_word();
    if (file->size < width)
        return;
    size_t place = below(file->size - width + 1);
    /* Fields of files lie at multiples of 4, mostly. */
    if (!one_in(4))
        place &= ~(size_t)3;
    memcpy(file->bytes + place, &word, width);
}

static void insert(text *file, const uint8_t *bytes, size_t size) {
    const size_t place = below(file->size + 1);
    if (file->size + size > MOST_BYTES)
        return;
    memmove(file->bytes + place + size, file->bytes + place, file->size - place);
    memcpy(file->bytes + place, bytes, size);
    file->size += size;
}

static void repeat(text *file) {
    uint8_t piece[256];
    if (file->size == 0)
        return;
    const size_t start = below(file->size);
    size_t size = 1 + below(sizeof piece);
    size = size < file->size - start ? size : file->size - start;
    memcpy(piece, file->bytes + start, size);
    insert(file, piece, size);
}

static void mix(text *file) {
    const text other = corpus[below(corpus_count)];
    if (other.size == 0)
        return;
    const size_t start = below(other.size);
    insert(file, other.bytes + start, 1 + below(other.size - start));
}

static void drop(text *file) {
    if (file->size == 0)
        return;
    const size_t start = below(file->size);
    size_t size = 1 + below(40);
    size = size < file->size - start ? size : file->size - start;
    memmove(file->bytes + start, file->bytes + start + size, file->size - start - size);
    file->size -= size;
}

static void change(text *file) {
    static void (*const changes[])(text *) = {flip, put_word, put_word, put_word,
                                              cut,  repeat,   mix,      drop};
    for (size_t left = 1 + below(4); left > 0; left--)
        PICK(changes)(file);
}

/* ---- Loading ---- */

static void use(swnd_loaded loaded) {
    const size_t count = swnd_loaded_count(loaded);
    for (size_t i = 0; i < count && i < 8; i++) {
        swnd_array array = NULL;
        DEMAND(swnd_loaded_array(&array, loaded, i) == SWND_OK);
        DEMAND(!swnd_loaded_has_names(loaded) || swnd_loaded_name(loaded, i) != NULL);
        if (array == NULL)
            continue;
        size_t size = 0;
        DEMAND(swnd_save_record(NULL, &size, array) == SWND_OK);
        /* All of its elements are there. */
        if (size < 1 << 20) {
            void *bytes = malloc(size);
            DEMAND(swnd_save_record(bytes, &size, array) == SWND_OK);
            free(bytes);
        }
        swnd_array_release(array);
    }
    for (size_t i = 0; swnd_loaded_warning(loaded, i) != NULL; i++)
        DEMAND(strlen(swnd_loaded_warning(loaded, i)) > 0);
    swnd_loaded_release(loaded);
}

static swnd_status load_through_disk(swnd_loaded *out, text file) {
    static char path[100];
    if (path[0] == '\0')
        snprintf(path, sizeof path, "/tmp/swnd-fuzz-%ld", (long)getpid());
    const int descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    DEMAND(descriptor >= 0);
    DEMAND(write(descriptor, file.bytes, file.size) == (ssize_t)file.size);
    close(descriptor);
    const swnd_status status = swnd_load(out, path);
    unlink(path);
    return status;
}

static bool load(text file) {
    swnd_loaded loaded = NULL;
    const swnd_status status =
        one_in(50)   ? load_through_disk(&loaded, file)
        : one_in(10) ? swnd_load_record(&loaded, file.bytes, file.size)
                     : swnd_load_from_buffer(&loaded, file.bytes, file.size);
    if (status != SWND_OK) {
        DEMAND(loaded == NULL && swnd_last_error()[0] != '\0');
        return false;
    }
    use(loaded);
    return true;
}

int main(int count_of_arguments, char **arguments) {
    if (count_of_arguments != 4)
        return 2;
    const unsigned long long count = strtoull(arguments[1], NULL, 10);
    unsigned long long worked = 0;
    report_to_begin(strtoull(arguments[2], NULL, 10));
    report_subject = "a file";
    seed(report_seed);
    read_corpus(arguments[3]);
    DEMAND(swnd_memory_set_limit(NULL, LIMIT) == SWND_OK);
    uint8_t *room = malloc(MOST_BYTES);
    for (report_number = 0; report_number < count; report_number++) {
        const text source = corpus[below(corpus_count)];
        text file = {room, source.size};
        memcpy(room, source.bytes, source.size);
        /* Every file is loaded unchanged now and then, so that the corpus is known to be one of files. */
        if (!one_in(20))
            change(&file);
        /* In memory of exactly its size, so that reading beyond it is found. */
        text exact = {malloc(file.size), file.size};
        memcpy(exact.bytes, file.bytes, file.size);
        worked += load(exact);
        free(exact.bytes);
    }
    free(room);
    printf("%llu files, %llu loaded\n", count, worked);
    return worked > count / 50 && worked < count ? EXIT_SUCCESS : EXIT_FAILURE;
}
