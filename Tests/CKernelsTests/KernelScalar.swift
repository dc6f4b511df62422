import CKernels

/// A place in a random stream.
struct Stream: Sendable {
  var seed: UInt64 = 2026
  var stream: UInt64 = 7
  var position: UInt64 = 0
}

struct AdamOptions: Sendable {
  var rate = 0.01
  var beta1 = 0.9
  var beta2 = 0.999
  var epsilon = 1e-8
  var correction1 = 0.1
  var correction2 = 0.001
  var weightDecay = 0.0
}

struct AdamState<Scalar: Sendable & Equatable>: Sendable, Equatable {
  var parameters: [Scalar]
  var first: [Scalar]
  var second: [Scalar]
}

/// The elements of a matrix that are not zero, column by column.
struct SparseLists<Scalar: Sendable & Equatable>: Sendable, Equatable {
  var starts: [Int32]
  var places: [Int32]
  var values: [Scalar]

  var columns: Int { starts.count - 1 }
}

/// The kernels of one scalar type, over arrays.
protocol KernelScalar: BinaryFloatingPoint, Sendable {
  static func kernelExp(_ x: [Self]) -> [Self]
  static func kernelLog(_ x: [Self]) -> [Self]
  static func kernelTanh(_ x: [Self]) -> [Self]
  static func kernelSigmoid(_ x: [Self]) -> [Self]
  static func kernelLeakyReLU(_ x: [Self], slope: Self) -> [Self]
  static func uniform(_ stream: Stream, count: Int) -> [Self]
  static func exponential(_ stream: Stream, count: Int) -> [Self]
  static func gumbel(_ stream: Stream, count: Int) -> [Self]
  static func normal(_ stream: Stream, count: Int) -> [Self]
  static func bernoulli(_ stream: Stream, _ probability: Self, count: Int) -> [Self]
  static func bernoulli(_ stream: Stream, _ probabilities: [Self]) -> [Self]
  static func softmax(_ x: [Self], classes: Int, temperature: Self) -> [Self]
  static func logSoftmax(_ x: [Self], classes: Int, temperature: Self) -> [Self]
  static func softmaxPullback(
    _ y: [Self], _ cotangent: [Self], classes: Int, scale: Self
  ) -> [Self]
  static func logSoftmaxPullback(
    _ y: [Self], _ cotangent: [Self], classes: Int, scale: Self
  ) -> [Self]
  static func logSumExp(_ x: [Self], classes: Int) -> [Self]
  static func klToUniform(_ l: [Self], classes: Int) -> (values: [Self], gradient: [Self])
  static func argmax(_ x: [Self], classes: Int) -> [Int]
  static func argmaxOneHot(_ x: [Self], classes: Int) -> [Self]
  static func checkLogits(_ x: [Self], classes: Int) -> ck_logit_check
  static func gumbelSoftmax(
    _ logits: [Self], noise: [Self], classes: Int, temperature: Self
  ) -> (soft: [Self], hard: [Self])
  static func bernoulliLogits(
    _ logits: [Self], _ targets: [Self], rows: Int
  ) -> (losses: [Double], gradient: [Self])
  static func leakyReLUPullback(_ x: [Self], _ cotangent: [Self], slope: Self) -> [Self]
  static func tanhPullback(_ y: [Self], _ cotangent: [Self]) -> [Self]
  /// `y = f(x + bias)`: leaky ReLU with a slope, tanh without.
  static func biased(_ x: [Self], bias: [Self], slope: Self?) -> [Self]
  /// The pullback of `biased`, which adds to the gradient of the bias.
  static func biasedPullback(
    _ y: [Self], _ cotangent: [Self], slope: Self?, bias: inout [Self]
  ) -> [Self]
  static func gumbelSoftmax(
    _ stream: Stream, _ logits: [Self], classes: Int, temperature: Self
  ) -> (soft: [Self], hard: [Self])
  static func gumbelArgmax(_ stream: Stream, _ logits: [Self], classes: Int) -> [Int]
  static func inverseCDF(_ logits: [Self], _ uniforms: [Double], classes: Int) -> [Int]
  /// The lists of what is not zero, or nil if there is more than `limit` of it.
  static func nonzeros(_ x: [Self], rows: Int, limit: Int) -> SparseLists<Self>?
  static func transpose(_ lists: SparseLists<Self>, rows: Int) -> SparseLists<Self>
  /// Adds the product of a matrix of so many rows with a sparse one to `y`, or replaces `y` by it.
  static func sparseProduct(
    _ a: [Self], rows: Int, _ lists: SparseLists<Self>, isAdded: Bool, into y: inout [Self])
  static func sum(_ x: [Self]) -> Double
  static func sumOfSquares(_ x: [Self]) -> Double
  static func adam(_ state: AdamState<Self>, _ gradient: [Self], _ options: AdamOptions)
    -> AdamState<Self>
  static func sgd(
    _ parameters: [Self], _ velocity: [Self], _ gradient: [Self], rate: Double, momentum: Double,
    nesterov: Bool
  ) -> (parameters: [Self], velocity: [Self])
}

