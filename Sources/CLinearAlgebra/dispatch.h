// How one function reaches the routine of its scalar.
#pragma once

#if __has_include(<cblas-openblas.h>)  // Debian: plain cblas.h may belong to another library
#include <cblas-openblas.h>
#elif __has_include(<openblas/cblas.h>)  // Fedora, Arch
#include <openblas/cblas.h>
#else
#include <cblas.h>
#endif
#if __has_include(<openblas/lapacke.h>)
#include <openblas/lapacke.h>
#else
#include <lapacke.h>
#endif

#include "CLinearAlgebra.h"

// Real numbers arrive as double and are rounded for the routines of single precision.
#pragma clang diagnostic ignored "-Wimplicit-float-conversion"
// Routines without scalar factors have no use for `la_real`.
#pragma clang diagnostic ignored "-Wunused-local-typedef"

#define LA_COLUMN_MAJOR LAPACK_COL_MAJOR

// Returns what a LAPACK routine answers. Routines of complex scalars may have another name (`orgqr`,
// `ungqr`) and other arguments (a workspace of real numbers); each list is in parentheses.
#define LA_LAPACK_SPLIT(scalar, real, real_arguments, complex, complex_arguments) \
  switch (scalar) {                                                              \
    case LA_FLOAT: return LAPACKE_s##real##_work real_arguments;                 \
    case LA_DOUBLE: return LAPACKE_d##real##_work real_arguments;                \
    case LA_COMPLEX_FLOAT: return LAPACKE_c##complex##_work complex_arguments;   \
    default: return LAPACKE_z##complex##_work complex_arguments;                 \
  }
#define LA_LAPACK(scalar, routine, arguments) \
  LA_LAPACK_SPLIT(scalar, routine, arguments, routine, arguments)

// Calls a BLAS routine. CBLAS takes real scalars by value, `LA_VALUE(alpha)`, and complex ones by
// pointer.
#define LA_VALUE(pointer) (*(const la_real *)(pointer))
#define LA_BLAS_SPLIT(scalar, real, real_arguments, complex, complex_arguments) \
  switch (scalar) {                                                             \
    case LA_FLOAT: {                                                            \
      typedef float la_real;                                                    \
      cblas_s##real real_arguments;                                             \
      break;                                                                    \
    }                                                                           \
    case LA_DOUBLE: {                                                           \
      typedef double la_real;                                                   \
      cblas_d##real real_arguments;                                             \
      break;                                                                    \
    }                                                                           \
    case LA_COMPLEX_FLOAT: cblas_c##complex complex_arguments; break;           \
    default: cblas_z##complex complex_arguments; break;                         \
  }
