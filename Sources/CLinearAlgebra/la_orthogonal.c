#include "dispatch.h"

int la_geqrf(
    int scalar, int kind, int32_t m, int32_t n, void *a, int32_t lda, void *tau, void *work,
    int32_t work_count) {
#define ARGUMENTS (LA_COLUMN_MAJOR, m, n, a, lda, tau, work, work_count)
  switch (kind) {
    case LA_QR: LA_LAPACK(scalar, geqrf, ARGUMENTS)
    case LA_LQ: LA_LAPACK(scalar, gelqf, ARGUMENTS)
    case LA_RQ: LA_LAPACK(scalar, gerqf, ARGUMENTS)
    default: LA_LAPACK(scalar, geqlf, ARGUMENTS)
  }
#undef ARGUMENTS
}

int la_orgqr(
    int scalar, int kind, int32_t m, int32_t n, int32_t k, void *a, int32_t lda, const void *tau,
    void *work, int32_t work_count) {
#define ARGUMENTS (LA_COLUMN_MAJOR, m, n, k, a, lda, tau, work, work_count)
  switch (kind) {
    case LA_QR: LA_LAPACK_SPLIT(scalar, orgqr, ARGUMENTS, ungqr, ARGUMENTS)
    case LA_LQ: LA_LAPACK_SPLIT(scalar, orglq, ARGUMENTS, unglq, ARGUMENTS)
    case LA_RQ: LA_LAPACK_SPLIT(scalar, orgrq, ARGUMENTS, ungrq, ARGUMENTS)
    default: LA_LAPACK_SPLIT(scalar, orgql, ARGUMENTS, ungql, ARGUMENTS)
  }
#undef ARGUMENTS
}

int la_ormqr(
    int scalar, int kind, char side, char operation, int32_t m, int32_t n, int32_t k, const void *a,
    int32_t lda, const void *tau, void *c, int32_t ldc, void *work, int32_t work_count) {
#define ARGUMENTS (LA_COLUMN_MAJOR, side, operation, m, n, k, a, lda, tau, c, ldc, work, work_count)
  switch (kind) {
    case LA_QR: LA_LAPACK_SPLIT(scalar, ormqr, ARGUMENTS, unmqr, ARGUMENTS)
    case LA_LQ: LA_LAPACK_SPLIT(scalar, ormlq, ARGUMENTS, unmlq, ARGUMENTS)
    case LA_RQ: LA_LAPACK_SPLIT(scalar, ormrq, ARGUMENTS, unmrq, ARGUMENTS)
    default: LA_LAPACK_SPLIT(scalar, ormql, ARGUMENTS, unmql, ARGUMENTS)
  }
#undef ARGUMENTS
}

int la_geqp3(
    int scalar, int32_t m, int32_t n, void *a, int32_t lda, int32_t *pivots, void *tau, void *work,
    int32_t work_count, void *real_work) {
  LA_LAPACK_SPLIT(
      scalar, geqp3, (LA_COLUMN_MAJOR, m, n, a, lda, pivots, tau, work, work_count), geqp3,
      (LA_COLUMN_MAJOR, m, n, a, lda, pivots, tau, work, work_count, real_work))
}

int la_tzrzf(
    int scalar, int32_t m, int32_t n, void *a, int32_t lda, void *tau, void *work, int32_t work_count) {
  LA_LAPACK(scalar, tzrzf, (LA_COLUMN_MAJOR, m, n, a, lda, tau, work, work_count))
}

int la_ormrz(
    int scalar, char side, char operation, int32_t m, int32_t n, int32_t k, int32_t l, const void *a,
    int32_t lda, const void *tau, void *c, int32_t ldc, void *work, int32_t work_count) {
#define ARGUMENTS (LA_COLUMN_MAJOR, side, operation, m, n, k, l, a, lda, tau, c, ldc, work, work_count)
  LA_LAPACK_SPLIT(scalar, ormrz, ARGUMENTS, unmrz, ARGUMENTS)
#undef ARGUMENTS
}

