// LAPACK: orthogonal factorizations, singular values and least squares.
//
// `work_count == -1` asks for the size of `work`, which arrives in its first element. Workspaces of real
// numbers (`real_work`) are for complex scalars only.
#pragma once

#include <stdint.h>

/// The four factorizations into a triangle and an orthogonal matrix.
enum { LA_QR = 0, LA_LQ = 1, LA_RQ = 2, LA_QL = 3 };

/// Factors `A = Q R`, `L Q`, `R Q` or `Q L`; the reflectors replace `A` beside the triangle.
int la_geqrf(
    int scalar, int kind, int32_t m, int32_t n, void *a, int32_t lda, void *tau, void *work,
    int32_t work_count);
/// Replaces `k` reflectors of `la_geqrf` by `m × n` of the orthogonal matrix.
int la_orgqr(
    int scalar, int kind, int32_t m, int32_t n, int32_t k, void *a, int32_t lda, const void *tau,
    void *work, int32_t work_count);
/// Multiplies the `m × n` matrix `C` by the orthogonal matrix of `la_geqrf`.
int la_ormqr(
    int scalar, int kind, char side, char operation, int32_t m, int32_t n, int32_t k, const void *a,
    int32_t lda, const void *tau, void *c, int32_t ldc, void *work, int32_t work_count);
/// Factors `A P = Q R` with column pivoting; pivots count from one, nonzero ones on entry come first.
int la_geqp3(
    int scalar, int32_t m, int32_t n, void *a, int32_t lda, int32_t *pivots, void *tau, void *work,
    int32_t work_count, void *real_work);
/// Factors an upper trapezoidal `A = [T 0] Z`.
int la_tzrzf(
    int scalar, int32_t m, int32_t n, void *a, int32_t lda, void *tau, void *work, int32_t work_count);
/// Multiplies `C` by the matrix `Z` of `la_tzrzf`.
int la_ormrz(
    int scalar, char side, char operation, int32_t m, int32_t n, int32_t k, int32_t l, const void *a,
    int32_t lda, const void *tau, void *c, int32_t ldc, void *work, int32_t work_count);
/// Estimates the reciprocal condition number of a triangular matrix; `work` holds 3 n reals and n integers,
/// or 2 n complex and n real numbers.
int la_trcon(
    int scalar, char norm_type, char triangle, char diagonal, int32_t n, const void *a, int32_t lda,
    void *result, void *work, void *other_work);

/// Singular value decomposition by divide and conquer.
int la_gesdd(
    int scalar, char job, int32_t m, int32_t n, void *a, int32_t lda, void *values, void *u, int32_t ldu,
    void *vt, int32_t ldvt, void *work, int32_t work_count, void *real_work, int32_t *integer_work);
/// Singular value decomposition by QR iteration.
int la_gesvd(
    int scalar, char job_u, char job_vt, int32_t m, int32_t n, void *a, int32_t lda, void *values, void *u,
    int32_t ldu, void *vt, int32_t ldvt, void *work, int32_t work_count, void *real_work);
/// Generalized singular value decomposition of `A` (`m × n`) and `B` (`p × n`).
int la_ggsvd3(
    int scalar, char job_u, char job_v, char job_q, int32_t m, int32_t n, int32_t p, int32_t *k, int32_t *l,
    void *a, int32_t lda, void *b, int32_t ldb, void *alpha, void *beta, void *u, int32_t ldu, void *v,
    int32_t ldv, void *q, int32_t ldq, void *work, int32_t work_count, void *real_work,
    int32_t *integer_work);

/// Least squares of any rank, by a complete orthogonal factorization.
int la_gelsy(
    int scalar, int32_t m, int32_t n, int32_t right_sides, void *a, int32_t lda, void *b, int32_t ldb,
    int32_t *pivots, double rcond, int32_t *rank, void *work, int32_t work_count, void *real_work);
/// Least squares of any rank, by singular values.
int la_gelsd(
    int scalar, int32_t m, int32_t n, int32_t right_sides, void *a, int32_t lda, void *b, int32_t ldb,
    void *values, double rcond, int32_t *rank, void *work, int32_t work_count, void *real_work,
    int32_t *integer_work);
