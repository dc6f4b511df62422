#include "dispatch.h"

// Level 1.

void la_axpy(
    int scalar, int32_t n, const void *alpha, const void *x, int32_t stride_x, void *y, int32_t stride_y) {
  LA_BLAS_SPLIT(
      scalar, axpy, (n, LA_VALUE(alpha), x, stride_x, y, stride_y),
      axpy, (n, alpha, x, stride_x, y, stride_y))
}

void la_axpby(
    int scalar, int32_t n, const void *alpha, const void *x, int32_t stride_x, const void *beta, void *y,
    int32_t stride_y) {
  LA_BLAS_SPLIT(
      scalar, axpby, (n, LA_VALUE(alpha), x, stride_x, LA_VALUE(beta), y, stride_y),
      axpby, (n, alpha, x, stride_x, beta, y, stride_y))
}

void la_scal(int scalar, int32_t n, const void *alpha, void *x, int32_t stride_x) {
  LA_BLAS_SPLIT(scalar, scal, (n, LA_VALUE(alpha), x, stride_x), scal, (n, alpha, x, stride_x))
}

void la_swap(int scalar, int32_t n, void *x, int32_t stride_x, void *y, int32_t stride_y) {
  LA_BLAS_SPLIT(scalar, swap, (n, x, stride_x, y, stride_y), swap, (n, x, stride_x, y, stride_y))
}

void la_copy(int scalar, int32_t n, const void *x, int32_t stride_x, void *y, int32_t stride_y) {
  LA_BLAS_SPLIT(scalar, copy, (n, x, stride_x, y, stride_y), copy, (n, x, stride_x, y, stride_y))
}

void la_rot(
    int scalar, int32_t n, void *x, int32_t stride_x, void *y, int32_t stride_y, double c, double s) {
  switch (scalar) {
    case LA_FLOAT: cblas_srot(n, x, stride_x, y, stride_y, c, s); break;
    case LA_DOUBLE: cblas_drot(n, x, stride_x, y, stride_y, c, s); break;
    case LA_COMPLEX_FLOAT: cblas_csrot(n, x, stride_x, y, stride_y, c, s); break;
    default: cblas_zdrot(n, x, stride_x, y, stride_y, c, s); break;
  }
}

void la_dotu(
    int scalar, int32_t n, const void *x, int32_t stride_x, const void *y, int32_t stride_y, void *result) {
  switch (scalar) {
    case LA_FLOAT: *(float *)result = cblas_sdot(n, x, stride_x, y, stride_y); break;
    case LA_DOUBLE: *(double *)result = cblas_ddot(n, x, stride_x, y, stride_y); break;
    case LA_COMPLEX_FLOAT: cblas_cdotu_sub(n, x, stride_x, y, stride_y, result); break;
    default: cblas_zdotu_sub(n, x, stride_x, y, stride_y, result); break;
  }
}

void la_dotc(
    int scalar, int32_t n, const void *x, int32_t stride_x, const void *y, int32_t stride_y, void *result) {
  switch (scalar) {
    case LA_FLOAT: *(float *)result = cblas_sdot(n, x, stride_x, y, stride_y); break;
    case LA_DOUBLE: *(double *)result = cblas_ddot(n, x, stride_x, y, stride_y); break;
    case LA_COMPLEX_FLOAT: cblas_cdotc_sub(n, x, stride_x, y, stride_y, result); break;
    default: cblas_zdotc_sub(n, x, stride_x, y, stride_y, result); break;
  }
}

double la_nrm2(int scalar, int32_t n, const void *x, int32_t stride_x) {
  switch (scalar) {
    case LA_FLOAT: return cblas_snrm2(n, x, stride_x);
    case LA_DOUBLE: return cblas_dnrm2(n, x, stride_x);
    case LA_COMPLEX_FLOAT: return cblas_scnrm2(n, x, stride_x);
    default: return cblas_dznrm2(n, x, stride_x);
  }
}

double la_asum(int scalar, int32_t n, const void *x, int32_t stride_x) {
  switch (scalar) {
    case LA_FLOAT: return cblas_sasum(n, x, stride_x);
    case LA_DOUBLE: return cblas_dasum(n, x, stride_x);
    case LA_COMPLEX_FLOAT: return cblas_scasum(n, x, stride_x);
    default: return cblas_dzasum(n, x, stride_x);
  }
}

