// Activations and their pullbacks.

#include "vector_math.h"

#include "f32.h"
#include "activations_body.h"

#include "f64.h"
#include "activations_body.h"
