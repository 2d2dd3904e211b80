// Stores that go past the caches, for results so large that nothing of them would still be cached
// when they are read: the lines need not be fetched before they are written.
//
// Such stores are not ordered with others: who made some calls ci_stream_fence before another
// thread may read them.
#pragma once

#include <stdint.h>
#include <string.h>

#define CI_STREAM static inline __attribute__((always_inline, unused))

// A line of the cache, and as one may have it in registers.
#define CI_LINE 64
typedef uint8_t ci_line __attribute__((ext_vector_type(CI_LINE)));

/// Makes the streamed stores of this thread visible before all that it stores later.
CI_STREAM void ci_stream_fence(void) {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_sfence();
#else
    __atomic_thread_fence(__ATOMIC_RELEASE);
#endif
}

/// Streams one line of 64 bytes to an address that is a multiple of 64.
CI_STREAM void ci_stream_line(void *dst, const void *src) {
    ci_line line;
    memcpy(&line, src, CI_LINE);
    __builtin_nontemporal_store(line, (ci_line *)dst);
}

/// How many bytes from `address` to the next line.
CI_STREAM long ci_bytes_to_line(const void *address) {
    return (long)(-(uintptr_t)address & (CI_LINE - 1));
}

/// Copies n bytes between any addresses that do not overlap. The parts of lines at both ends are
/// stored as usual. Without a fence.
CI_STREAM void ci_stream_copy(void *restrict dst, const void *restrict src, long n) {
    char *d = (char *)dst;
    const char *s = (const char *)src;
    const long reach = ci_bytes_to_line(d);
    const long head = reach < n ? reach : n;
    if (head > 0) {
        memcpy(d, s, (size_t)head);
        d += head;
        s += head;
        n -= head;
    }
    for (; n >= CI_LINE; n -= CI_LINE, d += CI_LINE, s += CI_LINE)
        ci_stream_line(d, s);
    if (n > 0)
        memcpy(d, s, (size_t)n);
}

/// Asks for the lines of n bytes, to be read soon.
CI_STREAM void ci_prefetch_run(const void *address, long n) {
    for (long i = 0; i < n; i += CI_LINE)
        __builtin_prefetch((const char *)address + i, 0, 2);
}

/// Asks for the line of an address, to be read soon.
CI_STREAM void ci_prefetch(const void *address) {
    __builtin_prefetch(address);
}
