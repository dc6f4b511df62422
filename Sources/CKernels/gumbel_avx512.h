#pragma once
// Gumbel numbers of floats at AVX-512: one polynomial instead of two logarithms.
//
// The Gumbel number is a function of v in [2^-12, 1/2] and the side; see draws.h. Within an octave of
// v it is a polynomial of degree 7 in the significand, which interpolates at the Chebyshev points with
// an error of at most 2.6e-7. AVX-512 alone can look a coefficient up by octave and side for sixteen
// lanes at once. Below the octaves lie the rare draws with a continuation, which take the logarithms.

#include <immintrin.h>

#include "draws.h"

enum { QUANTILE_DEGREE = 7 };

// A coefficient for each index: the four low bits of the exponent of v, with bit 4 set where v = u.
// Those of v = 1 - u come first. Both end with the octave of which v = 1/2 is the only number.
#define COEFFICIENTS(a, b, c, d, e, f, g, h, i, j, k, l, A, B, C, D, E, F, G, H, I, J, K, L) \
  {0, 0, 0, a, b, c, d, e, f, g, h, i, j, k, l, 0, 0, 0, 0, A, B, C, D, E, F, G, H, I, J, K, L, 0}

// By powers of (significand - 3/2).
static const float coefficients[QUANTILE_DEGREE + 1][2 * CK_LANES] = {
  COEFFICIENTS(
    -2.06841863f, -1.97673774f, -1.87579521f, -1.76350734f, -1.63699709f, -1.4921319f,
    -1.32266686f, -1.11850338f, -0.86167552f, -0.515201857f, 0.0193569286f, 0.366512921f,
    7.91211775f, 7.21878738f, 6.52527365f, 5.8313927f, 5.13677529f, 4.44067679f, 3.74158297f,
    3.03636204f, 2.31830713f, 1.57195235f, 0.755014684f, 0.366512921f),
  COEFFICIENTS(
    0.0842569796f, 0.0923469152f, 0.102155365f, 0.114294986f, 0.129708932f, 0.149928446f,
    0.177615872f, 0.217845628f, 0.281635744f, 0.398253295f, 0.679696939f, 0,
    -0.666788668f, -0.66691085f, -0.667155438f, -0.667645513f, -0.668629272f, -0.670611364f,
    -0.674634938f, -0.682928835f, -0.700583663f, -0.740929505f, -0.851057151f, 0),
  COEFFICIENTS(
    -0.0245381766f, -0.0265206094f, -0.0288363747f, -0.0315692923f, -0.0348269633f,
    -0.0387399939f, -0.043435013f, -0.0488906395f, -0.0542234697f, -0.053453034f,
    0.00442321329f, 0,
    0.22224507f, 0.222245033f, 0.222244883f, 0.222244284f, 0.22224187f, 0.222232094f,
    0.222192002f, 0.222023274f, 0.221273608f, 0.217516619f, 0.191960546f, 0),
  COEFFICIENTS(
    0.0103167459f, 0.0111022242f, 0.0120123465f, 0.0130773806f, 0.0143371018f, 0.0158439897f,
    0.0176674365f, 0.0199028121f, 0.0227330446f, 0.0271897874f, 0.0513737538f, 0,
    -0.0987790351f, -0.0987790351f, -0.0987790352f, -0.098779036f, -0.0987790426f,
    -0.0987790967f, -0.0987795445f, -0.0987833962f, -0.0988191918f, -0.099214587f,
    -0.106016816f, 0),
  COEFFICIENTS(
    -0.00493986246f, -0.00530277509f, -0.00572125675f, -0.00620838911f, -0.00678130563f,
    -0.00746259019f, -0.00828199583f, -0.00927801476f, -0.0104944186f, -0.0118635899f,
    -0.00745090941f, 0,
    0.0489324161f, 0.0489324161f, 0.0489324161f, 0.0489324161f, 0.0489324161f, 0.0489324157f,
    0.0489324104f, 0.0489323164f, 0.0489304859f, 0.0488857296f, 0.0469179825f, 0),
  COEFFICIENTS(
    0.00256662082f, 0.0027503297f, 0.00296144458f, 0.0032062672f, 0.00349302353f,
    0.00383253976f, 0.00423911423f, 0.00473152467f, 0.00533411664f, 0.00609230275f,
    0.00903195238f, 0,
    -0.0260695873f, -0.0260695873f, -0.0260695873f, -0.0260695873f, -0.0260695873f,
    -0.0260695873f, -0.0260695873f, -0.0260695897f, -0.026069688f, -0.0260750235f,
    -0.0266794642f, 0),
  COEFFICIENTS(
    -0.00167097916f, -0.00178753078f, -0.00192102901f, -0.00207527979f, -0.00225523213f,
    -0.00246738183f, -0.00272030573f, -0.00302531465f, -0.0033970843f, -0.00385174876f,
    -0.00369125324f, 0,
    0.0174050234f, 0.0174050234f, 0.0174050234f, 0.0174050234f, 0.0174050234f, 0.0174050234f,
    0.0174050234f, 0.0174050233f, 0.0174050179f, 0.0174043509f, 0.0171988167f, 0),
  COEFFICIENTS(
    0.000946324143f, 0.00101129216f, 0.00108555732f, 0.00117117674f, 0.0012708185f,
    0.00138797754f, 0.0015272649f, 0.00169477197f, 0.00189846385f, 0.00214870886f,
    0.00270575621f, 0,
    -0.0100092896f, -0.0100092896f, -0.0100092896f, -0.0100092896f, -0.0100092896f,
    -0.0100092896f, -0.0100092896f, -0.0100092896f, -0.0100092899f, -0.0100093752f,
    -0.0100776729f, 0)};