extension Float: KernelScalar {
  static func klToUniform(_ l: [Float], classes: Int) -> (values: [Float], gradient: [Float]) {
    var gradient = l
    var values = [Float](repeating: .nan, count: l.count / classes)
    unsafe ck_kl_to_uniform_f32(l, &values, &gradient, classes, values.count)
    return (values, gradient)
  }

  static func nonzeros(_ x: [Float], rows: Int, limit: Int) -> SparseLists<Float>? {
    var lists = SparseLists<Float>(
      starts: Array(repeating: -1, count: x.count / rows + 1),
      places: Array(repeating: -1, count: limit + rows + 8),
      values: Array(repeating: .nan, count: limit + rows + 8))
    let columns = lists.columns
    let count = unsafe ck_nonzeros_f32(
      x, rows, columns, limit, &lists.starts, &lists.places, &lists.values)
    guard count <= limit else { return nil }
    lists.places.removeLast(limit + rows + 8 - count)
    lists.values.removeLast(limit + rows + 8 - count)
    return lists
  }

  static func transpose(_ lists: SparseLists<Float>, rows: Int) -> SparseLists<Float> {
    var result = SparseLists<Float>(
      starts: Array(repeating: -1, count: rows + 2), places: lists.places, values: lists.values)
    unsafe ck_transpose_sparse_f32(
      lists.starts, lists.places, lists.values, rows, lists.columns, &result.starts,
      &result.places, &result.values)
    result.starts.removeLast()
    return result
  }

  static func sparseProduct(
    _ a: [Float], rows: Int, _ lists: SparseLists<Float>, isAdded: Bool, into y: inout [Float]
  ) {
    unsafe ck_sparse_product_f32(
      a, rows, rows, a.count / rows, lists.starts, lists.places, lists.values, lists.columns,
      isAdded, &y, rows)
  }

  static func kernelExp(_ x: [Float]) -> [Float] {
    var y = x
    unsafe ck_exp_f32(x, &y, x.count)
    return y
  }

  static func kernelLog(_ x: [Float]) -> [Float] {
    var y = x
    unsafe ck_log_f32(x, &y, x.count)
    return y
  }

  static func kernelTanh(_ x: [Float]) -> [Float] {
    var y = x
    unsafe ck_tanh_f32(x, &y, x.count)
    return y
  }

  static func kernelSigmoid(_ x: [Float]) -> [Float] {
    var y = x
    unsafe ck_sigmoid_f32(x, &y, x.count)
    return y
  }

  static func kernelLeakyReLU(_ x: [Float], slope: Float) -> [Float] {
    var y = x
    unsafe ck_leaky_relu_f32(x, &y, x.count, slope)
    return y
  }

  static func uniform(_ stream: Stream, count: Int) -> [Float] {
    var y = [Float](repeating: .nan, count: count)
    unsafe ck_uniform_f32(stream.seed, stream.stream, stream.position, &y, count)
    return y
  }

  static func exponential(_ stream: Stream, count: Int) -> [Float] {
    var y = [Float](repeating: .nan, count: count)
    unsafe ck_exponential_f32(stream.seed, stream.stream, stream.position, &y, count)
    return y
  }

  static func gumbel(_ stream: Stream, count: Int) -> [Float] {
    var y = [Float](repeating: .nan, count: count)
    unsafe ck_gumbel_f32(stream.seed, stream.stream, stream.position, &y, count)
    return y
  }

  static func normal(_ stream: Stream, count: Int) -> [Float] {
    var y = [Float](repeating: .nan, count: count)
    unsafe ck_normal_f32(stream.seed, stream.stream, stream.position, &y, count)
    return y
  }

