// Included by elementary.c for each type.

#pragma clang fp contract(off)

#define MAP(EXPRESSION)                                     \
  FOR_WIDE_VECTORS(n, {                                     \
    const __auto_type v = CK(load_like)(like, x + i, rest); \
    CK(store_first)(y + i, EXPRESSION, rest);               \
  })

CK_BODY void CK_BODY_OF(ck_exp)(const T *x, T *y, size_t n) { MAP(CK(exp)(v)) }
CK_BODY void CK_BODY_OF(ck_log)(const T *x, T *y, size_t n) { MAP(CK(log)(v)) }
CK_BODY void CK_BODY_OF(ck_tanh)(const T *x, T *y, size_t n) { MAP(CK(tanh)(v)) }
CK_BODY void CK_BODY_OF(ck_sigmoid)(const T *x, T *y, size_t n) { MAP(CK(sigmoid)(v)) }

CK_KERNEL(void, CK(ck_exp), (const T *x, T *y, size_t n), (x, y, n))
CK_KERNEL(void, CK(ck_log), (const T *x, T *y, size_t n), (x, y, n))
CK_KERNEL(void, CK(ck_tanh), (const T *x, T *y, size_t n), (x, y, n))
CK_KERNEL(void, CK(ck_sigmoid), (const T *x, T *y, size_t n), (x, y, n))

#undef MAP
