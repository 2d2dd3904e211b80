/* An array whose elements others use where they lie, and that several threads read, write and lend at once. */
#include "threads.h"

enum { SIDE = 400, COUNT = SIDE * SIDE, WRITES_OF_EACH = 60 };

static const int64_t SHAPE_OF_ALL[] = {SIDE, SIDE};
static swnd_array shared;
static volatile bool stop;

static swnd_dlpack *lend(void) {
    swnd_dlpack *loan = NULL;
    OK(swnd_array_to_dlpack(&loan, shared, true));
    return loan;
}

/* ---- Lending while others write what has not been computed yet ---- */

static volatile int loans;

static void *lend_again_and_again(void *unused) {
    while (!stop) {
        swnd_dlpack *loan = lend();
        CHECK(loan && loan->tensor.data);
        if (!loan || !loan->tensor.data)
            break;
        const float *elements = loan->tensor.data;
        CHECK(elements[0] == elements[COUNT - 1] || elements[0] + elements[COUNT - 1] == 3);
        loan->deleter(loan);
        loans++;
    }
    return unused;
}

static void lend_while_another_thread_writes(void) {
    enum { WRITES = 200000, LOANS = 2000 };
    pthread_t lender, second;
    stop = false;
    shared = filled(2, SHAPE_OF_ALL, 1);
    swnd_array zeros = filled(2, SHAPE_OF_ALL, 0), y = NULL;
    CHECK(pthread_create(&lender, NULL, lend_again_and_again, NULL) == 0);
    CHECK(pthread_create(&second, NULL, lend_again_and_again, NULL) == 0);
    for (int i = 0; i < WRITES || loans < LOANS; i++) {
        OK(swnd_add_scalar(&y, zeros, i % 2 + 1));
        OK(swnd_array_assign(shared, y));
        release(&y);
    }
    stop = true;
    pthread_join(lender, NULL);
    pthread_join(second, NULL);
    release(&zeros);
    release(&shared);
}

/* ---- A write stays, whoever reads or writes other parts ---- */

static void *read_again_and_again(void *unused) {
    while (!stop) {
        swnd_array y = NULL;
        OK(swnd_add_scalar(&y, shared, 1));
        release(&y);
    }
    return unused;
}

static void *write_own_row(void *argument) {
    const int64_t row = (intptr_t)argument;
    const swnd_index item = {SWND_INDEX_INTEGER, 0, row, 0, 0, NULL};
    for (int round = 1; round <= WRITES_OF_EACH; round++) {
        swnd_array y = NULL;
        OK(swnd_array_index_assign_scalar(shared, &item, 1, round));
        OK(swnd_array_index(&y, shared, &item, 1));
        CHECK(all_are(y, (float)round));
        release(&y);
    }
    return NULL;
}

static void writes_stay(void) {
    pthread_t reader;
    stop = false;
    shared = filled(2, SHAPE_OF_ALL, 0);
    swnd_dlpack *loan = lend();
    const float *elements = loan->tensor.data;
    CHECK(pthread_create(&reader, NULL, read_again_and_again, NULL) == 0);
    in_threads(write_own_row);
    for (int64_t row = 0; row < THREADS; row++)
        for (int64_t column = 0; column < SIDE; column++)
            CHECK(elements[row * SIDE + column] == WRITES_OF_EACH);
    stop = true;
    pthread_join(reader, NULL);
    loan->deleter(loan);
    release(&shared);
}

/* ---- Memory that all threads are the first to read ---- */

static float memory[COUNT];
static pthread_barrier_t barrier;

static void *read_first(void *unused) {
    swnd_array y = NULL;
    pthread_barrier_wait(&barrier);
    OK(swnd_add_scalar(&y, shared, 1));
    CHECK(all_are(y, 4));
    release(&y);
    return unused;
}

static void first_reads(void) {
    for (int i = 0; i < COUNT; i++)
        memory[i] = 3;
    for (int round = 0; round < 100; round++) {
        OK(swnd_array_from_memory(&shared, memory, SHAPE_OF_ALL, 2, SWND_FLOAT32, swnd_cpu(0),
                                  round % 2 ? SWND_ACCESS_CONSTANT : SWND_ACCESS_ARRAY, NULL, NULL));
        pthread_barrier_init(&barrier, NULL, THREADS);
        in_threads(read_first);
        pthread_barrier_destroy(&barrier);
        release(&shared);
    }
}

int main(void) {
    lend_while_another_thread_writes();
    writes_stay();
    first_reads();
    return check_result();
}