  static func bernoulli(_ stream: Stream, _ probability: Float, count: Int) -> [Float] {
    var y = [Float](repeating: .nan, count: count)
    unsafe ck_bernoulli_f32(stream.seed, stream.stream, stream.position, probability, &y, count)
    return y
  }

  static func bernoulli(_ stream: Stream, _ probabilities: [Float]) -> [Float] {
    var y = probabilities
    let count = y.count
    unsafe ck_bernoulli_array_f32(
      stream.seed, stream.stream, stream.position, probabilities, &y, count)
    return y
  }

  static func softmax(_ x: [Float], classes: Int, temperature: Float) -> [Float] {
    var y = x
    unsafe ck_softmax_f32(x, &y, classes, x.count / classes, temperature)
    return y
  }

  static func logSoftmax(_ x: [Float], classes: Int, temperature: Float) -> [Float] {
    var y = x
    unsafe ck_log_softmax_f32(x, &y, classes, x.count / classes, temperature)
    return y
  }

  static func softmaxPullback(
    _ y: [Float], _ cotangent: [Float], classes: Int, scale: Float
  ) -> [Float] {
    var result = y
    unsafe ck_softmax_pullback_f32(y, cotangent, &result, classes, y.count / classes, scale)
    return result
  }

  static func logSoftmaxPullback(
    _ y: [Float], _ cotangent: [Float], classes: Int, scale: Float
  ) -> [Float] {
    var result = y
    unsafe ck_log_softmax_pullback_f32(y, cotangent, &result, classes, y.count / classes, scale)
    return result
  }

  static func logSumExp(_ x: [Float], classes: Int) -> [Float] {
    var y = [Float](repeating: .nan, count: x.count / classes)
    unsafe ck_log_sum_exp_f32(x, &y, classes, x.count / classes)
    return y
  }

  static func argmax(_ x: [Float], classes: Int) -> [Int] {
    var indices = [Int](repeating: -1, count: x.count / classes)
    unsafe ck_argmax_f32(x, &indices, classes, x.count / classes)
    return indices
  }

  static func argmaxOneHot(_ x: [Float], classes: Int) -> [Float] {
    var y = [Float](repeating: .nan, count: x.count)
    unsafe ck_argmax_one_hot_f32(x, &y, classes, x.count / classes)
    return y
  }

  static func checkLogits(_ x: [Float], classes: Int) -> ck_logit_check {
    unsafe ck_check_logits_f32(x, classes, x.count / classes)
  }

  static func gumbelSoftmax(
    _ logits: [Float], noise: [Float], classes: Int, temperature: Float
  ) -> (soft: [Float], hard: [Float]) {
    var soft = logits
    var hard = [Float](repeating: .nan, count: logits.count)
    unsafe ck_gumbel_softmax_f32(
      logits, noise, &soft, &hard, classes, logits.count / classes, temperature)
    return (soft, hard)
  }

  static func bernoulliLogits(
    _ logits: [Float], _ targets: [Float], rows: Int
  ) -> (losses: [Double], gradient: [Float]) {
    var gradient = logits
    var losses = [Double](repeating: .nan, count: logits.count / rows)
    unsafe ck_bernoulli_logits_f32(
      logits, targets, &gradient, rows, logits.count / rows, &losses)
    return (losses, gradient)
  }

  static func leakyReLUPullback(_ x: [Float], _ cotangent: [Float], slope: Float) -> [Float] {
    var result = x
    unsafe ck_leaky_relu_pullback_f32(x, cotangent, &result, x.count, slope)
    return result
  }

  static func tanhPullback(_ y: [Float], _ cotangent: [Float]) -> [Float] {
    var result = y
    unsafe ck_tanh_pullback_f32(y, cotangent, &result, y.count)
    return result
  }

  static func biased(_ x: [Float], bias: [Float], slope: Float?) -> [Float] {
    var y = x
    let (rows, columns) = (bias.count, x.count / max(bias.count, 1))
    if let slope {
      unsafe ck_bias_leaky_relu_f32(x, bias, &y, rows, columns, slope)
    } else {
      unsafe ck_bias_tanh_f32(x, bias, &y, rows, columns)
    }
    return y
  }