int la_iamax(int scalar, int32_t n, const void *x, int32_t stride_x) {
  switch (scalar) {
    case LA_FLOAT: return (int)cblas_isamax(n, x, stride_x);
    case LA_DOUBLE: return (int)cblas_idamax(n, x, stride_x);
    case LA_COMPLEX_FLOAT: return (int)cblas_icamax(n, x, stride_x);
    default: return (int)cblas_izamax(n, x, stride_x);
  }
}

// Level 2.

void la_gemv(
    int scalar, unsigned operation, int32_t m, int32_t n, const void *alpha, const void *a, int32_t lda,
    const void *x, int32_t stride_x, const void *beta, void *y, int32_t stride_y) {
  LA_BLAS_SPLIT(
      scalar, gemv, (CblasColMajor, operation, m, n, LA_VALUE(alpha), a, lda, x, stride_x, LA_VALUE(beta),
          y, stride_y),
      gemv, (CblasColMajor, operation, m, n, alpha, a, lda, x, stride_x, beta, y, stride_y))
}

void la_gbmv(
    int scalar, unsigned operation, int32_t m, int32_t n, int32_t lower, int32_t upper, const void *alpha,
    const void *a, int32_t lda, const void *x, int32_t stride_x, const void *beta, void *y,
    int32_t stride_y) {
  LA_BLAS_SPLIT(
      scalar, gbmv, (CblasColMajor, operation, m, n, lower, upper, LA_VALUE(alpha), a, lda, x, stride_x,
          LA_VALUE(beta), y, stride_y),
      gbmv, (CblasColMajor, operation, m, n, lower, upper, alpha, a, lda, x, stride_x, beta, y, stride_y))
}

void la_geru(
    int scalar, int32_t m, int32_t n, const void *alpha, const void *x, int32_t stride_x, const void *y,
    int32_t stride_y, void *a, int32_t lda) {
  LA_BLAS_SPLIT(
      scalar, ger, (CblasColMajor, m, n, LA_VALUE(alpha), x, stride_x, y, stride_y, a, lda),
      geru, (CblasColMajor, m, n, alpha, x, stride_x, y, stride_y, a, lda))
}

void la_gerc(
    int scalar, int32_t m, int32_t n, const void *alpha, const void *x, int32_t stride_x, const void *y,
    int32_t stride_y, void *a, int32_t lda) {
  LA_BLAS_SPLIT(
      scalar, ger, (CblasColMajor, m, n, LA_VALUE(alpha), x, stride_x, y, stride_y, a, lda),
      gerc, (CblasColMajor, m, n, alpha, x, stride_x, y, stride_y, a, lda))
}

void la_hemv(
    int scalar, unsigned triangle, int32_t n, const void *alpha, const void *a, int32_t lda, const void *x,
    int32_t stride_x, const void *beta, void *y, int32_t stride_y) {
  LA_BLAS_SPLIT(
      scalar, symv, (CblasColMajor, triangle, n, LA_VALUE(alpha), a, lda, x, stride_x, LA_VALUE(beta), y,
          stride_y),
      hemv, (CblasColMajor, triangle, n, alpha, a, lda, x, stride_x, beta, y, stride_y))
}

void la_hbmv(
    int scalar, unsigned triangle, int32_t n, int32_t k, const void *alpha, const void *a, int32_t lda,
    const void *x, int32_t stride_x, const void *beta, void *y, int32_t stride_y) {
  LA_BLAS_SPLIT(
      scalar, sbmv, (CblasColMajor, triangle, n, k, LA_VALUE(alpha), a, lda, x, stride_x, LA_VALUE(beta),
          y, stride_y),
      hbmv, (CblasColMajor, triangle, n, k, alpha, a, lda, x, stride_x, beta, y, stride_y))
}

void la_hpmv(
    int scalar, unsigned triangle, int32_t n, const void *alpha, const void *a, const void *x,
    int32_t stride_x, const void *beta, void *y, int32_t stride_y) {
  LA_BLAS_SPLIT(
      scalar, spmv, (CblasColMajor, triangle, n, LA_VALUE(alpha), a, x, stride_x, LA_VALUE(beta), y,
          stride_y),
      hpmv, (CblasColMajor, triangle, n, alpha, a, x, stride_x, beta, y, stride_y))
}

void la_her(
    int scalar, unsigned triangle, int32_t n, double alpha, const void *x, int32_t stride_x, void *a,
    int32_t lda) {
  LA_BLAS_SPLIT(
      scalar, syr, (CblasColMajor, triangle, n, alpha, x, stride_x, a, lda),
      her, (CblasColMajor, triangle, n, alpha, x, stride_x, a, lda))
}

