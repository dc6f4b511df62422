// Argmax, checks of logits and the Gumbel-softmax forward pass, column by column.

#include "draws.h"

#include "f32.h"
#include "few_classes.h"
#include "columns.h"
#include "stream_draws.h"
#include "softmax_steps.h"
#include "argmax_body.h"
#include "check_logits_body.h"
#include "gumbel_softmax_body.h"

#include "f64.h"
#include "few_classes.h"
#include "columns.h"
#include "stream_draws.h"
#include "softmax_steps.h"
#include "argmax_body.h"
#include "check_logits_body.h"
#include "gumbel_softmax_body.h"
