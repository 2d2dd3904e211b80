/*
 * Gates that need no clock: nothing stays behind when handles are released, and a loop whose sizes
 * are warm asks the system for nothing.
 */
#include <malloc.h>
#include <math.h>

#include "check.h"

enum { ROWS = 64, INPUTS = 100, HIDDEN = 50, CLASSES = 10 };

typedef struct network {
    swnd_array data, labels, weights[2], biases[2];
} network;

static swnd_array drawn(int64_t rows, int64_t columns) {
    const int64_t shape[] = {rows, columns};
    swnd_array out = NULL;
    OK(swnd_random_normal(&out, 0, 0.1, shape, 2, swnd_cpu(0), SWND_FLOAT32));
    return out;
}

static network make_network(void) {
    network net;
    const int64_t hidden[] = {HIDDEN}, classes[] = {CLASSES};
    net.data = drawn(ROWS, INPUTS);
    net.labels = drawn(ROWS, CLASSES);
    net.weights[0] = drawn(INPUTS, HIDDEN);
    net.weights[1] = drawn(HIDDEN, CLASSES);
    net.biases[0] = filled(1, hidden, 0);
    net.biases[1] = filled(1, classes, 0);
    for (int layer = 0; layer < 2; layer++) {
        OK(swnd_array_attach_grad(net.weights[layer], SWND_GRAD_WRITE));
        OK(swnd_array_attach_grad(net.biases[layer], SWND_GRAD_WRITE));
    }
    return net;
}

static void release_network(network *net) {
    release(&net->data);
    release(&net->labels);
    for (int layer = 0; layer < 2; layer++) {
        release(&net->weights[layer]);
        release(&net->biases[layer]);
    }
}

/* array -= 0.1 * its gradient */
static void update(swnd_array array) {
    swnd_array gradient = NULL, step = NULL, next = NULL;
    OK(swnd_array_grad(&gradient, array));
    OK(swnd_multiply_scalar(&step, gradient, 0.1));
    OK(swnd_broadcast_sub(&next, array, step));
    OK(swnd_array_assign(array, next));
    release(&gradient);
    release(&step);
    release(&next);
}

static float train_once(network *net) {
    swnd_array steps[9] = {NULL};
    float loss = 0;
    OK(swnd_autograd_set_recording(NULL, true));
    OK(swnd_dot(&steps[0], net->data, net->weights[0], false, false));
    OK(swnd_broadcast_add(&steps[1], steps[0], net->biases[0]));
    OK(swnd_relu(&steps[2], steps[1]));
    OK(swnd_dot(&steps[3], steps[2], net->weights[1], false, false));
    OK(swnd_broadcast_add(&steps[4], steps[3], net->biases[1]));
    OK(swnd_log_softmax(&steps[5], steps[4], -1, NAN, SWND_DTYPE_DEFAULT, false));
    OK(swnd_broadcast_mul(&steps[6], steps[5], net->labels));
    OK(swnd_sum(&steps[7], steps[6], NULL, 0, false, false));
    OK(swnd_negative(&steps[8], steps[7]));
    OK(swnd_autograd_set_recording(NULL, false));
    OK(swnd_autograd_backward(&steps[8], NULL, 1, false, true));
    for (int layer = 0; layer < 2; layer++) {
        update(net->weights[layer]);
        update(net->biases[layer]);
    }
    OK(swnd_array_read(&loss, sizeof loss, steps[8]));
    for (int i = 0; i < 9; i++)
        release(&steps[i]);
    return loss;
}

static void a_warm_loop_asks_for_nothing(void) {
    network net = make_network();
    /* To read the counters takes the blocks back that this thread keeps to itself: that is part of getting warm. */
    swnd_engine_stats before = stats();
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 20; i++)
            train_once(&net);
        OK(swnd_wait_all());
        if (round < 2)
            before = stats();
    }
    const swnd_engine_stats after = stats();
    CHECK(after.system_allocations == before.system_allocations);
    CHECK(after.bytes_in_use == before.bytes_in_use);
    CHECK(after.bytes_cached == before.bytes_cached);
    CHECK(after.bytes_peak == before.bytes_peak);
    /* As many kernels each time. */
    CHECK((after.launches - before.launches) % 20 == 0);
    release_network(&net);
}

/* Objects that are not arrays: nodes of the tape, handles, messages. */
static void the_heap_does_not_grow(void) {
    network net = make_network();
    /* The allocator's own caches fill up first. */
    enum { ROUNDS = 6 };
    size_t heap[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < 200; i++) {
            swnd_array nothing = NULL;
            train_once(&net);
            CHECK(swnd_exp(&nothing, NULL) == SWND_ERROR_TYPE);
        }
        heap[round] = mallinfo2().uordblks;
    }
    /* A leak of one object each time would be 200 times 16 bytes at least. */
    CHECK(heap[ROUNDS - 1] < heap[ROUNDS - 2] + 200 * 16);
    release_network(&net);
}

static void released_arrays_give_all_back(void) {
    const uint64_t before = stats().bytes_in_use;
    network net = make_network();
    for (int i = 0; i < 3; i++)
        train_once(&net);
    release_network(&net);
    OK(swnd_wait_all());
    CHECK(stats().bytes_in_use == before);
}

