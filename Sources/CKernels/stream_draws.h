// The draws of a random stream, sixteen at a time. Included for each type.

// Replaces the v of every draw that needs its continuation: rare, hence out of line and scalar.
static __attribute__((noinline, cold)) void CK(complete_tails)(
    uint64_t seed, uint64_t stream, uint64_t position, const uint32_t *words, T *v,
    size_t count) {
  for (size_t i = 0; i < count; i += CK_LANES) {
    U bits;
    __builtin_memcpy(&bits, words + i * WORDS_PER_DRAW, sizeof bits);
    uint32_t tails = bits_of_mask(CK(needs_tail)(bits));
    for (; tails != 0; tails &= tails - 1) {
      const size_t lane = (size_t)__builtin_ctz(tails);
      const uint64_t place = position + (i + lane) * WORDS_PER_DRAW;
      v[i + lane] = CK(tail)(bits[lane], ck_continuation_bits(seed, stream, place));
    }
  }
}

// The v and sides of the draws of a vector from `position` on, whose words are given.
#undef NEXT_DRAWS
#define NEXT_DRAWS(NAME, VECTOR, MASK, BITS_VECTOR)                                           \
  CK_BODY VECTOR NAME(                                                                        \
      uint64_t seed, uint64_t stream, uint64_t position, const uint32_t *words, MASK *side) { \
    BITS_VECTOR bits;                                                                         \
    __builtin_memcpy(&bits, words, sizeof bits);                                              \
    *side = (MASK)bits < 0;                                                                   \
    VECTOR v = CK(half)(bits);                                                                \
    if (__builtin_reduce_or(CK(needs_tail)(bits)) != 0) {                                     \
      enum { LANES = sizeof(VECTOR) / sizeof(T) };                                            \
      T lanes[LANES];                                                                         \
      CK(store)(lanes, v);                                                                    \
      CK(complete_tails)(seed, stream, position, words, lanes, LANES);                        \
      v = LOAD(VECTOR, lanes);                                                                \
    }                                                                                         \
    return v;                                                                                 \
  }
NEXT_DRAWS(CK(next_draws), V, M, U)
NEXT_DRAWS(CK(next_wide_draws), DRAWS, DRAWS_MASK, DRAWS_BITS)

// Runs BODY for the vectors of n draws: those from index i on are v and side, `rest` of them wanted.
// Wide vectors come first.
#undef FOR_DRAWS
#define FOR_DRAWS(n, BODY)                                                                  \
  uint32_t buffer[CHUNK_WORDS + PHILOX_GROUP];                                              \
  for (size_t start = 0; start < n;) {                                                      \
    /* The first chunk ends on a block boundary, so that the others need no extra group. */ \
    const size_t room = (CHUNK_WORDS - position % 4) / WORDS_PER_DRAW;                      \
    const size_t count = n - start < room ? n - start : room;                               \
    const size_t whole = (count + CK_LANES - 1) / CK_LANES * CK_LANES * WORDS_PER_DRAW;     \
    const uint32_t *words = fill_words(seed, stream, position, whole, buffer, 1);             \
    size_t j = 0;                                                                           \
    for (; j + DRAWS_LANES <= count; j += DRAWS_LANES) {                                    \
      const size_t i = start + j, rest = DRAWS_LANES;                                       \
      DRAWS_MASK side;                                                                      \
      const DRAWS v = CK(next_wide_draws)(                                                  \
          seed, stream, position + j * WORDS_PER_DRAW, words + j * WORDS_PER_DRAW, &side);  \
      BODY;                                                                                 \
    }                                                                                       \
    for (; j < count; j += CK_LANES) {                                                      \
      const size_t i = start + j, rest = count - j;                                         \
      M side;                                                                               \
      const V v = CK(next_draws)(                                                           \
          seed, stream, position + j * WORDS_PER_DRAW, words + j * WORDS_PER_DRAW, &side);  \
      BODY;                                                                                 \
    }                                                                                       \
    position += count * WORDS_PER_DRAW;                                                     \
    start += count;                                                                         \
  }
