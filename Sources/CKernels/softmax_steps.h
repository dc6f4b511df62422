// Softmax of a group of columns of few classes and of one column of many; softmax.c and
// gumbel_softmax.c include it for each type.

// y = softmax(x / temperature) of the n elements of a group with padding, whose maxima are known;
// x and y may be the same.
CK_BODY void CK(softmax_of_group)(
    const T *x, T *y, size_t classes, size_t n, V maxima, T temperature) {
  T shared[GROUP_SIZE(FEW_CLASSES)], e[GROUP_SIZE(FEW_CLASSES)];
  CK(spread)(CK(finite_maximum)(maxima), shared, classes);
  FOR_WIDE_VECTORS(classes * CK_LANES, {
    const __auto_type v = CK(load_like)(like, x + i, rest);
    const __auto_type m = CK(load_like)(like, shared + i, rest);
    CK(store)(e + i, CK(exp_nonpositive)(CK(relative_logits)(v, m, temperature)));
  })
  CK(store)(e + classes * CK_LANES, (V)0);
  CK(spread)(CK(inverse_or_zero)(CK(sums_of_columns)(e, classes)), shared, classes);
  FOR_VECTORS(
      n, { CK(store_first)(y + i, LOAD(V, e + i) * LOAD(V, shared + i), rest); })
}

// x and y may be the same.
CK_BODY void CK(softmax_of_column)(
    const T *x, T *y, size_t classes, T maximum, T temperature) {
  const T m = CK(finite_maximum)(maximum)[0];
  f64x16 sum = 0;
  FOR_WIDE_VECTORS(classes, {
    const __auto_type v = CK(load_like)(like, x + i, rest);
    const __auto_type e = CK(exp_nonpositive)(CK(relative_logits)(v, like + m, temperature));
    CK(store_first)(y + i, e, rest);
    sum += as_f64(first_of(e, rest));
  })
  const V inverse = CK(inverse_or_zero)((V)(T)sum_of_lanes(sum));
  FOR_VECTORS(
      classes, { CK(store_first)(y + i, LOAD_FIRST(V, y + i, rest) * inverse, rest); })
}
