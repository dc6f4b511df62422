#pragma once
// How a kernel is written: one portable body over vectors of sixteen lanes, compiled once for each
// level (`CK_KERNEL`) and called through a table indexed by the current level.

#include "ckernels.h"

// Sixteen lanes whatever the registers of the level: the compiler splits the vectors as needed.
#define CK_LANES 16

typedef float f32x16 __attribute__((ext_vector_type(16)));
typedef double f64x16 __attribute__((ext_vector_type(16)));
typedef int32_t i32x16 __attribute__((ext_vector_type(16)));
typedef int64_t i64x16 __attribute__((ext_vector_type(16)));
typedef uint32_t u32x16 __attribute__((ext_vector_type(16)));
typedef uint32_t u32x32 __attribute__((ext_vector_type(32)));
typedef uint64_t u64x16 __attribute__((ext_vector_type(16)));

// Wide vectors take several registers on every level: four independent chains of operations lie side
// by side, so that long polynomials are not bound by the latency of each step. Two logarithms in a row,
// as draws take them, are such a long way that eight chains pay.
typedef float f32x64 __attribute__((ext_vector_type(64)));
typedef float f32x128 __attribute__((ext_vector_type(128)));
typedef double f64x32 __attribute__((ext_vector_type(32)));
typedef int32_t i32x64 __attribute__((ext_vector_type(64)));
typedef int32_t i32x128 __attribute__((ext_vector_type(128)));
typedef int64_t i64x32 __attribute__((ext_vector_type(32)));
typedef uint32_t u32x64 __attribute__((ext_vector_type(64)));
typedef uint32_t u32x128 __attribute__((ext_vector_type(128)));
typedef uint64_t u64x32 __attribute__((ext_vector_type(32)));

// Vectors pass between functions that are always inlined, so no calling convention is involved.
#pragma clang diagnostic ignored "-Wpsabi"

#define CK_BODY static inline __attribute__((always_inline))
#define CK_OVERLOADED CK_BODY __attribute__((overloadable))

#if defined(__x86_64__)
#define CK_AT_AVX2 __attribute__((target("avx2,fma")))
#define CK_AT_AVX512 __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,fma")))
#else  // AArch64 has NEON in its baseline
#define CK_AT_AVX2
#define CK_AT_AVX512
#endif

// Defines the function NAME from NAME_body, or with another body for AVX-512.
#define CK_KERNEL(R, NAME, PARAMS, ARGS) \
  CK_KERNEL_EXPANDED(R, NAME, PARAMS, ARGS, CK_PASTE(NAME, body))
#define CK_KERNEL_WITH(AVX512_BODY, R, NAME, PARAMS, ARGS) \
  CK_KERNEL_EXPANDED(R, NAME, PARAMS, ARGS, AVX512_BODY)
