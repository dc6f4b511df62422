// Softmax, log-softmax, log-sum-exp, their pullbacks and the divergence from the uniform distribution,
// column by column.

#include "vector_math.h"

#include "f32.h"
#include "few_classes.h"
#include "columns.h"
#include "softmax_body.h"
#include "softmax_pullback_body.h"
#include "kl_to_uniform_body.h"

#include "f64.h"
#include "few_classes.h"
#include "columns.h"
#include "softmax_body.h"
#include "softmax_pullback_body.h"
#include "kl_to_uniform_body.h"
