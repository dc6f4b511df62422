// Included by gumbel_softmax.c for each type. z is logits + noise.

CK_BODY void CK(gumbel_softmax_of_group)(
    const T *z, T *y, T *one_hot, size_t classes, size_t count, T temperature) {
  const V maxima = CK(maxima_of_columns)(z, classes);
  if (one_hot) CK(one_hot_of_group)(z, maxima, one_hot, classes, count);
  CK(softmax_of_group)(z, y, classes, count * classes, maxima, temperature);
}

// z and y may be the same.
CK_BODY void CK(gumbel_softmax_of_column)(
    const T *z, T *y, T *one_hot, size_t classes, T temperature) {
  const T maximum = CK(maximum_of_column)(z, classes);
  if (one_hot) CK(one_hot_of_column)(z, maximum, one_hot, classes);
  CK(softmax_of_column)(z, y, classes, maximum, temperature);
}

CK_BODY void CK_BODY_OF(ck_gumbel_softmax)(
    const T *logits, const T *noise, T *y, T *one_hot, size_t classes, size_t columns,
    T temperature) {
  T z[GROUP_SIZE(FEW_CLASSES)];
#define ADD(TO)                                                                            \
  for (size_t i = 0; i < n; i += CK_LANES)                                                 \
    CK(store_first)(                                                                       \
        TO + i, CK(load_first)(logits + at + i, n - i) + CK(load_first)(noise + at + i, n - i), \
        n - i);
  FOR_COLUMNS(
      {
        if (count < CK_LANES) __builtin_memset(z, 0, sizeof z);
        ADD(z)
        CK(gumbel_softmax_of_group)(
            z, y + at, one_hot ? one_hot + at : NULL, classes, count, temperature);
      },
      {
        ADD((y + at))
        CK(gumbel_softmax_of_column)(
            y + at, y + at, one_hot ? one_hot + at : NULL, classes, temperature);
      })
#undef ADD
}

CK_KERNEL(
    void, CK(ck_gumbel_softmax),
    (const T *logits, const T *noise, T *y, T *one_hot, size_t classes, size_t columns,
     T temperature),
    (logits, noise, y, one_hot, classes, columns, temperature))

// MARK: From a random stream

#define STREAM uint64_t seed, uint64_t stream, uint64_t position

CK_BODY void CK(add_gumbel)(STREAM, const T *logits, T *z, size_t n) {
  FOR_DRAWS(
      n, CK(store_first)(z + i, CK(load_first)(logits + i, rest) + CK(gumbel)(v, side), rest))
}

// z is made a block at a time: in a buffer or, of columns of many classes, in y.
CK_BODY void CK_BODY_OF(ck_gumbel_softmax_stream)(
    STREAM, const T *logits, T *y, T *one_hot, size_t classes, size_t columns, T temperature) {
  enum { BLOCK = FEW_CLASSES * CK_LANES };
  if (classes == 0) return;
  const bool few = classes <= FEW_CLASSES;
  const size_t room = classes < BLOCK ? BLOCK / classes : 1;
  const size_t columns_of_block = few ? room / CK_LANES * CK_LANES : room;
  T buffer[BLOCK + PADDING];
  for (size_t first = 0; first < columns; first += columns_of_block) {
    const size_t rest = columns - first, start = first * classes;
    const size_t width = rest < columns_of_block ? rest : columns_of_block;
    T *z = few ? buffer : y + start;
    CK(add_gumbel)(
        seed, stream, position + start * WORDS_PER_DRAW, logits + start, z, width * classes);
    if (few)
      __builtin_memset(
          z + width * classes, 0, (BLOCK + PADDING - width * classes) * sizeof(T));
    for (size_t column = 0; column < width; column += few ? CK_LANES : 1) {
      const size_t at = column * classes, count = width - column;
      T *hard = one_hot ? one_hot + start + at : NULL;
      if (few)
        CK(gumbel_softmax_of_group)(
            z + at, y + start + at, hard, classes, count < CK_LANES ? count : CK_LANES,
            temperature);
      else
        CK(gumbel_softmax_of_column)(z + at, z + at, hard, classes, temperature);
    }
  }
}

CK_KERNEL(
    void, CK(ck_gumbel_softmax_stream),
    (STREAM, const T *logits, T *y, T *one_hot, size_t classes, size_t columns, T temperature),
    (seed, stream, position, logits, y, one_hot, classes, columns, temperature))

#undef STREAM
