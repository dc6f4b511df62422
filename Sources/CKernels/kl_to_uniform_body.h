// Included by softmax.c for each type. With l = log q and K unmasked classes in a column:
// KL = sum q l + log K, and its derivative by the logits is q (l - sum q l).

// q l, but 0 where q is: there l may be -infinity.
CK_BODY V CK(weighted_logarithms)(V l, V q) { return select(q == 0, 0, q * l); }

CK_BODY V CK(supports_of_columns)(const T *l, size_t classes) {
  COMBINE_COLUMNS(CK(sum_of_two), 0, select(LOAD(V, l + i) == -T_INFINITY, (V)0, (V)1))
}

// The divergences, none negative, of columns with these sums of q l.
CK_BODY V CK(divergences)(V sums, V supports) {
  const V values = sums + CK(log_or_zero)(supports);
  return select(values > 0, values, 0);
}

// l and gradient may be the same.
CK_BODY V CK(kl_to_uniform_of_group)(const T *l, T *gradient, size_t classes, size_t n) {
  T shared[GROUP_SIZE(FEW_CLASSES)], q[GROUP_SIZE(FEW_CLASSES)], terms[GROUP_SIZE(FEW_CLASSES)];
  FOR_VECTORS(classes * CK_LANES, {
    const V logarithms = LOAD(V, l + i);
    const V probabilities = CK(exp_nonpositive)(logarithms);
    CK(store)(q + i, probabilities);
    CK(store)(terms + i, CK(weighted_logarithms)(logarithms, probabilities));
  })
  CK(store)(terms + classes * CK_LANES, (V)0);
  const V sums = CK(sums_of_columns)(terms, classes);
  const V values = CK(divergences)(sums, CK(supports_of_columns)(l, classes));
  CK(spread)(sums, shared, classes);
  FOR_VECTORS(n, {
    const V distances = LOAD(V, l + i) - LOAD(V, shared + i);
    CK(store_first)(gradient + i, CK(weighted_logarithms)(distances, LOAD(V, q + i)), rest);
  })
  return values;
}

CK_BODY T CK(kl_to_uniform_of_column)(const T *l, T *gradient, size_t classes) {
  f64x16 sum = 0, support = 0;
  FOR_VECTORS(classes, {
    const V logarithms = first_of(LOAD_FIRST(V, l + i, rest), rest);
    const V q = first_of(CK(exp_nonpositive)(logarithms), rest);
    sum += as_f64(CK(weighted_logarithms)(logarithms, q));
    support += as_f64(first_of(select(logarithms == -T_INFINITY, (V)0, (V)1), rest));
  })
  const V mean = (T)sum_of_lanes(sum);
  FOR_VECTORS(classes, {
    const V logarithms = LOAD_FIRST(V, l + i, rest);
    const V q = CK(exp_nonpositive)(logarithms);
    CK(store_first)(gradient + i, CK(weighted_logarithms)(logarithms - mean, q), rest);
  })
  return CK(divergences)(mean, (V)(T)sum_of_lanes(support))[0];
}

CK_BODY void CK_BODY_OF(ck_kl_to_uniform)(
    const T *l, T *values, T *gradient, size_t classes, size_t columns) {
  T copy[GROUP_SIZE(FEW_CLASSES)];
  FOR_COLUMNS(
      {
        const T *logarithms = CK(readable_group)(l + at, left, copy, classes);
        const V found = CK(kl_to_uniform_of_group)(logarithms, gradient + at, classes, n);
        CK(store_first)(values + column, found, count);
      },
      { values[column] = CK(kl_to_uniform_of_column)(l + at, gradient + at, classes); })
}

CK_KERNEL(
    void, CK(ck_kl_to_uniform),
    (const T *l, T *values, T *gradient, size_t classes, size_t columns),
    (l, values, gradient, classes, columns))
