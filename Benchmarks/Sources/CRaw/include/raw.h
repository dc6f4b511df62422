// The calls that a C program would make, in double precision on column-major memory. Factorizations
// copy the matrix first, as ours do, into memory that the caller keeps; workspaces are kept, too.
#pragma once

#include <stdint.h>

void raw_gemm(int32_t n, const double *a, const double *b, double *c);
void raw_getrf(int32_t n, const double *a, double *factors, int32_t *pivots);
void raw_potrf(int32_t n, const double *a, double *factor);
void raw_gesv(int32_t n, const double *a, const double *b, double *factors, int32_t *pivots, double *x);
void raw_geqrf(int32_t n, const double *a, double *factors, double *tau, double *work, int32_t count);
void raw_gesdd(
    int32_t n, const double *a, double *copy, double *s, double *u, double *vt, double *work, int32_t count,
    int32_t *integers);
void raw_syevd(
    int32_t n, const double *a, double *vectors, double *w, double *work, int32_t count, int32_t *integers,
    int32_t integer_count);
void raw_geev(
    int32_t n, const double *a, double *copy, double *wr, double *wi, double *vr, double *work, int32_t count);
