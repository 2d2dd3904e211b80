/* A process ends, with status 0, at any moment: whatever other threads compute then. */
#include <pthread.h>

#include "child.h"

enum { CHILDREN = 100, SECONDS = 20 };

/* Computes until the process ends, small and large, in parallel and not. */
static void *compute(void *argument) {
    const bool multiplies = argument != NULL;
    const int64_t shapes[][2] = {{3, 3}, {300, 300}};
    for (unsigned round = 0;; round++) {
        swnd_array x = NULL, y = NULL, z = NULL;
        swnd_ones(&x, shapes[round % 2], 2, swnd_cpu(0), SWND_FLOAT32);
        swnd_exp(&y, x);
        if (multiplies)
            swnd_dot(&z, x, y, false, false);
        else
            swnd_sum(&z, y, NULL, 0, false, false);
        swnd_array_release(x);
        swnd_array_release(y);
        swnd_array_release(z);
    }
    return NULL;
}

static void compute_and_exit(int number) {
    pthread_t thread;
    const bool multiplies = number % 4 == 0;
    /* Two threads: one of them finds the workers taken by the other one. */
    for (int i = 0; i < 2; i++)
        CHECK(pthread_create(&thread, NULL, compute, multiplies ? &thread : NULL) == 0);
    if (number % 3 == 0)
        OK(swnd_set_num_threads(3));
    sleep_microseconds(number * 97 % 10 * (multiplies ? 4000 : 500));
    /* Others may compute on after it has been said. */
    if (number % 5 == 0)
        OK(swnd_notify_shutdown());
    exit(check_result());
}

int main(int count, char **arguments) {
    if (count > 1)
        compute_and_exit(atoi(arguments[1]));
    for (int i = 0; i < CHILDREN; i++) {
        char number[16];
        snprintf(number, sizeof number, "%d", i);
        char *again[] = {arguments[0], number, NULL};
        const pid_t child = fork();
        if (child == 0) {
            execv("/proc/self/exe", again);
            _exit(2);
        }
        CHECK(child > 0 && ends_well(child, SECONDS));
    }
    return check_result();
}
