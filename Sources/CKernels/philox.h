#pragma once
// Philox4x32-10 by Salmon, Moraes, Dror and Shaw,
// "Parallel random numbers: as easy as 1, 2, 3" (2011).

#include "kernel.h"

enum { PHILOX_ROUNDS = 10, PHILOX_GROUP = 64 /* words of a group */, MOST_GROUPS = 2 };

#define PHILOX_MULTIPLIER_0 0xd2511f53u
#define PHILOX_MULTIPLIER_1 0xcd9e8d57u
#define PHILOX_WEYL_0 0x9e3779b9u
#define PHILOX_WEYL_1 0xbb67ae85u

// Blocks of a stream have indices below 2^62, those of continuations the top bit.
#define PHILOX_BLOCK_MASK (UINT64_MAX >> 2)
#define PHILOX_CONTINUATION (UINT64_C(1) << 63)

// 64-bit lanes as pairs of words: the upper one twice, and the lower ones of two vectors.
#define UPPER_WORDS(x)                                                                        \
  ((u64x16)__builtin_shufflevector(                                                           \
      (u32x32)(x), (u32x32)(x), 1, 1, 3, 3, 5, 5, 7, 7, 9, 9, 11, 11, 13, 13, 15, 15, 17, 17, 19, 19, 21, 21, 23, 23, 25, 25, 27, 27, 29, 29, 31, 31))
#define LOWER_WORDS(x, y)                                                                     \
  ((u64x16)__builtin_shufflevector(                                                           \
      (u32x32)(x), (u32x32)(y), 0, 32, 2, 34, 4, 36, 6, 38, 8, 40, 10, 42, 12, 44, 14, 46, 16, 48, 18, 50, 20, 52, 22, 54, 24, 56, 26, 58, 28, 60, 30, 62))

// Sixteen successive blocks for each of `groups`. Each 64-bit lane holds one 32-bit word of one block's
// counter; the upper halves hold what is left there, which the next multiplication ignores. The blocks
// lie in the lanes such that the cheap shuffles within 128 bits put their words in order. A level with
// 32 registers computes two groups side by side, so that one fills the waits of the other.
CK_BODY void philox_groups(
    uint64_t seed, uint64_t stream, uint64_t block, uint32_t *out, const int groups) {
  const u64x16 lanes = {0, 4, 1, 5, 2, 6, 3, 7, 8, 12, 9, 13, 10, 14, 11, 15};
  const u64x16 low = 0xffffffff;
  u64x16 a[MOST_GROUPS], b[MOST_GROUPS], c[MOST_GROUPS], d[MOST_GROUPS];
#pragma clang loop unroll(full)
  for (int i = 0; i < groups; ++i) {
    a[i] = (block + (uint64_t)i * CK_LANES + lanes) & PHILOX_BLOCK_MASK;
    b[i] = a[i] >> 32;
    c[i] = stream;
    d[i] = stream >> 32;
  }
  uint32_t key0 = (uint32_t)seed, key1 = (uint32_t)(seed >> 32);
#pragma clang loop unroll(full)
  for (int round = 0; round < PHILOX_ROUNDS; ++round) {
#pragma clang loop unroll(full)
    for (int i = 0; i < groups; ++i) {
      const u64x16 p = (a[i] & low) * PHILOX_MULTIPLIER_0;
      const u64x16 q = (c[i] & low) * PHILOX_MULTIPLIER_1;
      a[i] = UPPER_WORDS(q) ^ b[i] ^ (uint64_t)key0;
      b[i] = q;
      c[i] = UPPER_WORDS(p) ^ d[i] ^ (uint64_t)key1;
      d[i] = p;
    }
    key0 += PHILOX_WEYL_0;
    key1 += PHILOX_WEYL_1;
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < groups; ++i) {
    const u64x16 first = LOWER_WORDS(a[i], b[i]), second = LOWER_WORDS(c[i], d[i]);
    const u64x16 front = __builtin_shufflevector(
        first, second, 0, 16, 2, 18, 4, 20, 6, 22, 1, 17, 3, 19, 5, 21, 7, 23);
    const u64x16 back = __builtin_shufflevector(
        first, second, 8, 24, 10, 26, 12, 28, 14, 30, 9, 25, 11, 27, 13, 29, 15, 31);
    uint32_t *words = out + i * PHILOX_GROUP;
    *(u64x16_memory *)(void *)words = front;
    *(u64x16_memory *)(void *)(words + PHILOX_GROUP / 2) = back;
  }
}
#undef UPPER_WORDS
#undef LOWER_WORDS

// Words from `position` on; fills up to a group more than n, and returns where `position` lies.
CK_BODY const uint32_t *fill_words(
    uint64_t seed, uint64_t stream, uint64_t position, size_t n, uint32_t *buffer,
    const int groups) {
  const size_t skip = position % 4;
  const uint64_t block = position / 4;
  size_t i = 0;
  for (; groups > 1 && i + PHILOX_GROUP < skip + n; i += (size_t)groups * PHILOX_GROUP)
    philox_groups(seed, stream, block + i / 4, buffer + i, groups);
  for (; i < skip + n; i += PHILOX_GROUP)
    philox_groups(seed, stream, block + i / 4, buffer + i, 1);
  return buffer + skip;
}