#define CK_KERNEL_EXPANDED(R, NAME, PARAMS, ARGS, AVX512_BODY)                      \
  typedef R(*NAME##_fn) PARAMS;                                                     \
  static R NAME##_baseline PARAMS { return NAME##_body ARGS; }                      \
  CK_AT_AVX2 static R NAME##_avx2 PARAMS { return NAME##_body ARGS; }               \
  CK_AT_AVX512 static R NAME##_avx512 PARAMS { return AVX512_BODY ARGS; }           \
  R NAME PARAMS {                                                                   \
    static const NAME##_fn table[] = {NAME##_baseline, NAME##_avx2, NAME##_avx512}; \
    return table[ck_current_level()] ARGS;                                          \
  }

// Runs BODY for all vectors of n elements: those from index `i` on, `rest` of which exist. The whole
// vectors have a copy of the body in which `rest` is known to be enough.
#define FOR_VECTORS(n, BODY)    \
  {                             \
    size_t i = 0;               \
    FOR_NARROW_VECTORS(n, BODY) \
  }
#define FOR_NARROW_VECTORS(n, BODY)            \
  for (; i + CK_LANES <= (n); i += CK_LANES) { \
    const V like = 0;                          \
    const size_t rest = CK_LANES;              \
    (void)like, (void)rest;                    \
    BODY                                       \
  }                                            \
  if (i < (n)) {                               \
    const V like = 0;                          \
    const size_t rest = (n)-i;                 \
    (void)like, (void)rest;                    \
    BODY                                       \
  }

// The same with wide vectors first; `like` has the type of the vectors at hand.
#define FOR_WIDE_VECTORS(n, BODY)                    \
  {                                                  \
    size_t i = 0;                                    \
    for (; i + WIDE_LANES <= (n); i += WIDE_LANES) { \
      const W like = 0;                              \
      const size_t rest = WIDE_LANES;                \
      BODY                                           \
    }                                                \
    FOR_NARROW_VECTORS(n, BODY)                      \
  }

// Lane by lane, a where the mask is set and b elsewhere. (-Wconversion takes the mask for a bool.)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wconversion"
#define CK_SELECT(MASK, VECTOR) \
  CK_OVERLOADED VECTOR select(MASK mask, VECTOR a, VECTOR b) { return mask ? a : b; }
CK_SELECT(i32x16, f32x16)
CK_SELECT(i64x16, f64x16)
CK_SELECT(i32x64, f32x64)
CK_SELECT(i32x128, f32x128)
CK_SELECT(i64x32, f64x32)
#pragma clang diagnostic pop

// One bit for each lane of a mask, that of lane 0 the lowest.
typedef bool boolx16 __attribute__((ext_vector_type(CK_LANES)));
CK_OVERLOADED uint32_t bits_of_mask(i32x16 mask) {
  const boolx16 lanes = __builtin_convertvector(mask, boolx16);
  uint16_t bits;
  __builtin_memcpy(&bits, &lanes, sizeof bits);
  return bits;
}
CK_OVERLOADED uint32_t bits_of_mask(i64x16 mask) {
  const boolx16 lanes = __builtin_convertvector(mask, boolx16);
  uint16_t bits;
  __builtin_memcpy(&bits, &lanes, sizeof bits);
  return bits;
}

// Results of so many bytes are stored past the caches, which they would fill without being read from them:
// the processor then need not fetch the memory that it is about to overwrite.
#define STREAMED_BYTES ((size_t)4 << 20)

// Makes such stores visible to whoever sees a later store of this thread; others are so by themselves.
static inline void finish_streams(void) {
#if defined(__x86_64__)
  __builtin_ia32_sfence();
#endif
}

// The sum of all lanes, by halves.
CK_BODY double sum_of_lanes(f64x16 v) {
  const __auto_type eight = v.lo + v.hi;
  const __auto_type four = eight.lo + eight.hi;
  const __auto_type two = four.lo + four.hi;
  return two.x + two.y;
}

// Sums are accumulated in double, for either type; four wide floats are added before.
#define AS_F64(v) __builtin_convertvector(v, f64x16)
CK_OVERLOADED f64x16 as_f64(f32x16 v) { return AS_F64(v); }
CK_OVERLOADED f64x16 as_f64(f64x16 v) { return v; }
CK_OVERLOADED f64x16 as_f64(f32x64 v) {
  const __auto_type half = v.lo + v.hi;
  return AS_F64(half.lo + half.hi);
}
CK_OVERLOADED f64x16 as_f64(f64x32 v) { return v.lo + v.hi; }

#define LANE_NUMBERS {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}
CK_BODY i32x16 first_lanes_f32(size_t count) {
  const u32x16 lanes = LANE_NUMBERS;
  return lanes < (uint32_t)(count < CK_LANES ? count : CK_LANES);
}
CK_BODY i64x16 first_lanes_f64(size_t count) {
  const u64x16 lanes = LANE_NUMBERS;
  return lanes < (uint64_t)count;
}

// Names of the two variants: CK(ck_exp) is ck_exp_f32 or ck_exp_f64; see f32.h and f64.h.
#define CK_PASTE_EXPANDED(NAME, SUFFIX) NAME##_##SUFFIX
#define CK_PASTE(NAME, SUFFIX) CK_PASTE_EXPANDED(NAME, SUFFIX)
#define CK(NAME) CK_PASTE(NAME, SUFFIX)
#define LOAD(VECTOR, p) CK_PASTE(load, VECTOR)(p)
#define LOAD_FIRST(VECTOR, p, count) CK_PASTE(load_first, VECTOR)(p, count)
#define CK_BODY_OF(NAME) CK_PASTE(CK(NAME), body)

// The first `count` lanes, the others 0. Wide vectors are always whole.
CK_OVERLOADED f32x16 first_of(f32x16 v, size_t count) {
  return select(first_lanes_f32(count), v, 0);
}
CK_OVERLOADED f64x16 first_of(f64x16 v, size_t count) {
  return select(first_lanes_f64(count), v, 0);
}
CK_OVERLOADED f32x64 first_of(f32x64 v, size_t count) { return (void)count, v; }
CK_OVERLOADED f64x32 first_of(f64x32 v, size_t count) { return (void)count, v; }

// Vectors in unaligned memory; `_first` moves the first `count` lanes only, the others read as 0.
// `_like` does so for a vector of the type of its first argument.
#define CK_MEMORY(VECTOR, ELEMENT, SUFFIX)                                               \
  typedef VECTOR VECTOR##_memory __attribute__((aligned(sizeof(ELEMENT)), may_alias));   \
  CK_BODY VECTOR load_##VECTOR(const ELEMENT *p) {                                       \
    return *(const VECTOR##_memory *)(const void *)p;                                    \
  }                                                                                      \
  CK_OVERLOADED void store_##SUFFIX(ELEMENT *p, VECTOR v) {                              \
    *(VECTOR##_memory *)(void *)p = v;                                                   \
  }                                                                                      \
  CK_BODY VECTOR load_first_##VECTOR(const ELEMENT *p, size_t count) {                   \
    enum { LANES = sizeof(VECTOR) / sizeof(ELEMENT) };                                   \
    if (count >= LANES) return load_##VECTOR(p);                                         \
    ELEMENT lanes[LANES] = {0};                                                          \
    __builtin_memcpy(lanes, p, count * sizeof(ELEMENT));                                 \
    return load_##VECTOR(lanes);                                                         \
  }                                                                                      \
  CK_OVERLOADED VECTOR load_like_##SUFFIX(VECTOR like, const ELEMENT *p, size_t count) { \
    (void)like;                                                                          \
    return load_first_##VECTOR(p, count);                                                \
  }                                                                                      \
  CK_OVERLOADED void store_first_##SUFFIX(ELEMENT *p, VECTOR v, size_t count) {          \
    enum { LANES = sizeof(VECTOR) / sizeof(ELEMENT) };                                   \
    if (count >= LANES) {                                                                \
      store_##SUFFIX(p, v);                                                              \
    } else {                                                                             \
      ELEMENT lanes[LANES];                                                              \
      store_##SUFFIX(lanes, v);                                                          \
      __builtin_memcpy(p, lanes, count * sizeof(ELEMENT));                               \
    }                                                                                    \
  }

CK_MEMORY(f32x16, float, f32)
CK_MEMORY(f64x16, double, f64)
CK_MEMORY(u32x16, uint32_t, u32)
CK_MEMORY(u64x16, uint64_t, u64)
CK_MEMORY(f32x64, float, f32)
CK_MEMORY(f32x128, float, f32)
CK_MEMORY(f64x32, double, f64)
CK_MEMORY(u32x64, uint32_t, u32)
CK_MEMORY(u32x128, uint32_t, u32)
CK_MEMORY(u64x32, uint64_t, u64)
