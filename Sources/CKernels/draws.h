#pragma once
// From random bits to uniform, exponential, Gumbel and normal numbers; see ckernels.h for the map.
//
// A draw is kept as v = w / 2 in (0, 1/2] and its side. v may round to 1/2, where both sides give
// the median; it is never 0, and E and G are therefore always finite.

#include "philox.h"
#include "vector_math.h"

#pragma clang fp contract(on)

// Without continuation v has a relative step of 2^-20 (float) or 2^-53 at worst: for float less
// than the error of the noise, for double the precision of the type.
#define TAIL_MASK_F32 0x7ff00000u
#define TAIL_MASK_F64 UINT64_C(0x7ff0000000000000)

enum { CHUNK_WORDS = 512 /* words that lie in memory between Philox and the draws */ };

// v from k and its continuation; the conversion of `continuation` may round up to 2^64.
CK_BODY float tail_f32(uint32_t bits, uint64_t continuation) {
  const double fraction = ((double)continuation + 0.5) * 0x1p-64;
  return (float)(((double)(bits & INT32_MAX) + fraction) * 0x1p-32);
}

CK_BODY double tail_f64(uint64_t bits, uint64_t continuation) {
  const double fraction = ((double)continuation + 0.5) * 0x1p-64;
  return ((double)(bits & INT64_MAX) + fraction) * 0x1p-64;
}

#define V32 f32x16
#define M32 i32x16
#define U32 u32x16
#include "draws_f32.h"

#define V32 f32x64
#define M32 i32x64
#define U32 u32x64
#include "draws_f32.h"

#define V32 f32x128
#define M32 i32x128
#define U32 u32x128
#include "draws_f32.h"

#define V64 f64x16
#define M64 i64x16
#define U64 u64x16
#include "draws_f64.h"

#define V64 f64x32
#define M64 i64x32
#define U64 u64x32
#include "draws_f64.h"
