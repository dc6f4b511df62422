// Softmax, log-softmax, log-sum-exp and their pullbacks, column by column.

#include "vector_math.h"

#include "f32.h"
#include "few_classes.h"
#include "columns.h"
#include "softmax_body.h"
#include "softmax_pullback_body.h"

#include "f64.h"
#include "few_classes.h"
#include "columns.h"
#include "softmax_body.h"
#include "softmax_pullback_body.h"
