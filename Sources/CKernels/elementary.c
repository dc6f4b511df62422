// exp, log, tanh and the logistic function of arrays.

#include "vector_math.h"

#include "f32.h"
#include "elementary_body.h"

#include "f64.h"
#include "elementary_body.h"
