// Draws of doubles; see draws.h. Included for each number of lanes.

CK_OVERLOADED M64 needs_tail_f64(U64 bits) { return (bits & TAIL_MASK_F64) == 0; }

CK_OVERLOADED V64 half_f64(U64 bits) {
  // The halves of k, placed below the bits of 2^84 and 2^52, become exact doubles; one rounding.
  const U64 high = ((bits & INT64_MAX) >> 32) | 0x4530000000000000;
  const U64 low = (bits & 0xffffffff) | 0x4330000000000000;
  const V64 k = ((V64)high - (0x1p84 + 0x1p52)) + (V64)low;
  return k * 0x1p-64 + 0x1p-65;
}

CK_OVERLOADED V64 uniform_f64(V64 v, M64 side) {
  const V64 u = select(side, 1.0 - v, v);
  return select(u < 1.0, u, 1.0 - 0x1p-53);
}

CK_OVERLOADED V64 exponential_f64(V64 v, M64 side) {
  V64 e;
  const V64 f = split_f64(select(side, v, 1.0 - v), &e);
  return minus_log1p_reduced_f64(select(e == 0.0, -v, f), e);
}

CK_OVERLOADED V64 gumbel_f64(V64 v, M64 side) {
  return minus_log_normal_f64(exponential_f64(v, side));
}

CK_OVERLOADED void unit_vector_f64(V64 v, M64 side, V64 *cosine, V64 *sine) {
  const V64 half_turns = 2.0 * select(side, -v, v);
  const V64 rounded = 2.0 * half_turns + 0x1.8p52;
  const U64 n = (U64)rounded;
  const V64 r = half_turns - 0.5 * (rounded - 0x1.8p52);
  const V64 z = r * r;
  V64 s = z * 0x1.e3f362f896ffep-12 - 0x1.e300715607854p-8;
  s = s * z + 0x1.50782fd9b7104p-4;
  s = s * z - 0x1.32d2cce2e55bfp-1;
  s = s * z + 0x1.466bc677587f3p+1;
  s = s * z - 0x1.4abbce625be41p+2;
  s = s * z + 0x1.921fb54442d18p+1;
  s = s * r;
  V64 c = z * -0x1.b2f3d15e072b2p-14 + 0x1.f9ce24161feb0p-10;
  c = c * z - 0x1.a6d1eef43193ep-6;
  c = c * z + 0x1.e1f5068688925p-3;
  c = c * z - 0x1.55d3c7e3cb23fp+0;
  c = c * z + 0x1.03c1f081b5ac0p+2;
  c = c * z - 0x1.3bd3cc9be45dep+2;
  c = c * z + 1.0;
  const M64 odd = (n & 1) != 0;
  *cosine = (V64)((U64)select(odd, s, c) ^ (((n + 1) & 2) << 62));
  *sine = (V64)((U64)select(odd, c, s) ^ ((n & 2) << 62));
}

#undef V64
#undef M64
#undef U64