void la_hpr(
    int scalar, unsigned triangle, int32_t n, double alpha, const void *x, int32_t stride_x, void *a) {
  LA_BLAS_SPLIT(
      scalar, spr, (CblasColMajor, triangle, n, alpha, x, stride_x, a),
      hpr, (CblasColMajor, triangle, n, alpha, x, stride_x, a))
}

void la_her2(
    int scalar, unsigned triangle, int32_t n, const void *alpha, const void *x, int32_t stride_x,
    const void *y, int32_t stride_y, void *a, int32_t lda) {
  LA_BLAS_SPLIT(
      scalar, syr2, (CblasColMajor, triangle, n, LA_VALUE(alpha), x, stride_x, y, stride_y, a, lda),
      her2, (CblasColMajor, triangle, n, alpha, x, stride_x, y, stride_y, a, lda))
}

void la_hpr2(
    int scalar, unsigned triangle, int32_t n, const void *alpha, const void *x, int32_t stride_x,
    const void *y, int32_t stride_y, void *a) {
  LA_BLAS_SPLIT(
      scalar, spr2, (CblasColMajor, triangle, n, LA_VALUE(alpha), x, stride_x, y, stride_y, a),
      hpr2, (CblasColMajor, triangle, n, alpha, x, stride_x, y, stride_y, a))
}

void la_trmv(
    int scalar, unsigned triangle, unsigned operation, unsigned diagonal, int32_t n, const void *a,
    int32_t lda, void *x, int32_t stride_x) {
  LA_BLAS_SPLIT(
      scalar, trmv, (CblasColMajor, triangle, operation, diagonal, n, a, lda, x, stride_x),
      trmv, (CblasColMajor, triangle, operation, diagonal, n, a, lda, x, stride_x))
}

void la_tbmv(
    int scalar, unsigned triangle, unsigned operation, unsigned diagonal, int32_t n, int32_t k,
    const void *a, int32_t lda, void *x, int32_t stride_x) {
  LA_BLAS_SPLIT(
      scalar, tbmv, (CblasColMajor, triangle, operation, diagonal, n, k, a, lda, x, stride_x),
      tbmv, (CblasColMajor, triangle, operation, diagonal, n, k, a, lda, x, stride_x))
}

void la_tpmv(
    int scalar, unsigned triangle, unsigned operation, unsigned diagonal, int32_t n, const void *a,
    void *x, int32_t stride_x) {
  LA_BLAS_SPLIT(
      scalar, tpmv, (CblasColMajor, triangle, operation, diagonal, n, a, x, stride_x),
      tpmv, (CblasColMajor, triangle, operation, diagonal, n, a, x, stride_x))
}

void la_trsv(
    int scalar, unsigned triangle, unsigned operation, unsigned diagonal, int32_t n, const void *a,
    int32_t lda, void *x, int32_t stride_x) {
  LA_BLAS_SPLIT(
      scalar, trsv, (CblasColMajor, triangle, operation, diagonal, n, a, lda, x, stride_x),
      trsv, (CblasColMajor, triangle, operation, diagonal, n, a, lda, x, stride_x))
}

void la_tbsv(
    int scalar, unsigned triangle, unsigned operation, unsigned diagonal, int32_t n, int32_t k,
    const void *a, int32_t lda, void *x, int32_t stride_x) {
  LA_BLAS_SPLIT(
      scalar, tbsv, (CblasColMajor, triangle, operation, diagonal, n, k, a, lda, x, stride_x),
      tbsv, (CblasColMajor, triangle, operation, diagonal, n, k, a, lda, x, stride_x))
}

void la_tpsv(
    int scalar, unsigned triangle, unsigned operation, unsigned diagonal, int32_t n, const void *a,
    void *x, int32_t stride_x) {
  LA_BLAS_SPLIT(
      scalar, tpsv, (CblasColMajor, triangle, operation, diagonal, n, a, x, stride_x),
      tpsv, (CblasColMajor, triangle, operation, diagonal, n, a, x, stride_x))
}

// Level 3.

void la_gemm(
    int scalar, unsigned operation_a, unsigned operation_b, int32_t m, int32_t n, int32_t k,
    const void *alpha, const void *a, int32_t lda, const void *b, int32_t ldb, const void *beta, void *c,
    int32_t ldc) {
  LA_BLAS_SPLIT(
      scalar, gemm, (CblasColMajor, operation_a, operation_b, m, n, k, LA_VALUE(alpha), a, lda, b, ldb,
          LA_VALUE(beta), c, ldc),
      gemm, (CblasColMajor, operation_a, operation_b, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc))
}

