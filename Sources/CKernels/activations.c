// Activations and their pullbacks, with and without the bias in front of them.

#include "vector_math.h"

#include "f32.h"
#include "activations_body.h"
#include "biased_activations_body.h"

#include "f64.h"
#include "activations_body.h"
#include "biased_activations_body.h"
