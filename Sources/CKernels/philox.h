#pragma once
// Philox4x32-10 by Salmon, Moraes, Dror and Shaw,
// "Parallel random numbers: as easy as 1, 2, 3" (2011).

#include "kernel.h"

enum { PHILOX_ROUNDS = 10, PHILOX_GROUP = 64 /* words that `philox_group` writes */ };

#define PHILOX_MULTIPLIER_0 0xd2511f53u
#define PHILOX_MULTIPLIER_1 0xcd9e8d57u
#define PHILOX_WEYL_0 0x9e3779b9u
#define PHILOX_WEYL_1 0xbb67ae85u

// Blocks of a stream have indices below 2^62, those of continuations the top bit.
#define PHILOX_BLOCK_MASK (UINT64_MAX >> 2)
#define PHILOX_CONTINUATION (UINT64_C(1) << 63)

// Sixteen successive blocks. Each 64-bit lane holds one 32-bit word of one block's counter; the
// upper halves hold what the products left there, which the next multiplication ignores.
CK_BODY void philox_group(uint64_t seed, uint64_t stream, uint64_t block, uint32_t *out) {
  const u64x16 lanes = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  const u64x16 low = 0xffffffff;
  const u64x16 index = (block + lanes) & PHILOX_BLOCK_MASK;
  u64x16 a = index, b = index >> 32, c = stream, d = stream >> 32;
  uint32_t key0 = (uint32_t)seed, key1 = (uint32_t)(seed >> 32);
#pragma clang loop unroll(full)
  for (int round = 0; round < PHILOX_ROUNDS; ++round) {
    const u64x16 p = (a & low) * PHILOX_MULTIPLIER_0;
    const u64x16 q = (c & low) * PHILOX_MULTIPLIER_1;
    a = (q >> 32) ^ b ^ (uint64_t)key0;
    b = q;
    c = (p >> 32) ^ d ^ (uint64_t)key1;
    d = p;
    key0 += PHILOX_WEYL_0;
    key1 += PHILOX_WEYL_1;
  }
  const u64x16 first = (a & low) | (b << 32);
  const u64x16 second = (c & low) | (d << 32);
  const u64x16 front = __builtin_shufflevector(
      first, second, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
  const u64x16 back = __builtin_shufflevector(
      first, second, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
  *(u64x16_memory *)(void *)out = front;
  *(u64x16_memory *)(void *)(out + PHILOX_GROUP / 2) = back;
}

// Words from `position` on; fills up to a group more than n, and returns where `position` lies.
CK_BODY const uint32_t *fill_words(
    uint64_t seed, uint64_t stream, uint64_t position, size_t n, uint32_t *buffer) {
  const size_t skip = position % 4;
  for (size_t i = 0; i < skip + n; i += PHILOX_GROUP)
    philox_group(seed, stream, position / 4 + i / 4, buffer + i);
  return buffer + skip;
}
