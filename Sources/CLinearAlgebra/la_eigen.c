#include "dispatch.h"

// Symmetric and Hermitian problems.

int la_heevd(
    int scalar, char job, char triangle, int32_t n, void *a, int32_t lda, void *values, void *work,
    int32_t work_count, void *real_work, int32_t real_count, int32_t *integers, int32_t integer_count) {
  LA_LAPACK_SPLIT(
      scalar, syevd,
      (LA_COLUMN_MAJOR, job, triangle, n, a, lda, values, work, work_count, integers, integer_count),
      heevd,
      (LA_COLUMN_MAJOR, job, triangle, n, a, lda, values, work, work_count, real_work, real_count,
       integers, integer_count))
}

int la_heevr(
    int scalar, char job, char range, char triangle, int32_t n, void *a, int32_t lda, double low,
    double high, int32_t first, int32_t last, int32_t *found, void *values, void *z, int32_t ldz,
    int32_t *support, void *work, int32_t work_count, void *real_work, int32_t real_count,
    int32_t *integers, int32_t integer_count) {
  LA_LAPACK_SPLIT(
      scalar, syevr,
      (LA_COLUMN_MAJOR, job, range, triangle, n, a, lda, low, high, first, last, 0, found, values, z,
       ldz, support, work, work_count, integers, integer_count),
      heevr,
      (LA_COLUMN_MAJOR, job, range, triangle, n, a, lda, low, high, first, last, 0, found, values, z,
       ldz, support, work, work_count, real_work, real_count, integers, integer_count))
}

int la_stevd(
    int scalar, char job, int32_t n, void *d, void *e, void *z, int32_t ldz, void *work,
    int32_t work_count, int32_t *integers, int32_t integer_count) {
  if (scalar == LA_FLOAT)
    return LAPACKE_sstevd_work(
        LA_COLUMN_MAJOR, job, n, d, e, z, ldz, work, work_count, integers, integer_count);
  return LAPACKE_dstevd_work(
      LA_COLUMN_MAJOR, job, n, d, e, z, ldz, work, work_count, integers, integer_count);
}

int la_stevr(
    int scalar, char job, char range, int32_t n, void *d, void *e, double low, double high,
    int32_t first, int32_t last, int32_t *found, void *values, void *z, int32_t ldz, int32_t *support,
    void *work, int32_t work_count, int32_t *integers, int32_t integer_count) {
  if (scalar == LA_FLOAT)
    return LAPACKE_sstevr_work(
        LA_COLUMN_MAJOR, job, range, n, d, e, (float)low, (float)high, first, last, 0, found, values, z,
        ldz, support, work, work_count, integers, integer_count);
  return LAPACKE_dstevr_work(
      LA_COLUMN_MAJOR, job, range, n, d, e, low, high, first, last, 0, found, values, z, ldz, support,
      work, work_count, integers, integer_count);
}

int la_hegvd(
    int scalar, int32_t type, char job, char triangle, int32_t n, void *a, int32_t lda, void *b,
    int32_t ldb, void *values, void *work, int32_t work_count, void *real_work, int32_t real_count,
    int32_t *integers, int32_t integer_count) {
  LA_LAPACK_SPLIT(
      scalar, sygvd,
      (LA_COLUMN_MAJOR, type, job, triangle, n, a, lda, b, ldb, values, work, work_count, integers,
       integer_count),
      hegvd,
      (LA_COLUMN_MAJOR, type, job, triangle, n, a, lda, b, ldb, values, work, work_count, real_work,
       real_count, integers, integer_count))
}

int la_hegvx(
    int scalar, int32_t type, char job, char range, char triangle, int32_t n, void *a, int32_t lda,
    void *b, int32_t ldb, double low, double high, int32_t first, int32_t last, double tolerance,
    int32_t *found, void *values, void *z, int32_t ldz, void *work, int32_t work_count, void *real_work,
    int32_t *integers, int32_t *failed) {
  LA_LAPACK_SPLIT(
      scalar, sygvx,
      (LA_COLUMN_MAJOR, type, job, range, triangle, n, a, lda, b, ldb, low, high, first, last, tolerance,
       found, values, z, ldz, work, work_count, integers, failed),
      hegvx,
      (LA_COLUMN_MAJOR, type, job, range, triangle, n, a, lda, b, ldb, low, high, first, last, tolerance,
       found, values, z, ldz, work, work_count, real_work, integers, failed))
}

