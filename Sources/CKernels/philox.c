// Words of a random stream.

#include "philox.h"

void ck_philox_block(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]) {
  uint32_t a = counter[0], b = counter[1], c = counter[2], d = counter[3];
  uint32_t key0 = key[0], key1 = key[1];
  for (int round = 0; round < PHILOX_ROUNDS; ++round) {
    const uint64_t p = (uint64_t)a * PHILOX_MULTIPLIER_0;
    const uint64_t q = (uint64_t)c * PHILOX_MULTIPLIER_1;
    a = (uint32_t)(q >> 32) ^ b ^ key0;
    b = (uint32_t)q;
    c = (uint32_t)(p >> 32) ^ d ^ key1;
    d = (uint32_t)p;
    key0 += PHILOX_WEYL_0;
    key1 += PHILOX_WEYL_1;
  }
  out[0] = a, out[1] = b, out[2] = c, out[3] = d;
}

static void block_at(uint64_t seed, uint64_t stream, uint64_t index, uint32_t out[4]) {
  const uint32_t counter[4] = {
    (uint32_t)index, (uint32_t)(index >> 32), (uint32_t)stream, (uint32_t)(stream >> 32)};
  const uint32_t key[2] = {(uint32_t)seed, (uint32_t)(seed >> 32)};
  ck_philox_block(counter, key, out);
}

uint64_t ck_continuation_bits(uint64_t seed, uint64_t stream, uint64_t position) {
  uint32_t words[4];
  block_at(seed, stream, PHILOX_CONTINUATION | (position / 2), words);
  const size_t half = 2 * (position % 2);
  return words[half] | (uint64_t)words[half + 1] << 32;
}

// A few words cost a block or two, many whole groups.
CK_BODY void ck_philox_words_body(
    uint64_t seed, uint64_t stream, uint64_t position, uint32_t *out, size_t n) {
  while (n > 0) {
    const size_t skip = position % 4;
    size_t count;
    if (skip == 0 && n >= PHILOX_GROUP) {
      count = PHILOX_GROUP;
      philox_groups(seed, stream, position / 4, out, 1);
    } else {
      count = n < 4 - skip ? n : 4 - skip;
      uint32_t words[4];
      block_at(seed, stream, position / 4, words);
      for (size_t i = 0; i < count; ++i) out[i] = words[skip + i];
    }
    position += count;
    out += count;
    n -= count;
  }
}

CK_KERNEL(
    void, ck_philox_words,
    (uint64_t seed, uint64_t stream, uint64_t position, uint32_t *out, size_t n),
    (seed, stream, position, out, n))
