public import LinearAlgebra
import RandomStreams
import RealModule

/// The binary Concrete distribution of relaxed bits in [0, 1].
///
/// With the logit `θ`, the temperature `τ` and Logistic(0, 1) noise `L`, a sample is
/// `x = σ((θ + L) / τ)`. With `α = exp(θ)`:
///
///     density        τ α x^(-τ-1) (1-x)^(-τ-1) / (α x^-τ + (1-x)^-τ)²
///     distribution   F(x) = σ(τ (log x - log(1-x)) - θ)
///
/// The first element of a two-class ``Concrete`` sample with `ℓ_1 - ℓ_2 = θ` has the same distribution.
/// At `x = 0` and `x = 1` the log-density is `+infinity`, finite (`-θ` and `θ`) or `-infinity` as `τ` is
/// below, equal to or above one. `x > 1/2` with the probability `σ(θ)` at every temperature. Mean and
/// entropy have no closed form.
///
/// > Reference: Maddison, Mnih and Teh (2017), appendix B.
public struct BinaryConcrete<Scalar: RealScalar>: Sendable, Equatable {
  /// The same distribution before the sigmoid, in which small temperatures do not underflow.
  public let logistic: LogitRelaxedBernoulli<Scalar>

  /// The logits `θ = log p - log(1 - p)`.
  public var logits: Matrix<Scalar> { logistic.logits }

  /// The temperatures, of the shape of the logits; a single row or column is shared.
  public var temperatures: Matrix<Scalar> { logistic.temperatures }

  /// Creates distributions from logits and temperatures of their own.
  ///
  /// - Parameters:
  ///   - logits: The logits; infinities are legal.
  ///   - temperatures: Positive numbers, of the shape of the logits; a single row or column is shared.
  /// - Throws: ``CategoricalError`` if a logit is NaN or a temperature is not positive.
  /// - Precondition: The shapes agree.
  public init(
    logits: Matrix<Scalar>, temperatures: Matrix<Scalar>
  ) throws(CategoricalError) {
    logistic = try LogitRelaxedBernoulli(logits: logits, temperatures: temperatures)
  }

  /// Creates distributions from logits and one temperature for all.
  ///
  /// - Parameters:
  ///   - logits: The logits; infinities are legal.
  ///   - temperature: A positive, dimensionless number.
  /// - Throws: ``CategoricalError`` if a logit is NaN or the temperature is not positive.
  public init(logits: Matrix<Scalar>, temperature: Scalar) throws(CategoricalError) {
    logistic = try LogitRelaxedBernoulli(logits: logits, temperature: temperature)
  }

  /// Creates distributions from probabilities and one temperature for all.
  ///
  /// - Parameters:
  ///   - probabilities: The probabilities that a sample rounds to one, in [0, 1].
  ///   - temperature: A positive, dimensionless number.
  /// - Throws: ``CategoricalError/invalidProbability(row:column:)`` or
  ///   ``CategoricalError/invalidTemperature(_:)``.
  public init(probabilities: Matrix<Scalar>, temperature: Scalar) throws(CategoricalError) {
    logistic = try LogitRelaxedBernoulli(probabilities: probabilities, temperature: temperature)
  }

  /// The probabilities `P(x > 1/2) = σ(θ)`, whatever `τ` is.
  public func roundingProbabilities() -> Matrix<Scalar> { logistic.roundingProbabilities() }

  // MARK: Samples

  /// Turns logistic noise `L` into the samples `σ((θ + L) / τ)`.
  ///
  /// - Parameter noise: Noise of the shape of the logits, as of
  ///   ``logisticNoise(rows:columns:using:)``.
  /// - Returns: The samples, in [0, 1].
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func sample(noise: Matrix<Scalar>) -> Matrix<Scalar> {
    let value = logistic.sample(noise: noise)
    let x = value.elements
    return Matrix(value.shape) { sigmoid(Double(x[$0])) }
  }

  /// Draws one sample of each variable.
  ///
  /// - Parameter generator: The source of randomness, advanced by one draw for each logit.
  /// - Returns: The samples, in [0, 1].
  public func sample(using generator: inout some RandomNumberGenerator) -> Matrix<Scalar> {
    sample(noise: logisticNoise(rows: logits.rows, columns: logits.columns, using: &generator))
  }