  static func biasedPullback(
    _ y: [Float], _ cotangent: [Float], slope: Float?, bias: inout [Float]
  ) -> [Float] {
    var result = y
    let (rows, columns) = (bias.count, y.count / max(bias.count, 1))
    if let slope {
      unsafe ck_bias_leaky_relu_pullback_f32(
        y, cotangent, &result, &bias, rows, columns, slope)
    } else {
      unsafe ck_bias_tanh_pullback_f32(y, cotangent, &result, &bias, rows, columns)
    }
    return result
  }

  static func gumbelSoftmax(
    _ stream: Stream, _ logits: [Float], classes: Int, temperature: Float
  ) -> (soft: [Float], hard: [Float]) {
    var soft = logits
    var hard = [Float](repeating: .nan, count: logits.count)
    unsafe ck_gumbel_softmax_stream_f32(
      stream.seed, stream.stream, stream.position, logits, &soft, &hard, classes,
      logits.count / classes, temperature)
    return (soft, hard)
  }

  static func gumbelArgmax(_ stream: Stream, _ logits: [Float], classes: Int) -> [Int] {
    var indices = [Int](repeating: -1, count: logits.count / classes)
    unsafe ck_gumbel_argmax_stream_f32(
      stream.seed, stream.stream, stream.position, logits, &indices, classes,
      logits.count / classes)
    return indices
  }

  static func inverseCDF(_ logits: [Float], _ uniforms: [Double], classes: Int) -> [Int] {
    var indices = [Int](repeating: -1, count: uniforms.count)
    unsafe ck_inverse_cdf_f32(logits, uniforms, &indices, classes, uniforms.count)
    return indices
  }

  static func sum(_ x: [Float]) -> Double { unsafe ck_sum_f32(x, x.count) }

  static func sumOfSquares(_ x: [Float]) -> Double { unsafe ck_sum_of_squares_f32(x, x.count) }

  static func adam(_ state: AdamState<Float>, _ gradient: [Float], _ options: AdamOptions)
    -> AdamState<Float>
  {
    var next = state
    unsafe ck_adam_f32(
      &next.parameters, gradient, &next.first, &next.second, gradient.count, options.rate,
      options.beta1, options.beta2, options.epsilon, options.correction1, options.correction2,
      options.weightDecay)
    return next
  }

  static func sgd(
    _ parameters: [Float], _ velocity: [Float], _ gradient: [Float], rate: Double, momentum: Double,
    nesterov: Bool
  ) -> (parameters: [Float], velocity: [Float]) {
    var (p, v) = (parameters, velocity)
    unsafe ck_sgd_momentum_f32(&p, gradient, &v, p.count, rate, momentum, nesterov)
    return (p, v)
  }
}

extension Double: KernelScalar {
  static func klToUniform(_ l: [Double], classes: Int) -> (values: [Double], gradient: [Double]) {
    var gradient = l
    var values = [Double](repeating: .nan, count: l.count / classes)
    unsafe ck_kl_to_uniform_f64(l, &values, &gradient, classes, values.count)
    return (values, gradient)
  }

  static func nonzeros(_ x: [Double], rows: Int, limit: Int) -> SparseLists<Double>? {
    var lists = SparseLists<Double>(
      starts: Array(repeating: -1, count: x.count / rows + 1),
      places: Array(repeating: -1, count: limit + rows + 8),
      values: Array(repeating: .nan, count: limit + rows + 8))
    let columns = lists.columns
    let count = unsafe ck_nonzeros_f64(
      x, rows, columns, limit, &lists.starts, &lists.places, &lists.values)
    guard count <= limit else { return nil }
    lists.places.removeLast(limit + rows + 8 - count)
    lists.values.removeLast(limit + rows + 8 - count)
    return lists
  }

  static func transpose(_ lists: SparseLists<Double>, rows: Int) -> SparseLists<Double> {
    var result = SparseLists<Double>(
      starts: Array(repeating: -1, count: rows + 2), places: lists.places, values: lists.values)
    unsafe ck_transpose_sparse_f64(
      lists.starts, lists.places, lists.values, rows, lists.columns, &result.starts,
      &result.places, &result.values)
    result.starts.removeLast()
    return result
  }

  static func sparseProduct(
    _ a: [Double], rows: Int, _ lists: SparseLists<Double>, isAdded: Bool, into y: inout [Double]
  ) {
    unsafe ck_sparse_product_f64(
      a, rows, rows, a.count / rows, lists.starts, lists.places, lists.values, lists.columns,
      isAdded, &y, rows)
  }

