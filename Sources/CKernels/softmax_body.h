// Included by softmax.c for each type. In a column of maximum m and temperature t, with masked
// classes left out: softmax = exp((x - m) / t) / sum, log-softmax = (x - m) / t - log sum, where the
// sum over exp((x - m) / t) is at least 1.

#include "softmax_steps.h"

CK_BODY void CK_BODY_OF(ck_softmax)(
    const T *x, T *y, size_t classes, size_t columns, T temperature) {
  T copy[GROUP_SIZE(FEW_CLASSES)];
  FOR_COLUMNS(
      {
        const T *z = CK(readable_group)(x + at, left, copy, classes);
        const V maxima = CK(maxima_of_columns)(z, classes);
        CK(softmax_of_group)(z, y + at, classes, n, maxima, temperature);
      },
      {
        const T maximum = CK(maximum_of_column)(x + at, classes);
        CK(softmax_of_column)(x + at, y + at, classes, maximum, temperature);
      })
}

CK_KERNEL(
    void, CK(ck_softmax), (const T *x, T *y, size_t classes, size_t columns, T temperature),
    (x, y, classes, columns, temperature))

// log sum, but 0 for a sum of 0 (a column without an unmasked class), whose result is -infinity.
CK_BODY V CK(log_or_zero)(V sum) { return select(sum > 0, CK(log)(sum), 0); }

// -infinity where masked; other quotients that overflow become the smallest number.
CK_BODY V CK(finite_logits)(V x, V z) {
  return select(x == -T_INFINITY, z, select(z < -T_MAX, -T_MAX, z));
}

CK_BODY void CK(log_softmax_of_group)(
    const T *x, T *y, size_t classes, size_t n, T temperature) {
  T shared[GROUP_SIZE(FEW_CLASSES)], l[GROUP_SIZE(FEW_CLASSES)], e[GROUP_SIZE(FEW_CLASSES)];
  CK(spread)(CK(finite_maximum)(CK(maxima_of_columns)(x, classes)), shared, classes);
  FOR_VECTORS(classes * CK_LANES, {
    const V v = LOAD(V, x + i);
    const V z = CK(relative_logits)(v, LOAD(V, shared + i), temperature);
    CK(store)(e + i, CK(exp_nonpositive)(z));
    CK(store)(l + i, CK(finite_logits)(v, z));
  })
  CK(store)(e + classes * CK_LANES, (V)0);
  CK(spread)(CK(log_or_zero)(CK(sums_of_columns)(e, classes)), shared, classes);
  FOR_VECTORS(
      n, { CK(store_first)(y + i, LOAD(V, l + i) - LOAD(V, shared + i), rest); })
}

CK_BODY void CK(log_softmax_of_column)(const T *x, T *y, size_t classes, T temperature) {
  const V m = CK(finite_maximum)(CK(maximum_of_column)(x, classes));
  f64x16 sum = 0;
  FOR_VECTORS(classes, {
    const V v = LOAD_FIRST(V, x + i, rest);
    const V z = CK(relative_logits)(v, m, temperature);
    sum += as_f64(first_of(CK(exp_nonpositive)(z), rest));
    CK(store_first)(y + i, CK(finite_logits)(v, z), rest);
  })
  const V logarithm = CK(log_or_zero)((V)(T)sum_of_lanes(sum));
  FOR_VECTORS(
      classes, { CK(store_first)(y + i, LOAD_FIRST(V, y + i, rest) - logarithm, rest); })
}

CK_BODY void CK_BODY_OF(ck_log_softmax)(
    const T *x, T *y, size_t classes, size_t columns, T temperature) {
  T copy[GROUP_SIZE(FEW_CLASSES)];
  FOR_COLUMNS(
      {
        const T *z = CK(readable_group)(x + at, left, copy, classes);
        CK(log_softmax_of_group)(z, y + at, classes, n, temperature);
      },
      { CK(log_softmax_of_column)(x + at, y + at, classes, temperature); })
}

CK_KERNEL(
    void, CK(ck_log_softmax), (const T *x, T *y, size_t classes, size_t columns, T temperature),
    (x, y, classes, columns, temperature))

// m + log sum, where a column of -infinity has m = 0 and a sum of 0.
CK_BODY V CK(log_sum_exp_of_group)(const T *x, size_t classes) {
  T shared[GROUP_SIZE(FEW_CLASSES)], e[GROUP_SIZE(FEW_CLASSES)];
  const V maxima = CK(finite_maximum)(CK(maxima_of_columns)(x, classes));
  CK(spread)(maxima, shared, classes);
  for (size_t i = 0; i < classes * CK_LANES; i += CK_LANES)
    CK(store)(e + i, CK(exp_nonpositive)(LOAD(V, x + i) - LOAD(V, shared + i)));
  CK(store)(e + classes * CK_LANES, (V)0);
  return maxima + CK(log)(CK(sums_of_columns)(e, classes));
}

CK_BODY T CK(log_sum_exp_of_column)(const T *x, size_t classes) {
  const V m = CK(finite_maximum)(CK(maximum_of_column)(x, classes));
  f64x16 sum = 0;
  FOR_VECTORS(classes, {
    const V e = CK(exp_nonpositive)(LOAD_FIRST(V, x + i, rest) - m);
    sum += as_f64(first_of(e, rest));
  })
  return (m + CK(log)((V)(T)sum_of_lanes(sum)))[0];
}

CK_BODY void CK_BODY_OF(ck_log_sum_exp)(
    const T *x, T *out, size_t classes, size_t columns) {
  T copy[GROUP_SIZE(FEW_CLASSES)];
  FOR_COLUMNS(
      {
        const T *z = CK(readable_group)(x + at, left, copy, classes);
        CK(store_first)(out + column, CK(log_sum_exp_of_group)(z, classes), count);
      },
      { out[column] = CK(log_sum_exp_of_column)(x + at, classes); })
}

CK_KERNEL(
    void, CK(ck_log_sum_exp), (const T *x, T *out, size_t classes, size_t columns),
    (x, out, classes, columns))
