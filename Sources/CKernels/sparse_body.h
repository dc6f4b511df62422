// Included by sparse.c for each type. Sums are taken in the order of the list, product by product, so
// that they are the same bits on every level.

#pragma clang fp contract(off)

CK_BODY size_t CK_BODY_OF(ck_nonzeros)(
    const T *x, size_t rows, size_t columns, size_t limit, int32_t *starts, int32_t *places,
    T *values) {
  places_of_bits table;
  list_places(&table);
  size_t count = 0;
  for (size_t column = 0; column < columns; ++column, x += rows) {
    const size_t start = count;
    starts[column] = (int32_t)start;
    FOR_VECTORS(rows, {
      const uint32_t found = bits_of_mask(LOAD_FIRST(V, x + i, rest) != 0);
      for (uint32_t half = 0; half < 16; half += 8) {
        const uint32_t bits = found >> half & 255;
        const i32x8 eight = __builtin_convertvector(table.places[bits], i32x8);
        const i32x8 listed = eight + (int32_t)(i + half);
        __builtin_memcpy(places + count, &listed, sizeof listed);
        count += table.counts[bits];
      }
    })
    for (size_t k = start; k < count; ++k) values[k] = x[places[k]];
    if (count > limit) return count;
  }
  starts[columns] = (int32_t)count;
  return count;
}

CK_KERNEL(
    size_t, CK(ck_nonzeros),
    (const T *x, size_t rows, size_t columns, size_t limit, int32_t *starts, int32_t *places,
     T *values),
    (x, rows, columns, limit, starts, places, values))

void CK(ck_transpose_sparse)(
    const int32_t *starts, const int32_t *places, const T *values, size_t rows, size_t columns,
    int32_t *row_starts, int32_t *row_places, T *row_values) {
  // Row r is counted at r + 2: summed up, r + 1 holds where r begins, and once r is written, where it
  // ends.
  __builtin_memset(row_starts, 0, (rows + 2) * sizeof *row_starts);
  const int32_t count = starts[columns];
  for (int32_t k = 0; k < count; ++k) ++row_starts[places[k] + 2];
  for (size_t row = 2; row < rows + 2; ++row) row_starts[row] += row_starts[row - 1];
  for (size_t column = 0; column < columns; ++column)
    for (int32_t k = starts[column]; k < starts[column + 1]; ++k) {
      const int32_t place = row_starts[places[k] + 1]++;
      row_places[place] = (int32_t)column;
      row_values[place] = values[k];
    }
}

// The sums of COUNT vectors of rows for each column. The panel has those rows of A's columns one after
// the other: at their distance in A they would push each other out of the first cache.
#undef SPARSE_PANEL
#define SPARSE_PANEL(COUNT)                                                             \
  for (size_t column = 0; column < columns; ++column) {                                 \
    if (accumulate && column + AHEAD < columns)                                         \
      for (size_t i = 0; i < rows; i += CK_LANES)                                       \
        __builtin_prefetch(y + (column + AHEAD) * y_leading + i, 1);                    \
    V sums[COUNT] = {0};                                                                \
    for (int32_t k = starts[column]; k < starts[column + 1]; ++k) {                     \
      const T *from = panel + (size_t)places[k] * (COUNT * CK_LANES);                   \
      const V factor = values[k];                                                       \
      _Pragma("clang loop unroll(full)") for (size_t t = 0; t < COUNT; ++t) sums[t] +=  \
          factor * LOAD(V, from + t * CK_LANES);                                        \
    }                                                                                   \
    T *to = y + column * y_leading;                                                     \
    _Pragma("clang loop unroll(full)") for (size_t t = 0; t < COUNT; ++t) {             \
      const size_t i = t * CK_LANES, rest = rows - i;                                   \
      if (accumulate) sums[t] += LOAD_FIRST(V, to + i, rest);                           \
      CK(store_first)(to + i, sums[t], rest);                                           \
    }                                                                                   \
  }                                                                                     \
  return;

// The columns of A and y are far apart, so that the processor does not see by itself what comes next.
CK_BODY void CK_BODY_OF(ck_sparse_product)(
    const T *a, size_t rows, size_t a_leading, size_t a_columns, const int32_t *starts,
    const int32_t *places, const T *values, size_t columns, bool accumulate, T *y,
    size_t y_leading) {
  const size_t panel_rows = (rows + CK_LANES - 1) / CK_LANES * CK_LANES;
  T *panel = scratch_of_thread(panel_rows * a_columns * sizeof(T));
  T *to = panel;
  for (size_t column = 0; column < a_columns; ++column)
    for (size_t i = 0; i < rows; i += CK_LANES, to += CK_LANES) {
      const T *from = a + column * a_leading + i;
      if (column + AHEAD < a_columns) __builtin_prefetch(from + AHEAD * a_leading);
      CK(store)(to, LOAD_FIRST(V, from, rows - i));
    }
  switch ((rows + CK_LANES - 1) / CK_LANES) {
    case 1: SPARSE_PANEL(1)
    case 2: SPARSE_PANEL(2)
    case 3: SPARSE_PANEL(3)
    case 4: SPARSE_PANEL(4)
  }
}

CK_KERNEL(
    void, CK(ck_sparse_product),
    (const T *a, size_t rows, size_t a_leading, size_t a_columns, const int32_t *starts,
     const int32_t *places, const T *values, size_t columns, bool accumulate, T *y,
     size_t y_leading),
    (a, rows, a_leading, a_columns, starts, places, values, columns, accumulate, y, y_leading))
