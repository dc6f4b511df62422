// Included by gumbel_softmax.c for each type. On ties the lowest index wins, since a later element
// must be greater; a column of -infinity gives index 0.

CK_BODY M CK(argmax_of_tile)(const T *tile, size_t classes) {
  V maximum = CK(load)(tile);
  M index = 0;
  for (size_t k = 1; k < classes; ++k) {
    const V x = CK(load)(tile + k * CK_LANES);
    const M greater = x > maximum;
    maximum = select(greater, x, maximum);
    index = select_index(greater, (M)(MASK_ELEMENT)k, index);
  }
  return index;
}

CK_BODY size_t CK(argmax_of_column)(const T *x, size_t classes, T maximum) {
  size_t k = 0;
  for (; k + CK_LANES <= classes; k += CK_LANES)
    if (__builtin_reduce_or(CK(load)(x + k) == maximum) != 0) break;
  while (k < classes && x[k] != maximum) ++k;
  return k < classes ? k : 0;  // not found only if the column has NaN
}

CK_BODY void CK(one_hot_of_indices)(
    M indices, T *one_hot, size_t classes, size_t columns) {
  __builtin_memset(one_hot, 0, classes * columns * sizeof(T));
  for (size_t column = 0; column < columns; ++column)
    one_hot[column * classes + (size_t)indices[column]] = 1;
}

CK_BODY void CK_BODY_OF(ck_argmax)(
    const T *x, ptrdiff_t *indices, size_t classes, size_t columns) {
  T tile[NARROW * CK_LANES];
  FOR_COLUMNS(
      {
        CK(load_tile)(x + at, tile, classes, count);
        const M index = CK(argmax_of_tile)(tile, classes);
        for (size_t i = 0; i < count; ++i) indices[column + i] = (ptrdiff_t)index[i];
      },
      {
        const T maximum = CK(maximum_of_column)(x + at, classes);
        indices[column] = (ptrdiff_t)CK(argmax_of_column)(x + at, classes, maximum);
      })
}

CK_KERNEL(
    void, CK(ck_argmax), (const T *x, ptrdiff_t *indices, size_t classes, size_t columns),
    (x, indices, classes, columns))

CK_BODY void CK_BODY_OF(ck_argmax_one_hot)(
    const T *x, T *one_hot, size_t classes, size_t columns) {
  T tile[NARROW * CK_LANES];
  FOR_COLUMNS(
      {
        CK(load_tile)(x + at, tile, classes, count);
        CK(one_hot_of_indices)(
            CK(argmax_of_tile)(tile, classes), one_hot + at, classes, count);
      },
      {
        const T maximum = CK(maximum_of_column)(x + at, classes);
        const size_t index = CK(argmax_of_column)(x + at, classes, maximum);
        __builtin_memset(one_hot + at, 0, classes * sizeof(T));
        one_hot[at + index] = 1;
      })
}

CK_KERNEL(
    void, CK(ck_argmax_one_hot), (const T *x, T *one_hot, size_t classes, size_t columns),
    (x, one_hot, classes, columns))
