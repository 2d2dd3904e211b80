#define _GNU_SOURCE
#include "CSystem.h"

#include <errno.h>
#include <linux/futex.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static _Thread_local csystem_thread_state_t thread_state;

csystem_thread_state_t *csystem_thread_state(void) { return &thread_state; }

static pthread_once_t key_once = PTHREAD_ONCE_INIT;
static pthread_key_t key;
static bool key_exists;
static _Atomic(csystem_thread_exit_hook) exit_hook;

static void thread_ends(void *state) {
    // A fork that fell into the end of a thread leaves its value to the thread of the child that gets its stack (glibc 2.36).
    if (state != &thread_state) return;
    csystem_thread_exit_hook hook = atomic_load(&exit_hook);
    if (hook) hook(state);
    free(thread_state.scratch);
    thread_state.scratch = NULL;
    thread_state.scratch_size = 0;
}

static void make_key(void) { key_exists = pthread_key_create(&key, thread_ends) == 0; }

bool csystem_on_thread_exit(csystem_thread_exit_hook hook) {
    atomic_store(&exit_hook, hook);
    pthread_once(&key_once, make_key);
    return key_exists;
}

void csystem_thread_will_need_exit(void) {
    pthread_once(&key_once, make_key);
    if (key_exists) pthread_setspecific(key, &thread_state);
}

void *csystem_scratch(uint64_t size) {
    if (size <= thread_state.scratch_size) return thread_state.scratch;
    if (size > SIZE_MAX / 4) return NULL;
    csystem_thread_will_need_exit();
    const uint64_t rounded = (size + size / 2 + 4095) / 4096 * 4096;
    free(thread_state.scratch);
    thread_state.scratch = aligned_alloc(4096, rounded);
    thread_state.scratch_size = thread_state.scratch ? rounded : 0;
    return thread_state.scratch;
}

void csystem_futex_wait(const void *word, uint32_t expected, int64_t timeout_ns) {
    struct timespec limit = {timeout_ns / 1000000000, timeout_ns % 1000000000};
    int saved = errno;
    syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, expected, timeout_ns < 0 ? NULL : &limit, NULL, 0);
    errno = saved;
}

void csystem_futex_wake(const void *word, int32_t count) {
    int saved = errno;
    syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, count, NULL, NULL, 0);
    errno = saved;
}

bool csystem_affinity(uint64_t *words, int32_t word_count) {
    int saved = errno;
    bool found = sched_getaffinity(0, (size_t)word_count * sizeof *words, (cpu_set_t *)words) == 0;
    errno = saved;
    return found;
}

uint64_t csystem_nanoseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

uint64_t csystem_thread_number(void) { return (uint64_t)(uintptr_t)&thread_state; }

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#include <sanitizer/asan_interface.h>
#endif
#endif

void csystem_sanitizer_forbid(const void *start, intptr_t byte_count) {
#ifdef SANITIZED
    ASAN_POISON_MEMORY_REGION(start, (size_t)byte_count);
#else
    (void)start, (void)byte_count;
#endif
}

void csystem_sanitizer_allow(const void *start, intptr_t byte_count) {
#ifdef SANITIZED
    ASAN_UNPOISON_MEMORY_REGION(start, (size_t)byte_count);
#else
    (void)start, (void)byte_count;
#endif
}

int32_t csystem_fork(void) { return (int32_t)fork(); }

// Which process of a line of forks this is: what a held lock contains.
static uint32_t generation = 1;

