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
        TO + i, LOAD_FIRST(V, logits + at + i, n - i) + LOAD_FIRST(V, noise + at + i, n - i), \
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

// Of few classes a group of a block in the buffer, of many a column made in y.
CK_BODY void CK_BODY_OF(ck_gumbel_softmax_stream)(
    STREAM, const T *logits, T *y, T *one_hot, size_t classes, size_t columns, T temperature) {
  T buffer[BLOCK + PADDING];
  if (classes == 0) return;
  const size_t most = columns_of_block(classes);
  for (size_t block = 0; block < columns; block += most) {
    const size_t width = least(columns - block, most), start = block * classes;
    const uint64_t place = position + start * WORDS_PER_DRAW;
    T *soft = y + start, *hard = one_hot ? one_hot + start : NULL;
    if (classes <= FEW_CLASSES) {
      CK(perturb_groups)(seed, stream, place, logits + start, buffer, classes, width);
      for (size_t column = 0; column < width; column += CK_LANES) {
        const size_t at = column * classes;
        CK(gumbel_softmax_of_group)(
            buffer + at, soft + at, hard ? hard + at : NULL, classes,
            least(width - column, CK_LANES), temperature);
      }
    } else {
      CK(ck_add_gumbel)(seed, stream, place, logits + start, soft, width * classes);
      for (size_t at = 0; at < width * classes; at += classes)
        CK(gumbel_softmax_of_column)(
            soft + at, soft + at, hard ? hard + at : NULL, classes, temperature);
    }
  }
}

CK_KERNEL(
    void, CK(ck_gumbel_softmax_stream),
    (STREAM, const T *logits, T *y, T *one_hot, size_t classes, size_t columns, T temperature),
    (seed, stream, position, logits, y, one_hot, classes, columns, temperature))
