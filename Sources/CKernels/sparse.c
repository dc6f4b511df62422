// Products with matrices that are mostly zero.

#include "kernel.h"

#include "f32.h"
#include "sparse_body.h"

#include "f64.h"
#include "sparse_body.h"
