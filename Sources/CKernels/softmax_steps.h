// Softmax of a group of columns of few classes and of one column of many; softmax.c and
// gumbel_softmax.c include it for each type.

// y = softmax(x / temperature) of the n elements of a group with padding, whose maxima are known;
// x and y may be the same.
CK_BODY void CK(softmax_of_group)(
    const T *x, T *y, size_t classes, size_t n, V maxima, T temperature) {
  T shared[GROUP_SIZE(FEW_CLASSES)], e[GROUP_SIZE(FEW_CLASSES)];
  CK(spread)(maxima, shared, classes);
  for (size_t i = 0; i < classes * CK_LANES; i += CK_LANES) {
    const V m = CK(load)(shared + i);
    CK(store)(e + i, CK(exp_nonpositive)(CK(relative_logits)(CK(load)(x + i), m, temperature)));
  }
  CK(store)(e + classes * CK_LANES, 0);
  CK(spread)(CK(inverse_or_zero)(CK(sums_of_columns)(e, classes)), shared, classes);
  for (size_t i = 0; i < n; i += CK_LANES)
    CK(store_first)(y + i, CK(load)(e + i) * CK(load)(shared + i), n - i);
}

// x and y may be the same.
CK_BODY void CK(softmax_of_column)(
    const T *x, T *y, size_t classes, T maximum, T temperature) {
  f64x16 sum = 0;
  for (size_t k = 0; k < classes; k += CK_LANES) {
    const size_t rest = classes - k;
    const V v = CK(load_first)(x + k, rest);
    const V e = CK(exp_nonpositive)(CK(relative_logits)(v, maximum, temperature));
    CK(store_first)(y + k, e, rest);
    sum += AS_F64(select(CK(first_lanes)(rest), e, 0));
  }
  const V inverse = CK(inverse_or_zero)((V)(T)sum_of_lanes(sum));
  for (size_t k = 0; k < classes; k += CK_LANES)
    CK(store_first)(y + k, CK(load_first)(y + k, classes - k) * inverse, classes - k);
}
