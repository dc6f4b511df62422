// The place of a maximum in one column and in a column of a group. Included for each type.
//
// On ties the lowest index wins, since it is the first that equals the maximum; a column of
// -infinity gives index 0, as does one of NaN.

CK_BODY size_t CK(argmax_of_column)(const T *x, size_t classes, T maximum) {
  size_t k = 0;
  for (; k + CK_LANES <= classes; k += CK_LANES) {
    const uint32_t equal = bits_of_mask(LOAD(V, x + k) == maximum);
    if (equal != 0) return k + (size_t)__builtin_ctz(equal);
  }
  while (k < classes && x[k] != maximum) ++k;
  return k < classes ? k : 0;
}

// The index of the maximum in the column at x of a group with padding.
CK_BODY size_t CK(argmax_in_group)(const T *x, size_t classes, T maximum) {
  for (size_t k = 0; k < classes; k += CK_LANES) {
    const uint32_t equal = bits_of_mask(LOAD(V, x + k) == maximum);
    if (equal == 0) continue;
    const size_t index = k + (size_t)__builtin_ctz(equal);
    return index < classes ? index : 0;
  }
  return 0;
}
