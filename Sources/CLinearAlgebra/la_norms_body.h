// The kernels of la_norms.c for one precision: REAL, its vector of eight lanes and the unaligned vector in
// memory; NAME(x) gives a function the suffix of the precision.

// Copies `count` numbers, adds their moduli to `sums` and returns the sum of the moduli.
LA_BODY REAL NAME(copy_moduli)(
    int64_t count, const REAL *restrict source, REAL *restrict target, REAL *restrict sums) {
  VECTOR total = {0};
  int64_t i = 0;
  for (; i + 8 <= count; i += 8) {
    const VECTOR value = *(const MEMORY *)(source + i);
    const VECTOR modulus = __builtin_elementwise_abs(value);
    *(MEMORY *)(target + i) = value;
    *(MEMORY *)(sums + i) = *(const MEMORY *)(sums + i) + modulus;
    total += modulus;
  }
  REAL first = total[0];
  for (; i < count; i++) {
    const REAL modulus = __builtin_elementwise_abs(source[i]);
    target[i] = source[i];
    sums[i] += modulus;
    first += modulus;
  }
  return ((first + total[4]) + (total[2] + total[6])) + ((total[1] + total[5]) + (total[3] + total[7]));
}

// The largest number; the first NaN if there is one.
LA_BODY REAL NAME(largest)(REAL a, REAL b) { return a != a || !(b > a || b != b) ? a : b; }

LA_BODY la_norms NAME(copy_norms_body)(
    int64_t m, int64_t n, const REAL *source, REAL *target, REAL *sums) {
  REAL one = 0, infinity = 0;
  for (int64_t i = 0; i < m; i++) sums[i] = 0;
  for (int64_t j = 0; j < n; j++)
    one = NAME(largest)(one, NAME(copy_moduli)(m, source + j * m, target + j * m, sums));
  for (int64_t i = 0; i < m; i++) infinity = NAME(largest)(infinity, sums[i]);
  return (la_norms){(double)one, (double)infinity};
}

LA_BODY double NAME(copy_triangle_norm_body)(
    int is_lower, int64_t n, const REAL *source, REAL *target, REAL *sums) {
  REAL norm = 0;
  for (int64_t i = 0; i < n; i++) sums[i] = 0;
  for (int64_t j = 0; j < n; j++) {
    const REAL *const from = source + j * n;
    REAL *const to = target + j * n;
    const int64_t start = is_lower ? j + 1 : 0;
    for (int64_t i = is_lower ? 0 : j + 1; i < (is_lower ? j : n); i++) to[i] = 0;
    to[j] = from[j];
    sums[j] += __builtin_elementwise_abs(from[j]) +
               NAME(copy_moduli)(is_lower ? n - start : j, from + start, to + start, sums + start);
  }
  for (int64_t i = 0; i < n; i++) norm = NAME(largest)(norm, sums[i]);
  return (double)norm;
}

#define LA_LEVEL(SUFFIX, TARGET)                                                           \
  TARGET static la_norms NAME(copy_norms_##SUFFIX)(                                        \
      int64_t m, int64_t n, const REAL *source, REAL *target, REAL *sums) {                \
    return NAME(copy_norms_body)(m, n, source, target, sums);                              \
  }                                                                                        \
  TARGET static double NAME(copy_triangle_norm_##SUFFIX)(                                  \
      int is_lower, int64_t n, const REAL *source, REAL *target, REAL *sums) {             \
    return NAME(copy_triangle_norm_body)(is_lower, n, source, target, sums);               \
  }
LA_LEVEL(baseline, )
#if defined(__x86_64__)
LA_LEVEL(avx2, __attribute__((target("avx2"))))
LA_LEVEL(avx512, __attribute__((target("avx512f,avx512dq,avx512vl"))))
#endif
#undef LA_LEVEL

#undef REAL
#undef VECTOR
#undef MEMORY
#undef NAME
