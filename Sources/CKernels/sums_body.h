// Included by sums.c for each type.

#pragma clang fp contract(off)

CK_BODY double CK_BODY_OF(ck_sum)(const T *x, size_t n) {
  f64x16 sum = 0;
  for (size_t i = 0; i < n; i += CK_LANES) sum += AS_F64(LOAD_FIRST(V, x + i, n - i));
  return sum_of_lanes(sum);
}

CK_BODY double CK_BODY_OF(ck_sum_of_squares)(const T *x, size_t n) {
  f64x16 sum = 0;
  for (size_t i = 0; i < n; i += CK_LANES) {
    const f64x16 v = AS_F64(LOAD_FIRST(V, x + i, n - i));
    sum += v * v;
  }
  return sum_of_lanes(sum);
}

CK_KERNEL(double, CK(ck_sum), (const T *x, size_t n), (x, n))
CK_KERNEL(double, CK(ck_sum_of_squares), (const T *x, size_t n), (x, n))
