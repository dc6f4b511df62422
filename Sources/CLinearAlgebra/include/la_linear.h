// LAPACK: linear equations with general and with positive definite matrices.
#pragma once

#include <stdint.h>

/// Factors `A = P L U`; pivots count from one.
int la_getrf(int scalar, int32_t m, int32_t n, void *a, int32_t lda, int32_t *pivots);
/// Solves with the factors of `la_getrf`; the operation is `N`, `T` or `C`.
int la_getrs(
    int scalar, char operation, int32_t n, int32_t right_sides, const void *a, int32_t lda,
    const int32_t *pivots, void *b, int32_t ldb);
/// Replaces the factors of `la_getrf` by the inverse; `work_count == -1` asks for the size of `work`.
int la_getri(
    int scalar, int32_t n, void *a, int32_t lda, const int32_t *pivots, void *work, int32_t work_count);
/// Estimates the reciprocal condition number from the factors of `la_getrf`; `work` holds 4 n reals and
/// n integers, or 2 n complex and 2 n real numbers.
int la_gecon(
    int scalar, char norm_type, int32_t n, const void *a, int32_t lda, double norm, void *result,
    void *work, void *other_work);

/// Factors a positive definite matrix, of which it touches one triangle.
int la_potrf(int scalar, char triangle, int32_t n, void *a, int32_t lda);
/// Solves with the factor of `la_potrf`.
int la_potrs(
    int scalar, char triangle, int32_t n, int32_t right_sides, const void *a, int32_t lda, void *b,
    int32_t ldb);
/// Replaces the factor of `la_potrf` by one triangle of the inverse.
int la_potri(int scalar, char triangle, int32_t n, void *a, int32_t lda);
/// Estimates the reciprocal condition number from the factor of `la_potrf`; `work` holds 3 n reals and n
/// integers, or 2 n complex and n real numbers.
int la_pocon(
    int scalar, char triangle, int32_t n, const void *a, int32_t lda, double norm, void *result,
    void *work, void *other_work);
