/// The types of OpenBLAS, from its own header. swnd opens the library at first use
/// (`OpenBLAS.swift`), so nothing here may be called directly: only the function types are used,
/// and the linker sees no symbol.

#ifndef COPENBLAS_SHIM_H
#define COPENBLAS_SHIM_H

#include <cblas.h>

typedef __typeof__(cblas_sgemm) *copenblas_sgemm;
typedef __typeof__(cblas_dgemm) *copenblas_dgemm;
typedef __typeof__(cblas_sgemv) *copenblas_sgemv;
typedef __typeof__(cblas_dgemv) *copenblas_dgemv;
typedef __typeof__(openblas_set_num_threads) *copenblas_set_num_threads;
typedef __typeof__(openblas_get_num_threads) *copenblas_get_num_threads;
typedef __typeof__(openblas_get_config) *copenblas_get_config;
typedef __typeof__(openblas_get_corename) *copenblas_get_corename;

#endif
