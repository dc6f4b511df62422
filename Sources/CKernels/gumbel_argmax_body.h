// Included by sampling.c for each type.

// The index of the greatest sum of a column of many classes, a piece at a time; a later maximum must
// be greater to count.
CK_BODY size_t CK(gumbel_argmax_of_column)(STREAM, const T *logits, T *z, size_t classes) {
  T greatest = -T_INFINITY;
  size_t index = 0;
  for (size_t k = 0; k < classes; k += BLOCK) {
    const size_t n = least(classes - k, BLOCK);
    CK(ck_add_gumbel)(seed, stream, position + k * WORDS_PER_DRAW, logits + k, z, n);
    const T maximum = CK(maximum_of_column)(z, n);
    if (!(maximum > greatest)) continue;
    greatest = maximum;
    index = k + CK(argmax_of_column)(z, n, maximum);
  }
  return index;
}

CK_BODY void CK_BODY_OF(ck_gumbel_argmax_stream)(
    STREAM, const T *logits, ptrdiff_t *indices, size_t classes, size_t columns) {
  T z[BLOCK + PADDING], maxima[CK_LANES];
  if (classes == 0) return;
  const size_t most = columns_of_block(classes);
  for (size_t block = 0; block < columns; block += most) {
    const size_t width = least(columns - block, most), start = block * classes;
    const bool few = classes <= FEW_CLASSES;
    if (few)
      CK(perturb_groups)(
          seed, stream, position + start * WORDS_PER_DRAW, logits + start, z, classes, width);
    for (size_t column = 0; column < width; ++column) {
      const size_t at = column * classes;
      size_t index;
      if (few) {
        if (column % CK_LANES == 0)
          CK(store)(maxima, CK(maxima_of_columns)(z + at, classes));
        index = CK(argmax_in_group)(z + at, classes, maxima[column % CK_LANES]);
      } else {
        index = CK(gumbel_argmax_of_column)(
            seed, stream, position + (start + at) * WORDS_PER_DRAW, logits + start + at, z,
            classes);
      }
      indices[block + column] = (ptrdiff_t)index;
    }
  }
}

CK_KERNEL(
    void, CK(ck_gumbel_argmax_stream),
    (STREAM, const T *logits, ptrdiff_t *indices, size_t classes, size_t columns),
    (seed, stream, position, logits, indices, classes, columns))
