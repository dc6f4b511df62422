// Included by gumbel_softmax.c for each type.

CK_BODY void CK(one_hot_of_column)(const T *x, T maximum, T *one_hot, size_t classes) {
  __builtin_memset(one_hot, 0, classes * sizeof(T));
  one_hot[CK(argmax_of_column)(x, classes, maximum)] = 1;
}

// Marks what equals the maximum of its column. If these are as many as there are columns each has one;
// otherwise there are ties or NaNs, and the columns are looked at one by one.
CK_BODY void CK(one_hot_of_group)(
    const T *x, V maxima, T *one_hot, size_t classes, size_t columns) {
  T shared[GROUP_SIZE(FEW_CLASSES)];
  CK(spread)(maxima, shared, classes);
  V marks = 0;
  FOR_VECTORS(classes * columns, {
    const V mark = first_of(select(LOAD(V, x + i) == LOAD(V, shared + i), (V)1, (V)0), rest);
    CK(store_first)(one_hot + i, mark, rest);
    marks += mark;
  })
  if (__builtin_expect(sum_of_lanes(as_f64(marks)) == (double)columns, true)) return;
  T lanes[CK_LANES];
  CK(store)(lanes, maxima);
  __builtin_memset(one_hot, 0, classes * columns * sizeof(T));
  for (size_t c = 0; c < columns; ++c)
    one_hot[c * classes + CK(argmax_in_group)(x + c * classes, classes, lanes[c])] = 1;
}

CK_BODY void CK_BODY_OF(ck_argmax)(
    const T *x, ptrdiff_t *indices, size_t classes, size_t columns) {
  T copy[GROUP_SIZE(FEW_CLASSES)], maxima[CK_LANES];
  FOR_COLUMNS(
      {
        const T *z = CK(readable_group)(x + at, left, copy, classes);
        CK(store)(maxima, CK(maxima_of_columns)(z, classes));
        for (size_t c = 0; c < count; ++c)
          indices[column + c] =
              (ptrdiff_t)CK(argmax_in_group)(z + c * classes, classes, maxima[c]);
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
  T copy[GROUP_SIZE(FEW_CLASSES)];
  FOR_COLUMNS(
      {
        __builtin_memset(copy + n, 0, (GROUP_SIZE(classes) - n) * sizeof(T));
        __builtin_memcpy(copy, x + at, n * sizeof(T));
        const V maxima = CK(maxima_of_columns)(copy, classes);
        CK(one_hot_of_group)(copy, maxima, one_hot + at, classes, count);
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
