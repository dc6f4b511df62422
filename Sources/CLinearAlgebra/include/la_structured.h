// LAPACK: symmetric indefinite, banded, tridiagonal and packed matrices.
#pragma once

#include <stdint.h>
