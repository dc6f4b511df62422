public import LinearAlgebra
import RandomStreams
import RealModule

/// The binary Concrete distribution before its sigmoid: a logistic distribution.
///
/// With the logit `θ`, the temperature `τ` and Logistic(0, 1) noise `L`, a sample is
/// `x = (θ + L) / τ`: logistic with location `θ / τ` and scale `1 / τ`. With `d = θ - τ x`:
///
///     log density    log τ - |d| - 2 log(1 + exp(-|d|))
///     distribution   F(x) = σ(τ x - θ)
///
/// which never overflows. `σ(x)` is a sample of ``BinaryConcrete``; `x > 0` with the probability `σ(θ)`
/// at every temperature. Infinite logits are legal and make the outcome certain.
///
/// > Reference: Maddison, Mnih and Teh (2017), appendix B and C.3.2.
public struct LogitRelaxedBernoulli<Scalar: RealScalar>: Sendable, Equatable {
  /// The logits `θ = log p - log(1 - p)`.
  public let logits: Matrix<Scalar>

  /// The temperatures, of the shape of the logits; a single row or column is shared.
  public let temperatures: Matrix<Scalar>

  private var grouping: Grouping { Grouping(logits.shape, classes: 1) }

  /// Creates distributions from logits and temperatures of their own.
  ///
  /// - Parameters:
  ///   - logits: The logits; infinities are legal.
  ///   - temperatures: Positive numbers, of the shape of the logits; a single row or column is shared.
  /// - Throws: ``CategoricalError/nonFiniteLogit(row:column:)`` if a logit is NaN,
  ///   ``CategoricalError/invalidTemperature(_:)`` if a temperature is not positive.
  /// - Precondition: The shapes agree.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public init(
    logits: Matrix<Scalar>, temperatures: Matrix<Scalar>
  ) throws(CategoricalError) {
    try validate(binary: logits)
    _ = try Grouping(logits.shape, classes: 1).temperatures(temperatures)
    (self.logits, self.temperatures) = (logits, temperatures)
  }

  /// Creates distributions from logits and one temperature for all.
  ///
  /// - Parameters:
  ///   - logits: The logits; infinities are legal.
  ///   - temperature: A positive, dimensionless number.
  /// - Throws: ``CategoricalError`` if a logit is NaN or the temperature is not positive.
  public init(logits: Matrix<Scalar>, temperature: Scalar) throws(CategoricalError) {
    try self.init(logits: logits, temperatures: [[temperature]])
  }

  /// Creates distributions from probabilities and one temperature for all.
  ///
  /// - Parameters:
  ///   - probabilities: The probabilities of positive values, in [0, 1].
  ///   - temperature: A positive, dimensionless number.
  /// - Throws: ``CategoricalError/invalidProbability(row:column:)`` or
  ///   ``CategoricalError/invalidTemperature(_:)``.
  public init(probabilities: Matrix<Scalar>, temperature: Scalar) throws(CategoricalError) {
    try self.init(logits: binaryLogits(probabilities), temperature: temperature)
  }

  /// The probabilities `σ(θ)` of positive values, whatever `τ` is.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func roundingProbabilities() -> Matrix<Scalar> {
    let l = logits.elements
    return Matrix(logits.shape) { sigmoid(Double(l[$0])) }
  }

  // MARK: Samples

  /// Turns logistic noise `L` into the samples `(θ + L) / τ`.
  ///
  /// - Parameter noise: Noise of the shape of the logits, as of
  ///   ``logisticNoise(rows:columns:using:)``.
  /// - Returns: The samples, finite where the logits are.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func sample(noise: Matrix<Scalar>) -> Matrix<Scalar> {
    grouping.expect(noise.shape, "the noise")
    let l = noise.elements
    return map { i, theta, t in
      guard theta.isFinite else { return theta }
      let bound = Double(Scalar.greatestFiniteMagnitude)
      return min(max((theta + Double(l[i])) / t, -bound), bound)
    }
  }

  /// Draws one sample of each variable.
  ///
  /// - Parameter generator: The source of randomness, advanced by one draw for each logit.
  /// - Returns: The samples.
  public func sample(using generator: inout some RandomNumberGenerator) -> Matrix<Scalar> {
    sample(noise: logisticNoise(rows: logits.rows, columns: logits.columns, using: &generator))
  }

  /// Pulls a cotangent of samples back to the logits and the temperatures, the noise held still.
  ///
  ///     ∂θ = c / τ,   ∂τ = -c x / τ
  ///
  /// - Parameters:
  ///   - cotangent: The cotangent `c` of the samples.
  ///   - sample: The samples `x`.
  /// - Returns: The cotangents, zero where a logit is infinite.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func samplePullback(
    _ cotangent: Matrix<Scalar>, sample: Matrix<Scalar>
  ) -> (logits: Matrix<Scalar>, temperatures: Matrix<Scalar>) {
    grouping.expect(cotangent.shape, "the cotangent")
    grouping.expect(sample.shape, "the sample")
    let (c, x) = (cotangent.elements, sample.elements)
    let gradient = map { i, theta, t in theta.isFinite ? Double(c[i]) / t : 0 }
    let d = gradient.elements
    let sums = d.indices.map { -product(Double(d[$0]), Double(x[$0])) }
    return (gradient, grouping.sumTemperatures(sums, temperatures.shape))
  }

  // MARK: Densities

  /// The logarithm of the density at each element, never NaN unless `x` is.
  ///
  /// - Parameter value: The values `x`, of the shape of the logits.
  /// - Returns: A matrix of the same shape; `-infinity` at infinite values and for infinite logits, of
  ///   which the one possible value has `+infinity`.
  /// - Throws: ``CategoricalError/invalidTemperature(_:)`` if a temperature is infinite.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func logProbability(
    of value: Matrix<Scalar>
  ) throws(CategoricalError) -> Matrix<Scalar> {
    try validateFinite(temperatures: grouping.spread(temperatures))
    return map(value) { x, theta, t in
      guard theta.isFinite else { return x.isNaN ? x : x == theta ? .infinity : -.infinity }
      return Self.logDensity(theta - t * x, t)
    }
  }

  /// `log τ - |d| - 2 log(1 + exp(-|d|))`.
  static func logDensity(_ d: Double, _ temperature: Double) -> Double {
    .log(temperature) - abs(d) - 2 * .log(onePlus: .exp(-abs(d)))
  }

  /// Pulls a cotangent of log-probabilities back to the values, logits and temperatures.
  ///
  /// With `h = tanh((θ - τ x) / 2)`:
  ///
  ///     ∂x = c τ h,   ∂θ = -c h,   ∂τ = c (1 / τ + x h)
  ///
  /// Zero where the density is zero or infinite.
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
    grouping.expect(cotangent.shape, "the cotangent")
    grouping.expect(value.shape, "the value")
    let (c, x) = (cotangent.elements, value.elements)
    func slope(_ i: Int, _ theta: Double, _ t: Double) -> Double {
      let d = theta - t * Double(x[i])
      return d.isFinite ? Double(c[i]) * .tanh(d / 2) : 0
    }
    let toValue = map { i, theta, t in t * slope(i, theta, t) }
    let toLogits = map { i, theta, t in -slope(i, theta, t) }
    let each = grouping.spread(temperatures)
    let (l, d) = (logits.elements, toLogits.elements)
    let sums = l.indices.map { i in
      guard l[i].isFinite, x[i].isFinite else { return 0.0 }
      return Double(c[i]) / Double(each[i]) - Double(d[i]) * Double(x[i])
    }
    return (toValue, toLogits, grouping.sumTemperatures(sums, temperatures.shape))
  }

  /// The distribution function `σ(τ x - θ)` at each element.
  ///
  /// - Parameter value: The values, of the shape of the logits.
  /// - Returns: The probabilities of smaller values.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func cdf(_ value: Matrix<Scalar>) -> Matrix<Scalar> {
    map(value) { x, theta, t in sigmoid(Self.standardized(x, theta, t)) }
  }

  /// The survival function `σ(θ - τ x)` at each element, without cancellation.
  ///
  /// - Parameter value: The values, of the shape of the logits.
  /// - Returns: The probabilities of larger values.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func survival(_ value: Matrix<Scalar>) -> Matrix<Scalar> {
    map(value) { x, theta, t in sigmoid(-Self.standardized(x, theta, t)) }
  }

  /// `τ x - θ`; at the only value of a certain outcome, the distribution function jumps to one.
  private static func standardized(_ x: Double, _ theta: Double, _ t: Double) -> Double {
    x == theta && !x.isFinite ? .infinity : product(t, x) - theta
  }

  /// The values `(θ + log u - log(1 - u)) / τ` below which a sample lies with given probabilities.
  ///
  /// - Parameter probability: Probabilities `u`, of the shape of the logits; 0 gives `-infinity`, 1
  ///   gives `+infinity`.
  /// - Returns: The quantiles; those of infinite logits are their one possible value.
  /// - Throws: ``CategoricalError/invalidProbability(row:column:)``.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func quantile(_ probability: Matrix<Scalar>) throws(CategoricalError) -> Matrix<Scalar> {
    try validate(probabilities: probability)
    return map(probability) { u, theta, t in
      theta.isFinite ? (theta + .log(u) - .log(onePlus: -u)) / t : theta
    }
  }

  /// The means, `θ / τ`, which are also the modes and medians.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func mean() -> Matrix<Scalar> {
    map { _, theta, t in theta.isFinite ? theta / t : theta }
  }

  /// The modes, `θ / τ`.
  public func mode() -> Matrix<Scalar> { mean() }

  /// The variances, `π² / (3 τ²)`; zero for infinite logits.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func variance() -> Matrix<Scalar> {
    map { _, theta, t in theta.isFinite ? (.pi / t) * (.pi / t) / 3 : 0 }
  }

  /// The entropies in nats, `2 - log τ`; `-infinity` for infinite logits.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func entropy() -> Matrix<Scalar> {
    map { _, theta, t in theta.isFinite ? 2 - .log(t) : -.infinity }
  }

  /// Computes elements from the place, the logit and the temperature.
  func map(_ body: (Int, Double, Double) -> Double) -> Matrix<Scalar> {
    let (l, t) = (logits.elements, grouping.spread(temperatures))
    return Matrix(logits.shape) { body($0, Double(l[$0]), Double(t[$0])) }
  }

  /// Computes elements from the value, the logit and the temperature.
  func map(
    _ value: Matrix<Scalar>, _ body: (Double, Double, Double) -> Double
  ) -> Matrix<Scalar> {
    grouping.expect(value.shape, "the value")
    let x = value.elements
    return map { i, theta, t in body(Double(x[i]), theta, t) }
  }
}
