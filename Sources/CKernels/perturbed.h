// Logits plus the Gumbel noise of a stream, block by block in the first cache. Included for each
// type.

#ifndef STREAM
#define STREAM uint64_t seed, uint64_t stream, uint64_t position

// A block of few classes has whole groups of columns, but for the last one, and fits BLOCK + PADDING
// elements; one of many classes is at least a column.
enum { BLOCK = FEW_CLASSES * CK_LANES };
CK_BODY size_t columns_of_block(size_t classes) {
  const size_t columns = classes < BLOCK ? BLOCK / classes : 1;
  return classes <= FEW_CLASSES ? columns / CK_LANES * CK_LANES : columns;
}
CK_BODY size_t least(size_t a, size_t b) { return a < b ? a : b; }
#endif

// z = logits + noise for `width` columns of few classes, with zeros for what is missing of the last group.
CK_BODY void CK(perturb_groups)(STREAM, const T *logits, T *z, size_t classes, size_t width) {
  const size_t n = width * classes;
  const size_t groups = (width + CK_LANES - 1) / CK_LANES;
  CK(ck_add_gumbel)(seed, stream, position, logits, z, n);
  __builtin_memset(z + n, 0, (groups * CK_LANES * classes + PADDING - n) * sizeof(T));
}
