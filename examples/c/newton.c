/*
 * Newton's method with second derivatives: minimises Rosenbrock's function of five variables. The Hessian matrix is never
 * made; conjugate gradients ask for its products with vectors, each of which is one more pass backward. README.md says how to build.
 *
 * J. Nocedal and S. J. Wright, "Numerical Optimization", Springer 2006, algorithm 7.1.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <swnd.h>

enum { SIZE = 5, STEPS = 100 };

#define CHECK(call)                                                                                \
    do {                                                                                           \
        if ((call) != SWND_OK) {                                                                   \
            fprintf(stderr, "newton: %s\n", swnd_last_error());                                    \
            exit(EXIT_FAILURE);                                                                    \
        }                                                                                          \
    } while (0)

static swnd_array vector(const double *values) {
    const int64_t shape[] = {SIZE};
    swnd_array result = NULL;
    CHECK(swnd_array_from_data(&result, values, shape, 1, SWND_FLOAT64, swnd_cpu(0)));
    return result;
}

static swnd_array part(swnd_array x, int64_t start, int64_t stop) {
    const swnd_index slice = {.kind = SWND_INDEX_SLICE, .start = start, .stop = stop, .step = 1};
    swnd_array result = NULL;
    CHECK(swnd_array_index(&result, x, &slice, 1));
    return result;
}

static swnd_array sum_of_squares(swnd_array x) {
    swnd_array square = NULL, result = NULL;
    CHECK(swnd_square(&square, x));
    CHECK(swnd_sum(&result, square, NULL, 0, false, false));
    swnd_array_release(square);
    return result;
}

/* The sum over i of 100 (x[i+1] - x[i]^2)^2 + (1 - x[i])^2. */
static swnd_array rosenbrock(swnd_array x) {
    swnd_array head = part(x, 0, SIZE - 1), tail = part(x, 1, SIZE);
    swnd_array square = NULL, bend = NULL, rest = NULL, weighted = NULL, result = NULL;
    CHECK(swnd_square(&square, head));
    CHECK(swnd_broadcast_sub(&bend, tail, square));
    CHECK(swnd_scalar_subtract(&rest, head, 1));
    swnd_array valley = sum_of_squares(bend), slope = sum_of_squares(rest);
    CHECK(swnd_multiply_scalar(&weighted, valley, 100));
    CHECK(swnd_broadcast_add(&result, weighted, slope));
    swnd_array_release(head);
    swnd_array_release(tail);
    swnd_array_release(square);
    swnd_array_release(bend);
    swnd_array_release(rest);
    swnd_array_release(valley);
    swnd_array_release(slope);
    swnd_array_release(weighted);
    return result;
}

/* ---- The function at a point, with its derivatives ---- */

typedef struct place {
    swnd_array x, gradient; /* the gradient can be differentiated again */
    double value;
    double slope[SIZE];
} place;

static double value_at(const double *point) {
    double result = 0;
    swnd_array x = vector(point), y = rosenbrock(x);
    CHECK(swnd_array_read(&result, sizeof result, y));
    swnd_array_release(x);
    swnd_array_release(y);
    return result;
}

static place look(const double *point) {
    place p = {NULL, NULL, 0, {0}};
    p.x = vector(point);
    CHECK(swnd_array_attach_grad(p.x, SWND_GRAD_WRITE));
    CHECK(swnd_autograd_set_recording(NULL, true));
    swnd_array y = rosenbrock(p.x);
    CHECK(swnd_autograd_grad(&p.gradient, &p.x, 1, &y, NULL, 1, true, true, true));
    CHECK(swnd_autograd_set_recording(NULL, false));
    CHECK(swnd_array_read(&p.value, sizeof p.value, y));
    CHECK(swnd_array_read(p.slope, sizeof p.slope, p.gradient));
    swnd_array_release(y);
    return p;
}

/* The Hessian matrix times a vector: the derivatives of the gradient, weighted with the vector. */
static void hessian_times(const place *p, const double *direction, double *product) {
    swnd_array weights = vector(direction), result = NULL;
    CHECK(swnd_autograd_grad(&result, &p->x, 1, &p->gradient, &weights, 1, true, false, true));
    CHECK(swnd_array_read(product, SIZE * sizeof *product, result));
    swnd_array_release(weights);
    swnd_array_release(result);
}

static void leave(place *p) {
    swnd_array_release(p->x);
    swnd_array_release(p->gradient);
}

/* ---- Newton's method ---- */

static double dot(const double *a, const double *b) {
    double sum = 0;
    for (int i = 0; i < SIZE; i++)
        sum += a[i] * b[i];
    return sum;
}

static void add(double *y, double factor, const double *x) {
    for (int i = 0; i < SIZE; i++)
        y[i] += factor * x[i];
}

/* Solves Hessian . step = -gradient by conjugate gradients; stops where the function bends down. */
static void solve(const place *p, double *step) {
    double residual[SIZE], direction[SIZE], product[SIZE];
    for (int i = 0; i < SIZE; i++) {
        step[i] = 0;
        residual[i] = direction[i] = -p->slope[i];
    }
    double size = dot(residual, residual);
    const double enough = size * fmin(0.25, size);
    for (int turn = 0; turn < 2 * SIZE && size > enough; turn++) {
        hessian_times(p, direction, product);
        const double bend = dot(direction, product);
        if (bend <= 0) {
            if (turn == 0)
                add(step, 1, direction);
            return;
        }
        const double length = size / bend;
        add(step, length, direction);
        add(residual, -length, product);
        const double next = dot(residual, residual);
        for (int i = 0; i < SIZE; i++)
            direction[i] = residual[i] + next / size * direction[i];
        size = next;
    }
}

/* As far along the step as the function goes down enough. */
static void walk(const place *p, const double *step, double *point) {
    const double slope = dot(p->slope, step);
    double next[SIZE];
    for (double length = 1; length > 1e-12; length /= 2) {
        for (int i = 0; i < SIZE; i++)
            next[i] = point[i] + length * step[i];
        if (value_at(next) <= p->value + 1e-4 * length * slope)
            break;
    }
    for (int i = 0; i < SIZE; i++)
        point[i] = next[i];
}

int main(void) {
    double point[SIZE], step[SIZE];
    for (int i = 0; i < SIZE; i++)
        point[i] = i % 2 ? 1 : -1.2;
    for (int turn = 0; turn < STEPS; turn++) {
        place here = look(point);
        const double slope = sqrt(dot(here.slope, here.slope));
        printf("step %2d: value %.3e, gradient %.1e\n", turn, here.value, slope);
        if (slope < 1e-9) {
            leave(&here);
            return fabs(point[0] - 1) < 1e-8 ? EXIT_SUCCESS : EXIT_FAILURE;
        }
        solve(&here, step);
        walk(&here, step, point);
        leave(&here);
    }
    fprintf(stderr, "newton: no minimum was found in %d steps\n", STEPS);
    return EXIT_FAILURE;
}
