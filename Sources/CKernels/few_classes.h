// Columns of few classes, sixteen at a time. Included for each type.
//
// A vector loaded at the start of a column has its classes in front and the next columns behind,
// which a mask hides. What a column needs (its maximum, its sum) is found for all sixteen at once by
// a tree of shuffles and then spread over their elements, so that all other passes run over whole
// vectors without a look at the columns.

#ifndef FEW_CLASSES
#define FEW_CLASSES 128  // at most so many classes are "few"; above, a column fills its vectors

// Lanes whose number has the bit H from b, the others from a; and what lies across of them.
#define TRADE_8(a, b)                                                                    \
  __builtin_shufflevector(a, b, 0, 1, 2, 3, 4, 5, 6, 7, 24, 25, 26, 27, 28, 29, 30, 31), \
  __builtin_shufflevector(a, b, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23)
#define TRADE_4(a, b)                                                                      \
  __builtin_shufflevector(a, b, 0, 1, 2, 3, 20, 21, 22, 23, 8, 9, 10, 11, 28, 29, 30, 31), \
  __builtin_shufflevector(a, b, 4, 5, 6, 7, 16, 17, 18, 19, 12, 13, 14, 15, 24, 25, 26, 27)
#define TRADE_2(a, b)                                                                      \
  __builtin_shufflevector(a, b, 0, 1, 18, 19, 4, 5, 22, 23, 8, 9, 26, 27, 12, 13, 30, 31), \
  __builtin_shufflevector(a, b, 2, 3, 16, 17, 6, 7, 20, 21, 10, 11, 24, 25, 14, 15, 28, 29)
#define TRADE_1(a, b)                                                                       \
  __builtin_shufflevector(a, b, 0, 17, 2, 19, 4, 21, 6, 23, 8, 25, 10, 27, 12, 29, 14, 31), \
  __builtin_shufflevector(a, b, 1, 16, 3, 18, 5, 20, 7, 22, 9, 24, 11, 26, 13, 28, 15, 30)

// Combines the lanes of each of sixteen vectors; lane c of the result is that of vector c.
#define TREE(OP, v)                                               \
  for (int i = 0; i < 8; ++i) v[i] = OP(TRADE_8(v[i], v[i + 8])); \
  for (int i = 0; i < 4; ++i) v[i] = OP(TRADE_4(v[i], v[i + 4])); \
  for (int i = 0; i < 2; ++i) v[i] = OP(TRADE_2(v[i], v[i + 2])); \
  return OP(TRADE_1(v[0], v[1]))

// Elements behind sixteen columns that are read, but not used.
#define PADDING CK_LANES
#define GROUP_SIZE(CLASSES) ((CLASSES) * CK_LANES + PADDING)
#endif

CK_BODY V CK(sum_of_two)(V a, V b) { return a + b; }
CK_BODY V CK(greater_of_two)(V a, V b) { return select(a > b, a, b); }

// Combines the classes of each of sixteen columns: EXPRESSION is the sixteen elements from `i` on.
#undef COMBINE_COLUMNS
#define COMBINE_COLUMNS(OP, NEUTRAL, EXPRESSION)                             \
  const size_t last = (classes - 1) / CK_LANES * CK_LANES;                   \
  const M inside = CK(first_lanes)(classes - last);                          \
  V columns[CK_LANES];                                                       \
  _Pragma("clang loop unroll(full)") for (size_t c = 0; c < CK_LANES; ++c) { \
    size_t i = c * classes + last;                                           \
    columns[c] = select(inside, EXPRESSION, (V)(NEUTRAL));                   \
    for (i = c * classes; i < c * classes + last; i += CK_LANES)             \
      columns[c] = OP(columns[c], EXPRESSION);                               \
  }                                                                          \
  TREE(OP, columns);

CK_BODY V CK(maxima_of_columns)(const T *x, size_t classes) {
  COMBINE_COLUMNS(CK(greater_of_two), -T_INFINITY, LOAD(V, x + i))
}

CK_BODY V CK(sums_of_columns)(const T *x, size_t classes) {
  COMBINE_COLUMNS(CK(sum_of_two), 0, LOAD(V, x + i))
}

// Writes each value to all elements of its column; the padding is overwritten, too.
CK_BODY void CK(spread)(V values, T *out, size_t classes) {
  T lanes[CK_LANES];
  CK(store)(lanes, values);
  for (size_t c = 0; c < CK_LANES; ++c)
    for (size_t k = 0; k < classes; k += CK_LANES)
      CK(store)(out + c * classes + k, (V)lanes[c]);
}

// A group of columns with its padding: x itself or, at the end of an array, a copy of the elements
// left, followed by zeros.
CK_BODY const T *CK(readable_group)(const T *x, size_t left, T *copy, size_t classes) {
  if (left >= GROUP_SIZE(classes)) return x;
  __builtin_memset(copy, 0, GROUP_SIZE(classes) * sizeof(T));
  __builtin_memcpy(copy, x, left * sizeof(T));
  return copy;
}
