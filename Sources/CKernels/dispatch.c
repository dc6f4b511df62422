#include <stdatomic.h>

#include "ckernels.h"

ck_level ck_best_level(void) {
#if defined(__x86_64__)
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) return CK_BASELINE;
  if (!__builtin_cpu_supports("avx512f") || !__builtin_cpu_supports("avx512bw") ||
      !__builtin_cpu_supports("avx512dq") || !__builtin_cpu_supports("avx512vl"))
    return CK_AVX2;
  return CK_AVX512;
#else
  return CK_AVX512;  // all levels are the same code
#endif
}

enum { UNKNOWN = -1 };
static atomic_int cached_level = UNKNOWN;

ck_level ck_current_level(void) {
  int level = atomic_load_explicit(&cached_level, memory_order_relaxed);
  return level == UNKNOWN ? ck_set_level(CK_AVX512) : (ck_level)level;
}

ck_level ck_set_level(ck_level level) {
  const ck_level best = ck_best_level();
  const ck_level chosen = level < best ? level : best;
  atomic_store_explicit(&cached_level, (int)chosen, memory_order_relaxed);
  return chosen;
}
