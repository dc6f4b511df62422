public import LinearAlgebra
import RandomStreams
import RealModule

/// The Concrete (Gumbel-Softmax) distribution of relaxed one-hot vectors.
///
/// A sample is `x = softmax((ℓ + G) / τ)` with Gumbel noise `G`, on the simplex of `K` unmasked classes.
/// With `α = exp(ℓ)` its density is
///
///     p(x) = Γ(K) τ^(K-1) (Σ_k α_k x_k^-τ)^-K Π_k α_k x_k^(-τ-1)
///
/// evaluated in log space, also where some `x` are exactly zero: the log-density is then `+infinity`,
/// finite or `-infinity`, never NaN. With `m` zeros approached at equal rates it is decided by the sign of
/// `m - (K - m) τ`: positive, zero, negative.
///
/// At small temperatures most samples have zeros by underflow. Use ``ExpConcrete`` for densities then.
/// Rounded to its largest class, a sample follows `softmax(ℓ)` at every temperature; mean, entropy and
/// divergence have no closed form.
///
/// > Reference: Maddison, Mnih and Teh (2017), section 3.1; Jang, Gu and Poole (2017), equation 2.
public struct Concrete<Scalar: RealScalar>: Sendable, Equatable {
  /// The same distribution in log space.
  public let logarithmic: ExpConcrete<Scalar>

  /// The unnormalized log-probabilities `ℓ`; `-infinity` masks a class.
  public var logits: Matrix<Scalar> { logarithmic.logits }

  /// The number of classes of one categorical.
  public var classes: Int { logarithmic.classes }

  /// The temperatures, `L × B`; a single row or column is shared.
  public var temperatures: Matrix<Scalar> { logarithmic.temperatures }

  /// Creates distributions from logits and temperatures of their own.
  ///
  /// - Parameters:
  ///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
  ///   - classes: The number of rows of one categorical; `nil` takes all rows.
  ///   - temperatures: Positive numbers, `L × B`; a single row or column is shared.
  /// - Throws: ``CategoricalError`` if a logit is NaN or `+infinity`, if all logits of a categorical are
  ///   masked or if a temperature is not positive.
  /// - Precondition: `classes` divides the rows; the shapes agree.
  public init(
    logits: Matrix<Scalar>, classes: Int? = nil, temperatures: Matrix<Scalar>
  ) throws(CategoricalError) {
    logarithmic = try ExpConcrete(logits: logits, classes: classes, temperatures: temperatures)
  }

  /// Creates distributions from logits and one temperature for all.
  ///
  /// - Parameters:
  ///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
  ///   - classes: The number of rows of one categorical; `nil` takes all rows.
  ///   - temperature: A positive, dimensionless number.
  /// - Throws: ``CategoricalError`` if a logit is NaN or `+infinity`, if all logits of a categorical are
  ///   masked or if the temperature is not positive.
  /// - Precondition: `classes` divides the rows.
  public init(
    logits: Matrix<Scalar>, classes: Int? = nil, temperature: Scalar
  ) throws(CategoricalError) {
    logarithmic = try ExpConcrete(logits: logits, classes: classes, temperature: temperature)
  }

  /// Creates distributions from probabilities and one temperature for all.
  ///
  /// - Parameters:
  ///   - probabilities: Numbers in [0, 1] that sum to one, as for ``OneHotCategorical``.
  ///   - classes: The number of rows of one categorical; `nil` takes all rows.
  ///   - temperature: A positive, dimensionless number.
  /// - Throws: ``CategoricalError/invalidProbability(row:column:)``,
  ///   ``CategoricalError/unnormalizedProbabilities(row:column:)`` or
  ///   ``CategoricalError/invalidTemperature(_:)``.
  /// - Precondition: `classes` divides the rows.
  public init(
    probabilities: Matrix<Scalar>, classes: Int? = nil, temperature: Scalar
  ) throws(CategoricalError) {
    logarithmic = try ExpConcrete(
      probabilities: probabilities, classes: classes, temperature: temperature)
  }

  /// The probabilities that a class is the largest of a sample: `softmax(ℓ)`, whatever `τ` is.
  public func roundingProbabilities() -> Matrix<Scalar> { logarithmic.roundingProbabilities() }

  // MARK: Samples

