// Included by elementary.c for each type.

CK_BODY void CK_BODY_OF(ck_exp)(const T *x, T *y, size_t n) {
  for (size_t i = 0; i < n; i += CK_LANES)
    CK(store_first)(y + i, CK(exp)(CK(load_first)(x + i, n - i)), n - i);
}

CK_BODY void CK_BODY_OF(ck_log)(const T *x, T *y, size_t n) {
  for (size_t i = 0; i < n; i += CK_LANES)
    CK(store_first)(y + i, CK(log)(CK(load_first)(x + i, n - i)), n - i);
}

CK_KERNEL(void, CK(ck_exp), (const T *x, T *y, size_t n), (x, y, n))
CK_KERNEL(void, CK(ck_log), (const T *x, T *y, size_t n), (x, y, n))
