// LAPACK: eigenvalues, Schur forms and matrix equations.
#pragma once

#include <stdint.h>
