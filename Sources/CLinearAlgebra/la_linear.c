#include "dispatch.h"

int la_getrf(int scalar, int32_t m, int32_t n, void *a, int32_t lda, int32_t *pivots) {
  LA_LAPACK(scalar, getrf, (LA_COLUMN_MAJOR, m, n, a, lda, pivots))
}

int la_getrs(
    int scalar, char operation, int32_t n, int32_t right_sides, const void *a, int32_t lda,
    const int32_t *pivots, void *b, int32_t ldb) {
  LA_LAPACK(scalar, getrs, (LA_COLUMN_MAJOR, operation, n, right_sides, a, lda, pivots, b, ldb))
}

int la_getri(
    int scalar, int32_t n, void *a, int32_t lda, const int32_t *pivots, void *work, int32_t work_count) {
  LA_LAPACK(scalar, getri, (LA_COLUMN_MAJOR, n, a, lda, pivots, work, work_count))
}

int la_gecon(
    int scalar, char norm_type, int32_t n, const void *a, int32_t lda, double norm, void *result,
    void *work, void *other_work) {
  LA_LAPACK(scalar, gecon, (LA_COLUMN_MAJOR, norm_type, n, a, lda, norm, result, work, other_work))
}

int la_potrf(int scalar, char triangle, int32_t n, void *a, int32_t lda) {
  LA_LAPACK(scalar, potrf, (LA_COLUMN_MAJOR, triangle, n, a, lda))
}

int la_potrs(
    int scalar, char triangle, int32_t n, int32_t right_sides, const void *a, int32_t lda, void *b,
    int32_t ldb) {
  LA_LAPACK(scalar, potrs, (LA_COLUMN_MAJOR, triangle, n, right_sides, a, lda, b, ldb))
}

int la_potri(int scalar, char triangle, int32_t n, void *a, int32_t lda) {
  LA_LAPACK(scalar, potri, (LA_COLUMN_MAJOR, triangle, n, a, lda))
}

int la_pocon(
    int scalar, char triangle, int32_t n, const void *a, int32_t lda, double norm, void *result,
    void *work, void *other_work) {
  LA_LAPACK(scalar, pocon, (LA_COLUMN_MAJOR, triangle, n, a, lda, norm, result, work, other_work))
}
