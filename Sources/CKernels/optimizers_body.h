// Included by optimizers.c for each type. Coefficients are computed in double and rounded once.

#pragma clang fp contract(off)

CK_BODY void CK_BODY_OF(ck_adam)(
    T *p, const T *g, T *m, T *v, size_t n, double rate, double beta1, double beta2,
    double epsilon, double correction1, double correction2, double weight_decay) {
  const T keep1 = (T)beta1, take1 = (T)(1 - beta1);
  const T keep2 = (T)beta2, take2 = (T)(1 - beta2);
  const T step = (T)(rate / correction1);
  const T root = (T)(1 / __builtin_sqrt(correction2));
  const T decay = (T)(1 - rate * weight_decay);
  for (size_t i = 0; i < n; i += CK_LANES) {
    const size_t rest = n - i;
    const V slope = LOAD_FIRST(V, g + i, rest);
    const V mean = keep1 * LOAD_FIRST(V, m + i, rest) + take1 * slope;
    const V square = keep2 * LOAD_FIRST(V, v + i, rest) + take2 * (slope * slope);
    const V scale = __builtin_elementwise_sqrt(square) * root + (T)epsilon;
    const V moved = decay * LOAD_FIRST(V, p + i, rest) - step * mean / scale;
    CK(store_first)(m + i, mean, rest);
    CK(store_first)(v + i, square, rest);
    CK(store_first)(p + i, moved, rest);
  }
}

CK_KERNEL(
    void, CK(ck_adam),
    (T *p, const T *g, T *m, T *v, size_t n, double rate, double beta1, double beta2,
     double epsilon, double correction1, double correction2, double weight_decay),
    (p, g, m, v, n, rate, beta1, beta2, epsilon, correction1, correction2, weight_decay))

CK_BODY void CK_BODY_OF(ck_sgd_momentum)(
    T *p, const T *g, T *velocity, size_t n, double rate, double momentum, bool nesterov) {
  for (size_t i = 0; i < n; i += CK_LANES) {
    const size_t rest = n - i;
    const V slope = LOAD_FIRST(V, g + i, rest);
    const V speed = (T)momentum * LOAD_FIRST(V, velocity + i, rest) + slope;
    const V direction = nesterov ? slope + (T)momentum * speed : speed;
    CK(store_first)(velocity + i, speed, rest);
    CK(store_first)(p + i, LOAD_FIRST(V, p + i, rest) - (T)rate * direction, rest);
  }
}

CK_KERNEL(
    void, CK(ck_sgd_momentum),
    (T *p, const T *g, T *velocity, size_t n, double rate, double momentum, bool nesterov),
    (p, g, velocity, n, rate, momentum, nesterov))
