// Included by softmax.c for each type.

// A product with p that is 0 where p is, whatever the factor.
CK_BODY V CK(times_probability)(V p, V factor) { return select(p == 0, 0, p * factor); }

CK_BODY void CK(softmax_pullback_of_tile)(const T *p, T *g, size_t classes, T scale) {
  V dot = 0;
  for (size_t k = 0; k < classes; ++k)
    dot += CK(times_probability)(CK(load)(p + k * CK_LANES), CK(load)(g + k * CK_LANES));
  for (size_t k = 0; k < classes; ++k) {
    const V q = CK(load)(p + k * CK_LANES);
    const V h = CK(load)(g + k * CK_LANES) - dot;
    CK(store)(g + k * CK_LANES, CK(times_probability)(q, h) * scale);
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
  T p_tile[NARROW * CK_LANES], g_tile[NARROW * CK_LANES];
  FOR_COLUMNS(
      {
        CK(load_tile)(p + at, p_tile, classes, count);
        CK(load_tile)(g + at, g_tile, classes, count);
        CK(softmax_pullback_of_tile)(p_tile, g_tile, classes, scale);
        CK(store_tile)(g_tile, out + at, classes, count);
      },
      { CK(softmax_pullback_of_column)(p + at, g + at, out + at, classes, scale); })
}

CK_KERNEL(
    void, CK(ck_softmax_pullback),
    (const T *p, const T *g, T *out, size_t classes, size_t columns, T scale),
    (p, g, out, classes, columns, scale))

// The sum of g skips masked classes, as does the result.
CK_BODY void CK(log_softmax_pullback_of_tile)(const T *l, T *g, size_t classes, T scale) {
  V sum = 0;
  for (size_t k = 0; k < classes; ++k)
    sum += select(
        CK(load)(l + k * CK_LANES) == -T_INFINITY, 0, CK(load)(g + k * CK_LANES));
  for (size_t k = 0; k < classes; ++k) {
    const V x = CK(load)(l + k * CK_LANES);
    const V h = CK(load)(g + k * CK_LANES) - CK(exp_nonpositive)(x) * sum;
    CK(store)(g + k * CK_LANES, select(x == -T_INFINITY, 0, h * scale));
  }
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
    const V x = CK(load_first)(l + k, rest);
    const V h = CK(load_first)(g + k, rest) - CK(exp_nonpositive)(x) * sum;
    CK(store_first)(out + k, select(x == -T_INFINITY, 0, h * scale), rest);
  }
}

CK_BODY void CK_BODY_OF(ck_log_softmax_pullback)(
    const T *l, const T *g, T *out, size_t classes, size_t columns, T scale) {
  T l_tile[NARROW * CK_LANES], g_tile[NARROW * CK_LANES];
  FOR_COLUMNS(
      {
        CK(load_tile)(l + at, l_tile, classes, count);
        CK(load_tile)(g + at, g_tile, classes, count);
        CK(log_softmax_pullback_of_tile)(l_tile, g_tile, classes, scale);
        CK(store_tile)(g_tile, out + at, classes, count);
      },
      { CK(log_softmax_pullback_of_column)(l + at, g + at, out + at, classes, scale); })
}

CK_KERNEL(
    void, CK(ck_log_softmax_pullback),
    (const T *l, const T *g, T *out, size_t classes, size_t columns, T scale),
    (l, g, out, classes, columns, scale))
