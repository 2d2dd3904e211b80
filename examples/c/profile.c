/*
 * Sees inside: runs some operators while the profiler writes down what is executed, prints the table of times, and writes the trace to
 * the file that the argument names, for ui.perfetto.dev. README.md says how to build.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <swnd.h>

#define CHECK(call)                                                                                \
    do {                                                                                           \
        if ((call) != SWND_OK)                                                                     \
            stop(swnd_last_error());                                                               \
    } while (0)

static void stop(const char *reason) {
    fprintf(stderr, "profile: %s\n", reason);
    exit(EXIT_FAILURE);
}

/* Where the program is, for the trace: operators are called from main only. */
static const char *place = NULL;

static const char *call_site(void) { return place; }

/* A text of the profiler: asked for its size first. To be freed. */
static char *text(swnd_status (*give)(char *, size_t *)) {
    size_t size = 0;
    CHECK(give(NULL, &size));
    char *result = malloc(size);
    if (!result)
        stop("there is not enough memory");
    CHECK(give(result, &size));
    return result;
}

/* The mean of tanh(x . x), and its gradient. */
static void work(swnd_array x) {
    swnd_array product = NULL, bent = NULL, mean = NULL, gradient = NULL;
    float value = 0;
    CHECK(swnd_autograd_set_recording(NULL, true));
    CHECK(swnd_dot(&product, x, x, false, false));
    CHECK(swnd_tanh(&bent, product));
    CHECK(swnd_mean(&mean, bent, NULL, 0, false, false));
    CHECK(swnd_autograd_set_recording(NULL, false));
    CHECK(swnd_autograd_backward(&mean, NULL, 1, false, true));
    CHECK(swnd_array_grad(&gradient, x));
    CHECK(swnd_array_read(&value, sizeof value, mean));
    swnd_array_release(product);
    swnd_array_release(bent);
    swnd_array_release(mean);
    swnd_array_release(gradient);
}

int main(int count, char **arguments) {
    const int64_t shape[] = {256, 256};
    swnd_array x = NULL;
    CHECK(swnd_random_uniform(&x, -1, 1, shape, 2, swnd_cpu(0), SWND_FLOAT32));
    CHECK(swnd_array_attach_grad(x, SWND_GRAD_WRITE));

    CHECK(swnd_set_call_site(call_site));
    CHECK(swnd_profiler_set_running(true));
    place = "profile.c: main";
    for (int turn = 0; turn < 10; turn++)
        work(x);
    CHECK(swnd_wait_all());
    CHECK(swnd_profiler_set_running(false));
    CHECK(swnd_set_call_site(NULL));

    char *summary = text(swnd_profiler_summary), *trace = text(swnd_profiler_trace);
    printf("%s", summary);
    const bool is_whole = strstr(trace, "tanh") && strstr(trace, place);
    if (count > 1) {
        FILE *file = fopen(arguments[1], "w");
        if (!file || fputs(trace, file) < 0 || fclose(file) != 0)
            stop("the trace could not be written");
        printf("the trace is in %s\n", arguments[1]);
    }
    free(summary);
    free(trace);
    swnd_array_release(x);
    return is_whole ? EXIT_SUCCESS : EXIT_FAILURE;
}
