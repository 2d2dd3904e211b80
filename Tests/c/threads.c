/* Any function from any thread: arrays of one's own, one handle for all, modes, errors. */
#include "threads.h"

/* Knuth's generator: another series for each thread. */
static unsigned next(uint64_t *state) {
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(*state >> 33);
}

/* ---- Arrays of one's own ---- */

/* Each operation on arrays of equal numbers has a result that is known exactly. */
static void *compute_alone(void *argument) {
    uint64_t state = (uint64_t)(intptr_t)argument;
    for (int round = 0; round < ROUNDS; round++) {
        const float a = (float)(next(&state) % 50), b = (float)(next(&state) % 50);
        const int64_t rows = next(&state) % 8 == 0 ? LARGE / LENGTH : 3;
        const int64_t shape[] = {rows, LENGTH};
        swnd_array x = filled(2, shape, a), y = filled(1, shape + 1, b), z = NULL;
        float expected = 0;
        switch (next(&state) % 7) {
        case 0:
            OK(swnd_broadcast_add(&z, x, y));
            expected = a + b;
            break;
        case 1:
            OK(swnd_broadcast_mul(&z, x, y));
            expected = a * b;
            break;
        case 2:
            OK(swnd_sum(&z, x, (const int64_t[]){0}, 1, false, false));
            expected = a * (float)rows;
            break;
        case 3:
            OK(swnd_dot(&z, x, y, false, false));
            expected = a * b * LENGTH;
            break;
        case 4:
            OK(swnd_dot(&z, x, x, true, false));
            expected = a * a * (float)rows;
            break;
        case 5:
            OK(swnd_array_assign(x, y));
            OK(swnd_array_copy(&z, x));
            expected = b;
            break;
        default:
            OK(swnd_array_index_assign_scalar(x, NULL, 0, b));
            OK(swnd_square(&z, x));
            expected = b * b;
        }
        CHECK(all_are(z, expected));
        release(&x);
        release(&y);
        release(&z);
    }
    return NULL;
}

/* ---- Graphs of one's own ---- */

static swnd_array shared_constant;

static void *differentiate_alone(void *argument) {
    const float own = (float)(intptr_t)argument + 1;
    const int64_t shape[] = {LENGTH};
    for (int round = 0; round < ROUNDS; round++) {
        swnd_array x = filled(1, shape, own), y = NULL, z = NULL, gradient = NULL;
        OK(swnd_array_attach_grad(x, SWND_GRAD_WRITE));
        OK(swnd_autograd_set_recording(NULL, true));
        OK(swnd_broadcast_mul(&y, x, shared_constant));
        OK(swnd_broadcast_mul(&z, y, x));
        OK(swnd_autograd_set_recording(NULL, false));
        OK(swnd_autograd_backward(&z, NULL, 1, false, true));
        OK(swnd_array_grad(&gradient, x));
        CHECK(all_are(gradient, 2 * 3 * own));
        release(&x);
        release(&y);
        release(&z);
        release(&gradient);
    }
    return NULL;
}

/* ---- One handle, used by all ---- */

static void *share_references(void *argument) {
    (void)argument;
    for (int round = 0; round < ROUNDS; round++) {
        swnd_array own = swnd_array_retain(shared_constant), y = NULL;
        OK(swnd_square(&y, own));
        CHECK(all_are(y, 9));
        release(&own);
        release(&y);
    }
    return NULL;
}

/* ---- What belongs to the thread ---- */

static pthread_barrier_t all_here;

static void *keep_modes_and_errors_apart(void *argument) {
    const int own = (int)(intptr_t)argument;
    CHECK(strcmp(swnd_last_error(), "") == 0);
    CHECK(!swnd_autograd_is_recording() && !swnd_autograd_is_training());
    OK(swnd_autograd_set_recording(NULL, own % 2 == 0));
    OK(swnd_autograd_set_training(NULL, own % 3 == 0));
    for (int round = 0; round < 50; round++) {
        char shape[32];
        const int64_t odd[] = {2 + own + round, 3}, even[] = {2, 100 + own};
        swnd_array x = filled(2, odd, 1), y = filled(2, even, 1), z = NULL;
        FAILS_EMPTY(&z, swnd_broadcast_add(&z, x, y), SWND_ERROR_VALUE, "broadcast_add: ");
        pthread_barrier_wait(&all_here);
        snprintf(shape, sizeof shape, "(2, %d)", 100 + own);
        SAYS(shape);
        CHECK(swnd_autograd_is_recording() == (own % 2 == 0));
        CHECK(swnd_autograd_is_training() == (own % 3 == 0));
        release(&x);
        release(&y);
    }
    return NULL;
}

static void *change_thread_count(void *argument) {
    const int64_t shape[] = {LARGE};
    for (int round = 0; round < 50; round++) {
        swnd_array x = filled(1, shape, 1), sum = NULL;
        OK(swnd_set_num_threads(1 + (size_t)((intptr_t)argument + round) % 4));
        OK(swnd_sum(&sum, x, NULL, 0, false, false));
        VALUES(sum, LARGE);
        release(&x);
        release(&sum);
    }
    return NULL;
}

int main(void) {
    const uint64_t before = stats().bytes_in_use;
    shared_constant = filled(1, (const int64_t[]){LENGTH}, 3);
    pthread_barrier_init(&all_here, NULL, THREADS);
    CHECK(!swnd_autograd_is_recording());
    in_threads(compute_alone);
    in_threads(differentiate_alone);
    in_threads(share_references);
    in_threads(keep_modes_and_errors_apart);
    in_threads(change_thread_count);
    CHECK(!swnd_autograd_is_recording() && !swnd_autograd_is_training());
    release(&shared_constant);
    CHECK(stats().bytes_in_use == before);
    return check_result();
}
