// Included by activations.c for each type.

#pragma clang fp contract(off)

// y = EXPRESSION of v = x + bias, column by column.
#define MAP_BIASED(EXPRESSION)                                                 \
  for (size_t column = 0; column < columns; ++column)                          \
    FOR_VECTORS(rows, {                                                        \
      const size_t at = column * rows + i;                                     \
      const V v = LOAD_FIRST(V, x + at, rest) + LOAD_FIRST(V, bias + i, rest); \
      CK(store_first)(y + at, EXPRESSION, rest);                               \
    })

CK_BODY void CK_BODY_OF(ck_bias_leaky_relu)(
    const T *x, const T *bias, T *y, size_t rows, size_t columns, T slope) {
  MAP_BIASED(CK(leaky)(v, v, slope))
}

CK_BODY void CK_BODY_OF(ck_bias_tanh)(
    const T *x, const T *bias, T *y, size_t rows, size_t columns) {
  MAP_BIASED(CK(tanh)(v))
}

CK_KERNEL(
    void, CK(ck_bias_leaky_relu),
    (const T *x, const T *bias, T *y, size_t rows, size_t columns, T slope),
    (x, bias, y, rows, columns, slope))
CK_KERNEL(
    void, CK(ck_bias_tanh), (const T *x, const T *bias, T *y, size_t rows, size_t columns),
    (x, bias, y, rows, columns))

#undef MAP_BIASED

// out = EXPRESSION of the output v and its cotangent h, and bias_gradient += its row sums. A chunk
// of rows goes through all columns, so that its sums stay in the first cache.
#define PULL_BACK_BIASED(EXPRESSION)                                      \
  enum { CHUNK = 32 * CK_LANES };                                         \
  double sums[CHUNK];                                                     \
  for (size_t start = 0; start < rows; start += CHUNK) {                  \
    const size_t count = rows - start < CHUNK ? rows - start : CHUNK;     \
    __builtin_memset(sums, 0, sizeof sums);                               \
    for (size_t column = 0; column < columns; ++column)                   \
      FOR_VECTORS(count, {                                                \
        const size_t at = column * rows + start + i;                      \
        const V v = LOAD_FIRST(V, y + at, rest);                          \
        const V h = LOAD_FIRST(V, g + at, rest);                          \
        const V result = EXPRESSION;                                      \
        store_f64(sums + i, load_f64x16(sums + i) + AS_F64(result));      \
        CK(store_first)(out + at, result, rest);                          \
      })                                                                  \
    for (size_t i = 0; i < count; ++i)                                    \
      bias_gradient[start + i] = (T)(bias_gradient[start + i] + sums[i]); \
  }

CK_BODY void CK_BODY_OF(ck_bias_leaky_relu_pullback)(
    const T *y, const T *g, T *out, T *bias_gradient, size_t rows, size_t columns, T slope) {
  PULL_BACK_BIASED(CK(leaky)(v, h, slope))
}

CK_BODY void CK_BODY_OF(ck_bias_tanh_pullback)(
    const T *y, const T *g, T *out, T *bias_gradient, size_t rows, size_t columns) {
  PULL_BACK_BIASED((1 - v) * (1 + v) * h)
}

CK_KERNEL(
    void, CK(ck_bias_leaky_relu_pullback),
    (const T *y, const T *g, T *out, T *bias_gradient, size_t rows, size_t columns, T slope),
    (y, g, out, bias_gradient, rows, columns, slope))
CK_KERNEL(
    void, CK(ck_bias_tanh_pullback),
    (const T *y, const T *g, T *out, T *bias_gradient, size_t rows, size_t columns),
    (y, g, out, bias_gradient, rows, columns))

#undef PULL_BACK_BIASED
