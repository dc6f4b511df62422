// Samples of categoricals without a gradient: class indices.

#include "draws.h"

#include "f32.h"
#include "few_classes.h"
#include "columns.h"
#include "stream_draws.h"
#include "perturbed.h"
#include "argmax_steps.h"
#include "gumbel_argmax_body.h"
#include "inverse_cdf_body.h"

#include "f64.h"
#include "few_classes.h"
#include "columns.h"
#include "stream_draws.h"
#include "perturbed.h"
#include "argmax_steps.h"
#include "gumbel_argmax_body.h"
#include "inverse_cdf_body.h"
