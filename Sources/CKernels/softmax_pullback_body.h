// Included by softmax.c for each type.

// A product with p that is 0 where p is, whatever the factor.
CK_BODY V CK(times_probability)(V p, V factor) { return select(p == 0, 0, p * factor); }

CK_BODY V CK(dots_of_columns)(const T *p, const T *g, size_t classes) {
  COMBINE_COLUMNS(
      CK(sum_of_two), 0, CK(times_probability)(LOAD(V, p + i), LOAD(V, g + i)))
}

CK_BODY void CK(softmax_pullback_of_group)(
    const T *p, const T *g, T *out, size_t classes, size_t n, T scale) {
  T dots[GROUP_SIZE(FEW_CLASSES)];
  CK(spread)(CK(dots_of_columns)(p, g, classes), dots, classes);
  FOR_VECTORS(n, {
    const V h = LOAD(V, g + i) - LOAD(V, dots + i);
    CK(store_first)(out + i, CK(times_probability)(LOAD(V, p + i), h) * scale, rest);
  })
}

CK_BODY T CK(dot_of_column)(const T *p, const T *g, size_t classes) {
  f64x16 sum = 0;  // lanes beyond the end are 0
  FOR_VECTORS(classes, {
    const V q = LOAD_FIRST(V, p + i, rest);
    sum += as_f64(CK(times_probability)(q, LOAD_FIRST(V, g + i, rest)));
  })
  return (T)sum_of_lanes(sum);
}

CK_BODY void CK(softmax_pullback_of_column)(
    const T *p, const T *g, T *out, size_t classes, T scale) {
  const V dot = CK(dot_of_column)(p, g, classes);
  FOR_VECTORS(classes, {
    const V h = LOAD_FIRST(V, g + i, rest) - dot;
    CK(store_first)(
        out + i, CK(times_probability)(LOAD_FIRST(V, p + i, rest), h) * scale, rest);
  })
}

// The same past the caches, from the first element on that a whole vector may be stored at.
CK_BODY void CK(streamed_softmax_pullback_of_column)(
    const T *p, const T *g, T *out, size_t classes, T scale) {
  const V dot = CK(dot_of_column)(p, g, classes);
  size_t i = 0;
  for (; i < classes && (uintptr_t)(out + i) % sizeof(V) != 0; ++i)
    out[i] = p[i] == 0 ? 0 : p[i] * (g[i] - dot.x) * scale;
  for (; i + CK_LANES <= classes; i += CK_LANES) {
    const V h = LOAD(V, g + i) - dot;
    __builtin_nontemporal_store(
        CK(times_probability)(LOAD(V, p + i), h) * scale, (V *)(out + i));
  }
  for (; i < classes; ++i) out[i] = p[i] == 0 ? 0 : p[i] * (g[i] - dot.x) * scale;
}

CK_BODY void CK_BODY_OF(ck_softmax_pullback)(
    const T *p, const T *g, T *out, size_t classes, size_t columns, T scale) {
  if (classes > FEW_CLASSES && classes * columns * sizeof(T) >= STREAMED_BYTES) {
    for (size_t at = 0; at < classes * columns; at += classes)
      CK(streamed_softmax_pullback_of_column)(p + at, g + at, out + at, classes, scale);
    finish_streams();
    return;
  }
  T p_copy[GROUP_SIZE(FEW_CLASSES)], g_copy[GROUP_SIZE(FEW_CLASSES)];
  FOR_COLUMNS(
      {
        const T *q = CK(readable_group)(p + at, left, p_copy, classes);
        const T *h = CK(readable_group)(g + at, left, g_copy, classes);
        CK(softmax_pullback_of_group)(q, h, out + at, classes, n, scale);
      },
      { CK(softmax_pullback_of_column)(p + at, g + at, out + at, classes, scale); })
}

CK_KERNEL(
    void, CK(ck_softmax_pullback),
    (const T *p, const T *g, T *out, size_t classes, size_t columns, T scale),
    (p, g, out, classes, columns, scale))

// The sum of g skips masked classes, as does the result.
CK_BODY V CK(unmasked_sums_of_columns)(const T *l, const T *g, size_t classes) {
  COMBINE_COLUMNS(
      CK(sum_of_two), 0, select(LOAD(V, l + i) == -T_INFINITY, 0, LOAD(V, g + i)))
}

CK_BODY V CK(log_softmax_gradient)(V l, V g, V sum, T scale) {
  return select(l == -T_INFINITY, 0, (g - CK(exp_nonpositive)(l) * sum) * scale);
}

CK_BODY void CK(log_softmax_pullback_of_group)(
    const T *l, const T *g, T *out, size_t classes, size_t n, T scale) {
  T sums[GROUP_SIZE(FEW_CLASSES)];
  CK(spread)(CK(unmasked_sums_of_columns)(l, g, classes), sums, classes);
  FOR_VECTORS(n, {
    const V gradient = CK(log_softmax_gradient)(
        LOAD(V, l + i), LOAD(V, g + i), LOAD(V, sums + i), scale);
    CK(store_first)(out + i, gradient, rest);
  })
}

CK_BODY void CK(log_softmax_pullback_of_column)(
    const T *l, const T *g, T *out, size_t classes, T scale) {
  f64x16 total = 0;
  FOR_VECTORS(classes, {
    const M masked = LOAD_FIRST(V, l + i, rest) == -T_INFINITY;
    total += as_f64(select(masked, 0, LOAD_FIRST(V, g + i, rest)));
  })
  const V sum = (T)sum_of_lanes(total);
  FOR_VECTORS(classes, {
    const V h = LOAD_FIRST(V, g + i, rest);
    CK(store_first)(
        out + i, CK(log_softmax_gradient)(LOAD_FIRST(V, l + i, rest), h, sum, scale), rest);
  })
}

CK_BODY void CK_BODY_OF(ck_log_softmax_pullback)(
    const T *l, const T *g, T *out, size_t classes, size_t columns, T scale) {
  T l_copy[GROUP_SIZE(FEW_CLASSES)], g_copy[GROUP_SIZE(FEW_CLASSES)];
  FOR_COLUMNS(
      {
        const T *m = CK(readable_group)(l + at, left, l_copy, classes);
        const T *h = CK(readable_group)(g + at, left, g_copy, classes);
        CK(log_softmax_pullback_of_group)(m, h, out + at, classes, n, scale);
      },
      { CK(log_softmax_pullback_of_column)(l + at, g + at, out + at, classes, scale); })
}

CK_KERNEL(
    void, CK(ck_log_softmax_pullback),
    (const T *l, const T *g, T *out, size_t classes, size_t columns, T scale),
    (l, g, out, classes, columns, scale))