// General problems.

int la_geevx(
    int scalar, char balancing, char left, char right, char sense, int32_t n, void *a, int32_t lda,
    void *values, void *imaginary, void *vl, int32_t ldvl, void *vr, int32_t ldvr, int32_t *low,
    int32_t *high, void *scale, void *norm, void *value_conditions, void *vector_conditions, void *work,
    int32_t work_count, void *other_work) {
  LA_LAPACK_SPLIT(
      scalar, geevx,
      (LA_COLUMN_MAJOR, balancing, left, right, sense, n, a, lda, values, imaginary, vl, ldvl, vr, ldvr,
       low, high, scale, norm, value_conditions, vector_conditions, work, work_count, other_work),
      geevx,
      (LA_COLUMN_MAJOR, balancing, left, right, sense, n, a, lda, values, vl, ldvl, vr, ldvr, low, high,
       scale, norm, value_conditions, vector_conditions, work, work_count, other_work))
}

int la_ggev3(
    int scalar, char left, char right, int32_t n, void *a, int32_t lda, void *b, int32_t ldb,
    void *alpha, void *imaginary, void *beta, void *vl, int32_t ldvl, void *vr, int32_t ldvr, void *work,
    int32_t work_count, void *real_work) {
  LA_LAPACK_SPLIT(
      scalar, ggev3,
      (LA_COLUMN_MAJOR, left, right, n, a, lda, b, ldb, alpha, imaginary, beta, vl, ldvl, vr, ldvr, work,
       work_count),
      ggev3,
      (LA_COLUMN_MAJOR, left, right, n, a, lda, b, ldb, alpha, beta, vl, ldvl, vr, ldvr, work,
       work_count, real_work))
}

int la_gebal(
    int scalar, char job, int32_t n, void *a, int32_t lda, int32_t *low, int32_t *high, void *scale) {
  LA_LAPACK(scalar, gebal, (LA_COLUMN_MAJOR, job, n, a, lda, low, high, scale))
}

int la_gebak(
    int scalar, char job, char side, int32_t n, int32_t low, int32_t high, const void *scale, int32_t m,
    void *v, int32_t ldv) {
  LA_LAPACK(scalar, gebak, (LA_COLUMN_MAJOR, job, side, n, low, high, scale, m, v, ldv))
}

// Hessenberg and Schur forms.

int la_gehrd(
    int scalar, int32_t n, int32_t low, int32_t high, void *a, int32_t lda, void *tau, void *work,
    int32_t work_count) {
  LA_LAPACK(scalar, gehrd, (LA_COLUMN_MAJOR, n, low, high, a, lda, tau, work, work_count))
}

int la_unghr(
    int scalar, int32_t n, int32_t low, int32_t high, void *a, int32_t lda, const void *tau, void *work,
    int32_t work_count) {
  LA_LAPACK_SPLIT(
      scalar, orghr, (LA_COLUMN_MAJOR, n, low, high, a, lda, tau, work, work_count), unghr,
      (LA_COLUMN_MAJOR, n, low, high, a, lda, tau, work, work_count))
}

int la_unmhr(
    int scalar, char side, char operation, int32_t m, int32_t n, int32_t low, int32_t high,
    const void *a, int32_t lda, const void *tau, void *c, int32_t ldc, void *work, int32_t work_count) {
  LA_LAPACK_SPLIT(
      scalar, ormhr,
      (LA_COLUMN_MAJOR, side, operation, m, n, low, high, a, lda, tau, c, ldc, work, work_count), unmhr,
      (LA_COLUMN_MAJOR, side, operation, m, n, low, high, a, lda, tau, c, ldc, work, work_count))
}

