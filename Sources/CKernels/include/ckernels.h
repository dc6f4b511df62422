#pragma once
// Kernels for what neither BLAS nor Swift does well: exp and log, random streams, softmax and its
// relatives, fused losses and optimizer steps.
//
// - One level (see `ck_level`) gives the same bits in debug and in release builds and for any split
//   of the work: nothing is reassociated, and sums have a fixed number of lanes. Between levels,
//   random words, uniform numbers, sums, optimizer steps and (leaky) ReLU are the same bits. What
//   has exp or log differs by rounding errors, since AVX2 and AVX-512 fuse products with sums and
//   the baseline does not, and AVX-512 has its own way to Gumbel numbers of floats; the bounds
//   stated below hold on every level.
// - Arrays are contiguous. A categorical array has `columns` runs of `classes` elements each.
// - Where a comment says "in place", the output may be the very same array as that input;
//   otherwise arrays must not overlap. Inputs and outputs never overlap partially.
// - Logits: -infinity masks a class. NaN, +infinity and columns without an unmasked class are
//   the caller's error, to be found by `ck_check_logits`.
// - A count of zero is fine everywhere, and no pointer is then read.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// MARK: Levels

/// The instruction sets that every kernel is compiled for.
typedef enum ck_level { CK_BASELINE = 0, CK_AVX2 = 1, CK_AVX512 = 2 } ck_level;

/// The highest level of this processor.
ck_level ck_best_level(void);

/// "baseline", "avx2" or "avx512".
const char *ck_level_name(ck_level level);

/// The environment variable that names the level of a process.
#define CK_LEVEL_VARIABLE "GUMBEL_SIMD"

typedef enum ck_level_request {
  CK_REQUEST_NONE = 0,        // no word, or an empty one
  CK_REQUEST_USABLE = 1,      // the name of a level that the processor has
  CK_REQUEST_UNKNOWN = 2,     // not the name of a level
  CK_REQUEST_UNSUPPORTED = 3  // the name of a level that the processor lacks
} ck_level_request;

/// What a value of the environment variable asks for; `level` is set if the word names one.
ck_level_request ck_requested_level(const char *word, ck_level *level);

/// The level in use: that of the environment variable or the best one, read at the first call. If
/// the variable asks for what cannot be had, the process ends with a message.
ck_level ck_current_level(void);

/// Changes the level for the calling thread, capped by the processor, until it is reset; for tests.
/// Returns the level now in use.
ck_level ck_set_thread_level(ck_level level);
void ck_reset_thread_level(void);

// MARK: exp and log (in place)

/// y = exp(x), within 1.2 ulp; overflow gives infinity, subnormal results are rounded correctly.
void ck_exp_f32(const float *x, float *y, size_t n);
void ck_exp_f64(const double *x, double *y, size_t n);

/// y = log(x), within 1.2 ulp; log(0) = -infinity, negative x gives NaN, subnormals are exact.
void ck_log_f32(const float *x, float *y, size_t n);
void ck_log_f64(const double *x, double *y, size_t n);

// MARK: Random streams
//
// Philox4x32-10 with key = seed and counter = (block, stream), each 64 bits, low word first. Word
// `position` of a stream is word `position % 4` of block `position / 4`. A float draw takes one
// word, a double draw two (low word first). Word or draw i of a fill depends on (seed, stream,
// position of its first word) only, so any split of a fill gives the same numbers.
//
// A draw of b bits (32 or 64) is a side s (the top bit) and an integer k of the other b - 1 bits:
//
//     w = (k + fraction) / 2^(b-1) in (0, 1)       u = s ? 1 - w/2 : w/2
//     E = -log(1 - u) = s ? -log(w/2) : -log1p(-w/2)       G = -log(E)
//
// The fraction is 1/2, unless the 11 leading bits of k are zero: then 64 more bits, from counters
// with the top bit of the block set, fill it, so that w keeps its relative precision towards 0.

/// One Philox4x32-10 block.
void ck_philox_block(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]);

/// The words `position ..< position + n` of a stream.
void ck_philox_words(uint64_t seed, uint64_t stream, uint64_t position, uint32_t *out, size_t n);

