// Products with matrices that are mostly zero.

#include "kernel.h"
#include "scratch.h"

enum { AHEAD = 12 /* columns between a prefetch and the use */ };

typedef uint8_t u8x8 __attribute__((ext_vector_type(8)));
typedef int32_t i32x8 __attribute__((ext_vector_type(8)));

// The places of the ones in each byte, the lowest first, and their number: with them a list is written
// without a branch for each element, which a processor would guess wrongly half of the time.
typedef struct places_of_bits {
  u8x8 places[256];
  uint8_t counts[256];
} places_of_bits;

CK_BODY void list_places(places_of_bits *table) {
  table->places[0] = 0;
  table->counts[0] = 0;
  for (uint8_t place = 0; place < 8; ++place)
    for (size_t bits = 0; bits < (size_t)1 << place; ++bits) {
      const size_t with_place = bits | (size_t)1 << place;
      const uint8_t count = table->counts[bits];
      u8x8 places = table->places[bits];
      places[count] = place;
      table->places[with_place] = places;
      table->counts[with_place] = (uint8_t)(count + 1);
    }
}

#include "f32.h"
#include "sparse_body.h"

#include "f64.h"
#include "sparse_body.h"
