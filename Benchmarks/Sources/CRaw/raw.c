#include "raw.h"

#include <string.h>

#if __has_include(<cblas-openblas.h>)
#include <cblas-openblas.h>
#elif __has_include(<openblas/cblas.h>)
#include <openblas/cblas.h>
#else
#include <cblas.h>
#endif
#if __has_include(<openblas/lapacke.h>)
#include <openblas/lapacke.h>
#else
#include <lapacke.h>
#endif

static void copy(int32_t n, const double *from, double *to) {
  memcpy(to, from, (size_t)n * (size_t)n * sizeof(double));
}

void raw_gemm(int32_t n, const double *a, const double *b, double *c) {
  cblas_dgemm(CblasColMajor, CblasNoTrans, CblasNoTrans, n, n, n, 1, a, n, b, n, 0, c, n);
}

void raw_getrf(int32_t n, const double *a, double *factors, int32_t *pivots) {
  copy(n, a, factors);
  LAPACKE_dgetrf_work(LAPACK_COL_MAJOR, n, n, factors, n, pivots);
}

void raw_potrf(int32_t n, const double *a, double *factor) {
  copy(n, a, factor);
  LAPACKE_dpotrf_work(LAPACK_COL_MAJOR, 'L', n, factor, n);
}

void raw_gesv(int32_t n, const double *a, const double *b, double *factors, int32_t *pivots, double *x) {
  copy(n, a, factors);
  memcpy(x, b, (size_t)n * sizeof(double));
  LAPACKE_dgesv_work(LAPACK_COL_MAJOR, n, 1, factors, n, pivots, x, n);
}

void raw_geqrf(int32_t n, const double *a, double *factors, double *tau, double *work, int32_t count) {
  copy(n, a, factors);
  LAPACKE_dgeqrf_work(LAPACK_COL_MAJOR, n, n, factors, n, tau, work, count);
}

void raw_gesdd(
    int32_t n, const double *a, double *matrix, double *s, double *u, double *vt, double *work, int32_t count,
    int32_t *integers) {
  copy(n, a, matrix);
  LAPACKE_dgesdd_work(LAPACK_COL_MAJOR, 'S', n, n, matrix, n, s, u, n, vt, n, work, count, integers);
}

void raw_syevd(
    int32_t n, const double *a, double *vectors, double *w, double *work, int32_t count, int32_t *integers,
    int32_t integer_count) {
  copy(n, a, vectors);
  LAPACKE_dsyevd_work(LAPACK_COL_MAJOR, 'V', 'L', n, vectors, n, w, work, count, integers, integer_count);
}

void raw_geev(
    int32_t n, const double *a, double *matrix, double *wr, double *wi, double *vr, double *work,
    int32_t count) {
  copy(n, a, matrix);
  double none;
  LAPACKE_dgeev_work(LAPACK_COL_MAJOR, 'N', 'V', n, matrix, n, wr, wi, &none, 1, vr, n, work, count);
}
