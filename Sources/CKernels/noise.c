// Uniform, exponential, Gumbel, normal and Bernoulli numbers from random streams.

#include "draws.h"
#include "philox.h"

enum { CHUNK_WORDS = 512 };

// Words from `position` on; fills up to a group more than n, and returns where `position` lies.
CK_BODY const uint32_t *fill_words(
    uint64_t seed, uint64_t stream, uint64_t position, size_t n, uint32_t *buffer) {
  const size_t skip = position % 4;
  for (size_t i = 0; i < skip + n; i += PHILOX_GROUP)
    philox_group(seed, stream, position / 4 + i / 4, buffer + i);
  return buffer + skip;
}

#include "f32.h"
#define U u32x16         // the bits of sixteen draws
#define BITS uint32_t    // the bits of a draw
#define LOAD_BITS(p) load_u32(p)
#define WORDS_PER_DRAW 1
#define TAIL_MASK TAIL_MASK_F32
#include "noise_body.h"
#undef U
#undef BITS
#undef LOAD_BITS
#undef WORDS_PER_DRAW
#undef TAIL_MASK

#include "f64.h"
#define U u64x16
#define BITS uint64_t
#define LOAD_BITS(p) (*(const u64_memory *)(const void *)(p))
#define WORDS_PER_DRAW 2
#define TAIL_MASK TAIL_MASK_F64
#include "noise_body.h"
