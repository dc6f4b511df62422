#pragma once
// Memory that a thread keeps for its next kernel call.

#include <stddef.h>

/// Returns at least so many bytes, aligned for every vector; valid until the thread asks again.
/// Freed when the thread ends. Out of memory ends the process.
void *scratch_of_thread(size_t bytes);
