#pragma once
// exp and log of sixteen lanes, without contraction: the same bits on every level.
//
// Each argument is reduced to a short interval, where a minimax polynomial (a Lawson iteration for
// float, Chebyshev interpolation in 40 digits for double) is at least ten times more accurate than
// the rounding errors that follow it. Bounds are checked against wider types in ExpLogTests.

#include "kernel.h"

#pragma clang fp contract(off)

// exp(x) = 2^n exp(r), n = round(x / log 2), r = x - n log 2 in two exact steps. Adding 1.5 * 2^23
// (2^52) rounds to an integer and leaves it in the low bits. The power of two is applied in two
// halves, since n exceeds the exponent range at both ends; only the last product can round.
// NaN survives, because a comparison with it is false and every later product has it.

// exp(r) - 1
CK_BODY f32x16 expm1_reduced_f32(f32x16 x, i32x16 *n) {
  const f32x16 rounded = x * 1.44269504f + 0x1.8p23f;
  const f32x16 multiple = rounded - 0x1.8p23f;
  *n = (i32x16)rounded - 0x4b400000;
  f32x16 r = x - multiple * 0x1.62e4p-1f;
  r = r - multiple * 0x1.7f7d1cp-20f;
  f32x16 p = r * 0.00138145988f + 0.00836871658f;
  p = p * r + 0.041668389f;
  p = p * r + 0.166665211f;
  p = p * r + 0.49999994f;
  return r + r * r * p;
}

CK_BODY f32x16 power_of_two_f32(i32x16 n) { return (f32x16)((u32x16)(n + 127) << 23); }

CK_BODY f32x16 exp_f32(f32x16 x) {
  x = select(x < -104.0f, -104.0f, x);
  x = select(x > 89.0f, 89.0f, x);
  i32x16 n;
  const f32x16 y = 1.0f + expm1_reduced_f32(x, &n);
  const i32x16 half = n >> 1;
  return y * power_of_two_f32(half) * power_of_two_f32(n - half);
}

// exp(x) for x <= 0, where results below the smallest normal number become 0.
CK_BODY f32x16 exp_nonpositive_f32(f32x16 x) {
  const i32x16 tiny = x < -87.33654f;
  i32x16 n;
  const f32x16 y = 1.0f + expm1_reduced_f32(select(tiny, 0.0f, x), &n);
  return select(tiny, 0.0f, y * power_of_two_f32(n));
}

CK_BODY f64x16 expm1_reduced_f64(f64x16 x, i64x16 *n) {
  const f64x16 rounded = x * 0x1.71547652b82fep0 + 0x1.8p52;
  const f64x16 multiple = rounded - 0x1.8p52;
  *n = (i64x16)rounded - 0x4338000000000000;
  f64x16 r = x - multiple * 0x1.62e42feep-1;
  r = r - multiple * 0x1.a39ef35793c76p-33;
  f64x16 p = r * 0x1.1f7340dbc337ep-29 + 0x1.af4e554377204p-26;
  p = p * r + 0x1.27e4db46cddd1p-22;
  p = p * r + 0x1.71de01fdbf9cap-19;
  p = p * r + 0x1.a01a01a6e1e2ap-16;
  p = p * r + 0x1.a01a01abf85abp-13;
  p = p * r + 0x1.6c16c16c162c3p-10;
  p = p * r + 0x1.11111111100bep-7;
  p = p * r + 0x1.5555555555556p-5;
  p = p * r + 0x1.5555555555557p-3;
  p = p * r + 0.5;
  return r + r * r * p;
}

CK_BODY f64x16 power_of_two_f64(i64x16 n) { return (f64x16)((u64x16)(n + 1023) << 52); }

CK_BODY f64x16 exp_f64(f64x16 x) {
  x = select(x < -746.0, -746.0, x);
  x = select(x > 710.0, 710.0, x);
  i64x16 n;
  const f64x16 y = 1.0 + expm1_reduced_f64(x, &n);
  // Halved by an addition of 2^12, since SSE2 and AVX2 cannot shift signed 64-bit lanes.
  const i64x16 half = (i64x16)((u64x16)(n + 4096) >> 1) - 2048;
  return y * power_of_two_f64(half) * power_of_two_f64(n - half);
}

CK_BODY f64x16 exp_nonpositive_f64(f64x16 x) {
  const i64x16 tiny = x < -708.39641853226408;
  i64x16 n;
  const f64x16 y = 1.0 + expm1_reduced_f64(select(tiny, 0.0, x), &n);
  return select(tiny, 0.0, y * power_of_two_f64(n));
}

// tanh(|x|) = m / (m + 2), m = exp(2 |x|) - 1 = 2^n (exp(r) - 1) + (2^n - 1): no cancellation,
// since n = 0 for small x. Beyond the bound the quotient rounds to 1.
CK_BODY f32x16 tanh_f32(f32x16 x) {
  const f32x16 twice = 2.0f * __builtin_elementwise_abs(x);
  i32x16 n;
  f32x16 m = expm1_reduced_f32(select(twice > 20.0f, 20.0f, twice), &n);
  const f32x16 power = power_of_two_f32(n);
  m = m * power + (power - 1.0f);
  return __builtin_elementwise_copysign(m / (m + 2.0f), x);
}