int la_gees(
    int scalar, char job, int32_t n, void *a, int32_t lda, void *values, void *imaginary, void *z,
    int32_t ldz, void *work, int32_t work_count, void *real_work) {
  lapack_int count = 0;  // nothing is selected, because a callback of C could not capture
  LA_LAPACK_SPLIT(
      scalar, gees,
      (LA_COLUMN_MAJOR, job, 'N', 0, n, a, lda, &count, values, imaginary, z, ldz, work, work_count, 0),
      gees,
      (LA_COLUMN_MAJOR, job, 'N', 0, n, a, lda, &count, values, z, ldz, work, work_count, real_work, 0))
}

int la_trsen(
    int scalar, char job, char basis, const int32_t *selected, int32_t n, void *t, int32_t ldt, void *q,
    int32_t ldq, void *values, void *imaginary, int32_t *count, void *condition, void *separation,
    void *work, int32_t work_count, int32_t *integers, int32_t integer_count) {
  LA_LAPACK_SPLIT(
      scalar, trsen,
      (LA_COLUMN_MAJOR, job, basis, selected, n, t, ldt, q, ldq, values, imaginary, count, condition,
       separation, work, work_count, integers, integer_count),
      trsen,
      (LA_COLUMN_MAJOR, job, basis, selected, n, t, ldt, q, ldq, values, count, condition, separation,
       work, work_count))
}

int la_gges3(
    int scalar, char left, char right, int32_t n, void *a, int32_t lda, void *b, int32_t ldb,
    void *alpha, void *imaginary, void *beta, void *vl, int32_t ldvl, void *vr, int32_t ldvr, void *work,
    int32_t work_count, void *real_work) {
  lapack_int count = 0;
  LA_LAPACK_SPLIT(
      scalar, gges3,
      (LA_COLUMN_MAJOR, left, right, 'N', 0, n, a, lda, b, ldb, &count, alpha, imaginary, beta, vl, ldvl,
       vr, ldvr, work, work_count, 0),
      gges3,
      (LA_COLUMN_MAJOR, left, right, 'N', 0, n, a, lda, b, ldb, &count, alpha, beta, vl, ldvl, vr, ldvr,
       work, work_count, real_work, 0))
}

int la_tgsen(
    int scalar, const int32_t *selected, int32_t n, void *a, int32_t lda, void *b, int32_t ldb,
    void *alpha, void *imaginary, void *beta, void *q, int32_t ldq, void *z, int32_t ldz, int32_t *count,
    void *work, int32_t work_count, int32_t *integers, int32_t integer_count) {
  double unused[6];  // conditions that are not asked for
  LA_LAPACK_SPLIT(
      scalar, tgsen,
      (LA_COLUMN_MAJOR, 0, 1, 1, selected, n, a, lda, b, ldb, alpha, imaginary, beta, q, ldq, z, ldz,
       count, (void *)unused, (void *)(unused + 1), (void *)(unused + 2), work, work_count, integers,
       integer_count),
      tgsen,
      (LA_COLUMN_MAJOR, 0, 1, 1, selected, n, a, lda, b, ldb, alpha, beta, q, ldq, z, ldz, count,
       (void *)unused, (void *)(unused + 1), (void *)(unused + 2), work, work_count, integers,
       integer_count))
}

// Matrix equations.

int la_trsyl(
    int scalar, char operation_a, char operation_b, int32_t sign, int32_t m, int32_t n, const void *a,
    int32_t lda, const void *b, int32_t ldb, void *c, int32_t ldc, void *scale) {
  LA_LAPACK(
      scalar, trsyl,
      (LA_COLUMN_MAJOR, operation_a, operation_b, sign, m, n, a, lda, b, ldb, c, ldc, scale))
}

int la_tgsyl(
    int scalar, char operation, int32_t job, int32_t m, int32_t n, const void *a, int32_t lda,
    const void *b, int32_t ldb, void *c, int32_t ldc, const void *d, int32_t ldd, const void *e,
    int32_t lde, void *f, int32_t ldf, void *scale, void *separation, void *work, int32_t work_count,
    int32_t *integers) {
  LA_LAPACK(
      scalar, tgsyl,
      (LA_COLUMN_MAJOR, operation, job, m, n, a, lda, b, ldb, c, ldc, d, ldd, e, lde, f, ldf, scale,
       separation, work, work_count, integers))
}
