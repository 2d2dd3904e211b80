/* Linear algebra through the C interface: several results, faults of matrices, forks in the midst. */
#include <pthread.h>

#include "child.h"

enum { SECONDS = 20, ROUNDS = 12 };

static const float POSITIVE[] = {4, 2, 2, 5};

/* Factors a matrix, and looks at the result. */
static void *factor(void *unused) {
    swnd_array a = matrix(2, 2, POSITIVE), l = NULL, x = NULL;
    OK(swnd_linalg_potrf(&l, a, true));
    VALUES(l, 2, 0, 1, 2);
    OK(swnd_linalg_trsm(&x, l, a, false, false, true, 1));
    VALUES(x, 2, 1, 0, 2);
    release(&a);
    release(&l);
    release(&x);
    return unused;
}

/* The library is opened by one thread while another one forks: children open it themselves. */
static void forks_at_first_use(void) {
    pthread_t thread;
    CHECK(pthread_create(&thread, NULL, factor, NULL) == 0);
    for (int i = 0; i < ROUNDS; i++) {
        const pid_t child = fork();
        if (child == 0) {
            check_failures = 0;
            factor(NULL);
            _exit(check_result());
        }
        CHECK(child > 0 && ends_well(child, SECONDS));
        sleep_microseconds(300);
    }
    pthread_join(thread, NULL);
}

static void several_results(void) {
    const float row[] = {3, 4};
    swnd_array a = matrix(1, 2, row), out[3] = {NULL, NULL, NULL};
    OK(swnd_linalg_gelqf(out, 2, a));
    SHAPE(out[0], 1, 2);
    SHAPE(out[1], 1, 1);
    VALUES(out[1], -5);
    release(&out[0]);
    VALUES(out[1], -5);
    release(&out[1]);
    for (size_t count = 1; count <= 3; count += 2) {
        FAILS_EMPTY(&out[0], swnd_linalg_gelqf(out, count, a), SWND_ERROR_VALUE, "linalg_gelqf: ");
        SAYS("out_count");
    }
    FAILS(swnd_linalg_gelqf(NULL, 2, a), SWND_ERROR_TYPE, "linalg_gelqf: ");
    FAILS_EMPTY(&out[0], swnd_linalg_slogdet(out, 2, NULL), SWND_ERROR_TYPE, "linalg_slogdet: A");
    release(&a);
    a = matrix(2, 2, POSITIVE);
    OK(swnd_linalg_slogdet(out, 2, a));
    VALUES(out[0], 1);
    release(&out[0]);
    release(&out[1]);
    release(&a);
}

/* What is wrong with a matrix is said by each read of the result, and by nothing else. */
static void faults(void) {
    const float indefinite[] = {1, 2, 2, 1};
    float values[4];
    swnd_array a = matrix(2, 2, indefinite), l = NULL, y = NULL;
    OK(swnd_linalg_potrf(&l, a, true));
    OK(swnd_add_scalar(&y, l, 1));
    for (int i = 0; i < 2; i++) {
        FAILS(swnd_array_read(values, sizeof values, l), SWND_ERROR_VALUE,
              "linalg_potrf: A (2, 2)");
        SAYS("leading minor of order 2");
        FAILS(swnd_array_read(values, sizeof values, y), SWND_ERROR_VALUE,
              "linalg_potrf: A (2, 2)");
    }
    OK(swnd_wait_all());
    VALUES(a, 1, 2, 2, 1);
    release(&a);
    release(&l);
    release(&y);
}

int main(void) {
    /* First: the library must not have been opened. */
    forks_at_first_use();
    factor(NULL);
    several_results();
    faults();
    return check_result();
}
