/*
 * Least squares by a Cholesky factor: fits a polynomial to noisy points, and finds out by the gradient
 * through the solution how much its coefficients should be held back. README.md says how to build.
 *
 * The coefficients w of the fit minimise |X w - y|^2 + penalty |w|^2, so (X'X + penalty I) w = X'y.
 * With L L' = X'X + penalty I that is two equations with a triangle each. How good w is, other points
 * tell; the penalty follows the gradient of the error there.
 */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <swnd.h>

enum { POINTS = 16, COEFFICIENTS = 10, STEPS = 60 };

#define CHECK(call)                                                                                \
    do {                                                                                           \
        if ((call) != SWND_OK) {                                                                   \
            fprintf(stderr, "ridge: %s\n", swnd_last_error());                                     \
            exit(EXIT_FAILURE);                                                                    \
        }                                                                                          \
    } while (0)

/* Gives an array back as soon as the next one stands for it. */
static void replace(swnd_array *array, swnd_array next) {
    swnd_array_release(*array);
    *array = next;
}

/* Powers of points between -1 and 1, and a curve with noise there: X (points x coefficients), y. */
static void make_points(double shift, swnd_array *powers, swnd_array *values) {
    double x[POINTS * COEFFICIENTS], y[POINTS];
    for (int i = 0; i < POINTS; i++) {
        const double at = 2 * (i + shift) / POINTS - 1;
        /* Noise that is the same every time. */
        y[i] = sin(3 * at) + 0.3 * sin(1000 * (i + shift) * (i + 1));
        for (int j = 0; j < COEFFICIENTS; j++)
            x[i * COEFFICIENTS + j] = j == 0 ? 1 : x[i * COEFFICIENTS + j - 1] * at;
    }
    const int64_t shape[] = {POINTS, COEFFICIENTS}, column[] = {POINTS, 1};
    CHECK(swnd_array_from_data(powers, x, shape, 2, SWND_FLOAT64, swnd_cpu(0)));
    CHECK(swnd_array_from_data(values, y, column, 2, SWND_FLOAT64, swnd_cpu(0)));
}

/* The mean square of X w - y. */
static swnd_array error_of(swnd_array powers, swnd_array weights, swnd_array values) {
    swnd_array result = NULL, next = NULL;
    CHECK(swnd_linalg_gemm2(&result, powers, weights, false, false, 1, -2));
    CHECK(swnd_broadcast_sub(&next, result, values));
    replace(&result, next);
    CHECK(swnd_square(&next, result));
    replace(&result, next);
    CHECK(swnd_mean(&next, result, NULL, 0, false, false));
    replace(&result, next);
    return result;
}

/* w for a penalty, which is an array of one element, so that gradients go through it. */
static swnd_array fit(swnd_array powers, swnd_array values, swnd_array penalty) {
    swnd_array matrix = NULL, identity = NULL, held = NULL, factor = NULL, next = NULL;
    swnd_array weights = NULL;
    CHECK(swnd_linalg_syrk(&matrix, powers, true, 1));
    CHECK(swnd_eye(&identity, COEFFICIENTS, 0, 0, swnd_cpu(0), SWND_FLOAT64));
    CHECK(swnd_broadcast_mul(&held, identity, penalty));
    CHECK(swnd_broadcast_add(&next, matrix, held));
    replace(&matrix, next);
    CHECK(swnd_linalg_potrf(&factor, matrix, true));
    CHECK(swnd_linalg_gemm2(&weights, powers, values, true, false, 1, -2));
    CHECK(swnd_linalg_trsm(&next, factor, weights, false, false, true, 1));
    replace(&weights, next);
    CHECK(swnd_linalg_trsm(&next, factor, weights, true, false, true, 1));
    replace(&weights, next);
    swnd_array_release(factor);
    swnd_array_release(held);
    swnd_array_release(identity);
    swnd_array_release(matrix);
    return weights;
}

/* What the fit is tried with: the points that it sees, and those that it does not. */
typedef struct points {
    swnd_array powers, values, other_powers, other_values;
} points;

/* The error at the other points for the logarithm of a penalty, and its derivative. */
static double error_at(const points *given, double logarithm, double *slope) {
    const int64_t shape[] = {1};
    swnd_array number = NULL, penalty = NULL, gradient = NULL;
    CHECK(swnd_array_from_data(&number, &logarithm, shape, 1, SWND_FLOAT64, swnd_cpu(0)));
    CHECK(swnd_array_attach_grad(number, SWND_GRAD_WRITE));
    CHECK(swnd_autograd_set_recording(NULL, true));
    CHECK(swnd_exp(&penalty, number));
    swnd_array weights = fit(given->powers, given->values, penalty);
    swnd_array error = error_of(given->other_powers, weights, given->other_values);
    CHECK(swnd_autograd_set_recording(NULL, false));
    CHECK(swnd_autograd_backward(&error, NULL, 1, false, true));
    CHECK(swnd_array_grad(&gradient, number));
    double result = 0;
    CHECK(swnd_array_read(&result, sizeof result, error));
    CHECK(swnd_array_read(slope, sizeof *slope, gradient));
    swnd_array_release(gradient);
    swnd_array_release(error);
    swnd_array_release(weights);
    swnd_array_release(penalty);
    swnd_array_release(number);
    return result;
}

int main(void) {
    points given = {NULL, NULL, NULL, NULL};
    make_points(0.25, &given.powers, &given.values);
    make_points(0.75, &given.other_powers, &given.other_values);

    double logarithm = log(1e-4), slope = 0, aside = 0;
    const double before = error_at(&given, logarithm, &slope);
    const double step = 1e-4;
    const double difference =
        (error_at(&given, logarithm + step, &aside) - error_at(&given, logarithm - step, &aside)) /
        (2 * step);
    printf("d error / d log penalty = %.8f, by differences %.8f\n", slope, difference);
    if (fabs(slope - difference) > 1e-6 * fabs(difference) + 1e-9)
        return EXIT_FAILURE;

    double after = before;
    for (int i = 0; i < STEPS; i++) {
        after = error_at(&given, logarithm, &slope);
        logarithm -= 20 * slope;
    }
    printf("penalty %.6f to %.6f: error at other points %.5f to %.5f\n", 1e-4, exp(logarithm),
           before, after);

    swnd_array_release(given.powers);
    swnd_array_release(given.values);
    swnd_array_release(given.other_powers);
    swnd_array_release(given.other_values);
    return after < before ? EXIT_SUCCESS : EXIT_FAILURE;
}
