// Included by losses.c for each type.

#pragma clang fp contract(on)

// With z = exp(-|l|): softplus(l) - x l = |l| (l > 0 ? 1 - x : x) + log(1 + z), a sum of terms that
// are not negative, and sigmoid(l) = (l > 0 ? 1 : z) / (1 + z).
#undef BERNOULLI_LOSS
#define BERNOULLI_LOSS(VECTOR)                                                               \
  CK_OVERLOADED VECTOR CK(bernoulli_loss)(VECTOR logits, VECTOR targets, VECTOR *gradient) { \
    const VECTOR size = __builtin_elementwise_abs(logits);                                   \
    const VECTOR z = CK(exp_nonpositive)(-size);                                             \
    const VECTOR missed = select(logits > 0, 1 - targets, targets);                          \
    *gradient = select(logits > 0, (VECTOR)1, z) / (1 + z) - targets;                        \
    return select(missed == 0, 0, size * missed) + CK(log_one_plus)(z);                      \
  }
BERNOULLI_LOSS(V)
BERNOULLI_LOSS(W)

CK_BODY void CK_BODY_OF(ck_bernoulli_logits)(
    const T *logits, const T *targets, T *gradient, size_t rows, size_t columns,
    double *losses) {
  for (size_t column = 0; column < columns; ++column) {
    const T *l = logits + column * rows;
    const T *x = targets + column * rows;
    T *slopes = gradient ? gradient + column * rows : NULL;
    f64x16 sum = 0;
    FOR_WIDE_VECTORS(rows, {
      __auto_type slope = like;
      const __auto_type loss = CK(bernoulli_loss)(
          CK(load_like)(like, l + i, rest), CK(load_like)(like, x + i, rest), &slope);
      sum += as_f64(first_of(loss, rest));
      if (slopes) CK(store_first)(slopes + i, slope, rest);
    })
    losses[column] = sum_of_lanes(sum);
  }
}

CK_KERNEL(
    void, CK(ck_bernoulli_logits),
    (const T *logits, const T *targets, T *gradient, size_t rows, size_t columns,
     double *losses),
    (logits, targets, gradient, rows, columns, losses))
