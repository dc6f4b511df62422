// Copies of real matrices that measure what they copy.
#pragma once

#include <stdint.h>

/// The 1-norm and the infinity norm; NaN if a sum is NaN.
typedef struct {
  double one;
  double infinity;
} la_norms;

/// Copies an `m × n` matrix without gaps and returns its norms.
///
/// Columns are added by eight partial sums, rows from left to right, in the precision of the scalar
/// (`LA_FLOAT` or `LA_DOUBLE`) and on every processor in the same order. `sums` has room for `m` numbers.
la_norms la_copy_norms(
    int scalar, int64_t m, int64_t n, const void *source, void *target, void *sums);

/// Copies a triangle of an `n × n` matrix without gaps, clears the other one and returns the 1-norm of the
/// symmetric matrix.
///
/// `sums` has room for `n` numbers.
double la_copy_triangle_norm(
    int scalar, int is_lower, int64_t n, const void *source, void *target, void *sums);