/// The 64 continuation bits of the draw whose first word is at `position`.
uint64_t ck_continuation_bits(uint64_t seed, uint64_t stream, uint64_t position);

/// Uniform numbers in the open interval (0, 1), also after rounding.
void ck_uniform_f32(uint64_t seed, uint64_t stream, uint64_t position, float *out, size_t n);
void ck_uniform_f64(uint64_t seed, uint64_t stream, uint64_t position, double *out, size_t n);

/// Exponential(1) numbers with both tails: never zero, never infinite.
void ck_exponential_f32(uint64_t seed, uint64_t stream, uint64_t position, float *out, size_t n);
void ck_exponential_f64(uint64_t seed, uint64_t stream, uint64_t position, double *out, size_t n);

/// Gumbel(0, 1) numbers with both tails. Float: absolute error below 1e-6, and below
/// 4e-6 where the draw reads its continuation.
void ck_gumbel_f32(uint64_t seed, uint64_t stream, uint64_t position, float *out, size_t n);
void ck_gumbel_f64(uint64_t seed, uint64_t stream, uint64_t position, double *out, size_t n);

/// out = logits + the numbers of `ck_gumbel` (in place).
void ck_add_gumbel_f32(
  uint64_t seed, uint64_t stream, uint64_t position, const float *logits, float *out, size_t n);
void ck_add_gumbel_f64(
  uint64_t seed, uint64_t stream, uint64_t position, const double *logits, double *out, size_t n);

/// Normal(0, 1) numbers by Box and Muller's transform of neighbouring draws.
///
/// Draws 2i and 2i + 1, counted from the start of the stream, become sqrt(2E) (cos a, sin a), with
/// E from the first and the angle a from the second.
void ck_normal_f32(uint64_t seed, uint64_t stream, uint64_t position, float *out, size_t n);
void ck_normal_f64(uint64_t seed, uint64_t stream, uint64_t position, double *out, size_t n);

/// out = u < probability ? 1 : 0, with the u of `ck_uniform`.
void ck_bernoulli_f32(
  uint64_t seed, uint64_t stream, uint64_t position, float probability, float *out, size_t n);
void ck_bernoulli_f64(
  uint64_t seed, uint64_t stream, uint64_t position, double probability, double *out, size_t n);

/// out[i] = u < probabilities[i] ? 1 : 0, with the u of `ck_uniform` (in place).
void ck_bernoulli_array_f32(
  uint64_t seed, uint64_t stream, uint64_t position, const float *probabilities, float *out,
  size_t n);
void ck_bernoulli_array_f64(
  uint64_t seed, uint64_t stream, uint64_t position, const double *probabilities, double *out,
  size_t n);

/// Whether a draw of these bits reads its continuation.
bool ck_needs_continuation_f32(uint32_t bits);
bool ck_needs_continuation_f64(uint64_t bits);

/// The maps from bits to numbers that the fills apply.
float ck_uniform_from_bits_f32(uint32_t bits, uint64_t continuation);
double ck_uniform_from_bits_f64(uint64_t bits, uint64_t continuation);
float ck_exponential_from_bits_f32(uint32_t bits, uint64_t continuation);
double ck_exponential_from_bits_f64(uint64_t bits, uint64_t continuation);
float ck_gumbel_from_bits_f32(uint32_t bits, uint64_t continuation);
double ck_gumbel_from_bits_f64(uint64_t bits, uint64_t continuation);
void ck_normal_pair_from_bits_f32(
  uint32_t bits, uint64_t continuation, uint32_t angle_bits, uint64_t angle_continuation,
  float pair[2]);
void ck_normal_pair_from_bits_f64(
  uint64_t bits, uint64_t continuation, uint64_t angle_bits, uint64_t angle_continuation,
  double pair[2]);

// MARK: Softmax and its relatives

typedef enum ck_logit_problem {
  CK_LOGITS_VALID = 0,
  CK_LOGITS_NOT_FINITE = 1,  // NaN or +infinity at (row, column)
  CK_LOGITS_ALL_MASKED = 2   // a column of -infinity; row is 0
} ck_logit_problem;

typedef struct ck_logit_check {
  ck_logit_problem problem;
  size_t row, column;
} ck_logit_check;

