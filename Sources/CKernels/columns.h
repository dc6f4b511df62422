// What the kernels over categorical columns share. Included for each type.

#pragma clang fp contract(off)

// Runs FEW for each group of `count` <= 16 columns, or MANY for each column if there are many
// classes; `at` is the index of the first element, and `n` and `left` are the numbers of elements in
// the group and up to the end.
#undef FOR_COLUMNS
#define FOR_COLUMNS(FEW, MANY)                                                \
  if (classes == 0) return;                                                   \
  const size_t group = classes <= FEW_CLASSES ? CK_LANES : 1;                 \
  for (size_t column = 0; column < columns; column += group) {                \
    const size_t count = columns - column < group ? columns - column : group; \
    const size_t at = column * classes;                                       \
    const size_t n = count * classes, left = (columns - column) * classes;    \
    (void)left;                                                               \
    (void)n;                                                                  \
    if (classes <= FEW_CLASSES) {                                             \
      FEW;                                                                    \
    } else {                                                                  \
      MANY;                                                                   \
    }                                                                         \
  }

// The maximum of one column of many classes.
CK_BODY T CK(maximum_of_column)(const T *x, size_t classes) {
  V maximum = -T_INFINITY;
  size_t k = 0;
  for (; k + CK_LANES <= classes; k += CK_LANES)
    maximum = CK(greater_of_two)(LOAD(V, x + k), maximum);
  T result = __builtin_reduce_max(maximum);
  for (; k < classes; ++k) result = x[k] > result ? x[k] : result;
  return result;
}

// The maximum to subtract: 0 in a column without an unmasked class, where -infinity must stay.
CK_BODY V CK(finite_maximum)(V maximum) { return select(maximum == -T_INFINITY, 0, maximum); }

// The logits relative to a finite maximum, divided by the temperature, and -infinity where masked.
//
// Ordinary temperatures go by their reciprocal: a difference or product that overflows belongs to a
// probability of 0. At extreme ones the difference of finite logits is cut to the largest number,
// so that a quotient by an infinite temperature is still 0, and a true quotient is taken, since the
// reciprocal of a tiny one would give 0 * infinity.
#undef RELATIVE_LOGITS
#define RELATIVE_LOGITS(VECTOR)                                                       \
  CK_OVERLOADED VECTOR CK(relative_logits)(VECTOR x, VECTOR maximum, T temperature) { \
    const VECTOR difference = x - maximum;                                            \
    if (temperature >= 1 / T_MODERATE && temperature <= T_MODERATE)                   \
      return difference * (1 / temperature);                                          \
    const VECTOR finite = select(difference < -T_MAX, -T_MAX, difference);            \
    return select(x == -T_INFINITY, -T_INFINITY, finite / temperature);               \
  }
RELATIVE_LOGITS(V)
RELATIVE_LOGITS(W)

// 1 / sum, but 0 for a sum of 0 (a column without an unmasked class).
CK_BODY V CK(inverse_or_zero)(V sum) { return select(sum > 0, 1 / sum, 0); }
