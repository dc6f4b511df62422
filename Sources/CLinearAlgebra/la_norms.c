#include "CLinearAlgebra.h"

// Vectors pass between functions that are always inlined, so no calling convention is involved.
#pragma clang diagnostic ignored "-Wpsabi"
// The same roundings everywhere: no fused operations.
#pragma STDC FP_CONTRACT OFF

#define LA_JOIN(a, b) a##_##b
#define LA_BODY static inline __attribute__((always_inline))

typedef float f32x8 __attribute__((ext_vector_type(8)));
typedef double f64x8 __attribute__((ext_vector_type(8)));
typedef f32x8 f32x8_memory __attribute__((aligned(4), may_alias));
typedef f64x8 f64x8_memory __attribute__((aligned(8), may_alias));

#define REAL float
#define VECTOR f32x8
#define MEMORY f32x8_memory
#define NAME(x) LA_JOIN(x, f32)
#include "la_norms_body.h"

#define REAL double
#define VECTOR f64x8
#define MEMORY f64x8_memory
#define NAME(x) LA_JOIN(x, f64)
#include "la_norms_body.h"

// Calls the kernel for the widest registers of the processor; all compute the same bits.
#if defined(__x86_64__)
#define LA_BEST(kernel, precision, arguments)                                                  \
  do {                                                                                         \
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&             \
        __builtin_cpu_supports("avx512vl"))                                                    \
      return kernel##_avx512_##precision arguments;                                            \
    if (__builtin_cpu_supports("avx2")) return kernel##_avx2_##precision arguments;            \
    return kernel##_baseline_##precision arguments;                                            \
  } while (0)
#else
#define LA_BEST(kernel, precision, arguments) return kernel##_baseline_##precision arguments
#endif

la_norms la_copy_norms(
    int scalar, int64_t m, int64_t n, const void *source, void *target, void *sums) {
  if (scalar == LA_FLOAT) LA_BEST(copy_norms, f32, (m, n, source, target, sums));
  LA_BEST(copy_norms, f64, (m, n, source, target, sums));
}

double la_copy_triangle_norm(
    int scalar, int is_lower, int64_t n, const void *source, void *target, void *sums) {
  if (scalar == LA_FLOAT) LA_BEST(copy_triangle_norm, f32, (is_lower, n, source, target, sums));
  LA_BEST(copy_triangle_norm, f64, (is_lower, n, source, target, sums));
}
