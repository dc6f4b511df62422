#pragma once
// From random bits to uniform, exponential, Gumbel and normal numbers; see ckernels.h for the map.
//
// A draw is kept as v = w / 2 in (0, 1/2] and its side. v may round to 1/2, where both sides give
// the median; it is never 0, and E and G are therefore always finite.

#include "philox.h"
#include "vector_math.h"

#pragma clang fp contract(off)

// Without continuation v has a relative step of 2^-20 (float) or 2^-53 at worst: for float less
// than the error of the noise, for double the precision of the type.
#define TAIL_MASK_F32 0x7ff00000u
#define TAIL_MASK_F64 UINT64_C(0x7ff0000000000000)

enum { CHUNK_WORDS = 512 /* words that lie in memory between Philox and the draws */ };

// Bits in the words of a stream.
typedef u32_memory bits_memory_f32;
typedef u64_memory bits_memory_f64;

// v from k and its continuation; the conversion of `continuation` may round up to 2^64.
CK_BODY float tail_f32(uint32_t bits, uint64_t continuation) {
  const double fraction = ((double)continuation + 0.5) * 0x1p-64;
  return (float)(((double)(bits & INT32_MAX) + fraction) * 0x1p-32);
}

CK_BODY double tail_f64(uint64_t bits, uint64_t continuation) {
  const double fraction = ((double)continuation + 0.5) * 0x1p-64;
  return ((double)(bits & INT64_MAX) + fraction) * 0x1p-64;
}

// MARK: float

CK_BODY i32x16 needs_tail_f32(u32x16 bits) { return (bits & TAIL_MASK_F32) == 0; }

CK_BODY f32x16 half_f32(u32x16 bits) {
  const i32x16 k = (i32x16)(bits & INT32_MAX);
  return (__builtin_convertvector(k, f32x16) + 0.5f) * 0x1p-32f;
}

CK_BODY f32x16 uniform_f32(f32x16 v, i32x16 side) {
  const f32x16 u = select(side, 1.0f - v, v);
  return select(u < 1.0f, u, 1.0f - 0x1p-24f);
}

// -log(side ? v : 1 - v). For 1 - v the reduced argument is -v or 1 - 2v, both without rounding.
CK_BODY f32x16 exponential_f32(f32x16 v, i32x16 side) {
  const i32x16 near = v < 1.0f / 3;
  f32x16 e;
  f32x16 f = split_f32(v, &e);
  f = select(side, f, select(near, -v, 1.0f - 2.0f * v));
  e = select(side, e, select(near, 0.0f, -1.0f));
  return -log1p_reduced_f32(f, e);
}

CK_BODY f32x16 gumbel_f32(f32x16 v, i32x16 side) {
  return -log_normal_f32(exponential_f32(v, side));
}

// (cos, sin) of 2 pi t for t = v or -v: with 2t = n/2 + r, |r| <= 1/4, the minimax polynomials of
// sin(pi r) and cos(pi r) change places and signs with n mod 4.
CK_BODY void unit_vector_f32(f32x16 v, i32x16 side, f32x16 *cosine, f32x16 *sine) {
  const f32x16 half_turns = 2.0f * select(side, -v, v);
  const f32x16 rounded = 2.0f * half_turns + 0x1.8p23f;
  const u32x16 n = (u32x16)rounded;
  const f32x16 r = half_turns - 0.5f * (rounded - 0x1.8p23f);
  const f32x16 z = r * r;
  f32x16 s = z * -0.589074075f + 2.54976678f;
  s = s * z - 5.16770792f;
  s = s * z + 3.14159274f;
  s = s * r;
  f32x16 c = z * 0.232125089f - 1.33513784f;
  c = c * z + 4.05871058f;
  c = c * z - 4.93480206f;
  c = c * z + 1.0f;
  const i32x16 odd = (n & 1) != 0;
  *cosine = (f32x16)((u32x16)select(odd, s, c) ^ (((n + 1) & 2) << 30));
  *sine = (f32x16)((u32x16)select(odd, c, s) ^ ((n & 2) << 30));
}

// MARK: double

CK_BODY i64x16 needs_tail_f64(u64x16 bits) { return (bits & TAIL_MASK_F64) == 0; }

CK_BODY f64x16 half_f64(u64x16 bits) {
  // The halves of k, placed below the bits of 2^84 and 2^52, become exact doubles; one rounding.
  const u64x16 high = ((bits & INT64_MAX) >> 32) | 0x4530000000000000;
  const u64x16 low = (bits & 0xffffffff) | 0x4330000000000000;
  const f64x16 k = ((f64x16)high - (0x1p84 + 0x1p52)) + (f64x16)low;
  return (k + 0.5) * 0x1p-64;
}

CK_BODY f64x16 uniform_f64(f64x16 v, i64x16 side) {
  const f64x16 u = select(side, 1.0 - v, v);
  return select(u < 1.0, u, 1.0 - 0x1p-53);
}

CK_BODY f64x16 exponential_f64(f64x16 v, i64x16 side) {
  const i64x16 near = v < 1.0 / 3;
  f64x16 e;
  f64x16 f = split_f64(v, &e);
  f = select(side, f, select(near, -v, 1.0 - 2.0 * v));
  e = select(side, e, select(near, 0.0, -1.0));
  return -log1p_reduced_f64(f, e);
}

CK_BODY f64x16 gumbel_f64(f64x16 v, i64x16 side) {
  return -log_normal_f64(exponential_f64(v, side));
}

CK_BODY void unit_vector_f64(f64x16 v, i64x16 side, f64x16 *cosine, f64x16 *sine) {
  const f64x16 half_turns = 2.0 * select(side, -v, v);
  const f64x16 rounded = 2.0 * half_turns + 0x1.8p52;
  const u64x16 n = (u64x16)rounded;
  const f64x16 r = half_turns - 0.5 * (rounded - 0x1.8p52);
  const f64x16 z = r * r;
  f64x16 s = z * 0x1.e3f362f896ffep-12 - 0x1.e300715607854p-8;
  s = s * z + 0x1.50782fd9b7104p-4;
  s = s * z - 0x1.32d2cce2e55bfp-1;
  s = s * z + 0x1.466bc677587f3p+1;
  s = s * z - 0x1.4abbce625be41p+2;
  s = s * z + 0x1.921fb54442d18p+1;
  s = s * r;
  f64x16 c = z * -0x1.b2f3d15e072b2p-14 + 0x1.f9ce24161feb0p-10;
  c = c * z - 0x1.a6d1eef43193ep-6;
  c = c * z + 0x1.e1f5068688925p-3;
  c = c * z - 0x1.55d3c7e3cb23fp+0;
  c = c * z + 0x1.03c1f081b5ac0p+2;
  c = c * z - 0x1.3bd3cc9be45dep+2;
  c = c * z + 1.0;
  const i64x16 odd = (n & 1) != 0;
  *cosine = (f64x16)((u64x16)select(odd, s, c) ^ (((n + 1) & 2) << 62));
  *sine = (f64x16)((u64x16)select(odd, c, s) ^ ((n & 2) << 62));
}
