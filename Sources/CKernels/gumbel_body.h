// Included by noise.c for each type.

#define STREAM uint64_t seed, uint64_t stream, uint64_t position

CK_BODY void CK_BODY_OF(ck_gumbel)(STREAM, T *out, size_t n) {
  FOR_DRAWS(n, CK(store_first)(out + i, CK(gumbel)(v, side), rest))
}

CK_BODY void CK_BODY_OF(ck_add_gumbel)(STREAM, const T *logits, T *out, size_t n) {
  FOR_DRAWS(
      n,
      CK(store_first)(out + i, CK(load_like)(v, logits + i, rest) + CK(gumbel)(v, side), rest))
}

CK_BODY T CK_BODY_OF(ck_gumbel_from_bits)(BITS bits, uint64_t continuation) {
  M side;
  const V v = CK(one_draw)(bits, continuation, &side);
  return CK(gumbel)(v, side)[0];
}

#if defined(__x86_64__) && WORDS_PER_DRAW == 1  // float
#include "gumbel_avx512.h"
#define AT_AVX512(NAME) NAME##_f32_at_avx512
#else
#define AT_AVX512(NAME) CK_BODY_OF(NAME)
#endif

CK_KERNEL_WITH(
    AT_AVX512(ck_gumbel), void, CK(ck_gumbel), (STREAM, T *out, size_t n),
    (seed, stream, position, out, n))
CK_KERNEL_WITH(
    AT_AVX512(ck_add_gumbel), void, CK(ck_add_gumbel),
    (STREAM, const T *logits, T *out, size_t n), (seed, stream, position, logits, out, n))
CK_KERNEL_WITH(
    AT_AVX512(ck_gumbel_from_bits), T, CK(ck_gumbel_from_bits),
    (BITS bits, uint64_t continuation), (bits, continuation))

#undef AT_AVX512
#undef STREAM
