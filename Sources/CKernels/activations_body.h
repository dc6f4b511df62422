// Included by activations.c for each type.

#pragma clang fp contract(off)

// v > 0 ? h : slope h; NaN stays NaN. Slope 0 has a branch of its own, since -infinity must not
// become 0 * infinity.
CK_BODY V CK(leaky)(V v, V h, T slope) {
  return select(v <= 0, slope == 0 ? (V)0 : slope * h, h);
}

CK_BODY void CK_BODY_OF(ck_leaky_relu)(const T *x, T *y, size_t n, T slope) {
  for (size_t i = 0; i < n; i += CK_LANES) {
    const V v = LOAD_FIRST(V, x + i, n - i);
    CK(store_first)(y + i, CK(leaky)(v, v, slope), n - i);
  }
}

CK_BODY void CK_BODY_OF(ck_leaky_relu_pullback)(
    const T *x, const T *g, T *out, size_t n, T slope) {
  for (size_t i = 0; i < n; i += CK_LANES) {
    const V v = LOAD_FIRST(V, x + i, n - i);
    const V h = LOAD_FIRST(V, g + i, n - i);
    CK(store_first)(out + i, CK(leaky)(v, h, slope), n - i);
  }
}

CK_BODY void CK_BODY_OF(ck_tanh_pullback)(const T *y, const T *g, T *out, size_t n) {
  for (size_t i = 0; i < n; i += CK_LANES) {
    const V v = LOAD_FIRST(V, y + i, n - i);
    const V slope = (1 - v) * (1 + v);
    CK(store_first)(out + i, slope * LOAD_FIRST(V, g + i, n - i), n - i);
  }
}

CK_KERNEL(
    void, CK(ck_leaky_relu), (const T *x, T *y, size_t n, T slope), (x, y, n, slope))
CK_KERNEL(
    void, CK(ck_leaky_relu_pullback), (const T *x, const T *g, T *out, size_t n, T slope),
    (x, g, out, n, slope))
CK_KERNEL(
    void, CK(ck_tanh_pullback), (const T *y, const T *g, T *out, size_t n), (y, g, out, n))
