#include "dispatch.h"

void la_axpy(
    int scalar, int32_t n, const void *alpha, const void *x, int32_t stride_x, void *y, int32_t stride_y) {
  LA_BLAS_SPLIT(
      scalar, axpy, (n, LA_VALUE(alpha), x, stride_x, y, stride_y), axpy,
      (n, alpha, x, stride_x, y, stride_y))
}

void la_gemv(
    int scalar, unsigned operation, int32_t m, int32_t n, const void *alpha, const void *a, int32_t lda,
    const void *x, int32_t stride_x, const void *beta, void *y, int32_t stride_y) {
  LA_BLAS_SPLIT(
      scalar, gemv,
      (CblasColMajor, operation, m, n, LA_VALUE(alpha), a, lda, x, stride_x, LA_VALUE(beta), y, stride_y),
      gemv, (CblasColMajor, operation, m, n, alpha, a, lda, x, stride_x, beta, y, stride_y))
}

void la_geru(
    int scalar, int32_t m, int32_t n, const void *alpha, const void *x, int32_t stride_x, const void *y,
    int32_t stride_y, void *a, int32_t lda) {
  LA_BLAS_SPLIT(
      scalar, ger, (CblasColMajor, m, n, LA_VALUE(alpha), x, stride_x, y, stride_y, a, lda), geru,
      (CblasColMajor, m, n, alpha, x, stride_x, y, stride_y, a, lda))
}

void la_gerc(
    int scalar, int32_t m, int32_t n, const void *alpha, const void *x, int32_t stride_x, const void *y,
    int32_t stride_y, void *a, int32_t lda) {
  LA_BLAS_SPLIT(
      scalar, ger, (CblasColMajor, m, n, LA_VALUE(alpha), x, stride_x, y, stride_y, a, lda), gerc,
      (CblasColMajor, m, n, alpha, x, stride_x, y, stride_y, a, lda))
}

void la_gemm(
    int scalar, unsigned operation_a, unsigned operation_b, int32_t m, int32_t n, int32_t k, const void *alpha,
    const void *a, int32_t lda, const void *b, int32_t ldb, const void *beta, void *c, int32_t ldc) {
  LA_BLAS_SPLIT(
      scalar, gemm,
      (CblasColMajor, operation_a, operation_b, m, n, k, LA_VALUE(alpha), a, lda, b, ldb, LA_VALUE(beta),
       c, ldc),
      gemm, (CblasColMajor, operation_a, operation_b, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc))
}

void la_trsm(
    int scalar, unsigned side, unsigned triangle, unsigned operation, unsigned diagonal, int32_t m, int32_t n,
    const void *alpha, const void *a, int32_t lda, void *b, int32_t ldb) {
  LA_BLAS_SPLIT(
      scalar, trsm,
      (CblasColMajor, side, triangle, operation, diagonal, m, n, LA_VALUE(alpha), a, lda, b, ldb), trsm,
      (CblasColMajor, side, triangle, operation, diagonal, m, n, alpha, a, lda, b, ldb))
}
