import CKernels
import LinearAlgebra

/// The C kernels by scalar type.
///
/// `Float` and `Double` are the only real scalars, so each function looks at the type once and sees
/// the memory as what it is. In specialized callers nothing of that remains. Callers have checked
/// that arrays passed together have the same length.
enum Kernels {
  /// `y = y > 0 ? y : slope · y`, in place; slope 0 means `max(y, 0)`, and NaN stays NaN.
  @inline(__always)
  static func leakyReLU<Scalar: RealScalar>(
    _ y: UnsafeMutableBufferPointer<Scalar>, slope: Scalar
  ) {
    guard let start = y.baseAddress else { return }
    if Scalar.self == Float.self {
      unsafe ck_leaky_relu_f32(float(start), float(start), y.count, Float(slope))
    } else {
      unsafe ck_leaky_relu_f64(double(start), double(start), y.count, Double(slope))
    }
  }

  /// `dx = y > 0 ? dx : slope · dx`, in place.
  @inline(__always)
  static func leakyReLUPullback<Scalar: RealScalar>(
    _ dx: UnsafeMutableBufferPointer<Scalar>, _ y: UnsafeBufferPointer<Scalar>, slope: Scalar
  ) {
    guard let d = dx.baseAddress, let y = y.baseAddress else { return }
    if Scalar.self == Float.self {
      unsafe ck_leaky_relu_pullback_f32(
        float(y), float(d), float(d), dx.count, Float(slope))
    } else {
      unsafe ck_leaky_relu_pullback_f64(
        double(y), double(d), double(d), dx.count, Double(slope))
    }
  }

  /// `dx = (1 − y²) dx`, in place.
  @inline(__always)
  static func tanhPullback<Scalar: RealScalar>(
    _ dx: UnsafeMutableBufferPointer<Scalar>, _ y: UnsafeBufferPointer<Scalar>
  ) {
    guard let d = dx.baseAddress, let y = y.baseAddress else { return }
    if Scalar.self == Float.self {
      unsafe ck_tanh_pullback_f32(float(y), float(d), float(d), dx.count)
    } else {
      unsafe ck_tanh_pullback_f64(double(y), double(d), double(d), dx.count)
    }
  }

  /// `y = tanh y`, in place.
  @inline(__always)
  static func tanh<Scalar: RealScalar>(_ y: UnsafeMutableBufferPointer<Scalar>) {
    guard let start = y.baseAddress else { return }
    if Scalar.self == Float.self {
      unsafe ck_tanh_f32(float(start), float(start), y.count)
    } else {
      unsafe ck_tanh_f64(double(start), double(start), y.count)
    }
  }

  /// The sum of squares, accumulated in `Double`.
  @inline(__always)
  static func sumOfSquares<Scalar: RealScalar>(_ x: UnsafeBufferPointer<Scalar>) -> Double {
    guard let start = x.baseAddress else { return 0 }
    return if Scalar.self == Float.self {
      unsafe ck_sum_of_squares_f32(float(start), x.count)
    } else {
      unsafe ck_sum_of_squares_f64(double(start), x.count)
    }
  }

  /// The Bernoulli losses of every column, and their derivatives by the logits if asked for.
  ///
  /// The derivatives may replace the logits.
  @inline(__always)
  static func bernoulliLogits<Scalar: RealScalar>(
    _ logits: UnsafeBufferPointer<Scalar>, _ targets: UnsafeBufferPointer<Scalar>,
    into gradient: UnsafeMutablePointer<Scalar>?, losses: inout [Double]
  ) {
    let columns = losses.count
    guard columns > 0, let l = logits.baseAddress, let t = targets.baseAddress else { return }
    let rows = logits.count / columns
    if Scalar.self == Float.self {
      unsafe ck_bernoulli_logits_f32(
        float(l), float(t), gradient.map { unsafe float($0) }, rows, columns, &losses)
    } else {
      unsafe ck_bernoulli_logits_f64(
        double(l), double(t), gradient.map { unsafe double($0) }, rows, columns, &losses)
    }
  }

  /// One step of Adam or one of its relatives, but for the decay that is part of the gradient.
  static func adam<Scalar: RealScalar>(
    _ p: UnsafeMutableBufferPointer<Scalar>, _ g: UnsafeBufferPointer<Scalar>,
    _ m: UnsafeMutableBufferPointer<Scalar>, _ v: UnsafeMutableBufferPointer<Scalar>,
    _ rule: AdamRule
  ) {
    guard let p0 = p.baseAddress, let g0 = g.baseAddress, let m0 = m.baseAddress,
      let v0 = v.baseAddress
    else { return }
    if Scalar.self == Float.self {
      unsafe ck_adam_f32(
        float(p0), float(g0), float(m0), float(v0), p.count, rule.learningRate, rule.beta1,
        rule.beta2, rule.epsilon, rule.correction1, rule.correction2, rule.decoupledDecay)
    } else {
      unsafe ck_adam_f64(
        double(p0), double(g0), double(m0), double(v0), p.count, rule.learningRate, rule.beta1,
        rule.beta2, rule.epsilon, rule.correction1, rule.correction2, rule.decoupledDecay)
    }
  }

  /// One step of descent with momentum.
  static func momentum<Scalar: RealScalar>(
    _ p: UnsafeMutableBufferPointer<Scalar>, _ g: UnsafeBufferPointer<Scalar>,
    _ u: UnsafeMutableBufferPointer<Scalar>, _ options: SGDOptions, _ learningRate: Double
  ) {
    guard let p0 = p.baseAddress, let g0 = g.baseAddress, let u0 = u.baseAddress else { return }
    if Scalar.self == Float.self {
      unsafe ck_sgd_momentum_f32(
        float(p0), float(g0), float(u0), p.count, learningRate, options.momentum, options.nesterov)
    } else {
      unsafe ck_sgd_momentum_f64(
        double(p0), double(g0), double(u0), p.count, learningRate, options.momentum,
        options.nesterov)
    }
  }
}

/// The same memory seen as what the caller has found it to be.
@inline(__always)
private func float<T>(_ p: UnsafePointer<T>) -> UnsafePointer<Float> {
  unsafe UnsafeRawPointer(p).assumingMemoryBound(to: Float.self)
}

@inline(__always)
private func float<T>(_ p: UnsafeMutablePointer<T>) -> UnsafeMutablePointer<Float> {
  unsafe UnsafeMutableRawPointer(p).assumingMemoryBound(to: Float.self)
}

@inline(__always)
private func double<T>(_ p: UnsafePointer<T>) -> UnsafePointer<Double> {
  unsafe UnsafeRawPointer(p).assumingMemoryBound(to: Double.self)
}

@inline(__always)
private func double<T>(_ p: UnsafeMutablePointer<T>) -> UnsafeMutablePointer<Double> {
  unsafe UnsafeMutableRawPointer(p).assumingMemoryBound(to: Double.self)
}