#undef COEFFICIENTS

enum { MOST_REGISTERS = 8 };

// The numbers of the draws of 16 `registers` words; wrong where a continuation is needed, which the
// result tells.
CK_AT_AVX512 CK_BODY bool quantiles(const uint32_t *words, __m512 *g, int registers) {
  __m512i index[MOST_REGISTERS], needs = _mm512_set1_epi32(TAIL_MASK_F32);
  __m512 t[MOST_REGISTERS];
  __mmask16 tails = 0;
#pragma clang loop unroll(full)
  for (int i = 0; i < registers; ++i) {
    const __m512i bits = _mm512_loadu_si512(words + i * CK_LANES);
    tails |= _mm512_testn_epi32_mask(bits, needs);
    const __m512 k = _mm512_cvtepi32_ps(_mm512_and_si512(bits, _mm512_set1_epi32(INT32_MAX)));
    const __m512i v = _mm512_castps_si512(
        _mm512_fmadd_ps(k, _mm512_set1_ps(0x1p-32f), _mm512_set1_ps(0x1p-33f)));
    // The side moves from bit 31 to bit 27, the lowest but four of the exponent.
    const __m512i side =
        _mm512_and_si512(_mm512_srli_epi32(bits, 4), _mm512_set1_epi32(CK_LANES << 23));
    index[i] = _mm512_srli_epi32(_mm512_xor_si512(v, side), 23);
    const __m512i significand = _mm512_or_si512(
        _mm512_and_si512(v, _mm512_set1_epi32(0x7fffff)), _mm512_set1_epi32(0x3f800000));
    t[i] = _mm512_sub_ps(_mm512_castsi512_ps(significand), _mm512_set1_ps(1.5f));
  }
#pragma clang loop unroll(full)
  for (int power = QUANTILE_DEGREE; power >= 0; --power) {
    const __m512 front = _mm512_loadu_ps(coefficients[power]);
    const __m512 back = _mm512_loadu_ps(coefficients[power] + CK_LANES);
#pragma clang loop unroll(full)
    for (int i = 0; i < registers; ++i) {
      const __m512 c = _mm512_permutex2var_ps(front, index[i], back);
      g[i] = power == QUANTILE_DEGREE ? c : _mm512_fmadd_ps(g[i], t[i], c);
    }
  }
  return tails != 0;
}

// MARK: Kernels