static void abandoned_graphs_give_all_back(void) {
    const uint64_t before = stats().bytes_in_use;
    swnd_array x = counting(10, 10), y = NULL, z = NULL, view = NULL;
    OK(swnd_array_attach_grad(x, SWND_GRAD_ADD));
    OK(swnd_autograd_set_recording(NULL, true));
    OK(swnd_exp(&y, x));
    OK(swnd_array_reshape(&view, y, (const int64_t[]){-1}, 1, false));
    OK(swnd_broadcast_mul(&z, view, view));
    /* A variable that is overwritten with what came from it. */
    OK(swnd_array_assign(x, y));
    OK(swnd_autograd_set_recording(NULL, false));
    release(&x);
    release(&y);
    release(&z);
    release(&view);
    CHECK(stats().bytes_in_use == before);
}

/* Whose value nobody else holds is updated where it is: a write to a part needs no second array. */
static void parts_are_written_in_place(void) {
    const int64_t shape[] = {2000, 1000};
    const swnd_index row[] = {{SWND_INDEX_INTEGER, 0, 7, 0, 0, NULL}};
    swnd_array x = filled(2, shape, 1), view = NULL;
    OK(swnd_array_index(&view, x, row, 1));
    const uint64_t before = stats().bytes_peak;
    for (int i = 0; i < 3; i++) {
        OK(swnd_array_index_assign_scalar(x, row, 1, 5));
        OK(swnd_array_assign_scalar(view, 6));
    }
    CHECK(stats().bytes_peak < before + 1000000);
    release(&x);
    release(&view);
}

static void the_cache_can_be_emptied(void) {
    swnd_array x = counting(100, 100);
    release(&x);
    CHECK(stats().bytes_cached > 0);
    OK(swnd_memory_empty_cache());
    /* Small blocks that lie between others in use stay. */
    CHECK(stats().bytes_cached < 1 << 20);
    x = counting(100, 100);
    CHECK(stats().bytes_in_use >= 40000);
    CHECK(stats().bytes_peak >= stats().bytes_in_use);
    release(&x);
}

static swnd_memory_stats memory(void) {
    swnd_memory_stats result;
    memset(&result, 0, sizeof result);
    result.struct_size = sizeof result;
    OK(swnd_memory_read_stats(&result));
    return result;
}

static void limits_are_read_and_set(void) {
    const swnd_memory_stats start = memory();
    CHECK(start.limit >= start.bytes_in_use + start.bytes_cached);
    CHECK(start.bytes_in_use == stats().bytes_in_use && start.bytes_peak == stats().bytes_peak);
    uint64_t previous = 0;
    swnd_array x = filled(1, (const int64_t[]){1 << 20}, 1), y = NULL;
    OK(swnd_array_wait(x));
    OK(swnd_memory_set_limit(&previous, memory().bytes_in_use + (1 << 20)));
    CHECK(previous == start.limit);
    OK(swnd_exp(&y, x));
    FAILS(swnd_array_wait(y), SWND_ERROR_MEMORY, "exp: cannot allocate 4.0 MiB (4194304 bytes): ");
    SAYS("of a memory limit of");
    SAYS("are in use (result (1048576,) float32)");
    release(&y);
    OK(swnd_memory_set_limit(NULL, 0));
    FAILS_EMPTY(&y, swnd_exp(&y, x), SWND_ERROR_MEMORY, "exp: ");
    OK(swnd_memory_set_limit(&previous, SWND_MEMORY_DEFAULT));
    CHECK(previous == 0);
    CHECK(memory().limit == start.limit);
    OK(swnd_exp(&y, x));
    release(&y);
    OK(swnd_memory_set_cache_limit(&previous, 0));
    CHECK(previous == start.cache_limit);
    CHECK(memory().bytes_cached < 18 << 20);
    release(&x);
    CHECK(memory().bytes_cached < 18 << 20);
    OK(swnd_memory_set_cache_limit(NULL, SWND_MEMORY_DEFAULT));
    CHECK(memory().cache_limit == start.cache_limit);
    swnd_memory_stats unset;
    memset(&unset, 0, sizeof unset);
    FAILS(swnd_memory_read_stats(&unset), SWND_ERROR_TYPE, "memory_stats: ");
    FAILS(swnd_memory_read_stats(NULL), SWND_ERROR_TYPE, "memory_stats: ");
}

static void the_peak_begins_anew(void) {
    swnd_array x = counting(300, 300);
    release(&x);
    CHECK(memory().bytes_peak > memory().bytes_in_use);
    OK(swnd_memory_reset_peak());
    CHECK(memory().bytes_peak == memory().bytes_in_use);
}

static void what_cannot_be_had_is_an_error(void) {
    const swnd_engine_stats before = stats();
    const int64_t enormous[] = {INT64_C(1) << 45};
    swnd_array x = NULL;
    FAILS_EMPTY(&x, swnd_ones(&x, enormous, 1, swnd_cpu(0), SWND_FLOAT32), SWND_ERROR_MEMORY,
                "ones: ");
    CHECK(stats().bytes_in_use == before.bytes_in_use);
    swnd_engine_stats unset;
    memset(&unset, 0, sizeof unset);
    FAILS(swnd_engine_read_stats(&unset), SWND_ERROR_TYPE, "read_stats: ");
    FAILS(swnd_engine_read_stats(NULL), SWND_ERROR_TYPE, "read_stats: ");
    OK(swnd_wait_all());
}

int main(void) {
    /* Counts are exact: no helper begins before it is asked to, and no thread keeps blocks to itself. */
    OK(swnd_set_num_threads(1));
    released_arrays_give_all_back();
    abandoned_graphs_give_all_back();
    a_warm_loop_asks_for_nothing();
    the_heap_does_not_grow();
    parts_are_written_in_place();
    the_cache_can_be_emptied();
    limits_are_read_and_set();
    the_peak_begins_anew();
    what_cannot_be_had_is_an_error();
    return check_result();
}
