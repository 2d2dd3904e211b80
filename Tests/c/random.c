/* Random numbers: the same for a seed, whatever computes them. */
#include <math.h>

#include "check.h"

enum { COUNT = 100003 };

static void draw(float *numbers, bool normal) {
    const int64_t shape[] = {COUNT};
    swnd_array x = NULL;
    if (normal)
        OK(swnd_random_normal(&x, 1, 2, shape, 1, swnd_cpu(0), SWND_FLOAT32));
    else
        OK(swnd_random_uniform(&x, -1, 3, shape, 1, swnd_cpu(0), SWND_FLOAT32));
    OK(swnd_array_read(numbers, COUNT * sizeof *numbers, x));
    release(&x);
}

static float first[COUNT], second[COUNT], again[COUNT];

static bool same(const float *a, const float *b) {
    return memcmp(a, b, sizeof first) == 0;
}

static void seeds_repeat(bool normal) {
    OK(swnd_random_seed(42));
    draw(first, normal);
    draw(second, normal);
    CHECK(!same(first, second));
    OK(swnd_random_seed(42));
    draw(again, normal);
    CHECK(same(first, again));
    draw(again, normal);
    CHECK(same(second, again));
    OK(swnd_random_seed(43));
    draw(again, normal);
    CHECK(!same(first, again));
    OK(swnd_random_seed(-1));
    draw(first, normal);
    OK(swnd_random_seed(INT64_MIN));
    draw(again, normal);
    CHECK(!same(first, again));
}

static void threads_do_not_matter(bool normal) {
    OK(swnd_set_num_threads(1));
    OK(swnd_random_seed(7));
    draw(first, normal);
    for (size_t threads = 2; threads <= 3; threads++) {
        OK(swnd_set_num_threads(threads));
        CHECK(swnd_num_threads() == threads);
        OK(swnd_random_seed(7));
        draw(again, normal);
        CHECK(same(first, again));
    }
}

static void numbers_are_spread(void) {
    double sum = 0, squares = 0;
    OK(swnd_random_seed(1));
    draw(first, false);
    for (int i = 0; i < COUNT; i++) {
        CHECK(first[i] >= -1 && first[i] < 3);
        sum += first[i];
    }
    CHECK(fabs(sum / COUNT - 1) < 0.02);
    sum = 0;
    draw(first, true);
    for (int i = 0; i < COUNT; i++) {
        sum += first[i];
        squares += (double)first[i] * first[i];
    }
    const double mean = sum / COUNT;
    CHECK(fabs(mean - 1) < 0.04);
    CHECK(fabs(sqrt(squares / COUNT - mean * mean) - 2) < 0.04);
}

static void contexts_have_streams_of_their_own(void) {
    const int64_t shape[] = {5};
    float here[5], there[5], once_more[5];
    swnd_array x = NULL;
    OK(swnd_random_seed(3));
    OK(swnd_random_seed_context(9, swnd_cpu(1)));
    OK(swnd_random_uniform(&x, 0, 1, shape, 1, swnd_cpu(1), SWND_FLOAT32));
    OK(swnd_array_read(there, sizeof there, x));
    release(&x);
    OK(swnd_random_uniform(&x, 0, 1, shape, 1, swnd_cpu(0), SWND_FLOAT32));
    OK(swnd_array_read(here, sizeof here, x));
    release(&x);
    CHECK(memcmp(here, there, sizeof here) != 0);
    OK(swnd_random_seed_context(9, swnd_cpu(0)));
    OK(swnd_random_uniform(&x, 0, 1, shape, 1, swnd_cpu(0), SWND_FLOAT32));
    OK(swnd_array_read(once_more, sizeof once_more, x));
    CHECK(memcmp(once_more, there, sizeof there) == 0);
    release(&x);
}

static void wrong_arguments_are_errors(void) {
    const int64_t shape[] = {2}, negative[] = {-2};
    const swnd_context nowhere = {99, 0};
    swnd_array x = NULL;
    FAILS_EMPTY(&x, swnd_random_normal(&x, 0, -1, shape, 1, swnd_cpu(0), SWND_FLOAT32),
                SWND_ERROR_VALUE, "random_normal: ");
    FAILS_EMPTY(&x, swnd_random_uniform(&x, 0, 1, negative, 1, swnd_cpu(0), SWND_FLOAT32),
                SWND_ERROR_VALUE, "random_uniform: ");
    SAYS("-2");
    FAILS_EMPTY(&x, swnd_random_uniform(&x, 0, 1, shape, 1, swnd_cpu(0), SWND_INT32),
                SWND_ERROR_TYPE, "random_uniform: ");
    FAILS_EMPTY(&x, swnd_random_uniform(&x, 0, 1, shape, 1, nowhere, SWND_FLOAT32),
                SWND_ERROR_CONTEXT, "random_uniform: ");
    FAILS(swnd_random_seed_context(1, nowhere), SWND_ERROR_CONTEXT, "random_seed: ");
    FAILS(swnd_set_num_threads(0), SWND_ERROR_VALUE, "set_num_threads: ");
    FAILS(swnd_set_num_threads(SIZE_MAX), SWND_ERROR_VALUE, "set_num_threads: ");
}

int main(void) {
    for (int normal = 0; normal < 2; normal++) {
        seeds_repeat(normal);
        threads_do_not_matter(normal);
    }
    numbers_are_spread();
    contexts_have_streams_of_their_own();
    wrong_arguments_are_errors();
    return check_result();
}
