// LAPACK: symmetric indefinite, semidefinite, banded, tridiagonal and packed matrices.
#pragma once

#include <stdint.h>

// Full storage.

/// Factors a symmetric (also complex symmetric) matrix as `L D Lᵀ`; `work_count == -1` asks for the size of
/// `work`.
int la_sytrf(
    int scalar, char triangle, int32_t n, void *a, int32_t lda, int32_t *pivots, void *work,
    int32_t work_count);
/// Factors a Hermitian matrix as `L D Lᴴ`.
int la_hetrf(
    int scalar, char triangle, int32_t n, void *a, int32_t lda, int32_t *pivots, void *work,
    int32_t work_count);
/// `la_sytrf` with bounded (rook) pivoting.
int la_sytrf_rook(
    int scalar, char triangle, int32_t n, void *a, int32_t lda, int32_t *pivots, void *work,
    int32_t work_count);
/// `la_hetrf` with bounded (rook) pivoting.
int la_hetrf_rook(
    int scalar, char triangle, int32_t n, void *a, int32_t lda, int32_t *pivots, void *work,
    int32_t work_count);
/// Factors a semidefinite matrix with complete pivoting; `work` holds 2 n real numbers.
int la_pstrf(
    int scalar, char triangle, int32_t n, void *a, int32_t lda, int32_t *pivots, int32_t *rank,
    double tolerance, void *work);

// Band storage.

/// Factors a banded matrix as `P L U`; the upper `lower` rows of `a` are room for fill.
int la_gbtrf(
    int scalar, int32_t m, int32_t n, int32_t lower, int32_t upper, void *a, int32_t lda, int32_t *pivots);
/// Solves with the factors of `la_gbtrf`; the operation is `N`, `T` or `C`.
int la_gbtrs(
    int scalar, char operation, int32_t n, int32_t lower, int32_t upper, int32_t right_sides,
    const void *a, int32_t lda, const int32_t *pivots, void *b, int32_t ldb);
/// Factors a positive definite banded matrix.
int la_pbtrf(int scalar, char triangle, int32_t n, int32_t bandwidth, void *a, int32_t lda);
/// Solves with the factor of `la_pbtrf`.
int la_pbtrs(
    int scalar, char triangle, int32_t n, int32_t bandwidth, int32_t right_sides, const void *a,
    int32_t lda, void *b, int32_t ldb);

// Diagonals.

/// Factors a tridiagonal matrix as `P L U`; `second` becomes the second superdiagonal.
int la_gttrf(
    int scalar, int32_t n, void *lower, void *diagonal, void *upper, void *second, int32_t *pivots);
/// Solves with the factors of `la_gttrf`; the operation is `N`, `T` or `C`.
int la_gttrs(
    int scalar, char operation, int32_t n, int32_t right_sides, const void *lower, const void *diagonal,
    const void *upper, const void *second, const int32_t *pivots, void *b, int32_t ldb);
/// Factors a positive definite tridiagonal matrix, whose diagonal is real, as `L D Lᴴ`.
int la_pttrf(int scalar, int32_t n, void *diagonal, void *lower);
/// Solves with the factors of `la_pttrf`.
int la_pttrs(
    int scalar, int32_t n, int32_t right_sides, const void *diagonal, const void *lower, void *b,
    int32_t ldb);

// Packed storage.

/// Factors a packed positive definite matrix.
int la_pptrf(int scalar, char triangle, int32_t n, void *a);
/// Solves with the factor of `la_pptrf`.
int la_pptrs(
    int scalar, char triangle, int32_t n, int32_t right_sides, const void *a, void *b, int32_t ldb);
