#pragma once
// How a kernel is written: one portable body over vectors of sixteen lanes, compiled once for each
// level (`CK_KERNEL`) and called through a table indexed by the current level.

#include "ckernels.h"

// Sixteen lanes whatever the registers of the level: the compiler splits the vectors as needed, so
// that every level does the same arithmetic in the same order.
#define CK_LANES 16

typedef float f32x16 __attribute__((ext_vector_type(CK_LANES)));
typedef double f64x16 __attribute__((ext_vector_type(CK_LANES)));
typedef int32_t i32x16 __attribute__((ext_vector_type(CK_LANES)));
typedef int64_t i64x16 __attribute__((ext_vector_type(CK_LANES)));
typedef uint32_t u32x16 __attribute__((ext_vector_type(CK_LANES)));
typedef uint64_t u64x16 __attribute__((ext_vector_type(CK_LANES)));

// Vectors pass between functions that are always inlined, so no calling convention is involved.
#pragma clang diagnostic ignored "-Wpsabi"

#define CK_BODY static inline __attribute__((always_inline))

#if defined(__x86_64__)
#define CK_AT_AVX2 __attribute__((target("avx2,fma")))
#define CK_AT_AVX512 __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,fma")))
#else  // AArch64 has NEON in its baseline
#define CK_AT_AVX2
#define CK_AT_AVX512
#endif

// Defines the function NAME from NAME_body.
#define CK_KERNEL(R, NAME, PARAMS, ARGS) CK_KERNEL_EXPANDED(R, NAME, PARAMS, ARGS)
#define CK_KERNEL_EXPANDED(R, NAME, PARAMS, ARGS)                                   \
  typedef R(*NAME##_fn) PARAMS;                                                     \
  static R NAME##_baseline PARAMS { return NAME##_body ARGS; }                      \
  CK_AT_AVX2 static R NAME##_avx2 PARAMS { return NAME##_body ARGS; }               \
  CK_AT_AVX512 static R NAME##_avx512 PARAMS { return NAME##_body ARGS; }           \
  R NAME PARAMS {                                                                   \
    static const NAME##_fn table[] = {NAME##_baseline, NAME##_avx2, NAME##_avx512}; \
    return table[ck_current_level()] ARGS;                                          \
  }

// Lane by lane, a where the mask is set and b elsewhere. (-Wconversion takes the mask for a bool.)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wconversion"
CK_BODY f32x16 __attribute__((overloadable)) select(i32x16 mask, f32x16 a, f32x16 b) {
  return mask ? a : b;
}
CK_BODY f64x16 __attribute__((overloadable)) select(i64x16 mask, f64x16 a, f64x16 b) {
  return mask ? a : b;
}
#pragma clang diagnostic pop

// One bit for each lane of a mask, that of lane 0 the lowest.
typedef bool boolx16 __attribute__((ext_vector_type(CK_LANES)));
CK_BODY uint32_t __attribute__((overloadable)) bits_of_mask(i32x16 mask) {
  const boolx16 lanes = __builtin_convertvector(mask, boolx16);
  uint16_t bits;
  __builtin_memcpy(&bits, &lanes, sizeof bits);
  return bits;
}
CK_BODY uint32_t __attribute__((overloadable)) bits_of_mask(i64x16 mask) {
  const boolx16 lanes = __builtin_convertvector(mask, boolx16);
  uint16_t bits;
  __builtin_memcpy(&bits, &lanes, sizeof bits);
  return bits;
}

// The sum of all lanes, by halves.
CK_BODY double sum_of_lanes(f64x16 v) {
  const __auto_type eight = v.lo + v.hi;
  const __auto_type four = eight.lo + eight.hi;
  const __auto_type two = four.lo + four.hi;
  return two.x + two.y;
}

// Sums are accumulated in double, for either type.
#define AS_F64(v) __builtin_convertvector(v, f64x16)

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
#define CK_BODY_OF(NAME) CK_PASTE(CK(NAME), body)

// Vectors in unaligned memory; `_first` moves the first `count` lanes only, the others read as 0.
#define CK_MEMORY(VECTOR, ELEMENT, NAME)                                                \
  typedef VECTOR NAME##_memory __attribute__((aligned(sizeof(ELEMENT)), may_alias));    \
  CK_BODY VECTOR load_##NAME(const ELEMENT *p) {                                        \
    return *(const NAME##_memory *)(const void *)p;                                     \
  }                                                                                     \
  CK_BODY void store_##NAME(ELEMENT *p, VECTOR v) { *(NAME##_memory *)(void *)p = v; }  \
  CK_BODY VECTOR load_first_##NAME(const ELEMENT *p, size_t count) {                    \
    if (count >= CK_LANES) return load_##NAME(p);                                       \
    ELEMENT lanes[CK_LANES] = {0};                                                      \
    __builtin_memcpy(lanes, p, count * sizeof(ELEMENT));                                \
    return load_##NAME(lanes);                                                          \
  }                                                                                     \
  CK_BODY void store_first_##NAME(ELEMENT *p, VECTOR v, size_t count) {                 \
    if (count >= CK_LANES) {                                                            \
      store_##NAME(p, v);                                                               \
    } else {                                                                            \
      ELEMENT lanes[CK_LANES];                                                          \
      store_##NAME(lanes, v);                                                           \
      __builtin_memcpy(p, lanes, count * sizeof(ELEMENT));                              \
    }                                                                                   \
  }

CK_MEMORY(f32x16, float, f32)
CK_MEMORY(f64x16, double, f64)
CK_MEMORY(u32x16, uint32_t, u32)
CK_MEMORY(u64x16, uint64_t, u64)