/// The first column with a problem, and in it the first NaN or +infinity if there is one.
ck_logit_check ck_check_logits_f32(const float *x, size_t classes, size_t columns);
ck_logit_check ck_check_logits_f64(const double *x, size_t classes, size_t columns);

/// y = softmax(x / temperature) of each column (in place).
///
/// Masked classes give exactly 0, as do probabilities below the smallest normal number. Any
/// temperature in (0, infinity] gives finite values: a tiny one the one-hot vector of the maximum
/// (equal shares on ties), +infinity equal shares of the unmasked classes.
void ck_softmax_f32(
  const float *x, float *y, size_t classes, size_t columns, float temperature);
void ck_softmax_f64(
  const double *x, double *y, size_t classes, size_t columns, double temperature);

/// y = log softmax(x / temperature) of each column (in place); masked classes give -infinity,
/// all others finite values.
void ck_log_softmax_f32(
  const float *x, float *y, size_t classes, size_t columns, float temperature);
void ck_log_softmax_f64(
  const double *x, double *y, size_t classes, size_t columns, double temperature);

/// out[column] = log sum exp(x); -infinity for a column of -infinity.
void ck_log_sum_exp_f32(const float *x, float *out, size_t classes, size_t columns);
void ck_log_sum_exp_f64(const double *x, double *out, size_t classes, size_t columns);

/// out = scale p (g - <p, g>): the pullback of p = softmax(x / t) for scale = 1 / t (in place).
///
/// Where p is 0 the result is 0 and g is ignored, even if it is infinite or NaN.
void ck_softmax_pullback_f32(
  const float *p, const float *g, float *out, size_t classes, size_t columns, float scale);
void ck_softmax_pullback_f64(
  const double *p, const double *g, double *out, size_t classes, size_t columns, double scale);

/// out = scale (g - exp(l) sum g): the pullback of l = log softmax(x / t) (in place).
///
/// Where l is -infinity the result is 0 and g is ignored.
void ck_log_softmax_pullback_f32(
  const float *l, const float *g, float *out, size_t classes, size_t columns, float scale);
void ck_log_softmax_pullback_f64(
  const double *l, const double *g, double *out, size_t classes, size_t columns, double scale);

/// values[column] = sum q l + log K >= 0 for l = log q = log softmax(x) and K unmasked classes: the
/// divergence from the uniform distribution; gradient = q (l - sum q l), its derivative by x (in
/// place), 0 where q is.
void ck_kl_to_uniform_f32(
  const float *l, float *values, float *gradient, size_t classes, size_t columns);
void ck_kl_to_uniform_f64(
  const double *l, double *values, double *gradient, size_t classes, size_t columns);

/// indices[column] = the row of the column's maximum, the lowest on ties.
void ck_argmax_f32(const float *x, ptrdiff_t *indices, size_t classes, size_t columns);
void ck_argmax_f64(const double *x, ptrdiff_t *indices, size_t classes, size_t columns);

/// one_hot = 1 at the column's maximum (the lowest row on ties) and 0 elsewhere (in place).
void ck_argmax_one_hot_f32(const float *x, float *one_hot, size_t classes, size_t columns);
void ck_argmax_one_hot_f64(const double *x, double *one_hot, size_t classes, size_t columns);

/// y = softmax((logits + noise) / temperature), and unless NULL one_hot = one-hot of the maximum of
/// logits + noise. y may be either input; one_hot overlaps nothing.
void ck_gumbel_softmax_f32(
  const float *logits, const float *noise, float *y, float *one_hot, size_t classes,
  size_t columns, float temperature);
void ck_gumbel_softmax_f64(
  const double *logits, const double *noise, double *y, double *one_hot, size_t classes,
  size_t columns, double temperature);

/// The same with the noise of `ck_gumbel` at a place of a random stream, bit for bit, which is not
/// written to an array. y may be the logits; one_hot overlaps nothing.
void ck_gumbel_softmax_stream_f32(
  uint64_t seed, uint64_t stream, uint64_t position, const float *logits, float *y,
  float *one_hot, size_t classes, size_t columns, float temperature);
void ck_gumbel_softmax_stream_f64(
  uint64_t seed, uint64_t stream, uint64_t position, const double *logits, double *y,
  double *one_hot, size_t classes, size_t columns, double temperature);

