/// CSystem: the few things that Swift cannot say about threads and the system.
///
/// Thread-local storage, futexes, a pause instruction, and `fork` for the tests. Nothing here
/// allocates, prints or aborts.

#ifndef CSYSTEM_H
#define CSYSTEM_H

#include <stdbool.h>
#include <stdint.h>

#if defined(__x86_64__) || defined(__i386__)
#include <immintrin.h>
#endif

#ifdef __cplusplus
extern "C" {
#endif

#ifdef __clang__
#pragma clang assume_nonnull begin
#endif

/// What swnd keeps per thread. All zero in a new thread.
typedef struct csystem_thread_state {
    bool recording;
    bool training;
    /// Which of the threads that compute it is; 0 where it is the program's own.
    uint32_t worker;
    /// The message of the last error: owned by whoever writes it, freed by the hook of
    /// `csystem_on_thread_exit`.
    void *_Nullable error;
    /// Microseconds after which waiting calls return unfinished; 0 where they wait for ever.
    uint64_t patience;
    /// Memory for the length of a computation: see `csystem_scratch`.
    void *_Nullable scratch;
    uint64_t scratch_size;
    /// The free blocks that the memory pool keeps for the thread; it frees them itself.
    void *_Nullable memory;
} csystem_thread_state_t;

/// Called with the state of a thread that ends.
typedef void (*csystem_thread_exit_hook)(csystem_thread_state_t *state);

/// The state of the calling thread. Never NULL; valid until the thread ends.
csystem_thread_state_t *csystem_thread_state(void) __attribute__((const));

/// Sets the function that frees what a thread's state holds when the thread ends.
///
/// The hook runs for every thread that called `csystem_thread_will_need_exit`, except the main
/// thread at process exit. Call this once, before threads hold something. Returns false where the
/// system has no key left.
bool csystem_on_thread_exit(csystem_thread_exit_hook hook);

/// Asks for the exit hook in the calling thread: call it when the state first gets something to
/// free.
void csystem_thread_will_need_exit(void);

/// Memory of the calling thread, aligned to 64 bytes, that it may use until it asks again; NULL where the system has none. It is kept
/// until the thread ends.
void *_Nullable csystem_scratch(uint64_t size);

/// Sleeps until `*word` is no longer `expected`, a wake-up, a signal, or the timeout (nanoseconds;
/// negative: none).
void csystem_futex_wait(const void *word, uint32_t expected, int64_t timeout_ns);

/// Wakes at most `count` threads that sleep on `word`.
void csystem_futex_wake(const void *word, int32_t count);

extern int csystem_is_started;
void csystem_start_slowly(void (*body)(void));

/// Runs `body` once in the process; other threads wait meanwhile, and calls from inside of it do nothing.
///
/// Swift's own way to run something once knows threads by number, and in the child of a `fork` that is the parent's
/// (Swift 6.3.1): two threads that meet there at a first use wait for each other for ever.
static inline void csystem_start(void (*body)(void)) {
    if (!__atomic_load_n(&csystem_is_started, __ATOMIC_ACQUIRE))
        csystem_start_slowly(body);
}

/// Takes a lock: zero is free. It spins, and gives the core away now and then.
///
/// For fields of objects: unlike an atomic in Swift, a call into C is something that the compiler moves no retain across,
/// so what is read under the lock is kept alive under the lock. A lock that the parent of a `fork` held is free in the child.
void csystem_lock(uint32_t *word);

/// Gives a lock back.
void csystem_unlock(uint32_t *word);

/// Tells the core that this is a spin loop.
static inline __attribute__((always_inline)) void csystem_cpu_pause(void) {
#if defined(__x86_64__) || defined(__i386__)
    _mm_pause();
#elif defined(__aarch64__)
    __asm__ volatile("isb" ::: "memory");
#endif
}

/// Time since some moment in the past, in nanoseconds.
uint64_t csystem_nanoseconds(void);

/// A number that no other thread of this process has, and that stays the same across `fork`; never zero.
uint64_t csystem_thread_number(void);

/// Fills `words` with the affinity mask of the process, the first processor in the lowest bit.
/// False when it does not fit or the system does not say.
bool csystem_affinity(uint64_t *words, int32_t word_count);

/// In builds with AddressSanitizer, from here on touching these bytes is an error, or is none. In other builds these do nothing.
void csystem_sanitizer_forbid(const void *start, intptr_t byte_count);
void csystem_sanitizer_allow(const void *start, intptr_t byte_count);

/// `fork`, which Swift does not import. For tests.
int32_t csystem_fork(void);

#ifdef __clang__
#pragma clang assume_nonnull end
#endif

#ifdef __cplusplus
}
#endif

#endif
