// Columns of few classes, sixteen at a time. Included by the bodies of softmax.c for each type.
//
// A tile holds sixteen columns across its lanes: lane c of vector k is class k of column c. What a
// column needs (its maximum, its sum) is then one vector for all sixteen, whatever the number of
// classes. Missing columns of the last tile are zero.

#ifndef NARROW
#define NARROW 32  // at most so many classes are "few"; above, one column fills the lanes by itself
#endif

// The copies are scalar: gathers and scatters are slower on most processors.
CK_BODY void CK(load_tile)(const T *x, T *tile, size_t classes, size_t columns) {
  if (columns < CK_LANES) __builtin_memset(tile, 0, classes * CK_LANES * sizeof(T));
  for (size_t column = 0; column < columns; ++column)
#pragma clang loop vectorize(disable)
    for (size_t k = 0; k < classes; ++k)
      tile[k * CK_LANES + column] = x[column * classes + k];
}

CK_BODY void CK(load_sum_tile)(
    const T *x, const T *y, T *tile, size_t classes, size_t columns) {
  if (columns < CK_LANES) __builtin_memset(tile, 0, classes * CK_LANES * sizeof(T));
  for (size_t column = 0; column < columns; ++column)
#pragma clang loop vectorize(disable)
    for (size_t k = 0; k < classes; ++k)
      tile[k * CK_LANES + column] = x[column * classes + k] + y[column * classes + k];
}

CK_BODY void CK(store_tile)(const T *tile, T *y, size_t classes, size_t columns) {
  for (size_t column = 0; column < columns; ++column)
#pragma clang loop vectorize(disable)
    for (size_t k = 0; k < classes; ++k)
      y[column * classes + k] = tile[k * CK_LANES + column];
}

CK_BODY V CK(maximum_of_tile)(const T *tile, size_t classes) {
  V maximum = CK(load)(tile);
  for (size_t k = 1; k < classes; ++k) {
    const V x = CK(load)(tile + k * CK_LANES);
    maximum = select(x > maximum, x, maximum);
  }
  return maximum;
}
