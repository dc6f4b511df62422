// LAPACK: orthogonal factorizations, singular values and least squares.
#pragma once

#include <stdint.h>