// MARK: Samples without a gradient

/// indices[column] = argmax of logits + noise, the lowest on ties, with the noise of `ck_gumbel` at a
/// place of a random stream.
void ck_gumbel_argmax_stream_f32(
  uint64_t seed, uint64_t stream, uint64_t position, const float *logits, ptrdiff_t *indices,
  size_t classes, size_t columns);
void ck_gumbel_argmax_stream_f64(
  uint64_t seed, uint64_t stream, uint64_t position, const double *logits, ptrdiff_t *indices,
  size_t classes, size_t columns);

/// indices[column] = the class where the running sum of softmax(logits) passes the uniform number of
/// the column.
///
/// The classes are summed up in a fixed order, not that of their indices, and in double. With the
/// uniforms of `ck_uniform_f64` a class is drawn with its probability, within 1e-6 of it for the
/// weights and 2^-50 absolutely for the sums; a masked class is never drawn.
void ck_inverse_cdf_f32(
  const float *logits, const double *uniforms, ptrdiff_t *indices, size_t classes,
  size_t columns);
void ck_inverse_cdf_f64(
  const double *logits, const double *uniforms, ptrdiff_t *indices, size_t classes,
  size_t columns);

// MARK: Losses

/// losses[column] = sum over rows of softplus(l) - x l, gradient = sigmoid(l) - x unless NULL.
///
/// The negative log-likelihood in nats of targets x in [0, 1] under independent Bernoulli
/// variables with logits l. The gradient may replace the logits or the targets.
void ck_bernoulli_logits_f32(
  const float *logits, const float *targets, float *gradient, size_t rows, size_t columns,
  double *losses);
void ck_bernoulli_logits_f64(
  const double *logits, const double *targets, double *gradient, size_t rows, size_t columns,
  double *losses);

// MARK: Activations (in place)

/// y = x > 0 ? x : slope x; slope 0 is ReLU and gives +0 for every negative x.
void ck_leaky_relu_f32(const float *x, float *y, size_t n, float slope);
void ck_leaky_relu_f64(const double *x, double *y, size_t n, double slope);

/// out = x > 0 ? g : slope g, where x is the input, or the output if slope >= 0.
void ck_leaky_relu_pullback_f32(const float *x, const float *g, float *out, size_t n, float slope);
void ck_leaky_relu_pullback_f64(
  const double *x, const double *g, double *out, size_t n, double slope);

/// y = tanh(x), within 3 ulp.
void ck_tanh_f32(const float *x, float *y, size_t n);
void ck_tanh_f64(const double *x, double *y, size_t n);

/// out = (1 - y^2) g for y = tanh(x).
void ck_tanh_pullback_f32(const float *y, const float *g, float *out, size_t n);
void ck_tanh_pullback_f64(const double *y, const double *g, double *out, size_t n);

/// y = 1 / (1 + exp(-x)), within 3 ulp; below the smallest normal number 0.
void ck_sigmoid_f32(const float *x, float *y, size_t n);
void ck_sigmoid_f64(const double *x, double *y, size_t n);

// MARK: A bias and its activation
//
// Matrices have `columns` runs of `rows` elements, and the bias is added to each run. A slope of 1
// leaves the bias alone.

/// y = leaky_relu(x + bias) (in place).
void ck_bias_leaky_relu_f32(
  const float *x, const float *bias, float *y, size_t rows, size_t columns, float slope);
void ck_bias_leaky_relu_f64(
  const double *x, const double *bias, double *y, size_t rows, size_t columns, double slope);

/// y = tanh(x + bias) (in place).
void ck_bias_tanh_f32(
  const float *x, const float *bias, float *y, size_t rows, size_t columns);
void ck_bias_tanh_f64(
  const double *x, const double *bias, double *y, size_t rows, size_t columns);

/// out = y > 0 ? g : slope g for the output y and slope >= 0 (in place), and
/// bias_gradient[row] += the sum of out over the columns, accumulated in double.
void ck_bias_leaky_relu_pullback_f32(
  const float *y, const float *g, float *out, float *bias_gradient, size_t rows, size_t columns,
  float slope);
void ck_bias_leaky_relu_pullback_f64(
  const double *y, const double *g, double *out, double *bias_gradient, size_t rows,
  size_t columns, double slope);

