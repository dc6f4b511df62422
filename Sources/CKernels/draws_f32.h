// Draws of floats; see draws.h. Included for each number of lanes.

CK_OVERLOADED M32 needs_tail_f32(U32 bits) { return (bits & TAIL_MASK_F32) == 0; }

CK_OVERLOADED V32 half_f32(U32 bits) {
  const M32 k = (M32)(bits & INT32_MAX);
  return __builtin_convertvector(k, V32) * 0x1p-32f + 0x1p-33f;
}

CK_OVERLOADED V32 uniform_f32(V32 v, M32 side) {
  const V32 u = select(side, 1.0f - v, v);
  return select(u < 1.0f, u, 1.0f - 0x1p-24f);
}

// -log(side ? v : 1 - v). Where 1 - v is near 1, the reduced argument is -v without rounding.
CK_OVERLOADED V32 exponential_f32(V32 v, M32 side) {
  V32 e;
  const V32 f = split_f32(select(side, v, 1.0f - v), &e);
  return minus_log1p_reduced_f32(select(e == 0.0f, -v, f), e);
}

CK_OVERLOADED V32 gumbel_f32(V32 v, M32 side) {
  return minus_log_normal_f32(exponential_f32(v, side));
}

// (cos, sin) of 2 pi t for t = v or -v: with 2t = n/2 + r, |r| <= 1/4, the minimax polynomials of
// sin(pi r) and cos(pi r) change places and signs with n mod 4.
CK_OVERLOADED void unit_vector_f32(V32 v, M32 side, V32 *cosine, V32 *sine) {
  const V32 half_turns = 2.0f * select(side, -v, v);
  const V32 rounded = 2.0f * half_turns + 0x1.8p23f;
  const U32 n = (U32)rounded;
  const V32 r = half_turns - 0.5f * (rounded - 0x1.8p23f);
  const V32 z = r * r;
  V32 s = z * -0.589074075f + 2.54976678f;
  s = s * z - 5.16770792f;
  s = s * z + 3.14159274f;
  s = s * r;
  V32 c = z * 0.232125089f - 1.33513784f;
  c = c * z + 4.05871058f;
  c = c * z - 4.93480206f;
  c = c * z + 1.0f;
  const M32 odd = (n & 1) != 0;
  *cosine = (V32)((U32)select(odd, s, c) ^ (((n + 1) & 2) << 30));
  *sine = (V32)((U32)select(odd, c, s) ^ ((n & 2) << 30));
}

#undef V32
#undef M32
#undef U32
