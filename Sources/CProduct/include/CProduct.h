/*
 * Kernels of matrix products: what one thread computes of C = A @ B once the operands lie well.
 *
 * They are compiled for several instruction sets within every build of the library, and chosen by the
 * processor. So a machine computes the same bits whatever variant of the library it loads.
 *
 * Every element of C is a chain of fused multiplications and additions over one block of the depth, from zero,
 * in ascending order; blocks are added up one after the other. So neither the size of a tile nor that of a
 * register shows in the result.
 */
#ifndef CPRODUCT_H
#define CPRODUCT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A part of C, over a part of the depth. All distances are in elements. */
typedef struct {
    ptrdiff_t rows;
    ptrdiff_t columns;
    ptrdiff_t depth;
    /* Element (i, k) of a panel lies at i * a_row + k * a_depth; one of these two is 1. */
    const void *a;
    ptrdiff_t a_row;
    ptrdiff_t a_depth;
    /* From one panel of `tile_rows` rows to the next. */
    ptrdiff_t a_panel;
    /* Element (k, j) of a panel lies at k * b_depth + j. */
    const void *b;
    ptrdiff_t b_depth;
    /* From one panel of `tile_columns` columns to the next. */
    ptrdiff_t b_panel;
    /* Whether B was copied into panels; it is read where it lies otherwise. */
    bool is_packed;
    void *c;
    ptrdiff_t c_row;
    /* Whether the result is added to C, which is not read otherwise. */
    bool adds;
} cproduct_block;

/* Vectors times the rows of a matrix. Elements of vectors and rows lie side by side. */
typedef struct {
    ptrdiff_t vectors;
    ptrdiff_t rows;
    ptrdiff_t depth;
    const void *x;
    ptrdiff_t x_vector;
    const void *a;
    ptrdiff_t a_row;
    /* Vector v times row i goes to v * y_vector + i * y_row. */
    void *y;
    ptrdiff_t y_vector;
    ptrdiff_t y_row;
} cproduct_dots;

/* A part of an operand that is copied into panels, one after the other: `width` elements for each step of the depth,
 * the last panel filled up with zeros. */
typedef struct {
    ptrdiff_t count;
    ptrdiff_t depth;
    const void *from;
    /* From one stored row to the next. */
    ptrdiff_t stride;
    /* Whether stored rows run along the depth; they run across it otherwise. */
    bool along_depth;
    void *to;
} cproduct_pack;

/* The kernels of one scalar type for one instruction set. */
typedef struct {
    /* The rows and columns of C that stay in registers: the widths of panels. */
    ptrdiff_t tile_rows;
    ptrdiff_t tile_columns;
    void (*block)(const cproduct_block *);
    void (*dots)(const cproduct_dots *);
    /* Into panels of `tile_columns` columns of B. */
    void (*pack_columns)(const cproduct_pack *);
    /* Into panels of `tile_rows` rows of A, whose stored rows run across the depth. */
    void (*pack_rows)(const cproduct_pack *);
} cproduct_kernels;

/* The kernels that this processor runs: the best ones at 0, then those for lesser processors, which tests want; NULL
 * beyond the last, and at 0 where there is no fused multiplication, or the processor is of another kind. */
const cproduct_kernels *cproduct_f32(int rank);
const cproduct_kernels *cproduct_f64(int rank);

#endif
