#pragma once
// Swift cannot import C `_Complex`; with this macro OpenBLAS declares its complex scalars as structs.
#define FORCE_OPENBLAS_COMPLEX_STRUCT 1
#if __has_include(<cblas-openblas.h>)  // Debian: plain cblas.h may belong to another library
#include <cblas-openblas.h>
#elif __has_include(<openblas/cblas.h>)  // Fedora, Arch
#include <openblas/cblas.h>
#else
#include <cblas.h>
#endif