CK_AT_AVX512 CK_BODY float ck_gumbel_from_bits_f32_at_avx512(
    uint32_t bits, uint64_t continuation) {
  if (ck_needs_continuation_f32(bits))
    return ck_gumbel_from_bits_f32_body(bits, continuation);
  uint32_t words[CK_LANES] = {bits};
  __m512 g;
  quantiles(words, &g, 1);
  return _mm512_cvtss_f32(g);
}

CK_AT_AVX512 static __attribute__((noinline, cold)) void complete_gumbel_tails(
    uint64_t seed, uint64_t stream, uint64_t position, const uint32_t *words, float *g,
    size_t count) {
  for (size_t i = 0; i < count; i += CK_LANES) {
    const __m512i bits = _mm512_loadu_si512(words + i);
    uint32_t tails = _mm512_testn_epi32_mask(bits, _mm512_set1_epi32(TAIL_MASK_F32));
    for (; tails != 0; tails &= tails - 1) {
      const size_t at = i + (size_t)__builtin_ctz(tails);
      g[at] = ck_gumbel_from_bits_f32_body(
          words[at], ck_continuation_bits(seed, stream, position + at));
    }
  }
}

// Without logits, the numbers alone.
CK_AT_AVX512 CK_BODY void ck_add_gumbel_f32_at_avx512(
    uint64_t seed, uint64_t stream, uint64_t position, const float *logits, float *out,
    size_t n) {
  uint32_t buffer[CHUNK_WORDS + PHILOX_GROUP];
  const uint32_t *words = buffer;
  size_t ready = 0;  // words not used yet
  for (size_t i = 0; i < n;) {
    if (ready == 0) {
      // A chunk ends on a block boundary, so that the next one needs no extra group.
      const size_t room = CHUNK_WORDS - (position + i) % 4;
      ready = n - i < room ? n - i : room;
      words = fill_words(
          seed, stream, position + i, (ready + CK_LANES - 1) / CK_LANES * CK_LANES, buffer,
          MOST_GROUPS);
    }
#define STEP(REGISTERS, LOAD, STORE)                                                       \
  {                                                                                        \
    __m512 g[REGISTERS];                                                                   \
    if (__builtin_expect(quantiles(words, g, REGISTERS), 0)) {                             \
      /* A copy, so that the numbers stay in registers otherwise. */                       \
      float lanes[(REGISTERS)*CK_LANES];                                                   \
      __builtin_memcpy(lanes, g, sizeof lanes);                                            \
      complete_gumbel_tails(seed, stream, position + i, words, lanes, (REGISTERS)*CK_LANES); \
      __builtin_memcpy(g, lanes, sizeof lanes);                                            \
    }                                                                                      \
    _Pragma("clang loop unroll(full)") for (size_t j = 0; j < (REGISTERS); ++j) {          \
      if (logits) g[j] = _mm512_add_ps(LOAD(logits + i + j * CK_LANES), g[j]);             \
      STORE(out + i + j * CK_LANES, g[j]);                                                 \
    }                                                                                      \
  }
#define LOAD_LANES(p) _mm512_maskz_loadu_ps(lanes_left, p)
#define STORE_LANES(p, v) _mm512_mask_storeu_ps(p, lanes_left, v)
    size_t count = MOST_REGISTERS * CK_LANES;
    if (ready >= count) {
      STEP(MOST_REGISTERS, _mm512_loadu_ps, _mm512_storeu_ps)
    } else {
      count = ready < CK_LANES ? ready : CK_LANES;
      const __mmask16 lanes_left = (__mmask16)((1u << count) - 1);
      STEP(1, LOAD_LANES, STORE_LANES)
    }
#undef STEP
#undef LOAD_LANES
#undef STORE_LANES
    words += count;
    ready -= count;
    i += count;
  }
}

CK_AT_AVX512 CK_BODY void ck_gumbel_f32_at_avx512(
    uint64_t seed, uint64_t stream, uint64_t position, float *out, size_t n) {
  ck_add_gumbel_f32_at_avx512(seed, stream, position, NULL, out, n);
}
