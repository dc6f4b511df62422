#include "dispatch.h"

int la_sytrf(
    int scalar, char triangle, int32_t n, void *a, int32_t lda, int32_t *pivots, void *work,
    int32_t work_count) {
  LA_LAPACK(scalar, sytrf, (LA_COLUMN_MAJOR, triangle, n, a, lda, pivots, work, work_count))
}

int la_hetrf(
    int scalar, char triangle, int32_t n, void *a, int32_t lda, int32_t *pivots, void *work,
    int32_t work_count) {
  LA_LAPACK_SPLIT(
      scalar, sytrf, (LA_COLUMN_MAJOR, triangle, n, a, lda, pivots, work, work_count), hetrf,
      (LA_COLUMN_MAJOR, triangle, n, a, lda, pivots, work, work_count))
}

int la_sytrf_rook(
    int scalar, char triangle, int32_t n, void *a, int32_t lda, int32_t *pivots, void *work,
    int32_t work_count) {
  LA_LAPACK(scalar, sytrf_rook, (LA_COLUMN_MAJOR, triangle, n, a, lda, pivots, work, work_count))
}

int la_hetrf_rook(
    int scalar, char triangle, int32_t n, void *a, int32_t lda, int32_t *pivots, void *work,
    int32_t work_count) {
  LA_LAPACK_SPLIT(
      scalar, sytrf_rook, (LA_COLUMN_MAJOR, triangle, n, a, lda, pivots, work, work_count), hetrf_rook,
      (LA_COLUMN_MAJOR, triangle, n, a, lda, pivots, work, work_count))
}

int la_pstrf(
    int scalar, char triangle, int32_t n, void *a, int32_t lda, int32_t *pivots, int32_t *rank,
    double tolerance, void *work) {
  LA_LAPACK(scalar, pstrf, (LA_COLUMN_MAJOR, triangle, n, a, lda, pivots, rank, tolerance, work))
}

int la_gbtrf(
    int scalar, int32_t m, int32_t n, int32_t lower, int32_t upper, void *a, int32_t lda, int32_t *pivots) {
  LA_LAPACK(scalar, gbtrf, (LA_COLUMN_MAJOR, m, n, lower, upper, a, lda, pivots))
}

int la_gbtrs(
    int scalar, char operation, int32_t n, int32_t lower, int32_t upper, int32_t right_sides,
    const void *a, int32_t lda, const int32_t *pivots, void *b, int32_t ldb) {
  LA_LAPACK(
      scalar, gbtrs, (LA_COLUMN_MAJOR, operation, n, lower, upper, right_sides, a, lda, pivots, b, ldb))
}

int la_pbtrf(int scalar, char triangle, int32_t n, int32_t bandwidth, void *a, int32_t lda) {
  LA_LAPACK(scalar, pbtrf, (LA_COLUMN_MAJOR, triangle, n, bandwidth, a, lda))
}

int la_pbtrs(
    int scalar, char triangle, int32_t n, int32_t bandwidth, int32_t right_sides, const void *a,
    int32_t lda, void *b, int32_t ldb) {
  LA_LAPACK(scalar, pbtrs, (LA_COLUMN_MAJOR, triangle, n, bandwidth, right_sides, a, lda, b, ldb))
}

int la_gttrf(
    int scalar, int32_t n, void *lower, void *diagonal, void *upper, void *second, int32_t *pivots) {
  LA_LAPACK(scalar, gttrf, (n, lower, diagonal, upper, second, pivots))
}

int la_gttrs(
    int scalar, char operation, int32_t n, int32_t right_sides, const void *lower, const void *diagonal,
    const void *upper, const void *second, const int32_t *pivots, void *b, int32_t ldb) {
  LA_LAPACK(
      scalar, gttrs,
      (LA_COLUMN_MAJOR, operation, n, right_sides, lower, diagonal, upper, second, pivots, b, ldb))
}

int la_pttrf(int scalar, int32_t n, void *diagonal, void *lower) {
  LA_LAPACK(scalar, pttrf, (n, diagonal, lower))
}

int la_pttrs(
    int scalar, int32_t n, int32_t right_sides, const void *diagonal, const void *lower, void *b,
    int32_t ldb) {
  LA_LAPACK_SPLIT(
      scalar, pttrs, (LA_COLUMN_MAJOR, n, right_sides, diagonal, lower, b, ldb), pttrs,
      (LA_COLUMN_MAJOR, 'L', n, right_sides, diagonal, lower, b, ldb))
}

int la_pptrf(int scalar, char triangle, int32_t n, void *a) {
  LA_LAPACK(scalar, pptrf, (LA_COLUMN_MAJOR, triangle, n, a))
}

int la_pptrs(
    int scalar, char triangle, int32_t n, int32_t right_sides, const void *a, void *b, int32_t ldb) {
  LA_LAPACK(scalar, pptrs, (LA_COLUMN_MAJOR, triangle, n, right_sides, a, b, ldb))
}
