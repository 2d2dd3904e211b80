/* The child of a fork computes, whatever the parent's threads did at that moment. */
#include <math.h>
#include <pthread.h>

#include "child.h"

enum { SECONDS = 10, CHILDREN = 30 };

static swnd_array shared;

/* What a child does: a bit of everything, small and in parallel. */
static void compute(void) {
    const int64_t large[] = {300, 500};
    swnd_array x = filled(2, large, 2), y = NULL, z = NULL, gradient = NULL;
    OK(swnd_set_num_threads(3));
    OK(swnd_sum(&y, x, NULL, 0, false, false));
    VALUES(y, 2 * 300 * 500);
    release(&y);
    OK(swnd_dot(&y, x, x, false, true));
    OK(swnd_max(&z, y, NULL, 0, false, false));
    VALUES(z, 4 * 500);
    release(&y);
    release(&z);
    OK(swnd_array_attach_grad(x, SWND_GRAD_WRITE));
    OK(swnd_autograd_set_recording(NULL, true));
    OK(swnd_broadcast_mul(&y, x, x));
    OK(swnd_autograd_set_recording(NULL, false));
    OK(swnd_autograd_backward(&y, NULL, 1, false, true));
    OK(swnd_array_grad(&gradient, x));
    OK(swnd_min(&z, gradient, NULL, 0, false, false));
    VALUES(z, 4);
    release(&x);
    release(&y);
    release(&z);
    release(&gradient);
    OK(swnd_random_uniform(&x, 0, 1, large, 2, swnd_cpu(0), SWND_FLOAT32));
    release(&x);
    FAILS_EMPTY(&x, swnd_exp(&x, NULL), SWND_ERROR_TYPE, "exp: ");
    /* What the parent made is there, and the parent's alone. */
    OK(swnd_add_scalar(&y, shared, 1));
    VALUES(y, 6, 6, 6);
    release(&y);
    OK(swnd_array_assign_scalar(shared, 9));
    OK(swnd_wait_all());
}

static void expect_child(void (*work)(void), bool exits) {
    fflush(NULL);
    const pid_t child = fork();
    if (child == 0) {
        check_failures = 0;
        work();
        fflush(NULL);
        if (exits)
            exit(check_result());
        _exit(check_result());
    }
    CHECK(child > 0 && ends_well(child, SECONDS));
}

static void forks_of_forks(void) {
    fflush(NULL);
    const pid_t child = fork();
    if (child == 0) {
        check_failures = 0;
        compute();
        OK(swnd_array_assign_scalar(shared, 5));
        expect_child(compute, true);
        _exit(check_result());
    }
    CHECK(child > 0 && ends_well(child, 2 * SECONDS));
}

/* ---- Where the parent has not used the library yet ---- */

static pthread_barrier_t start;

static void *use_first(void *unused) {
    const int64_t shape[] = {200, 200};
    swnd_array x = NULL, y = NULL, z = NULL;
    pthread_barrier_wait(&start);
    OK(swnd_ones(&x, shape, 2, swnd_cpu(0), SWND_FLOAT32));
    OK(swnd_exp(&y, x));
    OK(swnd_sum(&z, y, NULL, 0, false, false));
    release(&x);
    release(&y);
    release(&z);
    return unused;
}

/* Several threads meet at the first use. */
static void use_first_together(void) {
    enum { THREADS = 4 };
    pthread_t threads[THREADS];
    pthread_barrier_init(&start, NULL, THREADS);
    for (int i = 0; i < THREADS; i++)
        CHECK(pthread_create(&threads[i], NULL, use_first, NULL) == 0);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
}

/* One thread is in the first use when another one forks. The barrier lets both go at once; the start takes about two milliseconds. */
static void fork_at_first_use(int delay) {
    pthread_t thread;
    pthread_barrier_init(&start, NULL, 2);
    CHECK(pthread_create(&thread, NULL, use_first, NULL) == 0);
    pthread_barrier_wait(&start);
    sleep_microseconds(delay);
    const pid_t child = fork();
    if (child == 0) {
        check_failures = 0;
        pthread_barrier_init(&start, NULL, 1);
        use_first(NULL);
        _exit(check_result());
    }
    CHECK(child > 0 && ends_well(child, SECONDS));
    pthread_join(thread, NULL);
}

static void forks_at_first_use(void) {
    enum { PARENTS = 300 };
    for (int i = 0; i < PARENTS; i++) {
        fflush(NULL);
        const pid_t parent = fork();
        if (parent == 0) {
            check_failures = 0;
            fork_at_first_use(i * 37 % 3000);
            _exit(check_result());
        }
        CHECK(parent > 0 && ends_well(parent, 2 * SECONDS));
    }
}

/* ---- While another thread is inside of the library ---- */

static volatile bool stop;

static void *compute_in_parallel(void *unused) {
    const int64_t shape[] = {300, 500};
    while (!stop) {
        swnd_array x = NULL, y = NULL;
        OK(swnd_random_normal(&x, 0, 1, shape, 2, swnd_cpu(0), SWND_FLOAT32));
        OK(swnd_exp(&y, x));
        release(&x);
        release(&y);
    }
    return unused;
}

static void *multiply(void *unused) {
    const int64_t shape[] = {200, 200};
    swnd_array x = filled(2, shape, 1);
    while (!stop) {
        swnd_array y = NULL;
        OK(swnd_dot(&y, x, x, false, false));
        release(&y);
    }
    release(&x);
    return unused;
}

/* Reads and writes the array that children use, as often as it can. */
static void *use_shared(void *unused) {
    while (!stop) {
        swnd_array y = NULL;
        for (int i = 0; i < 10; i++) {
            OK(swnd_add_scalar(&y, shared, 1));
            release(&y);
            OK(swnd_array_assign_scalar(shared, 5));
        }
        FAILS_EMPTY(&y, swnd_exp(&y, NULL), SWND_ERROR_TYPE, "exp: ");
    }
    return unused;
}

/* The lock of an array is held for some nanoseconds: a fork meets it once in a thousand times. */
static void read_shared(void) {
    swnd_array y = NULL;
    OK(swnd_add_scalar(&y, shared, 1));
    VALUES(y, 6, 6, 6);
    release(&y);
}

static void forks_while(void *(*body)(void *), void (*work)(void), int children) {
    pthread_t thread;
    stop = false;
    CHECK(pthread_create(&thread, NULL, body, NULL) == 0);
    for (int i = 0; i < children; i++) {
        if (work == compute)
            sleep_microseconds(i * 137 % 2000);
        expect_child(work, i % 2 == 0);
    }
    stop = true;
    pthread_join(thread, NULL);
}

int main(void) {
    const float fives[] = {5, 5, 5};
    for (int i = 0; i < CHILDREN; i++)
        expect_child(use_first_together, i % 2 == 0);
    forks_at_first_use();
    shared = vector(3, fives);
    expect_child(compute, true);
    compute();
    OK(swnd_array_assign_scalar(shared, 5));
    expect_child(compute, false);
    expect_child(compute, true);
    VALUES(shared, 5, 5, 5);
    forks_of_forks();
    forks_while(compute_in_parallel, compute, CHILDREN);
    forks_while(multiply, compute, CHILDREN);
    forks_while(use_shared, read_shared, 10 * CHILDREN);
    /* The parent goes on. */
    compute();
    release(&shared);
    return check_result();
}