int la_trcon(
    int scalar, char norm_type, char triangle, char diagonal, int32_t n, const void *a, int32_t lda,
    void *result, void *work, void *other_work) {
  LA_LAPACK(
      scalar, trcon,
      (LA_COLUMN_MAJOR, norm_type, triangle, diagonal, n, a, lda, result, work, other_work))
}

int la_gesdd(
    int scalar, char job, int32_t m, int32_t n, void *a, int32_t lda, void *values, void *u, int32_t ldu,
    void *vt, int32_t ldvt, void *work, int32_t work_count, void *real_work, int32_t *integer_work) {
  LA_LAPACK_SPLIT(
      scalar, gesdd,
      (LA_COLUMN_MAJOR, job, m, n, a, lda, values, u, ldu, vt, ldvt, work, work_count, integer_work),
      gesdd,
      (LA_COLUMN_MAJOR, job, m, n, a, lda, values, u, ldu, vt, ldvt, work, work_count, real_work,
       integer_work))
}

int la_gesvd(
    int scalar, char job_u, char job_vt, int32_t m, int32_t n, void *a, int32_t lda, void *values, void *u,
    int32_t ldu, void *vt, int32_t ldvt, void *work, int32_t work_count, void *real_work) {
  LA_LAPACK_SPLIT(
      scalar, gesvd,
      (LA_COLUMN_MAJOR, job_u, job_vt, m, n, a, lda, values, u, ldu, vt, ldvt, work, work_count), gesvd,
      (LA_COLUMN_MAJOR, job_u, job_vt, m, n, a, lda, values, u, ldu, vt, ldvt, work, work_count,
       real_work))
}

int la_ggsvd3(
    int scalar, char job_u, char job_v, char job_q, int32_t m, int32_t n, int32_t p, int32_t *k, int32_t *l,
    void *a, int32_t lda, void *b, int32_t ldb, void *alpha, void *beta, void *u, int32_t ldu, void *v,
    int32_t ldv, void *q, int32_t ldq, void *work, int32_t work_count, void *real_work,
    int32_t *integer_work) {
  LA_LAPACK_SPLIT(
      scalar, ggsvd3,
      (LA_COLUMN_MAJOR, job_u, job_v, job_q, m, n, p, k, l, a, lda, b, ldb, alpha, beta, u, ldu, v, ldv, q,
       ldq, work, work_count, integer_work),
      ggsvd3,
      (LA_COLUMN_MAJOR, job_u, job_v, job_q, m, n, p, k, l, a, lda, b, ldb, alpha, beta, u, ldu, v, ldv, q,
       ldq, work, work_count, real_work, integer_work))
}

int la_gelsy(
    int scalar, int32_t m, int32_t n, int32_t right_sides, void *a, int32_t lda, void *b, int32_t ldb,
    int32_t *pivots, double rcond, int32_t *rank, void *work, int32_t work_count, void *real_work) {
  LA_LAPACK_SPLIT(
      scalar, gelsy,
      (LA_COLUMN_MAJOR, m, n, right_sides, a, lda, b, ldb, pivots, rcond, rank, work, work_count), gelsy,
      (LA_COLUMN_MAJOR, m, n, right_sides, a, lda, b, ldb, pivots, rcond, rank, work, work_count,
       real_work))
}

int la_gelsd(
    int scalar, int32_t m, int32_t n, int32_t right_sides, void *a, int32_t lda, void *b, int32_t ldb,
    void *values, double rcond, int32_t *rank, void *work, int32_t work_count, void *real_work,
    int32_t *integer_work) {
  LA_LAPACK_SPLIT(
      scalar, gelsd,
      (LA_COLUMN_MAJOR, m, n, right_sides, a, lda, b, ldb, values, rcond, rank, work, work_count,
       integer_work),
      gelsd,
      (LA_COLUMN_MAJOR, m, n, right_sides, a, lda, b, ldb, values, rcond, rank, work, work_count,
       real_work, integer_work))
}
