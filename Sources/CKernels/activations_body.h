// Included by activations.c for each type.

#pragma clang fp contract(off)

// Slope 0 has branches of its own, where -infinity must not become 0 * infinity. NaN stays NaN.
CK_BODY void CK_BODY_OF(ck_leaky_relu)(const T *x, T *y, size_t n, T slope) {
  for (size_t i = 0; i < n; i += CK_LANES) {
    const V v = CK(load_first)(x + i, n - i);
    const V below = slope == 0 ? (V)0 : slope * v;
    CK(store_first)(y + i, select(v <= 0, below, v), n - i);
  }
}

CK_BODY void CK_BODY_OF(ck_leaky_relu_pullback)(
    const T *x, const T *g, T *out, size_t n, T slope) {
  for (size_t i = 0; i < n; i += CK_LANES) {
    const V v = CK(load_first)(x + i, n - i);
    const V h = CK(load_first)(g + i, n - i);
    const V below = slope == 0 ? (V)0 : slope * h;
    CK(store_first)(out + i, select(v <= 0, below, h), n - i);
  }
}

CK_BODY void CK_BODY_OF(ck_tanh_pullback)(const T *y, const T *g, T *out, size_t n) {
  for (size_t i = 0; i < n; i += CK_LANES) {
    const V v = CK(load_first)(y + i, n - i);
    const V slope = (1 - v) * (1 + v);
    CK(store_first)(out + i, slope * CK(load_first)(g + i, n - i), n - i);
  }
}

CK_KERNEL(
    void, CK(ck_leaky_relu), (const T *x, T *y, size_t n, T slope), (x, y, n, slope))
CK_KERNEL(
    void, CK(ck_leaky_relu_pullback), (const T *x, const T *g, T *out, size_t n, T slope),
    (x, g, out, n, slope))
CK_KERNEL(
    void, CK(ck_tanh_pullback), (const T *y, const T *g, T *out, size_t n), (y, g, out, n))
