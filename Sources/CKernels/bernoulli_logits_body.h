// Included by losses.c for each type.

#pragma clang fp contract(off)

// With z = exp(-|l|): softplus(l) - x l = |l| (l > 0 ? 1 - x : x) + log(1 + z), a sum of terms that
// are not negative, and sigmoid(l) = (l > 0 ? 1 : z) / (1 + z).
CK_BODY V CK(bernoulli_loss)(V logits, V targets, V *gradient) {
  const V z = CK(exp_nonpositive)(-__builtin_elementwise_abs(logits));
  const V missed = select(logits > 0, 1 - targets, targets);
  const V distance = select(missed == 0, 0, __builtin_elementwise_abs(logits) * missed);
  // log(1 + z): reduced to |f| <= 1/3 without rounding, also for tiny z.
  const M small = z < (T)1 / 3;
  const V logarithm = CK(log1p_reduced)(
      select(small, z, (T)0.5 * z - (T)0.5), select(small, (V)0, (V)1));
  *gradient = select(logits > 0, (V)1, z) / (1 + z) - targets;
  return distance + logarithm;
}

CK_BODY void CK_BODY_OF(ck_bernoulli_logits)(
    const T *logits, const T *targets, T *gradient, size_t rows, size_t columns,
    double *losses) {
  for (size_t column = 0; column < columns; ++column) {
    const T *l = logits + column * rows;
    const T *x = targets + column * rows;
    f64x16 sum = 0;
    for (size_t i = 0; i < rows; i += CK_LANES) {
      const size_t rest = rows - i;
      V slope;
      const V loss =
          CK(bernoulli_loss)(CK(load_first)(l + i, rest), CK(load_first)(x + i, rest), &slope);
      sum += AS_F64(select(CK(first_lanes)(rest), loss, 0));
      if (gradient) CK(store_first)(gradient + column * rows + i, slope, rest);
    }
    losses[column] = sum_of_lanes(sum);
  }
}

CK_KERNEL(
    void, CK(ck_bernoulli_logits),
    (const T *logits, const T *targets, T *gradient, size_t rows, size_t columns,
     double *losses),
    (logits, targets, gradient, rows, columns, losses))
