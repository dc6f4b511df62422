// exp and log of floats; see vector_math.h. Included for each number of lanes.

// exp(x) = 2^n exp(r), n = round(x / log 2), r = x - n log 2 in two exact steps. Adding 1.5 * 2^23
// (2^52) rounds to an integer and leaves it in the low bits. The power of two is applied in two
// halves, since n exceeds the exponent range at both ends; only the last product can round.
// NaN survives, because a comparison with it is false and every later product has it.

// r, its polynomial p in exp(r) = 1 + r + r^2 p, and n.
CK_OVERLOADED V32 reduce_f32(V32 x, V32 *p, M32 *n) {
  const V32 rounded = x * 1.44269504f + 0x1.8p23f;
  const V32 multiple = rounded - 0x1.8p23f;
  *n = (M32)rounded - 0x4b400000;
  V32 r = x - multiple * 0x1.62e4p-1f;
  r = r - multiple * 0x1.7f7d1cp-20f;
  V32 q = r * 0.00138145988f + 0.00836871658f;
  q = q * r + 0.041668389f;
  q = q * r + 0.166665211f;
  *p = q * r + 0.49999994f;
  return r;
}

CK_OVERLOADED V32 power_of_two_f32(M32 n) { return (V32)((U32)(n + 127) << 23); }

CK_OVERLOADED V32 exp_f32(V32 x) {
  x = select(x < -104.0f, -104.0f, x);
  x = select(x > 89.0f, 89.0f, x);
  M32 n;
  V32 p;
  const V32 r = reduce_f32(x, &p, &n);
  const V32 y = (p * r + 1.0f) * r + 1.0f;
  const M32 half = n >> 1;
  return y * power_of_two_f32(half) * power_of_two_f32(n - half);
}

// exp(x) for x <= 0, where results below the smallest normal number become 0.
CK_OVERLOADED V32 exp_nonpositive_f32(V32 x) {
  M32 n;
  V32 p;
  const V32 r = reduce_f32(x, &p, &n);
  const V32 y = (p * r + 1.0f) * r + 1.0f;
  return select(x < -87.33654f, 0.0f, y * power_of_two_f32(n));
}

// tanh(|x|) = m / (m + 2), m = exp(2 |x|) - 1 = 2^n (exp(r) - 1) + (2^n - 1): no cancellation,
// since n = 0 for small x. Beyond the bound the quotient rounds to 1.
CK_OVERLOADED V32 tanh_f32(V32 x) {
  const V32 twice = 2.0f * __builtin_elementwise_abs(x);
  M32 n;
  V32 p;
  const V32 r = reduce_f32(select(twice > 20.0f, 20.0f, twice), &p, &n);
  const V32 power = power_of_two_f32(n);
  const V32 m = (r + r * r * p) * power + (power - 1.0f);
  return __builtin_elementwise_copysign(m / (m + 2.0f), x);
}

// exp(x) / (1 + exp(x)) = z / (1 + z) for x <= 0 and 1 / (1 + z) above, z = exp(-|x|)
CK_OVERLOADED V32 sigmoid_f32(V32 x) {
  const V32 z = exp_nonpositive_f32(-__builtin_elementwise_abs(x));
  return select(x > 0.0f, 1.0f, z) / (1.0f + z);
}

// log(x) = e log 2 + log(1 + f), x = 2^e (1 + f) with 1 + f in [2/3, 4/3): no cancellation, since
// e = 0 whenever x is near 1. The functions of reduced arguments return -log.

// -log(1 + f) - e log 2 for |f| <= 1/3, where e is scaled by 2^23.
CK_OVERLOADED V32 minus_log1p_reduced_f32(V32 f, V32 e) {
  V32 p = f * 0.140263587f - 0.153885394f;
  p = p * f + 0.139958069f;
  p = p * f - 0.164159611f;
  p = p * f + 0.200111687f;
  p = p * f - 0.250078201f;
  p = p * f + 0.333331972f;
  p = p * f - 0.499999374f;
  const V32 y = f * f * p + f;
  return -y - e * 0x1.62e43p-24f;
}

// f and e of a positive normal x
CK_OVERLOADED V32 split_f32(V32 x, V32 *e) {
  const U32 exponent = ((U32)x - 0x3f2aaaab) & 0xff800000;  // 0x3f2aaaab is 2/3
  *e = __builtin_convertvector((M32)exponent, V32);
  return (V32)((U32)x - exponent) - 1.0f;
}

CK_OVERLOADED V32 minus_log_normal_f32(V32 x) {
  V32 e;
  const V32 f = split_f32(x, &e);
  return minus_log1p_reduced_f32(f, e);
}

// log(1 + z) for 0 <= z <= 1: reduced without rounding, also for tiny z.
CK_OVERLOADED V32 log_one_plus_f32(V32 z) {
  const M32 small = z < 1.0f / 3;
  return -minus_log1p_reduced_f32(
      select(small, z, 0.5f * z - 0.5f), select(small, 0.0f, 0x1p23f));
}

CK_OVERLOADED V32 log_f32(V32 x) {
  const M32 tiny = x < 0x1p-126f;
  V32 e;
  const V32 f = split_f32(select(tiny, x * 0x1p24f, x), &e);
  const V32 y = -minus_log1p_reduced_f32(f, select(tiny, e - 0x18p23f, e));
  V32 special = select(x < 0.0f, (V32)__builtin_nanf(""), x);
  special = select(x == 0.0f, -(V32)__builtin_inff(), special);
  const M32 ordinary = (x > 0.0f) & (x < __builtin_inff());
  return select(ordinary, y, special);
}

#undef V32
#undef M32
#undef U32
