#pragma once
// exp and log of vectors and of wide vectors.
//
// A product and a sum in one expression are one operation where the level has it (fused
// multiply-add): AVX2 and AVX-512 agree, and the baseline differs from them by rounding errors. No
// argument here needs a product to be rounded.
//
// Each argument is reduced to a short interval, where a minimax polynomial (a Lawson iteration for
// float, Chebyshev interpolation in 40 digits for double) is at least ten times more accurate than
// the rounding errors that follow it. Bounds are checked against wider types in ExpLogTests.

#include "kernel.h"

#pragma clang fp contract(on)

#define V32 f32x16
#define M32 i32x16
#define U32 u32x16
#include "vector_math_f32.h"

#define V32 f32x64
#define M32 i32x64
#define U32 u32x64
#include "vector_math_f32.h"

#define V32 f32x128
#define M32 i32x128
#define U32 u32x128
#include "vector_math_f32.h"

#define V64 f64x16
#define M64 i64x16
#define U64 u64x16
#include "vector_math_f64.h"

#define V64 f64x32
#define M64 i64x32
#define U64 u64x32
#include "vector_math_f64.h"
