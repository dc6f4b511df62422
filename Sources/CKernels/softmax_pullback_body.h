// Included by softmax.c for each type.

// A product with p that is 0 where p is, whatever the factor.
CK_BODY V CK(times_probability)(V p, V factor) { return select(p == 0, 0, p * factor); }

CK_BODY V CK(dots_of_columns)(const T *p, const T *g, size_t classes) {
  COMBINE_COLUMNS(
      CK(sum_of_two), 0, CK(times_probability)(CK(load)(p + i), CK(load)(g + i)))
}

CK_BODY void CK(softmax_pullback_of_group)(
    const T *p, const T *g, T *out, size_t classes, size_t n, T scale) {
  T dots[GROUP_SIZE(FEW_CLASSES)];
  CK(spread)(CK(dots_of_columns)(p, g, classes), dots, classes);
  for (size_t i = 0; i < n; i += CK_LANES) {
    const V h = CK(load)(g + i) - CK(load)(dots + i);
    CK(store_first)(out + i, CK(times_probability)(CK(load)(p + i), h) * scale, n - i);
  }
}

CK_BODY void CK(softmax_pullback_of_column)(
    const T *p, const T *g, T *out, size_t classes, T scale) {
  f64x16 sum = 0;  // lanes beyond the end are 0
  for (size_t k = 0; k < classes; k += CK_LANES) {
    const size_t rest = classes - k;
    const V q = CK(load_first)(p + k, rest);
    sum += AS_F64(CK(times_probability)(q, CK(load_first)(g + k, rest)));
  }
  const V dot = (T)sum_of_lanes(sum);
  for (size_t k = 0; k < classes; k += CK_LANES) {
    const size_t rest = classes - k;
    const V q = CK(load_first)(p + k, rest);
    const V h = CK(load_first)(g + k, rest) - dot;
    CK(store_first)(out + k, CK(times_probability)(q, h) * scale, rest);
  }
}

CK_BODY void CK_BODY_OF(ck_softmax_pullback)(
    const T *p, const T *g, T *out, size_t classes, size_t columns, T scale) {
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
      CK(sum_of_two), 0, select(CK(load)(l + i) == -T_INFINITY, 0, CK(load)(g + i)))
}

CK_BODY V CK(log_softmax_gradient)(V l, V g, V sum, T scale) {
  return select(l == -T_INFINITY, 0, (g - CK(exp_nonpositive)(l) * sum) * scale);
}

CK_BODY void CK(log_softmax_pullback_of_group)(
    const T *l, const T *g, T *out, size_t classes, size_t n, T scale) {
  T sums[GROUP_SIZE(FEW_CLASSES)];
  CK(spread)(CK(unmasked_sums_of_columns)(l, g, classes), sums, classes);
  for (size_t i = 0; i < n; i += CK_LANES)
    CK(store_first)(
        out + i,
        CK(log_softmax_gradient)(
            CK(load)(l + i), CK(load)(g + i), CK(load)(sums + i), scale),
        n - i);
}

CK_BODY void CK(log_softmax_pullback_of_column)(
    const T *l, const T *g, T *out, size_t classes, T scale) {
  f64x16 total = 0;
  for (size_t k = 0; k < classes; k += CK_LANES) {
    const size_t rest = classes - k;
    const M masked = CK(load_first)(l + k, rest) == -T_INFINITY;
    total += AS_F64(select(masked, 0, CK(load_first)(g + k, rest)));
  }
  const V sum = (T)sum_of_lanes(total);
  for (size_t k = 0; k < classes; k += CK_LANES) {
    const size_t rest = classes - k;
    const V h = CK(load_first)(g + k, rest);
    CK(store_first)(
        out + k, CK(log_softmax_gradient)(CK(load_first)(l + k, rest), h, sum, scale), rest);
  }
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