void csystem_lock(uint32_t *word) {
    const uint32_t own = generation;
    for (unsigned spins = 1;; spins++) {
        uint32_t held = __atomic_load_n(word, __ATOMIC_RELAXED);
        if (held != own && __atomic_compare_exchange_n(word, &held, own, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
            return;
        if (spins % 128 == 0)
            sched_yield();
        else
            csystem_cpu_pause();
    }
}

void csystem_unlock(uint32_t *word) { __atomic_store_n(word, 0, __ATOMIC_RELEASE); }

// ---- The start, and forks ----

int csystem_is_started = 0;
// Held while the start is under way, and for the length of a fork.
static pthread_mutex_t start_lock = PTHREAD_MUTEX_INITIALIZER;
// What this thread holds the lock for.
static _Thread_local bool is_starting;
static _Thread_local int fork_depth;

void csystem_start_slowly(void (*body)(void)) {
    if (is_starting || fork_depth > 0) return;
    pthread_mutex_lock(&start_lock);
    if (!csystem_is_started) {
        is_starting = true;
        body();
        is_starting = false;
        __atomic_store_n(&csystem_is_started, 1, __ATOMIC_RELEASE);
    }
    pthread_mutex_unlock(&start_lock);
}

enum { MOST_HANDLERS = 16 };

static struct {
    csystem_fork_handler before, in_parent, in_child;
} handlers[MOST_HANDLERS];
static int handler_count;
static uint32_t adding;
// Those that ran before the fork under way run after it, whatever was added meanwhile.
static int running_count;

void csystem_on_fork(csystem_fork_handler before, csystem_fork_handler in_parent, csystem_fork_handler in_child) {
    csystem_lock(&adding);
    if (handler_count == MOST_HANDLERS) abort();
    handlers[handler_count].before = before;
    handlers[handler_count].in_parent = in_parent;
    handlers[handler_count].in_child = in_child;
    __atomic_store_n(&handler_count, handler_count + 1, __ATOMIC_RELEASE);
    csystem_unlock(&adding);
}

static void before_fork(void) {
    if (fork_depth++ > 0) return;
    if (!is_starting) pthread_mutex_lock(&start_lock);
    running_count = __atomic_load_n(&handler_count, __ATOMIC_ACQUIRE);
    for (int i = running_count - 1; i >= 0; i--)
        if (handlers[i].before) handlers[i].before();
}

static void in_parent(void) {
    if (--fork_depth > 0) return;
    for (int i = 0; i < running_count; i++)
        if (handlers[i].in_parent) handlers[i].in_parent();
    if (!is_starting) pthread_mutex_unlock(&start_lock);
}

// Swift's runtime keeps the number of each thread, and locks what is made once by it; in the child of a fork it still has that of the
// parent's thread, and two threads that met at a first use waited for each other for ever (Swift 6.3.1). Zero makes it ask again.
// This is the runtime's own variable where the runtime is linked into the library, and one that nobody looks at where it is not.
__attribute__((weak, visibility("hidden"))) _Thread_local uint32_t runtime_thread_number
    __asm__("_ZZN5swift14threading_impl5linux13ulock_get_tidEvE3tid");

static void in_child(void) {
    if (--fork_depth > 0) return;
    generation++;
    runtime_thread_number = 0;
    for (int i = 0; i < running_count; i++)
        if (handlers[i].in_child) handlers[i].in_child();
    // No other thread is here that could wait for it.
    const pthread_mutex_t fresh = PTHREAD_MUTEX_INITIALIZER;
    if (!is_starting) start_lock = fresh;
}

void csystem_handle_forks_first(void) { pthread_atfork(before_fork, in_parent, in_child); }

// When the library is loaded, so before any start: a fork that found no handler would not wait for one.
__attribute__((constructor)) static void handle_forks(void) { csystem_handle_forks_first(); }

// ---- The lock of the callers ----

static _Atomic(csystem_caller_lock_t *) caller_lock;

void csystem_set_caller_lock(csystem_caller_lock_t lock) {
    // Two places: a thread that looks at one when another lock is set finds that whole.
    static csystem_caller_lock_t places[2];
    csystem_caller_lock_t *place = atomic_load(&caller_lock) == places ? places + 1 : places;
    *place = lock;
    atomic_store(&caller_lock, lock.let_go ? place : NULL);
}

// The callers' lock, if this thread holds it and nothing of swnd that others wait for.
static const csystem_caller_lock_t *own_lock(void) {
    const csystem_caller_lock_t *lock = atomic_load(&caller_lock);
    if (!lock || thread_state.holds_lock || is_starting || fork_depth > 0) return NULL;
    void *caller = lock->caller();
    return caller && lock->holder() == caller ? lock : NULL;
}

csystem_let_go_t csystem_let_go(void) {
    const csystem_let_go_t nothing = {NULL, NULL};
    const csystem_caller_lock_t *lock = own_lock();
    if (!lock) return nothing;
    void (*take_back)(void *) = lock->take_back;
    return (csystem_let_go_t){lock->let_go(), take_back};
}

void csystem_take_back(csystem_let_go_t held) {
    if (held.take_back) held.take_back(held.token);
}

bool csystem_is_interrupted(void) {
    const csystem_caller_lock_t *lock = own_lock();
    if (!lock || !lock->interrupted || !lock->interrupt || !lock->interrupted()) return false;
    lock->interrupt();
    return true;
}

void csystem_interrupt(void) {
    const csystem_caller_lock_t *lock = own_lock();
    if (lock && lock->interrupt) lock->interrupt();
}
