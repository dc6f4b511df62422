// Included by noise.c for each type.

#define FILL(EXPRESSION) FOR_DRAWS(n, CK(store_first)(out + i, EXPRESSION, rest))

#define STREAM uint64_t seed, uint64_t stream, uint64_t position

CK_BODY void CK_BODY_OF(ck_uniform)(STREAM, T *out, size_t n) {
  FILL(CK(uniform)(v, side))
}

CK_BODY void CK_BODY_OF(ck_exponential)(STREAM, T *out, size_t n) {
  FILL(CK(exponential)(v, side))
}

CK_BODY void CK_BODY_OF(ck_bernoulli)(STREAM, T probability, T *out, size_t n) {
  FILL(select(CK(uniform)(v, side) < probability, 1, 0))
}

CK_BODY void CK_BODY_OF(ck_bernoulli_array)(
    STREAM, const T *probabilities, T *out, size_t n) {
  FILL(select(CK(uniform)(v, side) < CK(load_like)(v, probabilities + i, rest), 1, 0))
}

CK_KERNEL(
    void, CK(ck_uniform), (STREAM, T *out, size_t n), (seed, stream, position, out, n))
CK_KERNEL(
    void, CK(ck_exponential), (STREAM, T *out, size_t n), (seed, stream, position, out, n))
CK_KERNEL(
    void, CK(ck_bernoulli), (STREAM, T probability, T *out, size_t n),
    (seed, stream, position, probability, out, n))
CK_KERNEL(
    void, CK(ck_bernoulli_array), (STREAM, const T *probabilities, T *out, size_t n),
    (seed, stream, position, probabilities, out, n))

// MARK: Normal numbers

// The even and odd lanes of two vectors, and their inverse.
#define EVEN_LANES(a, b) \
  __builtin_shufflevector(a, b, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30)
#define ODD_LANES(a, b) \
  __builtin_shufflevector(a, b, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31)
#define INTERLEAVE_FRONT(a, b) \
  __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23)
#define INTERLEAVE_BACK(a, b) \
  __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31)

CK_BODY void CK(normal_pairs)(V v, M side, V angle, M angle_side, V *x, V *y) {
  V cosine, sine;
  CK(unit_vector)(angle, angle_side, &cosine, &sine);
  const V radius = __builtin_elementwise_sqrt(2 * CK(exponential)(v, side));
  *x = radius * cosine;
  *y = radius * sine;
}

CK_BODY void CK_BODY_OF(ck_normal)(STREAM, T *out, size_t n) {
  enum { BLOCK = 4 * CK_LANES };
  uint32_t buffer[BLOCK * WORDS_PER_DRAW + PHILOX_GROUP];
  T block[BLOCK];
  // Pairs are counted from the start of the stream: begin with a whole one.
  size_t skip = position / WORDS_PER_DRAW % 2;
  position -= skip * WORDS_PER_DRAW;
  while (n > 0) {
    const uint32_t *words =
        fill_words(seed, stream, position, BLOCK * WORDS_PER_DRAW, buffer, 1);
    for (size_t i = 0; i < BLOCK; i += 2 * CK_LANES) {
      M s, t;
      const size_t first = i * WORDS_PER_DRAW, second = first + CK_LANES * WORDS_PER_DRAW;
      const V v = CK(next_draws)(seed, stream, position + first, words + first, &s);
      const V w = CK(next_draws)(seed, stream, position + second, words + second, &t);
      V x, y;
      CK(normal_pairs)(
          EVEN_LANES(v, w), EVEN_LANES(s, t), ODD_LANES(v, w), ODD_LANES(s, t), &x, &y);
      CK(store)(block + i, INTERLEAVE_FRONT(x, y));
      CK(store)(block + i + CK_LANES, INTERLEAVE_BACK(x, y));
    }
    const size_t count = n < BLOCK - skip ? n : BLOCK - skip;
    __builtin_memcpy(out, block + skip, count * sizeof(T));
    out += count;
    n -= count;
    position += BLOCK * WORDS_PER_DRAW;
    skip = 0;
  }
}

CK_KERNEL(
    void, CK(ck_normal), (STREAM, T *out, size_t n), (seed, stream, position, out, n))

#undef EVEN_LANES
#undef ODD_LANES
#undef INTERLEAVE_FRONT
#undef INTERLEAVE_BACK

// MARK: One draw

bool CK(ck_needs_continuation)(BITS bits) { return (bits & TAIL_MASK) == 0; }

CK_BODY V CK(one_draw)(BITS bits, uint64_t continuation, M *side) {
  *side = (M)(U)bits < 0;
  return CK(ck_needs_continuation)(bits) ? (V)CK(tail)(bits, continuation) : CK(half)((U)bits);
}

CK_BODY T CK_BODY_OF(ck_uniform_from_bits)(BITS bits, uint64_t continuation) {
  M side;
  const V v = CK(one_draw)(bits, continuation, &side);
  return CK(uniform)(v, side)[0];
}

CK_BODY T CK_BODY_OF(ck_exponential_from_bits)(BITS bits, uint64_t continuation) {
  M side;
  const V v = CK(one_draw)(bits, continuation, &side);
  return CK(exponential)(v, side)[0];
}

CK_BODY void CK_BODY_OF(ck_normal_pair_from_bits)(
    BITS bits, uint64_t continuation, BITS angle_bits, uint64_t angle_continuation, T *pair) {
  M side, angle_side;
  const V v = CK(one_draw)(bits, continuation, &side);
  const V angle = CK(one_draw)(angle_bits, angle_continuation, &angle_side);
  V x, y;
  CK(normal_pairs)(v, side, angle, angle_side, &x, &y);
  pair[0] = x[0];
  pair[1] = y[0];
}

CK_KERNEL(
    T, CK(ck_uniform_from_bits), (BITS bits, uint64_t continuation), (bits, continuation))
CK_KERNEL(
    T, CK(ck_exponential_from_bits), (BITS bits, uint64_t continuation), (bits, continuation))
CK_KERNEL(
    void, CK(ck_normal_pair_from_bits),
    (BITS bits, uint64_t continuation, BITS angle_bits, uint64_t angle_continuation,
     T pair[2]),
    (bits, continuation, angle_bits, angle_continuation, pair))

#undef FILL
#undef STREAM
