// BLAS. Operations, sides, triangles and diagonals are the numbers of CBLAS.
//
// Complex symmetric matrices have level 3 only; `BLAS` in Swift makes the rest.
#pragma once

#include <stdint.h>

// Level 1.

/// `y += alpha x`
void la_axpy(
    int scalar, int32_t n, const void *alpha, const void *x, int32_t stride_x, void *y, int32_t stride_y);
/// `y = alpha x + beta y`
void la_axpby(
    int scalar, int32_t n, const void *alpha, const void *x, int32_t stride_x, const void *beta, void *y,
    int32_t stride_y);
/// `x *= alpha`
void la_scal(int scalar, int32_t n, const void *alpha, void *x, int32_t stride_x);
/// Exchanges `x` and `y`.
void la_swap(int scalar, int32_t n, void *x, int32_t stride_x, void *y, int32_t stride_y);
/// `y = x`
void la_copy(int scalar, int32_t n, const void *x, int32_t stride_x, void *y, int32_t stride_y);
/// `x, y = c x + s y, c y - s x`
void la_rot(
    int scalar, int32_t n, void *x, int32_t stride_x, void *y, int32_t stride_y, double c, double s);
/// `result = Σ x y`
void la_dotu(
    int scalar, int32_t n, const void *x, int32_t stride_x, const void *y, int32_t stride_y, void *result);
/// `result = Σ conj(x) y`
void la_dotc(
    int scalar, int32_t n, const void *x, int32_t stride_x, const void *y, int32_t stride_y, void *result);
/// Returns `√Σ |x|²`.
double la_nrm2(int scalar, int32_t n, const void *x, int32_t stride_x);
/// Returns `Σ (|re x| + |im x|)`.
double la_asum(int scalar, int32_t n, const void *x, int32_t stride_x);
/// Returns the position of the first largest `|re x| + |im x|`, counted from zero.
int la_iamax(int scalar, int32_t n, const void *x, int32_t stride_x);

// Level 2.

/// `y = alpha op(A) x + beta y`, with `A` of shape `m × n`
void la_gemv(
    int scalar, unsigned operation, int32_t m, int32_t n, const void *alpha, const void *a, int32_t lda,
    const void *x, int32_t stride_x, const void *beta, void *y, int32_t stride_y);
/// `gemv` with `lower` subdiagonals and `upper` superdiagonals
void la_gbmv(
    int scalar, unsigned operation, int32_t m, int32_t n, int32_t lower, int32_t upper, const void *alpha,
    const void *a, int32_t lda, const void *x, int32_t stride_x, const void *beta, void *y,
    int32_t stride_y);
/// `A += alpha x yᵀ`
void la_geru(
    int scalar, int32_t m, int32_t n, const void *alpha, const void *x, int32_t stride_x, const void *y,
    int32_t stride_y, void *a, int32_t lda);
/// `A += alpha x yᴴ`
void la_gerc(
    int scalar, int32_t m, int32_t n, const void *alpha, const void *x, int32_t stride_x, const void *y,
    int32_t stride_y, void *a, int32_t lda);
/// `y = alpha A x + beta y`, with a symmetric or Hermitian `A`
void la_hemv(
    int scalar, unsigned triangle, int32_t n, const void *alpha, const void *a, int32_t lda, const void *x,
    int32_t stride_x, const void *beta, void *y, int32_t stride_y);
/// `hemv` with `k` diagonals beside the main one
void la_hbmv(
    int scalar, unsigned triangle, int32_t n, int32_t k, const void *alpha, const void *a, int32_t lda,
    const void *x, int32_t stride_x, const void *beta, void *y, int32_t stride_y);
/// `hemv` with a packed triangle
void la_hpmv(
    int scalar, unsigned triangle, int32_t n, const void *alpha, const void *a, const void *x,
    int32_t stride_x, const void *beta, void *y, int32_t stride_y);
/// `A += alpha x xᴴ`
void la_her(
    int scalar, unsigned triangle, int32_t n, double alpha, const void *x, int32_t stride_x, void *a,
    int32_t lda);
/// `her` with a packed triangle
void la_hpr(
    int scalar, unsigned triangle, int32_t n, double alpha, const void *x, int32_t stride_x, void *a);
/// `A += alpha x yᴴ + conj(alpha) y xᴴ`
void la_her2(
    int scalar, unsigned triangle, int32_t n, const void *alpha, const void *x, int32_t stride_x,
    const void *y, int32_t stride_y, void *a, int32_t lda);
