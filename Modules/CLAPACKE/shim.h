#pragma once
// Swift cannot import C `_Complex`; these macros make LAPACKE declare its complex scalars as structs.
#define HAVE_LAPACK_CONFIG_H 1
#define LAPACK_COMPLEX_STRUCTURE 1
#if __has_include(<openblas/lapacke.h>)
#include <openblas/lapacke.h>
#else
#include <lapacke.h>
#endif
// `lapack_int` is a macro, which Swift cannot see as a type.
typedef lapack_int clapacke_int;
