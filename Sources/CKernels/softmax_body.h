// Included by softmax.c for each type. In a column of maximum m and temperature t, with masked
// classes left out: softmax = exp((x - m) / t) / sum, log-softmax = (x - m) / t - log sum, where the
// sum over exp((x - m) / t) is at least 1.

#include "softmax_steps.h"

CK_BODY void CK_BODY_OF(ck_softmax)(
    const T *x, T *y, size_t classes, size_t columns, T temperature) {
  T tile[NARROW * CK_LANES];
  FOR_COLUMNS(
      {
        CK(load_tile)(x + at, tile, classes, count);
        CK(softmax_of_tile)(tile, classes, temperature);
        CK(store_tile)(tile, y + at, classes, count);
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

CK_BODY void CK(log_softmax_of_tile)(T *tile, size_t classes, T temperature) {
  const V maximum = CK(maximum_of_tile)(tile, classes);
  V sum = 0;
  for (size_t k = 0; k < classes; ++k) {
    const V x = CK(load)(tile + k * CK_LANES);
    const V z = CK(relative_logits)(x, maximum, temperature);
    sum += CK(exp_nonpositive)(z);
    CK(store)(tile + k * CK_LANES, select(x == -T_INFINITY, z, select(z < -T_MAX, -T_MAX, z)));
  }
  const V logarithm = CK(log_or_zero)(sum);
  for (size_t k = 0; k < classes; ++k)
    CK(store)(tile + k * CK_LANES, CK(load)(tile + k * CK_LANES) - logarithm);
}

CK_BODY void CK(log_softmax_of_column)(const T *x, T *y, size_t classes, T temperature) {
  const T maximum = CK(maximum_of_column)(x, classes);
  f64x16 sum = 0;
  for (size_t k = 0; k < classes; k += CK_LANES) {
    const size_t rest = classes - k;
    const V v = CK(load_first)(x + k, rest);
    const V z = CK(relative_logits)(v, maximum, temperature);
    sum += AS_F64(select(CK(first_lanes)(rest), CK(exp_nonpositive)(z), 0));
    CK(store_first)(
        y + k, select(v == -T_INFINITY, z, select(z < -T_MAX, -T_MAX, z)), rest);
  }
  const V logarithm = CK(log_or_zero)((V)(T)sum_of_lanes(sum));
  for (size_t k = 0; k < classes; k += CK_LANES)
    CK(store_first)(y + k, CK(load_first)(y + k, classes - k) - logarithm, classes - k);
}

CK_BODY void CK_BODY_OF(ck_log_softmax)(
    const T *x, T *y, size_t classes, size_t columns, T temperature) {
  T tile[NARROW * CK_LANES];
  FOR_COLUMNS(
      {
        CK(load_tile)(x + at, tile, classes, count);
        CK(log_softmax_of_tile)(tile, classes, temperature);
        CK(store_tile)(tile, y + at, classes, count);
      },
      { CK(log_softmax_of_column)(x + at, y + at, classes, temperature); })
}

CK_KERNEL(
    void, CK(ck_log_softmax), (const T *x, T *y, size_t classes, size_t columns, T temperature),
    (x, y, classes, columns, temperature))

// m + log sum, where a column of -infinity has m = -infinity and a sum of 0.
CK_BODY V CK(log_sum_exp_of_tile)(const T *tile, size_t classes) {
  const V maximum = CK(maximum_of_tile)(tile, classes);
  V sum = 0;
  for (size_t k = 0; k < classes; ++k)
    sum += CK(exp_nonpositive)(
        CK(relative_logits)(CK(load)(tile + k * CK_LANES), maximum, 1));
  return maximum + CK(log)(sum);
}

CK_BODY T CK(log_sum_exp_of_column)(const T *x, size_t classes) {
  const T maximum = CK(maximum_of_column)(x, classes);
  f64x16 sum = 0;
  for (size_t k = 0; k < classes; k += CK_LANES) {
    const V v = CK(load_first)(x + k, classes - k);
    const V y = CK(exp_nonpositive)(CK(relative_logits)(v, maximum, 1));
    sum += AS_F64(select(CK(first_lanes)(classes - k), y, 0));
  }
  return maximum + CK(log)((V)(T)sum_of_lanes(sum))[0];
}

CK_BODY void CK_BODY_OF(ck_log_sum_exp)(
    const T *x, T *out, size_t classes, size_t columns) {
  T tile[NARROW * CK_LANES];
  FOR_COLUMNS(
      {
        CK(load_tile)(x + at, tile, classes, count);
        CK(store_first)(out + column, CK(log_sum_exp_of_tile)(tile, classes), count);
      },
      { out[column] = CK(log_sum_exp_of_column)(x + at, classes); })
}

CK_KERNEL(
    void, CK(ck_log_sum_exp), (const T *x, T *out, size_t classes, size_t columns),
    (x, out, classes, columns))
