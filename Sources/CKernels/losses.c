// Negative log-likelihoods.

#include "vector_math.h"

#include "f32.h"
#include "bernoulli_logits_body.h"

#include "f64.h"
#include "bernoulli_logits_body.h"
