// The draws of a random stream, sixteen at a time. Included for each type.

// Replaces the v of every draw that needs its continuation: rare, hence out of line and scalar.
static __attribute__((noinline, cold)) void CK(complete_tails)(
    uint64_t seed, uint64_t stream, uint64_t position, const uint32_t *words, T *v) {
  for (size_t i = 0; i < CK_LANES; ++i) {
    BITS bits;
    __builtin_memcpy(&bits, words + i * WORDS_PER_DRAW, sizeof bits);
    if (!CK(ck_needs_continuation)(bits)) continue;
    v[i] = CK(tail)(bits, ck_continuation_bits(seed, stream, position + i * WORDS_PER_DRAW));
  }
}

// The v and sides of the sixteen draws from `position` on, whose words are given.
CK_BODY V CK(next_draws)(
    uint64_t seed, uint64_t stream, uint64_t position, const uint32_t *words, M *side) {
  const U bits = *(const CK(bits_memory) *)(const void *)words;
  *side = (M)bits < 0;
  V v = CK(half)(bits);
  if (__builtin_reduce_or(CK(needs_tail)(bits)) != 0) {
    T lanes[CK_LANES];
    CK(store)(lanes, v);
    CK(complete_tails)(seed, stream, position, words, lanes);
    v = CK(load)(lanes);
  }
  return v;
}

// Runs BODY for each sixteen of n draws: those from index i on are v and side, `rest` of them wanted.
#undef FOR_DRAWS
#define FOR_DRAWS(n, BODY)                                                                   \
  uint32_t buffer[CHUNK_WORDS + PHILOX_GROUP];                                               \
  for (size_t start = 0; start < n;) {                                                       \
    /* The first chunk ends on a block boundary, so that the others need no extra group. */  \
    const size_t room = (CHUNK_WORDS - position % 4) / WORDS_PER_DRAW;                       \
    const size_t count = n - start < room ? n - start : room;                                \
    const size_t whole = (count + CK_LANES - 1) / CK_LANES * CK_LANES * WORDS_PER_DRAW;      \
    const uint32_t *words = fill_words(seed, stream, position, whole, buffer);               \
    for (size_t j = 0; j < count; j += CK_LANES) {                                           \
      const size_t i = start + j, rest = count - j;                                          \
      M side;                                                                                \
      const V v = CK(next_draws)(                                                            \
          seed, stream, position + j * WORDS_PER_DRAW, words + j * WORDS_PER_DRAW, &side);   \
      BODY;                                                                                  \
    }                                                                                        \
    position += count * WORDS_PER_DRAW;                                                      \
    start += count;                                                                          \
  }
