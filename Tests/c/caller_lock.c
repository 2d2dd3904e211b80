/* A lock that callers hold: calls let go of it where they compute a window, and have it again when they return. */
#include <sched.h>

#include "child.h"
#include "threads.h"

enum { SECONDS = 60, NODES = 4, SIDE = 400 };

/* ---- A lock ---- */

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static void *owner;
static int let_go_count;
static __thread char self;

static void *holder(void) { return __atomic_load_n(&owner, __ATOMIC_SEQ_CST); }
static void *caller(void) { return &self; }

static void take(void) {
    pthread_mutex_lock(&mutex);
    __atomic_store_n(&owner, &self, __ATOMIC_SEQ_CST);
}

static void give(void) {
    __atomic_store_n(&owner, NULL, __ATOMIC_SEQ_CST);
    pthread_mutex_unlock(&mutex);
}

static void *let_go(void) {
    CHECK(holder() == caller());
    let_go_count++;
    give();
    return &self;
}

static void take_back(void *token) {
    CHECK(token == &self);
    take();
}

static const swnd_caller_lock lock = {sizeof lock, holder, caller, let_go, take_back, NULL, NULL};

/* ---- Calls that compute a window ---- */

static const int64_t SHAPE_OF_ALL[] = {SIDE, SIDE};

/* More products than a window holds. */
static void fill_window(void) {
    swnd_array x = filled(2, SHAPE_OF_ALL, 1), y[NODES + 2];
    for (int i = 0; i < NODES + 2; i++)
        OK(swnd_dot(&y[i], x, i > 0 ? y[i - 1] : x, false, false));
    for (int i = 0; i < NODES + 2; i++)
        release(&y[i]);
    release(&x);
    OK(swnd_wait_all());
}

static volatile bool stop;
static volatile int turns;

static void *take_turns(void *unused) {
    while (!stop) {
        take();
        turns++;
        give();
        sched_yield();
    }
    return unused;
}

static void lets_go_where_it_computes(void) {
    pthread_t other;
    CHECK(pthread_create(&other, NULL, take_turns, NULL) == 0);
    take();
    /* Until the other thread has had the lock in the midst of a call. */
    for (const int before = turns; turns == before;) {
        const int let_go_before = let_go_count;
        fill_window();
        CHECK(holder() == caller());
        CHECK(let_go_count > let_go_before);
    }
    give();
    stop = true;
    pthread_join(other, NULL);
}

static void a_call_without_the_lock(void) {
    const int before = let_go_count;
    fill_window();
    CHECK(let_go_count == before);
    CHECK(holder() == NULL);
}

static void nothing_is_let_go_for_what_is_short(void) {
    const float values[] = {1, 2};
    take();
    const int before = let_go_count;
    swnd_array x = vector(2, values), y = NULL;
    OK(swnd_add_scalar(&y, x, 1));
    VALUES(y, 2, 3);
    release(&y);
    release(&x);
    CHECK(let_go_count == before);
    give();
}

/* A write to a part is made under a lock of the array, which the next thread that has the callers' lock waits for. */
static swnd_array shared;

static void *write_parts(void *argument) {
    const int64_t rows = (intptr_t)argument % SIDE;
    const swnd_index item = {SWND_INDEX_INTEGER, 0, rows, 0, 0, NULL};
    for (int round = 0; round < 60; round++) {
        take();
        OK(swnd_array_index_assign_scalar(shared, &item, 1, 3));
        swnd_array y = NULL;
        OK(swnd_dot(&y, shared, shared, false, false));
        release(&y);
        give();
    }
    return NULL;
}

static void threads_that_write_one_array(void) {
    shared = filled(2, SHAPE_OF_ALL, 1);
    in_threads(write_parts);
    OK(swnd_wait_all());
    release(&shared);
}

/* ---- Interruptions ---- */

static int is_asked, asked_again;

static int interrupted(void) {
    CHECK(holder() == caller());
    const int was = is_asked;
    is_asked = 0;
    return was;
}

static void interrupt(void) {
    is_asked = 1;
    asked_again++;
}

static void a_call_that_waits_is_given_up(void) {
    swnd_caller_lock asking = lock;
    asking.interrupt = interrupt;
    FAILS(swnd_set_caller_lock(&asking), SWND_ERROR_TYPE, "set_caller_lock: a function is NULL");
    asking.interrupted = interrupted;
    OK(swnd_set_caller_lock(&asking));
    take();
    const int64_t shape[] = {900, 900};
    swnd_array x = filled(2, shape, 0), y = NULL;
    OK(swnd_wait_all());
    /* Nobody asks: it waits until there is room. */
    for (int i = 0; i < 2 * NODES; i++) {
        swnd_array next = NULL;
        OK(swnd_dot(&next, y ? y : x, x, false, false));
        release(&y);
        y = next;
    }
    release(&y);
    is_asked = 1;
    swnd_status status = SWND_OK;
    for (int i = 0; status == SWND_OK && i < 10000; i++) {
        swnd_array next = NULL;
        status = swnd_dot(&next, y ? y : x, x, false, false);
        CHECK((next == NULL) == (status != SWND_OK));
        if (!next)
            break;
        release(&y);
        y = next;
    }
    CHECK(status == SWND_UNFINISHED);
    CHECK(strstr(swnd_last_error(), "interrupted") != NULL);
    CHECK(is_asked == 1 && asked_again > 0);
    is_asked = 0;
    release(&y);
    release(&x);
    OK(swnd_wait_all());
    give();
    OK(swnd_set_caller_lock(&lock));
}

static void uses(void) {
    swnd_caller_lock wrong = lock;
    wrong.struct_size = 8;
    FAILS(swnd_set_caller_lock(&wrong), SWND_ERROR_VALUE, "set_caller_lock: struct_size is 8");
    wrong = lock;
    wrong.take_back = NULL;
    FAILS(swnd_set_caller_lock(&wrong), SWND_ERROR_TYPE, "set_caller_lock: ");
    OK(swnd_set_caller_lock(NULL));
    take();
    const int before = let_go_count;
    fill_window();
    CHECK(let_go_count == before);
    give();
}

static int run(void) {
    /* Alone, each window is computed by the thread that fills it. */
    OK(swnd_set_num_threads(1));
    OK(swnd_set_window(NODES, 0));
    OK(swnd_set_caller_lock(&lock));
    lets_go_where_it_computes();
    a_call_without_the_lock();
    nothing_is_let_go_for_what_is_short();
    threads_that_write_one_array();
    OK(swnd_set_window(256, 0));
    a_call_that_waits_is_given_up();
    OK(swnd_set_window(NODES, 0));
    OK(swnd_set_num_threads(4));
    threads_that_write_one_array();
    uses();
    return check_result();
}

int main(void) {
    const pid_t child = fork();
    if (child == 0)
        _exit(run());
    CHECK(child > 0 && ends_well(child, SECONDS));
    return check_result();
}