  /// Takes one sample of each categorical from Gumbel noise.
  ///
  /// - Parameter noise: Gumbel noise of the shape of the logits.
  /// - Returns: Relaxed vectors, exactly zero where a class is masked.
  /// - Throws: ``CategoricalError/nonFiniteNoise(row:column:)``.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func sample(noise: Matrix<Scalar>) throws(CategoricalError) -> Matrix<Scalar> {
    try gumbelSoftmax(logits, classes: classes, temperatures: temperatures, noise: noise).relaxed
  }

  /// Draws one sample of each categorical.
  ///
  /// - Parameter generator: The source of randomness, advanced by one draw for each logit.
  /// - Returns: Relaxed vectors, exactly zero where a class is masked.
  @specialized(where Scalar == Float, Generator == RandomStream)
  @specialized(where Scalar == Double, Generator == RandomStream)
  public func sample<Generator: RandomNumberGenerator>(
    using generator: inout Generator
  ) -> Matrix<Scalar> {
    var output = Matrix<Scalar>(logits.shape)
    ColumnKernels.softmax(
      logarithmic.drawTempered(using: &generator), logarithmic.grouping, temperature: 1,
      into: &output)
    return output
  }

  /// Pulls a cotangent of samples back to the logits and the temperatures, the noise held still.
  ///
  /// - Parameters:
  ///   - cotangent: The cotangent of the samples.
  ///   - sample: The samples `x`.
  /// - Returns: The cotangents, as of ``gumbelSoftmaxPullback(_:relaxed:classes:temperatures:)``.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func samplePullback(
    _ cotangent: Matrix<Scalar>, sample: Matrix<Scalar>
  ) -> (logits: Matrix<Scalar>, temperatures: Matrix<Scalar>) {
    gumbelSoftmaxPullback(cotangent, relaxed: sample, classes: classes, temperatures: temperatures)
  }

  // MARK: Densities

  /// The logarithm of the density of each categorical at `x`, never NaN.
  ///
  /// - Parameter value: Relaxed vectors, of the shape of the logits.
  /// - Returns: One value for each categorical; at corners as described above, `-infinity` where a masked
  ///   class is not zero.
  /// - Throws: ``CategoricalError/outsideSupport(row:column:)`` if an element is NaN or negative or a
  ///   vector does not sum to one; ``CategoricalError/invalidTemperature(_:)`` if a temperature is
  ///   infinite.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func logProbability(
    of value: Matrix<Scalar>
  ) throws(CategoricalError) -> Matrix<Scalar> {
    let grouping = logarithmic.grouping
    let t = grouping.spread(temperatures)
    grouping.expect(value.shape, "the value")
    try validateFinite(temperatures: t)
    let (l, x) = (logits.elements, value.elements)
    for run in 0..<grouping.runs {
      let range = grouping.range(of: run)
      var sum = 0.0
      for k in range {
        guard x[k] >= 0 else { throw grouping.outside(k) }
        sum += Double(x[k])
      }
      guard abs(sum - 1) <= grouping.tolerance(Scalar.self) else {
        throw grouping.outside(range.lowerBound)
      }
    }
    let logValues = Matrix<Double>(value.shape) { .log(Double(x[$0])) }
    let y = logValues.elements
    return Matrix(grouping.valueShape) { run in
      let range = grouping.range(of: run)
      if let corner = logDensityAtCorner(l, x, range, t[run]) { return corner }
      let density = ConcreteDensity(l, y, range, Double(t[run]))
      var volume = 0.0
      for k in range where l[k] > -.infinity { volume += y[k] }
      return density.logarithm - volume
    }
  }

  /// Pulls a cotangent of log-probabilities back to the values, logits and temperatures.
  ///
  /// With `Y = log x` and the cotangents of ``ExpConcrete/logProbabilityPullback(_:value:)``:
  ///
  ///     ∂x_k = (∂Y_k - c) / x_k
  ///
  /// and those of logits and temperatures as there. All are zero for a categorical with an unmasked
  /// class at exactly zero: at corners the density is not smooth.
  ///
  /// - Parameters:
  ///   - cotangent: One value `c` for each categorical.
  ///   - value: The values of ``logProbability(of:)``.
  /// - Returns: The cotangents; that of the temperatures has their shape.
  /// - Precondition: The shapes agree.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func logProbabilityPullback(
    _ cotangent: Matrix<Scalar>, value: Matrix<Scalar>
  ) -> (value: Matrix<Scalar>, logits: Matrix<Scalar>, temperatures: Matrix<Scalar>) {
    let grouping = logarithmic.grouping
    var result = logarithmic.logProbabilityPullback(cotangent, value: value.logarithms())
    let (l, x, c) = (logits.elements, value.elements, cotangent.elements)
    var dx = result.value.mutableElements
    for run in 0..<grouping.runs {
      let range = grouping.range(of: run)
      var smooth = true
      for k in range where (l[k] > -.infinity) != (x[k] > 0) { smooth = false }
      for k in range where smooth && l[k] > -.infinity {
        dx[k] = Scalar((Double(dx[k]) - Double(c[run])) / Double(x[k]))
      }
    }
    return result
  }

  /// The log-density where unmasked classes are exactly zero, or `nil` if none is.
  ///
  /// With `x_k = ε → 0` for the `m` classes of a set `S` and `A = Σ_{k∈S} α_k`, the normalizer tends to
  /// `A ε^-τ`, and the log-density to `((K - m) τ - m) log ε` and what is left of it,
  ///
  ///     log Γ(K) + (K - 1) log τ - K log A + Σ_k ℓ_k - (τ + 1) Σ_{k∉S} log x_k
  private func logDensityAtCorner(
    _ logits: Span<Scalar>, _ value: Span<Scalar>, _ range: Range<Int>, _ temperature: Scalar
  ) -> Double? {
    var (count, zeros, best) = (0, 0, -Double.infinity)
    for k in range {
      guard logits[k] > -.infinity else {
        if value[k] > 0 { return -.infinity }
        continue
      }
      count += 1
      guard value[k] == 0 else { continue }
      zeros += 1
      best = max(best, Double(logits[k]))
    }
    guard zeros > 0 else { return nil }
    // As a quotient in the precision of the temperature: 49 · (1 / 49) is not one.
    let limit = Scalar(zeros) / Scalar(count - zeros)
    guard temperature == limit else { return temperature < limit ? .infinity : -.infinity }
    let (t, n) = (Double(temperature), Double(count))
    var (mass, result) = (0.0, Double.logGamma(n) + (n - 1) * .log(t))
    for k in range where logits[k] > -.infinity {
      result += Double(logits[k]) - best
      if value[k] == 0 {
        mass += .exp(Double(logits[k]) - best)
      } else {
        result -= (t + 1) * .log(Double(value[k]))
      }
    }
    return result - n * .log(mass)
  }
}

/// The name of ``Concrete`` in PyTorch and TensorFlow Probability.
public typealias RelaxedOneHotCategorical = Concrete
