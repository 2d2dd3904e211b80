/*
 * Softmax regression on handwritten digits, through the C interface alone. README.md says how to
 * build and run it.
 *
 * Standard input is a table: a digit a line, 64 grey values from 0 to 16, then the digit. A fifth
 * of the digits is held out.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <swnd.h>

enum { PIXELS = 64, CLASSES = 10, EPOCHS = 30, BATCH = 32 };

static const double RATE = 0.3;
static const double REQUIRED = 0.93;

#define CHECK(call)                                                                                \
    do {                                                                                           \
        if ((call) != SWND_OK)                                                                     \
            stop(swnd_last_error());                                                               \
    } while (0)

static void stop(const char *reason) {
    fprintf(stderr, "softmax: %s\n", reason);
    exit(EXIT_FAILURE);
}

/* ---- The table ---- */

typedef struct digit {
    float pixels[PIXELS];
    float label;
} digit;

static digit parse(const char *line) {
    digit result;
    for (int column = 0; column <= PIXELS; column++) {
        char *end = NULL;
        const long value = strtol(line, &end, 10);
        if (end == line || *end != (column < PIXELS ? ',' : '\n'))
            stop("a line of the input is not 65 numbers with commas between them");
        if (column < PIXELS)
            result.pixels[column] = (float)value / 16;
        else
            result.label = (float)value;
        line = end + 1;
    }
    return result;
}

/* All digits of standard input; to be freed. */
static digit *read_digits(size_t *count) {
    char line[1024];
    size_t room = 0;
    digit *digits = NULL;
    *count = 0;
    while (fgets(line, sizeof line, stdin)) {
        if (*count == room) {
            room = room ? 2 * room : 1024;
            digits = realloc(digits, room * sizeof *digits);
            if (!digits)
                stop("there is not enough memory");
        }
        digits[(*count)++] = parse(line);
    }
    return digits;
}

/* The same order every time: a linear congruential generator with Knuth's constants. */
static void shuffle(digit *digits, size_t count) {
    uint64_t state = 1;
    for (size_t last = count - 1; last > 0; last--) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        const size_t other = (size_t)(state >> 33) % (last + 1);
        const digit moved = digits[last];
        digits[last] = digits[other];
        digits[other] = moved;
    }
}

/* ---- The same as arrays ---- */

typedef struct set {
    swnd_array images; /* count x 64 */
    swnd_array labels; /* count */
    int64_t count;
} set;

static set make_set(const digit *digits, size_t count) {
    float *pixels = malloc(count * PIXELS * sizeof *pixels);
    float *labels = malloc(count * sizeof *labels);
    if (!pixels || !labels)
        stop("there is not enough memory");
    for (size_t i = 0; i < count; i++) {
        memcpy(pixels + i * PIXELS, digits[i].pixels, sizeof digits[i].pixels);
        labels[i] = digits[i].label;
    }
    set result = {NULL, NULL, (int64_t)count};
    const int64_t shape[] = {result.count, PIXELS};
    CHECK(swnd_array_from_data(&result.images, pixels, shape, 2, SWND_FLOAT32, swnd_cpu(0)));
    CHECK(swnd_array_from_data(&result.labels, labels, shape, 1, SWND_FLOAT32, swnd_cpu(0)));
    free(pixels);
    free(labels);
    return result;
}

/* Some of the digits, without copying them. */
static set slice(set all, int64_t start, int64_t end) {
    const swnd_index rows = {SWND_INDEX_SLICE, 0, start, end, 1, NULL};
    set result = {NULL, NULL, end - start};
    CHECK(swnd_array_index(&result.images, all.images, &rows, 1));
    CHECK(swnd_array_index(&result.labels, all.labels, &rows, 1));
    return result;
}

static void release_set(set old) {
    swnd_array_release(old.images);
    swnd_array_release(old.labels);
}

static double number(swnd_array array) {
    float value = 0;
    CHECK(swnd_array_read(&value, sizeof value, array));
    return value;
}

/* ---- The model ---- */

typedef struct model {
    swnd_array weights; /* 64 x 10 */
    swnd_array bias;    /* 10 */
} model;

