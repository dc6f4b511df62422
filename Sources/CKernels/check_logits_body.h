// Included by gumbel_softmax.c for each type.

// Whether any element is NaN or +infinity, and whether any is masked.
CK_BODY void CK(find_special)(const T *x, size_t n, bool *invalid, bool *masked) {
  M not_valid = 0, is_masked = 0;
  FOR_VECTORS(n, {
    const V v = LOAD_FIRST(V, x + i, rest);
    not_valid |= ~(M)(v < T_INFINITY);
    is_masked |= (M)(v == -T_INFINITY);
  })
  *invalid = __builtin_reduce_or(not_valid) != 0;
  *masked = __builtin_reduce_or(is_masked) != 0;
}

CK_BODY ck_logit_check CK_BODY_OF(ck_check_logits)(
    const T *x, size_t classes, size_t columns) {
  const ck_logit_check valid = {CK_LOGITS_VALID, 0, 0};
  bool invalid, masked;
  CK(find_special)(x, classes * columns, &invalid, &masked);
  if (!invalid && !masked) return valid;
  for (size_t column = 0; column < columns; ++column) {
    const T *logits = x + column * classes;
    if (invalid)
      for (size_t row = 0; row < classes; ++row)
        if (!(logits[row] < T_INFINITY))
          return (ck_logit_check){CK_LOGITS_NOT_FINITE, row, column};
    size_t row = 0;
    while (row < classes && logits[row] == -T_INFINITY) ++row;
    if (row == classes) return (ck_logit_check){CK_LOGITS_ALL_MASKED, 0, column};
  }
  return valid;
}

CK_KERNEL(
    ck_logit_check, CK(ck_check_logits), (const T *x, size_t classes, size_t columns),
    (x, classes, columns))
