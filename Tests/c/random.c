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

static void draws_of_a_seed_differ_by_context(void) {
    const int64_t shape[] = {5};
    float numbers[3][5];
    OK(swnd_random_seed(3));
    for (int32_t index = 0; index < 3; index++) {
        swnd_array x = NULL;
        OK(swnd_random_uniform(&x, 0, 1, shape, 1, swnd_cpu(index), SWND_FLOAT32));
        OK(swnd_array_read(numbers[index], sizeof numbers[index], x));
        release(&x);
    }
    CHECK(memcmp(numbers[0], numbers[1], sizeof numbers[0]) != 0);
    CHECK(memcmp(numbers[1], numbers[2], sizeof numbers[0]) != 0);
}

static void mxnets_stream_is_there(void) {
    const int64_t shape[] = {4};
    const float expected[] = {0.5488135f, 0.59284461f, 0.71518934f, 0.84426576f};
    const int32_t integers[] = {1, 4, 3, 9};
    float numbers[4];
    int32_t drawn[4];
    swnd_array x = NULL;
    CHECK(swnd_random_get_stream() == SWND_RANDOM_PHILOX);
    OK(swnd_random_seed(0));
    OK(swnd_random_set_stream(SWND_RANDOM_MXNET));
    CHECK(swnd_random_get_stream() == SWND_RANDOM_MXNET);
    OK(swnd_random_uniform(&x, 0, 1, shape, 1, swnd_cpu(0), SWND_FLOAT32));
    OK(swnd_array_read(numbers, sizeof numbers, x));
    CHECK(memcmp(numbers, expected, sizeof numbers) == 0);
    release(&x);
    OK(swnd_random_seed(0));
    OK(swnd_random_randint(&x, 0, 10, shape, 1, swnd_cpu(1), SWND_INT32));
    OK(swnd_array_read(drawn, sizeof drawn, x));
    CHECK(memcmp(drawn, integers, sizeof drawn) == 0);
    release(&x);
    FAILS(swnd_random_set_stream((swnd_random_stream)7), SWND_ERROR_VALUE, "random_set_stream: ");
    CHECK(swnd_random_get_stream() == SWND_RANDOM_MXNET);
    OK(swnd_random_set_stream(SWND_RANDOM_PHILOX));
}

static void outcomes_come_with_their_logarithms(void) {
    const float rows[] = {0, 1, 0, 0.5f, 0, 0.5f};
    const int64_t shape[] = {2, 3}, draws[] = {50};
    int32_t outcomes[100];
    float logarithms[100];
    swnd_array data = NULL, both[2] = {NULL, NULL};
    OK(swnd_array_from_data(&data, rows, shape, 2, SWND_FLOAT32, swnd_cpu(0)));
    OK(swnd_sample_multinomial(both, 2, data, draws, 1, true, SWND_INT32));
    OK(swnd_array_read(outcomes, sizeof outcomes, both[0]));
    OK(swnd_array_read(logarithms, sizeof logarithms, both[1]));
    for (int i = 0; i < 100; i++) {
        CHECK(i < 50 ? outcomes[i] == 1 : outcomes[i] == 0 || outcomes[i] == 2);
        CHECK(fabsf(logarithms[i] - (i < 50 ? 0.0f : logf(0.5f))) < 1e-6f);
    }
    release(&both[0]);
    release(&both[1]);
    FAILS(swnd_sample_multinomial(both, 1, data, draws, 1, true, SWND_INT32), SWND_ERROR_VALUE,
          "sample_multinomial: ");
    OK(swnd_sample_multinomial(both, 1, data, draws, 1, false, SWND_INT32));
    release(&both[0]);
    release(&data);
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
    draws_of_a_seed_differ_by_context();
    mxnets_stream_is_there();
    outcomes_come_with_their_logarithms();
    wrong_arguments_are_errors();
    return check_result();
}
