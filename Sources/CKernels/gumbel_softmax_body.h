// Included by gumbel_softmax.c for each type.

CK_BODY void CK(gumbel_softmax_of_column)(
    const T *logits, const T *noise, T *y, T *one_hot, size_t classes, T temperature) {
  for (size_t k = 0; k < classes; k += CK_LANES) {
    const size_t rest = classes - k;
    const V sum = CK(load_first)(logits + k, rest) + CK(load_first)(noise + k, rest);
    CK(store_first)(y + k, sum, rest);
  }
  const T maximum = CK(maximum_of_column)(y, classes);
  if (one_hot) {
    __builtin_memset(one_hot, 0, classes * sizeof(T));
    one_hot[CK(argmax_of_column)(y, classes, maximum)] = 1;
  }
  CK(softmax_of_column)(y, y, classes, maximum, temperature);
}

CK_BODY void CK_BODY_OF(ck_gumbel_softmax)(
    const T *logits, const T *noise, T *y, T *one_hot, size_t classes, size_t columns,
    T temperature) {
  T tile[NARROW * CK_LANES];
  FOR_COLUMNS(
      {
        CK(load_sum_tile)(logits + at, noise + at, tile, classes, count);
        if (one_hot)
          CK(one_hot_of_indices)(
              CK(argmax_of_tile)(tile, classes), one_hot + at, classes, count);
        CK(softmax_of_tile)(tile, classes, temperature);
        CK(store_tile)(tile, y + at, classes, count);
      },
      {
        CK(gumbel_softmax_of_column)(
            logits + at, noise + at, y + at, one_hot ? one_hot + at : NULL, classes, temperature);
      })
}

CK_KERNEL(
    void, CK(ck_gumbel_softmax),
    (const T *logits, const T *noise, T *y, T *one_hot, size_t classes, size_t columns,
     T temperature),
    (logits, noise, y, one_hot, classes, columns, temperature))
