/// The types of OpenBLAS's functions. swnd opens the library at first use (`OpenBLASLibrary.swift`),
/// so nothing here may be called directly: only the function types are used, and the linker sees no
/// symbol.

#ifndef COPENBLAS_SHIM_H
#define COPENBLAS_SHIM_H

#include <cblas.h>
#include <stddef.h>
#include <stdint.h>

typedef __typeof__(cblas_sgemm) *copenblas_sgemm;
typedef __typeof__(cblas_dgemm) *copenblas_dgemm;
typedef __typeof__(cblas_sgemv) *copenblas_sgemv;
typedef __typeof__(cblas_dgemv) *copenblas_dgemv;
typedef __typeof__(openblas_set_num_threads) *copenblas_set_num_threads;
typedef __typeof__(openblas_get_num_threads) *copenblas_get_num_threads;
typedef __typeof__(openblas_get_config) *copenblas_get_config;
typedef __typeof__(openblas_get_corename) *copenblas_get_corename;

// LAPACK's routines have no header here. These are their Fortran interfaces: everything is passed by
// address, and the lengths of letters come last. Matrices are of the routine's own type, so one type
// of function does for float and double. Integers have 32 bits.

// xPOTRF and xPOTRI (UPLO, N, A, LDA, INFO)
typedef void (*copenblas_potrf)(const char *, const int32_t *, void *, const int32_t *, int32_t *,
                                size_t);
// xTRSM (SIDE, UPLO, TRANSA, DIAG, M, N, ALPHA, A, LDA, B, LDB)
typedef void (*copenblas_trsm)(const char *, const char *, const char *, const char *,
                               const int32_t *, const int32_t *, const void *, const void *,
                               const int32_t *, void *, const int32_t *, size_t, size_t, size_t,
                               size_t);
// xGETRF (M, N, A, LDA, IPIV, INFO)
typedef void (*copenblas_getrf)(const int32_t *, const int32_t *, void *, const int32_t *,
                                int32_t *, int32_t *);
// xGETRI (N, A, LDA, IPIV, WORK, LWORK, INFO)
typedef void (*copenblas_getri)(const int32_t *, void *, const int32_t *, const int32_t *, void *,
                                const int32_t *, int32_t *);
// xGEQRF (M, N, A, LDA, TAU, WORK, LWORK, INFO)
typedef void (*copenblas_geqrf)(const int32_t *, const int32_t *, void *, const int32_t *, void *,
                                void *, const int32_t *, int32_t *);
// xORGQR (M, N, K, A, LDA, TAU, WORK, LWORK, INFO)
typedef void (*copenblas_orgqr)(const int32_t *, const int32_t *, const int32_t *, void *,
                                const int32_t *, const void *, void *, const int32_t *, int32_t *);
// xSYEVD (JOBZ, UPLO, N, A, LDA, W, WORK, LWORK, IWORK, LIWORK, INFO)
typedef void (*copenblas_syevd)(const char *, const char *, const int32_t *, void *,
                                const int32_t *, void *, void *, const int32_t *, int32_t *,
                                const int32_t *, int32_t *, size_t, size_t);

#endif
