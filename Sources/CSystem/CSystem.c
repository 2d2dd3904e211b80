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

static void next_generation(void) { generation++; }

__attribute__((constructor)) static void count_generations(void) {
    pthread_atfork(NULL, NULL, next_generation);
}

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

int csystem_is_started = 0;
static pthread_once_t start_once = PTHREAD_ONCE_INIT;
static void (*start_body)(void);
static _Thread_local bool is_starting;

static void run_start(void) {
    is_starting = true;
    start_body();
    is_starting = false;
    __atomic_store_n(&csystem_is_started, 1, __ATOMIC_RELEASE);
}

void csystem_start_slowly(void (*body)(void)) {
    if (is_starting)
        return;
    start_body = body;
    pthread_once(&start_once, run_start);
}
