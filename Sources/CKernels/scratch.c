#include "scratch.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { ALIGNMENT = 64 };

// The bytes lie behind it.
typedef struct {
  _Alignas(ALIGNMENT) size_t bytes;
} header;

static pthread_key_t key;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void out_of_memory(size_t bytes) {
  fprintf(stderr, "Fatal error: no memory for %zu bytes of a kernel\n", bytes);
  abort();
}

static void create_key(void) {
  if (pthread_key_create(&key, free) != 0) out_of_memory(0);
}

void *scratch_of_thread(size_t bytes) {
  pthread_once(&once, create_key);
  header *memory = pthread_getspecific(key);
  if (memory == NULL || memory->bytes < bytes) {
    free(memory);
    const size_t whole = (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    memory = aligned_alloc(ALIGNMENT, sizeof *memory + whole);
    if (pthread_setspecific(key, memory) != 0 || memory == NULL) out_of_memory(bytes);
    memory->bytes = whole;
  }
  return memory + 1;
}