void la_symm(
    int scalar, unsigned side, unsigned triangle, int32_t m, int32_t n, const void *alpha, const void *a,
    int32_t lda, const void *b, int32_t ldb, const void *beta, void *c, int32_t ldc) {
  LA_BLAS_SPLIT(
      scalar, symm, (CblasColMajor, side, triangle, m, n, LA_VALUE(alpha), a, lda, b, ldb, LA_VALUE(beta),
          c, ldc),
      symm, (CblasColMajor, side, triangle, m, n, alpha, a, lda, b, ldb, beta, c, ldc))
}

void la_hemm(
    int scalar, unsigned side, unsigned triangle, int32_t m, int32_t n, const void *alpha, const void *a,
    int32_t lda, const void *b, int32_t ldb, const void *beta, void *c, int32_t ldc) {
  LA_BLAS_SPLIT(
      scalar, symm, (CblasColMajor, side, triangle, m, n, LA_VALUE(alpha), a, lda, b, ldb, LA_VALUE(beta),
          c, ldc),
      hemm, (CblasColMajor, side, triangle, m, n, alpha, a, lda, b, ldb, beta, c, ldc))
}

void la_syrk(
    int scalar, unsigned triangle, unsigned operation, int32_t n, int32_t k, const void *alpha,
    const void *a, int32_t lda, const void *beta, void *c, int32_t ldc) {
  LA_BLAS_SPLIT(
      scalar, syrk, (CblasColMajor, triangle, operation, n, k, LA_VALUE(alpha), a, lda, LA_VALUE(beta), c,
          ldc),
      syrk, (CblasColMajor, triangle, operation, n, k, alpha, a, lda, beta, c, ldc))
}

void la_herk(
    int scalar, unsigned triangle, unsigned operation, int32_t n, int32_t k, double alpha, const void *a,
    int32_t lda, double beta, void *c, int32_t ldc) {
  LA_BLAS_SPLIT(
      scalar, syrk, (CblasColMajor, triangle, operation, n, k, alpha, a, lda, beta, c, ldc),
      herk, (CblasColMajor, triangle, operation, n, k, alpha, a, lda, beta, c, ldc))
}

void la_syr2k(
    int scalar, unsigned triangle, unsigned operation, int32_t n, int32_t k, const void *alpha,
    const void *a, int32_t lda, const void *b, int32_t ldb, const void *beta, void *c, int32_t ldc) {
  LA_BLAS_SPLIT(
      scalar, syr2k, (CblasColMajor, triangle, operation, n, k, LA_VALUE(alpha), a, lda, b, ldb,
          LA_VALUE(beta), c, ldc),
      syr2k, (CblasColMajor, triangle, operation, n, k, alpha, a, lda, b, ldb, beta, c, ldc))
}

void la_her2k(
    int scalar, unsigned triangle, unsigned operation, int32_t n, int32_t k, const void *alpha,
    const void *a, int32_t lda, const void *b, int32_t ldb, double beta, void *c, int32_t ldc) {
  LA_BLAS_SPLIT(
      scalar, syr2k, (CblasColMajor, triangle, operation, n, k, LA_VALUE(alpha), a, lda, b, ldb, beta, c,
          ldc),
      her2k, (CblasColMajor, triangle, operation, n, k, alpha, a, lda, b, ldb, beta, c, ldc))
}

void la_trmm(
    int scalar, unsigned side, unsigned triangle, unsigned operation, unsigned diagonal, int32_t m,
    int32_t n, const void *alpha, const void *a, int32_t lda, void *b, int32_t ldb) {
  LA_BLAS_SPLIT(
      scalar, trmm, (CblasColMajor, side, triangle, operation, diagonal, m, n, LA_VALUE(alpha), a, lda, b,
          ldb),
      trmm, (CblasColMajor, side, triangle, operation, diagonal, m, n, alpha, a, lda, b, ldb))
}

void la_trsm(
    int scalar, unsigned side, unsigned triangle, unsigned operation, unsigned diagonal, int32_t m,
    int32_t n, const void *alpha, const void *a, int32_t lda, void *b, int32_t ldb) {
  LA_BLAS_SPLIT(
      scalar, trsm, (CblasColMajor, side, triangle, operation, diagonal, m, n, LA_VALUE(alpha), a, lda, b,
          ldb),
      trsm, (CblasColMajor, side, triangle, operation, diagonal, m, n, alpha, a, lda, b, ldb))
}
