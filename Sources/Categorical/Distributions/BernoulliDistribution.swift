public import LinearAlgebra
import RandomStreams
import RealModule

/// Independent binary variables, one for each element, from logits or probabilities.
///
/// With the logit `θ` and `p = σ(θ)`, a value `x` in {0, 1} has the log-probability
///
///     log P(x) = x θ - softplus(θ)
///
/// Unlike in categoricals, both infinities are legal logits: they make the outcome certain.
public struct BernoulliDistribution<Scalar: RealScalar>: Sendable, Equatable {
  /// The logits `θ = log p - log(1 - p)`.
  public let logits: Matrix<Scalar>

  /// Creates distributions from logits.
  ///
  /// - Parameter logits: The logits; infinities are legal.
  /// - Throws: ``CategoricalError/nonFiniteLogit(row:column:)`` if a logit is NaN.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public init(logits: Matrix<Scalar>) throws(CategoricalError) {
    try validate(binary: logits)
    self.logits = logits
  }

  /// Creates distributions from probabilities of the value 1.
  ///
  /// - Parameter probabilities: Numbers in [0, 1].
  /// - Throws: ``CategoricalError/invalidProbability(row:column:)``.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public init(probabilities: Matrix<Scalar>) throws(CategoricalError) {
    logits = try binaryLogits(probabilities)
  }

  /// The probabilities of the value 1, which are the means.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func probabilities() -> Matrix<Scalar> { map { sigmoid($1) } }

  /// The variances, `p (1 - p)`.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func variance() -> Matrix<Scalar> { map { sigmoid($1) * sigmoid(-$1) } }

  /// The more probable values, 0 on ties.
  public func mode() -> Matrix<Scalar> { logits.map { $0 > 0 ? 1 : 0 } }

  /// Takes one sample of each variable from logistic noise `L`: 1 where `θ + L > 0`.
  ///
  /// - Parameter noise: Noise of the shape of the logits, as of
  ///   ``logisticNoise(rows:columns:using:)``.
  /// - Returns: Exact zeros and ones.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func sample(noise: Matrix<Scalar>) -> Matrix<Scalar> {
    (logits + noise).map { $0 > 0 ? 1 : 0 }
  }

  /// Draws one sample of each variable.
  ///
  /// - Parameter generator: The source of randomness, advanced by one draw for each logit.
  /// - Returns: Exact zeros and ones.
  public func sample(using generator: inout some RandomNumberGenerator) -> Matrix<Scalar> {
    sample(noise: logisticNoise(rows: logits.rows, columns: logits.columns, using: &generator))
  }

  /// The log-probability of each value, `x θ - softplus(θ)`, never NaN.
  ///
  /// - Parameter value: Exact zeros and ones, of the shape of the logits.
  /// - Returns: A matrix of the same shape; `-infinity` for an impossible value.
  /// - Throws: ``CategoricalError/outsideSupport(row:column:)``.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func logProbability(
    of value: Matrix<Scalar>
  ) throws(CategoricalError) -> Matrix<Scalar> {
    expect(value.shape)
    let x = value.elements
    for i in x.indices where x[i] != 0 && x[i] != 1 {
      throw .outsideSupport(row: i % value.rows, column: i / value.rows)
    }
    return map { i, t in x[i] == 1 ? -softplus(-t) : -softplus(t) }
  }

  /// Pulls a cotangent of log-probabilities back to the logits: `∂θ = c (x - p)`.
  ///
  /// - Parameters:
  ///   - cotangent: One value `c` for each element.
  ///   - value: Zeros and ones.
  /// - Returns: The cotangent of the logits.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func logProbabilityPullback(
    _ cotangent: Matrix<Scalar>, value: Matrix<Scalar>
  ) -> Matrix<Scalar> {
    expect(value.shape)
    expect(cotangent.shape)
    let (c, x) = (cotangent.elements, value.elements)
    return map { i, t in
      t.isFinite ? Double(c[i]) * (x[i] == 1 ? sigmoid(-t) : -sigmoid(t)) : 0
    }
  }

  /// The entropies in nats, `softplus(θ) - θ p`; zero for certain outcomes.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func entropy() -> Matrix<Scalar> {
    map { _, t in softplus(-abs(t)) + product(sigmoid(-abs(t)), abs(t)) }
  }

  /// Pulls a cotangent of entropies back to the logits: `∂θ = -c θ p (1 - p)`.
  ///
  /// - Parameter cotangent: One value `c` for each element.
  /// - Returns: The cotangent of the logits.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func entropyPullback(_ cotangent: Matrix<Scalar>) -> Matrix<Scalar> {
    expect(cotangent.shape)
    let c = cotangent.elements
    return map { i, t in -product(Double(c[i]), product(sigmoid(t) * sigmoid(-t), t)) }
  }

  /// The divergences of these distributions from others, in nats.
  ///
  /// - Parameter other: Distributions of the same shape.
  /// - Returns: One value for each element; `+infinity` where a value that is possible here is
  ///   impossible there.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func kl(to other: Self) -> Matrix<Scalar> {
    expect(other.logits.shape)
    let m = other.logits.elements
    return map { i, t in
      let u = Double(m[i])
      let one = product(sigmoid(t), softplus(-u) - (t == -.infinity ? 0 : softplus(-t)))
      let zero = product(sigmoid(-t), softplus(u) - (t == .infinity ? 0 : softplus(t)))
      return max(one + zero, 0)
    }
  }

  /// Pulls a cotangent of divergences back to the logits of both distributions.
  ///
  /// With the logits `θ` and `p = σ(θ)` here, `μ` and `q = σ(μ)` there:
  ///
  ///     ∂θ = c p (1 - p) (θ - μ),   ∂μ = c (q - p)
  ///
  /// - Parameters:
  ///   - cotangent: One value `c` for each element.
  ///   - other: The second distributions.
  /// - Returns: The cotangents of the logits; zero where the divergence is infinite.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func klPullback(
    _ cotangent: Matrix<Scalar>, to other: Self
  ) -> (logits: Matrix<Scalar>, other: Matrix<Scalar>) {
    expect(other.logits.shape)
    expect(cotangent.shape)
    let (c, m) = (cotangent.elements, other.logits.elements)
    let first = map { i, t in
      let difference = t - Double(m[i])
      guard difference.isFinite else { return 0 }
      return product(Double(c[i]), sigmoid(t) * sigmoid(-t) * difference)
    }
    let second = map { i, t in
      Double(m[i]).isFinite ? Double(c[i]) * (sigmoid(Double(m[i])) - sigmoid(t)) : 0
    }
    return (first, second)
  }

  private func expect(_ shape: Shape) {
    precondition(shape == logits.shape, "a matrix is \(shape), expected \(logits.shape)")
  }

  private func map(_ body: (Int, Double) -> Double) -> Matrix<Scalar> {
    let t = logits.elements
    return Matrix(logits.shape) { body($0, Double(t[$0])) }
  }
}
