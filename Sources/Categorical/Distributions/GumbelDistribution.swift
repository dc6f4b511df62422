public import LinearAlgebra
import RandomStreams
import RealModule

/// Independent Gumbel distributions with locations `μ` and scales `β`, one for each element.
///
/// With `z = (x - μ) / β`:
///
///     density        exp(-z - exp(-z)) / β
///     distribution   F(x) = exp(-exp(-z))
///
/// The limit law of maxima; the maximum of `ℓ_k + G_k` over independent standard Gumbel noise `G` is
/// Gumbel with location `logSumExp(ℓ)`.
///
/// > Reference: Gumbel (1954).
public struct GumbelDistribution<Scalar: RealScalar>: Sendable, Equatable {
  /// The locations `μ`, which are the modes.
  public let location: Matrix<Scalar>

  /// The scales `β`.
  public let scale: Matrix<Scalar>

  /// The constant of Euler and Mascheroni, the mean of standard Gumbel noise.
  static var gamma: Double { 0.577_215_664_901_532_86 }

  /// Creates distributions.
  ///
  /// - Parameters:
  ///   - location: Finite locations.
  ///   - scale: Positive, finite scales of the same shape.
  /// - Throws: ``CategoricalError/nonFiniteLocation(row:column:)`` or
  ///   ``CategoricalError/invalidScale(row:column:)``.
  /// - Precondition: The shapes agree.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public init(location: Matrix<Scalar>, scale: Matrix<Scalar>) throws(CategoricalError) {
    precondition(
      location.shape == scale.shape, "the scale is \(scale.shape), expected \(location.shape)")
    let (m, b) = (location.elements, scale.elements)
    for i in m.indices {
      let place = (row: i % location.rows, column: i / location.rows)
      guard m[i].isFinite else {
        throw .nonFiniteLocation(row: place.row, column: place.column)
      }
      guard b[i] > 0, b[i].isFinite else {
        throw .invalidScale(row: place.row, column: place.column)
      }
    }
    (self.location, self.scale) = (location, scale)
  }

  /// Creates standard distributions, of location 0 and scale 1.
  ///
  /// - Parameters:
  ///   - rows: The number of rows.
  ///   - columns: The number of columns.
  public init(rows: Int, columns: Int) {
    location = Matrix(rows: rows, columns: columns)
    scale = Matrix(rows: rows, columns: columns, repeating: 1)
  }

  /// Turns standard Gumbel noise `G` into the samples `μ + β G`.
  ///
  /// The pullback of a cotangent `c` is `c` to the location and `c G` to the scale.
  ///
  /// - Parameter noise: Gumbel noise of the shape of the distributions.
  /// - Returns: One sample of each distribution.
  public func sample(noise: Matrix<Scalar>) -> Matrix<Scalar> {
    location + scale.multiplied(by: noise)
  }

  /// Draws one sample of each distribution.
  ///
  /// - Parameter generator: The source of randomness, advanced by one draw for each element.
  /// - Returns: The samples, all finite.
  public func sample(using generator: inout some RandomNumberGenerator) -> Matrix<Scalar> {
    sample(
      noise: gumbelNoise(rows: location.rows, columns: location.columns, using: &generator))
  }

  /// The logarithm of the density at each element, `-z - exp(-z) - log β`; never NaN unless `x` is.
  ///
  /// - Parameter value: The values `x`, of the shape of the distributions.
  /// - Returns: A matrix of the same shape; `-infinity` at both infinities.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func logProbability(of value: Matrix<Scalar>) -> Matrix<Scalar> {
    let b = scale.elements
    return map(value) { i, z in
      z == -.infinity ? z : -z - .exp(-z) - .log(Double(b[i]))
    }
  }

  /// Pulls a cotangent of log-probabilities back to the values, locations and scales.
  ///
  ///     ∂x = c (exp(-z) - 1) / β,   ∂μ = -∂x,   ∂β = c (z - z exp(-z) - 1) / β
  ///
  /// All three are zero where the density is.
  ///
  /// - Parameters:
  ///   - cotangent: The cotangent `c` of the log-probabilities.
  ///   - value: The values.
  /// - Returns: The three cotangents.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func logProbabilityPullback(
    _ cotangent: Matrix<Scalar>, value: Matrix<Scalar>
  ) -> (value: Matrix<Scalar>, location: Matrix<Scalar>, scale: Matrix<Scalar>) {
    precondition(
      cotangent.shape == value.shape, "the cotangent is \(cotangent.shape), not \(value.shape)")
    let (c, b) = (cotangent.elements, scale.elements)
    let slope = map(value) { i, z in
      let e = Double.exp(-z)
      return z.isFinite && e.isFinite ? product(Double(c[i]), (e - 1) / Double(b[i])) : 0
    }
    let scaleSlope = map(value) { i, z in
      let e = Double.exp(-z)
      return z.isFinite && e.isFinite ? product(Double(c[i]), (z - z * e - 1) / Double(b[i])) : 0
    }
    return (slope, -slope, scaleSlope)
  }

  /// The distribution function `exp(-exp(-z))` at each element.
  ///
  /// - Parameter value: The values, of the shape of the distributions.
  /// - Returns: The probabilities of smaller values.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func cdf(_ value: Matrix<Scalar>) -> Matrix<Scalar> {
    map(value) { .exp(-.exp(-$1)) }
  }

  /// The survival function `1 - exp(-exp(-z))` at each element, without cancellation.
  ///
  /// - Parameter value: The values, of the shape of the distributions.
  /// - Returns: The probabilities of larger values.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func survival(_ value: Matrix<Scalar>) -> Matrix<Scalar> {
    map(value) { -.expMinusOne(-.exp(-$1)) }
  }

  /// The values `μ - β log(-log u)` below which a sample lies with the given probabilities.
  ///
  /// - Parameter probability: Probabilities `u`, of the shape of the distributions; 0 gives
  ///   `-infinity`, 1 gives `+infinity`.
  /// - Returns: The quantiles.
  /// - Throws: ``CategoricalError/invalidProbability(row:column:)``.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func quantile(_ probability: Matrix<Scalar>) throws(CategoricalError) -> Matrix<Scalar> {
    expect(probability.shape)
    try validate(probabilities: probability)
    let (m, b, u) = (location.elements, scale.elements, probability.elements)
    return Matrix(location.shape) {
      Double(m[$0]) - Double(b[$0]) * .log(-.log(Double(u[$0])))
    }
  }

  /// The means, `μ + β γ` with `γ = 0.5772…`.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func mean() -> Matrix<Scalar> {
    let (m, b) = (location.elements, scale.elements)
    return Matrix(location.shape) { Double(m[$0]) + Double(b[$0]) * Self.gamma }
  }

  /// The medians, `μ - β log log 2`.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func median() -> Matrix<Scalar> {
    let (m, b) = (location.elements, scale.elements)
    return Matrix(location.shape) { Double(m[$0]) - Double(b[$0]) * .log(.log(2)) }
  }

  /// The modes, `μ`.
  public func mode() -> Matrix<Scalar> { location }

  /// The variances, `π² β² / 6`.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func variance() -> Matrix<Scalar> {
    let b = scale.elements
    return Matrix(scale.shape) { Double(b[$0]) * Double(b[$0]) * .pi * .pi / 6 }
  }

  /// The entropies in nats, `log β + 1 + γ`, of which the derivative is `1 / β`.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func entropy() -> Matrix<Scalar> {
    let b = scale.elements
    return Matrix(scale.shape) { .log(Double(b[$0])) + 1 + Self.gamma }
  }

  func expect(_ shape: Shape) {
    precondition(shape == location.shape, "the values are \(shape), expected \(location.shape)")
  }

  /// Computes an element of `z = (x - μ) / β`.
  private func map(_ value: Matrix<Scalar>, _ body: (Int, Double) -> Double) -> Matrix<Scalar> {
    expect(value.shape)
    let (x, m, b) = (value.elements, location.elements, scale.elements)
    return Matrix(value.shape) { body($0, (Double(x[$0]) - Double(m[$0])) / Double(b[$0])) }
  }
}