CK_BODY f64x16 tanh_f64(f64x16 x) {
  const f64x16 twice = 2.0 * __builtin_elementwise_abs(x);
  i64x16 n;
  f64x16 m = expm1_reduced_f64(select(twice > 40.0, 40.0, twice), &n);
  const f64x16 power = power_of_two_f64(n);
  m = m * power + (power - 1.0);
  return __builtin_elementwise_copysign(m / (m + 2.0), x);
}

// exp(x) / (1 + exp(x)) = z / (1 + z) for x <= 0 and 1 / (1 + z) above, z = exp(-|x|)
CK_BODY f32x16 sigmoid_f32(f32x16 x) {
  const f32x16 z = exp_nonpositive_f32(-__builtin_elementwise_abs(x));
  return select(x > 0.0f, 1.0f, z) / (1.0f + z);
}

CK_BODY f64x16 sigmoid_f64(f64x16 x) {
  const f64x16 z = exp_nonpositive_f64(-__builtin_elementwise_abs(x));
  return select(x > 0.0, 1.0, z) / (1.0 + z);
}

// log(x) = e log 2 + log(1 + f), x = 2^e (1 + f) with 1 + f in [2/3, 4/3): no cancellation, since
// e = 0 whenever x is near 1. e log 2 is added in two parts, the higher one exact.

// log(1 + f) + e log 2 for |f| <= 1/3
CK_BODY f32x16 log1p_reduced_f32(f32x16 f, f32x16 e) {
  f32x16 p = f * 0.140263587f - 0.153885394f;
  p = p * f + 0.139958069f;
  p = p * f - 0.164159611f;
  p = p * f + 0.200111687f;
  p = p * f - 0.250078201f;
  p = p * f + 0.333331972f;
  p = p * f - 0.499999374f;
  return e * 0x1.62e4p-1f + (f + (f * f * p + e * 0x1.7f7d1cp-20f));
}

// f and e of a positive normal x
CK_BODY f32x16 split_f32(f32x16 x, f32x16 *e) {
  const i32x16 exponent = ((i32x16)x - 0x3f2aaaab) >> 23;  // 0x3f2aaaab is 2/3
  *e = __builtin_convertvector(exponent, f32x16);
  return (f32x16)((u32x16)x - ((u32x16)exponent << 23)) - 1.0f;
}

CK_BODY f32x16 log_normal_f32(f32x16 x) {
  f32x16 e;
  const f32x16 f = split_f32(x, &e);
  return log1p_reduced_f32(f, e);
}

CK_BODY f32x16 log_f32(f32x16 x) {
  const i32x16 tiny = x < 0x1p-126f;
  f32x16 e;
  const f32x16 f = split_f32(select(tiny, x * 0x1p24f, x), &e);
  const f32x16 y = log1p_reduced_f32(f, select(tiny, e - 24.0f, e));
  f32x16 special = select(x < 0.0f, (f32x16)__builtin_nanf(""), x);
  special = select(x == 0.0f, -(f32x16)__builtin_inff(), special);
  const i32x16 ordinary = (x > 0.0f) & (x < __builtin_inff());
  return select(ordinary, y, special);
}

// The series in s = f / (2 + f): log(1 + f) = 2s + s z R(z), z = s^2, with 2s = f - s f rewritten
// as f - (f^2/2 - s f^2/2), so that the leading term is exact.
CK_BODY f64x16 log1p_reduced_f64(f64x16 f, f64x16 e) {
  const f64x16 s = f / (2.0 + f);
  const f64x16 z = s * s;
  f64x16 p = z * 0x1.169e53265dd01p-3 + 0x1.0e8c0fc2c6077p-3;
  p = p * z + 0x1.3b29d3d18ece5p-3;
  p = p * z + 0x1.745cac2d1b769p-3;
  p = p * z + 0x1.c71c72dfa1e8cp-3;
  p = p * z + 0x1.24924923de362p-2;
  p = p * z + 0x1.9999999999f19p-2;
  p = p * z + 0x1.5555555555555p-1;
  const f64x16 square = 0.5 * f * f;
  const f64x16 tail = s * (square + z * p) + e * 0x1.a39ef35793c76p-33;
  return e * 0x1.62e42feep-1 - ((square - tail) - f);
}

CK_BODY f64x16 split_f64(f64x16 x, f64x16 *e) {
  // The exponent, offset to be positive, is converted by placing it below the bits of 2^52.
  const u64x16 exponent = ((u64x16)x - 0x3fe5555555555556 + 0x4000000000000000) >> 52;
  *e = (f64x16)(exponent | 0x4330000000000000) - (0x1p52 + 1024);
  return (f64x16)((u64x16)x - ((exponent - 1024) << 52)) - 1.0;
}

CK_BODY f64x16 log_normal_f64(f64x16 x) {
  f64x16 e;
  const f64x16 f = split_f64(x, &e);
  return log1p_reduced_f64(f, e);
}

CK_BODY f64x16 log_f64(f64x16 x) {
  const i64x16 tiny = x < 0x1p-1022;
  f64x16 e;
  const f64x16 f = split_f64(select(tiny, x * 0x1p54, x), &e);
  const f64x16 y = log1p_reduced_f64(f, select(tiny, e - 54.0, e));
  f64x16 special = select(x < 0.0, (f64x16)__builtin_nan(""), x);
  special = select(x == 0.0, -(f64x16)__builtin_inf(), special);
  const i64x16 ordinary = (x > 0.0) & (x < __builtin_inf());
  return select(ordinary, y, special);
}
