// Optimizer steps, each one pass over the parameters and their state.

#include "vector_math.h"

#include "f32.h"
#include "optimizers_body.h"

#include "f64.h"
#include "optimizers_body.h"
