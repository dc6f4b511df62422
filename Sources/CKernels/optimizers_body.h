// Included by optimizers.c for each type. Coefficients are computed in double and rounded once.

#pragma clang fp contract(off)

// Vectors of the parameters, the gradient and the moments at one place.
typedef struct CK(adam_place) {
  V p, g, m, v;
} CK(adam_place);

CK_BODY CK(adam_place) CK(load_place)(const T *p, const T *g, const T *m, const T *v, size_t rest) {
  return (CK(adam_place)){
    LOAD_FIRST(V, p, rest), LOAD_FIRST(V, g, rest), LOAD_FIRST(V, m, rest),
    LOAD_FIRST(V, v, rest)};
}

CK_BODY void CK_BODY_OF(ck_adam)(
    T *p, const T *g, T *m, T *v, size_t n, double rate, double beta1, double beta2,
    double epsilon, double correction1, double correction2, double weight_decay) {
  const T keep1 = (T)beta1, take1 = (T)(1 - beta1);
  const T keep2 = (T)beta2, take2 = (T)(1 - beta2);
  const T step = (T)(rate / correction1);
  const T root = (T)(1 / __builtin_elementwise_sqrt(correction2));
  const T decay = (T)(1 - rate * weight_decay);
  enum { AHEAD = 2, STRIDE = AHEAD * CK_LANES };
#define MOVE(OLD)                                                       \
  OLD.m = keep1 * OLD.m + take1 * OLD.g;                                \
  OLD.v = keep2 * OLD.v + take2 * (OLD.g * OLD.g);                      \
  OLD.p = decay * OLD.p - step * OLD.m / (__builtin_elementwise_sqrt(OLD.v) * root + (T)epsilon);
#define STORE_PLACE(i, NEW, rest)        \
  CK(store_first)(m + i, NEW.m, rest); \
  CK(store_first)(v + i, NEW.v, rest); \
  CK(store_first)(p + i, NEW.p, rest);
  size_t i = 0;
  if (n >= STRIDE) {
    // The next vectors are loaded before these are stored. Arrays often begin at places whose addresses
    // differ by little more than a multiple of 4096; a load behind such a store would wait for it, as
    // processors compare the low bits of addresses first.
    CK(adam_place) next[AHEAD];
#define LOAD_AHEAD(AT)                                                 \
  _Pragma("clang loop unroll(full)") for (size_t t = 0; t < AHEAD; ++t) { \
    const size_t at = AT + t * CK_LANES;                               \
    next[t] = CK(load_place)(p + at, g + at, m + at, v + at, CK_LANES); \
  }
    LOAD_AHEAD(0)
    for (; i + STRIDE <= n; i += STRIDE) {
      CK(adam_place) now[AHEAD];
      _Pragma("clang loop unroll(full)") for (size_t t = 0; t < AHEAD; ++t) {
        now[t] = next[t];
        MOVE(now[t])
      }
      if (i + 2 * STRIDE <= n) LOAD_AHEAD(i + STRIDE)
      _Pragma("clang loop unroll(full)") for (size_t t = 0; t < AHEAD; ++t) {
        STORE_PLACE(i + t * CK_LANES, now[t], CK_LANES)
      }
    }
#undef LOAD_AHEAD
  }
  for (; i < n; i += CK_LANES) {
    CK(adam_place) now = CK(load_place)(p + i, g + i, m + i, v + i, n - i);
    MOVE(now)
    STORE_PLACE(i, now, n - i)
  }
#undef MOVE
#undef STORE_PLACE
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
