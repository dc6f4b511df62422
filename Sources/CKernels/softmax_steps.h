// Softmax of one tile and of one column; softmax.c and gumbel_softmax.c include it for each type.

CK_BODY void CK(softmax_of_tile)(T *tile, size_t classes, T temperature) {
  const V maximum = CK(maximum_of_tile)(tile, classes);
  V sum = 0;
  for (size_t k = 0; k < classes; ++k) {
    const V x = CK(load)(tile + k * CK_LANES);
    const V y = CK(exp_nonpositive)(CK(relative_logits)(x, maximum, temperature));
    CK(store)(tile + k * CK_LANES, y);
    sum += y;
  }
  const V inverse = CK(inverse_or_zero)(sum);
  for (size_t k = 0; k < classes; ++k)
    CK(store)(tile + k * CK_LANES, CK(load)(tile + k * CK_LANES) * inverse);
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