static swnd_array make_parameter(const int64_t *shape, size_t rank) {
    swnd_array result = NULL;
    CHECK(swnd_zeros(&result, shape, rank, swnd_cpu(0), SWND_FLOAT32));
    CHECK(swnd_array_attach_grad(result, SWND_GRAD_WRITE));
    return result;
}

/* A number for each class: images . weights + bias. */
static swnd_array scores(model m, swnd_array images) {
    swnd_array products = NULL, result = NULL;
    CHECK(swnd_dot(&products, images, m.weights, false, false));
    CHECK(swnd_broadcast_add(&result, products, m.bias));
    swnd_array_release(products);
    return result;
}

/* Minus the logarithm of the probability given to the right class; the mean of it. */
static swnd_array cross_entropy(model m, set digits) {
    swnd_array score = scores(m, digits.images);
    swnd_array logarithm = NULL, right = NULL, mean = NULL, result = NULL;
    CHECK(swnd_log_softmax(&logarithm, score, -1, NAN, SWND_DTYPE_DEFAULT, false));
    CHECK(swnd_pick(&right, logarithm, digits.labels, -1, false, SWND_PICK_MODE_CLIP));
    CHECK(swnd_mean(&mean, right, NULL, 0, false, false));
    CHECK(swnd_negative(&result, mean));
    swnd_array_release(mean);
    swnd_array_release(right);
    swnd_array_release(logarithm);
    swnd_array_release(score);
    return result;
}

/* The share of digits whose largest score is that of the right class. */
static double accuracy(model m, set digits) {
    swnd_array score = scores(m, digits.images);
    swnd_array read = NULL, right = NULL, mean = NULL;
    CHECK(swnd_argmax(&read, score, 1, false));
    CHECK(swnd_broadcast_equal(&right, read, digits.labels));
    CHECK(swnd_mean(&mean, right, NULL, 0, false, false));
    const double result = number(mean);
    swnd_array_release(mean);
    swnd_array_release(right);
    swnd_array_release(read);
    swnd_array_release(score);
    return result;
}

/* ---- Training ---- */

/* parameter[:] = parameter - RATE * gradient */
static void descend(swnd_array parameter) {
    swnd_array gradient = NULL, step = NULL, result = NULL;
    CHECK(swnd_array_grad(&gradient, parameter));
    CHECK(swnd_multiply_scalar(&step, gradient, RATE));
    CHECK(swnd_broadcast_sub(&result, parameter, step));
    CHECK(swnd_array_assign(parameter, result));
    swnd_array_release(result);
    swnd_array_release(step);
    swnd_array_release(gradient);
}

/* One round through all digits; returns the mean loss. */
static double train(model m, set digits) {
    double total = 0;
    for (int64_t start = 0; start < digits.count; start += BATCH) {
        const int64_t rest = digits.count - start;
        set batch = slice(digits, start, start + (rest < BATCH ? rest : BATCH));
        CHECK(swnd_autograd_set_recording(NULL, true));
        swnd_array loss = cross_entropy(m, batch);
        CHECK(swnd_autograd_set_recording(NULL, false));
        CHECK(swnd_autograd_backward(&loss, NULL, 1, false, true));
        descend(m.weights);
        descend(m.bias);
        total += number(loss) * (double)batch.count;
        swnd_array_release(loss);
        release_set(batch);
    }
    return total / (double)digits.count;
}

int main(void) {
    size_t count = 0;
    digit *digits = read_digits(&count);
    const size_t held_out_count = count / 5;
    if (held_out_count == 0)
        stop("standard input has too few digits");
    shuffle(digits, count);
    set held_out = make_set(digits, held_out_count);
    set training = make_set(digits + held_out_count, count - held_out_count);
    free(digits);

    const int64_t shape[] = {PIXELS, CLASSES};
    model m = {make_parameter(shape, 2), make_parameter(shape + 1, 1)};
    for (int epoch = 1; epoch <= EPOCHS; epoch++)
        printf("epoch %2d: loss %.4f\n", epoch, train(m, training));
    const double reached = accuracy(m, held_out);
    printf("%.1f %% of %d held-out digits are read right\n", 100 * reached, (int)held_out.count);

    swnd_array_release(m.weights);
    swnd_array_release(m.bias);
    release_set(held_out);
    release_set(training);
    return reached >= REQUIRED ? EXIT_SUCCESS : EXIT_FAILURE;
}
