// Uniform, exponential, Gumbel, normal and Bernoulli numbers from random streams.

#include "draws.h"

#include "f32.h"
#include "stream_draws.h"
#include "noise_body.h"
#include "gumbel_body.h"

#include "f64.h"
#include "stream_draws.h"
#include "noise_body.h"
#include "gumbel_body.h"
