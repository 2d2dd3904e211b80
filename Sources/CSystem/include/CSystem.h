/// CSystem: the few things that Swift cannot say about threads and the system.
///
/// Thread-local storage, futexes, a pause instruction, locks, forks.

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
    /// Whether it is inside of a lock that others wait for, and so must not wait itself.
    bool holds_lock;
    /// The place in the program that it got there from, where somebody may want to know it: a `String?` of Swift.
    const void *_Nullable site;
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

/// Runs `body` once in the process; other threads, and forks, wait meanwhile, and calls from inside of it do nothing.
///
/// Not by Swift's own way to run something once: the child of a fork that fell into it would wait for ever for the thread that was
/// at it.
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

typedef void (*csystem_fork_handler)(void);

/// What `pthread_atfork` does, for handlers that are added during the start: a fork that waited for the start runs them as well.
/// `pthread_atfork` would leave them out of that fork, and, before glibc 2.36, wait for it while it waits for the start.
void csystem_on_fork(csystem_fork_handler _Nullable before,
                     csystem_fork_handler _Nullable in_parent,
                     csystem_fork_handler _Nullable in_child);

/// Makes the handlers run before those of libraries that were opened meanwhile, and after them in parent and child.
void csystem_handle_forks_first(void);

/// A lock of the callers, such as Python's: who holds it, as which the calling thread is known, and how to let go of it and take it
/// back. All NULL where there is none. The last two, which may be NULL, say whether a holder is asked to end what it is doing, and
/// forget it; and remember it.
typedef struct csystem_caller_lock {
    void *_Nullable (*_Nullable holder)(void);
    void *_Nullable (*_Nullable caller)(void);
    void *_Nullable (*_Nullable let_go)(void);
    void (*_Nullable take_back)(void *_Nullable);
    int (*_Nullable interrupted)(void);
    void (*_Nullable interrupt)(void);
} csystem_caller_lock_t;

/// What `csystem_let_go` let go of.
typedef struct csystem_let_go {
    void *_Nullable token;
    void (*_Nullable take_back)(void *_Nullable);
} csystem_let_go_t;

/// Sets the callers' lock.
void csystem_set_caller_lock(csystem_caller_lock_t lock);

/// Lets go of the callers' lock if the calling thread holds it, and nothing of swnd that a holder may wait for. For what takes long.
csystem_let_go_t csystem_let_go(void);

/// Takes back what was let go of.
void csystem_take_back(csystem_let_go_t held);

/// Whether the calling thread holds the callers' lock and is asked to end what it is doing. It stays asked, until the call returns.
bool csystem_is_interrupted(void);

/// Asks the calling thread, if it holds the callers' lock, to end what it is doing when the call returns.
void csystem_interrupt(void);

/// `fork`, which Swift does not import. For tests.
int32_t csystem_fork(void);

#ifdef __clang__
#pragma clang assume_nonnull end
#endif

#ifdef __cplusplus
}
#endif

#endif
