#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ckernels.h"

ck_level ck_best_level(void) {
#if defined(__x86_64__)
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) return CK_BASELINE;
  if (!__builtin_cpu_supports("avx512f") || !__builtin_cpu_supports("avx512bw") ||
      !__builtin_cpu_supports("avx512dq") || !__builtin_cpu_supports("avx512vl"))
    return CK_AVX2;
  return CK_AVX512;
#else
  return CK_BASELINE;
#endif
}

static const char *const names[] = {"baseline", "avx2", "avx512"};

const char *ck_level_name(ck_level level) { return names[level]; }

ck_level_request ck_requested_level(const char *word, ck_level *level) {
  if (word == NULL || *word == 0) return CK_REQUEST_NONE;
  for (int i = CK_BASELINE; i <= CK_AVX512; ++i) {
    if (strcmp(word, names[i]) != 0) continue;
    *level = (ck_level)i;
    return *level <= ck_best_level() ? CK_REQUEST_USABLE : CK_REQUEST_UNSUPPORTED;
  }
  return CK_REQUEST_UNKNOWN;
}

// The level of the environment, or the best one. An error ends the process: a wrong level that is
// ignored would pass for a measurement of the right one.
static ck_level initial_level(void) {
  const char *word = getenv(CK_LEVEL_VARIABLE);
  ck_level level = ck_best_level();
  switch (ck_requested_level(word, &level)) {
    case CK_REQUEST_NONE:
    case CK_REQUEST_USABLE: return level;
    case CK_REQUEST_UNKNOWN:
      fprintf(
          stderr, "Fatal error: %s is '%s', not baseline, avx2 or avx512\n", CK_LEVEL_VARIABLE,
          word);
      abort();
    case CK_REQUEST_UNSUPPORTED:
      fprintf(
          stderr, "Fatal error: %s is '%s', but this processor has at most %s\n",
          CK_LEVEL_VARIABLE, word, ck_level_name(ck_best_level()));
      abort();
  }
}

enum { UNKNOWN = -1 };
static atomic_int level_of_process = UNKNOWN;
static _Thread_local int level_of_thread = UNKNOWN;

ck_level ck_current_level(void) {
  if (level_of_thread != UNKNOWN) return (ck_level)level_of_thread;
  int level = atomic_load_explicit(&level_of_process, memory_order_relaxed);
  if (level == UNKNOWN) {
    level = (int)initial_level();
    atomic_store_explicit(&level_of_process, level, memory_order_relaxed);
  }
  return (ck_level)level;
}

ck_level ck_set_thread_level(ck_level level) {
  const ck_level best = ck_best_level();
  level_of_thread = (int)(level < best ? level : best);
  return (ck_level)level_of_thread;
}

void ck_reset_thread_level(void) { level_of_thread = UNKNOWN; }