  /// Pulls a cotangent of samples back to the logits and the temperatures, the noise held still.
  ///
  ///     ∂θ = c x (1 - x) / τ,   ∂τ = -∂θ (log x - log(1 - x))
  ///
  /// - Parameters:
  ///   - cotangent: The cotangent `c` of the samples.
  ///   - sample: The samples `x`.
  /// - Returns: The cotangents, zero where `x` is 0 or 1.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func samplePullback(
    _ cotangent: Matrix<Scalar>, sample: Matrix<Scalar>
  ) -> (logits: Matrix<Scalar>, temperatures: Matrix<Scalar>) {
    let (c, x) = (cotangent.elements, sample.elements)
    precondition(cotangent.shape == sample.shape, "the cotangent is \(cotangent.shape)")
    let inner = Matrix<Scalar>(sample.shape) { i in
      product(Double(c[i]), Double(x[i]) * (1 - Double(x[i])))
    }
    let value = Matrix<Scalar>(sample.shape) { Self.logit(Double(x[$0])) }
    return logistic.samplePullback(inner, sample: value)
  }

  // MARK: Densities

  /// The logarithm of the density at each element, never NaN.
  ///
  /// - Parameter value: Values in [0, 1], of the shape of the logits.
  /// - Returns: A matrix of the same shape; at 0 and 1 as described above.
  /// - Throws: ``CategoricalError/outsideSupport(row:column:)``;
  ///   ``CategoricalError/invalidTemperature(_:)`` if a temperature is infinite.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func logProbability(
    of value: Matrix<Scalar>
  ) throws(CategoricalError) -> Matrix<Scalar> {
    try validateSupport(value)
    let each = Grouping(logits.shape, classes: 1).spread(temperatures)
    try validateFinite(temperatures: each)
    return logistic.map(value) { x, theta, t in
      guard theta.isFinite else { return x == (theta > 0 ? 1 : 0) ? .infinity : -.infinity }
      guard x > 0, x < 1 else {
        return t < 1 ? .infinity : t > 1 ? -.infinity : x == 0 ? -theta : theta
      }
      let (log, other) = (Double.log(x), Double.log(onePlus: -x))
      return LogitRelaxedBernoulli<Scalar>.logDensity(theta - t * (log - other), t) - log - other
    }
  }

  /// Pulls a cotangent of log-probabilities back to the values, logits and temperatures.
  ///
  /// With `x' = log x - log(1 - x)` and `h = tanh((θ - τ x') / 2)`:
  ///
  ///     ∂x = c (τ h + 2 x - 1) / (x (1 - x)),   ∂θ = -c h,   ∂τ = c (1 / τ + x' h)
  ///
  /// All are zero at 0 and 1, where the density is not smooth, and for infinite logits.
  ///
  /// - Parameters:
  ///   - cotangent: One value `c` for each element.
  ///   - value: The values of ``logProbability(of:)``.
  /// - Returns: The cotangents; that of the temperatures has their shape.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func logProbabilityPullback(
    _ cotangent: Matrix<Scalar>, value: Matrix<Scalar>
  ) -> (value: Matrix<Scalar>, logits: Matrix<Scalar>, temperatures: Matrix<Scalar>) {
    precondition(cotangent.shape == value.shape, "the cotangent is \(cotangent.shape)")
    let (c, x) = (cotangent.elements, value.elements)
    let logit = Matrix<Scalar>(value.shape) { Self.logit(Double(x[$0])) }
    var result = logistic.logProbabilityPullback(cotangent, value: logit)
    result.value = logistic.map { i, theta, t in
      let x = Double(x[i])
      guard theta.isFinite, x > 0, x < 1 else { return 0 }
      // τ h + 2 x - 1, where h is near 1 for small x and near -1 for large: ones cancel first.
      let d = theta - t * Self.logit(x)
      let slope =
        x < 0.5
        ? (t - 1) + 2 * (x - t * sigmoid(-d)) : (1 - t) + 2 * (t * sigmoid(d) - (1 - x))
      return product(Double(c[i]), slope / (x * (1 - x)))
    }
    return result
  }

  /// The distribution function `σ(τ (log x - log(1-x)) - θ)` at each element.
  ///
  /// - Parameter value: Values in [0, 1], of the shape of the logits.
  /// - Returns: The probabilities of smaller values.
  /// - Throws: ``CategoricalError/outsideSupport(row:column:)``.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func cdf(_ value: Matrix<Scalar>) throws(CategoricalError) -> Matrix<Scalar> {
    try validateSupport(value)
    return logistic.map(value) { x, theta, t in
      guard theta.isFinite else { return theta > 0 ? (x == 1 ? 1 : 0) : 1 }
      return sigmoid(product(t, Self.logit(x)) - theta)
    }
  }

  /// The survival function `σ(θ - τ (log x - log(1-x)))` at each element, without cancellation.
  ///
  /// - Parameter value: Values in [0, 1], of the shape of the logits.
  /// - Returns: The probabilities of larger values.
  /// - Throws: ``CategoricalError/outsideSupport(row:column:)``.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func survival(_ value: Matrix<Scalar>) throws(CategoricalError) -> Matrix<Scalar> {
    try validateSupport(value)
    return logistic.map(value) { x, theta, t in
      guard theta.isFinite else { return theta > 0 ? (x == 1 ? 0 : 1) : 0 }
      return sigmoid(theta - product(t, Self.logit(x)))
    }
  }

  /// The values below which a sample lies with given probabilities, `σ((θ + log u - log(1-u)) / τ)`.
  ///
  /// - Parameter probability: Probabilities `u`, of the shape of the logits.
  /// - Returns: The quantiles.
  /// - Throws: ``CategoricalError/invalidProbability(row:column:)``.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func quantile(_ probability: Matrix<Scalar>) throws(CategoricalError) -> Matrix<Scalar> {
    try validate(probabilities: probability)
    return logistic.map(probability) { u, theta, t in
      guard theta.isFinite else { return theta > 0 ? 1 : 0 }
      return sigmoid((theta + Self.logit(u)) / t)
    }
  }

  private static func logit(_ x: Double) -> Double { .log(x) - .log(onePlus: -x) }

  private func validateSupport(_ value: Matrix<Scalar>) throws(CategoricalError) {
    let x = value.elements
    for i in x.indices {
      guard x[i] >= 0, x[i] <= 1 else {
        throw .outsideSupport(row: i % value.rows, column: i / value.rows)
      }
    }
  }
}

/// The name of ``BinaryConcrete`` in PyTorch and TensorFlow Probability.
public typealias RelaxedBernoulli = BinaryConcrete
