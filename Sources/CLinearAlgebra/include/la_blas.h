// BLAS. Operations, sides, triangles and diagonals are the numbers of CBLAS.
#pragma once

#include <stdint.h>

// Level 1.

/// `y += alpha x`
void la_axpy(
    int scalar, int32_t n, const void *alpha, const void *x, int32_t stride_x, void *y, int32_t stride_y);

// Level 2.

/// `y = alpha op(A) x + beta y`, with `A` of shape `m × n`
void la_gemv(
    int scalar, unsigned operation, int32_t m, int32_t n, const void *alpha, const void *a, int32_t lda,
    const void *x, int32_t stride_x, const void *beta, void *y, int32_t stride_y);
/// `A += alpha x yᵀ`
void la_geru(
    int scalar, int32_t m, int32_t n, const void *alpha, const void *x, int32_t stride_x, const void *y,
    int32_t stride_y, void *a, int32_t lda);
/// `A += alpha x yᴴ`
void la_gerc(
    int scalar, int32_t m, int32_t n, const void *alpha, const void *x, int32_t stride_x, const void *y,
    int32_t stride_y, void *a, int32_t lda);

// Level 3.

/// `C = alpha op(A) op(B) + beta C`, with `C` of shape `m × n` and inner dimension `k`
void la_gemm(
    int scalar, unsigned operation_a, unsigned operation_b, int32_t m, int32_t n, int32_t k, const void *alpha,
    const void *a, int32_t lda, const void *b, int32_t ldb, const void *beta, void *c, int32_t ldc);
/// `B = alpha op(A)⁻¹ B`, or `alpha B op(A)⁻¹`, with `A` triangular and `B` of shape `m × n`
void la_trsm(
    int scalar, unsigned side, unsigned triangle, unsigned operation, unsigned diagonal, int32_t m, int32_t n,
    const void *alpha, const void *a, int32_t lda, void *b, int32_t ldb);
