// LAPACK: eigenvalues, Schur forms and matrix equations.
//
// Complex routines return eigenvalues in `values`, real ones real and imaginary parts in `values` and
// `imaginary`. `real_work` belongs to complex routines only. Counts of -1 ask for the sizes of the
// workspaces.
#pragma once

#include <stdint.h>

// Symmetric and Hermitian problems; one triangle is touched, eigenvalues ascend.

/// All eigenvalues of a Hermitian matrix; the vectors replace it if `job` is `V`.
int la_heevd(
    int scalar, char job, char triangle, int32_t n, void *a, int32_t lda, void *values, void *work,
    int32_t work_count, void *real_work, int32_t real_count, int32_t *integers, int32_t integer_count);
/// Eigenvalues of a Hermitian matrix chosen by `range`: `A`, `V` for `(low, high]`, `I` for positions.
int la_heevr(
    int scalar, char job, char range, char triangle, int32_t n, void *a, int32_t lda, double low,
    double high, int32_t first, int32_t last, int32_t *found, void *values, void *z, int32_t ldz,
    int32_t *support, void *work, int32_t work_count, void *real_work, int32_t real_count,
    int32_t *integers, int32_t integer_count);
/// All eigenvalues of a real symmetric tridiagonal matrix.
int la_stevd(
    int scalar, char job, int32_t n, void *d, void *e, void *z, int32_t ldz, void *work,
    int32_t work_count, int32_t *integers, int32_t integer_count);
/// Chosen eigenvalues of a real symmetric tridiagonal matrix.
int la_stevr(
    int scalar, char job, char range, int32_t n, void *d, void *e, double low, double high,
    int32_t first, int32_t last, int32_t *found, void *values, void *z, int32_t ldz, int32_t *support,
    void *work, int32_t work_count, int32_t *integers, int32_t integer_count);
/// All eigenvalues of a Hermitian and a positive definite matrix.
int la_hegvd(
    int scalar, int32_t type, char job, char triangle, int32_t n, void *a, int32_t lda, void *b,
    int32_t ldb, void *values, void *work, int32_t work_count, void *real_work, int32_t real_count,
    int32_t *integers, int32_t integer_count);
/// Chosen eigenvalues of a Hermitian and a positive definite matrix; `real_work` holds 7 n reals,
/// `integers` 5 n numbers.
int la_hegvx(
    int scalar, int32_t type, char job, char range, char triangle, int32_t n, void *a, int32_t lda,
    void *b, int32_t ldb, double low, double high, int32_t first, int32_t last, double tolerance,
    int32_t *found, void *values, void *z, int32_t ldz, void *work, int32_t work_count, void *real_work,
    int32_t *integers, int32_t *failed);

// General problems.

/// Eigenvalues of a general matrix with balancing, vectors and condition numbers; `other_work` holds
/// 2 n integers, or 2 n reals.
int la_geevx(
    int scalar, char balancing, char left, char right, char sense, int32_t n, void *a, int32_t lda,
    void *values, void *imaginary, void *vl, int32_t ldvl, void *vr, int32_t ldvr, int32_t *low,
    int32_t *high, void *scale, void *norm, void *value_conditions, void *vector_conditions, void *work,
    int32_t work_count, void *other_work);
/// Eigenvalues `alpha / beta` of a pair of general matrices; `real_work` holds 8 n reals.
int la_ggev3(
    int scalar, char left, char right, int32_t n, void *a, int32_t lda, void *b, int32_t ldb,
    void *alpha, void *imaginary, void *beta, void *vl, int32_t ldvl, void *vr, int32_t ldvr, void *work,
    int32_t work_count, void *real_work);
/// Permutes and scales a matrix.
int la_gebal(
    int scalar, char job, int32_t n, void *a, int32_t lda, int32_t *low, int32_t *high, void *scale);
/// Carries vectors of a balanced matrix back to the matrix itself.
int la_gebak(
    int scalar, char job, char side, int32_t n, int32_t low, int32_t high, const void *scale, int32_t m,
    void *v, int32_t ldv);

// Hessenberg and Schur forms.

/// Reduces a matrix to Hessenberg form.
int la_gehrd(
    int scalar, int32_t n, int32_t low, int32_t high, void *a, int32_t lda, void *tau, void *work,
    int32_t work_count);
/// Forms the unitary factor of `la_gehrd`.
int la_unghr(
    int scalar, int32_t n, int32_t low, int32_t high, void *a, int32_t lda, const void *tau, void *work,
    int32_t work_count);
/// Multiplies by the unitary factor of `la_gehrd`.
int la_unmhr(
    int scalar, char side, char operation, int32_t m, int32_t n, int32_t low, int32_t high,
    const void *a, int32_t lda, const void *tau, void *c, int32_t ldc, void *work, int32_t work_count);
/// Schur form `A = Z T Zᴴ`, unordered; `real_work` holds n reals.
int la_gees(
    int scalar, char job, int32_t n, void *a, int32_t lda, void *values, void *imaginary, void *z,
    int32_t ldz, void *work, int32_t work_count, void *real_work);
/// Reorders a Schur form; `selected` are truth values.
int la_trsen(
    int scalar, char job, char basis, const int32_t *selected, int32_t n, void *t, int32_t ldt, void *q,
    int32_t ldq, void *values, void *imaginary, int32_t *count, void *condition, void *separation,
    void *work, int32_t work_count, int32_t *integers, int32_t integer_count);
/// Generalized Schur form, unordered; `real_work` holds 8 n reals.
int la_gges3(
    int scalar, char left, char right, int32_t n, void *a, int32_t lda, void *b, int32_t ldb,
    void *alpha, void *imaginary, void *beta, void *vl, int32_t ldvl, void *vr, int32_t ldvr, void *work,
    int32_t work_count, void *real_work);
/// Reorders a generalized Schur form.
int la_tgsen(
    int scalar, const int32_t *selected, int32_t n, void *a, int32_t lda, void *b, int32_t ldb,
    void *alpha, void *imaginary, void *beta, void *q, int32_t ldq, void *z, int32_t ldz, int32_t *count,
    void *work, int32_t work_count, int32_t *integers, int32_t integer_count);

// Matrix equations.

/// Solves `op(A) X ± X op(B) = scale C` for (quasi-)triangular matrices; `C` becomes `X`.
int la_trsyl(
    int scalar, char operation_a, char operation_b, int32_t sign, int32_t m, int32_t n, const void *a,
    int32_t lda, const void *b, int32_t ldb, void *c, int32_t ldc, void *scale);
/// Solves `A R − L B = scale C` and `D R − L E = scale F` for generalized Schur forms; `C` becomes `R`,
/// `F` becomes `L`. With `job` 1 it estimates the separation, too; `integers` holds m + n + 6 numbers.
int la_tgsyl(
    int scalar, char operation, int32_t job, int32_t m, int32_t n, const void *a, int32_t lda,
    const void *b, int32_t ldb, void *c, int32_t ldc, const void *d, int32_t ldd, const void *e,
    int32_t lde, void *f, int32_t ldf, void *scale, void *separation, void *work, int32_t work_count,
    int32_t *integers);
