// One function for each routine of BLAS and LAPACK, for all four scalars.
//
// A BLAS has every routine four times, under the letters s, d, c and z. The functions declared here
// take the scalar as their first argument and matrices as untyped pointers; `LinearAlgebra` gives
// them types again. All matrices are column-major. LAPACK routines answer `info`.
#pragma once

#include <stdint.h>

/// The scalars, in the order of the letters s, d, c, z.
enum { LA_FLOAT = 0, LA_DOUBLE = 1, LA_COMPLEX_FLOAT = 2, LA_COMPLEX_DOUBLE = 3 };

#include "la_blas.h"
#include "la_eigen.h"
#include "la_linear.h"
#include "la_norms.h"
#include "la_orthogonal.h"
#include "la_structured.h"