/// out = (1 - y^2) g for the output y (in place), and bias_gradient[row] += the sum of out over the
/// columns, accumulated in double.
void ck_bias_tanh_pullback_f32(
  const float *y, const float *g, float *out, float *bias_gradient, size_t rows, size_t columns);
void ck_bias_tanh_pullback_f64(
  const double *y, const double *g, double *out, double *bias_gradient, size_t rows,
  size_t columns);

// MARK: Sums

/// Sums of x and of x^2, accumulated in double in sixteen lanes.
double ck_sum_f32(const float *x, size_t n);
double ck_sum_f64(const double *x, size_t n);
double ck_sum_of_squares_f32(const float *x, size_t n);
double ck_sum_of_squares_f64(const double *x, size_t n);

// MARK: Matrices that are mostly zero
//
// The elements of column c that are not zero are numbers `starts[c] ..< starts[c + 1]` of two lists:
// the rows where they stand, rising, and their values.

/// Lists what is not zero in x, unless there is more than `limit` of it.
///
/// Returns the number of elements listed. If it exceeds the limit the lists are not complete; they
/// need room for `limit + rows + 8` elements, and `starts` for `columns + 1`.
size_t ck_nonzeros_f32(
  const float *x, size_t rows, size_t columns, size_t limit, int32_t *starts, int32_t *places,
  float *values);
size_t ck_nonzeros_f64(
  const double *x, size_t rows, size_t columns, size_t limit, int32_t *starts, int32_t *places,
  double *values);

/// Lists the same elements row by row; `row_starts` needs room for `rows + 2` numbers.
void ck_transpose_sparse_f32(
  const int32_t *starts, const int32_t *places, const float *values, size_t rows,
  size_t columns, int32_t *row_starts, int32_t *row_places, float *row_values);
void ck_transpose_sparse_f64(
  const int32_t *starts, const int32_t *places, const double *values, size_t rows,
  size_t columns, int32_t *row_starts, int32_t *row_places, double *row_values);

/// The most rows that one call of `ck_sparse_product` is for.
#define CK_SPARSE_ROWS 64

/// y = A S, or y += A S, for some rows of A and for columns of S given by such lists.
///
/// Each element is summed up in the order of its column's list, the same bits on every level. The
/// columns of A and y are `a_leading` and `y_leading` elements apart. The thread keeps memory for
/// the rows, rounded up to a multiple of sixteen, of all columns of A, until it ends.
void ck_sparse_product_f32(
  const float *a, size_t rows, size_t a_leading, size_t a_columns, const int32_t *starts,
  const int32_t *places, const float *values, size_t columns, bool accumulate, float *y,
  size_t y_leading);
void ck_sparse_product_f64(
  const double *a, size_t rows, size_t a_leading, size_t a_columns, const int32_t *starts,
  const int32_t *places, const double *values, size_t columns, bool accumulate, double *y,
  size_t y_leading);

// MARK: Optimizer steps (p, m, v and velocity are updated)

/// One step of Adam, or of AdamW if weight_decay > 0, with correction_i = 1 - beta_i^step:
///
///     m = beta1 m + (1 - beta1) g        v = beta2 v + (1 - beta2) g^2
///     p = (1 - rate weight_decay) p - rate (m / correction1) / (sqrt(v / correction2) + epsilon)
void ck_adam_f32(
  float *p, const float *g, float *m, float *v, size_t n, double rate, double beta1,
  double beta2, double epsilon, double correction1, double correction2, double weight_decay);
void ck_adam_f64(
  double *p, const double *g, double *m, double *v, size_t n, double rate, double beta1,
  double beta2, double epsilon, double correction1, double correction2, double weight_decay);

/// One step of stochastic gradient descent with momentum:
///
///     velocity = momentum velocity + g
///     p = p - rate (nesterov ? g + momentum velocity : velocity)
void ck_sgd_momentum_f32(
  float *p, const float *g, float *velocity, size_t n, double rate, double momentum,
  bool nesterov);
void ck_sgd_momentum_f64(
  double *p, const double *g, double *velocity, size_t n, double rate, double momentum,
  bool nesterov);

#ifdef __cplusplus
}
#endif
