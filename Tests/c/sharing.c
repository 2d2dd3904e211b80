/*
 * One array, written and read by all threads at once: nobody finds half of a write, and no write
 * undoes another one.
 */
#include "threads.h"

static swnd_array shared, shared_large;

/* Who reads while others write finds one of the values that were written, whole. */
static void *overwrite(void *argument) {
    const float own = (float)(intptr_t)argument;
    for (int round = 0; round < ROUNDS; round++) {
        swnd_array array = round % 16 == 0 ? shared_large : shared, copy = NULL, sum = NULL;
        float first = -1;
        OK(swnd_array_assign_scalar(array, own));
        OK(swnd_array_copy(&copy, array));
        OK(swnd_sum(&sum, copy, NULL, 0, false, false));
        OK(swnd_array_read(&first, sizeof first, sum));
        first /= (float)describe(copy).count;
        CHECK(first >= 0 && first < THREADS && first == (float)(int)first);
        CHECK(all_are(copy, first));
        release(&copy);
        release(&sum);
    }
    return NULL;
}

/* Everybody has a row: no write of one thread undoes that of another one. */
static void *overwrite_own_row(void *argument) {
    const swnd_index row[] = {{SWND_INDEX_INTEGER, 0, (int64_t)(intptr_t)argument, 0, 0, NULL}};
    swnd_array view = NULL;
    OK(swnd_array_index(&view, shared, row, 1));
    for (int round = 1; round <= ROUNDS; round++) {
        OK(swnd_array_assign_scalar(view, round));
        CHECK(all_are(view, (float)round));
    }
    release(&view);
    return NULL;
}

/* ---- A copy stays as it is, though its array is updated in place ---- */

static volatile bool stop;

static void *update_through_view(void *unused) {
    swnd_array view = NULL;
    OK(swnd_array_reshape(&view, shared_large, (const int64_t[]){7, -1}, 2, false));
    for (int number = 0; !stop; number = (number + 1) % THREADS)
        OK(swnd_array_assign_scalar(view, number));
    release(&view);
    return unused;
}

static void copies_stay_as_they_are(void) {
    pthread_t thread;
    float *values = malloc(LARGE * sizeof *values);
    stop = false;
    CHECK(pthread_create(&thread, NULL, update_through_view, NULL) == 0);
    for (int round = 0; round < 5 * ROUNDS; round++) {
        swnd_array copy = NULL;
        OK(swnd_array_copy(&copy, shared_large));
        OK(swnd_array_read(values, LARGE * sizeof *values, copy));
        CHECK(all_are(copy, values[0]));
        release(&copy);
        /* Time in which nobody else holds the value, so that it is updated where it is. */
        for (volatile int pause = 0; pause < round % 50 * 500; pause++)
            continue;
    }
    stop = true;
    pthread_join(thread, NULL);
    free(values);
}

/* Gradients of one array, replaced by every thread: each is that of one pass, whole. */
static void *differentiate_shared(void *argument) {
    const int own = 1 + (int)(intptr_t)argument;
    for (int round = 0; round < ROUNDS; round++) {
        swnd_array y = NULL, gradient = NULL;
        float first[THREADS * LENGTH] = {0};
        OK(swnd_autograd_set_recording(NULL, true));
        OK(swnd_multiply_scalar(&y, shared, own));
        OK(swnd_autograd_set_recording(NULL, false));
        OK(swnd_autograd_backward(&y, NULL, 1, false, true));
        OK(swnd_array_grad(&gradient, shared));
        OK(swnd_array_read(first, sizeof first, gradient));
        CHECK(first[0] >= 1 && first[0] <= THREADS && first[0] == (float)(int)first[0]);
        release(&y);
        release(&gradient);
    }
    return NULL;
}

int main(void) {
    const uint64_t before = stats().bytes_in_use;
    shared = filled(2, (const int64_t[]){THREADS, LENGTH}, 0);
    shared_large = filled(1, (const int64_t[]){LARGE}, 0);
    in_threads(overwrite);
    in_threads(overwrite_own_row);
    copies_stay_as_they_are();
    OK(swnd_array_attach_grad(shared, SWND_GRAD_WRITE));
    in_threads(differentiate_shared);
    release(&shared);
    release(&shared_large);
    /* What waits to be executed holds what it reads. */
    OK(swnd_wait_all());
    CHECK(stats().bytes_in_use == before);
    return check_result();
}
