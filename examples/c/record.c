/*
 * Records what leads from x to z, goes backward, prints the gradient. README.md says how to build.
 */
#include <stdio.h>
#include <stdlib.h>
#include <swnd.h>

#define CHECK(call)                                                                                \
    do {                                                                                           \
        if ((call) != SWND_OK) {                                                                   \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, swnd_last_error());                 \
            exit(EXIT_FAILURE);                                                                    \
        }                                                                                          \
    } while (0)

static void print(const char *name, swnd_array array) {
    float values[4];
    CHECK(swnd_array_read(values, sizeof values, array));
    printf("%s = [[%g, %g], [%g, %g]]\n", name, values[0], values[1], values[2], values[3]);
}

int main(void) {
    const float values[] = {1, 2, 3, 4};
    const int64_t shape[] = {2, 2};
    swnd_array x = NULL, y = NULL, z = NULL, gradient = NULL;

    CHECK(swnd_array_from_data(&x, values, shape, 2, SWND_FLOAT32, swnd_cpu(0)));
    CHECK(swnd_array_attach_grad(x, SWND_GRAD_WRITE));

    CHECK(swnd_autograd_set_recording(NULL, true));
    CHECK(swnd_multiply_scalar(&y, x, 2.0));
    CHECK(swnd_broadcast_mul(&z, y, x));
    CHECK(swnd_autograd_set_recording(NULL, false));

    CHECK(swnd_autograd_backward(&z, NULL, 1, false, true));
    CHECK(swnd_array_grad(&gradient, x));

    print("x", x);
    print("z = 2*x*x", z);
    print("dz/dx = 4*x", gradient);

    swnd_array_release(gradient);
    swnd_array_release(z);
    swnd_array_release(y);
    swnd_array_release(x);
    return EXIT_SUCCESS;
}
