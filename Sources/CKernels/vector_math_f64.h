// exp and log of doubles; see vector_math.h. Included for each number of lanes.

CK_OVERLOADED V64 reduce_f64(V64 x, V64 *p, M64 *n) {
  const V64 rounded = x * 0x1.71547652b82fep0 + 0x1.8p52;
  const V64 multiple = rounded - 0x1.8p52;
  *n = (M64)rounded - 0x4338000000000000;
  V64 r = x - multiple * 0x1.62e42feep-1;
  r = r - multiple * 0x1.a39ef35793c76p-33;
  V64 q = r * 0x1.1f7340dbc337ep-29 + 0x1.af4e554377204p-26;
  q = q * r + 0x1.27e4db46cddd1p-22;
  q = q * r + 0x1.71de01fdbf9cap-19;
  q = q * r + 0x1.a01a01a6e1e2ap-16;
  q = q * r + 0x1.a01a01abf85abp-13;
  q = q * r + 0x1.6c16c16c162c3p-10;
  q = q * r + 0x1.11111111100bep-7;
  q = q * r + 0x1.5555555555556p-5;
  q = q * r + 0x1.5555555555557p-3;
  *p = q * r + 0.5;
  return r;
}

CK_OVERLOADED V64 power_of_two_f64(M64 n) { return (V64)((U64)(n + 1023) << 52); }

CK_OVERLOADED V64 exp_f64(V64 x) {
  x = select(x < -746.0, -746.0, x);
  x = select(x > 710.0, 710.0, x);
  M64 n;
  V64 p;
  const V64 r = reduce_f64(x, &p, &n);
  const V64 y = 1.0 + (r + r * r * p);
  // Halved by an addition of 2^12, since SSE2 and AVX2 cannot shift signed 64-bit lanes.
  const M64 half = (M64)((U64)(n + 4096) >> 1) - 2048;
  return y * power_of_two_f64(half) * power_of_two_f64(n - half);
}

CK_OVERLOADED V64 exp_nonpositive_f64(V64 x) {
  M64 n;
  V64 p;
  const V64 r = reduce_f64(x, &p, &n);
  const V64 y = 1.0 + (r + r * r * p);
  return select(x < -708.39641853226408, 0.0, y * power_of_two_f64(n));
}

CK_OVERLOADED V64 tanh_f64(V64 x) {
  const V64 twice = 2.0 * __builtin_elementwise_abs(x);
  M64 n;
  V64 p;
  const V64 r = reduce_f64(select(twice > 40.0, 40.0, twice), &p, &n);
  const V64 power = power_of_two_f64(n);
  const V64 m = (r + r * r * p) * power + (power - 1.0);
  return __builtin_elementwise_copysign(m / (m + 2.0), x);
}

CK_OVERLOADED V64 sigmoid_f64(V64 x) {
  const V64 z = exp_nonpositive_f64(-__builtin_elementwise_abs(x));
  return select(x > 0.0, 1.0, z) / (1.0 + z);
}

// The series in s = f / (2 + f): log(1 + f) = 2s + s z R(z), z = s^2, with 2s = f - s f rewritten
// as f - (f^2/2 - s f^2/2), so that the leading term is exact. e log 2 is added in two parts, the
// higher one exact; e is not scaled.
CK_OVERLOADED V64 minus_log1p_reduced_f64(V64 f, V64 e) {
  const V64 s = f / (2.0 + f);
  const V64 z = s * s;
  V64 p = z * 0x1.169e53265dd01p-3 + 0x1.0e8c0fc2c6077p-3;
  p = p * z + 0x1.3b29d3d18ece5p-3;
  p = p * z + 0x1.745cac2d1b769p-3;
  p = p * z + 0x1.c71c72dfa1e8cp-3;
  p = p * z + 0x1.24924923de362p-2;
  p = p * z + 0x1.9999999999f19p-2;
  p = p * z + 0x1.5555555555555p-1;
  const V64 square = 0.5 * f * f;
  const V64 tail = s * (square + z * p) + e * 0x1.a39ef35793c76p-33;
  return ((square - tail) - f) - e * 0x1.62e42feep-1;
}

CK_OVERLOADED V64 split_f64(V64 x, V64 *e) {
  // The exponent, offset to be positive, is converted by placing it below the bits of 2^52.
  const U64 exponent = ((U64)x - 0x3fe5555555555556 + 0x4000000000000000) >> 52;
  *e = (V64)(exponent | 0x4330000000000000) - (0x1p52 + 1024);
  return (V64)((U64)x - ((exponent - 1024) << 52)) - 1.0;
}

CK_OVERLOADED V64 minus_log_normal_f64(V64 x) {
  V64 e;
  const V64 f = split_f64(x, &e);
  return minus_log1p_reduced_f64(f, e);
}

CK_OVERLOADED V64 log_one_plus_f64(V64 z) {
  const M64 small = z < 1.0 / 3;
  return -minus_log1p_reduced_f64(
      select(small, z, 0.5 * z - 0.5), select(small, 0.0, 1.0));
}

CK_OVERLOADED V64 log_f64(V64 x) {
  const M64 tiny = x < 0x1p-1022;
  V64 e;
  const V64 f = split_f64(select(tiny, x * 0x1p54, x), &e);
  const V64 y = -minus_log1p_reduced_f64(f, select(tiny, e - 54.0, e));
  V64 special = select(x < 0.0, (V64)__builtin_nan(""), x);
  special = select(x == 0.0, -(V64)__builtin_inf(), special);
  const M64 ordinary = (x > 0.0) & (x < __builtin_inf());
  return select(ordinary, y, special);
}

#undef V64
#undef M64
#undef U64
