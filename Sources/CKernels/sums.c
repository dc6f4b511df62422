// Sums of arrays.

#include "vector_math.h"

#include "f32.h"
#include "sums_body.h"

#include "f64.h"
#include "sums_body.h"
