/* Which instruction set this build is for. */
#ifndef CI_ISA_H
#define CI_ISA_H

static inline const char *ci_isa(void) {
#if defined(__AVX512F__) && defined(__AVX512BW__) && defined(__AVX512VL__)
    return "x86-64-v4";
#elif defined(__AVX2__) && defined(__FMA__)
    return "x86-64-v3";
#elif defined(__SSE4_2__)
    return "x86-64-v2";
#else
    return "generic";
#endif
}

#endif