  static func kernelExp(_ x: [Double]) -> [Double] {
    var y = x
    unsafe ck_exp_f64(x, &y, x.count)
    return y
  }

  static func kernelLog(_ x: [Double]) -> [Double] {
    var y = x
    unsafe ck_log_f64(x, &y, x.count)
    return y
  }

  static func kernelTanh(_ x: [Double]) -> [Double] {
    var y = x
    unsafe ck_tanh_f64(x, &y, x.count)
    return y
  }

  static func kernelSigmoid(_ x: [Double]) -> [Double] {
    var y = x
    unsafe ck_sigmoid_f64(x, &y, x.count)
    return y
  }

  static func kernelLeakyReLU(_ x: [Double], slope: Double) -> [Double] {
    var y = x
    unsafe ck_leaky_relu_f64(x, &y, x.count, slope)
    return y
  }

  static func uniform(_ stream: Stream, count: Int) -> [Double] {
    var y = [Double](repeating: .nan, count: count)
    unsafe ck_uniform_f64(stream.seed, stream.stream, stream.position, &y, count)
    return y
  }

  static func exponential(_ stream: Stream, count: Int) -> [Double] {
    var y = [Double](repeating: .nan, count: count)
    unsafe ck_exponential_f64(stream.seed, stream.stream, stream.position, &y, count)
    return y
  }

  static func gumbel(_ stream: Stream, count: Int) -> [Double] {
    var y = [Double](repeating: .nan, count: count)
    unsafe ck_gumbel_f64(stream.seed, stream.stream, stream.position, &y, count)
    return y
  }

  static func normal(_ stream: Stream, count: Int) -> [Double] {
    var y = [Double](repeating: .nan, count: count)
    unsafe ck_normal_f64(stream.seed, stream.stream, stream.position, &y, count)
    return y
  }

  static func bernoulli(_ stream: Stream, _ probability: Double, count: Int) -> [Double] {
    var y = [Double](repeating: .nan, count: count)
    unsafe ck_bernoulli_f64(stream.seed, stream.stream, stream.position, probability, &y, count)
    return y
  }

  static func bernoulli(_ stream: Stream, _ probabilities: [Double]) -> [Double] {
    var y = probabilities
    let count = y.count
    unsafe ck_bernoulli_array_f64(
      stream.seed, stream.stream, stream.position, probabilities, &y, count)
    return y
  }

  static func softmax(_ x: [Double], classes: Int, temperature: Double) -> [Double] {
    var y = x
    unsafe ck_softmax_f64(x, &y, classes, x.count / classes, temperature)
    return y
  }

  static func logSoftmax(_ x: [Double], classes: Int, temperature: Double) -> [Double] {
    var y = x
    unsafe ck_log_softmax_f64(x, &y, classes, x.count / classes, temperature)
    return y
  }

  static func softmaxPullback(
    _ y: [Double], _ cotangent: [Double], classes: Int, scale: Double
  ) -> [Double] {
    var result = y
    unsafe ck_softmax_pullback_f64(y, cotangent, &result, classes, y.count / classes, scale)
    return result
  }

  static func logSoftmaxPullback(
    _ y: [Double], _ cotangent: [Double], classes: Int, scale: Double
  ) -> [Double] {
    var result = y
    unsafe ck_log_softmax_pullback_f64(y, cotangent, &result, classes, y.count / classes, scale)
    return result
  }

  static func logSumExp(_ x: [Double], classes: Int) -> [Double] {
    var y = [Double](repeating: .nan, count: x.count / classes)
    unsafe ck_log_sum_exp_f64(x, &y, classes, x.count / classes)
    return y
  }

  static func argmax(_ x: [Double], classes: Int) -> [Int] {
    var indices = [Int](repeating: -1, count: x.count / classes)
    unsafe ck_argmax_f64(x, &indices, classes, x.count / classes)
    return indices
  }

  static func argmaxOneHot(_ x: [Double], classes: Int) -> [Double] {
    var y = [Double](repeating: .nan, count: x.count)
    unsafe ck_argmax_one_hot_f64(x, &y, classes, x.count / classes)
    return y
  }

  static func checkLogits(_ x: [Double], classes: Int) -> ck_logit_check {
    unsafe ck_check_logits_f64(x, classes, x.count / classes)
  }

