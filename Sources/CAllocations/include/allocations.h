// Counts what the process allocates, for benchmarks.
//
// On glibc the allocation functions are replaced by ones that call those of glibc and, while somebody
// counts, add one. Sanitizers and other C libraries need the names for themselves: there nothing counts.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Whether allocations can be counted here.
bool allocations_can_be_counted(void);

/// Starts to count at zero, in all threads.
void allocations_start(void);

/// Stops, and returns the number of allocations and reallocations since the start.
int64_t allocations_stop(void);

#ifdef __cplusplus
}
#endif