/// `her2` with a packed triangle
void la_hpr2(
    int scalar, unsigned triangle, int32_t n, const void *alpha, const void *x, int32_t stride_x,
    const void *y, int32_t stride_y, void *a);
/// `x = op(A) x`, with a triangular `A`
void la_trmv(
    int scalar, unsigned triangle, unsigned operation, unsigned diagonal, int32_t n, const void *a,
    int32_t lda, void *x, int32_t stride_x);
/// `trmv` with `k` diagonals beside the main one
void la_tbmv(
    int scalar, unsigned triangle, unsigned operation, unsigned diagonal, int32_t n, int32_t k,
    const void *a, int32_t lda, void *x, int32_t stride_x);
/// `trmv` with a packed triangle
void la_tpmv(
    int scalar, unsigned triangle, unsigned operation, unsigned diagonal, int32_t n, const void *a,
    void *x, int32_t stride_x);
/// `x = op(A)⁻¹ x`, with a triangular `A`
void la_trsv(
    int scalar, unsigned triangle, unsigned operation, unsigned diagonal, int32_t n, const void *a,
    int32_t lda, void *x, int32_t stride_x);
/// `trsv` with `k` diagonals beside the main one
void la_tbsv(
    int scalar, unsigned triangle, unsigned operation, unsigned diagonal, int32_t n, int32_t k,
    const void *a, int32_t lda, void *x, int32_t stride_x);
/// `trsv` with a packed triangle
void la_tpsv(
    int scalar, unsigned triangle, unsigned operation, unsigned diagonal, int32_t n, const void *a,
    void *x, int32_t stride_x);

// Level 3.

/// `C = alpha op(A) op(B) + beta C`, with `C` of shape `m × n` and inner dimension `k`
void la_gemm(
    int scalar, unsigned operation_a, unsigned operation_b, int32_t m, int32_t n, int32_t k,
    const void *alpha, const void *a, int32_t lda, const void *b, int32_t ldb, const void *beta, void *c,
    int32_t ldc);
/// `C = alpha A B + beta C`, or `alpha B A + beta C`, with a symmetric `A`
void la_symm(
    int scalar, unsigned side, unsigned triangle, int32_t m, int32_t n, const void *alpha, const void *a,
    int32_t lda, const void *b, int32_t ldb, const void *beta, void *c, int32_t ldc);
/// `symm` with a Hermitian `A`
void la_hemm(
    int scalar, unsigned side, unsigned triangle, int32_t m, int32_t n, const void *alpha, const void *a,
    int32_t lda, const void *b, int32_t ldb, const void *beta, void *c, int32_t ldc);
/// `C = alpha op(A) op(A)ᵀ + beta C`, with `op(A)` of shape `n × k`
void la_syrk(
    int scalar, unsigned triangle, unsigned operation, int32_t n, int32_t k, const void *alpha,
    const void *a, int32_t lda, const void *beta, void *c, int32_t ldc);
/// `C = alpha op(A) op(A)ᴴ + beta C`, with `op(A)` of shape `n × k`
void la_herk(
    int scalar, unsigned triangle, unsigned operation, int32_t n, int32_t k, double alpha, const void *a,
    int32_t lda, double beta, void *c, int32_t ldc);
/// `C = alpha op(A) op(B)ᵀ + alpha op(B) op(A)ᵀ + beta C`
void la_syr2k(
    int scalar, unsigned triangle, unsigned operation, int32_t n, int32_t k, const void *alpha,
    const void *a, int32_t lda, const void *b, int32_t ldb, const void *beta, void *c, int32_t ldc);
/// `C = alpha op(A) op(B)ᴴ + conj(alpha) op(B) op(A)ᴴ + beta C`
void la_her2k(
    int scalar, unsigned triangle, unsigned operation, int32_t n, int32_t k, const void *alpha,
    const void *a, int32_t lda, const void *b, int32_t ldb, double beta, void *c, int32_t ldc);
/// `B = alpha op(A) B`, or `alpha B op(A)`, with `A` triangular and `B` of shape `m × n`
void la_trmm(
    int scalar, unsigned side, unsigned triangle, unsigned operation, unsigned diagonal, int32_t m,
    int32_t n, const void *alpha, const void *a, int32_t lda, void *b, int32_t ldb);
/// `B = alpha op(A)⁻¹ B`, or `alpha B op(A)⁻¹`, with `A` triangular and `B` of shape `m × n`
void la_trsm(
    int scalar, unsigned side, unsigned triangle, unsigned operation, unsigned diagonal, int32_t m,
    int32_t n, const void *alpha, const void *a, int32_t lda, void *b, int32_t ldb);