  static func gumbelSoftmax(
    _ logits: [Double], noise: [Double], classes: Int, temperature: Double
  ) -> (soft: [Double], hard: [Double]) {
    var soft = logits
    var hard = [Double](repeating: .nan, count: logits.count)
    unsafe ck_gumbel_softmax_f64(
      logits, noise, &soft, &hard, classes, logits.count / classes, temperature)
    return (soft, hard)
  }

  static func bernoulliLogits(
    _ logits: [Double], _ targets: [Double], rows: Int
  ) -> (losses: [Double], gradient: [Double]) {
    var gradient = logits
    var losses = [Double](repeating: .nan, count: logits.count / rows)
    unsafe ck_bernoulli_logits_f64(
      logits, targets, &gradient, rows, logits.count / rows, &losses)
    return (losses, gradient)
  }

  static func leakyReLUPullback(_ x: [Double], _ cotangent: [Double], slope: Double) -> [Double] {
    var result = x
    unsafe ck_leaky_relu_pullback_f64(x, cotangent, &result, x.count, slope)
    return result
  }

  static func tanhPullback(_ y: [Double], _ cotangent: [Double]) -> [Double] {
    var result = y
    unsafe ck_tanh_pullback_f64(y, cotangent, &result, y.count)
    return result
  }

  static func biased(_ x: [Double], bias: [Double], slope: Double?) -> [Double] {
    var y = x
    let (rows, columns) = (bias.count, x.count / max(bias.count, 1))
    if let slope {
      unsafe ck_bias_leaky_relu_f64(x, bias, &y, rows, columns, slope)
    } else {
      unsafe ck_bias_tanh_f64(x, bias, &y, rows, columns)
    }
    return y
  }

  static func biasedPullback(
    _ y: [Double], _ cotangent: [Double], slope: Double?, bias: inout [Double]
  ) -> [Double] {
    var result = y
    let (rows, columns) = (bias.count, y.count / max(bias.count, 1))
    if let slope {
      unsafe ck_bias_leaky_relu_pullback_f64(
        y, cotangent, &result, &bias, rows, columns, slope)
    } else {
      unsafe ck_bias_tanh_pullback_f64(y, cotangent, &result, &bias, rows, columns)
    }
    return result
  }

  static func gumbelSoftmax(
    _ stream: Stream, _ logits: [Double], classes: Int, temperature: Double
  ) -> (soft: [Double], hard: [Double]) {
    var soft = logits
    var hard = [Double](repeating: .nan, count: logits.count)
    unsafe ck_gumbel_softmax_stream_f64(
      stream.seed, stream.stream, stream.position, logits, &soft, &hard, classes,
      logits.count / classes, temperature)
    return (soft, hard)
  }

  static func gumbelArgmax(_ stream: Stream, _ logits: [Double], classes: Int) -> [Int] {
    var indices = [Int](repeating: -1, count: logits.count / classes)
    unsafe ck_gumbel_argmax_stream_f64(
      stream.seed, stream.stream, stream.position, logits, &indices, classes,
      logits.count / classes)
    return indices
  }

  static func inverseCDF(_ logits: [Double], _ uniforms: [Double], classes: Int) -> [Int] {
    var indices = [Int](repeating: -1, count: uniforms.count)
    unsafe ck_inverse_cdf_f64(logits, uniforms, &indices, classes, uniforms.count)
    return indices
  }

  static func sum(_ x: [Double]) -> Double { unsafe ck_sum_f64(x, x.count) }

  static func sumOfSquares(_ x: [Double]) -> Double { unsafe ck_sum_of_squares_f64(x, x.count) }

  static func adam(_ state: AdamState<Double>, _ gradient: [Double], _ options: AdamOptions)
    -> AdamState<Double>
  {
    var next = state
    unsafe ck_adam_f64(
      &next.parameters, gradient, &next.first, &next.second, gradient.count, options.rate,
      options.beta1, options.beta2, options.epsilon, options.correction1, options.correction2,
      options.weightDecay)
    return next
  }

  static func sgd(
    _ parameters: [Double], _ velocity: [Double], _ gradient: [Double], rate: Double,
    momentum: Double,
    nesterov: Bool
  ) -> (parameters: [Double], velocity: [Double]) {
    var (p, v) = (parameters, velocity)
    unsafe ck_sgd_momentum_f64(&p, gradient, &v, p.count, rate, momentum, nesterov)
    return (p, v)
  }
}
