// Included by sampling.c for each type.
//
// The classes are put in the order of their lanes, 0, 16, 32, ..., 1, 17, ..., so that vectors can
// sum up the weights. The threshold finds a lane by the sums of all lanes, then a class by the
// running sum of the lane, made in the order and precision of its sum before. Both searches ask for
// a sum greater than the threshold, so that a class of weight 0 is never found.

// exp(x - maximum)
CK_BODY f64x16 CK(weights)(V x, V maximum) {
  return AS_F64(CK(exp_nonpositive)(x - maximum));
}

// The class of a lane whose running sum exceeds the threshold; if rounding leaves none, the last one
// with a weight.
CK_BODY size_t CK(class_in_lane)(
    const T *x, size_t classes, V maximum, size_t lane, double threshold) {
  double sum = 0;
  size_t last = lane;
  for (size_t first = lane; first < classes; first += CK_LANES * CK_LANES) {
    T logits[CK_LANES];
    size_t count = 0;
    for (size_t k = first; k < classes && count < CK_LANES; k += CK_LANES)
      logits[count++] = x[k];
    const f64x16 w = CK(weights)(LOAD_FIRST(V, logits, count), maximum);
    for (size_t i = 0; i < count; ++i) {
      sum += w[i];
      if (w[i] > 0) last = first + i * CK_LANES;
      if (sum > threshold) return last;
    }
  }
  return last;
}

CK_BODY size_t CK(class_of_uniform)(const T *x, size_t classes, double uniform) {
  const V maximum = CK(finite_maximum)(CK(maximum_of_column)(x, classes));
  f64x16 sums = 0;
  FOR_VECTORS(classes, {
    const f64x16 w = CK(weights)(LOAD_FIRST(V, x + i, rest), maximum);
    sums += select(first_lanes_f64(rest), w, 0);
  })
  double total = 0;
  for (size_t lane = 0; lane < CK_LANES; ++lane) total += sums[lane];
  // Below the total, also where the product rounds up.
  const double product = uniform * total, most = total * (1 - 0x1p-52);
  const double threshold = product < most ? product : most;
  double before = 0;
  for (size_t lane = 0; lane < CK_LANES; ++lane) {
    const double after = before + sums[lane];
    if (after > threshold)
      return CK(class_in_lane)(x, classes, maximum, lane, threshold - before);
    before = after;
  }
  return 0;  // a column without an unmasked class
}

CK_BODY void CK_BODY_OF(ck_inverse_cdf)(
    const T *logits, const double *uniforms, ptrdiff_t *indices, size_t classes,
    size_t columns) {
  if (classes == 0) return;
  for (size_t column = 0; column < columns; ++column)
    indices[column] =
        (ptrdiff_t)CK(class_of_uniform)(logits + column * classes, classes, uniforms[column]);
}

CK_KERNEL(
    void, CK(ck_inverse_cdf),
    (const T *logits, const double *uniforms, ptrdiff_t *indices, size_t classes,
     size_t columns),
    (logits, uniforms, indices, classes, columns))
